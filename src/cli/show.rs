//! `show ITEM`: one item with everything that is known of it.

use serde::Serialize;

use super::failure::Failure;
use super::items;
use super::output::Answer;
use super::session::Session;
use crate::compare::earlier;
use crate::job::About;
use crate::plan::Plan;
use crate::report::{self, BlameEntry, ClauseEntry, Entry};

#[derive(Serialize)]
struct Show {
    item: Entry,
    clauses: Vec<ClauseEntry>,
    /// Null where it was not asked for.
    blame: Option<Vec<BlameEntry>>,
}

/// Shows the item that `text` means, as the version `at` has it where one is named.
pub(super) fn show(
    session: &Session,
    text: &str,
    at: Option<&str>,
    with_blame: bool,
) -> Result<Answer, Failure> {
    let opened = session.open_at(at)?;
    let (plan, review, words) = (opened.plan(), &opened.review, &session.words);
    let index = match items::item(plan, text) {
        Err(Failure::UnknownItem { .. }) if at.is_some() => renamed_since(session, plan, text)?,
        found => found?,
    };
    let told =
        with_blame.then(|| session.history(About::Item(plan.items[index].id.clone()), at)).transpose()?;
    let answer = session.answer(
        "show",
        || Show {
            item: report::entry(words, plan, review, index),
            clauses: report::clauses(plan, index),
            blame: told.as_ref().map(|told| report::blame_entries(plan, index, told)),
        },
        || {
            let mut lines = report::sheet(words, plan, review, index, session.columns);
            lines.extend(told.iter().flat_map(|told| report::blame(words, plan, index, told)));
            lines
        },
    );
    Ok(opened.with_remarks(session, answer))
}

/// Finds in `old`, the plan as it was, the item that `text` means now.
fn renamed_since(session: &Session, old: &Plan, text: &str) -> Result<usize, Failure> {
    let now = session.open();
    let unknown = || items::item(old, text);
    let Ok(index) = items::item(now.plan(), text) else { return unknown() };
    let found = earlier(old, now.plan(), index);
    found
        .or_else(|| {
            let id = now.plan().items[index].id.clone();
            let history = session.history(About::Item(id), None).ok()?;
            let passages = history.passages.iter().flat_map(|passage| passage.comparison.items());
            let mut ids = passages.filter_map(|item| item.renamed.as_ref()).map(|renamed| &renamed.old);
            ids.find_map(|id| old.position(id))
        })
        .map_or_else(unknown, Ok)
}
