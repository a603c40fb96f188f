//! What each side may do, and both together cannot: two items that come to one id, an old id that two items claim, a project
//! with something under it, two areas of one id or in one file. Each is a clash of its own; whichever side is chosen, as
//! little as possible of the other one is put back.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::clash::{Change, ClashKind, Dropped, Side};
use super::drops;
use super::joining::{Dispute, Joining, Said};
use super::old_ids;
use super::pairing::Three;
use super::places::{Places, keep_what_holds, put, put_with_holders, spots};
use super::tree::{Name, Node};
use crate::plan::ItemId;

/// Things that cannot all be as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Collision {
    kind: ClashKind,
    /// What they meet in: an id, or the path of a file.
    name: String,
    things: Vec<usize>,
}

/// The kinds in the order they are settled: what an item is called depends on its area.
const KINDS: [ClashKind; 5] =
    [ClashKind::SameArea, ClashKind::Nesting, ClashKind::SameId, ClashKind::OldId, ClashKind::SameFile];

/// Settles every collision; `None` where no choice ends them. While something else is open, none is looked for: what
/// collides depends on it.
pub(super) fn resolve(joining: &mut Joining<'_>, places: &mut Places) -> Option<()> {
    if !joining.clashes.is_empty() {
        return Some(());
    }
    let mut open: BTreeSet<usize> = BTreeSet::new();
    for _ in 0..=2 * joining.things().len() {
        let is_open = |places: &Places, thing: usize| {
            open.contains(&thing) || places.above(thing).any(|above| open.contains(&above))
        };
        let next = KINDS.iter().find_map(|kind| {
            let found = collisions(joining, places, kind).into_iter();
            found
                .filter(|collision| !collision.things.iter().any(|&thing| is_open(places, thing)))
                .min_by_key(|collision| collision.name.clone())
        });
        let Some(collision) = next else { return Some(()) };
        let mut drops = [Vec::new(), Vec::new()];
        for (drops, side) in drops.iter_mut().zip([Side::Ours, Side::Theirs]) {
            let mut tried = places.clone();
            put_back(joining, &mut tried, &collision, side)?;
            *drops = dropped(joining, places, &tried, side.other());
        }
        let aspect = collision.kind.name();
        let dispute = Dispute {
            id: format!("{}:{aspect}", collision.name),
            kind: collision.kind.clone(),
            things: collision.things.clone(),
            said: said(joining, &collision),
            drops,
        };
        match joining.settle(dispute) {
            Some(side) => put_back(joining, places, &collision, side)?,
            None => open.extend(collision.things),
        }
    }
    None
}

/// Returns the collisions of one kind.
fn collisions(joining: &Joining<'_>, places: &Places, kind: &ClashKind) -> Vec<Collision> {
    let kept = joining.things().filter(|&thing| places.is_kept(thing));
    let named = |thing| Some((places.name(joining, thing)?, thing));
    let met: Vec<(String, usize)> = match kind {
        ClashKind::SameArea => {
            kept.filter(|&thing| places.parents[thing].is_none()).filter_map(named).collect()
        }
        ClashKind::SameFile => kept
            .filter(|&thing| places.parents[thing].is_none())
            .map(|thing| (places.files[thing].display().to_string(), thing))
            .collect(),
        ClashKind::SameId => kept.filter(|&thing| drops::is_item(joining, thing)).filter_map(named).collect(),
        ClashKind::OldId => claimed(joining, places),
        ClashKind::Nesting => kept
            .filter_map(|child| {
                Some((child, places.parents[child].filter(|_| drops::is_item(joining, child))?))
            })
            .filter(|&(child, parent)| !can_hold(joining, places, parent, child))
            .flat_map(|(child, parent)| {
                let name = joining.name(parent).as_str().to_owned();
                [(name.clone(), parent), (name, child)]
            })
            .collect(),
        _ => Vec::new(),
    };
    let mut things: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (name, thing) in met {
        let things = things.entry(name).or_default();
        if !things.contains(&thing) {
            things.push(thing);
        }
    }
    // An id that cannot be one stands in nobody's way but its own.
    let is_bad = |name: &str| *kind == ClashKind::SameId && ItemId::parse(name).is_err();
    things
        .into_iter()
        .filter(|(name, things)| things.len() > 1 || is_bad(name))
        .map(|(name, things)| Collision { kind: kind.clone(), name, things })
        .collect()
}

