//! Working together: a sync from the key to what came of it. Marks and moves go on meanwhile.

use super::Notice;
use super::model::{Effect, Model};
use super::overlay::{Clashing, Overlay, Question};
use super::trusting::Onward;
use crate::job::{CommitFailure, Job, SyncFailure, SyncRequest, SyncStep, Synced};
use crate::merge::Side;

/// How many clashes the list shows at once; what they say stands below it.
pub const CLASHES_SEEN: usize = 5;

/// A sync that is under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Syncing {
    pub step: SyncStep,
    /// It was asked to end.
    pub cancelled: bool,
    request: SyncRequest,
}

impl Model {
    /// Begins a sync, or ends the one that is under way.
    pub(super) fn sync(&mut self) -> Vec<Effect> {
        match &mut self.syncing {
            Some(syncing) => {
                syncing.cancelled = true;
                vec![Effect::Stop { jobs: vec!["sync"] }]
            }
            None => self.sync_with(SyncRequest::default()),
        }
    }

    /// Begins a sync as `request` has it.
    pub(super) fn sync_with(&mut self, request: SyncRequest) -> Vec<Effect> {
        self.syncing =
            Some(Syncing { step: SyncStep::Committing, cancelled: false, request: request.clone() });
        vec![Effect::Work(Job::Sync { request })]
    }

    /// Goes on with the screen put away, so that a password can be typed.
    pub(super) fn at_terminal(&mut self, onward: Onward) -> Vec<Effect> {
        let effects = match onward {
            Onward::Commit => self.commit(),
            Onward::CommitAndLeave => self.commit_and_leave(),
            Onward::Publish => self.publish(),
            Onward::Sync(request) => self.sync_with(request),
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
        let request = SyncRequest { choices: clashing.choices(), recreate: clashing.recreate };
        self.overlay = None;
        self.sync_with(request)
    }

    /// Takes in what came of a sync. What others did is read again, and the place is kept.
    pub(super) fn synced(&mut self, answer: Result<Synced, SyncFailure>) -> Vec<Effect> {
        let request = self.syncing.take().map(|syncing| syncing.request).unwrap_or_default();
        let SyncRequest { choices, recreate } = request.clone();
        match answer {
            Ok(synced) => self.notice = Some(Notice::Synced(Box::new(synced))),
            Err(SyncFailure::Clashes(clashes)) if self.overlay.is_none() => {
                self.overlay = Some(Overlay::Clashes(Clashing::new(clashes, choices, recreate)));
            }
            // Others settled something meanwhile: what is left is still to be chosen.
            Err(SyncFailure::NoSuchClash { ids, open })
                if self.overlay.is_none() && !open.clashes.is_empty() =>
            {
                let known = choices.into_iter().filter(|(id, _)| !ids.contains(id)).collect();
                self.overlay = Some(Overlay::Clashes(Clashing::new(open, known, recreate)));
            }
            Err(SyncFailure::Commit(CommitFailure::Undecided { ref would }))
                if self.ask_for_trust(would, Onward::Sync(request.clone())) => {}
            Err(SyncFailure::Gone { upstream }) if self.overlay.is_none() => {
                self.overlay = Some(Overlay::Question(Question::Recreate { upstream, choices }));
            }
            Err(failure) => {
                let helps = matches!(
                    failure,
                    SyncFailure::NotAllowed { unasked: true, .. }
                        | SyncFailure::Commit(CommitFailure::NotSigned { unasked: true, .. })
                );
                if helps && self.overlay.is_none() {
                    self.overlay = Some(Overlay::Question(Question::AtTerminal(Onward::Sync(request))));
                }
                self.notice = Some(Notice::NotSynced(failure));
            }
        }
        self.reload()
    }
}
