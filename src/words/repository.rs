//! What git, the repository or the system refused as sentences: the reason, what was not done, and git's own lines.

use super::{Arg, Words};
use crate::job::{Commit, RepositoryFailure, SetUpFailure, Undone};
use crate::plan::SystemFault;
use crate::text::{Foreign, Shown};

impl Words {
    /// Says why the repository gave no answer, what was not done, and what git says.
    pub fn repository_failed(&self, failure: &RepositoryFailure, undone: Undone) -> Shown {
        self.stopped(self.repository_reason(failure), undone, failure.detail().map(|said| ("git-says", said)))
    }

    /// Says why git does not use this program.
    pub fn not_set_up(&self, failure: &SetUpFailure) -> Shown {
        match failure {
            SetUpFailure::Repository(failure) => self.repository_failed(failure, Undone::SetUp),
            SetUpFailure::IsLink { file } => self.say_with("setup-is-link", &[("file", file.into())]),
            SetUpFailure::NotWritten { file, fault } => {
                let args = [("file", file.into()), ("reason", self.system_fault(fault).into())];
                self.stopped(self.say_with("setup-not-written", &args), Undone::SetUp, None)
            }
        }
    }

    /// Adds to what is said of `commit` that git failed after it was there, if it did, and what it said.
    pub(super) fn and_failed_after(&self, said: Shown, commit: &Commit) -> Shown {
        let Some(detail) = &commit.failed_after else { return said };
        let mut sentences = vec![said, self.say("committed-failed-after")];
        if !detail.is_empty() {
            sentences.push(self.say_with("git-says", &[("detail", quoted(detail).into())]));
        }
        Shown::join(&sentences, &self.say("sentence-separator"))
    }

    /// Puts a failure together: the reason first, then what was not done, then what somebody said of it, with the
    /// message that names who.
    pub(super) fn stopped(&self, reason: Shown, undone: Undone, said: Option<(&str, &Foreign)>) -> Shown {
        let mut sentences = vec![reason, self.say(&format!("undone-{}", undone.name()))];
        sentences.extend(said.map(|(who, detail)| self.say_with(who, &[("detail", quoted(detail).into())])));
        Shown::join(&sentences, &self.say("sentence-separator"))
    }

    /// Says why the repository gave no answer, and what to do.
    pub(super) fn repository_reason(&self, failure: &RepositoryFailure) -> Shown {
        let (id, args): (&str, Vec<(&'static str, Arg)>) = match failure {
            RepositoryFailure::NoRepository => ("git-no-repository", vec![]),
            RepositoryFailure::NoGit => ("git-not-found", vec![]),
            RepositoryFailure::GitTooOld { version } => ("git-too-old", vec![("version", version.into())]),
            RepositoryFailure::NoWorkTree => ("git-no-work-tree", vec![]),
            RepositoryFailure::ForeignOwner => ("git-foreign-owner", vec![]),
            RepositoryFailure::Undecided { would } => {
                ("commit-undecided", vec![("count", would.count().into())])
            }
            RepositoryFailure::Redirected { redirects } => {
                let what = Shown::join(&self.redirect_lines(redirects), &self.say("list-separator"));
                ("git-redirected", vec![("what", what.into())])
            }
            RepositoryFailure::MissingObject { object } => {
                ("git-missing-object", vec![("object", object.into())])
            }
            RepositoryFailure::Damaged { .. } => ("git-damaged", vec![]),
            RepositoryFailure::Configuration { .. } => ("git-configuration", vec![]),
            RepositoryFailure::Locked { .. } => ("git-locked", vec![]),
            RepositoryFailure::System { fault, .. } => {
                ("git-system", vec![("reason", self.system_fault(fault).into())])
            }
            RepositoryFailure::Unwritable { path, fault } => {
                ("git-unwritable", vec![("path", path.into()), ("reason", self.system_fault(fault).into())])
            }
            RepositoryFailure::Killed { signal } => ("git-killed", vec![("signal", (*signal).into())]),
            RepositoryFailure::NotAnswered { seconds } => {
                ("git-not-answered", vec![("seconds", (*seconds).into())])
            }
            RepositoryFailure::TooBig { object, megabytes } => {
                ("git-too-big", vec![("object", object.into()), ("megabytes", (*megabytes).into())])
            }
            RepositoryFailure::NotAFile { file } => ("git-not-a-file", vec![("file", file.into())]),
            RepositoryFailure::TooLong { megabytes } => {
                ("git-too-long", vec![("megabytes", (*megabytes).into())])
            }
            RepositoryFailure::Cancelled => ("git-cancelled", vec![]),
            RepositoryFailure::Unreadable { .. } => ("git-unreadable", vec![]),
            RepositoryFailure::Failed { .. } => ("git-failed", vec![]),
        };
        self.say_with(id, &args)
    }

    /// Says why the system refused something, as a part of a sentence.
    pub fn system_fault(&self, fault: &SystemFault) -> Shown {
        self.say(match fault {
            SystemFault::NoSpace => "system-no-space",
            SystemFault::Quota => "system-quota",
            SystemFault::TooLarge => "system-too-large",
            SystemFault::Permission => "system-permission",
            SystemFault::ReadOnly => "system-read-only",
            SystemFault::Missing => "system-missing",
            SystemFault::NotAFile => "system-not-a-file",
            SystemFault::NotADirectory => "system-not-a-directory",
            SystemFault::Busy => "system-busy",
            SystemFault::NoMemory => "system-no-memory",
            SystemFault::NoProcesses => "system-no-processes",
            SystemFault::TooManyFiles => "system-too-many-files",
            SystemFault::NoWatches => "system-no-watches",
            SystemFault::Device => "system-device",
            SystemFault::Other { said } => return said.show().one_line(),
        })
    }
}

/// Puts the lines that somebody said on one.
fn quoted(said: &Foreign) -> Shown {
    let lines: Vec<Shown> =
        said.raw().lines().map(|line| Foreign::from(line.trim()).show().one_line()).collect();
    Shown::join(&lines, &Shown::own(" / "))
}
