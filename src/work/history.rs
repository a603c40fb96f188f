//! What became of the plan, of an area or of an item, commit by commit, the latest first. Knows only the files that a
//! commit touched: what it changed is what differs between their two sides.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::World;
use super::arrivals::{Part, is_of_files, part, sides};
use super::comparing;
use super::load;
use super::past::{failed, places, revision};
use super::repository::repository;
use crate::compare::{Comparison, ItemChange, Side, compare};
use crate::git::{self, Repository, Step};
use crate::job::{About, Compared, Snapshot, Version, VersionFailure};
use crate::plan::{ItemId, Plan, ReviewerId};
use crate::review::{Fact, Review};
use crate::source::{self, SourceText};
use crate::text::Foreign;

/// Tells what became of `about`: what is not committed yet first, then every commit that changed something.
///
/// What was found by a while goes to `part`, if anybody listens, and what is left is returned. Stops early where
/// something else has been asked for meanwhile.
pub(super) fn history(
    world: &World,
    about: &About,
    part: &mut dyn FnMut(Vec<Compared>) -> Vec<Compared>,
) -> Result<Vec<Compared>, VersionFailure> {
    let number = world.histories.begin();
    let repository = repository(world).map_err(VersionFailure::Git)?;
    let mut thread = Thread::of(about);
    let mut told = Vec::new();
    let Some(head) = git::resolve(&repository, "HEAD").map_err(failed)? else { return Ok(told) };
    let present = comparing::compared(world, &Version::head(), &Version::Disk)?;
    if let Some(item) = thread.item().and_then(|id| present.new.plan.position(&id)) {
        thread.ids.extend(present.new.plan.items[item].was.iter().cloned());
    }
    let plan = present.new.plan.clone();
    told.extend(thread.keep(present));
    told = part(told);
    let mut take = |steps: Vec<Step>| -> Result<bool, git::GitError> {
        for step in steps {
            if world.histories.is_outdated(number) {
                return Ok(false);
            }
            told.extend(thread.keep(changed_by(world, &repository, &step, &plan)?));
        }
        told = part(std::mem::take(&mut told));
        Ok(true)
    };
    let mut failure = None;
    git::walk(&repository, &head, &places(&repository), &mut |steps| match take(steps) {
        Ok(go_on) => go_on,
        Err(error) => {
            failure = Some(error);
            false
        }
    })
    .map_err(failed)?;
    match failure {
        Some(error) => Err(failed(error)),
        None => Ok(told),
    }
}

/// Counts the histories that were asked for and begun, so that one nobody waits for any more is given up.
#[derive(Debug, Default)]
pub struct Histories {
    asked: AtomicUsize,
    begun: AtomicUsize,
}

impl Histories {
    /// Takes note that one is asked for. Where nobody says so, each is told to its end.
    pub fn ask(&self) {
        self.asked.fetch_add(1, Ordering::Relaxed);
    }

