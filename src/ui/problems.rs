//! The page of problems: level, place and sentence of each.

use super::listing::Listing;
use super::paint::{Pieces, blank, piece};
use super::theme;
use crate::app::Model;
use crate::plan::Level;
use crate::report;
use crate::text::Shown;
use crate::words::Words;

pub(super) fn lines(model: &Model, words: &Words, columns_of_page: usize) -> Vec<Pieces> {
    let mut listing = Listing::new(columns_of_page.saturating_sub(2));
    if !model.mistakes.is_empty() {
        let title = words.say_with("mistakes-title", &[("count", model.mistakes.len().into())]);
        listing.text(&title, theme::strong());
        listing.text(&Shown::own("$XDG_CONFIG_HOME/fupan/config.toml"), theme::quiet());
        for mistake in &model.mistakes {
            listing.hanging(vec![blank(2)], &words.mistake(mistake), theme::plain());
        }
        listing.gap();
    }
    let title = words.say_with("problems-title", &[("count", model.problems.len().into())]);
    listing.text(&title, theme::strong());
    for problem in &model.problems {
        listing.gap();
        let style = match problem.level() {
            Level::Error => theme::alarm(),
            Level::Warning => theme::warning(),
            Level::Hint => theme::quiet(),
        };
        listing.line(vec![
            piece(&words.level(problem.level()), style),
            blank(1),
            piece(&words.place(&problem.place), theme::label()),
            blank(1),
            piece(&Shown::own(problem.fault.code()), theme::quiet()),
        ]);
        listing.hanging(vec![blank(2)], &words.fault(&problem.fault), theme::plain());
        if let Some(said) = report::fact_said(words, &model.plan, &model.review, problem) {
            listing.hanging(vec![blank(2)], &said, theme::strong());
        }
    }
    listing.lines
}
