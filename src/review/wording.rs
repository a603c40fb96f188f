//! The exact words a mark covers: the covered fields of an item as they stood when it was read.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::plan::{Field, FieldValue, Item, Localized};
use crate::text::{Foreign, folded};

/// Covered fields by name, with what they said. A field that says nothing is absent.
#[derive(Clone, Debug, Default)]
pub struct Wording(BTreeMap<String, FieldValue>);

/// Wordings are one where they have one fingerprint.
impl PartialEq for Wording {
    fn eq(&self, other: &Self) -> bool {
        self.differing(other).is_empty()
    }
}

impl Wording {
    /// Reads the `covered` fields of `item`.
    pub fn of(item: &Item, covered: &[Field]) -> Self {
        let said = covered.iter().filter_map(|field| Some((field.name().to_owned(), item.value(field)?)));
        Self(said.collect())
    }

    /// Reads the fields of `item` that a fact `covers`; the default ones where it names none.
    pub fn covering(item: &Item, covers: Option<&[String]>) -> Self {
        match covers {
            Some(names) => Self::of(item, &names.iter().map(|name| Field::named(name)).collect::<Vec<_>>()),
            None => Self::of(item, &Field::COVERED),
        }
    }

    /// Takes the fields of a record.
    pub fn new(fields: BTreeMap<String, FieldValue>) -> Self {
        Self(fields)
    }

    /// Returns name and value of each field, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &FieldValue)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Returns what the field called `name` says.
    pub(super) fn get(&self, name: &str) -> Option<&FieldValue> {
        self.0.get(name)
    }

    /// Returns the names of the fields in which `other` says something else, sorted.
    pub(super) fn differing<'a>(&'a self, other: &'a Self) -> BTreeSet<&'a str> {
        let names = self.0.keys().chain(other.0.keys()).map(String::as_str);
        names.filter(|name| self.get(name).map(json) != other.get(name).map(json)).collect()
    }

    /// Writes what a fingerprint is computed over: a line a field, sorted by name, `name=` and its value as JSON.
    pub fn canonical(&self) -> String {
        let mut lines = String::new();
        for (name, value) in &self.0 {
            writeln!(lines, "{name}={}", json(value)).expect("a String takes all that is written");
        }
        lines
    }
}

fn json(value: &FieldValue) -> String {
    match value {
        FieldValue::Localized(texts) => localized(texts),
        FieldValue::Text(text) => string(text.raw()),
        FieldValue::List(list) => {
            format!("[{}]", list.iter().map(|text| string(text.raw())).collect::<Vec<_>>().join(","))
        }
        FieldValue::Date(date) => string(&date.to_string()),
        FieldValue::Number(number) => number.to_string(),
        FieldValue::Target { name, unit, reading } => {
            let name = (!name.is_empty()).then(|| format!("\"name\":{}", localized(name)));
            let unit = unit.as_ref().map(|unit| format!("\"unit\":{}", string(unit.raw())));
            let value = Some(format!("\"value\":{}", reading.value));
            let year = reading.year.map(|year| format!("\"year\":{year}"));
            format!("{{{}}}", [name, unit, value, year].into_iter().flatten().collect::<Vec<_>>().join(","))
        }
    }
}

fn localized(texts: &Localized) -> String {
    let sorted: BTreeMap<&str, &Foreign> = texts.iter().collect();
    let pairs = sorted.iter().map(|(tag, text)| format!("{}:{}", string(tag), string(text.raw())));
    format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
}

fn string(text: &str) -> String {
    serde_json::to_string(&folded(text)).expect("a string is always JSON")
}
