//! Records that are missing: which, from what was read and what git said, and what came of putting them back.

use super::Notice;
use super::model::{Effect, Model};
use crate::job::{RestoreFailure, Survey};
use crate::review::{Gap, GapCause};

impl Model {
    /// Takes into account which records are missing. Returns whether that is another answer than before.
    pub(super) fn find_gaps(&mut self) -> bool {
        let known = self.survey.as_ref().filter(|_| self.past.is_none()).map(Survey::gaps);
        let gaps = self.unread.iter().cloned().chain(known.unwrap_or_default()).collect();
        let before = self.review.gaps().to_vec();
        self.review = std::mem::take(&mut self.review).with_gaps(&self.plan, gaps);
        self.problems.retain(|problem| !problem.fault.is_of_missing_records());
        let missing = self.review.gaps().iter().filter_map(Gap::problem);
        self.problems.splice(0..0, missing);
        before != self.review.gaps()
    }

    /// Tells whether it is known that no records are missing, or which are.
    pub fn knows_its_gaps(&self) -> bool {
        self.survey.is_some() || self.past.is_some()
    }

    /// Returns how many records this machine acknowledged that are nowhere any more.
    pub(super) fn lost_records(&self) -> usize {
        let lost = self.review.gaps().iter().filter(|gap| gap.cause == GapCause::Lost);
        lost.map(|gap| gap.facts.as_ref().map_or(0, Vec::len)).sum()
    }

    /// Says what was put back or given up, and looks again.
    pub(super) fn restored(&mut self, answer: Result<Notice, RestoreFailure>) -> Vec<Effect> {
        self.notice = Some(answer.unwrap_or_else(Notice::NotRestored));
        self.reload()
    }
}
