//! `strategy.toml`, good and bad.

use super::{places, read_strategy, source};
use crate::plan::{CitationRule, CommitWhen, Field, Rule, Strategy, SuspectWhen};

#[test]
fn a_strategy_that_says_little_is_as_by_default() {
    let (rules, problems) = read_strategy("");
    assert_eq!(places(&problems), []);
    assert_eq!(Strategy { title: rules.title.clone(), ..Strategy::default() }, rules);
    assert_eq!(rules.covers, Field::COVERED);
}

#[test]
fn everything_a_strategy_can_say_is_read() {
    let (rules, problems) = read_strategy(
        r#"languages = ["en", "zh"]
cite = "required"
commit = "on-quit"
suspect = "parents"
covers = ["title", "start"]
[[reviewer]]
id = "甲"
name = "张三"
email = "jia@example.org"
role = "chair"
from = 2026-01-01
until = 2027-01-01
[[status]]
id = "agreed"
zh = "同意"
en = "Agreed"
key = "g"
symbol = "✓"
settles = true
[[status]]
id = "blocked"
key = "b"
reason = true
[fields.money]
label = { zh = "投资", en = "Money" }
type = "number"
covered = true
[verdict]
rule = "majority"
[query]
late = "due:<today"
"#,
    );
    assert_eq!(places(&problems), []);
    assert_eq!(
        (rules.first_language(), rules.cite, rules.commit, rules.suspect),
        ("en", CitationRule::Required, CommitWhen::OnQuit, SuspectWhen::Parents)
    );
    assert_eq!(rules.covered(), [Field::Title, Field::Start, Field::Own("money".into())]);
    assert_eq!(rules.reviewers[0].role.as_ref().unwrap().raw(), "chair");
    let statuses: Vec<_> =
        rules.statuses.iter().map(|status| (status.id.as_str(), status.symbol, status.settles)).collect();
    assert_eq!(statuses, [("agreed", '✓', true), ("blocked", 'b', false)]);
    assert_eq!(rules.approval().unwrap().id.as_str(), "agreed");
    assert!(!rules.unknown_rule);
}

#[test]
fn what_a_strategy_says_wrongly_is_shown_and_is_as_by_default() {
    let cases = [
        ("cite = \"maybe\"", vec![("bad-word", 3, 8)]),
        ("commit = \"sometimes\"", vec![("bad-word", 3, 10)]),
        ("suspect = \"children\"", vec![("bad-word", 3, 11)]),
        ("comit = \"ask\"", vec![("unknown-key", 3, 1)]),
        ("covers = 3", vec![("wrong-type", 3, 10)]),
        ("covers = [\"title\", \"nix\"]", vec![("bad-word", 3, 20)]),
        ("covers = [\"nix\"]", vec![("bad-word", 3, 11)]),
        ("languages = 3", vec![("wrong-type", 3, 13)]),
        ("reviewer = 3", vec![("wrong-type", 3, 12)]),
        ("fields = 3", vec![("wrong-type", 3, 10)]),
        ("verdict = 3", vec![("wrong-type", 3, 11)]),
        ("[[reviewer]]\nname = \"x\"", vec![("missing-key", 3, 1)]),
        ("[[reviewer]]\nid = \"a.b\"", vec![("bad-id", 4, 6)]),
        (
            "[[reviewer]]\nid = \"a\"\n[[reviewer]]\nid = \"b\"\n[[reviewer]]\nid = \"a\"",
            vec![("duplicate-reviewer", 8, 6)],
        ),
        ("[[reviewer]]\nid = \"a\"\nfrom = \"x\"", vec![("bad-date", 5, 8)]),
        ("[[status]]\nid = \"a\"", vec![("status-without-key", 3, 1)]),
        ("[[status]]\nid = \"a\"\nkey = \"ab\"", vec![("wrong-type", 5, 7)]),
        (
            "[[status]]\nid = \"a\"\nkey = \"a\"\n[[status]]\nid = \"a\"\nkey = \"b\"",
            vec![("duplicate-status", 3, 1)],
        ),
        (
            "[[status]]\nid = \"a\"\nkey = \"a\"\n[[status]]\nid = \"b\"\nkey = \"a\"",
            vec![("duplicate-status", 3, 1)],
        ),
        ("[fields]\nmoney = 3", vec![("wrong-type", 4, 9)]),
        ("[fields.money]\ntype = \"euro\"", vec![("bad-word", 4, 8)]),
        ("[fields.title]\n", vec![("taken-field", 3, 9)]),
        ("[fields.related]\n", vec![("taken-field", 3, 9)]),
        ("[verdict]\nrule = \"dice\"", vec![("unknown-rule", 4, 8)]),
        ("[verdict]\nrule = \"required\"", vec![("no-required-role", 4, 8)]),
        ("[verdict]\nrule = \"required\"\nrequired = []", vec![("no-required-role", 4, 8)]),
        ("<<<<<<< HEAD\ncite = \"hint\"\n=======\n>>>>>>> x", vec![("conflict-markers", 3, 1)]),
    ];
    for (text, expected) in cases {
        let (rules, problems) = read_strategy(text);
        assert_eq!(places(&problems), expected, "{text}");
        let erroneous = problems.iter().any(|problem| problem.level() == crate::plan::Level::Error);
        assert_eq!(rules.unknown_rule, erroneous || text.contains("[verdict]"), "{text}");
        assert!(!rules.statuses.is_empty() && !rules.languages.is_empty(), "{text}");
    }
}

