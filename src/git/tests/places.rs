//! Where repositories are found, and where they are not.

use std::fs;
use std::path::Path;

use super::temp_repository::{TempRepository, request, run};
use crate::git::{Git, GitError, ObjectFormat, Repository, Version, commit};

fn discover(temp: &TempRepository, directory: &Path) -> Result<Option<Repository>, GitError> {
    Repository::discover(&temp.program(&[]), directory)
}

#[test]
fn finds_the_repository_from_any_directory_in_it() {
    let temp = TempRepository::new();
    fs::create_dir_all(temp.top.join("deep/er plans")).unwrap();
    for (inside, prefix) in [("", ""), ("plans", "plans"), ("deep/er plans", "deep/er plans")] {
        let found = temp.open_at(&temp.top.join(inside));
        assert_eq!(found.top(), temp.top);
        assert_eq!(found.git_directory(), temp.top.join(".git"));
        assert_eq!(found.prefix(), Path::new(prefix));
        assert_eq!(found.format(), ObjectFormat::Sha1);
        let path = found.path(Path::new("reviews/jia.toml")).unwrap();
        assert_eq!(path.as_path(), Path::new(prefix).join("reviews/jia.toml"));
    }
}

#[test]
fn refuses_paths_that_lead_out() {
    let temp = TempRepository::new();
    for bad in ["/etc/passwd", "../x", ".git/config", ""] {
        let path = temp.open_at(&temp.top).path(Path::new(bad));
        assert!(matches!(path, Err(GitError::BadPath { .. })), "{bad}");
    }
}

#[test]
fn finds_places_whose_names_hold_line_ends_and_the_separator() {
    let temp = TempRepository::new();
    for name in ["two\nlines", "--fupan-next-answer", "战略\n--fupan", "true\nsha1"] {
        let top = temp.root().join(name);
        temp.git(["init".as_ref(), "-q".as_ref(), top.as_os_str()]);
        let plans = top.join("a\nb");
        fs::create_dir_all(&plans).unwrap();
        let found = temp.open_at(&plans);
        assert_eq!((found.top(), found.prefix()), (top.as_path(), Path::new("a\nb")));
        let made = commit(&found, &CommitWithIdentity::of("a\nb/x")).unwrap().unwrap();
        assert_eq!(made.paths[0].as_path(), Path::new("a\nb/x"));
    }
}

struct CommitWithIdentity;

impl CommitWithIdentity {
    fn of(path: &str) -> crate::git::CommitRequest {
        let somebody = crate::git::Identity { name: "乙".into(), email: "yi@example.org".into() };
        crate::git::CommitRequest {
            author: Some(somebody.clone()),
            committer: Some(somebody),
            ..request(path, "text\n")
        }
    }
}

#[test]
fn finds_nothing_outside_of_repositories() {
    let temp = TempRepository::new();
    assert!(discover(&temp, &temp.root().join("home")).unwrap().is_none());
}

#[test]
fn looks_for_a_repository_no_further_up_than_git() {
    let temp = TempRepository::new();
    let plans = temp.top.join("plans");
    fs::create_dir_all(plans.join("deep")).unwrap();
    // A link to the ceiling is one, and the directory that is asked about never is.
    let link = temp.root().join("link");
    std::os::unix::fs::symlink(&plans, &link).unwrap();
    for (ceiling, directory, found) in [
        (&temp.top, &plans, false),
        (&link, &plans.join("deep"), false),
        (&plans, &plans, true),
        (&temp.root().to_owned(), &plans, true),
    ] {
        let ceiling = ceiling.to_str().unwrap();
        let git = temp.program(&[("GIT_CEILING_DIRECTORIES", ceiling)]);
        let there = Repository::discover(&git, directory).unwrap();
        assert_eq!(there.is_some(), found, "{ceiling}, {}", directory.display());
    }
}

