//! `list [QUERY]`: the items, or those that a query finds.

use serde::Serialize;

use super::failure::Failure;
use super::output::Answer;
use super::session::Session;
use crate::plan::{Area, Item, Localized, Plan};
use crate::report::{self, Entry, Selection};

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

/// Finds what `query` means: every word of it must occur in a title, an id, an owner or a text, in whatever case.
fn matches(plan: &Plan, query: &str) -> Selection {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    if words.is_empty() {
        return Selection::all(plan);
    }
    let hit = |said: &str| words.iter().all(|word| said.contains(word));
    let areas = (0..plan.areas.len()).filter(|&index| hit(&said_of_area(&plan.areas[index])));
    let items = (0..plan.items.len()).filter(|&index| hit(&said_of_item(&plan.items[index])));
    Selection::new(plan, areas, items.collect())
}

fn said_of_area(area: &Area) -> String {
    let mut said = vec![area.id.as_str()];
    said.extend(texts(&area.title).chain(area.text.iter().flat_map(texts)));
    said.extend(area.owner.iter().map(crate::text::Foreign::raw));
    said.join("\n").to_lowercase()
}

fn said_of_item(item: &Item) -> String {
    let mut said = vec![item.id.as_str()];
    said.extend(item.was.iter().map(crate::plan::ItemId::as_str));
    said.extend(texts(&item.title).chain(item.text.iter().flat_map(texts)));
    said.extend(item.owner.iter().map(crate::text::Foreign::raw));
    said.join("\n").to_lowercase()
}

fn texts(text: &Localized) -> impl Iterator<Item = &str> {
    text.iter().map(|(_, text)| text.raw())
}
