//! What goes where one side of a clash is chosen: the changes of the other side. Knows changes one by one, not what
//! clashes.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::clash::{Change, Dropped, Side};
use super::joining::Joining;
use super::pairing::Three;
use super::tree::{Name, Node, Tree};
use super::{Choices, Files};

/// Returns a change that `side` made to a thing.
pub(super) fn change(joining: &Joining<'_>, thing: usize, side: Side, change: Change) -> Dropped {
    let nodes = joining.nodes(thing);
    let node = nodes.on(side).or(nodes.base).or(nodes.ours).or(nodes.theirs);
    Dropped {
        name: node.map(|node| node.name.as_str().to_owned()).unwrap_or_default(),
        title: node.and_then(Node::title).map(str::to_owned),
        change,
    }
}

/// Returns all that `side` did to a thing and the other side did not.
pub(super) fn changes(joining: &Joining<'_>, thing: usize, side: Side) -> Vec<Dropped> {
    let (nodes, parents) = (joining.nodes(thing), joining.parents(thing));
    let (base, here, there) = (nodes.base, nodes.on(side), nodes.on(side.other()));
    let mut found = Vec::new();
    let mut note = |what| found.push(change(joining, thing, side, what));
    match (base, here) {
        (None, Some(_)) if there.is_none() => note(Change::Added),
        (Some(_), None) if there.is_some() => note(Change::Removed),
        (_, Some(here)) => {
            let nothing = Table::new();
            let values = |node: Option<&Node>| node.map_or(nothing.clone(), |node| node.values.clone());
            let keys = edited(&values(base), &here.values, &values(there));
            if !keys.is_empty() {
                note(Change::Edited(keys));
            }
            let is = place(here, parents.on(side));
            let differs = |node: &Node, parent| is != place(node, parent);
            let is_moved = base.is_some_and(|node| differs(node, parents.base));
            if is_moved && there.is_none_or(|node| differs(node, parents.on(side.other()))) {
                note(Change::Moved);
            }
        }
        _ => {}
    }
    found
}

/// What a thing hangs under and as what; for a file, where it lies.
type Place<'n> = (Option<usize>, &'n [String], Option<&'n std::path::Path>);

fn place(node: &Node, parent: Option<usize>) -> Place<'_> {
    (parent, node.kind(), node.parent.is_none().then_some(node.file.as_path()))
}

/// Returns what `side` put under a thing: new things, and those that it moved there.
pub(super) fn put_under(joining: &Joining<'_>, thing: usize, side: Side) -> Vec<Dropped> {
    let mut found = Vec::new();
    for child in joining.children(thing, side) {
        let is_new = joining.thing(child).base.is_none();
        if is_new && joining.node(child, side.other()).is_none() {
            found.push(change(joining, child, side, Change::Added));
        } else if joining.parents(child).base != Some(thing) {
            found.push(change(joining, child, side, Change::Moved));
        }
        found.extend(put_under(joining, child, side));
    }
    found
}

/// Returns the removal of a thing, and of what it hangs under: where it stays, that stays too.
pub(super) fn removals(joining: &Joining<'_>, thing: usize, side: Side) -> Vec<Dropped> {
    let kept_by = side.other();
    std::iter::successors(Some(thing), |&at| joining.parents(at).on(kept_by))
        .filter(|&at| joining.thing(at).base.is_some() && joining.node(at, side).is_none())
        .map(|at| change(joining, at, side, Change::Removed))
        .collect()
}

/// Returns the keys that `here` changed and that `there` does not have the same; languages of a text and parts of a
/// metric one by one.
fn edited(base: &Table, here: &Table, there: &Table) -> Vec<String> {
    let mut keys: Vec<&String> = base.keys().chain(here.keys()).collect();
    keys.sort();
    keys.dedup();
    let mut found = Vec::new();
    for key in keys {
        let (was, is, other) = (base.get(key), here.get(key), there.get(key));
        if is == was || is == other {
            continue;
        }
        match (was.and_then(Value::as_table), is.and_then(Value::as_table)) {
            (Some(was), Some(is)) => {
                let other = other.and_then(Value::as_table).cloned().unwrap_or_default();
                found.extend(edited(was, is, &other).into_iter().map(|part| format!("{key}.{part}")));
            }
            _ => found.push(key.clone()),
        }
    }
    found
}

/// Returns what stands under a key, or under a part of it such as `title.zh`.
pub(super) fn value<'v>(values: &'v Table, key: &str) -> Option<&'v Value> {
    let (first, parts) = key.split_once('.').map_or((key, None), |(first, parts)| (first, Some(parts)));
    let value = values.get(first)?;
    match parts {
        Some(parts) => self::value(value.as_table()?, parts),
        None => Some(value),
    }
}

/// Returns what `side` did to whole files, of which there are three versions.
pub(super) fn of_files(versions: [&Files; 3], side: Side) -> Vec<Dropped> {
    let trees = versions.map(Tree::of);
    let [base_tree, ours_tree, theirs_tree] = trees;
    let (here_tree, there_tree) = match side {
        Side::Ours => (ours_tree, theirs_tree),
        Side::Theirs => (theirs_tree, ours_tree),
    };
    let (Ok(base_tree), Ok(here_tree)) = (base_tree, here_tree) else {
        return rewritten(versions, side);
    };
    let there_tree = there_tree.unwrap_or_else(|_| base_tree.clone());
    let (ours, theirs) = match side {
        Side::Ours => (here_tree, there_tree),
        Side::Theirs => (there_tree, here_tree),
    };
    let choices = Choices::new();
    let joining = Joining::new(Three { base: base_tree, ours, theirs }, &choices);
    let mut found = Vec::new();
    for thing in joining.things() {
        found.extend(changes(&joining, thing, side));
        if is_reordered(&joining, thing, side) {
            found.push(change(&joining, thing, side, Change::Reordered));
        }
    }
    found
}

/// Returns which of the files `side` changed.
pub(super) fn rewritten([base, ours, theirs]: [&Files; 3], side: Side) -> Vec<Dropped> {
    let here = Three { base, ours, theirs }.on(side);
    let changed = here.keys().chain(base.keys()).filter(|path| here.get(*path) != base.get(*path));
    let names: BTreeSet<String> = changed.map(|path| path.display().to_string()).collect();
    names.into_iter().map(|name| Dropped { name, title: None, change: Change::Rewritten }).collect()
}

/// Tells whether `side` put what hangs under a thing all along into another order.
fn is_reordered(joining: &Joining<'_>, thing: usize, side: Side) -> bool {
    let Some(at) = joining.thing(thing).base else { return false };
    let before: Vec<usize> =
        joining.trees.base.children(at).map(|child| joining.pairing.of.base[child]).collect();
    let after = joining.children(thing, side);
    let common = |list: &[usize], other: &[usize]| -> Vec<usize> {
        list.iter().filter(|thing| other.contains(thing)).copied().collect()
    };
    common(&before, &after) != common(&after, &before)
}

/// Tells whether a thing is an item.
pub(super) fn is_item(joining: &Joining<'_>, thing: usize) -> bool {
    matches!(joining.name(thing), Name::Item(_))
}
