//! Small plans and random records to try the rules on.

use std::collections::BTreeMap;

use jiff::civil::date;
use proptest::prelude::*;

use crate::plan::{Field, Item, ItemId, KeyPlaces, Kind, Localized, Place, Plan, ReviewerId, StatusId};
use crate::review::{
    self, Adopt, Begin, Carry, Deed, Fact, FactId, Fingerprint, Mark, Note, Outcome, Pin, Reply, Resolve,
    Review, Wording,
};

pub(super) const ITEMS: usize = 3;
pub(super) const REVIEWERS: [&str; 3] = ["bing", "jia", "yi"];
pub(super) const STATUSES: [&str; 3] = ["approved", "revise", "rejected"];

/// Property tests leave no files behind.
pub(super) fn quiet() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

pub(super) fn item(slug: &str) -> Item {
    Item {
        id: ItemId::parse(&format!("ports/{slug}")).unwrap(),
        kind: Kind::Goal,
        area: 0,
        parent: None,
        title: Localized::new(vec![("zh".into(), slug.into())]),
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

/// A plan of items `ports/i0`, `ports/i1` and so on, which anybody may review.
pub(super) fn plan() -> Plan {
    Plan { items: (0..ITEMS).map(|at| item(&format!("i{at}"))).collect(), ..Plan::default() }
}

pub(super) fn id(text: &str) -> FactId {
    FactId::parse(text).unwrap()
}

pub(super) fn reviewer(text: &str) -> ReviewerId {
    ReviewerId::parse(text).unwrap()
}

pub(super) fn present(item: &Item) -> Fingerprint {
    Fingerprint::of(&Wording::of(item, &Field::COVERED))
}

pub(super) fn old() -> Fingerprint {
    Fingerprint::recorded("1:00000000000000000000000000000000")
}

pub(super) fn fact(name: &str, by: &str, deed: Deed) -> Fact {
    Fact { id: id(name), by: reviewer(by), deed, at: None, place: Place::default() }
}

/// A mark on the first item as it stands.
pub(super) fn mark(name: &str, by: &str, status: &str, after: &[&str]) -> Fact {
    let item = item("i0");
    let seen = present(&item);
    fact(name, by, Deed::Mark(mark_on(item.id, status, seen, after.iter().map(|name| id(name)).collect())))
}

pub(super) fn mark_on(item: ItemId, status: &str, seen: Fingerprint, after: Vec<FactId>) -> Mark {
    let status = StatusId::new(status);
    Mark {
        item,
        status,
        seen,
        read: None,
        covers: None,
        commit: None,
        above: Vec::new(),
        cited: BTreeMap::new(),
        role: None,
        after,
        on_behalf: None,
        bulk: None,
        unseen: false,
        meeting: None,
    }
}

pub(super) fn outcome_on(
    item: ItemId,
    status: &str,
    seen: Fingerprint,
    meeting: FactId,
    after: Vec<FactId>,
) -> Outcome {
    let pin = Pin { seen, read: None, covers: None, commit: None };
    Outcome { item, pin, meeting, status: StatusId::new(status), votes: None, text: None, after }
}

pub(super) fn undo(name: &str, by: &str, of: &str) -> Fact {
    fact(name, by, Deed::Undo { of: id(of) })
}

pub(super) fn note(name: &str, by: &str) -> Fact {
    let item = item("i0").id;
    fact(name, by, Deed::Note(Note::on(item, "x".into())))
}

/// The marks that hold on the first item: name, and whether another one of the same reviewer stands beside it.
pub(super) fn holding(review: &Review) -> Vec<(String, bool)> {
    review.standing(0).marks.iter().map(|mark| (mark.id.as_str().to_owned(), mark.concurrent)).collect()
}

/// Everything that a review says, in a form that can be compared.
pub(super) fn outcome(plan: &Plan, review: &Review) -> String {
    let standings: Vec<_> = (0..plan.items.len()).map(|index| review.standing(index)).collect();
    let undone: Vec<bool> = review.facts().iter().map(|fact| review.is_undone(&fact.id)).collect();
    let facts: Vec<_> =
        review.facts().iter().map(|fact| (&fact.id, &fact.by, &fact.deed, &fact.place)).collect();
    format!("{standings:#?}\n{undone:?}\n{facts:#?}")
}

/// How many wordings random facts are about.
const WORDINGS: usize = 4;

/// A wording of `item`: as it stands, with other words, with another figure, or one that nothing carries.
fn wording(item: &Item, which: usize) -> (Fingerprint, Option<Wording>) {
    let titled = |after: &str| {
        let title = format!("{}{after}", item.title.in_language("zh").unwrap().raw());
        let title = Localized::new(vec![("zh".into(), title.as_str().into())]);
        Wording::of(&Item { title, ..item.clone() }, &Field::COVERED)
    };
    let wording = match which {
        0 => titled(""),
        1 => titled("工程"),
        2 => titled("2"),
        _ => return (old(), None),
    };
    (Fingerprint::of(&wording), Some(wording))
}

/// One step of a random record. The numbers choose among what is there, modulo how many there are.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Mark { by: usize, item: usize, status: usize, on: usize, after: Vec<usize> },
    Carry { by: usize, item: usize, from: usize, to: usize, after: Vec<usize> },
    Adopt { by: usize, item: usize, on: usize, after: Vec<usize> },
    Reply { by: usize, item: usize, of: usize, confirms: bool, chair: bool },
    Note { by: usize, item: usize, re: Option<usize> },
    Undo { by: usize, of: usize },
    Begin { by: usize },
    Decide { by: usize, item: usize, status: usize, present: bool, meeting: usize, after: Vec<usize> },
    Resolve { by: usize, item: usize, of: usize, open: bool, after: Vec<usize> },
}

pub(super) fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    let any_step = prop_oneof![
        4 => (0..REVIEWERS.len(), 0..ITEMS, 0..STATUSES.len(), 0..WORDINGS, prop::collection::vec(0usize..40, 0..3))
            .prop_map(|(by, item, status, on, after)| Step::Mark { by, item, status, on, after }),
        2 => (0..REVIEWERS.len(), 0..ITEMS, 0..WORDINGS, 0..WORDINGS, prop::collection::vec(0usize..40, 0..2))
            .prop_map(|(by, item, from, to, after)| Step::Carry { by, item, from, to, after }),
        1 => (0..REVIEWERS.len(), 0..ITEMS, 0..WORDINGS, prop::collection::vec(0usize..40, 0..2))
            .prop_map(|(by, item, on, after)| Step::Adopt { by, item, on, after }),
        2 => (0..REVIEWERS.len(), 0..ITEMS, 0usize..40, any::<bool>(), any::<bool>())
            .prop_map(|(by, item, of, confirms, chair)| Step::Reply { by, item, of, confirms, chair }),
        2 => (0..REVIEWERS.len(), 0..ITEMS, prop::option::of(0usize..40))
            .prop_map(|(by, item, re)| Step::Note { by, item, re }),
        1 => (0..REVIEWERS.len(), 0..ITEMS, 0usize..40, any::<bool>(), prop::collection::vec(0usize..40, 0..2))
            .prop_map(|(by, item, of, open, after)| Step::Resolve { by, item, of, open, after }),
        3 => (0..REVIEWERS.len(), 0usize..40).prop_map(|(by, of)| Step::Undo { by, of }),
        1 => (0..REVIEWERS.len()).prop_map(|by| Step::Begin { by }),
        2 => (
            (0..REVIEWERS.len(), 0..ITEMS, 0..STATUSES.len(), any::<bool>()),
            (0usize..40, prop::collection::vec(0usize..40, 0..3)),
        )
            .prop_map(|((by, item, status, present), (meeting, after))| Step::Decide {
                by,
                item,
                status,
                present,
                meeting,
                after,
            }),
    ];
    prop::collection::vec(any_step, 0..most)
}

