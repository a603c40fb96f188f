//! Talking to the repository that others push to. Knows addresses, branches and what git says of a transfer; knows
//! nothing of what is transferred.
//!
//! Unless the repository is trusted, the address is given to git itself and not by the name of the remote, so that
//! nothing the repository says about the remote is run; of programs, only those of the user's own configuration are used.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::time::Duration;

use super::address::{self, Destination};
use super::cancel::Cancel;
use super::complaint::own_lines;
use super::config::Config;
use super::error::GitError;
use super::oid::Oid;
use super::programs::Programs;
use super::receiving;
use super::refusal::{RemoteError, fetch_refused, push_refused};
use super::repository::{Repository, split_nul};
use super::run::{Call, Hearer};
use super::state::Branch;
use crate::text::{Foreign, shell_word};

/// How long nothing may be heard of the other side.
pub const SILENCE: Duration = Duration::from_mins(1);

/// The ways of reaching another repository that run no program a repository names.
const PROTOCOLS: &str = "file:http:https:ssh";

/// What the configuration of a repository could have run while talking to another.
const HARMLESS: [&str; 6] = [
    "core.alternateRefsCommand=true",
    "core.askPass=",
    "gc.auto=0",
    "maintenance.auto=false",
    "push.gpgSign=false",
    "submodule.recurse=false",
];

/// Nobody can be asked, and a connection that is kept open would keep our pipe open.
const PLAIN_SSH: &str = "ssh -o BatchMode=yes -o ConnectTimeout=20 -o ControlMaster=no";

/// Where a branch is exchanged with others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remote {
    /// As the configuration calls it: `origin`.
    pub name: Foreign,
    /// The branch on the other side, without `refs/heads/`.
    pub branch: Foreign,
    fetch_from: String,
    push_to: String,
    /// The whole name of the branch on the other side.
    their_reference: String,
    /// Where this repository remembers what it last saw of it.
    tracking: String,
}

impl Remote {
    /// Returns the name people use: `origin/main`.
    pub fn shown(&self) -> Foreign {
        Foreign::new(format!("{}/{}", self.name.raw(), self.branch.raw()))
    }

    /// Returns how git is told where to go: by name where all that is configured of it applies.
    fn address<'a>(&'a self, repository: &Repository, address: &'a str) -> &'a str {
        if repository.freedom().is_some() { self.name.raw() } else { address }
    }
}

/// Returns where `branch` is exchanged: what it follows, or, where it follows nothing and there is one remote only, the
/// branch of its name there. `None` where neither holds, or where it follows a branch of this repository itself.
pub fn remote(repository: &Repository, branch: &Branch) -> Result<Option<Remote>, GitError> {
    let answer = repository
        .call("for-each-ref")
        .arg("--format=%(refname)%00%(upstream:remotename)%00%(upstream:remoteref)%00%(upstream)%00")
        .arg("--")
        .arg(branch.reference())
        .output()?;
    let text = String::from_utf8_lossy(&answer).into_owned();
    let fields: Vec<&str> = text.split('\0').collect();
    let own = branch.reference().to_string_lossy().into_owned();
    let (name, their_reference, tracking) = match fields[..] {
        [reference, name, theirs, tracking, ..] if reference == own && !name.is_empty() && name != "." => {
            (name.to_owned(), theirs.to_owned(), tracking.to_owned())
        }
        // An unborn branch is in no list, but may be set up to follow another.
        _ => match configured(repository, branch)? {
            Some(found) => found,
            None => return Ok(None),
        },
    };
    let url = |key: &str| -> Result<Option<String>, GitError> {
        let key = format!("remote.{name}.{key}");
        let value = repository.call("config").args(["-z", "--get-all", key.as_str()]).yes_or_no()?;
        let first = value.as_deref().and_then(|value| split_nul(value).next());
        Ok(first.map(|url| String::from_utf8_lossy(url).into_owned()))
    };
    let Some(fetch_from) = url("url")? else { return Ok(None) };
    let push_to = url("pushurl")?.unwrap_or_else(|| fetch_from.clone());
    let short = their_reference.strip_prefix("refs/heads/").unwrap_or(&their_reference).to_owned();
    Ok(Some(Remote {
        name: Foreign::new(name.clone()),
        branch: Foreign::new(short),
        fetch_from,
        push_to,
        their_reference,
        tracking,
    }))
}

