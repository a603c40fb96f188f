//! Notes that answer each other, and whether they still want an answer.

use std::collections::{BTreeMap, HashSet};

use super::force::in_force;
use super::present::Present;
use super::{Deed, Fact, FactId, Note, Resolve};

/// A note that answers no other, and all that answer it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// In the order of their names; the first is the one that the thread begins with.
    pub notes: Vec<FactId>,
    /// The resolving and opening facts in force. Several contradict each other, or say the same twice.
    pub resolved: Vec<FactId>,
    /// Nobody resolved it, or somebody opened it again.
    pub open: bool,
    /// The wording has changed since its first note was written.
    pub changed: bool,
    /// One of its notes says that something is missing under the item.
    pub missing: bool,
}

impl Thread {
    /// Returns the note that the thread begins with.
    pub fn first(&self) -> &FactId {
        &self.notes[0]
    }
}

/// Finds the threads of `facts`, which are all about one item; `undone` are those that were taken back.
///
/// A reply to a note that was taken back begins a thread of its own. Notes that answer each other in a ring, which only
/// a hand can write, each begin one.
pub(super) fn threads(present: &Present<'_>, facts: &[&Fact], undone: &HashSet<FactId>) -> Vec<Thread> {
    let notes: BTreeMap<&FactId, &Note> = facts
        .iter()
        .filter(|fact| !undone.contains(&fact.id))
        .filter_map(|fact| match &fact.deed {
            Deed::Note(note) => Some((&fact.id, note)),
            _ => None,
        })
        .collect();
    let mut members: BTreeMap<&FactId, Vec<FactId>> = BTreeMap::new();
    for &id in notes.keys() {
        let members = members.entry(first_of(&notes, id)).or_default();
        if first_of(&notes, id) == id {
            members.insert(0, id.clone());
        } else {
            members.push(id.clone());
        }
    }
    let resolves: Vec<(&Fact, &Resolve)> = facts
        .iter()
        .filter_map(|fact| match &fact.deed {
            Deed::Resolve(resolve) => Some((*fact, resolve)),
            _ => None,
        })
        .collect();
    let thread = |notes_of: Vec<FactId>| {
        let about = |(_, resolve): &&(&Fact, &Resolve)| notes_of.contains(&resolve.of);
        let about: Vec<_> = resolves.iter().filter(about).copied().collect();
        let holding = in_force(&about, |resolve| &resolve.after, undone);
        let first = notes.get(&notes_of[0]);
        let changed = first.and_then(|note| Some((note.seen.as_ref()?, note.covers.as_deref())));
        Thread {
            open: holding.is_empty() || holding.iter().any(|(_, resolve)| resolve.open),
            resolved: holding.iter().map(|(fact, _)| fact.id.clone()).collect(),
            changed: changed.is_some_and(|(seen, covers)| present.differs_from(seen, covers)),
            missing: notes_of.iter().any(|id| notes.get(id).is_some_and(|note| note.missing)),
            notes: notes_of,
        }
    };
    members.into_values().map(thread).collect()
}

/// Follows the notes that `id` answers to the one that answers none.
fn first_of<'a>(notes: &BTreeMap<&'a FactId, &'a Note>, id: &'a FactId) -> &'a FactId {
    let mut at = id;
    for _ in 0..=notes.len() {
        match notes.get(at).and_then(|note| note.re.as_ref()).and_then(|re| notes.get_key_value(re)) {
            Some((&answered, _)) => at = answered,
            None => return at,
        }
    }
    id
}
