//! A meeting in the form scripts read. The keys are for ever.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::entries::{VotesEntry, value};
use super::meeting::{Proceeding, proceedings_and_places, recorded_wording, wording_changed};
use crate::plan::Plan;
use crate::review::{
    Action, Fact, FactId, Meeting, MeetingState, Moment, Outcome, Progress, Review, Step, Todo,
};
use crate::text::Foreign;
use crate::words::Words;

/// A meeting with all that came of it.
#[derive(Debug, Serialize)]
pub struct MeetingEntry {
    id: String,
    title: Option<String>,
    /// `running`, `paused` or `ended`.
    state: &'static str,
    by: String,
    begun: Option<String>,
    /// When it ended last.
    ended: Option<String>,
    /// How long it took, pauses left out.
    seconds: u64,
    /// Planned whole minutes in all.
    planned: Option<u32>,
    place: Option<String>,
    chair: Option<String>,
    /// Who is there now, or was at the end.
    present: Vec<String>,
    /// Whoever was there at any time.
    attended: Vec<String>,
    query: Option<String>,
    on_the_table: Option<String>,
    /// The agenda in its order, then what came up besides.
    items: Vec<ItemEntry>,
    actions: Vec<ActionEntry>,
}

#[derive(Debug, Serialize)]
struct ItemEntry {
    id: String,
    title: String,
    /// False where the plan has it no longer.
    in_plan: bool,
    on_agenda: bool,
    /// `waiting`, `discussed`, `parked` or `decided`.
    progress: &'static str,
    seconds: u64,
    /// Planned whole minutes.
    planned: Option<u32>,
    /// True where the outcomes do not all say the same.
    contradicting: bool,
    outcomes: Vec<OutcomeEntry>,
    parked: Vec<SaidEntry>,
    marks: Vec<MarkEntry>,
    notes: Vec<SaidEntry>,
}

#[derive(Debug, Serialize)]
struct OutcomeEntry {
    id: String,
    by: String,
    status: String,
    votes: Option<VotesEntry>,
    text: Option<String>,
    at: Option<String>,
    seen: String,
    /// The wording that was decided on, by field; absent where no record carries it.
    wording: Option<BTreeMap<String, Value>>,
    /// Whether the item reads otherwise now; absent where the plan has it no longer.
    changed: Option<bool>,
}

#[derive(Debug, Serialize)]
struct MarkEntry {
    id: String,
    by: String,
    /// Who recorded it, where that is not its reviewer.
    recorded_by: Option<String>,
    status: String,
    at: Option<String>,
}

#[derive(Debug, Serialize)]
struct SaidEntry {
    id: String,
    by: String,
    text: Option<String>,
    at: Option<String>,
}

/// Something to be done.
#[derive(Debug, Serialize)]
pub struct ActionEntry {
    id: String,
    item: Option<String>,
    text: String,
    owner: Vec<String>,
    due: Option<String>,
    meeting: Option<String>,
    open: bool,
    by: String,
    at: Option<String>,
}

impl MeetingEntry {
    /// Describes a meeting; `now` is when it is looked at.
    pub fn of(
        words: &Words,
        plan: &Plan,
        review: &Review,
        meeting: &Meeting<'_>,
        now: Option<Timestamp>,
    ) -> Self {
        let times = meeting.times(now);
        let ended = meeting.steps.iter().rev().find(|(_, step)| matches!(step, Step::End { .. }));
        let (all, places) = proceedings_and_places(plan, meeting);
        let seconds = places.seconds(&times);
        let todos = review.actions();
        let todos: HashMap<&FactId, &Todo<'_>> = todos.iter().map(|todo| (&todo.fact.id, todo)).collect();
        let actions = meeting.actions.iter().map(|(fact, _)| &fact.id);
        Self {
            id: meeting.id().as_str().to_owned(),
            title: meeting.begin.title.as_ref().map(raw),
            state: match meeting.state() {
                MeetingState::Running => "running",
                MeetingState::Paused => "paused",
                MeetingState::Ended => "ended",
            },
            by: meeting.fact.by.as_str().to_owned(),
            begun: at(meeting.fact),
            ended: ended.filter(|_| meeting.state() == MeetingState::Ended).and_then(|(fact, _)| at(fact)),
            seconds: times.whole,
            planned: meeting.begin.planned,
            place: meeting.begin.place.as_ref().map(raw),
            chair: meeting.begin.chair.as_ref().map(|chair| chair.as_str().to_owned()),
            present: meeting.present.iter().map(|name| raw(name)).collect(),
            attended: meeting.attended.iter().map(|name| raw(name)).collect(),
            query: meeting.begin.query.as_ref().map(raw),
            on_the_table: meeting.on_the_table().map(ToString::to_string),
            items: all
                .iter()
                .enumerate()
                .map(|(at, proceeding)| ItemEntry {
                    planned: meeting.minutes.get(proceeding.item).copied(),
                    seconds: seconds.get(&at).copied().unwrap_or_default(),
                    ..ItemEntry::of(words, plan, review, proceeding)
                })
                .collect(),
            actions: actions.filter_map(|id| todos.get(id)).map(|todo| ActionEntry::of(todo)).collect(),
        }
    }
}

