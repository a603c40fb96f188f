//! What the terminal shows after each frame is what was drawn, and it took few bytes.

use std::cell::RefCell;
use std::rc::Rc;

use proptest::prelude::*;
use ratatui::style::{Color, Modifier, Style};

use super::*;

/// Keeps every write by itself.
#[derive(Clone)]
struct Captured {
    writes: Rc<RefCell<Vec<Vec<u8>>>>,
    size: Size,
}

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writes.borrow_mut().push(bytes.to_vec());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Surface for Captured {
    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }
}

/// A painter and the terminal that shows what it sends.
struct Bench {
    captured: Captured,
    painter: Painter<Captured>,
    parser: vt100::Parser,
}

impl Bench {
    fn new(width: u16, height: u16, colour: bool) -> Self {
        let captured = Captured { writes: Rc::default(), size: Size::new(width, height) };
        let painter = Painter::new(captured.clone(), colour).unwrap();
        let mut parser = vt100::Parser::new(height.try_into().unwrap(), width.try_into().unwrap(), 0);
        parser.process(b"\x1b[?1049h\x1b[?7l\x1b[?25l");
        let mut bench = Self { captured, painter, parser };
        // The first frame clears; what follows is what the tests are about.
        bench.draw(|_| ());
        bench
    }

    /// Draws a frame, checks that it was at most one write, and returns it.
    fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> Vec<u8> {
        self.draw_resting(None, draw)
    }

    /// The same, with the hidden cursor resting somewhere.
    fn draw_resting(&mut self, resting: Option<(u16, u16)>, draw: impl FnOnce(&mut Frame<'_>)) -> Vec<u8> {
        let draw = |frame: &mut Frame<'_>| {
            draw(frame);
            resting.map(Position::from)
        };
        self.painter.draw(draw).unwrap();
        let mut writes = self.captured.writes.take();
        assert!(writes.len() <= 1, "{} writes", writes.len());
        let bytes = writes.pop().unwrap_or_default();
        self.parser.process(&bytes);
        bytes
    }

    /// Draws texts, and checks that the terminal shows just them.
    fn draw_texts(&mut self, texts: &[(u16, u16, &str, Style)]) -> Vec<u8> {
        let mut drawn = None;
        let bytes = self.draw(|frame| {
            for &(x, y, text, style) in texts {
                frame.buffer_mut().set_string(x, y, text, style);
            }
            drawn = Some(frame.buffer_mut().clone());
        });
        let drawn = drawn.unwrap();
        let screen = self.parser.screen();
        for y in 0..drawn.area.height {
            let mut x = 0;
            while x < drawn.area.width {
                let (cell, shown) = (&drawn[(x, y)], screen.cell(y, x).unwrap());
                let contents = if shown.has_contents() { shown.contents() } else { " " };
                assert_eq!(contents, cell.symbol(), "at {x},{y} after {:?}", String::from_utf8_lossy(&bytes));
                assert_eq!(look_shown(shown), look_drawn(cell), "at {x},{y} {contents:?}");
                x += cell.cell_width().max(1);
            }
        }
        bytes
    }

    fn row(&self, y: u16) -> String {
        let size = self.captured.size;
        self.parser.screen().rows(0, size.width).nth(usize::from(y)).unwrap()
    }
}

type Look = (vt100::Color, vt100::Color, [bool; 5]);

fn look_shown(cell: &vt100::Cell) -> Look {
    let flags = [cell.bold(), cell.dim(), cell.italic(), cell.underline(), cell.inverse()];
    (cell.fgcolor(), cell.bgcolor(), flags)
}

fn look_drawn(cell: &Cell) -> Look {
    let colour = |colour| match colour {
        Color::Red => vt100::Color::Idx(1),
        Color::Cyan => vt100::Color::Idx(6),
        Color::DarkGray => vt100::Color::Idx(8),
        Color::White => vt100::Color::Idx(15),
        _ => vt100::Color::Default,
    };
    let has = |modifier| cell.modifier.contains(modifier);
    let flags = [Modifier::BOLD, Modifier::DIM, Modifier::ITALIC, Modifier::UNDERLINED, Modifier::REVERSED];
    (colour(cell.fg), colour(cell.bg), flags.map(has))
}

