//! Addresses of repositories, as far as it matters who runs what behind them. Knows their forms, asks nobody.

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::{Component, Path, PathBuf};

use super::repository::Repository;
use super::trust::is_within;

/// Tells whether reaching `address` would run what the repository itself has chosen: a helper program named in front
/// of it, or the hooks of a repository that came with this one.
///
/// Git takes a relative path from the top of the work tree. One that leads out of this repository leads to that of
/// somebody else, as an absolute one does.
pub(super) fn is_own(repository: &Repository, address: &OsStr) -> bool {
    match place(address.as_bytes()) {
        Place::Helper => true,
        Place::Machine => false,
        Place::Path(path) => {
            let path = repository.top().join(path);
            // Where a process stands is its own matter: to git this leads elsewhere than to us.
            let is_of_process = |path: &Path| path.starts_with("/proc") || path.starts_with("/dev");
            let plain = without_dots(&path);
            is_of_process(&plain) || is_within(repository, &plain) || is_within(repository, &path)
        }
    }
}

/// Returns `path` without `.` and `..`, as if nothing in it were a link.
fn without_dots(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut plain, component| {
        match component {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            other => plain.push(other),
        }
        plain
    })
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
