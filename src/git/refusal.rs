//! Why nothing was exchanged with another repository, by what git and ssh say of it in English.

use super::complaint::{Complaint, own_lines, telling};
use super::error::GitError;
use super::repository::Repository;
use super::run::Answer;
use crate::text::Foreign;

/// Why nothing was exchanged. `said` are the lines that matter of what git says.
#[derive(Debug, thiserror::Error)]
pub enum RemoteError {
    /// What was seen of the upstream before is no part of it any more.
    #[error("the upstream was rewritten")]
    Rewritten,
    /// Others have pushed meanwhile.
    #[error("others were faster: {said:?}")]
    Overtaken { said: Foreign },
    /// On the other side a program holds a lock of the branch, or left one behind.
    #[error("the branch is locked on the other side: {said:?}")]
    Locked { said: Foreign },
    /// The other side has the branch checked out in a work tree, and takes no pushes to it.
    #[error("the branch is checked out on the other side: {said:?}")]
    CheckedOut { said: Foreign },
    /// The other side failed to store what was sent.
    #[error("the other side did not store it: {said:?}")]
    NotStored { said: Foreign },
    /// A rule of the other side refused it.
    #[error("the push was rejected: {said:?}")]
    Rejected { said: Foreign },
    /// It knows no such repository, or does not say so.
    #[error("there is no repository at the address: {said:?}")]
    NoRepository { said: Foreign },
    #[error("nothing listens at the address: {said:?}")]
    NotListening { said: Foreign },
    #[error("the host is not found: {said:?}")]
    NoHost { said: Foreign },
    /// The connection was lost, took too long or failed otherwise.
    #[error("the other side cannot be reached: {said:?}")]
    Unreachable { said: Foreign },
    /// It wants to know who we are, and nobody could be asked.
    #[error("the other side did not let us in: {said:?}")]
    NotAllowed {
        said: Foreign,
        /// Somebody at the terminal could be asked, and was not.
        unasked: bool,
    },
    /// Whoever we are, we may not.
    #[error("the other side denies access: {said:?}")]
    Denied { said: Foreign },
    #[error("the machine is not known: {said:?}")]
    UnknownHost { said: Foreign },
    #[error("the certificate is not accepted: {said:?}")]
    Certificate { said: Foreign },
    /// The program that the address needs is not there.
    #[error("ssh cannot be started: {said:?}")]
    NoSsh { said: Foreign },
    /// No program speaks the protocol of the address, or it is not one that is used.
    #[error("there is no transport for the address: {said:?}")]
    NoTransport { said: Foreign },
    /// The remote is configured as a mirror, to which git pushes all branches or none.
    #[error("the remote is a mirror")]
    Mirror,
    /// To reach it, something that came with the repository would run, and the repository is not trusted.
    #[error("{address:?} came with the repository")]
    Own { address: Foreign },
    #[error(transparent)]
    Git(#[from] GitError),
}

/// Finds out why a fetch failed.
pub(super) fn fetch_refused(repository: &Repository, answer: Answer) -> RemoteError {
    let said = answer.said.raw();
    if said.contains("non-fast-forward") || said.contains("[rejected]") {
        return RemoteError::Rewritten;
    }
    unreached(repository, "fetch", answer)
}

/// Finds out why a push failed. Its output is in the form for programs.
pub(super) fn push_refused(repository: &Repository, answer: Answer) -> RemoteError {
    let report = String::from_utf8_lossy(&answer.output).into_owned();
    let Some(line) = report.lines().find(|line| line.starts_with('!')) else {
        return unreached(repository, "push", answer);
    };
    // The references come first, and may be called anything.
    let reason = line.rsplit('\t').next().unwrap_or(line);
    let is = |signs: &[&str]| signs.iter().any(|sign| reason.contains(sign));
    if is(&["fetch first", "non-fast-forward", "stale info"]) {
        return RemoteError::Overtaken { said: Foreign::from(reason) };
    }
    let theirs = || answer.said.raw().lines().filter(|line| line.starts_with("remote:"));
    if is(&["failed to update ref", "cannot lock ref"])
        || theirs().any(|line| line.contains("cannot lock ref"))
    {
        let said = telling(&answer.said);
        let is_locked = theirs().any(|line| line.contains(".lock") && line.contains("File exists"));
        return if is_locked { RemoteError::Locked { said } } else { RemoteError::Overtaken { said } };
    }
    // What is to be sent may be damaged here, and then only looks refused there.
    if is(&["unpacker error"]) && Complaint::of(&answer.said) != Complaint::Other {
        return answer.failed("push", repository.top().to_owned()).into();
    }
    // Git's own reason first, `[remote rejected] (pre-receive hook declined)`, then what the other side says of it.
    let said = Foreign::new([reason, telling(&answer.said).raw()].join("\n").trim_end());
    if is(&["branch is currently checked out"]) {
        RemoteError::CheckedOut { said }
    } else if is(&["unpacker error"]) {
        RemoteError::NotStored { said }
    } else {
        RemoteError::Rejected { said }
    }
}

/// Tells whether git, or the shell that it has start ssh, found no such program.
fn is_missing_program(line: &str) -> bool {
    let of_git = line.starts_with("error: cannot run ") && line.ends_with(": No such file or directory");
    let of_git_itself = ["fatal:", "error:", "ERROR:"].iter().any(|start| line.starts_with(start));
    of_git || !of_git_itself && [": not found", ": command not found"].iter().any(|end| line.ends_with(end))
}

/// Sorts out what stood in the way, by what git and ssh say of it themselves: the other side may say anything.
pub(super) fn unreached(repository: &Repository, operation: &'static str, answer: Answer) -> RemoteError {
    let lines: Vec<String> = own_lines(&answer.said).collect();
    let says = |signs: &[&str]| lines.iter().any(|line| signs.iter().any(|sign| line.contains(sign)));
    let said = telling(&answer.said);
    if says(&["Host key verification failed", "REMOTE HOST IDENTIFICATION"]) {
        return RemoteError::UnknownHost { said };
    }
    if says(&["--mirror can't be combined"]) {
        return RemoteError::Mirror;
    }
    if lines.iter().any(|line| is_missing_program(line)) {
        return RemoteError::NoSsh { said };
    }
    if says(&[
        "Unable to find remote helper",
        "is not a git command",
        "remote helper ",
        "transport  not allowed",
    ]) {
        return RemoteError::NoTransport { said };
    }
    if says(&[
        "Authentication failed",
        "could not read Username",
        "could not read Password",
        "Permission denied (",
        "Permission denied, please",
        "returned error: 401",
    ]) {
        let unasked = repository.freedom().is_some() && !repository.is_at_terminal();
        return RemoteError::NotAllowed { said, unasked };
    }
    // What servers say through ssh is not marked as theirs, but for this.
    let is_denied = |line: &String| line.starts_with("ERROR: ") && line.contains("denied");
    if says(&["returned error: 403"]) || lines.iter().any(is_denied) {
        return RemoteError::Denied { said };
    }
    if says(&["certificate", "SSL"]) {
        return RemoteError::Certificate { said };
    }
    if says(&["Could not resolve host", "Name or service not known", "name resolution"]) {
        return RemoteError::NoHost { said };
    }
    if says(&["Connection refused", "Couldn't connect to server", "Failed to connect"]) {
        return RemoteError::NotListening { said };
    }
    if says(&[
        "does not appear to be a git repository",
        "fatal: repository  not found",
        "ERROR: Repository not found",
    ]) {
        return RemoteError::NoRepository { said };
    }
    let elsewhere = [
        "Could not read from remote repository",
        "unable to access",
        "unable to connect",
        "Connection ",
        "connection ",
        "timed out",
        "No route to host",
        "Network is unreachable",
        "hung up",
        "early EOF",
        "RPC failed",
        "git-http-push failed",
    ];
    if Complaint::of(&answer.said) == Complaint::Other && says(&elsewhere) {
        return RemoteError::Unreachable { said };
    }
    answer.failed(operation, repository.top().to_owned()).into()
}