const PLAIN: Style = Style::new();

#[test]
fn chinese_rows_need_no_moves_within() {
    let mut bench = Bench::new(20, 3, true);
    let bytes = bench.draw_texts(&[(0, 0, "浙赣运河abc京杭", PLAIN), (0, 1, "四港联动", PLAIN)]);
    let expected = "\x1b[?2026h\x1b[H浙赣运河abc京杭\r\n四港联动\x1b[?2026l";
    assert_eq!(String::from_utf8(bytes).unwrap(), expected);
}

#[test]
fn an_unchanged_frame_sends_nothing() {
    let mut bench = Bench::new(20, 3, true);
    let draw = |frame: &mut Frame<'_>| {
        frame.buffer_mut().set_string(0, 0, "浙赣运河", PLAIN);
        frame.set_cursor_position((4, 0));
    };
    assert!(!bench.draw(draw).is_empty());
    assert_eq!(bench.draw(draw), b"");
}

#[test]
fn the_cursor_is_shown_where_the_frame_asks_and_hidden_while_drawing() {
    let mut bench = Bench::new(20, 3, true);
    bench.draw(|frame| frame.set_cursor_position((4, 1)));
    assert!(!bench.parser.screen().hide_cursor());
    assert_eq!(bench.parser.screen().cursor_position(), (1, 4));
    let moved = bench.draw(|frame| frame.set_cursor_position((5, 1)));
    assert_eq!(moved, b"\x1b[2;6H");
    let typed = bench.draw(|frame| {
        frame.buffer_mut().set_string(5, 1, "好", PLAIN);
        frame.set_cursor_position((7, 1));
    });
    let expected = "\x1b[?2026h\x1b[?25l好\x1b[2;8H\x1b[?25h\x1b[?2026l";
    assert_eq!(String::from_utf8(typed).unwrap(), expected);
    let hidden = bench.draw(|frame| {
        frame.buffer_mut().set_string(5, 1, "好", PLAIN);
    });
    assert_eq!(hidden, HIDE_CURSOR);
}

#[test]
fn the_hidden_cursor_rests_where_the_frame_says() {
    let mut bench = Bench::new(20, 3, true);
    bench.draw_resting(Some((0, 1)), |frame| {
        frame.buffer_mut().set_string(0, 2, "浙赣运河", PLAIN);
    });
    let screen = bench.parser.screen();
    assert_eq!((screen.cursor_position(), screen.hide_cursor()), ((1, 0), true));
    let text = |frame: &mut Frame<'_>| {
        frame.buffer_mut().set_string(0, 2, "浙赣运河", PLAIN);
    };
    assert_eq!(bench.draw_resting(Some((0, 1)), text), b"", "nothing moved");
    assert_eq!(bench.draw_resting(Some((0, 2)), text), b"\x1b[3H");
    // What is typed comes first; then it rests again.
    bench.draw_resting(Some((0, 2)), |frame| {
        text(frame);
        frame.set_cursor_position((9, 0));
    });
    assert_eq!(bench.parser.screen().cursor_position(), (0, 9));
    bench.draw_resting(Some((0, 2)), text);
    let screen = bench.parser.screen();
    assert_eq!((screen.cursor_position(), screen.hide_cursor()), ((2, 0), true));
    bench.draw_resting(Some((20, 3)), text);
    bench.painter.forget();
    bench.parser.process(b"\x1b[2J\x1b[H");
    bench.draw_resting(Some((0, 1)), text);
    assert_eq!(bench.parser.screen().cursor_position(), (1, 0));
}

