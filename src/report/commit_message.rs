//! What a commit says: which meeting it is, or how many of which status in which area; then a line an item.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::meeting::{
    action_name, decided_counts, meeting_name, name_at, outcome_name, proceedings, proceedings_and_places,
};
use crate::plan::{ItemId, Plan, StatusId};
use crate::review::{Deed, Fact, FactId, Meeting, MeetingState, Review};
use crate::text::{Shown, fit};
use crate::words::Words;

/// How long a title may be in a line of the message, in columns.
const TITLE: usize = 40;

/// Writes the message for a commit that adds the facts `new`, which `review` knows.
///
/// A meeting is told as a whole, whatever of it is committed already.
pub fn commit_message(words: &Words, plan: &Plan, review: &Review, new: &[&Fact]) -> String {
    let touched: BTreeSet<&FactId> = new.iter().filter_map(|fact| review.meeting_touched(fact)).collect();
    let meetings: Vec<Meeting<'_>> = touched.iter().filter_map(|id| Meeting::of(review, id)).collect();
    let of_a_meeting = |fact: &Fact| {
        let touched = review.meeting_touched(fact);
        touched.is_some_and(|touched| meetings.iter().any(|meeting| meeting.id() == touched))
    };
    let mut subjects: Vec<Shown> =
        meetings.iter().map(|meeting| meeting_subject(words, plan, meeting)).collect();
    let mut bodies: Vec<String> =
        meetings.iter().flat_map(|meeting| meeting_body(words, plan, meeting)).collect();
    let others: Vec<&Fact> = new.iter().copied().filter(|fact| !of_a_meeting(fact)).collect();
    if !others.is_empty() {
        let positions = plan.positions();
        let position = |item: &ItemId| positions.get(item).copied().flatten();
        let parts =
            Shown::join(&parts(words, plan, review, &others, position), &words.say("message-separator"));
        subjects.push(words.say_with("message-subject", &[("parts", parts.into())]));
        bodies.push(lines(others.iter().map(|fact| line(words, plan, review, fact, position))));
    }
    let subject = Shown::join(&subjects, &words.say("message-separator"));
    format!("{}\n\n{}", subject.one_line(), bodies.join("\n"))
}

