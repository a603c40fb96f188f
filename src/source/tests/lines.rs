//! Review files that a crash, a hand or a later version has left.

use proptest::prelude::*;

use super::{quiet, source};
use crate::plan::{Level, ReviewerId};
use crate::review::{Deed, FactId};
use crate::source::{ReviewFile, review_file, review_file_head};

const SEEN: &str = "1:d3ca21b9037195e9b31692eb49141452";

/// What is tried, the line, the facts it adds, and code and line of what is wrong with it.
type Case = (&'static str, String, Vec<&'static str>, Vec<(&'static str, usize)>);

fn read(text: &str) -> ReviewFile {
    review_file(&source("plans/reviews/jia.7f3a1c.toml", text), &ReviewerId::parse("jia").unwrap())
}

fn names(file: &ReviewFile) -> Vec<&str> {
    file.facts.iter().map(|fact| fact.id.as_str()).collect()
}

fn codes(file: &ReviewFile) -> Vec<(&'static str, usize)> {
    file.problems.iter().map(|problem| (problem.fault.code(), problem.place.line)).collect()
}

fn whole() -> String {
    let head = review_file_head(&ReviewerId::parse("jia").unwrap());
    format!(
        "{head}A = {{ mark = \"a/b\", status = \"approved\", seen = \"{SEEN}\", read = {{ title = {{ zh = \"运河\" }} }}, \
         at = 2026-11-23T10:05:00+08:00 }}\nB = {{ note = \"a/b\", text = \"待核\", re = \"A\" }}\nC = {{ undo = \"A\" }}\n"
    )
}

#[test]
fn a_file_as_the_program_writes_it_has_no_problem() {
    let file = read(&whole());
    assert_eq!((names(&file), codes(&file)), (vec!["A", "B", "C"], vec![]));
    assert_eq!((file.facts[0].place.line, file.facts[0].place.column), (5, 1));
    assert_eq!(file.facts[0].at.as_ref().unwrap().as_str(), "2026-11-23T10:05:00+08:00");
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn each_bad_line_is_one_problem_and_the_others_count() {
    let fact = format!("{{ mark = \"a/b\", status = \"approved\", seen = \"{SEEN}\" }}");
    let cases: Vec<Case> = vec![
        ("not TOML", "X = { mark = \n".into(), vec![], vec![("not-a-fact", 8)]),
        ("a sentence", "I approve of this\n".into(), vec![], vec![("not-a-fact", 8)]),
        ("markers of a conflict", "<<<<<<< HEAD\n".into(), vec![], vec![("not-a-fact", 8)]),
        ("another table", "[other]\n".into(), vec![], vec![("not-a-fact", 8)]),
        ("a name that is none", format!("\"X Y\" = {fact}\n"), vec![], vec![("not-a-fact", 8)]),
        ("no table", "X = 3\n".into(), vec![], vec![("not-a-fact", 8)]),
        ("an empty table", "X = {}\n".into(), vec![], vec![("not-a-fact", 8)]),
        (
            "no status",
            format!("X = {{ mark = \"a/b\", seen = \"{SEEN}\" }}\n"),
            vec![],
            vec![("not-a-fact", 8)],
        ),
        (
            "no fingerprint",
            "X = { mark = \"a/b\", status = \"approved\" }\n".into(),
            vec![],
            vec![("not-a-fact", 8)],
        ),
        (
            "no item",
            format!("X = {{ mark = \"b\", status = \"approved\", seen = \"{SEEN}\" }}\n"),
            vec![],
            vec![("not-a-fact", 8)],
        ),
        ("a note without text", "X = { note = \"a/b\" }\n".into(), vec![], vec![("not-a-fact", 8)]),
        ("an undo of nothing", "X = { undo = 3 }\n".into(), vec![], vec![("not-a-fact", 8)]),
        ("the same line again", "C = { undo = \"A\" }\n".into(), vec!["C"], vec![]),
        ("a remark and an empty line", "# so far\n\n".into(), vec![], vec![]),
        ("a kind of a later version", "X = { wish = \"a/b\" }\n".into(), vec!["X"], vec![("newer-fact", 8)]),
        ("an outcome of no meeting", "X = { outcome = \"a/b\" }\n".into(), vec![], vec![("not-a-fact", 8)]),
        (
            "no list above",
            format!("X = {{ mark = \"a/b\", status = \"x\", seen = \"{SEEN}\", above = \"{SEEN}\" }}\n"),
            vec!["X"],
            vec![],
        ),
        (
            "a reply to no fact",
            "X = { note = \"a/b\", text = \"x\", re = \"no fact\" }\n".into(),
            vec!["X"],
            vec![],
        ),
        ("a reply to a number", "X = { note = \"a/b\", text = \"x\", re = 3 }\n".into(), vec!["X"], vec![]),
        (
            "a task from no fact",
            "X = { action = \"a/b\", text = \"x\", re = \"?\" }\n".into(),
            vec!["X"],
            vec![],
        ),
        (
            "a fingerprint that is no text",
            "X = { note = \"a/b\", text = \"x\", seen = 3 }\n".into(),
            vec![],
            vec![("not-a-fact", 8)],
        ),
        (
            "TOML 1.1: a comma at the end",
            format!("X = {}, }}\n", fact.trim_end_matches(" }")),
            vec!["X"],
            vec![],
        ),
        ("TOML 1.1: an escape", "X = { note = \"a/b\", text = \"\\e\\x41\" }\n".into(), vec!["X"], vec![]),
        (
            "TOML 1.1: no seconds",
            "X = { undo = \"A\", at = 2026-11-23T10:05+08:00 }\n".into(),
            vec!["X"],
            vec![],
        ),
        (
            "more than wording carried",
            format!(
                "X = {{ carry = \"a/b\", from = \"{SEEN}\", seen = \"{SEEN}\", fields = [\"owner\"] }}\n"
            ),
            vec![],
            vec![("not-a-fact", 8)],
        ),
        (
            "a step of a later version",
            "X = { meeting = \"vote\", in = \"A\", item = \"a/b\" }\n".into(),
            vec!["X"],
            vec![("newer-fact", 8)],
        ),
        (
            "nothing on the agenda",
            "X = { meeting = \"agenda\", in = \"A\" }\n".into(),
            vec![],
            vec![("not-a-fact", 8)],
        ),
        ("about the plan", "X = { action = \"\", text = \"x\", due = 3 }\n".into(), vec!["X"], vec![]),
        (
            "a key of a later version",
            format!("X = {}, wish = 3 }}\n", fact.trim_end_matches(" }")),
            vec!["X"],
            vec![],
        ),
        ("a time that is none", "X = { undo = \"A\", at = \"noon\" }\n".into(), vec!["X"], vec![]),
        ("no line end", format!("X = {fact}"), vec![], vec![("unfinished-line", 8)]),
        ("the line ends of another system", format!("X = {fact}\r\n"), vec!["X"], vec![]),
        ("another reviewer's name", "reviewer = \"yi\"\n".into(), vec![], vec![("foreign-reviewer", 8)]),
    ];
    for (why, line, more, problems) in cases {
        let file = read(&format!("{}{line}", whole()));
        assert_eq!((names(&file), codes(&file)), ([vec!["A", "B", "C"], more].concat(), problems), "{why}");
    }
}

#[test]
fn a_kind_that_is_not_acted_on_says_which_item_it_is_about() {
    let cases = [
        ("{ wish = \"a/b\", status = \"approved\" }", Some("a/b")),
        ("{ wish = 3, item = \"a/b\" }", Some("a/b")),
        ("{ wish = \"begin\" }", None),
        ("{ meeting = \"vote\", item = \"a/b\" }", Some("a/b")),
    ];
    for (fields, item) in cases {
        let file = read(&format!("X = {fields}\n"));
        let Deed::Newer { item: found, .. } = &file.facts[0].deed else { panic!("{:?}", file.facts) };
        assert_eq!(found.as_ref().map(crate::plan::ItemId::as_str), item, "{fields}");
    }
}

#[test]
fn a_fact_with_a_fingerprint_of_another_version_is_kept() {
    for seen in [
        "2:abcdef",
        "",
        "v2:d3ca21b9037195e9b31692eb49141452",
        &SEEN.to_uppercase(),
        SEEN.trim_start_matches("1:"),
    ] {
        let outcome = "in = \"M\", status = \"approved\"";
        let carry = format!("from = \"{seen}\", fields = [\"title\"]");
        for rest in [
            "mark = \"a/b\", status = \"rejected\"",
            &format!("outcome = \"a/b\", {outcome}"),
            &format!("carry = \"a/b\", {carry}"),
            "adopt = \"a/b\", until = 2020-11-30",
            "note = \"a/b\", text = \"x\"",
        ] {
            let file = read(&format!("X = {{ {rest}, seen = \"{seen}\" }}\n"));
            assert_eq!((names(&file), codes(&file)), (vec!["X"], vec![]), "{rest} {seen}");
            let deed = &file.facts[0].deed;
            assert_eq!(deed.reading().0.map(crate::review::Fingerprint::as_str), Some(seen), "{rest}");
            assert_eq!(deed.needs_newer(), !matches!(deed, Deed::Note(_)), "{rest} {seen}");
        }
    }
}

#[test]
fn facts_of_a_later_format_are_kept_and_not_acted_on() {
    let file = read(&whole().replace("format = 1", "format = 2"));
    assert_eq!((names(&file), codes(&file)), (vec!["A", "B", "C"], vec![("newer-format", 1)]));
    assert!(file.facts.iter().all(|fact| matches!(fact.deed, Deed::Newer { .. })));
    assert_eq!(file.facts[0].deed.item().unwrap().as_str(), "a/b");
}

#[test]
fn a_mark_of_byte_order_before_a_file_does_no_harm() {
    let file = read(&format!("\u{feff}{}", whole()));
    assert_eq!(
        (file.facts.len(), file.problems.iter().filter(|problem| problem.level() != Level::Hint).count()),
        (3, 0)
    );
}

#[test]
fn a_name_has_one_to_sixty_four_plain_characters() {
    for bad in ["", "a b", "a.b", "é", &"a".repeat(65)] {
        assert_eq!(FactId::parse(bad), None, "{bad:?}");
    }
    assert!(FactId::parse(&"a".repeat(64)).is_some());
}

#[test]
fn a_file_torn_at_any_byte_keeps_its_whole_lines_and_has_at_most_one_problem() {
    let whole = whole();
    for cut in 0..=whole.len() {
        let torn = String::from_utf8_lossy(&whole.as_bytes()[..cut]).into_owned();
        let file = read(&torn);
        let lines = whole.bytes().take(cut).filter(|&byte| byte == b'\n').count();
        assert_eq!(file.facts.len(), lines.saturating_sub(4), "{torn:?}");
        assert_eq!(file.problems.len(), usize::from(!torn.is_empty() && !torn.ends_with('\n')), "{torn:?}");
    }
}

proptest! {
    #![proptest_config(quiet())]

    #[test]
    fn no_bytes_stop_the_reading(before in prop::collection::vec(any::<u8>(), 0..100), cut in 0usize..600) {
        let whole = whole();
        let rest = String::from_utf8_lossy(&whole.as_bytes()[..cut.min(whole.len())]).into_owned();
        let text = format!("{}\n{rest}", String::from_utf8_lossy(&before));
        let file = read(&text);
        for problem in &file.problems {
            prop_assert!(problem.place.end <= text.len());
        }
        let alone = read(&rest);
        prop_assert!(file.facts.ends_with(&alone.facts), "what stands before does not matter");
    }
}
