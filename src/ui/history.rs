//! What became of something: the commits on one side, and what the chosen one changed beside them.

use ratatui::layout::Rect;

use super::lines::{pieces, wrapped};
use super::listing::Listing;
use super::overlays;
use super::paint::{Canvas, blank, piece};
use super::theme;
use crate::app::{CHANGES_HEAD, Model};
use crate::job::About;
use crate::report;
use crate::text::Shown;
use crate::words::Words;

/// Draws the list.
pub(super) fn list(model: &Model, words: &Words, canvas: &mut Canvas<'_, '_>, area: Rect) {
    let chronicle = &model.chronicle;
    let mut head = vec![blank(1), piece(&words.say("history-heading"), theme::strong())];
    if chronicle.is_waiting() {
        head.extend([blank(2), piece(&words.say("history-waiting"), theme::quiet())]);
    }
    canvas.line(area, 0, &head);
    canvas.line(area, 1, &[blank(1), piece(&about(model, words), theme::quiet())]);
    let head = u16::try_from(CHANGES_HEAD).unwrap_or_default();
    let list = Rect { y: area.y + head, height: area.height.saturating_sub(head), ..area };
    let said = match &chronicle.answer {
        Some(Err(failure)) => Some((words.no_version(failure), theme::warning())),
        Some(Ok(told)) if told.passages.is_empty() && !told.is_cut && !chronicle.is_waiting() => {
            Some((words.say("history-nothing"), theme::quiet()))
        }
        _ => None,
    };
    if let Some((said, style)) = said {
        let inside = Rect { x: list.x + 1, width: list.width.saturating_sub(2), ..list };
        let mut listing = Listing::new(usize::from(inside.width));
        listing.text(&said, style);
        listing.draw(words, canvas, inside, 0);
    }
    let shown = chronicle.passages().iter().enumerate().skip(chronicle.picker.top);
    for (y, (at, passage)) in (0..).zip(shown.take(usize::from(list.height))) {
        let left = pieces(&report::passage_title(words, passage));
        overlays::row(canvas, list, y, (&left, &Vec::new()), at == chronicle.picker.chosen);
    }
    if matches!(&chronicle.answer, Some(Ok(told)) if told.is_cut) {
        below(words, canvas, list, chronicle.passages().len().saturating_sub(chronicle.picker.top));
    }
}

/// Says below the last of `rows` commits that older ones are not here.
fn below(words: &Words, canvas: &mut Canvas<'_, '_>, list: Rect, rows: usize) {
    let rows = u16::try_from(rows).unwrap_or(u16::MAX).min(list.height);
    let inside = Rect {
        x: list.x + 1,
        y: list.y + rows,
        width: list.width.saturating_sub(2),
        height: list.height - rows,
    };
    let mut listing = Listing::new(usize::from(inside.width));
    wrapped(&mut listing, &report::cut(words));
    listing.draw(words, canvas, inside, 0);
}

fn about(model: &Model, words: &Words) -> Shown {
    let title = match &model.chronicle.about {
        None | Some(About::Everything) => return words.say("history-everything"),
        Some(About::Item(id)) => model.plan.position(id).map(|at| &model.plan.items[at].title),
        Some(About::Area(id)) => model.plan.areas.iter().find(|area| area.id == *id).map(|area| &area.title),
    };
    title.map(|title| words.choose(title).one_line()).unwrap_or_default()
}

/// Draws what the chosen commit changed, and returns how many lines that takes.
pub(super) fn detail(model: &Model, words: &Words, canvas: &mut Canvas<'_, '_>, area: Rect) -> usize {
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let Some(passage) = model.chronicle.chosen() else { return 0 };
    let mut listing = Listing::new(usize::from(area.width));
    for line in report::passages(words, std::slice::from_ref(passage)) {
        wrapped(&mut listing, &line);
    }
    if let Some(About::Item(_)) = &model.chronicle.about {
        for item in passage.comparison.items() {
            for line in report::item_as_it_was(words, passage, item) {
                wrapped(&mut listing, &line);
            }
        }
    }
    listing.draw(words, canvas, area, model.item_scroll)
}
