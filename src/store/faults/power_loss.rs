//! What may be left of a simulated file system when the power goes: all that was synced, and anything of the rest.

use std::collections::{BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

use super::{Event, Node, Simulated, State};

/// Up to this many unsynced changes every subset of them is tried.
const ALL_SUBSETS: usize = 7;

/// What is left, and what people had been told was safe.
pub(crate) struct Remains {
    pub(crate) disk: Simulated,
    pub(crate) acknowledged: Vec<String>,
    /// For the report of a failure: after how many changes, and which of the unsynced ones were kept.
    pub(crate) how: String,
}

impl Remains {
    /// Tells whether nothing equal is in `seen`, and puts it there.
    pub(crate) fn is_new(&self, seen: &mut HashSet<u64>) -> bool {
        let mut hasher = DefaultHasher::new();
        self.acknowledged.hash(&mut hasher);
        let state = self.disk.state();
        for (path, node) in &state.names {
            let content = if let Node::File(file) = node { Some(&state.contents[*file]) } else { None };
            (path, content).hash(&mut hasher);
        }
        seen.insert(hasher.finish())
    }
}

impl Simulated {
    /// Calls `look` with everything that may be left when the power goes at any moment so far.
    ///
    /// `base` made the file system as it was before its log began.
    pub(crate) fn after_power_loss(&self, base: impl Fn() -> Self, mut look: impl FnMut(Remains)) {
        let events = self.state().events.clone();
        for moment in 0..=events.len() {
            let past = &events[..moment];
            let acknowledged = past.iter().filter_map(|event| match event {
                Event::Acknowledged(what) => Some(what.clone()),
                _ => None,
            });
            let acknowledged: Vec<String> = acknowledged.collect();
            let unsynced = unsynced(past);
            for kept in choices(&unsynced) {
                let lost: BTreeSet<usize> =
                    unsynced.iter().copied().filter(|at| !kept.contains(at)).collect();
                let how = format!("after {moment} changes with {kept:?} of {unsynced:?}");
                look(Remains {
                    disk: rebuilt(&base(), past, &lost, usize::MAX),
                    acknowledged: acknowledged.clone(),
                    how,
                });
            }
            // The last write may also have been cut short anywhere.
            let Some(Event::Write { bytes, .. }) = past.last() else { continue };
            for length in 0..bytes.len() {
                let how = format!("after {moment} changes with {length} bytes of the last");
                let disk = rebuilt(&base(), past, &BTreeSet::new(), length);
                look(Remains { disk, acknowledged: acknowledged.clone(), how });
            }
        }
    }
}

/// Returns the changes that no later sync covers.
fn unsynced(past: &[Event]) -> Vec<usize> {
    let covered = |at: usize| {
        let later = &past[at + 1..];
        let content =
            |file| later.iter().any(|event| matches!(event, Event::ContentSynced(synced) if *synced == file));
        let name = |path: &Path| {
            let above = path.parent();
            later.iter().any(|event| matches!(event, Event::NamesSynced(synced) if Some(&**synced) == above))
        };
        match &past[at] {
            Event::Directory(path) | Event::Name(path, _) | Event::Unname(path) => name(path),
            Event::Write { file, .. } | Event::Cut { file, .. } => content(*file),
            Event::ContentSynced(_) | Event::NamesSynced(_) | Event::Acknowledged(_) => true,
        }
    };
    (0..past.len()).filter(|&at| !covered(at)).collect()
}

/// Returns which of `unsynced` to keep: every subset where there are few, else every beginning, and every one alone.
fn choices(unsynced: &[usize]) -> Vec<Vec<usize>> {
    let subset = |bits: u32| {
        let chosen = unsynced.iter().enumerate().filter(move |(at, _)| bits >> at & 1 == 1);
        chosen.map(|(_, &change)| change).collect()
    };
    if unsynced.len() <= ALL_SUBSETS {
        return (0..1u32 << unsynced.len()).map(subset).collect();
    }
    let beginnings = (0..=unsynced.len()).map(|length| unsynced[..length].to_vec());
    beginnings.chain(unsynced.iter().map(|&change| vec![change])).collect()
}

/// Does again on `base` what is not `lost`, the last write up to `length` bytes.
fn rebuilt(base: &Simulated, past: &[Event], lost: &BTreeSet<usize>, length: usize) -> Simulated {
    let mut state = base.state();
    for (at, event) in past.iter().enumerate().filter(|(at, _)| !lost.contains(at)) {
        match event {
            Event::Write { file, at: offset, bytes } if at + 1 == past.len() => {
                let bytes = bytes[..length.min(bytes.len())].to_vec();
                state.apply(&Event::Write { file: *file, at: *offset, bytes });
            }
            other => state.apply(other),
        }
    }
    state.drop_unreachable();
    drop(state);
    base.clone()
}

impl State {
    /// Forgets what stands in directories whose own name was lost.
    fn drop_unreachable(&mut self) {
        let directories: BTreeSet<_> = self
            .names
            .iter()
            .filter(|(_, node)| **node == Node::Directory)
            .map(|(path, _)| path.clone())
            .collect();
        self.names.retain(|path, _| path.ancestors().skip(1).all(|above| directories.contains(above)));
        for node in self.names.values() {
            if let Node::File(file) = node {
                let files = self.contents.len().max(file + 1);
                self.contents.resize(files, Vec::new());
            }
        }
    }
}
