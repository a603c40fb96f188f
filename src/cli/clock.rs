//! The clock of a run: the system's, or in builds with debug assertions the time that `FUPAN_NOW` fixes.

use std::ffi::OsStr;

use jiff::ZonedDateTime;

use super::failure::Failure;
use super::surroundings::Surroundings;
use crate::text::Foreign;

/// The variable with which tests fix the time.
const VARIABLE: &str = "FUPAN_NOW";

/// How the variable writes a time: with an offset, so that no database of zones is needed.
const FORM: &str = "%Y-%m-%dT%H:%M:%S%:z";

pub(super) type Clock = Box<dyn Fn() -> ZonedDateTime + Send + Sync>;

/// Returns the clock that `surroundings` ask for.
///
/// # Errors
///
/// The variable holds anything but a time of the form `2026-11-23T10:05:00+08:00`.
pub(super) fn clock(surroundings: &Surroundings) -> Result<Clock, Failure> {
    // What a released program records says when it was really recorded.
    match surroundings.environment.get(OsStr::new(VARIABLE)) {
        Some(value) if cfg!(debug_assertions) => {
            let bad = || Failure::BadClock { value: Foreign::from_bytes(value.as_encoded_bytes()) };
            let now = value.to_str().and_then(parse).ok_or_else(bad)?;
            Ok(Box::new(move || now.clone()))
        }
        _ => Ok(Box::new(ZonedDateTime::now)),
    }
}

/// Reads a time that is written in full.
fn parse(text: &str) -> Option<ZonedDateTime> {
    let time = ZonedDateTime::strptime(FORM, text).ok()?;
    (time.strftime(FORM).to_string() == text).then_some(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock_of(value: &str) -> Result<Clock, Failure> {
        let environment = [(VARIABLE.into(), value.into())].into();
        clock(&Surroundings { environment, ..Surroundings::default() })
    }

    #[test]
    fn a_fixed_time_stands_still_in_its_own_zone() {
        for text in ["2026-11-23T10:05:00+08:00", "2032-02-29T23:59:59+14:00", "2100-01-01T00:00:00-09:30"] {
            let clock = clock_of(text).unwrap_or_else(|failure| panic!("{text}: {failure:?}"));
            assert_eq!([clock(), clock()].map(|now| now.strftime(FORM).to_string()), [text, text]);
        }
    }

    #[test]
    fn a_time_that_is_not_written_in_full_is_refused() {
        for text in [
            "",
            "now",
            "2026-11-23",
            "2026-11-23T10:05:00",
            "2026-11-23T10:05:00Z",
            "2026-11-23T10:05:00+08",
            "2026-11-23T10:05+08:00",
            "2026-11-23 10:05:00+08:00",
            " 2026-11-23T10:05:00+08:00",
            "2026-11-23T10:05:00+08:00 ",
            "2026-1-23T10:05:00+08:00",
            "26-11-23T10:05:00+08:00",
            "2026-02-29T10:05:00+08:00",
            "2026-11-23T24:00:00+08:00",
            "2026-11-23T10:05:60+08:00",
            "2026-11-23T10:05:00+26:00",
            "2026-11-23T10:05:00+08:00[Asia/Shanghai]",
            "99999-11-23T10:05:00+08:00",
        ] {
            let Err(failure) = clock_of(text) else { panic!("{text} was accepted") };
            assert_eq!(failure, Failure::BadClock { value: text.into() });
        }
    }
}
