//! What git says of the repository, and which facts are in no commit yet.

use std::fs;
use std::os::unix::fs::symlink;

use super::place::{Place, commit, ids, mark_item, noting, record, survey};
use crate::job::{CommitFailure, RepositoryFailure, RepositoryState};

fn uncommitted(place: &Place) -> usize {
    survey(&place.world()).unwrap().uncommitted.len()
}

#[test]
fn facts_are_uncommitted_until_they_are_committed() {
    let place = Place::with_git();
    let clean = survey(&place.world()).unwrap();
    let head = Some(place.git(["rev-parse", "HEAD"]));
    let expected = RepositoryState { branch: Some("main".into()), head, ..RepositoryState::default() };
    assert_eq!(clean, expected);
    let world = place.world();
    let mut recorded = mark_item(&world, "jia", "canal", "approved").facts;
    recorded.extend(mark_item(&world, "yi", "canal", "rejected").facts);
    recorded.extend(mark_item(&world, "jia", "rail", "approved").facts);
    recorded.sort_by_key(|fact| fact.id.as_str().to_owned());
    assert_eq!(ids(&survey(&world).unwrap().uncommitted), ids(&recorded));
    commit(&world).unwrap();
    assert_eq!(uncommitted(&place), 0);
    mark_item(&world, "yi", "rail", "approved");
    assert_eq!(uncommitted(&place), 1);
    // Committed with git itself is committed too.
    place.git(["add", "."]);
    place.git(["commit", "-q", "-m", "by hand"]);
    assert_eq!(uncommitted(&place), 0);
}

#[test]
fn what_is_not_a_whole_fact_of_ours_is_not_counted() {
    let place = Place::with_git();
    let world = place.world();
    let file = mark_item(&world, "jia", "canal", "approved").file;
    commit(&world).unwrap();
    let text = place.read(file.raw());
    place.write(file.raw(), format!("{text}01 = {{ note = \"ports/canal\", text = \"x\" }}"));
    assert_eq!(uncommitted(&place), 0);
    place.write(file.raw(), &text);
    // A link may lead anywhere, and what it leads to is nobody's record.
    place.write("secret", "01 = { note = \"ports/canal\", text = \"secret\" }\n");
    symlink("../../secret", place.root.join("plans/reviews/yi.000000.toml")).unwrap();
    fs::create_dir(place.root.join("plans/reviews/bing.000000.toml")).unwrap();
    assert_eq!(uncommitted(&place), 0);
    assert_eq!(commit(&world), Err(CommitFailure::Nothing));
}

#[test]
fn it_tells_how_far_the_branch_is_from_its_upstream() {
    let place = Place::with_git();
    let elsewhere = tempfile::tempdir().unwrap();
    let remote = elsewhere.path().join("remote");
    let remote = remote.to_str().unwrap();
    place.git(["init", "-q", "--bare", "-b", "main", remote]);
    place.git(["remote", "add", "origin", remote]);
    place.git(["push", "-q", "-u", "origin", "main"]);
    let world = place.world();
    let apart = || survey(&world).map(|state| (state.ahead, state.behind)).unwrap();
    assert_eq!(apart(), (Some(0), Some(0)));
    mark_item(&world, "jia", "canal", "approved");
    commit(&world).unwrap();
    assert_eq!(apart(), (Some(1), Some(0)));
    place.git(["push", "-q"]);
    place.git(["reset", "-q", "--soft", "HEAD^"]);
    assert_eq!(apart(), (Some(0), Some(1)));
}

#[test]
fn it_works_detached_unborn_and_without_a_repository() {
    let place = Place::with_git();
    mark_item(&place.world(), "jia", "canal", "approved");
    place.git(["checkout", "-q", "--detach"]);
    let state = survey(&place.world()).unwrap();
    assert_eq!((state.branch, state.uncommitted.len()), (None, 1));
    let unborn = Place::new();
    unborn.git(["init", "-q", "-b", "main"]);
    mark_item(&unborn.world(), "jia", "canal", "approved");
    let state = survey(&unborn.world()).unwrap();
    assert_eq!((state.branch, state.head, state.uncommitted.len()), (Some("main".into()), None, 1));
    let outside = Place::new();
    assert_eq!(survey(&outside.world()), Err(RepositoryFailure::NoRepository));
    let mut without = place.world();
    without.git = None;
    assert_eq!(survey(&without), Err(RepositoryFailure::NoGit));
    fs::write(outside.root.join(".git"), "gitdir: nowhere\n").unwrap();
    assert!(matches!(survey(&outside.world()), Err(RepositoryFailure::Damaged { .. })));
}

#[test]
fn a_file_edited_by_hand_still_tells_its_new_facts() {
    let place = Place::with_git();
    let world = place.world();
    let file = mark_item(&world, "jia", "canal", "approved").file;
    record(&world, "jia", vec![noting(&world, "canal", "x")]);
    commit(&world).unwrap();
    place.write(file.raw(), place.read(file.raw()).replace("approved", "rejected"));
    record(&world, "jia", vec![noting(&world, "canal", "y")]);
    assert_eq!(uncommitted(&place), 1);
}

#[test]
fn a_repository_that_comes_or_is_replaced_during_a_run_is_found() {
    let place = Place::new();
    let world = place.world();
    assert_eq!(survey(&world), Err(RepositoryFailure::NoRepository));
    place.git(["init", "-q", "-b", "main"]);
    assert_eq!(survey(&world).unwrap().branch, Some("main".into()));
    fs::rename(place.root.join(".git"), place.root.join("away")).unwrap();
    assert_eq!(survey(&world), Err(RepositoryFailure::NoRepository));
    place.git(["init", "-q", "-b", "other"]);
    assert_eq!(survey(&world).unwrap().branch, Some("other".into()));
    // Nearer to the plan than the one that is known.
    place.git(["init", "-q", "-b", "nearer", "plans"]);
    assert_eq!(survey(&world).unwrap().branch, Some("nearer".into()));
}
