//! Reads everything: strategy, areas, sources, reviewers' files and the journal. Whatever is wrong becomes a problem.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::{World, identity};
use crate::job::{Identity, Loaded};
use crate::keymap::taken_status_keys;
use crate::plan::{
    AreaId, Citation, Fault, Place, Plan, Problem, ReviewerId, SavedQuery, Seed, Status, Strategy,
    Unportable, check, look_alike, seed_name, twins, unportable,
};
use crate::review::publishing::{self, Due};
use crate::review::{Beyond, CarryState, Deed, Fact, FactId, Gap, GapCause, Review};
use crate::search::query::{Query, Since, Subject};
use crate::source::{self, SourceText};
use crate::store::{Files, ReadFault, read_bytes, refuse_link};
use crate::text::Foreign;

/// Reads the strategy alone.
pub(super) fn strategy(world: &World) -> Strategy {
    Reading::of(world, &*world.files).strategy(|_| false).0
}

/// Reads the strategy, and of the areas those whose files are called after one of `names`, as in `5-ports.toml`.
pub(super) fn areas_called(world: &World, names: &BTreeSet<AreaId>) -> Plan {
    let mut reading = Reading::of(world, &*world.files);
    let called = |path: &Path| {
        let stem = path.file_stem()?.to_str()?;
        AreaId::parse(stem.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches('-')).ok()
    };
    let (strategy, paths) = reading.strategy(|path| called(path).is_some_and(|name| names.contains(&name)));
    let mut plan = Plan { strategy, ..Plan::default() };
    reading.areas(&paths, &mut plan, |_| {});
    plan
}

/// What is being read, and what was found wrong on the way.
struct Reading<'a> {
    world: &'a World,
    files: &'a dyn Files,
    problems: Vec<Problem>,
    texts: BTreeMap<Foreign, String>,
}

/// A part of a plan is worth showing from so many items on.
const FIRST_PART: usize = 4_000;

/// Reads the plan and all that was recorded about it, and tells `part`, if anybody asks, what there is of a big plan on
/// the way.
///
/// Each part begins with all of the one before and is at least twice as long, so that parts cost no more than the whole.
pub(super) fn load(world: &World, part: Option<impl FnMut(Loaded)>) -> Loaded {
    load_from(world, &*world.files, part)
}

/// Does what [`load`] does, with other files than those of the disk.
pub(super) fn load_from(world: &World, files: &dyn Files, mut part: Option<impl FnMut(Loaded)>) -> Loaded {
    let mut reading = Reading::of(world, files);
    let (strategy, paths) = reading.strategy(|_| true);
    let today = Some((world.clock)().date());
    let mut plan = Plan { strategy: Strategy { day: today, ..strategy }, ..Plan::default() };
    let before = reading.problems.len();
    let mut facts = reading.review_files(&plan.strategy);
    let journal = reading.journal();
    // An objection may stand where nobody can read it.
    let hidden = reading.problems.iter().skip(before).filter(|problem| hides_facts(&problem.fault));
    let gap = |problem: &Problem| Gap {
        file: problem.place.file.clone(),
        cause: GapCause::Unreadable,
        facts: None,
    };
    let gaps: Vec<Gap> = hidden.map(gap).collect();
    let written: BTreeSet<&FactId> = facts.iter().map(|fact| &fact.id).collect();
    let in_journal = journal.iter().filter(|fact| !written.contains(&fact.id)).count();
    facts.extend(journal);
    world.note_names(&facts);
    let recorded = facts.iter().map(|fact| fact.by.clone()).collect();
    let identity = identity::identity(world, &plan.strategy, &recorded);
    plan.seeds = reading.seeds();
    let nothing = Plan::default();
    let review = Review::of(&nothing, facts.iter().cloned()).with_gaps(&nothing, gaps.clone());
    reading.areas(&paths, &mut plan, |plan| {
        let Some(part) = &mut part else { return };
        part(Loaded {
            plan: plan.clone(),
            review: Some(Box::new(review.clone().about(plan))),
            gaps: gaps.clone(),
            in_journal,
            identity: identity.clone(),
            today,
            complete: false,
            ..Loaded::default()
        });
    });
    reading.problems.extend(check::check(&plan));
    let review = Box::new(review.about(&plan));
    reading.problems.extend(problems_of_facts(&plan, &facts, &review));
    reading.problems.extend(problems_of_status_keys(&plan.strategy));
    reading.problems.extend(problems_of_queries(&plan, &review));
    reading.problems.extend(problems_of_copies(&plan, &review));
    let Reading { mut problems, texts, .. } = reading;
    sort(&mut problems);
    let complete = true;
    Loaded { plan, facts, review: Some(review), problems, texts, gaps, in_journal, identity, today, complete }
}

