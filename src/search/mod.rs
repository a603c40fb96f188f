//! Finds items by what people type. Knows plans and text; knows no keys and no screen.

mod index;
mod matching;

pub use index::{Hit, Index, Spot, Target};
pub use matching::Tier;

#[cfg(test)]
mod tests;
