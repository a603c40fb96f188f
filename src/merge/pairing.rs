//! What of one side is what of the others. Knows names, and the names things had before.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::tree::{Name, Node, Tree};
use crate::compare::pairing::{Names, renamed};
use crate::plan::ItemId;

/// The same thing in the three versions of a merge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Three<T> {
    pub(super) base: T,
    pub(super) ours: T,
    pub(super) theirs: T,
}

/// The nodes of the three trees that are one thing; at least one is there.
pub(super) type Thing = Three<Option<usize>>;

/// Every thing, and for every node of every tree which thing it is.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairing {
    pub(super) things: Vec<Thing>,
    pub(super) of: Three<Vec<usize>>,
}

/// Pairs the nodes of three trees.
pub(super) fn pair(trees: &Three<Tree>) -> Pairing {
    let mut things: Vec<Thing> =
        (0..trees.base.nodes.len()).map(|at| Thing { base: Some(at), ..Thing::default() }).collect();
    let (ours, theirs) = (found(&trees.base, &trees.ours), found(&trees.base, &trees.theirs));
    for (at, thing) in things.iter_mut().enumerate() {
        (thing.ours, thing.theirs) = (ours[at], theirs[at]);
    }
    let new = |found: &[Option<usize>], tree: &Tree| -> Vec<usize> {
        let known: BTreeSet<usize> = found.iter().flatten().copied().collect();
        (0..tree.nodes.len()).filter(|at| !known.contains(at)).collect()
    };
    let (new_ours, new_theirs) = (new(&ours, &trees.ours), new(&theirs, &trees.theirs));
    let partners = added_twice(trees, (&ours, &theirs), (&new_ours, &new_theirs));
    let taken: BTreeSet<usize> = partners.values().copied().collect();
    let both = |at: &usize| Thing { ours: Some(*at), theirs: partners.get(at).copied(), base: None };
    things.extend(new_ours.iter().map(both));
    let theirs_only = new_theirs.iter().filter(|at| !taken.contains(at));
    things.extend(theirs_only.map(|&at| Thing { theirs: Some(at), ..Thing::default() }));
    let mut of = Three {
        base: vec![0; trees.base.nodes.len()],
        ours: vec![0; trees.ours.nodes.len()],
        theirs: vec![0; trees.theirs.nodes.len()],
    };
    for (thing, nodes) in things.iter().enumerate() {
        for (of, node) in
            [(&mut of.base, nodes.base), (&mut of.ours, nodes.ours), (&mut of.theirs, nodes.theirs)]
        {
            if let Some(node) = node {
                of[node] = thing;
            }
        }
    }
    Pairing { things, of }
}

/// Returns for what is new on our side what it is on theirs, where it is new there too: what has the same name, for an item
/// in the same area even where one side gave that area another id, or what one of the two says it was called before.
fn added_twice(
    trees: &Three<Tree>,
    (found_ours, found_theirs): (&[Option<usize>], &[Option<usize>]),
    (ours, theirs): (&[usize], &[usize]),
) -> BTreeMap<usize, usize> {
    // The number of the file in the base, else its name.
    let key = |tree: &Tree, files: &BTreeMap<usize, usize>, at: usize| {
        let node = &tree.nodes[at];
        match (&node.name, files.get(&tree.root(at))) {
            (Name::Item(id), Some(&file)) => (Some(file), id.slug().to_owned()),
            _ => (None, node.name.as_str().to_owned()),
        }
    };
    let in_base = |found: &[Option<usize>]| -> BTreeMap<usize, usize> {
        trees.base.files().filter_map(|at| Some((found[at]?, at))).collect()
    };
    let (files_ours, files_theirs) = (in_base(found_ours), in_base(found_theirs));
    let by_key: BTreeMap<_, usize> =
        theirs.iter().map(|&at| (key(&trees.theirs, &files_theirs, at), at)).collect();
    let mut partners: BTreeMap<usize, usize> = BTreeMap::new();
    for &at in ours {
        let partner = by_key.get(&key(&trees.ours, &files_ours, at));
        partners.extend(partner.map(|&partner| (at, partner)));
    }
    let left = |tree, nodes: &[usize], taken: &dyn Fn(&usize) -> bool| {
        names(tree, nodes.iter().copied().filter(|at| !taken(at)))
    };
    let taken: BTreeSet<usize> = partners.values().copied().collect();
    let ours = left(&trees.ours, ours, &|at| partners.contains_key(at));
    let theirs = left(&trees.theirs, theirs, &|at| taken.contains(at));
    let mut taken = taken;
    for (at, partner) in renamed(&ours, &theirs) {
        if !partners.contains_key(&at) && taken.insert(partner) {
            partners.insert(at, partner);
        }
    }
    partners
}

