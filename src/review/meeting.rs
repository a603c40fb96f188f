//! One meeting, as its facts tell it: who was there, what was gone through and when, and what came of it.
//!
//! Several machines may run the same meeting. What is said of it is then the same on all that have the same facts: of
//! steps that only tell what happened the one with the last name is the last, and everything else follows `after`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::force::in_force;
use super::standing::Subject;
use super::{Action, Begin, Deed, Fact, FactId, Outcome, Park, Review, Step};
use crate::plan::{CommitWhen, ItemId, ReviewerId, Strategy};
use crate::text::Foreign;

/// A meeting.
#[derive(Clone, Debug)]
pub struct Meeting<'a> {
    /// The fact that began it, which names it.
    pub fact: &'a Fact,
    pub begin: &'a Begin,
    /// What is to be gone through, in order; no item twice.
    pub agenda: Vec<&'a ItemId>,
    /// Planned whole minutes.
    pub minutes: BTreeMap<&'a ItemId, u32>,
    /// The agendas in force, which a new one replaces; none where that of the beginning holds.
    pub agendas: Vec<&'a FactId>,
    /// Who is there, by the lists that hold now.
    pub present: Vec<&'a Foreign>,
    /// Whoever was there at any time, as they were named first.
    pub attended: Vec<&'a Foreign>,
    /// What a new list of those present replaces.
    pub presents: Vec<&'a FactId>,
    /// What was put on the table, pauses and the end, in the order of their names.
    pub steps: Vec<(&'a Fact, &'a Step)>,
    /// In force, in the order of their names.
    pub outcomes: Vec<(&'a Fact, &'a Outcome)>,
    pub actions: Vec<(&'a Fact, &'a Action)>,
    pub parks: Vec<(&'a Fact, &'a Park)>,
    /// Marks and notes that were made in it and not taken back.
    pub words: Vec<&'a Fact>,
    /// It was taken back as a whole.
    pub taken_back: bool,
}

/// What a meeting is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeetingState {
    Running,
    Paused,
    Ended,
}

/// How far a meeting came with an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It was not on the table yet.
    Waiting,
    /// It was on the table, and nothing was decided.
    Discussed,
    /// It was put off.
    Parked,
    Decided,
}

impl Progress {
    /// Tells whether the meeting has yet to come to something on it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Discussed)
    }
}

impl Progress {
    /// Returns how many items are decided, parked, and still to be gone through.
    pub fn counts(all: &[Self]) -> [usize; 3] {
        let count = |wanted: fn(Self) -> bool| all.iter().filter(|&&one| wanted(one)).count();
        [count(|one| one == Self::Decided), count(|one| one == Self::Parked), count(Self::is_open)]
    }
}

/// How long a meeting took, in whole seconds, pauses left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Times<'a> {
    pub whole: u64,
    pub items: BTreeMap<&'a ItemId, u64>,
}

