//! What meetings decided on one item, and what that comes to.

use std::collections::HashSet;

use super::force::in_force;
use super::present::Present;
use super::{Deed, Fact, FactId, Outcome, Verdict};
use crate::plan::{StatusId, Strategy};

/// A decision that was not taken back and that no later one replaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The outcome that says so.
    pub id: FactId,
    pub meeting: FactId,
    pub status: StatusId,
    /// The covered wording has changed since.
    pub stale: bool,
}

/// Finds the decisions on an item among `facts`, which are all about it, in the order of their names. `is_held` tells of a
/// meeting whether it began and was not taken back.
pub(super) fn decisions(
    present: &Present<'_>,
    facts: &[&Fact],
    undone: &HashSet<FactId>,
    is_held: impl Fn(&FactId) -> bool,
) -> Vec<Decision> {
    let outcomes: Vec<(&Fact, &Outcome)> = facts
        .iter()
        .filter_map(|&fact| match &fact.deed {
            Deed::Outcome(outcome) if is_held(&outcome.meeting) => Some((fact, outcome)),
            _ => None,
        })
        .collect();
    let decision = |(fact, outcome): (&Fact, &Outcome)| Decision {
        id: fact.id.clone(),
        meeting: outcome.meeting.clone(),
        status: outcome.status.clone(),
        stale: present.differs_from(&outcome.pin.seen, outcome.pin.covers.as_deref()),
    };
    in_force(&outcomes, |outcome| &outcome.after, undone).into_iter().map(decision).collect()
}

/// Returns what the decisions on the present wording come to; `None` where there is none.
///
/// Two that differ stand in each other's way. Under a rule that is not known nothing is approved.
pub(super) fn verdict(strategy: &Strategy, decisions: &[Decision]) -> Option<Verdict> {
    let mut present = decisions.iter().filter(|decision| !decision.stale).map(|decision| &decision.status);
    let first = present.next()?;
    if present.any(|other| other != first) {
        return Some(Verdict::Split);
    }
    let approves = strategy.approval().is_some_and(|approval| approval.id == *first);
    Some(if approves && strategy.unknown_rule { Verdict::Open } else { Verdict::Status(first.clone()) })
}
