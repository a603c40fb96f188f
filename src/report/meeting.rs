//! What a meeting came to, item by item, and what it and its outcomes are called wherever they are told. Knows no layout.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;

use super::stance::status_symbol;
use crate::plan::{ItemId, Plan, StatusId, Strategy};
use crate::review::{
    Action, Deed, Fact, FactId, Fingerprint, Mark, Meeting, Note, Outcome, Park, Progress, Review, Step,
    Times, Wording,
};
use crate::text::{Foreign, Shown};
use crate::words::Words;

/// What a meeting came to on one item. Everything in it is in the order of the names of the facts.
pub struct Proceeding<'a> {
    pub item: &'a ItemId,
    /// Its place in the plan, where the plan has it.
    pub index: Option<usize>,
    /// False where it came up without having been on the agenda.
    pub on_agenda: bool,
    pub progress: Progress,
    pub outcomes: Vec<(&'a Fact, &'a Outcome)>,
    pub parks: Vec<(&'a Fact, &'a Park)>,
    pub marks: Vec<(&'a Fact, &'a Mark)>,
    pub notes: Vec<(&'a Fact, &'a Note)>,
    pub actions: Vec<(&'a Fact, &'a Action)>,
}

impl<'a> Proceeding<'a> {
    /// Begins with an item of which nothing is known yet.
    fn new(item: &'a ItemId, index: Option<usize>, on_agenda: bool) -> Self {
        Self {
            item,
            index,
            on_agenda,
            progress: Progress::Waiting,
            outcomes: Vec::new(),
            parks: Vec::new(),
            marks: Vec::new(),
            notes: Vec::new(),
            actions: Vec::new(),
        }
    }

    /// Returns what the item is called, by its title, or where the plan has it no longer, by its id.
    pub fn name(&self, words: &Words, plan: &Plan) -> Shown {
        name_at(words, plan, self.item, self.index)
    }

    /// Tells whether the outcomes do not all say the same.
    pub fn is_contradicting(&self) -> bool {
        self.outcomes.iter().any(|(_, outcome)| outcome.status != self.outcomes[0].1.status)
    }
}

/// Tells which of the items of a meeting one is, under any of its names.
#[derive(Debug)]
pub struct Places<'a> {
    positions: HashMap<&'a ItemId, Option<usize>>,
    /// By the place in the plan; what the plan has no longer, by its id.
    places: HashMap<Result<usize, &'a ItemId>, usize>,
}

impl<'a> Places<'a> {
    /// Begins with no item.
    fn new(plan: &'a Plan) -> Self {
        Self { positions: plan.positions(), places: HashMap::new() }
    }

    /// Returns the place in the plan of the item that has, or had, this id.
    pub fn in_plan(&self, id: &ItemId) -> Option<usize> {
        self.positions.get(id).copied().flatten()
    }

    /// Returns the place among the items of the meeting.
    pub fn of(&self, id: &ItemId) -> Option<usize> {
        self.places.get(&self.in_plan(id).ok_or(id)).copied()
    }

    /// Adds up for each item how long it took.
    pub fn seconds(&self, times: &Times<'_>) -> HashMap<usize, u64> {
        let mut seconds = HashMap::new();
        for (id, took) in &times.items {
            if let Some(at) = self.of(id) {
                *seconds.entry(at).or_default() += took;
            }
        }
        seconds
    }
}

/// Returns what a meeting came to: the items of the agenda in its order, then what came up besides.
pub fn proceedings<'a>(plan: &'a Plan, meeting: &Meeting<'a>) -> Vec<Proceeding<'a>> {
    proceedings_and_places(plan, meeting).0
}

