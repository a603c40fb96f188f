//! Every screen at every size: nothing panics, and what was measured is so.

use fupan::app::{Message, Overlay, Size};
use fupan::job::{Identity, Loaded};
use proptest::prelude::*;

use super::drawing::{EN, Screen, ZH};
use super::hostile::hostile;
use super::review::reviewed;
use super::session::{Disk, Opening, plan_of, shipped};

/// Keys to everything that can be on the screen.
const WAYS: [&str; 26] = [
    "G",
    "z r",
    "s",
    "s G",
    "/",
    "/ 运 河",
    "/ 四 down down down",
    ":",
    ": pagedown",
    ": q q q",
    "?",
    "? G",
    "!",
    "@",
    "o",
    "r 口 径",
    "c",
    "a a",
    "a q",
    "u",
    "z",
    "Q",
    "3",
    "3 G enter",
    "3 j enter enter enter enter",
    "3 j enter enter enter 5 enter r x enter i y enter enter",
];

fn opening(number: usize) -> Opening {
    let loaded = match number {
        0 => shipped(),
        1 => reviewed(),
        2 => hostile(),
        3 => plan_of("title = \"空\"", &[]),
        4 => Loaded { identity: Identity::Ask { candidates: Vec::new() }, ..shipped() },
        _ => Loaded { in_journal: 2, ..shipped() },
    };
    Opening::of(loaded)
}

/// Looks at one screen as it was drawn.
fn sane(screen: &mut Screen, size: Size) {
    let measured = screen.draw();
    assert!(measured.page_view <= usize::from(size.rows));
    for row in screen.rows() {
        let columns = fupan::text::width(&row);
        assert!(columns <= usize::from(size.columns), "{columns} columns in {row:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn every_screen_can_be_drawn_at_every_size(
        columns in prop_oneof![0u16..130, 0u16..24],
        rows in prop_oneof![0u16..45, 0u16..8],
        way in prop::sample::select(WAYS.to_vec()),
        plan in 0usize..6,
        english in any::<bool>(),
        full in any::<bool>(),
        (later_columns, later_rows) in (0u16..130, 0u16..45),
    ) {
        let size = Size { columns, rows };
        let mut screen = Screen::open(opening(plan), size, if english { EN } else { ZH });
        if full {
            screen.session.disk = Disk::Full;
        }
        sane(&mut screen, size);
        screen.press(way);
        sane(&mut screen, size);
        let later = Size { columns: later_columns, rows: later_rows };
        screen.resize(later);
        sane(&mut screen, later);
        screen.press("J j G down pagedown");
        sane(&mut screen, later);
        let measured = screen.draw();
        if let (Some(Overlay::Page(page)), 1..) = (&screen.session.model.overlay, measured.page) {
            prop_assert!(page.scroll < measured.page, "scrolled past the end");
        }
    }
}

/// Keys to every line in which something is typed, and how often Enter takes what was typed to the next one.
const LINES: [(&str, usize); 17] = [
    ("/", 1),
    ("f", 1),
    (":", 1),
    ("@", 1),
    ("B", 1),
    ("c", 1),
    ("o", 1),
    ("r", 1),
    ("4 o", 1),
    ("5 o", 1),
    ("C", 1),
    ("3 G enter", 4),
    ("3 j enter", 3),
    (IN_MEETING_VOTES, 1),
    (IN_MEETING_WORDS, 1),
    (IN_MEETING_ACTION, 3),
    (IN_MEETING_PRESENT, 1),
];
const IN_MEETING_VOTES: &str = "3 j enter enter enter enter a v";
const IN_MEETING_WORDS: &str = "3 j enter enter enter enter r";
const IN_MEETING_ACTION: &str = "3 j enter enter enter enter i";
const IN_MEETING_PRESENT: &str = "3 j enter enter enter enter P";

/// Dates, numbers and queries, right and wrong, and any text.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        "[-+]?[0-9]{1,12}[dw天周]?",
        "[0-9]{1,5}[-./][0-9]{1,3}([-./][0-9]{1,3})?",
        "[-+0-9０-９年月日号:.dw赞成反对 ]{1,16}",
        "(changed|due|start|seed|改动|by)[:<>]=?[-+0-9dw周.]{0,12}",
        "\\PC{0,12}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    /// Whatever is typed into a line and taken is drawn or refused in words, and the keys after it work.
    #[test]
    fn nothing_typed_into_a_line_panics(
        (line, steps) in prop::sample::select(LINES.to_vec()),
        texts in prop::collection::vec(typed(), 4),
        paste in any::<bool>(),
        keys in prop::collection::vec("[0-9a-zA-Z/:?.+-]", 0..12),
        columns in 20u16..130,
    ) {
        let size = Size { columns, rows: 24 };
        let mut screen = Screen::open(opening(1), size, EN);
        screen.press(line);
        for text in texts.iter().take(steps) {
            if paste {
                screen.session.send(Message::Paste(text.clone()));
            } else {
                screen.session.type_text(text);
            }
            sane(&mut screen, size);
            screen.press("enter");
            sane(&mut screen, size);
        }
        for key in keys {
            screen.press(&key);
            sane(&mut screen, size);
        }
    }
}

