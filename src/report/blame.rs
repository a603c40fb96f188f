//! Who wrote what an item says, field by field. Knows only the history it is given.

use serde::Serialize;

use super::table::{Align, Cell, Row, table};
use super::{Emphasis, Line};
use crate::compare::{Saying, said_by_item};
use crate::job::{Compared, Revision};
use crate::plan::Plan;
use crate::text::Shown;
use crate::words::Words;

/// A field, and the commit that gave it the value it has.
#[derive(Debug, Serialize)]
pub struct BlameEntry {
    field: String,
    language: Option<String>,
    /// Absent where it is not committed yet, or older than what this clone holds.
    commit: Option<String>,
    author: Option<String>,
    at: Option<String>,
    subject: Option<String>,
    committed: bool,
}

/// Where a value comes from.
enum Origin<'a> {
    Commit(&'a Revision),
    Uncommitted,
    /// Before the first commit of the history.
    Unknown,
}

/// Finds the latest passage of `told`, a history of the item at `index`, in which the field took its value.
fn origin<'a>(saying: &Saying, told: &'a [Compared]) -> Origin<'a> {
    for compared in told {
        let gave = compared.comparison.items().any(|item| {
            let changed = |field: &crate::compare::FieldChange| {
                (&field.field, &field.language) == (&saying.field, &saying.language)
            };
            item.is_added() || item.fields.iter().any(changed)
        });
        if gave {
            return compared.new.revision.as_ref().map_or(Origin::Uncommitted, Origin::Commit);
        }
    }
    Origin::Unknown
}

/// Lays out who wrote what.
pub fn blame(words: &Words, plan: &Plan, index: usize, told: &[Compared]) -> Vec<Line> {
    let row = |saying: &Saying| {
        let mut label = words.item_field(&plan.strategy, &saying.field);
        if let Some(language) = &saying.language {
            label.push(&Shown::of(&format!(" {language}")));
        }
        let (id, day, author, subject) = match origin(saying, told) {
            Origin::Commit(revision) => (
                Shown::of(revision.short()),
                revision.day().show(),
                revision.author.show().one_line(),
                revision.subject.show().one_line(),
            ),
            Origin::Uncommitted => {
                (words.say("history-uncommitted"), Shown::default(), Shown::default(), Shown::default())
            }
            Origin::Unknown => (Shown::own("—"), Shown::default(), Shown::default(), Shown::default()),
        };
        Row::Cells(vec![
            Cell::of(Emphasis::Faint, &label),
            Cell::of(Emphasis::Faint, &id),
            day.into(),
            Cell::of(Emphasis::Strong, &author),
            subject.into(),
        ])
    };
    let rows = said_by_item(&plan.items[index]).iter().map(row).collect();
    let mut lines = vec![Line::default(), Line::of(Emphasis::Strong, words.say("blame-heading"))];
    lines.extend(table(&[Align::Left; 5], rows, None));
    lines
}

/// The same in the form scripts read.
pub fn blame_entries(plan: &Plan, index: usize, told: &[Compared]) -> Vec<BlameEntry> {
    let entry = |saying: &Saying| {
        let origin = origin(saying, told);
        let revision = match origin {
            Origin::Commit(revision) => Some(revision),
            Origin::Uncommitted | Origin::Unknown => None,
        };
        BlameEntry {
            field: saying.field.name().to_owned(),
            language: saying.language.clone(),
            commit: revision.map(|revision| revision.id.clone()),
            author: revision.map(|revision| revision.author.raw().to_owned()),
            at: revision.map(|revision| revision.at.raw().to_owned()),
            subject: revision.map(|revision| revision.subject.raw().to_owned()),
            committed: !matches!(origin, Origin::Uncommitted),
        }
    };
    said_by_item(&plan.items[index]).iter().map(entry).collect()
}
