//! What the marks on one item add up to under the strategy's rule.

use std::collections::{BTreeMap, BTreeSet};

use super::CurrentMark;
use crate::plan::{ReviewerId, Rule, StatusId, Strategy};

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
    /// A record here is of a kind, or of a wording, that this version does not know.
    NeedsNewer,
    /// Part of the item cannot be read, so that nobody knows its wording.
    Damaged,
    /// Records that may be about it are known to exist and cannot be counted.
    RecordsMissing,
}

impl Verdict {
    /// Returns the word used in JSON and queries.
    pub fn name(&self) -> &str {
        match self {
            Self::Open => "open",
            Self::Status(status) => status.as_str(),
            Self::Split => "split",
            Self::NeedsNewer => "needs-newer",
            Self::Damaged => "damaged",
            Self::RecordsMissing => "records-missing",
        }
    }

    /// Computes the verdict under the rule of `strategy`. Marks that do not count take no part, but an objection on another
    /// wording can keep an item open.
    pub fn of(strategy: &Strategy, marks: &[CurrentMark]) -> Self {
        let Some(approval) = strategy.approval() else { return Self::Open };
        let votes = Votes { strategy, marks, approval: &approval.id };
        let verdict = match strategy.rule {
            Rule::All | Rule::Any | Rule::Required => votes.unless_blocked(),
            Rule::Majority => votes.majority(),
            Rule::Chair => votes.chair(),
        };
        match verdict {
            Self::Status(status)
                if status == approval.id && (strategy.unknown_rule || !votes.required_roles_approve()) =>
            {
                Self::Open
            }
            other => other,
        }
    }
}

/// The marks on one item, to be counted under a rule.
struct Votes<'a> {
    strategy: &'a Strategy,
    marks: &'a [CurrentMark],
    approval: &'a StatusId,
}

impl<'a> Votes<'a> {
    fn counted(&self) -> impl Iterator<Item = &'a CurrentMark> {
        self.marks.iter().filter(|mark| mark.counts())
    }

    fn approving(&self) -> impl Iterator<Item = &'a CurrentMark> {
        self.counted().filter(|mark| mark.status == *self.approval)
    }

    fn required_roles_approve(&self) -> bool {
        self.strategy
            .required
            .iter()
            .all(|role| self.approving().any(|mark| mark.role.as_ref() == Some(role)))
    }

    /// Any status but the approving one blocks, and one on another wording keeps the item open until its reviewer has
    /// looked again, as long as that can be asked of the reviewer.
    fn unless_blocked(&self) -> Verdict {
        let objecting = |mark: &&CurrentMark| mark.status != *self.approval;
        let blocking = single(self.counted().filter(objecting).map(|mark| &mark.status));
        if blocking == Verdict::Split || self.marks.iter().any(|mark| mark.concurrent) {
            return Verdict::Split;
        }
        let can_look_again =
            |by| !self.strategy.reviewer(by).is_some_and(|them| self.strategy.has_left(them));
        let must_look_again =
            self.marks.iter().filter(objecting).any(|mark| mark.stale && can_look_again(&mark.by));
        if blocking != Verdict::Open || must_look_again || !self.is_enough() {
            return blocking;
        }
        Verdict::Status(self.approval.clone())
    }

    /// Tells whether those approve whose approval the rule wants, required roles aside.
    fn is_enough(&self) -> bool {
        let approved = |by: &ReviewerId| self.approving().any(|mark| &mark.by == by);
        match self.strategy.rule {
            Rule::All => {
                self.somebody_on_the_list_approves()
                    && self.strategy.asked().all(|reviewer| approved(&reviewer.id))
            }
            Rule::Any => self.somebody_on_the_list_approves(),
            Rule::Required | Rule::Majority | Rule::Chair => self.approving().next().is_some(),
        }
    }

    /// Tells whether anybody approves who is listed; anybody at all, where nobody is.
    fn somebody_on_the_list_approves(&self) -> bool {
        let Strategy { reviewers, .. } = self.strategy;
        self.approving().any(|mark| reviewers.is_empty() || self.strategy.reviewer(&mark.by).is_some())
    }

    /// What more than half of those who are asked say; of those who said anything, where nobody is listed.
    fn majority(&self) -> Verdict {
        let voters: BTreeSet<&ReviewerId> = if self.strategy.reviewers.is_empty() {
            self.marks.iter().map(|mark| &mark.by).collect()
        } else {
            self.strategy.asked().map(|reviewer| &reviewer.id).collect()
        };
        let mut votes: BTreeMap<&StatusId, usize> = BTreeMap::new();
        for mark in self.counted().filter(|mark| voters.contains(&mark.by)) {
            *votes.entry(&mark.status).or_default() += 1;
        }
        match votes.iter().find(|(_, count)| **count * 2 > voters.len()) {
            Some((status, _)) => Verdict::Status((*status).clone()),
            None if !voters.is_empty() && votes.values().sum::<usize>() == voters.len() => Verdict::Split,
            None => Verdict::Open,
        }
    }

    /// What those say who held the chair when they said it.
    fn chair(&self) -> Verdict {
        let is_chair = |mark: &&CurrentMark| mark.role.as_ref().is_some_and(|role| role.raw() == Rule::CHAIR);
        if self.marks.iter().filter(is_chair).any(|mark| mark.concurrent) {
            return Verdict::Split;
        }
        single(self.counted().filter(is_chair).map(|mark| &mark.status))
    }
}

/// Returns the one status there is; split where there are different ones.
fn single<'a>(statuses: impl Iterator<Item = &'a StatusId>) -> Verdict {
    let different: BTreeSet<&StatusId> = statuses.collect();
    match (different.first(), different.len()) {
        (None, _) => Verdict::Open,
        (Some(status), 1) => Verdict::Status((*status).clone()),
        (Some(_), _) => Verdict::Split,
    }
}
