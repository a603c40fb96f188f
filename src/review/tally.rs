//! How far a review is: counts over items, for one reviewer or for all. What is hidden or folded still counts.

use super::{CurrentMark, Review, Standing, Verdict};
use crate::plan::{Plan, ReviewerId, Status, StatusId, Strategy};

/// Through whose eyes the plan is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lens {
    /// One reviewer's own marks.
    Reviewer(ReviewerId),
    /// The verdicts.
    Everybody,
}

/// Why an item about which something was said wants another look. Signs, counts and queries all go by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attention {
    /// Its own wording is not that of the mark, the decision or the baseline.
    Changed,
    /// It reads as it did when it was marked, and something above it does not.
    AboveChanged,
    /// Marks of one reviewer stand side by side: through the verdict, where that leaves it split.
    Contradicting,
    /// The verdict is split, and nobody contradicts themself.
    Split,
}

impl Attention {
    /// In the order in which they are shown and counted.
    pub const ALL: [Self; 4] = [Self::Changed, Self::AboveChanged, Self::Contradicting, Self::Split];

    /// Returns its sign, which is one column wide on every terminal and the symbol of no built-in status.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Changed => "~",
            Self::AboveChanged => "^",
            Self::Contradicting => "&",
            Self::Split => "*",
        }
    }

    /// Returns the word used in JSON and queries.
    pub fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::AboveChanged => "above",
            Self::Contradicting => "contradicting",
            Self::Split => "split",
        }
    }
}

/// How one item stands through a lens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance<'a> {
    Unreviewed,
    /// Agreed before the review began, and marked by nobody since: neither unreviewed nor approved by anybody.
    Adopted,
    Status(&'a StatusId),
    /// Something was said of it, and it wants another look.
    Again(Attention),
    NeedsNewer,
    /// Part of it cannot be read, whoever looks.
    Damaged,
    /// Records that may be about it are known to exist and cannot be counted, of whomever.
    RecordsMissing,
}

impl<'a> Stance<'a> {
    /// Returns how item `index` stands through `lens`.
    pub fn of(review: &'a Review, lens: &Lens, index: usize) -> Self {
        Self::within(review.standing(index), lens)
    }

    /// Returns how an item that stands as `standing` does looks through `lens`.
    pub fn within(standing: &'a Standing, lens: &Lens) -> Self {
        match lens {
            Lens::Reviewer(reviewer) => Self::for_reviewer(standing, reviewer),
            Lens::Everybody => Self::for_everybody(standing),
        }
    }

    /// Returns how an item that stands as `standing` does looks to `reviewer`.
    pub fn for_reviewer(standing: &'a Standing, reviewer: &ReviewerId) -> Self {
        let of_marks = || {
            let mark = standing.marks.iter().find(|mark| &mark.by == reviewer);
            mark.map_or(Self::Unreviewed, Self::of_mark)
        };
        Self::whoever_looks(standing).unwrap_or_else(of_marks)
    }

    /// Returns how an item that stands as `standing` does looks by its verdict.
    pub fn for_everybody(standing: &'a Standing) -> Self {
        let of_verdict = || match &standing.verdict {
            Verdict::Open => {
                let outgrown = standing.decisions.iter().any(|decision| decision.stale);
                if standing.is_stale() || outgrown {
                    Self::Again(Attention::Changed)
                } else {
                    Self::Unreviewed
                }
            }
            Verdict::Status(status) => Self::Status(status),
            Verdict::Split => {
                let decided = standing.decisions.iter().any(|decision| !decision.stale);
                let contradicted = standing.marks.iter().any(|mark| mark.concurrent);
                let because = contradicted && !decided;
                Self::Again(if because { Attention::Contradicting } else { Attention::Split })
            }
            Verdict::NeedsNewer => Self::NeedsNewer,
            Verdict::Damaged => Self::Damaged,
            Verdict::RecordsMissing => Self::RecordsMissing,
        };
        Self::whoever_looks(standing).unwrap_or_else(of_verdict)
    }

    /// Returns what does not depend on the lens.
    fn whoever_looks(standing: &Standing) -> Option<Self> {
        if standing.verdict == Verdict::RecordsMissing {
            Some(Self::RecordsMissing)
        } else if standing.verdict == Verdict::Damaged {
            Some(Self::Damaged)
        } else if standing.adopted {
            Some(Self::Adopted)
        } else {
            standing.is_past_its_baseline().then_some(Self::Again(Attention::Changed))
        }
    }

