//! Records in which every fact is one short line, and what can be said of the files that hold them.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::store::faults::Simulated;
use crate::store::{Appended, Files, LOCK_PATIENCE, Memory, RecordError, Records};

pub(super) const HEAD: &str = "format = 1\n[facts]\n";
pub(super) const REVIEWS: &str = "/plans/reviews";
pub(super) const STATE: &str = "/home/state/fupan/0123";

/// The file system before anything was recorded: a plan, and a home without a state directory.
pub(super) fn empty() -> Simulated {
    Simulated::with_directories(&["/plans", "/home"])
}

/// A clone of the plan in one run of the program.
pub(super) struct Run<'a> {
    pub(super) files: &'a dyn Files,
    pub(super) memory: Memory,
    pub(super) directory: PathBuf,
    names: Cell<u32>,
}

impl<'a> Run<'a> {
    /// Starts a run that remembers in `state`; its new files are numbered from `first`.
    pub(super) fn new(
        files: &'a dyn Files,
        directory: impl Into<PathBuf>,
        state: Option<&Path>,
        first: u32,
    ) -> Self {
        let memory = Memory::new(state.map(Path::to_owned));
        Self { files, memory, directory: directory.into(), names: Cell::new(first) }
    }

    pub(super) fn simulated(files: &'a Simulated, first: u32) -> Self {
        Self::new(files, REVIEWS, Some(Path::new(STATE)), first)
    }

    /// Records `fact` for the reviewer `jia`.
    pub(super) fn record(&self, fact: &str) -> Result<Appended, RecordError> {
        self.record_with(|_| vec![line(fact)])
    }

    pub(super) fn record_with(&self, compose: impl Fn(&str) -> Vec<String>) -> Result<Appended, RecordError> {
        self.record_within(LOCK_PATIENCE, &|| (), compose)
    }

    /// Records where another program may keep the file for as long as `patience`, which `waits` is told.
    pub(super) fn record_within(
        &self,
        patience: Duration,
        waits: &dyn Fn(),
        compose: impl Fn(&str) -> Vec<String>,
    ) -> Result<Appended, RecordError> {
        let records = Records {
            files: self.files,
            memory: &self.memory,
            directory: &self.directory,
            reviewer: "jia",
            head: HEAD,
            patience,
            waits,
        };
        let name = || format!("{:06x}", self.names.replace(self.names.get() + 1));
        records.append(name, compose)
    }
}

pub(super) fn line(fact: &str) -> String {
    format!("fact {fact}\n")
}

pub(super) fn name_of(appended: &Appended) -> &str {
    appended.path.file_name().unwrap().to_str().unwrap()
}

/// Returns the facts in the whole lines of the files below `directory`, or says which whole line is neither one nor
/// of the head.
pub(super) fn facts(disk: &Simulated, directory: &str) -> Result<Vec<String>, String> {
    let mut facts = Vec::new();
    for (path, bytes) in disk.snapshot().iter().filter(|(path, _)| path.starts_with(directory)) {
        for line in bytes.split_inclusive(|&byte| byte == b'\n').filter(|line| line.ends_with(b"\n")) {
            let line = String::from_utf8_lossy(line);
            match line.strip_prefix("fact ") {
                Some(fact) => facts.push(fact.trim_end().to_owned()),
                None if HEAD.split_inclusive('\n').any(|known| known == line) => {}
                None => return Err(format!("{} has a half line {line:?}", path.display())),
            }
        }
    }
    facts.sort();
    Ok(facts)
}
