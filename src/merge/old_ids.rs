//! The ids that items had before, after a merge. An id that an item had on either side and lost in the merge stays with it
//! as an old one, for something may have been recorded under it.

use std::collections::{BTreeMap, BTreeSet};

use super::clash::Side;
use super::joining::Joining;
use super::places::Places;
use super::presence::Origin;
use super::tree::{Name, Node};

/// Returns the old ids of every item that stays, in the order they are written.
pub(super) fn old_ids(joining: &Joining<'_>, places: &Places) -> BTreeMap<usize, Vec<String>> {
    let items: Vec<(usize, String)> = joining
        .things()
        .filter(|&thing| matches!(joining.name(thing), Name::Item(_)))
        .filter_map(|thing| Some((thing, places.name(joining, thing)?)))
        .collect();
    let mut lists: BTreeMap<usize, Vec<String>> =
        items.iter().map(|(thing, _)| (*thing, joined(joining, places, *thing))).collect();
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for id in items.iter().map(|(_, id)| id).chain(lists.values().flatten()) {
        *taken.entry(id.clone()).or_default() += 1;
    }
    let lost: Vec<(usize, BTreeSet<String>)> =
        items.iter().map(|(thing, id)| (*thing, lost(joining, places, *thing, id))).collect();
    for id in lost.iter().flat_map(|(_, lost)| lost) {
        *taken.entry(id.clone()).or_default() += 1;
    }
    for (thing, lost) in lost {
        let list = lists.entry(thing).or_default();
        // What is another item's by now stays that item's.
        list.extend(lost.into_iter().filter(|id| taken.get(id) == Some(&1)));
    }
    lists
}

/// Returns the old ids that the sides name, joined one by one.
fn joined(joining: &Joining<'_>, places: &Places, thing: usize) -> Vec<String> {
    let nodes = joining.nodes(thing);
    let of = |node: Option<&Node>| -> Vec<String> {
        node.into_iter().flat_map(Node::was).map(str::to_owned).collect()
    };
    let (base, ours, theirs) = (of(nodes.base), of(nodes.ours), of(nodes.theirs));
    let one = match places.origins[thing] {
        Some(Origin::One(side)) => Some(side),
        _ if nodes.base.is_none() => Some(Side::Ours),
        _ => places.olds[thing],
    };
    let mut list = match one {
        Some(Side::Ours) => ours,
        Some(Side::Theirs) => theirs,
        None => {
            let kept = |id: &&String| ours.contains(id) && theirs.contains(id);
            let mut list: Vec<String> = base.iter().filter(kept).cloned().collect();
            let new = |side: &[String]| -> Vec<String> {
                side.iter().filter(|id| !base.contains(id)).cloned().collect()
            };
            let (here, there) = (new(&ours), new(&theirs));
            let mut more = here.clone();
            more.extend(there.iter().filter(|id| !here.contains(id)).cloned());
            // The same order from either side, where both named more.
            if !here.is_empty() && !there.is_empty() && here != there {
                more.sort();
            }
            list.extend(more);
            list
        }
    };
    // An item that is called again what it was has no such old id, unless a side says so of it under this id.
    let is_now = |id: &String| places.name(joining, thing).as_ref() == Some(id);
    let is_so_on = |node: Option<&Node>, id: &String| {
        node.is_some_and(|node| node.name.as_str() == id && node.was().any(|was| was == id))
    };
    list.retain(|id| {
        let is_idle = is_now(id) && !is_so_on(nodes.ours, id) && !is_so_on(nodes.theirs, id);
        !is_idle && !places.disowned[thing].contains(id)
    });
    list
}

/// Returns the ids that an item has on a side and that the merge takes from it.
fn lost(joining: &Joining<'_>, places: &Places, thing: usize, id: &str) -> BTreeSet<String> {
    let nodes = joining.nodes(thing);
    let name = |node: Option<&Node>| node.map(|node| node.name.as_str().to_owned());
    let (base, ours, theirs) = (name(nodes.base), name(nodes.ours), name(nodes.theirs));
    // Who gave it the id it has now said what becomes of the one before.
    let is_given = [&ours, &theirs].into_iter().flatten().any(|name| name == id);
    // What only the side that was not chosen calls an old id is none by that.
    let saying = match places.origins[thing] {
        Some(Origin::One(side)) => [nodes.on(side), None],
        _ => [nodes.ours, nodes.theirs],
    };
    let known: BTreeSet<&str> = saying.into_iter().flatten().flat_map(Node::was).collect();
    let is_lost = |name: &String| name != id && !known.contains(name.as_str());
    [ours, theirs]
        .into_iter()
        .flatten()
        .filter(|name| is_lost(name) && (!is_given || Some(name) != base.as_ref()))
        .collect()
}

/// Returns every id, and which items have it now or had it before.
pub(super) fn claims(joining: &Joining<'_>, places: &Places) -> BTreeMap<String, BTreeSet<usize>> {
    let mut claims: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (thing, list) in old_ids(joining, places) {
        for id in list.into_iter().chain(places.name(joining, thing)) {
            claims.entry(id).or_default().insert(thing);
        }
    }
    claims
}

/// Tells whether an item has, or had, an id on one side.
pub(super) fn has(node: Option<&Node>, id: &str) -> bool {
    node.is_some_and(|node| node.name.as_str() == id || node.was().any(|was| was == id))
}
