//! The search as a whole, over small plans.

mod answers;
mod explaining;
mod plans;
mod reference;
pub(in crate::search) mod samples;
mod shipped;
mod slices;
