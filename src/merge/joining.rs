//! The state of a merge of plan files while it goes on: the three trees, and what was settled. Knows how a clash is
//! told and settled, not what clashes.

use super::clash::{Choices, Clash, ClashKind, Side};
use super::pairing::{Pairing, Thing, Three, pair};
use super::tree::{Name, Node, Tree};
use crate::text::Foreign;

pub(super) struct Joining<'a> {
    pub(super) trees: Three<Tree>,
    pub(super) pairing: Pairing,
    choices: &'a Choices,
    /// What nobody has chosen between.
    pub(super) clashes: Vec<Clash>,
}

/// What each version says where two clash.
pub(super) type Said = Three<Option<String>>;

impl<'a> Joining<'a> {
    pub(super) fn new(trees: Three<Tree>, choices: &'a Choices) -> Self {
        let pairing = pair(&trees);
        Self { trees, pairing, choices, clashes: Vec::new() }
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

    /// Returns what a thing is called, the same whichever side asks.
    pub(super) fn name(&self, thing: usize) -> &Name {
        let nodes = self.nodes(thing);
        let node = nodes.base.or(nodes.ours).or(nodes.theirs);
        &node.expect("a thing is in one of the versions").name
    }

    /// Settles a clash about `aspect` of a thing as it was chosen; where nothing was, notes it and stays with ours.
    pub(super) fn settle(&mut self, thing: usize, aspect: &str, kind: ClashKind, said: Said) -> Side {
        let name = self.name(thing).as_str();
        let id = if aspect.is_empty() { name.to_owned() } else { format!("{name}:{aspect}") };
        if let Some(&side) = self.choices.get(&id) {
            return side;
        }
        let nodes = self.nodes(thing);
        let node = nodes.ours.or(nodes.theirs).or(nodes.base).expect("a thing is in one of the versions");
        let item = match &node.name {
            Name::Item(id) => Some(id.clone()),
            Name::File(_) | Name::Table(_) => None,
        };
        let foreign = |text: Option<String>| text.map(Foreign::new);
        let clash = Clash {
            id,
            kind,
            file: node.file.clone(),
            item,
            base: foreign(said.base),
            ours: foreign(said.ours),
            theirs: foreign(said.theirs),
            ours_by: None,
            theirs_by: None,
        };
        // A thing may be looked at more than once.
        if !self.clashes.contains(&clash) {
            self.clashes.push(clash);
        }
        Side::Ours
    }
}
