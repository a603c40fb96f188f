//! Marks under something that changed.

use super::samples::{fact, item, plan, reviewer, undo};
use crate::plan::{Item, Plan, StatusId, SuspectWhen};
use crate::review::{Attention, Deed, Fact, Lens, Review, Stance, Tally, Verdict, drafting};

/// `i0` over `i1` over `i2`, in a plan that asks whether what is above a mark changed.
fn nested() -> Plan {
    let mut plan = plan();
    (plan.items[1].parent, plan.items[2].parent) = (Some(0), Some(1));
    plan.strategy.suspect = SuspectWhen::Parents;
    plan
}

/// The approval of the lowest item by jia, as the plan is.
fn approved(name: &str, plan: &Plan, before: &[Fact]) -> Fact {
    let review = Review::of(plan, before.to_vec());
    let status = StatusId::new("approved");
    fact(name, "jia", drafting::mark(plan, &review, &reviewer("jia"), 2, &status, None))
}

fn rewritten(plan: &Plan, index: usize) -> Plan {
    let mut plan = plan.clone();
    let Item { title, .. } = item("other");
    plan.items[index].title = title;
    plan
}

/// The slug of the item under which the one mark on the lowest item is suspect.
fn under(plan: &Plan, facts: &[Fact]) -> Option<String> {
    let review = Review::of(plan, facts.to_vec());
    let [mark] = &review.standing(2).marks[..] else { panic!("one mark holds") };
    mark.suspect.as_ref().map(|id| id.slug().to_owned())
}

#[test]
fn a_mark_is_suspect_while_the_nearest_or_a_farther_item_above_reads_otherwise() {
    let plan = nested();
    let facts = [approved("A", &plan, &[])];
    assert_eq!(under(&plan, &facts), None);
    assert_eq!(under(&rewritten(&plan, 1), &facts).as_deref(), Some("i1"));
    assert_eq!(under(&rewritten(&plan, 0), &facts).as_deref(), Some("i0"));
    assert_eq!(
        under(&rewritten(&rewritten(&plan, 0), 1), &facts).as_deref(),
        Some("i1"),
        "the nearest is named"
    );
    let mut progressing = plan.clone();
    progressing.items[1].progress = Some(crate::plan::Progress::Done);
    assert_eq!(under(&progressing, &facts), None, "what marks do not cover changes nothing");
}

#[test]
fn only_the_fields_that_the_mark_covers_are_compared() {
    let mut plan = nested();
    plan.strategy.covers = vec![crate::plan::Field::Progress];
    let facts = [approved("A", &plan, &[])];
    assert_eq!(under(&rewritten(&plan, 1), &facts), None);
    plan.items[1].progress = Some(crate::plan::Progress::Done);
    assert_eq!(under(&plan, &facts).as_deref(), Some("i1"));
}

#[test]
fn a_mark_is_suspect_where_its_item_was_moved_and_not_where_nothing_is_above_it() {
    let plan = nested();
    let facts = [approved("A", &plan, &[])];
    let moved = |parents: [Option<usize>; 2]| {
        let mut plan = plan.clone();
        [plan.items[1].parent, plan.items[2].parent] = parents;
        under(&plan, &facts)
    };
    assert_eq!(moved([None, Some(1)]).as_deref(), Some("i1"), "what it hangs under hangs under nothing");
    assert_eq!(moved([None, Some(0)]).as_deref(), Some("i0"));
    assert_eq!(moved([Some(0), None]), None);
}

#[test]
fn without_the_strategy_nothing_is_stored_and_nothing_suspect() {
    let asked = nested();
    let mut unasked = asked.clone();
    unasked.strategy.suspect = SuspectWhen::Nothing;
    let above = |fact: &Fact| match &fact.deed {
        Deed::Mark(mark) => mark.above.len(),
        _ => 0,
    };
    let (with, without) = (approved("A", &asked, &[]), approved("A", &unasked, &[]));
    assert_eq!((above(&with), above(&without)), (2, 0));
    assert_eq!(under(&rewritten(&unasked, 1), &[with]), None);
    assert_eq!(under(&rewritten(&asked, 1), &[without]), None, "nobody knows what was above it then");
}

#[test]
fn a_stale_mark_is_not_suspect_besides() {
    let plan = nested();
    let facts = [approved("A", &plan, &[])];
    let both = rewritten(&rewritten(&plan, 1), 2);
    assert_eq!(under(&both, &facts), None);
    assert!(Review::of(&both, facts).standing(2).is_stale());
}

#[test]
fn marking_again_clears_it_until_that_is_undone() {
    let plan = nested();
    let mut facts = vec![approved("A", &plan, &[])];
    let changed = rewritten(&plan, 0);
    facts.push(approved("B", &changed, &facts));
    assert_eq!(under(&changed, &facts), None);
    facts.push(undo("C", "jia", "B"));
    assert_eq!(under(&changed, &facts).as_deref(), Some("i0"));
}

#[test]
fn it_counts_in_the_verdict_and_is_left_to_look_at_for_its_reviewer() {
    let plan = nested();
    let facts = [approved("A", &plan, &[])];
    let changed = rewritten(&plan, 1);
    let review = Review::of(&changed, facts);
    assert_eq!(review.standing(2).verdict, Verdict::Status(StatusId::new("approved")));
    let approval = StatusId::new("approved");
    assert_eq!(Stance::of(&review, &Lens::Everybody, 2), Stance::Status(&approval));
    let jia = Lens::Reviewer(reviewer("jia"));
    assert_eq!(Stance::of(&review, &jia, 2), Stance::Again(Attention::AboveChanged));
    let left = |lens| Tally::of(&changed, &review, lens, [2]).left();
    assert_eq!((left(&jia), left(&Lens::Everybody)), (1, 0));
    let tally = Tally::of(&changed, &review, &jia, [2]);
    assert_eq!(Attention::ALL.map(|why| tally.wanting(why)), [0, 1, 0, 0], "its own text is untouched");
}
