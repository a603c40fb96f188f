//! Where a repository really is: what belongs together is used without a question, and all else is named, and not
//! written to before somebody agrees.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use super::temp_repository::{TempRepository, request};
use crate::git::{Cancel, CommitError, GitError, Redirect, Repository, brought, commit};

fn redirects(repository: &Repository) -> Vec<(String, PathBuf)> {
    let brought = brought(repository).unwrap();
    let pair = |Redirect { from, to }| (from.raw().to_owned(), PathBuf::from(to.raw()));
    brought.redirects.into_iter().map(pair).collect()
}

fn assert_plain(repository: &Repository) {
    assert_eq!(redirects(repository), []);
    assert!(brought(repository).unwrap().is_empty());
    let path = repository.path(Path::new("jia.toml")).unwrap();
    let request = request(path.as_path(), repository.top().to_str().unwrap());
    assert!(!commit(repository, &request).unwrap().unwrap().index_stale);
}

/// Asserts that `from` is named as leading to `to`, that nothing is committed, and that it is once that is agreed to.
fn assert_asked(repository: &Repository, from: &str, to: &Path) {
    assert_eq!(redirects(repository), [(from.to_owned(), to.to_owned())]);
    let path = repository.path(Path::new("jia.toml")).unwrap();
    let request = request(path.as_path(), "one\n");
    let refused = commit(repository, &request);
    assert!(matches!(refused, Err(CommitError::Git(GitError::Redirected { .. }))), "{refused:?}");
    let agreed = brought(repository).unwrap().fingerprint;
    let trusted = repository.clone().trusted(agreed, Cancel::default());
    assert!(!commit(&trusted, &request).unwrap().unwrap().index_stale);
}

fn identify(temp: &TempRepository, directory: &Path) {
    let directory = directory.to_str().unwrap();
    temp.git(["-C", directory, "config", "user.name", "jia"]);
    temp.git(["-C", directory, "config", "user.email", "jia@example.org"]);
}

#[test]
fn a_linked_work_tree_and_a_submodule_are_plain() {
    let temp = TempRepository::new();
    let linked = temp.root().join("linked");
    temp.git(["worktree", "add", "-q", "-b", "review", linked.to_str().unwrap()]);
    assert_plain(&temp.open_at(&linked.join("plans")));

    let outer = TempRepository::new();
    let add = ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add"];
    outer.git([&add[..], &[temp.top.to_str().unwrap(), "plan"]].concat());
    identify(&outer, &outer.top.join("plan"));
    assert_plain(&outer.open_at(&outer.top.join("plan/plans")));
    // A work tree that is linked to a submodule does not take the work tree of the submodule for its own.
    let linked = outer.root().join("linked plan");
    outer.git(["-C", "plan", "worktree", "add", "-q", "-b", "review", linked.to_str().unwrap()]);
    assert_plain(&outer.open_at(&linked.join("plans")));
}

#[test]
fn a_git_directory_elsewhere_is_plain_where_it_leads_back() {
    let temp = TempRepository::unborn();
    let store = temp.root().join("store.git");
    temp.git(["init", "-q", "--separate-git-dir", store.to_str().unwrap()]);
    temp.first_commit();
    assert_asked(&temp.open(), ".git", &store);
    temp.git(["config", "core.worktree", temp.top.to_str().unwrap()]);
    let repository = temp.open();
    assert_eq!(redirects(&repository), []);
    commit(&repository, &request("plans/jia.toml", "one\ntwo\n")).unwrap().unwrap();
    // Relative as well, which git takes from the git directory.
    temp.git(["config", "core.worktree", "../work"]);
    assert_eq!(redirects(&temp.open()), []);
}

#[test]
fn a_plan_directory_that_is_a_link_within_the_repository_is_plain() {
    let temp = TempRepository::new();
    fs::rename(temp.top.join("plans"), temp.top.join("real")).unwrap();
    symlink("real", temp.top.join("plans")).unwrap();
    let repository = temp.open_at(&temp.top.join("plans"));
    assert_eq!((repository.top(), repository.prefix()), (temp.top.as_path(), Path::new("real")));
    assert_plain(&repository);
}

