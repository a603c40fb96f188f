//! Several runs of the program write into one directory at once.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::lines::{HEAD, Run, empty, line, name_of};
use crate::store::{Disk, Files as _};

const EACH: usize = 200;

/// Lets `runs` record at once, each `EACH` facts, and returns the files.
#[expect(clippy::disallowed_methods, reason = "a test without a thread fails")]
fn record_at_once(reviews: &Path, states: &[&Path]) -> Vec<String> {
    thread::scope(|scope| {
        for (who, state) in states.iter().enumerate() {
            scope.spawn(move || {
                let run = Run::new(&Disk, reviews, Some(state), 1);
                for number in 0..EACH {
                    // Long enough to be torn, were the writes not whole.
                    let fact = format!("{who} {number} {}", "x".repeat(number * 40));
                    run.record_with(|_| vec![line(&fact)]).unwrap();
                }
            });
        }
    });
    fs::read_dir(reviews).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect()
}

fn assert_all_there(files: &[String]) {
    let mut facts = BTreeSet::new();
    for text in files {
        let lines = text.strip_prefix(HEAD).unwrap_or_else(|| panic!("{text:?} has no head"));
        assert!(lines.ends_with('\n'));
        for line in lines.lines() {
            let parts: Vec<&str> = line.split(' ').collect();
            let [_, who, number, filling] = parts[..] else { panic!("{line:?} is torn") };
            let number: usize = number.parse().unwrap();
            assert_eq!(filling, "x".repeat(number * 40));
            assert!(facts.insert((who.to_owned(), number)), "{line:?} is there twice");
        }
    }
    assert_eq!(facts.len(), 2 * EACH);
}

#[test]
fn two_runs_of_one_clone_lose_nothing() {
    let home = tempfile::tempdir().unwrap();
    let state = home.path().join("state");
    let reviews = home.path().join("reviews");
    let files = record_at_once(&reviews, &[&state, &state]);
    assert_all_there(&files);
    // They need not take turns with one file, and they do not litter either.
    assert!(files.len() <= 3, "{} files", files.len());
}

#[test]
fn two_who_know_nothing_of_each_other_lose_nothing() {
    let home = tempfile::tempdir().unwrap();
    let states = [home.path().join("one"), home.path().join("other")];
    let files = record_at_once(&home.path().join("reviews"), &[&states[0], &states[1]]);
    assert_all_there(&files);
    assert_eq!(files.len(), 2);
}

#[test]
fn a_file_that_somebody_keeps_locked_is_left_for_another_one() {
    let home = tempfile::tempdir().unwrap();
    let (reviews, state) = (home.path().join("reviews"), home.path().join("state"));
    let run = Run::new(&Disk, reviews, Some(&state), 1);
    let first = run.record("1").unwrap();
    let mut theirs = Disk.open_to_append(&first.path).unwrap();
    theirs.lock().unwrap();
    let told = Cell::new(0);
    let waits = || told.set(told.get() + 1);
    let brief = Duration::from_millis(1);
    let second = run.record_within(brief, &waits, |_| vec![line("2")]).unwrap();
    assert_eq!((name_of(&second), told.get()), ("jia.000002.toml", 1));
    // The new file is gone on with, and nobody has to wait any more.
    let third = run.record_within(brief, &waits, |_| vec![line("3")]).unwrap();
    assert_eq!(third.path, second.path);
    drop(theirs);
    assert_eq!(fs::read_to_string(&first.path).unwrap(), format!("{HEAD}{}", line("1")));
}

#[test]
fn what_others_wrote_while_we_waited_is_seen() {
    let disk = empty();
    let run = Run::simulated(&disk, 1);
    let first = run.record("1").unwrap();
    disk.add_before_lock(&first.path, b"fact other\n");
    let next = run.record("2").unwrap();
    assert_eq!(name_of(&next), "jia.000002.toml");
}
