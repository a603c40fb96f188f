//! The mouse, which nobody needs.

use super::session::{Session, shipped};
use super::{open, small, unfolded};
use crate::app::{Areas, Measured, Message, Overlay, Size};

fn click(session: &mut Session, row: u16) {
    let outline = Areas::of(session.model.size, false).outline;
    session.send(Message::Click { column: outline.x + 3, row: outline.y + row });
}

fn wheel(session: &mut Session, column: u16, row: u16, down: bool) {
    session.send(Message::Wheel { column, row, down });
}

#[test]
fn a_click_selects_and_a_second_one_folds() {
    let mut session = unfolded(small());
    click(&mut session, 2);
    assert_eq!(session.at(), "ports/works");
    assert_eq!(session.rows().len(), 9);
    click(&mut session, 2);
    assert_eq!(session.rows().len(), 7);
    click(&mut session, 2);
    assert_eq!(session.rows().len(), 9);
    click(&mut session, 30);
    assert_eq!(session.at(), "ports/works", "below the last row there is nothing");
}

#[test]
fn a_click_hits_what_is_seen_of_a_longer_outline() {
    let mut session = open(shipped());
    session.press("z r G");
    let rows = session.model.outline.rows(&session.model.plan);
    let top = session.model.outline.top;
    click(&mut session, 4);
    assert_eq!(session.model.outline.selected, rows[top + 4]);
}

#[test]
fn a_click_elsewhere_or_under_something_does_nothing() {
    let mut session = unfolded(small());
    let size = session.model.size;
    for (column, row) in [(0, 0), (size.columns - 1, 5), (3, size.rows - 1), (500, 500)] {
        session.send(Message::Click { column, row });
        assert_eq!(session.at(), "ports/network", "{column},{row}");
    }
    for keys in ["?", "/", ":", "c"] {
        session.press(keys);
        click(&mut session, 3);
        session.press("esc");
        assert_eq!(session.at(), "ports/network", "under {keys}");
    }
}

#[test]
fn the_wheel_moves_what_it_is_over() {
    let mut session = unfolded(small());
    wheel(&mut session, 3, 5, true);
    assert_eq!(session.at(), "ports/rail");
    wheel(&mut session, 3, 5, false);
    assert_eq!(session.at(), "ports/network");
    let item = Areas::of(session.model.size, false).item;
    session.model.measured = Measured { item: usize::from(item.rows) + 20, ..Measured::default() };
    wheel(&mut session, item.x + 1, item.y + 1, true);
    assert_eq!((session.model.item_scroll, session.at().as_str()), (3, "ports/network"));
    session.press("?");
    session.model.measured = Measured { page: 50, page_view: 20, ..Measured::default() };
    wheel(&mut session, 3, 5, true);
    let Some(Overlay::Page(page)) = &session.model.overlay else { panic!("the page is open") };
    assert_eq!(page.scroll, 3);
}

#[test]
fn one_above_the_other_the_mouse_knows_too() {
    let mut session = unfolded(small());
    session.send(Message::Resized(Size { columns: 40, rows: 12 }));
    click(&mut session, 1);
    assert_eq!(session.at(), "ports/network");
    let item = Areas::of(session.model.size, false).item;
    session.send(Message::Click { column: 3, row: item.y });
    assert_eq!(session.at(), "ports/network");
}
