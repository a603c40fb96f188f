//! What lies between two commits in plan words: records of whom, items that changed, other files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::directories;
use super::load::reviewer_of;
use super::meaning::shown_path;
use crate::compare::{Side, compare};
use crate::git::{self, Blob, Changed, EntryKind, GitError, Oid, RepoPath, Repository};
use crate::job::Arrivals;
use crate::plan::{ItemId, Plan, ReviewerId};
use crate::review::{FactId, Review};
use crate::source::{self, SourceText};
use crate::text::Foreign;

/// What a path is to the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Strategy,
    Area,
    Records(ReviewerId),
}

/// Returns the path relative to the plan directory, and what it is to the plan; `None` for everything that is not the
/// plan's. A link or a submodule never is.
pub(super) fn part(repository: &Repository, path: &RepoPath) -> Option<(PathBuf, Part)> {
    part_in(repository.prefix(), path)
}

/// As [`part`], where the plan is in `directory`.
pub(super) fn part_in(directory: &Path, path: &RepoPath) -> Option<(PathBuf, Part)> {
    let within = path.as_path().strip_prefix(directory).ok()?;
    let name = within.file_name()?.as_encoded_bytes();
    if within.extension()? != "toml" || name.starts_with(b".") {
        return None;
    }
    let part = match within.parent() {
        Some(parent) if parent == Path::new("") && name == b"strategy.toml" => Part::Strategy,
        Some(parent) if parent == Path::new("") => Part::Area,
        Some(parent) if parent == Path::new("reviews") => Part::Records(reviewer_of(within)?),
        _ => return None,
    };
    Some((within.to_owned(), part))
}

/// Tells whether both sides of a change are files or nothing.
pub(super) fn is_of_files(change: &Changed) -> bool {
    let is_file = |held: &git::Held| matches!(held.kind, EntryKind::File | EntryKind::Executable);
    change.old.iter().chain(&change.new).all(is_file)
}

/// Returns what `new` holds and none of `olds` does, as git shows a merge against its parents; without any, all of it.
///
/// The plan is in `directory` on one side at least.
pub(super) fn arrivals(
    repository: &Repository,
    directory: &Path,
    olds: &[Oid],
    new: &Oid,
) -> Result<Arrivals, GitError> {
    let nothing = [repository.format().no_files()];
    let olds = if olds.is_empty() { &nothing } else { olds };
    let mut news: Option<News> = None;
    for old in olds {
        let since = News::since(repository, directory, old, new)?;
        news = Some(match news {
            Some(news) => news.and(&since),
            None => since,
        });
    }
    Ok(news.unwrap_or_default().count())
}

/// What one commit holds otherwise than another.
#[derive(Default)]
struct News {
    facts: BTreeMap<ReviewerId, BTreeSet<FactId>>,
    items: BTreeSet<ItemId>,
    strategy: bool,
    files: BTreeSet<RepoPath>,
    /// What the plan directory is called now.
    renamed: Option<PathBuf>,
}

