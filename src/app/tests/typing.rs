//! Editing a line of text.

use proptest::prelude::*;

use super::{quiet, small, small_under, unfolded};
use crate::app::{Message, Notice};
use crate::review::Votes;
use crate::text::Foreign;

#[test]
fn a_line_is_edited_by_the_usual_keys() {
    for (keys, text) in [
        ("甲 乙 丙", "甲乙丙"),
        ("甲 乙 backspace", "甲"),
        ("甲 乙 ctrl-h", "甲"),
        ("甲 乙 left 丙", "甲丙乙"),
        ("甲 乙 home delete", "乙"),
        ("甲 乙 home 丙 end 丁", "丙甲乙丁"),
        ("a space b ctrl-w c", "a c"),
        ("a b left ctrl-k", "a"),
        ("a b ctrl-u c", "c"),
        ("a b left left right c ctrl-e d", "acbd"),
        ("backspace delete left ctrl-w a", "a"),
        ("e backspace \u{301}", "\u{301}"),
    ] {
        let mut session = unfolded(small());
        session.press("c");
        session.press(keys);
        assert_eq!(session.typed_text(), text, "{keys}");
    }
}

#[test]
fn what_an_input_method_commits_arrives_whole() {
    let mut session = unfolded(small());
    session.press("c 甲 丙 left");
    session.send(Message::Text("口径待核".to_owned()));
    assert_eq!(session.typed_text(), "甲口径待核丙");
}

#[test]
fn a_paste_is_one_line() {
    for (pasted, text) in [
        ("甲\n乙\n", "甲 乙"),
        ("甲\r\n乙\r\n\r\n", "甲 乙"),
        ("甲\t乙", "甲 乙"),
        ("甲\r乙", "甲 乙"),
        ("\u{1b}[31m红", "[31m红"),
        ("", ""),
    ] {
        let mut session = unfolded(small());
        session.press("c");
        session.send(Message::Paste(pasted.to_owned()));
        assert_eq!(session.typed_text(), text, "{pasted:?}");
        assert!(session.model.overlay.is_some(), "a line end is no Enter");
    }
}

/// A line that is too long is still all there.
#[test]
fn a_long_paste_is_not_cut_in_silence() {
    let mut session = unfolded(small());
    session.press("c");
    let long = "口径待核".repeat(2500);
    session.send(Message::Paste(long.clone()));
    assert_eq!(session.typed_text().chars().count(), long.chars().count());
}

#[test]
fn a_paste_over_the_limit_is_refused_and_changes_no_line() {
    let refused = Some(Notice::PasteTooLong { bytes: 5, limit: 4 });
    for key in ["c", "/", ":", "="] {
        let mut session = unfolded(small());
        session.press(key);
        session.send(Message::Text("口径".to_owned()));
        session.send(Message::LongPaste { bytes: 5, limit: 4 });
        assert_eq!((session.typed_text(), &session.model.notice), ("口径", &refused), "{key}");
        session.send(Message::Text("待核".to_owned()));
        assert_eq!(session.typed_text(), "口径待核", "{key}");
    }
    // Where no line is open, none is opened.
    let mut session = unfolded(small());
    session.send(Message::LongPaste { bytes: 5, limit: 4 });
    assert!(session.model.overlay.is_none() && session.model.notice == refused);
}

/// An offer is replaced by the first letter, and kept by any other key that edits.
#[test]
fn what_a_line_offers_is_replaced_by_the_first_letter_typed() {
    let strategy = "[[reviewer]]\nid = \"jia\"\nname = \"甲\"\n[[reviewer]]\nid = \"yi\"\nname = \"乙\"\n";
    let asked = || {
        let mut session = unfolded(small_under(strategy));
        session.press("3 j enter enter");
        assert_eq!(session.typed_text(), "甲、乙");
        session
    };
    for (keys, text) in [
        ("丙", "丙"),
        ("end 丙", "甲、乙丙"),
        ("right 丙", "甲、乙丙"),
        ("left 丙", "甲、丙乙"),
        ("home 丙", "丙甲、乙"),
        ("backspace 丙", "甲、丙"),
        ("ctrl-u 丙", "丙"),
        ("丙 丁", "丙丁"),
    ] {
        let mut session = asked();
        session.press(keys);
        assert_eq!(session.typed_text(), text, "{keys}");
    }
    let mut session = asked();
    session.send(Message::Text("丙丁".to_owned()));
    assert_eq!(session.typed_text(), "丙丁", "what an input method commits replaces it too");
}

