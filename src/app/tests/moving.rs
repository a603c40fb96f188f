//! Moving in the outline: rows, folds, areas, and what wants to be looked at.

use super::session::{marked, plan_of, shipped};
use super::{ITEMS, open, quiet, small, unfolded};
use crate::app::{Areas, Measured, Notice, Row};
use proptest::prelude::*;

#[test]
fn at_first_sight_goals_are_folded_and_the_first_open_item_is_selected() {
    let session = open(small());
    assert_eq!(session.rows(), ["ports", "ports/network", "ports/four", "eco", "eco/air"]);
    assert_eq!(session.at(), "ports/network");
    let mut loaded = small();
    for item in &ITEMS[..3] {
        marked(&mut loaded, "jia", item, "approved", None);
    }
    let session = open(loaded);
    assert_eq!(session.at(), "ports/rail", "where the review was left");
    assert_eq!(session.rows()[..4], ["ports", "ports/network", "ports/works", "ports/canal"]);
}

#[test]
fn keys_move() {
    for (from, keys, to) in [
        ("ports/canal", "j", "ports/rail"),
        ("ports/canal", "down", "ports/rail"),
        ("ports/canal", "ctrl-n", "ports/rail"),
        ("ports/canal", "k", "ports/works"),
        ("ports/canal", "up", "ports/works"),
        ("ports/canal", "g g", "ports"),
        ("ports/canal", "home", "ports"),
        ("ports/canal", "home k", "ports"),
        ("ports/canal", "G", "eco/water"),
        ("ports/canal", "end", "eco/water"),
        ("ports/canal", "end j", "eco/water"),
        ("ports/canal", "pagedown", "eco/water"),
        ("ports/canal", "ctrl-d", "eco/water"),
        ("eco/water", "pageup", "ports"),
        ("ports/canal", "h", "ports/works"),
        ("ports/canal", "left left left left", "ports/network"),
        ("ports/four", "left", "ports"),
        ("ports/network", "l", "ports/works"),
        ("ports/canal", "right", "ports/canal"),
        ("ports/canal", "]", "eco"),
        ("ports/canal", "tab", "eco"),
        ("eco/air", "]", "eco"),
        ("ports/canal", "[", "ports"),
        ("ports/canal", "backtab backtab", "ports"),
        ("eco/air", "[", "eco"),
        ("eco/air", "[ [", "ports"),
    ] {
        let mut session = unfolded(small());
        session.go(from);
        session.press(keys);
        assert_eq!(session.at(), to, "{keys} from {from}");
    }
}

#[test]
fn a_page_is_what_the_outline_shows_less_one_row() {
    let mut session = open(shipped());
    session.press("z r g g pagedown");
    let view = usize::from(Areas::of(session.model.size, false).outline.rows);
    let rows = session.model.outline.rows(&session.model.plan);
    assert_eq!(session.model.outline.selected, rows[view - 1]);
    session.press("pageup");
    assert_eq!(session.model.outline.selected, rows[0]);
}

#[test]
fn folding_hides_what_is_below_and_goes_to_the_parent_where_nothing_is() {
    let mut session = unfolded(small());
    session.go("ports/works");
    session.press("left");
    assert_eq!(session.at(), "ports/works");
    assert_eq!(session.rows()[..4], ["ports", "ports/network", "ports/works", "ports/four"]);
    session.press("left");
    assert_eq!(session.at(), "ports/network", "folded already: up");
    session.press("j right");
    assert_eq!(session.at(), "ports/works");
    assert!(session.rows().contains(&"ports/canal".to_owned()));
    session.press("right");
    assert_eq!(session.at(), "ports/canal", "unfolded already: in");
    session.press("g g enter");
    assert_eq!(session.rows()[..2], ["ports", "eco"]);
    session.press("enter");
    assert_eq!(session.rows().len(), 9);
}

#[test]
fn folding_all_keeps_the_goals_and_takes_the_selection_up() {
    let mut session = unfolded(small());
    session.go("ports/canal");
    session.model.item_scroll = 3;
    session.press("z m");
    assert_eq!(session.rows(), ["ports", "ports/network", "ports/four", "eco", "eco/air"]);
    assert_eq!(session.at(), "ports/network");
    assert_eq!(session.model.item_scroll, 0, "another item is read from its beginning");
    session.press("+");
    assert_eq!(session.rows().len(), 9);
    session.press("-");
    assert_eq!(session.rows().len(), 5);
}

#[test]
fn what_is_selected_is_never_hidden() {
    let mut session = open(small());
    session.press("g g left G left");
    session.press("/ 浙 赣 enter");
    assert_eq!(session.at(), "ports/canal");
    assert!(session.rows().contains(&"ports/canal".to_owned()));
}

