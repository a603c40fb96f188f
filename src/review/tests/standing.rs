//! Which marks hold.

use proptest::prelude::*;
use proptest::sample::Index;

use super::samples::{fact, facts, holding, item, mark, mark_on, old, outcome, plan, present, steps, undo};
use crate::plan::{Field, ItemId, Plan};
use crate::review::{Deed, Mark, Review, Verdict, Wording};

fn one(name: &str) -> Vec<(String, bool)> {
    vec![(name.to_owned(), false)]
}

fn several(names: &[&str]) -> Vec<(String, bool)> {
    names.iter().map(|name| ((*name).to_owned(), true)).collect()
}

#[test]
fn a_mark_that_names_the_one_before_replaces_it() {
    let chain = [mark("A", "jia", "approved", &[]), mark("B", "jia", "revise", &["A"])];
    assert_eq!(holding(&Review::of(&plan(), chain)), one("B"));
}

#[test]
fn a_chain_holds_together_where_its_middle_was_taken_back() {
    let chain = [
        mark("A", "jia", "approved", &[]),
        mark("B", "jia", "revise", &["A"]),
        mark("C", "jia", "rejected", &["B"]),
    ];
    let with = |more: &[_]| holding(&Review::of(&plan(), chain.iter().chain(more).cloned()));
    assert_eq!(with(&[undo("U", "jia", "B")]), one("C"));
    assert_eq!(with(&[undo("U", "jia", "C")]), one("B"));
    assert_eq!(with(&[undo("U", "jia", "C"), undo("V", "jia", "B")]), one("A"));
}

#[test]
fn marks_that_do_not_name_each_other_stand_side_by_side_until_one_names_both() {
    let two = [mark("A", "jia", "approved", &[]), mark("B", "jia", "approved", &[])];
    let review = Review::of(&plan(), two.clone());
    assert_eq!(holding(&review), several(&["A", "B"]));
    assert_eq!(review.standing(0).verdict, Verdict::Split);
    let chosen = two.into_iter().chain([mark("C", "jia", "approved", &["A", "B"])]);
    assert_eq!(holding(&Review::of(&plan(), chosen)), one("C"));
}

#[test]
fn nobody_replaces_the_mark_of_another() {
    let foreign = [mark("A", "jia", "revise", &[]), mark("B", "yi", "approved", &["A"])];
    assert_eq!(holding(&Review::of(&plan(), foreign)), [one("A"), one("B")].concat());
}

#[test]
fn marks_that_replace_each_other_in_a_ring_all_stand() {
    let ring = [mark("A", "jia", "approved", &["B"]), mark("B", "jia", "revise", &["A"])];
    assert_eq!(holding(&Review::of(&plan(), ring.clone())), several(&["A", "B"]));
    assert_eq!(holding(&Review::of(&plan(), [mark("A", "jia", "revise", &["A"])])), one("A"));
    let beside = ring.iter().cloned().chain([mark("C", "jia", "approved", &[])]);
    assert_eq!(holding(&Review::of(&plan(), beside)), several(&["A", "B", "C"]));
    let settled = ring.into_iter().chain([mark("C", "jia", "approved", &["A"])]);
    assert_eq!(holding(&Review::of(&plan(), settled)), one("C"));
}

#[test]
fn a_mark_on_another_wording_is_stale_and_comes_alive_with_its_wording() {
    let mut plan = plan();
    let read = mark("A", "jia", "approved", &[]);
    let stale = |plan: &Plan| Review::of(plan, [read.clone()]).standing(0).marks[0].stale;
    assert!(!stale(&plan));
    plan.items[0].title = item("other").title;
    assert!(stale(&plan));
    plan.items[0].title = item("i0").title;
    assert!(!stale(&plan));
}

#[test]
fn a_mark_covers_the_fields_it_names() {
    let mut plan = plan();
    let covers = [Field::Title, Field::Start];
    let seen = crate::review::Fingerprint::of(&Wording::of(&plan.items[0], &covers));
    let names = covers.iter().map(|field| field.name().to_owned()).collect();
    let own = Mark { covers: Some(names), ..mark_on(plan.items[0].id.clone(), "approved", seen, Vec::new()) };
    let stale = |plan: &Plan| {
        let fact = fact("A", "jia", Deed::Mark(own.clone()));
        Review::of(plan, [fact]).standing(0).marks[0].stale
    };
    plan.items[0].owner = vec!["市交通局".into()];
    assert!(!stale(&plan), "the owner is not covered");
    plan.items[0].start = Some(jiff::civil::date(2026, 1, 1));
    assert!(stale(&plan), "the start is covered");
}

