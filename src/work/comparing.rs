//! Compares two versions of the plan: the disk, the index, or what a commit holds.

use std::collections::{BTreeMap, BTreeSet};

use super::World;
use super::past::{self, Past};
use super::survey::survey;
use crate::compare::{Comparison, Side, Unread, compare_despite};
use crate::job::{Compared, Loaded, Snapshot, Version, VersionFailure};
use crate::plan::{Fault, ItemId, calendar};
use crate::review::Review;
use crate::search::query::NoVersion;
use crate::text::Foreign;

/// Compares `old` with `new`.
pub(super) fn compared(world: &World, old: &Version, new: &Version) -> Result<Compared, VersionFailure> {
    let (old, mut was) = match past::read(world, old) {
        // So many days ago there was nothing yet.
        Err(VersionFailure::BeforeFirst { text }) if calendar::days(text.raw()).is_some() => {
            (&Version::Beginning, past::read(world, &Version::Beginning)?)
        }
        read => (old, read?),
    };
    let mut is = past::read(world, new)?;
    for (version, side) in [(old, &mut was), (new, &mut is)] {
        if *version == Version::Disk {
            side.loaded.gaps.extend(survey(world).gaps());
        }
    }
    let unread = Unread { old: unread(&was.loaded), new: unread(&is.loaded) };
    let texts = [texts(&was.loaded), texts(&is.loaded)];
    let (was, is) = (snapshot(old, was), snapshot(new, is));
    let sides = [&was, &is].map(|side| Side { plan: &side.plan, review: &side.review });
    let comparison = compare_despite(sides[0], sides[1], &unread);
    let layout_only = layout_only(&texts, &comparison, [&was, &is]);
    Ok(Compared { old: was, new: is, comparison, layout_only })
}

/// Returns the items of `until` that are new or other than they were at `revision`, or cite a clause that is.
pub(super) fn changed_since(
    world: &World,
    revision: &Foreign,
    until: &Version,
) -> Result<BTreeSet<ItemId>, NoVersion> {
    let since = Version::Revision(revision.clone());
    let compared = compared(world, &since, until).map_err(|failure| match failure {
        VersionFailure::Git(_) => NoVersion::NoHistory,
        VersionFailure::Unknown { nearest, .. } => {
            NoVersion::Unknown { nearest: nearest.first().map(|name| name.raw().to_owned()) }
        }
        VersionFailure::BeforeFirst { .. } => NoVersion::BeforeFirst,
        VersionFailure::Cut { .. } => NoVersion::Cut,
    })?;
    let Compared { new: Snapshot { plan, .. }, comparison, .. } = &compared;
    let now = comparison.items().filter_map(|item| item.new).map(|index| plan.items[index].id.clone());
    let citing = comparison.clauses.iter().flat_map(|change| change.cited_by.iter().cloned());
    Ok(now.chain(citing).collect())
}

/// Adds up what was read.
pub(super) fn snapshot(version: &Version, past: Past) -> Snapshot {
    let Past { loaded, revision } = past;
    let Loaded { plan, facts, review, gaps, .. } = loaded;
    let review = review.map_or_else(|| Review::of(&plan, facts), |review| *review).with_gaps(&plan, gaps);
    Snapshot { version: version.clone(), revision, plan, review }
}

/// Returns the files that are there and could not be read at all.
fn unread(loaded: &Loaded) -> Vec<Foreign> {
    let hidden = |fault: &Fault| {
        matches!(
            fault,
            Fault::CannotRead { .. } | Fault::TooBig { .. } | Fault::LinkOutside | Fault::NotAFile
        )
    };
    let problems = loaded.problems.iter().filter(|problem| hidden(&problem.fault));
    problems.map(|problem| problem.place.file.clone()).collect()
}

/// Returns the text of every plan file.
fn texts(loaded: &Loaded) -> BTreeMap<Foreign, String> {
    let is_plan =
        |name: &Foreign| loaded.plan.areas.iter().any(|area| area.place.file == *name) || is_strategy(name);
    loaded
        .texts
        .iter()
        .filter(|(name, _)| is_plan(name))
        .map(|(name, text)| (name.clone(), text.clone()))
        .collect()
}

fn is_strategy(name: &Foreign) -> bool {
    name.raw().rsplit('/').next() == Some("strategy.toml")
}

/// Returns the files on both sides that differ and of which nothing is told.
fn layout_only(
    [old, new]: &[BTreeMap<Foreign, String>; 2],
    comparison: &Comparison,
    [was, is]: [&Snapshot; 2],
) -> Vec<Foreign> {
    let told = |name: &Foreign| {
        let areas = comparison.areas.iter().filter_map(|area| area.new).map(|now| &is.plan.areas[now]);
        // What moved to another file left one.
        let left = comparison.items().filter_map(|item| item.old);
        let left = left.map(|old| &was.plan.areas[was.plan.items[old].area]);
        let strategy = is_strategy(name) && !comparison.strategy.is_empty();
        strategy || areas.chain(left).any(|area| area.place.file == *name)
    };
    let differs = |name: &&Foreign| old.get(*name).is_some_and(|text| Some(text) != new.get(*name));
    new.keys().filter(differs).filter(|name| !told(name)).cloned().collect()
}
