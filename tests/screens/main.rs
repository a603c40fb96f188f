//! Whole screens, reached by pressing keys and drawn in memory. A snapshot is what a reviewer would see.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod changes;
mod decided;
mod drawing;
mod guide;
mod hostile;
mod lists;
mod meeting;
mod missing;
mod overview;
mod pages;
mod queries;
mod review;
mod sharing;
mod sizes;

/// What the session, which the tests of `app` share, calls the crate.
use ::fupan;

#[path = "../support/session.rs"]
mod session;

#[path = "../support/document.rs"]
mod document;