impl<'a> Meeting<'a> {
    /// Reads the meeting `id`; `None` where no fact of that name begins one.
    pub fn of(review: &'a Review, id: &FactId) -> Option<Self> {
        let fact = review.fact(id)?;
        let Deed::Meeting(Step::Begin(begin)) = &fact.deed else { return None };
        let undone = review.undone();
        let within: Vec<&Fact> = review.recorded_in(id).filter_map(|id| review.fact(id)).collect();
        let steps: Vec<(&Fact, &Step)> = within
            .iter()
            .filter_map(|&fact| match &fact.deed {
                Deed::Meeting(step) => Some((fact, step)),
                _ => None,
            })
            .collect();
        let of_agenda = |(_, step): &&(&Fact, &Step)| matches!(step, Step::Agenda { .. });
        let of_presence = |(_, step): &&(&Fact, &Step)| matches!(step, Step::Present { .. });
        let holding = |wanted: &dyn Fn(&&(&Fact, &Step)) -> bool| {
            let steps: Vec<(&'a Fact, &'a Step)> =
                steps.iter().filter(|step| wanted(step)).copied().collect();
            in_force(&steps, Step::after, undone)
        };
        let (agendas, presents) = (holding(&of_agenda), holding(&of_presence));
        let (mut agenda, mut minutes) = (Vec::new(), BTreeMap::new());
        let mut met = BTreeSet::new();
        let begun_with = agendas.is_empty().then_some(&begin.agenda);
        let changed = agendas.iter().filter_map(|(_, step)| match step {
            Step::Agenda { agenda, .. } => Some(agenda),
            _ => None,
        });
        for one in begun_with.into_iter().chain(changed) {
            agenda.extend(one.items.iter().filter(|item| met.insert(*item)));
            minutes.extend(one.minutes.iter().map(|(item, planned)| (item, *planned)));
        }
        let mut present: Vec<&Foreign> = Vec::new();
        let named = presents.iter().filter_map(|(_, step)| match step {
            Step::Present { present, .. } => Some(present),
            _ => None,
        });
        for name in presents.is_empty().then_some(&begin.present).into_iter().chain(named).flatten() {
            if !present.contains(&name) {
                present.push(name);
            }
        }
        let lists = steps.iter().filter(|(fact, _)| !review.is_undone(&fact.id));
        let lists = lists.filter_map(|(_, step)| match step {
            Step::Present { present, .. } => Some(present),
            _ => None,
        });
        let mut attended: Vec<&Foreign> = Vec::new();
        for name in [&begin.present].into_iter().chain(lists).flatten() {
            if !attended.contains(&name) {
                attended.push(name);
            }
        }
        Some(Self {
            fact,
            begin,
            agenda,
            minutes,
            agendas: agendas.into_iter().map(|(fact, _)| &fact.id).collect(),
            present,
            attended,
            presents: presents.into_iter().map(|(fact, _)| &fact.id).collect(),
            steps: steps
                .iter()
                .filter(|(fact, step)| step.is_passing() && !review.is_undone(&fact.id))
                .copied()
                .collect(),
            outcomes: review.outcomes_in_force(kind(&within, outcome)),
            actions: in_force(&kind(&within, action), |action| &action.after, undone),
            parks: in_force(&kind(&within, park), |park| &park.after, undone),
            words: within
                .iter()
                .copied()
                .filter(|fact| matches!(fact.deed, Deed::Mark(_) | Deed::Note(_)))
                .filter(|fact| !review.is_undone(&fact.id))
                .collect(),
            taken_back: review.is_undone(id),
        })
    }

