//! What people say in one line, read: names, numbers and days. Knows no language's names of either.

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

use crate::text::{Foreign, search_key};

/// Reads names with commas of any kind between them.
pub fn names(text: &str) -> Vec<Foreign> {
    let names = text.split(['、', ',', '，', ';', '；']).map(str::trim).filter(|name| !name.is_empty());
    names.map(Foreign::from).collect()
}

/// Reads a whole number, in digits of any width.
pub fn whole_number(text: &str) -> Option<u32> {
    search_key(text).trim().parse().ok()
}

/// Reads a day: `2026-12-31`, `12-31` from `today` on, `12.31` and `12月31日` too, or `7d` and `7天` from today.
pub fn day(text: &str, today: Option<Date>) -> Option<Date> {
    let text = search_key(text);
    let text = text.trim();
    if let Some(days) = text.strip_suffix(['d', '天']).and_then(|days| days.trim().parse::<i64>().ok()) {
        let span: Span = days.days();
        return today?.checked_add(span).ok();
    }
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    match parts[..] {
        [year, month, day] => Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok(),
        [month, day] => {
            let today = today?;
            let in_year = |year| Date::new(year, month.parse().ok()?, day.parse().ok()?).ok();
            in_year(today.year()).filter(|date| *date >= today).or_else(|| in_year(today.year() + 1))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_read_as_they_are_said() {
        let today = Some(date(2026, 11, 28));
        for (text, expected) in [
            ("2026-12-31", Some(date(2026, 12, 31))),
            ("２０２６．１２．３１", Some(date(2026, 12, 31))),
            ("2027年1月5日", Some(date(2027, 1, 5))),
            ("12-31", Some(date(2026, 12, 31))),
            ("3月1日", Some(date(2027, 3, 1))),
            ("11-28", Some(date(2026, 11, 28))),
            ("7d", Some(date(2026, 12, 5))),
            ("10天", Some(date(2026, 12, 8))),
            ("13-40", None),
            ("年底", None),
            ("", None),
        ] {
            assert_eq!(day(text, today), expected, "{text}");
        }
        assert_eq!(day("7d", None), None);
    }

    #[test]
    fn names_stand_between_commas_of_any_kind() {
        let read = |text| names(text).iter().map(|name| name.raw().to_owned()).collect::<Vec<_>>();
        assert_eq!(read("甲、乙，丙 , 丁；"), ["甲", "乙", "丙", "丁"]);
        assert_eq!(read(" 、"), Vec::<String>::new());
    }
}
