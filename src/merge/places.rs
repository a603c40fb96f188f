//! Where everything is after a merge: what it hangs under, and in which order. Knows nothing of fields.

use std::path::PathBuf;

use super::clash::{ClashKind, Side};
use super::joining::{Joining, Said};
use super::pairing::Three;
use super::presence::Origin;
use super::tree::{Name, Node, Tree};

/// The places of all that stays.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    /// Where a thing comes from; `None` for what goes.
    pub(super) origins: Vec<Option<Origin>>,
    /// What it hangs under; `None` for a file.
    pub(super) parents: Vec<Option<usize>>,
    /// The keys under which it is written there.
    pub(super) kinds: Vec<Vec<String>>,
    /// What hangs under it, in order.
    pub(super) children: Vec<Vec<usize>>,
    /// Where a file lies.
    pub(super) files: Vec<PathBuf>,
}

impl Places {
    pub(super) fn is_kept(&self, thing: usize) -> bool {
        self.origins[thing].is_some()
    }

    /// Returns the whole path of keys under which a thing is written.
    pub(super) fn path(&self, joining: &Joining<'_>, thing: usize) -> Vec<String> {
        let outer = match (self.parents[thing], joining.name(thing)) {
            (Some(parent), Name::Item(_)) => self.path(joining, parent),
            _ => Vec::new(),
        };
        outer.into_iter().chain(self.kinds[thing].iter().cloned()).collect()
    }
}

/// Finds the place of everything that stays; `None` where moves run in circles that no choice resolves.
pub(super) fn places(joining: &mut Joining<'_>, origins: Vec<Option<Origin>>) -> Option<Places> {
    let count = origins.len();
    let mut places = Places {
        origins,
        parents: vec![None; count],
        kinds: vec![Vec::new(); count],
        children: vec![Vec::new(); count],
        files: vec![PathBuf::new(); count],
    };
    for thing in joining.things() {
        if let Some(origin) = places.origins[thing] {
            let side = side(joining, thing, origin);
            put(joining, &mut places, thing, side);
        }
    }
    break_cycles(joining, &mut places);
    keep_what_holds(joining, &mut places);
    if joining.things().any(|thing| ring(&places, thing).is_some()) {
        return None;
    }
    let mut under = vec![Vec::new(); places.parents.len()];
    for thing in joining.things().filter(|&thing| places.is_kept(thing)) {
        if let Some(parent) = places.parents[thing] {
            under[parent].push(thing);
        }
    }
    for thing in joining.things() {
        places.children[thing] = order(joining, thing, &under[thing]);
    }
    Some(places)
}

/// Returns the side whose place counts.
fn side(joining: &mut Joining<'_>, thing: usize, origin: Origin) -> Side {
    if let Origin::One(side) = origin {
        return side;
    }
    let (nodes, parents) = (joining.nodes(thing), joining.parents(thing));
    let place = |node: Option<&Node>, parent: Option<usize>| {
        let node = node?;
        Some((parent, node.kind().to_vec(), node.parent.is_none().then(|| node.file.clone())))
    };
    let (base, ours, theirs) = (
        place(nodes.base, parents.base),
        place(nodes.ours, parents.ours),
        place(nodes.theirs, parents.theirs),
    );
    if theirs == base || theirs == ours {
        return Side::Ours;
    }
    if ours == base {
        return Side::Theirs;
    }
    let said = spots(joining, thing);
    joining.settle(thing, "place", ClashKind::Moved, said)
}

/// Names what each version of a thing hangs under, or where a file lies.
fn spots(joining: &Joining<'_>, thing: usize) -> Said {
    let (nodes, parents) = (joining.nodes(thing), joining.parents(thing));
    let spot = |node: Option<&Node>, parent: Option<usize>| {
        let node = node?;
        let kind = node.kind().join(".");
        Some(match parent {
            Some(parent) => format!("{} › {kind}", joining.name(parent).as_str()),
            None => node.file.display().to_string(),
        })
    };
    Three {
        base: spot(nodes.base, parents.base),
        ours: spot(nodes.ours, parents.ours),
        theirs: spot(nodes.theirs, parents.theirs),
    }
}

/// Puts a thing where `side` has it.
fn put(joining: &Joining<'_>, places: &mut Places, thing: usize, side: Side) {
    let (nodes, parents) = (joining.nodes(thing), joining.parents(thing));
    let (node, parent) = match side {
        Side::Ours => (nodes.ours.or(nodes.theirs), parents.ours.or(parents.theirs)),
        Side::Theirs => (nodes.theirs.or(nodes.ours), parents.theirs.or(parents.ours)),
    };
    let Some(node) = node else { return };
    places.parents[thing] = parent;
    places.kinds[thing] = node.kind().to_vec();
    places.files[thing].clone_from(&node.file);
}

