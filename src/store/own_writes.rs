//! What this run appended itself, so that the watch does not take it for a change made by others.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard};

use super::glance::Stamp;

/// The files that this run appended to, as it left them.
#[derive(Debug, Default)]
pub struct OwnWrites {
    state: Mutex<State>,
    ended: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// How many writes were begun, and how many of them ended.
    begun: u64,
    ended: u64,
    left: BTreeMap<PathBuf, Stamp>,
}

/// A write that is under way.
pub struct OwnWrite<'a>(&'a OwnWrites);

impl OwnWrites {
    /// Begins a write: until it ends, nobody can say whose changes of the files are.
    pub fn begin(&self) -> OwnWrite<'_> {
        self.lock().begun += 1;
        OwnWrite(self)
    }

    /// Tells whether the file at `path`, or all files in the directory at `path`, are as this run left them. Waits for
    /// the writes that are under way.
    pub fn explain(&self, path: &Path) -> bool {
        let state = self.lock();
        let begun = state.begun;
        let waited = self.ended.wait_while(state, |state| state.ended < begun);
        let state = waited.expect("nothing panics while holding it");
        if !path.is_dir() {
            return state.explain(path);
        }
        let entries = fs::read_dir(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        entries.is_ok_and(|entries| entries.iter().all(|entry| state.explain(&entry.path())))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nothing panics while holding it")
    }
}

impl State {
    fn explain(&self, path: &Path) -> bool {
        let left = self.left.get(path);
        left.is_some() && left == Stamp::of(path).as_ref()
    }
}

impl OwnWrite<'_> {
    /// Notes that the file at `path` is `length` bytes long by this write; if it is not, somebody else changed it too.
    pub fn left(&self, path: &Path, length: u64) {
        let stamp = Stamp::of(path).filter(|stamp| stamp.length() == length);
        let mut state = self.0.lock();
        match stamp {
            Some(stamp) => drop(state.left.insert(path.to_owned(), stamp)),
            None => drop(state.left.remove(path)),
        }
    }
}

impl Drop for OwnWrite<'_> {
    fn drop(&mut self) {
        self.0.lock().ended += 1;
        self.0.ended.notify_all();
    }
}
