//! What becomes of a panic: one in a job ends the job and nothing else, any other ends the program, after the terminal
//! was given back. Knows no job.

use std::any::Any;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::cell::Cell;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::mem;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::thread::{self, ThreadId};

use super::device::Device;
use super::screen;
use super::showable::showable;

/// What the process exits with when a thread panicked, as the standard library does for the main thread.
const PANICKED: i32 = 101;

/// Names of the threads that do jobs. What helps in a job runs in threads of the same name.
pub(super) const WORKERS: [&str; 6] = ["facts", "reading", "git", "past", "session", "others"];

thread_local! {
    /// A job is being done in this thread, by [`caught`].
    static IN_JOB: Cell<bool> = const { Cell::new(false) };
}

/// What the hook wrote of panics in jobs, until [`caught`] takes it.
static REPORTS: Mutex<String> = Mutex::new(String::new());

/// A panic that was caught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Panic {
    /// What it said, in one or a few lines.
    pub(super) message: String,
    /// Thread, place, message and, where the environment asks for it, the calls that led there.
    pub(super) report: String,
}

/// Sees to it that a panic gives the terminal back before its message is written, and that one in a job does neither.
pub(super) fn install(device: &'static Device) {
    static INSTALLED: Once = Once::new();
    let main = thread::current().id();
    INSTALLED.call_once(|| panic::set_hook(Box::new(move |panic| on_panic(device, main, panic))));
}

/// Does `job`; a panic in it, or in a thread that helps, is an error.
pub(super) fn caught<T>(job: impl FnOnce() -> T) -> Result<T, Panic> {
    let around = IN_JOB.replace(true);
    // What a job was changing when it panicked is read again: whoever hears of the panic looks at the files afresh.
    let done = panic::catch_unwind(AssertUnwindSafe(job));
    IN_JOB.set(around);
    done.map_err(|payload| {
        let message = message(&*payload);
        let report = mem::take(&mut *reports());
        Panic { report: if report.is_empty() { message.clone() } else { report }, message }
    })
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or_default().to_owned()
}

fn reports() -> MutexGuard<'static, String> {
    // A text is never half-written; and this runs in the panic hook.
    REPORTS.lock().unwrap_or_else(PoisonError::into_inner)
}

fn on_panic(device: &Device, main: ThreadId, panic: &PanicHookInfo<'_>) {
    let thread = thread::current();
    let name = thread.name().unwrap_or("unnamed");
    let helps = thread.id() != main && WORKERS.contains(&name);
    if IN_JOB.get() || helps {
        reports().push_str(&report(name, panic));
        return;
    }
    // A terminal that cannot be restored must not keep the message from being written.
    drop(screen::restore(device, Some(screen::FRAME_PATIENCE)));
    drop(io::stderr().write_all(report(name, panic).as_bytes()));
    // Another thread's panic does not unwind the loop, which would go on drawing over the message.
    if thread.id() != main {
        signal_hook::low_level::exit(PANICKED);
    }
}

/// Says what is known of a panic, in characters that may be written to a terminal.
fn report(thread: &str, panic: &PanicHookInfo<'_>) -> String {
    let mut report = format!("thread '{thread}' {panic}\n");
    let backtrace = Backtrace::capture();
    if backtrace.status() == BacktraceStatus::Captured {
        writeln!(report, "{backtrace}").expect("writing to a string does not fail");
    }
    // The message may quote what was read from a plan.
    report.chars().map(|c| if c == '\n' { c } else { showable(c) }).collect()
}