/// Each side moved one under the other: somebody has to choose whose move counts.
fn break_cycles(joining: &mut Joining<'_>, places: &mut Places) {
    for thing in joining.things() {
        let Some(ring) = ring(places, thing) else { continue };
        // Named after the first of them, so that it is the same clash whoever looks.
        let first = ring.iter().copied().min().unwrap_or(thing);
        let said = spots(joining, first);
        let side = joining.settle(first, "place", ClashKind::Moved, said);
        for member in ring {
            put(joining, places, member, side);
        }
    }
}

/// Returns what hangs, over others, under itself, where `thing` does.
fn ring(places: &Places, thing: usize) -> Option<Vec<usize>> {
    let (mut above, mut at) = (vec![thing], thing);
    while let Some(parent) = places.parents[at] {
        if parent == thing {
            return Some(above);
        }
        // It leads into a ring that does not come back here.
        if above.contains(&parent) {
            return None;
        }
        above.push(parent);
        at = parent;
    }
    None
}

/// What stays needs something that holds it: the place on either side that is left, else the one that was to go.
fn keep_what_holds(joining: &Joining<'_>, places: &mut Places) {
    let mut waiting: Vec<usize> = joining.things().filter(|&thing| places.is_kept(thing)).collect();
    while let Some(thing) = waiting.pop() {
        let Some(parent) = places.parents[thing].filter(|&parent| !places.is_kept(parent)) else { continue };
        let parents = joining.parents(thing);
        let left = [(parents.ours, Side::Ours), (parents.theirs, Side::Theirs)];
        if let Some((_, side)) =
            left.into_iter().find(|(parent, _)| parent.is_some_and(|it| places.is_kept(it)))
        {
            put(joining, places, thing, side);
            continue;
        }
        let at = joining.thing(parent);
        places.origins[parent] = Some(match (at.ours, at.theirs) {
            (Some(_), Some(_)) => Origin::Both,
            (None, Some(_)) => Origin::One(Side::Theirs),
            _ => Origin::One(Side::Ours),
        });
        put(joining, places, parent, if at.ours.is_some() { Side::Ours } else { Side::Theirs });
        waiting.push(parent);
    }
}

/// Puts what is `here`, under `parent`, into order.
fn order(joining: &mut Joining<'_>, parent: usize, here: &[usize]) -> Vec<usize> {
    if here.is_empty() {
        return Vec::new();
    }
    let at = joining.thing(parent);
    let of = &joining.pairing.of;
    let listed = |tree: &Tree, node: Option<usize>, of: &[usize]| -> Vec<usize> {
        let children = node.into_iter().flat_map(|node| tree.children(node));
        children.map(|child| of[child]).filter(|child| here.contains(child)).collect()
    };
    let lists = Three {
        base: listed(&joining.trees.base, at.base, &of.base),
        ours: listed(&joining.trees.ours, at.ours, &of.ours),
        theirs: listed(&joining.trees.theirs, at.theirs, &of.theirs),
    };
    let side = if lists.ours == lists.base { Side::Theirs } else { side_of_order(joining, parent, &lists) };
    let (first, second) = match side {
        Side::Ours => (&lists.ours, &lists.theirs),
        Side::Theirs => (&lists.theirs, &lists.ours),
    };
    let mut order = first.clone();
    weave_in(&mut order, second);
    // What came from elsewhere because its own place is gone.
    order.extend(here.iter().filter(|thing| !order.contains(thing)).copied().collect::<Vec<_>>());
    order
}

/// Returns the side whose order counts, looking only at what all versions have here.
fn side_of_order(joining: &mut Joining<'_>, parent: usize, lists: &Three<Vec<usize>>) -> Side {
    let common = |list: &Vec<usize>| -> Vec<usize> {
        let in_all = |thing: &&usize| {
            [&lists.base, &lists.ours, &lists.theirs].into_iter().all(|list| list.contains(thing))
        };
        list.iter().filter(in_all).copied().collect()
    };
    let (base, ours, theirs) = (common(&lists.base), common(&lists.ours), common(&lists.theirs));
    if theirs == base || theirs == ours {
        return Side::Ours;
    }
    if ours == base {
        return Side::Theirs;
    }
    let said = |order: &[usize]| {
        Some(order.iter().map(|&thing| joining.name(thing).as_str()).collect::<Vec<_>>().join("\n"))
    };
    let said = Three { base: said(&base), ours: said(&ours), theirs: said(&theirs) };
    joining.settle(parent, "order", ClashKind::Order, said)
}

/// Puts those of `other` that `order` lacks after what they follow there, and after what is only in `order` at that
/// place.
fn weave_in(order: &mut Vec<usize>, other: &[usize]) {
    for (at, thing) in
        other.iter().enumerate().filter(|(_, thing)| !order.contains(thing)).collect::<Vec<_>>()
    {
        let before = other[..at].iter().rev().find_map(|before| order.iter().position(|it| it == before));
        let mut place = before.map_or(0, |before| before + 1);
        while before.is_some() && order.get(place).is_some_and(|next| !other.contains(next)) {
            place += 1;
        }
        order.insert(place, *thing);
    }
}
