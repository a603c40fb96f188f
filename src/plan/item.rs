//! A goal, a task or a named project, with everything the plan says of it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Citation, Field, FieldValue, ItemId, Localized, Metric, Place, StatusId};
use crate::text::Foreign;

/// What an entry of the plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Goal,
    Task,
    Project,
}

impl Kind {
    /// Returns the word used in plan files, queries and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Goal => "goal",
            Self::Task => "task",
            Self::Project => "project",
        }
    }
}

/// How far the work itself is, as the plan says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Progress {
    Planned,
    Underway,
    Done,
    Paused,
    Dropped,
}

impl Progress {
    pub const ALL: [Self; 5] = [Self::Planned, Self::Underway, Self::Done, Self::Paused, Self::Dropped];

    /// Returns the word used in plan files, queries and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Underway => "underway",
            Self::Done => "done",
            Self::Paused => "paused",
            Self::Dropped => "dropped",
        }
    }

    /// Finds the progress that is called `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|progress| progress.name() == name)
    }
}

/// A copy of the verdict that stands in the file for its readers. Nothing is computed from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// `None` where what stands there is no text.
    pub status: Option<StatusId>,
    pub place: Place,
}

/// Where the values of those keys of an item stand that name other things; nothing of a key that is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyPlaces {
    pub seed: Option<Place>,
    pub related: Option<Place>,
    pub was: Option<Place>,
}

/// One item of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub id: ItemId,
    pub kind: Kind,
    /// The index of the area it belongs to.
    pub area: usize,
    /// The index of the item it hangs under; `None` for a goal.
    pub parent: Option<usize>,
    pub title: Localized,
    pub text: Option<Localized>,
    pub owner: Vec<Foreign>,
    /// Those who take part.
    pub with: Vec<Foreign>,
    pub start: Option<Date>,
    pub due: Option<Date>,
    pub progress: Option<Progress>,
    pub metric: Option<Metric>,
    pub seed: Vec<Citation>,
    pub related: Vec<ItemId>,
    /// Ids this item had before; marks made under them are its marks.
    pub was: Vec<ItemId>,
    /// Values of the fields that the strategy defines itself.
    pub own: BTreeMap<String, FieldValue>,
    pub published: Option<Published>,
    pub place: Place,
    pub keys: KeyPlaces,
    /// True where a part of the item could not be read, so that what is shown may not be the whole wording.
    pub damaged: bool,
}

impl Item {
    /// Returns what the item says in `field`; `None` where it says nothing.
    pub fn value(&self, field: &Field) -> Option<FieldValue> {
        let list = |list: &Vec<Foreign>| (!list.is_empty()).then(|| FieldValue::List(list.clone()));
        match field {
            Field::Title => Some(FieldValue::Localized(self.title.clone())),
            Field::Text => self.text.clone().map(FieldValue::Localized),
            Field::Owner => list(&self.owner),
            Field::With => list(&self.with),
            Field::Start => self.start.map(FieldValue::Date),
            Field::Due => self.due.map(FieldValue::Date),
            Field::Progress => self.progress.map(|progress| FieldValue::Text(progress.name().into())),
            Field::MetricTarget => {
                let metric = self.metric.as_ref()?;
                Some(FieldValue::Target {
                    name: metric.name.clone(),
                    unit: metric.unit.clone(),
                    reading: metric.target?,
                })
            }
            Field::Own(name) => self.own.get(name).cloned(),
        }
    }
}
