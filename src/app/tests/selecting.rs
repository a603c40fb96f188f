//! Several hits chosen with Tab, and one mark for all of them.

use super::session::{Disk, marked};
use super::{Notice, Overlay, Question, deed, open, small};
use crate::plan::ItemId;
use crate::review::Deed;

#[test]
fn tab_selects_and_a_mark_is_on_all_after_one_question() {
    let mut session = open(small());
    session.press("/ k i n d : p r o j e c t tab");
    assert_eq!(session.model.selection.len(), 1);
    session.press("tab");
    assert_eq!(session.model.selection.len(), 2);
    session.press("esc a");
    assert!(matches!(
        &session.model.overlay,
        Some(Overlay::Question(Question::MarkSelected { status: 0, items, .. })) if items.len() == 2
    ));
    session.press("n");
    assert!(session.written.is_empty(), "nothing is marked without a yes");
    session.press("a y");
    let deeds: Vec<String> = session.written.iter().map(deed).collect();
    assert_eq!(deeds, ["approved ports/canal", "approved ports/rail"]);
    let bulk = |fact: &crate::review::Fact| match &fact.deed {
        crate::review::Deed::Mark(mark) => (mark.bulk, mark.unseen),
        _ => panic!("only marks are recorded"),
    };
    let bulks: Vec<_> = session.written.iter().map(bulk).collect();
    assert_eq!(bulks, [(Some(2), false); 2], "they say that they were recorded in one stroke");
    assert!(session.model.selection.is_empty());
    // Each is taken back like any other mark.
    session.press("u u");
    assert_eq!(session.model.total().reviewed, 0);
}

#[test]
fn a_reason_is_given_once_and_recorded_with_each() {
    let mut session = open(small());
    session.press("/ k i n d : p r o j e c t tab tab esc r y");
    assert!(session.model.note_line().is_some());
    session.press("口 径 enter");
    let deeds: Vec<String> = session.written.iter().map(deed).collect();
    assert_eq!(
        deeds,
        ["revise ports/canal", "revise ports/rail", "note ports/canal 口径", "note ports/rail 口径"]
    );
}

#[test]
fn marks_in_bulk_and_their_reason_are_one_job_each() {
    let mut session = open(small());
    session.press("/ k i n d : p r o j e c t tab tab esc");
    session.effects();
    session.hold();
    session.press("r y");
    assert_eq!(session.effects(), ["record"]);
    assert_eq!(session.model.recording.unkept(), 2);
    session.answer_one();
    assert_eq!((session.written.len(), session.model.recording.unkept()), (2, 0));
    session.effects();
    session.press("口 径 enter");
    assert_eq!(session.effects(), ["record"]);
    session.answer_one();
    assert_eq!((session.written.len(), session.model.recording.unkept()), (4, 0));
}

#[test]
fn marks_in_bulk_that_cannot_be_kept_wait_together_for_the_next_key() {
    let mut session = open(small());
    session.disk = Disk::Full;
    session.press("/ k i n d : p r o j e c t tab tab esc a y");
    assert_eq!((session.written.len(), session.model.recording.unkept()), (0, 2));
    session.disk = Disk::Works;
    session.press("r esc");
    assert_eq!((session.written.len(), session.model.recording.unkept()), (3, 0));
}

#[test]
fn tab_again_takes_a_hit_out_and_areas_cannot_be_selected() {
    let mut session = open(small());
    session.press("/ 运 河 tab up tab");
    assert!(session.model.selection.is_empty());
    session.press("ctrl-u 两 山 tab");
    assert!(session.model.selection.is_empty(), "an area is not marked");
}

#[test]
fn a_status_key_that_is_no_letter_marks_from_the_list() {
    let mut session = open(small());
    session.press("/ 运 河 f2");
    assert_eq!(session.written.iter().map(deed).collect::<Vec<_>>(), ["approved ports/canal"]);
    assert!(matches!(&session.written[0].deed, crate::review::Deed::Mark(mark) if mark.bulk.is_none()));
    assert!(session.model.overlay.is_none());
    session.press("/ r a i l tab f2 y");
    assert_eq!(session.written.last().map(deed).as_deref(), Some("approved ports/rail"));
}

#[test]
fn a_selection_survives_a_reload() {
    let mut session = open(small());
    session.press("/ 运 河 tab esc");
    session.send(crate::app::Message::Changed);
    assert_eq!(session.model.selection.len(), 1);
}

#[test]
fn what_cannot_be_marked_alone_is_not_marked_with_others() {
    let twice = "id = \"ports\"\ntitle = \"港\"\n[[goal]]\nid = \"canal\"\ntitle = \"运河\"\n[[goal]]\nid = \"canal\"\ntitle = \"运河\"\n[[goal]]\nid = \"river\"\ntitle = \"运河\"\n";
    let mut session = open(super::session::plan_of("title = \"x\"", &[twice]));
    session.press("/ 运 河 tab down tab esc a y");
    assert_eq!(session.written.iter().map(deed).collect::<Vec<_>>(), ["approved ports/river"]);
}

#[test]
fn what_has_the_mark_already_is_listed_apart_and_gets_no_other() {
    let mut loaded = small();
    marked(&mut loaded, "jia", "ports/canal", "approved", None);
    let mut session = open(loaded);
    session.press("/ k i n d : p r o j e c t tab tab esc a");
    let Some(Overlay::Question(Question::MarkSelected { items, already, .. })) = &session.model.overlay
    else {
        panic!("it is asked")
    };
    let ids = |items: &[ItemId]| items.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!((ids(items), ids(already)), (vec!["ports/rail".to_owned()], vec!["ports/canal".to_owned()]));
    session.press("y");
    assert_eq!(session.written.iter().map(deed).collect::<Vec<_>>(), ["approved ports/rail"]);
}

#[test]
fn what_was_not_shown_is_recorded_as_unseen() {
    let mut session = open(small());
    session.press("/");
    session.burst("k i n d : p r o j e c t");
    session.burst("tab tab esc");
    session.press("a y");
    let unseen = session.written.iter().map(|fact| match &fact.deed {
        Deed::Mark(mark) => (mark.bulk, mark.unseen),
        _ => panic!("only marks are recorded"),
    });
    assert_eq!(unseen.collect::<Vec<_>>(), [(Some(2), true); 2]);
}

#[test]
fn one_item_that_was_selected_and_not_shown_is_shown_first() {
    let mut session = open(small());
    session.press("/");
    session.burst("r a i l tab esc");
    session.press("a y");
    assert_eq!((session.written.len(), session.at().as_str()), (0, "ports/rail"));
    assert_eq!(session.model.notice, Some(Notice::JustShown));
    session.press("a");
    assert_eq!(session.written.iter().map(deed).collect::<Vec<_>>(), ["approved ports/rail"]);
}