    fn begin(&self) -> usize {
        self.begun.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn is_outdated(&self, number: usize) -> bool {
        self.asked.load(Ordering::Relaxed) > number
    }
}

/// Compares the two sides of what a commit touched. Names of what it did not touch are those of `present`.
fn changed_by(
    world: &World,
    repository: &Repository,
    step: &Step,
    present: &Plan,
) -> Result<Compared, git::GitError> {
    let contents = sides(repository, &step.changes)?;
    let strategy = load::strategy(world);
    let mut areas: Vec<(PathBuf, [Option<SourceText>; 2])> = Vec::new();
    let mut facts: [BTreeMap<ReviewerId, Vec<Fact>>; 2] = Default::default();
    for (change, sides) in step.changes.iter().zip(contents) {
        let Some((within, part)) = part(repository, &change.path).filter(|_| is_of_files(change)) else {
            continue;
        };
        let name = Foreign::from_bytes(within.as_os_str().as_encoded_bytes());
        let [old, new] = sides.map(|bytes| bytes.map(|bytes| SourceText::decode(name.clone(), bytes)));
        match part {
            Part::Strategy => {}
            Part::Area => areas.push((within, [old, new])),
            Part::Records(by) => {
                for (facts, text) in facts.iter_mut().zip([old, new]) {
                    let read = text.map(|text| source::review_file(&text, &by).facts).unwrap_or_default();
                    facts.entry(by.clone()).or_default().extend(read);
                }
            }
        }
    }
    let plans = [0, 1].map(|side| {
        if areas.is_empty() {
            return present.clone();
        }
        let mut plan = Plan { strategy: strategy.clone(), ..Plan::default() };
        for text in areas.iter().filter_map(|(_, sides)| sides[side].as_ref()) {
            drop(source::add_area(text, &mut plan));
        }
        plan
    });
    let [old_facts, new_facts] = facts;
    let [old_plan, new_plan] = plans;
    let old_review = Review::of(&old_plan, old_facts.into_values().flatten());
    let new_review = Review::of(&new_plan, new_facts.into_values().flatten());
    let mut comparison =
        compare(Side { plan: &old_plan, review: &old_review }, Side { plan: &new_plan, review: &new_review });
    // Facts of files that were not touched are not here, so that nothing can be said of verdicts.
    comparison.verdicts.clear();
    let revision = revision(&step.commit);
    let version = Version::Revision(revision.id.as_str().into());
    Ok(Compared {
        old: Snapshot { version: version.clone(), revision: None, plan: old_plan, review: old_review },
        new: Snapshot { version, revision: Some(revision), plan: new_plan, review: new_review },
        comparison,
        layout_only: Vec::new(),
    })
}

/// What is followed back through the commits.
struct Thread<'a> {
    about: &'a About,
    /// The ids the item has and had.
    ids: BTreeSet<ItemId>,
}

impl<'a> Thread<'a> {
    fn of(about: &'a About) -> Self {
        let ids = match about {
            About::Item(id) => BTreeSet::from([id.clone()]),
            About::Everything | About::Area(_) => BTreeSet::new(),
        };
        Self { about, ids }
    }

    fn item(&self) -> Option<ItemId> {
        match self.about {
            About::Item(id) => Some(id.clone()),
            _ => None,
        }
    }

    /// Leaves of a comparison what is followed; `None` where that is nothing.
    fn keep(&mut self, mut compared: Compared) -> Option<Compared> {
        let Compared { comparison, new, .. } = &mut compared;
        match self.about {
            About::Everything => {}
            About::Area(id) => {
                comparison.areas.retain(|area| {
                    area.id == *id || area.renamed.as_ref().is_some_and(|renamed| renamed.old == *id)
                });
                comparison.strategy.clear();
                keep_facts(comparison, &new.review, |item| item.area() == id.as_str());
            }
            About::Item(_) => {
                for area in &mut comparison.areas {
                    area.items.retain(|item| self.follow(item));
                    area.fields.clear();
                    area.moved = false;
                }
                comparison.areas.retain(|area| !area.items.is_empty());
                comparison.strategy.clear();
                keep_facts(comparison, &new.review, |item| self.ids.contains(item));
            }
        }
        comparison.verdicts.clear();
        (!comparison.is_empty()).then_some(compared)
    }

    /// Tells whether a change is of the item, and remembers the id it had before.
    fn follow(&mut self, item: &ItemChange) -> bool {
        let before = item.renamed.as_ref().map(|renamed| &renamed.old);
        let followed = self.ids.contains(&item.id) || before.is_some_and(|before| self.ids.contains(before));
        if followed {
            self.ids.extend(before.cloned());
        }
        followed
    }
}

fn keep_facts(comparison: &mut Comparison, review: &Review, about: impl Fn(&ItemId) -> bool) {
    for facts in comparison.facts.values_mut() {
        facts
            .added
            .retain(|id| review.fact(id).and_then(|fact| review.item_touched(fact)).is_some_and(&about));
        facts.lost.clear();
        facts.altered.clear();
    }
    comparison.facts.retain(|_, facts| !facts.added.is_empty());
}
