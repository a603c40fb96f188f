//! The commits that touched some paths, newest first, and what each changed there. Knows objects and people, not what
//! the files mean.

use std::collections::{HashMap, HashSet};

use super::changed::Changed;
use super::error::GitError;
use super::oid::Oid;
use super::path::RepoPath;
use super::repository::Repository;
use super::revision::{CommitLine, LINE, LINE_FIELDS};
use crate::regular_file;

/// How many commits are looked into at once.
const BATCH: usize = 64;

/// The longest list of commits without parents that is read, in bytes.
const LIST_LIMIT: u64 = 64 << 20;

/// A commit that changed some paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub commit: CommitLine,
    /// What lies between it and each commit it goes on from: one for most, several for a merge. Where the history of the
    /// paths begins, it is the only one, and everything is new.
    pub ways: Vec<Way>,
    /// This clone does not hold what came before it.
    pub is_cut: bool,
}

/// What a commit holds otherwise than one of those before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// The nearest commit before it that changed the paths too; `None` where there is none.
    pub parent: Option<CommitLine>,
    pub changes: Vec<Changed>,
}

/// A commit of the list that is walked.
struct Listed {
    line: CommitLine,
    /// Those among the list that it goes on from.
    parents: Vec<Oid>,
    /// Where there are none, what else it goes on from, which holds none of the paths.
    before: Option<Oid>,
}

/// Walks the history of `tip` at `paths`, or of everything, and gives the steps to `take` in batches until it returns
/// false. Each commit comes before those it goes on from, the latest first where they stand side by side.
///
/// Where a merge is, at the paths, what one of its sides was, the other sides are left out: they had no effect.
pub fn walk(
    repository: &Repository,
    tip: &Oid,
    paths: &[RepoPath],
    take: &mut dyn FnMut(Vec<Step>) -> bool,
) -> Result<(), GitError> {
    let listed = list(repository, tip, paths)?;
    let cut = boundary(repository)?;
    let lines: HashMap<&Oid, &CommitLine> = listed.iter().map(|one| (&one.line.oid, &one.line)).collect();
    for batch in listed.chunks(BATCH) {
        let ways = batch.iter().flat_map(Listed::ways);
        let mut changes = changes(repository, ways, paths)?.into_iter();
        let step = |one: &Listed| Step {
            commit: one.line.clone(),
            ways: one
                .ways()
                .map(|(_, parent)| Way {
                    parent: parent.and_then(|oid| lines.get(oid).map(|&line| line.clone())),
                    changes: changes.next().unwrap_or_default(),
                })
                .collect(),
            is_cut: cut.contains(&one.line.oid),
        };
        if !take(batch.iter().map(step).collect()) {
            break;
        }
    }
    Ok(())
}

/// Returns the commits in the history of `tip` at which a file came to stand at `path`, each with all it goes on from.
pub fn births(repository: &Repository, tip: &Oid, path: &RepoPath) -> Result<Vec<(Oid, Vec<Oid>)>, GitError> {
    let paths = std::slice::from_ref(path);
    let mut births = Vec::new();
    walk(repository, tip, paths, &mut |steps| {
        let is_birth = |step: &Step| {
            step.ways.iter().flat_map(|way| &way.changes).any(|change| change.old.is_none()) && !step.is_cut
        };
        births.extend(steps.into_iter().filter(is_birth).map(|step| step.commit.oid));
        true
    })?;
    parents(repository, &births)
}

/// Returns each of `commits` with all that it goes on from.
fn parents(repository: &Repository, commits: &[Oid]) -> Result<Vec<(Oid, Vec<Oid>)>, GitError> {
    if commits.is_empty() {
        return Ok(Vec::new());
    }
    let lines: String = commits.iter().flat_map(|commit| [commit.as_str(), "\n"]).collect();
    let call = repository.call("rev-list").args(["--no-walk=unsorted", "--parents", "--stdin"]);
    let answer = call.input(lines).output()?;
    let read = |line: &[u8]| {
        let mut oids = line.split(|&byte| byte == b' ').map(Oid::from_line);
        Some((oids.next()??, oids.collect::<Option<Vec<Oid>>>()?))
    };
    let lines = answer.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| read(line).ok_or_else(|| repository.unreadable("rev-list", line))).collect()
}

fn list(repository: &Repository, tip: &Oid, paths: &[RepoPath]) -> Result<Vec<Listed>, GitError> {
    let found = rev_list(repository, tip, paths, &["--date-order"])?;
    let first: Vec<Oid> =
        found.iter().filter(|one| one.parents.is_empty()).map(|one| one.commit.oid.clone()).collect();
    let mut before: HashMap<Oid, Vec<Oid>> = parents(repository, &first)?.into_iter().collect();
    let listed = |Ancestor { commit: line, parents }: Ancestor| {
        let before = before.remove(&line.oid).and_then(|parents| parents.into_iter().next());
        Listed { line, parents, before }
    };
    Ok(found.into_iter().map(listed).collect())
}

