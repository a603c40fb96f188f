//! `note ITEM TEXT`: records a comment on one item, or an answer to one.

use super::failure::Failure;
use super::identify::identify;
use super::items;
use super::notes::note_named;
use super::output::Answer;
use super::recording::Written;
use super::session::Session;
use crate::review::drafting;

/// Records `text` on the item that `item` means, as an answer to the note that `reply` means.
pub(super) fn note(
    session: &Session,
    item: &str,
    text: &str,
    reply: Option<&str>,
) -> Result<Answer, Failure> {
    if text.trim().is_empty() {
        return Err(Failure::EmptyNote);
    }
    let opened = session.open();
    let index = items::item_to_record(&opened, item)?;
    let answered = reply.map(|reply| note_named(&opened, reply, Some(index))).transpose()?;
    let by = identify(session, &opened)?;
    let deed = drafting::note(opened.plan(), index, text, answered);
    let recorded = session.record(&by, vec![deed]).map_err(Failure::NotRecorded)?;
    Ok(Written::new(by, recorded).finish(session, &opened, "note"))
}
