//! Roles and how they look. Sixteen colours, chosen so that a light and a dark background both stay readable; every
//! meaning a colour has is also written as a sign or a word.

use ratatui::style::{Color, Modifier, Style};

use crate::plan::{StatusId, Strategy};

pub(super) fn plain() -> Style {
    Style::new()
}

pub(super) fn strong() -> Style {
    Style::new().add_modifier(Modifier::BOLD)
}

/// What is there for whoever looks for it.
pub(super) fn quiet() -> Style {
    Style::new().add_modifier(Modifier::DIM)
}

pub(super) fn frame() -> Style {
    Style::new().add_modifier(Modifier::DIM)
}

/// The names of fields.
pub(super) fn label() -> Style {
    Style::new().fg(Color::Cyan)
}

pub(super) fn selected() -> Style {
    // Colours inside the bar would turn into blocks.
    Style::new().fg(Color::Reset).add_modifier(Modifier::REVERSED).remove_modifier(Modifier::DIM)
}

/// Characters that answered a search.
pub(super) fn found() -> Style {
    Style::new().fg(Color::Magenta).add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED))
}

pub(super) fn heading() -> Style {
    Style::new().fg(Color::Blue).add_modifier(Modifier::BOLD)
}

pub(super) fn key() -> Style {
    Style::new().add_modifier(Modifier::BOLD)
}

pub(super) fn alarm() -> Style {
    Style::new().fg(Color::Red).add_modifier(Modifier::BOLD)
}

pub(super) fn warning() -> Style {
    Style::new().fg(Color::Yellow)
}

/// What is done is somebody else's word: nobody may overlook it.
pub(super) fn representing() -> Style {
    Style::new().fg(Color::Yellow).add_modifier(Modifier::BOLD.union(Modifier::REVERSED))
}

/// A meeting that is under way, on whatever screen.
pub(super) fn meeting() -> Style {
    Style::new().fg(Color::Magenta).add_modifier(Modifier::BOLD)
}

pub(super) fn good() -> Style {
    Style::new().fg(Color::Green)
}

pub(super) fn stale() -> Style {
    Style::new().fg(Color::Yellow).add_modifier(Modifier::BOLD)
}

/// The approving status is green, one that settles otherwise red, and the rest, which ask for something, yellow.
pub(super) fn status(strategy: &Strategy, id: &StatusId) -> Style {
    match strategy.status(id) {
        Some(status) if strategy.approval() == Some(status) => good(),
        Some(status) if status.settles => Style::new().fg(Color::Red),
        _ => Style::new().fg(Color::Yellow),
    }
}
