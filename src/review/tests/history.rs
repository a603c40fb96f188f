//! Undo and redo against a plain pair of stacks.

use proptest::prelude::*;

use super::samples::{fact, mark, mark_on, note, plan, present, reviewer, undo};
use crate::review::{Deed, Fact, FactId, History, Note, Review, TakenBack};

fn next(facts: &[Fact]) -> (Option<String>, Option<(String, String)>) {
    let review = Review::of(&plan(), facts.iter().cloned());
    let history = History::of(&review, &reviewer("jia"));
    let name = |id: &FactId| id.as_str().to_owned();
    let redo = history.next_redo().last().map(|taken| (name(taken.undo), name(taken.fact)));
    (history.next_undo().last().map(|id| name(id)), redo)
}

fn pair(undo: &str, fact: &str) -> (String, String) {
    (undo.to_owned(), fact.to_owned())
}

#[test]
fn only_ones_own_facts_are_there_to_be_taken_back() {
    assert_eq!(next(&[mark("A", "yi", "approved", &[])]), (None, None));
    let foreign = [mark("A", "jia", "approved", &[]), undo("B", "yi", "A")];
    assert_eq!(next(&foreign), (Some("A".into()), None));
}

#[test]
fn a_new_fact_ends_what_could_be_brought_back() {
    let mut facts = vec![mark("A", "jia", "approved", &[]), undo("B", "jia", "A")];
    assert_eq!(next(&facts), (None, Some(pair("B", "A"))));
    facts.push(note("C", "jia"));
    assert_eq!(next(&facts), (Some("C".into()), None));
}

#[test]
fn a_clock_that_ran_backwards_does_not_bring_back_what_was_taken_back() {
    // The undo and the redo were recorded later, under names that sort before the mark.
    let mut facts = vec![mark("M", "jia", "approved", &[]), undo("C", "jia", "M")];
    assert_eq!(next(&facts), (None, Some(pair("C", "M"))));
    facts.push(undo("B", "jia", "C"));
    assert_eq!(next(&facts), (Some("M".into()), None));
    facts.push(undo("A", "jia", "M"));
    assert_eq!(next(&facts), (None, Some(pair("A", "M"))));
}

#[test]
fn a_mark_comes_after_the_mark_it_replaces_whatever_the_clock_said() {
    let facts = [mark("M", "jia", "approved", &[]), mark("A", "jia", "revise", &["M"])];
    assert_eq!(next(&facts).0, Some("A".into()));
}

#[test]
fn an_undo_by_name_takes_its_fact_out_of_the_middle() {
    let facts = [mark("A", "jia", "approved", &[]), note("B", "jia"), undo("C", "jia", "A")];
    assert_eq!(next(&facts), (Some("B".into()), Some(pair("C", "A"))));
}

#[derive(Clone, Copy, Debug)]
enum Press {
    Mark(usize),
    Note,
    /// A note that explains the mark recorded last, where that is on top.
    Explain,
    Undo,
    Redo,
}

fn presses() -> impl Strategy<Value = Vec<Press>> {
    let press = prop_oneof![
        2 => (0usize..3).prop_map(Press::Mark),
        1 => Just(Press::Note),
        2 => Just(Press::Explain),
        3 => Just(Press::Undo),
        2 => Just(Press::Redo)
    ];
    prop::collection::vec(press, 0..40)
}

proptest! {
    #![proptest_config(super::samples::quiet())]

    #[test]
    fn undo_and_redo_are_two_stacks(presses in presses(), descending in any::<bool>()) {
        let plan = plan();
        let me = reviewer("jia");
        let mut review = Review::of(&plan, []);
        let (mut done, mut undone): (Vec<Vec<FactId>>, Vec<Vec<FactId>>) = (Vec::new(), Vec::new());
        for (at, press) in presses.iter().enumerate() {
            let history = History::of(&review, &me);
            let next: Vec<FactId> = history.next_undo().iter().copied().cloned().collect();
            prop_assert_eq!(&next, &done.last().cloned().unwrap_or_default());
            let redo: Vec<TakenBack<'_>> = history.next_redo().to_vec();
            let mut back: Vec<FactId> = redo.iter().map(|taken| taken.fact.clone()).collect();
            back.reverse();
            prop_assert_eq!(&back, &undone.last().cloned().unwrap_or_default());
            // With names that run backwards only what is linked keeps its order, so nothing but undo and redo is tried.
            let name = |part: usize| {
                if descending && at > 0 { format!("A{:02}{}", 99 - at, 9 - part) } else { format!("M{at:02}{part}") }
            };
            let top = done.last().and_then(|ids| ids.first()).filter(|id| review.mark(id).is_some()).cloned();
            let deeds = match press {
                Press::Mark(_) | Press::Note | Press::Explain if descending && at > 0 => continue,
                Press::Mark(index) => {
                    let item = &plan.items[*index];
                    let after = review.standing(*index).of(&me).map(|mark| mark.id.clone()).collect();
                    vec![Deed::Mark(mark_on(item.id.clone(), "approved", present(item), after))]
                }
                Press::Note => vec![note("N", "jia").deed],
                Press::Explain => {
                    let Some(mark) = top.clone() else { continue };
                    let Deed::Note(note) = note("N", "jia").deed else { panic!("a note") };
                    vec![Deed::Note(Note { re: Some(mark), ..note })]
                }
                Press::Undo => next.iter().rev().map(|of| Deed::Undo { of: of.clone() }).collect(),
                Press::Redo => redo.iter().rev().map(|taken| Deed::Undo { of: taken.undo.clone() }).collect(),
            };
            if deeds.is_empty() {
                continue;
            }
            let facts: Vec<Fact> =
                deeds.into_iter().enumerate().map(|(part, deed)| fact(&name(part), "jia", deed)).collect();
            match press {
                Press::Mark(_) | Press::Note => {
                    done.push(vec![facts[0].id.clone()]);
                    undone.clear();
                }
                Press::Explain => {
                    done.last_mut().expect("a mark is on top").push(facts[0].id.clone());
                    undone.clear();
                }
                Press::Undo => undone.extend(done.pop()),
                Press::Redo => done.extend(undone.pop()),
            }
            for fact in facts {
                review.add(&plan, fact);
            }
            for id in done.iter().flatten() { prop_assert!(!review.is_undone(id)); }
            for id in undone.iter().flatten() { prop_assert!(review.is_undone(id)); }
        }
    }

    #[test]
    fn what_is_offered_can_be_done(steps in super::samples::steps(24)) {
        let plan = plan();
        let facts = super::samples::facts(&plan, &steps, 1000);
        let review = Review::of(&plan, facts);
        for by in super::samples::REVIEWERS {
            let history = History::of(&review, &reviewer(by));
            for fact in history.next_undo() {
                prop_assert!(!review.is_undone(fact));
            }
            for taken in history.next_redo() {
                prop_assert!(review.is_undone(taken.fact) && !review.is_undone(taken.undo));
            }
        }
    }
}
