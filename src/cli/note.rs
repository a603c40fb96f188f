//! `note ITEM TEXT`: records a comment on one item, on some of its words or on what is missing, or an answer to one.

use super::failure::Failure;
use super::identify::{identify, reviewer_named};
use super::items;
use super::notes::note_named;
use super::output::Answer;
use super::recording::Written;
use super::session::Session;
use crate::review::{Quote, covered_texts, drafting};

/// What is said of the item.
pub(super) struct Said<'a> {
    pub(super) text: &'a str,
    /// The note it answers.
    pub(super) reply: Option<&'a str>,
    /// Something is missing under the item.
    pub(super) missing: bool,
    /// The words of the item it is about.
    pub(super) quote: Option<&'a str>,
    /// Whose word it is, where that is not who records it.
    pub(super) on_behalf: Option<&'a str>,
}

/// Records a note on the item that `item` means.
pub(super) fn note(session: &Session, item: &str, said: &Said<'_>) -> Result<Answer, Failure> {
    let text = said.text;
    if text.trim().is_empty() {
        return Err(Failure::EmptyNote);
    }
    let opened = session.open_to_record();
    let index = items::item_to_record(&opened, item)?;
    let plan = opened.plan();
    let answered = said.reply.map(|reply| note_named(&opened, reply, Some(index))).transpose()?;
    let not_there = |words: &str| Failure::NotThere {
        words: words.into(),
        texts: covered_texts(plan, index).into_iter().map(|(_, text)| text).collect(),
    };
    let quote = said
        .quote
        .map(|words| Quote::find(plan, index, words).ok_or_else(|| not_there(words)))
        .transpose()?;
    let by = identify(session, &opened)?;
    let voice = said.on_behalf.map(|named| reviewer_named(session, &opened, named)).transpose()?;
    // As on the screen: the first note after a mark that wants a reason is the reason.
    let standing = opened.review.standing(index);
    let owing = standing.of(voice.as_ref().unwrap_or(&by)).filter(|mark| mark.owes_reason);
    let owing = owing.last().map(|mark| mark.id.clone()).filter(|_| quote.is_none());
    let re = answered.or(owing);
    let deed = drafting::of_what_is_missing(said.missing, drafting::note(plan, index, text, re));
    let deed = quote.iter().fold(deed, |deed, quote| drafting::quoting(quote, deed));
    let voice = voice.filter(|voice| *voice != by);
    let deed = voice.iter().fold(deed, |deed, voice| drafting::on_behalf_of(voice, deed));
    let meeting = opened.review.meeting_joined_by(&by);
    let deed = meeting.iter().fold(deed, |deed, meeting| drafting::in_meeting(meeting.id(), deed));
    let recorded = session.record(&by, vec![deed]).map_err(Failure::NotRecorded)?;
    let mut written = Written::new(by, recorded);
    if let Some(meeting) = &meeting {
        written.tell_meeting(&session.words, meeting);
    }
    Ok(written.finish(session, &opened, "note"))
}
