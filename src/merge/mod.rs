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

/// The id of the clash between two plans as wholes.
const WHOLE_PLAN: &str = "plan";

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
        match join_plan(&base, &ours, &theirs, choices) {
            Ok(joined) => {
                merged.files.extend(joined.files);
                merged.clashes.extend(joined.clashes);
                return merged;
            }
            // Something went from one file to another: one side of each could be neither or both.
            Err(Refusal::Wrong) => {
                merged.join_all_or_nothing(&base, &ours, &theirs, choices);
                return merged;
            }
            Err(Refusal::Unfit) => {}
        }
    }
    merged.join_whole(&changed, [base, ours, theirs], choices);
    merged
}

/// Joins what both sides did to the file at `path`, of which each version holds nothing else. What has gone from both
/// sides may have gone to two other files, so that this is not decided here.
pub fn merge_file(path: &Path, [base, ours, theirs]: [&Files; 3], choices: &Choices) -> Merged {
    let merged = merge(base, ours, theirs, choices);
    let gone_from_both = || {
        let trees = Three { base: Tree::of(base)?, ours: Tree::of(ours)?, theirs: Tree::of(theirs)? };
        let things = pairing::pair(&trees).things;
        Some(things.iter().any(|thing| thing.ours.is_none() && thing.theirs.is_none()))
    };
    let decided = !merged.clashes.is_empty() || choices.contains_key(&path.display().to_string());
    if decided || !layout::is_of_plan(path) || gone_from_both() != Some(true) {
        return merged;
    }
    let versions = [base, ours, theirs].map(|files| files.get(path));
    let clash = Clash::of_file(path.display().to_string(), path, versions);
    Merged { clashes: vec![clash], ..Merged::default() }
}

fn of(files: &Files, paths: &[&PathBuf]) -> Files {
    paths.iter().filter_map(|&path| Some((path.clone(), files.get(path)?.clone()))).collect()
}

/// Why plan files are not joined by what they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refusal {
    /// One of them cannot be taken apart.
    Unfit,
    /// What came out does not hold, for example because two items have come to the same id.
    Wrong,
}

/// Joins plan files by what they say.
fn join_plan(base: &Files, ours: &Files, theirs: &Files, choices: &Choices) -> Result<Merged, Refusal> {
    let tree = |files| Tree::of(files).ok_or(Refusal::Unfit);
    let trees = Three { base: tree(base)?, ours: tree(ours)?, theirs: tree(theirs)? };
    let mut joining = Joining::new(trees, choices);
    let kept = presence::presence(&mut joining);
    let places = places::places(&mut joining, kept).ok_or(Refusal::Wrong)?;
    let files = weaving::weave(&mut joining, &places).ok_or(Refusal::Wrong)?;
    let mut joined = Merged::default();
    if joining.clashes.is_empty() {
        if checks::check(&joining, &places, [ours, theirs], &files).is_err() {
            return Err(Refusal::Wrong);
        }
        let gone = ours.keys().filter(|path| !files.contains_key(*path)).map(|path| (path.clone(), None));
        let changed = files.iter().filter(|(path, bytes)| ours.get(*path) != Some(bytes));
        joined.files = gone.chain(changed.map(|(path, bytes)| (path.clone(), Some(bytes.clone())))).collect();
    }
    joined.clashes = joining.clashes;
    Ok(joined)
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

    /// Takes all files of the plan from one side.
    fn join_all_or_nothing(&mut self, base: &Files, ours: &Files, theirs: &Files, choices: &Choices) {
        let paths: BTreeSet<&PathBuf> = ours.keys().chain(theirs.keys()).collect();
        let both =
            |path: &&&PathBuf| ours.get(**path) != base.get(**path) && theirs.get(**path) != base.get(**path);
        let Some(first) = paths.iter().find(both).or(paths.first()) else { return };
        match choices.get(WHOLE_PLAN) {
            Some(Side::Ours) => {}
            Some(Side::Theirs) => {
                let changed = paths.into_iter().filter(|&path| ours.get(path) != theirs.get(path));
                self.files.extend(changed.map(|path| (path.clone(), theirs.get(path).cloned())));
            }
            None => {
                let versions = [base, ours, theirs].map(|files| files.get(*first));
                self.clashes.push(Clash::of_file(WHOLE_PLAN.to_owned(), first, versions));
            }
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
