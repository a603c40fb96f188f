//! Days as they are typed, and all arithmetic on dates.
//!
//! Every operation is checked: what lies outside the years 1 to 9999 is `None`, never a panic and never another day.
//! `.clippy.toml` and `tests/layers.rs` keep date arithmetic in this file.

use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::{Offset, TimeZone};
use jiff::{Span, Timestamp, ZonedDateTime};

use crate::text::half_width;

#[cfg(test)]
mod tests;

/// After so many years 29 February has come round again, also across a year such as 2100.
const LONGEST_WAIT: i16 = 8;

/// A year, a month or a day: its first and its last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub first: Date,
    pub last: Date,
}

/// How far apart two days are; negative where the second is earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    Months(i32),
    Days(i32),
}

/// Why the calendar has no day that is written with its year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoDay {
    /// There is no such month.
    Month,
    /// The month, as in `2026-05`, has fewer days, or the day is its zeroth.
    Day { month: String, days: usize },
}

impl NoDay {
    /// Looks at the day with which `text` begins; `None` where there is such a day, or none is written.
    pub fn of(text: &str) -> Option<Self> {
        let Written { year: Some(year), month: Some(month), day: Some(day) } =
            Written::read(text.get(..10)?)?
        else {
            return None;
        };
        let Some(first) = date(year, month, 1) else { return Some(Self::Month).filter(|_| year > 0) };
        let days = first.days_in_month().unsigned_abs().into();
        date(year, month, day).is_none().then(|| Self::Day { month: format!("{year:04}-{month:02}"), days })
    }
}

/// Returns the day with these numbers, if the calendar has it.
pub fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok().filter(|date| date.year() > 0)
}

/// Returns the offset, in seconds east of the time of the whole world, that a moment is written with:
/// `2026-11-23T10:05:00+08:00`.
pub fn offset_of(moment: &str) -> Option<i32> {
    let pieces = DateTimeParser::new().parse_pieces(moment).ok()?;
    Some(pieces.to_numeric_offset()?.seconds())
}

/// Returns what clocks show at `moment` where they are `offset` seconds ahead of the time of the whole world.
pub fn clock_at(moment: Timestamp, offset: i32) -> Option<DateTime> {
    Some(Offset::from_seconds(offset).ok()?.to_datetime(moment))
}

/// Reads a day with its year: `2026-12-31`, `2026.12.31`, `2026/12/31`, `2026年12月31日`, in digits of either width.
pub fn full_day(text: &str) -> Option<Date> {
    match Written::read(text)? {
        Written { year: Some(year), month: Some(month), day: Some(day) } => date(year, month, day),
        _ => None,
    }
}

/// Reads a day from `today` on: as [`full_day`] does, `12-31` or `12月31日` for the next such day, or `7d`, `7天`, `2w`,
/// `2周` for the day that comes after so many.
pub fn coming_day(text: &str, today: Option<Date>) -> Option<Date> {
    // A 7日 would be the seventh as much as seven days.
    if let Some(days) = days(text).filter(|_| !text.trim_end().ends_with('日')) {
        return today.and_then(|today| days_after(today, days));
    }
    match Written::read(text)? {
        Written { year: None, month: Some(month), day: Some(day) } => {
            let today = today?;
            let years = today.year()..=today.year().saturating_add(LONGEST_WAIT);
            years.filter_map(|year| date(year, month, day)).find(|date| *date >= today)
        }
        _ => full_day(text),
    }
}

/// Reads a year, a month or a day: `2026`, `2026-12`, `2026年12月`, `2026-12-31`.
pub fn period(text: &str) -> Option<Period> {
    match Written::read(text)? {
        Written { year: Some(year), month: None, day: None } => {
            Some(Period { first: date(year, 1, 1)?, last: date(year, 12, 31)? })
        }
        Written { year: Some(year), month: Some(month), day: None } => {
            let first = date(year, month, 1)?;
            Some(Period { first, last: first.last_of_month() })
        }
        Written { year: Some(year), month: Some(month), day: Some(day) } => {
            let day = date(year, month, day)?;
            Some(Period { first: day, last: day })
        }
        _ => None,
    }
}

