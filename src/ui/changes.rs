//! What changed: the areas and items on one side, and what is otherwise about the one that is chosen beside them.

use ratatui::layout::Rect;

use super::lines::{pieces, wrapped};
use super::listing::Listing;
use super::paint::{Canvas, Pieces, blank, piece};
use super::theme;
use super::{item, marks, overlays};
use crate::app::{CHANGES_HEAD, ChangeRow, Changes, Drawn, Model, Row};
use crate::compare::ItemChange;
use crate::job::{Compared, Version};
use crate::report::{self, Line};
use crate::text::Shown;
use crate::words::Words;

/// Draws the list.
pub(super) fn list(model: &Model, words: &Words, canvas: &mut Canvas<'_, '_>, area: Rect) {
    let changes = &model.changes;
    let mut head = vec![blank(1), piece(&words.say("changes-heading"), theme::strong())];
    if changes.is_waiting() {
        head.extend([blank(2), piece(&words.say("changes-waiting"), theme::quiet())]);
    }
    canvas.line(area, 0, &head);
    let since = [blank(1), piece(&since(words, changes), theme::quiet())];
    canvas.line(area, 1, &since);
    let head = u16::try_from(CHANGES_HEAD).unwrap_or_default();
    let list = Rect { y: area.y + head, height: area.height.saturating_sub(head), ..area };
    let Some(compared) = changes.compared() else {
        if let Some(Err(failure)) = &changes.answer {
            let mut listing = Listing::new(usize::from(list.width.saturating_sub(2)));
            listing.text(&words.no_version(failure), theme::warning());
            listing.draw(
                words,
                canvas,
                Rect { x: list.x + 1, width: list.width.saturating_sub(2), ..list },
                0,
            );
        }
        return;
    };
    let rows = changes.rows();
    let shown = rows.iter().enumerate().skip(changes.picker.top).take(usize::from(list.height));
    for (y, (at, row)) in (0..).zip(shown) {
        let (left, right) = cells(model, words, compared, *row);
        overlays::row(canvas, list, y, (&left, &right), at == changes.picker.chosen);
    }
}

fn since(words: &Words, changes: &Changes) -> Shown {
    let revision = changes.compared().and_then(|compared| compared.old.revision.as_ref());
    let version = changes.old.clone().unwrap_or_else(Version::head);
    let version = words.version(&version, revision);
    words.say_with("changes-since", &[("version", version.into())])
}

/// How an item that changed stands for whoever reviews.
fn standing(model: &Model, change: &ItemChange) -> Pieces {
    let index = change.new.and_then(|_| model.plan.position(&change.id));
    let sign = index.map(|index| marks::stance(model, &model.stance(index)));
    sign.map(|sign| vec![sign, blank(1)]).unwrap_or_default()
}

fn cells(model: &Model, words: &Words, compared: &Compared, row: ChangeRow) -> (Pieces, Pieces) {
    match row {
        ChangeRow::Whole => (vec![piece(&words.say("changes-whole"), theme::plain())], Vec::new()),
        ChangeRow::Area(at) => {
            let area = &compared.comparison.areas[at];
            let sign = if model.changes.folded.contains(&area.id) { "▸ " } else { "▾ " };
            let mut left = vec![piece(&Shown::own(sign), theme::quiet())];
            left.extend(pieces(&report::area_title(words, compared, area)));
            let count = Shown::of(&format!("{} ", area.items.len()));
            (left, vec![piece(&count, theme::quiet())])
        }
        ChangeRow::Item { area, item } => {
            let change = &compared.comparison.areas[area].items[item];
            let mut left = vec![blank(2)];
            left.extend(pieces(&report::item_title(words, compared, change)));
            (left, standing(model, change))
        }
    }
}

/// Draws what changed about the chosen row, and below it the item as it reads now, for a key marks it here too.
pub(super) fn detail(
    model: &Model,
    words: &Words,
    canvas: &mut Canvas<'_, '_>,
    area: Rect,
    drawn: &mut Drawn,
) {
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let mut listing = Listing::new(usize::from(area.width));
    let (Some(compared), Some(row)) = (model.changes.compared(), model.changes.chosen()) else { return };
    for line in lines(words, compared, row) {
        wrapped(&mut listing, &line);
    }
    let Some(Row::Item(index)) = model.changed_row() else {
        drawn.measured.item = listing.draw(words, canvas, area, model.item_scroll);
        return;
    };
    listing.gap();
    listing.text(&words.say("changes-reads-now"), theme::label());
    item::wording(model, words, &mut listing, index);
    listing.draw_item((model, words), canvas, area, model.item_scroll, index, drawn);
}

fn lines(words: &Words, compared: &Compared, row: ChangeRow) -> Vec<Line> {
    match row {
        ChangeRow::Whole => report::changes_whole(words, compared),
        ChangeRow::Area(at) => {
            let area = &compared.comparison.areas[at];
            let mut lines = vec![report::area_head(words, compared, area), Line::default()];
            lines.extend(report::area_changes(words, compared, area));
            lines.extend(area.items.iter().map(|item| report::item_head(words, compared, item)));
            lines
        }
        ChangeRow::Item { area, item } => {
            let change = &compared.comparison.areas[area].items[item];
            let mut lines = vec![report::item_head(words, compared, change), Line::default()];
            let told = report::item_changes(words, compared, change);
            for line in told.into_iter().chain(report::one_sided_item(words, compared, change)) {
                lines.extend([line, Line::default()]);
            }
            lines.extend(report::item_records(words, compared, change));
            lines
        }
    }
}
