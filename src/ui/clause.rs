//! The source beside the item: the clauses it cites, under a heading that says what kind of text this is.

use ratatui::layout::Rect;

use super::listing::Listing;
use super::paint::{Canvas, blank, piece};
use super::{divider, theme};
use crate::app::{Model, Row};
use crate::text::Shown;
use crate::words::Words;

pub(super) fn draw(model: &Model, words: &Words, canvas: &mut Canvas<'_, '_>, area: Rect, row: Row) {
    if area.height < 2 {
        return;
    }
    divider(canvas, Rect { height: 1, ..area });
    let inner = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let mut listing = Listing::new(usize::from(inner.width).saturating_sub(1).max(1));
    let cited = model.cited_by(row);
    if cited.is_empty() {
        listing.text(&words.say("reason-no-clause"), theme::quiet());
    }
    let mut heading = None;
    for (citation, seed, clause) in cited {
        if heading != Some(&seed.name) {
            heading = Some(&seed.name);
            listing.gap();
            let nature = words.say(if seed.digest { "clause-digest" } else { "clause-original" });
            listing.line(vec![
                piece(&nature, theme::heading()),
                blank(1),
                piece(&seed.title.show(), theme::quiet()),
            ]);
            let from = [&seed.publication, &seed.date].map(|part| part.show().one_line());
            listing.text(&Shown::join(&from, &Shown::own("  ")), theme::quiet());
        }
        let text = if clause.is_section() { &clause.heading } else { &clause.text };
        listing.hanging(
            vec![piece(&Shown::of(&format!("§{} ", citation.clause)), theme::label())],
            &text.show(),
            theme::plain(),
        );
    }
    for (y, line) in (0..inner.height).zip(&listing.lines) {
        canvas.line(inner, y, line);
    }
}