/// A row of which terminals draw some characters two cells wide, others one.
#[test]
fn rows_of_ambiguous_width_are_sent_whole_where_anything_in_them_changes() {
    let mut bench = Bench::new(20, 3, true);
    let draw =
        |clause: &str, last: &str| [(0, 0, format!("§{clause}条“x”y"), PLAIN), (0, 1, last.into(), PLAIN)];
    let mut sent = |clause: &str, last: &str| {
        let texts = draw(clause, last);
        let texts: Vec<_> = texts.iter().map(|(x, y, text, style)| (*x, *y, text.as_str(), *style)).collect();
        String::from_utf8(bench.draw_texts(&texts)).unwrap()
    };
    sent("5.2", "a");
    assert_eq!(sent("5.4", "a"), "\x1b[?2026h\x1b[H§5.4条“x”y          \x1b[?2026l");
    assert_eq!(sent("5.4", "b"), "\x1b[?2026h\x1b[2Hb\x1b[?2026l", "an unchanged row is not sent");
    // What takes the place of such a row covers all of it.
    let rest = bench.draw_texts(&[(0, 0, "x", PLAIN), (0, 1, "b", PLAIN)]);
    let expected = format!("\x1b[?2026h\x1b[Hx{}\x1b[?2026l", " ".repeat(19));
    assert_eq!(String::from_utf8(rest).unwrap(), expected);
}

#[test]
fn wide_and_narrow_replace_one_another() {
    let mut bench = Bench::new(12, 2, true);
    let reversed = PLAIN.add_modifier(Modifier::REVERSED);
    for text in ["浙赣运河", "a浙赣运", "浙a赣b", "abcdefgh", "", "ab浙赣运", "浙赣运河江海", "x"]
    {
        bench.draw_texts(&[(0, 0, text, PLAIN), (1, 1, text, reversed)]);
    }
}

#[test]
fn looks_change_in_the_fewest_numbers() {
    let bold = PLAIN.add_modifier(Modifier::BOLD);
    for (first, second, between) in [
        (PLAIN, bold, "\x1b[1m"),
        (bold, PLAIN, "\x1b[m"),
        (bold.fg(Color::Red), PLAIN.fg(Color::Red), "\x1b[22m"),
        (bold.fg(Color::Red), bold.fg(Color::Cyan), "\x1b[36m"),
        (bold.fg(Color::Red).bg(Color::White), PLAIN.fg(Color::Cyan), "\x1b[0;36m"),
        (bold.add_modifier(Modifier::DIM).fg(Color::Red), bold.fg(Color::Red), "\x1b[22;1m"),
        (PLAIN.fg(Color::Red), PLAIN.fg(Color::Red), ""),
        (PLAIN, PLAIN.fg(Color::Rgb(1, 2, 3)).bg(Color::Indexed(200)), ""),
        (PLAIN, PLAIN.bg(Color::Indexed(8)), "\x1b[100m"),
    ] {
        let mut bench = Bench::new(8, 1, true);
        let bytes = bench.draw(|frame| {
            frame.buffer_mut().set_string(0, 0, "甲", first);
            frame.buffer_mut().set_string(2, 0, "乙", second);
        });
        let text = String::from_utf8(bytes).unwrap();
        let found = text.split_once('甲').unwrap().1.split_once('乙').unwrap().0;
        assert_eq!(found, between, "{first:?} to {second:?}");
    }
}

#[test]
fn without_colour_the_selection_is_still_seen() {
    let mut bench = Bench::new(8, 1, false);
    let selected = PLAIN.fg(Color::Red).bg(Color::Blue).add_modifier(Modifier::REVERSED | Modifier::BOLD);
    let bytes = bench.draw(|frame| {
        frame.buffer_mut().set_string(0, 0, "甲", selected);
    });
    assert!(String::from_utf8(bytes).unwrap().contains("\x1b[1;7m甲"));
}

