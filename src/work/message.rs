//! What a commit says, from as little of the plan as it takes: a big plan must not be read for one mark.

use std::collections::BTreeSet;

use super::World;
use super::load::{areas_called, load};
use super::survey::Change;
use crate::job::Loaded;
use crate::plan::{AreaId, Interface, Plan};
use crate::report;
use crate::review::{Fact, Review};
use crate::words::Words;

/// Says in the plan's language what `changes` bring.
pub(super) fn message(world: &World, changes: &[Change]) -> String {
    let new: Vec<&Fact> = changes.iter().flat_map(|change| &change.facts).collect();
    let (plan, review) = touched(world, changes).unwrap_or_else(|| {
        let Loaded { plan, facts, .. } = load(world, None::<fn(Loaded)>);
        let review = Review::of(&plan, facts);
        (plan, review)
    });
    let language = Interface::understand(plan.strategy.first_language()).unwrap_or(Interface::Chinese);
    report::commit_message(&Words::new(language), &plan, &review, &new)
}

/// Returns the areas whose items are touched and what these files alone say of them; `None` where that is not enough:
/// an item has moved, its area has a file of another name, something is undone that stands in another file, or a meeting
/// is to be told, in which others recorded.
fn touched(world: &World, changes: &[Change]) -> Option<(Plan, Review)> {
    let facts = || changes.iter().flat_map(|change| change.known.iter().chain(&change.facts)).cloned();
    let review = Review::of(&Plan::default(), facts());
    let items: Option<Vec<_>> =
        changes.iter().flat_map(|change| &change.facts).map(|fact| review.item_touched(fact)).collect();
    let items = items?;
    if changes.iter().flat_map(|change| &change.facts).any(|fact| review.meeting_touched(fact).is_some()) {
        return None;
    }
    let areas: BTreeSet<AreaId> = items.iter().filter_map(|item| AreaId::parse(item.area()).ok()).collect();
    let plan = areas_called(world, &areas);
    let positions = plan.positions();
    let all_there = items.iter().all(|item| positions.get(item).copied().flatten().is_some());
    drop(positions);
    let review = Review::of(&plan, facts());
    all_there.then_some((plan, review))
}
