//! Joins the plan files of three commits by meaning. Knows which paths are the plan's and what to put at them, and
//! writes nothing but objects.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::arrivals::{Part, is_of_files, part};
use super::authors::add_authors;
use super::repository::{failure, unwritable};
use crate::git::{self, Changed, EntryKind, Held, JoinError, Oid, Put, RepoPath, Repository};
use crate::job::{Clashes, Sides, SyncFailure};
use crate::merge::{self, Choices, Clash, Files, Merged};
use crate::text::Foreign;

/// What is joined with what, and in whose words.
pub(super) struct Joining<'a> {
    pub(super) repository: &'a Repository,
    /// What the side of the others is called.
    pub(super) upstream: Foreign,
    pub(super) sides: Sides,
    pub(super) choices: &'a Choices,
    /// Choices that no clash asks for are refused. A second merge in one sync has nothing left of what was chosen.
    pub(super) is_first: bool,
}

impl Joining<'_> {
    /// Refuses choices that are not among those that were `settled`, while `clashes` are open.
    pub(super) fn refuse_unknown(
        &self,
        settled: &BTreeSet<String>,
        clashes: Vec<Clash>,
    ) -> Result<(), SyncFailure> {
        let unknown = self.choices.keys().filter(|id| !settled.contains(*id)).cloned();
        let ids: Vec<String> = unknown.collect();
        let open = Clashes { sides: self.sides.clone(), clashes };
        if !ids.is_empty() && self.is_first {
            return Err(SyncFailure::NoSuchClash { ids, open });
        }
        if open.clashes.is_empty() { Ok(()) } else { Err(SyncFailure::Clashes(open)) }
    }
}

/// What both sides did since they parted, by path.
pub(super) struct Parted {
    here: BTreeMap<RepoPath, Changed>,
    there: BTreeMap<RepoPath, Changed>,
}

impl Parted {
    /// Compares the base with ours and theirs.
    pub(super) fn between(
        repository: &Repository,
        [base, ours, theirs]: [&Oid; 3],
    ) -> Result<Self, SyncFailure> {
        let since_base = |side: &Oid| -> Result<BTreeMap<RepoPath, Changed>, SyncFailure> {
            let changes = git::changed(repository, base, side).map_err(failed)?;
            Ok(changes.into_iter().map(|change| (change.path.clone(), change)).collect())
        };
        Ok(Self { here: since_base(ours)?, there: since_base(theirs)? })
    }

    /// Tells whether `path` is the plan's: what is a link or a submodule on any side is git's to merge.
    pub(super) fn of_plan(&self, repository: &Repository, path: &RepoPath) -> bool {
        let plain = self.here.get(path).into_iter().chain(self.there.get(path)).all(is_of_files);
        plain && part(repository, path).is_some()
    }

    /// Tells whether the others changed nothing but the plan.
    pub(super) fn is_plan_only(&self, repository: &Repository) -> bool {
        self.there.keys().all(|path| self.of_plan(repository, path))
    }

    /// Returns all that any side holds where they differ.
    pub(super) fn held(&self) -> Vec<Held> {
        let changes = self.here.values().chain(self.there.values());
        changes.flat_map(|change| change.old.iter().chain(&change.new)).cloned().collect()
    }

    /// Returns the paths of the plan that either side changed, and what ours holds there.
    pub(super) fn ours(&self, repository: &Repository) -> BTreeMap<RepoPath, Option<Held>> {
        let untouched = self.there.values().map(|change| (&change.path, &change.old));
        let touched = self.here.values().map(|change| (&change.path, &change.new));
        let all = untouched.chain(touched).filter(|(path, _)| self.of_plan(repository, path));
        all.map(|(path, held)| (path.clone(), held.clone())).collect()
    }
}

/// Returns the commit both sides come from. Where branches were merged crosswise there are several; any will do as long
/// as they agree in every plan file that is to be merged.
pub(super) fn one_base<'a>(
    joining: &Joining<'_>,
    bases: &'a [Oid],
    ours: &Oid,
    theirs: &Oid,
) -> Result<&'a Oid, SyncFailure> {
    let (repository, upstream) = (joining.repository, || joining.upstream.clone());
    let (first, others) =
        bases.split_first().ok_or_else(|| SyncFailure::Unrelated { upstream: upstream() })?;
    if others.is_empty() {
        return Ok(first);
    }
    let differing: BTreeSet<RepoPath> = git::changed(repository, ours, theirs)
        .map_err(failed)?
        .into_iter()
        .map(|change| change.path)
        .collect();
    for other in others {
        let disputed = git::changed(repository, first, other).map_err(failed)?.into_iter().any(|change| {
            let is_record = matches!(part(repository, &change.path), Some((_, Part::Records(_))));
            differing.contains(&change.path) && !is_record
        });
        if disputed {
            return Err(SyncFailure::Crosswise { upstream: upstream() });
        }
    }
    Ok(first)
}