#[test]
fn a_git_file_or_link_to_the_repository_of_another_work_tree_is_asked_about() {
    let victim = TempRepository::new();
    let there = victim.top.join(".git");
    let make: [fn(&Path, &Path); 2] = [
        |there, at| fs::write(at, format!("gitdir: {}\n", there.display())).unwrap(),
        |there, at| symlink(there, at).unwrap(),
    ];
    for make in make {
        let archive = victim.root().join("archive");
        fs::create_dir_all(archive.join("plans")).unwrap();
        make(&there, &archive.join(".git"));
        let before = victim.head();
        let repository = victim.open_at(&archive.join("plans"));
        let refused = commit(&repository, &request("plans/jia.toml", "one\n"));
        assert!(matches!(refused, Err(CommitError::Git(GitError::Redirected { .. }))), "{refused:?}");
        assert_eq!(victim.head(), before);
        assert_eq!(redirects(&repository), [(".git".to_owned(), there.clone())]);
        fs::remove_dir_all(archive).unwrap();
    }
}

#[test]
fn a_work_tree_above_or_beside_the_repository_is_asked_about() {
    let temp = TempRepository::new();
    temp.git(["config", "core.worktree", "../.."]);
    // `plans` is in that work tree too.
    assert_asked(&temp.open(), "core.worktree", temp.root());

    let other = TempRepository::new();
    let inner = other.top.join("inner");
    fs::create_dir_all(inner.join("plans")).unwrap();
    other.git(["init", "-q", "-b", "main", inner.to_str().unwrap()]);
    identify(&other, &inner);
    // What starts at that top finds another repository there.
    other.git(["-C", "inner", "config", "core.worktree", "../.."]);
    let canary = other.root().join("canary");
    let touch = format!("touch '{}'", canary.display());
    for hook in ["pre-commit", "commit-msg", "post-commit", "post-index-change"] {
        let hook = other.top.join(".git/hooks").join(hook);
        fs::create_dir_all(hook.parent().unwrap()).unwrap();
        fs::write(&hook, format!("#!/bin/sh\n{touch}\n")).unwrap();
        fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    }
    other.git(["config", "core.fsmonitor", &touch]);
    let before = other.head();
    assert_asked(&other.open_at(&inner.join("plans")), "core.worktree", &other.top);
    assert_eq!(other.head(), before);
    assert!(!canary.exists(), "what runs is of the repository that was found");
}

#[test]
fn a_common_directory_that_does_not_know_the_work_tree_is_asked_about() {
    let victim = TempRepository::new();
    let common = victim.top.join(".git");
    let archive = victim.root().join("archive");
    let own = archive.join(".git");
    fs::create_dir_all(archive.join("plans")).unwrap();
    fs::create_dir(&own).unwrap();
    fs::write(own.join("HEAD"), "ref: refs/heads/main\n").unwrap();
    fs::write(own.join("commondir"), "../../work/.git\n").unwrap();
    let before = victim.head();
    let repository = victim.open_at(&archive.join("plans"));
    assert_eq!(redirects(&repository), [(".git/commondir".to_owned(), common)]);
    let refused = commit(&repository, &request("plans/jia.toml", "one\n"));
    assert!(matches!(refused, Err(CommitError::Git(GitError::Redirected { .. }))), "{refused:?}");
    assert_eq!(victim.head(), before);
}

#[test]
fn links_in_the_git_directory_that_lead_out_are_asked_about() {
    for inside in [
        "index",
        "logs/HEAD",
        "logs/refs/heads/main",
        "objects/11",
        "objects/info/commit-graphs/commit-graph-chain",
        "packed-refs",
        "refs/heads/main",
    ] {
        let temp = TempRepository::new();
        temp.git(["pack-refs", "--all"]);
        let (link, target) = (temp.top.join(".git").join(inside), temp.root().join("home/.profile"));
        if link.exists() {
            fs::rename(&link, &target).unwrap();
        }
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        symlink(&target, &link).unwrap();
        let before = fs::read(&target).ok();
        let repository = temp.open();
        assert_eq!(redirects(&repository), [(format!(".git/{inside}"), target.clone())]);
        let refused = commit(&repository, &request("plans/jia.toml", "one\n"));
        assert!(matches!(refused, Err(CommitError::Git(GitError::Redirected { .. }))), "{refused:?}");
        assert_eq!(fs::read(&target).ok(), before, "{inside}");
    }
}

#[test]
fn links_within_the_git_directory_are_plain() {
    let temp = TempRepository::new();
    // As `core.preferSymlinkRefs` has it.
    fs::remove_file(temp.top.join(".git/HEAD")).unwrap();
    symlink("refs/heads/main", temp.top.join(".git/HEAD")).unwrap();
    assert_plain(&temp.open());
    temp.git(["symbolic-ref", "HEAD", "refs/heads/unborn"]);
    fs::remove_file(temp.top.join(".git/HEAD")).unwrap();
    symlink("refs/heads/unborn", temp.top.join(".git/HEAD")).unwrap();
    assert_eq!(redirects(&temp.open()), []);
}
