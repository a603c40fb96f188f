//! What came of a job as sentences, the same on the screen and on the command line.

use super::Words;
use crate::config::{ConfigFault, Mistake};
use crate::job::{
    Commit, CommitFailure, Panicked, Reason, RecordFailure, Recorded, RestoreFailure, Restored, Undone,
};
use crate::keymap::KeymapError;
use crate::text::{Foreign, Shown};

impl Words {
    /// Says what was written where.
    pub fn lines_not_kept(&self, failure: &RecordFailure) -> Shown {
        let path = Shown::of(&failure.path.to_string_lossy());
        let args = [("path", path.into()), ("reason", self.reason(&failure.reason).into())];
        self.say_with("notice-lines-not-kept", &args)
    }

    /// Says why a file could not be written.
    fn reason(&self, reason: &Reason) -> Shown {
        match reason {
            Reason::System(fault) => self.system_fault(fault),
            Reason::Link { to } => {
                self.say_with("reason-link", &[("to", Shown::of(&to.to_string_lossy()).into())])
            }
        }
    }

    pub fn recorded(&self, recorded: &Recorded) -> Shown {
        let args = [("file", (&recorded.file).into()), ("count", recorded.facts.len().into())];
        let said = match &recorded.in_journal {
            None => self.say_with("recorded", &args),
            Some(reason) => self.say_with("recorded-in-journal", &[("reason", self.reason(reason).into())]),
        };
        let Some(reason) = &recorded.forgotten else { return said };
        let forgotten = self.say_with("recorded-forgotten", &[("reason", self.system_fault(reason).into())]);
        Shown::join([&said, &forgotten], &self.say("sentence-separator"))
    }

    /// Says what was put back.
    pub fn restored(&self, restored: Restored) -> Shown {
        self.say_with("restored", &[("count", restored.records.into())])
    }

    /// Says what was accepted as lost.
    pub fn loss_accepted(&self, accepted: Restored) -> Shown {
        self.say_with("loss-accepted", &[("count", accepted.records.into())])
    }

    /// Says why not everything was put back.
    pub fn not_restored(&self, failure: &RestoreFailure) -> Shown {
        match failure {
            RestoreFailure::Repository(failure) => self.repository_failed(failure, Undone::Restore),
            RestoreFailure::NotWritten(failure) => self.not_recorded(failure),
        }
    }

    /// Says that nothing was kept, and why.
    pub fn not_recorded(&self, failure: &RecordFailure) -> Shown {
        let path = Foreign::from_bytes(failure.path.as_os_str().as_encoded_bytes());
        self.say_with(
            "not-recorded",
            &[("path", (&path).into()), ("reason", self.reason(&failure.reason).into())],
        )
    }

    /// Says that what the journal holds stays there, and why.
    pub fn not_replayed(&self, failure: &RecordFailure) -> Shown {
        let path = Foreign::from_bytes(failure.path.as_os_str().as_encoded_bytes());
        self.say_with(
            "not-replayed",
            &[("path", (&path).into()), ("reason", self.reason(&failure.reason).into())],
        )
    }

    /// Says in which job the program failed, and where the report is.
    pub fn panicked(&self, panicked: &Panicked) -> Shown {
        let job = self.say(&format!("job-{}", panicked.job.name()));
        let message = panicked.message.show().one_line();
        match &panicked.report {
            Some(file) => self.say_with("panicked", &[("job", job.into()), ("file", file.into())]),
            None => self.say_with("panicked-unkept", &[("job", job.into()), ("message", message.into())]),
        }
    }

    /// Says what was committed.
    pub fn committed(&self, commit: &Commit) -> Shown {
        let id = Shown::of(&commit.id);
        let args = [("id", id.into()), ("branch", (&commit.branch).into()), ("count", commit.facts.into())];
        let said =
            self.say_with(if commit.index_stale { "committed-index-stale" } else { "committed" }, &args);
        self.and_failed_after(said, commit)
    }

    /// Says why nothing was committed, and what to do.
    pub fn not_committed(&self, failure: &CommitFailure) -> Shown {
        self.commit_stopped(failure, Undone::Commit)
    }

