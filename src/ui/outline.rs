//! The tree of the plan: a row an area or item, with its sign, its title and what matters about it.

use ratatui::layout::Rect;

use super::marks;
use super::paint::{Canvas, Piece, Pieces, blank, columns, fitted, piece};
use super::theme;
use crate::app::{Model, Overlay, Row, has_children};
use crate::plan::ItemId;
use crate::review::Attention;
use crate::text::{Shown, wrap};
use crate::words::Words;

pub(super) fn draw(model: &Model, words: &Words, canvas: &mut Canvas<'_, '_>, area: Rect) {
    let rows = model.outline.rows(&model.plan);
    if rows.is_empty() {
        let wide = usize::from(area.width.saturating_sub(2)).max(1);
        for (y, line) in (0..area.height).zip(wrap(&nothing(model, words), wide)) {
            canvas.line(area, y, &[blank(1), piece(&line, theme::quiet())]);
        }
        return;
    }
    for (y, &row) in (0..area.height).zip(rows.iter().skip(model.outline.top)) {
        let (left, right) = match row {
            Row::Area(index) => area_row(model, words, index),
            Row::Item(index) => item_row(model, words, index),
        };
        // However long the names of reviewers are, the title keeps half of the line.
        let width = usize::from(area.width);
        let free = width.saturating_sub(columns(&left) + 1).max(width / 2);
        let right = fitted(&right, free);
        canvas.both_ends(area, y, &left, &right);
        if row == model.outline.selected {
            canvas.select(area, y);
        }
    }
}

/// Says why there are no rows.
fn nothing(model: &Model, words: &Words) -> Shown {
    match (&model.outline.filter, &model.overlay) {
        (Some(_), Some(Overlay::Filter(typed))) if typed.line.unfinished => words.say("search-going-on"),
        (Some(filter), _) if !model.plan.areas.is_empty() => {
            words.say_with("filter-nothing", &[("query", Shown::of(&filter.text).into())])
        }
        _ => words.say("plan-empty"),
    }
}

fn fold_sign(model: &Model, row: Row) -> Shown {
    Shown::own(match (has_children(&model.plan, row), model.outline.is_folded(row)) {
        (false, _) => " ",
        (true, true) => "▸",
        (true, false) => "▾",
    })
}

fn area_row(model: &Model, words: &Words, index: usize) -> (Pieces, Pieces) {
    let area = &model.plan.areas[index];
    let style = if area.broken { theme::alarm() } else { theme::heading() };
    let sign = if area.broken { Shown::own("! ") } else { Shown::default() };
    let row = Row::Area(index);
    let left = vec![
        pointer(model, row),
        piece(&fold_sign(model, row), theme::quiet()),
        blank(1),
        piece(&sign, theme::alarm()),
        piece(&words.choose(&area.title), style),
    ];
    (left, marks::counts(model, &model.tally(row), true))
}

/// The selection is a sign as well as a style.
fn pointer(model: &Model, row: Row) -> super::paint::Piece {
    let sign = if row == model.outline.selected { "›" } else { " " };
    piece(&Shown::own(sign), theme::strong())
}

/// The sign of an item that was selected with others, else `other`.
fn selected_or(model: &Model, id: &ItemId, other: Piece) -> Piece {
    if model.selection.contains(id) { piece(&Shown::own("●"), theme::key()) } else { other }
}

fn item_row(model: &Model, words: &Words, index: usize) -> (Pieces, Pieces) {
    let item = &model.plan.items[index];
    let row = Row::Item(index);
    let stance = model.stance(index);
    let pending = model.recording.is_pending(&item.id);
    let sign = if item.damaged {
        piece(&Shown::own("!"), theme::alarm())
    } else if pending {
        piece(&Shown::own("."), theme::quiet())
    } else if model.knows_its_gaps() || model.eyes().is_some() {
        marks::stance(model, &stance)
    } else {
        piece(&Shown::own(marks::NOT_KNOWN_YET), theme::quiet())
    };
    let left = vec![
        pointer(model, row),
        blank((model.plan.depth(index) - 1) * 2 + 1),
        selected_or(model, &item.id, piece(&fold_sign(model, row), theme::quiet())),
        sign,
        blank(1),
        piece(&words.choose(&item.title), theme::plain()),
    ];
    let folded = has_children(&model.plan, row) && model.outline.is_folded(row);
    let mut right = Vec::new();
    let changed = match stance.attention() {
        Some(Attention::Changed) => Some("stale"),
        Some(Attention::AboveChanged) => Some("stale-above"),
        Some(Attention::Contradicting | Attention::Split) | None => None,
    };
    right.extend(changed.map(|id| piece(&words.say(id), theme::stale())));
    right.extend(marks::of_others(model, &model.review.standing(index).marks));
    if folded {
        if !right.is_empty() {
            right.push(blank(1));
        }
        right.extend(marks::counts(model, &model.tally(row), false));
    }
    (left, right)
}
