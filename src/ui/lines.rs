//! Lines of reports on the screen: the colour of what each part means, and how such a line is broken.

use ratatui::style::Style;

use super::listing::Listing;
use super::paint::{Pieces, blank, piece};
use super::theme;
use crate::report::{Emphasis, Line};
use crate::text::{Shown, width};

/// Returns the parts of a line of a report, each in the colour of what it means.
pub(super) fn pieces(line: &Line) -> Pieces {
    line.parts().map(|(emphasis, text)| piece(text, style(emphasis))).collect()
}

fn style(emphasis: Emphasis) -> Style {
    match emphasis {
        Emphasis::Plain => theme::plain(),
        Emphasis::Strong => theme::strong(),
        Emphasis::Faint => theme::quiet(),
        Emphasis::Good => theme::good(),
        Emphasis::Caution => theme::warning(),
        Emphasis::Bad => theme::alarm(),
    }
}

/// Breaks a line of parts, and each part keeps its style.
pub(super) fn wrapped(listing: &mut Listing, line: &Line) {
    let parts: Vec<&Shown> = line.parts().map(|(_, text)| text).collect();
    let whole = Shown::join(parts, &Shown::default());
    let indent = whole.as_str().chars().take_while(|&c| c == ' ').count();
    let mut styles =
        line.parts().flat_map(|(emphasis, text)| text.as_str().chars().map(move |c| (c, style(emphasis))));
    let body = whole.slice(indent..whole.as_str().len());
    for text in crate::text::wrap(&body, listing.width.saturating_sub(indent).max(8)) {
        let mut pieces: Pieces = vec![blank(indent)];
        let mut run: Option<(String, Style)> = None;
        for c in text.as_str().chars() {
            // Wrapping drops white space and nothing else.
            let style =
                styles.by_ref().find(|&(other, _)| other == c).map_or_else(theme::plain, |(_, style)| style);
            match &mut run {
                Some((text, known)) if *known == style => text.push(c),
                _ => {
                    pieces.extend(run.take().map(|(text, style)| piece(&Shown::of(&text), style)));
                    run = Some((c.to_string(), style));
                }
            }
        }
        pieces.extend(run.map(|(text, style)| piece(&Shown::of(&text), style)));
        debug_assert!(width(text.as_str()) <= listing.width.max(8));
        listing.line(pieces);
    }
}
