//! The notes all over the plan: the list, and below it the chosen one with all that answers it.

use ratatui::layout::Rect;

use super::listing::Listing;
use super::paint::{Canvas, blank, cells, piece};
use super::{lines, marks, overlays, theme};
use crate::app::{Model, NotesList};
use crate::report;
use crate::text::{Shown, fit};
use crate::words::Words;

/// Draws the list over everything between header and notice.
pub(super) fn draw(model: &Model, words: &Words, canvas: &mut Canvas<'_, '_>, area: Rect, list: NotesList) {
    canvas.clear(area);
    let counts = [("open", model.notes(false).count().into()), ("all", model.notes(true).count().into())];
    let heading = words.say_with(if list.all { "notes-heading-all" } else { "notes-heading" }, &counts);
    canvas.line(area, 0, &[blank(1), piece(&heading, theme::strong())]);
    let rows = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    let mut y = 0;
    let threads = model.notes(list.all).enumerate().skip(list.picker.top).take(model.notes_seen());
    for (at, (index, thread)) in threads {
        let Some((fact, note)) = report::notes_of(&model.review, thread).next() else { continue };
        let sign = if thread.open { Shown::own("·") } else { Shown::own("✓") };
        let left = vec![
            piece(&sign, if thread.open { theme::warning() } else { theme::good() }),
            blank(1),
            piece(&marks::reviewer_name(model, fact.voice()), theme::strong()),
            blank(1),
            piece(&report::note_said(words, note).one_line(), theme::plain()),
        ];
        let title = words.choose(&model.plan.items[index].title).one_line();
        // What is said matters more than what it is about, which is read below.
        let title = fit(&title, usize::from(area.width) / 3);
        let right = vec![blank(2), piece(&title, theme::quiet()), blank(1)];
        overlays::row(canvas, rows, y, (&left, &right), at == list.picker.chosen);
        y += 1;
    }
    let below = Rect {
        x: area.x + 1,
        y: rows.y + y + 1,
        width: area.width.saturating_sub(2),
        height: rows.height.saturating_sub(y + 1),
    };
    let mut listing = Listing::new(usize::from(below.width));
    match model.chosen_notes() {
        Some((index, thread)) => {
            let told = report::threads(
                words,
                &model.plan,
                &model.review,
                &[(index, thread)],
                Some(usize::from(below.width)),
            );
            for line in told {
                lines::wrapped(&mut listing, &line);
            }
        }
        None => listing.text(&words.say("notes-none"), theme::quiet()),
    }
    listing.draw(words, canvas, Rect { height: below.height.min(cells(listing.lines.len())), ..below }, 0);
}
