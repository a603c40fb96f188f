//! The edge to the terminal: what a person does comes in as [`Input`], what is drawn goes out as few bytes as can
//! be, and the terminal is whole again on every way out. Knows neither the model nor what is on the screen.
//!
//! | module | knows |
//! | --- | --- |
//! | `device` | the descriptor, its modes and size |
//! | `screen` | what is switched on and off; Ctrl-Z |
//! | `panics` | what becomes of a panic |
//! | `backend` | cells to bytes; `backend::paint`: colours and modifiers |
//! | `showable` | which characters may be sent at all |
//! | `wait` | sleeping until something happens |
//! | `source` | getting everything out of crossterm |
//! | `input` | crossterm's events as ours |
//! | `interrupt` | signals that end a verb of the command line |
//! | `lanes` | the workers, and what ends their jobs |
//! | `repeats` | which keys are held down |
//! | `signals` | signals as a descriptor |
//! | `watchdog` | ending when the loop cannot |
//! | `ended` | why the loop ended, as an exit status |
//!
//! The terminal is never asked anything: an answer could be lost, late, or taken for keys.

mod backend;
mod device;
mod ended;
mod input;
mod interrupt;
mod lanes;
mod panics;
mod repeats;
mod reviewing;
mod screen;
mod showable;
mod signals;
mod source;
mod wait;
mod watchdog;

use std::io;
use std::time::Duration;

use ratatui::Frame;
use ratatui::layout::Position;

pub use backend::{Painter, Surface};
pub use device::{Device, DeviceError};
pub use ended::Ended;
pub use input::{Input, PASTE_LIMIT};
pub use interrupt::{die_of_signal, end_at_signal};
pub use reviewing::{Opening, review};
pub use screen::{Screen, ScreenError};
pub use signals::outlive_file_size_limit;
pub use wait::{Mailbox, Wait, WaitError, Waker, Woken};
pub use watchdog::Watchdog;

/// Why the loop failed.
#[derive(Debug, thiserror::Error)]
pub enum TerminalError {
    /// The terminal could not be taken over or given back.
    #[error(transparent)]
    Screen(#[from] ScreenError),
    /// Waiting for input failed.
    #[error(transparent)]
    Wait(#[from] WaitError),
    /// The watchdog could not be started.
    #[error("starting the watchdog of the terminal")]
    Watchdog(#[source] io::Error),
    /// A frame could not be written.
    #[error("drawing on the terminal")]
    Draw(#[source] io::Error),
}

/// What the loop does after the program took something in.
pub enum Next<P: ?Sized> {
    /// Goes on; nothing that is seen changed.
    Wait,
    /// Draws.
    Draw,
    /// Stops until the shell continues the process, as Ctrl-Z does.
    Stop,
    /// Gives the terminal to a program that runs inside this call, then draws.
    Outside(Box<dyn FnOnce(&mut P)>),
    /// Ends.
    End,
}

/// What runs in the loop.
pub trait Program {
    /// What workers send.
    type Message;

    /// Takes in what a person did.
    fn input(&mut self, input: Input) -> Next<Self>;
    /// Takes in what a worker sent.
    fn message(&mut self, message: Self::Message) -> Next<Self>;
    /// Takes in that [`Program::timeout`] ran out.
    fn timed_out(&mut self) -> Next<Self>;
    /// Returns how long nothing may happen; `None` is for ever, and costs nothing.
    fn timeout(&self) -> Option<Duration>;
    /// Draws the whole screen, and returns where the terminal's cursor rests while the frame shows none.
    fn draw(&self, frame: &mut Frame<'_>) -> Option<Position>;
    /// Takes in that the last frame was written to the terminal, after whatever was typed before it.
    fn written(&mut self);
    /// Waits for what must not be cut off, once the terminal has been given back.
    ///
    /// Where a signal or the loss of the terminal ended the loop, or comes meanwhile, it has a second.
    fn finish(&mut self);
}

/// Runs a program on the terminal until it ends, and says why it did.
pub fn run<P: Program>(
    program: &mut P,
    mailbox: Mailbox<P::Message>,
    colour: bool,
) -> Result<Ended, TerminalError> {
    let device = Device::get().map_err(ScreenError::from)?;
    // Dropped last: it also watches over giving the terminal back and over finishing.
    let watchdog = Watchdog::start(device).map_err(TerminalError::Watchdog)?;
    let screen = Screen::enter()?;
    let wait = Wait::new(device, mailbox)?;
    let painter = Painter::new(device, colour).map_err(TerminalError::Draw)?;
    let ended = Loop { watchdog: &watchdog, screen, wait, painter, dirty: true }.run(program);
    program.finish();
    drop(watchdog);
    match ended {
        // Whatever failed then failed because of that.
        Err(_) if device.is_gone() => Ok(Ended::TerminalGone),
        ended => ended,
    }
}

struct Loop<'a, M> {
    watchdog: &'a Watchdog,
    screen: Screen,
    wait: Wait<M>,
    painter: Painter<&'static Device>,
    dirty: bool,
}

impl<M> Loop<'_, M> {
    fn run<P: Program<Message = M>>(mut self, program: &mut P) -> Result<Ended, TerminalError> {
        loop {
            if self.dirty {
                self.dirty = false;
                // What is there before the frame is sent was typed before it could be seen.
                let mut early = Ok(Vec::new());
                let wait = &mut self.wait;
                let draw = |frame: &mut Frame<'_>| {
                    let resting = program.draw(frame);
                    early = wait.wait(Some(Duration::ZERO));
                    resting
                };
                self.painter.draw(draw).map_err(TerminalError::Draw)?;
                // Nothing is written where another thread has given the terminal back.
                let written = screen::is_entered();
                if let Some(ended) = self.take_in(early?, program)? {
                    return Ok(ended);
                }
                if written {
                    program.written();
                }
                continue;
            }
            let woken = self.wait.wait(program.timeout())?;
            if woken.is_empty() {
                let next = program.timed_out();
                if let Some(ended) = self.follow(next, program)? {
                    return Ok(ended);
                }
            }
            if let Some(ended) = self.take_in(woken, program)? {
                return Ok(ended);
            }
        }
    }

    fn take_in<P: Program<Message = M>>(
        &mut self,
        woken: Vec<Woken<M>>,
        program: &mut P,
    ) -> Result<Option<Ended>, TerminalError> {
        for woken in woken {
            let next = match woken {
                Woken::End(ended) => return Ok(Some(ended)),
                Woken::Stop => Next::Stop,
                Woken::Continued => {
                    self.take_over()?;
                    Next::Draw
                }
                Woken::Input(input) => program.input(input),
                Woken::Message(message) => program.message(message),
            };
            if let Some(ended) = self.follow(next, program)? {
                return Ok(Some(ended));
            }
        }
        Ok(None)
    }

    fn follow<P: Program<Message = M>>(
        &mut self,
        next: Next<P>,
        program: &mut P,
    ) -> Result<Option<Ended>, TerminalError> {
        match next {
            Next::Wait => {}
            Next::Draw => self.dirty = true,
            Next::Stop => {
                // Continued or not, the loop goes on: SIGCONT wakes it.
                self.screen.stop()?;
            }
            Next::Outside(run) => {
                self.screen.lend()?;
                run(program);
                self.wait.forget_keyboard_signals();
                self.watchdog.settle();
                self.take_over()?;
            }
            Next::End => return Ok(Some(Ended::Asked)),
        }
        Ok(None)
    }

    fn take_over(&mut self) -> Result<(), TerminalError> {
        self.screen.resume()?;
        self.painter.forget();
        self.dirty = true;
        Ok(())
    }
}
