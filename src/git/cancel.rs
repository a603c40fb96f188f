//! Ending a run of git from another thread, or because nothing is heard of it. Knows processes, not what they do.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

/// How long git may take to tidy up after it was asked to end.
const GRACE: Duration = Duration::from_secs(2);

/// A wish to end what git is doing, shared between those who may have it and those who watch git.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    cancelled: Mutex<bool>,
    changed: Condvar,
}

impl Cancel {
    /// Ends every run of git that heeds this wish, now and until [`Self::clear`].
    pub fn cancel(&self) {
        *self.lock() = true;
        self.0.changed.notify_all();
    }

    /// Takes the wish back.
    pub fn clear(&self) {
        *self.lock() = false;
    }

    pub fn is_cancelled(&self) -> bool {
        *self.lock()
    }

    /// Lets so many milliseconds pass; tells whether it is wished to end, and returns at once where it is.
    pub fn rest(&self, milliseconds: u64) -> bool {
        let time = Duration::from_millis(milliseconds);
        let waiting = self.0.changed.wait_timeout_while(self.lock(), time, |cancelled| !*cancelled);
        *waiting.expect("nothing panics while holding it").0
    }

    fn lock(&self) -> MutexGuard<'_, bool> {
        self.0.cancelled.lock().expect("nothing panics while holding it")
    }
}

/// Why a run was ended before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    Cancelled,
    /// Nothing was heard for too long.
    Silent,
}

/// One run being watched.
#[derive(Debug)]
pub(super) struct Watch<'a> {
    cancel: &'a Cancel,
    silence: Option<Duration>,
    began: Instant,
    /// When something was heard last, in milliseconds since it began.
    heard: AtomicU64,
    done: AtomicBool,
}

impl<'a> Watch<'a> {
    pub(super) fn new(cancel: &'a Cancel, silence: Option<Duration>) -> Self {
        Self {
            cancel,
            silence,
            began: Instant::now(),
            heard: AtomicU64::new(0),
            done: AtomicBool::new(false),
        }
    }

    /// Takes note that the run has said something.
    pub(super) fn hear(&self) {
        let now = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.heard.store(now, Ordering::Relaxed);
    }

    /// Takes note that the run has ended.
    pub(super) fn end(&self) {
        let guard = self.cancel.lock();
        self.done.store(true, Ordering::Relaxed);
        drop(guard);
        self.cancel.0.changed.notify_all();
    }

    /// Sleeps until the run has ended, and ends its whole process group where that is wished or nothing is heard.
    pub(super) fn keep(&self, group: Option<Pid>) -> Option<Cut> {
        let mut cancelled = self.cancel.lock();
        let cut = loop {
            if self.done.load(Ordering::Relaxed) {
                return None;
            }
            if *cancelled {
                break Cut::Cancelled;
            }
            let left = self.silence.map(|silence| silence.saturating_sub(self.silent_for()));
            match left {
                Some(Duration::ZERO) => break Cut::Silent,
                Some(left) => {
                    let waited = self.cancel.0.changed.wait_timeout(cancelled, left);
                    cancelled = waited.expect("nothing panics while holding it").0;
                }
                None => {
                    let waited = self.cancel.0.changed.wait(cancelled);
                    cancelled = waited.expect("nothing panics while holding it");
                }
            }
        };
        signal(group, Signal::TERM);
        let running = |_: &mut bool| !self.done.load(Ordering::Relaxed);
        let waited = self.cancel.0.changed.wait_timeout_while(cancelled, GRACE, running);
        let _guard = waited.expect("nothing panics while holding it");
        if !self.done.load(Ordering::Relaxed) {
            signal(group, Signal::KILL);
        }
        Some(cut)
    }

    fn silent_for(&self) -> Duration {
        self.began.elapsed().saturating_sub(Duration::from_millis(self.heard.load(Ordering::Relaxed)))
    }
}

fn signal(group: Option<Pid>, signal: Signal) {
    if let Some(group) = group {
        // It may be gone by now.
        kill_process_group(group, signal).unwrap_or_default();
    }
}
