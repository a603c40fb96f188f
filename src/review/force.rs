//! Which of the facts that replace each other hold: what `after` means for all kinds that anybody may replace.

use std::collections::{HashMap, HashSet};

use super::{Fact, FactId};

/// Returns those of `facts`, each with what it says it replaces, that were not taken back and that nothing which was not
/// taken back replaces, directly or through others. Their order stays.
pub(super) fn in_force<'a, D: Copy>(
    facts: &[(&'a Fact, D)],
    after: impl Fn(D) -> &'a [FactId],
    undone: &HashSet<FactId>,
) -> Vec<(&'a Fact, D)> {
    let named: HashMap<&FactId, &[FactId]> =
        facts.iter().map(|&(fact, deed)| (&fact.id, after(deed))).collect();
    let holding = || facts.iter().filter(|(fact, _)| !undone.contains(&fact.id));
    let replaced = reached(&named, holding().map(|(fact, _)| &fact.id));
    holding().filter(|(fact, _)| !replaced.contains(&fact.id)).copied().collect()
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
