//! The state of a merge of plan files while it goes on: the three trees, and what was settled. Knows how a clash is
//! told and settled, not what clashes.

use std::collections::BTreeSet;

use super::clash::{Choices, Clash, ClashKind, Dropped, Side, Version};
use super::pairing::{Pairing, Thing, Three, pair};
use super::tree::{Name, Node, Tree};
use crate::text::Foreign;

pub(super) struct Joining<'a> {
    pub(super) trees: Three<Tree>,
    pub(super) pairing: Pairing,
    choices: &'a Choices,
    /// What nobody has chosen between.
    pub(super) clashes: Vec<Clash>,
    /// The ids of the clashes that were chosen between.
    pub(super) settled: BTreeSet<String>,
}

/// What each version says where two clash.
pub(super) type Said = Three<Option<String>>;

/// Two changes that stand against each other.
pub(super) struct Dispute {
    pub(super) id: String,
    pub(super) kind: ClashKind,
    /// What it is about; the first gives the file.
    pub(super) things: Vec<usize>,
    pub(super) said: Said,
    /// What goes where ours is chosen, and where theirs is.
    pub(super) drops: [Vec<Dropped>; 2],
}

impl<'a> Joining<'a> {
    pub(super) fn new(trees: Three<Tree>, choices: &'a Choices) -> Self {
        let pairing = pair(&trees);
        Self { trees, pairing, choices, clashes: Vec::new(), settled: BTreeSet::new() }
    }

    /// Returns every thing by its number.
    pub(super) fn things(&self) -> std::ops::Range<usize> {
        0..self.pairing.things.len()
    }

    pub(super) fn thing(&self, thing: usize) -> Thing {
        self.pairing.things[thing]
    }

    /// Returns what each side has of a thing.
    pub(super) fn nodes(&self, thing: usize) -> Three<Option<&Node>> {
        let at = self.thing(thing);
        Three {
            base: at.base.map(|at| &self.trees.base.nodes[at]),
            ours: at.ours.map(|at| &self.trees.ours.nodes[at]),
            theirs: at.theirs.map(|at| &self.trees.theirs.nodes[at]),
        }
    }

    /// Returns what one side has of a thing.
    pub(super) fn node(&self, thing: usize, side: Side) -> Option<&Node> {
        self.nodes(thing).on(side)
    }

    /// Returns the thing each version of a thing hangs under, if it hangs under one.
    pub(super) fn parents(&self, thing: usize) -> Three<Option<usize>> {
        let nodes = self.nodes(thing);
        let of = &self.pairing.of;
        let parent =
            |node: Option<&Node>, of: &[usize]| node.and_then(|node| node.parent).map(|parent| of[parent]);
        Three {
            base: parent(nodes.base, &of.base),
            ours: parent(nodes.ours, &of.ours),
            theirs: parent(nodes.theirs, &of.theirs),
        }
    }

    /// Returns the things that hang directly under a thing on one side.
    pub(super) fn children(&self, thing: usize, side: Side) -> Vec<usize> {
        let (at, of) = (self.thing(thing), &self.pairing.of);
        let (here, of, tree) = match side {
            Side::Ours => (at.ours, &of.ours, &self.trees.ours),
            Side::Theirs => (at.theirs, &of.theirs, &self.trees.theirs),
        };
        here.into_iter().flat_map(|here| tree.children(here)).map(|child| of[child]).collect()
    }

    /// Returns what a thing is called, the same whichever side asks.
    pub(super) fn name(&self, thing: usize) -> &Name {
        let Three { base, ours, theirs } = self.nodes(thing);
        let new = [ours, theirs].into_iter().flatten().map(|node| &node.name).min();
        base.map(|node| &node.name).or(new).expect("a thing is in one of the versions")
    }

    /// Returns the id of a clash about `aspect` of a thing.
    pub(super) fn clash_id(&self, thing: usize, aspect: &str) -> String {
        format!("{}:{aspect}", self.name(thing).as_str())
    }

    /// Settles a dispute as it was chosen; where nothing was, notes the clash.
    pub(super) fn settle(&mut self, dispute: Dispute) -> Option<Side> {
        if let Some(&side) = self.choices.get(&dispute.id) {
            self.settled.insert(dispute.id);
            return Some(side);
        }
        let nodes = dispute.things.first().map(|&thing| self.nodes(thing)).unwrap_or_default();
        let node = nodes.ours.or(nodes.theirs).or(nodes.base).expect("a dispute is about something");
        let items = dispute.things.iter().filter_map(|&thing| match self.name(thing) {
            Name::Item(id) => Some(id.clone()),
            Name::File(_) | Name::Table(_) => None,
        });
        let foreign = |text: Option<String>| text.map(Foreign::new);
        let names = |side| -> Vec<String> {
            let nodes = dispute.things.iter().filter_map(|&thing| self.node(thing, side));
            nodes.map(|node| node.name.as_str().to_owned()).collect()
        };
        let [ours, theirs] = dispute.drops;
        let version =
            |side, said, drops| Version { said: foreign(said), names: names(side), by: None, drops };
        let clash = Clash {
            id: dispute.id,
            kind: dispute.kind,
            file: node.file.clone(),
            also: Vec::new(),
            items: items.collect(),
            base: foreign(dispute.said.base),
            ours: version(Side::Ours, dispute.said.ours, ours),
            theirs: version(Side::Theirs, dispute.said.theirs, theirs),
        };
        // A thing may be looked at more than once.
        if !self.clashes.iter().any(|other| other.id == clash.id) {
            self.clashes.push(clash);
        }
        None
    }
}

impl<T> Three<T> {
    /// Returns what one side has.
    pub(super) fn on(self, side: Side) -> T {
        match side {
            Side::Ours => self.ours,
            Side::Theirs => self.theirs,
        }
    }
}
