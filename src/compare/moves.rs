//! What really moved: the fewest things that must be taken up and put down again to make one order out of another.

use std::collections::HashMap;

use super::pairing::Pairs;
use crate::plan::Plan;

/// Where an item stands, in indices of one plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    pub area: usize,
    /// The item it hangs under; `None` for a goal.
    pub parent: Option<usize>,
    /// The item before it under the same parent; `None` for the first.
    pub after: Option<usize>,
}

/// How far an item moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Distance {
    /// Among those beside it.
    Order,
    /// To another parent in its area.
    Parent,
    /// To another area.
    Area,
}

impl Distance {
    /// Returns the word used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Parent => "parent",
            Self::Area => "area",
        }
    }
}

/// A move of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    pub distance: Distance,
    /// In indices of the old plan.
    pub from: Spot,
    /// In indices of the new plan.
    pub to: Spot,
}

/// What hangs under one parent: its area, and the parent.
type Siblings = (usize, Option<usize>);

/// Returns where each item of `plan` stands.
fn spots(plan: &Plan) -> Vec<Spot> {
    let mut last: HashMap<Siblings, usize> = HashMap::new();
    let spot = |(index, item): (usize, &crate::plan::Item)| {
        let after = last.insert((item.area, item.parent), index);
        Spot { area: item.area, parent: item.parent, after }
    };
    plan.items.iter().enumerate().map(spot).collect()
}

/// Returns for each item of the new plan how it moved. In areas that `is_known` denies, of which a file could not be read
/// whole, nothing is said of order and parent.
pub(super) fn moves(
    (old, new): (&Plan, &Plan),
    areas: &Pairs,
    items: &Pairs,
    is_known: impl Fn(usize) -> bool,
) -> Vec<Option<Move>> {
    let (from, to) = (spots(old), spots(new));
    let mut distances: Vec<Option<Distance>> = vec![None; new.items.len()];
    let mut beside: HashMap<Siblings, Vec<(usize, usize)>> = HashMap::new();
    for (now, item) in new.items.iter().enumerate() {
        let Some(was) = items.old_of(now) else { continue };
        let before = &old.items[was];
        let same_area = areas.new_of(before.area) == Some(item.area);
        let same_parent = match before.parent {
            Some(parent) => items.new_of(parent).is_some_and(|parent| item.parent == Some(parent)),
            None => item.parent.is_none() && same_area,
        };
        if same_parent {
            beside.entry((item.area, item.parent)).or_default().push((was, now));
        } else if !same_area {
            distances[now] = Some(Distance::Area);
        } else if is_known(item.area) {
            distances[now] = Some(Distance::Parent);
        }
    }
    for ((area, _), pairs) in beside {
        if is_known(area) {
            let names = |at: &(usize, usize)| {
                let (was, is) = (old.items[at.0].id.as_str(), new.items[at.1].id.as_str());
                (was.min(is).to_owned(), was.max(is).to_owned())
            };
            for now in out_of_order(&pairs, names) {
                distances[now] = Some(Distance::Order);
            }
        }
    }
    let moved = |(now, distance): (usize, Option<Distance>)| {
        let was = items.old_of(now)?;
        Some(Move { distance: distance?, from: from[was].clone(), to: to[now].clone() })
    };
    distances.into_iter().enumerate().map(moved).collect()
}

/// Returns the new places of the fewest among `pairs` (old place, new place; sorted by the new one) without which the
/// others keep their order.
///
/// Where it is one or the other, the choice is the same whichever of the two orders is called the new one.
pub(super) fn out_of_order<K: Ord>(
    pairs: &[(usize, usize)],
    name: impl Fn(&(usize, usize)) -> K,
) -> Vec<usize> {
    if pairs.is_sorted_by(|a, b| a.0 < b.0) {
        return Vec::new();
    }
    let keys: Vec<(usize, K)> = pairs.iter().map(|pair| (pair.0 + pair.1, name(pair))).collect();
    // Those at the end of a row of the same length, in the order they come: their old places go down.
    let mut piles: Vec<Pile> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (at, &(was, _)) in pairs.iter().enumerate() {
        let length = piles.partition_point(|pile| pairs[pile.last].0 < was);
        if let Some(shorter) = length.checked_sub(1).and_then(|length| piles.get(length)) {
            before[at] = shorter.best_below(was, pairs);
        }
        match piles.get_mut(length) {
            Some(pile) => pile.put(at, &keys),
            None => piles.push(Pile { all: vec![at], best: vec![at], last: at }),
        }
    }
    let end = piles.last().and_then(|pile| pile.best.first().copied());
    let mut stays = vec![false; pairs.len()];
    for at in std::iter::successors(end, |&at| before[at]) {
        stays[at] = true;
    }
    pairs.iter().zip(stays).filter(|(_, stays)| !stays).map(|(pair, _)| pair.1).collect()
}

/// The ends of rows of one length.
struct Pile {
    all: Vec<usize>,
    /// Those that no later one of the pile is preferred to, the best first: what is best from any place to the end is the
    /// first of these from that place on.
    best: Vec<usize>,
    last: usize,
}

impl Pile {
    fn put<K: Ord>(&mut self, at: usize, keys: &[K]) {
        while self.best.last().is_some_and(|&known| keys[at] < keys[known]) {
            self.best.pop();
        }
        self.best.push(at);
        self.all.push(at);
        self.last = at;
    }

    /// Returns the best of those whose old place is before `was`, which are the last ones.
    fn best_below(&self, was: usize, pairs: &[(usize, usize)]) -> Option<usize> {
        let first = self.all.get(self.all.partition_point(|&at| pairs[at].0 >= was))?;
        self.best.get(self.best.partition_point(|at| at < first)).copied()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn moved(order: &[usize]) -> Vec<usize> {
        let pairs: Vec<(usize, usize)> = order.iter().enumerate().map(|(new, &old)| (old, new)).collect();
        out_of_order(&pairs, |&(old, _)| old)
    }

    #[test]
    fn only_what_was_carried_is_moved() {
        for (order, expected) in [
            (vec![], vec![]),
            (vec![0, 1, 2], vec![]),
            (vec![1, 2, 3, 0], vec![3]),
            (vec![3, 0, 1, 2], vec![0]),
            (vec![0, 3, 1, 2, 4], vec![1]),
        ] {
            assert_eq!(moved(&order), expected, "{order:?}");
        }
    }

    fn longest(order: &[usize]) -> usize {
        let mut longest = vec![1; order.len()];
        for at in 0..order.len() {
            for before in (0..at).filter(|&before| order[before] < order[at]) {
                longest[at] = longest[at].max(longest[before] + 1);
            }
        }
        longest.into_iter().max().unwrap_or(0)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_fewest_move_and_the_same_ones_from_both_sides(order in (0_usize..12).prop_flat_map(|n| Just((0..n).collect::<Vec<_>>()).prop_shuffle())) {
            let moved = moved(&order);
            let rest: Vec<usize> = (0..order.len()).filter(|new| !moved.contains(new)).map(|new| order[new]).collect();
            prop_assert!(rest.is_sorted());
            prop_assert_eq!(rest.len(), longest(&order));
            let mut back: Vec<(usize, usize)> = order.iter().copied().enumerate().collect();
            back.sort_by_key(|&(_, old)| old);
            let mut moved_back = out_of_order(&back, |&(_, old)| old);
            moved_back.sort_by_key(|old| order.iter().position(|other| other == old));
            let names: Vec<usize> = moved.iter().map(|&new| order[new]).collect();
            prop_assert_eq!(moved_back, names);
        }
    }
}