/// Returns what has to be put into ours so that the plan holds what both sides did. Names the files of records that
/// somebody `edited_by_hand`.
///
/// The histories of `written` say who wrote what; without them nobody is named.
pub(super) fn joined_plan(
    joining: &Joining<'_>,
    commits: [&Oid; 3],
    written: Option<[&Oid; 2]>,
    parted: &Parted,
    edited_by_hand: &mut Vec<Foreign>,
) -> Result<Vec<Put>, SyncFailure> {
    let repository = joining.repository;
    let Parted { here, there } = parted;
    let of_plan = |path: &RepoPath| parted.of_plan(repository, path);
    let is_record = |path: &RepoPath| matches!(part(repository, path), Some((_, Part::Records(_))));
    let (mut put, mut to_merge): (Vec<Put>, BTreeSet<&RepoPath>) = (Vec::new(), BTreeSet::new());
    let both_edited = [here, there].map(|side| side.keys().any(|path| of_plan(path) && !is_record(path)));
    for (path, change) in there.iter().filter(|(path, _)| of_plan(path)) {
        // Where records were taken out by hand, what the other side has of them stays.
        let one_sided = if is_record(path) { change.old.is_none() } else { both_edited != [true, true] };
        if one_sided && !here.contains_key(path) {
            put.push((path.clone(), change.new.clone()));
        } else if here.get(path) != Some(change) {
            to_merge.insert(path);
        }
    }
    if to_merge.is_empty() {
        joining.refuse_unknown(&BTreeSet::new(), Vec::new())?;
    } else {
        // Items may have moved between files, so all that changed on either side is merged together.
        if to_merge.iter().any(|path| !is_record(path)) {
            to_merge.extend(here.keys().filter(|path| of_plan(path) && !is_record(path)));
            to_merge.extend(there.keys().filter(|path| of_plan(path) && !is_record(path)));
        }
        put.extend(merge_files(joining, commits, written, &to_merge, edited_by_hand)?);
    }
    Ok(put)
}

/// Merges the plan files at `paths` by meaning and returns what differs from ours.
fn merge_files(
    joining: &Joining<'_>,
    commits: [&Oid; 3],
    written: Option<[&Oid; 2]>,
    paths: &BTreeSet<&RepoPath>,
    edited_by_hand: &mut Vec<Foreign>,
) -> Result<Vec<Put>, SyncFailure> {
    let repository = joining.repository;
    let asked: Vec<RepoPath> = paths.iter().map(|&path| path.clone()).collect();
    let within: BTreeMap<PathBuf, &RepoPath> =
        paths.iter().filter_map(|&path| part(repository, path).map(|(within, _)| (within, path))).collect();
    let files = |commit: &Oid| -> Result<Files, SyncFailure> {
        let contents = git::contents(repository, commit, &asked).map_err(failed)?;
        let by_path: BTreeMap<&RepoPath, Vec<u8>> =
            asked.iter().zip(contents).filter_map(|(path, bytes)| Some((path, bytes?))).collect();
        Ok(within
            .iter()
            .filter_map(|(within, path)| Some((within.clone(), by_path.get(path)?.clone())))
            .collect())
    };
    let [base, ours, theirs] = [files(commits[0])?, files(commits[1])?, files(commits[2])?];
    let Merged { files: merged, mut clashes, settled, edited_by_hand: by_hand } =
        merge::merge(&base, &ours, &theirs, joining.choices);
    if !clashes.is_empty()
        && let Some(written) = written
    {
        add_authors(repository, written, &within, &mut clashes)?;
    }
    joining.refuse_unknown(&settled, clashes)?;
    *edited_by_hand =
        by_hand.iter().map(|path| Foreign::from_bytes(path.as_os_str().as_encoded_bytes())).collect();
    let written: Vec<&[u8]> = merged.values().flatten().map(Vec::as_slice).collect();
    let stored = git::store(repository, &written).map_err(|error| not_joined(error, joining))?;
    let mut oids = stored.into_iter();
    // As many as there are files with content, in the same order.
    let mut held = |bytes: &Option<Vec<u8>>| {
        let oid = bytes.as_ref().and_then(|_| oids.next())?;
        Some(Held { kind: EntryKind::File, oid })
    };
    let mut put = Vec::new();
    for (path, bytes) in &merged {
        let put_at = match within.get(path) {
            Some(&path) => path.clone(),
            // An area that had to make way for another one of the same file name.
            None => new_path(joining, [commits[1], commits[2]], path)?,
        };
        put.push((put_at, held(bytes)));
    }
    Ok(put)
}

/// Returns where a file goes that neither side has; refuses where something is there.
fn new_path(joining: &Joining<'_>, sides: [&Oid; 2], within: &Path) -> Result<RepoPath, SyncFailure> {
    let whole = joining.repository.prefix().join(within);
    let in_the_way =
        || SyncFailure::InTheWay { files: vec![Foreign::from_bytes(whole.as_os_str().as_encoded_bytes())] };
    let path = RepoPath::new(&whole).map_err(|_unfit| in_the_way())?;
    for side in sides {
        let found = git::contents(joining.repository, side, std::slice::from_ref(&path)).map_err(failed)?;
        if found.iter().any(Option::is_some) {
            return Err(in_the_way());
        }
    }
    Ok(path)
}

pub(super) fn not_joined(error: JoinError, joining: &Joining<'_>) -> SyncFailure {
    match error {
        JoinError::Conflict { paths, .. } => {
            SyncFailure::Conflict { upstream: joining.upstream.clone(), files: shown(&paths) }
        }
        JoinError::Git(error) => failed(error),
        JoinError::Scratch(path, source) => SyncFailure::Repository(unwritable(&path, (&source).into())),
    }
}

pub(super) fn shown(paths: &[RepoPath]) -> Vec<Foreign> {
    paths.iter().map(|path| shown_path(path.as_path())).collect()
}

/// Shows a path without the slash that git ends a prefix with.
pub(super) fn shown_path(path: &Path) -> Foreign {
    Foreign::from_bytes(path.components().as_path().as_os_str().as_encoded_bytes())
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
pub(super) fn failed(error: git::GitError) -> SyncFailure {
    failure(&error).into()
}
