//! What was recorded in between, reviewer by reviewer. Knows nothing of what the facts add up to.

use std::collections::BTreeMap;

use super::Unread;
use crate::plan::ReviewerId;
use crate::review::{Fact, FactId, Review};

/// The facts of one reviewer that are not on both sides, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactsChange {
    /// Only in the new one: what was recorded.
    pub added: Vec<FactId>,
    /// Only in the old one: facts are never taken away, so these are on another branch, or a hand took them away.
    pub lost: Vec<FactId>,
    /// In both, and saying something else: only a hand can bring that about.
    pub altered: Vec<FactId>,
}

/// Returns what is not on both sides. What stood in a file that is `unread` on the other side is not lost.
pub(super) fn changes(old: &Review, new: &Review, unread: &Unread) -> BTreeMap<ReviewerId, FactsChange> {
    let mut changes: BTreeMap<ReviewerId, FactsChange> = BTreeMap::new();
    let same_reviewer = |fact: &&Fact, other: &Fact| fact.by == other.by;
    for fact in new.facts().iter().filter(|fact| !unread.old.contains(&fact.place.file)) {
        match old.fact(&fact.id).filter(|other| same_reviewer(other, fact)) {
            None => changes.entry(fact.by.clone()).or_default().added.push(fact.id.clone()),
            Some(other) if other != fact => {
                changes.entry(fact.by.clone()).or_default().altered.push(fact.id.clone());
            }
            Some(_) => {}
        }
    }
    for fact in old.facts().iter().filter(|fact| !unread.new.contains(&fact.place.file)) {
        if new.fact(&fact.id).is_none_or(|other| !same_reviewer(&other, fact)) {
            changes.entry(fact.by.clone()).or_default().lost.push(fact.id.clone());
        }
    }
    changes
}
