//! `restore`: puts back records that are missing, or accepts that they are lost.

use serde::Serialize;

use super::exit::Exit;
use super::failure::Failure;
use super::output::Answer;
use super::session::Session;
use crate::job::{Job, Outcome, RestoreFailure, Undone};
use crate::report::Line;
use crate::work::perform;

#[derive(Serialize)]
struct RestoreEntry {
    message: String,
    /// How many were put back, or accepted as lost.
    records: usize,
    accepted: bool,
}

/// Puts back what is missing and can be had; with `accept_loss` gives up what this machine acknowledged and is nowhere.
/// What is still missing after that is told, and is what was found.
pub(super) fn restore(session: &Session, accept_loss: bool, from_history: bool) -> Result<Answer, Failure> {
    let words = &session.words;
    let (done, said) = if accept_loss {
        let Outcome::LossAccepted(done) = perform(&session.world, Job::AcceptLoss) else {
            unreachable!("accepting a loss answers LossAccepted")
        };
        let done = done.map_err(failure)?;
        (done, words.loss_accepted(done))
    } else {
        let Outcome::Restored(done) = perform(&session.world, Job::Restore { from_history }) else {
            unreachable!("restoring answers Restored")
        };
        let done = done.map_err(failure)?;
        (done, words.restored(done))
    };
    let mut answer = session.answer(
        "restore",
        || RestoreEntry { message: said.to_string(), records: done.records, accepted: accept_loss },
        || vec![Line::from(said.clone())],
    );
    let opened = session.open();
    if !opened.review.gaps().is_empty() {
        answer.exit = Exit::Found;
    }
    answer = opened.with_remarks(session, answer);
    Ok(answer)
}

fn failure(failure: RestoreFailure) -> Failure {
    match failure {
        RestoreFailure::Repository(failure) => Failure::Repository(failure, Undone::Restore),
        RestoreFailure::NotWritten(failure) => Failure::NotRecorded(failure),
    }
}
