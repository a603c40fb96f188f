//! Looks at what a merge made before anybody gets it, in every build: that it can be read, says what it was meant to
//! say, and has left alone what nobody changed. Trusts nothing of what made it but which things are the same.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use toml::{Table, Value};

use super::joining::Joining;
use super::pairing::Three;
use super::places::Places;
use super::presence::Origin;
use super::tree::{Name, Node, Tree};
use super::{Files, clash::Side, layout};
use crate::plan::{Fault, ItemId, Level, Strategy};
use crate::source::{self, SourceText};
use crate::text::Foreign;

/// What is wrong with a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Wrong {
    #[error("it cannot be taken apart")]
    Unfit,
    #[error("it has problems that neither side has")]
    NewProblem,
    #[error("something that was not removed is missing, or is there twice")]
    Missing,
    #[error("something hangs in another place")]
    Misplaced,
    #[error("a field says what neither side says")]
    Value,
    #[error("bytes changed that nobody meant to change")]
    Touched,
}

/// Something wrong, and the file in which it was found; `None` where that cannot be told.
pub(super) type Finding = (Wrong, Option<PathBuf>);

/// Checks the files of a merged plan.
pub(super) fn check(
    joining: &Joining<'_>,
    places: &Places,
    sides: [&Files; 2],
    merged: &BTreeMap<PathBuf, Vec<u8>>,
) -> Result<(), Finding> {
    let tree = Tree::of(merged).map_err(|unfit| (Wrong::Unfit, unfit.into_iter().next()))?;
    let known: Vec<Fault> = sides.into_iter().flat_map(found_faults).flat_map(|(_, faults)| faults).collect();
    for (path, faults) in found_faults(merged) {
        if faults.iter().any(|fault| !known.contains(fault)) {
            return Err((Wrong::NewProblem, Some(path)));
        }
    }
    let nodes = found(joining, places, &tree)?;
    let of: BTreeMap<usize, usize> = nodes.iter().map(|(thing, node)| (*node, *thing)).collect();
    for (&thing, &at) in &nodes {
        let node = &tree.nodes[at];
        let wrong = |wrong| Err((wrong, Some(node.file.clone())));
        if node.parent.map(|parent| of[&parent]) != places.parents[thing] {
            return wrong(Wrong::Misplaced);
        }
        let order: Vec<usize> = tree.children(at).map(|child| of[&child]).collect();
        if order != places.children[thing] {
            return wrong(Wrong::Misplaced);
        }
        let sides = joining.nodes(thing);
        let (origin, mut expected) = (places.origins[thing], node.values.clone());
        if !is_of_a_side(sides, "id", &expected) || !are_old_ids(joining, places, thing, node) {
            return wrong(Wrong::Value);
        }
        // Which id and which old ids an item has follows from all that is in the plan.
        without_names(&mut expected);
        if !is_said(sides, origin, &expected) {
            return wrong(Wrong::Value);
        }
        if !is_untouched(sides, origin, node) {
            return wrong(Wrong::Touched);
        }
    }
    Ok(())
}

fn without_names(values: &mut Table) {
    values.remove("id");
    values.remove("was");
}

/// Tells whether one of the sides, or of what they come from, says the same of a key.
fn is_of_a_side(sides: Three<Option<&Node>>, key: &str, said: &Table) -> bool {
    let nodes = [sides.base, sides.ours, sides.theirs].into_iter().flatten();
    nodes.into_iter().any(|node| node.values.get(key) == said.get(key))
}

/// Tells whether every old id of an item is one that it had, or claims, on a side, and whether none is missing but what
/// is another item's, or was taken from it.
fn are_old_ids(joining: &Joining<'_>, places: &Places, thing: usize, node: &Node) -> bool {
    if !matches!(node.name, Name::Item(_)) {
        return true;
    }
    let sides = joining.nodes(thing);
    let any = |id: &str| {
        [sides.base, sides.ours, sides.theirs].into_iter().any(|side| super::old_ids::has(side, id))
    };
    let both = sides.ours.is_some_and(|one| {
        let other = sides.theirs.map(|other| other.was().collect::<BTreeSet<_>>()).unwrap_or_default();
        let was: BTreeSet<&str> = node.was().collect();
        one.was()
            .filter(|id| other.contains(id))
            .any(|id| !was.contains(id) && !places.disowned[thing].contains(id))
    });
    node.was().all(any) && !both
}

