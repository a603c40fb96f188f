//! `sync`: commits what was recorded, fetches, merges and pushes, and says what came in and went out.

use serde::Serialize;

use super::failure::Failure;
use super::output::{self, Answer};
use super::recording::CommitEntry;
use super::session::{Format, Session};
use crate::job::{Arrivals, Job, Outcome, SyncRequest, SyncStep};
use crate::merge::{Choices, Side};
use crate::report::Line;
use crate::work::perform_in_parts;

#[derive(Serialize)]
struct Synced {
    message: String,
    upstream: String,
    /// Absent where there was nothing to commit.
    commit: Option<CommitEntry>,
    incoming: ArrivalsEntry,
    outgoing: ArrivalsEntry,
}

/// What came in or went out, in the form scripts read.
#[derive(Serialize)]
struct ArrivalsEntry {
    records: std::collections::BTreeMap<String, usize>,
    items: usize,
    strategy: bool,
    files: usize,
    renamed: Option<String>,
}

impl ArrivalsEntry {
    fn of(arrivals: &Arrivals) -> Self {
        Self {
            records: arrivals.facts.iter().map(|(by, &count)| (by.as_str().to_owned(), count)).collect(),
            items: arrivals.items,
            strategy: arrivals.strategy,
            files: arrivals.files,
            renamed: arrivals.renamed.as_ref().map(|directory| directory.raw().to_owned()),
        }
    }
}

/// Reads `CLASH=ours` and `CLASH=theirs`; of one clash only one of the two.
pub(super) fn choices(texts: &[&str]) -> Result<Choices, Failure> {
    let choice = |text: &str| {
        let (id, side) = text.rsplit_once('=')?;
        let side = match side {
            "ours" => Side::Ours,
            "theirs" => Side::Theirs,
            _ => return None,
        };
        Some((id.to_owned(), side))
    };
    let mut choices = Choices::new();
    for text in texts {
        let (id, side) = choice(text).ok_or_else(|| Failure::BadChoice { text: (*text).into() })?;
        if choices.insert(id, side).is_some_and(|other| other != side) {
            return Err(Failure::TwoChoices { text: (*text).into() });
        }
    }
    Ok(choices)
}

/// Syncs, and says on the way how far it is where somebody watches.
pub(super) fn sync(session: &Session, chosen: &[&str], recreate: bool) -> Result<Answer, Failure> {
    let request = SyncRequest { choices: choices(chosen)?, recreate };
    let words = &session.words;
    let mut last = None;
    let mut tell = |outcome| {
        let Outcome::Syncing(step) = outcome else { return };
        let quiet = session.format == Format::Json || matches!(step, SyncStep::Transfer { .. });
        if !quiet && last.as_ref() != Some(&step) {
            output::tell(&words.syncing(&step));
            last = Some(step);
        }
    };
    let outcome = perform_in_parts(&session.world, Job::Sync { request }, &mut tell);
    let synced = match outcome {
        Outcome::Synced(Ok(synced)) => synced,
        Outcome::Synced(Err(failure)) => return Err(failure.into()),
        _ => unreachable!("a sync ends in what came of it"),
    };
    let said = words.synced(&synced);
    Ok(session.answer(
        "sync",
        || Synced {
            message: said.to_string(),
            upstream: synced.upstream.raw().to_owned(),
            commit: synced.commit.as_ref().map(CommitEntry::of),
            incoming: ArrivalsEntry::of(&synced.incoming),
            outgoing: ArrivalsEntry::of(&synced.outgoing),
        },
        || vec![Line::from(said.clone())],
    ))
}
