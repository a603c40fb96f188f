//! Addresses of repositories, as far as it matters who runs what behind them. Knows their forms, asks nobody.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use super::repository::Repository;
use super::trust::is_within;

/// Tells whether reaching `address` would run what the repository itself has chosen: a helper program named in front
/// of it, or the hooks of a repository that came with this one. One that is named by a relative path may have.
pub(super) fn is_own(repository: &Repository, address: &OsStr) -> bool {
    match place(address.as_bytes()) {
        Place::Helper => true,
        Place::Machine => false,
        Place::Path(path) => path.is_relative() || is_within(repository, path),
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Place<'a> {
    /// A program of this name is run: `ext::sh -c …`.
    Helper,
    /// Another machine.
    Machine,
    /// A directory of this one.
    Path(&'a Path),
}

fn place(address: &[u8]) -> Place<'_> {
    let path = |bytes| Place::Path(Path::new(OsStr::from_bytes(bytes)));
    if let Some(rest) = strip_prefix_ignoring_case(address, b"file://") {
        // What stands before the path is the name of this machine, if anything.
        return path(rest.iter().position(|&byte| byte == b'/').map_or(rest, |at| &rest[at..]));
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
        _ => path(address),
    }
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
        let path = |text: &'static str| Place::Path(Path::new(text));
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
