//! The review on the terminal: feeds what happens to the model, and has workers do what it wants done.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use ratatui::Frame;
use ratatui::layout::Position;

use super::panics::{WORKERS, caught};
use super::repeats::Repeats;
use super::{
    Device, Ended, Input, Mailbox, Next, PASTE_LIMIT, Program, ScreenError, TerminalError, Waker, run,
};
use crate::app::{Drawn, Effect, Message, Model, Size, update};
use crate::command::Command;
use crate::config::Mistake;
use crate::job::{Job, Outcome, Revision, SyncStep};
use crate::plan::Interface;
use crate::store::{Sighting, Watch, watch};
use crate::text::{Foreign, Shown};
use crate::ui;
use crate::words::Words;
use crate::work::{World, panicked, perform_in_parts};

/// How the screen is to be opened.
pub struct Opening {
    pub interface: Interface,
    /// Key sequences the user bound, by the name of the command.
    pub keys: BTreeMap<String, Vec<String>>,
    /// The lines of these in the configuration, counted from 1.
    pub key_lines: BTreeMap<String, usize>,
    /// What is wrong with the user's configuration.
    pub mistakes: Vec<Mistake>,
    /// False where the environment asks for no colours.
    pub colour: bool,
    /// The commit whose plan is looked at, in place of the present one.
    pub past: Option<Revision>,
}

/// Opens the review screen on `world` and returns why it was left.
pub fn review(world: World, opening: Opening) -> Result<Ended, TerminalError> {
    let mailbox = Mailbox::new().map_err(TerminalError::Draw)?;
    let words = Interface::ALL.map(Words::new);
    let descriptions = Command::ALL.iter().map(|&command| {
        let both: Vec<String> = words.iter().map(|words| words.command(command).to_string()).collect();
        (command, both.join(" "))
    });
    let cells = Device::get().map_err(ScreenError::from)?.size().map_err(TerminalError::Draw)?;
    let size = Size { columns: cells.width, rows: cells.height };
    let mut model =
        Model::new(size, opening.interface, opening.keys, opening.mistakes, descriptions.collect());
    model.override_lines = opening.key_lines;
    model.past = opening.past;
    let world = Arc::new(world);
    let lanes = Lanes::start(&world, &mailbox.waker()).map_err(TerminalError::Draw)?;
    // Before anything is read, so that no change is missed.
    let watch = watched(&world, mailbox.waker());
    let effects = model.start();
    let mut reviewing = Reviewing {
        model,
        words,
        lanes,
        watch,
        looked: Instant::now(),
        drawn: RefCell::default(),
        repeats: Repeats::default(),
        unfinished: false,
    };
    drop(reviewing.follow(effects));
    run(&mut reviewing, mailbox, opening.colour)
}

/// How old a look at the files may be when a key is pressed, where their changes are not followed.
const LOOK_HOLDS: Duration = Duration::from_secs(2);

fn watched(world: &Arc<World>, waker: Waker<Message>) -> Watch {
    let (plans, seeds) = (world.plans.path(), world.plans.seeds());
    let own = Arc::clone(world);
    watch(
        &[plans, &seeds],
        move |path| own.own_writes.explain(path),
        move |sighting| {
            drop(waker.send(match sighting {
                Sighting::Changed => Message::Changed,
                Sighting::Lost(error) => Message::Following(Err(Foreign::new(error.source.to_string()))),
                Sighting::Regained => Message::Following(Ok(())),
            }));
        },
    )
}

struct Reviewing {
    model: Model,
    words: [Words; 2],
    lanes: Lanes,
    watch: Watch,
    /// When the files were looked at last, where their changes are not followed.
    looked: Instant,
    /// What the last frame showed; drawing cannot change the model.
    drawn: RefCell<Drawn>,
    repeats: Repeats,
    /// The model goes on as soon as nothing else waits.
    unfinished: bool,
}

