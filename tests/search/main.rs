//! What is found in a plan, and that the generated plans on which it is measured are what they should be.

#[path = "../support/generated.rs"]
mod generated;

mod generating;
mod plans;
