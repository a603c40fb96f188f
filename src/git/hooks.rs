//! The hooks of a repository that is trusted, and whether its commits are signed. Knows how git runs them, not what
//! they do; does nothing at all where the repository is not trusted.

use std::path::Path;
use std::time::Duration;

use super::error::GitError;
use super::repository::Repository;
use crate::text::Foreign;

/// How long a hook, or whatever signs, may say nothing.
pub const SILENCE: Duration = Duration::from_mins(10);

/// Why a hook stands in the way.
#[derive(Debug)]
pub(super) enum HookError {
    /// It ended with another status than 0; what it said.
    Refused {
        hook: &'static str,
        said: Foreign,
    },
    Git(GitError),
}

impl From<GitError> for HookError {
    fn from(error: GitError) -> Self {
        Self::Git(error)
    }
}

/// Runs `hook`, if there is one, on what the index at `index` holds.
pub(super) fn run_hook(
    repository: &Repository,
    hook: &'static str,
    arguments: &[&Path],
    index: Option<&Path>,
) -> Result<(), HookError> {
    let Some(cancel) = repository.freedom() else { return Ok(()) };
    if !may_have(repository, hook)? {
        return Ok(());
    }
    let mut call = repository.call_for_hooks("hook")?.args(["run", "--ignore-missing", hook, "--"]);
    call = call.args(arguments).under(cancel, SILENCE).env("GIT_EDITOR", ":");
    if let Some(index) = index {
        call = call.env("GIT_INDEX_FILE", index);
    }
    let answer = call.answer()?;
    if answer.code == 0 { Ok(()) } else { Err(HookError::Refused { hook, said: answer.said }) }
}

/// Tells whether git would find anything to run for `hook`; git itself knows for sure, and takes longer to say so.
pub(super) fn may_have(repository: &Repository, hook: &str) -> Result<bool, GitError> {
    if repository.freedom().is_none() {
        return Ok(false);
    }
    let config = repository.config()?;
    let elsewhere = config.value("core.hookspath").is_some() || config.has_any("hook.");
    let path = repository.places().common_directory.join("hooks").join(hook);
    Ok(elsewhere || path.symlink_metadata().is_ok())
}

/// Tells whether the configuration asks for commits to be signed.
pub(super) fn signs(repository: &Repository) -> Result<bool, GitError> {
    Ok(repository.freedom().is_some() && repository.config()?.is_yes("commit.gpgsign"))
}
