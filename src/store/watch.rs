//! Reports when files of the plan change under us. Sleeps in the kernel; nothing ticks.
//!
//! Where the system follows no files, for it has run out of watches, changes are found by comparing a [`Glance`] with the
//! one before, when somebody asks for a look.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::ModifyKind;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::glance::Glance;
use crate::plan::SystemFault;

/// How long a burst of changes must have been quiet before it is reported: an editor's save is several events.
const QUIET: Duration = Duration::from_millis(80);

/// How long a burst is waited for at most, so that what it changed is on the screen within half a second.
const LONGEST: Duration = Duration::from_millis(300);

/// Why changes cannot be followed.
#[derive(Debug, thiserror::Error)]
#[error("watch `{}`: {source}", .path.display())]
pub struct WatchError {
    pub path: PathBuf,
    pub source: notify::Error,
}

impl WatchError {
    /// Returns the reason as far as people can do something about it.
    pub fn fault(&self) -> SystemFault {
        match &self.source.kind {
            notify::ErrorKind::MaxFilesWatch => SystemFault::NoWatches,
            notify::ErrorKind::Io(error) => match SystemFault::from(error) {
                // So the system says that there are no more watches, or no more instances of them.
                SystemFault::NoSpace | SystemFault::TooManyFiles => SystemFault::NoWatches,
                fault => fault,
            },
            notify::ErrorKind::PathNotFound => SystemFault::Missing,
            _ => SystemFault::Other { said: self.source.to_string().into() },
        }
    }
}

/// What a watch reports.
#[derive(Debug)]
pub enum Sighting {
    /// Files changed, other than by what this program appended itself.
    Changed,
    /// Changes are not followed from now on: they are found by [`Watch::look`] only.
    Lost(WatchError),
    /// Changes are followed again.
    Regained,
}

/// Watches as long as it lives.
pub struct Watch {
    events: Sender<Event>,
}

impl Watch {
    /// Looks for changes that were not followed, and tries to follow them again. Does nothing while they are followed.
    pub fn look(&self) {
        drop(self.events.send(Event::Look));
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        drop(self.events.send(Event::End));
    }
}

enum Event {
    Seen(notify::Result<notify::Event>),
    Look,
    End,
}

/// What the system calls with each event.
type Handler = Box<dyn FnMut(notify::Result<notify::Event>) + Send>;

/// Watches the files below `directories`, also those that are not there yet, and calls `report`.
///
/// A burst of changes is one report; changes of files that are `own` are none. Whatever changes after the call is reported.
/// Fails where the system gives no thread.
pub fn watch(
    directories: &[&Path],
    own: impl Fn(&Path) -> bool + Send + 'static,
    report: impl Fn(Sighting) + Send + 'static,
) -> io::Result<Watch> {
    watch_with(notify::recommended_watcher, directories, own, report)
}

/// Watches as [`watch`] does, and has `begin` ask the system for events, so that tests can refuse them.
pub(super) fn watch_with(
    begin: impl Fn(Handler) -> notify::Result<RecommendedWatcher> + Send + 'static,
    directories: &[&Path],
    own: impl Fn(&Path) -> bool + Send + 'static,
    report: impl Fn(Sighting) + Send + 'static,
) -> io::Result<Watch> {
    let (sender, events) = mpsc::channel();
    let directories = directories.iter().map(|&directory| directory.to_owned()).collect();
    let mut watching = Watching { begin, directories, sender: sender.clone(), following: None, own, report };
    watching.follow_or_report();
    thread::Builder::new().name("watch".to_owned()).spawn(move || watching.run(&events))?;
    Ok(Watch { events: sender })
}

struct Watching<B, O, R> {
    begin: B,
    directories: Vec<PathBuf>,
    sender: Sender<Event>,
    following: Option<Following>,
    own: O,
    report: R,
}

