//! What git's configuration says, read once for a repository. Knows keys and who set them, not what they mean.

use std::path::Path;

use super::error::GitError;
use super::repository::Repository;
use super::run::Call;

/// Every setting that applies, in the order in which later ones win.
#[derive(Debug, Clone, Default)]
pub(super) struct Config(Vec<Line>);

#[derive(Debug, Clone)]
struct Line {
    scope: Vec<u8>,
    key: Vec<u8>,
    value: Vec<u8>,
}

impl Config {
    pub(super) fn read(repository: &Repository) -> Result<Self, GitError> {
        Self::said(repository.call("config"))
    }

    /// Reads what applies in another repository, which has its git directory at `directory`.
    pub(super) fn of_directory(repository: &Repository, directory: &Path) -> Result<Self, GitError> {
        Self::said(repository.call("config").env("GIT_DIR", directory))
    }

    fn said(call: Call<'_>) -> Result<Self, GitError> {
        let answer = call.args(["--list", "-z", "--show-scope"]).yes_or_no()?;
        // There may be no configuration at all.
        let answer = answer.unwrap_or_default();
        let fields: Vec<&[u8]> = answer.split(|&byte| byte == 0).collect();
        let line = |record: &[&[u8]]| {
            let (key, value) = match record[1].iter().position(|&byte| byte == b'\n') {
                Some(at) => (&record[1][..at], &record[1][at + 1..]),
                // A key alone stands for yes.
                None => (record[1], b"true".as_slice()),
            };
            Line { scope: record[0].to_vec(), key: key.to_vec(), value: value.to_vec() }
        };
        let lines = fields.chunks_exact(2).map(line);
        // What is set above the configuration with every call is no part of it.
        Ok(Self(lines.filter(|line| line.scope != b"command").collect()))
    }

    /// Returns the keys and values that the repository itself sets, files that it includes among them: all that are
    /// neither the user's nor the machine's.
    pub(super) fn own(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        let own = |line: &&Line| !matches!(line.scope.as_slice(), b"system" | b"global");
        self.0.iter().filter(own).map(|line| (line.key.as_slice(), line.value.as_slice()))
    }

    /// Returns the values that the user and the machine set for `key`, which is in small letters.
    pub(super) fn of_user<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a [u8]> {
        let theirs = |line: &&Line| matches!(line.scope.as_slice(), b"system" | b"global");
        let named = move |line: &&Line| line.key == key.as_bytes();
        self.0.iter().filter(theirs).filter(named).map(|line| line.value.as_slice())
    }

    /// Returns the value that counts for `key`, which is in small letters.
    pub(super) fn value(&self, key: &str) -> Option<&[u8]> {
        let last = self.0.iter().rfind(|line| line.key == key.as_bytes());
        last.map(|line| line.value.as_slice())
    }

    /// Tells whether `key`, which is in small letters, is set to yes, as git reads it.
    pub(super) fn is_yes(&self, key: &str) -> bool {
        let value = self.value(key).unwrap_or_default().to_ascii_lowercase();
        let number = || str::from_utf8(&value).ok()?.parse::<i64>().ok();
        matches!(value.as_slice(), b"true" | b"yes" | b"on") || number().is_some_and(|number| number != 0)
    }

    /// Returns what git makes of `address` to fetch from it and to push to it: another beginning, where one is set for it.
    pub(super) fn rewritten(&self, address: &[u8]) -> Vec<Vec<u8>> {
        let mut all: Vec<Vec<u8>> = [".insteadof", ".pushinsteadof"]
            .into_iter()
            .map(|ending| {
                let base = |line: &'_ Line| {
                    let base = line.key.strip_prefix(b"url.")?.strip_suffix(ending.as_bytes())?;
                    let rest = address.strip_prefix(line.value.as_slice())?;
                    Some((line.value.len(), [base, rest].concat()))
                };
                // The longest beginning counts, and of several such the first.
                let best = self.0.iter().rev().filter_map(base).max_by_key(|(length, _)| *length);
                best.map_or_else(|| address.to_vec(), |(_, rewritten)| rewritten)
            })
            .collect();
        all.dedup();
        all
    }

    /// Tells whether any key begins with `start`, which is in small letters.
    pub(super) fn has_any(&self, start: &str) -> bool {
        self.0.iter().any(|line| line.key.starts_with(start.as_bytes()))
    }
}
