//! Small plans to search.

use std::sync::LazyLock;

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use proptest::prelude::ProptestConfig;

use crate::plan::{
    Area, AreaId, Citation, Clause, Item, ItemId, KeyPlaces, Kind, Localized, Metric, Place, Plan, Progress,
    Reviewer, ReviewerId, SavedQuery, Seed, StatusId, calendar,
};
use crate::review::{Deed, Fact, FactId, Fingerprint, Mark, Note, Review, drafting};
use crate::search::query::{Query, Since, Subject};
use crate::search::{Hits, Index, Target};

/// The day on which `due:past` is asked.
pub(in crate::search) const TODAY: Date = date(2025, 6, 15);

/// Property tests leave no files behind.
pub(in crate::search) fn quiet() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

pub(in crate::search) fn area(id: &str, zh: &str, en: &str) -> Area {
    Area {
        id: AreaId::parse(id).unwrap(),
        title: localized(&[("zh", zh), ("en", en)]),
        text: None,
        owner: Vec::new(),
        seed: Vec::new(),
        place: Place::default(),
        broken: false,
    }
}

/// A goal of the first area that says no more than its title.
pub(in crate::search) fn item(id: &str, title: &str) -> Item {
    Item {
        id: ItemId::parse(id).unwrap(),
        kind: Kind::Goal,
        area: 0,
        parent: None,
        title: localized(&[("zh", title)]),
        text: None,
        owner: Vec::new(),
        with: Vec::new(),
        start: None,
        due: None,
        progress: None,
        metric: None,
        seed: Vec::new(),
        related: Vec::new(),
        was: Vec::new(),
        own: BTreeMap::new(),
        place: Place::default(),
        keys: KeyPlaces::default(),
        published: None,
        damaged: false,
    }
}

pub(in crate::search) fn localized(texts: &[(&str, &str)]) -> Localized {
    Localized::new(texts.iter().map(|&(tag, text)| (tag.to_owned(), text.into())).collect())
}

pub(in crate::search) fn clause(number: &str, heading: &str, text: &str) -> Clause {
    Clause { number: number.into(), heading: heading.into(), text: text.into(), place: Place::default() }
}

pub(in crate::search) fn seed(name: &str, clauses: Vec<Clause>) -> Seed {
    Seed {
        name: AreaId::parse(name).unwrap(),
        title: "".into(),
        publication: "".into(),
        date: "".into(),
        digest: true,
        clauses,
        file: "".into(),
        broken: false,
    }
}

pub(in crate::search) fn cited(citation: &str) -> Citation {
    Citation::parse(citation).unwrap()
}

pub(in crate::search) fn reviewer(id: &str) -> ReviewerId {
    ReviewerId::parse(id).unwrap()
}

pub(in crate::search) fn listed(id: &str, name: Option<&str>) -> Reviewer {
    Reviewer {
        id: reviewer(id),
        name: name.map(Into::into),
        email: None,
        role: None,
        from: None,
        until: None,
    }
}

pub(in crate::search) fn saved(name: &str, text: &str) -> SavedQuery {
    SavedQuery { name: name.into(), text: text.into(), place: Place::default() }
}

/// A mark of `by` on item `index`, on the present wording or, `stale`, on another.
pub(in crate::search) fn mark(
    plan: &Plan,
    name: &str,
    by: &str,
    index: usize,
    status: &str,
    stale: bool,
) -> Fact {
    let status = StatusId::new(status);
    let deed = match drafting::mark(plan, &Review::of(plan, []), &reviewer(by), index, &status, None) {
        Deed::Mark(mark) if stale => {
            let seen = Fingerprint::recorded("1:00000000000000000000000000000000");
            Deed::Mark(Mark { seen, read: None, ..mark })
        }
        deed => deed,
    };
    fact(name, by, deed)
}

pub(in crate::search) fn note(plan: &Plan, name: &str, by: &str, index: usize, text: &str) -> Fact {
    let item = plan.items[index].id.clone();
    fact(name, by, Deed::Note(Note::on(item, text.into())))
}

fn fact(name: &str, by: &str, deed: Deed) -> Fact {
    Fact { id: FactId::parse(name).unwrap(), by: reviewer(by), deed, at: None, place: Place::default() }
}

/// The canal and the river changed since `v1`, and the rail within a week.
static SINCE: LazyLock<Since> = LazyLock::new(|| {
    let mut since = Since::default();
    let items = |ids: &[&str]| ids.iter().map(|id| ItemId::parse(id).unwrap()).collect();
    since.insert("v1".to_owned(), Ok(items(&["ports/canal", "ecology/river"])));
    let a_week_ago = calendar::days_before(TODAY, 7).unwrap().to_string();
    since.insert(a_week_ago, Ok(items(&["ports/rail"])));
    since
});

