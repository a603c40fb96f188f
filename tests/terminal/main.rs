//! The program in a real pseudo-terminal, as a reviewer uses it and as a terminal, a line or a kernel mistreats it.
//!
//! `edge` runs a small program of its own on the same terminal edge, for what the real one never does: panic, get
//! stuck, count its keys. `panicking` runs a review in which jobs panic.

#[path = "../support/clock.rs"]
mod clock;
#[path = "../support/pty.rs"]
mod pty;

mod desk;
mod scan;

mod changes;
mod drafts;
mod edge;
mod hostile;
mod journey;
mod killed;
mod leaving;
mod meeting;
mod panicking;
mod plain;
mod quiet;
mod sizes;
mod typing;
