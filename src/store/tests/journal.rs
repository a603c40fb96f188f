//! The journal keeps what is given to it until it has been taken.

use std::fs;
use std::path::Path;

use super::lines::{HEAD, empty, facts, line};
use crate::store::faults::{ERRORS, Fault, Simulated};
use crate::store::{Disk, FILE_LIMIT, Files, Journal};

const STATE: &str = "/home/state/fupan/0123";

fn keep(journal: &Journal, files: &dyn Files, fact: &str) -> Result<usize, std::io::Error> {
    let lines = vec![line(fact)];
    journal.append(files, "jia", HEAD, |_| lines).map(|kept| kept.line).map_err(|error| error.source)
}

#[test]
fn it_keeps_a_file_a_reviewer_and_is_emptied_by_one_at_a_time() {
    let home = tempfile::tempdir().unwrap();
    let journal = Journal::in_state(&home.path().join("state"));
    assert_eq!(journal.reviewers(&Disk), Vec::<String>::new());
    assert_eq!(keep(&journal, &Disk, "1").unwrap(), 3);
    assert_eq!(keep(&journal, &Disk, "2").unwrap(), 4);
    let lines = vec![line("of 乙")];
    journal.append(&Disk, "乙", HEAD, |_| lines).unwrap();
    assert_eq!(journal.reviewers(&Disk), ["jia", "乙"]);
    let kept = journal.take(&Disk, "jia").unwrap();
    assert_eq!(kept.bytes, format!("{HEAD}fact 1\nfact 2\n").as_bytes());
    // Not cleared: still there.
    drop(kept);
    let kept = journal.take(&Disk, "jia").unwrap();
    kept.clear(&Disk, b"odd\n").unwrap();
    assert_eq!(journal.take(&Disk, "jia").unwrap().bytes, b"");
    assert_eq!(fs::read(home.path().join("state/unfinished/jia.journal.toml")).unwrap(), b"odd\n\n");
    // And it can be filled again, from the head on.
    let again = journal.append(&Disk, "jia", HEAD, |text| {
        assert_eq!(text, "");
        vec![line("3")]
    });
    let again = again.unwrap();
    assert_eq!((again.line, again.offset), (3, HEAD.len()));
    assert_eq!(journal.take(&Disk, "jia").unwrap().bytes, format!("{HEAD}fact 3\n").as_bytes());
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test without a thread fails")]
fn who_adds_while_it_is_being_emptied_waits_and_loses_nothing() {
    let home = tempfile::tempdir().unwrap();
    let journal = Journal::in_state(home.path());
    keep(&journal, &Disk, "1").unwrap();
    let kept = journal.take(&Disk, "jia").unwrap();
    std::thread::scope(|scope| {
        let adding = scope.spawn(|| keep(&journal, &Disk, "2").unwrap());
        kept.clear(&Disk, b"").unwrap();
        adding.join().unwrap();
    });
    assert_eq!(journal.take(&Disk, "jia").unwrap().bytes, format!("{HEAD}fact 2\n").as_bytes());
}

#[test]
fn who_waits_for_it_sees_what_was_added_meanwhile() {
    let disk = empty();
    let journal = Journal::in_state(Path::new(STATE));
    keep(&journal, &disk, "1").unwrap();
    disk.add_before_lock(&journal.path("jia"), b"fact 2\n");
    assert_eq!(journal.take(&disk, "jia").unwrap().bytes, format!("{HEAD}fact 1\nfact 2\n").as_bytes());
    disk.add_before_lock(&journal.path("jia"), b"fact 3\nfa");
    assert_eq!(keep(&journal, &disk, "4").unwrap(), 6);
    assert_eq!(facts(&disk, &format!("{STATE}/journal")).unwrap(), ["1", "2", "3", "4"]);
}

#[test]
fn torn_at_any_byte_it_keeps_its_whole_lines_and_takes_more() {
    let whole = format!("{HEAD}fact 1\nfact 2\n");
    for length in 0..=whole.len() {
        let disk = Simulated::with_directories(&["/home", "/home/state/fupan/0123/journal"]);
        disk.put(&format!("{STATE}/journal/jia.journal.toml"), &whole.as_bytes()[..length]);
        let journal = Journal::in_state(Path::new(STATE));
        let before = facts(&disk, &format!("{STATE}/journal")).unwrap();
        let line = keep(&journal, &disk, "3").unwrap();
        let after = facts(&disk, &format!("{STATE}/journal")).unwrap();
        assert_eq!(after, [before, vec!["3".to_owned()]].concat(), "{length}");
        let bytes = journal.take(&disk, "jia").unwrap().bytes;
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text.lines().nth(line - 1), Some("fact 3"), "{length}");
        // What was cut off is not gone.
        let kept = disk.snapshot().get(Path::new(&format!("{STATE}/unfinished/jia.journal.toml"))).cloned();
        let torn = whole.as_bytes()[..length].rsplit(|&byte| byte == b'\n').next().unwrap();
        assert_eq!(kept, (!torn.is_empty()).then(|| [torn, b"\n"].concat()), "{length}");
    }
}

#[test]
fn whatever_fails_it_holds_each_fact_once() {
    for error in ERRORS {
        for short in [0, 3, usize::MAX] {
            for at in 1.. {
                let disk = empty();
                let journal = Journal::in_state(Path::new(STATE));
                let mut failed = false;
                for number in 0..3 {
                    let fault = Fault { below: "/".into(), at, error, lasting: false, short };
                    disk.set_fault((number != 1).then_some(fault));
                    let kept = keep(&journal, &disk, &number.to_string());
                    failed |= disk.has_failed();
                    disk.set_fault(None);
                    if kept.is_err() {
                        keep(&journal, &disk, &number.to_string()).unwrap();
                    }
                }
                let there = facts(&disk, &format!("{STATE}/journal")).unwrap();
                assert_eq!(there, ["0", "1", "2"], "{error} at {at}, {short} bytes written");
                if !failed {
                    assert!(at > 8, "{at}");
                    break;
                }
            }
        }
    }
}

#[test]
fn what_could_not_be_read_again_is_not_kept() {
    let home = tempfile::tempdir().unwrap();
    let journal = Journal::in_state(home.path());
    keep(&journal, &Disk, "1").unwrap();
    let big = "x".repeat(usize::try_from(FILE_LIMIT).unwrap());
    assert_eq!(keep(&journal, &Disk, &big).unwrap_err().kind(), std::io::ErrorKind::FileTooLarge);
    assert_eq!(journal.take(&Disk, "jia").unwrap().bytes, format!("{HEAD}fact 1\n").as_bytes());
}
