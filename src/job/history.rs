//! What became of a plan, commit by commit.

use crate::plan::{AreaId, ItemId};

/// What a history is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    Everything,
    Area(AreaId),
    /// An item, through the ids it had before.
    Item(ItemId),
}
