//! What somebody is to do, and whether it is done.

use std::collections::HashMap;

use jiff::civil::Date;

use super::force::in_force;
use super::{Action, Deed, Fact, FactId, Resolve, Review};

/// Something to be done that was not taken back and that nothing replaces.
#[derive(Clone, Debug, PartialEq)]
pub struct Todo<'a> {
    pub fact: &'a Fact,
    pub action: &'a Action,
    /// The resolving and opening facts in force.
    pub resolved: Vec<&'a FactId>,
    /// Nobody resolved it, or somebody opened it again.
    pub open: bool,
}

impl Todo<'_> {
    /// Tells whether it should have been done before `today`.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.open && self.action.due.is_some_and(|due| due < today)
    }
}

impl Review {
    /// Returns everything that is, or was, to be done, in the order of the names of the facts.
    pub fn actions(&self) -> Vec<Todo<'_>> {
        let facts = self.facts().iter();
        let actions: Vec<(&Fact, &Action)> = facts
            .filter_map(|fact| match &fact.deed {
                Deed::Action(action) => Some((fact, action)),
                _ => None,
            })
            .collect();
        if actions.is_empty() {
            return Vec::new();
        }
        let facts = self.facts().iter();
        let mut resolves: HashMap<&FactId, Vec<(&Fact, &Resolve)>> = HashMap::new();
        for fact in facts {
            if let Deed::Resolve(resolve) = &fact.deed {
                resolves.entry(&resolve.of).or_default().push((fact, resolve));
            }
        }
        in_force(&actions, |action| &action.after, self.undone())
            .into_iter()
            .map(|(fact, action)| {
                let item = action.item.as_ref().map(|id| self.subject(id));
                let same = |resolve: &Resolve| resolve.item.as_ref().map(|id| self.subject(id)) == item;
                let naming = resolves.get(&fact.id).map(Vec::as_slice).unwrap_or_default().iter().copied();
                let about: Vec<(&Fact, &Resolve)> = naming.filter(|(_, resolve)| same(resolve)).collect();
                let holding = in_force(&about, |resolve| &resolve.after, self.undone());
                Todo {
                    fact,
                    action,
                    open: holding.is_empty() || holding.iter().any(|(_, resolve)| resolve.open),
                    resolved: holding.into_iter().map(|(fact, _)| &fact.id).collect(),
                }
            })
            .collect()
    }
}
