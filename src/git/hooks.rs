//! The hooks of a repository that is trusted, and whether its commits are signed. Knows how git runs them, not what
//! they do; does nothing at all where the repository is not trusted.

use std::path::Path;
use std::time::Duration;

use super::error::GitError;
use super::repository::Repository;
use crate::text::Foreign;

/// How long a hook, or whatever signs, may say nothing.
pub(super) const SILENCE: Duration = Duration::from_mins(10);

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
    let mut call = repository.call_for_hooks("hook").args(["run", "--ignore-missing", hook, "--"]);
    call = call.args(arguments).under(cancel, SILENCE).env("GIT_EDITOR", ":");
    if let Some(index) = index {
        call = call.env("GIT_INDEX_FILE", index);
    }
    let answer = call.answer()?;
    if answer.code == 0 { Ok(()) } else { Err(HookError::Refused { hook, said: answer.said }) }
}

/// Tells whether the configuration asks for commits to be signed.
pub(super) fn signs(repository: &Repository) -> Result<bool, GitError> {
    if repository.freedom().is_none() {
        return Ok(false);
    }
    let call = repository.call_freely("config").args(["--type=bool", "--get", "commit.gpgSign"]);
    Ok(call.yes_or_no()?.is_some_and(|answer| answer.starts_with(b"true")))
}
