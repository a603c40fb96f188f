//! Which line this clone wrote last to each of its review files. Losing it costs nothing but a new file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use super::Files;
use super::disk::create_directories;

const FILE: &str = "last-lines";

/// The last lines, by file name, as hashes; kept in the state directory where there is one.
#[derive(Debug, Default)]
pub struct Memory {
    state: Option<PathBuf>,
    here: Mutex<BTreeMap<String, String>>,
}

impl Memory {
    /// Remembers in `state`, or, without it, only as long as the program runs.
    pub fn new(state: Option<PathBuf>) -> Self {
        Self { state, here: Mutex::default() }
    }

    /// Returns the directory it remembers in.
    pub fn directory(&self) -> Option<&Path> {
        self.state.as_deref()
    }

    /// Tells whether `line` is what this clone wrote last to the file called `name`.
    pub fn is_last(&self, files: &dyn Files, name: &str, line: &str) -> bool {
        let mut known = self.stored(files);
        known.extend(self.here.lock().expect("nothing panics while holding it").clone());
        known.get(name).is_some_and(|hash| *hash == hash_of(line))
    }

    /// Remembers `line` as the last of the file called `name`.
    ///
    /// A failure to store it is not reported: the next run then begins a new file, which is always right.
    pub fn remember(&self, files: &dyn Files, name: &str, line: &str) {
        let mut here = self.here.lock().expect("nothing panics while holding it");
        here.insert(name.to_owned(), hash_of(line));
        let Some(state) = &self.state else { return };
        let mut all = self.stored(files);
        all.extend(here.clone());
        let lines: Vec<String> = all.iter().map(|(name, hash)| format!("{hash} {name}")).collect();
        let text = lines.join("\n");
        let stored =
            create_directories(files, state).and_then(|()| files.replace(&state.join(FILE), text.as_bytes()));
        drop(stored);
    }

    fn stored(&self, files: &dyn Files) -> BTreeMap<String, String> {
        let read = |state: &PathBuf| files.open(&state.join(FILE)).and_then(|mut file| file.read(1 << 20));
        let bytes = self.state.as_ref().and_then(|state| read(state).ok()).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        text.lines()
            .filter_map(|line| line.split_once(' '))
            .map(|(hash, name)| (name.into(), hash.into()))
            .collect()
    }
}

fn hash_of(line: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(line.as_bytes()))
}
