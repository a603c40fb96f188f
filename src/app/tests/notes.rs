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
    session.press("6");
    assert_eq!(listed(&session), ["口径待核", "线路待定"]);
    session.press("down enter");
    assert_eq!((session.at().as_str(), session.model.overlay.is_none()), ("ports/rail", true));
    session.press("6 enter");
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
    session.press("6");
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

#[test]
fn tab_says_that_something_is_missing_and_the_note_is_an_open_one() {
    let mut session = unfolded(small());
    session.go("ports/canal");
    session.press("c");
    session.type_text("没有说谁牵头");
    session.press("tab enter");
    let Deed::Note(note) = &session.written[0].deed else { panic!("a note") };
    assert!(note.missing);
    session.press("f");
    session.type_text("有:缺项");
    assert_eq!(session.model.outline.filter.as_ref().map(|filter| filter.found), Some(1));
    session.press("esc C");
    assert_eq!(listed(&session), ["没有说谁牵头"]);
    session.press("x esc f");
    session.type_text("has:missing");
    assert_eq!(
        session.model.outline.filter.as_ref().map(|filter| filter.found),
        Some(0),
        "what is resolved is missing no more"
    );
    session.press("esc c tab tab x enter");
    let Some(Deed::Note(note)) = session.written.last().map(|fact| &fact.deed) else { panic!("a note") };
    assert!(!note.missing, "tab again takes it back");
}

#[test]
fn what_is_found_in_the_item_is_quoted() {
    let mut session = unfolded(small());
    session.go("eco/water");
    session.press("F 运 河 ctrl-t");
    session.type_text("哪一段？");
    session.press("enter");
    let Deed::Note(note) = &session.written[0].deed else { panic!("a note") };
    let quote = note.quote.as_ref().map(crate::text::Foreign::raw);
    assert_eq!((note.item.as_str(), quote, note.field.as_deref()), ("eco/water", Some("运河"), Some("text")));
    session.go("ports/canal");
    session.press("F y u n h e insert x enter");
    let Some(Deed::Note(note)) = session.written.last().map(|fact| &fact.deed) else { panic!("a note") };
    let quote = note.quote.as_ref().map(crate::text::Foreign::raw);
    assert_eq!(
        (quote, note.field.as_deref()),
        (Some("运河"), Some("title")),
        "as it stands, not as it was typed"
    );
}

#[test]
fn what_is_not_found_cannot_be_quoted() {
    let mut session = unfolded(small());
    session.go("eco/water");
    for typed in ["", "铁路", "eco"] {
        session.press("F");
        session.type_text(typed);
        session.press("ctrl-t");
        assert_eq!(session.cannot(), Some(Reason::NothingToQuote), "{typed:?}");
        assert!(matches!(session.model.overlay, Some(Overlay::Find(_))));
        session.press("esc");
    }
    session.press("4 o tab");
    assert_eq!(session.cannot(), Some(Reason::NotANote));
}
