//! A figure that shows how far a goal is. Knows numbers and years, not how they are written in a file.

use std::fmt;

use super::Localized;
use crate::text::Foreign;

/// A number as a plan gives it. Equal numbers are equal however they are written: `15` is `15.0`.
#[derive(Clone, Copy, Debug)]
pub enum Number {
    Whole(i64),
    Decimal(f64),
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

/// Prints the shortest decimal form that reads back as the same number; whole numbers without a point.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(whole) => write!(f, "{whole}"),
            // Minus zero is zero.
            Self::Decimal(decimal) => write!(f, "{}", decimal + 0.0),
        }
    }
}

/// The value of a metric at one time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    pub value: Number,
    pub year: Option<i16>,
}

/// What is measured, where it stood, where it stands, and where it shall be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metric {
    pub name: Localized,
    pub unit: Option<Foreign>,
    pub baseline: Option<Reading>,
    pub target: Option<Reading>,
    pub now: Option<Reading>,
}
