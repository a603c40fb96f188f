//! What a meeting records: its steps, what it decided, what is to be done, and what was put off.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{FactId, Pin, Votes};
use crate::plan::{ItemId, ReviewerId, StatusId};
use crate::text::Foreign;

/// What is to be gone through, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agenda {
    pub items: Vec<ItemId>,
    /// Planned whole minutes, for items that have a plan.
    pub minutes: BTreeMap<ItemId, u32>,
}

/// How a meeting begins. The name of this fact is the name of the meeting.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Begin {
    pub title: Option<Foreign>,
    /// The query that the agenda was made of.
    pub query: Option<Foreign>,
    pub agenda: Agenda,
    /// Planned whole minutes in all.
    pub planned: Option<u32>,
    pub present: Vec<Foreign>,
    pub place: Option<Foreign>,
    pub chair: Option<ReviewerId>,
}

/// A step of a meeting.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Begin(Begin),
    /// The agenda from now on.
    Agenda {
        meeting: FactId,
        agenda: Agenda,
        /// The agendas of the meeting that this one replaces.
        after: Vec<FactId>,
    },
    /// Who is there from now on.
    Present {
        meeting: FactId,
        present: Vec<Foreign>,
        after: Vec<FactId>,
    },
    /// The item that is on the table from now on.
    Item {
        meeting: FactId,
        item: ItemId,
    },
    Pause {
        meeting: FactId,
        text: Option<Foreign>,
    },
    Resume {
        meeting: FactId,
        text: Option<Foreign>,
    },
    End {
        meeting: FactId,
        text: Option<Foreign>,
    },
}

impl Step {
    /// Returns the meeting it is a step of; a beginning is its own.
    pub fn meeting(&self) -> Option<&FactId> {
        match self {
            Self::Begin(_) => None,
            Self::Agenda { meeting, .. }
            | Self::Present { meeting, .. }
            | Self::Item { meeting, .. }
            | Self::Pause { meeting, .. }
            | Self::Resume { meeting, .. }
            | Self::End { meeting, .. } => Some(meeting),
        }
    }

    /// Tells whether it says where the meeting is from now on: an item on the table, a pause, the end.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Item { .. } | Self::Pause { .. } | Self::Resume { .. } | Self::End { .. } => true,
            Self::Begin(_) | Self::Agenda { .. } | Self::Present { .. } => false,
        }
    }

    /// Returns the steps it names as replaced.
    pub fn after(&self) -> &[FactId] {
        match self {
            Self::Agenda { after, .. } | Self::Present { after, .. } => after,
            _ => &[],
        }
    }
}

/// What a meeting decided on an item, on the wording that was on the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub item: ItemId,
    pub pin: Pin,
    pub meeting: FactId,
    pub status: StatusId,
    pub votes: Option<Votes>,
    /// The decision in words.
    pub text: Option<Foreign>,
    /// The outcomes on this item, of whatever meeting, that this one replaces.
    pub after: Vec<FactId>,
}

/// What somebody is to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// `None` where it is about the plan as a whole.
    pub item: Option<ItemId>,
    pub text: Foreign,
    pub owner: Vec<Foreign>,
    pub due: Option<Date>,
    /// The outcome or note it comes from.
    pub re: Option<FactId>,
    pub meeting: Option<FactId>,
    /// The actions that this one replaces.
    pub after: Vec<FactId>,
}

/// An item put off in a meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct Park {
    pub item: ItemId,
    pub meeting: FactId,
    /// Why.
    pub text: Option<Foreign>,
    pub until: Option<Date>,
    pub after: Vec<FactId>,
}
