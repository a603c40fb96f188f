//! What a caught panic comes to.

use super::World;
use crate::job::{Job, Outcome, Panicked};
use crate::store::keep_report;

/// Keeps `report` in the state directory, and returns the outcome that tells of the panic in `job`.
pub fn panicked(world: &World, job: Job, message: &str, report: &str) -> Outcome {
    let report = format!("fupan {}, job `{}`\n{report}\n", env!("CARGO_PKG_VERSION"), job.name());
    let kept = world.memory.directory().and_then(|state| keep_report(&*world.files, state, &report).ok());
    let report = kept.map(|path| world.shown(&path));
    Outcome::Panicked(Box::new(Panicked { job, message: message.into(), report }))
}
