//! The repository the plan is in, and what git refuses in the terms of the program.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::World;
use crate::git::{Brought, GitError, Head, Redirect, Repository};
use crate::job::CommitFailure;
use crate::text::Foreign;

/// Finds the repository the plan is in.
pub(super) fn repository(world: &World) -> Result<Repository, CommitFailure> {
    Ok(repository_and_head(world)?.0)
}

/// Where the repository of the plan is, as far as git was asked in this run.
#[derive(Default)]
pub(super) struct Discovery {
    found: Mutex<Option<Repository>>,
    /// How often git did not answer.
    unanswered: AtomicUsize,
}

/// Finds the repository the plan is in, and what is checked out where that costs nothing more. Git is asked once a run
/// where it is, unless what leads there has changed.
pub(super) fn repository_and_head(world: &World) -> Result<(Repository, Option<Head>), CommitFailure> {
    let git = world.git.as_ref().ok_or(CommitFailure::NoGit)?.for_job(&world.cancel);
    let Discovery { found, unanswered } = &world.run.discovery;
    let before = unanswered.load(Ordering::Acquire);
    let mut known = found.lock().expect("nothing panics while holding it");
    if let Some(repository) = known.as_ref().filter(|repository| repository.still_stands()) {
        repository.require_readable().map_err(|error| failure(&error))?;
        return Ok((repository.anew(&world.cancel), None));
    }
    *known = None;
    // Another job has just waited in vain, and this one for it.
    if unanswered.load(Ordering::Acquire) > before {
        return Err(not_answered(git.patience().first.as_secs()));
    }
    let found = Repository::discover_with_head(&git, world.plans.path()).map_err(|error| failure(&error));
    if let Err(CommitFailure::NotAnswered { .. }) = found {
        unanswered.fetch_add(1, Ordering::Release);
    }
    let (repository, head) = found?.ok_or(CommitFailure::NoRepository)?;
    repository.require_readable().map_err(|error| failure(&error))?;
    *known = Some(repository.clone());
    Ok((repository, head))
}

pub(super) fn not_answered(seconds: u64) -> CommitFailure {
    CommitFailure::NotAnswered { seconds: usize::try_from(seconds).unwrap_or(usize::MAX) }
}

/// Puts what git said into the terms of the program.
pub(super) fn failure(error: &GitError) -> CommitFailure {
    match error {
        GitError::NotFound => CommitFailure::NoGit,
        GitError::TooOld { found, .. } => {
            CommitFailure::GitTooOld { version: Foreign::new(found.to_string()) }
        }
        GitError::Bare { .. } | GitError::OutsideWorkTree { .. } => CommitFailure::Bare,
        GitError::ForeignOwner { .. } => CommitFailure::ForeignOwner,
        GitError::MissingObject { object, .. } => CommitFailure::MissingObject { object: object.clone() },
        GitError::NotAgreed { brought, .. } => {
            CommitFailure::Undecided { would: Brought::clone(brought).into() }
        }
        GitError::Redirected { redirects, .. } => {
            let pair = |redirect: &Redirect| (redirect.from.clone(), redirect.to.clone());
            CommitFailure::Redirected { redirects: redirects.iter().map(pair).collect() }
        }
        GitError::TooBig { object, bytes, .. } => CommitFailure::TooBig {
            object: object.clone(),
            megabytes: usize::try_from(bytes.div_ceil(1 << 20)).unwrap_or(usize::MAX),
        },
        GitError::NotAFile { path } => CommitFailure::NotAFile { file: Foreign::new(path.to_string_lossy()) },
        GitError::Silent { limit, .. } => not_answered(limit.as_secs()),
        GitError::Cancelled { .. } => CommitFailure::Cancelled,
        GitError::Failed { said, .. } => CommitFailure::Failed { detail: said.clone() },
        other => CommitFailure::Failed { detail: Foreign::new(other.to_string()) },
    }
}