impl Listed {
    /// Returns the pairs of commits to compare, each with the parent in the list that it leads to.
    fn ways(&self) -> impl Iterator<Item = ([Option<&Oid>; 2], Option<&Oid>)> {
        let begins = self.parents.is_empty();
        let parents = self.parents.iter().map(|parent| ([Some(&self.line.oid), Some(parent)], Some(parent)));
        let beginning = begins.then_some(([Some(&self.line.oid), self.before.as_ref()], None));
        parents.chain(beginning)
    }
}

/// Returns the commits of a shallow clone whose parents it does not hold.
fn boundary(repository: &Repository) -> Result<HashSet<Oid>, GitError> {
    let directory = &repository.places().common_directory;
    let lines = match regular_file::read_within(directory, &directory.join("shallow"), LIST_LIMIT) {
        Ok(lines) => lines,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(HashSet::new()),
        Err(_) => return Err(repository.unreadable("shallow", &[])),
    };
    Ok(lines.split(|&byte| byte == b'\n').filter_map(Oid::from_line).collect())
}

/// A commit that changed some paths, and the nearest ones before it that did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ancestor {
    pub commit: CommitLine,
    pub parents: Vec<Oid>,
}

/// Returns the commits in the history of `tip` that changed `paths`, at most `most` of them, newest first.
pub fn lineage(
    repository: &Repository,
    tip: &Oid,
    paths: &[RepoPath],
    most: usize,
) -> Result<Vec<Ancestor>, GitError> {
    rev_list(repository, tip, paths, &["--topo-order", &format!("--max-count={most}")])
}

/// Lists the commits in the history of `tip` that changed `paths`, as `options` have it.
fn rev_list(
    repository: &Repository,
    tip: &Oid,
    paths: &[RepoPath],
    options: &[&str],
) -> Result<Vec<Ancestor>, GitError> {
    let answer = repository
        .call("rev-list")
        .args(["--parents", "--no-commit-header"])
        .args(options)
        .arg(format!("--format=%x00{LINE}"))
        .args([tip.as_str(), "--"])
        .args(paths)
        .output()?;
    let fields: Vec<&[u8]> = answer.split(|&byte| byte == 0).collect();
    // The parents are written before what the format asks for.
    let read = |record: &[&[u8]]| {
        let parents = record[0].trim_ascii().split(|&byte| byte == b' ').filter(|oid| !oid.is_empty());
        let parents = parents.map(Oid::from_line).collect::<Option<_>>()?;
        Some(Ancestor { commit: CommitLine::read(&record[1..])?, parents })
    };
    let records = fields.chunks_exact(LINE_FIELDS + 1);
    records.map(|record| read(record).ok_or_else(|| repository.unreadable("rev-list", record[1]))).collect()
}

/// Asks what each commit holds otherwise than the one beside it; where none is, than nothing.
fn changes<'a>(
    repository: &Repository,
    ways: impl Iterator<Item = ([Option<&'a Oid>; 2], Option<&'a Oid>)>,
    paths: &[RepoPath],
) -> Result<Vec<Vec<Changed>>, GitError> {
    let ways: Vec<Vec<&Oid>> = ways.map(|(pair, _)| pair.into_iter().flatten().collect()).collect();
    let line = |way: &Vec<&Oid>| way.iter().map(|oid| oid.as_str()).collect::<Vec<_>>().join(" ") + "\n";
    let answer = repository
        .call("diff-tree")
        .args(["--stdin", "--root", "--always", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", "--"])
        .args(paths)
        .input(ways.iter().map(line).collect::<String>())
        .output()?;
    let mut fields = answer.split(|&byte| byte == 0).filter(|field| !field.is_empty()).peekable();
    let mut found = Vec::new();
    for way in &ways {
        let named =
            |field: &&[u8]| way.first().is_some_and(|oid| field.trim_ascii() == oid.as_str().as_bytes());
        if fields.next_if(named).is_none() {
            return Err(repository.unreadable("diff-tree", fields.next().unwrap_or_default()));
        }
        let mut changes = Vec::new();
        while let Some(record) = fields.next_if(|field| field.starts_with(b":")) {
            let path = fields.next().map(RepoPath::from_git);
            let change = path.and_then(|path| Changed::read(record, path));
            changes.push(change.ok_or_else(|| repository.unreadable("diff-tree", record))?);
        }
        found.push(changes);
    }
    match fields.next() {
        Some(rest) => Err(repository.unreadable("diff-tree", rest)),
        None => Ok(found),
    }
}
