//! What a repository brings that would run: hooks and settings that are its own and not the user's. Knows which
//! settings are harmless, and takes all others for ones that name a program; does not know what the user thinks of it.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use super::address;
use super::error::GitError;
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

/// Sections in which no key names a program.
const HARMLESS_SECTIONS: &str = "advice alias blame branch color column feature gitflow gui i18n include \
    includeif index log pack rerere status user versionsort";

/// Keys that name no program, by section; between section and name there may be more.
const HARMLESS: [(&str, &str); 22] = [
    ("commit", "cleanup gpgsign status template verbose"),
    (
        "core",
        "abbrev attributesfile autocrlf bare bigfilethreshold checkstat commentchar commitgraph \
         compression deltabasecachelimit eol excludesfile filemode fscache fsync fsyncmethod \
         hidedotfiles hookspath ignorecase ignorestat logallrefupdates longpaths loosecompression \
         multipackindex precomposeunicode prefersymlinkrefs preloadindex protecthfs protectntfs \
         quotepath repositoryformatversion safecrlf sharedrepository sparsecheckout sparsecheckoutcone \
         splitindex symlinks trustctime untrackedcache warnambiguousrefs whitespace worktree",
    ),
    ("credential", "usehttppath username"),
    ("diff", "algorithm colormoved context mnemonicprefix noprefix renamelimit renames submodule"),
    (
        "extensions",
        "noop objectformat partialclone preciousobjects refstorage relativeworktrees worktreeconfig",
    ),
    ("fetch", "all fsckobjects output parallel prune prunetags recursesubmodules writecommitgraph"),
    (
        "gc",
        "aggressivedepth aggressivewindow auto autodetach autopacklimit cruftpacks logexpiry packrefs \
         pruneexpire reflogexpire reflogexpireunreachable rerereresolved rerereunresolved \
         worktreepruneexpire writecommitgraph",
    ),
    ("gpg", "allowedsignersfile format mintrustlevel revocationfile"),
    ("http", "extraheader lowspeedlimit lowspeedtime postbuffer version"),
    ("init", "defaultbranch defaultobjectformat defaultrefformat"),
    ("lfs", "access locksverify repositoryformatversion"),
    ("maintenance", "auto enabled strategy"),
    ("merge", "conflictstyle ff name renamelimit renames stat"),
    ("pull", "ff rebase"),
    ("push", "autosetupremote default followtags recursesubmodules"),
    ("rebase", "autosquash autostash updaterefs"),
    ("receive", "denycurrentbranch denydeletecurrent denydeletes denynonfastforwards fsckobjects"),
    (
        "remote",
        "fetch followremotehead gh-resolved mirror partialclonefilter promisor prune prunetags \
         pushdefault skipdefaultupdate skipfetchall tagopt",
    ),
    ("submodule", "active branch fetchrecursesubmodules ignore recurse url"),
    ("tag", "gpgsign sort"),
    ("transfer", "fsckobjects unpacklimit"),
    ("uploadpack", "allowanysha1inwant allowfilter allowreachablesha1inwant allowtipsha1inwant"),
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
        drop(repository.call("config").args(["--local", "--replace-all", key, value]).output()?);
        set.push(key);
    }
    Ok(set)
}

/// What a repository brings that would run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// The names of the hooks that would run.
    pub hooks: Vec<Foreign>,
    /// Settings that name a program, or may.
    pub settings: Vec<Setting>,
    /// Another one as soon as any of this is different, or it is another repository.
    pub fingerprint: String,
}

impl Brought {
    pub fn is_empty(&self) -> bool {
        self.hooks.is_empty() && self.settings.is_empty()
    }
}

/// One line of a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    pub key: Foreign,
    pub value: Foreign,
}

/// Looks at everything the repository brings.
///
/// What a hook runs in its turn, and what a program named by a setting does, is not looked at: git does not either.
pub fn brought(repository: &Repository) -> Result<Brought, GitError> {
    let mut hash = Hash::new(repository);
    let mut settings = Vec::new();
    for (key, value) in repository.config()?.own() {
        if is_harmless(repository, key, value) {
            continue;
        }
        hash.add([key, value]);
        settings.push(Setting { key: Foreign::from_bytes(key), value: Foreign::from_bytes(value) });
    }
    let mut hooks = Vec::new();
    if let Some(directory) = own_hooks(repository)? {
        for name in HOOKS {
            let path = directory.join(name);
            let runs = |found: fs::Metadata| found.is_file() && found.permissions().mode() & 0o111 != 0;
            if path.metadata().is_ok_and(runs) {
                hash.add([path.as_os_str().as_bytes(), &fs::read(&path).unwrap_or_default()]);
                hooks.push(Foreign::from(name));
            }
        }
    }
    Ok(Brought { hooks, settings, fingerprint: hash.finish() })
}

