//! What the marks on one item add up to under the strategy's rule.

use std::collections::BTreeSet;

use super::CurrentMark;
use crate::plan::{StatusId, Strategy};

/// The outcome for one item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    /// Not decided yet.
    #[default]
    Open,
    /// Decided, or blocked, by this status.
    Status(StatusId),
    /// Reviewers stand in its way for different reasons, or one reviewer says two things at once.
    Split,
    /// A record here is of a kind this version does not know.
    NeedsNewer,
}

impl Verdict {
    /// Returns the word used in JSON and queries.
    pub fn name(&self) -> &str {
        match self {
            Self::Open => "open",
            Self::Status(status) => status.as_str(),
            Self::Split => "split",
            Self::NeedsNewer => "needs-newer",
        }
    }

    /// Computes the verdict where the strategy names no rule.
    ///
    /// Any status but the approving one blocks. A mark on another wording does not count, but an objection on another
    /// wording keeps the item open until its reviewer has looked again. Approved is what every listed reviewer
    /// approved, or, where none is listed, anybody.
    pub fn of(strategy: &Strategy, marks: &[CurrentMark], newer: bool) -> Self {
        if newer {
            return Self::NeedsNewer;
        }
        let Some(approval) = strategy.approval() else { return Self::Open };
        let counted = || marks.iter().filter(|mark| mark.counts());
        let blocking: BTreeSet<&StatusId> =
            counted().map(|mark| &mark.status).filter(|status| **status != approval.id).collect();
        let concurrent = marks.iter().any(|mark| mark.concurrent);
        if concurrent || blocking.len() > 1 {
            return Self::Split;
        }
        if let Some(status) = blocking.first() {
            return Self::Status((*status).clone());
        }
        let objection_on_old_wording = marks.iter().any(|mark| mark.stale && mark.status != approval.id);
        let approved = |by| counted().any(|mark| &mark.by == by);
        let all = if strategy.reviewers.is_empty() {
            counted().next().is_some()
        } else {
            strategy.reviewers.iter().all(|reviewer| approved(&reviewer.id))
        };
        if all && !objection_on_old_wording && !strategy.unknown_rule {
            Self::Status(approval.id.clone())
        } else {
            Self::Open
        }
    }
}
