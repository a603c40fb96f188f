//! What both sides of a merge changed: the list, and for the one that is chosen what either side says.

use ratatui::layout::Rect;

use super::listing::Listing;
use super::overlays;
use super::paint::{Canvas, blank, piece};
use super::theme;
use crate::app::{CLASHES_SEEN, Clashing, Model};
use crate::merge::{Clash, ClashKind, Side};
use crate::plan::ItemId;
use crate::text::{Foreign, Shown, width};
use crate::words::Words;

/// How many of the changes that go are named.
const DROPS_NAMED: usize = 4;

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
    let [ours, theirs] = words.clash_sides(&clashing.sides);
    let is = |side, what: Shown| {
        words.say_with("clash-side-is", &[("side", words.say(side).into()), ("what", what.into())])
    };
    let sides = Shown::join(
        &[is("clash-side-ours", ours), is("clash-side-theirs", theirs)],
        &words.say("message-separator"),
    );
    canvas.line(area, 1, &[blank(1), piece(&sides, theme::quiet())]);
    let top = clashing.picker.top;
    let list = Rect { y: area.y + 3, height: area.height.saturating_sub(3), ..area };
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
    if let Some(also) = words.clash_also(clash) {
        listing.text(&also, theme::warning());
    }
    for side in [Side::Ours, Side::Theirs] {
        if let Some(drops) = words.clash_drops(clash, side, DROPS_NAMED) {
            listing.text(&drops, theme::warning());
        }
    }
    listing.gap();
    let taken = clashing.chosen[clashing.picker.chosen];
    // All that is said begins in one column.
    let labels = ["clash-base", "clash-side-ours", "clash-side-theirs"].map(|label| words.say(label));
    let widest = labels.iter().map(|label| width(label.as_str())).max().unwrap_or_default();
    let padded = |label: &Shown| {
        let blanks = " ".repeat(widest - width(label.as_str()));
        Shown::join([label, &Shown::of(&blanks)], &Shown::default())
    };
    let versions = [(&clash.ours, Side::Ours), (&clash.theirs, Side::Theirs)];
    let sides = versions.map(|(version, side)| (&version.said, Some((version, side))));
    let all = labels.iter().zip([(&clash.base, None)].into_iter().chain(sides));
    let told = all.map(|(label, (said, side))| {
        let is_taken = taken.is_some() && taken == side.map(|(_, side)| side);
        let style = if is_taken { theme::good() } else { theme::plain() };
        let said = said.as_ref().map_or_else(|| words.say("clash-absent"), Foreign::show);
        let mut text = Listing::new(listing.width);
        text.field(&padded(label), &said, style);
        let mut author = Listing::new(listing.width);
        if let Some(by) = side.and_then(|(version, _)| words.clash_author(clash, version)) {
            // Under what they say.
            author.field(&padded(&Shown::default()), &by, theme::quiet());
        }
        (text, author)
    });
    let told: Vec<(Listing, Listing)> = told.collect();
    // However long a text is, all three are seen, and who wrote them.
    let authors: usize = told.iter().map(|(_, author)| author.lines.len()).sum();
    let mut room = usize::from(below.height).saturating_sub(listing.lines.len() + authors);
    let mut shares = vec![0; told.len()];
    let mut by_length: Vec<usize> = (0..told.len()).collect();
    by_length.sort_by_key(|&at| told[at].0.lines.len());
    for (done, at) in by_length.into_iter().enumerate() {
        shares[at] = told[at].0.lines.len().min(room / (told.len() - done)).max(1);
        room = room.saturating_sub(shares[at]);
    }
    for ((mut text, author), share) in told.into_iter().zip(shares) {
        text.cut(share);
        listing.lines.extend(text.lines);
        listing.lines.extend(author.lines);
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
    let items = &model.plan.items;
    let now = |id: &ItemId| items.iter().find(|item| item.id == *id);
    let before = |id: &ItemId| items.iter().find(|item| item.was.contains(id));
    let named = |id: &ItemId| match now(id).or_else(|| before(id)) {
        Some(item) => words.choose(&item.title).one_line(),
        None => Shown::of(id.as_str()),
    };
    let item = match clash.kind {
        // It is about the id that several come to, and here one of them has it.
        ClashKind::SameId | ClashKind::OldId | ClashKind::SameArea => Shown::of(clash.subject()),
        _ if clash.items.is_empty() => Foreign::from_bytes(clash.file.as_os_str().as_encoded_bytes()).show(),
        _ => Shown::join(&clash.items.iter().map(named).collect::<Vec<_>>(), &words.say("list-separator")),
    };
    let args = [("item", item.into()), ("what", words.clash_kind(&clash.kind).into())];
    words.say_with("clash-title", &args)
}
