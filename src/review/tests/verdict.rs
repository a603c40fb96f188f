//! The rule of a strategy that names none, against the same rule said in another way.

use proptest::prelude::*;

use super::samples::{REVIEWERS, STATUSES, id, reviewer};
use jiff::civil::date;

use crate::plan::{Reviewer, Rule, Status, StatusId, Strategy as Rules};
use crate::review::{Backing, CurrentMark, Verdict};

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
    CurrentMark {
        id: id("A"),
        by: reviewer(by),
        backing: Backing::Own,
        status: StatusId::new(status),
        role: None,
        stale,
        carried: Vec::new(),
        suspect: None,
        source_changed: Vec::new(),
        concurrent,
        owes_reason: false,
    }
}

fn name(rules: &Rules, marks: &[CurrentMark]) -> String {
    Verdict::of(rules, marks).name().to_owned()
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

/// Somebody whose term runs from one day to another.
fn in_office(from: Option<jiff::civil::Date>, until: Option<jiff::civil::Date>) -> Rules {
    let mut rules = Rules { day: Some(date(2026, 11, 23)), ..listed(&["jia"]) };
    (rules.reviewers[0].from, rules.reviewers[0].until) = (from, until);
    rules
}

#[test]
fn a_former_objection_holds_back_until_its_reviewer_has_left() {
    let marks = [mark("jia", "revise", true, false), mark("yi", "approved", false, false)];
    let (before, after) = (Some(date(2026, 11, 22)), Some(date(2026, 11, 24)));
    for (from, until, expected) in
        [(None, None, "open"), (after, None, "open"), (before, after, "open"), (None, before, "approved")]
    {
        let mut rules = in_office(from, until);
        rules.reviewers.push(listed(&["yi"]).reviewers.remove(0));
        assert_eq!(name(&rules, &marks), expected, "{from:?} {until:?}");
    }
}

#[test]
fn where_nobody_is_asked_those_approve_who_were_listed_and_nobody_else() {
    let rules = in_office(None, Some(date(2026, 11, 22)));
    assert_eq!(name(&rules, &[]), "open");
    assert_eq!(name(&rules, &[mark("jia", "approved", false, false)]), "approved");
    assert_eq!(name(&rules, &[mark("ding", "approved", false, false)]), "open");
    assert_eq!(name(&rules, &[mark("ding", "revise", false, false)]), "revise");
    let majority = Rules { rule: Rule::Majority, ..rules };
    assert_eq!(
        name(&majority, &[mark("jia", "approved", false, false)]),
        "open",
        "there is no half of nobody"
    );
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

/// Three people, of whom one held the chair when marking, under `rule`.
fn under(rule: Rule, required: &[&str]) -> Rules {
    let required = required.iter().map(|role| (*role).into()).collect();
    Rules { rule, required, ..listed(&REVIEWERS) }
}

fn as_role(role: &str, mark: CurrentMark) -> CurrentMark {
    CurrentMark { role: Some(role.into()), ..mark }
}

#[test]
fn each_other_rule_on_its_own() {
    let ok = |by| mark(by, "approved", false, false);
    let no = |by, status| mark(by, status, false, false);
    let chair = |mark| as_role("chair", mark);
    let (any, majority, decides) =
        (under(Rule::Any, &[]), under(Rule::Majority, &[]), under(Rule::Chair, &[]));
    let roles = under(Rule::Required, &["chair", "finance"]);
    let cases: [(&str, &Rules, Vec<CurrentMark>, &str); 22] = [
        ("any: one is enough", &any, vec![ok("jia")], "approved"),
        ("any: of those listed", &any, vec![ok("ding")], "open"),
        ("any: an objection blocks", &any, vec![ok("jia"), no("ding", "revise")], "revise"),
        (
            "any: a stale objection is to be looked at",
            &any,
            vec![ok("jia"), mark("yi", "revise", true, false)],
            "open",
        ),
        ("majority: two of three", &majority, vec![ok("jia"), ok("yi"), no("bing", "rejected")], "approved"),
        ("majority: one of three is not", &majority, vec![ok("jia"), no("yi", "revise")], "open"),
        ("majority: against", &majority, vec![ok("jia"), no("yi", "revise"), no("bing", "revise")], "revise"),
        (
            "majority: all said something else",
            &majority,
            vec![ok("jia"), no("yi", "revise"), no("bing", "rejected")],
            "split",
        ),
        ("majority: others have no vote", &majority, vec![ok("jia"), ok("ding")], "open"),
        (
            "majority: a stale mark is no vote",
            &majority,
            vec![ok("jia"), mark("yi", "approved", true, false)],
            "open",
        ),
        (
            "majority: nor are concurrent ones",
            &majority,
            vec![ok("jia"), mark("yi", "approved", false, true)],
            "open",
        ),
        ("chair: the chair says", &decides, vec![chair(ok("jia")), no("yi", "rejected")], "approved"),
        ("chair: others do not", &decides, vec![ok("yi"), ok("bing")], "open"),
        ("chair: objects", &decides, vec![chair(no("jia", "revise")), ok("yi")], "revise"),
        ("chair: said two things", &decides, vec![chair(mark("jia", "approved", false, true))], "split"),
        ("chair: two chairs differ", &decides, vec![chair(ok("jia")), chair(no("yi", "revise"))], "split"),
        ("chair: on another wording", &decides, vec![chair(mark("jia", "approved", true, false))], "open"),
        ("required: both roles", &roles, vec![chair(ok("jia")), as_role("finance", ok("yi"))], "approved"),
        ("required: one is missing", &roles, vec![chair(ok("jia")), ok("yi")], "open"),
        (
            "required: one is stale",
            &roles,
            vec![chair(ok("jia")), as_role("finance", mark("yi", "approved", true, false))],
            "open",
        ),
        (
            "required: anybody may object",
            &roles,
            vec![chair(ok("jia")), as_role("finance", ok("yi")), no("bing", "discuss")],
            "discuss",
        ),
        ("nobody said anything", &majority, vec![], "open"),
    ];
    for (why, rules, marks, expected) in cases {
        assert_eq!(name(rules, &marks), expected, "{why}");
    }
}

#[test]
fn half_is_no_majority() {
    let rules = Rules { rule: Rule::Majority, ..listed(&["jia", "yi"]) };
    let ok = mark("jia", "approved", false, false);
    assert_eq!(name(&rules, std::slice::from_ref(&ok)), "open");
    assert_eq!(name(&rules, &[ok, mark("yi", "revise", false, false)]), "split");
}

#[test]
fn required_roles_are_wanted_under_every_rule() {
    for rule in Rule::ALL {
        let rules = under(rule, &["finance"]);
        let mut marks = vec![
            mark("bing", "approved", false, false),
            as_role("chair", mark("jia", "approved", false, false)),
            mark("yi", "approved", false, false),
        ];
        assert_eq!(name(&rules, &marks), "open", "{rule:?}");
        marks[2].role = Some("finance".into());
        assert_eq!(name(&rules, &marks), "approved", "{rule:?}");
    }
}

#[test]
fn only_whose_term_runs_is_asked_and_what_was_said_in_office_goes_on_counting() {
    let mut rules = Rules { day: Some(date(2026, 11, 23)), ..listed(&["bing", "jia", "yi"]) };
    rules.reviewers[0].until = Some(date(2026, 11, 22));
    rules.reviewers[2].from = Some(date(2026, 11, 24));
    let ok = mark("jia", "approved", false, false);
    assert_eq!(name(&rules, std::slice::from_ref(&ok)), "approved");
    let left = |status, stale| [ok.clone(), mark("bing", status, stale, false)];
    assert_eq!(name(&rules, &left("revise", false)), "revise");
    assert_eq!(name(&rules, &left("revise", true)), "approved", "who left cannot look again");
    rules.reviewers[0].until = Some(date(2026, 11, 23));
    assert_eq!(name(&rules, std::slice::from_ref(&ok)), "open", "the last day is one in office");
    rules.reviewers[2].from = Some(date(2026, 11, 23));
    assert_eq!(rules.asked().count(), 3);
    rules.day = None;
    assert_eq!(rules.asked().count(), 3);
}

#[test]
fn where_nobody_is_asked_any_more_nothing_is_approved_by_silence() {
    let mut rules = Rules { day: Some(date(2026, 11, 23)), ..listed(&["jia"]) };
    rules.reviewers[0].until = Some(date(2026, 1, 1));
    for rule in Rule::ALL {
        rules.rule = rule;
        assert_eq!(name(&rules, &[]), "open", "{rule:?}");
    }
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

    /// Whatever the rule: the order of marks does not matter, nothing is approved without an approval that counts, and
    /// taking a required role away never helps.
    #[test]
    fn verdicts_obey_every_rule_on_random_votes(
        rule in prop::sample::select(&Rule::ALL[..]),
        required in prop::collection::vec(prop::sample::select(&["chair", "finance"][..]), 0..2),
        votes in prop::collection::vec(
            (0..REVIEWERS.len(), 0..STATUSES.len(), prop::sample::select(&["chair", "finance", ""][..]), prop::bool::weighted(0.2)),
            0..4,
        ),
    ) {
        let rules = under(rule, &required);
        let mut met = std::collections::BTreeSet::new();
        let marks: Vec<CurrentMark> = votes
            .iter()
            .filter(|(by, ..)| met.insert(*by))
            .map(|&(by, status, role, stale)| as_role(role, mark(REVIEWERS[by], STATUSES[status], stale, false)))
            .collect();
        let verdict = name(&rules, &marks);
        let backwards: Vec<CurrentMark> = marks.iter().rev().cloned().collect();
        prop_assert_eq!(name(&rules, &backwards), verdict.clone());
        let counted = || marks.iter().filter(|mark| mark.counts());
        let at = |status: &str| counted().filter(|mark| mark.status.as_str() == status).count();
        if let [approved, others @ ..] = &STATUSES[..] && verdict == *approved {
            prop_assert!(at(approved) > 0);
            for role in &required {
                let gave = |mark: &CurrentMark| mark.role == Some((*role).into()) && mark.status.as_str() == *approved;
                prop_assert!(counted().any(gave), "{role} did not approve");
            }
            let objections: usize = others.iter().map(|status| at(status)).sum();
            match rule {
                Rule::All => prop_assert_eq!((at(approved), objections), (REVIEWERS.len(), 0)),
                Rule::Any | Rule::Required => prop_assert_eq!(objections, 0),
                Rule::Majority => prop_assert!(at(approved) >= 2),
                Rule::Chair => {
                    let chairs: Vec<_> = counted().filter(|mark| mark.role == Some("chair".into())).collect();
                    prop_assert!(chairs.iter().all(|mark| mark.status.as_str() == *approved) && !chairs.is_empty());
                }
            }
        } else if STATUSES.contains(&verdict.as_str()) {
            prop_assert!(at(&verdict) > 0);
        }
    }

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
    }
}