/// Returns what a meeting came to, as [`proceedings`] does, and which item is where in it.
pub fn proceedings_and_places<'a>(
    plan: &'a Plan,
    meeting: &Meeting<'a>,
) -> (Vec<Proceeding<'a>>, Places<'a>) {
    let mut all: Vec<Proceeding<'a>> = Vec::new();
    let mut places = Places::new(plan);
    let mut at = |all: &mut Vec<Proceeding<'a>>, item: &'a ItemId, on_agenda: bool| -> usize {
        let index = places.in_plan(item);
        *places.places.entry(index.ok_or(item)).or_insert_with(|| {
            all.push(Proceeding::new(item, index, on_agenda));
            all.len() - 1
        })
    };
    for &item in &meeting.agenda {
        at(&mut all, item, true);
    }
    for (_, step) in &meeting.steps {
        if let Step::Item { item, .. } = step {
            let at = at(&mut all, item, false);
            all[at].progress = Progress::Discussed;
        }
    }
    for &(fact, outcome) in &meeting.outcomes {
        let at = at(&mut all, &outcome.item, false);
        all[at].progress = Progress::Decided;
        all[at].outcomes.push((fact, outcome));
    }
    for &(fact, park) in &meeting.parks {
        let at = at(&mut all, &park.item, false);
        if all[at].progress != Progress::Decided {
            all[at].progress = Progress::Parked;
        }
        all[at].parks.push((fact, park));
    }
    for &(fact, action) in &meeting.actions {
        if let Some(item) = &action.item {
            let at = at(&mut all, item, false);
            all[at].actions.push((fact, action));
        }
    }
    // What its reviewer said otherwise later in the meeting is not what was said in it.
    let replaced: HashSet<&FactId> = meeting
        .words
        .iter()
        .filter_map(|fact| match &fact.deed {
            Deed::Mark(mark) => Some(&mark.after),
            _ => None,
        })
        .flatten()
        .collect();
    for &fact in &meeting.words {
        let Some(item) = fact.deed.item() else { continue };
        let at = at(&mut all, item, false);
        match &fact.deed {
            Deed::Mark(mark) if !replaced.contains(&fact.id) => all[at].marks.push((fact, mark)),
            Deed::Note(note) => all[at].notes.push((fact, note)),
            _ => {}
        }
    }
    (all, places)
}

/// Returns the wording that was decided on, where any record carries it or the item still reads so.
pub(super) fn recorded_wording(
    plan: &Plan,
    review: &Review,
    proceeding: &Proceeding<'_>,
    outcome: &Outcome,
) -> Option<Wording> {
    let is_it = |wording: &Wording| Fingerprint::of(wording) == outcome.pin.seen;
    review.wording(&outcome.pin.seen).cloned().or_else(|| present(plan, proceeding, outcome).filter(is_it))
}

/// Tells whether the item reads otherwise than when it was decided on; `None` where the plan has it no
/// longer, or not whole.
pub(super) fn wording_changed(plan: &Plan, proceeding: &Proceeding<'_>, outcome: &Outcome) -> Option<bool> {
    present(plan, proceeding, outcome).map(|wording| Fingerprint::of(&wording) != outcome.pin.seen)
}

/// Returns how the fields that an outcome covers read in the plan now; nothing of an item of which part cannot be read.
fn present(plan: &Plan, proceeding: &Proceeding<'_>, outcome: &Outcome) -> Option<Wording> {
    let item = Some(&plan.items[proceeding.index?]).filter(|item| !item.damaged)?;
    Some(Wording::covering(item, outcome.pin.covers.as_deref()))
}

