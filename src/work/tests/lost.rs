//! Records that were acknowledged here and that git has taken away: named, put back or given up, and forgotten by commits.

use std::fs;

use super::place::{Place, commit, load, mark_item, survey};
use crate::job::{Job, Outcome, Restored};
use crate::review::{Fact, GapCause};
use crate::work::{World, perform};

fn lost(world: &World) -> usize {
    let gaps = survey(world).unwrap().gaps;
    assert!(gaps.iter().all(|gap| gap.cause == GapCause::Lost), "{gaps:?}");
    gaps.iter().map(|gap| gap.facts.as_ref().unwrap().len()).sum()
}

/// The lines that are remembered.
fn remembered(world: &World) -> usize {
    let directory = world.memory.directory().unwrap().join("acknowledged");
    let Ok(entries) = fs::read_dir(directory) else { return 0 };
    entries.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap().lines().count()).sum()
}

/// Every record, by name.
fn facts(world: &World) -> Vec<Fact> {
    let mut facts = load(world).facts;
    facts.sort_by(|a, b| a.id.cmp(&b.id));
    facts
}

fn restore(world: &World) -> Restored {
    match perform(world, Job::Restore { from_history: false }) {
        Outcome::Restored(restored) => restored.unwrap(),
        other => panic!("{other:?}"),
    }
}

fn accept(world: &World) -> Restored {
    match perform(world, Job::AcceptLoss) {
        Outcome::LossAccepted(accepted) => accepted.unwrap(),
        other => panic!("{other:?}"),
    }
}

/// A repository with a committed mark and one that is not.
fn place() -> Place {
    let place = Place::with_git();
    mark_item(&place.world(), "jia", "canal", "approved");
    commit(&place.world()).unwrap();
    mark_item(&place.world(), "jia", "rail", "rejected");
    place
}

/// Takes away what is not committed.
type Taker = fn(&Place);

#[test]
fn what_git_takes_away_is_lost_until_it_is_put_back() {
    let takers: [(&str, Taker); 4] = [
        ("reset", |place| drop(place.git(["reset", "-q", "--hard"]))),
        ("stash", |place| drop(place.git(["stash", "-q"]))),
        ("checkout", |place| drop(place.git(["checkout", "-q", "--", "."]))),
        ("an editor", |place| {
            let file = format!("plans/reviews/{}", place.review_files()[0]);
            let text = place.read(&file);
            place.write(&file, text.split_inclusive('\n').take(5).collect::<String>());
        }),
    ];
    for (name, take) in takers {
        let place = place();
        let world = place.world();
        assert_eq!(lost(&world), 0, "{name}");
        let before = facts(&world);
        take(&place);
        assert_eq!((lost(&place.world()), load(&place.world()).facts.len()), (1, 1), "{name}");
        // The same records under the same names.
        assert_eq!(restore(&place.world()), Restored { records: 1 }, "{name}");
        assert_eq!((lost(&place.world()), facts(&place.world())), (0, before), "{name}");
        commit(&place.world()).unwrap();
        assert_eq!((lost(&place.world()), remembered(&place.world())), (0, 0), "{name}");
    }
}

#[test]
fn a_new_file_that_git_removes_is_lost_too() {
    let place = Place::with_git();
    mark_item(&place.world(), "jia", "canal", "approved");
    place.git(["clean", "-qfd"]);
    assert_eq!(lost(&place.world()), 1);
    restore(&place.world());
    assert_eq!((lost(&place.world()), load(&place.world()).facts.len()), (0, 1));
}

#[test]
fn a_loss_that_was_accepted_is_not_told_again() {
    let place = place();
    place.git(["reset", "-q", "--hard"]);
    mark_item(&place.world(), "jia", "canal", "revise");
    assert_eq!(lost(&place.world()), 1);
    assert_eq!(accept(&place.world()), Restored { records: 1 });
    assert_eq!(lost(&place.world()), 0);
    // What was recorded since is still guarded.
    place.git(["reset", "-q", "--hard"]);
    drop(place.try_git(["clean", "-qfd"]));
    assert_eq!(lost(&place.world()), 1);
}

