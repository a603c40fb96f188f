//! Days that are typed, and days that are computed.

use jiff::civil::date as exact;
use proptest::prelude::*;

use super::*;

fn today() -> Date {
    exact(2026, 11, 28)
}

#[test]
fn a_coming_day_has_every_usual_form() {
    for (text, expected) in [
        ("2026-12-31", exact(2026, 12, 31)),
        ("2026.12.31", exact(2026, 12, 31)),
        ("2026/1/5", exact(2026, 1, 5)),
        (" ２０２６．１２．３１　", exact(2026, 12, 31)),
        ("2027年1月5日", exact(2027, 1, 5)),
        ("2027年1月5号", exact(2027, 1, 5)),
        ("2027年1月5", exact(2027, 1, 5)),
        ("12-31", exact(2026, 12, 31)),
        ("12.31", exact(2026, 12, 31)),
        ("12月31日", exact(2026, 12, 31)),
        ("3月1日", exact(2027, 3, 1)),
        ("11-28", today()),
        ("11-27", exact(2027, 11, 27)),
        ("2-29", exact(2028, 2, 29)),
        ("0d", today()),
        ("7d", exact(2026, 12, 5)),
        ("７Ｄ", exact(2026, 12, 5)),
        ("10天", exact(2026, 12, 8)),
        ("2w", exact(2026, 12, 12)),
        ("2周", exact(2026, 12, 12)),
        ("9999-12-31", exact(9999, 12, 31)),
        ("0001-01-01", exact(1, 1, 1)),
    ] {
        assert_eq!(coming_day(text, Some(today())), Some(expected), "{text}");
    }
}

#[test]
fn what_is_no_day_is_refused() {
    for text in [
        "",
        " ",
        "-",
        "--",
        "26-12-31",
        "026-12-31",
        "02026-12-31",
        "12026-12-31",
        "-2026-12-31",
        "+2026-12-31",
        "2026-12-31-",
        "2026--12-31",
        "2026-12.31",
        "2026-12-31 10:00",
        "2026-12-31T10:00",
        "2026-12-31x",
        "x2026-12-31",
        "2026- 12-31",
        "20261231",
        "2026-13-01",
        "2026-00-10",
        "2026-02-29",
        "2026-02-30",
        "2026-04-31",
        "0000-01-01",
        "0000-00-00",
        "2026-012-31",
        "13-40",
        "0-1",
        "-1-2",
        "12-31-26",
        "1e3",
        "0x10d",
        "1.5d",
        "-7d",
        "+7d",
        "7 d",
        "7dd",
        "d",
        "天",
        "7",
        "2026",
        "2026-12",
        "年底",
        "年月日",
        "2026年",
        "12月",
        "31日",
        "月31日",
        "12月日",
        "2026年月日",
        "2026年12月31日31",
        "99999999d",
        "9999999999999999999999d",
        "99999999w",
        "①-②",
        "²d",
        "٣-٤",
        "7日",
        "2026−12−31",
    ] {
        assert_eq!(coming_day(text, Some(today())), None, "{text}");
        assert_eq!(full_day(text), None, "{text}");
    }
    assert_eq!(coming_day("7d", None), None);
    assert_eq!(coming_day("12-31", None), None);
    assert_eq!(full_day("12-31"), None);
}

#[test]
fn a_period_is_a_year_a_month_or_a_day() {
    for (text, first, last) in [
        ("2026", (2026, 1, 1), (2026, 12, 31)),
        ("2026年", (2026, 1, 1), (2026, 12, 31)),
        ("9999", (9999, 1, 1), (9999, 12, 31)),
        ("2026-12", (2026, 12, 1), (2026, 12, 31)),
        ("2028.2", (2028, 2, 1), (2028, 2, 29)),
        ("２０２６年２月", (2026, 2, 1), (2026, 2, 28)),
        ("2026-12-31", (2026, 12, 31), (2026, 12, 31)),
    ] {
        let day = |(year, month, day)| exact(year, month, day);
        assert_eq!(period(text), Some(Period { first: day(first), last: day(last) }), "{text}");
    }
    for text in [
        "",
        "26",
        "0000",
        "-2026",
        "+2026",
        "2026-",
        "2026-0",
        "2026-13",
        "12月",
        "7d",
        "2026年月日",
        "2026年3",
    ] {
        assert_eq!(period(text), None, "{text}");
    }
}

