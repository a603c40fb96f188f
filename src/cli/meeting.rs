//! `meeting …`: a meeting from its beginning to its end, on the command line. Which item is on the table, and what was
//! decided, is recorded as the screen records it.

mod arguments;
mod begin;
mod failure;
mod record;
mod tell;
mod undo;

use clap::ArgMatches;

pub(super) use arguments::{VERBS, describe};
pub(super) use failure::MeetingFailure;

use super::failure::Failure;
use super::output::Answer;
use super::session::{Opened, Session};
use super::{text, texts};
use crate::plan::ReviewerId;
use crate::review::{Deed, Fact, FactId, Meeting, MeetingState, Step};

/// So many characters at the end of an id are enough to mean it.
const ENOUGH: usize = 4;

/// Follows `meeting` and the words behind it.
pub(super) fn meeting(session: &Session, matches: &ArgMatches) -> Result<Answer, Failure> {
    let Some((verb, matches)) = matches.subcommand() else { return Ok(tell::under_way_or_list(session)) };
    let required = |id| text(matches, id).unwrap_or_default();
    let named = || text(matches, "meeting");
    match verb {
        "list" => Ok(tell::list(session)),
        "show" => tell::show(session, text(matches, "which")),
        "begin" => begin::begin(
            session,
            &begin::Wanted {
                what: texts(matches, "agenda-query"),
                since_last: matches.get_flag("since-last"),
                title: text(matches, "title"),
                present: text(matches, "present"),
                place: text(matches, "place"),
                chair: text(matches, "chair"),
                minutes: text(matches, "minutes"),
                planned: text(matches, "planned"),
                another: matches.get_flag("another"),
            },
        ),
        "item" => record::item(session, named(), required("item")),
        "next" => record::next(session, named()),
        "outcome" => record::outcome(
            session,
            named(),
            &record::Decided {
                item: required("item"),
                status: required("status"),
                votes: text(matches, "votes"),
                text: text(matches, "text"),
                sure: matches.get_flag("yes"),
            },
        ),
        "action" => record::action(
            session,
            named(),
            &record::ToDo {
                text: required("to-do"),
                item: text(matches, "item"),
                owner: text(matches, "owner"),
                due: text(matches, "due"),
                sure: matches.get_flag("yes"),
            },
        ),
        "done" => {
            record::done(session, required("action"), text(matches, "text"), matches.get_flag("reopen"))
        }
        "park" => record::park(session, named(), required("item"), text(matches, "text")),
        "agenda" => record::agenda(session, named(), &texts(matches, "items")),
        "present" => record::present(session, named(), &texts(matches, "names")),
        "pause" => record::pause(session, named()),
        "resume" => record::resume(session, named()),
        "end" => record::end(session, named()),
        "undo" => undo::undo(session, text(matches, "which")),
        "redo" => undo::redo(session, text(matches, "which")),
        _ => unreachable!("`describe` knows no other verb"),
    }
}

/// Returns the meeting that `named` means, by its id, the end of it or its day; the one under way where nothing is named,
/// else the last.
pub(super) fn one_of<'a>(opened: &'a Opened, named: Option<&str>) -> Result<Meeting<'a>, Failure> {
    let review = &opened.review;
    let Some(named) = named else {
        let last = || review.meetings().next_back();
        return mine(opened).or_else(last).ok_or(MeetingFailure::NoneYet.into());
    };
    named_among(review.meetings().collect(), named)
}

/// Returns the meeting in which something is to be recorded: `named`, which may have ended, else the one under way.
fn to_record_in<'a>(opened: &'a Opened, named: Option<&str>) -> Result<Meeting<'a>, Failure> {
    match named {
        Some(_) => one_of(opened, named),
        None => mine(opened).ok_or(MeetingFailure::NoneUnderWay.into()),
    }
}

/// Returns the meeting under way: of several the one that whoever asks recorded in last.
fn mine(opened: &Opened) -> Option<Meeting<'_>> {
    opened.review.meeting_of(opened.loaded.identity.known())
}

fn named_among<'a>(meetings: Vec<Meeting<'a>>, named: &str) -> Result<Meeting<'a>, Failure> {
    let day = |meeting: &Meeting<'_>| meeting.fact.at.as_ref().is_some_and(|at| at.day() == named);
    let mut found: Vec<Meeting<'a>> =
        meetings.into_iter().filter(|meeting| is_named(meeting.id(), named) || day(meeting)).collect();
    match (found.pop(), found.is_empty()) {
        (Some(meeting), true) => Ok(meeting),
        (None, _) => Err(MeetingFailure::Unknown { text: named.into() }.into()),
        (Some(last), false) => {
            let meetings = found.iter().chain([&last]).map(failure::Listed::of).collect();
            Err(MeetingFailure::Several { text: named.into(), meetings }.into())
        }
    }
}

/// Tells whether `text` is an id, or a long enough end of it.
fn is_named(id: &FactId, text: &str) -> bool {
    let ends = || id.as_str().to_ascii_uppercase().ends_with(&text.to_ascii_uppercase());
    id.as_str() == text || text.len() >= ENOUGH && ends()
}

/// Returns the meetings that were taken back, in the order of their names.
fn taken_back(opened: &Opened) -> Vec<Meeting<'_>> {
    let begins = |fact: &&Fact| matches!(fact.deed, Deed::Meeting(Step::Begin(_)));
    let begun = opened.review.facts().iter().filter(begins);
    begun.filter_map(|fact| Meeting::of(&opened.review, &fact.id)).filter(|it| it.taken_back).collect()
}

/// Refuses a meeting that ended.
fn not_ended(meeting: Meeting<'_>) -> Result<Meeting<'_>, Failure> {
    if meeting.state() == MeetingState::Ended { Err(MeetingFailure::Ended.into()) } else { Ok(meeting) }
}

/// Refuses whoever did not begin the meeting.
fn begun_by(meeting: &Meeting<'_>, by: &ReviewerId) -> Result<(), Failure> {
    if &meeting.fact.by == by {
        return Ok(());
    }
    Err(MeetingFailure::BegunBy { who: meeting.fact.by.clone() }.into())
}
