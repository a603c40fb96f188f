//! A wish to end what is under way, shared between those who may have it and those who heed it.

use std::io::Write as _;
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

/// A wish to end one job. Once it is there it stays: the next job has a wish of its own.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    cancelled: bool,
    /// One for each run that heeds the wish: a byte is written to it when that comes.
    wakers: Vec<Arc<UnixStream>>,
    /// How much is under way that must not be left half done.
    unbroken: usize,
}

/// Something that is done to its end whatever is wished, until this is dropped.
pub struct Unbroken<'a>(&'a Cancel);

impl Drop for Unbroken<'_> {
    fn drop(&mut self) {
        self.0.lock().unbroken -= 1;
        self.0.0.changed.notify_all();
    }
}

/// A run that heeds a wish, until it is dropped.
pub(super) struct Heeding<'a> {
    cancel: &'a Cancel,
    waker: Arc<UnixStream>,
}

impl Drop for Heeding<'_> {
    fn drop(&mut self) {
        self.cancel.lock().wakers.retain(|waker| !Arc::ptr_eq(waker, &self.waker));
        self.cancel.0.changed.notify_all();
    }
}

impl Cancel {
    /// How long what was told to end is waited for: git is killed within that, and a branch that is being moved stands.
    pub const ENDING: Duration = Duration::from_millis(1500);

    /// Ends the job, and waits until nothing of it is left, no longer than [`Self::ENDING`].
    pub fn end(&self) {
        self.cancel();
        self.settle(Self::ENDING);
    }

    /// Ends every run of git that heeds this wish, now and later.
    pub fn cancel(&self) {
        let mut state = self.lock();
        state.cancelled = true;
        for waker in &state.wakers {
            // A full pipe wakes just as well.
            drop((&**waker).write(&[0]));
        }
        drop(state);
        self.0.changed.notify_all();
    }

    pub fn is_cancelled(&self) -> bool {
        self.lock().cancelled
    }

    /// Lets so many milliseconds pass; tells whether it is wished to end, and returns at once where it is.
    pub fn rest(&self, milliseconds: u64) -> bool {
        let time = Duration::from_millis(milliseconds);
        let waiting = self.0.changed.wait_timeout_while(self.lock(), time, |state| !state.cancelled);
        waiting.expect("nothing panics while holding it").0.cancelled
    }

    /// Says that what begins now must be done to its end: whoever ends the program waits for it.
    pub fn unbroken(&self) -> Unbroken<'_> {
        self.lock().unbroken += 1;
        Unbroken(self)
    }

    /// Waits until nothing of git runs in the job, and nothing is half done, no longer than `limit`.
    pub fn settle(&self, limit: Duration) {
        let runs = |state: &mut State| !state.wakers.is_empty() || state.unbroken > 0;
        let waited = self.0.changed.wait_timeout_while(self.lock(), limit, runs);
        drop(waited.expect("nothing panics while holding it"));
    }

    /// Writes a byte to `waker` as soon as it is wished to end.
    pub(super) fn heed(&self, waker: &Arc<UnixStream>) -> Heeding<'_> {
        let mut state = self.lock();
        if state.cancelled {
            drop((&**waker).write(&[0]));
        }
        state.wakers.push(Arc::clone(waker));
        Heeding { cancel: self, waker: Arc::clone(waker) }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().expect("nothing panics while holding it")
    }
}
