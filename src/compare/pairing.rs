//! Which area and which item of one plan is which of the other: by id, then by the ids they had before.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use crate::plan::{ItemId, Plan};

/// Which index of one plan is which of the other.
#[derive(Debug)]
pub(super) struct Pairs {
    /// By index in the old plan.
    to_new: Vec<Option<usize>>,
    /// By index in the new plan.
    to_old: Vec<Option<usize>>,
}

impl Pairs {
    fn none(old: usize, new: usize) -> Self {
        Self { to_new: vec![None; old], to_old: vec![None; new] }
    }

    /// Returns the index in the new plan of what is `old` in the old one.
    pub(super) fn new_of(&self, old: usize) -> Option<usize> {
        self.to_new.get(old).copied().flatten()
    }

    /// Returns the index in the old plan of what is `new` in the new one.
    pub(super) fn old_of(&self, new: usize) -> Option<usize> {
        self.to_old.get(new).copied().flatten()
    }

    fn join(&mut self, old: usize, new: usize) {
        if self.new_of(old).is_none() && self.old_of(new).is_none() {
            self.to_new[old] = Some(new);
            self.to_old[new] = Some(old);
        }
    }

    /// Joins what has one name, where several have it the first with the first, the second with the second.
    fn join_alike<K: Eq + Hash>(&mut self, old: impl Iterator<Item = K>, new: impl Iterator<Item = K>) {
        let mut waiting: HashMap<K, std::collections::VecDeque<usize>> = HashMap::new();
        for (index, key) in old.enumerate().filter(|(index, _)| self.to_new[*index].is_none()) {
            waiting.entry(key).or_default().push_back(index);
        }
        for (new, key) in new.enumerate() {
            if self.old_of(new).is_none()
                && let Some(old) = waiting.get_mut(&key).and_then(std::collections::VecDeque::pop_front)
            {
                self.join(old, new);
            }
        }
    }
}

/// Pairs the areas: by id, and those left over by the name of their file.
pub(super) fn areas(old: &Plan, new: &Plan) -> Pairs {
    let mut pairs = Pairs::none(old.areas.len(), new.areas.len());
    pairs.join_alike(old.areas.iter().map(|area| &area.id), new.areas.iter().map(|area| &area.id));
    pairs.join_alike(
        old.areas.iter().map(|area| &area.place.file),
        new.areas.iter().map(|area| &area.place.file),
    );
    pairs
}

/// Pairs the items: by id, and those left over where one of the two names the other in `was`.
///
/// Looking back in time is looking forward in a mirror, so `was` counts on either side.
pub(super) fn items(old: &Plan, new: &Plan) -> Pairs {
    let mut pairs = Pairs::none(old.items.len(), new.items.len());
    pairs.join_alike(old.items.iter().map(|item| &item.id), new.items.iter().map(|item| &item.id));
    let mut claims = Vec::new();
    let old_left: HashMap<&ItemId, Vec<usize>> = left(old, &pairs.to_new);
    let new_left: HashMap<&ItemId, Vec<usize>> = left(new, &pairs.to_old);
    for (at, item) in new.items.iter().enumerate().filter(|(at, _)| pairs.to_old[*at].is_none()) {
        for (rank, id) in item.was.iter().enumerate() {
            claims.extend(old_left.get(id).into_iter().flatten().map(|&old| (rank, old, at)));
        }
    }
    for (at, item) in old.items.iter().enumerate().filter(|(at, _)| pairs.to_new[*at].is_none()) {
        for (rank, id) in item.was.iter().enumerate() {
            claims.extend(new_left.get(id).into_iter().flatten().map(|&new| (rank, at, new)));
        }
    }
    // What comes first in `was` is nearest; then an order that is the same from both sides.
    claims.sort_by_cached_key(|&(rank, at, now)| {
        let (was, is) = (&old.items[at].id, &new.items[now].id);
        (rank, was.min(is), was.max(is), at + now, at.min(now))
    });
    for (_, old, new) in claims {
        pairs.join(old, new);
    }
    pairs
}

fn left<'a>(plan: &'a Plan, paired: &[Option<usize>]) -> HashMap<&'a ItemId, Vec<usize>> {
    let mut left: HashMap<&ItemId, Vec<usize>> = HashMap::new();
    for (at, item) in plan.items.iter().enumerate().filter(|(at, _)| paired[*at].is_none()) {
        left.entry(&item.id).or_default().push(at);
    }
    left
}

/// Returns the ids that more than one item of the plan has.
pub(super) fn ambiguous(plan: &Plan) -> BTreeSet<&ItemId> {
    let mut met = std::collections::HashSet::new();
    plan.items.iter().map(|item| &item.id).filter(|id| !met.insert(*id)).collect()
}
