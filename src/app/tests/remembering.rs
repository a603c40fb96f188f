//! What one session leaves to the next: lines that were begun, the place, the folds and the queries.

use proptest::prelude::*;

use super::session::{Disk, Opening, Session};
use super::{open, quiet, small, small_under, unfolded};
use crate::app::{Message, Notice, Question};
use crate::job::{Identity, Job, Loaded, Outcome, Recalled};
use crate::plan::{ItemId, ReviewerId};
use crate::review::Deed;
use crate::session::{Draft, NoteDraft, NoteKind, Purpose};

fn reviewer(id: &str) -> ReviewerId {
    ReviewerId::parse(id).unwrap()
}

/// Lets nothing wait at the keyboard, so that the session is kept.
fn rest(session: &mut Session) {
    while session.model.wants_to_keep() {
        session.send(Message::Continue);
    }
}

/// Starts the program again after it was killed: with what was kept and recorded by then, and nothing else.
fn again(session: &Session) -> Session {
    let opening = Opening { left: session.left.clone(), ..Opening::of(session.loaded.clone()) };
    let mut next = opening.start();
    next.written.clone_from(&session.written);
    next.let_go();
    next
}

fn offered(session: &Session) -> Option<Draft> {
    match session.question() {
        Some(Question::TakeUp { draft, .. }) => Some(*draft),
        _ => None,
    }
}

#[test]
fn a_line_that_was_being_typed_is_offered_at_the_next_start() {
    let mut session = unfolded(small());
    session.go("ports/canal");
    session.press("r");
    session.type_text("口径待核");
    rest(&mut session);
    let mut session = again(&session);
    assert_eq!(offered(&session).map(|draft| draft.text), Some("口径待核".to_owned()));
    session.press("enter");
    assert_eq!((session.at().as_str(), session.typed_text()), ("ports/canal", "口径待核"));
    session.press("enter");
    rest(&mut session);
    let Some(Deed::Note(note)) = session.written.last().map(|fact| &fact.deed) else { panic!("a note") };
    assert_eq!(note.re, Some(session.written[0].id.clone()), "it explains the mark of the run before");
    assert_eq!(offered(&again(&session)), None, "what is recorded is not offered any more");
}

#[test]
fn nothing_is_written_while_keys_wait_and_nothing_twice() {
    let mut session = unfolded(small());
    rest(&mut session);
    session.effects();
    session.press("c");
    session.type_text("口径");
    assert!(!session.effects().contains(&"remember"));
    rest(&mut session);
    assert_eq!(session.effects(), ["remember"]);
    session.press("left");
    rest(&mut session);
    assert_eq!(session.effects(), [""; 0], "the caret is not kept");
}

#[test]
fn only_the_latest_is_written_while_the_disk_is_slow() {
    let mut session = unfolded(small());
    rest(&mut session);
    session.hold();
    session.press("c 甲");
    session.send(Message::Continue);
    session.press("乙 丙");
    session.send(Message::Continue);
    let held =
        |session: &Session| session.held.iter().filter(|job| matches!(job, Job::Remember { .. })).count();
    assert_eq!(held(&session), 1, "one at a time");
    session.let_go();
    rest(&mut session);
    assert_eq!(offered(&again(&session)).map(|draft| draft.text), Some("甲乙丙".to_owned()));
}

#[test]
fn a_line_is_kept_until_its_fact_is_durable() {
    let mut session = unfolded(small());
    session.press("c");
    session.type_text("口径待核");
    rest(&mut session);
    session.hold();
    session.press("enter");
    session.send(Message::Continue);
    session.answer_all(|job| matches!(job, Job::Remember { .. }));
    assert_eq!(offered(&again(&session)).map(|draft| draft.text), Some("口径待核".to_owned()));
    // The fact is durable and what is kept does not know it yet.
    session.answer_records();
    assert_eq!(session.written.len(), 1);
    assert_eq!(offered(&again(&session)), None);
}

#[test]
fn the_same_words_said_earlier_do_not_hide_a_line() {
    let mut session = unfolded(small());
    session.press("c");
    session.type_text("同上");
    session.press("enter c");
    session.type_text("同上");
    rest(&mut session);
    assert_eq!(offered(&again(&session)).map(|draft| draft.text), Some("同上".to_owned()));
}

#[test]
fn a_line_is_offered_to_its_reviewer_only() {
    let strategy = "[[reviewer]]\nid = \"jia\"\n[[reviewer]]\nid = \"yi\"\n";
    let mut session = unfolded(small_under(strategy));
    session.press("c");
    session.type_text("甲的话");
    rest(&mut session);
    let as_yi =
        |session: &Session| Loaded { identity: Identity::Known(reviewer("yi")), ..session.loaded.clone() };
    let mut other = Opening { left: session.left.clone(), ..Opening::of(as_yi(&session)) }.open();
    assert_eq!(offered(&other), None);
    other.press("c");
    assert_eq!(other.typed_text(), "");
    other.type_text("乙的话");
    other.press("esc @");
    other.type_text("jia");
    other.press("enter");
    assert_eq!(offered(&other).map(|draft| draft.text), Some("甲的话".to_owned()));
    rest(&mut other);
    let other = Opening { left: other.left.clone(), ..Opening::of(as_yi(&session)) }.open();
    assert_eq!(offered(&other).map(|draft| draft.text), Some("乙的话".to_owned()));
}

