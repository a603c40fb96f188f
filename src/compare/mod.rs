//! What changed between two plans and what was recorded in between, as data. Knows no files, no git and no sentences.
//!
//! A change is what a reader of the plan would call one: how a file is laid out, the order of its keys and its remarks are
//! none. What could not be read on one side is not called removed there, and what has no name of its own is paired in its
//! order and said to be ambiguous.

mod areas;
mod clauses;
mod deciding;
mod decimal;
mod facts;
mod fields;
mod items;
mod moves;
pub(crate) mod pairing;
mod said;
mod strategy;
pub mod text;
mod verdicts;

use std::collections::BTreeMap;

pub use areas::AreaChange;
pub use clauses::{ClauseChange, citing};
pub use deciding::{MergeSide, leave_decided};
pub use decimal::Step;
pub use facts::FactsChange;
pub use fields::{FieldChange, ItemField, Saying, of_wordings, said_by_area, said_by_item, said_by_wording};
pub use items::ItemChange;
pub use moves::{Distance, Move, Spot};
pub use pairing::earlier;
pub use said::{Difference, First, FirstChange, Said};
pub use strategy::{Facet, StrategyChange, StrategyPart};
pub use verdicts::VerdictChange;

use crate::plan::{Plan, ReviewerId};
use crate::review::Review;
use crate::text::Foreign;

/// One of the two things that are compared.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    pub plan: &'a Plan,
    /// The facts added up about that plan.
    pub review: &'a Review,
}

/// Something on both sides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Change<T> {
    pub old: T,
    pub new: T,
}

/// The files of each side that are there and could not be read at all, by the names that places give them.
pub type Unread = Change<Vec<Foreign>>;

/// Everything that is otherwise on the new side than on the old one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    pub strategy: Vec<StrategyChange>,
    /// Only areas with something to tell, in plan order; those that are gone stand where they stood.
    pub areas: Vec<AreaChange>,
    /// Clauses of the sources, source by source.
    pub clauses: Vec<ClauseChange>,
    pub facts: BTreeMap<ReviewerId, FactsChange>,
    /// Of items that are on both sides, in plan order.
    pub verdicts: Vec<VerdictChange>,
}

impl Comparison {
    /// Tells whether nothing changed, and everything could be compared.
    pub fn is_empty(&self) -> bool {
        self.strategy.is_empty()
            && self.areas.is_empty()
            && self.clauses.is_empty()
            && self.facts.is_empty()
            && self.verdicts.is_empty()
    }

    /// Returns every item that changed, in the order of the areas.
    pub fn items(&self) -> impl Iterator<Item = &ItemChange> {
        self.areas.iter().flat_map(|area| &area.items)
    }
}

/// Compares two plans and what was recorded about them.
pub fn compare(old: Side<'_>, new: Side<'_>) -> Comparison {
    compare_despite(old, new, &Unread::default())
}

/// Compares as [`compare`] does, where files are known to be `unread`: what may stand in them is not called removed.
pub fn compare_despite(old: Side<'_>, new: Side<'_>, unread: &Unread) -> Comparison {
    let pairs =
        Paired { areas: pairing::areas(old.plan, new.plan), items: pairing::items(old.plan, new.plan) };
    let is_strategy = |file: &Foreign| file.raw().rsplit('/').next() == Some("strategy.toml");
    let strategy_unread = unread.old.iter().chain(&unread.new).any(is_strategy);
    Comparison {
        strategy: if strategy_unread {
            Vec::new()
        } else {
            strategy::changes(&old.plan.strategy, &new.plan.strategy)
        },
        areas: areas::changes(old.plan, new.plan, &pairs, unread),
        clauses: clauses::changes(old.plan, new.plan),
        facts: facts::changes(old.review, new.review, unread),
        verdicts: verdicts::changes(old, new, &pairs),
    }
}

/// What is which on the other side.
struct Paired {
    areas: pairing::Pairs,
    items: pairing::Pairs,
}

#[cfg(test)]
mod tests;
