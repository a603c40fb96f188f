//! Where everything is after a merge: what it hangs under, and in which order. Knows nothing of fields.

use std::collections::BTreeSet;
use std::path::PathBuf;

use toml::Value;

use super::clash::{Change, ClashKind, Side};
use super::joining::{Dispute, Joining, Said};
use super::pairing::Three;
use super::presence::Origin;
use super::tree::{Name, Node, Tree};
use super::{collisions, drops};

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
    /// The side whose id counts.
    pub(super) ids: Vec<Side>,
    /// The side whose old ids count, where not those of both do.
    pub(super) olds: Vec<Option<Side>>,
    /// The old ids that were left to another item.
    pub(super) disowned: Vec<BTreeSet<String>>,
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

    /// Returns the file a thing stands in.
    pub(super) fn root(&self, thing: usize) -> usize {
        self.above(thing).last().unwrap_or(thing)
    }

    /// Returns what a thing hangs under, the nearest first.
    pub(super) fn above(&self, thing: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.parents[thing], |&at| self.parents[at])
    }

    /// Returns the id of an area or an item in the merged plan; `None` for what is no such thing, or is gone.
    pub(super) fn name(&self, joining: &Joining<'_>, thing: usize) -> Option<String> {
        self.origins[thing]?;
        let own = |thing: usize| {
            let nodes = joining.nodes(thing);
            nodes.on(self.ids[thing]).or(nodes.ours).or(nodes.theirs).map(Node::own_id)
        };
        match joining.name(thing) {
            Name::File(_) => own(thing).map(str::to_owned),
            Name::Item(_) => Some(format!("{}/{}", own(self.root(thing))?, own(thing)?)),
            Name::Table(_) => None,
        }
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
        ids: vec![Side::Ours; count],
        olds: vec![None; count],
        disowned: vec![BTreeSet::new(); count],
    };
    for thing in joining.things() {
        if let Some(origin) = places.origins[thing] {
            let side = side(joining, thing, origin);
            put(joining, &mut places, thing, side);
            places.ids[thing] = side_of_id(joining, thing, origin);
        }
    }
    break_rings(joining, &mut places)?;
    keep_what_holds(joining, &mut places);
    if joining.things().any(|thing| ring(&places, thing).is_some()) {
        return None;
    }
    collisions::resolve(joining, &mut places)?;
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
    let dispute = moved(joining, &[thing]);
    joining.settle(dispute).unwrap_or(Side::Ours)
}

/// Returns the clash of two moves of things, named after the first of them.
fn moved(joining: &Joining<'_>, things: &[usize]) -> Dispute {
    let moved = |side| {
        let moves = things.iter().flat_map(move |&thing| drops::changes(joining, thing, side));
        moves.filter(|dropped| dropped.change == Change::Moved).collect()
    };
    let first = things[0];
    Dispute {
        id: joining.clash_id(first, "place"),
        kind: ClashKind::Moved,
        things: things.to_vec(),
        said: spots(joining, first),
        drops: [moved(Side::Theirs), moved(Side::Ours)],
    }
}

/// Returns the side whose id counts.
fn side_of_id(joining: &mut Joining<'_>, thing: usize, origin: Origin) -> Side {
    let nodes = joining.nodes(thing);
    let (Origin::Both, Some(base), Some(ours), Some(theirs)) = (origin, nodes.base, nodes.ours, nodes.theirs)
    else {
        return if let Origin::One(side) = origin { side } else { Side::Ours };
    };
    let id = |node: &Node| node.values.get("id").cloned();
    let (base, ours, theirs) = (id(base), id(ours), id(theirs));
    if theirs == base || theirs == ours {
        return Side::Ours;
    }
    if ours == base {
        return Side::Theirs;
    }
    let text = |value: Option<Value>| value.as_ref().and_then(Value::as_str).map(str::to_owned);
    let edit = |side| vec![drops::change(joining, thing, side, Change::Edited(vec!["id".into()]))];
    let dispute = Dispute {
        id: joining.clash_id(thing, "id"),
        kind: ClashKind::Field { key: "id".into() },
        things: vec![thing],
        said: Three { base: text(base), ours: text(ours), theirs: text(theirs) },
        drops: [edit(Side::Theirs), edit(Side::Ours)],
    };
    joining.settle(dispute).unwrap_or(Side::Ours)
}

