//! Brings what others have pushed together with what was recorded here: commit, fetch, merge, push, and again where
//! others were faster. Never rebases, never forces.

use std::path::Path;

use super::arrivals::arrivals;
use super::integrate::{Joined, Outlook, integrate};
use super::meaning::{Joining, failed};
use super::repository::repository_and_head;
use super::{World, commit, record, trust};
use crate::git::{self, Branch, GitError, Head, Oid, Remote, RemoteError, Repository};
use crate::job::{CommitFailure, Operation, RemoteFault, Sides, SyncFailure, SyncRequest, SyncStep, Synced};
use crate::text::Foreign;

/// How often a push that lost a race, or found the branch locked, is tried again.
const ATTEMPTS: usize = 10;

/// How many milliseconds another program is given to let go of a lock on the other side.
const REST: u64 = 200;

/// Syncs, and tells `tell` how far it is.
pub(super) fn sync(
    world: &World,
    request: &SyncRequest,
    tell: &(dyn Fn(SyncStep) + Sync),
) -> Result<Synced, SyncFailure> {
    tell(SyncStep::Committing);
    record::replay(world).map_err(SyncFailure::NotReplayed)?;
    let (repository, head) = repository_and_head(world).map_err(SyncFailure::from)?;
    let commit = match commit::commit_in(world, repository.clone(), head) {
        Ok(commit) => Some(commit),
        Err(CommitFailure::Nothing) => None,
        Err(_) if world.cancel.is_cancelled() => return Err(SyncFailure::Cancelled),
        Err(failure) => return Err(SyncFailure::Commit(failure)),
    };
    let repository = trust::settled(world, repository).map_err(SyncFailure::Commit)?;
    let (branch, before) = standing(&repository)?;
    let remote = git::remote(&repository, &branch).map_err(failed)?;
    let Some(remote) = remote else {
        let branch = branch.name();
        let has_remotes = git::has_remotes(&repository).map_err(failed)?;
        return Err(if has_remotes {
            SyncFailure::NoUpstream { branch }
        } else {
            SyncFailure::NoRemote { branch, commit }
        });
    };
    let mut synced = Synced { commit, upstream: remote.shown(), ..Synced::default() };
    // What the other side has of what goes out.
    let mut shared = Vec::new();
    for attempt in 1..=ATTEMPTS {
        if attempt > 1 {
            tell(SyncStep::Again { attempt });
        }
        tell(SyncStep::Fetching);
        let hear = |said| tell(SyncStep::Transfer { said });
        let theirs = git::fetch(&repository, &remote, &world.cancel, &hear)
            .map_err(|error| unreached(error, &remote))?;
        // Of what was seen there before, nothing is there any more.
        let is_gone = theirs.is_none() && git::last_seen(&repository, &remote).map_err(failed)?.is_some();
        if is_gone && !request.recreate {
            return Err(SyncFailure::Gone { upstream: remote.shown() });
        }
        let ours = match &theirs {
            Some(theirs) => {
                tell(SyncStep::Merging);
                {
                    let outlook = Outlook {
                        world,
                        branch: &branch,
                        joining: Joining {
                            repository: &repository,
                            upstream: remote.shown(),
                            sides: Sides {
                                operation: Operation::Sync,
                                ours: branch.name(),
                                theirs: remote.shown(),
                            },
                            choices: &request.choices,
                            is_first: attempt == 1,
                        },
                        tell,
                    };
                    joined(&outlook, theirs, &mut synced.edited_by_hand)?
                }
            }
            None => standing(&repository)?.1,
        };
        // Nothing was ever committed, here or there.
        let Some(ours) = ours else { break };
        if !is_gone {
            shared = git::shared_with(&repository, &remote, &ours, theirs.as_ref()).map_err(failed)?;
        }
        if theirs.as_ref() == Some(&ours) {
            break;
        }
        tell(SyncStep::Pushing);
        match git::push(&repository, &remote, &ours, &world.cancel, &hear) {
            Ok(()) => break,
            Err(RemoteError::Overtaken { .. }) if attempt == ATTEMPTS => {
                return Err(SyncFailure::Busy { attempts: ATTEMPTS });
            }
            Err(RemoteError::Overtaken { .. }) => {}
            Err(RemoteError::Locked { .. }) if attempt < ATTEMPTS => {
                if world.cancel.rest(REST) {
                    return Err(SyncFailure::Cancelled);
                }
            }
            Err(error) => return Err(unreached(error, &remote)),
        }
    }
    if let Some(after) = standing(&repository)?.1 {
        let present = repository.prefix();
        synced.incoming = arrivals(&repository, present, before.as_slice(), &after).map_err(failed)?;
        let directory = synced.incoming.renamed.as_ref().map_or(present, |name| Path::new(name.raw()));
        synced.outgoing = arrivals(&repository, directory, &shared, &after).map_err(failed)?;
    }
    Ok(synced)
}

