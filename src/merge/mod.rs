//! The three-way merge of plans and of what was recorded about them. Knows the files of a plan directory and what they
//! mean; knows no git and no disk.

mod checks;
mod clash;
mod fields;
mod joining;
mod layout;
mod pairing;
mod places;
mod presence;
mod records;
mod tree;
mod weaving;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub use clash::{Author, Choices, Clash, ClashKind, Side};
use joining::Joining;
use pairing::Three;
use records::Records;
use tree::Tree;

/// The files of a plan directory by their path in it, for example `5-ports.toml` or `reviews/jia.7f3a1c.toml`.
pub type Files = BTreeMap<PathBuf, Vec<u8>>;

/// What came of a merge.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// What differs from our side; `None` for a file that goes. Where something of the plan clashes, no plan file is in it.
    pub files: BTreeMap<PathBuf, Option<Vec<u8>>>,
    /// What was changed on both sides and nobody has chosen between; there our side stands.
    pub clashes: Vec<Clash>,
    /// Files of records that somebody edited by hand: all records of both sides are kept.
    pub edited_by_hand: Vec<PathBuf>,
}

/// Joins what `ours` and `theirs` did to `base`.
pub fn merge(base: &Files, ours: &Files, theirs: &Files, choices: &Choices) -> Merged {
    let mut merged = Merged::default();
    let paths: BTreeSet<&PathBuf> = base.keys().chain(ours.keys()).chain(theirs.keys()).collect();
    let (mut of_plan, mut others) = (Vec::new(), Vec::new());
    for path in paths {
        if layout::is_records(path) {
            merged.join_records(path, [base, ours, theirs].map(|files| files.get(path)));
        } else if layout::is_of_plan(path) {
            of_plan.push(path);
        } else {
            others.push(path);
        }
    }
    merged.join_whole(&others, [base, ours, theirs], choices);
    let changed: Vec<&PathBuf> = of_plan
        .into_iter()
        .filter(|&path| ours.get(path) != base.get(path) || theirs.get(path) != base.get(path))
        .collect();
    let one_sided = changed.iter().all(|&path| ours.get(path) == base.get(path))
        || changed.iter().all(|&path| theirs.get(path) == base.get(path));
    if !one_sided {
        let [base, ours, theirs] = [base, ours, theirs].map(|files| of(files, &changed));
        if let Some(joined) = join_plan(&base, &ours, &theirs, choices) {
            merged.files.extend(joined.files);
            merged.clashes.extend(joined.clashes);
            return merged;
        }
    }
    merged.join_whole(&changed, [base, ours, theirs], choices);
    merged
}

fn of(files: &Files, paths: &[&PathBuf]) -> Files {
    paths.iter().filter_map(|&path| Some((path.clone(), files.get(path)?.clone()))).collect()
}

/// Joins plan files by what they say; `None` where one cannot be taken apart, or the result would not hold.
fn join_plan(base: &Files, ours: &Files, theirs: &Files, choices: &Choices) -> Option<Merged> {
    let trees = Three { base: Tree::of(base)?, ours: Tree::of(ours)?, theirs: Tree::of(theirs)? };
    let mut joining = Joining::new(trees, choices);
    let kept = presence::presence(&mut joining);
    let places = places::places(&mut joining, kept)?;
    let files = weaving::weave(&mut joining, &places)?;
    let mut joined = Merged::default();
    if joining.clashes.is_empty() {
        checks::check(&joining, &places, [ours, theirs], &files).ok()?;
        let gone = ours.keys().filter(|path| !files.contains_key(*path)).map(|path| (path.clone(), None));
        let changed = files.iter().filter(|(path, bytes)| ours.get(*path) != Some(bytes));
        joined.files = gone.chain(changed.map(|(path, bytes)| (path.clone(), Some(bytes.clone())))).collect();
    }
    joined.clashes = joining.clashes;
    Some(joined)
}

impl Merged {
    /// Joins a file of records, in which nothing that either side has is ever lost.
    fn join_records(&mut self, path: &Path, [base, ours, theirs]: [Option<&Vec<u8>>; 3]) {
        let joined = records::join(ours, theirs);
        let kept = match &joined {
            Records::Ours => ours,
            Records::Theirs => theirs,
            Records::Both(bytes) => Some(bytes),
        };
        let holds = |side: Option<&Vec<u8>>| {
            let kept: BTreeSet<&[u8]> = kept.into_iter().flat_map(|bytes| records::lines(bytes)).collect();
            side.into_iter().flat_map(|bytes| records::lines(bytes)).all(|line| kept.contains(line))
        };
        assert!(holds(ours) && holds(theirs), "no record is lost");
        // Whoever has less than both came from took something out.
        let took_out = |side: Option<&Vec<u8>>| {
            let has: BTreeSet<&[u8]> = side.into_iter().flat_map(|bytes| records::lines(bytes)).collect();
            base.into_iter().flat_map(|bytes| records::lines(bytes)).any(|line| !has.contains(line))
        };
        if matches!(joined, Records::Both(_)) || took_out(ours) || took_out(theirs) {
            self.edited_by_hand.push(path.to_owned());
        }
        if kept != ours {
            self.files.insert(path.to_owned(), kept.cloned());
        }
    }

    /// Joins files as wholes: whoever changed one has it.
    fn join_whole(&mut self, paths: &[&PathBuf], [base, ours, theirs]: [&Files; 3], choices: &Choices) {
        for &path in paths {
            let (was, here, there) = (base.get(path), ours.get(path), theirs.get(path));
            if there == was || there == here {
                continue;
            }
            let id = path.display().to_string();
            let side = if here == was { Some(&Side::Theirs) } else { choices.get(&id) };
            match side {
                Some(Side::Theirs) => {
                    self.files.insert(path.clone(), there.cloned());
                }
                Some(Side::Ours) => {}
                None => self.clashes.push(Clash::of_file(id, path, [was, here, there])),
            }
        }
    }
}

#[cfg(test)]
mod tests;