#[test]
fn what_was_typed_before_anybody_said_who_they_are_is_theirs() {
    let mut loaded = small();
    loaded.identity = Identity::Ask { candidates: vec![reviewer("jia")] };
    let mut session = unfolded(loaded);
    session.press("c");
    session.type_text("谁写的");
    rest(&mut session);
    assert!(session.left.left[&None][0].has_drafts());
    session.press("esc @ enter");
    rest(&mut session);
    assert!(!session.left.left[&None][0].has_drafts());
    assert_eq!(session.left.left[&Some(reviewer("jia"))][0].drafts[0].text, "谁写的");
}

#[test]
fn place_folds_and_queries_are_as_they_were_left() {
    let mut session = unfolded(small());
    session.press("/");
    session.type_text("运河");
    session.press("enter");
    session.go("ports/works");
    session.press("h");
    session.go("eco/air");
    let rows = session.rows();
    rest(&mut session);
    let mut session = again(&session);
    assert_eq!((session.at().as_str(), session.rows()), ("eco/air", rows));
    session.press("/ up");
    assert_eq!(session.typed_text(), "运河");
}

#[test]
fn a_query_that_was_being_typed_is_the_latest_asked_and_no_line_to_finish() {
    for opens in ["/", "f"] {
        let mut session = unfolded(small());
        session.press(opens);
        session.type_text("码头");
        rest(&mut session);
        let mut session = again(&session);
        assert_eq!(offered(&session), None);
        session.press("/ up");
        assert_eq!(session.typed_text(), "码头");
    }
}

#[test]
fn a_place_that_is_gone_is_no_place() {
    let mut session = unfolded(small());
    session.go("eco/water");
    rest(&mut session);
    session.left.left.get_mut(&Some(reviewer("jia"))).unwrap()[0].place = Some("eco/gone".to_owned());
    assert_eq!(again(&session).at(), "ports/network");
}

#[test]
fn whoever_moves_before_the_former_place_is_known_stays() {
    let mut session = unfolded(small());
    session.go("eco/water");
    rest(&mut session);
    let mut next = Opening::of(small()).start();
    next.model.remembering = crate::app::remembering::Remembering::default();
    next.let_go();
    next.press("j");
    let at = next.at();
    next.send(Message::Done(Outcome::Recalled(session.left)));
    assert_eq!(next.at(), at);
}

#[test]
fn put_off_a_line_stays_and_leaving_does_not_ask_for_it_again() {
    let mut session = unfolded(small_under("commit = \"never\"\n"));
    session.press("c");
    session.type_text("写到一半");
    rest(&mut session);
    let mut session = again(&session);
    session.press("n");
    rest(&mut session);
    session.effects();
    session.press("q");
    assert_eq!(session.effects(), ["quit"]);
    assert!(offered(&again(&session)).is_some(), "it is offered every time");
}

#[test]
fn leaving_says_that_a_line_is_kept_or_that_it_cannot_be() {
    for (disk, kept) in [(Disk::Works, true), (Disk::Full, false)] {
        let mut session = unfolded(small());
        session.disk = disk;
        session.press("c");
        session.type_text("写到一半");
        rest(&mut session);
        assert_eq!(matches!(session.model.notice, Some(Notice::LinesNotKept(_))), !kept);
        session.press("esc q");
        assert_eq!(session.question(), Some(Question::LeaveDrafts { lines: 1, kept }));
    }
}

#[test]
fn that_nothing_can_be_kept_is_said_once() {
    let mut session = unfolded(small());
    session.disk = Disk::Full;
    rest(&mut session);
    assert_eq!(session.model.notice, None, "a place is not worth a word");
    session.press("c 甲");
    rest(&mut session);
    assert!(matches!(session.model.notice, Some(Notice::LinesNotKept(_))));
    session.model.notice = None;
    session.press("乙");
    rest(&mut session);
    assert_eq!(session.model.notice, None);
    session.disk = Disk::Works;
    session.press("丙");
    rest(&mut session);
    assert_eq!(offered(&again(&session)).map(|draft| draft.text), Some("甲乙丙".to_owned()));
}

#[test]
fn looking_back_neither_offers_nor_keeps_anything() {
    let mut session = unfolded(small());
    session.press("c 甲");
    rest(&mut session);
    let mut past = Opening { left: session.left.clone(), ..Opening::of(small()) }.start();
    past.held.clear();
    past.model.past = Some(crate::job::Revision {
        id: "4e1f00".into(),
        at: "2026-11-20T10:00:00+08:00".into(),
        author: "甲".into(),
        subject: "x".into(),
    });
    let effects = past.model.start();
    assert!(!effects.contains(&crate::app::Effect::Work(Job::Recall)));
    past.send(Message::Done(Outcome::Recalled(session.left.clone())));
    past.send(Message::Done(Outcome::Loaded(Box::new(small()))));
    past.let_go();
    past.press("/ 运 esc j");
    assert!(!past.model.wants_to_keep() && past.model.last_words().is_none());
    assert_eq!(offered(&past), None);
}