#[test]
fn nothing_that_steers_the_terminal_is_sent() {
    // A lone control is what ratatui itself refuses to measure in debug builds.
    let symbols = [
        "\x1b]52;c;eA==\x07",
        "a\u{9b}31m",
        "a\x7f",
        "甲\u{202e}",
        "\u{2066}a",
        "\u{200b}",
        "\r\n",
        "\u{301}",
    ];
    for symbol in symbols {
        let mut bench = Bench::new(40, 1, true);
        let bytes = bench.draw(|frame| {
            frame.buffer_mut()[(0, 0)].set_symbol(symbol);
            frame.buffer_mut().set_string(30, 0, "end", PLAIN);
        });
        let text = String::from_utf8(bytes).unwrap();
        let body = text.replace("\x1b[", "");
        assert!(!body.chars().any(is_refused), "{symbol:?} gave {text:?}");
        assert!(text.contains('\u{FFFD}'), "{symbol:?} gave {text:?}");
        assert!(bench.row(0).trim_end().ends_with("end"));
        assert_eq!(bench.parser.screen().cell(0, 30).unwrap().contents(), "e", "{symbol:?}");
    }
}

#[test]
fn a_tower_of_marks_is_cut() {
    let mut bench = Bench::new(8, 1, true);
    let bytes = bench.draw(|frame| {
        frame.buffer_mut()[(0, 0)].set_symbol(&format!("e{}", "\u{301}".repeat(100_000)));
    });
    assert!(bytes.len() < 100, "{}", bytes.len());
}

#[test]
fn what_terminals_measure_differently_does_not_shift_the_rest() {
    let mut bench = Bench::new(20, 1, true);
    let bytes = bench.draw(|frame| {
        frame.buffer_mut().set_string(0, 0, "e\u{301}x👨‍👩‍👧y❤\u{FE0F}z", PLAIN);
    });
    let text = String::from_utf8(bytes).unwrap();
    for moved in ["\x1b[1;2Hx", "\x1b[1;5Hy", "\x1b[1;8Hz"] {
        assert!(text.contains(moved), "{moved:?} in {text:?}");
    }
}

#[test]
fn a_forced_width_is_obeyed() {
    let mut bench = Bench::new(20, 1, true);
    let bytes = bench.draw(|frame| {
        let wide = CellDiffOption::ForcedWidth(2.try_into().unwrap());
        frame.buffer_mut()[(0, 0)].set_symbol("“").set_diff_option(wide);
        frame.buffer_mut()[(2, 0)].set_symbol("港");
    });
    assert!(String::from_utf8(bytes).unwrap().contains("“\x1b[1;3H港"));
}

#[test]
fn taking_over_again_redraws_without_asking() {
    let mut bench = Bench::new(20, 2, true);
    let texts = [(0, 0, "浙赣运河", PLAIN.fg(Color::Red)), (3, 1, "x", PLAIN)];
    bench.draw_texts(&texts);
    bench.parser.process(b"\x1b[m\x1b[2J\x1b[Hrubbish");
    bench.painter.forget();
    let bytes = bench.draw_texts(&texts);
    assert!(!bytes.windows(3).any(|window| window == b"\x1b[6"), "a question");
}

#[test]
fn a_full_chinese_screen_and_a_moved_selection_are_small() {
    let mut bench = Bench::new(120, 40, true);
    let row = "谋划重大设施浙赣运河现代综合交通网络".repeat(4).chars().take(60).collect::<String>();
    let draw = |selected: u16, frame: &mut Frame<'_>| {
        for y in 0..40 {
            let colour = if y % 3 == 0 { PLAIN.fg(Color::Cyan) } else { PLAIN };
            frame.buffer_mut().set_string(0, y, &row, colour);
        }
        let item = Rect::new(0, selected, 40, 1);
        frame.buffer_mut().set_style(item, PLAIN.add_modifier(Modifier::REVERSED));
    };
    let full = bench.draw(|frame| draw(10, frame)).len();
    assert!(full < 7_800, "{full} bytes");
    let moved = bench.draw(|frame| draw(11, frame)).len();
    assert!(moved < 200, "{moved} bytes");
}

