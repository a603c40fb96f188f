//! Jobs against real directories and the real git, and what comes of them when things go wrong.

mod arriving;
mod bad_records;
mod broken_files;
mod committing;
mod faults;
mod identifying;
mod journal;
mod limits;
mod links;
mod lost;
mod meetings;
mod missing;
mod place;
mod publishing;
mod recording;
mod refusals;
mod surveying;
mod telling;

#[path = "../../tests/support/clock.rs"]
pub(crate) mod clock;
