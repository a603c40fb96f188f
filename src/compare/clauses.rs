//! Which clauses of the sources say something else, and which items cite them.

use std::collections::{BTreeMap, BTreeSet};

use super::Change;
use crate::plan::{Citation, ItemId, Plan};
use crate::text::{Foreign, folded};

/// A clause of a source that says something else than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseChange {
    pub clause: Citation,
    /// Its text, or the heading of a section; `None` where it is not there.
    pub said: Change<Option<Foreign>>,
    /// The items of the new plan that cite it, in plan order.
    pub cited_by: Vec<ItemId>,
}

/// Returns the clauses that differ in sources that both plans have, source by source and in the order of their numbers.
pub(super) fn changes(old: &Plan, plan: &Plan) -> Vec<ClauseChange> {
    let (was, is) = (clauses(old), clauses(plan));
    let is_of = |clause: &Citation, plan: &Plan| plan.seeds.iter().any(|seed| seed.name == clause.seed);
    let on_both = |clause: &&Citation| is_of(clause, old) && is_of(clause, plan);
    let names: BTreeSet<&Citation> = was.keys().chain(is.keys()).collect();
    let change = |clause: &Citation| {
        let (old, new) = (was.get(clause).copied(), is.get(clause).copied());
        let same = old.zip(new).is_some_and(|(old, new)| folded(old.raw()) == folded(new.raw()));
        let said = Change { old: old.cloned(), new: new.cloned() };
        (!same).then(|| ClauseChange { clause: clause.clone(), said, cited_by: citing(plan, clause) })
    };
    let mut changes: Vec<ClauseChange> = names.into_iter().filter(on_both).filter_map(change).collect();
    changes.sort_by_cached_key(|change| (change.clause.seed.clone(), numbers(&change.clause.clause)));
    changes
}

/// Returns the items of `plan` that cite `clause`, in plan order.
pub fn citing(plan: &Plan, clause: &Citation) -> Vec<ItemId> {
    plan.items.iter().filter(|item| item.seed.contains(clause)).map(|item| item.id.clone()).collect()
}

/// Returns what each clause and each heading of a section says. Where a number stands twice, the first one counts.
fn clauses(plan: &Plan) -> BTreeMap<Citation, &Foreign> {
    let mut said = BTreeMap::new();
    for seed in &plan.seeds {
        for clause in &seed.clauses {
            let name = Citation { seed: seed.name.clone(), clause: clause.number.clone() };
            let text = if clause.is_section() { &clause.heading } else { &clause.text };
            said.entry(name).or_insert(text);
        }
    }
    said
}

/// Returns the parts of a number such as `5.10`, so that it comes after `5.9`.
fn numbers(clause: &str) -> Vec<u64> {
    clause.split('.').map(|part| part.parse().unwrap_or(u64::MAX)).collect()
}
