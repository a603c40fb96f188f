//! Addresses of repositories, as far as it matters who runs what behind them. Knows their forms, asks nobody.

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::{Path, PathBuf};

use super::places::{Followed, Places, follow, git_file, start_of};

/// The directories in a git directory where older versions of git keep a file for every remote.
const FILES: [&str; 2] = ["branches", "remotes"];

/// What git adds to a path to find the repository that it means, in its order.
const ENDINGS: [&str; 4] = ["/.git", "", ".git/.git", ".git"];

/// How many bytes of such a file count.
const FILE_LIMIT: u64 = 64 << 10;

/// Where an address leads, as far as it matters who runs what there.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// Another machine, or a directory of this one that the user has named: what runs there is the server's business.
    Server,
    /// To reach it runs what the repository itself has chosen: a helper program named in front of it, or the hooks of
    /// a repository that came inside of this one.
    Own,
    /// The repository in this git directory, outside of this one and named by the way from here: it may have come in the
    /// same archive.
    Beside(PathBuf),
}

/// Finds out where `address` leads. Git takes a relative path from the top of the work tree.
pub(super) fn destination(places: &Places, address: &OsStr) -> Destination {
    let path = match place(address.as_bytes()) {
        Place::Helper => return Destination::Own,
        Place::Machine => return Destination::Server,
        Place::Path(path) => path,
    };
    // Whose home directory that is, is for git to know.
    if path.as_os_str().as_bytes().starts_with(b"~") {
        return Destination::Own;
    }
    let is_relative = path.is_relative();
    let path = places.top.join(path);
    let mut found = None;
    for ending in ENDINGS {
        let candidate = [path.as_os_str().as_bytes(), ending.as_bytes()].concat();
        let candidate = PathBuf::from(OsString::from_vec(candidate));
        let Followed { path: real, links, through_process } = follow(&candidate);
        // Where a process stands is its own matter: to git this leads elsewhere than to us. And a link that is part of
        // this repository leads where the repository says.
        if through_process || links.iter().any(|link| places.contain(link)) || places.contain(&real) {
            return Destination::Own;
        }
        let git_directory = git_file(&real).map_or(real, |named| follow(&named).path);
        if places.contain(&git_directory) {
            return Destination::Own;
        }
        if found.is_none() && git_directory.join("HEAD").symlink_metadata().is_ok() {
            found = Some(git_directory);
        }
    }
    found.filter(|_| is_relative).map_or(Destination::Server, Destination::Beside)
}

/// Returns the files of the repository that are remotes of their own, with what each says. Git takes an address without
/// a slash for the name of such a file.
pub(super) fn named_by_files(places: &Places) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for directory in FILES {
        let Ok(entries) = fs::read_dir(places.common_directory.join(directory)) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            let bytes = start_of(&path, FILE_LIMIT).unwrap_or_default();
            found.push((path, bytes));
        }
    }
    found.sort();
    found
}

/// Tells whether git takes `address` for the name of a file of the repository.
pub(super) fn is_file(places: &Places, address: &OsStr) -> bool {
    let is_there =
        |directory| places.common_directory.join(directory).join(address).symlink_metadata().is_ok();
    !address.is_empty() && !address.as_bytes().contains(&b'/') && FILES.into_iter().any(is_there)
}

#[derive(Debug, PartialEq, Eq)]
enum Place<'a> {
    /// A program of this name is run: `ext::sh -c …`.
    Helper,
    /// Another machine.
    Machine,
    /// A directory of this one.
    Path(Cow<'a, Path>),
}

fn place(address: &[u8]) -> Place<'_> {
    if let Some(rest) = strip_prefix_ignoring_case(address, b"file://") {
        // What stands before the path is the name of this machine, if anything.
        let path = rest.iter().position(|&byte| byte == b'/').map_or(rest, |at| &rest[at..]);
        return Place::Path(PathBuf::from(OsString::from_vec(decoded(path))).into());
    }
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
    let name = address.iter().take_while(|byte| is_name(byte)).count();
    let rest = &address[name..];
    if name > 0 && rest.starts_with(b"::") {
        return Place::Helper;
    }
    if name > 0 && rest.starts_with(b"://") {
        return Place::Machine;
    }
    // As `scp` has it: the name of a machine, and a colon before any slash.
    let colon = address.iter().position(|&byte| byte == b':');
    let slash = address.iter().position(|&byte| byte == b'/');
    match colon {
        Some(colon) if slash.is_none_or(|slash| colon < slash) => Place::Machine,
        _ => Place::Path(Path::new(OsStr::from_bytes(address)).into()),
    }
}

/// Replaces `%` and two hexadecimal digits by the byte they stand for.
fn decoded(path: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(path.len());
    let mut rest = path;
    while let [first, tail @ ..] = rest {
        let digits = tail.get(..2).and_then(|digits| str::from_utf8(digits).ok());
        let byte = digits.filter(|_| *first == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        decoded.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &tail[2..] } else { tail };
    }
    decoded
}

fn strip_prefix_ignoring_case<'a>(bytes: &'a [u8], prefix: &[u8]) -> Option<&'a [u8]> {
    let (start, rest) = bytes.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_addresses_apart_as_git_does() {
        let path = |text: &'static str| Place::Path(Path::new(text).into());
        let cases = [
            ("https://example.org/x.git", Place::Machine),
            ("ssh://git@[::1]:22/x", Place::Machine),
            ("git@example.org:x/y.git", Place::Machine),
            ("example.org:/x", Place::Machine),
            ("[::1]:x", Place::Machine),
            ("ext::sh -c x", Place::Helper),
            ("codecommit::eu-west-1://x", Place::Helper),
            ("/srv/plan.git", path("/srv/plan.git")),
            ("file:///srv/plan.git", path("/srv/plan.git")),
            ("FILE://localhost/srv/plan.git", path("/srv/plan.git")),
            ("file:///srv/%70lan%2egit/100%", path("/srv/plan.git/100%")),
            ("/srv/%70lan", path("/srv/%70lan")),
            ("../plan.git", path("../plan.git")),
            ("./a:b", path("./a:b")),
            ("plan", path("plan")),
            ("", path("")),
        ];
        for (address, expected) in cases {
            assert_eq!(place(address.as_bytes()), expected, "{address}");
        }
    }
}
