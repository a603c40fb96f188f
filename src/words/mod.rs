//! The message catalogues: the only prose for users, in Chinese and English.
//!
//! Everything below gives typed values; here they become sentences. What is foreign enters a sentence only as
//! [`Shown`], so a sentence is always fit for a terminal.

mod changes;
mod clashes;
mod deeds;
mod doubts;
mod faults;
mod outcomes;
mod publishing;
mod queries;
mod repository;
mod reviewers;
mod say;
mod syncing;
mod trust;

pub use say::{Arg, Words};

#[cfg(test)]
mod tests;
