//! `list [QUERY]`: the items, or those that a query finds.

use std::collections::BTreeSet;

use serde::Serialize;

use super::failure::Failure;
use super::output::Answer;
use super::session::{Opened, Session};
use crate::plan::{ItemId, Plan};
use crate::report::{self, Entry, Selection};
use crate::search::query::{Query, Since, Subject};
use crate::search::{Hits, Index, Score, Target};

#[derive(Serialize)]
struct List {
    items: Vec<Entry>,
    /// Area files that could not be read whole, so that more may have been found.
    unread: Vec<String>,
}

/// Lists the items that `query` finds, in plan order.
pub(super) fn list(session: &Session, query: &str, at: Option<&str>) -> Result<Answer, Failure> {
    let opened = session.open_at(at)?;
    let (plan, review, words) = (opened.plan(), &opened.review, &session.words);
    let selection = matches(session, &opened, query, at)?;
    let mut answer = session.answer(
        "list",
        || List {
            items: report::entries(words, plan, review, &selection),
            unread: report::unread(plan, &opened.loaded.problems),
        },
        || report::list(words, plan, review, &selection, session.columns),
    );
    if selection == Selection::default() {
        answer.remarks.push(words.say(if query.is_empty() { "plan-empty" } else { "search-nothing" }));
    }
    Ok(opened.with_remarks(session, answer))
}

fn subject<'a>(opened: &'a Opened, since: &'a Since) -> Subject<'a> {
    Subject {
        plan: opened.plan(),
        review: &opened.review,
        me: opened.loaded.identity.known(),
        today: opened.loaded.today,
        since,
    }
}

/// Finds what `query` means as the screen does, but for hits whose characters are scattered: a list has nobody to choose
/// from it.
pub(super) fn matches(
    session: &Session,
    opened: &Opened,
    query: &str,
    at: Option<&str>,
) -> Result<Selection, Failure> {
    let plan = opened.plan();
    if let Some(items) = named(plan, query) {
        return Ok(Selection { areas: Vec::new(), items });
    }
    let mut since = Since::default();
    let (query, problems) = loop {
        let (understood, problems) = Query::parse(query, &subject(opened, &since));
        // Each answer is known from then on, so that every turn asks for another version.
        let Some(revision) = problems.iter().find_map(|problem| problem.fault.waits_for()) else {
            break (understood, problems);
        };
        since.insert(revision.to_owned(), session.changed_since(revision, at));
    };
    if let Some(problem) = problems.into_iter().next() {
        return Err(Failure::Query(problem.fault));
    }
    let subject = subject(opened, &since);
    if query.is_empty() {
        return Ok(Selection::all(plan));
    }
    let index = Index::of(plan, &opened.review);
    let hits = Hits::all(query, 0, &index, &subject);
    let targets = hits.in_plan_order(&index, Score::is_sure);
    let areas = targets.iter().filter_map(|target| match target {
        Target::Area(index) => Some(*index),
        _ => None,
    });
    let items = targets.iter().filter_map(|target| match target {
        Target::Item(index) => Some(*index),
        _ => None,
    });
    Ok(Selection { areas: areas.collect(), items: items.collect() })
}

/// Returns the items that `query` names, where it is nothing but ids of items, each once and in plan order.
fn named(plan: &Plan, query: &str) -> Option<Vec<usize>> {
    let position = |word: &str| plan.position(&ItemId::parse(word).ok()?);
    let items = query.split_whitespace().map(position).collect::<Option<BTreeSet<usize>>>()?;
    (!items.is_empty()).then(|| items.into_iter().collect())
}
