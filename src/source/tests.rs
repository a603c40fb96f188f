//! What is read from files, good and bad, and what is written so that it is read again.

mod areas;
mod bad_input;
mod document;
mod lines;
mod round_trip;
mod seeds;
mod shipped;
mod splicing;
mod strategies;
mod strictness;

use super::{AreaFile, SourceText, area, strategy};
use crate::plan::{Level, Plan, Problem, Strategy};

fn source(name: &str, text: &str) -> SourceText {
    SourceText::new(name.into(), text)
}

/// Reads one area under `rules`.
fn area_under(rules: &Strategy, text: &str) -> AreaFile {
    area(&source("plans/1-ports.toml", text), rules, 0)
}

/// Reads one area under the rules of a strategy that says nothing.
fn read_area(text: &str) -> AreaFile {
    area_under(&Strategy::default(), text)
}

/// Reads `strategy.toml`, its first two lines given.
fn read_strategy(text: &str) -> (Strategy, Vec<Problem>) {
    strategy(&source("plans/strategy.toml", &format!("format = 1\ntitle = \"x\"\n{text}")))
}

fn plan_of(file: AreaFile) -> Plan {
    Plan { areas: vec![file.area], items: file.items, ..Plan::default() }
}

/// Code, line and column of each problem, without hints.
fn places(problems: &[Problem]) -> Vec<(&'static str, usize, usize)> {
    let serious = problems.iter().filter(|problem| problem.level() != Level::Hint);
    serious.map(|problem| (problem.fault.code(), problem.place.line, problem.place.column)).collect()
}

/// Property tests leave no files behind.
fn quiet() -> proptest::prelude::ProptestConfig {
    proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() }
}
