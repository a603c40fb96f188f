//! The search as a whole, over small plans.

pub(in crate::search) mod samples;
