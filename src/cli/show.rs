//! `show ITEM`: one item with everything that is known of it.

use serde::Serialize;

use super::failure::Failure;
use super::items;
use super::output::Answer;
use super::session::Session;
use crate::job::About;
use crate::report::{self, BlameEntry, ClauseEntry, Entry};

#[derive(Serialize)]
struct Show {
    item: Entry,
    clauses: Vec<ClauseEntry>,
    /// Only where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
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
    let index = items::item(plan, text)?;
    let told = with_blame.then(|| session.history(About::Item(plan.items[index].id.clone()))).transpose()?;
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
