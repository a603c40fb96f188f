//! Facts about the plan, and what they add up to. Knows no TOML, no files, no clock and no screen.
//!
//! Facts are only ever added. Everything else here, marks that count, staleness, verdicts, totals and what can be
//! undone, is computed from them, and comes out the same whatever order they arrive in.

mod action;
mod adopt;
mod answer;
mod burnup;
mod carry;
mod cited;
mod current;
pub mod drafting;
mod fact;
mod fingerprint;
mod follow_up;
mod force;
mod gap;
mod history;
mod meeting;
mod outcome;
mod overview;
mod present;
pub mod publishing;
mod quote;
mod reason;
mod rewording;
mod standing;
mod suspect;
mod tally;
mod thread;
mod verdict;
mod wording;

pub use action::Todo;
pub use adopt::Baseline;
pub use burnup::Day;
pub use carry::{CarryState, CurrentCarry, roles_to_confirm};
pub use current::{Backing, CurrentMark};
pub use fact::{
    Action, Adopt, Agenda, Begin, Carry, Deed, Fact, FactId, Mark, Moment, Note, Outcome, Park, Pin, Reply,
    Resolve, Step, Votes,
};
pub use fingerprint::Fingerprint;
pub use follow_up::FollowUp;
pub use gap::{Gap, GapCause, items_of};
pub use history::{History, TakenBack};
pub use meeting::{Meeting, MeetingState, Progress, Times};
pub use outcome::Decision;
pub use overview::{Looking, OpenAction, Overview};
pub use quote::{Quote, covered_texts};
pub use rewording::{Beyond, reworded};
pub use standing::{Review, Standing};
pub use tally::{Attention, Lens, Stage, Stages, Stance, Tally};
pub use thread::Thread;
pub use verdict::Verdict;
pub use wording::Wording;

#[cfg(test)]
mod tests;