/// Returns who records under the strategy as it is now.
pub(super) fn identity(world: &World) -> Identity {
    let mut reading = Reading::of(world, &*world.files);
    let (strategy, _) = reading.strategy(|_| false);
    let facts = reading.review_files(&strategy).into_iter().chain(reading.journal());
    identity::identity(world, &strategy, &facts.map(|fact| fact.by).collect())
}

impl<'a> Reading<'a> {
    fn of(world: &'a World, files: &'a dyn Files) -> Self {
        Self { world, files, problems: Vec::new(), texts: BTreeMap::new() }
    }

    /// Returns the strategy, and the paths of the area files that are `wanted` in their order.
    fn strategy(&mut self, wanted: impl Fn(&Path) -> bool) -> (Strategy, Vec<PathBuf>) {
        let root = self.world.plans.path().to_owned();
        let path = root.join("strategy.toml");
        let mut paths = self.listed(&root, "toml", |found| found == path || wanted(found));
        let there = paths.contains(&path);
        paths.retain(|other| other != &path);
        if let Some(text) = self.read(&root, &path) {
            let (strategy, problems) = source::strategy(&text);
            self.problems.extend(problems);
            return (strategy, paths);
        }
        if !there {
            let place = Place::file(&self.world.shown(&path));
            self.problems.push(Problem { fault: Fault::NoStrategy, place });
        }
        // Who must approve is not known, so nothing counts as approved.
        (Strategy { unknown_rule: true, ..Strategy::default() }, paths)
    }

    /// Reads the area files at `paths` into `plan`, and says when enough of them is there to be shown as a part.
    fn areas(&mut self, paths: &[PathBuf], plan: &mut Plan, mut part: impl FnMut(&Plan)) {
        let root = self.world.plans.path().to_owned();
        let mut shown = 0;
        for path in paths {
            let new = plan.items.len() - shown;
            if new >= shown.max(FIRST_PART) {
                shown = plan.items.len();
                part(plan);
            }
            match self.read(&root, path) {
                Some(text) => self.problems.extend(source::add_area(&text, plan)),
                None => plan.areas_missing = true,
            }
        }
    }

    fn seeds(&mut self) -> Vec<Seed> {
        let root = self.world.plans.seeds();
        let mut seeds = Vec::new();
        for path in self.listed(&root, "md", |_| true) {
            let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let Some(name) = seed_name(stem) else { continue };
            let read = self.read(&root, &path).map(|text| source::seed(&text, name.clone()));
            let unread = || (Seed { name, broken: true, ..Seed::default() }, Vec::new());
            let (seed, problems) = read.unwrap_or_else(unread);
            self.problems.extend(problems);
            seeds.push(seed);
        }
        seeds
    }

    fn review_files(&mut self, strategy: &Strategy) -> Vec<Fact> {
        let listed: Vec<&ReviewerId> = strategy.reviewers.iter().map(|reviewer| &reviewer.id).collect();
        let root = self.world.plans.reviews();
        if refuse_link(self.files, self.world.plans.path(), &root).is_err() {
            let place = Place::file(&self.world.shown(&root));
            self.problems.push(Problem { fault: Fault::LinkOutside, place });
            return Vec::new();
        }
        let mut facts = Vec::new();
        let mut seen: BTreeSet<ReviewerId> = BTreeSet::new();
        for path in self.listed(&root, "toml", |_| true) {
            let Some(reviewer) = reviewer_of(&path) else {
                let place = Place::file(&self.world.shown(&path));
                self.problems.push(Problem { fault: Fault::BadReviewFileName, place });
                continue;
            };
            facts.extend(self.facts(&root, &path, &reviewer));
            if seen.insert(reviewer.clone()) && !listed.contains(&&reviewer) {
                let others = listed.iter().copied().chain(&seen);
                if let Some(other) = look_alike(reviewer.as_str(), others) {
                    let fault = Fault::LookAlikeReviewer { id: reviewer.clone(), other: other.clone() };
                    let place = Place::file(&self.world.shown(&path));
                    self.problems.push(Problem { fault, place });
                }
            }
        }
        facts
    }

