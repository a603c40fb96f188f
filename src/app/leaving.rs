//! Leaving while something is under way, and stopping what takes long. Who leaves waits for what changes files, is told so,
//! and cuts it short by leaving once more.

use super::Notice;
use super::model::{Effect, Leaving, Model};
use crate::job::{Outcome, SyncStep, UnderWay};

/// How many seconds another machine may say nothing while somebody wants to leave.
pub const OTHERS_PATIENCE: u64 = 4;

impl Model {
    /// Tells whether somebody has asked to leave, and leaving waits.
    pub fn is_leaving(&self) -> bool {
        self.leaving == Leaving::Waits
    }

    fn leave_when_done(&mut self, leaves: bool) {
        self.leaving = if leaves { Leaving::Waits } else { Leaving::No };
    }

    /// Returns the names of the jobs that leaving waits for, each once.
    pub fn waits_for(&self) -> Vec<&'static str> {
        // What a session leaves is written last of all, and takes no time.
        self.names_of(|job| job.changes_files && job.name != "remember")
    }

    /// Tells whether leaving waits for another machine, which may never answer.
    pub fn waits_for_others(&self) -> bool {
        let is_away = |step: &SyncStep| {
            matches!(step, SyncStep::Fetching | SyncStep::Pushing | SyncStep::Transfer { .. })
        };
        self.is_leaving() && self.syncing.as_ref().is_some_and(|syncing| is_away(&syncing.step))
    }

    /// Returns the names of the jobs that take long and can be stopped, each once.
    pub fn stoppable(&self) -> Vec<&'static str> {
        self.names_of(|job| job.can_be_stopped)
    }

    fn names_of(&self, wanted: impl Fn(&UnderWay) -> bool) -> Vec<&'static str> {
        let mut names: Vec<_> = self.under_way.iter().filter(|job| wanted(job)).map(|job| job.name).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Stops whatever takes long.
    pub(super) fn stop(&mut self) -> Vec<Effect> {
        if let Some(syncing) = &mut self.syncing {
            syncing.cancelled = true;
        }
        self.notice = Some(Notice::Stopping);
        vec![Effect::Stop { jobs: self.stoppable() }]
    }

    /// Takes note of what has ended.
    pub(super) fn note_end(&mut self, outcome: &Outcome) {
        let ended = outcome.ends();
        if let Some(at) = self.under_way.iter().position(|job| Some(job.name) == ended) {
            self.under_way.swap_remove(at);
        }
    }

    /// Takes note of what `effects` begin, and holds leaving back as long as something is under way that changes files.
    ///
    /// `waited` says that leaving was held back before, and `acted` that somebody has pressed a key now: the one that
    /// leaves cuts short what is waited for, with any other they stay.
    pub(super) fn settle_leaving(&mut self, effects: &mut Vec<Effect>, waited: bool, acted: bool) {
        for effect in &*effects {
            if let Effect::Work(job) = effect {
                self.under_way.push(UnderWay::of(job));
            }
        }
        let leaves = effects.contains(&Effect::Quit);
        if acted && waited {
            self.leave_when_done(leaves);
            return;
        }
        let waits = !self.waits_for().is_empty();
        if leaves && waits {
            effects.retain(|effect| *effect != Effect::Quit);
            self.leave_when_done(true);
        } else if waited && !waits && !leaves {
            // Whoever must read or answer something first stays.
            let stays = self.overlay.is_some() || self.notice.as_ref().is_some_and(Notice::is_alarm);
            if !stays {
                effects.push(Effect::Quit);
            }
            self.leave_when_done(!stays);
        }
    }
}
