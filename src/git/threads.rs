//! Threads that help in one call.

use std::panic::resume_unwind;
use std::thread::{Builder, Scope, ScopedJoinHandle, current};

/// Starts a helper. It has the name of the thread it helps, so that a panic in it is known as one of that thread's.
pub(super) fn help<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> ScopedJoinHandle<'scope, T> {
    let name = current().name().unwrap_or_default().to_owned();
    Builder::new().name(name).spawn_scoped(scope, work).expect("the system gives a thread")
}

/// Waits for a helper, and panics as it did.
pub(super) fn join<T>(helper: ScopedJoinHandle<'_, T>) -> T {
    helper.join().unwrap_or_else(|panic| resume_unwind(panic))
}
