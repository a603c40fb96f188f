//! What a repository may be in the middle of, and that nothing is committed then.

use std::fs;
use std::io::{self, Write as _};

use super::temp_repository::{TempRepository, request};
use crate::git::{
    Apart, CommitError, GitError, Head, InProgress, Refusal, Repository, Version, commit, state, upstream,
};

/// The first version of git that can keep references in tables.
const REFTABLE: Version = Version { major: 2, minor: 45 };

/// Two branches that both change `other.txt`, `main` checked out.
fn diverged(options: &[&str]) -> TempRepository {
    let temp = TempRepository::with_options(options);
    temp.first_commit();
    for (branch, text) in [("side", "side\n"), ("side", "side\nagain\n"), ("main", "main\n")] {
        temp.git(["checkout", "-q", "-B", branch, if branch == "main" { "main" } else { "HEAD" }]);
        temp.write("other.txt", text);
        temp.git(["commit", "-q", "-a", "-m", branch]);
    }
    temp
}

fn refusal(repository: &Repository) -> Refusal {
    match commit(repository, &request("plans/jia.toml", "one\n")) {
        Err(CommitError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn reads_branches_born_and_unborn() {
    let temp = TempRepository::unborn();
    let repository = temp.open();
    let now = state(&repository).unwrap();
    assert!(matches!(&now.head, Head::Branch { branch, commit: None } if branch.name().raw() == "main"));
    temp.first_commit();
    temp.git(["checkout", "-q", "-b", "审阅/一"]);
    let now = state(&repository).unwrap();
    assert!(matches!(&now.head, Head::Branch { branch, .. } if branch.name().raw() == "审阅/一"));
    assert_eq!(now.head.commit().unwrap().as_str(), temp.head());
    assert_eq!(now.in_progress, None);
}

#[test]
fn is_not_misled_by_tags_and_branches_with_the_names_of_states() {
    let temp = TempRepository::new();
    let first = temp.head();
    for name in ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "main"] {
        temp.git(["update-ref", &format!("refs/tags/{name}"), "HEAD"]);
        temp.git(["update-ref", &format!("refs/heads/{name}"), "HEAD"]);
    }
    temp.git(["commit", "-q", "--allow-empty", "-m", "second"]);
    let now = state(&temp.open()).unwrap();
    assert_eq!(now.in_progress, None);
    assert_ne!(now.head.commit().unwrap().as_str(), first);

    temp.git(["update-ref", "refs/tags/HEAD", "HEAD"]);
    temp.git(["symbolic-ref", "HEAD", "refs/heads/unborn"]);
    assert_eq!(state(&temp.open()).unwrap().head.commit(), None);
}

#[test]
fn refuses_a_detached_head() {
    let temp = TempRepository::new();
    temp.git(["checkout", "-q", "--detach"]);
    let repository = temp.open();
    let head = temp.head();
    assert!(matches!(refusal(&repository), Refusal::Detached { commit } if commit.as_str() == head));
    assert_eq!(temp.head(), head);
}

#[test]
fn refuses_while_something_is_in_progress() {
    let mail = |temp: &TempRepository| {
        let patch = temp.git(["format-patch", "-1", "--stdout", "side"]);
        fs::write(temp.root().join("patch"), patch + "\n").unwrap();
    };
    let cases: [(&str, &[&str], InProgress); 9] = [
        ("merge", &["merge", "side"], InProgress::Merge),
        ("rebase", &["rebase", "side"], InProgress::Rebase),
        ("rebase by patches", &["rebase", "--apply", "side"], InProgress::Rebase),
        ("am", &["am", "../patch"], InProgress::Am),
        ("pick", &["cherry-pick", "side"], InProgress::CherryPick),
        ("picks", &["cherry-pick", "main..side"], InProgress::CherryPick),
        ("revert", &["revert", "--no-edit", "side"], InProgress::Revert),
        ("reverts", &["revert", "--no-edit", "main..side"], InProgress::Revert),
        ("bisect", &["bisect", "start"], InProgress::Bisect),
    ];
    let mut formats = vec![&[][..]];
    if REFTABLE <= TempRepository::new().git_version() {
        formats.push(&["--ref-format=reftable"]);
    } else {
        // Written past the harness, which shows what a test prints only where it fails.
        writeln!(
            io::stderr(),
            "skipped: states of a repository with reftables, as git is older than {REFTABLE}"
        )
        .unwrap();
    }
    for options in formats {
        for (name, arguments, expected) in cases {
            let temp = diverged(options);
            mail(&temp);
            temp.try_git(arguments);
            let repository = temp.open();
            let head = temp.head();
            assert_eq!(state(&repository).unwrap().in_progress, Some(expected), "{name} {options:?}");
            assert_eq!(refusal(&repository), Refusal::InProgress(expected), "{name}");
            assert_eq!(temp.head(), head, "{name}");
        }
    }
}

#[test]
fn sees_picks_that_wait_for_the_next_one() {
    let temp = diverged(&[]);
    temp.try_git(["cherry-pick", "main..side"]);
    temp.write("other.txt", "settled\n");
    temp.git(["commit", "-q", "-a", "-m", "by hand"]);
    assert!(!temp.top.join(".git/CHERRY_PICK_HEAD").exists());
    assert_eq!(state(&temp.open()).unwrap().in_progress, Some(InProgress::CherryPick));
}

#[test]
fn sees_states_of_its_own_worktree_only() {
    let temp = diverged(&[]);
    let linked = temp.root().join("linked");
    temp.git(["worktree", "add", "-q", linked.to_str().unwrap()]);
    temp.try_git(["-C", linked.to_str().unwrap(), "merge", "side"]);
    assert_eq!(state(&temp.open_at(&linked)).unwrap().in_progress, Some(InProgress::Merge));
    assert_eq!(state(&temp.open()).unwrap().in_progress, None);
}

#[test]
fn tells_a_branch_without_its_commit_from_an_unborn_one() {
    let temp = TempRepository::new();
    let head = temp.head();
    let (start, end) = head.split_at(2);
    fs::remove_file(temp.top.join(".git/objects").join(start).join(end)).unwrap();
    let now = state(&temp.open());
    assert!(matches!(now, Err(GitError::Damaged { .. })), "{now:?}");
}

#[test]
fn does_not_overwrite_a_broken_branch() {
    let temp = TempRepository::new();
    let file = temp.top.join(".git/refs/heads/main");
    fs::write(&file, "").unwrap();
    let made = commit(&temp.open(), &request("plans/jia.toml", "one\n"));
    assert!(matches!(made, Err(CommitError::Git(GitError::Damaged { .. }))), "{made:?}");
    assert_eq!(fs::read(&file).unwrap(), b"");
}

#[test]
fn counts_how_far_the_upstream_is() {
    let temp = diverged(&[]);
    let repository = temp.open();
    let follow = || {
        let Head::Branch { branch, .. } = state(&repository).unwrap().head else { panic!() };
        upstream(&repository, &branch).unwrap()
    };
    assert_eq!(follow(), None);
    temp.git(["branch", "-q", "--set-upstream-to=side"]);
    let found = follow().unwrap();
    assert_eq!((found.name.raw(), found.apart), ("side", Some(Apart { ahead: 1, behind: 2 })));
    temp.git(["reset", "-q", "--hard", "side"]);
    assert_eq!(follow().unwrap().apart, Some(Apart { ahead: 0, behind: 0 }));
    temp.git(["commit", "-q", "--allow-empty", "-m", "ahead"]);
    assert_eq!(follow().unwrap().apart, Some(Apart { ahead: 1, behind: 0 }));
    temp.git(["branch", "-q", "-D", "side"]);
    assert_eq!(follow().unwrap().apart, None);
}
