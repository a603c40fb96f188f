//! What can go wrong when git is asked. Knows no words for users: `words` makes the sentences.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use super::complaint::Complaint;
use super::places::Redirect;
use super::trust::Brought;
use super::version::Version;
use crate::text::Foreign;

/// Why git gave no usable answer; `operation` is the git command that was asked.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    #[error("no program git in any absolute directory of PATH")]
    NotFound,
    #[error("git {found} is too old, {needed} is needed")]
    TooOld { found: Version, needed: Version },
    #[error("git --version answered {said:?}")]
    UnknownVersion { said: Foreign },
    #[error("no directory {path:?} to run git in")]
    NoDirectory { path: PathBuf },
    #[error("git {operation} did not start in {directory:?}")]
    Start { operation: &'static str, directory: PathBuf, source: io::Error },
    #[error("the pipes to git {operation} in {directory:?} broke")]
    Pipe { operation: &'static str, directory: PathBuf, source: io::Error },
    #[error("git {operation} in {directory:?} ended with {code}: {said:?}")]
    Failed { operation: &'static str, directory: PathBuf, code: i32, complaint: Complaint, said: Foreign },
    #[error("git {operation} in {directory:?} was ended by signal {signal}")]
    Killed { operation: &'static str, directory: PathBuf, signal: i32 },
    #[error("git {operation} in {directory:?} was cancelled")]
    Cancelled { operation: &'static str, directory: PathBuf },
    /// Nothing was heard of it for `limit`.
    #[error("git {operation} in {directory:?} said nothing for {limit:?}")]
    Silent { operation: &'static str, directory: PathBuf, limit: Duration },
    /// The answer is longer than `limit` bytes.
    #[error("git {operation} in {directory:?} answered more than {limit} bytes")]
    TooLong { operation: &'static str, directory: PathBuf, limit: usize },
    #[error("git {operation} in {directory:?} answered {said:?}")]
    Unreadable { operation: &'static str, directory: PathBuf, said: Foreign },
    /// A commit or tree names an object that is not here: a partial clone has not fetched it, or it was lost.
    #[error("git {operation} in {directory:?} cannot give {object:?}")]
    MissingObject { operation: &'static str, directory: PathBuf, object: Foreign },
    /// An object has more bytes than are read of any file.
    #[error("git in {directory:?} holds {bytes} bytes under {object:?}")]
    TooBig { directory: PathBuf, object: Foreign, bytes: u64 },
    /// git reads this file whatever it is asked, and it is no file, or has no end.
    #[error("{path:?} is no file that git could read")]
    NotAFile { path: PathBuf },
    /// The repository belongs to another user and git was not told to trust it (`safe.directory`).
    #[error("the repository of {directory:?} belongs to another user: {said:?}")]
    ForeignOwner { directory: PathBuf, said: Foreign },
    #[error("the repository of {directory:?} is bare")]
    Bare { directory: PathBuf },
    /// The directory lies inside a git directory, or beside the work tree that the repository names.
    #[error("{directory:?} is in no work tree of its repository")]
    OutsideWorkTree { directory: PathBuf },
    /// There is something named `.git`, but git takes it for no repository, or what HEAD names is not there.
    #[error("the repository of {directory:?} is damaged: {said:?}")]
    Damaged { directory: PathBuf, said: Foreign },
    /// What the repository brings has changed since it was agreed that it may run.
    #[error("what the repository of {directory:?} brings was not agreed to")]
    NotAgreed { directory: PathBuf, brought: Box<Brought> },
    /// Git would write to what is not of the repository beside the plan, and nobody has agreed to that.
    #[error("the repository of {directory:?} leads elsewhere: {redirects:?}")]
    Redirected { directory: PathBuf, redirects: Vec<Redirect> },
    #[error("{path:?} is no path inside a work tree")]
    BadPath { path: PathBuf },
}
