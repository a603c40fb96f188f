//! Several hits chosen with Tab, and one mark for all of them.

use super::{Overlay, Question, deed, open, small};

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
