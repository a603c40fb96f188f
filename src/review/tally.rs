//! How far a review is: counts over items, for one reviewer or for all. What is hidden or folded still counts.

use super::Review;
use crate::plan::{Plan, ReviewerId, Status, StatusId, Strategy};

/// Through whose eyes the plan is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lens {
    /// One reviewer's own marks.
    Reviewer(ReviewerId),
    /// The verdicts.
    Everybody,
}

/// How one item stands through a lens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance<'a> {
    Unreviewed,
    Stale(&'a StatusId),
    Status(&'a StatusId),
    /// Concurrent marks, or a split verdict.
    Split,
    NeedsNewer,
}

impl<'a> Stance<'a> {
    /// Returns how item `index` stands through `lens`.
    pub fn of(review: &'a Review, lens: &Lens, index: usize) -> Self {
        let standing = review.standing(index);
        match lens {
            Lens::Reviewer(reviewer) => {
                let mut marks = standing.marks.iter().filter(|mark| &mark.by == reviewer);
                match (marks.next(), marks.next()) {
                    (None, _) => Self::Unreviewed,
                    (Some(mark), None) if mark.stale => Self::Stale(&mark.status),
                    (Some(mark), None) => Self::Status(&mark.status),
                    (Some(_), Some(_)) => Self::Split,
                }
            }
            Lens::Everybody => match &standing.verdict {
                super::Verdict::Open => match standing.marks.iter().find(|mark| mark.stale) {
                    Some(mark) => Self::Stale(&mark.status),
                    None => Self::Unreviewed,
                },
                super::Verdict::Status(status) => Self::Status(status),
                super::Verdict::Split => Self::Split,
                super::Verdict::NeedsNewer => Self::NeedsNewer,
            },
        }
    }

    /// Tells whether the item still wants to be looked at: nobody marked it, or its wording changed.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Unreviewed | Self::Stale(_) | Self::Split)
    }
}

/// Counts over some items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub total: usize,
    /// How many need no further look.
    pub reviewed: usize,
    pub stale: usize,
    pub split: usize,
    /// How many stand at each status, in the order of the strategy; statuses it does not define come last.
    pub by_status: Vec<(StatusId, usize)>,
}

impl Tally {
    /// Counts the items at `indices` through `lens`.
    pub fn of(plan: &Plan, review: &Review, lens: &Lens, indices: impl IntoIterator<Item = usize>) -> Self {
        let mut tally = Self::empty(&plan.strategy);
        for index in indices {
            tally.total += 1;
            let stance = Stance::of(review, lens, index);
            tally.reviewed += usize::from(!stance.is_open());
            match stance {
                Stance::Stale(_) => tally.stale += 1,
                Stance::Split => tally.split += 1,
                Stance::Status(status) => tally.count(status, 1),
                Stance::Unreviewed | Stance::NeedsNewer => {}
            }
        }
        tally
    }

    /// Adds up the counts of parts of a plan under `strategy`, in plan order.
    pub fn sum<'a>(strategy: &Strategy, parts: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut sum = Self::empty(strategy);
        for part in parts {
            sum.total += part.total;
            sum.reviewed += part.reviewed;
            sum.stale += part.stale;
            sum.split += part.split;
            for (status, count) in &part.by_status {
                sum.count(status, *count);
            }
        }
        sum
    }

    /// Returns the items that nobody, or the reviewer, has marked.
    pub fn unreviewed(&self) -> usize {
        self.total - self.reviewed - self.stale - self.split
    }

    fn empty(strategy: &Strategy) -> Self {
        let by_status = strategy.statuses.iter().map(|Status { id, .. }| (id.clone(), 0)).collect();
        Self { by_status, ..Self::default() }
    }

    fn count(&mut self, status: &StatusId, more: usize) {
        match self.by_status.iter_mut().find(|(known, _)| known == status) {
            Some((_, count)) => *count += more,
            None => self.by_status.push((status.clone(), more)),
        }
    }
}
