//! Where each item stands: which marks hold, whether they are on the present wording, and the verdict.

mod current;
mod undone;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

use super::gap::{Doubt, Gap};
use super::present::Present;
use super::{
    Baseline, CurrentCarry, CurrentMark, Decision, Deed, Fact, FactId, Fingerprint, Mark, Outcome, Step,
    Thread, Verdict, Wording, adopt, carry, cited, outcome, reason, suspect, thread,
};
use crate::plan::{Item, ItemId, Plan, ReviewerId};

/// Where one item stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// By reviewer, then by the name of the fact.
    pub marks: Vec<CurrentMark>,
    /// Notes that were not taken back, as recorded.
    pub notes: Vec<FactId>,
    /// The same notes as they answer each other, in the order of their first ones.
    pub threads: Vec<Thread>,
    /// What meetings decided, in the order of the names; several contradict each other, or say the same twice.
    pub decisions: Vec<Decision>,
    /// Actions and what put the item off, as recorded and not taken back: [`Review::follow_up`] says what holds of them.
    pub in_meetings: Vec<FactId>,
    /// Changes that were declared to be of wording only, whether that holds or not, by the name of the fact.
    pub carries: Vec<CurrentCarry>,
    /// What was agreed before the review began, by the name of the fact.
    pub baselines: Vec<Baseline>,
    /// Nobody said anything that counts, and a baseline on the present wording stands for that.
    pub adopted: bool,
    pub verdict: Verdict,
}

impl Standing {
    /// Returns the marks of `reviewer`: none, one, or several concurrent ones.
    pub fn of<'a>(&'a self, reviewer: &'a ReviewerId) -> impl Iterator<Item = &'a CurrentMark> {
        self.marks.iter().filter(move |mark| &mark.by == reviewer)
    }

    /// Returns the decision of a meeting that the verdict is.
    pub fn decided(&self) -> Option<&Decision> {
        let is_it = |decision: &&Decision| {
            !decision.stale && Verdict::Status(decision.status.clone()) == self.verdict
        };
        self.decisions.iter().rev().find(is_it)
    }

    /// Tells whether any mark is on another wording.
    pub fn is_stale(&self) -> bool {
        self.marks.iter().any(|mark| mark.stale)
    }
}

/// What facts of several ids are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject<'a> {
    /// By index.
    Item(usize),
    /// The plan has no such item, or several.
    Absent(&'a ItemId),
}

/// All facts about a plan and where they leave each item.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Review {
    /// Sorted by name; no two have the same.
    facts: Vec<Fact>,
    /// All that was recorded under a name that more than one fact has.
    clashes: BTreeMap<FactId, Vec<Fact>>,
    undone: HashSet<FactId>,
    standings: Vec<Standing>,
    /// Which item of the plan each id means that a fact is about; absent where it means none, or several.
    items: HashMap<ItemId, usize>,
    /// The facts that carry a wording for each fingerprint, sorted by name.
    carriers: HashMap<String, Vec<FactId>>,
    /// By meeting, what was recorded in it, sorted by name; a meeting in which nothing was recorded yet is there too.
    meetings: BTreeMap<FactId, Vec<FactId>>,
    /// What is known to exist beside the facts, and cannot be counted.
    pub(super) gaps: Vec<Gap>,
    pub(super) doubt: Doubt,
}

impl Review {
    /// Adds up `facts` about `plan`. Their order does not matter; equal ones count once.
    ///
    /// Where two facts have one name, which is meant cannot be known: neither counts, and no item that either is about
    /// can be approved.
    pub fn of(plan: &Plan, facts: impl IntoIterator<Item = Fact>) -> Self {
        Self::gathered(facts).about(plan)
    }

    /// Puts `facts` in order, and finds which of them are taken back; what they add up to about a plan is not asked yet.
    pub(super) fn gathered(facts: impl IntoIterator<Item = Fact>) -> Self {
        let mut by_id: BTreeMap<FactId, Vec<Fact>> = BTreeMap::new();
        for fact in facts {
            let same = by_id.entry(fact.id.clone()).or_default();
            match same.iter_mut().find(|known| **known == fact) {
                Some(known) if fact.place < known.place => known.place = fact.place,
                Some(_) => {}
                None => same.push(fact),
            }
        }
        let mut review = Self::default();
        for (id, mut same) in by_id {
            if let [_, _, ..] = same[..] {
                same.sort_by_cached_key(|fact| format!("{:?}", (&fact.by, &fact.deed, &fact.at)));
                let item = same.iter().find_map(|fact| fact.deed.item()).cloned();
                let kind = "same-fact-id".into();
                review.facts.push(Fact { deed: Deed::Newer { kind, item }, ..same[0].clone() });
                review.clashes.insert(id, same);
            } else {
                review.facts.extend(same);
            }
        }
        for at in 0..review.facts.len() {
            review.note(at);
        }
        review.undone = review.find_undone();
        review
    }

