//! `changed:7d`, `changed:v1`: what changed since a version of the plan. Knows how a version is asked for and what came
//! of it; comparing is left to whoever can read versions.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Condition, QueryFault, Subject};
use crate::plan::{ItemId, calendar};

/// The items that changed since versions, by how each is asked for: a commit, tag, branch or day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Since(BTreeMap<String, Result<BTreeSet<ItemId>, NoVersion>>);

/// Why nobody can say what changed since a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoVersion {
    /// Nothing is called so; what is called most alike.
    Unknown { nearest: Option<String> },
    /// The history begins later.
    BeforeFirst,
    /// It is older than all that this clone holds of a longer history.
    Cut,
    /// There is no history to ask.
    NoHistory,
}

static NOTHING: Since = Since(BTreeMap::new());

impl Since {
    /// Knows of no version yet.
    pub fn nothing() -> &'static Self {
        &NOTHING
    }

    /// Takes in what changed since `revision`, and tells whether that is news.
    pub fn insert(&mut self, revision: String, found: Result<BTreeSet<ItemId>, NoVersion>) -> bool {
        let known = self.0.get(&revision) == Some(&found);
        self.0.insert(revision, found);
        !known
    }

    /// Returns the versions that were asked for.
    pub fn revisions(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// Reads what `changed:` asks for.
pub(super) fn changed(values: &[String], subject: &Subject<'_>) -> Result<Condition, QueryFault> {
    let mut items = BTreeSet::new();
    for value in values {
        let revision = revision(value, subject.today);
        match subject.since.0.get(&revision) {
            None => return Err(QueryFault::NotCompared { revision }),
            Some(Ok(found)) => items.extend(found.iter().cloned()),
            Some(Err(NoVersion::Unknown { nearest })) => {
                return Err(QueryFault::NoVersion { value: value.clone(), nearest: nearest.clone() });
            }
            // So many days ago there was nothing yet, so that all there is has come since.
            Some(Err(NoVersion::BeforeFirst)) if calendar::days(value).is_some() => {
                items.extend(subject.plan.items.iter().map(|item| item.id.clone()));
            }
            Some(Err(NoVersion::Cut)) => return Err(QueryFault::Cut { value: value.clone() }),
            Some(Err(NoVersion::BeforeFirst)) => {
                return Err(QueryFault::BeforeFirst { value: value.clone() });
            }
            Some(Err(NoVersion::NoHistory)) => return Err(QueryFault::NoHistory),
        }
    }
    Ok(Condition::Changed(items))
}

/// Turns a number of days or weeks into the day that lies as long ago; anything else is a name for git, as is a number
/// that reaches back behind every calendar.
fn revision(value: &str, today: Option<Date>) -> String {
    let day = calendar::days(value).zip(today).and_then(|(days, today)| calendar::days_before(today, days));
    day.map_or_else(|| value.to_owned(), |day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_and_weeks_are_counted_back_from_today() {
        let today = Some(date(2026, 3, 3));
        for (value, expected) in [
            ("7d", "2026-02-24"),
            ("7天", "2026-02-24"),
            ("２周", "2026-02-17"),
            ("0d", "2026-03-03"),
            ("2026-01-01", "2026-01-01"),
            ("v1", "v1"),
            ("d", "d"),
            ("20000d", "1971-05-31"),
            ("99999999d", "99999999d"),
            ("9999999999999999999999w", "9999999999999999999999w"),
            ("origin/main", "origin/main"),
        ] {
            assert_eq!(revision(value, today), expected, "{value}");
        }
        assert_eq!(revision("7d", None), "7d");
    }
}
