//! The list of notes: what still wants an answer, all over the plan.

use super::session::{Session, marked};
use super::{open, small, unfolded};
use crate::app::{Overlay, Reason};
use crate::review::Deed;

/// Yi asks about the canal and about the railway.
fn asked() -> Session {
    let mut loaded = small();
    marked(&mut loaded, "yi", "ports/canal", "discuss", Some("口径待核"));
    marked(&mut loaded, "yi", "ports/rail", "revise", Some("线路待定"));
    unfolded(loaded)
}

/// The texts in the list, with a sign for those that are closed.
fn listed(session: &Session) -> Vec<String> {
    let Some(Overlay::Notes(list)) = &session.model.overlay else { panic!("the list is not open") };
    let told = |(_, thread): (usize, &crate::review::Thread)| {
        let notes = thread.notes.iter().filter_map(|id| match &session.model.review.fact(id)?.deed {
            Deed::Note(note) => Some(note.text.raw()),
            _ => None,
        });
        let sign = if thread.open { "" } else { "✓" };
        format!("{sign}{}", notes.collect::<Vec<_>>().join(" < "))
    };
    session.model.notes(list.all).map(told).collect()
}

#[test]
fn the_list_opens_where_one_is_and_enter_goes_to_the_item() {
    let mut session = asked();
    session.press("C");
    assert_eq!(listed(&session), ["口径待核", "线路待定"]);
    session.press("down enter");
    assert_eq!((session.at().as_str(), session.model.overlay.is_none()), ("ports/rail", true));
    session.press("8 enter");
    assert_eq!(session.at(), "ports/rail", "the first note from here on is chosen");
    session.press("C esc");
    assert!(session.model.overlay.is_none());
}

#[test]
fn an_answer_is_typed_under_the_item_and_belongs_to_the_note() {
    let mut session = asked();
    session.press("C c");
    assert_eq!(session.at(), "ports/canal");
    session.type_text("已核");
    session.press("enter C");
    assert_eq!(listed(&session), ["口径待核 < 已核", "线路待定"]);
    session.press("esc u C");
    assert_eq!(listed(&session), ["口径待核", "线路待定"]);
}

#[test]
fn what_is_resolved_leaves_the_list_and_can_be_opened_again() {
    let mut session = asked();
    session.press("C down x");
    assert_eq!(listed(&session), ["口径待核"]);
    assert_eq!(
        session.model.chosen_notes().map(|(_, thread)| thread.open),
        Some(true),
        "one is chosen still"
    );
    session.press("a");
    assert_eq!(listed(&session), ["口径待核", "✓线路待定"]);
    session.press("down x a");
    assert_eq!(listed(&session), ["口径待核", "线路待定"]);
    let deeds = session.deeds();
    assert!(deeds[0].starts_with("resolve") && deeds[1].starts_with("reopen"), "{deeds:?}");
    session.press("esc u C");
    assert_eq!(listed(&session), ["口径待核"], "undone, it is closed as before");
}

#[test]
fn where_all_are_resolved_the_list_shows_these() {
    let mut session = asked();
    session.press("C x x");
    assert_eq!(listed(&session), [""; 0]);
    session.press("x");
    assert_eq!(session.cannot(), Some(Reason::NoNotes));
    session.press("esc C");
    assert_eq!(listed(&session), ["✓口径待核", "✓线路待定"]);
}

#[test]
fn without_any_note_there_is_no_list() {
    let mut session = open(small());
    session.press("C");
    assert_eq!(session.cannot(), Some(Reason::NoNotes));
}

#[test]
fn an_answer_that_was_begun_and_left_is_kept() {
    let mut session = asked();
    session.press("C c");
    session.type_text("还没写完");
    session.press("esc C c");
    assert_eq!(session.typed_text(), "还没写完");
}
