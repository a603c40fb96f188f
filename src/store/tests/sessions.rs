//! What sessions keep: whole or not at all, for its owner alone, and never one session over another.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::store::faults::{ENOSPC, Fault, Simulated};
use crate::store::{Disk, Sessions};

struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn state(&self) -> PathBuf {
        self.0.path().join("state/fupan/0123")
    }

    /// A session that starts now.
    fn start(&self) -> Sessions {
        Sessions::new(Some(self.state()))
    }

    /// What a session that starts now reads: the reviewer, whether the other session runs, and the text.
    fn left(&self) -> Vec<(String, bool, String)> {
        let all = self.start().read(&Disk).unwrap().into_iter();
        all.map(|left| (left.reviewer, left.running, String::from_utf8(left.bytes).unwrap())).collect()
    }
}

#[test]
fn what_a_session_wrote_last_is_there_for_the_next() {
    let place = Place::new();
    let session = place.start();
    assert_eq!(session.read(&Disk).unwrap(), []);
    session.write(&Disk, "jia", "一").unwrap();
    session.write(&Disk, "jia", "二").unwrap();
    assert_eq!(place.left(), [("jia".to_owned(), true, "二".to_owned())], "it runs still");
    drop(session);
    assert_eq!(place.left(), [("jia".to_owned(), false, "二".to_owned())]);
}

#[test]
fn only_its_owner_reads_what_was_typed() {
    let place = Place::new();
    let session = place.start();
    session.write(&Disk, "jia", "一").unwrap();
    session.write(&Disk, "jia", "二").unwrap();
    let file = place.state().join("sessions/jia.1.toml");
    assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn two_sessions_of_one_reviewer_do_not_write_over_each_other() {
    let place = Place::new();
    let (one, other) = (place.start(), place.start());
    one.write(&Disk, "jia", "一").unwrap();
    other.write(&Disk, "jia", "二").unwrap();
    one.write(&Disk, "jia", "三").unwrap();
    drop((one, other));
    let texts: Vec<String> = place.left().into_iter().map(|(.., text)| text).collect();
    assert_eq!(texts, ["三", "二"]);
}

#[test]
fn the_next_session_takes_over_all_that_it_read() {
    let place = Place::new();
    let (one, other) = (place.start(), place.start());
    one.write(&Disk, "jia", "一").unwrap();
    other.write(&Disk, "jia", "二").unwrap();
    other.write(&Disk, "yi", "乙").unwrap();
    drop((one, other));
    let next = place.start();
    assert_eq!(next.read(&Disk).unwrap().len(), 3);
    next.write(&Disk, "jia", "一和二").unwrap();
    drop(next);
    let texts: Vec<String> = place.left().into_iter().map(|(.., text)| text).collect();
    assert_eq!(texts, ["一和二", "乙"]);
}

#[test]
fn what_came_after_it_was_read_is_not_written_over() {
    let place = Place::new();
    let old = place.start();
    old.write(&Disk, "jia", "断线以前").unwrap();
    let next = place.start();
    next.read(&Disk).unwrap();
    // The line drops only now, with more that was typed.
    old.write(&Disk, "jia", "断线以前打的").unwrap();
    drop(old);
    next.write(&Disk, "jia", "新的").unwrap();
    drop(next);
    let texts: Vec<String> = place.left().into_iter().map(|(.., text)| text).collect();
    assert_eq!(texts, ["断线以前打的", "新的"]);
}

#[test]
fn who_has_not_said_who_they_are_is_nobody_else() {
    let place = Place::new();
    let session = place.start();
    session.write(&Disk, "", "无名").unwrap();
    drop(session);
    assert_eq!(place.left(), [(String::new(), false, "无名".to_owned())]);
}

#[test]
fn other_files_are_left_alone() {
    let place = Place::new();
    let sessions = place.state().join("sessions");
    fs::create_dir_all(&sessions).unwrap();
    for name in ["notes", "jia.toml", "jia.x.toml", ".1.toml.swp"] {
        fs::write(sessions.join(name), "x").unwrap();
    }
    assert_eq!(place.left(), []);
}

#[test]
fn without_a_state_directory_nothing_can_be_kept() {
    let session = Sessions::new(None);
    assert_eq!(session.read(&Disk).unwrap(), []);
    session.write(&Disk, "jia", "一").unwrap_err();
}

#[test]
fn what_is_set_aside_is_kept_elsewhere() {
    let place = Place::new();
    let session = place.start();
    session.write(&Disk, "jia", "坏了").unwrap();
    drop(session);
    let next = place.start();
    let left = next.read(&Disk).unwrap();
    next.set_aside(&Disk, &left[0]).unwrap();
    assert_eq!(place.left(), []);
    let kept = fs::read_to_string(place.state().join("unfinished/jia.1.toml")).unwrap();
    assert_eq!(kept, "坏了\n");
}

/// Whichever operation fails, what was kept before is whole, or what is new.
#[test]
fn a_failure_leaves_the_old_or_the_new() {
    for at in 1..40 {
        let disk = Simulated::with_directories(&["/home/state/0123"]);
        let session = Sessions::new(Some("/home/state/0123".into()));
        session.write(&disk, "jia", "旧").unwrap();
        let below = PathBuf::from("/home/state");
        disk.set_fault(Some(Fault { below, at, error: ENOSPC, lasting: false, short: 0 }));
        let result = session.write(&disk, "jia", "新");
        let failed = disk.has_failed();
        disk.set_fault(None);
        let text = disk.snapshot()[&PathBuf::from("/home/state/0123/sessions/jia.1.toml")].clone();
        assert!(text == "新".as_bytes() || (text == "旧".as_bytes() && result.is_err()), "{at}");
        if !failed {
            return;
        }
    }
    panic!("there are more operations than were tried");
}
