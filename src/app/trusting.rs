//! The question whether what the repository brings may run: asked when a commit or a sync needs to know, and what goes
//! on after the answer.

use super::Notice;
use super::model::{Committing, Effect, Model};
use super::overlay::{Overlay, Question};
use crate::job::{
    CommitFailure, Decision, Job, PublishFailure, RepositoryFailure, SyncFailure, SyncRequest, Trust,
    TrustWish, Would,
};

/// What the answer is waited for with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Onward {
    Commit,
    CommitAndLeave,
    Publish,
    Sync(SyncRequest),
}

/// The question on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trusting {
    pub would: Would,
    /// The first line shown of what would run.
    pub scroll: usize,
    pub(super) onward: Onward,
}

impl Onward {
    /// Returns the notice that says why it does not go on.
    fn stopped_by(&self, failure: CommitFailure) -> Notice {
        match self {
            Self::Commit | Self::CommitAndLeave => Notice::NotCommitted(failure),
            Self::Publish => Notice::NotPublished(PublishFailure::NotCommitted(failure)),
            Self::Sync(_) => Notice::NotSynced(SyncFailure::Commit(failure)),
        }
    }
}

impl Model {
    /// Asks whether what `would` run may, before `onward` goes on; false where it cannot be asked now.
    pub(super) fn ask_for_trust(&mut self, would: &Would, onward: Onward) -> bool {
        // Whoever has put it off is not asked again until they commit or sync themselves.
        if self.overlay.is_some() || self.trust_put_off {
            return false;
        }
        self.overlay = Some(Overlay::Trusting(Trusting { would: would.clone(), scroll: 0, onward }));
        true
    }

    /// Decides about exactly what was shown.
    pub(super) fn decide(&mut self, decision: Decision) -> Vec<Effect> {
        let Some(Overlay::Trusting(Trusting { would, onward, .. })) = self.overlay.take() else {
            return Vec::new();
        };
        self.onward = Some(onward);
        let fingerprint = would.fingerprint;
        vec![Effect::Work(Job::Trust { wish: TrustWish::Decide { decision, fingerprint } })]
    }

    /// Leaves it undecided.
    pub(super) fn put_trust_off(&mut self) {
        let Some(Overlay::Trusting(trusting)) = self.overlay.take() else { return };
        self.trust_put_off = true;
        if trusting.onward == Onward::CommitAndLeave {
            self.overlay = Some(Overlay::Question(Question::LeaveUncommitted));
        }
        let undecided = CommitFailure::Undecided { would: trusting.would };
        self.notice = Some(trusting.onward.stopped_by(undecided));
    }

    pub(super) fn scroll_trusting(&mut self, lines: isize) {
        let last = self.measured.page.saturating_sub(self.measured.page_view);
        if let Some(Overlay::Trusting(trusting)) = &mut self.overlay {
            trusting.scroll = trusting.scroll.saturating_add_signed(lines).min(last);
        }
    }

    /// Goes on with what waited for the decision.
    pub(super) fn trusted(&mut self, answer: Result<Trust, RepositoryFailure>) -> Vec<Effect> {
        let Some(onward) = self.onward.take() else { return Vec::new() };
        let trust = match answer {
            Ok(trust) => trust,
            Err(failure) => {
                self.notice = Some(onward.stopped_by(failure.into()));
                return Vec::new();
            }
        };
        if trust.decision.is_none() && !trust.would.is_empty() {
            // Something else is there by now than what was shown.
            let stopped = onward.stopped_by(CommitFailure::Undecided { would: trust.would.clone() });
            if !self.ask_for_trust(&trust.would, onward) {
                self.notice = Some(stopped);
            }
            return Vec::new();
        }
        match onward {
            Onward::Commit => {
                self.notice = Some(Notice::Committing);
                self.commit_all()
            }
            Onward::CommitAndLeave => self.commit_and_leave(),
            Onward::Publish => self.publish(),
            // Another may have been begun meanwhile.
            Onward::Sync(_) if self.syncing.is_some() => Vec::new(),
            Onward::Sync(request) => self.sync_with(request),
        }
    }

    /// What a commit that ended would go on with.
    pub(super) fn onward_of(before: Committing) -> Onward {
        if before == Committing::ThenLeave { Onward::CommitAndLeave } else { Onward::Commit }
    }
}