/// Joins what was fetched, as often as somebody commits here meanwhile, and returns where the branch stands.
fn joined(
    outlook: &Outlook<'_>,
    theirs: &Oid,
    edited_by_hand: &mut Vec<Foreign>,
) -> Result<Option<Oid>, SyncFailure> {
    let Outlook { world, branch, joining: Joining { repository, .. }, .. } = *outlook;
    for _ in 0..ATTEMPTS {
        if world.cancel.is_cancelled() {
            return Err(SyncFailure::Cancelled);
        }
        let (now, ours) = standing(repository)?;
        if now != *branch {
            return Err(SyncFailure::Commit(CommitFailure::Busy));
        }
        match integrate(outlook, ours.as_ref(), theirs, edited_by_hand)? {
            Joined::Nothing => return Ok(ours),
            Joined::At(commit) => return Ok(Some(commit)),
            Joined::Overtaken => {}
        }
    }
    Err(SyncFailure::Busy { attempts: ATTEMPTS })
}

/// Returns the branch that is checked out and where it stands; refuses where something is in progress.
fn standing(repository: &Repository) -> Result<(Branch, Option<Oid>), SyncFailure> {
    let state = git::state(repository).map_err(failed)?;
    if let Some(what) = state.in_progress {
        return Err(SyncFailure::Commit(CommitFailure::InProgress { what: commit::named(what) }));
    }
    match state.head {
        Head::Branch { branch, commit } => Ok((branch, commit)),
        Head::Detached { .. } => Err(SyncFailure::Commit(CommitFailure::Detached)),
    }
}

/// Puts what stood between us and the others into the terms of the program.
fn unreached(error: RemoteError, remote: &Remote) -> SyncFailure {
    let name = remote.name.clone();
    let (fault, detail) = match error {
        RemoteError::Rewritten => return SyncFailure::Rewritten { upstream: remote.shown() },
        RemoteError::Overtaken { .. } => return SyncFailure::Busy { attempts: ATTEMPTS },
        RemoteError::NotAllowed { said, unasked } => {
            return SyncFailure::NotAllowed { remote: name, detail: said, unasked };
        }
        RemoteError::Own { address } => return SyncFailure::Untrusted { remote: name, detail: address },
        RemoteError::Git(GitError::Cancelled { .. }) => return SyncFailure::Cancelled,
        RemoteError::Git(GitError::Silent { limit, .. }) => {
            let seconds = usize::try_from(limit.as_secs()).unwrap_or(usize::MAX);
            return SyncFailure::Silent { remote: name, seconds };
        }
        RemoteError::Git(error) => return failed(error),
        RemoteError::Unreachable { said } => (RemoteFault::Unreachable, said),
        RemoteError::NoHost { said } => (RemoteFault::NoHost, said),
        RemoteError::NotListening { said } => (RemoteFault::NotListening, said),
        RemoteError::NoRepository { said } => (RemoteFault::NoRepository, said),
        RemoteError::Denied { said } => (RemoteFault::Denied, said),
        RemoteError::UnknownHost { said } => (RemoteFault::UnknownHost, said),
        RemoteError::Certificate { said } => (RemoteFault::Certificate, said),
        RemoteError::NoSsh { said } => (RemoteFault::NoSsh, said),
        RemoteError::NoTransport { said } => (RemoteFault::NoTransport, said),
        RemoteError::Mirror => (RemoteFault::Mirror, Foreign::default()),
        RemoteError::Locked { said } => (RemoteFault::Locked, said),
        RemoteError::CheckedOut { said } => (RemoteFault::CheckedOut, said),
        RemoteError::NotStored { said } => (RemoteFault::NotStored, said),
        RemoteError::Rejected { said } => (RemoteFault::Rejected, said),
    };
    SyncFailure::Remote { remote: name, fault, detail }
}
