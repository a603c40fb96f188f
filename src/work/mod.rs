//! Does a [`Job`] and says what came of it, for the screen and the command line alike.
//!
//! Here the pure core meets files, git and the clock. Knows no screen and no arguments.

mod arrivals;
mod authors;
mod commit;
mod comparing;
mod directories;
mod history;
mod identity;
mod integrate;
mod load;
mod lost;
mod meaning;
mod message;
mod opening;
mod panicked;
mod past;
mod publish;
mod record;
mod renamed;
mod repository;
mod resolve;
mod restore;
mod session;
mod set_up;
mod stale_index;
mod survey;
mod sync;
mod taken_away;
mod trust;

pub use history::Histories;
pub use opening::load_to_record;
pub use panicked::panicked;
pub use set_up::ATTRIBUTES;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use jiff::ZonedDateTime;
use ulid::Ulid;

pub use crate::git::Cancel;
use crate::git::{Git, IndexEntry};
use crate::job::{Compared, Job, Outcome};
use crate::plan::ReviewerId;
use crate::store::{Files, Journal, Memory, OwnWrites, PlanDirectory, Sessions, find_state};
use repository::Discovery;

/// The world outside, as far as the program touches it, in the course of one job. Clones are the same world.
#[derive(Clone)]
pub struct World {
    pub files: Arc<dyn Files>,
    pub plans: PlanDirectory,
    /// `None` where there is no program git.
    pub git: Option<Git>,
    /// The reviewer named by an option or the environment.
    pub named: Option<String>,
    pub memory: Arc<Memory>,
    /// What this run appended, for the watch on the files.
    pub own_writes: Arc<OwnWrites>,
    pub(crate) sessions: Arc<Sessions>,
    run: Arc<Run>,
    pub histories: Arc<Histories>,
    /// Ends the job.
    pub cancel: Cancel,
    pub clock: Arc<dyn Fn() -> ZonedDateTime + Send + Sync>,
}

/// What is known in this run only.
#[derive(Default)]
struct Run {
    discovery: Discovery,
    /// What git's index should hold after commits during which another program kept it locked.
    stale_index: Mutex<Vec<IndexEntry>>,
    /// What was decided about programs that the repository brings, where it could not be stored.
    trust: Mutex<Option<String>>,
    /// The last name of a fact of each reviewer that was read or written in this run.
    last_names: Mutex<BTreeMap<ReviewerId, Ulid>>,
    /// It was said in this run that the state directory cannot be written.
    told_forgotten: AtomicBool,
    /// A plan was read to its end in this run.
    read_whole: AtomicBool,
    /// A job of this run recorded, committed or wrote something.
    changed: AtomicBool,
    /// Nothing else uses the terminal, so that git and what it runs may ask there.
    at_terminal: AtomicBool,
}

impl World {
    /// Makes the world around the plan at `plans`. `state_home` is the user's state directory, if there is one.
    pub fn new(
        files: Box<dyn Files>,
        plans: PathBuf,
        git: Option<Git>,
        named: Option<String>,
        state_home: Option<&Path>,
        clock: Box<dyn Fn() -> ZonedDateTime + Send + Sync>,
    ) -> Self {
        // One plan, one memory, by whatever road it is reached.
        let real = files.resolve(&plans).unwrap_or(plans);
        let state = state_home.map(|home| find_state(&*files, home, &real));
        Self {
            files: files.into(),
            plans: PlanDirectory::at(real),
            git,
            named,
            sessions: Sessions::new(state.clone()).into(),
            memory: Memory::new(state).into(),
            own_writes: Arc::default(),
            run: Arc::default(),
            histories: Arc::default(),
            cancel: Cancel::default(),
            clock: clock.into(),
        }
    }

    /// Returns the same world for a job that `cancel` ends.
    #[must_use]
    pub fn for_job(&self, cancel: &Cancel) -> Self {
        Self { cancel: cancel.clone(), ..self.clone() }
    }

    /// Says whether git, and what it runs, may ask on the terminal: only while nothing else uses it.
    pub fn share_terminal(&self, shared: bool) {
        self.run.at_terminal.store(shared, Ordering::Relaxed);
    }

    /// Tells whether a job of this run recorded, committed or wrote something.
    pub fn has_changed(&self) -> bool {
        self.run.changed.load(Ordering::Relaxed)
    }

    fn journal(&self) -> Option<Journal> {
        self.memory.directory().map(Journal::in_state)
    }

