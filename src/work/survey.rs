//! What git says of the repository, and which facts are on disk but in no commit.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::load::reviewer_of;
use super::lost::{Lookout, gap};
use super::repository::{failure, repository_and_head};
use super::{World, stale_index};
use crate::git::{self, Base, Branch, GitError, Head, Oid, RepoPath, Repository};
use crate::job::{RepositoryFailure, RepositoryState, Survey};
use crate::plan::ReviewerId;
use crate::review::{Fact, FactId, Gap, GapCause};
use crate::source::{self, SourceText};
use crate::store::{FILE_LIMIT, Waiting, leads_elsewhere, refuse_link};
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
    /// Those that the commit has and a sparse checkout leaves out.
    pub(super) left_out: Vec<Foreign>,
    /// What the commit has of them and the disk has not, and what neither has though it was acknowledged.
    pub(super) gaps: Vec<Gap>,
    /// The lines that were acknowledged, and that neither the disk nor any commit has.
    pub(super) lost: Vec<Waiting>,
    /// What they were compared with.
    pub(super) base: Base,
}

/// Says where the repository stands.
pub(super) fn survey(world: &World) -> Survey {
    let state = || -> Result<RepositoryState, RepositoryFailure> {
        let (repository, head) = repository_and_head(world)?;
        let Changes { changed, gaps, base, .. } =
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
            gaps,
        })
    };
    let survey = state().map_or_else(Survey::Without, Survey::Repository);
    if let Survey::Without(failure) = &survey
        && failure.is_without_git()
    {
        let mut lookout = Lookout::begin(world);
        for path in world.files.list(&world.plans.reviews()).unwrap_or_default() {
            let bytes = world.files.open(&path).and_then(|mut file| file.read(FILE_LIMIT));
            lookout.see_on_disk(&bytes.unwrap_or_default());
        }
        lookout.settle_without_repository(world);
    }
    survey
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
    let is_link = refuse_link(&*world.files, world.plans.path(), &world.plans.reviews()).is_err();
    let mut lookout = Lookout::begin(world);
    let mut files: Vec<(PathBuf, ReviewerId, RepoPath)> = Vec::new();
    let mut paths = world.files.list(&world.plans.reviews()).unwrap_or_default();
    // A link may show anybody's files, which are not ours to commit.
    paths.retain(|_| !is_link);
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
    let mut absent = directories.files(&reviews);
    absent.retain(|path| reviewer_of(path.as_path()).is_some() && !asked.contains(path));
    let (absent, mut gaps) = absent_files(world, repository, commit, absent, &mut lookout)?;
    let there: HashSet<&OsStr> = paths.iter().filter_map(|path| path.file_name()).collect();
    let gone =
        absent.gone.iter().filter(|path| !there.contains(path.as_path().file_name().unwrap_or_default()));
    let name = |path: &RepoPath| Foreign::new(path.as_path().to_string_lossy());
    let (gone, left_out) = (gone.map(name).collect(), absent.left_out.iter().map(name).collect());
    let mut changed = Vec::new();
    for ((path, reviewer, in_repository), committed) in files.into_iter().zip(committed) {
        let Ok(bytes) = world.files.open(&path).and_then(|mut file| file.read(FILE_LIMIT)) else {
            continue;
        };
        lookout.see_on_disk(&bytes);
        lookout.see_committed(committed.as_deref().unwrap_or_default());
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
        let mut facts = facts(&bytes);
        gaps.extend(gaps_between(&name, &known, &facts));
        let ids: HashSet<&FactId> = known.iter().map(|fact| &fact.id).collect();
        facts.retain(|fact| !ids.contains(&fact.id));
        let old_lines: BTreeSet<&[u8]> = before.split(|&byte| byte == b'\n').collect();
        let new_lines: BTreeSet<&[u8]> = bytes.split(|&byte| byte == b'\n').collect();
        let trimmed = |line: &[u8]| line.trim_ascii_end().to_vec();
        let kept: BTreeSet<Vec<u8>> = new_lines.iter().map(|line| trimmed(line)).collect();
        let edited = !old_lines.iter().all(|line| kept.contains(&trimmed(line)));
        changed.push(Change { path: in_repository, name, bytes, known, facts, edited });
    }
    let lost = lookout.lost(world, repository, commit)?;
    gaps.extend(lost.iter().filter_map(|lost| gap(world, lost)));
    Ok(Changes { changed, gone, left_out, gaps, lost, base: Base { state, directories } })
}

/// Review files that a commit has and that are not on disk.
struct Absent {
    /// They were checked out.
    gone: Vec<RepoPath>,
    /// A sparse checkout leaves them out.
    left_out: Vec<RepoPath>,
}

/// Sorts out why files are absent that `commit` has, and what is missing with them.
fn absent_files(
    world: &World,
    repository: &Repository,
    commit: Option<&Oid>,
    paths: Vec<RepoPath>,
    lookout: &mut Lookout,
) -> Result<(Absent, Vec<Gap>), GitError> {
    let Some(commit) = commit.filter(|_| !paths.is_empty()) else {
        return Ok((Absent { gone: Vec::new(), left_out: Vec::new() }, Vec::new()));
    };
    let sparse = git::left_out(repository, &paths)?;
    let contents = git::contents(repository, commit, &paths)?;
    contents.iter().flatten().for_each(|bytes| lookout.see_committed(bytes));
    let gap = |(path, bytes): (&RepoPath, Option<Vec<u8>>)| {
        let on_disk = world.plans.reviews().join(path.as_path().file_name()?);
        let (file, reviewer) = (world.shown(&on_disk), reviewer_of(path.as_path())?);
        let facts = source::review_file(&SourceText::decode(file.clone(), bytes?), &reviewer).facts;
        let cause = if sparse.contains(path) { GapCause::NotCheckedOut } else { GapCause::Removed };
        Some(Gap { file, cause, facts: Some(facts) })
    };
    let gaps = paths.iter().zip(contents).filter_map(gap).collect();
    let (left_out, gone) = paths.into_iter().partition(|path| sparse.contains(path));
    Ok((Absent { gone, left_out }, gaps))
}

/// Returns what the commit has of `file` and the disk has not, or has otherwise.
fn gaps_between(file: &Foreign, committed: &[Fact], on_disk: &[Fact]) -> Vec<Gap> {
    let by_id: HashMap<&FactId, &Fact> = on_disk.iter().map(|fact| (&fact.id, fact)).collect();
    let missing = committed.iter().filter(|fact| by_id.get(&fact.id) != Some(fact)).cloned();
    let (edited, removed): (Vec<Fact>, Vec<Fact>) = missing.partition(|fact| by_id.contains_key(&fact.id));
    [(GapCause::Removed, removed), (GapCause::Edited, edited)]
        .into_iter()
        .filter(|(_, facts)| !facts.is_empty())
        .map(|(cause, facts)| Gap { file: file.clone(), cause, facts: Some(facts) })
        .collect()
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
