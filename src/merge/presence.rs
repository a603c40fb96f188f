//! What is there after a merge: what was added, and what was removed and by whom. Knows nothing of places and fields.

use super::clash::{Change, ClashKind, Side};
use super::drops;
use super::joining::{Dispute, Joining};
use super::pairing::Three;
use super::tree::Node;

/// Where a thing that stays comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Both sides have it.
    Both,
    /// One has it, or was chosen.
    One(Side),
}

/// Decides for every thing whether it stays; `None` for what goes.
pub(super) fn presence(joining: &mut Joining<'_>) -> Vec<Option<Origin>> {
    let mut kept: Vec<Option<Origin>> = joining.things().map(|thing| stays(joining, thing)).collect();
    // What was put new under something that was chosen to go, goes with it. Outer ones come first in each tree.
    for thing in joining.things().filter(|&thing| joining.thing(thing).base.is_none()) {
        let parents = joining.parents(thing);
        let parent = match kept[thing] {
            Some(Origin::One(Side::Ours)) => parents.ours,
            Some(Origin::One(Side::Theirs)) => parents.theirs,
            Some(Origin::Both) | None => None,
        };
        if parent.is_some_and(|parent| kept[parent].is_none()) {
            kept[thing] = None;
        }
    }
    kept
}

fn stays(joining: &mut Joining<'_>, thing: usize) -> Option<Origin> {
    let at = joining.thing(thing);
    match (at.base, at.ours, at.theirs) {
        (None, Some(_), Some(_)) => Some(added(joining, thing)),
        (None, Some(_), None) => Some(Origin::One(Side::Ours)),
        (None, None, Some(_)) => Some(Origin::One(Side::Theirs)),
        (Some(_), Some(_), Some(_)) => Some(Origin::Both),
        (Some(_), Some(_), None) => {
            let stays = is_touched(joining, thing, Side::Ours) && removed(joining, thing) == Side::Ours;
            stays.then_some(Origin::One(Side::Ours))
        }
        (Some(_), None, Some(_)) => {
            let stays = is_touched(joining, thing, Side::Theirs) && removed(joining, thing) == Side::Theirs;
            stays.then_some(Origin::One(Side::Theirs))
        }
        (_, None, None) => None,
    }
}

/// Both sides added it.
fn added(joining: &mut Joining<'_>, thing: usize) -> Origin {
    let (nodes, parents) = (joining.nodes(thing), joining.parents(thing));
    let (Some(ours), Some(theirs)) = (nodes.ours, nodes.theirs) else { return Origin::Both };
    let alike = ours.values == theirs.values
        && parents.ours == parents.theirs
        && ours.kind() == theirs.kind()
        && (ours.parent.is_some() || ours.file == theirs.file);
    if alike {
        return Origin::Both;
    }
    let id = joining.clash_id(thing, "added");
    let drops =
        [Side::Theirs, Side::Ours].map(|side| vec![drops::change(joining, thing, side, Change::Added)]);
    let dispute = Dispute { id, kind: ClashKind::Added, things: vec![thing], said: texts(nodes), drops };
    Origin::One(joining.settle(dispute).unwrap_or(Side::Ours))
}

/// One side removed it, the other did something to it.
fn removed(joining: &mut Joining<'_>, thing: usize) -> Side {
    let mut said = texts(joining.nodes(thing));
    for (side, said) in [(Side::Ours, &mut said.ours), (Side::Theirs, &mut said.theirs)] {
        for newcomer in newcomers(joining, thing, side) {
            if let Some(text) = said {
                *text = format!("{text}\n\n{}", newcomer.block.text.trim());
            }
        }
    }
    let remover = if joining.node(thing, Side::Ours).is_none() { Side::Ours } else { Side::Theirs };
    let removals = drops::removals(joining, thing, remover);
    let mut edits = drops::changes(joining, thing, remover.other());
    edits.extend(drops::put_under(joining, thing, remover.other()));
    // What was moved there goes back to where the other side has it, and with it what holds it there.
    let newcomers = joining.children(thing, remover.other()).into_iter();
    edits.extend(newcomers.flat_map(|child| drops::removals(joining, child, remover.other())));
    let drops = if remover == Side::Ours { [edits, removals] } else { [removals, edits] };
    let id = joining.clash_id(thing, "removed");
    let dispute = Dispute { id, kind: ClashKind::EditedAndRemoved, things: vec![thing], said, drops };
    joining.settle(dispute).unwrap_or(Side::Ours)
}

fn texts(nodes: Three<Option<&Node>>) -> Three<Option<String>> {
    let text = |node: Option<&Node>| node.map(|node| node.block.text.trim().to_owned());
    Three { base: text(nodes.base), ours: text(nodes.ours), theirs: text(nodes.theirs) }
}

/// Tells whether `side` says something else of the thing than the base did, has put it elsewhere, or has put something
/// under it.
fn is_touched(joining: &Joining<'_>, thing: usize, side: Side) -> bool {
    let (nodes, parents) = (joining.nodes(thing), joining.parents(thing));
    let (node, parent) = (nodes.on(side), parents.on(side));
    let (Some(base), Some(node)) = (nodes.base, node) else { return false };
    base.values != node.values
        || parents.base != parent
        || base.kind() != node.kind()
        || (node.parent.is_none() && base.file != node.file)
        || !newcomers(joining, thing, side).is_empty()
}

/// Returns what `side` has put directly under a thing.
fn newcomers<'j>(joining: &'j Joining<'_>, thing: usize, side: Side) -> Vec<&'j Node> {
    let new = joining.children(thing, side).into_iter();
    let new = new.filter(|&child| joining.parents(child).base != Some(thing));
    new.filter_map(|child| joining.node(child, side)).collect()
}