impl Reviewing {
    fn take_in(&mut self, message: Message) -> Next<Self> {
        let effects = update(&mut self.model, message);
        if self.model.wants_clock() {
            let now = (self.lanes.world.clock)().timestamp();
            drop(update(&mut self.model, Message::Clock(now)));
        }
        self.follow(effects)
    }

    /// Does `job` while the screen is put away. Whatever it runs may ask; how far it is, is said in lines.
    fn at_terminal(&mut self, job: Job) {
        let words = self.words.iter().find(|words| words.interface() == self.model.interface);
        let words = words.expect("there are words for every interface");
        let say = |line: &Shown| drop(writeln!(io::stdout(), "{line}"));
        let mut last = None;
        let mut tell = |outcome| {
            let Outcome::Syncing(step) = outcome else { return };
            if !matches!(step, SyncStep::Transfer { .. }) && last.as_ref() != Some(&step) {
                say(&words.syncing(&step));
                last = Some(step);
            }
        };
        self.lanes.world.share_terminal(true);
        let outcome = done(&self.lanes.world, job, &mut tell);
        self.lanes.world.share_terminal(false);
        drop(self.lanes.waker.send(Message::Done(outcome)));
    }

    fn follow(&mut self, effects: Vec<Effect>) -> Next<Self> {
        self.unfinished = false;
        let mut next = Next::Draw;
        for effect in effects {
            match effect {
                Effect::Work(job) => self.lanes.send(job),
                Effect::AtTerminal(job) => {
                    next = Next::Outside(Box::new(move |reviewing: &mut Self| reviewing.at_terminal(job)));
                }
                Effect::Suspend => next = Next::Stop,
                Effect::Redraw => next = Next::Outside(Box::new(|_| ())),
                Effect::Continue => self.unfinished = true,
                Effect::CancelSync => self.lanes.world.cancel.cancel(),
                Effect::Quit => return Next::End,
            }
        }
        next
    }
}

impl Program for Reviewing {
    type Message = Message;

    fn input(&mut self, input: Input) -> Next<Self> {
        if self.model.unfollowed.is_some() && self.looked.elapsed() > LOOK_HOLDS {
            self.looked = Instant::now();
            self.watch.look();
        }
        let message = match input {
            Input::Key(key) if self.repeats.press(key, Instant::now()) => Message::Repeat(key),
            Input::Key(key) => Message::Key(key),
            Input::Text(text) => Message::Text(text),
            Input::Paste(text) => Message::Paste(text),
            Input::LongPaste(bytes) => Message::LongPaste { bytes, limit: PASTE_LIMIT },
            Input::Click { column, row } => Message::Click { column, row },
            Input::Wheel { column, row, down } => Message::Wheel { column, row, down },
            Input::Resized { columns, rows } => Message::Resized(Size { columns, rows }),
        };
        self.take_in(message)
    }

    fn message(&mut self, message: Message) -> Next<Self> {
        let shows_nothing = matches!(message, Message::Done(Outcome::Remembered(Ok(()))));
        let next = self.take_in(message);
        if shows_nothing { undrawn(next) } else { next }
    }

    fn timed_out(&mut self) -> Next<Self> {
        let shows_nothing = !self.unfinished && self.model.next_minute().is_none();
        let next = self.take_in(Message::Continue);
        if shows_nothing { undrawn(next) } else { next }
    }

    /// Wakes where something is to be gone on with, and where a minute of a meeting that is on the screen is over.
    fn timeout(&self) -> Option<Duration> {
        if self.unfinished || self.model.wants_to_keep() {
            return Some(Duration::ZERO);
        }
        self.model.next_minute().map(Duration::from_secs)
    }

    fn draw(&self, frame: &mut Frame<'_>) -> Option<Position> {
        let words = self.words.iter().find(|words| words.interface() == self.model.interface);
        let words = words.expect("there are words for every interface");
        let drawn = ui::view(&self.model, words, frame);
        let resting = drawn.focus.map(|(column, row)| Position::new(column, row));
        self.drawn.replace(drawn);
        resting
    }

    fn written(&mut self) {
        drop(update(&mut self.model, Message::Drawn(self.drawn.take())));
    }

