//! Marks and notes: what one key does, and what it leaves on the screen.

use super::session::{marked, plan_of};
use super::{ECO, ITEMS, PORTS, open, small, small_under, unfolded};
use crate::app::{Effect, Notice, Overlay, Reason};
use crate::job::Job;
use crate::plan::StatusId;
use crate::review::{Deed, Mark};
use crate::session::NoteKind;

#[test]
fn approving_goes_on_to_the_next_open_item() {
    let mut loaded = small();
    marked(&mut loaded, "jia", "ports/works", "approved", None);
    let mut session = open(loaded);
    session.press("g g j a");
    assert_eq!(session.at(), "ports/canal", "the task after it is approved already");
    assert!(session.model.overlay.is_none());
    assert_eq!(session.deeds(), ["approved ports/network"]);
    let Some(Notice::Recorded(recorded)) = &session.model.notice else {
        panic!("{:?}", session.model.notice)
    };
    assert_eq!((recorded.file.raw(), recorded.facts.len()), ("plans/reviews/jia.7f3a1c.toml", 1));
    session.press("f2");
    assert_eq!(session.deeds(), ["approved ports/network", "approved ports/canal"]);
}

#[test]
fn a_status_that_wants_a_reason_opens_the_note_line_under_the_same_item() {
    for (key, status) in
        [("r", "revise"), ("d", "discuss"), ("p", "deferred"), ("x", "rejected"), ("f6", "rejected")]
    {
        let mut session = unfolded(small());
        session.go("ports/canal");
        session.press(key);
        assert_eq!(session.holding("ports/canal"), [format!("jia {status}")], "recorded at once");
        assert_eq!(session.at(), "ports/canal");
        let Some(note) = session.model.note_line() else { panic!("{key} opens the note line") };
        assert!(note.kind == NoteKind::Reason && note.item.as_str() == "ports/canal");
        session.type_text("口径待核");
        session.press("enter");
        assert_eq!(session.notes("ports/canal"), ["口径待核"]);
        assert_eq!(session.at(), "ports/rail", "Enter goes on");
        let Deed::Note(note) = &session.written[1].deed else { panic!("the second fact is the note") };
        assert_eq!(note.re.as_ref(), Some(&session.written[0].id), "it belongs to the mark");
    }
}

#[test]
fn without_a_reason_enter_goes_on_all_the_same() {
    let mut session = unfolded(small());
    session.press("r space enter");
    assert_eq!(session.deeds(), ["revise ports/network"]);
    assert_eq!(session.at(), "ports/works");
}

#[test]
fn esc_keeps_the_mark_and_the_draft_comes_back() {
    let mut session = unfolded(small());
    session.press("r");
    session.type_text("口径");
    session.press("esc");
    assert_eq!((session.at().as_str(), session.deeds().len()), ("ports/network", 1));
    session.press("j c");
    assert_eq!(session.typed_text(), "", "the draft is not of this item");
    session.press("esc k c");
    assert_eq!(session.typed_text(), "口径");
    session.type_text("待核");
    session.press("enter");
    assert_eq!(session.notes("ports/network"), ["口径待核"]);
    session.press("c");
    assert_eq!(session.typed_text(), "", "what was recorded is no draft any more");
}

#[test]
fn a_comment_that_was_left_does_not_become_the_reason_of_a_mark() {
    let mut session = unfolded(small());
    session.press("c");
    session.type_text("口径待核");
    session.press("esc r");
    assert_eq!(session.typed_text(), "");
    session.press("esc c");
    assert_eq!(session.typed_text(), "口径待核");
}

#[test]
fn a_note_of_its_own_stays_on_the_item() {
    let mut session = unfolded(small());
    session.go("ports/canal");
    session.press("a k c");
    session.type_text("  与江西段一并考虑 ");
    session.press("enter");
    assert_eq!(session.deeds(), ["approved ports/canal", "note ports/canal 与江西段一并考虑"]);
    assert_eq!(session.at(), "ports/canal");
    let Deed::Note(note) = &session.written[1].deed else { panic!("a note is a note") };
    assert_eq!(note.re, None, "it explains no mark");
    session.press("ctrl-t enter insert esc");
    assert_eq!(session.written.len(), 2, "an empty note is none");
}

#[test]
fn a_second_mark_names_the_one_it_replaces() {
    let mut session = unfolded(small());
    session.press("a k r esc");
    assert_eq!(session.holding("ports/network"), ["jia revise"]);
    let Deed::Mark(Mark { after, commit, .. }) = &session.written[1].deed else { panic!("a mark is a mark") };
    assert_eq!(after, &[session.written[0].id.clone()]);
    assert_eq!(commit.as_deref(), Some("4e1f00"), "the commit that is checked out");
}

