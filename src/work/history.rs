//! What became of the plan, of an area or of an item, commit by commit, the latest first. Knows only the files that a
//! commit touched: what it changed is what differs between their two sides.

mod thread;
mod touched;

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};

use self::thread::Thread;
use self::touched::{File, Touched, touched};
use super::World;
use super::arrivals::{Part, part_in};
use super::comparing;
use super::directories::{directories, places};
use super::load;
use super::past::{at_commit, failed, find, revision};
use super::repository::repository;
use crate::compare::{Comparison, MergeSide, Side, Unread, citing, compare_despite, leave_decided};
use crate::git::{self, Blob, EntryKind, GitError, Oid, RepoPath, Repository, Step, Way};
use crate::job::{About, Compared, History, Origin, Snapshot, Version, VersionFailure};
use crate::plan::{Plan, ReviewerId, Strategy};
use crate::review::{Fact, Review};
use crate::source::{self, SourceText};
use crate::text::Foreign;

/// Tells what became of `about` until `until`: what is not committed yet first, then every commit that changed something.
///
/// What was found by a while goes to `part`, if anybody listens, and what is left is returned. Stops early where
/// something else has been asked for meanwhile.
pub(super) fn history(
    world: &World,
    about: &About,
    until: &Version,
    part: &mut dyn FnMut(Vec<Compared>) -> Vec<Compared>,
) -> Result<History, VersionFailure> {
    let number = world.histories.begin();
    let repository = repository(world).map_err(VersionFailure::Git)?;
    let mut told = Vec::new();
    let (tip, mut thread) = if let Version::Revision(text) = until {
        let tip = find(world, &repository, text)?;
        let plan = at_commit(world, &repository, &tip)?.plan;
        (tip, Thread::of(about, &plan))
    } else {
        let Some(head) = git::resolve(&repository, "HEAD").map_err(failed)? else {
            return Ok(History::default());
        };
        let compared = comparing::compared(world, &Version::head(), until)?;
        let mut thread = Thread::of(about, &compared.new.plan);
        told.extend(thread.uncommitted(compared));
        told = part(told);
        (head, thread)
    };
    let known = directories(world, &repository, &tip).map_err(failed)?;
    let at_top = known.iter().any(|directory| places(directory).is_empty());
    let paths: Vec<_> =
        if at_top { Vec::new() } else { known.iter().flat_map(|directory| places(directory)).collect() };
    let latest = known.first().map_or(Path::new(""), PathBuf::as_path);
    let mut past = Past {
        repository: &repository,
        strategy: load::strategy(world),
        latest: area_files(&repository, &tip, latest).map_err(failed)?,
        known,
        at: HashMap::new(),
        areas: HashMap::new(),
        read: None,
    };
    let mut take = |steps: Vec<Step>| -> Result<bool, GitError> {
        for step in steps {
            if world.histories.is_outdated(number) {
                return Ok(false);
            }
            told.extend(past.follow(&mut thread, &step)?);
        }
        told = part(std::mem::take(&mut told));
        Ok(true)
    };
    let mut failure = None;
    git::walk(&repository, &tip, &paths, &mut |steps| match take(steps) {
        Ok(go_on) => go_on,
        Err(error) => {
            failure = Some(error);
            false
        }
    })
    .map_err(failed)?;
    let Thread { is_cut, origins, .. } = thread;
    match failure {
        Some(error) => Err(failed(error)),
        None => Ok(History { passages: told, is_cut, origins }),
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

/// What is needed to tell what a commit changed.
struct Past<'a> {
    repository: &'a Repository,
    /// The present strategy, by which areas are read.
    strategy: Strategy,
    /// The area files of the latest commit.
    latest: AreaFiles,
    /// The directories the plan was in, the latest first.
    known: Vec<PathBuf>,
    /// The directory it is in at the commits that are to come.
    at: HashMap<Oid, PathBuf>,
    /// The area files of the commits that are to come.
    areas: HashMap<Oid, AreaFiles>,
    /// The plan that was read last, and from what: names of what a commit did not touch are those of its time.
    read: Option<(AreaFiles, Rc<Plan>)>,
}

/// The area files of one commit, by their names in the plan directory; shared by the commits that have the same.
type AreaFiles = Rc<BTreeMap<PathBuf, Oid>>;

/// Returns the area files that `commit` has in `directory`.
fn area_files(repository: &Repository, commit: &Oid, directory: &Path) -> Result<AreaFiles, GitError> {
    let under = if directory == Path::new("") { None } else { Some(RepoPath::new(directory)?) };
    let mut found = BTreeMap::new();
    for entry in git::tree(repository, commit, under.as_ref())? {
        if let Some((name, Part::Area)) = part_in(directory, &entry.path)
            && matches!(entry.kind, EntryKind::File | EntryKind::Executable)
        {
            found.insert(name, entry.oid);
        }
    }
    Ok(Rc::new(found))
}

fn is_area(touched: &Touched) -> bool {
    touched.file == File::Plan(Part::Area)
}

/// Returns the area files before a change that `touched` these.
fn before_change(areas: &AreaFiles, touched: &[Touched]) -> AreaFiles {
    let mut before = Rc::clone(areas);
    for touched in touched.iter().filter(|touched| is_area(touched)) {
        let known = Rc::make_mut(&mut before);
        match &touched.sides[0] {
            Some(old) => drop(known.insert(touched.name.clone(), old.clone())),
            None => drop(known.remove(&touched.name)),
        }
    }
    before
}

impl Past<'_> {
    /// Follows the thread through one commit, and returns what is told of it: for a merge what it decided, which may stand
    /// with several of its parents.
    fn follow(&mut self, thread: &mut Thread<'_>, step: &Step) -> Result<Vec<Compared>, GitError> {
        let directory = self.at.remove(&step.commit.oid);
        let directory = directory.or_else(|| self.known.first().cloned()).unwrap_or_default();
        let areas = self.areas.remove(&step.commit.oid).unwrap_or_else(|| Rc::clone(&self.latest));
        let mut ways: Vec<Vec<Touched>> = Vec::new();
        for way in &step.ways {
            let (before, touched) = touched(&way.changes, &directory, &self.known);
            if let Some(parent) = &way.parent {
                self.at.entry(parent.oid.clone()).or_insert(before);
                self.areas.entry(parent.oid.clone()).or_insert_with(|| before_change(&areas, &touched));
            }
            ways.push(touched);
        }
        leave_new_records(&mut ways);
        let contents = self.contents(&ways)?;
        let names_others = |way: &Vec<Touched>| {
            let is_of = |touched: &Touched| matches!(touched.file, File::Source(_));
            !way.iter().any(is_area) || way.iter().any(is_of)
        };
        let plan = if ways.iter().any(names_others) { self.plan(&areas)? } else { Rc::default() };
        let read =
            |(way, touched): (&Way, &Vec<Touched>)| self.compared(step, way, touched, &contents, &plan);
        let mut all: Vec<Compared> = step.ways.iter().zip(&ways).map(read).collect();
        let parents = step.ways.iter().map(|way| way.parent.as_ref().map(|parent| parent.oid.clone()));
        let links: Vec<(Option<Oid>, &Comparison)> =
            parents.zip(all.iter().map(|compared| &compared.comparison)).collect();
        let origin = if step.is_cut { Origin::Cut } else { Origin::Commit(revision(&step.commit)) };
        let mark = thread.step(&step.commit.oid, &links, &origin);
        if step.is_cut {
            // Everything looks new here, and is not.
            thread.is_cut |= all.into_iter().any(|compared| thread.keep(&mark, compared).is_some());
            return Ok(Vec::new());
        }
        decide(&mut all);
        Ok(all.into_iter().filter_map(|compared| thread.keep(&mark, compared)).collect())
    }

    /// Reads what the files hold on either side, with one question to git.
    fn contents(&self, ways: &[Vec<Touched>]) -> Result<HashMap<Oid, Blob>, GitError> {
        let mut oids: Vec<Oid> =
            ways.iter().flatten().flat_map(|touched| touched.sides.iter().flatten().cloned()).collect();
        oids.sort_unstable();
        oids.dedup();
        let contents = git::read_each(self.repository, &oids)?;
        Ok(oids.into_iter().zip(contents).collect())
    }

    /// Returns the plan that stands in these area files.
    fn plan(&mut self, areas: &AreaFiles) -> Result<Rc<Plan>, GitError> {
        if let Some((read, plan)) = &self.read
            && read == areas
        {
            return Ok(Rc::clone(plan));
        }
        let oids: Vec<Oid> = areas.values().cloned().collect();
        let mut plan = Plan { strategy: self.strategy.clone(), ..Plan::default() };
        for (name, blob) in areas.keys().zip(git::read_each(self.repository, &oids)?) {
            let name = Foreign::from_bytes(name.as_os_str().as_encoded_bytes());
            if let Blob::Bytes(bytes) = blob {
                drop(source::add_area(&SourceText::decode(name, bytes), &mut plan));
            }
        }
        let plan = Rc::new(plan);
        self.read = Some((Rc::clone(areas), Rc::clone(&plan)));
        Ok(plan)
    }

    /// Compares the two sides of what a commit touched; `plan` is all of what it holds.
    fn compared(
        &self,
        step: &Step,
        way: &Way,
        touched: &[Touched],
        contents: &HashMap<Oid, Blob>,
        plan: &Plan,
    ) -> Compared {
        let sides = [0, 1].map(|side| self.side(side, touched, contents, plan));
        let [(old_plan, old_review), (new_plan, new_review)] = sides;
        let unread = |side: usize| {
            let is_too_big = |oid: &Oid| matches!(contents.get(oid), Some(Blob::TooBig(_)));
            let touched =
                touched.iter().filter(|touched| touched.sides[side].as_ref().is_some_and(is_too_big));
            touched.map(Touched::shown).collect()
        };
        let mut comparison = compare_despite(
            Side { plan: &old_plan, review: &old_review },
            Side { plan: &new_plan, review: &new_review },
            &Unread { old: unread(0), new: unread(1) },
        );
        // Facts of files that were not touched are not here, so that nothing can be said of verdicts.
        comparison.verdicts.clear();
        for change in &mut comparison.clauses {
            change.cited_by = citing(plan, &change.clause);
        }
        let new = revision(&step.commit);
        let old = way.parent.as_ref().map(revision);
        let version = |id: &str| Version::Revision(id.into());
        Compared {
            old: Snapshot {
                version: old.as_ref().map_or(Version::Beginning, |old| version(&old.id)),
                revision: old,
                plan: old_plan,
                review: old_review,
            },
            new: Snapshot {
                version: version(&new.id),
                revision: Some(new),
                plan: new_plan,
                review: new_review,
            },
            comparison,
            layout_only: Vec::new(),
        }
    }

    /// Reads one side: of plan and sources what was touched, else the `plan` of the commit.
    fn side(
        &self,
        side: usize,
        touched: &[Touched],
        contents: &HashMap<Oid, Blob>,
        plan: &Plan,
    ) -> (Plan, Review) {
        let text = |touched: &Touched| match contents.get(touched.sides[side].as_ref()?)? {
            Blob::Bytes(bytes) => Some(SourceText::decode(touched.shown(), bytes.clone())),
            Blob::TooBig(_) => None,
        };
        let mut plan = if touched.iter().any(is_area) {
            let mut plan = Plan { strategy: self.strategy.clone(), ..Plan::default() };
            for text in touched.iter().filter(|touched| is_area(touched)).filter_map(text) {
                drop(source::add_area(&text, &mut plan));
            }
            plan
        } else {
            plan.clone()
        };
        let mut facts: BTreeMap<&ReviewerId, Vec<Fact>> = BTreeMap::new();
        for touched in touched {
            match &touched.file {
                // Where it came or went, so did the plan.
                File::Plan(Part::Strategy) if touched.sides.iter().all(Option::is_some) => {
                    if let Some(text) = text(touched) {
                        plan.strategy = source::strategy(&text).0;
                    }
                }
                File::Plan(Part::Area | Part::Strategy) => {}
                File::Plan(Part::Records(by)) => {
                    let read = text(touched).map(|text| source::review_file(&text, by).facts);
                    facts.entry(by).or_default().extend(read.unwrap_or_default());
                }
                File::Source(name) => {
                    plan.seeds.extend(text(touched).map(|text| source::seed(&text, name.clone()).0));
                }
            }
        }
        let review = Review::of(&plan, facts.into_values().flatten());
        (plan, review)
    }
}

/// Leaves of the records that a merge holds otherwise than its parents those files that none of them has: what stands in
/// a file of one of them is not new.
fn leave_new_records(ways: &mut [Vec<Touched>]) {
    let names: Vec<Vec<PathBuf>> =
        ways.iter().map(|way| way.iter().map(|touched| touched.name.clone()).collect()).collect();
    for way in ways {
        way.retain(|touched| {
            let is_record = matches!(touched.file, File::Plan(Part::Records(_)));
            !is_record || names.iter().all(|names| names.contains(&touched.name))
        });
    }
}

/// Leaves of a merge, compared with each of its parents, what it decided.
fn decide(all: &mut [Compared]) {
    let mut sides: Vec<MergeSide<'_>> = all
        .iter_mut()
        .map(|Compared { old, comparison, .. }| MergeSide {
            old: &old.plan,
            comparison: std::mem::take(comparison),
        })
        .collect();
    leave_decided(&mut sides);
    let comparisons: Vec<Comparison> = sides.into_iter().map(|side| side.comparison).collect();
    for (compared, comparison) in all.iter_mut().zip(comparisons) {
        compared.comparison = comparison;
    }
}
