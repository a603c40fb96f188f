//! Which of the facts that replace each other hold: what `after` means.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{Fact, FactId, Mark};
use crate::plan::ReviewerId;

/// Returns those of `facts`, each with what it says it replaces, that were not taken back and that nothing which was not
/// taken back replaces, directly or through others; of a ring, nothing in it does. Their order stays.
pub(super) fn in_force<'a, D: Copy>(
    facts: &[(&'a Fact, D)],
    after: impl Fn(D) -> &'a [FactId],
    undone: &HashSet<FactId>,
) -> Vec<(&'a Fact, D)> {
    let named: HashMap<&FactId, &[FactId]> =
        facts.iter().map(|&(fact, deed)| (&fact.id, after(deed))).collect();
    let holding = || facts.iter().filter(|(fact, _)| !undone.contains(&fact.id));
    let replaced = replaced_by(&named, &holding().map(|(fact, _)| &fact.id).collect::<Vec<_>>());
    holding().filter(|(fact, _)| !replaced.contains(&fact.id)).copied().collect()
}

/// Returns those of `facts`, sorted by name, that hold where only who recorded a fact can replace it.
pub(super) fn own_in_force<'a, D: Copy>(
    facts: &[(&'a Fact, D)],
    after: impl Fn(D) -> &'a [FactId],
    undone: &HashSet<FactId>,
) -> Vec<(&'a Fact, D)> {
    let reviewers: BTreeSet<&ReviewerId> = facts.iter().map(|(fact, _)| &fact.by).collect();
    let of = |by| facts.iter().filter(|(fact, _)| &fact.by == by).copied().collect::<Vec<_>>();
    let mut in_force: Vec<_> =
        reviewers.into_iter().flat_map(|by| self::in_force(&of(by), &after, undone)).collect();
    in_force.sort_by_key(|(fact, _)| &fact.id);
    in_force
}

/// Returns everything that is named by `from`, by what is named there, and so on.
pub(super) fn reached<'a>(
    after: &HashMap<&FactId, &'a [FactId]>,
    from: impl Iterator<Item = &'a FactId>,
) -> HashSet<FactId> {
    let next = |id: &FactId| after.get(id).copied().unwrap_or_default();
    let mut open: Vec<&FactId> = from.flat_map(next).collect();
    let mut reached = HashSet::new();
    while let Some(id) = open.pop() {
        if reached.insert(id.clone()) {
            open.extend(next(id));
        }
    }
    reached
}

/// Returns all marks that a mark which still holds replaces, directly or through marks in between.
pub(super) fn replaced(own: &[(&Fact, &Mark)], holds: &impl Fn(&Fact) -> bool) -> HashSet<FactId> {
    let after: HashMap<&FactId, &[FactId]> =
        own.iter().map(|(fact, mark)| (&fact.id, mark.after.as_slice())).collect();
    let holding = own.iter().filter(|(fact, _)| holds(fact));
    replaced_by(&after, &holding.map(|(fact, _)| &fact.id).collect::<Vec<_>>())
}

/// Returns everything that one of `holding` replaces, directly or through others.
///
/// What replaces each other in a ring, which only a hand can write, replaces none of the ring.
fn replaced_by(after: &HashMap<&FactId, &[FactId]>, holding: &[&FactId]) -> HashSet<FactId> {
    let mut replaced = reached(after, holding.iter().copied());
    // Names cannot run downwards all the way round a ring.
    if after.iter().any(|(id, named)| named.iter().any(|other| other >= *id)) {
        let reach: Vec<(&FactId, HashSet<FactId>)> =
            holding.iter().map(|&id| (id, reached(after, [id].into_iter()))).collect();
        for (id, from_it) in reach.iter().filter(|(id, from_it)| from_it.contains(*id)) {
            if reach.iter().all(|(other, from_other)| !from_other.contains(*id) || from_it.contains(*other)) {
                replaced.remove(*id);
            }
        }
    }
    replaced
}
