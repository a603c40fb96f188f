//! The rule of a strategy that names none, against the same rule said in another way.

use proptest::prelude::*;

use super::samples::{REVIEWERS, STATUSES, id, reviewer};
use crate::plan::{Reviewer, Status, StatusId, Strategy as Rules};
use crate::review::{CurrentMark, Verdict};

fn listed(names: &[&str]) -> Rules {
    let person = |name: &&str| Reviewer {
        id: reviewer(name),
        name: None,
        email: None,
        role: None,
        from: None,
        until: None,
    };
    Rules { reviewers: names.iter().map(person).collect(), ..Rules::default() }
}

fn mark(by: &str, status: &str, stale: bool, concurrent: bool) -> CurrentMark {
    CurrentMark { id: id("A"), by: reviewer(by), status: StatusId::new(status), stale, concurrent }
}

fn name(rules: &Rules, marks: &[CurrentMark]) -> String {
    Verdict::of(rules, marks, false).name().to_owned()
}

#[test]
fn each_rule_on_its_own() {
    let anybody = Rules::default();
    let two = listed(&["jia", "yi"]);
    let ok = |by| mark(by, "approved", false, false);
    let no = |by, status| mark(by, status, false, false);
    let cases: [(&str, &Rules, Vec<CurrentMark>, &str); 14] = [
        ("nobody marked", &anybody, vec![], "open"),
        ("anybody approves where nobody is listed", &anybody, vec![ok("jia")], "approved"),
        ("one of two is not enough", &two, vec![ok("jia")], "open"),
        ("all listed", &two, vec![ok("jia"), ok("yi")], "approved"),
        ("somebody else does not stand in for a listed reviewer", &two, vec![ok("jia"), ok("bing")], "open"),
        ("one objection blocks", &two, vec![ok("jia"), no("yi", "revise")], "revise"),
        ("anybody's objection blocks", &two, vec![ok("jia"), ok("yi"), no("bing", "discuss")], "discuss"),
        ("different objections", &two, vec![no("jia", "revise"), no("yi", "rejected")], "split"),
        ("the same objection twice", &two, vec![no("jia", "revise"), no("yi", "revise")], "revise"),
        ("a status that is not defined blocks", &anybody, vec![no("jia", "whatever")], "whatever"),
        ("a stale approval does not count", &anybody, vec![mark("jia", "approved", true, false)], "open"),
        (
            "a stale objection keeps it open",
            &anybody,
            vec![ok("jia"), mark("yi", "revise", true, false)],
            "open",
        ),
        (
            "a stale approval of another does not",
            &anybody,
            vec![ok("jia"), mark("yi", "approved", true, false)],
            "approved",
        ),
        ("concurrent marks", &anybody, vec![ok("yi"), mark("jia", "approved", false, true)], "split"),
    ];
    for (why, rules, marks, expected) in cases {
        assert_eq!(name(rules, &marks), expected, "{why}");
    }
}

#[test]
fn the_first_status_approves_whatever_it_is_called() {
    let mut rules = Rules::default();
    rules.statuses.insert(0, Status { id: StatusId::new("agreed"), ..rules.statuses[0].clone() });
    assert_eq!(name(&rules, &[mark("jia", "agreed", false, false)]), "agreed");
    assert_eq!(
        name(&rules, &[mark("jia", "approved", false, false), mark("yi", "agreed", false, false)]),
        "approved"
    );
}

#[test]
fn a_rule_that_is_not_known_never_approves_and_still_blocks() {
    let rules = Rules { unknown_rule: true, ..Rules::default() };
    assert_eq!(name(&rules, &[mark("jia", "approved", false, false)]), "open");
    assert_eq!(name(&rules, &[mark("jia", "revise", false, false)]), "revise");
}

/// The rule as a reader of the documentation would apply it by hand.
fn by_hand(rules: &Rules, marks: &[CurrentMark]) -> String {
    let mut objections: Vec<&str> = Vec::new();
    let mut approvers: Vec<&str> = Vec::new();
    let mut must_look_again = false;
    for mark in marks {
        let status = mark.status.as_str();
        match (mark.concurrent, mark.stale, status == "approved") {
            (true, ..) => return "split".into(),
            (_, true, true) => {}
            (_, true, false) => must_look_again = true,
            (_, false, true) => approvers.push(mark.by.as_str()),
            (_, false, false) => objections.push(status),
        }
    }
    objections.sort_unstable();
    objections.dedup();
    match (&objections[..], must_look_again) {
        ([one], _) => (*one).into(),
        ([_, _, ..], _) => "split".into(),
        ([], false) if approvers.is_empty() => "open".into(),
        ([], false) if rules.reviewers.iter().all(|who| approvers.contains(&who.id.as_str())) => {
            "approved".into()
        }
        ([], _) => "open".into(),
    }
}

proptest! {
    #![proptest_config(super::samples::quiet())]

    #[test]
    fn verdicts_obey_the_rule_on_random_marks(
        listed_count in 0usize..3,
        votes in prop::collection::vec((0..STATUSES.len(), prop::bool::weighted(0.2)), 0..3),
        concurrent in prop::bool::weighted(0.1),
    ) {
        let rules = listed(&REVIEWERS[..listed_count]);
        let mut marks: Vec<CurrentMark> = votes
            .iter()
            .zip(REVIEWERS)
            .map(|(&(status, stale), by)| mark(by, STATUSES[status], stale, false))
            .collect();
        if concurrent {
            marks.extend([mark("ding", "approved", false, true), mark("ding", "revise", true, true)]);
        }
        prop_assert_eq!(name(&rules, &marks), by_hand(&rules, &marks));
        prop_assert_eq!(Verdict::of(&rules, &marks, true), Verdict::NeedsNewer);
    }
}
