//! fupan goes over a strategy plan kept as TOML under git: find an item, mark it, and the mark is safe.
//!
//! The modules in reading order, from what knows nothing to what knows all; `tests/layers.rs` proves the order.

pub mod text;

pub mod plan;

pub mod review;

pub mod source;

pub mod compare;
pub mod merge;

pub mod search;

pub mod session;

pub mod regular_file;

pub mod git;
pub mod store;

pub mod command;
pub mod job;
pub mod key;
pub mod keymap;

pub mod config;

pub mod words;

pub mod report;

pub mod work;

pub mod app;

pub mod ui;

pub mod terminal;

pub mod cli;
