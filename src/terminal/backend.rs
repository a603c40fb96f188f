//! Turns drawn cells into the fewest bytes a terminal needs, in one write a frame. Knows neither what is drawn
//! nor where the bytes go, and asks the terminal nothing.
//!
//! ratatui's terminal gives the frames; which cells to send is decided here, from whole buffers. Its own choice
//! leaves out a blank that takes the place of the second half of a wide character, trusting every terminal to
//! blank it in the right style, and needs a move around each one left out.

mod paint;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth as _};
use ratatui::layout::{Position, Rect, Size};
use ratatui::{Frame, Terminal};
use unicode_width::UnicodeWidthStr as _;

use super::device::Device;
use super::screen;
use super::showable::{REFUSED, is_refused};
use paint::Paint;

const BEGIN_UPDATE: &[u8] = b"\x1b[?2026h";
const END_UPDATE: &[u8] = b"\x1b[?2026l";
const SHOW_CURSOR: &[u8] = b"\x1b[?25h";
const HIDE_CURSOR: &[u8] = b"\x1b[?25l";
/// More characters in one cell than any script or emoji needs; the rest is not sent.
const LONGEST_CLUSTER: usize = 16;

/// Where frames go: something to write to that knows how large it is.
pub trait Surface: Write {
    /// Returns the columns and rows there are to draw on.
    fn size(&self) -> io::Result<Size>;
}

/// The terminal as a surface.
impl Surface for &'static Device {
    fn size(&self) -> io::Result<Size> {
        Device::size(self)
    }
}

impl Write for &'static Device {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        screen::write_frame(self, bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Draws frames on a surface; one on which nothing changed sends nothing.
#[derive(Debug)]
pub struct Painter<S: Surface> {
    terminal: Terminal<Canvas<S>>,
    /// What the terminal shows.
    shown: Buffer,
}

impl<S: Surface> Painter<S> {
    /// Draws on `surface`, in at most sixteen colours, or without any.
    pub fn new(surface: S, colour: bool) -> io::Result<Self> {
        Ok(Self { terminal: Terminal::new(Canvas::new(surface, colour))?, shown: Buffer::default() })
    }

    /// Draws a frame of the surface's present size and sends what it changes, in one write.
    ///
    /// `draw` returns where the cursor rests while the frame shows none: screen readers, braille lines and input methods
    /// go by it, hidden or not.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>) -> Option<Position>) -> io::Result<()> {
        let mut resting = None;
        let next = self.terminal.draw(|frame| resting = draw(frame))?.buffer.clone();
        let canvas = self.terminal.backend_mut();
        canvas.resting = resting.filter(|&position| next.area.contains(position));
        if self.shown.area != next.area {
            canvas.cleared = true;
        }
        if canvas.cleared {
            canvas.erase_all();
            self.shown = Buffer::empty(next.area);
        }
        canvas.paint(&self.shown, &next);
        self.shown = next;
        canvas.send()
    }

    /// Takes it that the terminal was just entered, so that the next frame is sent whole.
    ///
    /// `Terminal::clear` would ask the terminal where its cursor is.
    pub fn forget(&mut self) {
        let canvas = self.terminal.backend_mut();
        canvas.cleared = true;
        canvas.cursor = None;
        canvas.rested = None;
    }
}

/// What ratatui draws on; it keeps the wishes of a frame until the painter sends it.
#[derive(Debug)]
struct Canvas<S> {
    surface: S,
    colour: bool,
    /// What this frame changes, without the frame around it.
    frame: Vec<u8>,
    /// Where the terminal's cursor stands, while that is certain.
    at: Option<Position>,
    paint: Paint,
    cursor: Cursor,
    wanted: Cursor,
    last: Position,
    /// Where the hidden cursor is to stand.
    resting: Option<Position>,
    /// Where it was put last.
    rested: Option<Position>,
    /// Whether nothing is known of what the terminal shows.
    cleared: bool,
}

