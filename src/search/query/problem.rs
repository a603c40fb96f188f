//! What can be wrong with a query, with what was probably meant. Knows no sentences.

use std::ops::Range;

use super::QueryField;

/// Something wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryProblem {
    pub fault: QueryFault,
    /// The bytes of the query that are at fault.
    pub span: Range<usize>,
}

/// What is wrong. The catalogues know each as `query-<name>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryFault {
    UnknownField {
        name: String,
        nearest: Option<QueryField>,
    },
    /// A field without a value.
    NoValue {
        field: QueryField,
    },
    UnknownValue {
        field: QueryField,
        value: String,
        nearest: Option<String>,
        /// What it can be, where that is a short list.
        known: Vec<String>,
    },
    /// Not a year, a month or a day.
    BadDay {
        field: QueryField,
        value: String,
    },
    /// Only days can be compared with `<` and `>`.
    NotADay {
        field: QueryField,
    },
    /// What changed since this version is not known yet: it has to be compared, and asked again then.
    NotCompared {
        revision: String,
    },
    /// No version is called so.
    NoVersion {
        value: String,
        nearest: Option<String>,
    },
    /// The history begins later.
    BeforeFirst {
        value: String,
    },
    /// This clone does not hold the part of the history that is so old.
    Cut {
        value: String,
    },
    /// There is no history to compare with.
    NoHistory,
    /// `by:me` while nobody has said who they are.
    NobodyIsMe,
    /// More than anybody would ask.
    TooLong,
    /// A saved query that asks for itself, perhaps through others.
    InItself {
        name: String,
    },
    /// In a saved query.
    InSaved {
        name: String,
        fault: Box<Self>,
    },
}

impl QueryFault {
    /// Returns the name in the catalogues.
    pub fn name(&self) -> &'static str {
        match self {
            Self::UnknownField { nearest: None, .. } => "unknown-field",
            Self::UnknownField { .. } => "unknown-field-near",
            Self::NoValue { .. } => "no-value",
            Self::UnknownValue { nearest: None, known, .. } if known.is_empty() => "unknown-value",
            Self::UnknownValue { nearest: None, .. } => "unknown-value-known",
            Self::UnknownValue { .. } => "unknown-value-near",
            Self::BadDay { .. } => "bad-day",
            Self::NotADay { .. } => "not-a-day",
            Self::NotCompared { .. } => "not-compared",
            Self::NoVersion { nearest: None, .. } => "no-version",
            Self::NoVersion { .. } => "no-version-near",
            Self::BeforeFirst { .. } => "before-first",
            Self::Cut { .. } => "cut",
            Self::NoHistory => "no-history",
            Self::NobodyIsMe => "nobody-is-me",
            Self::TooLong => "too-long",
            Self::InItself { .. } => "in-itself",
            Self::InSaved { .. } => "in-saved",
        }
    }

    /// Returns the version that has to be compared before the query can be answered.
    pub fn waits_for(&self) -> Option<&str> {
        match self {
            Self::NotCompared { revision } => Some(revision),
            Self::InSaved { fault, .. } => fault.waits_for(),
            _ => None,
        }
    }

    /// Makes the fault of a `value` that is none of those known, each with all of its names, the one to be told first.
    pub(super) fn unknown_value(field: QueryField, value: String, known: &[Vec<String>]) -> Self {
        let names = known.iter().flatten().map(String::as_str);
        let nearest = nearest(&value, names).map(str::to_owned);
        let first = known.iter().filter_map(|names| names.first().cloned());
        let known = if known.len() <= MOST_NAMED { first.collect() } else { Vec::new() };
        Self::UnknownValue { field, value, nearest, known }
    }
}

/// How many possible values are named at most.
const MOST_NAMED: usize = 12;

/// Below this likeness (Jaro–Winkler, 0 to 1) nothing is suggested: one of two characters is enough.
const LIKE: f64 = 0.66;

/// Returns the one of `known` that is spelled most like `text`.
fn nearest<'a>(text: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = text.to_lowercase();
    let likeness = |candidate: &str| strsim::jaro_winkler(&wanted, &candidate.to_lowercase());
    known
        .map(|candidate| (likeness(candidate), candidate))
        .filter(|(like, _)| *like > LIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// Returns the field whose name is spelled most like `name`.
pub(super) fn nearest_field(name: &str) -> Option<QueryField> {
    let names = QueryField::ALL.into_iter().flat_map(QueryField::names);
    nearest(name, names).and_then(QueryField::named)
}
