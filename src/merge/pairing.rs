//! What of one side is what of the others. Knows names, and the names things had before.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::{Name, Tree};

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
    // What is new on both sides under the same name is one thing too.
    let mut new: BTreeMap<&Name, usize> = BTreeMap::new();
    let known = |found: &[Option<usize>]| found.iter().flatten().copied().collect::<BTreeSet<usize>>();
    let (known_ours, known_theirs) = (known(&ours), known(&theirs));
    for (at, node) in trees.ours.nodes.iter().enumerate().filter(|(at, _)| !known_ours.contains(at)) {
        new.insert(&node.name, things.len());
        things.push(Thing { ours: Some(at), ..Thing::default() });
    }
    for (at, node) in trees.theirs.nodes.iter().enumerate().filter(|(at, _)| !known_theirs.contains(at)) {
        match new.get(&node.name) {
            Some(&thing) => things[thing].theirs = Some(at),
            None => things.push(Thing { theirs: Some(at), ..Thing::default() }),
        }
    }
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

/// Returns for every node of `base` the one of `side` that it has become.
fn found(base: &Tree, side: &Tree) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = vec![None; base.nodes.len()];
    let mut taken = vec![false; side.nodes.len()];
    let by_name: BTreeMap<&Name, usize> =
        side.nodes.iter().enumerate().map(|(at, node)| (&node.name, at)).collect();
    let mut before: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, node) in side.nodes.iter().enumerate() {
        for name in node.was() {
            before.entry(name).or_insert(at);
        }
    }
    // A file is the same where its path is; that its area has another id now makes its items ones with other names.
    let same_path = |at: usize| {
        let file = |node: &super::tree::Node| node.parent.is_none();
        let same = |node: &super::tree::Node| file(node) && node.file == base.nodes[at].file;
        if file(&base.nodes[at]) { side.nodes.iter().position(same) } else { None }
    };
    // Whoever takes over the name of something that went says in `was` what it really is.
    let took_over = |at: usize| {
        let node = &base.nodes[at];
        let other = before.get(node.name.as_str()).filter(|_| !by_name.contains_key(&node.name))?;
        let namesake = base.nodes.iter().find(|one| one.name == side.nodes[*other].name)?;
        (!namesake.was().any(|was| was == node.name.as_str())).then_some(*other)
    };
    let same_name = |at: usize| by_name.get(&base.nodes[at].name).copied();
    let renamed = |at: usize| match &base.nodes[at].name {
        Name::Item(id) => before.get(id.as_str()).copied(),
        Name::File(_) | Name::Table(_) => None,
    };
    let candidates: [&dyn Fn(usize) -> Option<usize>; 4] = [&same_path, &took_over, &same_name, &renamed];
    for candidate in candidates {
        for (at, found) in found.iter_mut().enumerate().filter(|(_, found)| found.is_none()) {
            let Some(other) = candidate(at).filter(|&other| !taken[other]) else { continue };
            *found = Some(other);
            taken[other] = true;
        }
    }
    found
}
