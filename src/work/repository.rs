//! The repository the plan is in, and what git refuses in the terms of the program.

use super::World;
use crate::git::{GitError, Repository};
use crate::job::CommitFailure;
use crate::text::Foreign;

/// Finds the repository the plan is in.
pub(super) fn repository(world: &World) -> Result<Repository, CommitFailure> {
    let git = world.git.as_ref().ok_or(CommitFailure::NoGit)?;
    let found = Repository::discover(git, world.plans.path()).map_err(|error| failure(&error))?;
    found.ok_or(CommitFailure::NoRepository)
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
        GitError::Failed { said, .. } => CommitFailure::Failed { detail: said.clone() },
        other => CommitFailure::Failed { detail: Foreign::new(other.to_string()) },
    }
}
