//! How far the review of a whole plan is: area by area, reviewer by reviewer, day by day. What is hidden or folded
//! still counts.

use std::collections::BTreeSet;

use super::{Day, Fact, FactId, Lens, Review, Stance, Tally, Todo};
use crate::plan::{Plan, ReviewerId};

/// How far the review of a plan is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// Through the verdicts, area by area.
    pub areas: Vec<Tally>,
    /// Through the verdicts.
    pub total: Tally,
    /// Those the strategy lists in its order, then whoever else recorded something.
    pub reviewers: Vec<Looking>,
    /// What is still to be done: what is due first comes first, what has no day last.
    pub actions: Vec<OpenAction>,
    /// The days on which something was recorded, in order.
    pub days: Vec<Day>,
}

/// Something that somebody is still to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenAction {
    /// The fact that says so.
    pub id: FactId,
    /// The item it is about, where that is one of the plan.
    pub item: Option<usize>,
    /// It should have been done by now.
    pub overdue: bool,
}

/// How far one reviewer has looked at a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looking {
    pub id: ReviewerId,
    /// The strategy lists this reviewer.
    pub listed: bool,
    /// The reviewer is listed, and the term runs: what is left is waited for.
    pub asked: bool,
    /// Through the reviewer's own marks, area by area.
    pub areas: Vec<Tally>,
    pub total: Tally,
}

impl OpenAction {
    /// Finds it among everything that is, or was, to be done.
    pub fn among<'a, 'r>(&self, todos: &'a [Todo<'r>]) -> Option<&'a Todo<'r>> {
        todos.iter().find(|todo| todo.fact.id == self.id)
    }
}

impl Overview {
    /// Counts everything. What is overdue, and whose term runs, is seen from the day of the strategy.
    pub fn of(plan: &Plan, review: &Review) -> Self {
        let strategy = &plan.strategy;
        let areas = |lens: &Lens| -> Vec<Tally> {
            let tally = |area| Tally::of(plan, review, lens, plan.area_items(area));
            (0..plan.areas.len()).map(tally).collect()
        };
        let asked: BTreeSet<&ReviewerId> = strategy.asked().map(|reviewer| &reviewer.id).collect();
        let listed = strategy.reviewers.iter().map(|reviewer| &reviewer.id);
        let known: BTreeSet<&ReviewerId> = listed.clone().collect();
        let voices = review.facts().iter().map(Fact::voice);
        let others: BTreeSet<&ReviewerId> =
            review.reviewers().into_iter().chain(voices).filter(|id| !known.contains(id)).collect();
        let looking = |id: &ReviewerId| {
            let areas = areas(&Lens::Reviewer(id.clone()));
            Looking {
                id: id.clone(),
                listed: known.contains(id),
                asked: asked.contains(id),
                total: Tally::sum(strategy, &areas),
                areas,
            }
        };
        let reviewers = listed.chain(others).map(looking).collect();
        let areas = areas(&Lens::Everybody);
        let total = Tally::sum(strategy, &areas);
        Self { areas, total, reviewers, actions: open_actions(plan, review), days: review.day_by_day(plan) }
    }
}

impl Overview {
    /// Returns how many of the open actions are overdue.
    pub fn overdue(&self) -> usize {
        self.actions.iter().filter(|action| action.overdue).count()
    }

    /// Returns those whose word is waited for.
    pub fn asked(&self) -> impl Iterator<Item = &Looking> {
        self.reviewers.iter().filter(|looking| looking.asked)
    }
}

fn open_actions(plan: &Plan, review: &Review) -> Vec<OpenAction> {
    let mut open: Vec<Todo<'_>> = review.actions().into_iter().filter(|todo| todo.open).collect();
    open.sort_by_key(|todo| (todo.action.due.is_none(), todo.action.due));
    let action = |todo: Todo<'_>| OpenAction {
        id: todo.fact.id.clone(),
        item: todo.action.item.as_ref().and_then(|id| plan.position(id)),
        overdue: plan.strategy.day.is_some_and(|today| todo.is_overdue(today)),
    };
    open.into_iter().map(action).collect()
}

impl Looking {
    /// Returns the items that the reviewer has to look at, in plan order.
    pub fn left<'a>(&'a self, plan: &'a Plan, review: &'a Review) -> impl Iterator<Item = usize> + 'a {
        let lens = Lens::Reviewer(self.id.clone());
        (0..plan.items.len()).filter(move |&index| Stance::of(review, &lens, index).is_open())
    }
}