#[test]
fn days_are_counted_up_to_the_ends_of_the_calendar() {
    assert_eq!(days("007d"), Some(7));
    assert_eq!(days("1周"), Some(7));
    assert_eq!(days("99999999999d"), Some(u32::MAX));
    assert_eq!(days("4294967295w"), Some(u32::MAX));
    assert_eq!(days_after(exact(9999, 12, 30), 1), Some(exact(9999, 12, 31)));
    assert_eq!(days_after(exact(9999, 12, 31), 1), None);
    assert_eq!(days_before(exact(1, 1, 2), 1), Some(exact(1, 1, 1)));
    assert_eq!(days_before(exact(1, 1, 1), 1), None);
    assert_eq!(days_before(today(), u32::MAX), None);
}

#[test]
fn a_day_ends_by_the_clock_of_its_zone() {
    assert_eq!(last_second(exact(1970, 1, 1), &TimeZone::UTC), 86_399);
    let east = TimeZone::fixed(jiff::tz::Offset::from_seconds(8 * 3600).unwrap());
    assert_eq!(last_second(exact(1970, 1, 1), &east), 86_399 - 8 * 3600);
    assert!(last_second(exact(1, 1, 1), &east) < last_second(exact(9999, 12, 31), &east));
}

#[test]
fn days_are_apart_by_whole_months_or_by_days() {
    for (from, to, expected) in [
        ((2025, 12, 31), (2026, 6, 30), Distance::Months(6)),
        ((2026, 6, 30), (2025, 12, 31), Distance::Months(-6)),
        ((2024, 2, 29), (2025, 2, 28), Distance::Months(12)),
        ((2025, 1, 30), (2025, 2, 28), Distance::Days(29)),
        ((2025, 1, 15), (2025, 1, 14), Distance::Days(-1)),
        ((1, 1, 1), (9999, 12, 31), Distance::Days(3_652_058)),
    ] {
        let day = |(year, month, day)| exact(year, month, day);
        assert_eq!(distance(day(from), day(to)), expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is typed is read or refused, and what is read is written back to the same day.
    #[test]
    fn any_text_is_a_day_or_none(text in "[-+0-9０-９dw天周日年月号./ ]{0,14}|\\PC{0,8}", year in 1i16..=9999, month in 1i8..=12) {
        let today = date(year, month, 28);
        for read in [coming_day(&text, today), full_day(&text), period(&text).map(|period| period.last)] {
            prop_assert!(read.is_none_or(|day| full_day(&day.to_string()) == Some(day)));
        }
        if let (Some(today), Some(days)) = (today, days(&text)) {
            let there_and_back = days_after(today, days).and_then(|day| days_before(day, days));
            prop_assert!(there_and_back.is_none_or(|day| day == today));
        }
    }
}

#[test]
fn it_is_said_why_there_is_no_such_day() {
    let day = |month: &str, days| Some(NoDay::Day { month: month.to_owned(), days });
    for (text, expected) in [
        ("2026-05-32", day("2026-05", 31)),
        ("2026-02-30", day("2026-02", 28)),
        ("2024-02-30T10:00:00Z", day("2024-02", 29)),
        ("2026-04-00", day("2026-04", 30)),
        ("2026-13-01", Some(NoDay::Month)),
        ("2026-00-01", Some(NoDay::Month)),
        ("2026-05-31", None),
        ("0000-05-31", None),
        ("26-05-32", None),
        ("10:00:00", None),
        ("\u{7532}2026-05-3", None),
        ("", None),
    ] {
        assert_eq!(NoDay::of(text), expected, "{text}");
    }
}
