//! The repository the plan is in, and what git refuses in the terms of the program.

use super::World;
use crate::git::{Brought, GitError, Head, Redirect, Repository};
use crate::job::CommitFailure;
use crate::text::Foreign;

/// Finds the repository the plan is in.
pub(super) fn repository(world: &World) -> Result<Repository, CommitFailure> {
    Ok(repository_and_head(world)?.0)
}

/// Finds the repository the plan is in, and what is checked out where that costs nothing more. Git is asked once a run
/// where it is, unless what leads there has changed.
pub(super) fn repository_and_head(world: &World) -> Result<(Repository, Option<Head>), CommitFailure> {
    let git = world.git.as_ref().ok_or(CommitFailure::NoGit)?;
    let mut known = world.repository.lock().expect("nothing panics while holding it");
    if let Some(repository) = known.as_ref().filter(|repository| repository.still_stands()) {
        return Ok((repository.anew(), None));
    }
    *known = None;
    let found = Repository::discover_with_head(git, world.plans.path()).map_err(|error| failure(&error))?;
    let (repository, head) = found.ok_or(CommitFailure::NoRepository)?;
    *known = Some(repository.anew());
    Ok((repository, head))
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
        GitError::Failed { said, .. } => CommitFailure::Failed { detail: said.clone() },
        other => CommitFailure::Failed { detail: Foreign::new(other.to_string()) },
    }
}