/// Where the cursor is seen, if it is.
type Cursor = Option<Position>;

impl<S: Surface> Canvas<S> {
    fn new(surface: S, colour: bool) -> Self {
        Self {
            surface,
            colour,
            frame: Vec::with_capacity(16 * 1024),
            at: None,
            paint: Paint::PLAIN,
            cursor: None,
            wanted: None,
            last: Position::ORIGIN,
            resting: None,
            rested: None,
            cleared: true,
        }
    }

    fn erase_all(&mut self) {
        self.cleared = false;
        self.frame.clear();
        self.frame.extend_from_slice(b"\x1b[m\x1b[2J");
        self.at = None;
        self.paint = Paint::PLAIN;
    }

    /// Adds what turns the shown cells into the next ones; both buffers have one area.
    fn paint(&mut self, shown: &Buffer, next: &Buffer) {
        let Rect { width, height, .. } = next.area;
        let width = usize::from(width);
        for y in 0..height {
            let row = usize::from(y) * width..(usize::from(y) + 1) * width;
            let (shown, next) = (&shown.content[row.clone()], &next.content[row]);
            let whole = has_ambiguous(shown) || has_ambiguous(next);
            if whole && shown.iter().zip(next).any(|(shown, next)| is_changed(shown, next)) {
                self.put_row(y, next);
                continue;
            }
            // Up to where the terminal shows the rest of a wide character that is being overwritten.
            let mut broken = 0;
            let mut x = 0;
            while x < width {
                let columns = usize::from(columns(&next[x]));
                let lost = x < broken && next[x].diff_option != CellDiffOption::Skip;
                if lost || is_changed(&shown[x], &next[x]) {
                    for (column, cell) in shown.iter().enumerate().skip(x).take(columns) {
                        broken = broken.max(column + usize::from(self::columns(cell)));
                    }
                    self.put(Position::new(narrow(x), y), &next[x]);
                }
                x += columns;
            }
        }
    }

    /// Adds all of a row from its first cell on. Where the terminal draws some of its characters wider than they are
    /// taken for here, what follows them stands further to the right, and no cell of what was there before is left.
    fn put_row(&mut self, y: u16, cells: &[Cell]) {
        let mut x = 0;
        while let Some(cell) = cells.get(x) {
            if cell.diff_option != CellDiffOption::Skip {
                self.put(Position::new(narrow(x), y), cell);
            }
            x += usize::from(columns(cell));
        }
        // How far it came is uncertain.
        self.at = None;
    }

    fn move_to(&mut self, to: Position) {
        match self.at {
            Some(at) if at == to => return,
            // The automatic wrap is off and rows never scroll: a line feed goes down from any row but the last.
            Some(at) if to.x == 0 && to.y == at.y + 1 => self.frame.extend_from_slice(b"\r\n"),
            _ => push_move(&mut self.frame, to),
        }
        self.at = Some(to);
    }

    fn put(&mut self, at: Position, cell: &Cell) {
        self.move_to(at);
        let paint = Paint::of(cell, self.colour);
        self.paint.change_to(paint, &mut self.frame);
        let symbol = cell.symbol();
        let width = columns(cell);
        let agreed = put_symbol(&mut self.frame, symbol, width);
        let certain = agreed && !matches!(cell.diff_option, CellDiffOption::ForcedWidth(_));
        let next = Position::new(at.x.saturating_add(width), at.y);
        // At the right edge the cursor stays on the last column; moves are cheap where a row ends.
        self.at = Some(next).filter(|_| certain);
    }

