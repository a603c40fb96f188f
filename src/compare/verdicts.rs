//! Which items have another verdict. Knows not why: a mark, another wording, or another rule.

use super::{Change, Paired, Side};
use crate::plan::ItemId;
use crate::review::Verdict;

/// An item on both sides that has another verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictChange {
    /// Its id on the new side.
    pub id: ItemId,
    /// Its index on each side.
    pub item: Change<usize>,
    pub verdict: Change<Verdict>,
}

/// Returns the verdicts that changed. What could not be read whole has no verdict worth telling.
pub(super) fn changes(old: Side<'_>, new: Side<'_>, pairs: &Paired) -> Vec<VerdictChange> {
    let change = |now: usize| {
        let was = pairs.items.old_of(now)?;
        let verdict = Change {
            old: old.review.standings().get(was)?.verdict.clone(),
            new: new.review.standings().get(now)?.verdict.clone(),
        };
        let whole = !old.plan.items[was].damaged && !new.plan.items[now].damaged;
        let id = new.plan.items[now].id.clone();
        (whole && verdict.old != verdict.new).then_some(VerdictChange {
            id,
            item: Change { old: was, new: now },
            verdict,
        })
    };
    (0..new.plan.items.len()).filter_map(change).collect()
}
