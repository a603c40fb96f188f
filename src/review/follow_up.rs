//! What meetings left to be done about an item, or put off, besides what they decided on it.

use std::collections::BTreeSet;

use super::{Deed, Fact, FactId, Meeting, Park, Review, Todo};
use crate::plan::Plan;

/// What meetings did to an item besides deciding on it, in the order of the names of the facts.
#[derive(Clone, Debug, Default)]
pub struct FollowUp<'a> {
    pub todos: Vec<Todo<'a>>,
    pub parks: Vec<(&'a Fact, &'a Park)>,
}

impl Review {
    /// Returns what is, or was, to be done about item `index`, and which meetings put it off.
    pub fn follow_up(&self, plan: &Plan, index: usize) -> FollowUp<'_> {
        let (mut todos, mut meetings) = (false, BTreeSet::<&FactId>::new());
        for fact in self.standing(index).in_meetings.iter().filter_map(|id| self.fact(id)) {
            match &fact.deed {
                Deed::Action(_) => todos = true,
                Deed::Park(park) => drop(meetings.insert(&park.meeting)),
                _ => {}
            }
        }
        let mut follow_up = FollowUp::default();
        if todos {
            let is_on_it =
                |todo: &Todo<'_>| todo.action.item.as_ref().and_then(|id| plan.position(id)) == Some(index);
            follow_up.todos.extend(self.actions().into_iter().filter(is_on_it));
        }
        let held = meetings.into_iter().filter_map(|id| Meeting::of(self, id)).filter(|it| !it.taken_back);
        for meeting in held {
            let on_it = |(_, park): &(&Fact, &Park)| plan.position(&park.item) == Some(index);
            follow_up.parks.extend(meeting.parks.iter().copied().filter(on_it));
        }
        follow_up.parks.sort_by_key(|(fact, _)| &fact.id);
        follow_up
    }
}
