//! What one reviewer can take back and bring back again, read from the facts alone, so that it survives every restart.

use std::collections::{HashMap, HashSet};

use super::{Deed, Fact, FactId, Reply, Review};
use crate::plan::ReviewerId;

/// The undo and redo stacks of one reviewer, last on top.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History<'a> {
    done: Vec<&'a FactId>,
    /// Facts that were taken back, each with the undo that did it.
    taken_back: Vec<(&'a FactId, &'a FactId)>,
}

impl<'a> History<'a> {
    /// Replays what `reviewer` recorded: what a fact names comes before it, and else its name decides.
    ///
    /// A clock that ran backwards can give an undo a name that sorts before what it takes back.
    pub fn of(review: &'a Review, reviewer: &ReviewerId) -> Self {
        let own = |fact: &&Fact| &fact.by == reviewer;
        let mut history = Self::default();
        let mut met: HashSet<&FactId> = HashSet::new();
        // Nearly always a fact comes after what it names, and needs no look at whether that was met.
        let is_late = |fact: &Fact| causes(&fact.deed).iter().any(|id| *id >= fact.id);
        let any_late = review.facts().iter().filter(own).any(is_late);
        let mut open = Vec::new();
        for fact in review.facts().iter().filter(own) {
            if !any_late {
                history.replay(review, fact);
                continue;
            }
            open.push((fact, false));
            while let Some((fact, ready)) = open.pop() {
                if ready {
                    history.replay(review, fact);
                } else if met.insert(&fact.id) {
                    open.push((fact, true));
                    let causes = causes(&fact.deed).iter().filter_map(|id| review.fact(id));
                    open.extend(causes.filter(own).map(|cause| (cause, false)));
                }
            }
        }
        history.settle(review, reviewer);
        history
    }

    /// Returns the fact that one more undo takes back.
    pub fn next_undo(&self) -> Option<&'a FactId> {
        self.done.last().copied()
    }

    /// Returns the undo that one redo takes back, and the fact this brings back.
    pub fn next_redo(&self) -> Option<(&'a FactId, &'a FactId)> {
        self.taken_back.last().map(|&(fact, undo)| (undo, fact))
    }

    fn replay(&mut self, review: &'a Review, fact: &'a Fact) {
        match &fact.deed {
            deed if stands_alone(deed) => {
                self.done.push(&fact.id);
                self.taken_back.clear();
            }
            Deed::Undo { .. } => {
                let Some((root, takes_back)) = root(review, fact) else { return };
                if let Some(at) = self.done.iter().rposition(|&id| id == root) {
                    self.done.remove(at);
                }
                if let Some(at) = self.taken_back.iter().rposition(|&(id, _)| id == root) {
                    self.taken_back.remove(at);
                }
                if takes_back {
                    self.taken_back.push((root, &fact.id));
                } else {
                    self.done.push(root);
                }
            }
            _ => {}
        }
    }

    /// Puts right what two clones did to one fact: what two undos took back, one redo does not bring back.
    fn settle(&mut self, review: &'a Review, reviewer: &ReviewerId) {
        let mut holding: HashMap<&FactId, &'a FactId> = HashMap::new();
        for fact in review.facts() {
            if let Deed::Undo { of } = &fact.deed
                && &fact.by == reviewer
                && !review.is_undone(&fact.id)
            {
                holding.insert(of, &fact.id);
            }
        }
        let (undone, done) = std::mem::take(&mut self.done).into_iter().partition(|id| review.is_undone(id));
        let (still, back): (Vec<_>, Vec<_>) = std::mem::take(&mut self.taken_back)
            .into_iter()
            .map(|(id, _)| id)
            .partition(|id| review.is_undone(id));
        self.done = done;
        self.done.extend(back);
        let undone: Vec<&FactId> = undone;
        let taken_back = undone.into_iter().chain(still);
        self.taken_back = taken_back.filter_map(|id| holding.get(id).map(|&undo| (id, undo))).collect();
    }
}

/// Tells whether one undo takes such a fact back. The steps of a meeting tell what happened; a meeting is taken back as a
/// whole.
fn stands_alone(deed: &Deed) -> bool {
    match deed {
        Deed::Mark(_)
        | Deed::Note(_)
        | Deed::Resolve(_)
        | Deed::Confirm(_)
        | Deed::Refuse(_)
        | Deed::Carry(_)
        | Deed::Adopt(_)
        | Deed::Outcome(_)
        | Deed::Action(_)
        | Deed::Park(_) => true,
        Deed::Meeting(_) | Deed::Undo { .. } | Deed::Newer { .. } => false,
    }
}

/// Returns the facts that must have been there when `deed` was recorded.
fn causes(deed: &Deed) -> &[FactId] {
    match deed {
        Deed::Mark(mark) => &mark.after,
        Deed::Resolve(resolve) => &resolve.after,
        Deed::Carry(carry) => &carry.after,
        Deed::Adopt(adopt) => &adopt.after,
        Deed::Outcome(outcome) => &outcome.after,
        Deed::Action(action) => &action.after,
        Deed::Park(park) => &park.after,
        Deed::Undo { of } | Deed::Confirm(Reply { of, .. }) | Deed::Refuse(Reply { of, .. }) => {
            std::slice::from_ref(of)
        }
        Deed::Note(_) | Deed::Meeting(_) | Deed::Newer { .. } => &[],
    }
}

/// Follows a chain of undos to what is at its end, and tells whether `fact` takes it back or brings it back.
fn root<'a>(review: &'a Review, fact: &'a Fact) -> Option<(&'a FactId, bool)> {
    let (mut at, mut takes_back) = (fact, false);
    for _ in 0..=review.facts().len() {
        match &at.deed {
            Deed::Undo { of } => {
                at = review.fact(of).filter(|target| target.by == fact.by)?;
                takes_back = !takes_back;
            }
            deed => return stands_alone(deed).then_some((&at.id, takes_back)),
        }
    }
    None
}