    /// Adds up the same facts about another plan, such as one of which more has been read.
    #[must_use]
    pub fn about(mut self, plan: &Plan) -> Self {
        self.doubt = Doubt::of(&self, plan, &self.gaps);
        let unmarked = |index| Standing {
            verdict: self.withheld(plan, index, &[]).unwrap_or_default(),
            ..Standing::default()
        };
        let mut standings: Vec<Standing> = (0..plan.items.len()).map(unmarked).collect();
        let positions = plan.positions();
        for (item, facts) in self.by_item(&positions) {
            standings[item] = self.stand(plan, item, &facts);
        }
        self.standings = standings;
        let named = self.facts.iter().filter_map(|fact| fact.deed.item());
        self.items = named.filter_map(|id| Some((id.clone(), (*positions.get(id)?)?))).collect();
        self
    }

    /// Adds one fact that was just recorded, and looks again only at the item it touches.
    ///
    /// Returns the items that may stand otherwise than before.
    pub fn add(&mut self, plan: &Plan, fact: Fact) -> Range<usize> {
        // A name that is there already, and an undo of what cannot be told apart, can touch more than one item.
        if self.fact(&fact.id).is_some() || !self.clashes.is_empty() {
            let facts = std::mem::take(&mut self.facts).into_iter();
            let clashes = std::mem::take(&mut self.clashes);
            let single: Vec<Fact> = facts.filter(|known| !clashes.contains_key(&known.id)).collect();
            let gaps = std::mem::take(&mut self.gaps);
            let all = single.into_iter().chain(clashes.into_values().flatten()).chain([fact]);
            *self = Self::of(plan, all).with_gaps(plan, gaps);
            return 0..plan.items.len();
        }
        let whole = self.touches_a_meeting(&fact);
        let touched = self.item_touched(&fact).and_then(|id| plan.position(id));
        if let Some(id) = fact.deed.item() {
            self.items.extend(plan.position(id).map(|index| (id.clone(), index)));
        }
        let at = self.facts.partition_point(|known| known.id < fact.id);
        self.facts.insert(at, fact);
        self.note(at);
        self.undone = self.find_undone();
        if whole {
            *self = std::mem::take(self).about(plan);
            return 0..plan.items.len();
        }
        let Some(item) = touched else { return 0..0 };
        let facts = self.facts_about(plan, item);
        self.standings[item] = self.stand(plan, item, &facts);
        item..item + 1
    }

    /// Returns the item a fact is about; for an undo, the item of what it takes back in the end.
    pub fn item_touched<'a>(&'a self, fact: &'a Fact) -> Option<&'a ItemId> {
        self.root(fact)?.deed.item()
    }

    /// Returns the meeting that a fact is a part of, or begins; for an undo, that of what it takes back in the end.
    pub fn meeting_touched<'a>(&'a self, fact: &'a Fact) -> Option<&'a FactId> {
        let root = self.root(fact)?;
        let begins = matches!(root.deed, Deed::Meeting(Step::Begin(_)));
        root.deed.meeting().or(begins.then_some(&root.id))
    }

    /// Follows a chain of undos to what is taken back, or brought back, in the end.
    fn root<'a>(&'a self, fact: &'a Fact) -> Option<&'a Fact> {
        let mut fact = fact;
        for _ in 0..=self.facts.len() {
            match &fact.deed {
                Deed::Undo { of } => fact = self.fact(of)?,
                _ => return Some(fact),
            }
        }
        None
    }

    /// Tells whether `fact` takes a meeting as a whole back, or brings it, so that more than one item may stand otherwise.
    fn touches_a_meeting(&self, fact: &Fact) -> bool {
        self.root(fact).is_some_and(|root| {
            matches!(root.deed, Deed::Meeting(Step::Begin(_))) && self.meetings.contains_key(&root.id)
        })
    }

    /// Returns the marks of `voice` on item `index`, recorded by `by`, that must be taken back so that none of them holds,
    /// latest first: under one that is taken back, the one it replaced would hold again.
    pub fn marks_to_withdraw(
        &self,
        plan: &Plan,
        index: usize,
        by: &ReviewerId,
        voice: &ReviewerId,
    ) -> Vec<&FactId> {
        let about = self.facts_about(plan, index).into_iter().rev().map(|at| &self.facts[at]);
        let own = about
            .filter(|fact| &fact.by == by && fact.voice() == voice && matches!(fact.deed, Deed::Mark(_)));
        own.map(|fact| &fact.id).filter(|id| !self.is_undone(id)).collect()
    }

    /// Returns where item `index` of the plan stands.
    pub fn standing(&self, index: usize) -> &Standing {
        &self.standings[index]
    }

