//! What a meeting records, made out of what was said in it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Reading;
use crate::plan::{ItemId, Plan, StatusId};
use crate::review::{
    Action, Agenda, Deed, FactId, Mark, Meeting, Note, Outcome, Park, Review, Step, Todo, Votes,
};
use crate::text::Foreign;

/// What was decided on an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub status: StatusId,
    pub votes: Option<Votes>,
    /// The decision in words.
    pub text: Option<Foreign>,
}

/// Makes the outcome of `meeting` on item `index` as it stands now. It replaces whatever meetings decided on it before.
///
/// Words that are not said again are kept of what the same meeting decided before, and votes too where it decided the same:
/// a vote was on what was put to it.
pub fn outcome(
    plan: &Plan,
    review: &Review,
    meeting: &FactId,
    index: usize,
    decided: Decided,
    commit: Option<&str>,
) -> Deed {
    let Decided { status, votes, text } = decided;
    let before =
        review.standing(index).decisions.iter().rev().filter_map(|decision| review.outcome(&decision.id));
    let before = before.into_iter().find(|before| before.meeting == *meeting);
    let votes = votes.or(before.filter(|before| before.status == status).and_then(|before| before.votes));
    let text = text.or_else(|| before.and_then(|before| before.text.clone()));
    Deed::Outcome(Outcome {
        item: plan.items[index].id.clone(),
        pin: Reading::of(plan, index).into_pin(commit),
        meeting: meeting.clone(),
        status,
        votes,
        text,
        after: review.standing(index).decisions.iter().map(|decision| decision.id.clone()).collect(),
    })
}

/// Says more of what was decided, or something else: the outcome `before`, which is called `id`, with other votes and words.
/// It stays on the wording that was on the table then.
pub fn amended(id: &FactId, before: &Outcome, votes: Option<Votes>, text: Option<Foreign>) -> Deed {
    Deed::Outcome(Outcome { votes, text, after: vec![id.clone()], ..before.clone() })
}

/// Puts item `index` off in `meeting`; `text` says why.
pub fn park(plan: &Plan, meeting: &Meeting<'_>, index: usize, text: Option<&str>) -> Deed {
    let is_it = |id: &ItemId| plan.position(id) == Some(index);
    Deed::Park(Park {
        item: plan.items[index].id.clone(),
        meeting: meeting.id().clone(),
        text: text.map(Into::into),
        until: None,
        after: meeting
            .parks
            .iter()
            .filter(|(_, park)| is_it(&park.item))
            .map(|(fact, _)| fact.id.clone())
            .collect(),
    })
}

/// Puts item `index` on the table of `meeting`.
pub fn put_on_the_table(plan: &Plan, meeting: &FactId, index: usize) -> Deed {
    Deed::Meeting(Step::Item { meeting: meeting.clone(), item: plan.items[index].id.clone() })
}

/// Gives `meeting` another agenda.
pub fn agenda(meeting: &Meeting<'_>, items: Vec<ItemId>, minutes: BTreeMap<ItemId, u32>) -> Deed {
    Deed::Meeting(Step::Agenda {
        meeting: meeting.id().clone(),
        agenda: Agenda { items, minutes },
        after: meeting.agendas.iter().map(|&id| id.clone()).collect(),
    })
}

/// Says who is there from now on.
pub fn present(meeting: &Meeting<'_>, present: Vec<Foreign>) -> Deed {
    Deed::Meeting(Step::Present {
        meeting: meeting.id().clone(),
        present,
        after: meeting.presents.iter().map(|&id| id.clone()).collect(),
    })
}

/// Gives somebody something to do: `owner` until `due`, about item `index` or the plan as a whole.
pub fn action(
    plan: &Plan,
    meeting: Option<&FactId>,
    index: Option<usize>,
    text: &str,
    owner: Vec<Foreign>,
    due: Option<Date>,
) -> Deed {
    Deed::Action(Action {
        item: index.map(|index| plan.items[index].id.clone()),
        text: text.into(),
        owner,
        due,
        re: None,
        meeting: meeting.cloned(),
        after: Vec::new(),
    })
}

/// Says that what is to do is done, or is to do after all where `open`; `text` says what came of it.
pub fn done(todo: &Todo<'_>, open: bool, text: Option<&str>) -> Deed {
    Deed::Resolve(crate::review::Resolve {
        of: todo.fact.id.clone(),
        item: todo.action.item.clone(),
        text: text.map(Into::into),
        open,
        after: todo.resolved.iter().map(|&id| id.clone()).collect(),
    })
}

/// Makes `deed`, a mark or a note, one that was recorded in `meeting`.
#[must_use]
pub fn in_meeting(meeting: &FactId, deed: Deed) -> Deed {
    match deed {
        Deed::Mark(mark) => Deed::Mark(Mark { meeting: Some(meeting.clone()), ..mark }),
        Deed::Note(note) => Deed::Note(Note { meeting: Some(meeting.clone()), ..note }),
        other => other,
    }
}