    fn journal(&mut self) -> Vec<Fact> {
        let Some(journal) = self.world.journal() else { return Vec::new() };
        let mut facts = Vec::new();
        for name in journal.reviewers(self.files) {
            let path = journal.path(&name);
            let Some(root) = path.parent() else { continue };
            if let Ok(reviewer) = ReviewerId::parse(&name) {
                facts.extend(self.facts(root, &path, &reviewer));
            }
        }
        facts
    }

    fn facts(&mut self, root: &Path, path: &Path, reviewer: &ReviewerId) -> Vec<Fact> {
        let Some(bytes) = self.found(path, read_bytes(self.files, root, path)) else {
            return Vec::new();
        };
        let source = SourceText::decode(self.world.shown(path), bytes);
        let file = source::review_file(&source, reviewer);
        self.texts.insert(source.name, source.text);
        self.problems.extend(file.problems);
        file.facts
    }

    /// Returns the files in `directory` that end in `ending` and are `wanted`, numbers in their names compared as
    /// numbers.
    fn listed(&mut self, directory: &Path, ending: &str, wanted: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
        let mut paths = match self.files.list(directory) {
            Ok(paths) => paths,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(error) => {
                let place = Place::file(&self.world.shown(directory));
                self.problems.push(Problem { fault: fault_of(ReadFault::Failed(error)), place });
                Vec::new()
            }
        };
        let hidden =
            |path: &Path| path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        paths.retain(|path| {
            path.extension().is_some_and(|given| given == ending) && !hidden(path) && wanted(path)
        });
        paths.sort_by_cached_key(|path| natural(&self.world.shown(path)));
        self.check_names(&paths);
        paths
    }

    /// Reports which files of one directory not every system can store.
    fn check_names(&mut self, paths: &[PathBuf]) {
        let name =
            |path: &PathBuf| Foreign::from_bytes(path.file_name().unwrap_or_default().as_encoded_bytes());
        let names: Vec<Foreign> = paths.iter().map(name).collect();
        let twins: BTreeMap<&str, &str> = twins(names.iter().map(Foreign::raw)).into_iter().collect();
        for (path, name) in paths.iter().zip(&names) {
            let twin = || twins.get(name.raw()).map(|other| Unportable::Twin((*other).to_owned()));
            if let Some(why) = unportable(name.raw()).or_else(twin) {
                let fault = Fault::UnportableName { name: name.clone(), why };
                self.problems.push(Problem { fault, place: Place::file(&self.world.shown(path)) });
            }
        }
    }

    fn read(&mut self, root: &Path, path: &Path) -> Option<SourceText> {
        let bytes = self.found(path, read_bytes(self.files, root, path))?;
        let source = SourceText::decode(self.world.shown(path), bytes);
        self.texts.insert(source.name.clone(), source.text.clone());
        Some(source)
    }

    /// Returns what was read; a file that is not there is none, and any other fault a problem.
    fn found<T>(&mut self, path: &Path, read: Result<T, ReadFault>) -> Option<T> {
        match read {
            Ok(content) => Some(content),
            Err(ReadFault::Failed(error))
                if error.kind() == std::io::ErrorKind::NotFound && !path.is_symlink() =>
            {
                None
            }
            Err(fault) => {
                let place = Place::file(&self.world.shown(path));
                self.problems.push(Problem { fault: fault_of(fault), place });
                None
            }
        }
    }
}

/// Tells whether a review file, all of them, or a whole line of one could not be read.
fn hides_facts(fault: &Fault) -> bool {
    matches!(fault, Fault::CannotRead { .. } | Fault::TooBig { .. } | Fault::LinkOutside | Fault::NotAFile)
        || fault.is_of_encoding()
}

fn fault_of(fault: ReadFault) -> Fault {
    match fault {
        ReadFault::LinkOutside => Fault::LinkOutside,
        ReadFault::NotAFile => Fault::NotAFile,
        ReadFault::TooBig { bytes, limit } => Fault::TooBig { bytes, limit },
        ReadFault::Failed(error) => Fault::CannotRead { reason: (&error).into() },
    }
}

/// Returns the reviewer whose file `path` is: `<reviewer>.<anything>.toml`.
pub(super) fn reviewer_of(path: &Path) -> Option<ReviewerId> {
    let mut parts = path.file_name()?.to_str()?.split('.');
    let (name, _, "toml", None) = (parts.next()?, parts.next()?, parts.next()?, parts.next()) else {
        return None;
    };
    ReviewerId::parse(name).ok()
}

