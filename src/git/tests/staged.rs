//! What others have staged stays staged, and nothing of it is committed.

use super::temp_repository::{TempRepository, request};
use crate::git::commit;

/// Returns everything the index holds that differs from HEAD, to the byte, and its flags.
fn staged(temp: &TempRepository) -> (Vec<u8>, String, String) {
    let diff = temp.try_git(["diff", "--cached", "--binary", "--", ".", ":!plans/jia.toml"]).stdout;
    let entries = temp.git(["ls-files", "-s", "-t", "-v", "--", ".", ":!plans/jia.toml"]);
    let unstaged = temp.git(["diff", "--", ".", ":!plans/jia.toml"]);
    (diff, entries, unstaged)
}

fn with_staged_work() -> TempRepository {
    let temp = TempRepository::new();
    for name in ["removed.txt", "partly.txt", "assumed.txt", "skipped.txt", "plans/area.toml"] {
        temp.write(name, "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
    }
    temp.git(["add", "."]);
    temp.git(["commit", "-q", "-m", "files"]);
    temp.write("added.txt", "added\n");
    temp.write("other.txt", "changed\n");
    temp.write("partly.txt", "one\n2\n3\n4\n5\n6\n7\n8\n9\n");
    temp.write("plans/area.toml", "one\n2\n3\n");
    temp.git(["add", "added.txt", "other.txt", "partly.txt", "plans/area.toml"]);
    temp.write("partly.txt", "one\n2\n3\n4\n5\n6\n7\n8\nnine\n");
    temp.git(["rm", "-q", "--cached", "removed.txt"]);
    temp.write("intended.txt", "not yet\n");
    temp.git(["add", "--intent-to-add", "intended.txt"]);
    temp.git(["update-index", "--assume-unchanged", "assumed.txt"]);
    temp.git(["update-index", "--skip-worktree", "skipped.txt"]);
    temp
}

#[test]
fn leaves_the_staged_work_of_others_alone() {
    let temp = with_staged_work();
    let before = staged(&temp);
    assert!(before.0.len() > 400, "nothing is staged");
    for text in ["one\n", "one\ntwo\n"] {
        let made = commit(&temp.open(), &request("plans/jia.toml", text)).unwrap().unwrap();
        assert!(!made.index_stale);
        assert_eq!(temp.git(["diff", "--name-only", "HEAD^", "HEAD"]), "plans/jia.toml");
        assert_eq!(staged(&temp), before);
        assert_eq!(temp.git(["diff", "--cached", "--name-only", "--", "plans/jia.toml"]), "");
    }
    temp.assert_sound();
}

#[test]
fn leaves_it_alone_in_every_form_of_index() {
    for (key, value) in [
        ("core.splitIndex", "true"),
        ("index.version", "4"),
        ("core.untrackedCache", "true"),
        ("index.skipHash", "true"),
    ] {
        let temp = with_staged_work();
        temp.git(["config", key, value]);
        temp.git(["update-index", "--force-write-index"]);
        let before = staged(&temp);
        commit(&temp.open(), &request("plans/jia.toml", "one\n")).unwrap().unwrap();
        assert_eq!(staged(&temp), before, "{key}");
        temp.assert_sound();
    }
}

#[test]
fn brings_its_own_staged_path_to_what_was_committed() {
    let temp = TempRepository::new();
    temp.write("plans/jia.toml", "one\n");
    temp.git(["add", "--intent-to-add", "plans/jia.toml"]);
    commit(&temp.open(), &request("plans/jia.toml", "one\n")).unwrap().unwrap();
    temp.write("plans/jia.toml", "one\ntwo\n");
    temp.git(["add", "plans/jia.toml"]);
    temp.write("plans/jia.toml", "one\ntwo\nthree\n");
    commit(&temp.open(), &request("plans/jia.toml", "one\ntwo\nthree\n")).unwrap().unwrap();
    assert_eq!(temp.git(["status", "--porcelain"]), "");
}

#[test]
fn the_index_knows_the_committed_file_without_looking_into_it() {
    let temp = with_staged_work();
    temp.write("plans/jia.toml", "one\n");
    commit(&temp.open(), &request("plans/jia.toml", "one\n")).unwrap().unwrap();
    let differs = || temp.git(["diff-index", "--name-only", "HEAD", "--", "plans/jia.toml"]);
    assert_eq!(differs(), "");
    // What was appended meanwhile is not taken for committed.
    temp.write("plans/jia.toml", "one\ntwo\nthree\n");
    commit(&temp.open(), &request("plans/jia.toml", "one\ntwo\n")).unwrap().unwrap();
    assert_eq!(differs(), "plans/jia.toml");
}

#[test]
fn a_clean_tree_is_clean_without_a_refresh_after_the_commit() {
    let temp = TempRepository::new();
    temp.write("plans/jia.toml", "one\n");
    commit(&temp.open(), &request("plans/jia.toml", "one\n")).unwrap().unwrap();
    assert!(temp.try_git(["diff-index", "--quiet", "HEAD"]).status.success());
}
