//! A session with a screen: keys in, rows of text out.

use fupan::app::{Measured, Message, Notice, Size};
use fupan::plan::Interface;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use super::session::{Opening, Session};

/// The sizes that every screen must be good at: a laptop over SSH, a wide window, and a telephone.
pub(super) const NORMAL: Size = Size { columns: 80, rows: 24 };
pub(super) const WIDE: Size = Size { columns: 120, rows: 40 };
/// A meeting room's wall.
pub(super) const ROOM: Size = Size { columns: 100, rows: 30 };
pub(super) const NARROW: Size = Size { columns: 40, rows: 12 };

pub(super) const ZH: Interface = Interface::Chinese;
pub(super) const EN: Interface = Interface::English;

/// A review with a screen.
pub(super) struct Screen {
    pub(super) session: Session,
    /// The last frame.
    drawn: Buffer,
}

impl Screen {
    /// Opens a session on a screen of `size` in the language of `interface`.
    pub(super) fn open(opening: Opening, size: Size, interface: Interface) -> Self {
        let mut screen = Self::start(opening, size, interface);
        screen.session.let_go();
        screen.draw();
        screen
    }

    /// The same, with nothing read yet.
    pub(super) fn start(opening: Opening, size: Size, interface: Interface) -> Self {
        Self { session: Opening { size, interface, ..opening }.start(), drawn: Buffer::default() }
    }

    /// Presses keys, and draws what comes of them. A key that only scrolled on, because a small window does not hold all of a
    /// text, is pressed again until it does what it is for.
    pub(super) fn press(&mut self, keys: &str) {
        for key in keys.split(' ') {
            self.session.press(key);
            while self.session.model.notice == Some(Notice::MoreToRead) {
                self.session.press(key);
            }
        }
        self.draw();
    }

    /// Types text.
    pub(super) fn type_text(&mut self, text: &str) {
        self.session.type_text(text);
        self.draw();
    }

    /// Lets `message` happen.
    pub(super) fn send(&mut self, message: Message) {
        self.session.send(message);
        self.draw();
    }

    /// Changes the size of the window.
    pub(super) fn resize(&mut self, size: Size) {
        self.send(Message::Resized(size));
    }

    /// Draws a frame, and has it written.
    pub(super) fn draw(&mut self) -> Measured {
        let (drawn, frame) = self.session.frame(Buffer::clone);
        self.drawn = frame;
        let measured = drawn.measured;
        self.session.send(Message::Drawn(drawn));
        measured
    }

    pub(super) fn buffer(&self) -> &Buffer {
        &self.drawn
    }

    /// The text of the screen, a line a row.
    pub(super) fn rows(&self) -> Vec<String> {
        let area = self.buffer().area;
        (0..area.height).map(|y| self.cells(y).map(Cell::symbol).collect::<String>()).collect()
    }

    /// The cells of a row; the second half of a wide character is no cell of its own.
    fn cells(&self, y: u16) -> impl Iterator<Item = &Cell> {
        let mut covered = 0;
        (0..self.buffer().area.width).filter_map(move |x| {
            if covered > 0 {
                covered -= 1;
                return None;
            }
            let cell = self.buffer().cell((x, y))?;
            covered = fupan::text::width(cell.symbol()).saturating_sub(1);
            Some(cell)
        })
    }

    /// What stands in a style that says something, a line a row: `4  green "✓"  bold "甲"`.
    fn styles(&self) -> String {
        let mut lines = Vec::new();
        for y in 0..self.buffer().area.height {
            let mut runs: Vec<(String, String)> = Vec::new();
            for cell in self.cells(y) {
                let style = style(cell);
                match runs.last_mut() {
                    Some((same, text)) if *same == style => text.push_str(cell.symbol()),
                    _ => runs.push((style, cell.symbol().to_owned())),
                }
            }
            let telling = runs.iter().filter(|(style, text)| !style.is_empty() && !text.trim().is_empty());
            let told: Vec<String> =
                telling.map(|(style, text)| format!("{style} {:?}", text.trim())).collect();
            if !told.is_empty() {
                lines.push(format!("{y:>2}  {}", told.join("  ")));
            }
        }
        lines.join("\n")
    }

    /// Compares the rows with the snapshot called `name`.
    pub(super) fn check(&mut self, name: &str) {
        let rows = self.rows();
        let rows: Vec<&str> = rows.iter().map(|row| row.trim_end()).collect();
        self.compare(name, &rows.join("\n"));
    }

    /// Compares rows and styles with the snapshot called `name`.
    pub(super) fn check_with_styles(&mut self, name: &str) {
        let rows = self.rows();
        let rows: Vec<&str> = rows.iter().map(|row| row.trim_end()).collect();
        let text = format!("{}\n\n{}", rows.join("\n"), self.styles());
        self.compare(name, &text);
    }

    fn compare(&mut self, name: &str, text: &str) {
        let Size { columns, rows } = self.session.model.size;
        let name = format!("{name}-{}-{columns}x{rows}", self.session.model.interface.tag());
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, text));
    }
}

/// Names a style; nothing where it is plain or only quieter.
fn style(cell: &Cell) -> String {
    let colour = match cell.fg {
        Color::Reset => None,
        colour => Some(colour.to_string().to_lowercase()),
    };
    let modifiers =
        [(Modifier::BOLD, "bold"), (Modifier::UNDERLINED, "underlined"), (Modifier::REVERSED, "reversed")];
    let named = modifiers.iter().filter(|(modifier, _)| cell.modifier.contains(*modifier));
    let parts: Vec<String> = named.map(|(_, name)| (*name).to_owned()).chain(colour).collect();
    parts.join(" ")
}