#[test]
fn a_line_open_in_a_session_that_runs_is_offered_and_not_kept_twice() {
    let mut session = unfolded(small());
    session.press("c");
    session.type_text("另一个窗口");
    rest(&mut session);
    let running = Recalled { running: session.left.left.clone(), ..Recalled::default() };
    let mut other = Opening { left: running.clone(), ..Opening::of(small()) }.open();
    assert!(matches!(other.question(), Some(Question::TakeUp { elsewhere: true, .. })));
    other.press("n");
    rest(&mut other);
    assert!(!other.left.left[&Some(reviewer("jia"))][0].has_drafts());
    let mut other = Opening { left: running, ..Opening::of(small()) }.open();
    other.press("y");
    assert_eq!(other.typed_text(), "另一个窗口");
}

#[test]
fn a_line_of_a_meeting_leads_back_to_it() {
    let mut session = unfolded(small());
    session.press("3 j enter enter enter enter j i");
    session.type_text("核对口径");
    session.press("enter");
    session.type_text("市港航局");
    rest(&mut session);
    let mut session = again(&session);
    session.press("enter");
    assert!(session.model.is_in_meeting());
    assert_eq!(session.typed_text(), "市港航局");
    session.press("enter enter");
    let meeting = session.model.meeting().unwrap();
    let (_, action) = meeting.actions[0];
    assert_eq!((action.text.raw(), action.owner[0].raw()), ("核对口径", "市港航局"));
}

#[test]
fn a_line_whose_item_is_gone_is_offered_and_stays() {
    let mut session = unfolded(small());
    session.go("ports/canal");
    session.press("c 甲");
    rest(&mut session);
    session.loaded = super::plan_of("title = \"x\"", &[super::ECO]);
    let mut session = again(&session);
    session.press("y enter");
    assert_eq!(session.cannot(), Some(crate::app::Reason::ItemGone));
    rest(&mut session);
    assert_eq!(offered(&again(&session)).map(|draft| draft.text), Some("甲".to_owned()));
}

#[test]
fn lines_that_were_left_are_taken_up_from_the_palette() {
    let mut session = open(small());
    session.press(":");
    session.type_text("take-up");
    session.press("enter");
    assert_eq!(session.cannot(), Some(crate::app::Reason::NoDrafts));
    session.press("c 甲 esc :");
    session.type_text("take-up");
    session.press("enter");
    assert_eq!(session.typed_text(), "甲");
}

#[test]
fn a_reason_of_several_marks_is_offered_for_those_that_have_none() {
    let mut session = unfolded(small());
    session.press("/");
    session.type_text("kind:project");
    session.press("tab tab f3 y");
    session.type_text("同一口径");
    rest(&mut session);
    session.hold();
    session.press("enter");
    session.answer_one();
    // The power goes when the first of the two lines has reached the disk.
    session.written.pop();
    assert_eq!(session.deeds().last().map(String::as_str), Some("note ports/canal 同一口径"));
    let draft = offered(&again(&session)).unwrap();
    let expected = NoteDraft::on(ItemId::parse("ports/rail").unwrap(), NoteKind::Reason);
    assert_eq!(draft.purpose, Purpose::Note(expected));
}

proptest! {
    #![proptest_config(quiet(128))]

    /// Whatever is typed, left, taken up and recorded: killed at any moment, the next start offers the line as it was.
    #[test]
    fn the_next_start_offers_exactly_the_line_that_was_typed(
        keys in prop::collection::vec(prop::sample::select(vec![
            "c", "r", "x", "a", "j", "k", "F", "esc", "enter", "tab", "甲", "乙", "b", "space", "backspace",
            "left", "ctrl-u", "ctrl-t", "u", "3", "i", "v", "t", "P", "n", "B", "/", "f", "y", "1",
        ]), 1..40),
    ) {
        let strategy = "[[reviewer]]\nid = \"jia\"\n[[reviewer]]\nid = \"yi\"\n";
        let mut session = unfolded(small_under(strategy));
        session.go("ports/canal");
        for key in keys {
            session.press(key);
            rest(&mut session);
        }
        let typed: Option<Draft> = session.model.line().map(crate::app::Line::typed);
        let mut kept = session.model.drafts.clone();
        if let Some(typed) = typed {
            crate::session::keep(&mut kept, typed);
        }
        let mut next = again(&session);
        if let Some(draft) = offered(&next) {
            prop_assert_eq!(Some(&draft), kept.last());
            next.press("y");
            let taken = next.model.line().map(crate::app::Line::typed);
            prop_assert_eq!(taken, Some(draft));
        } else if session.model.line().is_some() {
            prop_assert_eq!(kept, Vec::new());
        }
    }
}
