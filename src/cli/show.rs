//! `show ITEM`: one item with everything that is known of it.

use serde::Serialize;

use super::failure::Failure;
use super::items;
use super::output::Answer;
use super::session::Session;
use crate::report::{self, ClauseEntry, Entry};

#[derive(Serialize)]
struct Show {
    item: Entry,
    clauses: Vec<ClauseEntry>,
}

/// Shows the item that `text` means, as the version `at` has it where one is named.
pub(super) fn show(session: &Session, text: &str, at: Option<&str>) -> Result<Answer, Failure> {
    let opened = session.open_at(at)?;
    let (plan, review, words) = (opened.plan(), &opened.review, &session.words);
    let index = items::item(plan, text)?;
    let answer = session.answer(
        "show",
        || Show { item: report::entry(words, plan, review, index), clauses: report::clauses(plan, index) },
        || report::sheet(words, plan, review, index, session.columns),
    );
    Ok(opened.with_remarks(session, answer))
}
