//! Notes and the answers to them, item by item.

use serde::Serialize;

use super::summary::reviewer_name;
use super::{Emphasis, Line};
use crate::plan::Plan;
use crate::review::{Deed, Fact, FactId, Moment, Note, Review, Thread};
use crate::text::{Shown, wrap};
use crate::words::Words;

/// How many characters at the end of an id are shown: enough to name it.
const SHORT: usize = 6;

/// How wide the lines are where nobody says.
const COLUMNS: usize = 80;

/// Writes threads under their items, each with the index of its item, in at most `columns` columns.
pub fn threads(
    words: &Words,
    plan: &Plan,
    review: &Review,
    threads: &[(usize, &Thread)],
    columns: Option<usize>,
) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut above = None;
    for &(index, thread) in threads {
        if above.replace(index) != Some(index) {
            let item = &plan.items[index];
            lines.push(
                Line::of(Emphasis::Strong, words.choose(&item.title).one_line())
                    .and(Emphasis::Faint, Shown::of(&format!("  {}", item.id.as_str()))),
            );
        }
        lines.extend(thread_lines(words, plan, review, thread, columns.unwrap_or(COLUMNS)));
    }
    lines
}

fn thread_lines(words: &Words, plan: &Plan, review: &Review, thread: &Thread, columns: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for (fact, note) in notes_of(review, thread) {
        let is_first = fact.id == *thread.first();
        let indent = if is_first { 2 } else { 4 };
        let mut head = Line::of(Emphasis::Strong, reviewer_name(&plan.strategy, &fact.by))
            .and(Emphasis::Faint, Shown::of(&format!("  {}  {}", when(fact), short(&fact.id))));
        if is_first {
            for (holds, id) in [(!thread.open, "notes-resolved"), (thread.changed, "note-wording-changed")] {
                if holds {
                    head = head.and(Emphasis::Plain, Shown::own("  ")).and(Emphasis::Caution, words.say(id));
                }
            }
        }
        lines.push(head.indented(indent));
        let text = wrap(&note.text.show(), columns.saturating_sub(indent + 2).max(1));
        lines.extend(text.into_iter().map(|text| Line::from(text).indented(indent + 2)));
    }
    for fact in thread.resolved.iter().filter_map(|id| review.fact(id)) {
        let Deed::Resolve(resolve) = &fact.deed else { continue };
        let said = words.deed(&plan.strategy, &fact.deed);
        let mut line = Line::of(Emphasis::Faint, said).and(
            Emphasis::Faint,
            Shown::join(
                [&Shown::default(), &reviewer_name(&plan.strategy, &fact.by), &Shown::of(&when(fact))],
                &Shown::own("  "),
            ),
        );
        if let Some(text) = &resolve.text {
            line = line.and(Emphasis::Plain, Shown::own("  ")).and(Emphasis::Plain, text.show().one_line());
        }
        lines.push(line.indented(4));
    }
    lines
}

/// Returns the notes of a thread, the first one first.
pub fn notes_of<'a>(review: &'a Review, thread: &'a Thread) -> impl Iterator<Item = (&'a Fact, &'a Note)> {
    thread.notes.iter().filter_map(|id| {
        let fact = review.fact(id)?;
        match &fact.deed {
            Deed::Note(note) => Some((fact, note)),
            _ => None,
        }
    })
}

/// Returns the end of an id, which names it.
pub fn short(id: &FactId) -> String {
    let text = id.as_str();
    text.get(text.len().saturating_sub(SHORT)..).unwrap_or(text).to_owned()
}

fn when(fact: &Fact) -> String {
    fact.at.as_ref().map(Moment::short).unwrap_or_default()
}

/// A thread in the form scripts read.
#[derive(Debug, Serialize)]
pub struct ThreadEntry {
    item: String,
    title: String,
    open: bool,
    /// Whether the wording changed since its first note was written.
    changed: bool,
    /// The first note first.
    notes: Vec<NoteEntry>,
}

#[derive(Debug, Serialize)]
struct NoteEntry {
    id: String,
    by: String,
    at: Option<String>,
    text: String,
    re: Option<String>,
}

impl ThreadEntry {
    /// Describes a thread on item `index`.
    pub fn of(words: &Words, plan: &Plan, review: &Review, index: usize, thread: &Thread) -> Self {
        let note = |(fact, note): (&Fact, &Note)| NoteEntry {
            id: fact.id.as_str().to_owned(),
            by: fact.by.as_str().to_owned(),
            at: fact.at.as_ref().map(|at| at.as_str().to_owned()),
            text: note.text.raw().to_owned(),
            re: note.re.as_ref().map(|re| re.as_str().to_owned()),
        };
        Self {
            item: plan.items[index].id.to_string(),
            title: words.choose(&plan.items[index].title).to_string(),
            open: thread.open,
            changed: thread.changed,
            notes: notes_of(review, thread).map(note).collect(),
        }
    }
}
