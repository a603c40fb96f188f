//! The repository the plan is in, and what git refuses in the terms of the program.

use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::World;
use crate::git::{Brought, Complaint, GitError, Head, Redirect, Repository};
use crate::job::RepositoryFailure;
use crate::plan::SystemFault;
use crate::text::Foreign;

/// The signal that ends a program whose file grows over a limit.
const SIGXFSZ: i32 = 25;

/// Finds the repository the plan is in.
pub(super) fn repository(world: &World) -> Result<Repository, RepositoryFailure> {
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
pub(super) fn repository_and_head(world: &World) -> Result<(Repository, Option<Head>), RepositoryFailure> {
    let git = world.git.as_ref().ok_or(RepositoryFailure::NoGit)?.for_job(&world.cancel);
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
    if let Err(RepositoryFailure::NotAnswered { .. }) = found {
        unanswered.fetch_add(1, Ordering::Release);
    }
    let (repository, head) = found?.ok_or(RepositoryFailure::NoRepository)?;
    repository.require_readable().map_err(|error| failure(&error))?;
    *known = Some(repository.clone());
    Ok((repository, head))
}

pub(super) fn not_answered(seconds: u64) -> RepositoryFailure {
    RepositoryFailure::NotAnswered { seconds: usize::try_from(seconds).unwrap_or(usize::MAX) }
}

/// Puts what git said into the terms of the program.
pub(super) fn failure(error: &GitError) -> RepositoryFailure {
    match error {
        GitError::NotFound => RepositoryFailure::NoGit,
        GitError::TooOld { found, .. } => {
            RepositoryFailure::GitTooOld { version: Foreign::new(found.to_string()) }
        }
        GitError::Bare { .. } | GitError::OutsideWorkTree { .. } | GitError::BadPath { .. } => {
            RepositoryFailure::NoWorkTree
        }
        GitError::ForeignOwner { .. } => RepositoryFailure::ForeignOwner,
        GitError::MissingObject { object, .. } => RepositoryFailure::MissingObject { object: object.clone() },
        GitError::Damaged { said, .. } => RepositoryFailure::Damaged { detail: said.clone() },
        GitError::Failed { complaint, said, .. } => {
            let detail = said.clone();
            match complaint {
                Complaint::System(fault) => RepositoryFailure::System { fault: fault.clone(), detail },
                Complaint::Locked => RepositoryFailure::Locked { detail },
                Complaint::Damaged => RepositoryFailure::Damaged { detail },
                Complaint::Configuration => RepositoryFailure::Configuration { detail },
                Complaint::Other => RepositoryFailure::Failed { detail },
            }
        }
        GitError::NoDirectory { path } => unwritable(path, SystemFault::Missing),
        GitError::Start { source, .. } => {
            let fault = SystemFault::of_start(source);
            RepositoryFailure::System { fault, detail: Foreign::default() }
        }
        GitError::Pipe { source, .. } => {
            RepositoryFailure::System { fault: source.into(), detail: Foreign::default() }
        }
        GitError::Killed { signal: SIGXFSZ, .. } => {
            RepositoryFailure::System { fault: SystemFault::TooLarge, detail: Foreign::default() }
        }
        GitError::Killed { signal, .. } => {
            RepositoryFailure::Killed { signal: usize::try_from(*signal).unwrap_or_default() }
        }
        GitError::Cancelled { .. } => RepositoryFailure::Cancelled,
        GitError::Silent { limit, .. } => not_answered(limit.as_secs()),
        GitError::TooLong { limit, .. } => RepositoryFailure::TooLong { megabytes: limit >> 20 },
        GitError::UnknownVersion { said } | GitError::Unreadable { said, .. } => {
            // Whatever git lists, cut short: it may be all of a repository.
            RepositoryFailure::Unreadable { detail: said.raw().chars().take(200).collect::<String>().into() }
        }
        GitError::NotAgreed { brought, .. } => {
            RepositoryFailure::Undecided { would: Brought::clone(brought).into() }
        }
        GitError::Redirected { redirects, .. } => {
            let pair = |redirect: &Redirect| (redirect.from.clone(), redirect.to.clone());
            RepositoryFailure::Redirected { redirects: redirects.iter().map(pair).collect() }
        }
        GitError::TooBig { object, bytes, .. } => RepositoryFailure::TooBig {
            object: object.clone(),
            megabytes: usize::try_from(bytes.div_ceil(1 << 20)).unwrap_or(usize::MAX),
        },
        GitError::NotAFile { path } => {
            RepositoryFailure::NotAFile { file: Foreign::new(path.to_string_lossy()) }
        }
    }
}

/// Says that the file at `path` could not be written.
pub(super) fn unwritable(path: &Path, fault: SystemFault) -> RepositoryFailure {
    RepositoryFailure::Unwritable { path: Foreign::from_bytes(path.as_os_str().as_bytes()), fault }
}