/// Returns the ids that several items have or had, each with one of these. What a side has itself is for that side to
/// put right.
fn claimed(joining: &Joining<'_>, places: &Places) -> Vec<(String, usize)> {
    let is_known = |id: &str, things: &BTreeSet<usize>, side| {
        things.iter().filter(|&&thing| old_ids::has(joining.node(thing, side), id)).count() > 1
    };
    old_ids::claims(joining, places)
        .into_iter()
        .filter(|(id, things)| !is_known(id, things, Side::Ours) && !is_known(id, things, Side::Theirs))
        .flat_map(|(id, things)| things.into_iter().map(move |thing| (id.clone(), thing)))
        .collect()
}

/// Tells whether an item can stand where it is.
fn can_hold(joining: &Joining<'_>, places: &Places, parent: usize, child: usize) -> bool {
    let kind = |thing: usize| places.kinds[thing].last().map_or("", String::as_str);
    match (joining.name(parent), kind(parent), kind(child)) {
        (Name::File(_), _, child) => child == "goal",
        (_, "goal", child) => child == "task" || child == "project",
        (_, "task", child) => child == "project",
        _ => false,
    }
}

/// Puts things back to how `side` has them, as few of them and as little of each as ends the collision. `None` where
/// something would hang under itself.
fn put_back(joining: &Joining<'_>, places: &mut Places, collision: &Collision, side: Side) -> Option<()> {
    let mut involved: BTreeSet<usize> = collision.things.iter().copied().collect();
    let is_over = |places: &Places, involved: &BTreeSet<usize>| {
        let mut left = collisions(joining, places, &collision.kind).into_iter();
        !left.any(|other| other.things.iter().any(|thing| involved.contains(thing)))
    };
    // An item that cannot hold another one: first what is under it.
    let (first, later) = match collision.kind {
        ClashKind::Nesting => (&collision.things[1..], &collision.things[..1]),
        _ => (&collision.things[..], &collision.things[..]),
    };
    for &thing in first {
        let node = joining.node(thing, side);
        match collision.kind {
            ClashKind::SameFile => rename_file(joining, places, thing, side),
            ClashKind::OldId if old_ids::has(node, &collision.name) => {}
            ClashKind::OldId if places.name(joining, thing).as_ref() != Some(&collision.name) => {
                places.disowned[thing].insert(collision.name.clone());
            }
            _ if node.is_none() => remove(joining, places, thing, side),
            ClashKind::Nesting => put_with_holders(joining, places, thing, side)?,
            _ => {
                places.ids[thing] = side;
                places.olds[thing] = Some(side);
            }
        }
    }
    keep_what_holds(joining, places);
    let above: Vec<usize> = later.iter().flat_map(|&thing| places.above(thing)).collect();
    for thing in later.iter().copied().chain(above) {
        if is_over(places, &involved) {
            break;
        }
        if joining.node(thing, side).is_some() && places.is_kept(thing) {
            put_with_holders(joining, places, thing, side)?;
            places.ids[thing] = side;
            involved.insert(thing);
            involved.extend(kinds_of_children(joining, places, thing, side));
            keep_what_holds(joining, places);
        }
    }
    Some(())
}

/// What changed its kind along with what it hangs under has again that of `side`.
fn kinds_of_children(joining: &Joining<'_>, places: &mut Places, thing: usize, side: Side) -> Vec<usize> {
    let mut changed = Vec::new();
    let node_kind = |thing, side| joining.node(thing, side).map(|node| node.kind().to_vec());
    if node_kind(thing, side) == node_kind(thing, side.other()) {
        return changed;
    }
    for child in joining.children(thing, side) {
        let stays = places.is_kept(child) && places.parents[child] == Some(thing);
        if stays && drops::is_item(joining, child) {
            put(joining, places, child, side);
            changed.push(child);
            changed.extend(kinds_of_children(joining, places, child, side));
        }
    }
    changed
}

/// Takes a thing out that `side` lacks. What was under it is where `side` has it, or goes too.
fn remove(joining: &Joining<'_>, places: &mut Places, thing: usize, side: Side) {
    places.origins[thing] = None;
    let under: Vec<usize> = joining
        .things()
        .filter(|&child| places.is_kept(child) && places.parents[child] == Some(thing))
        .collect();
    for child in under {
        if joining.node(child, side).is_some() {
            put(joining, places, child, side);
        } else {
            remove(joining, places, child, side);
        }
    }
}

