//! Whose word is recorded: one's own, or that of a reviewer for whom a clerk sits at the keyboard.

use super::Notice;
use super::model::Model;
use super::overlay::{Overlay, ReviewerChoice, ReviewerPicker};
use crate::plan::ReviewerId;

/// Who records, and whose word it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    pub by: ReviewerId,
    /// Whose word it is, where that is not who records it.
    pub on_behalf: Option<ReviewerId>,
}

impl Speaker {
    /// Makes a speaker; what somebody records for themselves is recorded on nobody's behalf.
    pub(super) fn new(by: ReviewerId, on_behalf: Option<ReviewerId>) -> Self {
        let on_behalf = on_behalf.filter(|reviewer| *reviewer != by);
        Self { by, on_behalf }
    }

    /// Returns the reviewer whose word it is.
    pub fn voice(&self) -> &ReviewerId {
        self.on_behalf.as_ref().unwrap_or(&self.by)
    }
}

impl Model {
    /// Returns who records now, and for whom; `None` where nobody has said who they are.
    pub fn speaker(&self) -> Option<Speaker> {
        let by = self.identity.known()?.clone();
        Some(Speaker::new(by, self.represented.clone()))
    }

    /// Returns the reviewer through whose eyes the plan is seen: who is represented, else who records.
    pub fn eyes(&self) -> Option<&ReviewerId> {
        self.represented.as_ref().or(self.identity.known())
    }

    /// Returns the reviewer on whose behalf is recorded, where that is not oneself.
    pub fn represented(&self) -> Option<&ReviewerId> {
        self.represented.as_ref()
    }

    /// Asks for whom to record from now on, or goes back to recording for oneself.
    pub(super) fn toggle_behalf(&mut self) {
        if self.represented.is_some() {
            return self.represent(None);
        }
        let candidates = self.plan.strategy.reviewers.iter().map(|reviewer| reviewer.id.clone()).collect();
        let picker =
            ReviewerPicker { choice: ReviewerChoice::ForWhom, candidates, ..ReviewerPicker::default() };
        self.overlay = Some(Overlay::Reviewer(picker));
    }

    /// Records for `reviewer` from now on; for oneself where that is oneself or nobody.
    pub(super) fn represent(&mut self, reviewer: Option<ReviewerId>) {
        self.represented = reviewer.filter(|reviewer| self.identity.known() != Some(reviewer));
        self.notice = Some(match &self.represented {
            Some(reviewer) => Notice::RecordingFor(reviewer.clone()),
            None => Notice::RecordingForOneself,
        });
    }

    /// Goes back to recording for oneself where whom one recorded for is oneself by now, or is no longer listed.
    pub(super) fn settle_represented(&mut self) {
        let Some(reviewer) = &self.represented else { return };
        if self.identity.known() == Some(reviewer) || self.plan.strategy.reviewer(reviewer).is_none() {
            self.represent(None);
        }
    }
}