    /// Returns how an item looks to the reviewer of one of the marks on it.
    pub fn of_mark(mark: &'a CurrentMark) -> Self {
        match mark {
            CurrentMark { concurrent: true, .. } => Self::Again(Attention::Contradicting),
            CurrentMark { stale: true, .. } => Self::Again(Attention::Changed),
            CurrentMark { suspect: Some(_), .. } => Self::Again(Attention::AboveChanged),
            CurrentMark { status, .. } => Self::Status(status),
        }
    }

    /// Returns why the item wants another look, where it does.
    pub fn attention(&self) -> Option<Attention> {
        if let Self::Again(why) = self { Some(*why) } else { None }
    }

    /// Tells whether the item still wants to be looked at, for the first time or again.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Unreviewed | Self::Again(_))
    }
}

/// How far the review of one item is, in five steps of which each item is at exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nobody has marked it, and no meeting decided on it.
    Untouched,
    /// It rests on a baseline, and nobody has looked at it.
    Adopted,
    /// Marked, and not settled: the verdict is open or split, a status that asks for something, or what is above changed.
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
            Stance::Adopted => Self::Adopted,
            Stance::Again(Attention::Changed) => Self::Stale,
            Stance::Status(id) if strategy.status(id).is_some_and(|status| status.settles) => Self::Settled,
            Stance::Unreviewed
            | Stance::Status(_)
            | Stance::Again(_)
            | Stance::NeedsNewer
            | Stance::Damaged
            | Stance::RecordsMissing => Self::InReview,
        }
    }
}

/// How many items are at each step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stages {
    pub untouched: usize,
    pub adopted: usize,
    pub in_review: usize,
    pub stale: usize,
    pub settled: usize,
}

impl Stages {
    /// Returns how many items they are together.
    pub fn total(&self) -> usize {
        self.untouched + self.adopted + self.in_review + self.stale + self.settled
    }

    /// Returns the count of one step, to be changed.
    pub(super) fn at(&mut self, stage: Stage) -> &mut usize {
        match stage {
            Stage::Untouched => &mut self.untouched,
            Stage::Adopted => &mut self.adopted,
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
    /// How many somebody looked at, so that they need no further look.
    pub reviewed: usize,
    pub stages: Stages,
    /// How many are in review because something above them changed.
    pub suspect: usize,
    /// How many are in review because somebody contradicts themself.
    pub contradicting: usize,
    /// How many are in review because the verdict is split and nobody contradicts themself.
    pub split: usize,
    /// How many have no verdict because records are missing, or because part of them cannot be read.
    pub withheld: usize,
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
            let withheld = matches!(stance, Stance::Damaged | Stance::RecordsMissing);
            let looked_at = !stance.is_open() && !withheld && stance != Stance::Adopted;
            tally.reviewed += usize::from(looked_at);
            tally.withheld += usize::from(withheld);
            let wants = |why| usize::from(stance.attention() == Some(why));
            tally.suspect += wants(Attention::AboveChanged);
            tally.contradicting += wants(Attention::Contradicting);
            tally.split += wants(Attention::Split);
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
            sum.suspect += part.suspect;
            sum.contradicting += part.contradicting;
            sum.split += part.split;
            sum.withheld += part.withheld;
            sum.stages.untouched += part.stages.untouched;
            sum.stages.adopted += part.stages.adopted;
            sum.stages.in_review += part.stages.in_review;
            sum.stages.stale += part.stages.stale;
            sum.stages.settled += part.stages.settled;
            for (status, count) in &part.by_status {
                sum.count(status, *count);
            }
        }
        sum
    }

    /// Returns how many items want another look for this reason.
    pub fn wanting(&self, why: Attention) -> usize {
        match why {
            Attention::Changed => self.stages.stale,
            Attention::AboveChanged => self.suspect,
            Attention::Contradicting => self.contradicting,
            Attention::Split => self.split,
        }
    }

    /// Returns how many want to be looked at, for the first time or again.
    pub fn left(&self) -> usize {
        self.total - self.reviewed - self.stages.adopted
    }

    /// Tells whether somebody looked at something, and there is nothing left to look at.
    pub fn is_done(&self) -> bool {
        self.left() == 0 && self.reviewed > 0
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
