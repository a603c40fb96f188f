//! Whether what is above an item reads as it did when the item was marked. Says nothing of the item itself.

use super::Mark;
use super::present::Present;
use crate::plan::{ItemId, Plan, SuspectWhen};

/// Returns what item `index` hangs under, nearest first, where the strategy asks whether that changed.
pub(super) fn above(plan: &Plan, index: usize) -> Vec<Present<'_>> {
    let asked = plan.strategy.suspect == SuspectWhen::Parents;
    plan.ancestors(index).filter(|_| asked).map(|above| Present::of(&plan.items[above])).collect()
}

/// Returns the nearest of the items `above` that reads otherwise than what stood there when `mark` was made.
pub(super) fn changed<'a>(above: &[Present<'a>], mark: &Mark) -> Option<&'a ItemId> {
    let nearest = above.first().filter(|_| !mark.above.is_empty())?;
    if above.len() != mark.above.len() {
        return Some(nearest.id());
    }
    let covers = mark.covers.as_deref();
    let mut pairs = above.iter().zip(&mark.above);
    pairs.find(|(present, seen)| present.differs_from(seen, covers)).map(|(present, _)| present.id())
}
