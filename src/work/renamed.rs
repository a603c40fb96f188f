//! A merge where the plan directory was renamed on one side: the plans are joined as if all had the name of ours, and the
//! result gets the new name.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::arrivals::part_in;
use super::directories::{holds_plan, renamed};
use crate::git::{self, EntryKind, GitError, Held, JoinError, Oid, Put, RepoPath, Repository};
use crate::text::Foreign;

/// Where the base, ours and theirs have the plan.
pub(super) struct PlanDirectories {
    pub(super) base: PathBuf,
    pub(super) ours: PathBuf,
    pub(super) theirs: PathBuf,
}

impl PlanDirectories {
    pub(super) fn of(repository: &Repository, [base, ours, theirs]: [&Oid; 3]) -> Result<Self, GitError> {
        let present = repository.prefix().to_owned();
        let of_base = if holds_plan(repository, base, &present)? {
            present.clone()
        } else {
            renamed(repository, ours, &present, base)?.unwrap_or_else(|| present.clone())
        };
        let of_theirs = if holds_plan(repository, theirs, &present)? {
            present.clone()
        } else if holds_plan(repository, theirs, &of_base)? {
            of_base.clone()
        } else {
            renamed(repository, base, &of_base, theirs)?.unwrap_or_else(|| present.clone())
        };
        Ok(Self { base: of_base, ours: present, theirs: of_theirs })
    }

    /// Tells whether nobody renamed it.
    pub(super) fn are_one(&self) -> bool {
        self.base == self.ours && self.ours == self.theirs
    }

    /// Returns where the plan is to be in the end; `None` where each side renamed it to something else.
    pub(super) fn of_result(&self) -> Option<&Path> {
        if self.theirs == self.base || self.theirs == self.ours {
            Some(&self.ours)
        } else {
            (self.ours == self.base).then_some(self.theirs.as_path())
        }
    }

    /// Returns the base and theirs with the plan where ours has it.
    pub(super) fn as_ours(
        &self,
        repository: &Repository,
        [base, _, theirs]: [&Oid; 3],
    ) -> Result<(Oid, Oid), JoinError> {
        let base = move_plan(repository, base, &self.base, &self.ours)?;
        Ok((base, move_plan(repository, theirs, &self.theirs, &self.ours)?))
    }
}

/// Returns `tree`, a tree or commit, with the plan in the directory `to` instead of `from`; itself where they are the same.
///
/// Files beside the plan in that directory stay where they are. Refuses where something else stands in the new place.
pub(super) fn move_plan(
    repository: &Repository,
    tree: &Oid,
    from: &Path,
    to: &Path,
) -> Result<Oid, JoinError> {
    if from == to {
        return Ok(tree.clone());
    }
    let entries = git::tree(repository, tree, None)?;
    let (mut leaving, mut arriving): (Vec<Put>, Vec<Put>) = (Vec::new(), Vec::new());
    for entry in &entries {
        let is_file = matches!(entry.kind, EntryKind::File | EntryKind::Executable);
        let within = entry.path.as_path().strip_prefix(from);
        let Ok(within) = within else { continue };
        if is_file && (within.starts_with("reviews") || part_in(from, &entry.path).is_some()) {
            leaving.push((entry.path.clone(), None));
            let held = Held { kind: entry.kind, oid: entry.oid.clone() };
            arriving.push((RepoPath::new(&to.join(within))?, Some(held)));
        }
    }
    let gone: BTreeSet<&RepoPath> = leaving.iter().map(|(path, _)| path).collect();
    let staying: BTreeSet<&RepoPath> =
        entries.iter().map(|entry| &entry.path).filter(|path| !gone.contains(path)).collect();
    let in_the_way: Vec<RepoPath> =
        arriving.iter().map(|(path, _)| path).filter(|path| staying.contains(path)).cloned().collect();
    if !in_the_way.is_empty() {
        return Err(JoinError::Conflict { paths: in_the_way, said: Foreign::default() });
    }
    git::tree_with(repository, tree, &[leaving, arriving].concat())
}
