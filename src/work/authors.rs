//! Who made each side of a clash what it is, and when.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::meaning::failed;
use crate::git::{self, Ancestor, CommitLine, Oid, RepoPath, Repository};
use crate::job::SyncFailure;
use crate::merge::{Author, Clash, Files, Side, Subject};

/// How many commits back an author is looked for.
const COMMITS: usize = 1_000;

/// Adds to each clash who wrote either side of it: the author of the commit that made it what it is.
pub(super) fn add_authors(
    repository: &Repository,
    [ours, theirs]: [&Oid; 2],
    paths: &BTreeMap<PathBuf, &RepoPath>,
    clashes: &mut [Clash],
) -> Result<(), SyncFailure> {
    let (mut ours, mut theirs) =
        (History::of(repository, ours, paths)?, History::of(repository, theirs, paths)?);
    for clash in clashes {
        clash.ours.by = ours.author(clash, Side::Ours)?;
        clash.theirs.by = theirs.author(clash, Side::Theirs)?;
    }
    Ok(())
}

/// The commits of one side that changed plan files, and what was read of them so far.
struct History<'a> {
    repository: &'a Repository,
    paths: &'a BTreeMap<PathBuf, &'a RepoPath>,
    /// Newest first.
    commits: Vec<Ancestor>,
    is_shallow: bool,
    read: BTreeMap<String, Files>,
}

impl<'a> History<'a> {
    fn of(
        repository: &'a Repository,
        tip: &Oid,
        paths: &'a BTreeMap<PathBuf, &'a RepoPath>,
    ) -> Result<Self, SyncFailure> {
        let asked: Vec<RepoPath> = paths.values().map(|&path| path.clone()).collect();
        let commits = git::lineage(repository, tip, &asked, COMMITS).map_err(failed)?;
        let is_shallow = git::is_shallow(repository).map_err(failed)?;
        Ok(Self { repository, paths, commits, is_shallow, read: BTreeMap::new() })
    }

    /// Returns who made a clash what it is at the tip, following the parent that has the same.
    fn author(&mut self, clash: &Clash, side: Side) -> Result<Option<Author>, SyncFailure> {
        let Some(tip) = self.commits.first().map(|first| first.commit.oid.clone()) else { return Ok(None) };
        let subject = Subject::of(clash, side, self.files(&tip)?);
        let mut at = tip;
        loop {
            let Some(here) = self.commits.iter().find(|ancestor| ancestor.commit.oid == at).cloned() else {
                return Ok(None);
            };
            let mut same = None;
            for parent in &here.parents {
                if subject.is_as_in(self.files(parent)?) {
                    same = Some(parent.clone());
                    break;
                }
            }
            match same {
                Some(parent) => at = parent,
                // The first commit of a shallow clone did not write what it holds, and nobody wrote what never was there.
                None if here.parents.is_empty() && (self.is_shallow || subject.is_absent()) => {
                    return Ok(None);
                }
                None => return Ok(Some(author(here.commit))),
            }
        }
    }

    fn files(&mut self, commit: &Oid) -> Result<&Files, SyncFailure> {
        if !self.read.contains_key(commit.as_str()) {
            let asked: Vec<RepoPath> = self.paths.values().map(|&path| path.clone()).collect();
            let contents = git::contents(self.repository, commit, &asked).map_err(failed)?;
            let files = self.paths.keys().cloned().zip(contents);
            let files = files.filter_map(|(path, bytes)| Some((path, bytes?))).collect();
            self.read.insert(commit.as_str().to_owned(), files);
        }
        Ok(&self.read[commit.as_str()])
    }
}

fn author(commit: CommitLine) -> Author {
    Author { name: commit.author, at: commit.at }
}