/// Leaves the path of a file to what `side` has there. Another area goes where the other side had it, or beside it.
fn rename_file(joining: &Joining<'_>, places: &mut Places, thing: usize, side: Side) {
    let path = places.files[thing].clone();
    let lies = |side| joining.node(thing, side).map(|node| node.file.clone());
    if lies(side).as_ref() == Some(&path) {
        return;
    }
    let before = joining.nodes(thing).base.map(|node| node.file.clone());
    let taken =
        |path: &PathBuf| joining.things().any(|file| places.is_kept(file) && places.files[file] == *path);
    let beside = || {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let area = places.name(joining, thing).unwrap_or_default();
        let name = |number: usize| match number {
            0 => PathBuf::from(format!("{stem}-{area}.toml")),
            number => PathBuf::from(format!("{stem}-{area}-{number}.toml")),
        };
        (0..=joining.things().len()).map(name).find(|path| !taken(path)).unwrap_or_default()
    };
    places.files[thing] = lies(side).or(before).filter(|path| !taken(path)).unwrap_or_else(beside);
}

/// Returns the changes of `side` that are in `before` and not in `after`.
fn dropped(joining: &Joining<'_>, before: &Places, after: &Places, side: Side) -> Vec<Dropped> {
    let mut found = Vec::new();
    for thing in joining.things() {
        let change = |side, change| drops::change(joining, thing, side, change);
        match (before.is_kept(thing), after.is_kept(thing)) {
            (true, false) if joining.thing(thing).base.is_none() => found.push(change(side, Change::Added)),
            (true, false) => found.extend(drops::changes(joining, thing, side)),
            (false, true) => {
                let remover = if joining.node(thing, side).is_none() { side } else { side.other() };
                found.push(change(remover, Change::Removed));
            }
            (false, false) => {}
            (true, true) => {
                let old = before.olds[thing] != after.olds[thing]
                    || before.disowned[thing] != after.disowned[thing];
                let id = before.ids[thing] != after.ids[thing];
                let keys: Vec<String> = drops::changes(joining, thing, side)
                    .into_iter()
                    .filter_map(|dropped| match dropped.change {
                        Change::Edited(keys) => Some(keys),
                        _ => None,
                    })
                    .flatten()
                    .filter(|key| (id && key == "id") || ((id || old) && key == "was"))
                    .collect();
                if !keys.is_empty() {
                    found.push(change(side, Change::Edited(keys)));
                }
                let place = |places: &Places| {
                    (places.parents[thing], places.kinds[thing].clone(), places.files[thing].clone())
                };
                let is_file = after.parents[thing].is_none();
                let (was, is) = (place(before), place(after));
                if was.0 != is.0 || was.1 != is.1 || (is_file && was.2 != is.2) {
                    found.push(change(side, Change::Moved));
                }
            }
        }
    }
    found
}

/// Returns what each version says of what collides: of an id or a file name, only of what has it there, if anything has.
fn said(joining: &Joining<'_>, collision: &Collision) -> Said {
    let all = |of: &dyn Fn(usize) -> Option<String>| -> Option<String> {
        let texts: Vec<String> = collision.things.iter().filter_map(|&thing| of(thing)).collect();
        (!texts.is_empty()).then(|| texts.join("\n\n"))
    };
    if collision.kind == ClashKind::Nesting {
        let spot = |thing, of: &dyn Fn(Said) -> Option<String>| {
            Some(format!("{}: {}", joining.name(thing).as_str(), of(spots(joining, thing))?))
        };
        return Three {
            base: all(&|thing| spot(thing, &|said| said.base)),
            ours: all(&|thing| spot(thing, &|said| said.ours)),
            theirs: all(&|thing| spot(thing, &|said| said.theirs)),
        };
    }
    let has_it = |node: &Node| match collision.kind {
        ClashKind::OldId => old_ids::has(Some(node), &collision.name),
        ClashKind::SameFile => node.file == Path::new(&collision.name),
        _ => node.name.as_str() == collision.name,
    };
    let version = |nodes: Vec<&Node>| -> Option<String> {
        let meant: Vec<&Node> = nodes.iter().copied().filter(|node| has_it(node)).collect();
        let nodes = if meant.is_empty() { nodes } else { meant };
        let texts: Vec<&str> = nodes.into_iter().map(|node| node.block.text.trim()).collect();
        (!texts.is_empty()).then(|| texts.join("\n\n"))
    };
    let nodes = || collision.things.iter().map(|&thing| joining.nodes(thing));
    Three {
        base: version(nodes().filter_map(|nodes| nodes.base).collect()),
        ours: version(nodes().filter_map(|nodes| nodes.ours).collect()),
        theirs: version(nodes().filter_map(|nodes| nodes.theirs).collect()),
    }
}