#[test]
fn the_next_open_item_is_unreviewed_or_stale_and_comes_round_again() {
    let mut loaded = small();
    for item in ["ports/network", "ports/works", "ports/rail", "eco/air"] {
        marked(&mut loaded, "jia", item, "approved", None);
    }
    // Another reviewer's mark is not mine, and what changed since I marked it is open again.
    marked(&mut loaded, "yi", "ports/four", "approved", None);
    marked(&mut loaded, "jia", "ports/canal", "revise", None);
    let canal = &mut loaded.plan.items[2];
    canal.owner = vec!["市港航局".into()];
    let mut session = unfolded(loaded);
    session.press("g g");
    let mut seen = Vec::new();
    for _ in 0..4 {
        session.press("n");
        seen.push((session.at(), session.model.notice == Some(Notice::Wrapped)));
    }
    let expected =
        [("ports/canal", false), ("ports/four", false), ("eco/water", false), ("ports/canal", true)];
    assert_eq!(seen, expected.map(|(at, wrapped)| (at.to_owned(), wrapped)));
    session.press("N");
    assert_eq!((session.at().as_str(), &session.model.notice), ("eco/water", &Some(Notice::Wrapped)));
    session.press("f7");
    assert_eq!((session.at().as_str(), &session.model.notice), ("ports/four", &None));
    session.press("] n");
    assert_eq!(session.at(), "eco/water");
}

#[test]
fn with_nothing_left_the_next_open_item_says_so_and_stays() {
    let mut loaded = small();
    for item in ITEMS {
        marked(&mut loaded, "jia", item, "approved", None);
    }
    let mut session = unfolded(loaded);
    session.press("G n");
    assert_eq!(session.model.notice, Some(Notice::NothingUnreviewed));
    assert_eq!(session.at(), "eco/water");
    // The only open item is the selected one.
    let mut loaded = small();
    for item in &ITEMS[..6] {
        marked(&mut loaded, "jia", item, "approved", None);
    }
    let mut session = unfolded(loaded);
    session.press("G n");
    assert_eq!(session.at(), "eco/water");
}

#[test]
fn links_lead_there_and_back() {
    let mut session = unfolded(small());
    session.go("ports/canal");
    session.press("o down");
    assert_eq!(session.model.preview(), Some(Row::Item(6)));
    session.press("enter");
    assert_eq!(session.at(), "eco/water");
    session.press("o");
    assert_eq!(session.at(), "ports/canal", "named by one item only: straight there");
    session.press("backspace ctrl-o");
    assert_eq!(session.at(), "ports/canal");
    session.press("backspace");
    assert_eq!(session.cannot(), Some(crate::app::Reason::NowhereBack));
}

#[test]
fn the_item_pane_scrolls_as_far_as_it_has_lines() {
    let mut session = open(small());
    let view = usize::from(Areas::of(session.model.size, false).item.rows);
    session.press("J");
    assert_eq!(session.model.item_scroll, 0, "all of it is seen");
    session.model.measured = Measured { item: view + 5, ..Measured::default() };
    session.burst("space space space");
    assert_eq!(session.model.item_scroll, 5);
    session.burst("K");
    assert_eq!(session.model.item_scroll, 0);
    session.burst("J j");
    assert_eq!(session.model.item_scroll, 0, "another item is read from its beginning");
}

#[test]
fn an_empty_plan_can_be_walked() {
    let mut session = open(plan_of("title = \"x\"", &[]));
    session.press("j k g g G ] [ n N h l pagedown z m z r space enter / x enter esc");
    assert_eq!(session.model.outline.rows(&session.model.plan), []);
}

proptest! {
    #![proptest_config(quiet(64))]

    /// Whatever is pressed, the selected row exists, is not hidden, and is on the screen.
    #[test]
    fn the_selection_is_always_in_sight(
        keys in prop::collection::vec(
            prop::sample::select(vec![
                "j", "k", "h", "l", "n", "N", "]", "[", "g g", "G", "pagedown", "pageup", "z m", "z r", "enter",
                "o enter", "backspace", "/ 运 esc", "/ 交 enter", "a", "u", "U", "R", "s", "@ y i enter",
            ]),
            0..60,
        ),
        rows in 0u16..30,
    ) {
        let mut session = open(shipped());
        session.send(crate::app::Message::Resized(crate::app::Size { columns: 80, rows }));
        for key in keys {
            session.press(key);
            let model = &session.model;
            let shown = model.outline.rows(&model.plan);
            let at = shown.iter().position(|row| *row == model.outline.selected);
            let view = usize::from(Areas::of(model.size, model.clause_shown).outline.rows);
            prop_assert!(model.counts_are_right(), "{key}: other counts than counting afresh gives");
            prop_assert!(at.is_some(), "{key}: hidden");
            let inside = at.is_some_and(|at| at >= model.outline.top && at < model.outline.top + view);
            prop_assert!(inside || view == 0, "{key}: row {at:?} of {} from {}", view, model.outline.top);
            prop_assert!(model.outline.top + view <= shown.len().max(view), "{key}: shows less than it could");
        }
    }
}
