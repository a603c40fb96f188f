//! What a repository brings that would run or lead elsewhere: hooks, settings and places that are its own and not the
//! user's. Does not know what the user thinks of it.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use super::address::{self, Destination};
use super::config::Config;
use super::error::GitError;
use super::harmless::{is_address, is_harmless};
use super::places::Redirect;
use super::programs::Programs;
use super::receiving;
use super::repository::Repository;
use crate::text::Foreign;

/// The hooks that run where a repository is trusted. Git knows more, which nothing here gives rise to.
const HOOKS: [&str; 8] = [
    "commit-msg",
    "post-commit",
    "post-index-change",
    "pre-commit",
    "pre-merge-commit",
    "pre-push",
    "prepare-commit-msg",
    "reference-transaction",
];

/// What makes git use this program, and names nothing of the repository's: key and value.
pub const SETTINGS: [(&str, &str); 5] = [
    ("diff.fupan.textconv", "fupan textconv"),
    ("merge.fupan.name", "fupan"),
    ("merge.fupan.driver", "fupan merge --driver %O %A %B %P"),
    ("mergetool.fupan.cmd", "fupan merge \"$BASE\" \"$LOCAL\" \"$REMOTE\" --output \"$MERGED\""),
    ("mergetool.fupan.trustExitCode", "true"),
];

/// Has the configuration of the repository say all of [`SETTINGS`], and returns the keys that it did not.
pub fn configure(repository: &Repository) -> Result<Vec<&'static str>, GitError> {
    let mut set = Vec::new();
    for (key, value) in SETTINGS {
        let config = repository.config()?;
        if config
            .own()
            .any(|(known, said)| known.eq_ignore_ascii_case(key.as_bytes()) && said == value.as_bytes())
        {
            continue;
        }
        drop(repository.call_writing("config")?.args(["--local", "--replace-all", key, value]).output()?);
        set.push(key);
    }
    Ok(set)
}

/// What a repository brings that would run, or lead elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// The names of the hooks that would run; those of a remote in another directory with the path.
    pub hooks: Vec<Foreign>,
    /// Settings that name a program, or may.
    pub settings: Vec<Setting>,
    /// What makes git read, run or write elsewhere than in this repository.
    pub redirects: Vec<Redirect>,
    /// Another one as soon as any of this is different, or it is another repository.
    pub fingerprint: String,
}

impl Brought {
    pub fn is_empty(&self) -> bool {
        self.hooks.is_empty() && self.settings.is_empty() && self.redirects.is_empty()
    }
}

/// One line of a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    pub key: Foreign,
    pub value: Foreign,
}

impl Setting {
    pub(super) fn new(key: &[u8], value: &[u8]) -> Self {
        Self { key: Foreign::from_bytes(key), value: Foreign::from_bytes(value) }
    }
}

/// Looks at everything the repository brings.
///
/// Of what hooks and settings run, the files of the work tree that they name are looked at, and what these name in
/// their turn. What they find in other ways is not: git does not look either.
pub fn brought(repository: &Repository) -> Result<Brought, GitError> {
    let config = repository.config()?;
    let places = repository.places();
    let mut programs = Programs::of(places);
    for redirect in repository.redirects()? {
        programs.add_redirect(redirect);
    }
    for (key, value) in config.own() {
        if is_address(key) {
            add_remote(repository, config, &mut programs, key, value)?;
        } else if !is_harmless(key, value) {
            programs.add_setting(Setting::new(key, value));
        }
    }
    for (path, address) in address::named_by_files(places) {
        let path = path.strip_prefix(&places.top).unwrap_or(&path).as_os_str().as_bytes().to_vec();
        programs.add_setting(Setting::new(&path, &address));
    }
    if let Some(directory) = own_hooks(repository)? {
        programs.add_hooks(&directory, &HOOKS, |name| Foreign::from(name));
    }
    Ok(programs.into_brought())
}

/// Adds what talking to a remote would run: a helper, what came with this repository, or the programs of another one.
fn add_remote(
    repository: &Repository,
    config: &Config,
    programs: &mut Programs<'_>,
    key: &[u8],
    value: &[u8],
) -> Result<(), GitError> {
    let mut is_listed = false;
    for address in config.rewritten(value) {
        match address::destination(repository.places(), OsStr::from_bytes(&address)) {
            Destination::Server => {}
            Destination::Own if is_listed => {}
            Destination::Own => {
                is_listed = true;
                programs.add_setting(Setting::new(key, value));
            }
            Destination::Beside(directory) => receiving::add_to(programs, repository, &directory)?,
        }
    }
    Ok(())
}

/// Returns the directory of the hooks where it is the repository's and not one of the user's own.
fn own_hooks(repository: &Repository) -> Result<Option<PathBuf>, GitError> {
    let usual = || repository.places().common_directory.join("hooks");
    if repository.config()?.value("core.hookspath").is_none() {
        return Ok(Some(usual()));
    }
    let asked = ["-z", "--show-scope", "--type=path", "--get-all", "core.hooksPath"];
    let answer = repository.call("config").args(asked).yes_or_no()?.unwrap_or_default();
    let fields: Vec<&[u8]> = answer.split(|&byte| byte == 0).collect();
    let last = fields.chunks_exact(2).rfind(|record| record[0] != b"command");
    let Some([scope, path]) = last else { return Ok(Some(usual())) };
    let path = Path::new(OsStr::from_bytes(path));
    let directory = repository.top().join(path);
    let within = path.is_relative() || repository.places().hold(&directory);
    Ok((is_own(scope) || within).then_some(directory))
}

/// Tells whether a setting of `scope` is the repository's: all are that are neither the user's nor the machine's nor
/// set by us.
fn is_own(scope: &[u8]) -> bool {
    !matches!(scope, b"system" | b"global" | b"command")
}
