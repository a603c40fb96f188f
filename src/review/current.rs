//! A mark that holds: who stands behind it, whether it is on the present wording, and what it lacks.

use super::FactId;
use crate::plan::{Citation, ItemId, ReviewerId, StatusId};
use crate::text::Foreign;

/// Who stands behind a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Backing {
    /// Its reviewer, who recorded it.
    Own,
    /// Nobody yet but who recorded it on the reviewer's behalf.
    RecordedBy(ReviewerId),
    /// Its reviewer, who confirmed what was recorded on the reviewer's behalf.
    Confirmed(ReviewerId),
}

/// A mark that no later mark of its reviewer replaces and no undo takes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurrentMark {
    pub id: FactId,
    /// Whose mark it is.
    pub by: ReviewerId,
    pub backing: Backing,
    pub status: StatusId,
    /// The role its reviewer held when it was made.
    pub role: Option<Foreign>,
    /// The covered wording has changed since, in more than words or without anybody's having said so.
    pub stale: bool,
    /// The facts that declared the change since to be of wording only, in their order, where it holds through such.
    pub carried: Vec<FactId>,
    /// It is not stale, but this item above reads otherwise than what was above when it was made: the nearest such.
    pub suspect: Option<ItemId>,
    /// The clauses its item cites that say something else than when it was made.
    pub source_changed: Vec<Citation>,
    /// The same reviewer has another mark that this one does not replace: neither counts.
    pub concurrent: bool,
    /// Its status wants a reason, and nobody has given one.
    pub owes_reason: bool,
}

impl Backing {
    /// Returns who recorded it, where that is not its reviewer, and whether the reviewer confirmed it.
    pub fn recorded_by(&self) -> Option<(&ReviewerId, bool)> {
        match self {
            Self::Own => None,
            Self::RecordedBy(writer) => Some((writer, false)),
            Self::Confirmed(writer) => Some((writer, true)),
        }
    }
}

impl CurrentMark {
    /// Tells whether it was recorded on behalf of its reviewer, who has not answered.
    pub fn is_unconfirmed(&self) -> bool {
        matches!(self.backing, Backing::RecordedBy(_))
    }

    /// Tells whether the item reads otherwise than when it was made, be it in words only.
    pub fn is_on_another_wording(&self) -> bool {
        self.stale || !self.carried.is_empty()
    }

    /// Tells whether its reviewer is to look again: its item, or what is above that, changed in more than words.
    pub fn wants_another_look(&self) -> bool {
        self.stale || self.suspect.is_some()
    }

    /// Tells whether it goes into the verdict.
    pub fn counts(&self) -> bool {
        !self.stale && !self.concurrent
    }
}
