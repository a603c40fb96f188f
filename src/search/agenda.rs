//! What a meeting is about where nobody writes a query of their own.

use crate::plan::{Plan, Strategy};
use crate::review::{Review, Verdict};

/// Returns the query for what changed under a mark, what somebody contradicts themself on, and what somebody does not approve of.
pub fn concerns(strategy: &Strategy) -> String {
    let objections = strategy.statuses.iter().skip(1);
    let mut asked = vec!["stale:yes,contradicting".to_owned()];
    asked.extend(objections.map(|status| format!("status:{}", status.id.as_str())));
    asked.join(" | ")
}

/// Returns the query for what changed since a day.
pub fn changed_since(day: &str) -> String {
    format!("changed:{day}")
}

/// Tells whether what [`concerns`] finds still wants a meeting: what is approved does not, nor what an earlier meeting
/// settled otherwise.
pub fn is_open(plan: &Plan, review: &Review, index: usize) -> bool {
    let (standing, strategy) = (review.standing(index), &plan.strategy);
    let Verdict::Status(status) = &standing.verdict else { return true };
    let approved = strategy.approval().is_some_and(|approval| approval.id == *status);
    let settled = strategy.status(status).is_some_and(|status| status.settles);
    !(approved || settled && standing.decided().is_some())
}

/// Tells whether a meeting can decide on item `index`: what cannot be told apart, or was not read whole, it cannot.
pub fn can_be_decided(plan: &Plan, index: usize) -> bool {
    let item = &plan.items[index];
    !(item.damaged || plan.areas[item.area].broken || plan.is_ambiguous(index))
}
