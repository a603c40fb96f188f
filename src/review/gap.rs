//! Records that are known to exist and cannot be counted, and the items on which they leave no verdict.

use std::collections::{BTreeMap, BTreeSet};

use super::{Deed, Fact, FactId, Review, Step};
use crate::plan::{Fault, ItemId, Place, Plan, Problem};
use crate::text::Foreign;

/// Records that are missing from a review file.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// The file they belong to, as it is shown.
    pub file: Foreign,
    pub cause: GapCause,
    /// The missing records; `None` where it is not known which they are, so that they may be about any item.
    pub facts: Option<Vec<Fact>>,
}

/// Why records are missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GapCause {
    /// A sparse checkout leaves the file out.
    NotCheckedOut,
    /// The commit that is checked out holds them, and the disk does not.
    Removed,
    /// The commit that is checked out holds them otherwise than the disk does.
    Edited,
    /// The file, or a line of it, cannot be read, which is a problem of its own.
    Unreadable,
    /// This machine acknowledged them, and neither the disk nor a commit holds them.
    Lost,
    /// git cannot give what the commit holds, or cannot be asked.
    Unavailable { detail: Foreign },
    /// git does not answer, so nobody knows what the commit holds.
    NotAnswered,
}

impl Gap {
    /// Returns the gap as a problem of the plan, where it is not told as one already.
    pub fn problem(&self) -> Option<Problem> {
        let file = self.file.clone();
        let facts = self.facts.as_deref().unwrap_or_default();
        let (records, items) = (facts.len(), items_of(facts));
        let fault = match &self.cause {
            GapCause::NotCheckedOut => Fault::RecordsNotCheckedOut { file, records, items },
            GapCause::Removed => Fault::RecordsRemoved { file, records, items },
            GapCause::Edited => Fault::RecordsEdited { file, records, items },
            GapCause::Lost => Fault::RecordsLost { file, records, items },
            GapCause::Unreadable => return None,
            GapCause::Unavailable { detail } => Fault::RecordsUnavailable { detail: detail.clone() },
            GapCause::NotAnswered => Fault::RecordsNotKnown,
        };
        Some(Problem { fault, place: Place::file(&self.file) })
    }
}

impl Review {
    /// Takes note of all records that are missing: on the items they may be about there is no verdict. Those that are
    /// among the facts by now are not missing.
    #[must_use]
    pub fn with_gaps(mut self, plan: &Plan, mut gaps: Vec<Gap>) -> Self {
        for gap in &mut gaps {
            let is_missing = |fact: &Fact| self.fact(&fact.id) != Some(fact);
            gap.facts.iter_mut().for_each(|facts| facts.retain(is_missing));
        }
        gaps.retain(|gap| gap.facts.as_ref().is_none_or(|facts| !facts.is_empty()));
        if self.gaps == gaps {
            return self;
        }
        self.gaps = gaps;
        self.about(plan)
    }

    /// Returns what is known to exist beside the facts, and cannot be counted.
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }
}

/// Returns the items that `facts` name, each once.
pub fn items_of(facts: &[Fact]) -> Vec<ItemId> {
    let items: BTreeSet<&ItemId> = facts.iter().filter_map(|fact| fact.deed.item()).collect();
    items.into_iter().cloned().collect()
}

/// The items on which there is no verdict because records are missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    All,
    /// By index.
    Items(BTreeSet<usize>),
}

impl Default for Doubt {
    fn default() -> Self {
        Self::Items(BTreeSet::new())
    }
}

impl Doubt {
    /// Finds the items that `gaps` leave without a verdict, where `review` holds all that is not missing.
    pub(super) fn of(review: &Review, plan: &Plan, gaps: &[Gap]) -> Self {
        let mut missing: BTreeMap<&FactId, &Fact> = BTreeMap::new();
        for gap in gaps {
            let Some(facts) = &gap.facts else { return Self::All };
            missing.extend(facts.iter().map(|fact| (&fact.id, fact)));
        }
        let find = |id: &FactId| missing.get(id).copied().or_else(|| review.fact(id));
        let mut items = BTreeSet::new();
        if missing.is_empty() {
            return Self::Items(items);
        }
        let positions = plan.positions();
        for fact in missing.values() {
            match concerned(fact, find) {
                Concerned::Nothing => {}
                Concerned::Item(id) => items.extend(positions.get(id).copied().flatten()),
                Concerned::Unknown => return Self::All,
            }
        }
        Self::Items(items)
    }

    pub(super) fn covers(&self, index: usize) -> bool {
        match self {
            Self::All => true,
            Self::Items(items) => items.contains(&index),
        }
    }
}

/// What a verdict may be missing a fact for.
enum Concerned<'a> {
    Nothing,
    Item(&'a ItemId),
    Unknown,
}

/// Follows a chain of undos to what is taken back, or brought back, in the end.
fn concerned<'a>(fact: &'a Fact, find: impl Fn(&FactId) -> Option<&'a Fact>) -> Concerned<'a> {
    let mut fact = fact;
    let mut seen = BTreeSet::new();
    loop {
        match &fact.deed {
            Deed::Undo { of } => match find(of).filter(|_| seen.insert(of)) {
                Some(target) => fact = target,
                None => return Concerned::Unknown,
            },
            // Without its beginning no outcome of a meeting holds.
            Deed::Meeting(Step::Begin(_)) | Deed::Newer { item: None, .. } => return Concerned::Unknown,
            deed => return deed.item().map_or(Concerned::Nothing, Concerned::Item),
        }
    }
}
