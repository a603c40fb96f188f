//! The look of a cell and the shortest sequence from one look to the next. Knows sixteen colours and no more.

use std::io::Write as _;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// Each modifier with the number that switches it on and the one that switches it off.
const MODIFIERS: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// Colours as the numbers that set them, and modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Paint {
    foreground: u8,
    background: u8,
    modifier: Modifier,
}

impl Paint {
    pub(super) const PLAIN: Self = Self { foreground: 39, background: 49, modifier: Modifier::empty() };

    /// Returns how a cell looks; without colour, modifiers are kept: they may be all that shows a selection.
    pub(super) fn of(cell: &Cell, colour: bool) -> Self {
        if colour {
            Self {
                foreground: foreground(cell.fg),
                background: foreground(cell.bg) + 10,
                modifier: cell.modifier,
            }
        } else {
            Self { modifier: cell.modifier, ..Self::PLAIN }
        }
    }

    /// Appends what makes the terminal go over to `next`.
    pub(super) fn change_to(&mut self, next: Self, bytes: &mut Vec<u8>) {
        if *self == next {
            return;
        }
        if next == Self::PLAIN {
            bytes.extend_from_slice(b"\x1b[m");
        } else {
            let changed = Numbers::between(*self, next);
            let from_plain = Numbers::from_reset(next);
            let shorter = if changed.text_len() <= from_plain.text_len() { changed } else { from_plain };
            shorter.push(bytes);
        }
        *self = next;
    }
}

/// The numbers of one sequence; at most two colours and all modifiers off and on.
#[derive(Debug, Default)]
struct Numbers {
    list: [u8; 24],
    count: usize,
}

impl Numbers {
    fn between(now: Paint, next: Paint) -> Self {
        let mut numbers = Self::default();
        let mut kept = now.modifier;
        for (modifier, _, off) in MODIFIERS {
            if kept.contains(modifier) && !next.modifier.contains(modifier) {
                numbers.add(off);
                // One number switches off both of a pair, bold and dim or the two blinks.
                for (other, _, other_off) in MODIFIERS {
                    kept.set(other, kept.contains(other) && other_off != off);
                }
            }
        }
        for (modifier, on, _) in MODIFIERS {
            if next.modifier.contains(modifier) && !kept.contains(modifier) {
                numbers.add(on);
            }
        }
        if now.foreground != next.foreground {
            numbers.add(next.foreground);
        }
        if now.background != next.background {
            numbers.add(next.background);
        }
        numbers
    }

    fn from_reset(next: Paint) -> Self {
        let mut numbers = Self::default();
        numbers.add(0);
        for number in Self::between(Paint::PLAIN, next).as_slice() {
            numbers.add(*number);
        }
        numbers
    }

    fn add(&mut self, number: u8) {
        self.list[self.count] = number;
        self.count += 1;
    }

    fn as_slice(&self) -> &[u8] {
        &self.list[..self.count]
    }

    fn text_len(&self) -> usize {
        self.as_slice().iter().map(|number| 2 + usize::from(*number > 9) + usize::from(*number > 99)).sum()
    }

    fn push(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(b"\x1b[");
        for (index, number) in self.as_slice().iter().enumerate() {
            let separator = if index == 0 { "" } else { ";" };
            write!(bytes, "{separator}{number}").expect("writing to memory does not fail");
        }
        bytes.push(b'm');
    }
}

/// Returns the number that sets a foreground colour; colours beyond the sixteen are the terminal's own.
fn foreground(colour: Color) -> u8 {
    match colour {
        Color::Black => 30,
        Color::Red => 31,
        Color::Green => 32,
        Color::Yellow => 33,
        Color::Blue => 34,
        Color::Magenta => 35,
        Color::Cyan => 36,
        Color::Gray => 37,
        Color::DarkGray => 90,
        Color::LightRed => 91,
        Color::LightGreen => 92,
        Color::LightYellow => 93,
        Color::LightBlue => 94,
        Color::LightMagenta => 95,
        Color::LightCyan => 96,
        Color::White => 97,
        Color::Indexed(index @ 0..=7) => 30 + index,
        Color::Indexed(index @ 8..=15) => 82 + index,
        Color::Reset | Color::Rgb(..) | Color::Indexed(_) => 39,
    }
}
