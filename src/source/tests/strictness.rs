//! Dates, times and numbers that TOML forbids, under keys that nobody asks for.

use proptest::prelude::*;

use super::{places, read_area, read_strategy, source};
use crate::plan::{Level, ReviewerId};
use crate::source::{NotToml, document, review_file};

const HEAD: &str = "id = \"ports\"\ntitle = \"四港\"\n";

/// Values of each class that the specification of TOML forbids.
const NO_SUCH_TIME: [&str; 36] = [
    // Days.
    "2026-02-29",
    "2026-02-30",
    "2100-02-29",
    "2026-04-31",
    "2026-01-32",
    "2026-01-00",
    "2026-00-01",
    "2026-13-01",
    "26-01-01",
    "02026-01-01",
    "2026-1-01",
    "2026-01-1",
    "2026-01-01T",
    "2026-01-01x",
    "2026-01",
    // Times.
    "24:00:00",
    "10:60:00",
    "10:00:61",
    "1:00:00",
    "10:0:00",
    "10:00:0",
    "10:00:00.",
    "10:00:00x",
    // Both, and their distance from the time of the world.
    "2026-02-30T10:00:00Z",
    "2026-01-01T24:00:00",
    "2026-01-01T10:60:00",
    "2026-01-01 10:00:61",
    "2026-01-0110:00:00Z",
    "2026-01-01T10:00:00.Z",
    "2026-01-01T10:00:00+24:00",
    "2026-01-01T10:00:00+00:60",
    "2026-01-01T10:00:00+1:00",
    "2026-01-01T10:00:00+",
    "2026-01-01T10:00:00+10",
    "2026-01-01T10:00:00-1000",
    "2026-01-01T10:00:00Zx",
];
const BAD_NUMBERS: [&str; 31] = [
    "01",
    "-01",
    "+01",
    "00",
    "1__0",
    "_1",
    "1_",
    "++1",
    "--1",
    "+-1",
    "1_000_",
    "0x",
    "0o",
    "0b",
    "0x_1",
    "0xg",
    "0o8",
    "0b2",
    "+0x1",
    "-0b1",
    "0X1",
    "9223372036854775808",
    "-9223372036854775809",
    "0xffffffffffffffff",
    "01.5",
    "1._5",
    "1.",
    ".5",
    "1e",
    "1.e5",
    "1e999",
];
const ALLOWED: [&str; 18] = [
    "2024-02-29",
    "2000-02-29",
    "0000-01-01",
    "9999-12-31",
    "23:59:60",
    "00:00",
    "23:59:59.999999999999",
    "2026-01-01 10:00:00",
    "2026-01-01t10:00:00z",
    "2026-01-01T10:00:00-23:59",
    "9223372036854775807",
    "-9223372036854775808",
    "0x7fffffffffffffff",
    "1_000",
    "0",
    "-0.0",
    "1e308",
    "-inf",
];

/// The same value alone, in a list, and in a table in a table.
fn around(value: &str) -> [String; 3] {
    [format!("x = {value}"), format!("x = [1, {value}]"), format!("x = {{ a = {{ b = {value} }} }}")]
}

#[test]
fn forbidden_values_are_errors_in_every_file() {
    let cases = NO_SUCH_TIME.map(|value| (value, "bad-date")).into_iter();
    for (value, code) in cases.chain(BAD_NUMBERS.map(|value| (value, "not-toml"))) {
        for line in around(value) {
            let area = read_area(&format!("{HEAD}{line}\n"));
            assert!(places(&area.problems).iter().any(|(found, at, _)| (*found, *at) == (code, 3)), "{line}");
            assert_eq!(area.area.broken, code == "not-toml", "{line}");
            let goal = read_area(&format!("{HEAD}[[goal]]\nid = \"a\"\ntitle = \"甲\"\n{line}\n"));
            assert!(places(&goal.problems).iter().any(|(found, at, _)| (*found, *at) == (code, 6)), "{line}");
            let (strategy, problems) = read_strategy(&format!("{line}\n"));
            assert!(places(&problems).iter().any(|(found, at, _)| (*found, *at) == (code, 3)), "{line}");
            assert!(strategy.unknown_rule, "nothing is approved under rules that cannot be read: {line}");
            let record = format!("01A = {{ note = \"ports/a\", text = \"t\", {line} }}\n");
            let file = review_file(
                &source("plans/reviews/jia.7f3a1c.toml", &record),
                &ReviewerId::parse("jia").unwrap(),
            );
            assert_eq!(places(&file.problems), [("not-a-fact", 1, 1)], "{line}");
            assert!(file.facts.is_empty(), "{line}");
        }
    }
}