/// How changes are found.
enum Following {
    Events(#[expect(dead_code, reason = "it watches as long as it lives")] RecommendedWatcher),
    Looks(Glance),
}

/// Changes that come together.
#[derive(Default)]
struct Burst {
    paths: BTreeSet<PathBuf>,
    /// Something changed, and it is not known what.
    unknown: bool,
    /// A directory itself came, went or was renamed, so that the watch on it may be gone.
    root: bool,
    error: Option<notify::Error>,
}

impl<B, O, R> Watching<B, O, R>
where
    B: Fn(Handler) -> notify::Result<RecommendedWatcher>,
    O: Fn(&Path) -> bool,
    R: Fn(Sighting),
{
    fn run(mut self, events: &Receiver<Event>) {
        while let Ok(event) = events.recv() {
            match event {
                Event::End => return,
                Event::Look => self.look(),
                Event::Seen(first) => {
                    let mut burst = Burst::default();
                    self.gather(first, &mut burst);
                    let begun = Instant::now();
                    while let Some(left) = LONGEST.checked_sub(begun.elapsed()) {
                        match events.recv_timeout(QUIET.min(left)) {
                            Ok(Event::Seen(next)) => self.gather(next, &mut burst),
                            Ok(Event::Look) => {}
                            Ok(Event::End) => return,
                            Err(_) => break,
                        }
                    }
                    self.take_in(burst);
                }
            }
        }
    }

    fn gather(&self, seen: notify::Result<notify::Event>, burst: &mut Burst) {
        match seen {
            Err(error) => burst.error = Some(error),
            Ok(event) => {
                let by_name = !matches!(event.kind, EventKind::Modify(ModifyKind::Metadata(_)));
                burst.root |= by_name && event.paths.iter().any(|path| self.directories.contains(path));
                burst.unknown |= event.need_rescan();
                burst.paths.extend(event.paths);
            }
        }
    }

    fn take_in(&mut self, burst: Burst) {
        // An error is of one directory of many, so what was followed is not known any more.
        if let Some(source) = burst.error {
            let path = source.paths.first().cloned().unwrap_or_default();
            self.lose(WatchError { path, source });
        } else if burst.root {
            self.follow_or_report();
        }
        if burst.unknown || burst.root || !burst.paths.iter().all(|path| (self.own)(path)) {
            (self.report)(Sighting::Changed);
        }
    }

    fn look(&mut self) {
        let Some(Following::Looks(before)) = &self.following else { return };
        // Before the look, so that nothing changes unseen between the two.
        let watcher = self.watcher();
        let now = Glance::at(&self.directories);
        if !now.changed_since(before).all(|path| (self.own)(path)) {
            (self.report)(Sighting::Changed);
        }
        self.following = Some(match watcher {
            Ok(watcher) => {
                (self.report)(Sighting::Regained);
                Following::Events(watcher)
            }
            Err(_) => Following::Looks(now),
        });
    }

    fn follow_or_report(&mut self) {
        match self.watcher() {
            Ok(watcher) => self.following = Some(Following::Events(watcher)),
            Err(error) => self.lose(error),
        }
    }

    fn lose(&mut self, error: WatchError) {
        self.following = Some(Following::Looks(Glance::at(&self.directories)));
        (self.report)(Sighting::Lost(error));
    }

    /// Begins to watch the directories that are there, and the ones above them for the directories themselves to come and go.
    fn watcher(&self) -> Result<RecommendedWatcher, WatchError> {
        let (sender, directories) = (self.sender.clone(), self.directories.clone());
        let on_event = move |seen: notify::Result<notify::Event>| {
            let concerns = |event: &notify::Event| {
                let within = |path: &PathBuf| directories.iter().any(|directory| path.starts_with(directory));
                let changes = !matches!(event.kind, EventKind::Access(_));
                changes && (event.paths.is_empty() || event.paths.iter().any(within))
            };
            if seen.as_ref().map_or(true, concerns) {
                // The thread that listens may have ended.
                drop(sender.send(Event::Seen(seen)));
            }
        };
        let failed = |path: &Path| {
            let path = path.to_owned();
            |source| WatchError { path, source }
        };
        let first = self.directories.first().map_or(Path::new("."), PathBuf::as_path);
        let mut watcher = (self.begin)(Box::new(on_event)).map_err(failed(first))?;
        let above: BTreeSet<&Path> = self.directories.iter().filter_map(|path| path.parent()).collect();
        for directory in above {
            // Who may not list it sees the plan's own directories all the same.
            drop(watcher.watch(directory, RecursiveMode::NonRecursive));
        }
        for directory in self.directories.iter().filter(|directory| directory.is_dir()) {
            watcher.watch(directory, RecursiveMode::Recursive).map_err(failed(directory))?;
        }
        Ok(watcher)
    }
}
