//! What a commit holds, and when none is made.

use std::fs;

use super::temp_repository::{TempRepository, request};
use crate::git::{CommitError, EntryKind, Refusal, commit, refresh_index};

fn refusal(result: Result<Option<crate::git::Committed>, CommitError>) -> Refusal {
    match result {
        Err(CommitError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn commits_the_given_bytes_onto_the_branch() {
    let temp = TempRepository::new();
    let first = temp.head();
    temp.write("plans/reviews/jia.toml", "on disk, and not what was asked for\n");
    let made = commit(&temp.open(), &request("plans/reviews/jia.toml", "one\r\n")).unwrap().unwrap();
    assert_eq!(made.oid.as_str(), temp.head());
    assert_eq!(made.branch.name().raw(), "main");
    assert!(!made.index_stale);
    assert_eq!(temp.git(["rev-parse", "HEAD^"]), first);
    assert_eq!(temp.try_git(["cat-file", "blob", "HEAD:plans/reviews/jia.toml"]).stdout, b"one\r\n");
    assert_eq!(temp.git(["diff", "--name-only", "HEAD^", "HEAD"]), "plans/reviews/jia.toml");
    assert_eq!(temp.git(["diff", "--cached", "--name-only"]), "");
    assert_eq!(temp.git(["log", "-1", "--format=%B%an"]), "评审: one mark\n\nports/canal approved\n甲");
    assert_eq!(temp.git(["reflog", "-1", "--format=%gs"]), "fupan: 评审: one mark");
    assert_eq!(temp.git(["reflog", "-1", "--format=%gs", "main"]), "fupan: 评审: one mark");
    temp.assert_sound();
}

#[test]
fn makes_the_first_commit_of_a_branch() {
    let temp = TempRepository::unborn();
    temp.write("staged.txt", "by somebody\n");
    temp.git(["add", "staged.txt"]);
    let made = commit(&temp.open(), &request("plans/jia.toml", "one\n")).unwrap().unwrap();
    assert_eq!(made.oid.as_str(), temp.head());
    assert_eq!(temp.git(["log", "--format=%P%s"]), "评审: one mark");
    assert_eq!(temp.git(["ls-tree", "-r", "--name-only", "HEAD"]), "plans/jia.toml");
    assert_eq!(temp.git(["diff", "--cached", "--name-only"]), "staged.txt");
    temp.assert_sound();
}

#[test]
fn makes_no_empty_commit() {
    let temp = TempRepository::new();
    let head = temp.head();
    assert_eq!(commit(&temp.open(), &request("other.txt", "one\n")).unwrap(), None);
    assert_eq!(commit(&temp.open(), &crate::git::CommitRequest::default()).unwrap(), None);
    assert_eq!(temp.head(), head);
}

#[test]
fn leaves_out_of_the_commit_what_has_not_changed() {
    let temp = TempRepository::new();
    let mut asked = request("plans/jia.toml", "one\n");
    asked.files.extend(request("other.txt", "one\n").files);
    let made = commit(&temp.open(), &asked).unwrap().unwrap();
    assert_eq!(made.paths, [asked.files[0].path.clone()]);
}

#[test]
fn keeps_a_file_that_may_be_run_so() {
    let temp = TempRepository::new();
    temp.git(["update-index", "--chmod=+x", "other.txt"]);
    temp.git(["commit", "-q", "-m", "may be run"]);
    commit(&temp.open(), &request("other.txt", "two\n")).unwrap().unwrap();
    assert!(temp.git(["ls-tree", "HEAD", "other.txt"]).starts_with("100755 "));
    assert!(temp.git(["ls-files", "-s", "other.txt"]).starts_with("100755 "));
}

#[test]
fn refuses_ignored_paths_unless_git_follows_them() {
    let temp = TempRepository::new();
    temp.write(".gitignore", "plans/reviews/\nother.txt\n");
    let head = temp.head();
    let found = refusal(commit(&temp.open(), &request("plans/reviews/jia.toml", "one\n")));
    let Refusal::Ignored { paths } = found else { panic!("{found:?}") };
    assert_eq!(paths[0].as_path().to_str(), Some("plans/reviews/jia.toml"));
    assert_eq!(temp.head(), head);
    assert!(commit(&temp.open(), &request("other.txt", "two\n")).unwrap().is_some());
}

#[test]
fn tells_whether_the_plan_directory_is_ignored() {
    let temp = TempRepository::unborn();
    temp.write("plans/a.toml", "");
    let repository = temp.open_at(&temp.top);
    let plans = repository.path("plans".as_ref()).unwrap();
    assert_eq!(repository.ignored(std::slice::from_ref(&plans)).unwrap(), []);
    temp.write(".gitignore", "plans/\n");
    assert_eq!(repository.ignored(std::slice::from_ref(&plans)).unwrap(), [plans]);
}

#[test]
fn refuses_paths_a_merge_has_left_open() {
    let temp = TempRepository::new();
    temp.write("other.txt", "stashed\n");
    temp.git(["stash", "-q"]);
    temp.write("other.txt", "changed\n");
    temp.git(["commit", "-q", "-a", "-m", "changed"]);
    temp.try_git(["stash", "pop"]);
    let before = temp.git(["ls-files", "-s"]);
    assert!(before.contains("\tother.txt\n") && before.lines().count() == 4, "{before}");
    let found = refusal(commit(&temp.open(), &request("other.txt", "mine\n")));
    assert!(matches!(&found, Refusal::Unmerged { paths } if paths.len() == 1), "{found:?}");
    // Other paths may be committed meanwhile, and this one stays open.
    assert!(commit(&temp.open(), &request("plans/jia.toml", "one\n")).unwrap().is_some());
    let after = temp.git(["ls-files", "-s", "--", ".", ":!plans/jia.toml"]);
    assert_eq!(after, before);
}

#[test]
fn puts_no_file_where_something_else_is() {
    let temp = TempRepository::new();
    std::os::unix::fs::symlink("other.txt", temp.top.join("link")).unwrap();
    temp.git(["add", "link"]);
    temp.git(["commit", "-q", "-m", "link"]);
    let head = temp.head();
    for (path, expected) in [("plans", EntryKind::Directory), ("link", EntryKind::Link)] {
        let found = refusal(commit(&temp.open(), &request(path, "one\n")));
        assert!(matches!(found, Refusal::NotAFile { kind, .. } if kind == expected), "{path}");
    }
    // A file where a directory would have to be gives way to nothing either.
    let under = commit(&temp.open(), &request("other.txt/below", "one\n"));
    let found = refusal(under);
    assert!(matches!(found, Refusal::NotAFile { kind: EntryKind::File, .. }), "{found:?}");
    assert_eq!(temp.head(), head);
}

#[test]
fn refuses_a_path_named_twice() {
    let temp = TempRepository::new();
    let mut asked = request("a", "one\n");
    asked.files.extend(request("./a", "two\n").files);
    assert!(matches!(refusal(commit(&temp.open(), &asked)), Refusal::Twice { .. }));
}

#[test]
fn commits_past_a_locked_index_and_leaves_the_lock() {
    let temp = TempRepository::new();
    let repository = temp.open();
    let lock = temp.top.join(".git/index.lock");
    fs::write(&lock, "somebody's").unwrap();
    let made = commit(&repository, &request("plans/jia.toml", "one\n")).unwrap().unwrap();
    assert!(made.index_stale);
    assert_eq!(fs::read(&lock).unwrap(), b"somebody's");
    assert_eq!(temp.git(["show", "HEAD:plans/jia.toml"]), "one");
    assert!(!refresh_index(&repository, &made.entries).unwrap());

    fs::remove_file(&lock).unwrap();
    assert_eq!(temp.git(["diff", "--cached", "--name-status"]), "D\tplans/jia.toml");
    assert!(refresh_index(&repository, &made.entries).unwrap());
    assert_eq!(temp.git(["diff", "--cached", "--name-status"]), "");
}

#[test]
fn says_when_the_branch_is_held_locked() {
    let temp = TempRepository::new();
    temp.git(["config", "core.filesRefLockTimeout", "0"]);
    let lock = temp.top.join(".git/refs/heads/main.lock");
    fs::write(&lock, "").unwrap();
    let made = commit(&temp.open(), &request("plans/jia.toml", "one\n"));
    assert!(matches!(made, Err(CommitError::Busy { attempts: 10, .. })), "{made:?}");
    assert!(lock.exists());
    temp.assert_sound();
}

#[test]
fn says_when_the_git_directory_cannot_be_written() {
    let temp = TempRepository::new();
    let repository = temp.open();
    // Root writes where it likes, but not into a directory that is gone.
    fs::rename(temp.top.join(".git"), temp.top.join(".git-away")).unwrap();
    let made = commit(&repository, &request("plans/jia.toml", "one\n"));
    assert!(matches!(made, Err(CommitError::Git(_))), "{made:?}");
    fs::rename(temp.top.join(".git-away"), temp.top.join(".git")).unwrap();
    temp.assert_sound();
}

#[test]
fn writes_plain_messages_under_any_encoding_setting() {
    let temp = TempRepository::new();
    temp.git(["config", "i18n.commitEncoding", "GBK"]);
    commit(&temp.open(), &request("plans/jia.toml", "one\n")).unwrap().unwrap();
    let raw = temp.git(["cat-file", "commit", "HEAD"]);
    assert!(!raw.contains("\nencoding "), "{raw}");
    assert!(raw.contains("\n\n评审: one mark\n"), "{raw}");
}

#[test]
fn removes_what_a_killed_commit_has_left_and_not_what_another_one_uses() {
    let temp = TempRepository::new();
    let [old, used] = ["fupan-commit-old", "fupan-commit-used"].map(|name| temp.top.join(".git").join(name));
    for directory in [&old, &used] {
        fs::create_dir(directory).unwrap();
        fs::write(directory.join("index"), "").unwrap();
    }
    fs::File::open(&old).unwrap().set_modified(std::time::UNIX_EPOCH).unwrap();
    commit(&temp.open(), &request("plans/jia.toml", "one\n")).unwrap().unwrap();
    assert!(!old.exists() && used.exists());
}
