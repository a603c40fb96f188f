//! What was agreed before the review began: which baselines are in force on one item, and whether one of them stands for it.

use std::collections::HashSet;

use jiff::civil::Date;

use super::force::own_in_force;
use super::present::Present;
use super::{Adopt, Deed, Fact, FactId, Standing, Verdict};
use crate::plan::{ReviewerId, StatusId, Strategy};

/// A baseline that was neither taken back nor replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    pub id: FactId,
    /// Who recorded it, and need not have read the item.
    pub by: ReviewerId,
    /// It was agreed by this day.
    pub until: Date,
    /// What was agreed, where it is not the approving status.
    pub status: Option<StatusId>,
    /// The covered wording has changed since.
    pub changed: bool,
}

/// Finds the baselines of an item among `facts`, which are all about it, by the name of the fact. Where the strategy lists
/// anybody, only those who are listed can record one.
pub(super) fn baselines(
    strategy: &Strategy,
    present: &Present<'_>,
    facts: &[&Fact],
    undone: &HashSet<FactId>,
) -> Vec<Baseline> {
    let adopts: Vec<(&Fact, &Adopt)> = facts
        .iter()
        .filter_map(|&fact| match &fact.deed {
            Deed::Adopt(adopt) => Some((fact, adopt)),
            _ => None,
        })
        .collect();
    let in_force = own_in_force(&adopts, |adopt| adopt.after.as_slice(), undone).into_iter();
    let listed =
        in_force.filter(|(fact, _)| strategy.reviewers.is_empty() || strategy.reviewer(&fact.by).is_some());
    let baseline = |(fact, adopt): (&Fact, &Adopt)| Baseline {
        id: fact.id.clone(),
        by: fact.by.clone(),
        until: adopt.until,
        status: adopt.status.clone().filter(|status| strategy.approval().is_none_or(|it| it.id != *status)),
        changed: present.differs_from(&adopt.pin.seen, adopt.pin.covers.as_deref()),
    };
    listed.map(baseline).collect()
}

impl Standing {
    /// Returns the baseline on the present wording; else the last one on another.
    pub fn baseline(&self) -> Option<&Baseline> {
        self.baselines.iter().find(|baseline| !baseline.changed).or(self.baselines.last())
    }

    /// Tells whether the item has outgrown its baseline, and nobody has said anything of it since.
    pub fn is_past_its_baseline(&self) -> bool {
        let unheard = self.marks.is_empty() && self.decisions.is_empty() && self.verdict == Verdict::Open;
        unheard && self.baseline().is_some_and(|baseline| baseline.changed)
    }

    /// Tells whether a baseline stands for what nobody has said: no mark counts, no objection waits for another look, and
    /// no meeting decided anything.
    pub(super) fn rests_on_a_baseline(&self, strategy: &Strategy) -> bool {
        let approves = |status: &StatusId| strategy.approval().is_some_and(|approval| approval.id == *status);
        self.baselines.iter().any(|baseline| !baseline.changed)
            && self.verdict == Verdict::Open
            && self.decisions.is_empty()
            && self.marks.iter().all(|mark| mark.stale && !mark.concurrent && approves(&mark.status))
    }
}