#[test]
fn marks_follow_an_item_to_its_new_id() {
    let mut plan = plan();
    plan.items[0].id = ItemId::parse("ports/new").unwrap();
    plan.items[0].was = vec![ItemId::parse("ports/i0").unwrap()];
    let under_new =
        mark_on(plan.items[0].id.clone(), "revise", present(&plan.items[0]), vec![super::samples::id("A")]);
    let review = Review::of(&plan, [mark("A", "jia", "approved", &[])]);
    assert_eq!(holding(&review), one("A"));
    let both = [mark("A", "jia", "approved", &[]), fact("B", "jia", Deed::Mark(under_new))];
    let review = Review::of(&plan, both);
    assert_eq!(holding(&review), one("B"));
    assert_eq!(review.orphans(&plan).count(), 0);
}

#[test]
fn facts_about_an_item_that_is_not_there_or_there_twice_are_kept_and_count_nowhere() {
    let mut plan = plan();
    plan.items[0].id = ItemId::parse("ports/gone").unwrap();
    let review = Review::of(&plan, [mark("A", "jia", "approved", &[])]);
    assert_eq!((review.facts().len(), review.orphans(&plan).count()), (1, 1));
    plan.items[0].id = ItemId::parse("ports/i0").unwrap();
    plan.items[1].id = ItemId::parse("ports/i0").unwrap();
    plan.items[2].was = vec![ItemId::parse("ports/i0").unwrap()];
    let review = Review::of(&plan, [mark("A", "jia", "approved", &[])]);
    assert!((0..3).all(|index| review.standing(index).marks.is_empty()));
}

#[test]
fn a_kind_of_fact_that_is_not_known_keeps_an_item_from_being_approved() {
    let item = Some(item("i0").id);
    let unknown = fact("N", "yi", Deed::Newer { kind: "outcome".into(), item });
    let both = [mark("A", "jia", "approved", &[]), unknown];
    assert_eq!(Review::of(&plan(), both.clone()).standing(0).verdict, Verdict::NeedsNewer);
    let taken_back = both.into_iter().chain([undo("U", "yi", "N")]);
    assert_eq!(Review::of(&plan(), taken_back).standing(0).verdict.name(), "approved");
}

#[test]
fn a_wording_is_shown_only_under_its_own_fingerprint() {
    let plan = plan();
    let wording = Wording::of(&plan.items[0], &Field::COVERED);
    let with = |seen| Mark {
        read: Some(wording.clone()),
        ..mark_on(plan.items[0].id.clone(), "approved", seen, vec![])
    };
    let review = Review::of(
        &plan,
        [
            fact("A", "jia", Deed::Mark(with(present(&plan.items[0])))),
            fact("B", "yi", Deed::Mark(with(old()))),
        ],
    );
    assert_eq!(review.wording(&present(&plan.items[0])), Some(&wording));
    assert_eq!(review.wording(&old()), None);
}

proptest! {
    #![proptest_config(super::samples::quiet())]

    #[test]
    fn facts_add_up_to_the_same_in_any_order(
        steps in steps(24),
        names in prop_oneof![Just(1000usize), Just(1000), 1usize..12],
        order in prop::collection::vec(any::<Index>(), 24),
    ) {
        let plan = plan();
        let facts = facts(&plan, &steps, names);
        let mut shuffled = facts.clone();
        for at in (1..shuffled.len()).rev() {
            shuffled.swap(at, order[at].index(at + 1));
        }
        let doubled: Vec<_> = shuffled.iter().chain(&facts).cloned().collect();
        let expected = outcome(&plan, &Review::of(&plan, facts));
        prop_assert_eq!(&outcome(&plan, &Review::of(&plan, shuffled)), &expected);
        prop_assert_eq!(&outcome(&plan, &Review::of(&plan, doubled)), &expected);
    }

    #[test]
    fn facts_added_one_by_one_add_up_to_the_same_as_all_at_once(
        steps in steps(20),
        names in prop_oneof![Just(1000usize), Just(1000), 1usize..12],
        known in 0usize..20,
    ) {
        let plan = plan();
        let facts = facts(&plan, &steps, names);
        let known = known.min(facts.len());
        let mut review = Review::of(&plan, facts[..known].iter().cloned());
        for (at, fact) in facts.iter().enumerate().skip(known) {
            review.add(&plan, fact.clone());
            let whole = Review::of(&plan, facts[..=at].iter().cloned());
            prop_assert_eq!(outcome(&plan, &review), outcome(&plan, &whole));
        }
    }

    #[test]
    fn who_marked_and_did_not_take_it_back_is_never_lost(steps in steps(24)) {
        let plan = plan();
        let facts = facts(&plan, &steps, 1000);
        let review = Review::of(&plan, facts.iter().cloned());
        for (index, item) in plan.items.iter().enumerate() {
            for fact in &facts {
                let holds = fact.deed.item() == Some(&item.id) && matches!(fact.deed, Deed::Mark(_));
                if holds && !review.is_undone(&fact.id) {
                    prop_assert!(review.standing(index).of(&fact.by).next().is_some(), "{:?}", fact);
                }
            }
        }
    }
}