    /// Sends the frame, if it changes anything, in one write.
    fn send(&mut self) -> io::Result<()> {
        let rests = self.wanted.is_none().then_some(self.resting).flatten();
        if self.frame.is_empty() && self.cursor == self.wanted && (rests.is_none() || rests == self.rested) {
            return Ok(());
        }
        let mut bytes = Vec::with_capacity(self.frame.len() + 48);
        let drawn = !self.frame.is_empty();
        if drawn {
            bytes.extend_from_slice(BEGIN_UPDATE);
        }
        if self.cursor.is_some() && (drawn || self.wanted.is_none()) {
            bytes.extend_from_slice(HIDE_CURSOR);
            self.cursor = None;
        }
        bytes.append(&mut self.frame);
        if let Some(wanted) = self.wanted {
            push_move(&mut bytes, wanted);
            self.at = Some(wanted);
            if self.cursor.is_none() {
                bytes.extend_from_slice(SHOW_CURSOR);
            }
        }
        if let Some(resting) = rests {
            push_move(&mut bytes, resting);
            self.at = Some(resting);
        }
        self.rested = rests;
        if drawn {
            bytes.extend_from_slice(END_UPDATE);
        }
        self.cursor = self.wanted;
        self.surface.write_all(&bytes)?;
        self.surface.flush()
    }
}

impl<S: Surface> Backend for Canvas<S> {
    type Error = io::Error;

    /// Does nothing: the painter sends what changed once it has the whole frame.
    fn draw<'a, I>(&mut self, _: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.wanted = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.wanted = Some(self.last);
        Ok(())
    }

    /// Returns where the cursor was last put; the terminal is not asked.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.last)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.last = position.into();
        if self.wanted.is_some() {
            self.wanted = Some(self.last);
        }
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    /// Has the next frame sent whole, whichever part was to be cleared.
    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.cleared = true;
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        self.surface.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.surface.size()?, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Returns how many columns a cell takes, one at least.
fn columns(cell: &Cell) -> u16 {
    // ratatui refuses to measure a lone control in debug builds.
    if cell.symbol().len() == 1 { 1 } else { cell.cell_width().max(1) }
}

/// Tells whether terminals disagree on how wide a cell of the row is: characters that East Asian ones may draw as wide as
/// ideographs.
fn has_ambiguous(row: &[Cell]) -> bool {
    row.iter().any(|cell| !cell.symbol().is_ascii() && cell.symbol().width() != cell.symbol().width_cjk())
}

fn is_changed(shown: &Cell, next: &Cell) -> bool {
    match next.diff_option {
        CellDiffOption::Skip => false,
        CellDiffOption::AlwaysUpdate => true,
        CellDiffOption::None | CellDiffOption::ForcedWidth(_) => shown != next,
    }
}

fn narrow(column: usize) -> u16 {
    u16::try_from(column).expect("a column is less than the width, which is that small")
}

fn push_move(bytes: &mut Vec<u8>, Position { x, y }: Position) {
    // Row and column count from one, in numbers that can be larger than a position.
    let (row, column) = (u32::from(y) + 1, u32::from(x) + 1);
    let written = match (row, column) {
        (1, 1) => write!(bytes, "\x1b[H"),
        (_, 1) => write!(bytes, "\x1b[{row}H"),
        _ => write!(bytes, "\x1b[{row};{column}H"),
    };
    written.expect("writing to memory does not fail");
}

/// Writes what may be shown of a symbol, `width` columns wide, and says whether every terminal agrees on how
/// wide that is.
fn put_symbol(bytes: &mut Vec<u8>, symbol: &str, width: u16) -> bool {
    let mut buffer = [0; 4];
    if symbol.chars().any(is_refused) || (symbol.width() == 0 && !symbol.is_empty()) {
        bytes.extend_from_slice(REFUSED.encode_utf8(&mut buffer).as_bytes());
        bytes.extend(std::iter::repeat_n(b' ', usize::from(width) - 1));
        return false;
    }
    if symbol.is_empty() {
        bytes.push(b' ');
        return true;
    }
    let mut length = 0;
    let mut plain = true;
    for c in symbol.chars().take(LONGEST_CLUSTER) {
        bytes.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
        length += 1;
        // Clusters and emoji are where terminals differ.
        plain &= c < '\u{1F000}' || ('\u{20000}'..='\u{3FFFF}').contains(&c);
    }
    plain && length == 1
}
