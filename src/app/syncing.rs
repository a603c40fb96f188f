//! Working together: a sync from the key to what came of it. Marks and moves go on meanwhile.

use super::Notice;
use super::model::{Effect, Model};
use super::overlay::{Clashing, Overlay, Question};
use super::trusting::Onward;
use crate::job::{CommitFailure, Job, SyncFailure, SyncStep, Synced};
use crate::merge::{Choices, Side};

/// How many clashes the list shows at once; what they say stands below it.
pub const CLASHES_SEEN: usize = 5;

/// A sync that is under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Syncing {
    pub step: SyncStep,
    /// It was asked to end.
    pub cancelled: bool,
    choices: Choices,
}

impl Model {
    /// Begins a sync, or ends the one that is under way.
    pub(super) fn sync(&mut self) -> Vec<Effect> {
        match &mut self.syncing {
            Some(syncing) => {
                syncing.cancelled = true;
                vec![Effect::CancelSync]
            }
            None => self.sync_with(Choices::new()),
        }
    }

    /// Begins a sync in which `choices` settle what both sides changed.
    pub(super) fn sync_with(&mut self, choices: Choices) -> Vec<Effect> {
        self.syncing =
            Some(Syncing { step: SyncStep::Committing, cancelled: false, choices: choices.clone() });
        vec![Effect::Work(Job::Sync { choices })]
    }

    /// Goes on with the screen put away, so that a password can be typed.
    pub(super) fn at_terminal(&mut self, onward: Onward) -> Vec<Effect> {
        let effects = match onward {
            Onward::Commit => self.commit(),
            Onward::CommitAndLeave => self.commit_and_leave(),
            Onward::Publish => self.publish(),
            Onward::Sync(choices) => self.sync_with(choices),
        };
        let outside = |effect| match effect {
            Effect::Work(job) => Effect::AtTerminal(job),
            other => other,
        };
        effects.into_iter().map(outside).collect()
    }

    pub(super) fn sync_goes_on(&mut self, step: SyncStep) {
        if let Some(syncing) = &mut self.syncing {
            syncing.step = step;
        }
    }

    /// Moves in the list of clashes.
    pub(super) fn clash_by(&mut self, steps: isize) {
        if let Some(Overlay::Clashes(clashing)) = &mut self.overlay {
            let count = clashing.clashes.len();
            clashing.picker.move_by(steps, count, CLASHES_SEEN);
        }
    }

    pub(super) fn choose_side(&mut self, side: Side) {
        if let Some(Overlay::Clashes(clashing)) = &mut self.overlay {
            clashing.choose(side, CLASHES_SEEN);
        }
    }

    /// Syncs with what was chosen, once all is.
    pub(super) fn finish_clashes(&mut self) -> Vec<Effect> {
        let Some(Overlay::Clashes(clashing)) = &self.overlay else { return Vec::new() };
        if clashing.open() > 0 {
            self.notice = Some(Notice::ClashesOpen(clashing.open()));
            return Vec::new();
        }
        let choices = clashing.choices();
        self.overlay = None;
        self.sync_with(choices)
    }

    /// Takes in what came of a sync. What others did is read again, and the place is kept.
    pub(super) fn synced(&mut self, answer: Result<Synced, SyncFailure>) -> Vec<Effect> {
        let choices = self.syncing.take().map(|syncing| syncing.choices).unwrap_or_default();
        match answer {
            Ok(synced) => self.notice = Some(Notice::Synced(Box::new(synced))),
            Err(SyncFailure::Clashes(clashes)) if self.overlay.is_none() => {
                self.overlay = Some(Overlay::Clashes(Clashing::new(clashes, choices)));
            }
            // Others settled something meanwhile: what is left is still to be chosen.
            Err(SyncFailure::NoSuchClash { ids, open })
                if self.overlay.is_none() && !open.clashes.is_empty() =>
            {
                let known = choices.into_iter().filter(|(id, _)| !ids.contains(id)).collect();
                self.overlay = Some(Overlay::Clashes(Clashing::new(open, known)));
            }
            Err(SyncFailure::Commit(CommitFailure::Undecided { ref would }))
                if self.ask_for_trust(would, Onward::Sync(choices.clone())) => {}
            Err(failure) => {
                let helps = matches!(
                    failure,
                    SyncFailure::NotAllowed { unasked: true, .. }
                        | SyncFailure::Commit(CommitFailure::NotSigned { unasked: true, .. })
                );
                if helps && self.overlay.is_none() {
                    self.overlay = Some(Overlay::Question(Question::AtTerminal(Onward::Sync(choices))));
                }
                self.notice = Some(Notice::NotSynced(failure));
            }
        }
        self.reload()
    }
}
