//! Lines that are left and taken up again: they stay what they were, on what and for whom they were.

use super::session::{Session, marked};
use super::{open, small, small_under, unfolded};
use crate::app::{Reason, Row};
use crate::plan::{ItemId, ReviewerId};
use crate::review::{Deed, Note};
use crate::session::NoteKind;
use crate::text::Foreign;

fn last_note(session: &Session) -> &Note {
    let note = session.written.iter().rev().find_map(|fact| match &fact.deed {
        Deed::Note(note) => Some(note),
        _ => None,
    });
    note.expect("a note was recorded")
}

#[test]
fn a_reason_that_was_left_still_explains_its_mark() {
    let mut session = unfolded(small());
    session.go("ports/canal");
    session.press("r");
    session.type_text("口径");
    session.press("esc j c");
    session.press("esc k c");
    assert_eq!((session.at().as_str(), session.typed_text()), ("ports/canal", "口径"));
    session.type_text("待核");
    session.press("enter");
    let (note, mark) = (last_note(&session), &session.written[0].id);
    assert_eq!((note.text.raw(), note.re.as_ref()), ("口径待核", Some(mark)));
}

#[test]
fn the_reason_of_several_marks_is_left_and_taken_up_for_all_of_them() {
    let mut session = unfolded(small());
    session.press("/");
    session.type_text("kind:project");
    session.press("tab tab f3 y");
    session.type_text("同一口径");
    session.press("esc");
    session.go("ports/rail");
    session.press("c enter");
    let notes: Vec<String> = session.deeds().into_iter().filter(|deed| deed.starts_with("note")).collect();
    assert_eq!(notes, ["note ports/canal 同一口径", "note ports/rail 同一口径"]);
    let explains = |fact: &&crate::review::Fact| matches!(&fact.deed, Deed::Note(Note { re: Some(_), .. }));
    assert_eq!(session.written.iter().filter(explains).count(), 2);
}

#[test]
fn a_mark_counts_at_once_and_its_reason_is_owed_until_it_is_given() {
    let mut session = unfolded(small());
    session.go("ports/canal");
    session.press("r esc");
    let index = session.model.plan.position(&ItemId::parse("ports/canal").unwrap()).unwrap();
    assert_eq!(session.model.review.standing(index).verdict.name(), "revise");
    let owes = |session: &Session| session.model.review.standing(index).marks[0].owes_reason;
    assert!(owes(&session));
    session.press("/");
    session.type_text("todo:reason");
    assert_eq!(session.model.hits_shown(0, 9), [crate::search::Target::Item(index)]);
    session.press("esc c");
    assert!(session.model.note_line().is_some_and(|note| session.model.gives_reason(note)), "it says so");
    session.type_text("口径待核");
    session.press("enter");
    assert!(!owes(&session));
    assert_eq!(last_note(&session).re.as_ref(), Some(&session.written[0].id));
    session.press("c");
    assert!(session.model.note_line().is_some_and(|note| !session.model.gives_reason(note)));
    session.type_text("再说一句");
    session.press("enter");
    assert_eq!(last_note(&session).re, None, "one is the reason");
}

#[test]
fn an_answer_that_was_left_still_answers_its_note() {
    let mut loaded = small();
    marked(&mut loaded, "yi", "ports/canal", "revise", Some("口径不一"));
    let mut session = unfolded(loaded);
    let note = session.loaded.facts[1].id.clone();
    session.press("6 c");
    session.type_text("已核");
    session.press("esc c");
    assert_eq!(session.model.note_line().map(|line| &line.kind), Some(&NoteKind::Answer(note.clone())));
    session.press("enter");
    assert_eq!(last_note(&session).re, Some(note));
}

#[test]
fn a_quote_and_what_is_missing_are_left_and_taken_up() {
    let mut session = unfolded(small());
    session.go("ports/canal");
    session.press("F");
    session.type_text("运河");
    session.press("ctrl-t tab");
    session.type_text("与规划不符");
    session.press("esc c enter");
    let note = last_note(&session);
    assert_eq!(note.quote.as_ref().map(Foreign::raw), Some("运河"));
    assert!(note.missing);
}

