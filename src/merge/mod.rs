//! The three-way merge of plans and of what was recorded about them. Knows the files of a plan directory and what they
//! mean; knows no git and no disk.

mod clash;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

pub use clash::{Choices, Clash, ClashKind, Side};

/// The files of a plan directory by their path in it, for example `5-ports.toml` or `reviews/jia.7f3a1c.toml`.
pub type Files = BTreeMap<PathBuf, Vec<u8>>;

/// What came of a merge.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// What differs from our side; `None` for a file that goes.
    pub files: BTreeMap<PathBuf, Option<Vec<u8>>>,
    /// What was changed on both sides and nobody has chosen between; there our side stands.
    pub clashes: Vec<Clash>,
}

/// Joins what `ours` and `theirs` did to `base`.
pub fn merge(base: &Files, ours: &Files, theirs: &Files, choices: &Choices) -> Merged {
    let mut merged = Merged::default();
    let paths: BTreeSet<&PathBuf> = base.keys().chain(ours.keys()).chain(theirs.keys()).collect();
    for path in paths {
        let (was, here, there) = (base.get(path), ours.get(path), theirs.get(path));
        if there == was || there == here {
            continue;
        }
        let id = path.display().to_string();
        let side = if here == was { Some(&Side::Theirs) } else { choices.get(&id) };
        match side {
            Some(Side::Theirs) => {
                merged.files.insert(path.clone(), there.cloned());
            }
            Some(Side::Ours) => {}
            None => merged.clashes.push(Clash::of_file(id, path, [was, here, there])),
        }
    }
    merged
}
