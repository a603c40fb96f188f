//! The one way from text to cells: only what is [`Shown`] passes, measured and cut by our own widths.

use ratatui::Frame;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::theme;
use crate::text::{Shown, fit, width};

/// A run of text in one style.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) text: Shown,
    pub(super) style: Style,
}

/// What goes on one line, from left to right.
pub(super) type Pieces = Vec<Piece>;

pub(super) fn piece(text: &Shown, style: Style) -> Piece {
    Piece { text: text.one_line(), style }
}

/// Returns `text` as a line of its own.
pub(super) fn text(text: &Shown, style: Style) -> Pieces {
    vec![piece(text, style)]
}

/// Returns `count` blanks.
pub(super) fn blank(count: usize) -> Piece {
    piece(&Shown::written(" ".repeat(count)), Style::new())
}

/// Returns how many columns the pieces take.
pub(super) fn columns(pieces: &[Piece]) -> usize {
    pieces.iter().map(|piece| width(piece.text.as_str())).sum()
}

/// Splits `text` into runs, the characters at `found` (indices in characters) in one style and the others in another.
pub(super) fn highlighted(text: &Shown, found: &[usize], plain: Style, bright: Style) -> Pieces {
    let mut pieces: Vec<(String, bool)> = Vec::new();
    for (at, c) in text.as_str().chars().enumerate() {
        let is_found = found.binary_search(&at).is_ok();
        match pieces.last_mut() {
            Some((run, same)) if *same == is_found => run.push(c),
            _ => pieces.push((c.to_string(), is_found)),
        }
    }
    let style = |is_found| if is_found { bright } else { plain };
    pieces.into_iter().map(|(run, is_found)| piece(&Shown::written(run), style(is_found))).collect()
}

/// Cuts `pieces` to `columns`, with `…` where something is missing.
pub(super) fn fitted(pieces: &[Piece], columns: usize) -> Pieces {
    let mut left = columns;
    let mut fitted = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let wide = width(piece.text.as_str());
        let more = pieces.iter().skip(at + 1).any(|piece| !piece.text.is_empty());
        let cut = if wide > left || (wide == left && more) {
            fit_with_mark(&piece.text, left)
        } else {
            piece.text.clone()
        };
        left -= width(cut.as_str()).min(left);
        fitted.push(Piece { text: cut, style: piece.style });
        if left == 0 {
            break;
        }
    }
    fitted
}

/// Cuts where something follows, even where the text itself would just fit.
fn fit_with_mark(text: &Shown, columns: usize) -> Shown {
    let mut longer = text.clone();
    longer.push(&Shown::own("…"));
    fit(&longer, columns)
}

/// Where drawing happens.
pub(super) struct Canvas<'a, 'f> {
    frame: &'a mut Frame<'f>,
    watched: Vec<Watched>,
    focus: Option<Position>,
}

/// A line as it was drawn, by the number its pane knows it by.
struct Watched {
    number: usize,
    place: Rect,
    cells: Vec<Cell>,
}

impl<'a, 'f> Canvas<'a, 'f> {
    pub(super) fn new(frame: &'a mut Frame<'f>) -> Self {
        Self { frame, watched: Vec::new(), focus: None }
    }

    /// Remembers what stands on line `y` of `area` as line `number`.
    pub(super) fn watch(&mut self, number: usize, area: Rect, y: u16) {
        let place = Rect { y: area.y + y, height: 1, ..area };
        let cells = self.cells(place);
        self.watched.push(Watched { number, place, cells });
    }

    /// Returns the numbers of the lines that still stand as they were when they were watched.
    pub(super) fn untouched(&mut self) -> Vec<usize> {
        let watched = std::mem::take(&mut self.watched);
        let stands = |line: &&Watched| self.cells(line.place) == line.cells;
        watched.iter().filter(stands).map(|line| line.number).collect()
    }

    fn cells(&mut self, place: Rect) -> Vec<Cell> {
        let buffer = self.buffer();
        place.positions().filter_map(|at| buffer.cell(at).cloned()).collect()
    }

    /// Draws `pieces` on line `y` of `area`, cut to its width.
    pub(super) fn line(&mut self, area: Rect, y: u16, pieces: &[Piece]) {
        if y >= area.height {
            return;
        }
        let mut x = area.x;
        for piece in fitted(pieces, usize::from(area.width)) {
            x = self.put(x, area.y + y, area.right(), &piece);
        }
    }

    /// Draws `left` on line `y` of `area`, and `right` at its end; `left` gives way.
    pub(super) fn both_ends(&mut self, area: Rect, y: u16, left: &[Piece], right: &[Piece]) {
        let taken = columns(right).min(usize::from(area.width));
        let gap = usize::from(taken > 0);
        let room = usize::from(area.width).saturating_sub(taken + gap);
        self.line(Rect { width: cells(room), ..area }, y, left);
        self.line(Rect { x: area.right() - cells(taken), width: cells(taken), ..area }, y, right);
    }

    /// Draws one sign of our own in the first cell of line `y` of `area`.
    pub(super) fn sign(&mut self, area: Rect, y: u16, sign: &'static str, style: Style) {
        self.line(area, y, &text(&Shown::own(sign), style));
    }

    /// Makes line `y` of `area` the one that is selected, over what is drawn there.
    pub(super) fn select(&mut self, area: Rect, y: u16) {
        let line = Rect { y: area.y + y, height: 1, ..area };
        self.buffer().set_style(line, theme::selected());
        self.focus = Some(line.as_position());
    }

    /// Makes `area` what keys are about, where no line of it is selected.
    pub(super) fn focus_on(&mut self, area: Rect) {
        self.focus = Some(area.as_position());
    }

    /// Returns column and row of what keys are about, where that is not covered.
    pub(super) fn focus(&self) -> Option<(u16, u16)> {
        self.focus.map(|at| (at.x, at.y))
    }

    /// Empties `area`. A wide character that reaches into it from the left goes whole.
    pub(super) fn clear(&mut self, area: Rect) {
        self.focus = self.focus.filter(|&at| !area.contains(at));
        let buffer = self.buffer();
        let area = area.intersection(buffer.area);
        for y in area.top()..area.bottom() {
            if let Some(before) = area.x.checked_sub(1)
                && let Some(cell) = buffer.cell_mut(Position::new(before, y))
                && width(cell.symbol()) > 1
            {
                cell.reset();
            }
            for x in area.left()..area.right() {
                if let Some(cell) = buffer.cell_mut(Position::new(x, y)) {
                    cell.reset();
                }
            }
        }
    }

    /// Puts the terminal's own cursor where text is being typed: an input method opens its window there.
    pub(super) fn caret(&mut self, column: u16, row: u16) {
        self.frame.set_cursor_position(Position::new(column, row));
    }

    fn buffer(&mut self) -> &mut Buffer {
        self.frame.buffer_mut()
    }

    fn put(&mut self, x: u16, y: u16, end: u16, piece: &Piece) -> u16 {
        let room = usize::from(end.saturating_sub(x));
        self.buffer().set_stringn(x, y, piece.text.as_str(), room, piece.style).0
    }
}

/// Returns a count of columns as the screen counts them.
pub(super) fn cells(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}
