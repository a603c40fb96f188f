//! A sync writes into its own work tree and nowhere else, whatever a repository or its server would have it do.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use fupan::job::{CommitFailure, Job, Outcome, RepositoryFailure, SyncFailure, TrustWish};
use fupan::work::perform;

use super::office::{Desk, Office};

/// Returns every path below `directory`, and what each file holds.
fn all_of(directory: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![directory.to_owned()];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(directory).expect("it can be listed") {
            let path = entry.expect("it can be listed").path();
            if path.is_dir() && !path.is_symlink() {
                open.push(path.clone());
            }
            let bytes = if path.is_file() { fs::read(&path).expect("it can be read") } else { Vec::new() };
            found.push((path, bytes));
        }
    }
    found.sort();
    found
}

fn make_tree(desk: &Desk<'_>, entries: &str) -> String {
    desk.sh(&format!("printf '%s\\n' '{entries}' | git mktree"))
}

/// Has `desk` push a commit whose top directory holds, besides everything else, `entry` as git's `mktree` takes it.
fn push_entry(desk: &Desk<'_>, entry: &str) {
    let tree = make_tree(desk, &format!("{}\n{entry}", desk.git(&["ls-tree", "HEAD"])));
    let commit = desk.git(&["commit-tree", &tree, "-p", "HEAD", "-m", "hostile"]);
    desk.git(&["push", "-q", "origin", &format!("{commit}:refs/heads/main")]);
}

#[test]
fn paths_that_lead_out_of_the_work_tree_are_not_checked_out() {
    // Joined with what is here, or taken as it is.
    for (name, is_joined) in [
        ("..", true),
        ("..", false),
        (".git", true),
        (".GIT", false),
        ("git~1", true),
        (".g\u{200c}it", false),
    ] {
        let office = Office::new();
        let (here, there) = (office.desk("one/deep/here", "jia"), office.desk("there", "yi"));
        let blob = there.sh("echo | git hash-object -w --stdin");
        let hook = make_tree(&there, &format!("100755 blob {blob}\tpre-push"));
        let inner = make_tree(&there, &format!("040000 tree {hook}\thooks"));
        push_entry(&there, &format!("040000 tree {inner}\t{name}"));
        if is_joined {
            here.mark("canal", "approved");
            here.commit().unwrap();
        }
        let before = (all_of(&office.path("one/deep")), here.git(&["rev-parse", "HEAD"]));
        match here.sync_by_itself() {
            Err(SyncFailure::LeadsOut { files }) => assert!(files[0].raw().contains(name), "{files:?}"),
            other => panic!("{name}: {other:?}"),
        }
        let outside = |found: Vec<(PathBuf, Vec<u8>)>| -> Vec<(PathBuf, Vec<u8>)> {
            found.into_iter().filter(|(path, _)| !path.starts_with(here.path.join(".git"))).collect()
        };
        assert_eq!(outside(all_of(&office.path("one/deep"))), outside(before.0), "{name}");
        assert!(!here.path.join(".git/hooks/pre-push").exists(), "{name}");
    }
}

#[test]
fn a_file_is_not_written_through_a_directory_that_is_a_link_on_the_disk() {
    let office = Office::new();
    let (here, there) = (office.desk("here", "jia"), office.desk("there", "yi"));
    let push = |file: &str, text: &str| {
        fs::write(there.path.join(file), text).unwrap();
        there.git(&["add", "."]);
        there.git(&["commit", "-q", "-m", file]);
        there.git(&["push", "-q"]);
    };
    fs::create_dir(there.path.join("other")).unwrap();
    push("other/known.txt", "one\n");
    here.sync_by_itself().unwrap();
    let outside = office.path("outside");
    fs::rename(here.path.join("other"), &outside).unwrap();
    symlink(&outside, here.path.join("other")).unwrap();
    for (file, text) in [("other/known.txt", "two\n"), ("other/new.txt", "new\n")] {
        push(file, text);
        let refused = here.sync_by_itself();
        assert!(matches!(refused, Err(SyncFailure::InTheWay { .. })), "{file}: {refused:?}");
        assert_eq!(all_of(&outside), [(outside.join("known.txt"), b"one\n".to_vec())], "{file}");
        assert!(here.path.join("other").is_symlink());
    }
}