#[test]
fn a_line_on_behalf_of_somebody_stays_theirs() {
    let strategy = "[[reviewer]]\nid = \"jia\"\n[[reviewer]]\nid = \"yi\"\n";
    let mut session = unfolded(small_under(strategy));
    session.go("ports/canal");
    session.press("B");
    session.type_text("yi");
    session.press("enter c");
    session.type_text("乙的话");
    session.press("esc B c");
    assert_eq!(session.typed_text(), "", "for oneself there is another line");
    session.press("esc B");
    session.type_text("yi");
    session.press("enter c enter");
    assert_eq!(last_note(&session).on_behalf.as_ref().map(ReviewerId::as_str), Some("yi"));
}

#[test]
fn what_was_said_in_one_meeting_is_not_said_in_another() {
    let mut session = unfolded(small_under("commit = \"never\"\n"));
    session.press("3 j enter enter enter enter");
    session.press("i");
    session.type_text("核对口径");
    session.press("esc Z y esc");
    session.press("3 j enter enter enter enter i");
    assert_eq!(session.typed_text(), "", "the action was meant for the first meeting");
}

#[test]
fn a_line_on_an_item_that_is_gone_stays_kept() {
    let mut session = open(small());
    session.press("c");
    session.type_text("写给谁");
    session.loaded.plan = crate::plan::Plan::default();
    session.send(crate::app::Message::Changed);
    session.press("enter");
    assert_eq!(session.cannot(), Some(Reason::ItemGone));
    session.loaded = small();
    session.send(crate::app::Message::Changed);
    let index = session.model.plan.position(&ItemId::parse("ports/network").unwrap()).unwrap();
    session.model.select(Row::Item(index));
    session.press("c");
    assert_eq!(session.typed_text(), "写给谁");
}

#[test]
fn the_first_letter_replaces_votes_names_and_days_that_were_left() {
    let mut session = open(small());
    session.press("3 j enter enter 甲 esc enter enter");
    assert_eq!(session.typed_text(), "甲");
    session.press("乙 enter 5 0 esc enter enter enter");
    assert_eq!(session.typed_text(), "50");
    session.press("5 enter");
    let present = |session: &Session| -> Vec<String> {
        session.model.meeting().unwrap().present.iter().map(|name| name.raw().to_owned()).collect()
    };
    assert_eq!(present(&session), ["乙"]);
    assert!(session.model.meeting().unwrap().minutes.values().all(|minutes| *minutes == 5));

    session.press("P 丙 esc P 丁 enter");
    assert_eq!(present(&session), ["丁"]);

    session.press("a v 4 : 1 esc v esc v");
    assert_eq!(session.typed_text(), "4:1", "a line that is left untouched keeps its text");
    session.press("1 : 0 enter");
    assert_eq!(session.model.meeting().unwrap().outcomes[0].1.votes.unwrap().to_string(), "1:0");

    session.press("i x enter 甲 enter 2 0 2 6 - 1 esc i y enter");
    assert_eq!(session.typed_text(), "甲");
    session.press("乙 enter");
    assert_eq!(session.typed_text(), "2026-1");
    session.press("2 0 2 6 - 1 2 - 3 1 enter");
    let meeting = session.model.meeting().unwrap();
    let action = meeting.actions[0].1;
    assert_eq!((action.text.raw(), action.owner[0].raw()), ("xy", "乙"), "words go on");
    assert_eq!(action.due, Some(jiff::civil::date(2026, 12, 31)));
}

#[test]
fn an_editing_key_keeps_votes_that_were_left() {
    let mut session = open(small());
    session.press("3 j enter enter enter enter a v 4 : 1 esc v backspace 2 enter");
    assert_eq!(session.model.meeting().unwrap().outcomes[0].1.votes.unwrap().to_string(), "4:2");
}
