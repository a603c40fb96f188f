//! Two facts under one name, which only a copy by hand can bring about: neither counts, and no item they are about is approved.

use super::samples::{fact, mark, mark_on, note, plan, present, undo};
use crate::review::{Deed, Fact, Review, Verdict};

fn verdicts(facts: impl IntoIterator<Item = Fact>) -> Vec<Verdict> {
    let plan = plan();
    let review = Review::of(&plan, facts);
    (0..plan.items.len()).map(|index| review.standing(index).verdict.clone()).collect()
}

#[test]
fn the_same_line_in_two_files_is_one_fact() {
    let mut copy = mark("A", "jia", "approved", &[]);
    copy.place.line = 9;
    let review = Review::of(&plan(), [copy, mark("A", "jia", "approved", &[])]);
    assert_eq!((review.facts().len(), review.facts()[0].place.line), (1, 0));
    assert_eq!(review.standing(0).verdict.name(), "approved");
}

#[test]
fn two_marks_under_one_name_count_for_nothing() {
    let two = [
        mark("A", "jia", "approved", &[]),
        mark("A", "jia", "revise", &[]),
        mark("B", "yi", "approved", &[]),
    ];
    assert_eq!(verdicts(two)[0], Verdict::NeedsNewer);
}

#[test]
fn both_items_are_held_back_where_the_name_is_used_on_two() {
    let plan = plan();
    let other = mark_on(plan.items[1].id.clone(), "approved", present(&plan.items[1]), Vec::new());
    let two = [mark("A", "jia", "approved", &[]), fact("A", "jia", Deed::Mark(other))];
    let expected = [Verdict::NeedsNewer, Verdict::NeedsNewer, Verdict::Open];
    assert_eq!(verdicts(two.clone()), expected);
    assert_eq!(verdicts(two.into_iter().rev()), expected);
}

#[test]
fn an_undo_that_may_be_another_holds_back_what_it_would_take_back() {
    let two = [mark("A", "jia", "approved", &[]), undo("U", "jia", "A"), note("U", "jia")];
    assert_eq!(verdicts(two)[0], Verdict::NeedsNewer);
}

#[test]
fn an_undo_of_both_is_seen_on_both_items_also_when_it_is_added() {
    let plan = plan();
    let other = mark_on(plan.items[1].id.clone(), "approved", present(&plan.items[1]), Vec::new());
    let two = [mark("A", "jia", "approved", &[]), fact("A", "jia", Deed::Mark(other.clone()))];
    let mut review = Review::of(&plan, two);
    review.add(&plan, undo("U", "jia", "A"));
    assert!((0..2).all(|index| review.standing(index).verdict == Verdict::Open));
    // Who recorded only one of the two cannot take both back.
    let copied = [mark("A", "jia", "approved", &[]), fact("A", "yi", Deed::Mark(other))];
    for by in ["jia", "yi"] {
        let facts = copied.iter().cloned().chain([undo("U", by, "A")]);
        assert_eq!(verdicts(facts)[0], Verdict::NeedsNewer);
    }
}

#[test]
fn a_third_line_under_the_name_changes_nothing_and_adding_knows_it() {
    let plan = plan();
    let three = [
        mark("A", "jia", "approved", &[]),
        mark("A", "jia", "revise", &[]),
        mark("A", "jia", "approved", &[]),
    ];
    let mut review = Review::of(&plan, []);
    for fact in three {
        review.add(&plan, fact);
    }
    assert_eq!(review.standing(0).verdict, Verdict::NeedsNewer);
    assert!(review.standing(0).marks.is_empty());
}
