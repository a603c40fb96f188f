//! `notes [QUERY]`: what was said and still wants an answer. `resolve NOTE`: says that it does not any more.

use serde::Serialize;

use super::failure::Failure;
use super::identify::identify;
use super::list::matches;
use super::output::Answer;
use super::recording::Written;
use super::session::{Opened, Session};
use crate::report::{self, ThreadEntry};
use crate::review::{FactId, Thread, drafting};

/// So many characters at the end of an id are enough to mean it.
const ENOUGH: usize = 4;

#[derive(Serialize)]
struct Notes {
    threads: Vec<ThreadEntry>,
}

/// Lists the threads of notes on the items that `query` finds: those that are open, or `all`.
pub(super) fn notes(session: &Session, query: &str, all: bool) -> Result<Answer, Failure> {
    let opened = session.open();
    let (plan, review, words) = (opened.plan(), &opened.review, &session.words);
    let selection = matches(session, &opened, query, None)?;
    let wanted = |thread: &&Thread| all || thread.open;
    let threads: Vec<(usize, &Thread)> = selection
        .items
        .iter()
        .flat_map(|&index| review.standing(index).threads.iter().filter(wanted).map(move |it| (index, it)))
        .collect();
    let mut answer = session.answer(
        "notes",
        || Notes {
            threads: threads.iter().map(|&(at, it)| ThreadEntry::of(words, plan, review, at, it)).collect(),
        },
        || report::threads(words, plan, review, &threads, session.columns),
    );
    if threads.is_empty() {
        answer.remarks.push(words.say("notes-none"));
    }
    Ok(opened.with_remarks(session, answer))
}

/// Closes the thread that the note begins or is part of, or opens it again.
pub(super) fn resolve(
    session: &Session,
    note: &str,
    text: Option<&str>,
    reopen: bool,
) -> Result<Answer, Failure> {
    if text.is_some_and(|text| text.trim().is_empty()) {
        return Err(Failure::EmptyNote);
    }
    let opened = session.open_to_record();
    let named = note_named(&opened, note, None)?;
    let found = opened.review.thread_of(&named);
    let (index, thread) = found.ok_or_else(|| Failure::UnknownNote { text: note.into() })?;
    match (thread.open, reopen) {
        (false, false) => return Err(Failure::ResolvedAlready),
        (true, true) => return Err(Failure::OpenAlready),
        _ => {}
    }
    let by = identify(session, &opened)?;
    let deed = drafting::resolve(opened.plan(), index, thread, reopen, text);
    let recorded = session.record(&by, vec![deed]).map_err(Failure::NotRecorded)?;
    Ok(Written::new(by, recorded).finish(session, &opened, "resolve"))
}

/// Returns the one note, on item `on` where that is given, whose id is `text` or ends in it.
pub(super) fn note_named(opened: &Opened, text: &str, on: Option<usize>) -> Result<FactId, Failure> {
    let ends = |id: &&FactId| {
        let is_end =
            text.len() >= ENOUGH && id.as_str().to_ascii_uppercase().ends_with(&text.to_ascii_uppercase());
        is_end || id.as_str() == text
    };
    let standings = opened.review.standings().iter().enumerate();
    let here = standings.filter(|(index, _)| on.is_none_or(|on| on == *index));
    let mut found = here.flat_map(|(_, standing)| &standing.notes).filter(ends);
    match (found.next(), found.next()) {
        (Some(note), None) => Ok(note.clone()),
        _ => Err(Failure::UnknownNote { text: text.into() }),
    }
}