#[test]
fn marking_the_last_open_item_of_an_area_and_of_the_plan_is_said() {
    let mut loaded = small();
    for item in &ITEMS[..4] {
        marked(&mut loaded, "jia", item, "approved", None);
    }
    let mut session = open(loaded);
    session.press("a");
    assert_eq!(session.model.praise, Some(Notice::AreaDone(0)));
    assert_eq!(session.at(), "eco/air");
    session.press("a");
    assert_eq!(session.model.praise, None);
    session.press("a");
    assert_eq!(session.model.praise, Some(Notice::AllDone));
    assert_eq!(session.at(), "eco/water");
    session.press("k");
    assert_eq!(session.model.praise, None, "said once");
}

#[test]
fn marks_of_others_stand_beside_ones_own() {
    let mut loaded = small();
    marked(&mut loaded, "yi", "ports/network", "rejected", None);
    let mut session = unfolded(loaded);
    assert_eq!(session.at(), "ports/network", "not marked by me");
    session.press("a");
    assert_eq!(session.holding("ports/network"), ["jia approved", "yi rejected"]);
}

#[test]
fn what_cannot_be_marked_says_why_and_nothing_is_recorded() {
    let twice = format!("{ECO}\n[[goal]]\nid = \"air\"\ntitle = \"又一个\"\n");
    let damaged = format!("{PORTS}\ndue = \"never\"\n");
    for (strategy, areas, at, reason) in [
        ("", [PORTS, ECO], "ports", Reason::NotAnItem),
        ("", [PORTS, &twice], "eco/air", Reason::Ambiguous),
        ("", [&damaged, ECO], "ports/four", Reason::Damaged),
    ] {
        let mut session = unfolded(plan_of(&format!("title = \"x\"\n{strategy}"), &areas));
        let row = session.rows().iter().position(|row| row == at).unwrap();
        session.press("g g");
        for _ in 0..row {
            session.press("j");
        }
        for key in ["a", "r", "f4", "c", "insert"] {
            session.press("esc");
            session.press(key);
            assert_eq!(session.cannot(), Some(reason), "{key} on {at}");
            assert!(session.model.overlay.is_none(), "{key} on {at}");
            assert_eq!(session.at(), at);
        }
        session.press("s");
        assert_eq!(session.written, []);
    }
}

#[test]
fn a_strategy_may_have_statuses_and_keys_of_its_own() {
    let own = r#"
        [[status]]
        id = "yes"
        zh = "同意"
        en = "yes"
        key = "e"
        symbol = "o"
        settles = true

        [[status]]
        id = "later"
        zh = "以后"
        en = "later"
        key = "V"
        symbol = ">"
        reason = true
    "#;
    let mut session = unfolded(small_under(own));
    session.press("e");
    assert_eq!(session.holding("ports/network"), ["jia yes"]);
    assert_eq!(session.at(), "ports/works", "the first approves, and wants no reason");
    session.press("V");
    assert_eq!(session.holding("ports/works"), ["jia later"]);
    session.press("esc a");
    assert!(matches!(session.model.notice, Some(Notice::UnboundKey(_))), "no default status");
    session.press("f4");
    assert_eq!(session.cannot(), Some(Reason::NoSuchStatus));
    assert_eq!(session.written.len(), 2);
}

#[test]
fn a_command_keeps_its_key_from_a_status_on_every_screen() {
    let own = r#"
        [[status]]
        id = "yes"
        en = "yes"
        key = "a"

        [[status]]
        id = "no"
        en = "no"
        key = "/"

        [[status]]
        id = "later"
        en = "later"
        key = "b"
    "#;
    let mut session = unfolded(small_under(own));
    session.press("/");
    assert!(matches!(session.model.overlay, Some(Overlay::Search(_))));
    // `b` is a command in a meeting, and so records nothing elsewhere either.
    session.press("esc b");
    assert_eq!(session.model.notice, Some(Notice::UnboundKey("b".to_owned())));
    assert_eq!(session.written, []);
    session.press("f3");
    assert_eq!(session.holding("ports/network"), ["jia no"]);
    let mut session = unfolded(small_under(own));
    session.press("3 j enter enter enter enter b");
    assert!(session.typed_text().is_empty() && session.model.input().is_some(), "asks why it is parked");
    assert!(!session.deeds().iter().any(|deed| deed.starts_with("outcome")));
}

#[test]
fn a_mark_is_one_job_with_what_was_read() {
    let mut session = unfolded(small());
    session.effects();
    session.hold();
    session.press("a");
    let [Effect::Work(Job::Record { by, deeds })] = &session.asked[..] else { panic!("{:?}", session.asked) };
    let [Deed::Mark(mark)] = &deeds[..] else { panic!("{deeds:?}") };
    assert_eq!((by.as_str(), mark.item.as_str()), ("jia", "ports/network"));
    assert_eq!(mark.status, StatusId::new("approved"));
    assert!(mark.read.is_some() && mark.after.is_empty());
    assert!(session.model.recording.is_pending(&mark.item.clone()));
    session.let_go();
    assert_eq!(session.model.recording.unkept(), 0);
}