    /// Returns where each item of the plan stands.
    pub fn standings(&self) -> &[Standing] {
        &self.standings
    }

    /// Returns all facts, sorted by name.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// Finds a fact by its name.
    pub fn fact(&self, id: &FactId) -> Option<&Fact> {
        self.place(id).map(|at| &self.facts[at])
    }

    /// Tells whether several different facts have the name `id`, so that none of them counts.
    pub fn is_ambiguous(&self, id: &FactId) -> bool {
        self.clashes.contains_key(id)
    }

    /// Finds the place of a fact among all by its name.
    pub(super) fn place(&self, id: &FactId) -> Option<usize> {
        self.facts.binary_search_by(|known| known.id.cmp(id)).ok()
    }

    /// Returns what is one for all ids of one item: its index, or the id itself where the plan has no such item.
    pub(super) fn subject<'a>(&self, id: &'a ItemId) -> Subject<'a> {
        self.items.get(id).map_or(Subject::Absent(id), |&index| Subject::Item(index))
    }

    /// Finds a mark by its name.
    pub fn mark(&self, id: &FactId) -> Option<&Mark> {
        match &self.fact(id)?.deed {
            Deed::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    /// Finds what a meeting decided by the name of the fact.
    pub fn outcome(&self, id: &FactId) -> Option<&Outcome> {
        match &self.fact(id)?.deed {
            Deed::Outcome(outcome) => Some(outcome),
            _ => None,
        }
    }

    /// Tells whether a fact was taken back.
    pub fn is_undone(&self, id: &FactId) -> bool {
        self.undone.contains(id)
    }

    /// Returns the exact wording that a fingerprint stands for, where any fact carries it.
    pub fn wording(&self, seen: &Fingerprint) -> Option<&Wording> {
        let carriers = self.carriers.get(seen.as_str())?.iter();
        let carried = carriers.filter_map(|id| self.fact(id)?.deed.reading().1);
        // A wording that a hand has changed is not what the fingerprint stands for.
        carried.into_iter().find(|&read| Fingerprint::of(read) == *seen)
    }

    /// Returns the exact wording of item `index` that a fingerprint stands for, where any fact about the item carries it.
    pub fn wording_on(&self, plan: &Plan, index: usize, seen: &Fingerprint) -> Option<&Wording> {
        let about: Vec<&Fact> = self.facts_about(plan, index).into_iter().map(|at| &self.facts[at]).collect();
        carry::wording_among(&about, seen)
    }

    /// Returns the wording that a mark or another fact is about, as far as any fact carries it, and how the same fields
    /// read in `item`.
    pub fn read_and_present(&self, about: &FactId, item: &Item) -> Option<(&Wording, Wording)> {
        let deed = &self.fact(about)?.deed;
        let present = Wording::covering(item, deed.covers());
        Some((self.wording(deed.reading().0?)?, present))
    }

    /// Finds the item of `plan` and the thread on it that a note belongs to.
    pub fn thread_of(&self, note: &FactId) -> Option<(usize, &Thread)> {
        let of =
            |standing: &'_ Standing| standing.threads.iter().position(|thread| thread.notes.contains(note));
        let found =
            self.standings.iter().enumerate().find_map(|(item, standing)| Some((item, of(standing)?)));
        found.map(|(item, at)| (item, &self.standings[item].threads[at]))
    }

    /// Returns the names of what was recorded in a meeting, sorted.
    pub(super) fn recorded_in(&self, meeting: &FactId) -> impl DoubleEndedIterator<Item = &FactId> {
        self.meetings.get(meeting).into_iter().flatten()
    }

    /// Returns the names of all meetings that anything is said of, sorted.
    pub(super) fn begun(&self) -> impl DoubleEndedIterator<Item = &FactId> {
        self.meetings.keys()
    }

    pub(super) fn undone(&self) -> &HashSet<FactId> {
        &self.undone
    }

    /// Tells whether a meeting began and was not taken back.
    fn is_held(&self, meeting: &FactId) -> bool {
        self.is_meeting(meeting) && !self.is_undone(meeting)
    }

    /// Tells whether a fact begins a meeting.
    pub fn is_meeting(&self, id: &FactId) -> bool {
        self.fact(id).is_some_and(|fact| matches!(fact.deed, Deed::Meeting(Step::Begin(_))))
    }

    /// Returns everybody who recorded anything.
    pub fn reviewers(&self) -> BTreeSet<&ReviewerId> {
        self.facts.iter().map(|fact| &fact.by).collect()
    }

    /// Returns the facts about items that the plan does not have, or has twice.
    pub fn orphans<'a>(&'a self, plan: &'a Plan) -> impl Iterator<Item = &'a Fact> {
        let positions = plan.positions();
        let is_there = move |id: &ItemId| positions.get(id).copied().flatten().is_some();
        self.facts.iter().filter(move |fact| fact.deed.item().is_some_and(|id| !is_there(id)))
    }

    /// Takes note of the wording that a fact carries, and of the meeting it is part of.
    fn note(&mut self, at: usize) {
        let Fact { id, deed, .. } = &self.facts[at];
        if let Some(meeting) = deed.recorded_in() {
            let within = self.meetings.entry(meeting.clone()).or_default();
            within.insert(within.partition_point(|known| known < id), id.clone());
        } else if let Deed::Meeting(Step::Begin(_)) = deed {
            self.meetings.entry(id.clone()).or_default();
        }
        if let (Some(seen), Some(_)) = deed.reading() {
            let carriers = self.carriers.entry(seen.as_str().to_owned()).or_default();
            carriers.insert(carriers.partition_point(|known| known < id), id.clone());
        }
    }

    /// Returns the facts about item `index`, where no two facts have one name.
    fn facts_about(&self, plan: &Plan, index: usize) -> Vec<usize> {
        let item = &plan.items[index];
        let means_it = |id: &&ItemId| plan.position(id) == Some(index);
        let names: Vec<&ItemId> = item.was.iter().chain([&item.id]).filter(means_it).collect();
        let about = |fact: &Fact| fact.deed.item().is_some_and(|id| names.contains(&id));
        (0..self.facts.len()).filter(|&at| about(&self.facts[at])).collect()
    }

    /// Returns the facts about each item, where `positions` tells which item has an id.
    pub(super) fn by_item(&self, positions: &HashMap<&ItemId, Option<usize>>) -> BTreeMap<usize, Vec<usize>> {
        let mut by_item: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, fact) in self.facts.iter().enumerate() {
            let alike =
                self.clashes.get(&fact.id).into_iter().flatten().filter_map(|fact| self.item_touched(fact));
            for id in fact.deed.item().into_iter().chain(alike) {
                if let Some(&Some(item)) = positions.get(id) {
                    let facts = by_item.entry(item).or_default();
                    if facts.last() != Some(&at) {
                        facts.push(at);
                    }
                }
            }
        }
        by_item
    }

    /// Adds up `facts`, those about item `index`.
    pub(super) fn stand(&self, plan: &Plan, index: usize, facts: &[usize]) -> Standing {
        let present = Present::of(&plan.items[index]);
        let standing_facts =
            || facts.iter().map(|&at| &self.facts[at]).filter(|fact| !self.is_undone(&fact.id));
        let about: Vec<&Fact> = facts.iter().map(|&at| &self.facts[at]).collect();
        let carries = carry::carries(&plan.strategy, &about, &self.undone);
        let above = suspect::above(plan, index);
        let mut marks = self.current(&present, &above, facts, &carries);
        for mark in &mut marks {
            if let Some(Fact { deed: Deed::Mark(made), .. }) = self.fact(&mark.id) {
                mark.source_changed = cited::changed(plan, &plan.items[index], made);
            }
        }
        let marks = reason::owed(&plan.strategy, &about, &self.undone, marks);
        let notes = standing_facts().filter(|fact| matches!(fact.deed, Deed::Note(_)));
        let notes = notes.map(|fact| fact.id.clone()).collect();
        let in_meetings =
            standing_facts().filter(|fact| matches!(fact.deed, Deed::Action(_) | Deed::Park(_)));
        let in_meetings = in_meetings.map(|fact| fact.id.clone()).collect();
        let decisions = outcome::decisions(&present, &about, &self.undone, |meeting| self.is_held(meeting));
        let verdict = self
            .withheld(plan, index, &about)
            .or_else(|| outcome::verdict(&plan.strategy, &decisions))
            .unwrap_or_else(|| Verdict::of(&plan.strategy, &marks));
        let threads = thread::threads(&present, &about, &self.undone);
        let baselines = adopt::baselines(&plan.strategy, &present, &about, &self.undone);
        let standing = Standing {
            marks,
            notes,
            threads,
            decisions,
            in_meetings,
            carries,
            baselines,
            adopted: false,
            verdict,
        };
        Standing { adopted: standing.rests_on_a_baseline(&plan.strategy), ..standing }
    }

    /// Returns what stands in the place of a verdict where there can be none, whatever `facts`, those about item `index`, say.
    fn withheld(&self, plan: &Plan, index: usize, facts: &[&Fact]) -> Option<Verdict> {
        let needs_newer = |fact: &&&Fact| fact.deed.needs_newer() && !self.is_undone(&fact.id);
        if self.doubt.covers(index) {
            Some(Verdict::RecordsMissing)
        } else if plan.items[index].damaged {
            Some(Verdict::Damaged)
        } else {
            facts.iter().find(needs_newer).map(|_| Verdict::NeedsNewer)
        }
    }
}
