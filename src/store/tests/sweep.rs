//! Every operation fails once, with every error: nothing acknowledged is lost, nothing half counts, and whoever tries
//! again records once.

use std::collections::HashSet;
use std::path::PathBuf;

use super::lines::{REVIEWS, Run, STATE, empty, facts};
use crate::store::Memory;
use crate::store::faults::{ERRORS, Fault, Omission, Simulated};

/// Records six facts, two of them with a fault, in two runs of the program. Returns whether the fault happened.
fn run(disk: &Simulated, fault: &Fault) -> Result<bool, String> {
    let mut happened = false;
    let mut recorded = Vec::new();
    let mut run = Run::simulated(disk, 1);
    for number in 0..6 {
        let fact = number.to_string();
        if number == 3 {
            run.memory = Memory::new(Some(PathBuf::from(STATE)));
        }
        // The first fact begins a file; the fifth goes on with one that an earlier run began.
        let failing = [0, 4].contains(&number);
        disk.set_fault(failing.then(|| fault.clone()));
        let before = disk.snapshot();
        let result = run.record(&fact);
        happened |= disk.has_failed();
        disk.set_fault(None);
        if result.is_err() {
            let there = facts(disk, REVIEWS)?;
            if recorded.iter().any(|fact| !there.contains(fact)) {
                return Err(format!("{there:?} is left of {recorded:?}"));
            }
            if !fault.lasting && before_and_after_differ(&before, disk) {
                return Err(format!("the files changed: {:?}", disk.snapshot()));
            }
            run.record(&fact).map_err(|error| format!("again: {error}"))?;
        }
        disk.acknowledge(&fact);
        recorded.push(fact);
        let mut there = facts(disk, REVIEWS)?;
        if fault.lasting {
            there.dedup();
        }
        if there != recorded {
            return Err(format!("{there:?} is recorded instead of {recorded:?}"));
        }
    }
    Ok(happened)
}

fn before_and_after_differ(before: &std::collections::BTreeMap<PathBuf, Vec<u8>>, disk: &Simulated) -> bool {
    let reviews = |(path, bytes): (&PathBuf, &Vec<u8>)| {
        path.starts_with(REVIEWS).then(|| (path.clone(), bytes.clone()))
    };
    let now = disk.snapshot();
    before.iter().filter_map(reviews).ne(now.iter().filter_map(reviews))
}

/// Runs with every fault there is below `below`, and calls `look` with the disk and the fault of each run that passed.
fn sweep(below: &str, omission: Omission, mut look: impl FnMut(&Simulated, &Fault)) -> Result<usize, String> {
    let mut runs = 0;
    for (error, lasting, short) in kinds() {
        for at in 1.. {
            let fault = Fault { below: below.into(), at, error, lasting, short };
            let disk = empty();
            disk.omit(omission);
            let happened = run(&disk, &fault).map_err(|said| format!("{fault:?}: {said}"))?;
            look(&disk, &fault);
            runs += 1;
            if !happened {
                break;
            }
        }
    }
    Ok(runs)
}

/// Every error, once or for good, with nothing, a part and all of a failing write written.
fn kinds() -> impl Iterator<Item = (i32, bool, usize)> {
    let how = [(false, 0), (false, 3), (false, usize::MAX), (true, 0), (true, 3), (true, usize::MAX)];
    ERRORS.into_iter().flat_map(move |error| how.map(|(lasting, short)| (error, lasting, short)))
}

#[test]
fn whatever_fails_nothing_is_lost_halved_or_doubled() {
    for below in ["/", "/plans", "/home"] {
        let runs = sweep(below, Omission::Nothing, |_, _| {}).unwrap();
        // Each failing operation is one run; two or three would mean that the sweep never got anywhere.
        assert!(runs > kinds().count() * 8, "{below}: {runs}");
    }
}

#[test]
fn the_power_may_go_at_any_moment_after_a_fault() {
    let mut seen = HashSet::new();
    sweep("/", Omission::Nothing, |disk, fault| {
        if fault.error != ERRORS[1] || fault.short == 3 {
            return;
        }
        disk.after_power_loss(empty, |remains| {
            if !remains.is_new(&mut seen) {
                return;
            }
            let there = facts(&remains.disk, REVIEWS);
            let all = |there: &[String]| remains.acknowledged.iter().all(|fact| there.contains(fact));
            assert!(there.as_deref().is_ok_and(all), "{fault:?} {}: {there:?}", remains.how);
        });
    })
    .unwrap();
    assert!(seen.len() > 1_000, "{}", seen.len());
}

#[test]
fn the_sweep_notices_when_nothing_is_cut_off() {
    let noticed = sweep("/plans", Omission::Cut, |_, _| {}).unwrap_err();
    assert!(noticed.contains("the files changed"), "{noticed}");
}