    fn shown(&self, path: &Path) -> crate::text::Foreign {
        crate::text::Foreign::new(self.plans.shown(path))
    }
}

/// Does `job` to its end, or until the world is told to end it, and says what came of it.
pub fn perform(world: &World, job: Job) -> Outcome {
    act(world, job, None)
}

/// Does `job` to its end as [`perform`] does, and tells `part` what there is already of what takes long.
///
/// That is a part of a big plan, until a plan was read to its end once: what is shown by then is better than a part. Of
/// what was read it gives only what a screen shows: the facts added up, and not as they were read, nor the texts.
pub fn perform_in_parts(world: &World, job: Job, part: &mut (dyn FnMut(Outcome) + Send)) -> Outcome {
    let mut outcome = act(world, job, Some(part));
    if let Outcome::Loaded(loaded) = &mut outcome {
        // Here, for to give back so much memory takes longer than a key may.
        loaded.facts = Vec::new();
        loaded.texts = BTreeMap::new();
    }
    outcome
}

fn act(world: &World, job: Job, part: Option<&mut (dyn FnMut(Outcome) + Send)>) -> Outcome {
    let outcome = done(world, job, part);
    if outcome.has_changed() {
        world.run.changed.store(true, Ordering::Relaxed);
    }
    outcome
}

fn done(world: &World, job: Job, part: Option<&mut (dyn FnMut(Outcome) + Send)>) -> Outcome {
    match job {
        Job::Load => {
            let shown = world.run.read_whole.load(Ordering::Relaxed);
            let part = part.filter(|_| !shown);
            let tell = part.map(|part| move |loaded| part(Outcome::Loaded(Box::new(loaded))));
            let loaded = load::load(world, tell);
            world.run.read_whole.store(true, Ordering::Relaxed);
            Outcome::Loaded(Box::new(loaded))
        }
        Job::Record { by, deeds } => {
            let part = Mutex::new(part);
            let waits = || {
                if let Some(part) = &mut *part.lock().expect("nothing panics while holding it") {
                    part(Outcome::RecordWaits);
                }
            };
            Outcome::Recorded(record::record(world, &by, &deeds, &waits))
        }
        Job::Recall => Outcome::Recalled(session::recall(world)),
        Job::Remember { by, session } => Outcome::Remembered(session::remember(world, by.as_ref(), &session)),
        Job::Replay => Outcome::Replayed(record::replay(world)),
        Job::Restore { from_history } => Outcome::Restored(restore::restore(world, from_history)),
        Job::TakenAway => Outcome::TakenAway(taken_away::look(world)),
        Job::AcceptLoss => Outcome::LossAccepted(restore::accept(world)),
        Job::Survey => Outcome::Surveyed(survey::survey(world)),
        Job::LoadAt { version } => {
            let read = past::read(world, &version).map(|past| comparing::snapshot(&version, past));
            Outcome::LoadedAt { read: read.map(Box::new), identity: load::identity(world) }
        }
        Job::History { about, until } => {
            let mut part = part;
            let mut tell = |told: Vec<Compared>| match &mut part {
                Some(part) if !told.is_empty() => {
                    part(Outcome::HistoryBegun { about: about.clone(), told });
                    Vec::new()
                }
                _ => told,
            };
            Outcome::History(history::history(world, &about, &until, &mut tell))
        }
        Job::Compare { old, new } => Outcome::Compared(comparing::compared(world, &old, &new).map(Box::new)),
        Job::ChangedSince { revision, until } => {
            let found = comparing::changed_since(world, &revision, &until);
            Outcome::ChangedSince { revision, found }
        }
        Job::Commit => Outcome::Committed(commit::commit(world)),
        Job::Publish { dry_run } => Outcome::Published(publish::publish(world, dry_run)),
        Job::Sync { request } => {
            let part = Mutex::new(part);
            let tell = |step| {
                if let Some(part) = &mut *part.lock().expect("nothing panics while holding it") {
                    part(Outcome::Syncing(step));
                }
            };
            Outcome::Synced(sync::sync(world, &request, &tell))
        }
        Job::Resolve { choices } => Outcome::Resolved(resolve::resolve(world, &choices)),
        Job::SetUp => Outcome::SetUp(set_up::set_up(world)),
        Job::RememberReviewer { reviewer } => {
            identity::remember(world, &reviewer);
            Outcome::ReviewerRemembered
        }
        Job::Trust { wish } => Outcome::Trusted(trust::trust(world, &wish)),
    }
}

#[cfg(test)]
pub(crate) mod tests;