/// Asks about `plan` as nobody, on [`TODAY`].
pub(in crate::search) fn subject<'a>(plan: &'a Plan, review: &'a Review) -> Subject<'a> {
    Subject { plan, review, me: None, today: Some(TODAY), since: &SINCE }
}

/// A plan of six items of which every field tells some apart, with what three reviewers recorded.
pub(in crate::search) fn town() -> (Plan, Vec<Fact>) {
    let mut plan = Plan::default();
    plan.strategy.reviewers = vec![listed("jia", Some("甲")), listed("yi", Some("乙"))];
    plan.strategy.queries = vec![
        saved("open", "status:none,revise"),
        saved("待议、暂缓", "status:discuss|status:deferred"),
        saved("two words", "运河 | river"),
        saved("mine", "by:me query:open"),
        saved("ring", "query:other"),
        saved("other", "canal query:ring"),
        saved("broken", "colour:red"),
        saved("through", "query:broken"),
    ];
    plan.areas = vec![area("ports", "四港联动", "Four ports"), area("ecology", "两山转化", "Two mountains")];
    let canal = Item {
        text: Some(localized(&[("zh", "打通水运")])),
        owner: vec!["交通局".into()],
        start: Some(date(2024, 1, 10)),
        due: Some(date(2025, 6, 14)),
        progress: Some(Progress::Underway),
        metric: Some(Metric::default()),
        seed: vec![cited("q#5.2")],
        related: vec![ItemId::parse("ecology/river").unwrap()],
        ..item("ports/canal", "浙赣运河")
    };
    let rail = Item {
        kind: Kind::Task,
        parent: Some(0),
        owner: vec!["发改委".into()],
        with: vec!["交通局".into()],
        due: Some(date(2025, 6, 15)),
        progress: Some(Progress::Planned),
        ..item("ports/rail", "城市轨道")
    };
    let port = Item {
        kind: Kind::Project,
        parent: Some(1),
        start: Some(date(2023, 12, 31)),
        due: Some(date(2025, 12, 31)),
        progress: Some(Progress::Done),
        ..item("ports/port", "衢江港区")
    };
    let river = Item { area: 1, seed: vec![cited("q#5")], ..item("ecology/river", "衢江") };
    let air = Item {
        kind: Kind::Task,
        area: 1,
        parent: Some(3),
        due: Some(date(2024, 2, 29)),
        progress: Some(Progress::Paused),
        seed: vec![cited("other#5.2")],
        ..item("ecology/air", "空气质量")
    };
    let soil = Item {
        kind: Kind::Task,
        area: 1,
        parent: Some(3),
        start: Some(date(2025, 6, 15)),
        progress: Some(Progress::Dropped),
        seed: vec![cited("q#50.1")],
        ..item("ecology/soil", "土壤")
    };
    plan.seeds = vec![seed("q", vec![clause("5", "综合交通", ""), clause("5.2", "", "建设浙赣运河")])];
    plan.items = vec![canal, rail, port, river, air, soil];
    let facts = vec![
        mark(&plan, "01", "jia", 0, "approved", false),
        mark(&plan, "02", "yi", 0, "revise", true),
        mark(&plan, "03", "jia", 1, "revise", false),
        mark(&plan, "04", "yi", 2, "approved", false),
        mark(&plan, "05", "jia", 2, "approved", true),
        note(&plan, "06", "bing", 3, "水从哪里来"),
        mark(&plan, "07", "bing", 4, "discuss", false),
        mark(&plan, "08", "jia", 5, "revise", true),
        mark(&plan, "09", "yi", 5, "revise", false),
    ];
    (plan, facts)
}

/// Returns the ids of the items that answer `query`, in order, and what else does as `area` and `clause`.
pub(in crate::search) fn found(query: Query, subject: &Subject<'_>) -> Vec<String> {
    let index = Index::of(subject.plan, subject.review);
    let hits = Hits::all(query, 0, &index, subject);
    let targets = (0..hits.len()).map(|at| hits.target(&index, at).unwrap());
    let name = |target| match target {
        Target::Area(at) => format!("area {}", subject.plan.areas[at].id.as_str()),
        Target::Item(at) => subject.plan.items[at].id.slug().to_owned(),
        Target::Clause { seed, clause } => {
            format!("clause {}", subject.plan.seeds[seed].clauses[clause].number)
        }
    };
    targets.map(name).collect()
}
