//! Knows how to ask the `git` program about a repository and how to commit to one. Knows no plan, no review and
//! no words for users; whatever git says is [`Foreign`](crate::text::Foreign).
//!
//! Only plumbing runs here, chosen so that nothing a repository brings with it is executed: no hooks, filters,
//! drivers, monitors, signers or helpers. Nothing in this module reads the environment of the process: the edge
//! hands it over once, to [`Git::from_environment`].

mod blobs;
mod commit;
mod error;
mod identity;
mod index;
mod oid;
mod path;
mod repository;
mod run;
mod state;
mod version;

#[cfg(test)]
mod tests;

pub use blobs::{Entry, EntryKind, contents, entries, hash, read, tree};
pub use commit::{CommitError, CommitRequest, Committed, FileToCommit, Refusal, commit};
pub use error::GitError;
pub use identity::{Identity, Role, identity};
pub use index::{IndexEntry, refresh_index};
pub use oid::{ObjectFormat, Oid};
pub use path::RepoPath;
pub use repository::Repository;
pub use run::Git;
pub use state::{Apart, Branch, Head, InProgress, State, Upstream, state, upstream};
pub use version::Version;
