//! The workers: facts have a lane of their own and never wait behind git. Knows what is under way, and ends it on the way
//! out; knows no screen.

use std::io;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use super::Waker;
use super::panics::{WORKERS, caught};
use crate::app::Message;
use crate::job::{Job, Outcome, UnderWay};
use crate::work::{Cancel, World, panicked, perform_in_parts};

/// The lanes, each of which does one job after the other.
pub(super) struct Lanes {
    facts: Sender<Asked>,
    /// What reads the whole plan, which can take long; a commit need not wait for it.
    reading: Sender<Asked>,
    /// What asks git, or changes what it is asked about, one after the other.
    git: Sender<Asked>,
    /// What goes back in the history, which can take long.
    past: Sender<Asked>,
    /// What the session leaves to the next one: it is written while somebody types, and waits for nothing.
    session: Sender<Asked>,
    /// What waits for other machines.
    others: Sender<Asked>,
    world: Arc<World>,
    running: Arc<Running>,
    waker: Waker<Message>,
}

/// A job on its way to its lane, with what ends it: made when the job is asked for, so that it can be told to end before it
/// has begun.
struct Asked {
    job: Job,
    number: usize,
    cancel: Cancel,
}

impl Lanes {
    pub(super) fn start(world: &Arc<World>, waker: &Waker<Message>) -> io::Result<Self> {
        let running = Arc::default();
        let lane = |name| lane(name, Arc::clone(world), waker.clone(), Arc::clone(&running));
        let [facts, reading, git, past, session, others] = WORKERS;
        Ok(Self {
            facts: lane(facts)?,
            reading: lane(reading)?,
            git: lane(git)?,
            past: lane(past)?,
            session: lane(session)?,
            others: lane(others)?,
            world: Arc::clone(world),
            running,
            waker: waker.clone(),
        })
    }

    /// Returns what time it is.
    pub(super) fn now(&self) -> jiff::Timestamp {
        (self.world.clock)().timestamp()
    }

    pub(super) fn send(&self, job: Job) {
        if matches!(job, Job::History { .. }) {
            self.world.histories.ask();
        }
        let lane = match job {
            Job::Record { .. } => &self.facts,
            Job::Recall | Job::Remember { .. } => &self.session,
            Job::Compare { .. } | Job::ChangedSince { .. } | Job::LoadAt { .. } | Job::History { .. } => {
                &self.past
            }
            Job::Load => &self.reading,
            Job::Replay
            | Job::Restore { .. }
            | Job::TakenAway
            | Job::AcceptLoss
            | Job::Survey
            | Job::Commit
            | Job::SetUp
            | Job::RememberReviewer { .. }
            | Job::Trust { .. } => &self.git,
            // One after the other, for both write plan files.
            Job::Sync { .. } | Job::Publish { .. } | Job::Resolve { .. } => &self.others,
        };
        let (number, cancel) = self.running.begin(&job);
        // A lane ends with the program, whatever its jobs do.
        drop(lane.send(Asked { job, number, cancel }));
    }

    /// Does `job` here, while nothing else uses the terminal.
    pub(super) fn at_terminal(&self, job: Job, part: &mut (dyn FnMut(Outcome) + Send)) {
        let (number, cancel) = self.running.begin(&job);
        self.world.share_terminal(true);
        let outcome = done(&self.world.for_job(&cancel), job, part);
        self.world.share_terminal(false);
        self.running.end(number);
        drop(self.waker.send(Message::Done(outcome)));
    }

    /// Tells the jobs called `names` to end.
    pub(super) fn stop(&self, names: &[&str]) {
        self.running.cancel(|job| names.contains(&job.name));
    }

    /// Ends what can be ended, and waits for what is on its way to the disk, and not for answers that nobody reads any more.
    pub(super) fn finish(&self) {
        self.running.cancel(|_| true);
        // A record is never cut off.
        self.running.wait(|job| matches!(job.name, "record" | "remember" | "replay"), None);
        let end = Instant::now() + Cancel::ENDING;
        self.running.wait(|job| job.changes_files, Some(Cancel::ENDING));
        for cancel in self.running.cancels() {
            cancel.settle(end.saturating_duration_since(Instant::now()));
        }
    }
}

/// Starts a worker that does one job after the other.
fn lane(
    name: &str,
    world: Arc<World>,
    waker: Waker<Message>,
    running: Arc<Running>,
) -> io::Result<Sender<Asked>> {
    let (jobs, wanted) = mpsc::channel::<Asked>();
    let work = move || {
        for Asked { job, number, cancel } in wanted {
            // Nobody may listen any more, but what was asked for is still done.
            let tell = |outcome| drop(waker.send(Message::Done(outcome)));
            tell(done(&world.for_job(&cancel), job, &mut { tell }));
            running.end(number);
        }
    };
    thread::Builder::new().name(name.to_owned()).spawn(work)?;
    Ok(jobs)
}

/// Does a job; where it panics, tells that.
fn done(world: &World, job: Job, part: &mut (dyn FnMut(Outcome) + Send)) -> Outcome {
    let wanted = job.clone();
    caught(|| perform_in_parts(world, job, part))
        .unwrap_or_else(|panic| panicked(world, wanted, &panic.message, &panic.report))
}

/// The jobs that were asked for and have not ended.
#[derive(Debug, Default)]
struct Running {
    jobs: Mutex<Jobs>,
    ended: Condvar,
}

#[derive(Debug, Default)]
struct Jobs {
    /// How many were ever asked for.
    count: usize,
    open: Vec<(usize, UnderWay, Cancel)>,
}

impl Running {
    fn begin(&self, job: &Job) -> (usize, Cancel) {
        let cancel = Cancel::default();
        let mut jobs = self.lock();
        jobs.count += 1;
        let number = jobs.count;
        jobs.open.push((number, UnderWay::of(job), cancel.clone()));
        (number, cancel)
    }

    fn end(&self, number: usize) {
        self.lock().open.retain(|(open, ..)| *open != number);
        self.ended.notify_all();
    }

    /// Tells those that are `meant` to end.
    fn cancel(&self, meant: impl Fn(&UnderWay) -> bool) {
        for (_, _, cancel) in self.lock().open.iter().filter(|(_, job, _)| meant(job)) {
            cancel.cancel();
        }
    }

    fn cancels(&self) -> Vec<Cancel> {
        self.lock().open.iter().map(|(.., cancel)| cancel.clone()).collect()
    }

    /// Waits until those that are `meant` have ended, no longer than `limit`.
    fn wait(&self, meant: impl Fn(&UnderWay) -> bool, limit: Option<Duration>) {
        let goes_on = |jobs: &mut Jobs| jobs.open.iter().any(|(_, job, _)| meant(job));
        match limit {
            None => {
                let waited = self.ended.wait_while(self.lock(), goes_on);
                drop(waited.expect("nothing panics while it counts"));
            }
            Some(limit) => {
                let waited = self.ended.wait_timeout_while(self.lock(), limit, goes_on);
                drop(waited.expect("nothing panics while it counts"));
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Jobs> {
        self.jobs.lock().expect("nothing panics while it counts")
    }
}

#[cfg(test)]
#[path = "lanes_tests.rs"]
mod tests;
