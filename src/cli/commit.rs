//! `commit`: writes what the journal holds where it belongs, then commits what was recorded.

use serde::Serialize;

use super::failure::Failure;
use super::output::Answer;
use super::recording::CommitEntry;
use super::session::Session;
use crate::job::CommitFailure;
use crate::report::Line;
use crate::text::Shown;

#[derive(Serialize)]
struct Committed {
    message: String,
    /// Facts that were moved out of the journal.
    replayed: usize,
    /// Absent where there was nothing to commit.
    commit: Option<CommitEntry>,
}

/// Commits the review files that grew.
pub(super) fn commit(session: &Session) -> Result<Answer, Failure> {
    let words = &session.words;
    let replayed = session.replay().map_err(Failure::NotReplayed)?;
    let committed = match session.commit() {
        Ok(commit) => Some(commit),
        Err(CommitFailure::Nothing) => None,
        Err(failure) => return Err(Failure::NotCommitted(failure)),
    };
    let mut said = Vec::new();
    if replayed > 0 {
        said.push(words.say_with("notice-replayed", &[("count", replayed.into())]));
    }
    said.push(match &committed {
        Some(commit) => words.committed(commit),
        None => words.not_committed(&CommitFailure::Nothing),
    });
    Ok(session.answer(
        "commit",
        || Committed {
            message: Shown::join(&said, &Shown::own("\n")).to_string(),
            replayed,
            commit: committed.as_ref().map(CommitEntry::of),
        },
        || said.iter().cloned().map(Line::from).collect(),
    ))
}
