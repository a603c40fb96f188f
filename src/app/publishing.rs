//! Publishing the settled verdicts in the plan files: from the wish to what came of it.

use super::Notice;
use super::model::{Effect, Model};
use super::overlay::{Overlay, Question};
use super::trusting::Onward;
use crate::job::{CommitFailure, Job, PublishFailure, Published};

impl Model {
    /// Has the settled verdicts written into the plan files.
    pub(super) fn publish(&mut self) -> Vec<Effect> {
        self.notice = Some(Notice::Publishing);
        vec![Effect::Work(Job::Publish { dry_run: false })]
    }

    /// Takes in what came of it, and reads the plan files again.
    pub(super) fn published(&mut self, answer: Result<Published, PublishFailure>) -> Vec<Effect> {
        match answer {
            Ok(published) => self.notice = Some(Notice::Published(Box::new(published))),
            Err(PublishFailure::NotCommitted(CommitFailure::Undecided { ref would }))
                if self.ask_for_trust(would, Onward::Publish) =>
            {
                self.notice = None;
            }
            Err(failure) => {
                let helps = matches!(
                    failure,
                    PublishFailure::NotCommitted(CommitFailure::NotSigned { unasked: true, .. })
                );
                if helps && self.overlay.is_none() {
                    self.overlay = Some(Overlay::Question(Question::AtTerminal(Onward::Publish)));
                }
                self.notice = Some(Notice::NotPublished(failure));
            }
        }
        self.reload()
    }
}
