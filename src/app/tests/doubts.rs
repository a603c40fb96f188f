//! What is rarely meant in a meeting is asked about before it is recorded.

use jiff::civil::date;

use super::session::Session;
use super::{Notice, Question, open, small};
use crate::review::Deed;
use crate::review::drafting::Doubt;

/// A meeting at which two people are present, on 2026-11-28.
fn meeting() -> Session {
    let mut loaded = small();
    loaded.today = Some(date(2026, 11, 28));
    let mut session = open(loaded);
    session.press("3 j enter enter 甲 、 乙 enter enter");
    assert!(session.model.meeting().is_some_and(|meeting| meeting.present.len() == 2));
    session
}

fn doubts(session: &Session) -> Vec<Doubt> {
    match session.question() {
        Some(Question::Doubtful { doubts, .. }) => doubts,
        other => panic!("{other:?}"),
    }
}

fn newest(session: &Session) -> String {
    session.deeds().pop().unwrap()
}

#[test]
fn more_votes_than_people_are_asked_about() {
    let mut session = meeting();
    session.press("a v 2 : 0 enter");
    assert_eq!(session.question(), None, "as many as are present");
    let before = session.written.len();
    session.press("v 4 : 1 enter");
    assert_eq!(doubts(&session), [Doubt::MoreVotesThanPresent { votes: 5, present: 2 }]);
    session.press("n");
    assert_eq!((session.typed_text(), session.written.len()), ("4:1", before), "the line is open again");
    session.press("esc v");
    assert_eq!(session.typed_text(), "4:1", "it is kept");
    session.press("enter y");
    assert_eq!(session.written.len(), before + 1);
    let Deed::Outcome(outcome) = &session.written[before].deed else { panic!("an outcome is recorded") };
    assert_eq!(outcome.votes.unwrap().to_string(), "4:1");
    assert!(session.model.drafts.is_empty());
}

#[test]
fn the_first_letter_replaces_what_was_declined_or_refused() {
    let mut session = meeting();
    session.press("a v 5 : 5 enter n 2 : 0");
    assert_eq!(session.typed_text(), "2:0");
    session.press("enter v 4 : 1 enter y r esc v");
    assert_eq!(session.typed_text(), "4:1", "the votes of the outcome before are offered");
    session.press("enter n 1 : 0");
    assert_eq!(session.typed_text(), "1:0");
    session.press("enter i x enter enter 2 0 2 0 - 0 1 - 0 1 enter n 1 2 - 3 1");
    assert_eq!(session.typed_text(), "12-31");
    session.press("ctrl-u 9 9 9 9 9 9 9 9 d enter");
    assert_eq!(session.model.notice, Some(Notice::NotADay("99999999d".to_owned())));
    session.press("2 6 - 1 2 - 3 1");
    assert_eq!(session.typed_text(), "26-12-31");
}

#[test]
fn a_day_in_the_past_is_asked_about() {
    let mut session = meeting();
    let before = session.written.len();
    session.press("i x enter enter 2 0 2 6 - 1 1 - 2 7 enter");
    assert_eq!(doubts(&session), [Doubt::PastDue { due: date(2026, 11, 27) }]);
    session.press("esc");
    assert_eq!((session.typed_text(), session.written.len()), ("2026-11-27", before));
    session.press("2 0 2 6 - 1 1 - 2 8 enter");
    assert_eq!((session.question(), newest(&session).as_str()), (None, "action x"), "today is not over");
    session.press("i y enter enter 2 0 2 6 - 1 1 - 2 7 enter y");
    assert_eq!(newest(&session), "action y");
}

#[test]
fn an_outcome_in_a_pause_is_asked_about() {
    let mut session = meeting();
    session.press("z");
    let before = session.written.len();
    session.press("a");
    assert_eq!(doubts(&session), [Doubt::Paused]);
    session.press("n");
    assert_eq!(session.written.len(), before);
    session.press("a y");
    assert!(newest(&session).starts_with("outcome approved"), "{:?}", session.deeds());
    session.press("z a");
    assert_eq!(session.question(), None, "the meeting goes on");
}

#[test]
fn votes_and_words_in_a_pause_are_asked_about_once() {
    let mut session = meeting();
    session.press("a z");
    let before = session.written.len();
    for line in ["t 口 径", "v 2 : 0"] {
        session.press(line);
        session.press("enter");
        assert_eq!(doubts(&session), [Doubt::Paused], "{line}");
        session.press("n ctrl-u enter");
        assert_eq!((session.question(), session.written.len()), (None, before), "{line}");
    }
    session.press("v 3 : 0 enter");
    assert_eq!(doubts(&session), [Doubt::Paused, Doubt::MoreVotesThanPresent { votes: 3, present: 2 }]);
    session.press("y");
    session.press("t 口 径 enter");
    assert_eq!(session.question(), None, "it was decided in this pause");
    session.press("x y 理 由 enter");
    assert_eq!(session.question(), None, "the words belong to what was asked about");
    session.press("z z v 1 : 0 enter");
    assert_eq!(doubts(&session), [Doubt::Paused], "another pause");
}