    /// Returns the name of the meeting.
    pub fn id(&self) -> &'a FactId {
        &self.fact.id
    }

    /// Tells whether the meeting runs, is paused or has ended.
    pub fn state(&self) -> MeetingState {
        match self.steps.last() {
            Some((_, Step::End { .. })) => MeetingState::Ended,
            Some((_, Step::Pause { .. })) => MeetingState::Paused,
            _ => MeetingState::Running,
        }
    }

    /// Returns how many whole minutes are planned: for the meeting, else for the items of its agenda together.
    pub fn planned_minutes(&self) -> Option<u64> {
        self.begin.planned.map(u64::from).or_else(|| {
            let sum = self
                .agenda
                .iter()
                .filter_map(|id| self.minutes.get(id))
                .map(|&planned| u64::from(planned))
                .sum();
            (sum > 0).then_some(sum)
        })
    }

    /// Returns the item that was put on the table last.
    pub fn on_the_table(&self) -> Option<&'a ItemId> {
        self.steps.iter().rev().find_map(|(_, step)| match step {
            Step::Item { item, .. } => Some(item),
            _ => None,
        })
    }

    /// Returns the place on the agenda of the next item after the one at `at` that the plan has and that is neither decided
    /// nor parked, from the first again after the last; of all items where `at` is none. `position` tells where the plan
    /// has an item.
    pub fn next_open(&self, at: Option<usize>, position: impl Fn(&ItemId) -> Option<usize>) -> Option<usize> {
        let count = self.agenda.len();
        let progresses = self.progresses(&position);
        let after = at.map_or(0, |at| at + 1);
        let others = count - usize::from(at.is_some_and(|at| at < count));
        let is_open = |&next: &usize| progresses[next].is_open() && position(self.agenda[next]).is_some();
        (0..others).map(|step| (after + step) % count).find(is_open)
    }

    /// Tells how far the meeting came with each item of the agenda, in its order. `position` tells where the plan has an
    /// item, and is asked once for every id.
    pub fn progresses(&self, position: impl Fn(&ItemId) -> Option<usize>) -> Vec<Progress> {
        let mut known: BTreeMap<&ItemId, Option<usize>> = BTreeMap::new();
        // By the item, or by the name where there is none.
        let mut key = |id: &'a ItemId| {
            let at = *known.entry(id).or_insert_with(|| position(id));
            (at, at.is_none().then_some(id))
        };
        let touched = self.steps.iter().filter_map(|(_, step)| match step {
            Step::Item { item, .. } => Some((item, Progress::Discussed)),
            _ => None,
        });
        let parked = self.parks.iter().map(|(_, park)| (&park.item, Progress::Parked));
        let decided = self.outcomes.iter().map(|(_, outcome)| (&outcome.item, Progress::Decided));
        let mut came = BTreeMap::new();
        for (id, progress) in touched.chain(parked).chain(decided) {
            came.insert(key(id), progress);
        }
        self.agenda.iter().map(|&id| came.get(&key(id)).copied().unwrap_or(Progress::Waiting)).collect()
    }

    /// Adds up how long the meeting and each of its items took; `now` is when it is looked at.
    ///
    /// Times are those of the clocks that recorded the steps: what ran backwards took no time.
    pub fn times(&self, now: Option<Timestamp>) -> Times<'a> {
        let at = |fact: &Fact| fact.at.as_ref().and_then(super::Moment::timestamp);
        let mut times = Times::default();
        let mut since = at(self.fact);
        let (mut item, mut runs) = (None, true);
        let ends = self.steps.iter().map(|&(fact, step)| (at(fact), Some(step)));
        let last = (self.state() != MeetingState::Ended).then_some((now, None));
        for (until, step) in ends.chain(last) {
            if let (true, Some(from), Some(until)) = (runs, since, until) {
                let seconds = u64::try_from(until.as_second() - from.as_second()).unwrap_or_default();
                times.whole += seconds;
                if let Some(item) = item {
                    *times.items.entry(item).or_default() += seconds;
                }
            }
            // Of two clocks the one that is behind gives no time twice.
            since = until.max(since);
            match step {
                Some(Step::Item { item: next, .. }) => (item, runs) = (Some(next), true),
                Some(Step::Resume { .. }) => runs = true,
                Some(Step::Pause { .. } | Step::End { .. }) => runs = false,
                _ => {}
            }
        }
        times
    }
}