#[test]
fn allowed_values_pass_in_every_file() {
    for line in ALLOWED.iter().flat_map(|value| around(value)) {
        assert_eq!(document(&line).1, [], "{line}");
        let area = read_area(&format!("{HEAD}{line}\n"));
        assert!(area.problems.iter().all(|problem| problem.level() != Level::Error), "{line}");
    }
}

/// Whatever else is wrong with the line.
#[test]
fn a_wrong_date_is_named_beside_other_errors() {
    let area = read_area("x = 2026-02-30\n");
    let codes: Vec<&str> = places(&area.problems).iter().map(|(code, ..)| *code).collect();
    assert_eq!(codes, ["bad-date", "missing-key", "missing-key", "unknown-key"]);
}

/// However many dates are wrong, a line that is not TOML is still found.
#[test]
fn wrong_dates_do_not_hide_that_a_file_is_broken() {
    let dates: Vec<String> = (0..20).map(|at| format!("x{at} = 2026-02-30\n")).collect();
    let area = read_area(&format!("{HEAD}{}y = [2026-02-30, 甲]\n", dates.concat()));
    assert!(area.area.broken);
    assert_eq!(places(&area.problems).iter().filter(|(code, ..)| *code == "bad-date").count(), 20);
}

#[test]
fn a_whole_number_in_a_record_is_read_in_its_base() {
    let jia = ReviewerId::parse("jia").unwrap();
    let seen = "1:ade9cb55416505373a12878d0a0b7f63";
    let votes = |votes: &str| {
        let line = format!(
            "01B = {{ outcome = \"ports/a\", seen = \"{seen}\", in = \"01A\", status = \"approved\", votes = {votes} }}\n"
        );
        let file = review_file(&source("plans/reviews/jia.7f3a1c.toml", &line), &jia);
        match &file.facts[0].deed {
            crate::review::Deed::Outcome(outcome) => outcome.votes.map(|votes| votes.to_string()),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(votes("{ yes = 0x10, no = 1_0 }").as_deref(), Some("16:10"));
    assert_eq!(votes("{ yes = 4 }").as_deref(), Some("4:0"));
    for unknown in [
        "{ yes = -1, no = 2 }",
        "{ yes = 4.0, no = 1 }",
        "{ yes = \"4\", no = 1 }",
        "{ yes = 4294967296, no = 1 }",
    ] {
        assert_eq!(votes(unknown), None, "{unknown}");
    }
}

proptest! {
    #![proptest_config(super::quiet())]

    /// Whatever looks like a date, a time or a number is either what the calendar and 64 bits hold, or an error.
    #[test]
    fn a_scalar_is_read_or_refused(value in "[-+0-9_.:TZeExob ]{1,24}") {
        let text = format!("x = {value}\n");
        let (table, stumbles) = document(&text);
        let strict = toml::from_str::<toml::Table>(&text);
        prop_assert_eq!(stumbles.is_empty(), strict.is_ok(), "{}: {:?}", value, stumbles);
        let date = table.get("x").and_then(|value| crate::source::reading::date(value.get_ref()));
        prop_assert!(date.is_none_or(|date| date.to_string() == value.trim()));
        prop_assert!(stumbles.iter().all(|stumble| stumble.why != NotToml::NoSuchTime || stumble.span.is_some()));
    }
}
