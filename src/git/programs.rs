//! The programs and places of a repository, as they are found one after the other, added up to one fingerprint. Knows
//! files, and which of them name others; does not know what makes git run them.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use super::path::RepoPath;
use super::places::{Places, Redirect, follow, real, start_of};
use super::trust::{Brought, Setting};
use crate::text::Foreign;

/// How many bytes of a program count. What is longer is no script that somebody reads before agreeing to it.
const PROGRAM_LIMIT: u64 = 8 << 20;

/// How many bytes of a program, and how many programs, are searched for the names of others.
const SEARCHED: usize = 1 << 20;
const NAMED_LIMIT: usize = 256;

/// What stands between the words of a command line or a script.
const BETWEEN_WORDS: &[u8] = b" \t\r\n\"'`;|&()<>{}[]=,$!\\";

/// What was found so far.
pub(super) struct Programs<'a> {
    places: &'a Places,
    found: Brought,
    /// The files of the work tree that were added because something names them.
    named: BTreeSet<PathBuf>,
    hash: Sha256,
}

impl<'a> Programs<'a> {
    pub(super) fn of(places: &'a Places) -> Self {
        let directory = &places.git_directory;
        // A repository that takes the place of another is another.
        let number = directory.metadata().map(|found| found.ino()).unwrap_or_default();
        let (found, named, hash) = (Brought::default(), BTreeSet::new(), Sha256::new());
        let mut programs = Self { places, found, named, hash };
        programs.add([b"2", directory.as_os_str().as_bytes(), &number.to_be_bytes()]);
        programs
    }

    pub(super) fn add_redirect(&mut self, redirect: Redirect) {
        self.add([b"redirect", redirect.from.raw().as_bytes(), redirect.to.raw().as_bytes()]);
        self.found.redirects.push(redirect);
    }

    pub(super) fn add_setting(&mut self, setting: Setting) {
        self.add([b"setting", setting.key.raw().as_bytes(), setting.value.raw().as_bytes()]);
        self.add_named(setting.value.raw().as_bytes(), &self.places.top.clone());
        self.found.settings.push(setting);
    }

    /// Adds those hooks of `names` that git would run from `directory`, under the names that `shown` gives them.
    pub(super) fn add_hooks(&mut self, directory: &Path, names: &[&str], shown: impl Fn(&str) -> Foreign) {
        for name in names {
            let path = directory.join(name);
            if is_program(&path) {
                self.add([b"hook", path.as_os_str().as_bytes(), b""]);
                self.add_program(&path);
                self.found.hooks.push(shown(name));
            }
        }
    }

    pub(super) fn into_brought(self) -> Brought {
        Brought { fingerprint: HEXLOWER.encode(&self.hash.finalize()), ..self.found }
    }

    /// Adds a file that would run, and what it names.
    fn add_program(&mut self, path: &Path) {
        let bytes = start_of(path, PROGRAM_LIMIT).unwrap_or_default();
        let size = path.metadata().map(|found| found.len()).unwrap_or_default();
        self.add([b"program", &size.to_be_bytes(), &bytes]);
        self.add_named(&bytes[..bytes.len().min(SEARCHED)], path.parent().unwrap_or(Path::new("/")));
    }

    /// Adds the programs of the work tree that `text`, which runs in the top directory, has the names of: paths from
    /// there, or from `directory`, in which the text stands.
    fn add_named(&mut self, text: &[u8], directory: &Path) {
        for word in words(text) {
            // `$(dirname "$0")/next` leaves `/next` behind.
            let rest = word.strip_prefix("/").unwrap_or(word);
            let candidates = [self.places.top.join(word), self.places.top.join(rest), directory.join(rest)];
            for path in candidates.iter().filter(|path| path.is_file()).map(|path| real(path)) {
                let is_new = self.places.hold(&path) && may_run(&path) && !self.named.contains(&path);
                if is_new && self.named.len() < NAMED_LIMIT {
                    self.named.insert(path.clone());
                    self.add([b"named", path.as_os_str().as_bytes(), b""]);
                    self.add_program(&path);
                }
            }
        }
    }

    fn add(&mut self, parts: [&[u8]; 3]) {
        for part in parts {
            self.hash.update((part.len() as u64).to_be_bytes());
            self.hash.update(part);
        }
    }
}

/// Returns those of `paths` that the command line `text`, which runs in the top directory, has the names of, or that a
/// program of the work tree has which it names: the programs that would run are not there yet, or are others by then.
pub(super) fn named<'a>(places: &Places, text: &[u8], paths: &[&'a RepoPath]) -> Vec<&'a RepoPath> {
    let mut programs = Programs::of(places);
    programs.add_named(text, &places.top);
    let whole = |path: &RepoPath| places.top.join(path.as_path());
    let has_name =
        |path: &RepoPath| words(text).any(|word| follow(&places.top.join(word)).path == whole(path));
    paths.iter().copied().filter(|path| has_name(path) || programs.named.contains(&whole(path))).collect()
}

/// Returns what may be names of files in a command line or a script.
fn words(text: &[u8]) -> impl Iterator<Item = &Path> {
    let words: BTreeSet<&[u8]> = text.split(|byte| BETWEEN_WORDS.contains(byte)).collect();
    let words = words.into_iter().filter(|word| !word.is_empty() && !word.contains(&0));
    words.map(|word| Path::new(OsStr::from_bytes(word)))
}

/// Tells whether git would run the hook at `path`.
fn is_program(path: &Path) -> bool {
    path.metadata().is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

/// Tells whether the file at `path` may be one to be run: by itself, or read by a program such as a shell. Plans and their
/// sources are not: they change with every sync.
fn may_run(path: &Path) -> bool {
    let is_of_plans = path.extension().is_some_and(|extension| extension == "toml" || extension == "md");
    !is_of_plans || is_program(path) || start_of(path, 2).is_ok_and(|start| start == b"#!")
}