/// Reads a number of days: `7d`, `7天`, `7日`, `1w`, `1周`. A number too big for any calendar is [`u32::MAX`].
pub fn days(text: &str) -> Option<u32> {
    let text: String = text.trim().chars().map(half_width).collect();
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let each = match text.strip_prefix(digits)? {
        "d" | "D" | "天" | "日" => 1,
        "w" | "W" | "周" => 7,
        _ => return None,
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(digits.parse::<u32>().map_or(u32::MAX, |count| count.saturating_mul(each)))
}

/// Returns the day that comes `days` after `day`.
pub fn days_after(day: Date, days: u32) -> Option<Date> {
    day.checked_add(span(days)?).ok()
}

/// Returns the day that lies `days` before `day`.
pub fn days_before(day: Date, days: u32) -> Option<Date> {
    day.checked_sub(span(days)?).ok().filter(|date| date.year() > 0)
}

/// Returns the second that lies `days` before `now`, counted from 1970.
pub fn second_before(now: &ZonedDateTime, days: u32) -> Option<i64> {
    now.checked_sub(span(days)?).ok().map(|then| then.timestamp().as_second())
}

/// Returns the last second of `day` in `zone`, counted from 1970.
pub fn last_second(day: Date, zone: &TimeZone) -> i64 {
    let end = day.to_datetime(Time::MAX).to_zoned_datetime(zone.clone()).map(|end| end.timestamp());
    // In some zones the last day of the year 9999 ends later than any moment there is.
    end.unwrap_or(Timestamp::MAX).as_second()
}

/// Returns whole months where both days have one number or both end their month, else days.
pub fn distance(from: Date, to: Date) -> Distance {
    let ends_month = |date: Date| date.day() == date.days_in_month();
    let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    let whole = from.day() == to.day() || (ends_month(from) && ends_month(to));
    match months(to) - months(from) {
        count if whole && count != 0 => Distance::Months(count),
        _ => Distance::Days(from.until(to).map_or(0, |span| span.get_days())),
    }
}

fn span(days: u32) -> Option<Span> {
    Span::new().try_days(days).ok()
}

/// The numbers of a day as they are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Written {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
}

impl Written {
    /// Reads numbers between signs of one kind, or each before its own sign, and nothing else. A year has four digits.
    fn read(text: &str) -> Option<Self> {
        let text: String = text.trim().chars().map(half_width).collect();
        if text.contains(['年', '月', '日', '号']) {
            return Self::named(&text);
        }
        let sign = text.chars().find(|c| !c.is_ascii_digit()).unwrap_or('-');
        if !matches!(sign, '-' | '.' | '/') {
            return None;
        }
        let parts: Vec<&str> = text.split(sign).collect();
        let (year, rest) = match parts.as_slice() {
            [first, rest @ ..] if first.len() == 4 => (Some(year(first)?), rest),
            rest => (None, rest),
        };
        match (year, rest) {
            (Some(_), []) => Some(Self { year, month: None, day: None }),
            (Some(_), [month]) => Some(Self { year, month: Some(small(month)?), day: None }),
            (_, [month, day]) => Some(Self { year, month: Some(small(month)?), day: Some(small(day)?) }),
            _ => None,
        }
    }

    /// Reads `2026年12月31日`, or a part of it; the last sign may be left out after a month.
    fn named(text: &str) -> Option<Self> {
        let (first, rest) = text.split_once('年').map_or((None, text), |(first, rest)| (Some(first), rest));
        let (second, rest) =
            rest.split_once('月').map_or((None, rest), |(second, rest)| (Some(second), rest));
        let third = rest.strip_suffix(['日', '号']).unwrap_or(rest);
        if second.is_none() && !rest.is_empty() {
            return None;
        }
        let year = if let Some(text) = first { Some(year(text)?) } else { None };
        let month = if let Some(text) = second { Some(small(text)?) } else { None };
        let day = if rest.is_empty() { None } else { Some(small(third)?) };
        Some(Self { year, month, day })
    }
}

fn year(text: &str) -> Option<i16> {
    digits(text, 4..=4)
}

fn small(text: &str) -> Option<i8> {
    digits(text, 1..=2)
}

/// Reads a number of so many digits.
fn digits<N: std::str::FromStr>(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<N> {
    let plain = length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}
