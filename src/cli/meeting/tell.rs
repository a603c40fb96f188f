//! `meeting`, `meeting list` and `meeting show`: the meeting under way, and those that were held.

use serde::Serialize;

use super::{mine, one_of};
use crate::cli::failure::Failure;
use crate::cli::output::Answer;
use crate::cli::session::{Opened, Session};
use crate::report::{self, MeetingEntry};
use crate::review::Meeting;

/// Meetings in the form scripts read.
#[derive(Serialize)]
struct Meetings {
    meetings: Vec<MeetingEntry>,
}

/// Shows the meeting under way; where there is none, lists those that were held.
pub(super) fn under_way_or_list(session: &Session) -> Answer {
    let opened = session.open();
    match mine(&opened) {
        Some(meeting) => sheet(session, &opened, &meeting),
        None => all(session, &opened),
    }
}

/// Shows one meeting.
pub(super) fn show(session: &Session, named: Option<&str>) -> Result<Answer, Failure> {
    let opened = session.open();
    let meeting = one_of(&opened, named)?;
    Ok(sheet(session, &opened, &meeting))
}

/// Lists the meetings, the last one first.
pub(super) fn list(session: &Session) -> Answer {
    all(session, &session.open())
}

fn sheet(session: &Session, opened: &Opened, meeting: &Meeting<'_>) -> Answer {
    let (plan, review, words) = (opened.plan(), &opened.review, &session.words);
    let now = Some((session.world.clock)().timestamp());
    let answer = session.answer(
        "meeting",
        || MeetingEntry::of(words, plan, review, meeting, now),
        || report::meeting_sheet(words, plan, meeting, now, session.columns),
    );
    opened.with_remarks(session, answer)
}

fn all(session: &Session, opened: &Opened) -> Answer {
    let (plan, review, words) = (opened.plan(), &opened.review, &session.words);
    let now = Some((session.world.clock)().timestamp());
    let meetings: Vec<Meeting<'_>> = review.meetings().rev().collect();
    let mut answer = session.answer(
        "meetings",
        || Meetings {
            meetings: meetings.iter().map(|it| MeetingEntry::of(words, plan, review, it, now)).collect(),
        },
        || report::meeting_list(words, plan, &meetings, session.columns),
    );
    if meetings.is_empty() {
        answer.remarks.push(words.say("cli-meeting-none-yet"));
    }
    opened.with_remarks(session, answer)
}
