//! Editing a line of text.

use proptest::prelude::*;

use super::{quiet, small, unfolded};
use crate::app::Message;

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
