//! Words of an item that a note is about: where they stand, and whether they still do.

use super::Note;
use crate::plan::{Field, FieldValue, Item, Plan};
use crate::text::{Foreign, folded};

/// Words of an item, as they stand in one of its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    pub field: Field,
    pub words: String,
}

impl Quote {
    /// Finds `words` in a covered field of item `index`; white space makes no difference, for lines break where they like.
    pub fn find(plan: &Plan, index: usize, words: &str) -> Option<Self> {
        let texts = covered_texts(plan, index);
        let (field, _) = texts.into_iter().find(|(_, text)| holds(text, words))?;
        Some(Self { field, words: words.trim().to_owned() })
    }
}

impl Note {
    /// Tells whether the words it is about stand no longer in item `index`.
    pub fn is_quote_gone(&self, plan: &Plan, index: usize) -> bool {
        let Some(quote) = &self.quote else { return false };
        let item = &plan.items[index];
        let named = self.field.iter().flat_map(|name| texts(item, &Field::named(name)));
        !named
            .chain(covered_texts(plan, index).into_iter().map(|(_, text)| text))
            .any(|text| holds(&text, quote.raw()))
    }
}

/// Returns every text that item `index` has in a covered field.
pub fn covered_texts(plan: &Plan, index: usize) -> Vec<(Field, Foreign)> {
    let item = &plan.items[index];
    let of = |field: Field| texts(item, &field).into_iter().map(move |text| (field.clone(), text));
    plan.strategy.covered().into_iter().flat_map(of).collect()
}

fn texts(item: &Item, field: &Field) -> Vec<Foreign> {
    match item.value(field) {
        None => Vec::new(),
        Some(FieldValue::Localized(text)) => text.iter().map(|(_, text)| text.clone()).collect(),
        Some(FieldValue::Text(text)) => vec![text],
        Some(FieldValue::List(list)) => list,
        Some(FieldValue::Date(day)) => vec![day.to_string().into()],
        Some(FieldValue::Number(number)) => vec![number.to_string().into()],
        Some(FieldValue::Target { name, unit, reading }) => {
            let unit = unit.as_ref().map(Foreign::raw).unwrap_or_default();
            let figure = format!("{} {unit}", reading.value).trim_end().to_owned();
            let year = reading.year.map(|year| year.to_string());
            let names = name.iter().map(|(_, name)| name.clone());
            names.chain([figure.into()]).chain(year.map(Foreign::from)).collect()
        }
    }
}

fn holds(text: &Foreign, words: &str) -> bool {
    let bare = |text: &str| folded(text).chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let words = bare(words);
    !words.is_empty() && bare(text.raw()).contains(&words)
}
