//! `mark ITEM… STATUS`: records one status on one or several items, and why.

use super::failure::Failure;
use super::identify::identify;
use super::items;
use super::output::Answer;
use super::recording::Written;
use super::session::Session;
use crate::review::{Deed, drafting};

/// Marks the items that `texts` mean. A reason becomes a note on each mark.
pub(super) fn mark(
    session: &Session,
    texts: &[&str],
    status: &str,
    reason: Option<&str>,
) -> Result<Answer, Failure> {
    if reason.is_some_and(|reason| reason.trim().is_empty()) {
        return Err(Failure::EmptyNote);
    }
    let opened = session.open();
    let plan = opened.plan();
    let mut indices = Vec::new();
    for text in texts {
        let index = items::item_to_record(&opened, text)?;
        if !indices.contains(&index) {
            indices.push(index);
        }
    }
    let status = items::status(&session.words, plan, status)?;
    let by = identify(session, &opened)?;
    let head = session.head();
    let mark = |&index| drafting::mark(plan, &opened.review, &by, index, &status, head.as_deref());
    let recorded = session.record(&by, indices.iter().map(mark).collect()).map_err(Failure::NotRecorded)?;
    let marks: Vec<_> = recorded.facts.iter().map(|fact| fact.id.clone()).collect();
    let mut written = Written::new(by, recorded);
    if let Some(reason) = reason {
        let note = |(&index, id)| drafting::note(plan, index, reason, Some(id));
        let notes: Vec<Deed> = indices.iter().zip(marks).map(note).collect();
        written.add(session, notes);
    }
    Ok(written.finish(session, &opened, "mark"))
}
