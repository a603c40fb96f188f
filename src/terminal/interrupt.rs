//! Signals that end a verb of the command line: what it does is told to end, and the process dies of the signal once
//! nothing is half done. Knows no verb.

use std::fs;
use std::io;
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use crate::work::Cancel;

/// How long the verb has for saying what came of it, once all that it ran has ended.
const LAST_WORDS: Duration = Duration::from_millis(300);

/// The signal that came first.
static CAME: OnceLock<i32> = OnceLock::new();

/// Has the job that `cancel` ends be ended when a signal asks the process to end. Signals that were ignored when the process
/// was started, as under `nohup`, go on being ignored.
pub fn end_at_signal(cancel: Cancel) -> io::Result<()> {
    let ignored = ignored_signals();
    let heard = [SIGTERM, SIGINT, SIGHUP].into_iter().filter(|signal| ignored & (1 << (signal - 1)) == 0);
    let mut signals = Signals::new(heard)?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let Some(signal) = signals.forever().next() else { return };
        CAME.get_or_init(|| signal);
        cancel.end();
        thread::park_timeout(LAST_WORDS);
        die_of_signal();
    })?;
    Ok(())
}

/// Dies of the signal that came, if one did, so that whoever started the process sees that.
pub fn die_of_signal() {
    if let Some(&signal) = CAME.get() {
        // It does not return but where the signal cannot be raised, and then the process ends all the same.
        drop(emulate_default_handler(signal));
        signal_hook::low_level::exit(128 + signal);
    }
}

/// Returns the set of signals that are ignored, a bit each, as far as the system tells.
fn ignored_signals() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    line.and_then(|set| u64::from_str_radix(set.trim(), 16).ok()).unwrap_or(0)
}
