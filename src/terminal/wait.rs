//! Sleeps in the kernel until something happens: input, a message of a worker, a signal, a deadline. There is no
//! tick. Knows not what is done about it.

use std::io::{self, Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};

use super::device::{Device, is_hangup, timespec};
use super::ended::Ended;
use super::input::{self, Input};
use super::signals::Signals;
use super::source::{Batch, Source};

/// The most messages, and the most events, that are taken before the screen is drawn again.
const MOST_AT_ONCE: usize = 1024;

/// Why waiting failed.
#[derive(Debug, thiserror::Error)]
pub enum WaitError {
    /// The descriptors to wait on could not be had.
    #[error("preparing to wait for input")]
    Prepare(#[source] io::Error),
    /// The kernel refused to wait.
    #[error("waiting for input")]
    Poll(#[source] io::Error),
    /// The input could not be read.
    #[error("reading the terminal")]
    Read(#[source] io::Error),
}

/// What woke the loop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Woken<M> {
    /// Somebody did something at the terminal.
    Input(Input),
    /// A worker sent a message.
    Message(M),
    /// The process was stopped from outside and goes on: the terminal must be taken over and drawn anew.
    Continued,
    /// Somebody asked the process to stop until it is continued.
    Stop,
    /// The loop must end.
    End(Ended),
}

/// Sends messages to the loop, from any thread, and wakes it.
#[derive(Debug)]
pub struct Waker<M> {
    messages: Sender<M>,
    pipe: Arc<UnixStream>,
}

impl<M> Clone for Waker<M> {
    fn clone(&self) -> Self {
        Self { messages: self.messages.clone(), pipe: Arc::clone(&self.pipe) }
    }
}

impl<M> Waker<M> {
    /// Sends a message; gives it back when the loop has ended.
    pub fn send(&self, message: M) -> Result<(), M> {
        self.messages.send(message).map_err(|mpsc::SendError(message)| message)?;
        // A full pipe wakes just as well.
        drop((&*self.pipe).write(&[0]));
        Ok(())
    }
}

/// Messages of workers on their way to the loop.
#[derive(Debug)]
pub struct Mailbox<M> {
    messages: Receiver<M>,
    pipe: UnixStream,
    waker: Waker<M>,
}

impl<M> Mailbox<M> {
    /// Makes an empty one; workers may send before anybody waits.
    pub fn new() -> io::Result<Self> {
        let (sender, messages) = mpsc::channel();
        let (writer, pipe) = UnixStream::pair()?;
        writer.set_nonblocking(true)?;
        pipe.set_nonblocking(true)?;
        Ok(Self { messages, pipe, waker: Waker { messages: sender, pipe: Arc::new(writer) } })
    }

    /// Returns a sender of messages.
    pub fn waker(&self) -> Waker<M> {
        self.waker.clone()
    }

    /// Waits for the next message, whatever else happens.
    #[cfg(test)]
    pub(super) fn next(&self) -> M {
        self.messages.recv().expect("the mailbox keeps a sender")
    }

    fn take(&mut self) -> Vec<M> {
        // The pipe first: a message sent meanwhile leaves a byte in it.
        while self.pipe.read(&mut [0; 512]).is_ok_and(|read| read > 0) {}
        let messages: Vec<M> = self.messages.try_iter().take(MOST_AT_ONCE).collect();
        if messages.len() == MOST_AT_ONCE {
            drop((&*self.waker.pipe).write(&[0]));
        }
        messages
    }
}

/// Everything the loop waits for.
#[derive(Debug)]
pub struct Wait<M> {
    device: &'static Device,
    source: Source,
    signals: Signals,
    mailbox: Mailbox<M>,
    /// Whether input may be waiting that poll does not see.
    more: bool,
}

impl<M> Wait<M> {
    /// Prepares for waiting on the terminal, which must have been entered.
    pub fn new(device: &'static Device, mailbox: Mailbox<M>) -> Result<Self, WaitError> {
        let caught = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH];
        let signals = Signals::collect(&caught).map_err(WaitError::Prepare)?;
        let source = Source::attach(device).map_err(WaitError::Prepare)?;
        // Attaching may have read something already.
        Ok(Self { device, source, signals, mailbox, more: true })
    }

    /// Returns a sender of messages to this loop.
    pub fn waker(&self) -> Waker<M> {
        self.mailbox.waker()
    }

    /// Sleeps until something happens and returns all of it; nothing when the `timeout` ran out.
    pub fn wait(&mut self, timeout: Option<Duration>) -> Result<Vec<Woken<M>>, WaitError> {
        let deadline = timeout.map(|timeout| Instant::now() + timeout);
        let mut watched = [
            PollFd::new(self.device, PollFlags::IN),
            PollFd::new(&self.signals, PollFlags::IN),
            PollFd::new(&self.mailbox.pipe, PollFlags::IN),
        ];
        loop {
            let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
            let left = if self.more { Some(Duration::ZERO) } else { left }.map(timespec);
            match poll(&mut watched, left.as_ref()) {
                Err(Errno::INTR) => {}
                Err(error) => return Err(WaitError::Poll(error.into())),
                Ok(_) => break,
            }
        }
        let [terminal, signals, mailbox] = watched.map(|polled| polled.revents());
        let mut woken = Vec::new();
        if !signals.is_empty() {
            self.take_signals(&mut woken);
        }
        if !mailbox.is_empty() {
            woken.extend(self.mailbox.take().into_iter().map(Woken::Message));
        }
        // Before crossterm is called, which never returns from a terminal that is gone.
        if is_hangup(terminal) {
            woken.push(Woken::End(Ended::TerminalGone));
        } else if self.more || !terminal.is_empty() {
            self.take_input(&mut woken)?;
        }
        Ok(woken)
    }

    /// Drops the signals that were meant for a program that had the terminal meanwhile.
    pub fn forget_keyboard_signals(&mut self) {
        let ends = |signal| matches!(signal, SIGTERM | SIGHUP);
        let kept: Vec<i32> = self.signals.take().filter(|&signal| ends(signal)).collect();
        for signal in kept {
            // Raised again rather than remembered here: the next wait finds it where it looks.
            drop(signal_hook::low_level::raise(signal));
        }
    }

    fn take_signals(&mut self, woken: &mut Vec<Woken<M>>) {
        for signal in self.signals.take() {
            match signal {
                SIGWINCH => {
                    if let Ok(size) = self.device.size() {
                        woken.push(Woken::Input(Input::Resized { columns: size.width, rows: size.height }));
                    }
                }
                SIGCONT => woken.push(Woken::Continued),
                SIGTSTP => woken.push(Woken::Stop),
                signal => woken.push(Woken::End(Ended::Signal(signal))),
            }
        }
    }

    fn take_input(&mut self, woken: &mut Vec<Woken<M>>) -> Result<(), WaitError> {
        match self.source.read(MOST_AT_ONCE) {
            Ok(Batch { events, more }) => {
                self.more = more;
                woken.extend(input::inputs(events).into_iter().map(Woken::Input));
            }
            Err(_) if self.device.is_gone() => woken.push(Woken::End(Ended::TerminalGone)),
            Err(error) => return Err(WaitError::Read(error)),
        }
        Ok(())
    }
}
