//! Talks with a program until it has ended: feeds it, reads it, and ends it where that is wished or nothing is heard of
//! it any more. Knows processes, not what they do.

use std::io::{self, ErrorKind, Read, Write as _};
use std::mem;
use std::os::fd::AsFd as _;
use std::os::unix::net::UnixStream;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, ExitStatus};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, kill_process_group, waitid};

use super::cancel::Cancel;
use super::run::Hearer;
use super::threads;
use crate::text::Foreign;

/// How long a program may take to tidy up after it was asked to end, before it is killed.
const GRACE: Duration = Duration::from_millis(500);

/// How long is read on after a program has ended and something it has left behind holds its pipes.
const DRAIN: Duration = Duration::from_millis(200);

/// How many bytes are kept of what a program complains about.
const COMPLAINT_LIMIT: usize = 64 << 10;

/// What a program is told once it has answered: all that it wrote so far is given, and nothing comes of it as long as more
/// is to be read first.
pub(super) type Reply<'a> = &'a mut dyn FnMut(&[u8]) -> Option<Vec<u8>>;

/// What is said to a program, and how long it is listened to.
pub(super) struct Terms<'a> {
    pub(super) input: Vec<u8>,
    /// What is said after `input`; where there is none, nothing more.
    pub(super) reply: Option<Reply<'a>>,
    /// How many bytes of an answer are taken.
    pub(super) limit: usize,
    pub(super) hearer: Option<Hearer<'a>>,
    /// Ends it where it heeds that, and is not over before it has ended.
    pub(super) cancel: Cancel,
    pub(super) heeds: bool,
    /// How long nothing may be heard of it.
    pub(super) silence: Option<Duration>,
    /// Whether it leads a process group, which is ended with it.
    pub(super) leads_group: bool,
}

/// Why a program was ended before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    Cancelled,
    /// Nothing was heard for too long.
    Silent,
    /// It answered more than was taken.
    TooLong,
}

/// What came of talking with a program that has ended by itself.
pub(super) struct Exchanged {
    pub(super) status: ExitStatus,
    pub(super) output: Vec<u8>,
    pub(super) complaint: Vec<u8>,
}

/// Talks with `child`. It leaves nothing running of one that was cut.
pub(super) fn exchange(mut child: Child, terms: Terms<'_>) -> io::Result<Result<Exchanged, Cut>> {
    let pid = Pid::from_child(&child);
    let leads_group = terms.leads_group;
    let cancel = terms.cancel.clone();
    let mut heeding = None;
    let talked = waking_pipe().and_then(|(woken, waker)| {
        heeding = Some(cancel.heed(&waker));
        Conversation::begin(&mut child, terms, woken, waker)?.hold()
    });
    let talked = match talked {
        // It could not be killed either, and is left to the system.
        Ok(Talked { cut: Some(cut), ended: false, .. }) => return Ok(Err(cut)),
        Ok(talked) => talked,
        Err(error) => {
            signal(pid, leads_group, Signal::KILL);
            drop(child.wait());
            return Err(error);
        }
    };
    if talked.cut.is_some() {
        // Before the program is waited for, so that its number is nobody else's yet.
        signal(pid, leads_group, Signal::KILL);
    }
    let status = child.wait()?;
    drop(heeding);
    Ok(match talked.cut {
        Some(cut) => Err(cut),
        None => Ok(Exchanged { status, output: talked.output, complaint: talked.complaint }),
    })
}

/// Returns a pipe whose first end becomes readable when something is written to the second.
fn waking_pipe() -> io::Result<(UnixStream, Arc<UnixStream>)> {
    let (woken, waker) = UnixStream::pair()?;
    woken.set_nonblocking(true)?;
    waker.set_nonblocking(true)?;
    Ok((woken, Arc::new(waker)))
}

/// Ends a program, and all of its group where it leads one.
fn signal(pid: Pid, leads_group: bool, signal: Signal) {
    let sent = if leads_group { kill_process_group(pid, signal) } else { Err(Errno::SRCH) };
    // A program that begins a session may not have come to that yet. It may also be gone by now.
    sent.or_else(|_| kill_process(pid, signal)).unwrap_or_default();
}

/// How far a conversation is.
#[derive(Clone, Copy)]
enum Phase {
    Running,
    /// It was asked to end, and is killed then.
    Asked(Instant),
    /// It was killed, and is given up then.
    Killed(Instant),
    /// It has ended, and its pipes are read until then.
    Ended(Instant),
}

