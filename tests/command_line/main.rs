//! The program as a user and a script meet it: the real binary on copies of the shipped plan.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../support/clock.rs"]
mod clock;
#[path = "../support/extent.rs"]
mod extent;

mod asking;
mod broken;
mod checking;
mod committing;
mod comparing;
mod complaints;
mod conflicts;
mod failing;
mod five_clones;
mod history;
mod json;
mod meeting;
mod merging;
mod minutes;
mod missing;
mod overview;
mod place;
mod publishing;
mod reading;
mod recording;
mod sources;
mod time;
mod trusting;
mod typed;
mod unreached;
