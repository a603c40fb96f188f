//! Which jobs wait for which others.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};

use super::Lanes;
use crate::app::Message;
use crate::git::Git;
use crate::job::{About, Job, Outcome, RepositoryFailure, Version, VersionFailure};
use crate::store::{Disk, Files, Handle, Stat};
use crate::terminal::Mailbox;
use crate::work::World;
use crate::work::tests::clock;

/// A disk that is slow to read a source document, which only loading reads.
struct SlowSeed {
    begun: Sender<()>,
    released: Mutex<Receiver<()>>,
}

impl Files for SlowSeed {
    fn list(&self, directory: &Path) -> io::Result<Vec<PathBuf>> {
        Disk.list(directory)
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        Disk.stat(path)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        Disk.resolve(path)
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        if path.ends_with("slow.md") {
            self.begun.send(()).expect("the test listens");
            self.released.lock().expect("no test panics while holding it").recv().expect("the test goes on");
        }
        Disk.open(path)
    }

    fn open_to_append(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        Disk.open_to_append(path)
    }

    fn create_new(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        Disk.create_new(path)
    }

    fn create_directory(&self, path: &Path) -> io::Result<()> {
        Disk.create_directory(path)
    }

    fn sync_directory(&self, directory: &Path) -> io::Result<()> {
        Disk.sync_directory(directory)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        Disk.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        Disk.remove(path)
    }

    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        Disk.replace(path, bytes)
    }
}

#[test]
fn a_commit_does_not_wait_for_the_plan_to_be_read() {
    let directory = tempfile::tempdir().unwrap();
    let plans = directory.path().join("plans");
    for folder in ["plans", "seeds"] {
        fs::create_dir(directory.path().join(folder)).unwrap();
    }
    fs::write(plans.join("strategy.toml"), "format = 1\n").unwrap();
    fs::write(directory.path().join("seeds/slow.md"), "# A source\n").unwrap();
    let (begun, is_loading) = mpsc::channel();
    let (release, released) = mpsc::channel();
    let files = SlowSeed { begun, released: Mutex::new(released) };
    let world = World::new(Box::new(files), plans, None, None, None, Box::new(clock::begin));
    let mailbox = Mailbox::new().unwrap();
    let lanes = Lanes::start(&Arc::new(world), &mailbox.waker()).unwrap();
    lanes.send(Job::Load);
    is_loading.recv().unwrap();
    lanes.send(Job::Commit);
    assert!(matches!(mailbox.next(), Message::Done(Outcome::Committed(_))));
    release.send(()).unwrap();
    assert!(matches!(mailbox.next(), Message::Done(Outcome::Loaded(_))));
}

#[test]
fn a_job_that_is_stopped_before_it_began_never_begins() {
    let directory = tempfile::tempdir().unwrap();
    let plans = directory.path().join("plans");
    fs::create_dir(&plans).unwrap();
    fs::create_dir(directory.path().join("seeds")).unwrap();
    fs::write(plans.join("strategy.toml"), "format = 1\n").unwrap();
    fs::write(directory.path().join("seeds/slow.md"), "# A source\n").unwrap();
    let (begun, is_loading) = mpsc::channel();
    let (release, released) = mpsc::channel();
    let files = SlowSeed { begun, released: Mutex::new(released) };
    let git = Git::from_environment(std::env::vars_os()).unwrap();
    let world = World::new(Box::new(files), plans, Some(git), None, None, Box::new(clock::begin));
    let mailbox = Mailbox::new().unwrap();
    let lanes = Lanes::start(&Arc::new(world), &mailbox.waker()).unwrap();
    let compare = || Job::Compare { old: Version::Disk, new: Version::Disk };
    // The lane is busy with one while the other is asked for and stopped.
    lanes.send(compare());
    is_loading.recv().unwrap();
    lanes.send(Job::History { about: About::Everything, until: Version::Disk });
    lanes.stop(&["history"]);
    for _ in 0..2 {
        release.send(()).unwrap();
    }
    let next = || loop {
        if let Message::Done(outcome) = mailbox.next() {
            return outcome;
        }
    };
    assert!(matches!(next(), Outcome::Compared(_)));
    let stopped = next();
    let cancelled = VersionFailure::Git(RepositoryFailure::Cancelled);
    assert_eq!(stopped, Outcome::History(Err(cancelled)));
}
