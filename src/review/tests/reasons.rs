//! Which marks owe the reason that their status wants.

use super::samples::{fact, id, item, mark, plan, undo};
use crate::review::{Deed, Fact, Note, Review};

fn explains(name: &str, by: &str, mark: &str) -> Fact {
    fact(name, by, Deed::Note(Note { re: Some(id(mark)), ..Note::on(item("i0").id, "x".into()) }))
}

/// The marks on the first item that owe a reason.
fn owing(facts: &[Fact]) -> Vec<String> {
    let review = Review::of(&plan(), facts.iter().cloned());
    let owing = review.standing(0).marks.iter().filter(|mark| mark.owes_reason);
    owing.map(|mark| mark.id.as_str().to_owned()).collect()
}

#[test]
fn a_mark_owes_its_reason_until_a_note_gives_it() {
    let marked = [mark("A", "jia", "revise", &[])];
    assert_eq!(owing(&marked), ["A"]);
    assert_eq!(owing(&[mark("A", "jia", "approved", &[])]), [""; 0], "approval wants none");
    let given = [marked[0].clone(), explains("B", "jia", "A")];
    assert_eq!(owing(&given), [""; 0]);
    let taken_back = [given[0].clone(), given[1].clone(), undo("C", "jia", "B")];
    assert_eq!(owing(&taken_back), ["A"]);
}

#[test]
fn a_note_that_names_no_mark_or_is_of_somebody_else_is_no_reason() {
    let marked = mark("A", "jia", "revise", &[]);
    assert_eq!(owing(&[marked.clone(), super::samples::note("B", "jia")]), ["A"]);
    assert_eq!(owing(&[marked, explains("B", "yi", "A")]), ["A"]);
}

#[test]
fn who_says_the_same_again_has_given_the_reason_already() {
    let given = [mark("A", "jia", "revise", &[]), explains("B", "jia", "A")];
    let again = [given[0].clone(), given[1].clone(), mark("C", "jia", "revise", &["A"])];
    assert_eq!(owing(&again), [""; 0]);
    let other = [given[0].clone(), given[1].clone(), mark("C", "jia", "rejected", &["A"])];
    assert_eq!(owing(&other), ["C"], "for something else the reason is another");
}

#[test]
fn marks_that_replace_each_other_in_a_ring_end_the_search() {
    let ring = [mark("A", "jia", "revise", &["B"]), mark("B", "jia", "revise", &["A"])];
    assert_eq!(owing(&ring).len(), 2);
}
