//! What one reviewer can take back and bring back again, read from the facts alone, so that it survives every restart.

use std::collections::{HashMap, HashSet};

use super::{Deed, Fact, FactId, Note, Reply, Review};
use crate::plan::ReviewerId;

/// The undo and redo stacks of one reviewer, last on top. An entry is what one undo takes back: a fact, or a mark with the
/// notes that explain it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History<'a> {
    done: Vec<Vec<&'a FactId>>,
    taken_back: Vec<Vec<TakenBack<'a>>>,
}

/// A fact that was taken back, and the undo that did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenBack<'a> {
    pub fact: &'a FactId,
    pub undo: &'a FactId,
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

    /// Returns what one more undo takes back, the latest last; nothing where there is nothing to take back.
    pub fn next_undo(&self) -> &[&'a FactId] {
        self.done.last().map_or(&[], Vec::as_slice)
    }

    /// Returns what one redo brings back, in the order in which it was taken back; nothing where there is nothing.
    pub fn next_redo(&self) -> &[TakenBack<'a>] {
        self.taken_back.last().map_or(&[], Vec::as_slice)
    }

    fn replay(&mut self, review: &'a Review, fact: &'a Fact) {
        match &fact.deed {
            deed if stands_alone(deed) => {
                self.push_done(review, &fact.id, false);
                self.taken_back.clear();
            }
            Deed::Undo { .. } => {
                let Some((root, takes_back)) = root(review, fact) else { return };
                remove(&mut self.done, |&id| id == root);
                remove(&mut self.taken_back, |taken| taken.fact == root);
                if takes_back {
                    self.push_taken_back(review, TakenBack { fact: root, undo: &fact.id });
                } else {
                    self.push_done(review, root, true);
                }
            }
            _ => {}
        }
    }

    /// Puts a fact on top, together with what one undo takes back with it; `again` where it was brought back.
    fn push_done(&mut self, review: &'a Review, id: &'a FactId, again: bool) {
        let whole = unit(review, id);
        // What is new joins only a mark that it explains: nothing is searched for the many marks.
        let joins = again || whole != id;
        let is_it = |ids: &Vec<&FactId>| ids.first().is_some_and(|first| unit(review, first) == whole);
        let before = if joins { self.done.iter().rposition(is_it) } else { None };
        let mut ids = before.map(|at| self.done.remove(at)).unwrap_or_default();
        ids.push(id);
        self.done.push(ids);
    }

    fn push_taken_back(&mut self, review: &'a Review, taken: TakenBack<'a>) {
        match self.taken_back.last_mut() {
            Some(last) if last.iter().any(|other| unit(review, other.fact) == unit(review, taken.fact)) => {
                last.push(taken);
            }
            _ => self.taken_back.push(vec![taken]),
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
        let (mut undone, mut back) = (Vec::new(), Vec::new());
        for ids in &mut self.done {
            undone.extend(ids.extract_if(.., |id| review.is_undone(id)));
        }
        self.done.retain(|ids| !ids.is_empty());
        let taken = std::mem::take(&mut self.taken_back).into_iter().flatten().map(|taken| taken.fact);
        for id in taken {
            if review.is_undone(id) { undone.push(id) } else { back.push(id) }
        }
        for id in back {
            self.push_done(review, id, true);
        }
        for fact in undone {
            if let Some(undo) = holding.get(fact) {
                self.push_taken_back(review, TakenBack { fact, undo });
            }
        }
    }
}

/// Removes what `is_it` says from its entry, and the entry where nothing is left of it.
fn remove<T>(entries: &mut Vec<Vec<T>>, is_it: impl Fn(&T) -> bool) {
    if let Some(at) = entries.iter().rposition(|entry| entry.iter().any(&is_it)) {
        entries[at].retain(|one| !is_it(one));
        if entries[at].is_empty() {
            entries.remove(at);
        }
    }
}

/// Returns the fact with which one undo takes `id` back: the mark of the same reviewer that a note explains, else itself.
fn unit<'a>(review: &'a Review, id: &'a FactId) -> &'a FactId {
    let fact = review.fact(id);
    let Some(Fact { by, deed: Deed::Note(Note { re: Some(re), .. }), .. }) = fact else { return id };
    match review.fact(re) {
        Some(mark) if mark.by == *by && matches!(mark.deed, Deed::Mark(_)) => &mark.id,
        _ => id,
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