/// Returns the names of those of `nodes` that are items.
fn names(tree: &Tree, nodes: impl Iterator<Item = usize>) -> Vec<Names<'_>> {
    let names = |at: usize| match &tree.nodes[at].name {
        Name::Item(id) => Some(Names { at, id: id.as_str(), was: tree.nodes[at].was().collect() }),
        Name::File(_) | Name::Table(_) => None,
    };
    nodes.filter_map(names).collect()
}

/// What the nodes of a side are called, or were, with the areas called as in the base.
struct Called {
    names: Vec<Name>,
    was: Vec<Vec<String>>,
}

impl Called {
    fn new(base: &Tree, side: &Tree, files: &Pairs) -> Self {
        let renamed: BTreeMap<&str, &str> = base
            .files()
            .filter_map(|at| Some((side.nodes[files.found[at]?].name.as_str(), base.nodes[at].name.as_str())))
            .filter(|(new, old)| new != old)
            .collect();
        let called = |id: &str| match id.split_once('/') {
            Some((area, slug)) => match renamed.get(area) {
                Some(area) => format!("{area}/{slug}"),
                None => id.to_owned(),
            },
            None => id.to_owned(),
        };
        let name = |node: &Node| match &node.name {
            Name::Item(id) => {
                ItemId::parse(&called(id.as_str())).map_or_else(|_| node.name.clone(), Name::Item)
            }
            other => other.clone(),
        };
        Self {
            names: side.nodes.iter().map(name).collect(),
            was: side.nodes.iter().map(|node| node.was().map(called).collect()).collect(),
        }
    }
}

/// Returns for every node of `base` the one of `side` that it has become.
fn found(base: &Tree, side: &Tree) -> Vec<Option<usize>> {
    let mut pairs = Pairs { found: vec![None; base.nodes.len()], taken: vec![false; side.nodes.len()] };
    let by_name: BTreeMap<&Name, usize> = side.files().map(|at| (&side.nodes[at].name, at)).collect();
    let is_file = |at: usize| base.nodes[at].parent.is_none();
    pairs.join_each(|at| by_name.get(&base.nodes[at].name).copied());
    // An area that has another id now is in the file it was in.
    let same_file = |file: &Path| side.files().find(|&at| side.nodes[at].file == file);
    pairs.join_each(|at| same_file(&base.nodes[at].file).filter(|_| is_file(at)));
    let called = Called::new(base, side, &pairs);
    let by_name: BTreeMap<&Name, usize> =
        called.names.iter().enumerate().map(|(at, name)| (name, at)).collect();
    let mut before: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, was) in called.was.iter().enumerate() {
        for name in was {
            before.entry(name).or_insert(at);
        }
    }
    let in_base: BTreeMap<&Name, usize> =
        base.nodes.iter().enumerate().map(|(at, node)| (&node.name, at)).collect();
    // What takes over the id of something that is gone names its own old id in `was`; so does what something else became
    // a part of. What it says tells which of the two it is.
    let took_over = |at: usize| {
        let node = &base.nodes[at];
        let other = *before.get(node.name.as_str()).filter(|_| !by_name.contains_key(&node.name))?;
        let namesake = &base.nodes[*in_base.get(&called.names[other])?];
        let is_new = !namesake.was().any(|was| was == node.name.as_str());
        let said = &side.nodes[other];
        (is_new && likeness(node, said) >= likeness(namesake, said)).then_some(other)
    };
    pairs.join_each(took_over);
    pairs.join_each(|at| by_name.get(&base.nodes[at].name).copied());
    let old = names(base, (0..base.nodes.len()).filter(|&at| pairs.found[at].is_none()));
    let new = (0..side.nodes.len()).filter(|&at| !pairs.taken[at]).filter_map(|at| match &called.names[at] {
        Name::Item(id) => {
            Some(Names { at, id: id.as_str(), was: called.was[at].iter().map(String::as_str).collect() })
        }
        Name::File(_) | Name::Table(_) => None,
    });
    for (old, new) in renamed(&old, &new.collect::<Vec<_>>()) {
        pairs.join(old, new);
    }
    pairs.found
}

/// Returns how many keys say the same of both.
fn likeness(one: &Node, other: &Node) -> usize {
    let names = ["id", "was"];
    one.values
        .iter()
        .filter(|(key, value)| !names.contains(&key.as_str()) && other.values.get(*key) == Some(value))
        .count()
}

/// Which node of a side a node of the base has become.
struct Pairs {
    found: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Pairs {
    fn join(&mut self, old: usize, new: usize) {
        if self.found[old].is_none() && !self.taken[new] {
            self.found[old] = Some(new);
            self.taken[new] = true;
        }
    }

    /// Joins each node of the base with the one that `candidate` names.
    fn join_each(&mut self, candidate: impl Fn(usize) -> Option<usize>) {
        for at in 0..self.found.len() {
            if let Some(new) = candidate(at) {
                self.join(at, new);
            }
        }
    }
}