fn styles() -> impl Strategy<Value = Style> {
    let colours =
        prop::sample::select(vec![Color::Reset, Color::Red, Color::Cyan, Color::DarkGray, Color::White]);
    let modifiers = prop::sample::select(vec![
        Modifier::empty(),
        Modifier::BOLD,
        Modifier::REVERSED,
        Modifier::UNDERLINED | Modifier::ITALIC,
        Modifier::BOLD | Modifier::REVERSED,
    ]);
    (colours.clone(), colours, modifiers)
        .prop_map(|(front, back, modifier)| PLAIN.fg(front).bg(back).add_modifier(modifier))
}

fn texts() -> impl Strategy<Value = Vec<(u16, u16, String, Style)>> {
    prop::collection::vec((0u16..14, 0u16..4, "[a港, 浙—é“│]{0,7}", styles()), 0..8)
}

proptest! {
    #[test]
    fn the_terminal_shows_what_was_drawn(frames in prop::collection::vec(texts(), 1..6)) {
        let mut bench = Bench::new(14, 4, true);
        for frame in &frames {
            let texts: Vec<_> = frame.iter().map(|(x, y, text, style)| (*x, *y, text.as_str(), *style)).collect();
            bench.draw_texts(&texts);
        }
    }
}

/// A terminal that draws characters of ambiguous width two cells wide, as East Asian ones do.
struct WideTerminal {
    rows: Vec<Vec<char>>,
    at: (usize, usize),
}

impl WideTerminal {
    /// The second half of a wide character.
    const REST: char = '\0';

    fn new(width: usize, height: usize) -> Self {
        Self { rows: vec![vec![' '; width]; height], at: (0, 0) }
    }

    fn process(&mut self, bytes: &[u8]) {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            match c {
                '\x1b' => {
                    let mut parameters = String::new();
                    let last = chars.find(|c| {
                        let ends = c.is_ascii_alphabetic();
                        if !ends {
                            parameters.push(*c);
                        }
                        ends
                    });
                    match last.unwrap() {
                        'H' => {
                            let numbers = parameters.trim_start_matches('[').split(';');
                            let mut numbers = numbers.map(|text| text.parse().unwrap_or(1));
                            let (row, column): (usize, usize) =
                                (numbers.next().unwrap_or(1), numbers.next().unwrap_or(1));
                            self.at = (column - 1, row - 1);
                        }
                        'J' => self.rows.iter_mut().for_each(|row| row.fill(' ')),
                        _ => {}
                    }
                }
                '\r' => self.at.0 = 0,
                '\n' => self.at.1 += 1,
                c => self.put(c),
            }
        }
    }

    fn put(&mut self, c: char) {
        let columns = c.to_string().width_cjk().max(1);
        let row = &mut self.rows[self.at.1];
        // It does not wrap: what is too much goes into the last cells.
        let x = self.at.0.min(row.len() - columns);
        if row[x] == Self::REST {
            row[x - 1] = ' ';
        }
        if row.get(x + columns) == Some(&Self::REST) {
            row[x + columns] = ' ';
        }
        row[x..x + columns].fill(Self::REST);
        row[x] = c;
        self.at.0 = x + columns;
    }
}

proptest! {
    /// Whatever was drawn before, it shows what it would show had the last frame been the first.
    #[test]
    fn a_terminal_with_wide_ambiguous_characters_shows_nothing_stale(
        frames in prop::collection::vec(texts(), 1..6),
    ) {
        let mut bench = Bench::new(14, 4, true);
        let mut terminal = WideTerminal::new(14, 4);
        let mut last = Vec::new();
        for frame in &frames {
            let texts: Vec<_> = frame.iter().map(|(x, y, text, style)| (*x, *y, text.as_str(), *style)).collect();
            terminal.process(&bench.draw_texts(&texts));
            last = texts;
        }
        let mut fresh = WideTerminal::new(14, 4);
        fresh.process(&Bench::new(14, 4, true).draw_texts(&last));
        prop_assert_eq!(terminal.rows, fresh.rows);
    }
}
