//! Search, palette and what an input method does to keys.

use proptest::prelude::*;

use super::session::shipped;
use super::{open, quiet, small, small_under, unfolded};
use crate::app::{Message, Overlay, Reason, Row, Size};
use crate::command::Command;

#[test]
fn the_list_is_live_and_enter_jumps() {
    let mut session = open(small());
    session.press("/");
    assert_eq!(session.model.preview(), None);
    session.press("运");
    assert_eq!(session.model.preview(), Some(Row::Item(2)));
    let Some(Overlay::Search(search)) = &session.model.overlay else { panic!("the search is open") };
    assert_eq!(search.line.hits.len(), 2, "a title and a text");
    session.press("down enter");
    assert_eq!((session.at().as_str(), session.model.overlay.is_none()), ("eco/water", true));
    session.press("backspace");
    assert_eq!(session.at(), "ports/network");
    session.press("/ 运 河 enter");
    assert_eq!(session.at(), "ports/canal");
    session.press("ctrl-o");
    assert_eq!(session.at(), "ports/network");
}

#[test]
fn enter_on_nothing_found_stays_in_the_search() {
    let mut session = open(small());
    session.press("/ q q enter");
    assert!(matches!(session.model.overlay, Some(Overlay::Search(_))));
    assert_eq!(session.at(), "ports/network");
}

#[test]
fn an_area_can_be_found_and_jumped_to() {
    let mut session = open(small());
    session.press("/ 两 山 enter");
    assert_eq!(session.at(), "eco");
}

#[test]
fn esc_gives_back_the_exact_former_place() {
    for leave in ["esc", "ctrl-c", "ctrl-g"] {
        let mut session = open(shipped());
        session.press("z r pagedown pagedown k k k");
        session.model.measured =
            crate::app::Measured { item: 100, page: 0, page_view: 0, ..Default::default() };
        session.burst("J");
        let before = (session.model.outline.clone(), session.model.item_scroll);
        assert!(before.0.top > 0 && before.1 > 0);
        let size = session.model.size;
        session.press("/ 运 河 down down");
        // The window may shrink and grow again meanwhile.
        session.send(Message::Resized(Size { columns: 80, rows: 9 }));
        session.send(Message::Resized(size));
        session.press(leave);
        let after = (session.model.outline.clone(), session.model.item_scroll);
        assert_eq!(format!("{after:?}"), format!("{before:?}"), "{leave}");
    }
}

#[test]
fn the_wheel_and_pages_move_in_the_list() {
    let mut session = open(shipped());
    session.press("/ 四");
    let chosen = |session: &super::Session| match &session.model.overlay {
        Some(Overlay::Search(search)) => (search.picker.chosen, search.picker.top),
        _ => panic!("the search is open"),
    };
    session.send(Message::Wheel { column: 3, row: 5, down: true });
    assert_eq!(chosen(&session).0, 3);
    session.press("up");
    assert_eq!(chosen(&session).0, 2);
    session.press("pagedown pagedown pagedown");
    let Some(Overlay::Search(search)) = &session.model.overlay else { panic!("the search is open") };
    assert_eq!(search.picker.chosen, search.line.hits.len() - 1, "the end stops it");
    session.press("pageup pageup pageup");
    assert_eq!(chosen(&session), (0, 0));
    session.press("down 省");
    assert_eq!(chosen(&session), (0, 0), "another query, another first line");
}

#[test]
fn an_input_method_left_on_does_not_change_what_a_key_does() {
    let mut session = unfolded(small());
    session.press("ａ");
    assert_eq!(session.deeds(), ["approved ports/network"]);
    session.press("ｇ ｇ");
    assert_eq!(session.at(), "ports");
    for (key, overlay) in [("？", "Page"), ("：", "Palette"), ("、", "Search"), ("／", "Search"), ("！", "")]
    {
        session.press(key);
        let opened = format!("{:?}", session.model.overlay);
        assert!(opened.contains(overlay), "{key}: {opened}");
        session.press("esc");
    }
}

#[test]
fn full_width_keys_are_text_where_text_is_typed() {
    let mut session = unfolded(small());
    session.press("c");
    session.type_text("ａ？：、，");
    assert_eq!(session.typed_text(), "ａ？：、，");
    session.press("esc / ？");
    assert_eq!(session.typed_text(), "？");
    session.press("esc : ：");
    assert_eq!(session.typed_text(), "：");
}