impl Review {
    /// Returns those of `outcomes` that hold, in the order of their names. One is replaced only by another on its item.
    fn outcomes_in_force<'a>(&self, outcomes: Vec<(&'a Fact, &'a Outcome)>) -> Vec<(&'a Fact, &'a Outcome)> {
        let mut by_item: BTreeMap<Subject<'a>, Vec<(&'a Fact, &'a Outcome)>> = BTreeMap::new();
        for (fact, outcome) in outcomes {
            by_item.entry(self.subject(&outcome.item)).or_default().push((fact, outcome));
        }
        let of_item =
            |outcomes: &Vec<_>| in_force(outcomes, |outcome: &Outcome| &outcome.after, self.undone());
        let mut holding: Vec<_> = by_item.values().flat_map(of_item).collect();
        holding.sort_by_key(|(fact, _)| &fact.id);
        holding
    }

    /// Returns all meetings that were not taken back, in the order of their names.
    pub fn meetings(&self) -> impl DoubleEndedIterator<Item = Meeting<'_>> {
        self.begun().filter_map(|id| Meeting::of(self, id)).filter(|meeting| !meeting.taken_back)
    }

    /// Returns the meeting that is under way: of several the one that began last.
    pub fn meeting_under_way(&self) -> Option<Meeting<'_>> {
        self.going_on().rev().find_map(|id| Meeting::of(self, id))
    }

    /// Returns the meeting in which `reviewer` records: of several under way the one that the reviewer began, or recorded
    /// anything in, last; else the one that began last.
    pub fn meeting_of(&self, reviewer: Option<&ReviewerId>) -> Option<Meeting<'_>> {
        let last = reviewer.and_then(|reviewer| {
            let meetings = self.going_on().filter(|id| self.is_meeting(id));
            meetings.filter_map(|id| Some((self.last_word_in(reviewer, id)?, id))).max()
        });
        let own = last.and_then(|(_, id)| Meeting::of(self, id));
        own.or_else(|| self.meeting_under_way())
    }

    /// Returns the running meeting that `reviewer` takes part in: of several the one that the reviewer began, or recorded
    /// anything in, last.
    pub fn meeting_joined_by(&self, reviewer: &ReviewerId) -> Option<Meeting<'_>> {
        let joined =
            self.meeting_of(Some(reviewer)).filter(|meeting| meeting.state() == MeetingState::Running)?;
        self.last_word_in(reviewer, joined.id()).is_some().then_some(joined)
    }

    /// Returns how many meetings are under way.
    pub fn meetings_under_way(&self) -> usize {
        self.going_on().filter(|id| self.is_meeting(id)).count()
    }

    /// Returns the day on which the last meeting began, as its recorder's clock had it.
    pub fn last_meeting_day(&self) -> Option<&str> {
        let last = self.begun().rev().find(|id| self.is_meeting(id) && !self.is_undone(id))?;
        self.fact(last)?.at.as_ref().map(super::Moment::day)
    }

    /// Returns the names of the meetings that were neither taken back nor ended, sorted.
    fn going_on(&self) -> impl DoubleEndedIterator<Item = &FactId> {
        self.begun().filter(|id| !self.is_undone(id) && !self.has_ended(id))
    }

    /// Tells whether a meeting has ended, without reading all of it.
    fn has_ended(&self, meeting: &FactId) -> bool {
        let standing = self.recorded_in(meeting).rev().filter(|id| !self.is_undone(id));
        let last = standing.filter_map(|id| self.fact(id)).find_map(|fact| match &fact.deed {
            Deed::Meeting(step) if step.is_passing() => Some(matches!(step, Step::End { .. })),
            _ => None,
        });
        last.unwrap_or_default()
    }

    /// Tells whether what was recorded just now, and is among these facts, is to be committed at once.
    ///
    /// A meeting becomes one commit: nothing is committed while one is under way that its recorder takes part in, and its
    /// end commits unless the strategy never does. A meeting that others left open holds nobody up.
    pub fn commits_now(&self, strategy: &Strategy, recorded: &[Fact]) -> bool {
        let ends = |fact: &Fact| matches!(fact.deed, Deed::Meeting(Step::End { .. }));
        match strategy.commit {
            CommitWhen::Never => false,
            _ if recorded.iter().any(ends) => true,
            CommitWhen::Each => !recorded.iter().any(|fact| self.is_in_a_meeting(&fact.by)),
            CommitWhen::Ask | CommitWhen::OnQuit => false,
        }
    }

    /// Tells whether a meeting is under way that `reviewer` has recorded anything in.
    fn is_in_a_meeting(&self, reviewer: &ReviewerId) -> bool {
        self.going_on().any(|id| self.is_meeting(id) && self.last_word_in(reviewer, id).is_some())
    }

    /// Returns what `reviewer` recorded last in a meeting, be it its beginning.
    fn last_word_in<'a>(&'a self, reviewer: &ReviewerId, meeting: &'a FactId) -> Option<&'a FactId> {
        let recorded = |id: &&FactId| self.fact(id).is_some_and(|fact| &fact.by == reviewer);
        self.recorded_in(meeting).rev().find(recorded).or_else(|| Some(meeting).filter(recorded))
    }
}

fn kind<'a, D>(facts: &[&'a Fact], of: impl Fn(&'a Deed) -> Option<D>) -> Vec<(&'a Fact, D)> {
    facts.iter().filter_map(|&fact| Some((fact, of(&fact.deed)?))).collect()
}

fn outcome(deed: &Deed) -> Option<&Outcome> {
    if let Deed::Outcome(outcome) = deed { Some(outcome) } else { None }
}

fn action(deed: &Deed) -> Option<&Action> {
    if let Deed::Action(action) = deed { Some(action) } else { None }
}

fn park(deed: &Deed) -> Option<&Park> {
    if let Deed::Park(park) = deed { Some(park) } else { None }
}
