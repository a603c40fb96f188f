//! Which line this clone wrote last to each of its review files. Losing it costs nothing but a new file.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use super::disk::{create_directories, open_or_create};
use super::{Files, Handle};

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
    ///
    /// Another run may have written more to it since this one did, and a checkout may have taken that away again; so
    /// this run and what is stored must not contradict each other.
    pub fn is_last(&self, files: &dyn Files, name: &str, line: &str) -> bool {
        let here = self.here.lock().expect("nothing panics while holding it").get(name).cloned();
        let mut known = here.into_iter().chain(self.stored(files).remove(name)).peekable();
        let hash = hash_of(line);
        known.peek().is_some() && known.all(|last| last == hash)
    }

    /// Remembers `line` as the last of the file called `name`.
    ///
    /// Neither a failure to store it nor a loss of power loses anything: the next run then begins a new file, which is
    /// always right. So nothing waits for the disk here. Returns why it is remembered in this run only.
    pub fn remember(&self, files: &dyn Files, name: &str, line: &str) -> io::Result<()> {
        let mut here = self.here.lock().expect("nothing panics while holding it");
        here.insert(name.to_owned(), hash_of(line));
        let Some(state) = &self.state else { return Err(io::ErrorKind::NotFound.into()) };
        let path = state.join(FILE);
        let store = || -> io::Result<()> {
            let mut file = match open_or_create(files, &path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    create_directories(files, state)?;
                    open_or_create(files, &path)?
                }
                other => other?,
            };
            file.lock()?;
            let mut all = entries(&mut *file)?;
            all.insert(name.to_owned(), hash_of(line));
            let text: String = all.iter().map(|(name, hash)| [hash, " ", name, "\n"].concat()).collect();
            file.cut(0)?;
            file.append(text.as_bytes())
        };
        // To remember what is no longer the last would be worse than to remember nothing.
        store().inspect_err(|_| drop(files.remove(&path)))
    }

    fn stored(&self, files: &dyn Files) -> BTreeMap<String, String> {
        let Some(state) = &self.state else { return BTreeMap::new() };
        let read = |mut file: Box<dyn Handle>| {
            // Where a file that is only read cannot be locked, what is half written matches nothing.
            drop(file.lock());
            entries(&mut *file)
        };
        files.open(&state.join(FILE)).and_then(read).unwrap_or_default()
    }
}

/// Reads a line an entry: the hash, a space, the name of the file.
fn entries(file: &mut dyn Handle) -> io::Result<BTreeMap<String, String>> {
    let text = String::from_utf8_lossy(&file.read(1 << 20)?).into_owned();
    let entry = |line: &str| line.split_once(' ').map(|(hash, name)| (name.into(), hash.into()));
    Ok(text.lines().filter_map(entry).collect())
}

fn hash_of(line: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(line.as_bytes()))
}
