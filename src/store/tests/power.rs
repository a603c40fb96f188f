//! The power goes at every moment: what people were told is safe is there, and recording goes on.

use std::path::Path;

use super::lines::{HEAD, REVIEWS, Run, STATE, empty, facts, line};
use crate::store::faults::power_loss::Remains;
use crate::store::faults::{Omission, Simulated};
use crate::store::{Journal, Memory};

const JOURNAL: &str = "/home/state/fupan/0123/journal";

/// Records beside the plan in three runs of the program, one of which finds a line that was never finished.
fn record(disk: &Simulated) {
    for (run, numbers) in [(0, 0..3), (1, 3..5), (2, 5..7)] {
        let run = Run::simulated(disk, run * 16);
        for number in numbers {
            let recorded = run.record(&number.to_string()).unwrap();
            disk.acknowledge(&number.to_string());
            if number == 4 {
                use crate::store::Files as _;
                disk.open_to_append(&recorded.path).unwrap().append(b"fact never finish").unwrap();
            }
        }
    }
}

fn journal() -> Journal {
    Journal::in_state(Path::new(STATE))
}

fn keep(disk: &Simulated) {
    for number in 0..4 {
        let lines = vec![line(&number.to_string())];
        journal().append(disk, "jia", HEAD, |_| lines).unwrap();
        disk.acknowledge(&number.to_string());
    }
}

/// Returns how many states were looked at, and what was wrong with the first bad one.
fn losses(work: fn(&Simulated), omission: Omission, place: &str) -> (usize, Option<String>) {
    let disk = empty();
    disk.omit(omission);
    work(&disk);
    let (mut states, mut wrong) = (0, None);
    disk.after_power_loss(empty, |remains| {
        states += 1;
        if wrong.is_none() {
            wrong = check(&remains, place).err().map(|said| format!("{}: {said}", remains.how));
        }
    });
    (states, wrong)
}

fn check(remains: &Remains, place: &str) -> Result<(), String> {
    let all_there = |disk: &Simulated| {
        let there = facts(disk, place)?;
        let lost = remains.acknowledged.iter().find(|fact| !there.contains(fact));
        lost.map_or(Ok(()), |fact| Err(format!("{fact} is not in {there:?}")))
    };
    all_there(&remains.disk)?;
    // The next run goes on, and loses nothing either.
    let run = Run::simulated(&remains.disk, 256);
    run.record("after").map_err(|error| error.to_string())?;
    let lines = vec![line("after")];
    journal().append(&remains.disk, "jia", HEAD, |_| lines).map_err(|error| error.to_string())?;
    all_there(&remains.disk)?;
    let there = facts(&remains.disk, place)?;
    if there.contains(&"after".to_owned()) { Ok(()) } else { Err(format!("no new fact in {there:?}")) }
}

#[test]
fn what_was_recorded_outlives_the_power() {
    let (states, wrong) = losses(record, Omission::Nothing, REVIEWS);
    assert_eq!(wrong, None);
    assert!(states > 500, "{states}");
}

#[test]
fn what_is_in_the_journal_outlives_the_power() {
    let (states, wrong) = losses(keep, Omission::Nothing, JOURNAL);
    assert_eq!(wrong, None);
    assert!(states > 50, "{states}");
}

#[test]
fn a_missing_sync_is_noticed() {
    type Work = fn(&Simulated);
    let works: [(Work, &str); 2] = [(record, REVIEWS), (keep, JOURNAL)];
    for (work, place) in works {
        for omission in [Omission::ContentSync, Omission::NameSync] {
            let (_, wrong) = losses(work, omission, place);
            assert!(wrong.is_some_and(|said| said.contains("is not in")), "{omission:?} {place}");
        }
    }
}

#[test]
fn what_the_memory_loses_costs_a_new_file_and_nothing_else() {
    let disk = empty();
    let run = Run::simulated(&disk, 1);
    run.record("1").unwrap();
    disk.after_power_loss(empty, |remains| {
        let memory = Memory::new(Some(STATE.into()));
        let own = memory.is_last(&remains.disk, "jia.000001.toml", "fact 1");
        let whole = remains.disk.snapshot().get(Path::new("/plans/reviews/jia.000001.toml")).cloned();
        // It never claims a line that is not there.
        let there = whole.is_some_and(|bytes| bytes.ends_with(b"fact 1\n"));
        assert!(!own || there, "{}", remains.how);
    });
}
