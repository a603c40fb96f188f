//! The three-way merge of plans and of what was recorded about them. Knows the files of a plan directory and what they
//! mean; knows no git and no disk.

mod checks;
mod clash;
mod collisions;
mod drops;
mod fields;
mod joining;
mod layout;
mod old_ids;
mod pairing;
mod places;
mod presence;
mod records;
mod subject;
mod tree;
mod weaving;
mod whole;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub use clash::{Author, Change, Choices, Clash, ClashKind, Dropped, Side, Version};
use joining::Joining;
use pairing::Three;
use records::Records;
pub use subject::Subject;
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
    /// The ids of the clashes that were chosen between.
    pub settled: BTreeSet<String>,
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
    for path in others {
        merged.join_whole(&BTreeSet::from([path.clone()]), [base, ours, theirs], choices);
    }
    let changed: BTreeSet<PathBuf> = of_plan
        .into_iter()
        .filter(|&path| ours.get(path) != base.get(path) || theirs.get(path) != base.get(path))
        .cloned()
        .collect();
    let one_sided = changed.iter().all(|path| ours.get(path) == base.get(path))
        || changed.iter().all(|path| theirs.get(path) == base.get(path));
    if one_sided {
        merged.join_whole(&changed, [base, ours, theirs], choices);
        return merged;
    }
    merged.join_plan([base, ours, theirs], &changed, choices);
    if !merged.clashes.is_empty() {
        // Nothing partial is given out.
        merged.files.retain(|path, _| !layout::is_of_plan(path));
    }
    merged
}

/// Joins what both sides did to the file at `path`, of which each version holds nothing else. What has gone from both
/// sides may have gone to two other files, so that this is not decided here.
pub fn merge_file(path: &Path, [base, ours, theirs]: [&Files; 3], choices: &Choices) -> Merged {
    let merged = merge(base, ours, theirs, choices);
    let gone_from_both = || {
        let trees =
            Three { base: Tree::of(base).ok()?, ours: Tree::of(ours).ok()?, theirs: Tree::of(theirs).ok()? };
        let things = pairing::pair(&trees).things;
        Some(things.iter().any(|thing| thing.ours.is_none() && thing.theirs.is_none()))
    };
    // One file has no room for two areas.
    let is_for_two = merged.clashes.iter().any(|clash| clash.kind == ClashKind::SameFile)
        || merged.files.keys().any(|other| other != path);
    let decided = !merged.clashes.is_empty() || choices.contains_key(&path.display().to_string());
    if !is_for_two && (decided || !layout::is_of_plan(path) || gone_from_both() != Some(true)) {
        return merged;
    }
    let mut merged = Merged::default();
    merged.join_as_one(&BTreeSet::from([path.to_owned()]), [base, ours, theirs], choices);
    merged
}

fn of(files: &Files, paths: &BTreeSet<PathBuf>) -> Files {
    paths.iter().filter_map(|path| Some((path.clone(), files.get(path)?.clone()))).collect()
}

/// Joins plan files by what they say. Fails with the files that cannot be joined so.
fn join_plan(versions: [&Files; 3], choices: &Choices) -> Result<Merged, BTreeSet<PathBuf>> {
    let trees = versions.map(Tree::of);
    let unfit: BTreeSet<PathBuf> =
        trees.iter().filter_map(|tree| tree.as_ref().err()).flatten().cloned().collect();
    let [Ok(base), Ok(here), Ok(there)] = trees else { return Err(unfit) };
    let [_, ours, theirs] = versions;
    let mut joining = Joining::new(Three { base, ours: here, theirs: there }, choices);
    // Where no choice helps, and where something of the merge itself is wrong.
    let all = || versions.into_iter().flat_map(Files::keys).cloned().collect::<BTreeSet<_>>();
    let kept = presence::presence(&mut joining);
    let places = places::places(&mut joining, kept).ok_or_else(all)?;
    let files = weaving::weave(&mut joining, &places).ok_or_else(all)?;
    let mut joined = Merged::default();
    if joining.clashes.is_empty() {
        let checked = checks::check(&joining, &places, [ours, theirs], &files);
        checked.map_err(|(_, file)| file.map_or_else(all, |file| BTreeSet::from([file])))?;
        let gone = ours.keys().filter(|path| !files.contains_key(*path)).map(|path| (path.clone(), None));
        let changed = files.iter().filter(|(path, bytes)| ours.get(*path) != Some(bytes));
        joined.files = gone.chain(changed.map(|(path, bytes)| (path.clone(), Some(bytes.clone())))).collect();
    }
    joined.clashes = joining.clashes;
    joined.settled = joining.settled;
    Ok(joined)
}

impl Merged {
    /// Joins plan files by what they say, and as wholes those that cannot be joined so.
    fn join_plan(&mut self, versions: [&Files; 3], paths: &BTreeSet<PathBuf>, choices: &Choices) {
        let mut whole = BTreeSet::new();
        loop {
            let groups = whole::groups(versions, paths, &whole);
            let apart: BTreeSet<PathBuf> = groups.iter().flatten().cloned().collect();
            let rest: BTreeSet<PathBuf> = paths.difference(&apart).cloned().collect();
            let [base, ours, theirs] = versions.map(|files| of(files, &rest));
            let joined = if rest.is_empty() {
                Ok(Self::default())
            } else {
                join_plan([&base, &ours, &theirs], choices)
            };
            match joined {
                Ok(joined) => {
                    self.files.extend(joined.files);
                    self.clashes.extend(joined.clashes);
                    self.settled.extend(joined.settled);
                    for group in groups {
                        self.join_whole(&group, versions, choices);
                    }
                    return;
                }
                Err(unfit) => {
                    // A file that the merge itself came up with is nobody's.
                    let more: BTreeSet<PathBuf> = unfit.intersection(&rest).cloned().collect();
                    whole.extend(if more.is_empty() { rest } else { more });
                }
            }
        }
    }

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
}

#[cfg(test)]
mod tests;
