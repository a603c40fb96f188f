//! Which children are hidden: by index, because every row of every frame asks; carried over by id where the plan changes.

use std::collections::BTreeSet;

use super::Row;
use crate::plan::Plan;

/// The folds of one plan.
#[derive(Clone, Debug, Default)]
pub(super) struct Folds {
    areas: Vec<bool>,
    items: Vec<bool>,
    /// Where what hangs under each item ends.
    ends: Vec<usize>,
    /// Ids whose children were hidden when the plan last had them, should they come back.
    absent: BTreeSet<String>,
    /// Everything was folded, and not unfolded since.
    all: bool,
}

impl Folds {
    /// Tells whether the children of `row` are hidden.
    pub(super) fn has(&self, row: Row) -> bool {
        let (flags, index) = match row {
            Row::Area(index) => (&self.areas, index),
            Row::Item(index) => (&self.items, index),
        };
        flags.get(index).copied().unwrap_or_default()
    }

    /// Hides or shows the children of `row`.
    pub(super) fn set(&mut self, row: Row, folded: bool) {
        let flag = match row {
            Row::Area(index) => self.areas.get_mut(index),
            Row::Item(index) => self.items.get_mut(index),
        };
        if let Some(flag) = flag {
            *flag = folded;
        }
    }

    /// Hides everything below goals.
    pub(super) fn fold_all(&mut self) {
        self.all = true;
        for (index, (flag, &end)) in self.items.iter_mut().zip(&self.ends).enumerate() {
            *flag |= end > index + 1;
        }
    }

    /// Shows everything.
    pub(super) fn unfold_all(&mut self) {
        self.all = false;
        self.areas.fill(false);
        self.items.fill(false);
        self.absent.clear();
    }

    /// Hides the children of what `ids` name, and of nothing else; also of what the plan has only later.
    pub(super) fn restore(&mut self, plan: &Plan, mut ids: BTreeSet<String>) {
        self.unfold_all();
        for (flags, names) in [(&mut self.areas, area_ids(plan)), (&mut self.items, item_ids(plan))] {
            for (flag, name) in flags.iter_mut().zip(names) {
                *flag = ids.remove(name);
            }
        }
        self.absent = ids;
    }

    /// Returns the ids of all whose children are hidden, those that the plan has not now included.
    pub(super) fn ids(&self, plan: &Plan) -> BTreeSet<String> {
        let areas = self.areas.iter().zip(area_ids(plan));
        let hidden = areas.chain(self.items.iter().zip(item_ids(plan))).filter(|(flag, _)| **flag);
        hidden.map(|(_, id)| id.to_owned()).chain(self.absent.iter().cloned()).collect()
    }

    /// Returns the row after item `index` that its children do not hide.
    pub(super) fn after(&self, index: usize) -> usize {
        let end = self.ends.get(index).copied().unwrap_or(index + 1);
        if self.has(Row::Item(index)) { end } else { index + 1 }
    }

    /// Makes the folds of `before` those of `now`. Where `before` was only a part, what is new is folded as all was.
    pub(super) fn follow(&mut self, before: &Plan, now: &Plan, part: bool) {
        self.ends = (1..=now.items.len()).collect();
        for (index, item) in now.items.iter().enumerate().rev() {
            if let Some(parent) = item.parent {
                self.ends[parent] = self.ends[parent].max(self.ends[index]);
            }
        }
        carry(&mut self.areas, &mut self.absent, &area_ids(before), &area_ids(now));
        let known = self.items.len();
        carry(&mut self.items, &mut self.absent, &item_ids(before), &item_ids(now));
        for index in known..self.items.len() {
            self.items[index] |= part && self.all && self.ends[index] > index + 1;
        }
    }
}

fn area_ids(plan: &Plan) -> Vec<&str> {
    plan.areas.iter().map(|area| area.id.as_str()).collect()
}

fn item_ids(plan: &Plan) -> Vec<&str> {
    plan.items.iter().map(|item| item.id.as_str()).collect()
}

/// Gives the flags of the ids `before` to the same ids in `now`, and keeps those that are not there.
fn carry(flags: &mut Vec<bool>, absent: &mut BTreeSet<String>, before: &[&str], now: &[&str]) {
    let stays = |index: usize| before.get(index).is_some_and(|id| now.get(index) == Some(id));
    let set = flags.iter().zip(before).enumerate().filter(|&(index, (flag, _))| *flag && !stays(index));
    absent.extend(set.map(|(_, (_, id))| (*id).to_owned()));
    let is_folded = |(index, id): (usize, &&str)| {
        if stays(index) { flags.get(index).is_some_and(|flag| *flag) } else { absent.contains(*id) }
    };
    let folded: Vec<bool> = now.iter().enumerate().map(is_folded).collect();
    if !absent.is_empty() {
        for id in now {
            absent.remove(*id);
        }
    }
    *flags = folded;
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::plan::Item;
    use crate::source::{self, SourceText};

    /// Makes a plan of goals `a/0`, `a/1` and so on, each with a task `a/0t`, as far as they are asked for.
    fn plan_of(goals: &[usize]) -> Plan {
        let goals =
            goals.iter().map(|goal| format!("[[goal]]\nid=\"{goal}\"\n[[goal.task]]\nid=\"{goal}t\"\n"));
        let text = format!("id=\"a\"\n{}", goals.collect::<String>());
        let mut plan = Plan::default();
        let source = SourceText::new("plans/a.toml".into(), text);
        let file = source::area(&source, &plan.strategy, 0);
        plan.areas.push(file.area);
        plan.items = file.items;
        plan
    }

    fn id(item: &Item) -> String {
        item.id.to_string()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// The slow way: one set of ids, whatever the plan has.
        #[test]
        fn folds_are_kept_by_id_also_of_what_goes_and_comes_back(
            steps in prop::collection::vec(
                (Just((0..6).collect::<Vec<usize>>()).prop_shuffle(), 0..7_usize, prop::collection::vec(0..20_usize, 0..4)),
                1..6,
            ),
        ) {
            let (mut plan, mut folds, mut folded) = (Plan::default(), Folds::default(), BTreeSet::new());
            for (goals, count, toggled) in steps {
                let now = plan_of(&goals[..count.min(goals.len())]);
                folds.follow(&plan, &now, false);
                plan = now;
                for index in toggled.into_iter().filter(|&index| index < plan.items.len()) {
                    let fold = !folds.has(Row::Item(index));
                    folds.set(Row::Item(index), fold);
                    let id = id(&plan.items[index]);
                    if fold { folded.insert(id); } else { folded.remove(&id); }
                }
                for (index, item) in plan.items.iter().enumerate() {
                    prop_assert_eq!(folds.has(Row::Item(index)), folded.contains(&id(item)));
                    let hidden = if folds.has(Row::Item(index)) { plan.below(index).end } else { index + 1 };
                    prop_assert_eq!(folds.after(index), hidden);
                }
            }
        }
    }
}