impl News {
    fn since(repository: &Repository, directory: &Path, old: &Oid, new: &Oid) -> Result<Self, GitError> {
        let mut news = Self::default();
        let changes = git::changed(repository, old, new)?;
        let (before, after) = plan_directories(repository, directory, [old, new], &changes)?;
        news.renamed = (before != after).then(|| after.clone());
        let part = |path: &RepoPath| part_in(&after, path).or_else(|| part_in(&before, path));
        let is_of_plan = |change: &Changed| is_of_files(change) && part(&change.path).is_some();
        let contents = sides(repository, &changes, is_of_plan)?;
        let mut plans = [Plan::default(), Plan::default()];
        let mut facts: BTreeMap<ReviewerId, (BTreeSet<FactId>, BTreeSet<FactId>)> = BTreeMap::new();
        let mut strategies: [Option<SourceText>; 2] = [None, None];
        let mut areas: Vec<[Option<SourceText>; 2]> = Vec::new();
        for (change, sides) in changes.iter().zip(contents) {
            let Some((within, part)) = part(&change.path).filter(|_| is_of_files(change)) else {
                news.files.insert(change.path.clone());
                continue;
            };
            let name = Foreign::from_bytes(within.as_os_str().as_encoded_bytes());
            let sides = sides.map(|bytes| bytes.map(|bytes| SourceText::decode(name.clone(), bytes)));
            match part {
                // A file under another name is there twice: as it was, and as it is.
                Part::Strategy => {
                    for (known, side) in strategies.iter_mut().zip(sides) {
                        *known = side.or(known.take());
                    }
                }
                Part::Area => areas.push(sides),
                Part::Records(by) => {
                    let ids = |text: &SourceText| -> BTreeSet<FactId> {
                        source::review_file(text, &by).facts.into_iter().map(|fact| fact.id).collect()
                    };
                    let [old, new] = sides.map(|text| text.as_ref().map(ids).unwrap_or_default());
                    let known = facts.entry(by).or_default();
                    known.0.extend(old);
                    known.1.extend(new);
                }
            }
        }
        for (by, (old, mut new)) in facts {
            new.retain(|id| !old.contains(id));
            news.facts.insert(by, new);
        }
        news.strategy = strategies[0] != strategies[1];
        for (side, plan) in plans.iter_mut().enumerate() {
            for text in areas.iter().filter_map(|area| area[side].as_ref()) {
                drop(source::add_area(text, plan));
            }
        }
        let reviews = [Review::of(&plans[0], []), Review::of(&plans[1], [])];
        let sides = [0, 1].map(|side| Side { plan: &plans[side], review: &reviews[side] });
        news.items = compare(sides[0], sides[1]).items().map(|item| item.id.clone()).collect();
        Ok(news)
    }

    /// Keeps what is news to both.
    fn and(mut self, other: &Self) -> Self {
        for (by, facts) in &mut self.facts {
            facts.retain(|id| other.facts.get(by).is_some_and(|facts| facts.contains(id)));
        }
        self.items.retain(|id| other.items.contains(id));
        self.files.retain(|path| other.files.contains(path));
        self.strategy &= other.strategy;
        self.renamed = self.renamed.filter(|_| other.renamed.is_some());
        self
    }

    fn count(self) -> Arrivals {
        let facts = self.facts.into_iter().map(|(by, facts)| (by, facts.len()));
        Arrivals {
            facts: facts.filter(|(_, count)| *count > 0).collect(),
            items: self.items.len(),
            strategy: self.strategy,
            files: self.files.len(),
            renamed: self.renamed.map(|path| shown_path(&path)),
        }
    }
}

/// Returns the directories two commits have the plan in, of which `changes` are all the differences and one has it in
/// `directory`.
fn plan_directories(
    repository: &Repository,
    directory: &Path,
    [old, new]: [&Oid; 2],
    changes: &[Changed],
) -> Result<(PathBuf, PathBuf), GitError> {
    let present = directory.to_owned();
    let is_strategy = |path: &RepoPath| matches!(part_in(directory, path), Some((_, Part::Strategy)));
    let strategy = changes.iter().find(|change| is_strategy(&change.path));
    let elsewhere = match strategy {
        Some(Changed { old: None, new: Some(_), .. }) => {
            directories::renamed(repository, new, &present, old)?.map(|before| (before, present.clone()))
        }
        Some(Changed { old: Some(_), new: None, .. }) => {
            directories::renamed(repository, old, &present, new)?.map(|after| (present.clone(), after))
        }
        _ => None,
    };
    Ok(elsewhere.unwrap_or_else(|| (present.clone(), present)))
}

/// Reads both sides of every change that is `wanted`, with one question to git.
fn sides(
    repository: &Repository,
    changes: &[Changed],
    wanted: impl Fn(&Changed) -> bool,
) -> Result<Vec<[Option<Vec<u8>>; 2]>, GitError> {
    let held: Vec<Oid> = changes
        .iter()
        .filter(|change| wanted(change))
        .flat_map(|change| change.old.iter().chain(&change.new))
        .map(|held| held.oid.clone())
        .collect();
    let mut contents = git::read_each(repository, &held)?.into_iter().peekable();
    let mut next = |there: bool| match contents.next_if(|_| there)? {
        Blob::Bytes(bytes) => Some(bytes),
        // What is too big is read nowhere, and nothing in it counts.
        Blob::TooBig(_) => None,
    };
    Ok(changes
        .iter()
        .map(|change| {
            let wanted = wanted(change);
            let old = next(wanted && change.old.is_some());
            [old, next(wanted && change.new.is_some())]
        })
        .collect())
}
