//! The line in which something is typed: what it is, on what, and what was typed so far.

use ratatui::layout::Rect;

use super::footer;
use super::overlays::typed_line;
use super::paint::{Canvas, piece};
use super::theme;
use crate::app::{Line, Model};
use crate::plan::ItemId;
use crate::report;
use crate::session::{
    ActionDraft, ActionField, Beginning, BeginningField, NoteDraft, NoteKind, Purpose, Saying,
};
use crate::text::{Shown, fit, width};
use crate::words::Words;

/// Draws the line, with the reason above it why what was typed cannot be taken.
pub(super) fn draw(model: &Model, words: &Words, canvas: &mut Canvas<'_, '_>, area: Rect, line: &Line) {
    footer::about_line(model, words, canvas, Rect { y: area.y.saturating_sub(1), ..area });
    canvas.clear(area);
    let prompt = prompt(model, words, line.purpose(), usize::from(area.width) / 3);
    typed_line(model, canvas, area, &prompt);
    if *line.purpose() == Purpose::Version && line.input.value().is_empty() {
        let hint = words.say("version-hint");
        let indent = u16::try_from(width(prompt.as_str()) + 4).unwrap_or(u16::MAX).min(area.width);
        let rest = Rect { x: area.x + indent, width: area.width - indent, ..area };
        canvas.line(rest, 0, &[piece(&hint, theme::quiet())]);
    }
}

/// Says what a line is and what it is on, with at most `room` columns for a title.
pub(super) fn prompt(model: &Model, words: &Words, purpose: &Purpose, room: usize) -> Shown {
    let about = |message: &str, id: &ItemId| {
        let title = fit(&report::item_name(words, &model.plan, id), room);
        words.say_with(message, &[("title", title.into())])
    };
    match purpose {
        Purpose::Note(note) => note_prompt(model, words, note, room),
        Purpose::Begin(Beginning { field, .. }) => words.say(match field {
            BeginningField::Query => "saying-query",
            BeginningField::Title => "saying-title",
            BeginningField::Present => "saying-present",
            BeginningField::Minutes => "saying-minutes",
        }),
        Purpose::Say { saying, .. } => match saying {
            Saying::Votes(id) => about("saying-votes", id),
            Saying::Decision(id) => about("saying-decision", id),
            Saying::Action(ActionDraft { item, field: ActionField::Text, .. }) => {
                about("saying-action", item)
            }
            Saying::Action(ActionDraft { field: ActionField::Owner, .. }) => words.say("saying-owner"),
            Saying::Action(ActionDraft { field: ActionField::Due, .. }) => words.say("saying-due"),
            Saying::Park(id) => about("saying-park", id),
            Saying::Present => words.say("saying-present"),
        },
        Purpose::Version => words.say("version-prompt"),
    }
}

fn note_prompt(model: &Model, words: &Words, note: &NoteDraft, room: usize) -> Shown {
    let title = match &note.kind {
        NoteKind::Quote(quote) => {
            let quoted = fit(&Shown::of(&quote.words).one_line(), room);
            words.say_with("note-prompt-quote", &[("words", quoted.into())])
        }
        _ => fit(&report::item_name(words, &model.plan, &note.item).one_line(), room),
    };
    let id = match &note.kind {
        NoteKind::Answer(_) => "note-prompt-answer",
        _ if model.gives_reason(note) => "note-prompt-reason",
        _ => "note-prompt",
    };
    let prompt = words.say_with(id, &[("title", title.into())]);
    if note.missing { words.say_with("note-prompt-missing", &[("prompt", prompt.into())]) } else { prompt }
}
