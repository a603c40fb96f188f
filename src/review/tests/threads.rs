//! Which notes belong together, and which of them still want an answer.

use proptest::prelude::*;

use super::samples::{fact, facts, id, item, old, plan, quiet, steps, undo};
use crate::review::{Deed, Fact, FactId, Note, Resolve, Review};

fn note(name: &str, by: &str, re: Option<&str>) -> Fact {
    fact(name, by, Deed::Note(Note { re: re.map(id), ..Note::on(item("i0").id, "x".into()) }))
}

fn resolve(name: &str, by: &str, of: &str, open: bool, after: &[&str]) -> Fact {
    let after = after.iter().map(|name| id(name)).collect();
    fact(name, by, Deed::Resolve(Resolve { of: id(of), item: Some(item("i0").id), text: None, open, after }))
}

/// The threads of the first item: the names of their notes, and whether they are open.
fn threads(facts: &[Fact]) -> Vec<(String, bool)> {
    let review = Review::of(&plan(), facts.iter().cloned());
    let names = |notes: &[FactId]| -> String { notes.iter().map(FactId::as_str).collect() };
    review.standing(0).threads.iter().map(|thread| (names(&thread.notes), thread.open)).collect()
}

fn told(threads: &[(&str, bool)]) -> Vec<(String, bool)> {
    threads.iter().map(|(notes, open)| ((*notes).to_owned(), *open)).collect()
}

#[test]
fn answers_and_their_answers_belong_to_the_note_that_answers_none() {
    let facts = [
        note("A", "jia", None),
        note("B", "yi", Some("A")),
        note("C", "jia", Some("B")),
        note("D", "yi", None),
    ];
    assert_eq!(threads(&facts), told(&[("ABC", true), ("D", true)]));
}

#[test]
fn the_note_that_explains_a_mark_begins_a_thread() {
    let facts = [super::samples::mark("A", "jia", "revise", &[]), note("B", "jia", Some("A"))];
    assert_eq!(threads(&facts), told(&[("B", true)]));
}

#[test]
fn an_answer_to_what_was_taken_back_begins_a_thread_of_its_own() {
    let facts = [note("A", "jia", None), note("B", "yi", Some("A")), undo("C", "jia", "A")];
    assert_eq!(threads(&facts), told(&[("B", true)]));
}

#[test]
fn an_answer_stands_behind_what_it_answers_also_where_a_clock_ran_backwards() {
    let facts = [note("B", "jia", None), note("A", "yi", Some("B"))];
    assert_eq!(threads(&facts), told(&[("BA", true)]));
}

#[test]
fn notes_that_answer_each_other_in_a_ring_are_all_kept() {
    let facts = [note("A", "jia", Some("B")), note("B", "yi", Some("A"))];
    let names: String = threads(&facts).into_iter().map(|(names, _)| names).collect();
    let mut names: Vec<char> = names.chars().collect();
    names.sort_unstable();
    assert_eq!(names, ['A', 'B']);
}

#[test]
fn anybody_closes_a_thread_and_opens_it_again() {
    let begun = [note("A", "jia", None), note("B", "yi", Some("A"))];
    let with = |more: &[Fact]| threads(&begun.iter().chain(more).cloned().collect::<Vec<_>>())[0].1;
    let closed = resolve("C", "yi", "A", false, &[]);
    let opened = resolve("D", "jia", "A", true, &["C"]);
    assert!(!with(std::slice::from_ref(&closed)));
    assert!(!with(&[resolve("C", "yi", "B", false, &[])]), "it closes the thread its note is part of");
    assert!(with(&[closed.clone(), opened.clone()]));
    assert!(!with(&[closed.clone(), opened.clone(), resolve("E", "bing", "A", false, &["D"])]));
    assert!(with(&[closed.clone(), undo("U", "yi", "C")]), "taken back, it closes nothing");
    assert!(!with(&[closed.clone(), opened, undo("U", "jia", "D")]));
    let beside = resolve("D", "jia", "A", true, &[]);
    assert!(with(&[closed, beside]), "who opens and who closes, not knowing of each other, leave it open");
    assert!(with(&[resolve("C", "yi", "Z", false, &[])]), "what is nowhere closes nothing");
    // What a hand has written in a ring replaces none of the ring.
    assert!(!with(&[resolve("C", "yi", "A", false, &["C"])]));
    let ring = [resolve("C", "yi", "A", false, &["D"]), resolve("D", "jia", "A", false, &["C"])];
    assert!(!with(&ring));
    assert!(with(&[ring[0].clone(), ring[1].clone(), resolve("E", "bing", "A", true, &["D"])]));
}

#[test]
fn on_changed_wording_a_thread_stays_and_says_so() {
    let on = |seen| {
        let note = Note { seen: Some(seen), ..Note::on(item("i0").id, "x".into()) };
        let review = Review::of(&plan(), [fact("A", "jia", Deed::Note(note))]);
        review.standing(0).threads[0].clone()
    };
    assert!(!on(super::samples::present(&item("i0"))).changed);
    let stale = on(old());
    assert!(stale.changed && stale.open);
}

proptest! {
    #![proptest_config(quiet())]

    /// Every note that holds is in one thread, behind the first one of it.
    #[test]
    fn no_note_is_lost_or_told_twice(steps in steps(30), names in 5usize..100) {
        let plan = plan();
        let review = Review::of(&plan, facts(&plan, &steps, names));
        for standing in review.standings() {
            let mut told: Vec<_> = standing.threads.iter().flat_map(|thread| thread.notes.clone()).collect();
            told.sort_unstable();
            prop_assert_eq!(&told, &standing.notes);
            for note in &standing.notes {
                let thread = review.thread_of(note).map(|(_, thread)| thread.notes.contains(note));
                prop_assert_eq!(thread, Some(true));
            }
        }
    }
}