    fn finish(&mut self) {
        if let Some(job) = self.model.last_words() {
            self.lanes.send(job);
        }
        self.lanes.finish();
    }
}

/// Keeps from drawing where nothing that is seen changed.
fn undrawn<P>(next: Next<P>) -> Next<P> {
    if matches!(next, Next::Draw) { Next::Wait } else { next }
}

/// The workers: facts have a lane of their own and never wait behind git.
struct Lanes {
    facts: Sender<Job>,
    /// What reads the whole plan, which can take long; a commit need not wait for it.
    reading: Sender<Job>,
    /// What asks git, or changes what it is asked about, one after the other.
    git: Sender<Job>,
    /// What goes back in the history, which can take long.
    past: Sender<Job>,
    /// What the session leaves to the next one: it is written while somebody types, and waits for nothing.
    session: Sender<Job>,
    /// What waits for other machines.
    others: Sender<Job>,
    world: Arc<World>,
    changes: Arc<Changes>,
    waker: Waker<Message>,
}

impl Lanes {
    fn start(world: &Arc<World>, waker: &Waker<Message>) -> io::Result<Self> {
        let changes = Arc::default();
        let lane = |name| lane(name, Arc::clone(world), waker.clone(), Arc::clone(&changes));
        let [facts, reading, git, past, session, others] = WORKERS;
        Ok(Self {
            facts: lane(facts)?,
            reading: lane(reading)?,
            git: lane(git)?,
            past: lane(past)?,
            session: lane(session)?,
            others: lane(others)?,
            world: Arc::clone(world),
            changes,
            waker: waker.clone(),
        })
    }

    fn send(&self, job: Job) {
        if is_change(&job) {
            self.changes.begin();
        }
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
        // A lane ends with the program, whatever its jobs do.
        drop(lane.send(job));
    }

    /// Waits for what is on its way to the disk, and not for answers that nobody reads any more.
    fn finish(&self) {
        self.changes.wait();
    }
}

/// Starts a worker that does one job after the other.
fn lane(
    name: &str,
    world: Arc<World>,
    waker: Waker<Message>,
    changes: Arc<Changes>,
) -> io::Result<Sender<Job>> {
    let (jobs, wanted) = mpsc::channel::<Job>();
    let work = move || {
        for job in wanted {
            let is_change = is_change(&job);
            // Nobody may listen any more, but what was asked for is still done.
            let tell = |outcome| drop(waker.send(Message::Done(outcome)));
            tell(done(&world, job, &mut { tell }));
            if is_change {
                changes.end();
            }
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

/// Says whether a job changes files.
fn is_change(job: &Job) -> bool {
    match job {
        Job::Load
        | Job::Recall
        | Job::Survey
        | Job::Compare { .. }
        | Job::ChangedSince { .. }
        | Job::LoadAt { .. }
        | Job::TakenAway
        | Job::History { .. } => false,
        Job::Record { .. }
        | Job::Remember { .. }
        | Job::Replay
        | Job::Restore { .. }
        | Job::AcceptLoss
        | Job::Commit
        | Job::Publish { .. }
        | Job::Sync { .. }
        | Job::Resolve { .. }
        | Job::SetUp
        | Job::RememberReviewer { .. }
        | Job::Trust { .. } => true,
    }
}

/// Counts the jobs that change files and are not done yet.
#[derive(Debug, Default)]
struct Changes {
    count: Mutex<usize>,
    done: Condvar,
}

impl Changes {
    fn begin(&self) {
        *self.lock() += 1;
    }

    fn end(&self) {
        *self.lock() -= 1;
        self.done.notify_all();
    }

    fn wait(&self) {
        let waited = self.done.wait_while(self.lock(), |count| *count > 0);
        drop(waited.expect("nothing panics while it counts"));
    }

    fn lock(&self) -> MutexGuard<'_, usize> {
        self.count.lock().expect("nothing panics while it counts")
    }
}

#[cfg(test)]
#[path = "reviewing_tests.rs"]
mod tests;