/// A line may hold more than a terminal has columns, and an item more than any.
#[test]
fn texts_wider_than_any_terminal_can_be_drawn() {
    let wide = "宽".repeat(33_000);
    let area = format!("id = \"a\"\ntitle = \"a\"\n[[goal]]\nid = \"g\"\ntitle = \"{wide}\"\n");
    let size = Size { columns: 80, rows: 24 };
    let mut screen = Screen::open(Opening::of(plan_of("title = \"x\"", &[&area])), size, ZH);
    screen.press("/");
    screen.session.send(Message::Paste(wide));
    sane(&mut screen, size);
}

#[test]
fn before_anything_is_read_every_size_can_be_drawn() {
    for columns in 0..130 {
        for rows in [0, 1, 2, 3, 4, 5, 8, 24, 45] {
            let size = Size { columns, rows };
            let mut screen = Screen::start(opening(0), size, EN);
            sane(&mut screen, size);
            screen.press("?");
            sane(&mut screen, size);
        }
    }
}

/// Where the item is longer than its pane, scrolling to its end shows its last line.
#[test]
fn scrolling_to_the_end_shows_the_end() {
    for size in [Size { columns: 40, rows: 12 }, Size { columns: 80, rows: 14 }] {
        let mut screen = Screen::open(Opening::of(reviewed()), size, ZH);
        screen.press("/");
        screen.type_text("zhe-gan-canal");
        screen.press("enter");
        let place = "ports.toml:110";
        assert!(screen.rows().iter().all(|row| !row.contains(place)), "too short to need scrolling");
        screen.press(&["J"; 40].join(" "));
        assert!(screen.rows().iter().any(|row| row.contains(place)), "{:#?}", screen.rows());
        screen.press(&["K"; 40].join(" "));
        assert!(screen.rows().iter().all(|row| !row.contains(place)));
    }
}

/// On the smallest screen the clause takes the place of the item, and can be read to its end.
#[test]
fn a_clause_can_be_read_on_a_small_screen() {
    let mut screen = Screen::open(Opening::of(shipped()), Size { columns: 40, rows: 12 }, ZH);
    screen.press("/");
    screen.type_text("zhe-gan-canal");
    screen.press("enter s");
    assert!(screen.rows().iter().any(|row| row.contains("摘要（非原文）")), "{:#?}", screen.rows());
    screen.press(&["J"; 20].join(" "));
    assert!(screen.rows().iter().any(|row| row.contains("还有甬金衢上高速")), "{:#?}", screen.rows());
    screen.press("s");
    assert!(screen.rows().iter().any(|row| row.starts_with("浙赣运河")), "{:#?}", screen.rows());
}
