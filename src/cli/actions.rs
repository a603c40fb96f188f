//! `actions`: what is to be done, by whom and until when.

use serde::Serialize;

use super::output::Answer;
use super::session::Session;
use crate::report::{self, ActionEntry};
use crate::review::Todo;

#[derive(Serialize)]
struct Actions {
    actions: Vec<ActionState>,
}

#[derive(Serialize)]
struct ActionState {
    #[serde(flatten)]
    action: ActionEntry,
    /// It should have been done before today.
    overdue: bool,
}

/// Lists what is open, or `all`: what is due first comes first, and what has no day last.
pub(super) fn actions(session: &Session, all: bool) -> Answer {
    let opened = session.open();
    let (plan, words, today) = (opened.plan(), &session.words, opened.loaded.today);
    let todos = opened.review.actions();
    let mut wanted: Vec<&Todo<'_>> = todos.iter().filter(|todo| all || todo.open).collect();
    wanted.sort_by_key(|todo| (!todo.open, todo.action.due.is_none(), todo.action.due));
    let state = |todo: &&Todo<'_>| ActionState {
        action: ActionEntry::of(todo),
        overdue: today.is_some_and(|today| todo.is_overdue(today)),
    };
    let mut answer = session.answer(
        "actions",
        || Actions { actions: wanted.iter().map(state).collect() },
        || report::actions(words, plan, &wanted, today, session.columns),
    );
    if wanted.is_empty() {
        answer.remarks.push(words.say("actions-none"));
    }
    opened.with_remarks(session, answer)
}