/// Splits a name into text and numbers, so that `10-x` comes after `9-x`.
fn natural(name: &Foreign) -> Vec<(String, u64)> {
    let mut parts: Vec<(String, u64)> = vec![Default::default()];
    let mut in_number = false;
    for c in name.raw().chars() {
        let last = parts.last_mut().expect("there is always one part");
        if let Some(digit) = c.to_digit(10) {
            last.1 = last.1.saturating_mul(10).saturating_add(u64::from(digit));
            in_number = true;
        } else if in_number {
            parts.push((c.to_string(), 0));
            in_number = false;
        } else {
            last.0.push(c);
        }
    }
    parts
}

/// Sorts by how much each matters, what causes others before these, then in the order of the files and of the places.
fn sort(problems: &mut [Problem]) {
    let files: BTreeSet<&Foreign> = problems.iter().map(|problem| &problem.place.file).collect();
    let order: BTreeMap<Foreign, Vec<(String, u64)>> =
        files.into_iter().map(|file| (file.clone(), natural(file))).collect();
    problems.sort_by(|a, b| a.place.cmp(&b.place));
    problems.sort_by(|a, b| {
        let same = a.place.file == b.place.file;
        if same { Ordering::Equal } else { order.get(&a.place.file).cmp(&order.get(&b.place.file)) }
    });
    Problem::sort(problems);
}

/// Returns what is wrong with facts only in the light of the plan and of each other.
fn problems_of_facts(plan: &Plan, facts: &[Fact], review: &Review) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut first: BTreeMap<&FactId, &Fact> = BTreeMap::new();
    for fact in facts {
        let mut report = |fault| problems.push(Problem { fault, place: fact.place.clone() });
        match first.get(&fact.id) {
            Some(&other) if other != fact => {
                report(Fault::SameFactId { id: fact.id.as_str().into(), other: other.place.clone() });
            }
            Some(_) => continue,
            None => drop(first.insert(&fact.id, fact)),
        }
        // What shares its name with another fact counts for nothing, so that nothing else is wrong with it.
        if review.is_ambiguous(&fact.id) {
            continue;
        }
        match &fact.deed {
            Deed::Undo { of } if review.fact(of).is_some() && !review.is_own(of, &fact.by) => {
                report(Fault::ForeignUndo);
            }
            deed => {
                if let Some(seen) = deed.newer_fingerprint().filter(|_| !review.is_undone(&fact.id)) {
                    report(Fault::NewerFingerprint { seen: seen.as_str().into() });
                }
                if let Some(status) = deed.status().filter(|status| plan.strategy.status(status).is_none()) {
                    report(Fault::UnknownStatus { status: status.as_str().into() });
                }
                if let Some(meeting) = deed.meeting().filter(|meeting| !review.is_meeting(meeting)) {
                    report(Fault::NoMeeting { meeting: meeting.as_str().into() });
                }
            }
        }
    }
    for carry in review.standings().iter().flat_map(|standing| &standing.carries) {
        let fault = match &carry.state {
            CarryState::Beyond(Beyond::Field(field)) => Fault::BadCarry { field: field.as_str().into() },
            CarryState::Beyond(Beyond::Figure { old, new }) => {
                Fault::BadCarryFigure { old: old.as_str().into(), new: new.as_str().into() }
            }
            CarryState::WordingLost => Fault::CarryUnproved,
            CarryState::Holds | CarryState::Waits(_) | CarryState::Unlisted => continue,
        };
        problems.extend(review.fact(&carry.id).map(|fact| Problem { fault, place: fact.place.clone() }));
    }
    for (index, standing) in review.standings().iter().enumerate() {
        for mark in standing.marks.iter().filter(|mark| mark.owes_reason) {
            let (item, status) = (plan.items[index].id.clone(), mark.status.as_str().into());
            let fault = Fault::ReasonOwed { item, status };
            problems.extend(review.fact(&mark.id).map(|fact| Problem { fault, place: fact.place.clone() }));
        }
    }
    problems.extend(problems_of_sources(plan, review));
    let is_held_back = |fact: &&Fact| review.is_undone(&fact.id) || review.is_ambiguous(&fact.id);
    let mut orphans = review.orphans(plan).filter(|fact| !is_held_back(fact)).peekable();
    // Who has or had an id is looked up once, for there may be as many orphans as items.
    let claimants = if orphans.peek().is_some() { plan.claimants() } else { BTreeMap::new() };
    for fact in orphans {
        let Some(id) = fact.deed.item() else { continue };
        let candidates = claimants.get(id).into_iter().flatten();
        let fault = Fault::OrphanFact {
            fact: fact.id.as_str().into(),
            item: id.into(),
            candidates: candidates.map(|&index| plan.items[index].id.clone()).collect(),
        };
        problems.push(Problem { fault, place: fact.place.clone() });
    }
    problems
}