/// Makes facts of steps. `after` and `of` may name any fact, also a later one, another reviewer's, or the fact itself:
/// all that a hand, a clock or a merge can bring about. Two facts may share a name where `names` is small.
pub(super) fn facts(plan: &Plan, steps: &[Step], names: usize) -> Vec<Fact> {
    let name = |at: usize| id(&format!("F{:03}", (at * 37) % names.max(1)));
    let of_steps = |at: usize| name(at % steps.len().max(1));
    let deed = |step: &Step| match step {
        Step::Mark { item, status, on, after, .. } => {
            let item = &plan.items[*item];
            let (seen, read) = wording(item, *on);
            let after = after.iter().map(|&at| of_steps(at)).collect();
            Deed::Mark(Mark { read, ..mark_on(item.id.clone(), STATUSES[*status], seen, after) })
        }
        Step::Carry { item, from, to, after, .. } => {
            let item = &plan.items[*item];
            let (seen, read) = wording(item, *to);
            Deed::Carry(Carry {
                item: item.id.clone(),
                from: wording(item, *from).0,
                pin: Pin { seen, read, covers: None, commit: None },
                fields: vec!["title".to_owned()],
                role: None,
                text: None,
                after: after.iter().map(|&at| of_steps(at)).collect(),
            })
        }
        Step::Adopt { item, on, after, .. } => {
            let item = &plan.items[*item];
            let (seen, read) = wording(item, *on);
            Deed::Adopt(Adopt {
                item: item.id.clone(),
                pin: Pin { seen, read, covers: None, commit: None },
                until: date(2020, 11, 30),
                status: None,
                text: None,
                after: after.iter().map(|&at| of_steps(at)).collect(),
            })
        }
        Step::Reply { item, of, confirms, chair, .. } => {
            let role = chair.then(|| "chair".into());
            let reply = Reply { of: of_steps(*of), item: plan.items[*item].id.clone(), role, text: None };
            if *confirms { Deed::Confirm(reply) } else { Deed::Refuse(reply) }
        }
        Step::Resolve { item, of, open, after, .. } => Deed::Resolve(Resolve {
            of: of_steps(*of),
            item: Some(plan.items[*item].id.clone()),
            text: None,
            open: *open,
            after: after.iter().map(|&at| of_steps(at)).collect(),
        }),
        Step::Note { item, re, .. } => {
            let note = Note::on(plan.items[*item].id.clone(), "x".into());
            Deed::Note(Note { re: re.map(of_steps), ..note })
        }
        Step::Undo { of, .. } => Deed::Undo { of: of_steps(*of) },
        Step::Begin { .. } => Deed::Meeting(review::Step::Begin(Begin::default())),
        Step::Decide { item, status, present: now, meeting, after, .. } => {
            let item = &plan.items[*item];
            let seen = if *now { present(item) } else { old() };
            let after = after.iter().map(|&at| of_steps(at)).collect();
            // Mostly a meeting, if there is one.
            let begins: Vec<usize> =
                (0..steps.len()).filter(|&at| matches!(steps[at], Step::Begin { .. })).collect();
            let meeting =
                begins.get(meeting % (begins.len() + 1)).map_or_else(|| of_steps(*meeting), |&at| name(at));
            Deed::Outcome(outcome_on(item.id.clone(), STATUSES[*status], seen, meeting, after))
        }
    };
    let by = |step: &Step| match step {
        Step::Mark { by, .. }
        | Step::Carry { by, .. }
        | Step::Adopt { by, .. }
        | Step::Reply { by, .. }
        | Step::Note { by, .. }
        | Step::Resolve { by, .. }
        | Step::Undo { by, .. }
        | Step::Begin { by }
        | Step::Decide { by, .. } => REVIEWERS[*by],
    };
    let fact = |(at, step): (usize, &Step)| Fact {
        id: name(at),
        by: reviewer(by(step)),
        deed: deed(step),
        at: None,
        place: Place { line: at, ..Place::default() },
    };
    steps.iter().enumerate().map(fact).collect()
}
