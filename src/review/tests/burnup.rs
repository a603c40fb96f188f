//! How far the review was, day by day.

use proptest::prelude::*;

use super::samples::{ITEMS, fact, facts, item, mark, mark_on, old, plan, quiet, steps, undo};
use crate::plan::Plan;
use crate::review::{Day, Deed, Fact, Lens, Moment, Review, Stages, Tally};

/// Lets `fact` be recorded on that day of November.
fn on(day: u8, fact: Fact) -> Fact {
    Fact { at: Moment::parse(&format!("2026-11-{day:02}T10:05:00+08:00")), ..fact }
}

/// Days, and how many are untouched, in review, stale and settled.
fn told(plan: &Plan, facts: &[Fact]) -> Vec<(Option<String>, [usize; 4])> {
    let days = Review::of(plan, facts.to_vec()).day_by_day(plan).into_iter();
    let counts = |stages: Stages| [stages.untouched, stages.in_review, stages.stale, stages.settled];
    days.map(|Day { day, stages }| {
        (day.map(|day| day.trim_start_matches("2026-11-").to_owned()), counts(stages))
    })
    .collect()
}

fn at(day: &str, counts: [usize; 4]) -> (Option<String>, [usize; 4]) {
    (Some(day.to_owned()), counts)
}

#[test]
fn without_a_record_there_is_no_day() {
    assert_eq!(told(&plan(), &[]), []);
}

#[test]
fn each_day_tells_what_held_at_its_end() {
    let stale = mark_on(item("i0").id, "approved", old(), Vec::new());
    let facts = [
        on(9, fact("A", "jia", Deed::Mark(stale))),
        on(10, mark("B", "jia", "revise", &["A"])),
        on(12, mark("C", "jia", "approved", &["B"])),
        on(12, fact("N", "yi", super::samples::note("N", "yi").deed)),
        on(20, undo("D", "jia", "C")),
        on(21, undo("E", "jia", "D")),
    ];
    let expected = [
        at("09", [2, 0, 1, 0]),
        at("10", [2, 1, 0, 0]),
        at("12", [2, 0, 0, 1]),
        at("20", [2, 1, 0, 0]),
        at("21", [2, 0, 0, 1]),
    ];
    assert_eq!(told(&plan(), &facts), expected);
}

#[test]
fn what_has_no_day_was_there_from_the_beginning() {
    let facts = [mark("A", "jia", "approved", &[]), on(9, undo("B", "jia", "A"))];
    assert_eq!(told(&plan(), &facts), [(None, [2, 0, 0, 1]), at("09", [3, 0, 0, 0])]);
}

#[test]
fn an_undo_of_an_earlier_day_by_a_clock_that_ran_backwards_waits_for_its_mark() {
    let facts = [on(10, mark("A", "jia", "approved", &[])), on(9, undo("B", "jia", "A"))];
    assert_eq!(told(&plan(), &facts), [at("09", [3, 0, 0, 0]), at("10", [3, 0, 0, 0])]);
}

#[test]
fn a_name_that_two_facts_have_counts_until_the_second_is_there() {
    let facts = [on(9, mark("A", "jia", "approved", &[])), on(10, mark("A", "jia", "revise", &[]))];
    assert_eq!(told(&plan(), &facts), [at("09", [2, 0, 0, 1]), at("10", [2, 1, 0, 0])]);
}

/// The steps of all items, counted afresh.
fn counted(plan: &Plan, facts: Vec<Fact>) -> Stages {
    let review = Review::of(plan, facts);
    Tally::of(plan, &review, &Lens::Everybody, 0..plan.items.len()).stages
}

proptest! {
    #![proptest_config(quiet())]

    /// Whatever was recorded, each day is what all the facts up to it come to; so the last one is how far the review is,
    /// and the order in which facts are read makes no difference.
    #[test]
    fn each_day_is_what_the_facts_up_to_it_come_to(
        steps in steps(24),
        days in prop::collection::vec(prop::option::of(1u8..6), 24),
        names in prop_oneof![Just(1000usize), Just(9)],
    ) {
        let plan = plan();
        let dated = |(fact, day): (Fact, &Option<u8>)| day.map_or(fact.clone(), |day| on(day, fact));
        let facts: Vec<Fact> = facts(&plan, &steps, names).into_iter().zip(&days).map(dated).collect();
        let told = Review::of(&plan, facts.clone()).day_by_day(&plan);
        for Day { day, stages } in &told {
            let by_then = |fact: &&Fact| fact.at.as_ref().map(|at| at.day().to_owned()) <= *day;
            let then = facts.iter().filter(by_then).cloned().collect();
            prop_assert_eq!(*stages, counted(&plan, then), "{:?}", day);
            prop_assert_eq!(stages.total(), ITEMS);
        }
        if let Some(last) = told.last() {
            prop_assert_eq!(last.stages, counted(&plan, facts.clone()));
        }
        let backwards = facts.into_iter().rev();
        prop_assert_eq!(Review::of(&plan, backwards).day_by_day(&plan), told);
    }
}