/// Counts the items on which a meeting decided, by status, as in `通过 5、需修改 1`; nothing where it decided on none.
pub fn decided_counts(words: &Words, strategy: &Strategy, proceedings: &[Proceeding<'_>]) -> Option<Shown> {
    let place = |status: &StatusId| strategy.statuses.iter().position(|known| known.id == *status);
    // What the strategy does not define comes after what it does, and what contradicts itself last.
    let mut counts: BTreeMap<(usize, Shown), usize> = BTreeMap::new();
    for proceeding in proceedings {
        let Some((_, outcome)) = proceeding.outcomes.first() else { continue };
        let key = if proceeding.is_contradicting() {
            (usize::MAX, words.say("meeting-contradicting"))
        } else {
            (place(&outcome.status).unwrap_or(usize::MAX - 1), words.status(strategy, &outcome.status))
        };
        *counts.entry(key).or_default() += 1;
    }
    let counts: Vec<Shown> = counts
        .into_iter()
        .map(|((_, status), count)| {
            words.say_with("meeting-count", &[("status", status.into()), ("count", count.into())])
        })
        .collect();
    (!counts.is_empty()).then(|| Shown::join(&counts, &words.say("list-separator")))
}

/// Returns the title that a meeting was given, where it says anything.
pub(super) fn given_title(meeting: &Meeting<'_>) -> Option<Shown> {
    let title = meeting.begin.title.as_ref().map(|title| title.show().one_line());
    title.filter(|title| !title.as_str().trim().is_empty())
}

/// Returns what a meeting is called: `会议“十一月评审会”`.
pub fn meeting_title(words: &Words, meeting: &Meeting<'_>) -> Shown {
    match given_title(meeting) {
        Some(title) => words.say_with("meeting-title", &[("title", title.into())]),
        None => words.say("meeting-untitled"),
    }
}

/// Returns what a meeting is called, with its day: `会议“十一月评审会”（2026-11-23）`.
pub fn meeting_name(words: &Words, meeting: &Meeting<'_>) -> Shown {
    let day = Shown::of(meeting.fact.at.as_ref().map_or("—", crate::review::Moment::day));
    let title = meeting_title(words, meeting);
    words.say_with("meeting-name", &[("title", title.into()), ("day", day.into())])
}

/// Says how many items of an agenda are decided, parked and left.
pub fn agenda_counts(words: &Words, progress: &[Progress]) -> Shown {
    let [decided, parked, left] = Progress::counts(progress);
    let args = [("decided", decided.into()), ("parked", parked.into()), ("left", left.into())];
    words.say_with(if parked > 0 { "agenda-counts-parked" } else { "meeting-counts" }, &args)
}

/// Returns the sign of how far a meeting came with an item: that of the status where it decided on `status`, and another
/// where the item is on the table.
pub fn progress_sign(
    strategy: &Strategy,
    progress: Progress,
    on_the_table: bool,
    status: Option<&StatusId>,
) -> Shown {
    match progress {
        Progress::Decided => status.map(|status| status_symbol(strategy, status)).unwrap_or_default(),
        Progress::Parked => Shown::own("»"),
        Progress::Discussed | Progress::Waiting if on_the_table => Shown::own(">"),
        Progress::Discussed => Shown::own("-"),
        Progress::Waiting => Shown::default(),
    }
}

/// Returns what was decided, with the votes where they were counted: `通过（4:1）`.
pub fn outcome_name(words: &Words, strategy: &Strategy, outcome: &Outcome) -> Shown {
    let status = words.status(strategy, &outcome.status);
    match outcome.votes {
        None => status,
        Some(votes) => {
            let votes = Shown::of(&votes.to_string());
            words.say_with("outcome-votes", &[("status", status.into()), ("votes", votes.into())])
        }
    }
}

/// Returns what is to be done, by whom and until when: `核对口径（市交通局，12-01 前）`.
pub fn action_name(words: &Words, action: &Action) -> Shown {
    let due = |due: Date| words.say_with("action-due", &[("day", Shown::of(&due.to_string()).into())]);
    action_with(words, action, action.due.map(due))
}

/// Returns what is to be done and by whom, for where the day stands by itself: `核对口径（市交通局）`.
pub fn action_undated(words: &Words, action: &Action) -> Shown {
    action_with(words, action, None)
}

fn action_with(words: &Words, action: &Action, due: Option<Shown>) -> Shown {
    let owners: Vec<Shown> = action.owner.iter().map(|owner| owner.show().one_line()).collect();
    let owners = (!owners.is_empty()).then(|| Shown::join(&owners, &words.say("list-separator")));
    let text = action.text.show().one_line();
    let besides: Vec<Shown> = owners.into_iter().chain(due).collect();
    if besides.is_empty() {
        return text;
    }
    let besides = Shown::join(&besides, &words.say("clause-separator"));
    words.say_with("action-of", &[("text", text.into()), ("besides", besides.into())])
}

/// Returns what an item is called, by its title, or where the plan has it no longer, by its id.
pub fn item_name(words: &Words, plan: &Plan, item: &ItemId) -> Shown {
    name_at(words, plan, item, plan.position(item))
}

/// Returns what an item is called that is at `index` in the plan.
pub(super) fn name_at(words: &Words, plan: &Plan, item: &ItemId, index: Option<usize>) -> Shown {
    let title = index.map(|index| words.choose(&plan.items[index].title).one_line());
    title.unwrap_or_else(|| Foreign::from(item).show())
}
