//! The review on the terminal: feeds what happens to the model, and has workers do what it wants done.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::sync::Arc;
use std::time::{Duration, Instant};

use ratatui::Frame;
use ratatui::layout::Position;

use super::lanes::Lanes;
use super::repeats::Repeats;
use super::{
    Device, Ended, Input, Mailbox, Next, PASTE_LIMIT, Program, ScreenError, TerminalError, Waker, run,
};
use crate::app::{Drawn, Effect, Message, Model, OTHERS_PATIENCE, Size, update};
use crate::command::Command;
use crate::config::Mistake;
use crate::job::{Job, Outcome, Revision, SyncStep};
use crate::plan::Interface;
use crate::store::{Sighting, Watch, watch};
use crate::text::Shown;
use crate::ui;
use crate::words::Words;
use crate::work::World;

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
    let watch = watched(&world, mailbox.waker()).map_err(TerminalError::Draw)?;
    let effects = model.start();
    let mut reviewing = Reviewing {
        model,
        words,
        lanes,
        watch,
        heard: Instant::now(),
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

fn watched(world: &Arc<World>, waker: Waker<Message>) -> io::Result<Watch> {
    let (plans, seeds) = (world.plans.path(), world.plans.seeds());
    let own = Arc::clone(world);
    watch(
        &[plans, &seeds],
        move |path| own.own_writes.explain(path),
        move |sighting| {
            drop(waker.send(match sighting {
                Sighting::Changed => Message::Changed,
                Sighting::Lost(error) => Message::Following(Err(error.fault())),
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
    /// When leaving began to wait, or something was heard of another machine since.
    heard: Instant,
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
        let waited = self.model.waits_for_others();
        let was_heard = matches!(message, Message::Done(Outcome::Syncing(_)));
        let effects = update(&mut self.model, message);
        if !waited || was_heard {
            self.heard = Instant::now();
        }
        if self.model.wants_clock() {
            let now = self.lanes.now();
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
        self.lanes.at_terminal(job, &mut tell);
    }

    /// Returns how long another machine may go on saying nothing, where somebody wants to leave and waits for it.
    fn others_patience(&self) -> Option<Duration> {
        let limit = Duration::from_secs(OTHERS_PATIENCE);
        self.model.waits_for_others().then(|| limit.saturating_sub(self.heard.elapsed()))
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
                Effect::Stop { jobs } => self.lanes.stop(&jobs),
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
        if self.others_patience() == Some(Duration::ZERO) {
            return self.take_in(Message::OthersSilent);
        }
        let shows_nothing = !self.unfinished && self.model.next_minute().is_none();
        let next = self.take_in(Message::Continue);
        if shows_nothing { undrawn(next) } else { next }
    }

    /// Wakes where something is to be gone on with, and where a minute of a meeting that is on the screen is over.
    fn timeout(&self) -> Option<Duration> {
        if self.unfinished || self.model.wants_to_keep() {
            return Some(Duration::ZERO);
        }
        let minute = self.model.next_minute().map(Duration::from_secs);
        [minute, self.others_patience()].into_iter().flatten().min()
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