#[test]
fn marks_cover_the_known_ones_of_the_fields_that_are_named_and_else_the_default_ones() {
    let covers = |text: &str| read_strategy(text).0.covers;
    assert_eq!(covers("covers = [\"title\", \"nix\"]"), [Field::Title]);
    assert_eq!(covers("covers = \"start\""), [Field::Start]);
    for default in ["covers = []", "covers = [\"nix\"]", "covers = 3", "covers = [\"title\", 3]"] {
        assert_eq!(covers(default), Field::COVERED, "{default}");
    }
    let own = "covers = [\"title\", \"money\"]\n[fields.money]\ntype = \"number\"";
    assert_eq!(covers(own), [Field::Title, Field::Own("money".into())]);
    assert_eq!(places(&read_strategy(own).1), []);
}

#[test]
fn of_two_reviewers_with_one_id_the_first_stands() {
    let text = "[[reviewer]]\nid = \"a\"\nrole = \"chair\"\n[[reviewer]]\nid = \"a\"\nrole = \"x\"";
    let rules = read_strategy(text).0;
    let roles: Vec<_> = rules.reviewers.iter().filter_map(|one| one.role.as_ref()).collect();
    assert_eq!(roles, [&crate::text::Foreign::from("chair")]);
}

#[test]
fn rules_that_are_not_known_approve_nothing() {
    for text in
        ["[verdict]\nrule = \"dice\"", "[verdict]\nrule = \"required\"", "verdict = 3", "[verdict]\nrule = 3"]
    {
        assert!(read_strategy(text).0.unknown_rule, "{text}");
    }
    let (rules, problems) = super::strategy(&source("s", "format = 2\ntitle = \"x\"\n"));
    assert_eq!(places(&problems), [("newer-format", 1, 10)]);
    assert!(rules.unknown_rule);
}

#[test]
fn rules_are_read_with_the_roles_they_want() {
    let cases = [
        ("rule = \"all\"", Rule::All, vec![], vec![]),
        ("rule = \"majority\"\nrequired = \"finance\"", Rule::Majority, vec!["finance"], vec![]),
        (
            "required = [\"finance\", \"nobody\"]",
            Rule::Required,
            vec!["finance", "nobody"],
            vec![("role-of-nobody", 7, 12)],
        ),
        ("rule = \"chair\"", Rule::Chair, vec![], vec![("role-of-nobody", 7, 8)]),
    ];
    for (text, rule, required, problems) in cases {
        let text = format!("[[reviewer]]\nid = \"jia\"\nrole = \"finance\"\n[verdict]\n{text}");
        let (rules, found) = read_strategy(&text);
        let roles: Vec<&str> = rules.required.iter().map(crate::text::Foreign::raw).collect();
        assert_eq!((rules.rule, roles, places(&found)), (rule, required, problems), "{text}");
        assert!(!rules.unknown_rule, "{text}");
    }
}

#[test]
fn a_strategy_without_format_or_title_says_so() {
    let (_, problems) = super::strategy(&source("s", ""));
    assert_eq!(places(&problems), [("missing-key", 1, 1), ("missing-key", 1, 1)]);
}
