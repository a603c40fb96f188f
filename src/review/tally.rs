//! How far a review is: counts over items, for one reviewer or for all. What is hidden or folded still counts.

use super::{Review, Standing, Verdict};
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
        Self::within(review.standing(index), lens)
    }

    /// Returns how an item that stands as `standing` does looks through `lens`.
    pub fn within(standing: &'a Standing, lens: &Lens) -> Self {
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
                Verdict::Open => {
                    let marked = standing.marks.iter().find(|mark| mark.stale).map(|mark| &mark.status);
                    let decided = || standing.decisions.iter().find(|decision| decision.stale);
                    let before = marked.or_else(|| decided().map(|decision| &decision.status));
                    before.map_or(Self::Unreviewed, Self::Stale)
                }
                Verdict::Status(status) => Self::Status(status),
                Verdict::Split => Self::Split,
                Verdict::NeedsNewer => Self::NeedsNewer,
            },
        }
    }

    /// Tells whether the item still wants to be looked at: nobody marked it, or its wording changed.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Unreviewed | Self::Stale(_) | Self::Split)
    }
}

/// How far the review of one item is, in four steps of which each item is at exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nobody has marked it, and no meeting decided on it.
    Untouched,
    /// Marked, and not settled: the verdict is open or split, or a status that asks for something.
    InReview,
    /// Its wording changed after it was marked, and nothing is decided on the present one.
    Stale,
    /// At a status that settles it.
    Settled,
}

impl Stage {
    /// Returns the step at which an item is that stands as `standing` does, through the verdict.
    pub fn of(strategy: &Strategy, standing: &Standing) -> Self {
        let untouched = standing.marks.is_empty();
        Self::at(strategy, &Stance::within(standing, &Lens::Everybody), untouched)
    }

    fn at(strategy: &Strategy, stance: &Stance<'_>, untouched: bool) -> Self {
        match stance {
            Stance::Unreviewed if untouched => Self::Untouched,
            Stance::Stale(_) => Self::Stale,
            Stance::Status(id) if strategy.status(id).is_some_and(|status| status.settles) => Self::Settled,
            Stance::Unreviewed | Stance::Status(_) | Stance::Split | Stance::NeedsNewer => Self::InReview,
        }
    }
}

/// How many items are at each step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stages {
    pub untouched: usize,
    pub in_review: usize,
    pub stale: usize,
    pub settled: usize,
}

impl Stages {
    pub fn total(&self) -> usize {
        self.untouched + self.in_review + self.stale + self.settled
    }

    /// Returns the count of one step, to be changed.
    pub(super) fn at(&mut self, stage: Stage) -> &mut usize {
        match stage {
            Stage::Untouched => &mut self.untouched,
            Stage::InReview => &mut self.in_review,
            Stage::Stale => &mut self.stale,
            Stage::Settled => &mut self.settled,
        }
    }
}

/// Counts over some items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub total: usize,
    /// How many need no further look.
    pub reviewed: usize,
    pub stages: Stages,
    pub split: usize,
    /// How many stand at each status, in the order of the strategy; statuses it does not define come last.
    pub by_status: Vec<(StatusId, usize)>,
}

impl Tally {
    /// Counts the items at `indices` through `lens`.
    pub fn of(plan: &Plan, review: &Review, lens: &Lens, indices: impl IntoIterator<Item = usize>) -> Self {
        let mut tally = Self::empty(&plan.strategy);
        for index in indices {
            let standing = review.standing(index);
            let stance = Stance::within(standing, lens);
            // What others said is not on the way for somebody who has said nothing.
            let untouched = *lens != Lens::Everybody || standing.marks.is_empty();
            tally.total += 1;
            tally.reviewed += usize::from(!stance.is_open());
            tally.split += usize::from(stance == Stance::Split);
            *tally.stages.at(Stage::at(&plan.strategy, &stance, untouched)) += 1;
            if let Stance::Status(status) = stance {
                tally.count(status, 1);
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
            sum.split += part.split;
            sum.stages.untouched += part.stages.untouched;
            sum.stages.in_review += part.stages.in_review;
            sum.stages.stale += part.stages.stale;
            sum.stages.settled += part.stages.settled;
            for (status, count) in &part.by_status {
                sum.count(status, *count);
            }
        }
        sum
    }

    /// Returns how many want to be looked at: unmarked, on another wording, or marked in two ways at once.
    pub fn left(&self) -> usize {
        self.total - self.reviewed
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