/// Returns which clauses changed since an item that cites them was marked, each with those who marked it before.
fn problems_of_sources(plan: &Plan, review: &Review) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (item, standing) in plan.items.iter().zip(review.standings()) {
        let mut since: BTreeMap<&Citation, Vec<ReviewerId>> = BTreeMap::new();
        for mark in &standing.marks {
            for clause in &mark.source_changed {
                since.entry(clause).or_default().push(mark.by.clone());
            }
        }
        problems.extend(since.into_iter().map(|(clause, mut reviewers)| {
            reviewers.dedup();
            let (id, clause) = (item.id.clone(), Foreign::new(clause.to_string()));
            let fault = Fault::SourceChanged { item: id, clause, reviewers };
            Problem { fault, place: item.place.clone() }
        }));
    }
    problems
}

/// Returns which verdicts published in the plan files are no longer those of the review.
fn problems_of_copies(plan: &Plan, review: &Review) -> Vec<Problem> {
    let due = publishing::due(plan, review).into_iter().filter(|due| due.kept.is_none());
    let problem = |due: Due| {
        let place = plan.items[due.item].published.as_ref()?.place.clone();
        let status = due.old?.as_str().into();
        Some(Problem {
            fault: Fault::PublishedAged { status, now: due.new.map(|new| new.as_str().into()) },
            place,
        })
    };
    due.filter_map(problem).collect()
}

/// Returns which statuses have a key that a command has.
fn problems_of_status_keys(strategy: &Strategy) -> Vec<Problem> {
    let keys: Vec<char> = strategy.statuses.iter().map(|status| status.key).collect();
    let free: Vec<char> = Status::KEYS.into_iter().filter(|key| !keys.contains(key)).collect();
    let taken = taken_status_keys(&keys).into_iter().filter_map(|at| strategy.statuses.get(at));
    let problem = |status: &Status| Problem {
        fault: Fault::StatusKeyTaken {
            status: status.id.as_str().into(),
            key: status.key.to_string().as_str().into(),
            free: free.clone(),
        },
        place: status.key_place.clone(),
    };
    taken.map(problem).collect()
}

/// Returns which of the saved queries cannot be understood.
fn problems_of_queries(plan: &Plan, review: &Review) -> Vec<Problem> {
    let anybody = ReviewerId::parse("me").ok();
    let subject = Subject { plan, review, me: anybody.as_ref(), today: None, since: Since::nothing() };
    let problem = |saved: &SavedQuery| {
        let (_, mut problems) = Query::parse(saved.text.raw(), &subject);
        // What changed since when is looked up when it is asked.
        problems.retain(|problem| problem.fault.waits_for().is_none());
        let word = saved.text.raw().get(problems.first()?.span.clone())?;
        let fault = Fault::BadQuery { name: saved.name.clone(), word: word.into() };
        Some(Problem { fault, place: saved.place.clone() })
    };
    plan.strategy.queries.iter().filter_map(problem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_are_compared_as_numbers() {
        let mut names =
            ["plans/10-x.toml", "plans/9-x.toml", "plans/1-a.toml", "plans/a.toml"].map(Foreign::from);
        names.sort_by_cached_key(natural);
        let sorted: Vec<&str> = names.iter().map(Foreign::raw).collect();
        assert_eq!(sorted, ["plans/1-a.toml", "plans/9-x.toml", "plans/10-x.toml", "plans/a.toml"]);
    }

    #[test]
    fn a_review_file_is_named_after_its_reviewer() {
        let of = |name: &str| reviewer_of(Path::new(name)).map(|id| id.as_str().to_owned());
        assert_eq!(of("reviews/jia.7f3a1c.toml").as_deref(), Some("jia"));
        assert_eq!(of("reviews/jia.toml"), None);
        assert_eq!(of("reviews/jia.7f.old.toml"), None);
    }
}
