//! Tells when files of the plan change under us. Sleeps in the kernel; nothing ticks.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// How long a burst of changes must have been quiet before it is told: an editor's save is several events.
const QUIET: Duration = Duration::from_millis(80);

/// Why changes cannot be seen.
#[derive(Debug, thiserror::Error)]
#[error("watch `{}`: {source}", .path.display())]
pub struct WatchError {
    pub path: PathBuf,
    pub source: notify::Error,
}

/// Watches as long as it lives.
pub struct Watch {
    _watcher: RecommendedWatcher,
}

/// Calls `changed` after each burst of changes below the `directories` that exist.
pub fn watch(directories: &[&Path], changed: impl Fn() + Send + 'static) -> Result<Watch, WatchError> {
    let (told, tell) = mpsc::channel();
    let on_event = move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| !matches!(event.kind, EventKind::Access(_))) {
            // The thread that listens ends only after this closure is gone.
            let _: Result<(), _> = told.send(());
        }
    };
    let mut watcher = notify::recommended_watcher(on_event)
        .map_err(|source| WatchError { path: PathBuf::from("."), source })?;
    for directory in directories.iter().filter(|directory| directory.is_dir()) {
        watcher
            .watch(directory, RecursiveMode::Recursive)
            .map_err(|source| WatchError { path: directory.to_path_buf(), source })?;
    }
    thread::spawn(move || {
        while tell.recv().is_ok() {
            while tell.recv_timeout(QUIET).is_ok() {}
            changed();
        }
    });
    Ok(Watch { _watcher: watcher })
}
