//! Ends the process when the terminal is gone, or a signal asked for it, and the loop did not.
//! Knows nothing of the loop but that it drops the watchdog when it ends.

use std::io::{self, Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};

use super::device::{Device, is_hangup, timespec};
use super::ended::Ended;
use super::screen;
use super::signals::Signals;

/// How long the loop has for ending by itself.
const GRACE: Duration = Duration::from_secs(1);
/// How long a terminal that takes no bytes is waited for, once the grace is over.
const PATIENCE: Duration = Duration::from_millis(200);

/// A thread that sleeps until the terminal is gone or a signal ends the process.
///
/// The loop sees the same and ends in order; the watchdog is for when it cannot, being inside a read of a
/// terminal that is gone, a write that the line does not take, or a program in the foreground.
#[derive(Debug)]
pub struct Watchdog {
    /// Closing it tells the thread to end; a byte is a question, answered when all that came before was seen to.
    line: Option<UnixStream>,
    thread: Option<JoinHandle<()>>,
}

impl Watchdog {
    /// Starts watching.
    pub fn start(device: &'static Device) -> io::Result<Self> {
        let (line, watched) = UnixStream::pair()?;
        let signals = Signals::collect(&[SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP])?;
        let thread = thread::Builder::new()
            .name("watchdog".to_owned())
            .spawn(move || watch(device, signals, &watched))?;
        Ok(Self { line: Some(line), thread: Some(thread) })
    }

    /// Waits until the thread has seen every signal that came until now, so that none that was meant for a program
    /// in the foreground is taken for ours once that has ended.
    pub(super) fn settle(&self) {
        if let Some(mut line) = self.line.as_ref() {
            // A thread that is gone answers with an error, and has nothing left to see.
            drop(line.write_all(&[0]).and_then(|()| line.read_exact(&mut [0])));
        }
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        drop(self.line.take());
        if let Some(thread) = self.thread.take() {
            // It ended or it panicked, and the hook has told of that.
            drop(thread.join());
        }
    }
}

fn watch(device: &Device, mut signals: Signals, line: &UnixStream) {
    let Some(ended) = wait_for_end(device, &mut signals, line) else { return };
    if loop_ends(line) {
        return;
    }
    drop(screen::restore(device, Some(PATIENCE)));
    // Not `std::process::exit`: a lock that the stuck thread holds must not hold this one.
    signal_hook::low_level::exit(i32::from(ended.status()));
}

/// Sleeps until there is a reason to end; `None` when the loop ended first.
fn wait_for_end(device: &Device, signals: &mut Signals, line: &UnixStream) -> Option<Ended> {
    loop {
        let mut watched = [
            // No events asked for: only the loss of the terminal wakes, never a key.
            PollFd::new(device, PollFlags::empty()),
            PollFd::new(signals, PollFlags::IN),
            PollFd::new(line, PollFlags::IN),
        ];
        match poll(&mut watched, None) {
            Err(Errno::INTR) => continue,
            // Without poll there is no watching; the loop, which polls too, has the same error.
            Err(_) => return None,
            Ok(_) => {}
        }
        let [terminal, _, told] = watched.map(|polled| polled.revents());
        // Before the question is answered: every signal is seen, also those after one that ends.
        let mut ending = None;
        for signal in signals.take() {
            if ends(signal) {
                ending.get_or_insert(Ended::Signal(signal));
            }
        }
        if !told.is_empty() && !answer(line) {
            return None;
        }
        if is_hangup(terminal) {
            return Some(Ended::TerminalGone);
        }
        if ending.is_some() {
            return ending;
        }
    }
}

/// Acts on a signal and says whether it ends the process.
///
/// While a program has the terminal, what the keyboard sends is meant for that program.
fn ends(signal: i32) -> bool {
    match signal {
        SIGINT | SIGQUIT => !screen::is_lent(),
        SIGTSTP => {
            if !screen::is_entered() && screen::can_be_continued() {
                // A failure leaves the program in the foreground alone stopped, which `fg` cures.
                drop(screen::stop_process_group());
            }
            false
        }
        _ => true,
    }
}

/// Gives the loop its grace and says whether it ended.
fn loop_ends(line: &UnixStream) -> bool {
    let deadline = std::time::Instant::now() + GRACE;
    loop {
        let left = deadline.saturating_duration_since(std::time::Instant::now());
        let mut closed = [PollFd::new(line, PollFlags::IN)];
        match poll(&mut closed, Some(&timespec(left))) {
            Err(Errno::INTR) => {}
            Err(_) | Ok(0) => return false,
            Ok(_) if answer(line) => {}
            Ok(_) => return true,
        }
    }
}

/// Answers the question that waits on the line; says whether there is still somebody to ask another.
fn answer(mut line: &UnixStream) -> bool {
    line.read_exact(&mut [0]).and_then(|()| line.write_all(&[0])).is_ok()
}
