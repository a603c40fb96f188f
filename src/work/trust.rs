//! Whether what the repository brings may run: asks git what there is, and keeps what the user decided outside the
//! repository. Knows no words, and asks nobody.

use std::path::PathBuf;
use std::sync::atomic::Ordering;

use super::World;
use super::repository::{failure, repository};
use crate::git::{self, Brought, GitError, Repository};
use crate::job::{CommitFailure, Decision, RepositoryFailure, Trust, TrustWish, Would};
use crate::store::{FILE_LIMIT, create_directories};

/// The decision in the state directory of the plan: a word, a space, the fingerprint of what it is about.
const FILE: &str = "trust";

/// Returns `repository` as one that may run what it brings, or may not; refuses where nobody has decided. What
/// brings nothing of its own is trusted: the user's own programs are all that can run.
pub(super) fn settled(world: &World, repository: Repository) -> Result<Repository, CommitFailure> {
    let would = would(&repository).map_err(|error| failure(&error))?;
    settle(world, repository, would)
}

/// As [`settled`], where it is known already what would run.
pub(super) fn settle(
    world: &World,
    repository: Repository,
    would: Would,
) -> Result<Repository, CommitFailure> {
    match decision(world, &would) {
        None if !would.is_empty() => Err(CommitFailure::Undecided { would }),
        Some(Decision::Restricted) => Ok(repository),
        None | Some(Decision::Trusted) => {
            let shared = world.run.at_terminal.load(Ordering::Relaxed);
            Ok(repository.trusted(would.fingerprint, world.cancel.clone()).at_terminal(shared))
        }
    }
}

/// Does what is wished, and says how things stand.
pub(super) fn trust(world: &World, wish: &TrustWish) -> Result<Trust, RepositoryFailure> {
    let repository = repository(world)?;
    let would = would(&repository).map_err(|error| failure(&error))?;
    let passing = match wish {
        TrustWish::Decide { decision, fingerprint } if *fingerprint == would.fingerprint => {
            !keep(world, Some(format!("{} {fingerprint}", decision.name())))
        }
        // What was shown when it was decided may not be what is there.
        TrustWish::Look | TrustWish::Decide { .. } => false,
        TrustWish::Forget => !keep(world, None),
    };
    Ok(Trust { decision: decision(world, &would), would, passing })
}

pub(super) fn would(repository: &Repository) -> Result<Would, GitError> {
    Ok(git::brought(repository)?.into())
}

impl From<Brought> for Would {
    fn from(Brought { hooks, settings, redirects, fingerprint }: Brought) -> Self {
        let settings = settings.into_iter().map(|setting| (setting.key, setting.value)).collect();
        let redirects = redirects.into_iter().map(|redirect| (redirect.from, redirect.to)).collect();
        Self { hooks, settings, redirects, fingerprint }
    }
}

/// Returns what was decided about exactly this.
fn decision(world: &World, would: &Would) -> Option<Decision> {
    let here = world.run.trust.lock().expect("nothing panics while holding it").clone();
    let line = here.or_else(|| kept(world))?;
    let (word, fingerprint) = line.trim_end().split_once(' ')?;
    Decision::named(word).filter(|_| fingerprint == would.fingerprint)
}

/// Keeps `line`, or that there is none, and returns whether it will be there in the next run.
fn keep(world: &World, line: Option<String>) -> bool {
    let stored = path(world).map(|path| match &line {
        Some(line) => {
            let directory = path.parent().unwrap_or(&path);
            let made = create_directories(&*world.files, directory);
            made.and_then(|()| world.files.replace(&path, format!("{line}\n").as_bytes())).is_ok()
        }
        None => world.files.remove(&path).is_ok() || kept(world).is_none(),
    });
    let stored = stored.unwrap_or(line.is_none());
    // Where it is stored, what another run stores later counts here too.
    *world.run.trust.lock().expect("nothing panics while holding it") =
        if stored { None } else { line.or(Some(String::new())) };
    stored
}

fn kept(world: &World) -> Option<String> {
    let bytes = world.files.open(&path(world)?).and_then(|mut file| file.read(FILE_LIMIT)).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn path(world: &World) -> Option<PathBuf> {
    world.memory.directory().map(|state| state.join(FILE))
}
