//! Through one lens the outline, its areas, the overview and a query count the same.

use proptest::prelude::*;

use super::session::{Opening, add, reviewer};
use super::{ITEMS, quiet, small_under};
use crate::app::Row;
use crate::job::{Identity, Loaded};
use crate::plan::{ItemId, Localized, StatusId, calendar};
use crate::review::{Attention, Begin, Deed, Lens, Mark, Overview, Review, Stance, Step, drafting};
use crate::search::query::{Query, Since, Subject};
use crate::search::{Hits, Index};

const REVIEWERS: [&str; 3] = ["jia", "yi", "bing"];
const STATUSES: [&str; 3] = ["approved", "revise", "rejected"];

/// Something recorded, or a title written otherwise.
#[derive(Clone, Debug)]
enum Event {
    Mark { by: usize, item: usize, status: usize, beside: bool },
    Decide { item: usize, status: usize, beside: bool },
    Adopt { item: usize },
    Retitle { item: usize, version: u8 },
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let item = 0..ITEMS.len();
    let event = prop_oneof![
        6 => (0..REVIEWERS.len(), item.clone(), 0..STATUSES.len(), prop::bool::weighted(0.3))
            .prop_map(|(by, item, status, beside)| Event::Mark { by, item, status, beside }),
        1 => (item.clone(), 0..STATUSES.len(), any::<bool>())
            .prop_map(|(item, status, beside)| Event::Decide { item, status, beside }),
        1 => item.clone().prop_map(|item| Event::Adopt { item }),
        2 => (item, 0u8..2).prop_map(|(item, version)| Event::Retitle { item, version }),
    ];
    prop::collection::vec(event, 0..40)
}

/// The plan after `events`, in which a change above makes marks suspect.
fn after(events: &[Event]) -> Loaded {
    let mut loaded = small_under("suspect = \"parents\"\n");
    let begun = add(&mut loaded, &reviewer("jia"), Deed::Meeting(Step::Begin(Begin::default())));
    for event in events {
        let review = Review::of(&loaded.plan, loaded.facts.iter().cloned());
        match *event {
            Event::Mark { by, item, status, beside } => {
                let (by, status) = (reviewer(REVIEWERS[by]), StatusId::new(STATUSES[status]));
                let deed = match drafting::mark(&loaded.plan, &review, &by, item, &status, None) {
                    Deed::Mark(mark) if beside => Deed::Mark(Mark { after: Vec::new(), ..mark }),
                    deed => deed,
                };
                add(&mut loaded, &by, deed);
            }
            Event::Decide { item, status, beside } => {
                let status = StatusId::new(STATUSES[status]);
                let decided = drafting::Decided { status, votes: None, text: None };
                let mut deed = drafting::outcome(&loaded.plan, &review, &begun, item, decided, None);
                if let Deed::Outcome(outcome) = &mut deed
                    && beside
                {
                    outcome.after.clear();
                }
                add(&mut loaded, &reviewer("jia"), deed);
            }
            Event::Adopt { item } => {
                let until = calendar::full_day("2020-11-30").unwrap();
                let agreed = drafting::Agreed { until, status: None, text: None };
                let deed = drafting::adopt(&loaded.plan, &review, &reviewer("yi"), item, &agreed, None);
                add(&mut loaded, &reviewer("yi"), deed);
            }
            Event::Retitle { item, version } => {
                let title = format!("{item} {version}");
                loaded.plan.items[item].title = Localized::new(vec![("zh".into(), title.as_str().into())]);
            }
        }
    }
    loaded
}

/// How many items `query` finds.
fn found(loaded: &Loaded, review: &Review, query: &str) -> usize {
    let since = Since::default();
    let subject = Subject { plan: &loaded.plan, review, me: None, today: None, since: &since };
    let (query, problems) = Query::parse(query, &subject);
    assert_eq!(problems, []);
    let index = Index::of(&loaded.plan, review);
    Hits::all(query, 0, &index, &subject).in_plan_order(&index, |_| true).len()
}

/// What a query calls each reason.
const ASKED: [&str; 4] = ["yes", "above", "contradicting", "split"];

proptest! {
    #![proptest_config(quiet(64))]

    #[test]
    fn through_one_lens_everything_counts_the_same(events in events()) {
        let loaded = after(&events);
        let review = Review::of(&loaded.plan, loaded.facts.iter().cloned());
        let overview = Overview::of(&loaded.plan, &review);
        let lenses = REVIEWERS.map(|id| Lens::Reviewer(reviewer(id))).into_iter().chain([Lens::Everybody]);
        for lens in lenses {
            let mut mine = loaded.clone();
            let told = match &lens {
                Lens::Reviewer(me) => {
                    mine.identity = Identity::Known(me.clone());
                    overview.reviewers.iter().find(|looking| looking.id == *me).map(|looking| &looking.total)
                }
                Lens::Everybody => {
                    mine.identity = Identity::default();
                    Some(&overview.total)
                }
            };
            let session = Opening::of(mine).open();
            let model = &session.model;
            prop_assert_eq!(&model.lens(), &lens);
            let stances: Vec<Stance<'_>> = (0..ITEMS.len()).map(|index| model.stance(index)).collect();
            for (why, asked) in Attention::ALL.into_iter().zip(ASKED) {
                let signs = stances.iter().filter(|stance| stance.attention() == Some(why)).count();
                prop_assert_eq!(model.total().wanting(why), signs);
                let areas = (0..2).map(|area| model.tally(Row::Area(area)).wanting(why)).sum::<usize>();
                prop_assert_eq!(areas, signs);
                // The overview and queries know those only who are listed or have recorded something.
                let Some(told) = told else { continue };
                prop_assert_eq!(told.wanting(why), signs, "{:?} {:?}", lens, why);
                if let Lens::Reviewer(me) = &lens {
                    let query = format!("stale:{asked} by:{}", me.as_str());
                    prop_assert_eq!(found(&loaded, &review, &query), signs, "{}", query);
                }
            }
        }
        // Without `by` whatever anybody sees is found, and nothing else.
        for (why, asked) in Attention::ALL.into_iter().zip(ASKED) {
            let seen = |index: usize| {
                let standing = review.standing(index);
                let theirs = REVIEWERS.map(|id| Stance::for_reviewer(standing, &reviewer(id)).attention());
                theirs.contains(&Some(why)) || Stance::for_everybody(standing).attention() == Some(why)
            };
            let seen = (0..ITEMS.len()).filter(|&index| seen(index)).count();
            prop_assert_eq!(found(&loaded, &review, &format!("stale:{asked}")), seen, "{}", asked);
        }
    }
}

#[test]
fn an_item_under_something_that_changed_is_counted_apart_from_what_changed() {
    let mark = |item| Event::Mark { by: 0, item, status: 0, beside: false };
    let mut events: Vec<Event> = (0..5).map(mark).collect();
    events.push(Event::Retitle { item: 0, version: 0 });
    let loaded = after(&events);
    let session = Opening::of(loaded).open();
    let counts = Attention::ALL.map(|why| session.model.total().wanting(why));
    assert_eq!(counts, [1, 3, 0, 0], "{}", ITEMS[0]);
    let canal = session.model.plan.position(&ItemId::parse("ports/canal").unwrap()).unwrap();
    assert_eq!(session.model.stance(canal), Stance::Again(Attention::AboveChanged));
}
