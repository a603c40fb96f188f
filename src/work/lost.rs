//! Lines that this machine acknowledged: which of them a commit holds by now, and which are neither on disk nor in any
//! commit.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use super::World;
use super::load::reviewer_of;
use crate::git::{self, GitError, Oid, Repository};
use crate::review::{Gap, GapCause};
use crate::source::{self, SourceText};
use crate::store::{Acknowledged, Waiting};

/// The lines that wait for a commit, and where they were seen.
pub(super) struct Lookout {
    acknowledged: Option<Acknowledged>,
    waiting: Vec<Waiting>,
    seen: HashMap<Vec<u8>, Seen>,
}

#[derive(Clone, Copy, Default)]
struct Seen {
    on_disk: bool,
    committed: bool,
}

impl Lookout {
    /// Begins, before the review files are read: a line is in its file before it waits.
    pub(super) fn begin(world: &World) -> Self {
        let acknowledged = world.memory.directory().map(Acknowledged::in_state);
        let waiting = acknowledged.as_ref().map(|all| all.waiting(&*world.files)).unwrap_or_default();
        let lines = waiting.iter().flat_map(|waiting| &waiting.lines);
        let seen = lines.map(|line| (line.as_bytes().to_vec(), Seen::default())).collect();
        Self { acknowledged, waiting, seen }
    }

    /// Takes note of what a review file holds on the disk.
    pub(super) fn see_on_disk(&mut self, bytes: &[u8]) {
        self.see(bytes, |seen| seen.on_disk = true);
    }

    /// Takes note of what a review file holds in a commit.
    pub(super) fn see_committed(&mut self, bytes: &[u8]) {
        self.see(bytes, |seen| seen.committed = true);
    }

    fn see(&mut self, bytes: &[u8], note: impl Fn(&mut Seen)) {
        if self.seen.is_empty() {
            return;
        }
        for line in bytes.split(|&byte| byte == b'\n') {
            if let Some(seen) = self.seen.get_mut(line.trim_ascii_end()) {
                note(seen);
            }
        }
    }

    fn seen(&self, line: &str) -> Seen {
        self.seen.get(line.as_bytes()).copied().unwrap_or_default()
    }

    /// Forgets the lines that are safe in commits, and returns those that are nowhere, by review file.
    pub(super) fn lost(
        mut self,
        world: &World,
        repository: &Repository,
        head: Option<&Oid>,
    ) -> Result<Vec<Waiting>, GitError> {
        let nowhere = |all: &Self, line: &str| !all.seen(line).on_disk && !all.seen(line).committed;
        for waiting in self.waiting.clone() {
            if waiting.lines.iter().any(|line| nowhere(&self, line)) {
                // On another branch, perhaps.
                let path = repository.path(&PathBuf::from("reviews").join(&waiting.name))?;
                for version in git::versions(repository, head, &path)? {
                    self.see_committed(&version);
                }
            }
        }
        self.settle(world, |seen| seen.committed);
        let lost = |waiting: &Waiting| {
            let lines: Vec<String> =
                waiting.lines.iter().filter(|line| nowhere(&self, line)).cloned().collect();
            (!lines.is_empty()).then(|| Waiting { name: waiting.name.clone(), lines })
        };
        Ok(self.waiting.iter().filter_map(lost).collect())
    }

    /// Forgets the lines of a plan that no commit will ever hold, but for those that are gone from the disk.
    pub(super) fn settle_without_repository(&self, world: &World) {
        self.settle(world, |seen| seen.on_disk);
    }

    fn settle(&self, world: &World, is_settled: impl Fn(Seen) -> bool) {
        let Some(acknowledged) = &self.acknowledged else { return };
        let settled: HashSet<&str> = self
            .waiting
            .iter()
            .flat_map(|waiting| &waiting.lines)
            .filter(|line| is_settled(self.seen(line)))
            .map(String::as_str)
            .collect();
        for Waiting { name, .. } in self.waiting.iter().filter(|_| !settled.is_empty()) {
            // Where that fails, they wait for the next look.
            drop(acknowledged.settle(&*world.files, name, |line| settled.contains(line)));
        }
    }
}

/// Tells of lost lines as of a gap.
pub(super) fn gap(world: &World, lost: &Waiting) -> Option<Gap> {
    let path = world.plans.reviews().join(&lost.name);
    let (file, reviewer) = (world.shown(&path), reviewer_of(&path)?);
    let text: String = lost.lines.iter().flat_map(|line| [line, "\n"]).collect();
    let facts = source::review_file(&SourceText::decode(file.clone(), text.into_bytes()), &reviewer).facts;
    Some(Gap { file, cause: GapCause::Lost, facts: Some(facts) })
}
