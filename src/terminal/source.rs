//! Reads crossterm's events until nothing is left anywhere. Knows how crossterm reads, and not what the events
//! mean.
//!
//! crossterm waits for *edges* of readiness and reads 1024 bytes an edge, so typed-ahead input stays behind in the
//! kernel with nobody told; it takes at most one answer to a query an attempt, and reports "nothing" after it,
//! with events behind; and a paste that lost its end marker swallows every key that follows. Each is made good
//! here, from outside.

use std::io::{self, Write as _};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use crossterm::event::{self, Event};
use rustix::io::ioctl_fionread;

use super::device::Device;

/// The shortest answer to a query that crossterm recognises is `ESC [ ? c`.
const SHORTEST_ANSWER: u64 = 4;
/// How many answers may come in between counting the bytes and reading them; we ask for none, so any is left over
/// from another program.
const UNCOUNTED_ANSWERS: u64 = 16;
/// How often in a row crossterm may leave everything unread before that is an error.
const STALLS: u32 = 3;
const PASTE_END: &[u8] = b"\x1b[201~";
/// The silence after which a paste is over, once something comes that cannot be the rest of it.
const PASTE_SILENCE: Duration = Duration::from_secs(1);

/// The events of the terminal.
#[derive(Debug)]
pub(super) struct Source {
    device: &'static Device,
    /// When bytes were last read that gave no event: the beginning of a sequence or of a paste.
    unfinished: Option<Instant>,
}

/// Some of the events that came in.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) events: Vec<Event>,
    /// Whether more may be waiting where poll does not see it.
    pub(super) more: bool,
}

impl Source {
    /// Makes crossterm attach to the terminal, which must be the standard input by now.
    pub(super) fn attach(device: &'static Device) -> io::Result<Self> {
        // The result is of no use: what was read stays with crossterm, and the first read finds it.
        event::poll(Duration::ZERO)?;
        Ok(Self { device, unfinished: None })
    }

    /// Takes what is there, at most `most` events; waits for nothing.
    pub(super) fn read(&mut self, most: usize) -> io::Result<Batch> {
        let mut batch = Batch::default();
        let mut stalls = 0;
        loop {
            let unread = self.device.unread()?;
            if unread > 0 {
                batch.events.extend(self.end_paste_before(unread)?);
            }
            let taken = batch.events.len();
            batch.more = self.drain(&mut batch.events, most)?;
            let progress = batch.events.len() > taken;
            let typed = batch.events[taken..].iter().any(|event| !matches!(event, Event::Resize(..)));
            let left = self.device.unread()?;
            if typed {
                self.unfinished = None;
            } else if left < unread {
                self.unfinished = Some(Instant::now());
            }
            if batch.more || left == 0 {
                return Ok(batch);
            }
            stalls = if progress || left < unread { 0 } else { stalls + 1 };
            if stalls == STALLS {
                return Err(io::Error::other("crossterm leaves input unread"));
            }
            self.device.wake_readers()?;
        }
    }

    /// Ends a paste whose end marker was lost, when a key is pressed after a silence; returns the paste.
    ///
    /// Fewer bytes than the marker has cannot be the rest of a paste, which ends with it. crossterm offers no way
    /// to put bytes into its parser but the standard input, so the marker is put there for one read.
    fn end_paste_before(&mut self, unread: u64) -> io::Result<Option<Event>> {
        let silent = self.unfinished.is_some_and(|since| since.elapsed() >= PASTE_SILENCE);
        if !silent || unread >= PASTE_END.len() as u64 || !self.device.is_private() {
            return Ok(None);
        }
        self.unfinished = None;
        let (mut writer, reader) = UnixStream::pair()?;
        reader.set_nonblocking(true)?;
        writer.write_all(PASTE_END)?;
        rustix::stdio::dup2_stdin(&reader)?;
        let mut events = Vec::new();
        let drained = self.drain_injected(&reader, &mut events);
        rustix::stdio::dup2_stdin(self.device)?;
        self.device.wake_readers()?;
        drained?;
        // Anything else is the marker after half of some other sequence, which nobody typed.
        Ok(events.into_iter().find(|event| matches!(event, Event::Paste(_))))
    }

    /// Takes events while `reader` is the standard input, until all of it was read.
    fn drain_injected(&self, reader: &UnixStream, events: &mut Vec<Event>) -> io::Result<()> {
        for _ in 0..STALLS {
            // Readiness is still that of the terminal, which has a key waiting. An edge can get lost: of a resize and
            // a key, crossterm sees to one.
            self.device.wake_readers()?;
            self.drain(events, usize::MAX)?;
            if ioctl_fionread(reader)? == 0 {
                break;
            }
        }
        Ok(())
    }

    /// Takes events until crossterm had none as often as answers may hide some; says whether it stopped because
    /// there were `most`.
    fn drain(&self, events: &mut Vec<Event>, most: usize) -> io::Result<bool> {
        let mut misses = UNCOUNTED_ANSWERS;
        let mut counted = 0;
        while misses > 0 {
            if events.len() >= most {
                return Ok(true);
            }
            if self.device.is_gone() {
                // crossterm would read the end of the file for ever. What happens after this line is the
                // watchdog's.
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            let unread = self.device.unread()?;
            if unread > counted {
                misses = misses.max(unread / SHORTEST_ANSWER + UNCOUNTED_ANSWERS);
            }
            counted = unread;
            if event::poll(Duration::ZERO)? {
                events.push(event::read()?);
            } else {
                misses -= 1;
            }
        }
        Ok(false)
    }
}
