//! `mark ITEM… STATUS`: records one status on one or several items, and why.

use super::failure::Failure;
use super::identify::{identify, reviewer_named};
use super::items;
use super::output::Answer;
use super::recording::Written;
use super::session::Session;
use crate::review::{Deed, drafting};

/// What is said of the items.
pub(super) struct Said<'a> {
    pub(super) status: &'a str,
    pub(super) reason: Option<&'a str>,
    /// Whose word it is, where that is not who records it.
    pub(super) on_behalf: Option<&'a str>,
    /// Several items are meant to be marked without having been on a screen.
    pub(super) unseen: bool,
}

/// Marks the items that `texts` mean. A reason becomes a note on each mark.
pub(super) fn mark(session: &Session, texts: &[&str], said: &Said<'_>) -> Result<Answer, Failure> {
    if said.reason.is_some_and(|reason| reason.trim().is_empty()) {
        return Err(Failure::EmptyNote);
    }
    let opened = session.open_to_record();
    let plan = opened.plan();
    let indices = items::items_to_record(&opened, texts)?;
    if indices.len() > 1 && !said.unseen {
        return Err(Failure::NotSeen { count: indices.len() });
    }
    let status = items::status(&session.words, plan, said.status)?;
    let by = identify(session, &opened)?;
    let voice = said.on_behalf.map(|named| reviewer_named(session, &opened, named)).transpose()?;
    let voice = voice.filter(|voice| *voice != by);
    let head = opened.head();
    let meeting = opened.review.meeting_joined_by(&by);
    let in_meeting =
        |deed| meeting.iter().fold(deed, |deed, meeting| drafting::in_meeting(meeting.id(), deed));
    let mark = |&index| {
        let reviewer = voice.as_ref().unwrap_or(&by);
        let deed = drafting::mark(plan, &opened.review, reviewer, index, &status, head);
        let deed = drafting::in_bulk(indices.len(), true, deed);
        in_meeting(voice.iter().fold(deed, |deed, voice| drafting::on_behalf_of(voice, deed)))
    };
    let recorded = session.record(&by, indices.iter().map(mark).collect()).map_err(Failure::NotRecorded)?;
    let marks: Vec<_> = recorded.facts.iter().map(|fact| fact.id.clone()).collect();
    let mut written = Written::new(by, recorded);
    if let Some(meeting) = &meeting {
        written.tell_meeting(&session.words, meeting);
    }
    if let Some(reason) = said.reason {
        let note = |(&index, id)| in_meeting(drafting::note(plan, index, reason, Some(id)));
        let notes: Vec<Deed> = indices.iter().zip(marks).map(note).collect();
        written.add(session, notes);
    }
    Ok(written.finish(session, &opened, "mark"))
}
