//! Why items want another look: four reasons, each told from the others.

use super::samples::{fact, id, mark, old, outcome_on, plan, reviewer};
use crate::plan::Strategy;
use crate::review::{Attention, Begin, Deed, Fact, Lens, Review, Stance, Step};
use crate::text::width;

/// Why the first item wants another look through the verdict, and through the marks of jia.
fn why(facts: &[Fact]) -> [Option<Attention>; 2] {
    let review = Review::of(&plan(), facts.to_vec());
    [Lens::Everybody, Lens::Reviewer(reviewer("jia"))].map(|lens| Stance::of(&review, &lens, 0).attention())
}

#[test]
fn a_reviewer_with_two_marks_contradicts_themself_and_does_not_split_the_verdict() {
    let own = [mark("A", "jia", "approved", &[]), mark("B", "jia", "revise", &[])];
    assert_eq!(why(&own), [Some(Attention::Contradicting); 2]);
    let settled = [&own[..], &[mark("C", "jia", "approved", &["A", "B"])]].concat();
    assert_eq!(why(&settled), [None, None]);
}

#[test]
fn different_objections_split_the_verdict_and_nobody_contradicts_themself() {
    let objections = [mark("A", "jia", "rejected", &[]), mark("B", "yi", "revise", &[])];
    assert_eq!(why(&objections), [Some(Attention::Split), None]);
    let third =
        [&objections[..], &[mark("C", "bing", "revise", &[]), mark("D", "bing", "approved", &[])]].concat();
    assert_eq!(why(&third), [Some(Attention::Contradicting), None], "which is to be settled first");
}

#[test]
fn meetings_that_differ_split_the_verdict_whoever_contradicts_themself() {
    let plan = plan();
    let decided = |name, status| {
        let seen = super::samples::present(&plan.items[0]);
        fact(
            name,
            "yi",
            Deed::Outcome(outcome_on(plan.items[0].id.clone(), status, seen, id("M"), Vec::new())),
        )
    };
    let begun = fact("M", "yi", Deed::Meeting(Step::Begin(Begin::default())));
    let facts = [
        begun,
        decided("O", "approved"),
        decided("P", "rejected"),
        mark("A", "jia", "approved", &[]),
        mark("B", "jia", "revise", &[]),
    ];
    assert_eq!(why(&facts), [Some(Attention::Split), Some(Attention::Contradicting)]);
}

#[test]
fn a_mark_on_another_wording_is_changed() {
    let item = plan().items[0].id.clone();
    let changed = fact("A", "jia", Deed::Mark(super::samples::mark_on(item, "approved", old(), Vec::new())));
    assert_eq!(why(&[changed]), [Some(Attention::Changed); 2]);
}

#[test]
fn signs_are_one_ascii_character_each_and_no_symbol_of_a_status() {
    let symbols: Vec<char> = Strategy::default().statuses.iter().map(|status| status.symbol).collect();
    let mut signs = Attention::ALL.map(Attention::sign).to_vec();
    for sign in &signs {
        assert!(sign.is_ascii() && width(sign) == 1, "{sign}");
        assert!(!symbols.iter().any(|symbol| sign.contains(*symbol)), "{sign}");
    }
    signs.dedup();
    assert_eq!(signs.len(), 4);
}