#[test]
fn what_another_branch_holds_is_not_lost() {
    let place = place();
    place.git(["checkout", "-qb", "other"]);
    commit(&place.world()).unwrap();
    place.git(["checkout", "-q", "main"]);
    assert_eq!(load(&place.world()).facts.len(), 1);
    assert_eq!(lost(&place.world()), 0);
    assert_eq!(remembered(&place.world()), 0);
}

#[test]
fn what_only_a_branch_of_a_remote_holds_is_not_lost() {
    let place = place();
    place.git(["checkout", "-qb", "other"]);
    let world = place.world();
    // Committed by git itself, so that fupan has not seen it.
    place.git(["commit", "-qam", "with git"]);
    place.git(["update-ref", "refs/remotes/origin/other", "HEAD"]);
    place.git(["checkout", "-q", "main"]);
    place.git(["branch", "-qD", "other"]);
    assert_eq!((lost(&world), remembered(&world)), (0, 0));
}

#[test]
fn what_a_later_commit_of_a_branch_has_removed_was_held_by_a_commit() {
    let place = place();
    place.git(["commit", "-qam", "with git"]);
    place.git(["revert", "--no-edit", "HEAD"]);
    assert_eq!(lost(&place.world()), 0);
}

#[test]
fn lines_are_remembered_until_a_commit_and_no_longer() {
    let place = Place::with_git();
    let world = place.world();
    for count in 1..4 {
        mark_item(&world, "jia", "canal", "approved");
        assert_eq!((lost(&world), remembered(&world)), (0, count));
    }
    commit(&world).unwrap();
    assert_eq!((lost(&world), remembered(&world)), (0, 0));
    // In no repository no commit will ever hold them.
    let place = Place::new();
    mark_item(&place.world(), "jia", "canal", "approved");
    survey(&place.world()).unwrap_err();
    assert_eq!(remembered(&place.world()), 0);
}

#[test]
fn the_commit_of_another_repository_holds_nothing_here() {
    let place = place();
    place.git(["reset", "-q", "--hard"]);
    // Gone from its branch before anybody looked.
    let world = place.world();
    assert_eq!(lost(&world), 1);
    fs::remove_dir_all(place.root.join("state")).unwrap();
    assert_eq!(lost(&place.world()), 0, "without its memory this machine knows nothing of it");
}

#[test]
fn what_the_commit_holds_is_put_back_beside_what_only_the_disk_has() {
    let place = place();
    let file = format!("plans/reviews/{}", place.review_files()[0]);
    let whole = place.read(&file);
    let without = |text: &str, word: &str| -> String {
        text.split_inclusive('\n').filter(|line| !line.contains(word)).collect()
    };
    let damages = [
        ("a line taken out", without(&whole, "approved")),
        ("a word changed", whole.replace("approved", "discuss")),
        ("line ends turned, and a line taken out", without(&whole, "approved").replace('\n', "\r\n")),
    ];
    for (name, damaged) in damages {
        place.write(&file, damaged);
        let world = place.world();
        assert!(!survey(&world).unwrap().gaps.is_empty(), "{name}");
        assert_eq!(restore(&world).records, 1, "{name}");
        assert_eq!(place.read(&file).replace('\r', ""), whole, "{name}");
        assert_eq!(survey(&world).unwrap().gaps, [], "{name}");
    }
    let aside = fs::read_dir(place.world().memory.directory().unwrap().join("unfinished")).unwrap();
    let aside: Vec<String> = aside.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
    assert!(aside.concat().contains("discuss"), "{aside:?}");
    fs::remove_file(place.root.join(&file)).unwrap();
    // The committed line is in the commit, the other one on this machine only.
    assert_eq!(restore(&place.world()).records, 2);
    assert_eq!(load(&place.world()).facts.len(), 2);
    assert_eq!(survey(&place.world()).unwrap().gaps, []);
}
