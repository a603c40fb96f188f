//! What is typed, with and without an input method, pasted or clicked.

use crate::desk::{Desk, go_to_canal, header, notice, row, selected};
use crate::pty::Session;

/// Returns the column after the last character of `text` where it stands in row `number`.
fn column_after(screen: &vt100::Screen, number: u16, text: &str) -> Option<u16> {
    let (_, columns) = screen.size();
    let mut shown = String::new();
    for column in 0..columns.get() {
        let cell = screen.cell(number, column)?;
        if cell.is_wide_continuation() {
            continue;
        }
        shown.push_str(if cell.has_contents() { cell.contents() } else { " " });
        if shown.ends_with(text) {
            return Some(column + if cell.is_wide() { 2 } else { 1 });
        }
    }
    None
}

#[test]
fn the_cursor_stands_at_the_caret_also_after_wide_characters() {
    let desk = Desk::new();
    let mut session = desk.open();
    go_to_canal(&mut session);
    for (open, line, prompt) in [("/", 1, "查找 "), (":", 1, "命令 "), ("c", 22, "意见 · 浙赣运河： ")]
    {
        session.wait_for("no cursor", vt100::Screen::hide_cursor);
        session.press(open);
        let at = |screen: &vt100::Screen, typed: &str| {
            let column = column_after(screen, line, &format!("{prompt}{typed}"));
            !screen.hide_cursor()
                && Some((line, column.unwrap_or(u16::MAX))) == Some(screen.cursor_position())
        };
        session.wait_for("the caret after the prompt", |screen| at(screen, ""));
        session.press("浙a赣");
        session.wait_for("the caret after the text", |screen| at(screen, "浙a赣"));
        session.press("\x1b[D");
        session.wait_for("the caret one character back", |screen| at(screen, "浙a"));
        session.press("\x1b[D\x1b[D");
        session.wait_for("the caret at the beginning", |screen| at(screen, ""));
        session.press("“");
        session.wait_for("the caret after a quotation mark", |screen| at(screen, "“"));
        session.press("\x1b[F\x7f");
        session.wait_for("the caret at the end", |screen| at(screen, "“浙a"));
        session.press("\x1b");
    }
    session.wait_for("no cursor", vt100::Screen::hide_cursor);
}

#[test]
fn a_long_line_scrolls_with_its_caret() {
    let desk = Desk::new();
    let mut session = desk.open();
    session.press("c");
    session.wait_for("the line", |screen| notice(screen).contains("意见 · "));
    session.press(&"口径待核，".repeat(20));
    session.press("末");
    session.wait_for("the end of the text", |screen| {
        let (line, column) = screen.cursor_position();
        line == 22 && column < 80 && column_after(screen, 22, "口径待核，末") == Some(column)
    });
}

#[test]
fn keys_work_while_an_input_method_is_on() {
    let desk = Desk::new();
    let mut session = desk.open();
    session.press("ｇｇ");
    session.wait_for("the first row", |screen| row(screen, 1).starts_with('›'));
    session.press("ｊ");
    session.wait_for("the second row", |screen| row(screen, 2).starts_with('›'));
    session.press("？");
    session.wait_for_text("帮助");
    session.press("ｑ");
    session.wait_for("no help", |screen| !selected(screen).is_empty());
    session.press("：");
    session.wait_for("the commands", |screen| row(screen, 1).contains("命令"));
    session.press("\x1b");
    session.wait_for("the outline", |screen| !selected(screen).is_empty() && screen.hide_cursor());
    // An Escape and what follows it at once would be one key.
    session.press("／");
    session.wait_for("the search", |screen| row(screen, 1).contains("查找"));
    session.press("\x1b");
    session.wait_for("the outline", vt100::Screen::hide_cursor);
    session.press("ａ");
    session.wait_for("the mark", |screen| header(screen).contains("1 条未提交"));
    assert_eq!(desk.facts_of("jia").len(), 1);
}

#[test]
fn what_an_input_method_commits_at_once_starts_a_search_with_all_of_it() {
    let desk = Desk::new();
    let mut session = desk.open();
    for text in ["浙赣运河", "浙"] {
        session.press(text);
        session.wait_for("the search", |screen| row(screen, 1).contains(&format!("查找 {text} ")));
        session.wait_for("the hit", |screen| screen.contents().contains("浙赣运河"));
        session.press("\x1b");
        session.wait_for("the outline", vt100::Screen::hide_cursor);
    }
    assert_eq!(desk.facts_of("jia"), [""; 0]);
}

#[test]
fn a_pasted_text_runs_no_command() {
    let desk = Desk::new();
    let mut session = desk.open();
    for (pasted, shown) in [
        ("aaaxwy", "aaaxwy"),
        ("qyn\r", "qyn"),
        ("浙赣\r\nqy\r\n", "浙赣 qy"),
        ("\u{1b}[6n\u{1b}:quit\r", "[6n:quit"),
    ] {
        session.press(&format!("\x1b[200~{pasted}\x1b[201~"));
        session.wait_for("the text in a search", |screen| row(screen, 1).contains(&format!("查找 {shown} ")));
        session.press("\x1b");
        session.wait_for("the outline", |screen| screen.hide_cursor() && !selected(screen).is_empty());
    }
    // In a line it is text, and its line ends record nothing.
    session.press("c");
    session.wait_for("the line", |screen| notice(screen).contains("意见 · "));
    session.press("\x1b[200~一\r二\r\x1b[201~");
    session.wait_for("the text in the line", |screen| notice(screen).trim_end().ends_with("一 二"));
    assert_eq!(desk.facts_of("jia"), [""; 0]);
    session.press("\r");
    session.wait_for("the note", |screen| header(screen).contains("1 条未提交"));
    assert_eq!(desk.facts_of("jia").len(), 1);
    assert_eq!(desk.git("rev-list --count HEAD"), "1\n");
}

/// Pastes so many times 17 KiB, with what must not reach the terminal in it.
fn paste(session: &mut Session, times: usize) {
    session.press("\x1b[200~");
    for _ in 0..times {
        session.press(&"复盘qy\u{1b}[31m\u{202e}\r".repeat(1024));
    }
    session.press("\x1b[201~");
}

#[test]
fn a_huge_paste_leaves_the_program_usable() {
    let desk = Desk::new();
    let mut session = desk.open();
    paste(&mut session, 64);
    session.wait_for("why nothing was pasted", |screen| notice(screen).contains("1088 KiB"));
    paste(&mut session, 8);
    session.wait_for("the text in a search", |screen| row(screen, 1).contains("查找"));
    session.press("\x1b");
    session.wait_for("the outline", vt100::Screen::hide_cursor);
    session.press("q");
    assert_eq!(session.wait_exit().status, 0);
    assert_eq!(crate::scan::findings(&session.bytes_so_far()), [""; 0]);
}

#[test]
fn clicks_select_and_the_wheel_moves() {
    let desk = Desk::new();
    let mut session = desk.open();
    session.press("\x1b[<0;7;6M\x1b[<0;7;6m");
    session.wait_for("the clicked row", |screen| row(screen, 5).starts_with('›'));
    session.press("\x1b[<65;7;6M");
    session.wait_for("three rows on", |screen| row(screen, 8).starts_with('›'));
    session.press("\x1b[<64;7;6M");
    session.wait_for("three rows back", |screen| row(screen, 5).starts_with('›'));
}