#[test]
fn names_each_place_that_cannot_be_used() {
    let temp = TempRepository::new();
    let missing = discover(&temp, &temp.root().join("nowhere"));
    assert!(matches!(missing, Err(GitError::NoDirectory { .. })), "{missing:?}");

    let bare = temp.root().join("bare.git");
    temp.git(["init".as_ref(), "-q".as_ref(), "--bare".as_ref(), bare.as_os_str()]);
    let bare = discover(&temp, &bare);
    assert!(matches!(bare, Err(GitError::Bare { .. })), "{bare:?}");

    let inside = discover(&temp, &temp.top.join(".git"));
    assert!(matches!(inside, Err(GitError::Bare { .. } | GitError::OutsideWorkTree { .. })), "{inside:?}");

    temp.git(["config", "core.bare", "true"]);
    let told_bare = discover(&temp, &temp.top.join("plans"));
    assert!(matches!(told_bare, Err(GitError::Bare { .. })), "{told_bare:?}");
    temp.git(["config", "core.bare", "false"]);

    temp.git(["config", "core.worktree", temp.root().join("home").to_str().unwrap()]);
    let elsewhere = discover(&temp, &temp.top.join("plans"));
    assert!(matches!(elsewhere, Err(GitError::OutsideWorkTree { .. })), "{elsewhere:?}");
}

#[test]
fn tells_a_damaged_repository_from_none() {
    let temp = TempRepository::new();
    fs::write(temp.top.join(".git/HEAD"), "").unwrap();
    let found = discover(&temp, &temp.top.join("plans"));
    assert!(matches!(found, Err(GitError::Damaged { .. })), "{found:?}");

    let linked = temp.root().join("home/linked");
    fs::create_dir(&linked).unwrap();
    for text in ["gitdir: /nowhere/at/all\n", "what is this\n"] {
        fs::write(linked.join(".git"), text).unwrap();
        let found = discover(&temp, &linked);
        assert!(matches!(found, Err(GitError::Damaged { .. })), "{text}: {found:?}");
    }
}

#[test]
fn refuses_a_repository_of_another_user() {
    let temp = TempRepository::new();
    let changed = run("chown", ["-R", "12345", temp.top.to_str().unwrap()], temp.root(), &temp.environment);
    if !changed.status.success() {
        return; // Only root can give files away.
    }
    let found = discover(&temp, &temp.top);
    assert!(matches!(found, Err(GitError::ForeignOwner { .. })), "{found:?}");
}

#[test]
fn works_in_linked_worktrees() {
    let temp = TempRepository::new();
    let linked = temp.root().join("linked tree");
    temp.git([
        "worktree".as_ref(),
        "add".as_ref(),
        "-q".as_ref(),
        "-b".as_ref(),
        "审阅".as_ref(),
        linked.as_os_str(),
    ]);
    let repository = temp.open_at(&linked.join("plans"));
    assert_eq!(repository.top(), linked);
    let made = commit(&repository, &request("plans/jia.toml", "one\n")).unwrap().unwrap();
    assert_eq!(made.branch.name().raw(), "审阅");
    assert!(!made.index_stale);
    let in_linked = |arguments: &[&str]| temp.git([&["-C", linked.to_str().unwrap()], arguments].concat());
    assert_eq!(in_linked(&["show", "HEAD:plans/jia.toml"]), "one");
    assert_eq!(in_linked(&["diff", "--cached", "--name-only"]), "");
    assert_eq!(temp.git(["log", "--format=%s", "main"]), "first");
    temp.assert_sound();
}

#[test]
fn works_in_submodules_and_leaves_the_repository_around_them() {
    let (outer, inner) = (TempRepository::new(), TempRepository::new());
    let add = ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add"];
    outer.git([&add[..], &[inner.top.to_str().unwrap(), "plan"]].concat());
    outer.git(["commit", "-q", "-m", "submodule"]);
    outer.git(["-C", "plan", "config", "user.email", "jia@example.org"]);
    outer.git(["-C", "plan", "config", "user.name", "jia"]);
    let before = outer.head();
    let repository = outer.open_at(&outer.top.join("plan/plans"));
    assert_eq!(repository.top(), outer.top.join("plan"));
    commit(&repository, &request("plans/jia.toml", "one\n")).unwrap().unwrap();
    assert_eq!(outer.git(["-C", "plan", "show", "HEAD:plans/jia.toml"]), "one");
    assert_eq!(outer.head(), before);
}

