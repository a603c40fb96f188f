//! Numbers and dates that are typed as arguments: read strictly or refused in words, never with a panic.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::place::{Place, Ran};

/// Every argument that takes a number, a date, a version, a query or text; `TYPED` stands for it.
const ARGUMENTS: [&[&str]; 34] = [
    &["list", "TYPED"],
    &["list", "changed:TYPED"],
    &["list", "due:TYPED"],
    &["list", "start<TYPED"],
    &["list", "due>=TYPED"],
    &["list", "seed:TYPED"],
    &["list", "status:TYPED"],
    &["list", "--at", "TYPED"],
    &["show", "TYPED"],
    &["show", "ports/network", "--at", "TYPED"],
    &["--at", "TYPED"],
    &["diff", "TYPED"],
    &["diff", "HEAD", "TYPED"],
    &["log", "TYPED"],
    &["mark", "TYPED", "approved"],
    &["mark", "ports/network", "TYPED"],
    &["mark", "ports/network", "revise", "--note", "TYPED"],
    &["mark", "ports/network", "approved", "--for", "TYPED"],
    &["note", "ports/network", "TYPED"],
    &["note", "ports/network", "x", "--quote", "TYPED"],
    &["resolve", "TYPED"],
    &["adopt", "ports/network", "--until", "TYPED"],
    &["notes", "TYPED"],
    &["minutes", "TYPED"],
    &["meeting", "show", "TYPED"],
    &["meeting", "begin", "ports/network", "--another", "--minutes", "TYPED"],
    &["meeting", "begin", "ports/network", "--another", "--planned", "TYPED"],
    &["meeting", "begin", "TYPED", "--another", "--present", "TYPED"],
    &["meeting", "outcome", "ports/network", "approved", "--votes", "TYPED"],
    &["meeting", "action", "x", "--due", "TYPED"],
    &["meeting", "action", "TYPED", "--owner", "TYPED"],
    &["meeting", "done", "TYPED"],
    &["meeting", "agenda", "TYPED"],
    &["help", "TYPED"],
];

fn run(place: &Place, arguments: &[&str], typed: &str) -> Ran {
    let arguments: Vec<String> = arguments.iter().map(|part| part.replace("TYPED", typed)).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    place.fupan(&[&["--as", "jia", "--lang", "en"], &arguments[..]].concat())
}

/// Numbers and dates, right and wrong, and any text without NUL, which no argument can hold.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[-+]?[0-9]{1,12}[dw天周]?",
        3 => "[0-9]{1,5}[-./][0-9]{1,3}([-./][0-9]{1,3})?",
        1 => "[-+0-9０-９年月日号:.dw ]{1,12}",
        1 => "[^\\x00]{0,12}",
    ]
}

fn meeting() -> Place {
    let place = Place::in_git();
    place.fupan(&["--as", "jia", "meeting", "begin", "ports/network"]).ends(0);
    place
}

#[test]
fn nothing_typed_as_an_argument_panics() {
    let place = meeting();
    let config = Config { failure_persistence: None, cases: 2, ..Config::default() };
    let mut runner = TestRunner::new(config);
    for arguments in ARGUMENTS {
        let panics = |typed: String| {
            let ran = run(&place, arguments, &typed);
            prop_assert!(ran.status <= 4, "{arguments:?} {typed:?}: {ran:?}");
            Ok(())
        };
        runner.run(&typed(), panics).unwrap_or_else(|failure| panic!("{failure}"));
        let ran = run(&place, arguments, "99999999d");
        assert!(ran.status <= 4, "{arguments:?}: {ran:?}");
    }
}

#[test]
fn what_is_no_number_or_date_is_refused_with_what_is_accepted() {
    let place = meeting();
    let before = place.reviews();
    let votes: &[&str] = &["meeting", "outcome", "ports/network", "approved", "--votes", "TYPED"];
    let due: &[&str] = &["meeting", "action", "x", "--due", "TYPED"];
    let minutes: &[&str] = &["meeting", "begin", "ports/network", "--another", "--minutes", "TYPED"];
    let planned: &[&str] = &["meeting", "begin", "ports/network", "--another", "--planned", "TYPED"];
    let until: &[&str] = &["adopt", "ports/network", "--until", "TYPED"];
    let wrong_days = ["26-12-31", "0000-00-00", "2026-02-30", "12026-12-31", "20261231", "2026-12-31T10:00"];
    let cases: [(&[&str], &[&str], &str); 5] = [
        (votes, &["-1:2", "+1:2", "4.5:1", "4:1x", "4 -1", "4:1:2:3", "1,000:2"], "4:1"),
        (due, &[&wrong_days[..], &["99999999d", "7.5d", "1e3d"]].concat(), "12-01"),
        (minutes, &["+5", "1.5", "0x10", "1e3", "4294967296"], "whole number"),
        (planned, &["+5", "1.5", "0x10", "1e3", "4294967296"], "whole number"),
        (until, &[&wrong_days[..], &["12-31", "7d"]].concat(), "2020-11-30"),
    ];
    for (arguments, all, accepted) in cases {
        for typed in all {
            let ran = run(&place, arguments, typed).ends(2);
            assert!(
                ran.errors.contains(typed) && ran.errors.contains(accepted),
                "{arguments:?} {typed}: {ran:?}"
            );
        }
    }
    assert_eq!(place.reviews(), before, "nothing is recorded");
}

