//! What the repository brings that would run, to be decided about.

use super::listing::Listing;
use super::paint::{Pieces, blank};
use super::theme;
use crate::app::Trusting;
use crate::words::Words;

pub(super) fn lines(words: &Words, columns_of_page: usize, trusting: &Trusting) -> Vec<Pieces> {
    let mut listing = Listing::new(columns_of_page.saturating_sub(2));
    let count = [("count", trusting.would.count().into())];
    listing.text(&words.say_with("trust-heading", &count), theme::strong());
    listing.gap();
    listing.text(&words.say("trust-explained"), theme::plain());
    listing.gap();
    for line in words.would_lines(&trusting.would) {
        listing.hanging(vec![blank(2)], &line, theme::warning());
    }
    listing.lines
}
