//! What a repository beside this one runs when something is pushed to it. The push runs it under the account of whoever
//! pushes, and it may have come in the same archive as the plan.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use super::config::Config;
use super::error::GitError;
use super::harmless::{is_address, is_harmless};
use super::places::{Places, Redirect};
use super::programs::Programs;
use super::repository::Repository;
use super::trust::Setting;
use crate::text::Foreign;

/// The hooks that git runs in a repository that is pushed to.
const HOOKS: [&str; 9] = [
    "post-index-change",
    "post-receive",
    "post-update",
    "pre-auto-gc",
    "pre-receive",
    "proc-receive",
    "push-to-checkout",
    "reference-transaction",
    "update",
];

/// Adds what a push to the repository in `git_directory` would run there, and what leads elsewhere from there.
pub(super) fn add_to(
    programs: &mut Programs<'_>,
    repository: &Repository,
    git_directory: &Path,
) -> Result<(), GitError> {
    let places = Places::of(git_directory.to_owned(), git_directory);
    for Redirect { from, to } in places.redirects_of_git_directory() {
        let from = git_directory.join(from.raw());
        programs.add_redirect(Redirect { from: Foreign::from_bytes(from.as_os_str().as_bytes()), to });
    }
    let config = Config::of_directory(repository, git_directory)?;
    let name = |key: &[u8]| [git_directory.as_os_str().as_bytes(), b": ", key].concat();
    for (key, value) in config.own().filter(|(key, value)| runs(key, value)) {
        programs.add_setting(Setting::new(&name(key), value));
    }
    let hooks = config.own().filter(|(key, _)| *key == b"core.hookspath").last();
    let hooks = hooks.map_or(OsStr::new("hooks"), |(_, path)| OsStr::from_bytes(path));
    let hooks = places.common_directory.join(hooks);
    programs.add_hooks(&hooks, &HOOKS, |name| Foreign::from_bytes(hooks.join(name).as_os_str().as_bytes()));
    Ok(())
}

/// Tells whether a setting of a repository that is pushed to may run a program, or write files elsewhere.
fn runs(key: &[u8], value: &[u8]) -> bool {
    match key {
        // Its work tree is written then, wherever that is, and filters run.
        b"receive.denycurrentbranch" => value.eq_ignore_ascii_case(b"updateinstead"),
        // It talks to nobody itself.
        key => !is_address(key) && !is_harmless(key, value),
    }
}
