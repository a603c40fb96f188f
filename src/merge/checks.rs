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
use crate::plan::{Fault, Strategy};
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

/// Checks the files of a merged plan.
pub(super) fn check(
    joining: &Joining<'_>,
    places: &Places,
    sides: [&Files; 2],
    merged: &BTreeMap<PathBuf, Vec<u8>>,
) -> Result<(), Wrong> {
    let tree = Tree::of(merged).ok_or(Wrong::Unfit)?;
    let faults = found_faults(merged);
    if !faults.is_empty() {
        let known: Vec<Fault> = sides.into_iter().flat_map(found_faults).collect();
        if faults.iter().any(|fault| !known.contains(fault)) {
            return Err(Wrong::NewProblem);
        }
    }
    let nodes = found(joining, places, &tree)?;
    let of: BTreeMap<usize, usize> = nodes.iter().map(|(thing, node)| (*node, *thing)).collect();
    for (&thing, &at) in &nodes {
        let node = &tree.nodes[at];
        if node.parent.map(|parent| of[&parent]) != places.parents[thing] {
            return Err(Wrong::Misplaced);
        }
        let order: Vec<usize> = tree.children(at).map(|child| of[&child]).collect();
        if order != places.children[thing] {
            return Err(Wrong::Misplaced);
        }
        let sides = joining.nodes(thing);
        if !is_said(sides, places.origins[thing], &node.values) {
            return Err(Wrong::Value);
        }
        if !is_untouched(sides, places.origins[thing], node) {
            return Err(Wrong::Touched);
        }
    }
    Ok(())
}

/// Returns for every thing that stays its node in the result: all of them, and no other.
fn found(joining: &Joining<'_>, places: &Places, tree: &Tree) -> Result<BTreeMap<usize, usize>, Wrong> {
    let names: BTreeMap<&Name, usize> =
        tree.nodes.iter().enumerate().map(|(at, node)| (&node.name, at)).collect();
    let (mut found, mut taken) = (BTreeMap::new(), BTreeSet::new());
    for thing in joining.things().filter(|&thing| places.is_kept(thing)) {
        let sides = joining.nodes(thing);
        // It may have been renamed on one side: that one is asked first, for by its old name it could be taken for
        // another one of that name in the area it has come to.
        let slug = |node: &Node| match &node.name {
            Name::Item(id) => Some(id.slug().to_owned()),
            _ => None,
        };
        let before = sides.base.and_then(slug);
        let mut candidates: Vec<&Node> = [sides.theirs, sides.ours].into_iter().flatten().collect();
        candidates.sort_by_key(|node| slug(node) == before);
        let at = candidates
            .into_iter()
            .filter_map(|node| {
                let renamed = moved_name(joining, places, thing, node);
                names.get(renamed.as_ref().unwrap_or(&node.name)).copied()
            })
            .find(|at| !taken.contains(at))
            .ok_or(Wrong::Missing)?;
        taken.insert(at);
        found.insert(thing, at);
    }
    if found.len() == tree.nodes.len() { Ok(found) } else { Err(Wrong::Missing) }
}

/// Returns the name of an item in the area it has come to.
fn moved_name(joining: &Joining<'_>, places: &Places, thing: usize, node: &Node) -> Option<Name> {
    let Name::Item(id) = &node.name else { return None };
    let mut file = thing;
    while let Some(parent) = places.parents[file] {
        file = parent;
    }
    let sides = joining.nodes(file);
    let area = [sides.theirs, sides.ours].into_iter().flatten().find(|node| {
        // Whose id of the area counts is looked at in the values.
        node.file == places.files[file] || sides.ours.is_none()
    })?;
    let area = crate::plan::AreaId::parse(area.values.get("id")?.as_str()?).ok()?;
    crate::plan::ItemId::new(&area, id.slug()).ok().map(Name::Item)
}

/// Tells whether `said` is what the sides say: what one changed, as it has it; what both changed, as one of them has it.
fn is_said(sides: Three<Option<&Node>>, origin: Option<Origin>, said: &Table) -> bool {
    let values = |node: Option<&Node>| node.map(|node| node.values.clone()).unwrap_or_default();
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
    let same = theirs.block.text == base.block.text && origin == Some(Origin::Both);
    let written = |block: &source::Block| block.text.trim_end_matches('\n').to_owned();
    !same || node.block.path != ours.block.path || written(&node.block) == written(&ours.block)
}

/// Returns what is wrong with the files of a plan, each by itself.
fn found_faults(files: &Files) -> Vec<Fault> {
    let text = |path: &PathBuf, bytes: &Vec<u8>| {
        SourceText::decode(Foreign::from_bytes(path.as_os_str().as_encoded_bytes()), bytes.clone())
    };
    let strategy = files.iter().find(|(path, _)| layout::is_strategy(path));
    let (strategy, mut faults) = strategy.map_or_else(Default::default, |(path, bytes)| {
        let (strategy, problems) = source::strategy(&text(path, bytes));
        (strategy, problems.into_iter().map(|problem| problem.fault).collect::<Vec<_>>())
    });
    let strategy: Strategy = strategy;
    for (path, bytes) in
        files.iter().filter(|(path, _)| layout::is_of_plan(path) && !layout::is_strategy(path))
    {
        let problems = source::area(&text(path, bytes), &strategy, 0).problems;
        faults.extend(problems.into_iter().map(|problem| problem.fault));
    }
    faults
}