#[test]
fn a_link_that_others_push_is_followed_by_nothing_that_is_written_later() {
    let office = Office::new();
    let (here, there) = (office.desk("here", "jia"), office.desk("there", "yi"));
    let outside = office.path("outside");
    fs::create_dir(&outside).unwrap();
    // A link in history, then files below it, one commit each and both at once.
    symlink(&outside, there.path.join("plans/reviews")).unwrap();
    there.git(&["add", "."]);
    there.git(&["commit", "-q", "-m", "link"]);
    there.git(&["push", "-q"]);
    here.sync_by_itself().unwrap();
    here.mark("canal", "approved");
    assert_eq!(all_of(&outside), []);
    let refused = here.commit();
    assert!(matches!(refused, Err(CommitFailure::IsLink { .. })), "{refused:?}");

    fs::remove_file(there.path.join("plans/reviews")).unwrap();
    fs::create_dir(there.path.join("plans/reviews")).unwrap();
    fs::write(there.path.join("plans/reviews/README"), "records\n").unwrap();
    there.git(&["add", "-A", "."]);
    there.git(&["commit", "-q", "-m", "directory"]);
    there.git(&["push", "-q"]);
    // The link is in the way of nobody: it is as it was committed.
    let synced = here.sync_by_itself();
    assert_eq!(all_of(&outside), [], "{synced:?}");
}

#[test]
fn a_work_tree_above_the_repository_is_not_synced_into_before_somebody_agrees() {
    let office = Office::new();
    let victim = office.path("victim");
    fs::create_dir(&victim).unwrap();
    let desk = office.desk("victim/desk", "jia");
    let there = office.desk("there", "yi");
    fs::write(there.path.join(".profile"), "echo pwned\n").unwrap();
    there.git(&["add", "-A", "."]);
    there.git(&["mv", "plans", "desk-plans"]);
    fs::create_dir(there.path.join("desk")).unwrap();
    there.git(&["mv", "desk-plans", "desk/plans"]);
    there.git(&["commit", "-q", "-m", "Move everything"]);
    there.git(&["push", "-q"]);
    desk.git(&["config", "core.worktree", "../.."]);
    let trust = match perform(&desk.world(), Job::Trust { wish: TrustWish::Look }) {
        Outcome::Trusted(Ok(trust)) => trust,
        other => panic!("{other:?}"),
    };
    assert_eq!(trust.would.redirects, [("core.worktree".into(), victim.display().to_string().into())]);
    let refused = desk.sync_by_itself();
    assert!(matches!(refused, Err(SyncFailure::Commit(CommitFailure::Undecided { .. }))), "{refused:?}");
    desk.decide(fupan::job::Decision::Restricted);
    let refused = desk.sync_by_itself();
    assert!(
        matches!(refused, Err(SyncFailure::Repository(RepositoryFailure::Redirected { .. }))),
        "{refused:?}"
    );
    assert!(!victim.join(".profile").exists());
}

#[test]
fn linked_work_trees_submodules_and_linked_plan_directories_are_synced_without_a_question() {
    let office = Office::new();
    let desk = office.desk("here", "jia");
    desk.git(&["worktree", "add", "-q", "-b", "review", "../linked"]);
    desk.git(&["-C", "../linked", "branch", "-q", "--set-upstream-to=origin/main"]);
    let linked = office.at("linked", "jia");

    fs::create_dir(office.path("outer")).unwrap();
    office.git(&office.path("outer"), &["init", "-q", "-b", "main"]);
    let add = ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add"];
    office
        .git(&office.path("outer"), &[&add[..], &[office.path("remote").to_str().unwrap(), "plan"]].concat());
    let submodule = office.at("outer/plan", "bing");

    for desk in [&linked, &submodule] {
        desk.mark("canal", "approved");
        desk.sync_by_itself().unwrap();
    }
    let moved = office.desk("moved", "ding");
    fs::create_dir(moved.path.join("docs")).unwrap();
    moved.git(&["mv", "plans", "docs/plans"]);
    symlink("docs/plans", moved.path.join("plans")).unwrap();
    moved.git(&["add", "-A", "."]);
    moved.git(&["commit", "-q", "-m", "Move the plan"]);
    moved.mark("rail", "approved");
    moved.sync_by_itself().unwrap();
}
