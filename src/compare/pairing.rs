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
    let old_left = left(old, &pairs.to_new);
    let new_left = left(new, &pairs.to_old);
    for (old, new) in renamed(&old_left, &new_left) {
        pairs.join(old, new);
    }
    pairs
}

/// Returns the index in `old` of what is `new` in the plan `now`.
pub fn earlier(old: &Plan, now: &Plan, new: usize) -> Option<usize> {
    items(old, now).old_of(new)
}

fn left<'a>(plan: &'a Plan, paired: &[Option<usize>]) -> Vec<Names<'a>> {
    let names = |at: usize, item: &'a crate::plan::Item| Names {
        at,
        id: item.id.as_str(),
        was: item.was.iter().map(ItemId::as_str).collect(),
    };
    let items = plan.items.iter().enumerate().filter(|(at, _)| paired[*at].is_none());
    items.map(|(at, item)| names(at, item)).collect()
}

/// The id of an item, and those it says it had before.
#[derive(Clone, Debug)]
pub(crate) struct Names<'a> {
    /// The index of the item in its plan.
    pub(crate) at: usize,
    pub(crate) id: &'a str,
    pub(crate) was: Vec<&'a str>,
}

/// Pairs items that have no id in common where one of the two names the other in `was`, the best pairs first. An item can
/// be in several pairs: the first one counts.
pub(crate) fn renamed(old: &[Names<'_>], new: &[Names<'_>]) -> Vec<(usize, usize)> {
    let (by_old, by_new) = (by_id(old), by_id(new));
    let mut claims = Vec::new();
    for (names, others, is_new) in [(new, &by_old, true), (old, &by_new, false)] {
        for item in names {
            for (rank, id) in item.was.iter().enumerate() {
                for other in others.get(id).into_iter().flatten() {
                    claims.push(if is_new { (rank, *other, item) } else { (rank, item, *other) });
                }
            }
        }
    }
    // What comes first in `was` is nearest; then an order that is the same from both sides.
    claims.sort_by_key(|(rank, was, is)| {
        (*rank, was.id.min(is.id), was.id.max(is.id), was.at + is.at, was.at.min(is.at))
    });
    claims.into_iter().map(|(_, was, is)| (was.at, is.at)).collect()
}

fn by_id<'n, 'a>(names: &'n [Names<'a>]) -> HashMap<&'a str, Vec<&'n Names<'a>>> {
    let mut by_id: HashMap<&str, Vec<&Names<'a>>> = HashMap::new();
    for item in names {
        by_id.entry(item.id).or_default().push(item);
    }
    by_id
}

/// Returns the ids that more than one item of the plan has.
pub(super) fn ambiguous(plan: &Plan) -> BTreeSet<&ItemId> {
    let mut met = std::collections::HashSet::new();
    plan.items.iter().map(|item| &item.id).filter(|id| !met.insert(*id)).collect()
}
