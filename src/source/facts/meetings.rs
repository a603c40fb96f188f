//! The kinds of facts that a meeting records, read from the fields of a line.

use std::collections::BTreeMap;

use super::{Fields, after, count, day, item, item_or_plan, pin, text, texts};
use crate::plan::{ItemId, ReviewerId, StatusId};
use crate::review::{Action, Agenda, Begin, FactId, Outcome, Park, Step, Votes};
use crate::text::Foreign;

/// Reads the step that `word` names; `None` where this version does not know the word.
pub(super) fn step(word: Option<&str>, fields: &Fields<'_>) -> Result<Option<Step>, &'static str> {
    let remark = || text(fields, "text").map(Foreign::from);
    let step = match word.ok_or("meeting")? {
        "begin" => Step::Begin(Begin {
            title: text(fields, "title").map(Foreign::from),
            query: text(fields, "query").map(Foreign::from),
            agenda: agenda(fields).unwrap_or_default(),
            planned: count(fields, "planned"),
            present: present(fields).unwrap_or_default(),
            place: text(fields, "place").map(Foreign::from),
            chair: text(fields, "chair").and_then(|id| ReviewerId::parse(id).ok()),
        }),
        "agenda" => Step::Agenda {
            meeting: required_meeting(fields)?,
            agenda: agenda(fields).ok_or("agenda")?,
            after: after(fields)?,
        },
        "present" => Step::Present {
            meeting: required_meeting(fields)?,
            present: present(fields).ok_or("present")?,
            after: after(fields)?,
        },
        "item" => Step::Item { meeting: required_meeting(fields)?, item: item(text(fields, "item"))? },
        "pause" => Step::Pause { meeting: required_meeting(fields)?, text: remark() },
        "resume" => Step::Resume { meeting: required_meeting(fields)?, text: remark() },
        "end" => Step::End { meeting: required_meeting(fields)?, text: remark() },
        _ => return Ok(None),
    };
    Ok(Some(step))
}

pub(super) fn outcome(object: Option<&str>, fields: &Fields<'_>) -> Result<Outcome, &'static str> {
    Ok(Outcome {
        item: item(object)?,
        pin: pin(fields)?,
        meeting: required_meeting(fields)?,
        status: StatusId::new(text(fields, "status").ok_or("status")?),
        votes: votes(fields),
        text: text(fields, "text").map(Foreign::from),
        after: after(fields)?,
    })
}

pub(super) fn action(object: Option<&str>, fields: &Fields<'_>) -> Result<Action, &'static str> {
    Ok(Action {
        item: item_or_plan(object)?,
        text: text(fields, "text").ok_or("text")?.into(),
        owner: owners(fields),
        due: day(fields, "due"),
        re: text(fields, "re").and_then(FactId::parse),
        meeting: meeting(fields),
        after: after(fields)?,
    })
}

pub(super) fn park(object: Option<&str>, fields: &Fields<'_>) -> Result<Park, &'static str> {
    Ok(Park {
        item: item(object)?,
        meeting: required_meeting(fields)?,
        text: text(fields, "text").map(Foreign::from),
        until: day(fields, "until"),
        after: after(fields)?,
    })
}

/// Reads the meeting in which something was recorded.
pub(super) fn meeting(fields: &Fields<'_>) -> Option<FactId> {
    text(fields, "in").and_then(FactId::parse)
}

fn required_meeting(fields: &Fields<'_>) -> Result<FactId, &'static str> {
    meeting(fields).ok_or("in")
}

fn agenda(fields: &Fields<'_>) -> Option<Agenda> {
    let items: Option<Vec<ItemId>> =
        texts(fields, "agenda")?.iter().map(|id| ItemId::parse(id).ok()).collect();
    let planned = fields.get("minutes").and_then(|minutes| minutes.get_ref().as_table());
    let minutes = planned.into_iter().flat_map(|planned| planned.iter()).filter_map(|(id, _)| {
        let minutes = count(planned?, id.get_ref())?;
        Some((ItemId::parse(id.get_ref()).ok()?, minutes))
    });
    Some(Agenda { items: items?, minutes: minutes.collect::<BTreeMap<_, _>>() })
}

fn present(fields: &Fields<'_>) -> Option<Vec<Foreign>> {
    Some(texts(fields, "present")?.into_iter().map(Foreign::new).collect())
}

/// One name, or a list of them.
fn owners(fields: &Fields<'_>) -> Vec<Foreign> {
    match text(fields, "owner") {
        Some(one) => vec![one.into()],
        None => texts(fields, "owner").unwrap_or_default().into_iter().map(Foreign::new).collect(),
    }
}

fn votes(fields: &Fields<'_>) -> Option<Votes> {
    let votes = fields.get("votes")?.get_ref().as_table()?;
    // A side that is no whole number makes the votes unknown, never another number.
    let of = |side| if votes.contains_key(side) { count(votes, side) } else { Some(0) };
    Some(Votes { yes: of("yes")?, no: of("no")?, abstain: of("abstain")? })
}
