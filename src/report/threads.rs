//! Notes and the answers to them, item by item.

use serde::Serialize;

use super::entries::NoteEntry;
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
        lines.extend(thread_lines(words, plan, review, (index, thread), columns.unwrap_or(COLUMNS)));
    }
    lines
}

fn thread_lines(
    words: &Words,
    plan: &Plan,
    review: &Review,
    (index, thread): (usize, &Thread),
    columns: usize,
) -> Vec<Line> {
    let mut lines = Vec::new();
    for (fact, note) in notes_of(review, thread) {
        let is_first = fact.id == *thread.first();
        let indent = if is_first { 2 } else { 4 };
        let mut head = Line::of(Emphasis::Strong, reviewer_name(&plan.strategy, fact.voice()))
            .and(Emphasis::Faint, Shown::of(&format!("  {}  {}", when(fact), short(&fact.id))));
        for state in note_states(words, plan, (index, thread), fact, note) {
            head = head.and(Emphasis::Plain, Shown::own("  ")).and(Emphasis::Caution, state);
        }
        lines.push(head.indented(indent));
        let text = wrap(&note_said(words, note), columns.saturating_sub(indent + 2).max(1));
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

/// Says a note: that something is missing, the words it is about, and what it says.
pub fn note_said(words: &Words, note: &Note) -> Shown {
    let mut said = note.text.show();
    if let Some(quote) = &note.quote {
        let args = [("words", quote.show().one_line().into()), ("said", said.into())];
        said = words.say_with("note-quoting", &args);
    }
    if note.missing { words.say_with("note-missing", &[("said", said.into())]) } else { said }
}

/// Says what became of a note of a thread on item `index`, and who recorded it where that is not whose note it is.
pub fn note_states(
    words: &Words,
    plan: &Plan,
    (index, thread): (usize, &Thread),
    fact: &Fact,
    note: &Note,
) -> Vec<Shown> {
    let is_first = fact.id == *thread.first();
    let states = [
        (is_first && !thread.open, "notes-resolved"),
        (is_first && thread.changed, "note-wording-changed"),
        (note.is_quote_gone(plan, index), "note-quote-gone"),
    ];
    let states = states.into_iter().filter(|(holds, _)| *holds).map(|(_, id)| words.say(id));
    note_recorded_by(words, plan, fact).into_iter().chain(states).collect()
}

/// Says who recorded a note, where that is not whose note it is.
pub(super) fn note_recorded_by(words: &Words, plan: &Plan, fact: &Fact) -> Option<Shown> {
    let writer = (fact.voice() != &fact.by).then(|| reviewer_name(&plan.strategy, &fact.by))?;
    Some(words.say_with("note-recorded-by", &[("who", writer.into())]))
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

impl ThreadEntry {
    /// Describes a thread on item `index`.
    pub fn of(words: &Words, plan: &Plan, review: &Review, index: usize, thread: &Thread) -> Self {
        Self {
            item: plan.items[index].id.to_string(),
            title: words.choose(&plan.items[index].title).to_string(),
            open: thread.open,
            changed: thread.changed,
            notes: notes_of(review, thread)
                .map(|(fact, note)| NoteEntry::of(plan, index, fact, note))
                .collect(),
        }
    }
}