/// Returns remote, branch there and tracking reference by the configuration, or by there being one remote only.
fn configured(
    repository: &Repository,
    branch: &Branch,
) -> Result<Option<(String, String, String)>, GitError> {
    let own = branch.reference().to_string_lossy().into_owned();
    let short = own.strip_prefix("refs/heads/").unwrap_or(&own).to_owned();
    let get = |key: String| -> Result<Option<String>, GitError> {
        let value = repository.call("config").args(["-z", "--get", key.as_str()]).yes_or_no()?;
        Ok(value.map(|value| String::from_utf8_lossy(&value).trim_end_matches('\0').to_owned()))
    };
    let named = get(format!("branch.{short}.remote"))?.filter(|name| name != ".");
    let theirs = get(format!("branch.{short}.merge"))?;
    let name = if let Some(name) = named {
        name
    } else {
        let answer = repository.call("remote").output()?;
        let text = String::from_utf8_lossy(&answer).into_owned();
        let mut lines = text.lines();
        let (Some(only), None) = (lines.next(), lines.next()) else { return Ok(None) };
        only.to_owned()
    };
    let theirs = theirs.unwrap_or(own);
    let tracked = theirs.strip_prefix("refs/heads/").unwrap_or(&theirs).to_owned();
    let tracking = format!("refs/remotes/{name}/{tracked}");
    Ok(Some((name, theirs, tracking)))
}

/// Tells whether any remote is configured.
pub fn has_remotes(repository: &Repository) -> Result<bool, GitError> {
    Ok(!repository.call("remote").output()?.is_empty())
}

/// Returns the last commits of `commit`'s history that the other side has already, as far as was ever seen of its branches,
/// and with `theirs`, which was seen just now: what `commit` holds and none of these does is lacking there. `commit` itself
/// where nothing is lacking; none where all of it is.
pub fn shared_with(
    repository: &Repository,
    remote: &Remote,
    commit: &Oid,
    theirs: Option<&Oid>,
) -> Result<Vec<Oid>, GitError> {
    let answer = repository
        .call("rev-list")
        .args(["--boundary", commit.as_str(), "--not"])
        .args(theirs)
        .arg(format!("--remotes={}", remote.name.raw()))
        .arg("--")
        .output()?;
    if answer.is_empty() {
        return Ok(vec![commit.clone()]);
    }
    let lines = answer.split_inclusive(|&byte| byte == b'\n');
    let edge: Option<Vec<Oid>> =
        lines.filter_map(|line| line.strip_prefix(b"-")).map(Oid::from_line).collect();
    let edge = edge.ok_or_else(|| repository.unreadable("rev-list", &answer))?;
    if edge.len() < 2 {
        return Ok(edge);
    }
    let answer = repository.call("merge-base").arg("--independent").args(&edge).output()?;
    let last: Option<Vec<Oid>> = answer.split_inclusive(|&byte| byte == b'\n').map(Oid::from_line).collect();
    last.ok_or_else(|| repository.unreadable("merge-base", &answer))
}

/// Returns what was last seen of `remote`.
pub fn last_seen(repository: &Repository, remote: &Remote) -> Result<Option<Oid>, GitError> {
    let call = repository.call("show-ref").args(["--verify", "--hash", "--", remote.tracking.as_str()]);
    let answer = call.answer()?;
    Ok(if answer.code == 0 { Oid::from_line(&answer.output) } else { None })
}

/// Fetches the branch and returns where it stands; `None` where the other side has no such branch yet.
pub fn fetch(
    repository: &Repository,
    remote: &Remote,
    cancel: &Cancel,
    hearer: Hearer<'_>,
) -> Result<Option<Oid>, RemoteError> {
    fetch_within(repository, remote, (cancel, SILENCE), hearer)
}

