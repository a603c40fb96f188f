//! Repositories of every kind that a sync can work in: what is recorded in one arrives in another, and back.

use std::fs;

use super::office::{Desk, Office};

/// Records and syncs at `desk`, records and syncs at another, and looks whether both have both.
fn works(office: &Office, desk: &Desk<'_>) {
    let other = office.desk("other", "yi");
    let ours = desk.mark("canal", "approved");
    desk.sync_by_itself().expect("nothing is in the way");
    let theirs = other.mark("rail", "revise");
    other.sync_by_itself().expect("nothing is in the way");
    desk.sync_by_itself().expect("nothing is in the way");
    for desk in [desk, &other] {
        assert!(desk.facts().contains(&ours) && desk.facts().contains(&theirs));
    }
    assert_eq!(desk.git(&["status", "--porcelain"]), "");
    assert_eq!(desk.git(&["rev-parse", "HEAD"]), other.git(&["rev-parse", "HEAD"]));
}

#[test]
fn one_with_long_names_of_objects() {
    let office = Office::with_objects("sha256");
    works(&office, &office.desk("here", "jia"));
}

#[test]
fn a_linked_work_tree() {
    let office = Office::new();
    let main = office.desk("here", "jia");
    main.git(&["checkout", "-q", "-b", "elsewhere"]);
    main.git(&["worktree", "add", "-q", "../tree", "main"]);
    works(&office, &office.at("tree", "jia"));
}

#[test]
fn a_shallow_clone_that_has_what_is_needed() {
    let office = Office::new();
    let remote = format!("file://{}", office.path("remote").display());
    office.git(&office.path(""), &["clone", "-q", "--depth", "1", &remote, "shallow"]);
    works(&office, &office.at("shallow", "jia"));
}

#[test]
fn a_sparse_one_with_only_the_plan() {
    let office = Office::new();
    let first = office.at("first", "bing");
    fs::create_dir(first.path.join("papers")).unwrap();
    fs::write(first.path.join("papers/one.md"), "x\n").unwrap();
    first.git(&["add", "."]);
    first.git(&["commit", "-q", "-m", "papers"]);
    first.git(&["push", "-q", "origin", "HEAD:main"]);
    let desk = office.desk("here", "jia");
    desk.git(&["sparse-checkout", "set", "plans"]);
    works(&office, &desk);
    assert!(!desk.path.join("papers").exists());
}

#[test]
fn one_that_writes_carriage_returns() {
    let office = Office::new();
    let path = office.path("");
    office.git(&path, &["clone", "-q", "-c", "core.autocrlf=true", "remote", "here"]);
    let desk = office.at("here", "jia");
    assert!(fs::read_to_string(desk.path.join("plans/5-ports.toml")).unwrap().contains("\r\n"));
    works(&office, &desk);
}

#[test]
fn a_submodule() {
    let office = Office::new();
    let path = office.path("");
    let remote = office.path("remote").display().to_string();
    office.git(&path, &["init", "-q", "-b", "main", "outer"]);
    let outer = office.path("outer");
    office.git(
        &outer,
        &["-c", "protocol.file.allow=always", "submodule", "add", "-q", "-b", "main", &remote, "here"],
    );
    let desk = office.at("outer/here", "jia");
    works(&office, &desk);
}
