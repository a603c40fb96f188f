//! `meeting undo` and `meeting redo`: a meeting taken back as a whole, and brought again. Both only add facts.

use super::record::write;
use super::{MeetingFailure, begun_by, named_among, one_of, taken_back};
use crate::cli::failure::Failure;
use crate::cli::identify::identify;
use crate::cli::output::Answer;
use crate::cli::session::Session;
use crate::review::{Deed, Fact, Meeting};
use crate::text::Shown;
use crate::words::Words;

/// Takes a meeting back, with all that it decided.
pub(super) fn undo(session: &Session, named: Option<&str>) -> Result<Answer, Failure> {
    let opened = session.open_to_record();
    let meeting = one_of(&opened, named)?;
    begun_by(&meeting, &identify(session, &opened)?)?;
    let said = reach(&session.words, "meeting-taken-back", &meeting);
    write(session, &opened, vec![Deed::Undo { of: meeting.id().clone() }], Some(said))
}

/// Brings a meeting again that was taken back; the last one where none is named.
pub(super) fn redo(session: &Session, named: Option<&str>) -> Result<Answer, Failure> {
    let opened = session.open_to_record();
    let gone = taken_back(&opened);
    let meeting = match named {
        Some(named) => named_among(gone, named)?,
        None => gone.into_iter().next_back().ok_or(MeetingFailure::NoneTakenBack)?,
    };
    begun_by(&meeting, &identify(session, &opened)?)?;
    let review = &opened.review;
    let holds = |fact: &&Fact| {
        matches!(&fact.deed, Deed::Undo { of } if of == meeting.id()) && !review.is_undone(&fact.id)
    };
    // Taken back more than once, as on two machines, it comes again when all of that is.
    let undos: Vec<Deed> =
        review.facts().iter().filter(holds).map(|undo| Deed::Undo { of: undo.id.clone() }).collect();
    let said = session.words.say("meeting-brought-back");
    write(session, &opened, undos, Some(said))
}

/// Says what goes with a meeting, and what stays.
fn reach(words: &Words, id: &str, meeting: &Meeting<'_>) -> Shown {
    let args = [
        ("outcomes", meeting.outcomes.len().into()),
        ("actions", meeting.actions.len().into()),
        ("parked", meeting.parks.len().into()),
    ];
    let gone = words.say_with(id, &args);
    if meeting.words.is_empty() {
        return gone;
    }
    let stays = words.say_with("meeting-words-stay", &[("count", meeting.words.len().into())]);
    Shown::join([&gone, &stays], &words.say("sentence-separator"))
}
