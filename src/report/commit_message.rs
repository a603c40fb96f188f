//! What a commit says: how many of which status in which area, then a line an item.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::plan::{Plan, StatusId};
use crate::review::{Deed, Fact, Review};
use crate::text::{Shown, fit};
use crate::words::Words;

/// How long a title may be in a line of the message, in columns.
const TITLE: usize = 40;

/// Writes the message for a commit that adds the facts `new`, which `review` knows.
pub fn commit_message(words: &Words, plan: &Plan, review: &Review, new: &[&Fact]) -> String {
    let mut areas: BTreeMap<usize, BTreeMap<usize, usize>> = BTreeMap::new();
    let (mut notes, mut resolved, mut undone) = (0, 0, 0);
    let mut lines = String::new();
    for fact in new {
        let item = review.item_touched(fact).and_then(|id| plan.position(id));
        let title = item.map_or_else(
            || review.item_touched(fact).map(|id| Shown::of(id.as_str())).unwrap_or_default(),
            |index| fit(&words.choose(&plan.items[index].title).one_line(), TITLE),
        );
        let id = review.item_touched(fact).map(|id| Shown::of(id.as_str())).unwrap_or_default();
        let args = |what: Shown| {
            [
                ("by", Shown::of(fact.by.as_str()).into()),
                ("what", what.into()),
                ("title", title.clone().into()),
                ("id", id.clone().into()),
            ]
        };
        let said = match &fact.deed {
            Deed::Mark(mark) => {
                let place = plan.strategy.statuses.iter().position(|status| status.id == mark.status);
                if let Some(index) = item {
                    let counts = areas.entry(plan.items[index].area).or_default();
                    *counts.entry(place.unwrap_or(usize::MAX)).or_default() += 1;
                }
                words.status(&plan.strategy, &mark.status)
            }
            Deed::Note(note) => {
                notes += 1;
                let text = fit(&note.text.show().one_line(), TITLE);
                words.say_with("message-note", &[("text", text.into())])
            }
            deed => {
                resolved += usize::from(matches!(deed, Deed::Resolve(_)));
                undone += usize::from(matches!(deed, Deed::Undo { .. }));
                fit(&words.deed(&plan.strategy, deed), TITLE)
            }
        };
        writeln!(lines, "{}", words.say_with("message-line", &args(said)))
            .expect("a String takes all that is written");
    }
    let mut parts: Vec<Shown> = areas
        .iter()
        .map(|(&area, counts)| {
            let counts = counts.iter().map(|(&status, &count)| {
                let id = plan.strategy.statuses.get(status).map_or("?", |status| status.id.as_str());
                let status = words.status(&plan.strategy, &StatusId::new(id));
                words.say_with("message-count", &[("count", count.into()), ("status", status.into())])
            });
            let counts = Shown::join(&counts.collect::<Vec<_>>(), &words.say("list-separator"));
            let area = words.choose(&plan.areas[area].title);
            words.say_with("message-area", &[("area", area.into()), ("counts", counts.into())])
        })
        .collect();
    if notes > 0 {
        parts.push(words.say_with("message-notes", &[("count", notes.into())]));
    }
    if resolved > 0 {
        parts.push(words.say_with("message-resolved", &[("count", resolved.into())]));
    }
    if undone > 0 {
        parts.push(words.say_with("message-undone", &[("count", undone.into())]));
    }
    let subject = Shown::join(&parts, &words.say("message-separator"));
    let subject = words.say_with("message-subject", &[("parts", subject.into())]);
    format!("{}\n\n{lines}", subject.one_line())
}
