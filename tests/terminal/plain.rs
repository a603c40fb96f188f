//! What screen readers, braille lines and terminals without a cursor get.

use crate::desk::{Desk, go_to_canal, row, selected};

#[test]
fn a_dumb_terminal_gets_the_words_of_the_command_line() {
    let desk = Desk::new();
    for terminal in ["TERM=dumb", "TERM=", "-u TERM"] {
        let session = desk.start_shell(&format!("exec env {terminal} \"$FUPAN\" plans --as jia --lang en"));
        assert_eq!(session.wait_exit().status, 0, "{terminal}");
        let sent = session.bytes_so_far();
        let said = String::from_utf8_lossy(&sent);
        assert!(!sent.contains(&0x1b), "{terminal}: {said:?}");
        assert!(
            said.contains("every record is committed") && said.contains("TERM says"),
            "{terminal}: {said}"
        );
    }
}

#[test]
fn the_hidden_cursor_rests_on_what_is_selected() {
    let desk = Desk::new();
    let mut session = desk.open();
    let rests = |screen: &vt100::Screen| {
        let (line, column) = screen.cursor_position();
        screen.hide_cursor() && column == 0 && row(screen, line).starts_with('›')
    };
    session.wait_for("the cursor on the first item", rests);
    go_to_canal(&mut session);
    session.wait_for("the cursor on the canal", rests);
    session.press("j");
    let is_below = |screen: &vt100::Screen| !selected(screen).ends_with("浙赣运河") && rests(screen);
    session.wait_for("the cursor on the item below", is_below);
    session.press("?");
    session.wait_for("the cursor on the page", |screen| {
        screen.cursor_position() == (1, 0) && !row(screen, 1).starts_with('›')
    });
    session.press("\x1b");
    session.wait_for("the cursor on the item again", is_below);
}
