//! Clashes in the form scripts read.

use serde::Serialize;

use crate::job::Sides;
use crate::merge::{Change, Clash, ClashKind, Dropped, Version};
use crate::text::Foreign;
use crate::words::Words;

/// What the two sides of a merge are.
#[derive(Debug, Serialize)]
pub struct SidesEntry {
    /// As the words for people name them.
    ours: String,
    theirs: String,
}

/// Something to choose between.
#[derive(Debug, Serialize)]
pub struct ClashEntry {
    /// As `--choose` takes it.
    id: String,
    kind: &'static str,
    file: String,
    /// Other files that are chosen with it.
    also: Vec<String>,
    items: Vec<String>,
    /// The key of a field, for example `due` or `title.zh`; null for all other kinds.
    field: Option<String>,
    /// What was there before; null where there was nothing.
    base: Option<String>,
    ours: VersionEntry,
    theirs: VersionEntry,
}

/// What one side has.
#[derive(Debug, Serialize)]
struct VersionEntry {
    /// Null where the side has nothing.
    value: Option<String>,
    /// Null where it is not known.
    author: Option<String>,
    date: Option<String>,
    /// The changes of the other side that go where this one is chosen.
    drops: Vec<DroppedEntry>,
}

#[derive(Debug, Serialize)]
struct DroppedEntry {
    name: String,
    title: Option<String>,
    change: &'static str,
    /// Of an edit, the keys.
    fields: Vec<String>,
}

impl SidesEntry {
    pub fn of(words: &Words, sides: &Sides) -> Self {
        let [ours, theirs] = words.clash_sides(sides).map(|side| side.to_string());
        Self { ours, theirs }
    }
}

impl ClashEntry {
    pub fn of(clash: &Clash) -> Self {
        Self {
            id: clash.id.clone(),
            kind: clash.kind.name(),
            file: clash.file.display().to_string(),
            also: clash.also.iter().map(|path| path.display().to_string()).collect(),
            items: clash.items.iter().map(|id| id.as_str().to_owned()).collect(),
            field: match &clash.kind {
                ClashKind::Field { key } => Some(key.clone()),
                _ => None,
            },
            base: raw(clash.base.as_ref()),
            ours: VersionEntry::of(&clash.ours),
            theirs: VersionEntry::of(&clash.theirs),
        }
    }
}

impl VersionEntry {
    fn of(version: &Version) -> Self {
        let by = version.by.as_ref();
        Self {
            value: raw(version.said.as_ref()),
            author: raw(by.map(|by| &by.name)),
            date: raw(by.map(|by| &by.at)),
            drops: version.drops.iter().map(DroppedEntry::of).collect(),
        }
    }
}

impl DroppedEntry {
    fn of(dropped: &Dropped) -> Self {
        Self {
            name: dropped.name.clone(),
            title: dropped.title.clone(),
            change: dropped.change.name(),
            fields: match &dropped.change {
                Change::Edited(keys) => keys.clone(),
                _ => Vec::new(),
            },
        }
    }
}

fn raw(text: Option<&Foreign>) -> Option<String> {
    text.map(|text| text.raw().to_owned())
}
