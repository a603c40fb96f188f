//! The present wording of one item, by the fingerprints of the fields that records cover. A damaged item has none.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{Fingerprint, Wording};
use crate::plan::{Item, ItemId};

/// The fingerprints of what an item says now. Each is computed once, however many records are held against it.
pub(super) struct Present<'a> {
    item: &'a Item,
    /// By the covered fields; `None` for the default ones.
    known: RefCell<BTreeMap<Option<Vec<String>>, Fingerprint>>,
}

impl<'a> Present<'a> {
    pub(super) fn of(item: &'a Item) -> Self {
        Self { item, known: RefCell::default() }
    }

    pub(super) fn id(&self) -> &'a ItemId {
        &self.item.id
    }

    /// Returns the fingerprint over the fields `covers`; over the default ones where they are not named.
    pub(super) fn fingerprint(&self, covers: Option<&[String]>) -> Option<Fingerprint> {
        (!self.item.damaged).then(|| self.computed(covers))
    }

    fn computed(&self, covers: Option<&[String]>) -> Fingerprint {
        let covers = covers.map(<[String]>::to_vec);
        let mut known = self.known.borrow_mut();
        let compute =
            |covers: &Option<Vec<String>>| Fingerprint::of(&Wording::covering(self.item, covers.as_deref()));
        match known.get(&covers) {
            Some(fingerprint) => fingerprint.clone(),
            None => known.entry(covers.clone()).or_insert_with(|| compute(&covers)).clone(),
        }
    }

    /// Tells whether the item is known to say something else now than what `seen` stands for, over the fields `covers`.
    pub(super) fn differs_from(&self, seen: &Fingerprint, covers: Option<&[String]>) -> bool {
        seen.is_known_version() && self.fingerprint(covers).is_some_and(|present| present != *seen)
    }
}
