//! Whatever keeps git from taking a commit is told by its name, and everything recorded stays.

use std::fs;

use super::place::{PORTS, Place, commit, load, mark_item, noting, record, survey};
use crate::git::Git;
use crate::job::{CommitFailure, RepositoryFailure};

/// Marks, then asserts that a commit fails with `failure`, makes no commit and loses nothing.
fn refused(place: &Place, why: &str, failure: &CommitFailure) {
    let world = place.world();
    let recorded = mark_item(&world, "jia", "canal", "approved");
    let refs = place.git(["for-each-ref"]);
    assert_eq!(commit(&world).as_ref(), Err(failure), "{why}");
    assert_eq!(place.git(["for-each-ref"]), refs, "{why}");
    assert_eq!(load(&world).facts, recorded.facts, "{why}");
    let littered = fs::read_dir(place.root.join(".git")).unwrap().any(|entry| {
        let name = entry.unwrap().file_name();
        name.to_string_lossy().starts_with("fupan")
    });
    assert!(!littered, "{why}");
}

/// A side branch and `main` that both changed the same line.
fn two_branches(place: &Place) {
    place.git(["checkout", "-q", "-b", "side"]);
    for (branch, text) in [("side", "一"), ("main", "二")] {
        place.git(["checkout", "-q", branch]);
        place.write("plans/5-ports.toml", PORTS.replace("杭衢", text));
        place.git(["commit", "-q", "-a", "-m", branch]);
    }
}

#[test]
fn what_is_in_progress_is_named() {
    type Begin = fn(&Place);
    let cases: [(&str, Begin); 5] = [
        ("merge", |place| drop(place.try_git(["merge", "side"]))),
        ("rebase", |place| drop(place.try_git(["rebase", "side"]))),
        ("cherry-pick", |place| drop(place.try_git(["cherry-pick", "side"]))),
        ("revert", |place| {
            place.git(["commit", "-q", "--allow-empty", "-m", "x"]);
            place.write("plans/5-ports.toml", PORTS.replace("杭衢", "三"));
            place.git(["commit", "-q", "-a", "-m", "y"]);
            drop(place.try_git(["revert", "HEAD~2"]));
        }),
        ("bisect", |place| drop(place.git(["bisect", "start"]))),
    ];
    for (what, begin) in cases {
        let place = Place::with_git();
        two_branches(&place);
        begin(&place);
        // The conflict in the plan is none of ours; the item that is marked is beside it.
        let world = place.world();
        let note = "01 = { note = \"ports/canal\", text = \"x\" }\n";
        place.write("plans/reviews/jia.000000.toml", note);
        let head = place.git(["rev-parse", "HEAD"]);
        assert_eq!(commit(&world), Err(CommitFailure::InProgress { what }), "{what}");
        assert_eq!(place.git(["rev-parse", "HEAD"]), head);
        assert_eq!(load(&world).facts.len(), 1);
    }
}

#[test]
fn a_detached_head_is_refused() {
    let place = Place::with_git();
    place.git(["checkout", "-q", "--detach"]);
    refused(&place, "detached", &CommitFailure::Detached);
}

#[test]
fn nobody_commits_without_a_name() {
    for key in ["user.email", "user.name"] {
        let place = Place::with_git();
        place.git(["config", "--unset", key]);
        place.git(["config", "user.useConfigOnly", "true"]);
        refused(&place, key, &CommitFailure::NoIdentity);
    }
}

#[test]
fn files_that_git_ignores_are_not_forced_into_it() {
    let place = Place::with_git();
    place.write(".gitignore", "/home\n/state\nreviews/\n");
    refused(&place, "ignored", &CommitFailure::Ignored);
    // What git follows already is not ignored.
    place.git(["add", "-f", "plans/reviews"]);
    place.git(["commit", "-q", "-m", "followed"]);
    let world = place.world();
    mark_item(&world, "jia", "rail", "approved");
    assert_eq!(commit(&world).unwrap().facts, 1);
}

#[test]
fn there_may_be_nothing_to_commit() {
    let place = Place::with_git();
    assert_eq!(commit(&place.world()), Err(CommitFailure::Nothing));
    mark_item(&place.world(), "jia", "canal", "approved");
    commit(&place.world()).unwrap();
    assert_eq!(commit(&place.world()), Err(CommitFailure::Nothing));
    assert_eq!(place.git(["rev-list", "--count", "HEAD"]), "2");
}

#[test]
fn there_may_be_no_repository_or_no_git() {
    let place = Place::new();
    mark_item(&place.world(), "jia", "canal", "approved");
    assert_eq!(commit(&place.world()), Err(RepositoryFailure::NoRepository.into()));
    let mut world = place.world();
    world.git = None;
    assert_eq!(commit(&world), Err(RepositoryFailure::NoGit.into()));
    assert_eq!(load(&world).facts.len(), 1);
}

#[test]
fn an_old_git_is_told_by_its_version() {
    let place = Place::new();
    let program = place.write_script("home/bin/git", "echo git version 1.8.3");
    let path = ("PATH".into(), program.parent().unwrap().into());
    let mut world = place.world();
    world.git = Some(Git::from_environment([path]).unwrap());
    let Err(CommitFailure::Repository(RepositoryFailure::GitTooOld { version })) = commit(&world) else {
        panic!("{:?}", commit(&world))
    };
    assert!(version.raw().contains("1.8"), "{version:?}");
}

#[test]
fn a_bare_repository_holds_no_plan() {
    let place = Place::new();
    place.git(["init", "-q", "--bare", "plans/.git"]);
    mark_item(&place.world(), "jia", "canal", "approved");
    assert_eq!(commit(&place.world()), Err(RepositoryFailure::NoWorkTree.into()));
}

#[test]
fn a_file_that_a_hand_has_changed_is_named_and_not_committed() {
    type Edit = fn(&str) -> String;
    let edits: [(&str, Edit); 4] = [
        ("a changed line", |text| text.replace("approved", "rejected")),
        ("a line less", |text| text.split_inclusive('\n').take(5).collect()),
        ("all gone", |_| String::new()),
        ("another head", |text| text.replace("\"jia\"", "\"yi\"")),
    ];
    for (why, edit) in edits {
        let place = Place::with_git();
        let world = place.world();
        let file = mark_item(&world, "jia", "canal", "approved").file;
        record(&world, "jia", vec![noting(&world, "canal", "x")]);
        commit(&world).unwrap();
        let text = place.read(file.raw());
        place.write(file.raw(), edit(&text));
        let head = place.git(["rev-parse", "HEAD"]);
        assert_eq!(commit(&world), Err(CommitFailure::EditedByHand { file: file.clone() }), "{why}");
        assert_eq!(place.git(["rev-parse", "HEAD"]), head);
        // Lines that somebody added are facts like others.
        place.write(
            file.raw(),
            format!("{text}# a remark\n01 = {{ note = \"ports/canal\", text = \"x\" }}\n"),
        );
        assert_eq!(survey(&world).unwrap().uncommitted.len(), 1);
        assert_eq!(commit(&world).unwrap().facts, 1);
    }
}
