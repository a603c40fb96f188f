//! The time at which the tests take place: a fixed one, so that they hold on any day and in any zone.

#![allow(dead_code, reason = "no test file uses all of it")]

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, ZonedDateTime};

/// When every test begins. The variable `FUPAN_TEST_NOW` names another time.
const BEGIN: &str = "2026-11-23T10:05:00+08:00";

/// How times are written: as `FUPAN_NOW` has it.
pub(crate) const FORM: &str = "%Y-%m-%dT%H:%M:%S%:z";

/// Returns the time at which every test begins.
pub(crate) fn begin() -> ZonedDateTime {
    let chosen = std::env::var("FUPAN_TEST_NOW").ok();
    let text = chosen.as_deref().unwrap_or(BEGIN);
    ZonedDateTime::strptime(FORM, text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Returns the day that comes so many after the one on which every test begins: `2026-12-01`.
pub(crate) fn day_after(days: i64) -> String {
    const DAY: i64 = 24 * 60 * 60;
    begin().saturating_add(SignedDuration::from_secs(days * DAY)).strftime("%Y-%m-%d").to_string()
}

/// What the programs that a test starts take for the time: each finds it a second later than the one before, so that
/// what they record has the order in which it was recorded.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    started: AtomicI64,
}

impl Clock {
    /// Returns the variables that fix the time for the next program, be it fupan or git.
    pub(crate) fn variables(&self) -> [(&'static str, String); 3] {
        let seconds = self.started.fetch_add(1, Ordering::Relaxed);
        let now = begin().saturating_add(SignedDuration::from_secs(seconds));
        let now = now.strftime(FORM).to_string();
        ["FUPAN_NOW", "GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"].map(|name| (name, now.clone()))
    }
}
