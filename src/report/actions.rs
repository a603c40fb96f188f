//! What is to be done, by whom and until when, as a table.

use jiff::civil::Date;

use super::meeting::item_name;
use super::table::{Align, Cell, Row, table};
use super::threads::short;
use super::{Emphasis, Line};
use crate::plan::Plan;
use crate::review::Todo;
use crate::text::{Foreign, Shown};
use crate::words::Words;

/// Lays actions out in at most `columns` columns, in the order they are given in.
pub fn actions(
    words: &Words,
    plan: &Plan,
    todos: &[&Todo<'_>],
    today: Option<Date>,
    columns: Option<usize>,
) -> Vec<Line> {
    let rows = todos.iter().map(|todo| {
        let (how, state) = match (todo.open, today.is_some_and(|today| todo.is_overdue(today))) {
            (false, _) => (Emphasis::Good, "action-done"),
            (true, true) => (Emphasis::Bad, "action-overdue"),
            (true, false) => (Emphasis::Caution, "action-open"),
        };
        let owners: Vec<Shown> = todo.action.owner.iter().map(Foreign::show).collect();
        let about = todo.action.item.as_ref().map(|item| item_name(words, plan, item));
        let due = todo.action.due.map(|due| Shown::of(&due.to_string()));
        Row::Cells(vec![
            Cell::of(how, &words.say(state)),
            due.unwrap_or_default().into(),
            todo.action.text.show().into(),
            Shown::join(&owners, &words.say("list-separator")).into(),
            Cell::of(Emphasis::Faint, &about.unwrap_or_default()),
            Cell::of(Emphasis::Faint, &Shown::of(&short(&todo.fact.id))),
        ])
    });
    let align = [Align::Left, Align::Left, Align::GivesWay, Align::Left, Align::GivesWay, Align::Left];
    table(&align, rows.collect(), columns)
}