    /// Says why nothing was committed, and so what was not done.
    pub(super) fn commit_stopped(&self, failure: &CommitFailure, undone: Undone) -> Shown {
        let file = |id: &str, file: &Foreign| self.say_with(id, &[("file", file.into())]);
        let mut said = None;
        let reason = match failure {
            CommitFailure::Nothing => return self.say("commit-nothing"),
            CommitFailure::Repository(failure) => return self.repository_failed(failure, undone),
            CommitFailure::Ignored => self.say("commit-ignored"),
            CommitFailure::Detached => self.say("commit-detached"),
            CommitFailure::InProgress { what } => {
                self.say_with("commit-in-progress", &[("what", Shown::own(what).into())])
            }
            CommitFailure::NoIdentity => self.say("commit-no-identity"),
            CommitFailure::Busy => self.say("commit-busy"),
            CommitFailure::EditedByHand { file: named } => file("commit-edited-by-hand", named),
            CommitFailure::IsLink { file: named } => file("commit-is-link", named),
            CommitFailure::DeletedByHand { file: named } => file("commit-deleted-by-hand", named),
            CommitFailure::NotCheckedOut { file: named } => file("commit-not-checked-out", named),
            CommitFailure::Occupied { file: named } => file("commit-occupied", named),
            CommitFailure::Undecided { would } => {
                self.say_with("commit-undecided", &[("count", would.count().into())])
            }
            CommitFailure::Hook { hook, detail } => {
                said = Some(("hook-says", detail));
                self.say_with("commit-hook", &[("hook", Shown::own(hook).into())])
            }
            CommitFailure::NotSigned { detail, .. } => {
                said = Some(("git-says", detail));
                self.say("commit-not-signed")
            }
        };
        self.stopped(reason, undone, said.filter(|(_, detail)| !detail.is_empty()))
    }

    /// Says what is wrong with one line of the user's configuration.
    pub fn mistake(&self, mistake: &Mistake) -> Shown {
        let of = Shown::of;
        let said = match &mistake.fault {
            ConfigFault::NotToml { detail } => {
                self.say_with("config-not-toml", &[("detail", of(detail).into())])
            }
            ConfigFault::NotUtf8 { byte } => {
                self.say_with("config-not-utf8", &[("byte", of(&format!("0x{byte:02x}")).into())])
            }
            ConfigFault::UnknownKey { key } => {
                self.say_with("config-unknown-key", &[("key", of(key).into())])
            }
            ConfigFault::UnknownLanguage { language } => {
                self.say_with("config-unknown-language", &[("language", of(language).into())])
            }
            ConfigFault::WrongType { key } => self.say_with("config-wrong-type", &[("key", of(key).into())]),
            ConfigFault::Key(KeymapError::UnknownCommand { command, nearest: None }) => {
                self.say_with("config-unknown-command", &[("command", of(command).into())])
            }
            ConfigFault::Key(KeymapError::UnknownCommand { command, nearest: Some(near) }) => {
                let args = [("command", of(command).into()), ("near", Shown::own(near).into())];
                self.say_with("config-unknown-command-near", &args)
            }
            ConfigFault::Key(KeymapError::BadKey { keys, .. }) => {
                self.say_with("config-bad-key", &[("keys", of(keys).into())])
            }
            ConfigFault::Key(KeymapError::Conflict { keys, first, second, .. }) => {
                let (first, second) = (Shown::own(first), Shown::own(second));
                let args = [("keys", of(keys).into()), ("first", first.into()), ("second", second.into())];
                self.say_with("config-conflict", &args)
            }
            ConfigFault::Key(KeymapError::NeverSent { keys, key, sent, .. }) => {
                let args =
                    [("keys", of(keys)), ("key", of(&key.to_string())), ("sent", of(&sent.to_string()))];
                self.say_with("config-never-sent", &args.map(|(name, value)| (name, value.into())))
            }
            ConfigFault::TakesStatusKey { command, keys, status } => {
                let args = [
                    ("keys", of(keys).into()),
                    ("command", of(command).into()),
                    ("status", of(status).into()),
                ];
                self.say_with("config-takes-status-key", &args)
            }
            ConfigFault::Key(KeymapError::TakesDigit { keys, command }) => {
                let args = [("keys", of(keys).into()), ("command", of(command).into())];
                self.say_with("config-takes-digit", &args)
            }
            ConfigFault::Key(KeymapError::TakesText { keys, command }) => {
                let args = [("keys", of(keys).into()), ("command", of(command).into())];
                self.say_with("config-takes-text", &args)
            }
        };
        self.say_with("config-line", &[("line", mistake.line.into()), ("said", said.into())])
    }
}
