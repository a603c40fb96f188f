//! Syncs by the program itself: alone, against each other, and against what people do to repositories.

use std::collections::BTreeSet;
use std::fs;
use std::thread;

use fupan::job::SyncFailure;
use fupan::plan::Interface;
use fupan::review::FactId;
use fupan::words::Words;

use crate::extent::extent;
use crate::office::{Desk, ITEMS, Office};

/// Marks and syncs in turn, then returns the names of what was recorded.
fn work(desk: &Desk<'_>, marks: usize, between_syncs: usize) -> BTreeSet<FactId> {
    let statuses = ["approved", "revise", "discuss"];
    let mut recorded = BTreeSet::new();
    for number in 0..marks {
        recorded.insert(desk.mark(ITEMS[number % 3], statuses[number / 3 % 3]));
        if number % between_syncs == between_syncs - 1 {
            match desk.sync_by_itself() {
                // Whoever loses every race syncs later.
                Ok(_) | Err(SyncFailure::Busy { .. }) => {}
                Err(failure) => panic!("{failure:?}"),
            }
        }
    }
    recorded
}

/// Has all desks work at once, then brings them together.
#[expect(clippy::disallowed_methods, reason = "a test without a thread fails")]
fn race(desks: &[Desk<'_>], marks: usize, between_syncs: usize) {
    let recorded: BTreeSet<FactId> = thread::scope(|scope| {
        let threads: Vec<_> =
            desks.iter().map(|desk| scope.spawn(move || work(desk, marks, between_syncs))).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("nothing went wrong at a desk")).collect()
    });
    assert_eq!(recorded.len(), desks.len() * marks);
    for desk in desks.iter().chain(desks) {
        desk.sync_by_itself().expect("nobody else is at work any more");
    }
    let head = desks[0].git(&["rev-parse", "HEAD"]);
    for desk in desks {
        assert_eq!(desk.facts(), recorded);
        assert_eq!(desk.git(&["rev-parse", "HEAD"]), head);
        assert_eq!(desk.git(&["rev-parse", "origin/main"]), head);
        assert_eq!(desk.git(&["status", "--porcelain"]), "");
    }
}

#[test]
fn two_clones_race_and_end_alike() {
    let office = Office::new();
    race(&[office.desk("one", "jia"), office.desk("other", "yi")], extent(60, 200), 10);
}

#[test]
fn five_clones_race_and_one_reviewer_sits_at_two_of_them() {
    let office = Office::new();
    let seats = [("a", "jia"), ("b", "jia"), ("c", "yi"), ("d", "bing"), ("e", "ding")];
    race(&seats.map(|(name, reviewer)| office.desk(name, reviewer)), extent(30, 100), 10);
}

#[test]
fn says_what_came_in_and_what_went_out() {
    let office = Office::new();
    let (jia, yi) = (office.desk("one", "jia"), office.desk("other", "yi"));
    jia.mark("canal", "approved");
    jia.mark("rail", "revise");
    let synced = jia.sync_by_itself().unwrap();
    assert_eq!(synced.upstream.raw(), "origin/main");
    assert_eq!((synced.incoming.records(), synced.outgoing.records()), (0, 2));
    assert_eq!(synced.commit.map(|commit| commit.facts), Some(2));
    yi.mark("canal", "approved");
    let plan = yi.path.join("plans/5-ports.toml");
    fs::write(&plan, fs::read_to_string(&plan).unwrap().replace("高速", "高速公路")).unwrap();
    fs::write(yi.path.join("notes.txt"), "other\n").unwrap();
    yi.git(&["add", "."]);
    yi.git(&["commit", "-q", "-m", "Name the road"]);
    let synced = yi.sync_by_itself().unwrap();
    assert_eq!((synced.incoming.records(), synced.outgoing.records()), (2, 1));
    assert_eq!((synced.outgoing.items, synced.outgoing.files), (1, 1));
    let again = yi.sync_by_itself().unwrap();
    assert!(again.incoming.is_empty() && again.outgoing.is_empty() && again.commit.is_none());
    assert_eq!(jia.sync_by_itself().unwrap().incoming.items, 1);
}

#[test]
fn the_first_sync_of_a_branch_counts_what_the_remote_lacks() {
    let office = Office::new();
    let (jia, yi) = (office.desk("one", "jia"), office.desk("other", "yi"));
    yi.mark("rail", "revise");
    yi.sync_by_itself().unwrap();
    jia.git(&["config", "push.autoSetupRemote", "true"]);
    jia.git(&["checkout", "-q", "-b", "draft"]);
    jia.mark("canal", "approved");
    let synced = jia.sync_by_itself().unwrap();
    assert_eq!(synced.upstream.raw(), "origin/draft");
    assert_eq!((synced.incoming.records(), synced.outgoing.records()), (0, 1));
    assert_eq!((synced.outgoing.items, synced.outgoing.files, synced.outgoing.strategy), (0, 0, false));
    assert!(jia.sync_by_itself().unwrap().outgoing.is_empty());

    // What comes to a new branch from two that are there already is no news.
    jia.git(&["fetch", "-q"]);
    jia.git(&["checkout", "-q", "-b", "both"]);
    jia.git(&["merge", "-q", "--no-edit", "origin/main"]);
    jia.mark("road", "approved");
    let synced = jia.sync_by_itself().unwrap();
    assert_eq!((synced.outgoing.records(), synced.outgoing.facts.len()), (1, 1));
}

#[test]
fn without_a_remote_a_sync_commits_and_says_how_to_add_one() {
    let office = Office::new();
    let jia = office.desk("one", "jia");
    jia.git(&["remote", "remove", "origin"]);
    jia.mark("canal", "approved");
    let failure = jia.sync_by_itself().unwrap_err();
    let SyncFailure::NoRemote { branch, commit: Some(commit) } = &failure else { panic!("{failure:?}") };
    assert_eq!((branch.raw(), commit.facts), ("main", 1));
    for interface in Interface::ALL {
        let said = Words::new(interface).not_synced(&failure).to_string();
        assert!(said.contains(&commit.id) && said.contains("git remote add origin"), "{said}");
    }
    // As it says.
    jia.git(&["remote", "add", "origin", "../remote"]);
    assert_eq!(jia.sync_by_itself().unwrap().outgoing.records(), 1);
}
