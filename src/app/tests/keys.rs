//! Keys: sequences, keys that mean nothing, and keys the user bound.

use std::collections::BTreeMap;

use super::session::{Opening, Session};
use super::{small, small_under, unfolded};
use crate::app::{Notice, Overlay};
use crate::config::ConfigFault;

fn bound(strategy: &str, keys: &[(&str, &[&str])]) -> Session {
    let mut opening = Opening::of(small_under(strategy));
    let row = |(name, keys): &(&str, &[&str])| {
        ((*name).to_owned(), keys.iter().map(|key| (*key).to_owned()).collect())
    };
    opening.overrides = keys.iter().map(row).collect::<BTreeMap<_, _>>();
    let mut session = opening.open();
    session.press("+");
    session
}

#[test]
fn a_sequence_waits_and_another_key_ends_it() {
    let mut session = unfolded(small());
    session.press("G g");
    assert_eq!(session.model.typed().len(), 1);
    session.press("g");
    assert_eq!((session.at().as_str(), session.model.typed().len()), ("ports", 0));
    session.press("G g x");
    assert_eq!(session.model.notice, Some(Notice::UnboundKey("g x".to_owned())));
    assert_eq!((session.written.len(), session.model.typed().len()), (0, 0), "x alone would reject");
    session.press("g esc");
    assert_eq!((session.model.typed().len(), &session.model.notice), (0, &None));
}

#[test]
fn a_key_that_means_nothing_says_so() {
    let mut session = unfolded(small());
    for key in ["Y", "f24", "ctrl-x", "é", "alt-a"] {
        session.press(key);
        assert_eq!(session.model.notice, Some(Notice::UnboundKey(key.to_owned())));
    }
    session.press("esc");
    assert_eq!(session.model.notice, None);
    session.press("? f24");
    assert!(matches!(session.model.notice, Some(Notice::UnboundKey(_))), "on a page, too");
}

#[test]
fn a_key_of_the_users_that_the_plan_gives_to_a_status_is_reported() {
    let session = bound("", &[("commit", &["a"])]);
    assert!(matches!(session.model.mistakes[0].fault, ConfigFault::TakesStatusKey { command: "commit", .. }));
    let session = bound("", &[("commit", &["ctrl-x"])]);
    assert_eq!(session.model.mistakes, []);
}

#[test]
fn what_the_user_bound_stands_above_all() {
    let mut session =
        bound("", &[("mark-1", &["x"]), ("note", &["ctrl-x n"]), ("quit", &[]), ("down", &["a", "down"])]);
    session.press("x");
    assert_eq!(session.deeds(), ["approved ports/network"]);
    session.press("a down");
    assert_eq!(session.at(), "ports/rail");
    session.press("j");
    assert!(matches!(session.model.notice, Some(Notice::UnboundKey(_))), "the default is gone");
    session.press("ctrl-x n");
    assert!(session.model.note_line().is_some());
    session.press("esc");
    session.effects();
    session.press("q");
    assert_eq!(session.effects(), [""; 0]);
    session.press(": q u i t enter");
    assert!(session.question().is_some(), "what has no key is still in the palette");
}

#[test]
fn the_user_stands_above_the_strategy() {
    let own = "[[status]]\nid = \"yes\"\nzh = \"同意\"\nen = \"yes\"\nkey = \"y\"\nsymbol = \"o\"\n";
    let mut session = bound(own, &[("note", &["y"])]);
    session.press("y");
    assert!(session.model.note_line().is_some());
    session.press("esc f2");
    assert_eq!(session.deeds(), ["yes ports/network"]);
}

#[test]
fn a_key_for_text_is_text_whatever_it_does_elsewhere() {
    let mut session = unfolded(small());
    session.press("c");
    session.type_text("aqu:/?nw");
    session.press("ctrl-r f2 f8");
    assert_eq!(session.typed_text(), "aqu:/?nw");
    assert_eq!(session.written, []);
}

#[test]
fn digits_do_nothing_in_a_layer() {
    for layer in ["?", "!", "c x enter 6", "a q", "/ k i n d : p r o j e c t tab tab esc r"] {
        let mut session = unfolded(small());
        session.press(layer);
        let (screen, layer_open) = (session.model.screen, format!("{:?}", session.model.overlay));
        let written = session.written.len();
        session.effects();
        for digit in "1 2 3 4 5 6 7 8 9 0".split(' ') {
            session.press(digit);
            assert_eq!(format!("{:?}", session.model.overlay), layer_open, "{digit} after {layer}");
        }
        assert_eq!((session.model.screen, session.written.len()), (screen, written));
        assert_eq!(session.effects(), [""; 0]);
    }
}

#[test]
fn a_page_scrolls_and_closes() {
    for close in ["esc", "q", "?", "f1", "ctrl-c", "ctrl-g"] {
        let mut session = unfolded(small());
        session.press("?");
        session.model.measured =
            crate::app::Measured { item: 0, page: 50, page_view: 11, ..Default::default() };
        let scroll = |session: &Session| match &session.model.overlay {
            Some(Overlay::Page(page)) => page.scroll,
            _ => panic!("the page is open"),
        };
        for (key, at) in [
            ("j", 1),
            ("pagedown", 11),
            ("up", 10),
            ("G", 39),
            ("space", 39),
            ("pageup", 29),
            ("g g", 0),
            ("k", 0),
        ] {
            session.burst(key);
            assert_eq!(scroll(&session), at, "{key}");
        }
        session.press(close);
        assert!(session.model.overlay.is_none(), "{close}");
        assert!(!session.asked.contains(&crate::app::Effect::Quit));
    }
}
