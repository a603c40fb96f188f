//! Who wrote what an item says, field by field. Knows only the history it is given.

use serde::Serialize;

use super::table::{Align, Cell, Row, table};
use super::{Emphasis, Line};
use crate::compare::{Saying, said_by_item};
use crate::job::{History, Origin};
use crate::plan::Plan;
use crate::text::Shown;
use crate::words::Words;

/// A field, and the commit that gave it the value it has.
#[derive(Debug, Serialize)]
pub struct BlameEntry {
    field: String,
    language: Option<String>,
    /// Null where it is not committed yet, or older than what this clone holds.
    commit: Option<String>,
    author: Option<String>,
    at: Option<String>,
    subject: Option<String>,
    committed: bool,
    /// It is older than what this clone holds, so that nobody can be named.
    cut: bool,
}

fn origin<'a>(history: &'a History, saying: &Saying) -> Option<&'a Origin> {
    history.origins.get(&(saying.field.clone(), saying.language.clone()))
}

/// Lays out who wrote what.
pub fn blame(words: &Words, plan: &Plan, index: usize, history: &History) -> Vec<Line> {
    let row = |saying: &Saying| {
        let mut label = words.item_field(&plan.strategy, &saying.field);
        if let Some(language) = &saying.language {
            label.push(&Shown::of(&format!(" {language}")));
        }
        let (id, day, author, subject) = match origin(history, saying) {
            Some(Origin::Commit(revision)) => (
                Shown::of(revision.short()),
                revision.day().show(),
                revision.author.show().one_line(),
                revision.subject.show().one_line(),
            ),
            Some(Origin::Uncommitted) => {
                (words.say("history-uncommitted"), Shown::default(), Shown::default(), Shown::default())
            }
            Some(Origin::Cut) => {
                (words.say("blame-cut"), Shown::default(), Shown::default(), Shown::default())
            }
            None => (Shown::own("—"), Shown::default(), Shown::default(), Shown::default()),
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
pub fn blame_entries(plan: &Plan, index: usize, history: &History) -> Vec<BlameEntry> {
    let entry = |saying: &Saying| {
        let origin = origin(history, saying);
        let revision = match origin {
            Some(Origin::Commit(revision)) => Some(revision),
            _ => None,
        };
        BlameEntry {
            field: saying.field.name().to_owned(),
            language: saying.language.clone(),
            commit: revision.map(|revision| revision.id.clone()),
            author: revision.map(|revision| revision.author.raw().to_owned()),
            at: revision.map(|revision| revision.at.raw().to_owned()),
            subject: revision.map(|revision| revision.subject.raw().to_owned()),
            committed: !matches!(origin, Some(Origin::Uncommitted)),
            cut: matches!(origin, Some(Origin::Cut)),
        }
    };
    said_by_item(&plan.items[index]).iter().map(entry).collect()
}
