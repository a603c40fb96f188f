//! `list [QUERY]`: the items, or those that a query finds.

use serde::Serialize;

use super::failure::Failure;
use super::output::Answer;
use super::session::Session;
use crate::plan::Plan;
use crate::report::{self, Entry, Selection};
use crate::search::{Index, Target, Tier};

#[derive(Serialize)]
struct List {
    items: Vec<Entry>,
}

/// Lists the items in which all words of `query` occur.
#[expect(clippy::unnecessary_wraps, reason = "every verb may fail, and this one by chance cannot")]
pub(super) fn list(session: &Session, query: &str) -> Result<Answer, Failure> {
    let opened = session.open();
    let (plan, review, words) = (opened.plan(), &opened.review, &session.words);
    let selection = matches(plan, query);
    let mut answer = session.answer(
        "list",
        || List { items: report::entries(words, plan, review, &selection) },
        || report::list(words, plan, review, &selection, session.columns),
    );
    if selection == Selection::default() {
        answer.remarks.push(words.say(if query.is_empty() { "plan-empty" } else { "search-nothing" }));
    }
    Ok(opened.with_remarks(session, answer))
}

/// Finds what `query` means as the screen does, in plan order, and without the hits whose characters are scattered: a
/// list has nobody to choose from it.
fn matches(plan: &Plan, query: &str) -> Selection {
    if query.trim().is_empty() {
        return Selection::all(plan);
    }
    let hits = Index::of(plan).find(query);
    let mut targets: Vec<Target> =
        hits.iter().filter(|hit| hit.tier != Tier::Scattered).map(|hit| hit.target).collect();
    targets.sort_unstable();
    let areas = targets.iter().filter_map(|target| match target {
        Target::Area(index) => Some(*index),
        Target::Item(_) => None,
    });
    let items = targets.iter().filter_map(|target| match target {
        Target::Item(index) => Some(*index),
        Target::Area(_) => None,
    });
    Selection::new(plan, areas, items.collect())
}
