//! Another program replaces the files while we record: what is acknowledged is where the path leads, not where it led.

use std::cell::Cell;
use std::fs;
use std::path::Path;

use super::lines::{HEAD, REVIEWS, Run, STATE, empty, facts, line};
use crate::store::faults::Simulated;
use crate::store::faults::intrusion::{Intrusion, Replacement};
use crate::store::{Disk, Journal, LOCK_PATIENCE, Memory, Records};

const JOURNAL: &str = "/home/state/fupan/0123/journal";

/// Calls `record` again and again, on a disk where `1` and `2` were recorded, with a replacement before each of its
/// operations in turn. Whatever comes in between, `3` is there afterwards.
fn replace_before_every_operation(directory: &str, record: impl Fn(&Simulated, &str)) {
    for replacement in Replacement::ALL {
        for at in 1.. {
            let disk = empty();
            record(&disk, "1");
            record(&disk, "2");
            disk.expect(Intrusion { directory: directory.into(), at, replacement });
            record(&disk, "3");
            let happened = disk.end_intrusion();
            let mut there = facts(&disk, directory).unwrap();
            // What a copy took along stands there twice, which is one fact.
            there.dedup();
            assert!(there.contains(&"3".to_owned()), "{replacement:?} before operation {at}: {there:?}");
            if replacement == Replacement::Same {
                assert_eq!(there, ["1", "2", "3"], "before operation {at}");
            }
            record(&disk, "4");
            assert!(facts(&disk, directory).unwrap().contains(&"4".to_owned()), "{replacement:?} {at}");
            if !happened {
                assert!(at > 6, "{at}");
                break;
            }
        }
    }
}

#[test]
fn a_fact_is_where_the_path_leads_whenever_the_file_is_replaced() {
    let new_run = |disk: &Simulated, fact: &str| {
        let first = fact.parse::<u32>().unwrap() * 16;
        drop(Run::simulated(disk, first).record(fact).unwrap());
    };
    replace_before_every_operation(REVIEWS, new_run);
}

#[test]
fn a_journal_is_where_the_path_leads_whenever_the_file_is_replaced() {
    replace_before_every_operation(JOURNAL, |disk, fact| {
        let lines = vec![line(fact)];
        drop(Journal::in_state(Path::new(STATE)).append(disk, "jia", HEAD, |_| lines).unwrap());
    });
}

#[test]
fn a_new_file_that_is_removed_at_once_is_begun_again() {
    for replacement in [Replacement::Shorter, Replacement::Removed] {
        for at in 1.. {
            let disk = empty();
            disk.expect(Intrusion { directory: REVIEWS.into(), at, replacement });
            Run::simulated(&disk, 1).record("1").unwrap();
            let happened = disk.end_intrusion();
            assert!(facts(&disk, REVIEWS).unwrap().contains(&"1".to_owned()), "{replacement:?} {at}");
            if !happened {
                break;
            }
        }
    }
}

/// The lines that went into the file that was replaced may come back with it.
#[test]
fn what_is_recorded_again_is_the_same_line() {
    let home = tempfile::tempdir().unwrap();
    let reviews = home.path().join("reviews");
    let run = Run::new(&Disk, &reviews, Some(&home.path().join("state")), 1);
    run.record("1").unwrap();
    let (file, aside) = (reviews.join("jia.000001.toml"), home.path().join("aside"));
    let calls = Cell::new(0);
    let appended = run.record_with(|_| {
        calls.set(calls.get() + 1);
        // After the lock and before the write.
        if calls.get() == 1 {
            fs::rename(&file, &aside).unwrap();
            fs::write(&file, format!("{HEAD}fact 0\n")).unwrap();
        }
        vec![line(&format!("call {}", calls.get()))]
    });
    assert_eq!(appended.unwrap().lines, ["fact call 1\n"]);
    assert_eq!(fs::read_to_string(&aside).unwrap(), format!("{HEAD}fact 1\nfact call 1\n"));
    let new = fs::read_to_string(reviews.join("jia.000002.toml")).unwrap();
    assert_eq!(new, format!("{HEAD}fact call 1\n"));
}

#[test]
fn a_directory_that_is_replaced_is_found_again() {
    let home = tempfile::tempdir().unwrap();
    let reviews = home.path().join("reviews");
    let run = Run::new(&Disk, &reviews, Some(&home.path().join("state")), 1);
    for begun in [false, true] {
        let aside = home.path().join(format!("aside-{begun}"));
        let moved = Cell::new(false);
        let appended = run.record_with(|_| {
            if reviews.exists() && !moved.replace(true) {
                fs::rename(&reviews, &aside).unwrap();
                fs::create_dir(&reviews).unwrap();
            }
            vec![line("kept")]
        });
        let path = appended.unwrap().path;
        assert!(path.starts_with(&reviews));
        assert!(fs::read_to_string(path).unwrap().ends_with("fact kept\n"), "{begun}");
    }
}

#[test]
fn a_directory_that_never_stays_is_an_error() {
    let home = tempfile::tempdir().unwrap();
    let (reviews, memory, moves) = (home.path().join("reviews"), Memory::new(None), Cell::new(0));
    let records = Records {
        files: &Disk,
        memory: &memory,
        directory: &reviews,
        reviewer: "jia",
        head: HEAD,
        patience: LOCK_PATIENCE,
        waits: &|| (),
    };
    let name = || {
        moves.set(moves.get() + 1);
        fs::rename(&reviews, home.path().join(moves.get().to_string())).unwrap();
        "000001".to_owned()
    };
    let error = records.append(name, |_| vec![line("1")]).unwrap_err();
    assert_eq!(error.source.kind(), std::io::ErrorKind::NotFound);
    assert!(moves.get() > 1);
}