impl ItemEntry {
    fn of(words: &Words, plan: &Plan, review: &Review, proceeding: &Proceeding<'_>) -> Self {
        Self {
            id: proceeding.index.map_or(proceeding.item, |index| &plan.items[index].id).to_string(),
            title: proceeding.name(words, plan).as_str().to_owned(),
            in_plan: proceeding.index.is_some(),
            on_agenda: proceeding.on_agenda,
            progress: match proceeding.progress {
                Progress::Waiting => "waiting",
                Progress::Discussed => "discussed",
                Progress::Parked => "parked",
                Progress::Decided => "decided",
            },
            seconds: 0,
            planned: None,
            contradicting: proceeding.is_contradicting(),
            outcomes: proceeding
                .outcomes
                .iter()
                .map(|(fact, outcome)| OutcomeEntry::of(plan, review, proceeding, fact, outcome))
                .collect(),
            parked: proceeding.parks.iter().map(|(fact, park)| said(fact, park.text.as_ref())).collect(),
            marks: proceeding
                .marks
                .iter()
                .map(|(fact, mark)| MarkEntry {
                    id: fact.id.as_str().to_owned(),
                    by: fact.voice().as_str().to_owned(),
                    recorded_by: (fact.voice() != &fact.by).then(|| fact.by.as_str().to_owned()),
                    status: mark.status.as_str().to_owned(),
                    at: at(fact),
                })
                .collect(),
            notes: proceeding.notes.iter().map(|(fact, note)| said(fact, Some(&note.text))).collect(),
        }
    }
}

impl OutcomeEntry {
    fn of(plan: &Plan, review: &Review, proceeding: &Proceeding<'_>, fact: &Fact, outcome: &Outcome) -> Self {
        let wording = recorded_wording(plan, review, proceeding, outcome);
        let fields = wording.as_ref().map(|read| {
            read.iter().map(|(name, said)| (name.to_owned(), value(said))).collect::<BTreeMap<_, _>>()
        });
        Self {
            id: fact.id.as_str().to_owned(),
            by: fact.by.as_str().to_owned(),
            status: outcome.status.as_str().to_owned(),
            votes: outcome.votes.map(VotesEntry::from),
            text: outcome.text.as_ref().map(raw),
            at: at(fact),
            seen: outcome.pin.seen.as_str().to_owned(),
            wording: fields,
            changed: wording_changed(plan, proceeding, outcome),
        }
    }
}

impl ActionEntry {
    /// Describes what is, or was, to be done.
    pub fn of(todo: &Todo<'_>) -> Self {
        let Action { item, text, owner, due, meeting, .. } = todo.action;
        Self {
            id: todo.fact.id.as_str().to_owned(),
            item: item.as_ref().map(ToString::to_string),
            text: raw(text),
            owner: owner.iter().map(raw).collect(),
            due: due.map(|due| due.to_string()),
            meeting: meeting.as_ref().map(|id| id.as_str().to_owned()),
            open: todo.open,
            by: todo.fact.by.as_str().to_owned(),
            at: at(todo.fact),
        }
    }
}

fn said(fact: &Fact, text: Option<&Foreign>) -> SaidEntry {
    SaidEntry {
        id: fact.id.as_str().to_owned(),
        by: fact.voice().as_str().to_owned(),
        text: text.map(raw),
        at: at(fact),
    }
}

fn raw(text: &Foreign) -> String {
    text.raw().to_owned()
}

fn at(fact: &Fact) -> Option<String> {
    fact.at.as_ref().map(Moment::as_str).map(str::to_owned)
}
