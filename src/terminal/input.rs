//! What came in from the terminal, in the program's own terms. Knows crossterm's events, not where they come from
//! nor what a key does.

use std::mem;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

use crate::key::{Code, Key};

/// The most bytes of a paste that are taken.
pub const PASTE_LIMIT: usize = 256 * 1024;

/// One thing that a person did, or the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// An input method committed several characters at once.
    Text(String),
    /// Text of at most [`PASTE_LIMIT`] bytes was pasted; its lines end in line feeds.
    Paste(String),
    /// Text of so many bytes was pasted, which is too long to be taken: a part of it is not what was meant.
    LongPaste(usize),
    /// The left button was pressed.
    Click { column: u16, row: u16 },
    /// The wheel was turned by one notch.
    Wheel { column: u16, row: u16, down: bool },
    /// The window has a new size.
    Resized { columns: u16, rows: u16 },
}

/// Converts the events that came in together.
///
/// Characters outside ASCII that follow one another directly came from an input method, as nobody types two
/// between two reads, and are one text. Full-width twins of ASCII stay keys: an input method left on sends
/// those for single letters.
pub(super) fn inputs(events: impl IntoIterator<Item = Event>) -> Vec<Input> {
    let mut inputs = Vec::new();
    let mut run = String::new();
    for event in events {
        let Some(input) = input(event) else { continue };
        match input {
            Input::Key(Key { code: Code::Char(c), ctrl: false, alt: false }) if !c.is_ascii() => run.push(c),
            other => {
                end_run(&mut run, &mut inputs);
                inputs.push(other);
            }
        }
    }
    end_run(&mut run, &mut inputs);
    inputs
}

fn end_run(run: &mut String, inputs: &mut Vec<Input>) {
    let run = mem::take(run);
    if run.chars().nth(1).is_some() && !run.chars().all(is_ascii_twin) {
        inputs.push(Input::Text(run));
    } else {
        inputs.extend(run.chars().map(|c| Input::Key(key(Code::Char(c)))));
    }
}

/// Says whether an input method sends this for a key that sends ASCII without it.
fn is_ascii_twin(c: char) -> bool {
    ('\u{FF01}'..='\u{FF5E}').contains(&c) || "　。、￥·…—“”‘’《》【】「」".contains(c)
}

/// Converts one event; resizes are told by the signal, and what nobody can act on is dropped.
fn input(event: Event) -> Option<Input> {
    match event {
        Event::Key(pressed) if pressed.kind != KeyEventKind::Release => from_key(pressed).map(Input::Key),
        Event::Paste(text) if text.len() > PASTE_LIMIT => Some(Input::LongPaste(text.len())),
        Event::Paste(text) => Some(Input::Paste(pasted(&text))),
        Event::Mouse(mouse) => {
            let (column, row) = (mouse.column, mouse.row);
            match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => Some(Input::Click { column, row }),
                MouseEventKind::ScrollDown => Some(Input::Wheel { column, row, down: true }),
                MouseEventKind::ScrollUp => Some(Input::Wheel { column, row, down: false }),
                _ => None,
            }
        }
        Event::Key(_) | Event::Resize(..) | Event::FocusGained | Event::FocusLost => None,
    }
}

fn from_key(event: KeyEvent) -> Option<Key> {
    let unknown = KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META;
    if event.modifiers.intersects(unknown) {
        return None;
    }
    let mut ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let code = match event.code {
        // What many terminals send for the backspace key.
        KeyCode::Char('h') if ctrl => {
            ctrl = false;
            Code::Backspace
        }
        KeyCode::Char(c) if shift => Code::Char(upper(c)),
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab if shift => Code::BackTab,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(number) => Code::F(number),
        _ => return None,
    };
    Some(Key { code, ctrl, alt: event.modifiers.contains(KeyModifiers::ALT) })
}

const fn key(code: Code) -> Key {
    Key { code, ctrl: false, alt: false }
}

fn upper(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(only), None) => only,
        _ => c,
    }
}

/// Gives a paste line feeds: terminals send what the Enter key sends.
fn pasted(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
#[path = "input_tests.rs"]
mod tests;