/// As [`fetch`]; gives up when nothing was heard for as long as `patience` says.
pub(super) fn fetch_within(
    repository: &Repository,
    remote: &Remote,
    patience: (&Cancel, Duration),
    hearer: Hearer<'_>,
) -> Result<Option<Oid>, RemoteError> {
    // Without a plus: what does not go on from what was seen is refused.
    let wanted = format!("{}:{}", remote.their_reference, remote.tracking);
    let call = match repository.freedom() {
        // With no map but this, so that no configured one goes over what was seen.
        Some(_) => free(repository, "fetch")?.args(["--refmap=", "--no-auto-maintenance"]),
        None => reaching(repository, "fetch", &remote.fetch_from)?
            .args(["--no-auto-maintenance", "--upload-pack=git-upload-pack"]),
    };
    let answer = call
        .args(["--progress", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", "--"])
        .args([remote.address(repository, &remote.fetch_from), wanted.as_str()])
        .under(patience.0, patience.1)
        .heard_by(hearer)
        .answer()?;
    if answer.code == 0 {
        return Ok(last_seen(repository, remote)?);
    }
    if own_lines(&answer.said).any(|line| line.contains("couldn't find remote ref")) {
        return Ok(None);
    }
    Err(fetch_refused(repository, answer))
}

/// Pushes `commit` onto the branch, which must be an ancestor of it, and remembers that it was seen there.
pub fn push(
    repository: &Repository,
    remote: &Remote,
    commit: &Oid,
    cancel: &Cancel,
    hearer: Hearer<'_>,
) -> Result<(), RemoteError> {
    push_within(repository, remote, commit, (cancel, SILENCE), hearer)
}

/// As [`push`]; gives up when nothing was heard for as long as `patience` says.
pub(super) fn push_within(
    repository: &Repository,
    remote: &Remote,
    commit: &Oid,
    patience: (&Cancel, Duration),
    hearer: Hearer<'_>,
) -> Result<(), RemoteError> {
    let wanted = format!("{commit}:{}", remote.their_reference);
    let call = match repository.freedom() {
        Some(_) => free(repository, "push")?,
        None => reaching(repository, "push", &remote.push_to)?
            .args(["--no-verify", "--receive-pack=git-receive-pack"]),
    };
    let answer = call
        .args(["--progress", "--porcelain", "--no-recurse-submodules", "--"])
        .args([remote.address(repository, &remote.push_to), wanted.as_str()])
        .under(patience.0, patience.1)
        .heard_by(hearer)
        .answer()?;
    if answer.code == 0 {
        // Best effort: the next fetch finds it out for itself.
        let update = repository.call_writing("update-ref")?;
        drop(update.args(["--", remote.tracking.as_str(), commit.as_str()]).answer()?);
        return Ok(());
    }
    Err(push_refused(repository, answer))
}

/// Prepares a call that may reach another machine at `address`, and runs nothing of the repository's.
fn reaching<'a>(
    repository: &'a Repository,
    operation: &'static str,
    address: &str,
) -> Result<Call<'a>, RemoteError> {
    if is_own(repository, operation, address)? {
        return Err(RemoteError::Own { address: Foreign::from(address) });
    }
    let mut call = repository.call_writing(operation)?.env("GIT_ALLOW_PROTOCOL", PROTOCOLS);
    for setting in HARMLESS {
        call = call.set(setting);
    }
    // The empty helper that every call is given has cleared the list; the user's own are put back.
    let config = repository.config()?;
    for helper in config.of_user("credential.helper") {
        call = call.set(format!("credential.helper={}", String::from_utf8_lossy(helper)));
    }
    let git = repository.git();
    if git.variable("GIT_SSH_COMMAND").is_none() {
        // Above `GIT_SSH` stands the command of the configuration, which may be the repository's.
        call = if let Some(program) = git.variable("GIT_SSH") {
            call.env("GIT_SSH_COMMAND", OsString::from_vec(shell_word(program.as_bytes())))
        } else {
            let own = config.of_user("core.sshcommand").last();
            call.env("GIT_SSH_COMMAND", own.map_or(OsStr::new(PLAIN_SSH), OsStr::from_bytes))
        };
    }
    Ok(call)
}

/// Prepares a call that may reach another machine as the configuration of the repository has it.
fn free<'a>(repository: &'a Repository, operation: &'static str) -> Result<Call<'a>, GitError> {
    let call = repository.call_freely(operation)?;
    let configured = repository.config()?.value("core.sshcommand").is_some();
    if has_own_ssh(repository) || configured || repository.is_at_terminal() {
        return Ok(call);
    }
    Ok(call.env("GIT_SSH_COMMAND", PLAIN_SSH))
}

/// Tells whether the user's environment says how to reach other machines.
fn has_own_ssh(repository: &Repository) -> bool {
    ["GIT_SSH_COMMAND", "GIT_SSH"].iter().any(|name| repository.git().variable(name).is_some())
}

/// Tells whether `operation` at `address` would run what came with the repository, what is not the user's in a directory
/// beside it, or lead where the configuration of the repository says.
fn is_own(repository: &Repository, operation: &str, address: &str) -> Result<bool, GitError> {
    // Read anew: what a sync has just checked out may be a file that the configuration includes.
    let (places, config) = (repository.places(), Config::read(repository)?);
    // Git takes an address for the name of a remote where there is one of that name.
    let called_so = format!("remote.{address}.");
    let leads = |key: &[u8]| {
        // What a server sets would be written to any file.
        let writes = key.starts_with(b"http.") && key.ends_with(b".savecookies");
        writes || key.starts_with(b"url.") || key.starts_with(called_so.as_bytes())
    };
    if address::is_file(places, OsStr::new(address)) || config.own().any(|(key, _)| leads(key)) {
        return Ok(true);
    }
    for address in config.rewritten(address.as_bytes()) {
        match address::destination(places, OsStr::from_bytes(&address)) {
            Destination::Own => return Ok(true),
            Destination::Beside(directory) if operation == "push" => {
                let mut programs = Programs::of(places);
                receiving::add_to(&mut programs, repository, &directory)?;
                if !programs.into_brought().is_empty() {
                    return Ok(true);
                }
            }
            Destination::Server | Destination::Beside(_) => {}
        }
    }
    Ok(false)
}
