//! Knows how to ask the `git` program about a repository and how to commit to one. Knows no plan, no review and
//! no words for users; whatever git says is [`Foreign`](crate::text::Foreign).
//!
//! Only plumbing runs here, chosen so that nothing a repository brings with it is executed: no hooks, filters,
//! drivers, monitors, signers or helpers. In a repository that is [trusted](Repository::trusted) they are. Nothing in
//! this module reads the environment of the process: the edge hands it over once, to [`Git::from_environment`].

mod address;
mod ancestry;
mod base;
mod blobs;
mod cancel;
mod changed;
mod checkout;
mod commit;
mod complaint;
mod config;
mod deletions;
mod error;
mod exchange;
mod harmless;
mod hooks;
mod identity;
mod index;
mod joining;
mod oid;
mod path;
mod patience;
mod places;
mod programs;
mod receiving;
mod refusal;
mod remote;
mod repository;
mod revision;
mod run;
mod state;
mod threads;
mod tree;
mod trust;
mod unfinished;
mod unreadable;
mod version;
mod versions;
mod walk;

#[cfg(test)]
mod tests;

pub use ancestry::{Relation, is_shallow, relation};
pub use base::{Base, Directories, look};
pub use blobs::{Blob, Contents, Entry, EntryKind, contents, entries, hash, read, read_each, tree};
pub use cancel::Cancel;
pub use changed::{Changed, Held, changed};
pub use checkout::{CheckoutError, check_out, refuse_outside};
pub use commit::{
    Advance, CommitError, CommitRequest, Committed, FileToCommit, Refusal, advance, commit, commit_announced,
    commit_merge,
};
pub use complaint::Complaint;
pub use deletions::{Deletion, deletions};
pub use error::GitError;
pub use hooks::SILENCE as HOOK_SILENCE;
pub use identity::{Identity, Role, identity};
pub use index::{IndexEntry, left_out, refresh_index};
pub use joining::{JoinError, Put, join_rest, store, tree_of_commit, tree_with};
pub use oid::{ObjectFormat, Oid};
pub use path::RepoPath;
pub use patience::{LENGTH, Patience};
pub use places::Redirect;
pub use refusal::RemoteError;
pub use remote::{Remote, SILENCE, fetch, has_remotes, last_seen, push, remote, shared_with};
pub use repository::Repository;
pub use revision::{CommitLine, at_moment, describe, index_entries, names, resolve};
pub use run::{Git, Hearer};
pub use state::{Apart, Branch, Head, InProgress, State, Upstream, state, state_at, upstream};
pub use threads::{at_once, beside};
pub use trust::{Brought, SETTINGS, Setting, brought, configure};
pub use unfinished::{SettleError, Sides, settle, sides, unmerged};
pub use version::Version;
pub use versions::versions;
pub use walk::{Ancestor, Step, Way, births, lineage, walk};
