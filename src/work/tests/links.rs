//! Links in the place of a directory of the plan: nothing is written, committed or read through one, and no record is
//! lost for it.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use super::place::{Place, commit, load, mark_item, problems, replay};
use crate::job::{CommitFailure, Job, Outcome, Reason};
use crate::work::perform;

/// Makes a plan whose review files are reached through a link to a directory outside, and returns that directory.
fn linked_out() -> (Place, std::path::PathBuf) {
    let place = Place::with_git();
    let outside = place.root.join("home/victim");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("yi.aaaaaa.toml"), "format = 1\nreviewer = \"yi\"\n\n[facts]\n").unwrap();
    symlink(&outside, place.root.join("plans/reviews")).unwrap();
    (place, outside)
}

fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_mark_is_kept_in_the_journal_where_the_review_files_are_reached_through_a_link() {
    let (place, outside) = linked_out();
    let world = place.world();
    let recorded = mark_item(&world, "jia", "canal", "approved");
    assert_eq!(recorded.in_journal, Some(Reason::Link { to: outside.clone() }));
    assert!(replay(&world).is_err());
    assert_eq!(names(&outside), ["yi.aaaaaa.toml"]);
    assert_eq!(load(&world).in_journal, 1);
    // With a directory in its place the record goes where it belongs.
    fs::remove_file(place.root.join("plans/reviews")).unwrap();
    assert_eq!(replay(&world).unwrap(), 1);
    assert_eq!(place.review_files().len(), 1);
}

#[test]
fn what_a_link_shows_is_neither_read_nor_committed() {
    let (place, outside) = linked_out();
    let world = place.world();
    let known = ("plans/reviews".to_owned(), "link-outside", 0);
    let found = problems(&load(&world));
    assert!(found.iter().any(|problem| (&problem.0, problem.1) == (&known.0, known.1)), "{found:?}");
    assert!(!load(&world).gaps.is_empty(), "nobody knows what the records are");
    let before = place.git(["rev-parse", "HEAD"]);
    let refused = commit(&world);
    assert!(matches!(refused, Err(CommitFailure::IsLink { .. })), "{refused:?}");
    let Outcome::Restored(_) = perform(&world, Job::Restore { from_history: true }) else { panic!() };
    assert_eq!(
        (place.git(["rev-parse", "HEAD"]), names(&outside)),
        (before, vec!["yi.aaaaaa.toml".to_owned()])
    );
}

#[test]
fn nothing_is_written_through_a_link_that_takes_the_place_of_the_plan_directory() {
    let place = Place::with_git();
    let world = place.world();
    mark_item(&world, "jia", "canal", "approved");
    let (plans, victim) = (place.root.join("plans"), place.root.join("home/victim"));
    // As a checkout may do it while the screen is open.
    fs::rename(&plans, place.root.join("home/aside")).unwrap();
    fs::create_dir(&victim).unwrap();
    fs::copy(place.root.join("home/aside/5-ports.toml"), victim.join("5-ports.toml")).unwrap();
    fs::copy(place.root.join("home/aside/strategy.toml"), victim.join("strategy.toml")).unwrap();
    symlink(&victim, &plans).unwrap();
    let recorded = mark_item(&world, "jia", "rail", "approved");
    assert!(matches!(recorded.in_journal, Some(Reason::Link { .. })), "{recorded:?}");
    assert_eq!(names(&victim), ["5-ports.toml", "strategy.toml"]);
}

#[test]
fn a_link_that_leads_nowhere_is_not_made_a_directory() {
    let place = Place::new();
    let target = place.root.join("home/not-yet");
    symlink(&target, place.root.join("plans/reviews")).unwrap();
    let recorded = mark_item(&place.world(), "jia", "canal", "approved");
    assert!(matches!(recorded.in_journal, Some(Reason::Link { .. })), "{recorded:?}");
    assert!(!target.exists());
}
