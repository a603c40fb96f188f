//! What both sides of a merge changed: the list, and for the one that is chosen what either side says.

use ratatui::layout::Rect;

use super::listing::Listing;
use super::overlays;
use super::paint::{Canvas, blank, piece};
use super::theme;
use crate::app::{CLASHES_SEEN, Clashing, Model};
use crate::merge::{Clash, Side};
use crate::text::{Foreign, Shown, width};
use crate::words::Words;

/// Draws the clashes over everything between header and notice.
pub(super) fn draw(
    model: &Model,
    words: &Words,
    canvas: &mut Canvas<'_, '_>,
    area: Rect,
    clashing: &Clashing,
) {
    canvas.clear(area);
    let heading = words.say_with("clashes-heading", &[("count", clashing.clashes.len().into())]);
    canvas.line(area, 0, &[blank(1), piece(&heading, theme::strong())]);
    let top = clashing.picker.top;
    let list = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    let mut y = 0;
    for (at, clash) in clashing.clashes.iter().enumerate().skip(top).take(CLASHES_SEEN) {
        let left =
            vec![sign(clashing.chosen[at]), blank(1), piece(&title(model, words, clash), theme::plain())];
        let right = vec![piece(&chosen(words, clashing.chosen[at]), theme::quiet()), blank(1)];
        overlays::row(canvas, list, y, (&left, &right), at == clashing.picker.chosen);
        y += 1;
    }
    let Some(clash) = clashing.clashes.get(clashing.picker.chosen) else { return };
    let below = Rect {
        x: area.x + 1,
        y: list.y + y + 1,
        width: area.width.saturating_sub(2),
        height: list.height.saturating_sub(y + 1),
    };
    let mut listing = Listing::new(usize::from(below.width));
    listing.text(&words.clash(clash), theme::plain());
    listing.gap();
    let taken = clashing.chosen[clashing.picker.chosen];
    // All that is said begins in one column.
    let labels = ["clash-base", "clash-side-ours", "clash-side-theirs"].map(|label| words.say(label));
    let widest = labels.iter().map(|label| width(label.as_str())).max().unwrap_or_default();
    let padded = |label: &Shown| {
        let blanks = " ".repeat(widest - width(label.as_str()));
        Shown::join([label, &Shown::of(&blanks)], &Shown::default())
    };
    for (label, text, side, by) in [
        (&labels[0], &clash.base, None, None),
        (&labels[1], &clash.ours, Some(Side::Ours), clash.ours_by.as_ref()),
        (&labels[2], &clash.theirs, Some(Side::Theirs), clash.theirs_by.as_ref()),
    ] {
        let style = if taken.is_some() && taken == side { theme::good() } else { theme::plain() };
        let said = text.as_ref().map_or_else(|| words.say("clash-absent"), Foreign::show);
        listing.field(&padded(label), &said, style);
        if let Some(by) = by {
            // Under what they say.
            listing.field(&padded(&Shown::default()), &words.clash_author(by), theme::quiet());
        }
    }
    listing.draw(words, canvas, below, 0);
}

fn sign(side: Option<Side>) -> super::paint::Piece {
    let sign = match side {
        None => "?",
        Some(Side::Ours) => "‹",
        Some(Side::Theirs) => "›",
    };
    piece(&Shown::own(sign), if side.is_some() { theme::good() } else { theme::warning() })
}

fn chosen(words: &Words, side: Option<Side>) -> Shown {
    words.say(match side {
        None => "clash-open",
        Some(Side::Ours) => "clash-ours-chosen",
        Some(Side::Theirs) => "clash-theirs-chosen",
    })
}

/// The item by its title where the plan has it, and what of it clashes.
fn title(model: &Model, words: &Words, clash: &Clash) -> Shown {
    let index = clash.item.as_ref().and_then(|id| model.plan.position(id));
    let item = match (index, &clash.item) {
        (Some(index), _) => words.choose(&model.plan.items[index].title).one_line(),
        (None, Some(id)) => Shown::of(id.as_str()),
        (None, None) => Foreign::from_bytes(clash.file.as_os_str().as_encoded_bytes()).show(),
    };
    let args = [("item", item.into()), ("what", words.clash_kind(&clash.kind).into())];
    words.say_with("clash-title", &args)
}
