//! What items and areas say, field by field, old and new. Knows every field of both, not only those a mark covers.

use std::collections::BTreeMap;

use super::{Change, Difference, First, Said};
use crate::plan::{Area, Field, FieldValue, Item, ItemId, Localized, Progress, Reading};
use crate::review::Wording;
use crate::text::Foreign;

/// A field of an item or of an area, in the order in which changes are told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemField {
    Kind,
    Title,
    Text,
    Progress,
    Owner,
    With,
    Start,
    Due,
    MetricName,
    MetricUnit,
    Baseline,
    Target,
    Now,
    Seed,
    Related,
    Was,
    /// A field that the strategy defines.
    Own(String),
}

/// Where what a mark covers is told.
impl From<Field> for ItemField {
    fn from(field: Field) -> Self {
        match field {
            Field::Title => Self::Title,
            Field::Text => Self::Text,
            Field::Owner => Self::Owner,
            Field::With => Self::With,
            Field::Start => Self::Start,
            Field::Due => Self::Due,
            Field::Progress => Self::Progress,
            Field::MetricTarget => Self::Target,
            Field::Own(name) => Self::Own(name),
        }
    }
}

/// A field that says something else than before.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    pub field: ItemField,
    /// The tag of the language, where the field is a text in several.
    pub language: Option<String>,
    /// `None` where the field says nothing.
    pub said: Change<Option<Said>>,
}

impl FieldChange {
    /// Returns how far the two sides are apart.
    pub fn difference(&self) -> Option<Difference> {
        self.said.difference((self.field == ItemField::Owner).then_some(First::Leads))
    }
}

impl ItemField {
    /// Returns the name used in plan files and JSON.
    pub fn name(&self) -> &str {
        match self {
            Self::Kind => "kind",
            Self::Title => "title",
            Self::Text => "text",
            Self::Progress => "progress",
            Self::Owner => "owner",
            Self::With => "with",
            Self::Start => "start",
            Self::Due => "due",
            Self::MetricName => "metric.name",
            Self::MetricUnit => "metric.unit",
            Self::Baseline => "metric.baseline",
            Self::Target => "metric.target",
            Self::Now => "metric.now",
            Self::Seed => "seed",
            Self::Related => "related",
            Self::Was => "was",
            Self::Own(name) => name,
        }
    }
}

/// What one side says, by field and language.
#[derive(Debug, Default)]
struct Sayings(BTreeMap<(ItemField, Option<String>), Said>);

impl Sayings {
    fn put(&mut self, field: ItemField, said: Option<Said>) {
        if let Some(said) = said {
            self.0.insert((field, None), said);
        }
    }

    fn texts(&mut self, field: &ItemField, texts: &Localized) {
        for (tag, text) in texts.iter() {
            self.0.insert((field.clone(), Some(tag.to_owned())), Said::Text(text.clone()));
        }
    }

    fn list(&mut self, field: ItemField, texts: Vec<Foreign>) {
        self.put(field, (!texts.is_empty()).then_some(Said::List(texts)));
    }
}

fn of_item(item: &Item, other: &Item) -> Sayings {
    let mut saying = Sayings::default();
    saying.put(ItemField::Kind, Some(Said::Kind(item.kind)));
    saying.texts(&ItemField::Title, &item.title);
    if let Some(text) = &item.text {
        saying.texts(&ItemField::Text, text);
    }
    saying.put(ItemField::Progress, item.progress.map(Said::Progress));
    saying.list(ItemField::Owner, item.owner.clone());
    saying.list(ItemField::With, item.with.clone());
    saying.put(ItemField::Start, item.start.map(Said::Date));
    saying.put(ItemField::Due, item.due.map(Said::Date));
    if let Some(metric) = &item.metric {
        saying.texts(&ItemField::MetricName, &metric.name);
        saying.put(ItemField::MetricUnit, metric.unit.clone().map(Said::Text));
        let said = |reading: Option<Reading>| {
            reading.map(|reading| Said::Reading { reading, unit: metric.unit.clone() })
        };
        saying.put(ItemField::Baseline, said(metric.baseline));
        saying.put(ItemField::Target, said(metric.target));
        saying.put(ItemField::Now, said(metric.now));
    }
    saying.list(ItemField::Seed, item.seed.iter().map(|citation| citation.to_string().into()).collect());
    saying.list(ItemField::Related, item.related.iter().map(Foreign::from).collect());
    // That it keeps the id it had is told as a new id.
    let explained = |id: &&ItemId| **id != other.id && **id != item.id;
    saying.list(ItemField::Was, item.was.iter().filter(explained).map(Foreign::from).collect());
    for (name, value) in &item.own {
        own(&mut saying, ItemField::Own(name.clone()), value);
    }
    saying
}

