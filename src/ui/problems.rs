//! The page of problems, under how much they matter and what they are in: place and sentence of each.

use super::listing::Listing;
use super::paint::{Pieces, blank, piece};
use super::theme;
use crate::app::Model;
use crate::plan::{Level, Problem};
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
    // They are in this order already.
    let kind = |problem: &Problem| (problem.level(), problem.fault.cause());
    for alike in model.problems.chunk_by(|a, b| kind(a) == kind(b)) {
        heading(words, alike, &mut listing);
        for problem in alike {
            one(model, words, problem, &mut listing);
        }
    }
    listing.lines
}

/// How much the problems that follow matter, what they are in, and how many they are.
fn heading(words: &Words, alike: &[Problem], listing: &mut Listing) {
    let Some(first) = alike.first() else { return };
    let style = match first.level() {
        Level::Error => theme::alarm(),
        Level::Warning => theme::warning(),
        Level::Hint => theme::quiet(),
    };
    listing.gap();
    listing.line(vec![
        piece(&words.level(first.level()), style),
        blank(1),
        piece(&words.cause(first.fault.cause()), theme::strong()),
        blank(1),
        piece(&Shown::written(alike.len().to_string()), theme::quiet()),
    ]);
}

fn one(model: &Model, words: &Words, problem: &Problem, listing: &mut Listing) {
    listing.line(vec![
        blank(2),
        piece(&words.place(&problem.place), theme::label()),
        blank(1),
        piece(&Shown::own(problem.fault.code()), theme::quiet()),
    ]);
    listing.hanging(vec![blank(4)], &words.fault(&problem.fault), theme::plain());
    if let Some(said) = report::fact_said(words, &model.plan, &model.review, problem) {
        listing.hanging(vec![blank(4)], &said, theme::strong());
    }
}
