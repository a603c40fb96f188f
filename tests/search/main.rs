//! What is found in a plan, and that the generated plans on which it is measured are what they should be.
//!
//! `pairs.toml` says what each query must find; `finding` is the one place that knows how to ask.

#[path = "../support/generated.rs"]
mod generated;

mod finding;
mod plans;

mod corpus;
mod generating;