fn own(saying: &mut Sayings, field: ItemField, value: &FieldValue) {
    let said = match value {
        FieldValue::Localized(texts) => return saying.texts(&field, texts),
        FieldValue::Text(text) => Said::Text(text.clone()),
        FieldValue::List(list) => Said::List(list.clone()),
        FieldValue::Date(date) => Said::Date(*date),
        FieldValue::Number(number) => Said::Number(*number),
        FieldValue::Target { name, unit, reading } => {
            saying.texts(&ItemField::MetricName, name);
            saying.put(ItemField::MetricUnit, unit.clone().map(Said::Text));
            Said::Reading { reading: *reading, unit: unit.clone() }
        }
    };
    saying.put(field, Some(said));
}

/// Takes what a record says of an item: names of fields as a mark covers them.
fn of_wording(wording: &Wording) -> Sayings {
    let mut saying = Sayings::default();
    for (name, value) in wording.iter() {
        let field = ItemField::from(Field::named(name));
        match (&field, value) {
            (ItemField::Progress, FieldValue::Text(word)) => {
                let known = Progress::ALL.into_iter().find(|progress| progress.name() == word.raw());
                saying.put(field, Some(known.map_or_else(|| Said::Text(word.clone()), Said::Progress)));
            }
            _ => own(&mut saying, field, value),
        }
    }
    saying
}

/// Returns what of a wording that was read is said otherwise in `new`.
pub fn of_wordings(old: &Wording, new: &Wording) -> Vec<FieldChange> {
    changes(of_wording(old), of_wording(new), Change::default())
}

fn of_area(area: &Area) -> Sayings {
    let mut saying = Sayings::default();
    saying.texts(&ItemField::Title, &area.title);
    if let Some(text) = &area.text {
        saying.texts(&ItemField::Text, text);
    }
    saying.list(ItemField::Owner, area.owner.clone());
    saying.list(ItemField::Seed, area.seed.iter().map(|citation| citation.to_string().into()).collect());
    saying
}

/// One thing an item or an area says.
#[derive(Clone, Debug, PartialEq)]
pub struct Saying {
    pub field: ItemField,
    /// The tag of the language, where the field is a text in several.
    pub language: Option<String>,
    pub said: Said,
}

/// Returns all that an item says, in the order in which changes are told.
pub fn said_by_item(item: &Item) -> Vec<Saying> {
    told(of_item(item, item))
}

/// Returns all that a wording says that was read, in the order in which changes are told.
pub fn said_by_wording(wording: &Wording) -> Vec<Saying> {
    told(of_wording(wording))
}

/// Returns all that an area says itself.
pub fn said_by_area(area: &Area) -> Vec<Saying> {
    told(of_area(area))
}

fn told(sayings: Sayings) -> Vec<Saying> {
    sayings.0.into_iter().map(|((field, language), said)| Saying { field, language, said }).collect()
}

/// Returns what two items say otherwise.
///
/// Where one of them could not be read whole, only what both say is compared.
pub(super) fn of_items(old: &Item, new: &Item) -> Vec<FieldChange> {
    let (mut was, mut is) = (of_item(old, new), of_item(new, old));
    let damaged = Change { old: old.damaged, new: new.damaged };
    without_stand_in(&mut was, old.damaged, old.id.slug());
    without_stand_in(&mut is, new.damaged, new.id.slug());
    changes(was, is, damaged)
}

/// Returns what two areas say otherwise, apart from their ids; `unsure` sides could not be read whole.
pub(super) fn of_areas(old: &Area, new: &Area) -> Vec<FieldChange> {
    let (mut was, mut is) = (of_area(old), of_area(new));
    let broken = Change { old: old.broken, new: new.broken };
    without_stand_in(&mut was, old.broken, old.id.as_str());
    without_stand_in(&mut is, new.broken, new.id.as_str());
    changes(was, is, broken)
}

/// Where a title could not be read, the id stands in for it, and says nothing.
fn without_stand_in(saying: &mut Sayings, unsure: bool, id: &str) {
    if unsure {
        let stands_in = |said: &Said| matches!(said, Said::Text(text) if text.raw() == id);
        saying.0.retain(|(field, _), said| *field != ItemField::Title || !stands_in(said));
    }
}

fn changes(mut old: Sayings, mut new: Sayings, unsure: Change<bool>) -> Vec<FieldChange> {
    let names: std::collections::BTreeSet<_> = old.0.keys().chain(new.0.keys()).cloned().collect();
    let change = |name: (ItemField, Option<String>)| {
        let said = Change { old: old.0.remove(&name), new: new.0.remove(&name) };
        let same = match (&said.old, &said.new) {
            (Some(old), Some(new)) => old.means(new),
            // What one side does not say it may say where it cannot be read; and half a line may read as something new.
            _ => unsure.old || unsure.new,
        };
        let (field, language) = name;
        (!same).then_some(FieldChange { field, language, said })
    };
    names.into_iter().filter_map(change).collect()
}
