//! Marks that somebody records on behalf of somebody else.

use super::samples::{fact, holding, id, item, mark, mark_on, plan, present, reviewer, undo};
use crate::review::{Backing, Deed, Fact, Mark, Reply, Review, Verdict};

/// The clerk bing records what yi says of the first item.
fn for_yi(name: &str, status: &str, after: &[&str]) -> Fact {
    let item = item("i0");
    let seen = present(&item);
    let after = after.iter().map(|name| id(name)).collect();
    let mark = Mark { on_behalf: Some(reviewer("yi")), ..mark_on(item.id, status, seen, after) };
    fact(name, "bing", Deed::Mark(mark))
}

fn reply(of: &str) -> Reply {
    Reply { of: id(of), item: item("i0").id, role: None, text: None }
}

fn confirm(name: &str, by: &str, of: &str) -> Fact {
    fact(name, by, Deed::Confirm(reply(of)))
}

fn refuse(name: &str, by: &str, of: &str) -> Fact {
    fact(name, by, Deed::Refuse(reply(of)))
}

fn review(facts: &[Fact]) -> Review {
    Review::of(&plan(), facts.iter().cloned())
}

fn backing(facts: &[Fact]) -> Option<Backing> {
    review(facts).standing(0).marks.first().map(|mark| mark.backing.clone())
}

#[test]
fn it_is_the_mark_of_whom_it_names_and_counts_until_refused() {
    let recorded = for_yi("A", "revise", &[]);
    let standing = review(std::slice::from_ref(&recorded)).standing(0).clone();
    assert_eq!((standing.marks[0].by.as_str(), standing.marks.len()), ("yi", 1));
    assert_eq!(standing.marks[0].backing, Backing::RecordedBy(reviewer("bing")));
    assert_eq!(standing.verdict.name(), "revise");
    let refused = [recorded, refuse("B", "yi", "A")];
    assert_eq!(review(&refused).standing(0).verdict, Verdict::Open);
    assert_eq!(backing(&refused), None);
}

#[test]
fn whom_it_names_confirms_it_and_nobody_else_does() {
    let recorded = for_yi("A", "approved", &[]);
    let confirmed = [recorded.clone(), confirm("B", "yi", "A")];
    assert_eq!(backing(&confirmed), Some(Backing::Confirmed(reviewer("bing"))));
    for other in ["bing", "jia"] {
        assert_eq!(
            backing(&[recorded.clone(), confirm("B", other, "A")]),
            Some(Backing::RecordedBy(reviewer("bing"))),
            "{other}"
        );
        assert!(backing(&[recorded.clone(), refuse("B", other, "A")]).is_some(), "{other}");
    }
}

#[test]
fn a_refusal_holds_beside_a_confirmation_until_it_is_taken_back() {
    let both = [for_yi("A", "approved", &[]), confirm("B", "yi", "A"), refuse("C", "yi", "A")];
    assert_eq!(backing(&both), None);
    let taken_back: Vec<Fact> = both.into_iter().chain([undo("D", "yi", "C")]).collect();
    assert_eq!(backing(&taken_back), Some(Backing::Confirmed(reviewer("bing"))));
}

#[test]
fn ones_own_mark_and_the_one_recorded_for_one_replace_each_other() {
    let own_after = [for_yi("A", "approved", &[]), mark("B", "yi", "revise", &["A"])];
    assert_eq!(holding(&review(&own_after)), [("B".to_owned(), false)]);
    let own_before = [mark("A", "yi", "revise", &[]), for_yi("B", "approved", &["A"])];
    assert_eq!(holding(&review(&own_before)), [("B".to_owned(), false)]);
    let refused: Vec<Fact> = own_before.into_iter().chain([refuse("C", "yi", "B")]).collect();
    assert_eq!(holding(&review(&refused)), [("A".to_owned(), false)], "what it replaced holds again");
    let unaware = [mark("A", "yi", "revise", &[]), for_yi("B", "approved", &[])];
    assert_eq!(holding(&review(&unaware)), [("A".to_owned(), true), ("B".to_owned(), true)]);
}

#[test]
fn only_who_recorded_it_takes_it_back() {
    let recorded = for_yi("A", "approved", &[]);
    assert!(backing(&[recorded.clone(), undo("B", "yi", "A")]).is_some());
    assert_eq!(backing(&[recorded, undo("B", "bing", "A")]), None);
}

#[test]
fn what_one_recorded_oneself_is_taken_back_and_not_refused() {
    let own = [mark("A", "yi", "approved", &[]), refuse("B", "yi", "A"), confirm("C", "yi", "A")];
    assert_eq!(backing(&own), Some(Backing::Own));
}

#[test]
fn recording_for_oneself_is_recording() {
    let own = Mark {
        on_behalf: Some(reviewer("yi")),
        ..mark_on(item("i0").id, "approved", present(&item("i0")), vec![])
    };
    assert_eq!(backing(&[fact("A", "yi", Deed::Mark(own))]), Some(Backing::Own));
}