/// Names what each version of a thing hangs under, or where a file lies.
pub(super) fn spots(joining: &Joining<'_>, thing: usize) -> Said {
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
pub(super) fn put(joining: &Joining<'_>, places: &mut Places, thing: usize, side: Side) {
    let (nodes, parents) = (joining.nodes(thing), joining.parents(thing));
    let side = if nodes.on(side).is_some() { side } else { side.other() };
    let Some(node) = nodes.on(side) else { return };
    places.parents[thing] = parents.on(side);
    places.kinds[thing] = node.kind().to_vec();
    places.files[thing].clone_from(&node.file);
}

/// Each side moved one under the other: somebody has to choose whose moves count. `None` where no choice ends it.
fn break_rings(joining: &mut Joining<'_>, places: &mut Places) -> Option<()> {
    for _ in 0..=joining.things().len() {
        let Some(mut ring) = joining.things().find_map(|thing| ring(places, thing)) else { return Some(()) };
        // Named after the first of them, so that it is the same clash whoever looks.
        ring.sort_by_key(|&thing| joining.name(thing).clone());
        let dispute = moved(joining, &ring);
        let side = joining.settle(dispute).unwrap_or(Side::Ours);
        for member in ring {
            put(joining, places, member, side);
        }
    }
    None
}

/// Returns what hangs, over others, under itself, where `thing` is one of them or hangs under them.
fn ring(places: &Places, thing: usize) -> Option<Vec<usize>> {
    let (mut above, mut at) = (vec![thing], thing);
    while let Some(parent) = places.parents[at] {
        if let Some(first) = above.iter().position(|&member| member == parent) {
            return Some(above.split_off(first));
        }
        above.push(parent);
        at = parent;
    }
    None
}

/// What stays needs something that holds it: the place on either side that is left, else the one that was to go.
pub(super) fn keep_what_holds(joining: &Joining<'_>, places: &mut Places) {
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
        // What was moved under something that was chosen to go is where the side has it that removed that.
        let remover =
            [Side::Ours, Side::Theirs].into_iter().find(|&side| joining.node(parent, side).is_none());
        let elsewhere = remover.and_then(|side| Some((side, parents.on(side)?)));
        if let Some((side, other)) = elsewhere.filter(|(_, other)| *other != parent) {
            restore(joining, places, other, side);
            put(joining, places, thing, side);
            waiting.push(other);
            continue;
        }
        restore(joining, places, parent, Side::Ours);
        waiting.push(parent);
    }
}

/// Brings back a thing that was to go, at the place where `side` has it, or else the other side.
fn restore(joining: &Joining<'_>, places: &mut Places, thing: usize, side: Side) {
    let at = joining.thing(thing);
    places.origins[thing] = Some(match (at.ours, at.theirs) {
        (Some(_), Some(_)) => Origin::Both,
        (None, Some(_)) => Origin::One(Side::Theirs),
        _ => Origin::One(Side::Ours),
    });
    put(joining, places, thing, side);
}

/// Puts a thing where `side` has it, with what holds it there; what would hang under itself by that is where `side` has it
/// too. `None` where it still would.
pub(super) fn put_with_holders(
    joining: &Joining<'_>,
    places: &mut Places,
    thing: usize,
    side: Side,
) -> Option<()> {
    let mut waiting = vec![thing];
    for _ in joining.things() {
        while let Some(next) = waiting.pop() {
            put(joining, places, next, side);
            let mut at = next;
            while let Some(parent) = places.parents[at].filter(|&parent| !places.is_kept(parent)) {
                restore(joining, places, parent, side);
                at = parent;
            }
        }
        match ring(places, thing) {
            Some(members) => waiting = members,
            None => return Some(()),
        }
    }
    None
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
    let reordered = |side| vec![drops::change(joining, parent, side, Change::Reordered)];
    let dispute = Dispute {
        id: joining.clash_id(parent, "order"),
        kind: ClashKind::Order,
        things: vec![parent],
        said: Three { base: said(&base), ours: said(&ours), theirs: said(&theirs) },
        drops: [reordered(Side::Theirs), reordered(Side::Ours)],
    };
    joining.settle(dispute).unwrap_or(Side::Ours)
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
