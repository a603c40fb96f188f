//! Windows of any size, and sizes that change faster than anybody can draw.

use crate::desk::{Desk, SIZE, go_to_canal, lines, row, selected};

#[test]
fn too_small_a_window_says_so_and_comes_back() {
    let desk = Desk::new();
    let mut session = desk.open();
    go_to_canal(&mut session);
    session.resize((10, 3));
    session.wait_for("the words for it", |screen| row(screen, 0).starts_with("窗口太小"));
    session.resize(SIZE);
    session.wait_for("the canal again", |screen| selected(screen).ends_with("浙赣运河"));
    session.resize((40, 12));
    session.wait_for("a narrow screen", |screen| screen.contents().contains("浙赣运河"));
    session.press("q");
    assert_eq!(session.wait_exit().status, 0);
}

#[test]
fn a_storm_of_sizes_ends_in_the_screen_of_the_last() {
    let desk = Desk::new();
    let last = (100, 30);
    let calm = desk.open_at(last);
    let mut session = desk.open();
    let sizes =
        [(0, 0), (1, 1), (1, 200), (200, 1), (2, 2), (500, 300), (65535, 3), (3, 65535), (64, 5), (63, 24)];
    for size in sizes.iter().cycle().take(200) {
        session.resize(*size);
    }
    session.resize(last);
    let expected = calm.with_screen(lines);
    session.wait_for("the screen of the last size", |screen| lines(screen) == expected);
    session.press("q");
    assert_eq!(session.wait_exit().status, 0);
}

#[test]
fn keys_between_sizes_arrive() {
    let desk = Desk::new();
    let mut calm = desk.open_at((120, 24));
    calm.press("ggjjjjj");
    calm.wait_for("the sixth row", |screen| row(screen, 6).starts_with('›'));
    let sixth = calm.with_screen(selected);
    let mut session = desk.open();
    session.press("gg");
    session.wait_for("the first row", |screen| row(screen, 1).starts_with('›'));
    for size in [(100, 30), (1, 1), (200, 2), (90, 24), (120, 24)] {
        session.press("j");
        session.resize(size);
    }
    session.wait_for("the same row", |screen| selected(screen) == sixth);
}
