//! Files that are joined as wholes, because something in them cannot be told apart. Knows which of them belong together.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::clash::{Choices, Clash, ClashKind, Side, Version};
use super::tree::{Name, Tree};
use super::{Files, Merged, drops, layout, of};
use crate::text::Foreign;

/// Returns the files that have to be joined together because something may have gone from one to another: one group for
/// every file of `whole`, or for several.
pub(super) fn groups(
    versions: [&Files; 3],
    paths: &BTreeSet<PathBuf>,
    whole: &BTreeSet<PathBuf>,
) -> Vec<BTreeSet<PathBuf>> {
    if whole.is_empty() {
        return Vec::new();
    }
    let ids: BTreeMap<&PathBuf, BTreeSet<String>> = paths
        .iter()
        .map(|path| (path, versions.into_iter().flat_map(|files| ids(files, path)).collect()))
        .collect();
    let mut left = whole.clone();
    let mut groups = Vec::new();
    while let Some(first) = left.pop_first() {
        let mut group = BTreeSet::from([first.clone()]);
        let mut waiting = vec![first];
        while let Some(path) = waiting.pop() {
            let shares = |other: &&PathBuf| !ids[other].is_disjoint(&ids[&path]);
            for other in paths.iter().filter(shares) {
                if group.insert(other.clone()) {
                    left.remove(other);
                    waiting.push(other.clone());
                }
            }
        }
        groups.push(group);
    }
    groups
}

/// Returns the ids, and the old ids, of all items in a file, as far as it can be taken apart.
fn ids(files: &Files, path: &PathBuf) -> Vec<String> {
    let tree = Tree::of(files.get_key_value(path)).unwrap_or_default();
    let items = tree.nodes.iter().filter(|node| matches!(node.name, Name::Item(_)));
    items
        .flat_map(|node| node.was().chain([node.name.as_str()]).map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

impl Merged {
    /// Joins files that belong together as wholes: where one side alone changed them, as that one has them.
    pub(super) fn join_whole(&mut self, paths: &BTreeSet<PathBuf>, versions: [&Files; 3], choices: &Choices) {
        let [base, ours, theirs] = versions;
        let is_same = |one: &Files, other: &Files| paths.iter().all(|path| one.get(path) == other.get(path));
        if is_same(theirs, base) || is_same(theirs, ours) {
            return;
        }
        if is_same(ours, base) {
            self.take(paths, theirs, ours);
            return;
        }
        self.join_as_one(paths, versions, choices);
    }

    /// Joins files of which both sides changed some: somebody has to choose whose.
    pub(super) fn join_as_one(
        &mut self,
        paths: &BTreeSet<PathBuf>,
        versions: [&Files; 3],
        choices: &Choices,
    ) {
        let [base, ours, theirs] = versions;
        let changed =
            |path: &&PathBuf| ours.get(*path) != base.get(*path) && theirs.get(*path) != base.get(*path);
        let Some(first) = paths.iter().find(changed).or(paths.first()) else { return };
        let id = first.display().to_string();
        match choices.get(&id) {
            Some(side) => {
                if *side == Side::Theirs {
                    self.take(paths, theirs, ours);
                }
                self.settled.insert(id);
            }
            None => self.clashes.push(clash(id, first, paths, versions)),
        }
    }

    /// Takes files as one side has them.
    fn take(&mut self, paths: &BTreeSet<PathBuf>, side: &Files, ours: &Files) {
        let changed = paths.iter().filter(|path| side.get(*path) != ours.get(*path));
        self.files.extend(changed.map(|path| (path.clone(), side.get(path).cloned())));
    }
}

/// Returns the clash about files, of which the first gives its name.
fn clash(id: String, first: &PathBuf, paths: &BTreeSet<PathBuf>, versions: [&Files; 3]) -> Clash {
    let [base, ours, theirs] = versions.map(|files| files.get(first).map(|bytes| Foreign::from_bytes(bytes)));
    let files = versions.map(|files| of(files, paths));
    let drops = |side| {
        let mut dropped = drops::of_files([&files[0], &files[1], &files[2]], side);
        // A file that is not the plan's holds no items.
        if dropped.is_empty() || !layout::is_of_plan(first) {
            dropped = drops::rewritten([&files[0], &files[1], &files[2]], side);
        }
        dropped
    };
    let version = |said, drops| Version { said, drops, ..Version::default() };
    Clash {
        id,
        kind: ClashKind::File,
        file: first.clone(),
        also: paths.iter().filter(|&path| path != first).cloned().collect(),
        items: Vec::new(),
        base,
        ours: version(ours, drops(Side::Theirs)),
        theirs: version(theirs, drops(Side::Ours)),
    }
}
