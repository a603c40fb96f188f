//! The source beside the item: the clauses it cites, under a heading that says what kind of text this is.

use ratatui::layout::Rect;

use super::listing::Listing;
use super::paint::{Canvas, blank, piece};
use super::{divider, theme};
use crate::app::{Model, Row};
use crate::plan::{Clause, Seed};
use crate::text::Shown;
use crate::words::Words;

/// Draws the clauses that `row` cites below the item, under a line.
pub(super) fn draw(model: &Model, words: &Words, canvas: &mut Canvas<'_, '_>, area: Rect, row: Row) {
    if area.height < 2 {
        return;
    }
    divider(canvas, Rect { height: 1, ..area });
    let inner = Rect { y: area.y + 1, height: area.height - 1, ..area };
    listing(model, words, inner.width, row).draw(words, canvas, inner, 0);
}

/// Draws them in the place of the item, scrolled as the model says, and returns how many lines there are.
pub(super) fn draw_alone(
    model: &Model,
    words: &Words,
    canvas: &mut Canvas<'_, '_>,
    area: Rect,
    row: Row,
) -> usize {
    listing(model, words, area.width, row).draw(words, canvas, area, model.item_scroll)
}

/// Draws a clause that a search found, with what it looked for marked, and returns how many lines it has.
pub(super) fn draw_found(
    model: &Model,
    words: &Words,
    canvas: &mut Canvas<'_, '_>,
    area: Rect,
    seed: &Seed,
    clause: &Clause,
) -> usize {
    let mut listing = Listing::new(usize::from(area.width).saturating_sub(1).max(1));
    listing.sought = model.sought();
    source(words, &mut listing, seed);
    text(&mut listing, clause);
    listing.draw(words, canvas, area, model.item_scroll)
}

/// Says which source it is, and whether in its own words.
fn source(words: &Words, listing: &mut Listing, seed: &Seed) {
    let nature = words.say(if seed.digest { "clause-digest" } else { "clause-original" });
    let nature = vec![piece(&nature, theme::heading()), blank(1)];
    listing.hanging(nature, &seed.title.show().one_line(), theme::quiet());
    let from = [&seed.publication, &seed.date].map(|part| part.show().one_line());
    listing.remark(&Shown::join(&from, &Shown::own("  ")), theme::quiet());
}

fn text(listing: &mut Listing, clause: &Clause) {
    let said = if clause.is_section() { &clause.heading } else { &clause.text };
    let number = vec![piece(&Shown::of(&format!("§{} ", clause.number)), theme::label())];
    listing.hanging(number, &said.show(), theme::plain());
}

fn listing(model: &Model, words: &Words, columns: u16, row: Row) -> Listing {
    let mut listing = Listing::new(usize::from(columns).saturating_sub(1).max(1));
    let cited = model.cited_by(row);
    if cited.is_empty() {
        listing.text(&words.say("reason-no-clause"), theme::quiet());
    }
    let mut heading = None;
    for (_, seed, clause) in cited {
        if heading != Some(&seed.name) {
            heading = Some(&seed.name);
            listing.gap();
            source(words, &mut listing, seed);
        }
        text(&mut listing, clause);
    }
    listing
}
