//! A mark, its journal and the replay, on a file system any operation of which fails.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::clock;
use super::place::{PORTS, STRATEGY, ids, load, mark_item, marking, replay, try_record};
use crate::job::{Job, Outcome};
use crate::review::{FactId, Review};
use crate::store::faults::{EIO, ENOSPC, Fault, Simulated};
use crate::work::{World, perform};

fn disk() -> Simulated {
    let disk = Simulated::with_directories(&["/office/plans", "/home"]);
    disk.put("/office/plans/strategy.toml", STRATEGY.as_bytes());
    disk.put("/office/plans/5-ports.toml", PORTS.as_bytes());
    disk
}

fn world(disk: &Simulated) -> World {
    let plans = PathBuf::from("/office/plans");
    World::new(
        Box::new(disk.clone()),
        plans,
        None,
        None,
        Some(Path::new("/home/state")),
        Box::new(clock::begin),
    )
}

#[test]
fn the_records_of_one_job_are_made_durable_at_once() {
    let disk = disk();
    let run = world(&disk);
    let marks = || ["canal", "rail"].repeat(6).into_iter().map(|item| marking(&run, "jia", item, "approved"));
    for syncs in 1..=3 {
        assert_eq!(try_record(&run, "jia", marks().collect()).unwrap().facts.len(), 12);
        assert_eq!(disk.content_syncs_below("/office/plans/reviews"), syncs);
    }
}

/// Marks three times, the second time with `fault`; whoever is told that nothing was kept tries once more. Returns
/// whether the fault happened.
fn marks(disk: &Simulated, fault: &Fault) -> bool {
    let mut names: Vec<FactId> = Vec::new();
    let mut happened = false;
    for (number, status) in ["revise", "approved", "rejected"].into_iter().enumerate() {
        let run = world(disk);
        let deed = marking(&run, "jia", "canal", status);
        disk.set_fault((number == 1).then(|| fault.clone()));
        let recorded = try_record(&run, "jia", vec![deed.clone()]);
        happened |= disk.has_failed();
        disk.set_fault(None);
        let told = recorded.is_ok();
        let recorded = recorded.or_else(|_| try_record(&run, "jia", vec![deed])).unwrap();
        if told {
            disk.acknowledge(recorded.facts[0].id.as_str());
        }
        names.extend(ids(&recorded.facts));
    }
    replay(&world(disk)).unwrap();
    let loaded = load(&world(disk));
    assert_eq!(loaded.in_journal, 0);
    let review = Review::of(&loaded.plan, loaded.facts);
    let mut there = ids(review.facts());
    there.sort();
    names.sort();
    assert_eq!(there, names, "{fault:?}");
    // Each replaced the one before, so the last stands alone.
    assert_eq!(review.standing(0).marks.len(), 1, "{fault:?}");
    happened
}

#[test]
fn each_mark_counts_once_whatever_fails_beside_the_plan() {
    for error in [ENOSPC, EIO] {
        for (lasting, short) in [(false, 0), (false, 5), (true, 0), (true, 5), (true, usize::MAX)] {
            for at in 1.. {
                let fault = Fault { below: "/office".into(), at, error, lasting, short };
                if !marks(&disk(), &fault) {
                    assert!(at > 6, "{at}");
                    break;
                }
            }
        }
    }
}

#[test]
fn each_mark_counts_once_whatever_fails_in_the_state_directory() {
    for short in [0, 5] {
        for at in 1.. {
            let fault = Fault { below: "/home".into(), at, error: ENOSPC, lasting: short == 5, short };
            if !marks(&disk(), &fault) {
                assert!(at > 4, "{at}");
                break;
            }
        }
    }
}

/// The replay fails at any of its steps, and another run replays again.
#[test]
fn a_replay_that_fails_half_way_is_done_again_by_the_next_run() {
    for below in ["/office", "/home", "/"] {
        for lasting in [false, true] {
            for at in 1.. {
                let disk = disk();
                disk.set_fault(Some(Fault {
                    below: "/office/plans/reviews".into(),
                    at: 1,
                    error: ENOSPC,
                    lasting: true,
                    short: 0,
                }));
                let kept =
                    ["revise", "approved"].map(|status| mark_item(&world(&disk), "jia", "canal", status));
                assert!(kept.iter().all(|recorded| recorded.in_journal.is_some()));
                let run = world(&disk);
                disk.set_fault(Some(Fault { below: below.into(), at, error: EIO, lasting, short: 0 }));
                let first = replay(&run);
                let failed = disk.has_failed();
                disk.set_fault(None);
                assert!(failed || first == Ok(2));
                replay(&world(&disk)).unwrap();
                let loaded = load(&world(&disk));
                let review = Review::of(&loaded.plan, loaded.facts);
                let names: Vec<FactId> = kept.iter().flat_map(|recorded| ids(&recorded.facts)).collect();
                assert_eq!((loaded.in_journal, ids(review.facts())), (0, names), "{below} {at}");
                assert_eq!(review.standing(0).marks.len(), 1);
                if !failed {
                    break;
                }
            }
        }
    }
}

#[test]
fn marks_journal_and_replay_outlive_the_power() {
    let mut seen = HashSet::new();
    let base = disk;
    for at in [1, 4, 6, 7, 9] {
        let disk = base();
        let fault = Fault { below: "/office".into(), at, error: EIO, lasting: true, short: 5 };
        marks(&disk, &fault);
        disk.after_power_loss(base, |remains| {
            if !remains.is_new(&mut seen) {
                return;
            }
            let loaded = load(&world(&remains.disk));
            let there = ids(&loaded.facts);
            for told in &remains.acknowledged {
                assert!(there.iter().any(|id| id.as_str() == told), "{told}: {}", remains.how);
            }
        });
    }
    assert!(seen.len() > 500, "{}", seen.len());
}

#[test]
fn published_verdicts_are_all_in_the_files_or_none_is() {
    for short in [0, 5] {
        for at in 1.. {
            let disk = disk();
            disk.put("/office/plans/strategy.toml", format!("{STRATEGY}publish = \"ask\"\n").as_bytes());
            disk.put("/office/plans/6-sea.toml", PORTS.replace("ports", "sea").as_bytes());
            for item in ["ports/canal", "sea/canal"] {
                mark_item(&world(&disk), "jia", item, "approved");
            }
            let count = || {
                let loaded = load(&world(&disk));
                loaded.plan.items.iter().filter(|item| item.published.is_some()).count()
            };
            let fault = Fault { below: "/office/plans".into(), at, error: ENOSPC, lasting: false, short };
            disk.set_fault(Some(fault));
            let outcome = perform(&world(&disk), Job::Publish { dry_run: false });
            let happened = disk.has_failed();
            disk.set_fault(None);
            let Outcome::Published(answer) = outcome else { unreachable!("publishing answers Published") };
            // Of a file that cannot be read, nothing is told.
            assert_eq!(count(), answer.map_or(0, |done| done.copies.len()), "{at} {short}");
            if !happened {
                assert!(at > 8, "{at}");
                break;
            }
        }
    }
}