#[test]
fn works_with_sha256() {
    let temp = TempRepository::with_options(&["--object-format=sha256"]);
    for (text, commits) in [("one\n", 1), ("one\ntwo\n", 2)] {
        let repository = temp.open();
        assert_eq!(repository.format(), ObjectFormat::Sha256);
        let made = commit(&repository, &request("plans/jia.toml", text)).unwrap().unwrap();
        assert_eq!(made.oid.as_str(), temp.head());
        assert_eq!(made.oid.as_str().len(), 64);
        assert_eq!(temp.git(["rev-list", "--count", "HEAD"]), commits.to_string());
    }
    temp.assert_sound();
}

#[test]
fn works_in_shallow_and_sparse_clones() {
    let origin = TempRepository::new();
    origin.write("other/far.txt", "far\n");
    origin.git(["add", "."]);
    origin.git(["commit", "-q", "-m", "second"]);
    let clone = origin.root().join("clone");
    let from = format!("file://{}", origin.top.display());
    origin.git(["clone", "-q", "--depth=1", "--sparse", &from, clone.to_str().unwrap()]);
    let in_clone = |arguments: &[&str]| origin.git([&["-C", clone.to_str().unwrap()], arguments].concat());
    in_clone(&["config", "user.email", "jia@example.org"]);
    in_clone(&["config", "user.name", "jia"]);
    in_clone(&["sparse-checkout", "set", "--cone", "--sparse-index", "plans"]);
    assert!(!clone.join("other").exists());
    let before = in_clone(&["rev-parse", "HEAD"]);
    commit(&origin.open_at(&clone.join("plans")), &request("plans/jia.toml", "one\n")).unwrap().unwrap();
    assert_eq!(in_clone(&["diff", "--name-only", &before, "HEAD"]), "plans/jia.toml");
    assert_eq!(in_clone(&["diff", "--cached", "--name-only"]), "");
    assert_eq!(in_clone(&["ls-tree", "--name-only", "HEAD:other"]), "far.txt");
}

#[test]
fn names_a_git_that_is_too_old_or_missing() {
    let temp = TempRepository::new();
    let programs = temp.root().join("programs");
    fs::create_dir(&programs).unwrap();
    // Written by another process: one that is forked here meanwhile could keep it open for writing, and then it
    // could not be run.
    let script = "printf '#!/bin/sh\\necho git version 2.37.9\\n' > git && chmod +x git";
    assert!(run("sh", ["-c", script], &programs, &temp.environment).status.success());
    let old = Git::from_environment([("PATH".into(), programs.clone().into())]).unwrap();
    let found = Repository::discover(&old, &temp.top);
    let Err(GitError::TooOld { found, needed }) = found else { panic!("{found:?}") };
    assert_eq!((found, needed), (Version { major: 2, minor: 37 }, Version { major: 2, minor: 38 }));

    // The same directory, by a path that begins wherever the process happens to be.
    let here = std::env::current_dir().unwrap();
    let up = "../".repeat(here.ancestors().count() - 1);
    let relative = format!("{up}{}", programs.strip_prefix("/").unwrap().display());
    assert!(fs::exists(format!("{relative}/git")).unwrap());
    for path in ["", "/nowhere", &relative, temp.root().to_str().unwrap()] {
        let missing = Git::from_environment([("PATH".into(), path.into())]);
        assert!(matches!(missing, Err(GitError::NotFound)), "{path}");
    }
    assert!(matches!(Git::from_environment([]), Err(GitError::NotFound)));
}
