//! What became of a plan, commit by commit.

use std::collections::BTreeMap;

use super::{Compared, Revision};
use crate::compare::ItemField;
use crate::plan::{AreaId, ItemId};

/// What a history is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    Everything,
    Area(AreaId),
    /// An item, through the ids it had before.
    Item(ItemId),
}

/// What became of something.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// What is not committed yet first, then commits; each before those it goes on from.
    pub passages: Vec<Compared>,
    /// There is older history, which this clone does not hold.
    pub is_cut: bool,
    /// Of an item: where each field, in each language, has its present value from.
    pub origins: BTreeMap<(ItemField, Option<String>), Origin>,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    Uncommitted,
    Commit(Revision),
    /// It is older than what this clone holds.
    Cut,
}