#[test]
fn votes_typed_again_replace_the_votes_that_are_offered() {
    let mut session = unfolded(small());
    session.press("3 j enter enter enter enter a v");
    session.type_text("4:1");
    session.press("enter v");
    assert_eq!(session.typed_text(), "4:1");
    session.type_text("3:2");
    session.press("enter");
    let votes = session.model.meeting().unwrap().outcomes[0].1.votes;
    assert_eq!(votes, Some(Votes { yes: 3, no: 2, abstain: 0 }));
}

#[test]
fn an_owner_typed_replaces_the_owner_that_is_offered() {
    let mut session = unfolded(small());
    session.go("ports/canal");
    session.press("3 j enter enter enter enter esc M i");
    session.type_text("核对");
    session.press("enter");
    assert_eq!(session.typed_text(), "市交通局");
    session.type_text("市港航局");
    session.press("enter enter");
    let owner = &session.model.meeting().unwrap().actions[0].1.owner;
    assert_eq!(owner.iter().map(Foreign::raw).collect::<Vec<_>>(), ["市港航局"]);
}

#[test]
fn a_filter_typed_again_replaces_the_one_that_is_offered() {
    let mut session = unfolded(small());
    session.press("f");
    session.type_text("运河");
    session.press("enter f");
    session.type_text("空气");
    assert_eq!(session.typed_text(), "空气");
    session.press("enter f end");
    session.type_text(" kind:goal");
    assert_eq!(session.typed_text(), "空气 kind:goal");
}

/// One key of those a keyboard has, or a text that an input method or a paste brings.
fn anything() -> impl Strategy<Value = Message> {
    let named = [
        "enter",
        "esc",
        "tab",
        "backspace",
        "up",
        "down",
        "left",
        "right",
        "home",
        "end",
        "pageup",
        "pagedown",
    ];
    let key = |name: String| Message::Key(name.parse().unwrap());
    prop_oneof![
        8 => "[!-~]".prop_map(key),
        4 => "[0-9]".prop_map(key),
        4 => prop::sample::select(named.to_vec()).prop_map(move |name| key(name.to_owned())),
        2 => "(ctrl-[a-z]|alt-[a-z]|f[1-9]|f1[0-2])".prop_map(key),
        1 => "\\PC".prop_filter("a key has no blank name", |text| !text.trim().is_empty()).prop_map(Message::Text),
        1 => "([-+]?[0-9]{1,12}[dw天周]?|changed:[0-9]{1,9}d|[0-9]{1,4}-[0-9]{1,3}|\\PC{0,9})".prop_map(Message::Paste),
    ]
}

proptest! {
    #![proptest_config(quiet(96))]

    /// Whatever is pressed, typed and pasted on whatever screen, the program goes on and counts right.
    #[test]
    fn any_keys_and_texts_are_taken(
        opened in prop::sample::select(vec!["", "2", "3", "3 enter enter enter enter", "4", "5", "6", "C", "c", "/", ":", "f"]),
        messages in prop::collection::vec(anything(), 0..120),
    ) {
        let mut session = unfolded(small());
        session.press(opened);
        for message in messages {
            let said = format!("{message:?}");
            session.send(message);
            prop_assert!(session.model.counts_are_right(), "{said}");
        }
    }
}

proptest! {
    #![proptest_config(quiet(64))]

    #[test]
    fn a_note_is_recorded_as_it_was_typed(text in "[^\\p{C}\\s]([^\\p{C}]{0,30}[^\\p{C}\\s])?") {
        let mut session = unfolded(small());
        session.press("c");
        session.type_text(&text);
        session.press("enter");
        prop_assert_eq!(session.notes("ports/network"), [text]);
    }
}