struct Talked {
    output: Vec<u8>,
    complaint: Vec<u8>,
    cut: Option<Cut>,
    ended: bool,
}

struct Conversation<'a> {
    terms: Terms<'a>,
    pid: Pid,
    /// How much of the input was said.
    told: usize,
    stdin: Option<ChildStdin>,
    stdout: Option<ChildStdout>,
    stderr: Option<ChildStderr>,
    /// Becomes readable when the program has ended, or is wished to.
    woken: UnixStream,
    has_ended: Arc<AtomicBool>,
    phase: Phase,
    cut: Option<Cut>,
    /// When something was heard last.
    heard: Instant,
    output: Vec<u8>,
    complaint: Vec<u8>,
    /// What it complains about, since the last line end.
    line: Vec<u8>,
}

impl<'a> Conversation<'a> {
    fn begin(
        child: &mut Child,
        terms: Terms<'a>,
        woken: UnixStream,
        waker: Arc<UnixStream>,
    ) -> io::Result<Self> {
        let pid = Pid::from_child(child);
        let has_ended = Arc::<AtomicBool>::default();
        let ended = Arc::clone(&has_ended);
        // It outlives this call where the program cannot be killed.
        threads::detached(move || {
            wait_for_end(pid);
            ended.store(true, Ordering::Release);
            drop((&*waker).write(&[0]));
        })?;
        let stdin = child.stdin.take();
        if let Some(pipe) = &stdin {
            fcntl_setfl(pipe, fcntl_getfl(pipe)? | OFlags::NONBLOCK)?;
        }
        Ok(Self {
            terms,
            pid,
            told: 0,
            stdin,
            stdout: child.stdout.take(),
            stderr: child.stderr.take(),
            woken,
            has_ended,
            phase: Phase::Running,
            cut: None,
            heard: Instant::now(),
            output: Vec::new(),
            complaint: Vec::new(),
            line: Vec::new(),
        })
    }

    fn hold(mut self) -> io::Result<Talked> {
        self.reply();
        while !self.is_over() {
            self.wait()?;
            self.go_on();
        }
        let ended = matches!(self.phase, Phase::Ended(_));
        Ok(Talked { output: self.output, complaint: self.complaint, cut: self.cut, ended })
    }

    fn is_over(&self) -> bool {
        match self.phase {
            Phase::Running | Phase::Asked(_) => false,
            Phase::Killed(until) => until <= Instant::now(),
            Phase::Ended(until) => {
                (self.stdout.is_none() && self.stderr.is_none()) || until <= Instant::now()
            }
        }
    }

    /// Returns when something is to be done though nothing happens.
    fn deadline(&self) -> Option<Instant> {
        match self.phase {
            Phase::Running => Some(self.heard + self.terms.silence?),
            Phase::Asked(until) | Phase::Killed(until) | Phase::Ended(until) => Some(until),
        }
    }

    /// Sleeps until something happens, and takes it in.
    fn wait(&mut self) -> io::Result<()> {
        let left = self.deadline().map(|until| until.saturating_duration_since(Instant::now()));
        let left = left.map(|left| Timespec::try_from(left).expect("a limit is no longer than a day"));
        let is_telling = self.told < self.terms.input.len();
        let pipes = [
            Some((self.woken.as_fd(), PollFlags::IN)),
            self.stdin.as_ref().filter(|_| is_telling).map(|pipe| (pipe.as_fd(), PollFlags::OUT)),
            self.stdout.as_ref().map(|pipe| (pipe.as_fd(), PollFlags::IN)),
            self.stderr.as_ref().map(|pipe| (pipe.as_fd(), PollFlags::IN)),
        ];
        let mut watched: Vec<PollFd<'_>> =
            pipes.iter().flatten().map(|(pipe, flags)| PollFd::from_borrowed_fd(*pipe, *flags)).collect();
        match poll(&mut watched, left.as_ref()) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let mut events = watched.iter().map(|polled| !polled.revents().is_empty());
        let is_ready = pipes.map(|pipe| pipe.is_some() && events.next().unwrap_or_default());
        let [woken, stdin, stdout, stderr] = is_ready;
        if woken {
            while self.woken.read(&mut [0; 64]).is_ok_and(|read| read > 0) {}
        }
        if stdin {
            self.tell()?;
        }
        if stdout {
            self.read_output()?;
        }
        if stderr {
            self.read_complaint()?;
        }
        Ok(())
    }

