//! How far the review was, day by day, on the wording the plan has now. Knows the days that the facts name and no other.
//!
//! The day of a fact is the one its reviewer's clock showed. Clocks of several people may differ, and one may have run
//! backwards: this says when things were recorded, and decides nothing. What has no day was there from the beginning.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Deed, Fact, FactId, Moment, Review, Stage, Stages};
use crate::plan::Plan;

/// How far the review was at the end of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// `2026-11-23`; `None` for what was recorded without a day.
    pub day: Option<String>,
    pub stages: Stages,
}

type Name<'a> = Option<&'a str>;

fn day(fact: &Fact) -> Name<'_> {
    fact.at.as_ref().map(Moment::day)
}

impl Review {
    /// Returns how far the review was at the end of each day on which something was recorded, in order.
    ///
    /// Each is what the facts up to that day add up to on the present plan; the last one is how far the review is.
    pub fn day_by_day(&self, plan: &Plan) -> Vec<Day> {
        let all = || (0..self.facts().len()).flat_map(|at| self.recorded_as(at));
        let mut changes: BTreeMap<Name<'_>, Vec<(Stage, Stage)>> =
            all().map(|fact| (day(fact), Vec::new())).collect();
        let positions = plan.positions();
        let undos = self.undos();
        for (item, about) in self.by_item(&positions) {
            let facts = self.bearing_on(&about, &undos);
            let days: BTreeSet<Name<'_>> = facts.iter().map(|fact| day(fact)).collect();
            let mut before = Stage::Untouched;
            for today in &days {
                let by_then = |fact: &Fact| day(fact) <= *today;
                let then = if days.last() == Some(today) {
                    Cow::Borrowed(self.standing(item))
                } else if facts.len() == about.len() {
                    // Nothing takes anything back: to look at fewer facts is all there is to it.
                    let about: Vec<usize> =
                        about.iter().copied().filter(|&at| by_then(&self.facts()[at])).collect();
                    Cow::Owned(self.stand(plan, item, &about))
                } else {
                    let review = Self::gathered(facts.iter().copied().filter(|fact| by_then(fact)).cloned());
                    let about = review.by_item(&positions).remove(&item).unwrap_or_default();
                    Cow::Owned(review.stand(plan, item, &about))
                };
                let stage = Stage::of(&plan.strategy, &then);
                changes.entry(*today).or_default().push((before, stage));
                before = stage;
            }
        }
        let mut stages = Stages { untouched: plan.items.len(), ..Stages::default() };
        let told = changes.into_iter().map(|(day, changes)| {
            for (before, after) in changes {
                *stages.at(before) -= 1;
                *stages.at(after) += 1;
            }
            Day { day: day.map(str::to_owned), stages }
        });
        told.collect()
    }

    /// Returns where the facts stand that take something back, by the name of what they take back.
    fn undos(&self) -> HashMap<&FactId, Vec<usize>> {
        let mut undos: HashMap<&FactId, Vec<usize>> = HashMap::new();
        for at in 0..self.facts().len() {
            for fact in self.recorded_as(at) {
                if let Deed::Undo { of } = &fact.deed {
                    undos.entry(of).or_default().push(at);
                }
            }
        }
        undos
    }

    /// Returns everything on which it depends how an item stands: the facts `about` it, all of their names, the meetings
    /// they are part of, what takes these back, what takes that back, and so on.
    fn bearing_on(&self, about: &[usize], undos: &HashMap<&FactId, Vec<usize>>) -> Vec<&Fact> {
        let mut bearing: BTreeSet<usize> = BTreeSet::new();
        let mut open = about.to_vec();
        while let Some(at) = open.pop() {
            if bearing.insert(at) {
                open.extend(undos.get(&self.facts()[at].id).into_iter().flatten());
                let meetings = self.recorded_as(at).iter().filter_map(|fact| fact.deed.meeting());
                open.extend(meetings.filter_map(|id| self.place(id)));
            }
        }
        bearing.into_iter().flat_map(|at| self.recorded_as(at)).collect()
    }
}