/// Counts what was recorded outside of meetings.
fn parts(
    words: &Words,
    plan: &Plan,
    review: &Review,
    facts: &[&Fact],
    position: impl Fn(&ItemId) -> Option<usize>,
) -> Vec<Shown> {
    let mut areas: BTreeMap<usize, BTreeMap<usize, usize>> = BTreeMap::new();
    let (mut adopted, mut notes, mut actions, mut resolved, mut undone, mut other) = (0, 0, 0, 0, 0, 0);
    for fact in facts {
        match &fact.deed {
            Deed::Mark(mark) => {
                let place = plan.strategy.statuses.iter().position(|status| status.id == mark.status);
                if let Some(index) = review.item_touched(fact).and_then(&position) {
                    let counts = areas.entry(plan.items[index].area).or_default();
                    *counts.entry(place.unwrap_or(usize::MAX)).or_default() += 1;
                }
            }
            Deed::Adopt(_) => adopted += 1,
            Deed::Note(_) => notes += 1,
            Deed::Action(_) => actions += 1,
            Deed::Resolve(_) => resolved += 1,
            Deed::Undo { .. } => undone += 1,
            _ => other += 1,
        }
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
    for (count, id) in [
        (adopted, "message-adopted"),
        (notes, "message-notes"),
        (actions, "message-actions"),
        (resolved, "message-resolved"),
        (undone, "message-undone"),
        (other, "message-other"),
    ] {
        if count > 0 {
            parts.push(words.say_with(id, &[("count", count.into())]));
        }
    }
    parts
}

/// Says who recorded what, about which item if any.
fn line(
    words: &Words,
    plan: &Plan,
    review: &Review,
    fact: &Fact,
    position: impl Fn(&ItemId) -> Option<usize>,
) -> Shown {
    let what = match &fact.deed {
        Deed::Mark(mark) => words.status(&plan.strategy, &mark.status),
        Deed::Note(note) => {
            let text = fit(&note.text.show().one_line(), TITLE);
            words.say_with("message-note", &[("text", text.into())])
        }
        deed => fit(&words.deed(&plan.strategy, deed), TITLE),
    };
    let by = Shown::of(fact.by.as_str());
    match review.item_touched(fact) {
        Some(item) => {
            let about = line_at(words, plan, item, position(item));
            words.say_with(
                "message-line",
                &[("by", by.into()), ("what", what.into()), ("about", about.into())],
            )
        }
        None => words.say_with("message-line-whole", &[("by", by.into()), ("what", what.into())]),
    }
}

/// Names an item by its title and its id; one that the plan has no longer by its id alone.
pub(super) fn item_line(words: &Words, plan: &Plan, item: &ItemId) -> Shown {
    line_at(words, plan, item, plan.position(item))
}

/// Names an item that is at `index` in the plan.
fn line_at(words: &Words, plan: &Plan, item: &ItemId, index: Option<usize>) -> Shown {
    if index.is_none() {
        return Shown::of(item.as_str());
    }
    let title = fit(&name_at(words, plan, item, index), TITLE);
    words.say_with("message-item", &[("title", title.into()), ("id", Shown::of(item.as_str()).into())])
}

/// Says which meeting it is and what it came to, in one line.
fn meeting_subject(words: &Words, plan: &Plan, meeting: &Meeting<'_>) -> Shown {
    let name = ("meeting", meeting_name(words, meeting).into());
    if meeting.taken_back {
        return words.say_with("message-meeting-taken-back", &[name]);
    }
    let decided = decided_counts(words, &plan.strategy, &proceedings(plan, meeting));
    let mut came_to = vec![decided.unwrap_or_else(|| words.say("message-meeting-nothing-decided"))];
    if !meeting.actions.is_empty() {
        came_to.push(words.say_with("message-actions", &[("count", meeting.actions.len().into())]));
    }
    let came_to = ("came_to", Shown::join(&came_to, &words.say("message-separator")).into());
    let ended = meeting.state() == MeetingState::Ended;
    words.say_with(if ended { "message-meeting" } else { "message-meeting-under-way" }, &[name, came_to])
}

/// Writes the agenda, the outcomes, what is to be done and what was put off, each under its heading.
fn meeting_body(words: &Words, plan: &Plan, meeting: &Meeting<'_>) -> Vec<String> {
    if meeting.taken_back {
        return Vec::new();
    }
    let (all, places) = proceedings_and_places(plan, meeting);
    let name = |item: &ItemId| line_at(words, plan, item, places.in_plan(item));
    let number = |(at, item): (usize, &&ItemId)| Shown::of(&format!("{}. {}", at + 1, name(item)));
    let bullet = |id: &str, what: Shown, item: &ItemId| {
        words.say_with(id, &[("what", what.into()), ("about", name(item).into())])
    };
    let mut outcomes = Vec::new();
    for proceeding in all {
        outcomes.extend(proceeding.outcomes.iter().map(|(_, outcome)| {
            bullet("message-outcome", outcome_name(words, &plan.strategy, outcome), &outcome.item)
        }));
    }
    let action = |action: &crate::review::Action| {
        let what = action_name(words, action);
        match &action.item {
            Some(item) => bullet("message-action", what, item),
            None => words.say_with("message-action-whole", &[("what", what.into())]),
        }
    };
    let park = |park: &crate::review::Park| {
        let about = name(&park.item);
        match &park.text {
            Some(text) => bullet("message-parked-because", text.show().one_line(), &park.item),
            None => words.say_with("message-parked", &[("about", about.into())]),
        }
    };
    let sections: [(&str, Vec<Shown>); 4] = [
        ("message-heading-agenda", meeting.agenda.iter().enumerate().map(number).collect()),
        ("message-heading-outcomes", outcomes),
        ("message-heading-actions", meeting.actions.iter().map(|(_, to_do)| action(to_do)).collect()),
        ("message-heading-parked", meeting.parks.iter().map(|(_, parked)| park(parked)).collect()),
    ];
    sections
        .into_iter()
        .filter(|(_, told)| !told.is_empty())
        .map(|(heading, told)| lines([words.say(heading)].into_iter().chain(told)))
        .collect()
}

fn lines(told: impl Iterator<Item = Shown>) -> String {
    let mut text = String::new();
    for line in told {
        writeln!(text, "{}", line.one_line()).expect("a String takes all that is written");
    }
    text
}
