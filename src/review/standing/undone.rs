//! Which facts are taken back.

use std::collections::{HashMap, HashSet};

use super::Review;
use crate::plan::ReviewerId;
use crate::review::{Deed, Fact, FactId};

impl Review {
    /// Returns the facts that are taken back: those that an undo names which is not itself taken back.
    ///
    /// An undo counts only against facts of its own reviewer. Undos that name each other in a ring, which only a hand
    /// can write, count for nothing.
    pub(super) fn find_undone(&self) -> HashSet<FactId> {
        let mut undos: HashMap<&FactId, Vec<&Fact>> = HashMap::new();
        for fact in &self.facts {
            if let Deed::Undo { of } = &fact.deed
                && self.is_own(of, &fact.by)
            {
                undos.entry(of).or_default().push(fact);
            }
        }
        // From the far end of each chain: an undo that nothing names holds, which decides the one it names, and so on.
        let mut holds: HashMap<&FactId, bool> = HashMap::new();
        let mut pending: Vec<&FactId> = undos.keys().copied().collect();
        pending.sort_unstable_by(|a, b| b.cmp(a));
        loop {
            let before = pending.len();
            pending.retain(|id| {
                let by = undos.get(id).map_or(&[][..], Vec::as_slice);
                let answer = |undo: &&Fact| {
                    if undos.contains_key(&undo.id) { holds.get(&undo.id).copied() } else { Some(true) }
                };
                let answers: Vec<Option<bool>> = by.iter().map(answer).collect();
                if answers.contains(&Some(true)) {
                    holds.insert(id, false);
                } else if answers.iter().all(Option::is_some) {
                    holds.insert(id, true);
                } else {
                    return true;
                }
                false
            });
            if pending.len() == before || pending.is_empty() {
                break;
            }
        }
        let mut undone: HashSet<FactId> =
            holds.into_iter().filter(|(_, holds)| !holds).map(|(id, _)| id.clone()).collect();
        // A meeting is taken back with all that it decided.
        let taken_back = |id: &&FactId| undone.contains(*id) && self.is_meeting(id);
        for meeting in self.meetings.keys().filter(taken_back).cloned().collect::<Vec<_>>() {
            let part = self.recorded_in(&meeting).filter_map(|id| self.fact(id));
            undone.extend(part.filter(|fact| fact.deed.meeting().is_some()).map(|fact| fact.id.clone()));
        }
        undone
    }

    /// Returns all that was recorded under the name of fact `at`: one fact, or several that cannot be told apart.
    pub(in crate::review) fn recorded_as(&self, at: usize) -> &[Fact] {
        let fact = &self.facts[at];
        self.clashes.get(&fact.id).map_or(std::slice::from_ref(fact), Vec::as_slice)
    }

    /// Tells whether `by` recorded all that has the name `id`, and so can take it back.
    pub fn is_own(&self, id: &FactId, by: &ReviewerId) -> bool {
        match self.clashes.get(id) {
            Some(same) => same.iter().all(|fact| &fact.by == by),
            None => self.fact(id).is_some_and(|fact| &fact.by == by),
        }
    }
}