/// Returns for every thing that stays its node in the result: all of them, and no other.
fn found(joining: &Joining<'_>, places: &Places, tree: &Tree) -> Result<BTreeMap<usize, usize>, Finding> {
    let names: BTreeMap<&Name, usize> =
        tree.nodes.iter().enumerate().map(|(at, node)| (&node.name, at)).collect();
    let mut found = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for thing in joining.things().filter(|&thing| places.is_kept(thing)) {
        let sides = joining.nodes(thing);
        let named = places.name(joining, thing).map(|name| match joining.name(thing) {
            Name::Item(_) => ItemId::parse(&name).map(Name::Item).ok(),
            _ => Some(Name::File(name)),
        });
        let candidates = match named {
            Some(name) => name.into_iter().collect(),
            None => [sides.ours, sides.theirs].into_iter().flatten().map(|node| node.name.clone()).collect(),
        };
        let candidates: Vec<Name> = candidates;
        let missing = || (Wrong::Missing, Some(places.files[places.root(thing)].clone()));
        let at = candidates.iter().find_map(|name| names.get(name).copied()).ok_or_else(missing)?;
        if !taken.insert(at) {
            return Err(missing());
        }
        found.insert(thing, at);
    }
    let more = tree.nodes.iter().enumerate().find(|(at, _)| !taken.contains(at));
    match more {
        None => Ok(found),
        Some((_, node)) => Err((Wrong::Missing, Some(node.file.clone()))),
    }
}

/// Tells whether `said` is what the sides say: what one changed, as it has it; what both changed, as one of them has it.
fn is_said(sides: Three<Option<&Node>>, origin: Option<Origin>, said: &Table) -> bool {
    let values = |node: Option<&Node>| {
        let mut values = node.map(|node| node.values.clone()).unwrap_or_default();
        without_names(&mut values);
        values
    };
    let (base, ours, theirs) = (values(sides.base), values(sides.ours), values(sides.theirs));
    match origin {
        Some(Origin::One(Side::Ours)) => *said == ours,
        Some(Origin::One(Side::Theirs)) => *said == theirs,
        _ => is_joined(&base, &ours, &theirs, said),
    }
}

fn is_joined(base: &Table, ours: &Table, theirs: &Table, said: &Table) -> bool {
    let keys = [base, ours, theirs, said].into_iter().flat_map(Table::keys);
    let is_one_of = |key: &String| {
        let (base, ours, theirs, said) = (base.get(key), ours.get(key), theirs.get(key), said.get(key));
        if ours == base || ours == theirs {
            return said == theirs;
        }
        if theirs == base || said == ours || said == theirs {
            return said == ours || (theirs != base && said == theirs);
        }
        let table = |value: Option<&Value>| value.and_then(Value::as_table).cloned();
        match (table(base), table(ours), table(theirs), table(said)) {
            (Some(base), Some(ours), Some(theirs), Some(said)) => is_joined(&base, &ours, &theirs, &said),
            _ => false,
        }
    };
    keys.into_iter().all(is_one_of)
}

/// Tells whether a block that theirs did not touch is that of ours, byte for byte.
fn is_untouched(sides: Three<Option<&Node>>, origin: Option<Origin>, node: &Node) -> bool {
    let (Some(base), Some(ours), Some(theirs)) = (sides.base, sides.ours, sides.theirs) else { return true };
    let names = |node: &Node| (node.name.clone(), node.was().map(str::to_owned).collect::<Vec<_>>());
    let same =
        theirs.block.text == base.block.text && origin == Some(Origin::Both) && names(node) == names(ours);
    let written = |block: &source::Block| block.text.trim_end_matches('\n').to_owned();
    !same || node.block.path != ours.block.path || written(&node.block) == written(&ours.block)
}

/// Returns what is wrong with the form of each file of a plan. What a value means is not looked at: a role that nobody has,
/// or a query nobody understands, is no fault of the merge, and is told by whoever reads the plan.
fn found_faults(files: &Files) -> Vec<(PathBuf, Vec<Fault>)> {
    let strategy = Strategy::default();
    let is_of_form = |fault: &Fault| {
        let is_unknown = matches!(fault, Fault::UnknownKey { .. });
        is_unknown || fault.level() == Level::Error
    };
    let of_file = |(path, bytes): (&PathBuf, &Vec<u8>)| {
        let name = Foreign::from_bytes(path.as_os_str().as_encoded_bytes());
        let text = SourceText::decode(name, bytes.clone());
        let problems = if layout::is_strategy(path) {
            source::strategy(&text).1
        } else {
            source::area(&text, &strategy, 0).problems
        };
        let faults = problems.into_iter().map(|problem| problem.fault).filter(is_of_form).collect();
        (path.clone(), faults)
    };
    files.iter().filter(|(path, _)| layout::is_of_plan(path)).map(of_file).collect()
}
