//! The fields of an item by name: those of every plan, and those a strategy defines itself.

use jiff::civil::Date;

use super::{Localized, Number, Reading};
use crate::text::Foreign;

/// A field that a mark can cover.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Title,
    Text,
    Owner,
    With,
    Start,
    Due,
    Progress,
    MetricTarget,
    /// A field that the strategy defines.
    Own(String),
}

impl Field {
    /// The fields a mark covers where the strategy does not say otherwise (`docs/format.md`, "Fingerprint").
    pub const COVERED: [Self; 6] =
        [Self::Title, Self::Text, Self::Owner, Self::With, Self::Due, Self::MetricTarget];

    /// The fields that every plan has.
    pub const FIXED: [Self; 8] = [
        Self::Title,
        Self::Text,
        Self::Owner,
        Self::With,
        Self::Start,
        Self::Due,
        Self::Progress,
        Self::MetricTarget,
    ];

    /// Returns the name used in `covers`, in a mark and in the fingerprint.
    pub fn name(&self) -> &str {
        match self {
            Self::Title => "title",
            Self::Text => "text",
            Self::Owner => "owner",
            Self::With => "with",
            Self::Start => "start",
            Self::Due => "due",
            Self::Progress => "progress",
            Self::MetricTarget => "metric.target",
            Self::Own(name) => name,
        }
    }

    /// Returns the field called `name`; any name that is not fixed is a field of the strategy's own.
    pub fn named(name: &str) -> Self {
        Self::FIXED
            .into_iter()
            .find(|field| field.name() == name)
            .unwrap_or_else(|| Self::Own(name.to_owned()))
    }
}

/// What a field says.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldValue {
    Localized(Localized),
    Text(Foreign),
    List(Vec<Foreign>),
    Date(Date),
    Number(Number),
    Target { name: Localized, unit: Option<Foreign>, reading: Reading },
}

/// What a field of the strategy's own holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnFieldKind {
    Text,
    Number,
    Date,
    List,
}

impl OwnFieldKind {
    pub const ALL: [Self; 4] = [Self::Text, Self::Number, Self::Date, Self::List];

    /// Returns the word used in `strategy.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Date => "date",
            Self::List => "list",
        }
    }
}

/// A field that the strategy defines itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnField {
    pub name: String,
    pub label: Localized,
    pub kind: OwnFieldKind,
    /// Whether marks cover it.
    pub covered: bool,
}
