//! A job that panicked: the screen stays, says so, and waits for that job no longer.

use std::path::Path;

use super::Notice;
use super::model::{Effect, Model};
use crate::job::{
    Job, Panicked, PublishFailure, Recalled, RecordFailure, RepositoryFailure, SyncFailure, VersionFailure,
};
use crate::plan::SystemFault;
use crate::search::query::NoVersion;

impl Model {
    /// Takes in that a job panicked: as the failure of that job, told of as a fault of the program.
    pub(super) fn panicked(&mut self, panicked: Panicked) -> Vec<Effect> {
        let detail = || panicked.message.clone();
        let failed = || RepositoryFailure::Failed { detail: detail() };
        let not_written = |path: &Path| RecordFailure {
            path: path.to_owned(),
            reason: SystemFault::Other { said: detail() }.into(),
        };
        let effects = match &panicked.job {
            Job::Load | Job::LoadAt { .. } => {
                // What changed meanwhile is read all the same.
                if self.loading.take().is_some_and(|loading| loading.is_outdated) {
                    self.read()
                } else {
                    Vec::new()
                }
            }
            Job::Record { by, .. } => {
                let mut effects = self.recorded(Err(not_written(&Path::new("reviews").join(by.as_str()))));
                // Nobody knows how far it came: what is on the disk counts.
                effects.extend(self.reload());
                effects
            }
            Job::Recall => {
                self.recalled(Recalled::default());
                Vec::new()
            }
            Job::Remember { .. } => {
                self.remembered(Err(not_written(Path::new("sessions"))));
                Vec::new()
            }
            Job::Replay => self.replayed(Err(not_written(Path::new("reviews")))),
            Job::Restore { .. } | Job::AcceptLoss => self.reload(),
            Job::Survey => {
                self.surveys.under_way = self.surveys.under_way.saturating_sub(1);
                self.surveys.outdated = false;
                Vec::new()
            }
            Job::Commit => self.committed(Err(failed().into())),
            Job::Publish { .. } => self.published(Err(PublishFailure::NotCommitted(failed().into()))),
            Job::Sync { .. } => self.synced(Err(SyncFailure::Repository(failed()))),
            Job::Compare { .. } => self.compared(Err(VersionFailure::Git(failed()))),
            Job::ChangedSince { revision, .. } => {
                self.told_since(revision.raw(), Err(NoVersion::NoHistory));
                Vec::new()
            }
            Job::History { .. } => {
                self.told_history(Err(VersionFailure::Git(failed())));
                Vec::new()
            }
            Job::Trust { .. } => self.trusted(Err(failed())),
            Job::Resolve { .. } | Job::SetUp | Job::TakenAway | Job::RememberReviewer { .. } => Vec::new(),
        };
        // What is read again after a panic may panic too; the first one explains.
        if !matches!(self.notice, Some(Notice::Panicked(_))) {
            self.notice = Some(Notice::Panicked(Box::new(panicked)));
        }
        effects
    }
}
