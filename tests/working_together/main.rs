//! Several clones of one plan: joined by nothing but plain git, and by the program itself. No conflict ever, and
//! everything recorded is in all of them.

#[path = "../support/clock.rs"]
mod clock;
#[path = "../support/extent.rs"]
mod extent;

mod elsewhere;
mod office;
mod renaming;
mod repositories;
mod stopping;
mod syncing;
mod trusting;

use std::collections::BTreeSet;

use fupan::review::FactId;
use fupan::work::World;

use office::{Desk, ITEMS, Office};

fn marks<const N: usize>(expected: [(&str, &str, bool); N]) -> Vec<(String, String, bool)> {
    expected.map(|(by, status, counts)| (by.to_owned(), status.to_owned(), counts)).to_vec()
}

/// Asserts that both desks have the same files, and exactly `recorded` in them.
fn assert_same(one: &Desk<'_>, other: &Desk<'_>, recorded: &BTreeSet<FactId>) {
    assert_eq!(one.review_files(), other.review_files());
    assert_eq!(&one.facts(), recorded);
    assert_eq!(&other.facts(), recorded);
    for desk in [one, other] {
        assert_eq!(desk.git(&["status", "--porcelain"]), "");
    }
}

#[test]
fn two_reviewers_mark_the_same_items() {
    let office = Office::new();
    let (jia, yi) = (office.desk("one", "jia"), office.desk("other", "yi"));
    let mut recorded = BTreeSet::new();
    for (round, status) in ["revise", "rejected", "approved"].into_iter().enumerate() {
        for item in ITEMS {
            recorded.insert(jia.mark(item, status));
            recorded.insert(yi.mark(item, "approved"));
        }
        if round == 1 {
            // Pulled with facts that are not committed yet.
            jia.git(&["pull", "-q", "--no-rebase", "--no-edit", "origin", "main"]);
        }
        jia.sync();
        yi.sync();
        jia.pull();
        assert_same(&jia, &yi, &recorded);
        for desk in [&jia, &yi] {
            let (verdict, on) = desk.standing("canal");
            assert_eq!(on, marks([("jia", status, true), ("yi", "approved", true)]));
            assert_eq!(verdict, status, "an objection stands, and nothing else does");
        }
    }
    assert_eq!(jia.review_files().len(), 2);
}

#[test]
fn one_reviewer_in_two_clones_says_two_things_at_once_and_settles_it() {
    let office = Office::new();
    let (here, there) = (office.desk("one", "jia"), office.desk("other", "jia"));
    let mut recorded = BTreeSet::from([here.mark("canal", "approved")]);
    here.sync();
    there.pull();
    // Both have seen the first mark, and neither the other's.
    recorded.insert(here.mark("canal", "revise"));
    recorded.insert(there.mark("canal", "rejected"));
    recorded.insert(there.mark("rail", "approved"));
    here.sync();
    there.sync();
    here.pull();
    assert_same(&here, &there, &recorded);
    for desk in [&here, &there] {
        let both = marks([("jia", "rejected", false), ("jia", "revise", false)]);
        assert_eq!(desk.standing("canal"), ("split".to_owned(), both));
        assert_eq!(desk.standing("rail").0, "approved");
    }
    recorded.insert(there.mark("canal", "approved"));
    there.sync();
    here.pull();
    assert_same(&here, &there, &recorded);
    for desk in [&here, &there] {
        let settled = ("approved".to_owned(), marks([("jia", "approved", true)]));
        assert_eq!(desk.standing("canal"), settled);
    }
    // One file for each clone, however often they met.
    for _ in 0..3 {
        recorded.insert(here.mark("road", "approved"));
        here.sync();
        there.pull();
        recorded.insert(there.mark("road", "revise"));
        there.sync();
        here.pull();
    }
    assert_same(&here, &there, &recorded);
    assert_eq!(here.standing("road").0, "revise");
    assert_eq!(here.review_files().len(), 2);
}

#[test]
fn one_reviewer_on_two_branches_says_two_things_at_once_and_settles_it() {
    let office = Office::new();
    let desk = office.desk("one", "jia");
    let commit = || drop(desk.commit().expect("there is something to commit"));
    let mut recorded = BTreeSet::from([desk.mark("canal", "approved")]);
    commit();
    desk.git(&["branch", "side"]);
    // One run of the program stays open all the time, as a screen would.
    let open = desk.world();
    recorded.insert(desk.mark("canal", "revise"));
    recorded.insert(desk.mark_in(&open, "rail", "approved"));
    commit();
    desk.git(&["checkout", "-q", "side"]);
    recorded.insert(desk.mark_in(&open, "canal", "rejected"));
    recorded.insert(desk.mark("rail", "approved"));
    commit();
    desk.git(&["checkout", "-q", "main"]);
    recorded.insert(desk.mark_in(&open, "road", "approved"));
    commit();
    desk.git(&["merge", "-q", "--no-edit", "side"]);
    assert_eq!(desk.facts(), recorded);
    let both = marks([("jia", "rejected", false), ("jia", "revise", false)]);
    assert_eq!(desk.standing("canal"), ("split".to_owned(), both));
    // Two marks that agree are still two: only their reviewer knows which was read.
    let both = marks([("jia", "approved", false), ("jia", "approved", false)]);
    assert_eq!(desk.standing("rail"), ("split".to_owned(), both));
    recorded.insert(desk.mark("canal", "approved"));
    commit();
    desk.git(&["checkout", "-q", "side"]);
    desk.git(&["merge", "-q", "--no-edit", "main"]);
    assert_eq!(desk.facts(), recorded);
    assert_eq!(desk.standing("canal"), ("approved".to_owned(), marks([("jia", "approved", true)])));
}