#[test]
fn a_day_before_all_history_is_before_the_first_commit() {
    let place = Place::in_git();
    for typed in ["99999999d", "20261201d", "99999999999999w"] {
        assert!(
            run(&place, &["diff", "TYPED"], typed).ends(0).out.contains("before the first commit"),
            "{typed}"
        );
        run(&place, &["list", "changed:TYPED"], typed).ends(0);
    }
    for typed in ["1960-01-01", "0001-01-01"] {
        let ran = run(&place, &["diff", "TYPED"], typed).ends(3);
        assert!(ran.errors.contains("no commit as old as"), "{typed}: {ran:?}");
        let ran = run(&place, &["list", "changed:TYPED"], typed).ends(2);
        assert!(ran.errors.contains("before the first commit"), "{typed}: {ran:?}");
    }
    place.fupan(&["diff", "9999-12-31"]).ends(0);
}

/// The width of a format string ends at 65,535.
#[test]
fn texts_wider_than_any_table_are_shown() {
    let place = Place::in_git();
    let wide = "宽".repeat(33_000);
    place.replace("plans/5-ports.toml", "现代综合交通网络体系", &wide);
    place.fupan(&["--as", "jia", "note", "ports/network", &wide]).ends(0);
    place.fupan(&["--as", "jia", "note", "ports/network", "短"]).ends(0);
    let area = |key: &str| {
        format!(
            "id = \"{key}\"\ntitle = \"{wide}\"\nwide{wide} = 1\n[[goal]]\nid = \"{key}\"\ntitle = \"x\"\n"
        )
    };
    place.write("plans/9-wide.toml", area(&"w".repeat(70_000)));
    place.fupan(&["--as", "jia", "meeting", "begin", "ports/network", "--title", &wide]).ends(0);
    place.fupan(&["--as", "jia", "meeting", "action", &wide, "--owner", &wide]).ends(0);
    for arguments in [
        &["list"][..],
        &["show", "ports/network"],
        &["status"],
        &["check"],
        &["notes"],
        &["actions"],
        &["meeting"],
        &["meeting", "list"],
        &["minutes"],
        &["diff"],
        &["log"],
        &["log", "ports/network"],
    ] {
        let ran = place.fupan(arguments);
        assert!(
            ran.status <= 1,
            "{arguments:?}: {} {}",
            ran.status,
            ran.errors.chars().take(500).collect::<String>()
        );
    }
}

/// Without a terminal nobody can be asked.
#[test]
fn what_is_rarely_meant_is_refused_without_yes() {
    let place = Place::in_git();
    place.fupan(&["--as", "jia", "meeting", "begin", "ports/network", "--present", "甲、乙"]).ends(0);
    let votes: &[&str] = &["meeting", "outcome", "ports/network", "approved", "--votes", "4:1"];
    let due: &[&str] = &["meeting", "action", "x", "--due", "2001-01-01"];
    let paused: &[&str] = &["meeting", "outcome", "ports/network", "approved"];
    for (arguments, said) in [(votes, "5 votes"), (due, "2001-01-01 is in the past"), (paused, "is paused")] {
        if arguments == paused {
            run(&place, &["meeting", "pause"], "").ends(0);
        }
        let before = place.reviews();
        let ran = run(&place, arguments, "").ends(2);
        assert!(ran.errors.contains(said) && ran.errors.contains("--yes"), "{ran:?}");
        assert_eq!(place.reviews(), before, "{arguments:?}");
        let ran = place.json("error", &[&["--as", "jia"], arguments].concat());
        assert_eq!(ran["code"], "doubtful", "{arguments:?}");
        run(&place, &[arguments, &["--yes"]].concat(), "").ends(0);
        assert_ne!(place.reviews(), before, "{arguments:?}");
    }
    run(&place, &["meeting", "resume"], "").ends(0);
    run(&place, &[paused, &["--votes", "1:1"]].concat(), "").ends(0);
}