    /// Goes to the next phase where it is time.
    fn go_on(&mut self) {
        let now = Instant::now();
        if !matches!(self.phase, Phase::Ended(_)) && self.has_ended.load(Ordering::Acquire) {
            self.phase = Phase::Ended(now + DRAIN);
        }
        let is_due = self.deadline().is_some_and(|until| until <= now);
        match self.phase {
            Phase::Running => {
                let cut = match self.cut {
                    None if self.terms.heeds && self.terms.cancel.is_cancelled() => Some(Cut::Cancelled),
                    None if is_due => Some(Cut::Silent),
                    cut => cut,
                };
                self.cut = cut;
                if cut.is_some() {
                    self.stdin = None;
                    signal(self.pid, self.terms.leads_group, Signal::TERM);
                    self.phase = Phase::Asked(now + GRACE);
                }
            }
            Phase::Asked(_) if is_due => {
                signal(self.pid, self.terms.leads_group, Signal::KILL);
                self.phase = Phase::Killed(now + GRACE);
            }
            Phase::Asked(_) | Phase::Killed(_) | Phase::Ended(_) => {}
        }
    }

    /// Writes as much as is taken.
    fn tell(&mut self) -> io::Result<()> {
        let Some(pipe) = &mut self.stdin else { return Ok(()) };
        match pipe.write(&self.terms.input[self.told..]) {
            Ok(written) => {
                self.told += written;
                self.heard = Instant::now();
            }
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => {}
            // Git that fails early reads no further; its exit status says why.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => self.stdin = None,
            Err(error) => return Err(error),
        }
        self.reply();
        Ok(())
    }

    /// Once all is said, says what is to be said next, and closes the pipe where that is nothing.
    fn reply(&mut self) {
        if self.told < self.terms.input.len() {
            return;
        }
        match &mut self.terms.reply {
            None => self.stdin = None,
            Some(reply) => {
                if let Some(more) = reply(&self.output) {
                    (self.terms.input, self.told, self.terms.reply) = (more, 0, None);
                    if self.terms.input.is_empty() {
                        self.stdin = None;
                    }
                }
            }
        }
    }

    fn read_output(&mut self) -> io::Result<()> {
        let Some(pipe) = &mut self.stdout else { return Ok(()) };
        let Some(read) = read_some(pipe, &mut self.output)? else {
            self.stdout = None;
            return Ok(());
        };
        if read > 0 {
            self.heard = Instant::now();
        }
        if self.output.len() > self.terms.limit {
            self.cut = self.cut.or(Some(Cut::TooLong));
            self.output = Vec::new();
            self.stdout = None;
        }
        self.reply();
        Ok(())
    }

    /// Keeps the first bytes and tells every line to the hearer.
    fn read_complaint(&mut self) -> io::Result<()> {
        let Some(pipe) = &mut self.stderr else { return Ok(()) };
        let mut some = Vec::new();
        let Some(read) = read_some(pipe, &mut some)? else {
            self.stderr = None;
            return Ok(());
        };
        if read > 0 {
            self.heard = Instant::now();
        }
        self.complaint.extend(&some[..read.min(COMPLAINT_LIMIT - self.complaint.len())]);
        let Some(hearer) = self.terms.hearer else { return Ok(()) };
        for byte in some {
            // Counters go back to the start of the line.
            if !matches!(byte, b'\n' | b'\r') {
                self.line.push(byte);
            } else if !self.line.is_empty() {
                hearer(Foreign::from_bytes(&mem::take(&mut self.line)));
            }
        }
        self.line.truncate(COMPLAINT_LIMIT);
        Ok(())
    }
}

/// Reads what is there and adds it to `bytes`; `None` at the end.
fn read_some(pipe: &mut impl Read, bytes: &mut Vec<u8>) -> io::Result<Option<usize>> {
    let mut some = [0; 16 << 10];
    match pipe.read(&mut some) {
        Ok(0) => Ok(None),
        Ok(read) => {
            bytes.extend(&some[..read]);
            Ok(Some(read))
        }
        Err(error) if error.kind() == ErrorKind::Interrupted => Ok(Some(0)),
        Err(error) => Err(error),
    }
}

/// Waits until a program has ended, and leaves it to be waited for once more.
fn wait_for_end(pid: Pid) {
    while let Err(Errno::INTR) = waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT) {}
}