#[test]
fn a_rebase_joins_them_as_well() {
    let office = Office::new();
    let (here, there, yi) =
        (office.desk("one", "jia"), office.desk("other", "jia"), office.desk("third", "yi"));
    let mut recorded = BTreeSet::new();
    for status in ["approved", "revise", "rejected"] {
        for desk in [&here, &there, &yi] {
            for item in ITEMS {
                recorded.insert(desk.mark(item, status));
                desk.commit().expect("there is something to commit");
            }
        }
        for desk in [&here, &there, &yi, &here, &there] {
            desk.git(&["pull", "-q", "--rebase", "origin", "main"]);
            desk.git(&["push", "-q", "origin", "HEAD:main"]);
        }
        assert_same(&here, &there, &recorded);
        let on = marks([("jia", status, false), ("jia", status, false), ("yi", status, true)]);
        assert_eq!(here.standing("canal").1, on);
    }
    // One history without a merge.
    assert_eq!(here.git(&["rev-list", "--merges", "--count", "HEAD"]), "0");
}

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits fit") % sides
    }
}

/// One reviewer at two desks, and another one, do whatever plain git lets them do.
#[test]
fn whatever_they_do_in_whatever_order_nothing_conflicts_and_nothing_is_lost() {
    for seed in 1..=2 {
        let office = Office::new();
        let desks = [office.desk("one", "jia"), office.desk("other", "jia"), office.desk("third", "yi")];
        let mut open: Vec<World> = desks.iter().map(Desk::world).collect();
        for desk in &desks {
            desk.git(&["branch", "side"]);
        }
        let mut recorded = BTreeSet::new();
        let mut dice = Dice(seed);
        for _ in 0..60 {
            let at = dice.below(desks.len());
            let desk = &desks[at];
            match dice.below(12) {
                0..=2 => {
                    let item = ITEMS[dice.below(ITEMS.len())];
                    recorded.insert(desk.mark_in(&open[at], item, "approved"));
                }
                3 | 4 => drop(recorded.insert(desk.mark(ITEMS[dice.below(ITEMS.len())], "revise"))),
                5 => drop(desk.commit()),
                6 => desk.pull(),
                7 => desk.sync(),
                8 | 9 => {
                    drop(desk.commit());
                    let branch = ["main", "side"][dice.below(2)];
                    desk.git(&["checkout", "-q", branch]);
                }
                10 => {
                    drop(desk.commit());
                    let branch = ["main", "side"][dice.below(2)];
                    drop(desk.git(&["merge", "-q", "--no-edit", branch]));
                }
                _ => open[at] = desk.world(),
            }
        }
        for desk in &desks {
            drop(desk.commit());
            for branch in ["main", "side"] {
                desk.git(&["merge", "-q", "--no-edit", branch]);
            }
            desk.sync();
        }
        for desk in &desks {
            desk.pull();
            assert_eq!(desk.facts(), recorded, "seed {seed}");
        }
        assert_same(&desks[0], &desks[1], &recorded);
        assert_same(&desks[1], &desks[2], &recorded);
        assert!(recorded.len() > 15, "{}", recorded.len());
    }
}

/// Two processes of the program itself, again and again at the same moment.
#[test]
fn two_processes_at_one_desk_lose_nothing() {
    const ROUNDS: usize = 20;
    let office = Office::new();
    let desk = office.desk("one", "jia");
    for _ in 0..ROUNDS {
        let arguments = ["mark", "ports/canal", "ports/rail", "approved", "--unseen", "--as", "jia"];
        let both = [(); 2].map(|()| {
            let mut command = office.run(env!("CARGO_BIN_EXE_fupan"), &desk.path, &arguments);
            let piped = std::process::Stdio::piped;
            command.stdin(std::process::Stdio::null()).stdout(piped()).stderr(piped()).spawn()
        });
        for child in both {
            let output = child.and_then(std::process::Child::wait_with_output).expect("fupan can be run");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
    }
    assert_eq!(desk.facts().len(), 2 * 2 * ROUNDS);
    assert!(desk.review_files().len() <= 3, "{:?}", desk.review_files().keys());
    assert_eq!(desk.commit().map(|made| made.facts), Ok(2 * 2 * ROUNDS));
}
