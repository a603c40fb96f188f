//! What an undo takes back.

use proptest::prelude::*;

use super::samples::{STATUSES, holding, id, mark, note, plan, reviewer, steps, undo};
use crate::review::{Deed, Fact, Review, Standing, Verdict};

fn undone(facts: &[Fact], name: &str) -> bool {
    Review::of(&plan(), facts.iter().cloned()).is_undone(&id(name))
}

#[test]
fn an_undo_of_an_undo_brings_back() {
    let mut facts = vec![mark("A", "jia", "approved", &[])];
    for (at, (name, of)) in [("U1", "A"), ("U2", "U1"), ("U3", "U2"), ("U4", "U3")].into_iter().enumerate() {
        facts.push(undo(name, "jia", of));
        assert_eq!(undone(&facts, "A"), at % 2 == 0, "after {name}");
    }
}

#[test]
fn one_undo_that_holds_is_enough() {
    let facts = [note("A", "jia"), undo("U1", "jia", "A"), undo("U2", "jia", "U1"), undo("U3", "jia", "A")];
    assert!(undone(&facts, "A"));
}

#[test]
fn nobody_takes_back_what_another_recorded() {
    let facts = [mark("A", "jia", "approved", &[]), undo("U", "yi", "A")];
    assert!(!undone(&facts, "A"));
    let facts = [mark("A", "jia", "approved", &[]), undo("U", "jia", "A"), undo("V", "yi", "U")];
    assert!(undone(&facts, "A"));
}

#[test]
fn undos_that_name_each_other_or_themselves_or_nothing_do_nothing() {
    let ring = [
        mark("A", "jia", "approved", &[]),
        undo("U", "jia", "V"),
        undo("V", "jia", "U"),
        undo("W", "jia", "W"),
    ];
    assert!(["A", "U", "V", "W"].iter().all(|name| !undone(&ring, name)));
    assert!(!undone(&[mark("A", "jia", "approved", &[]), undo("U", "jia", "gone")], "A"));
    // What breaks a ring from outside counts.
    let broken = [undo("U", "jia", "V"), undo("V", "jia", "U"), undo("X", "jia", "U")];
    assert!(undone(&broken, "U") && !undone(&broken, "V"));
}

/// Who made `fact` undoes it and every undo that would keep it.
fn undo_all(facts: &[Fact]) -> Vec<Fact> {
    let review = Review::of(&plan(), facts.iter().cloned());
    let standing =
        facts.iter().filter(|fact| !matches!(fact.deed, Deed::Undo { .. }) && !review.is_undone(&fact.id));
    standing
        .enumerate()
        .map(|(at, fact)| undo(&format!("Z{at}"), fact.by.as_str(), fact.id.as_str()))
        .collect()
}

proptest! {
    #![proptest_config(super::samples::quiet())]

    #[test]
    fn an_undo_of_everything_leaves_nothing(steps in steps(24)) {
        let plan = plan();
        let mut facts = super::samples::facts(&plan, &steps, 1000);
        facts.extend(undo_all(&facts));
        let review = Review::of(&plan, facts);
        for index in 0..plan.items.len() {
            prop_assert_eq!(review.standing(index), &Standing::default());
        }
    }

    #[test]
    fn undo_and_redo_leave_things_as_they_were(rounds in 1usize..6, status in 0..STATUSES.len()) {
        let mut facts = vec![mark("A", "jia", "revise", &[]), mark("B", "jia", STATUSES[status], &["A"])];
        let before = holding(&Review::of(&plan(), facts.iter().cloned()));
        for round in 0..rounds {
            facts.push(undo(&format!("U{round}"), "jia", "B"));
            facts.push(undo(&format!("V{round}"), "jia", &format!("U{round}")));
        }
        let review = Review::of(&plan(), facts);
        prop_assert_eq!(holding(&review), before);
        prop_assert_ne!(&review.standing(0).verdict, &Verdict::Open);
        prop_assert!(review.reviewers().contains(&reviewer("jia")));
    }
}
