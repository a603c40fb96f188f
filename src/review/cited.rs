//! What the clauses that an item cites said when it was marked, and which of them say something else now.

use std::collections::{BTreeMap, BTreeSet};

use super::{Fingerprint, Mark, Wording};
use crate::plan::{Citation, FieldValue, Item, Plan};

/// Returns the fingerprints of the clauses that `item` cites and that are there.
pub(super) fn read(plan: &Plan, item: &Item) -> BTreeMap<Citation, Fingerprint> {
    item.seed.iter().filter_map(|clause| Some((clause.clone(), fingerprint(plan, clause)?))).collect()
}

/// Returns the clauses that `item` cites still and that say something else than when `mark` was made, or are gone.
pub(super) fn changed(plan: &Plan, item: &Item, mark: &Mark) -> Vec<Citation> {
    let is_other = |clause: &&Citation| {
        let known = mark.cited.get(clause).filter(|seen| seen.is_known_version());
        known.is_some_and(|seen| fingerprint(plan, clause).as_ref() != Some(seen))
    };
    // Where a whole source is missing, that is said of the plan.
    let is_there = |clause: &&Citation| plan.seeds.iter().any(|seed| seed.name == clause.seed);
    // An item may cite a clause twice.
    let mut met = BTreeSet::new();
    item.seed.iter().filter(is_there).filter(is_other).filter(|clause| met.insert(*clause)).cloned().collect()
}

/// Computes the fingerprint of a clause, over its text, or over the heading of a section.
fn fingerprint(plan: &Plan, clause: &Citation) -> Option<Fingerprint> {
    let (_, clause) = plan.clause(clause)?;
    let text = if clause.is_section() { &clause.heading } else { &clause.text };
    let said = BTreeMap::from([("text".to_owned(), FieldValue::Text(text.clone()))]);
    Some(Fingerprint::of(&Wording::new(said)))
}
