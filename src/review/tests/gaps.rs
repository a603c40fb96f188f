//! Where records are missing there is no verdict, and nowhere else.

use super::samples::{fact, id, mark, note, outcome_on, plan, present, undo};
use crate::plan::StatusId;
use crate::review::{Begin, Deed, Fact, Gap, GapCause, Lens, Review, Stance, Step, Tally, Verdict};

fn gap(facts: impl Into<Option<Vec<Fact>>>) -> Gap {
    Gap { file: "reviews/yi.000001.toml".into(), cause: GapCause::Removed, facts: facts.into() }
}

/// Returns whether each item has no verdict because of `missing`, where `there` is what was recorded besides.
fn uncertain(there: Vec<Fact>, missing: Gap) -> Vec<bool> {
    let plan = plan();
    let review = Review::of(&plan, there).with_gaps(&plan, vec![missing]);
    review.standings().iter().map(|standing| standing.verdict == Verdict::RecordsMissing).collect()
}

const NONE: [bool; 3] = [false; 3];
const FIRST: [bool; 3] = [true, false, false];
const ALL: [bool; 3] = [true; 3];

#[test]
fn an_item_with_a_missing_mark_is_not_approved() {
    let approval = mark("01", "jia", "approved", &[]);
    assert_eq!(uncertain(vec![approval.clone()], gap(vec![mark("02", "yi", "rejected", &[])])), FIRST);
    // What became of the file is not known.
    assert_eq!(uncertain(vec![approval.clone()], gap(None)), ALL);
    assert_eq!(uncertain(vec![approval], gap(Vec::new())), NONE);
}

#[test]
fn what_is_there_by_now_is_not_missing() {
    let rejection = mark("02", "yi", "rejected", &[]);
    assert_eq!(uncertain(vec![rejection.clone()], gap(vec![rejection.clone()])), NONE);
    // Under one name stands something else.
    assert_eq!(uncertain(vec![mark("02", "yi", "approved", &[])], gap(vec![rejection])), FIRST);
}

#[test]
fn a_missing_undo_leaves_the_item_of_what_it_takes_back_without_a_verdict() {
    let there = || vec![mark("01", "jia", "approved", &[])];
    assert_eq!(uncertain(there(), gap(vec![undo("02", "jia", "01")])), FIRST);
    assert_eq!(uncertain(there(), gap(vec![undo("02", "jia", "01"), undo("03", "jia", "02")])), FIRST);
    // Of what it takes back nobody knows anything.
    assert_eq!(uncertain(there(), gap(vec![undo("02", "jia", "00")])), ALL);
    assert_eq!(uncertain(there(), gap(vec![undo("02", "jia", "03"), undo("03", "jia", "02")])), ALL);
}

#[test]
fn a_missing_beginning_of_a_meeting_may_concern_every_item() {
    let begin = fact("01", "jia", Deed::Meeting(Step::Begin(Begin::default())));
    let end = fact("03", "jia", Deed::Meeting(Step::End { meeting: id("01"), text: None }));
    let item = plan().items.remove(0);
    let outcome =
        Deed::Outcome(outcome_on(item.id.clone(), "approved", present(&item), id("01"), Vec::new()));
    let outcome = fact("02", "jia", outcome);
    assert_eq!(uncertain(vec![outcome.clone()], gap(vec![begin.clone()])), ALL);
    assert_eq!(uncertain(vec![begin.clone()], gap(vec![outcome])), FIRST);
    assert_eq!(uncertain(vec![begin], gap(vec![end])), NONE);
}

#[test]
fn it_is_counted_as_neither_reviewed_nor_open() {
    let plan = plan();
    let there = vec![mark("01", "jia", "approved", &[])];
    let review = Review::of(&plan, there).with_gaps(&plan, vec![gap(vec![note("02", "yi")])]);
    for lens in [Lens::Everybody, Lens::Reviewer(super::samples::reviewer("jia"))] {
        assert_eq!(Stance::of(&review, &lens, 0), Stance::RecordsMissing);
        assert!(!Stance::RecordsMissing.is_open());
        let tally = Tally::of(&plan, &review, &lens, 0..plan.items.len());
        assert_eq!((tally.reviewed, tally.withheld, tally.left(), tally.stages.settled), (0, 1, 3, 0));
        assert!(tally.by_status.iter().all(|(_, count)| *count == 0), "{tally:?}");
    }
}

#[test]
fn what_is_recorded_meanwhile_does_not_close_a_gap() {
    let plan = plan();
    let gaps = vec![gap(vec![mark("02", "yi", "rejected", &[])])];
    let there = vec![mark("01", "jia", "approved", &[])];
    let mut review = Review::of(&plan, there.clone()).with_gaps(&plan, gaps.clone());
    let new = mark("03", "jia", "approved", &["01"]);
    review.add(&plan, new.clone());
    assert_eq!(review.standing(0).verdict, Verdict::RecordsMissing);
    // Also where a name comes twice, and all is added up anew.
    review.add(&plan, mark("03", "jia", "revise", &["01"]));
    assert_eq!(review.standing(0).verdict, Verdict::RecordsMissing);
    let mut closed = Review::of(&plan, there).with_gaps(&plan, gaps).with_gaps(&plan, Vec::new());
    closed.add(&plan, new);
    assert_eq!(closed.standing(0).verdict, Verdict::Status(StatusId::new("approved")));
}