/// Adds up what a decision is about.
struct Hash(Sha256);

impl Hash {
    fn new(repository: &Repository) -> Self {
        let directory = repository.git_directory();
        // A repository that takes the place of another is another.
        let number = directory.metadata().map(|found| found.ino()).unwrap_or_default();
        let mut hash = Self(Sha256::new());
        hash.add([b"1".as_slice(), directory.as_os_str().as_bytes(), &number.to_be_bytes()]);
        hash
    }

    fn add<const N: usize>(&mut self, parts: [&[u8]; N]) {
        for part in parts {
            self.0.update((part.len() as u64).to_be_bytes());
            self.0.update(part);
        }
    }

    fn finish(self) -> String {
        HEXLOWER.encode(&self.0.finalize())
    }
}

/// Tells whether a setting of `scope` is the repository's: all are that are neither the user's nor the machine's nor
/// set by us.
fn is_own(scope: &[u8]) -> bool {
    !matches!(scope, b"system" | b"global" | b"command")
}

/// Returns the directory of the hooks where it is the repository's and not one of the user's own.
fn own_hooks(repository: &Repository) -> Result<Option<PathBuf>, GitError> {
    let usual = || repository.common_directory().join("hooks");
    if repository.config()?.value("core.hookspath").is_none() {
        return Ok(Some(usual()));
    }
    let asked = ["-z", "--show-scope", "--type=path", "--get-all", "core.hooksPath"];
    let answer = repository.call("config").args(asked).yes_or_no()?.unwrap_or_default();
    let fields: Vec<&[u8]> = answer.split(|&byte| byte == 0).collect();
    let last = fields.chunks_exact(2).rfind(|record| record[0] != b"command");
    let Some([scope, path]) = last else { return Ok(Some(usual())) };
    let path = PathBuf::from(OsString::from_vec(path.to_vec()));
    let directory = repository.top().join(&path);
    let within = path.is_relative() || is_within(repository, &directory);
    Ok((is_own(scope) || within).then_some(directory))
}

/// Tells whether `path` lies in the work tree or in the git directory.
pub(super) fn is_within(repository: &Repository, path: &Path) -> bool {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let common = repository.common_directory();
    [repository.top(), repository.git_directory(), common.as_path()].iter().any(|own| real.starts_with(own))
}

fn is_harmless(repository: &Repository, key: &[u8], value: &[u8]) -> bool {
    let Some((section, name)) = split(key) else { return false };
    if SETTINGS
        .iter()
        .any(|(ours, runs)| key.eq_ignore_ascii_case(ours.as_bytes()) && value == runs.as_bytes())
    {
        return true;
    }
    let address = || !address::is_own(repository, OsStr::from_bytes(value));
    match (section.as_str(), name.as_str()) {
        ("core", "fsmonitor") => matches!(value, b"true" | b"false" | b""),
        ("remote", "url" | "pushurl") => address(),
        (section, _) if HARMLESS_SECTIONS.split(' ').any(|known| known == section) => true,
        (section, name) => HARMLESS
            .iter()
            .any(|(known, names)| *known == section && names.split(' ').any(|known| known == name)),
    }
}

/// Returns section and name of a key, which git writes in small letters.
fn split(key: &[u8]) -> Option<(String, String)> {
    let first = key.iter().position(|&byte| byte == b'.')?;
    let last = key.iter().rposition(|&byte| byte == b'.')?;
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
    Some((text(&key[..first])?, text(&key[last + 1..])?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted_and_in_small_letters() {
        let sections = || HARMLESS_SECTIONS.split(' ');
        assert!(sections().is_sorted());
        assert!(HARMLESS.is_sorted());
        for (section, names) in HARMLESS {
            assert!(!sections().any(|known| known == section), "{section} stands there twice");
            assert!(names.split(' ').is_sorted_by(|one, next| one < next), "{section}");
            assert_eq!(names, names.to_ascii_lowercase(), "{section}");
        }
    }
}