#[test]
fn chinese_where_a_command_was_expected_is_looked_for() {
    let mut session = unfolded(small());
    session.press("浙");
    assert_eq!(session.typed_text(), "浙");
    session.press("赣 enter");
    assert_eq!(session.at(), "ports/canal");
    session.send(Message::Text("空气".to_owned()));
    assert_eq!((session.typed_text(), session.model.preview()), ("空气", Some(Row::Item(5))));
    session.press("esc ? 浙");
    assert!(matches!(session.model.overlay, Some(Overlay::Page(_))), "a page is not left for it");
}

#[test]
fn a_paste_never_runs_a_command() {
    for text in ["a", "q", "qy\n", "aaaa\r\nw\n", ":quit\n", "\u{1b}[A", "x\u{3}"] {
        let mut session = unfolded(small());
        session.effects();
        session.send(Message::Paste(text.to_owned()));
        assert_eq!(session.effects(), [""; 0], "{text:?}");
        assert_eq!((session.written.len(), session.at().as_str()), (0, "ports/network"));
        assert!(matches!(session.model.overlay, Some(Overlay::Search(_))), "it is looked for");
        assert!(!session.typed_text().contains(char::is_control), "{text:?}");
        session.send(Message::Paste("\n".to_owned()));
        assert!(matches!(session.model.overlay, Some(Overlay::Search(_))), "a line end is no Enter");
    }
    let mut session = super::session::Opening::of(small()).start();
    session.send(Message::Paste("a".to_owned()));
    assert!(session.model.overlay.is_none(), "there is nothing to search yet");
}

#[test]
fn a_paste_answers_no_question() {
    let mut session = unfolded(small());
    session.press("a q");
    session.effects();
    session.send(Message::Paste("y".to_owned()));
    assert!(session.question().is_some());
    assert_eq!(session.effects(), [""; 0]);
}

#[test]
fn the_palette_has_every_command_of_the_outline() {
    let mut session = open(small());
    session.press(":");
    let listed = session.model.palette_commands();
    for &command in Command::ALL {
        let spec = command.spec();
        let own = matches!(spec.scope, crate::command::Scope::Outline | crate::command::Scope::Everywhere);
        let wanted = own && command.status().is_none_or(|number| number < 5);
        assert_eq!(listed.contains(&command), wanted, "{}", spec.name);
    }
}

#[test]
fn the_palette_finds_and_runs() {
    let mut session = unfolded(small());
    session.press(":");
    session.type_text("next area");
    assert_eq!(session.model.palette_commands(), [Command::NextArea]);
    session.press("enter");
    assert_eq!((session.at().as_str(), session.model.overlay.is_none()), ("eco", true));
    session.press(":");
    session.type_text("mark-1");
    session.press("enter");
    assert_eq!(session.cannot(), Some(Reason::NotAnItem), "what cannot run says why");
    session.press(": z z enter");
    assert!(session.model.overlay.is_none());
    assert_eq!(session.written.len(), 0);
}

#[test]
fn the_palette_knows_statuses_by_their_names() {
    let mut session = unfolded(small());
    for (typed, command) in
        [("需修改", Command::Mark2), ("Reject", Command::Mark5), ("不同意", Command::Mark5)]
    {
        session.press(":");
        session.type_text(typed);
        assert_eq!(session.model.palette_commands(), [command], "{typed}");
        session.press("esc");
    }
    let own = "[[status]]\nid = \"yes\"\nzh = \"同意\"\nen = \"fine\"\nkey = \"e\"\nsymbol = \"o\"\n";
    let mut session = unfolded(small_under(own));
    session.press(":");
    session.type_text("fine");
    assert_eq!(session.model.palette_commands(), [Command::Mark1]);
}

#[test]
fn an_undo_from_the_palette_also_asks_before_it_reaches_an_earlier_run() {
    let mut loaded = small();
    super::session::marked(&mut loaded, "jia", "ports/canal", "revise", None);
    let mut session = unfolded(loaded);
    session.press(": u n d o enter");
    assert_eq!(session.written, []);
    session.press("u");
    assert_eq!(session.deeds(), ["undo 01-000000"]);
}

proptest! {
    #![proptest_config(quiet(64))]

    /// Whatever is typed or pasted into the search, Esc leads back and nothing was recorded.
    #[test]
    fn a_search_that_is_left_leaves_no_trace(typed in prop::collection::vec(any::<char>(), 0..12), pasted in ".{0,12}") {
        let mut session = unfolded(small());
        let before = format!("{:?}", session.model.outline);
        session.effects();
        session.press("/");
        for c in typed.into_iter().filter(|c| !c.is_control()) {
            session.type_text(&c.to_string());
        }
        session.send(Message::Paste(pasted));
        session.press("down up esc");
        prop_assert_eq!(format!("{:?}", session.model.outline), before);
        prop_assert!(session.model.overlay.is_none() && session.effects().is_empty());
    }
}
