//! What git says of the repository, and which facts are on disk but in no commit.

use std::collections::{BTreeSet, HashSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::load::reviewer_of;
use super::repository::{failure, repository_and_head};
use super::{World, stale_index};
use crate::git::{self, Base, Branch, GitError, Head, RepoPath, Repository};
use crate::job::{CommitFailure, RepositoryState, Survey};
use crate::plan::ReviewerId;
use crate::review::{Fact, FactId};
use crate::source::{self, SourceText};
use crate::store::{FILE_LIMIT, leads_elsewhere};
use crate::text::Foreign;

/// A review file whose content differs from the commit that is checked out.
pub(super) struct Change {
    pub(super) path: RepoPath,
    pub(super) name: Foreign,
    /// Whole lines only: what is not ended by a newline was never acknowledged.
    pub(super) bytes: Vec<u8>,
    /// The facts the commit has.
    pub(super) known: Vec<Fact>,
    /// The facts the commit does not have.
    pub(super) facts: Vec<Fact>,
    /// True where lines that the commit has are gone or different.
    pub(super) edited: bool,
}

/// How the review files differ from a commit.
pub(super) struct Changes {
    pub(super) changed: Vec<Change>,
    /// Those that the commit has and that are not on disk, though they were checked out.
    pub(super) gone: Vec<Foreign>,
    /// What they were compared with.
    pub(super) base: Base,
}

/// Says where the repository stands.
pub(super) fn survey(world: &World) -> Survey {
    let state = || -> Result<RepositoryState, CommitFailure> {
        let (repository, head) = repository_and_head(world)?;
        let Changes { changed, base, .. } =
            changes(world, &repository, head).map_err(|error| failure(&error))?;
        let head = base.state.head;
        let mut uncommitted: Vec<Fact> = changed.into_iter().flat_map(|change| change.facts).collect();
        uncommitted.sort_by(|a, b| a.id.cmp(&b.id));
        let branch = match &head {
            Head::Branch { branch, .. } => Some(branch),
            Head::Detached { .. } => None,
        };
        let upstream = branch.and_then(|branch| git::upstream(&repository, branch).ok().flatten());
        let apart = upstream.and_then(|upstream| upstream.apart);
        Ok(RepositoryState {
            branch: branch.map(Branch::name),
            ahead: apart.as_ref().map(|apart| apart.ahead),
            behind: apart.as_ref().map(|apart| apart.behind),
            head: head.commit().map(|oid| oid.as_str().to_owned()),
            uncommitted,
        })
    };
    state().map_or_else(Survey::Without, Survey::Repository)
}

/// Compares the review files on disk with those of the commit that is checked out: at `head`, if that is known.
pub(super) fn changes(
    world: &World,
    repository: &Repository,
    head: Option<Head>,
) -> Result<Changes, GitError> {
    let state = match head {
        Some(head) => git::state_at(repository, head)?,
        None => git::state(repository)?,
    };
    stale_index::refresh(world, repository, &state.head);
    let mut files: Vec<(PathBuf, ReviewerId, RepoPath)> = Vec::new();
    let mut paths = world.files.list(&world.plans.reviews()).unwrap_or_default();
    paths.sort();
    for path in paths.iter().cloned() {
        let Some(reviewer) = reviewer_of(&path) else { continue };
        let Some(name) = path.file_name() else { continue };
        // A link may show anybody's file, which is not ours to commit.
        if leads_elsewhere(&*world.files, &world.plans.reviews(), &path) {
            continue;
        }
        let in_repository = repository.path(&PathBuf::from("reviews").join(name))?;
        files.push((path, reviewer, in_repository));
    }
    let asked: Vec<RepoPath> = files.iter().map(|(_, _, path)| path.clone()).collect();
    let reviews = repository.path(Path::new("reviews"))?;
    let commit = state.head.commit();
    let (directories, committed) = git::look(repository, commit, std::slice::from_ref(&reviews), &asked)?;
    let there: HashSet<&OsStr> = paths.iter().filter_map(|path| path.file_name()).collect();
    let mut gone = directories.files(&reviews);
    gone.retain(|path| {
        let name = path.as_path().file_name().unwrap_or_default();
        reviewer_of(path.as_path()).is_some() && !there.contains(name)
    });
    let gone = git::checked_out_before(repository, gone)?;
    let gone = gone.iter().map(|path| Foreign::new(path.as_path().to_string_lossy())).collect();
    let mut changed = Vec::new();
    for ((path, reviewer, in_repository), committed) in files.into_iter().zip(committed) {
        let Ok(bytes) = world.files.open(&path).and_then(|mut file| file.read(FILE_LIMIT + 1)) else {
            continue;
        };
        // Part of a file must not be committed as if it were the whole.
        if bytes.len() as u64 > FILE_LIMIT {
            continue;
        }
        let bytes = as_committed(&bytes, committed.as_deref());
        if committed.as_deref() == Some(&bytes) || (committed.is_none() && bytes.is_empty()) {
            continue;
        }
        let name = world.shown(&path);
        let facts = |bytes: &[u8]| {
            source::review_file(&SourceText::decode(name.clone(), bytes.to_vec()), &reviewer).facts
        };
        let before = committed.unwrap_or_default();
        let known = facts(&before);
        let ids: HashSet<&FactId> = known.iter().map(|fact| &fact.id).collect();
        let facts = facts(&bytes).into_iter().filter(|fact| !ids.contains(&fact.id)).collect();
        let old_lines: BTreeSet<&[u8]> = before.split(|&byte| byte == b'\n').collect();
        let new_lines: BTreeSet<&[u8]> = bytes.split(|&byte| byte == b'\n').collect();
        let trimmed = |line: &[u8]| line.trim_ascii_end().to_vec();
        let kept: BTreeSet<Vec<u8>> = new_lines.iter().map(|line| trimmed(line)).collect();
        let edited = !old_lines.iter().all(|line| kept.contains(&trimmed(line)));
        changed.push(Change { path: in_repository, name, bytes, known, facts, edited });
    }
    Ok(Changes { changed, gone, base: Base { state, directories } })
}

/// Returns the whole lines of `bytes` with the line ends of the commit: a checkout may have turned them, and what it
/// turned must not be committed, as it would be every line of somebody's file.
fn as_committed(bytes: &[u8], committed: Option<&[u8]>) -> Vec<u8> {
    let turned = committed.is_some_and(|committed| committed.windows(2).any(|pair| pair == b"\r\n"));
    let whole = bytes.split_inclusive(|&byte| byte == b'\n').filter_map(|line| line.strip_suffix(b"\n"));
    let line = |line: &[u8]| {
        let line = if turned { line } else { line.strip_suffix(b"\r").unwrap_or(line) };
        [line, b"\n"].concat()
    };
    whole.flat_map(line).collect()
}
