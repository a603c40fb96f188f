//! Threads that help in one call.

use std::io;
use std::panic::resume_unwind;
use std::sync::{Mutex, mpsc};
use std::thread::{self, Builder, Scope, ScopedJoinHandle, current};
use std::time::Duration;

/// Asks two things at once: to start a program takes longer than most of what git is asked.
///
/// Where the system gives no thread, one comes after the other.
pub fn at_once<A: Send, B>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    let one = Mutex::new(Some(one));
    let take = || one.lock().expect("nothing panics while holding it").take();
    let do_one = || take().expect("it is done once")();
    thread::scope(|scope| {
        let helper = help(scope, do_one);
        let other = other();
        let one = match helper {
            Ok(helper) => join(helper),
            Err(_) => do_one(),
        };
        (one, other)
    })
}

/// Starts a helper, unless the system gives no thread. It has the name of the thread it helps, so that a panic in it is
/// known as one of that thread's.
pub(super) fn help<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> io::Result<ScopedJoinHandle<'scope, T>> {
    let name = current().name().unwrap_or_default().to_owned();
    Builder::new().name(name).spawn_scoped(scope, work)
}

/// Starts a helper that nobody waits for.
pub(super) fn detached(work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let name = current().name().unwrap_or_default().to_owned();
    Builder::new().name(name).spawn(work).map(drop)
}

/// Waits for a helper, and panics as it did.
pub(super) fn join<T>(helper: ScopedJoinHandle<'_, T>) -> T {
    helper.join().unwrap_or_else(|panic| resume_unwind(panic))
}

/// Does `other`, and asks `one` meanwhile, which is waited for no longer than `limit` after that.
pub fn beside<A: Send + 'static, B>(
    limit: Duration,
    one: impl FnOnce() -> A + Send + 'static,
    other: impl FnOnce() -> B,
) -> (Option<A>, B) {
    let (answer, answered) = mpsc::channel();
    // Where it cannot be asked, it does not answer.
    let asked = detached(move || drop(answer.send(one())));
    let other = other();
    (asked.ok().and_then(|()| answered.recv_timeout(limit).ok()), other)
}
