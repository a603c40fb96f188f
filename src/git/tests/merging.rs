//! Trees joined and checked out: everything of both sides, and nothing over what somebody has changed.

use std::fs;

use super::temp_repository::TempRepository;
use crate::git::{
    Cancel, CheckoutError, Held, JoinError, Oid, Relation, RepoPath, brought, changed, check_out, join_rest,
    relation, tree_with,
};

/// The path that is told, and what is done to it.
type Disturbed = (&'static str, fn(&TempRepository));

fn oid(text: &str) -> Oid {
    Oid::parse(text).unwrap()
}

fn path(text: &str) -> RepoPath {
    RepoPath::new(text.as_ref()).unwrap()
}

fn paths(error: &CheckoutError) -> Vec<String> {
    let (CheckoutError::InTheWay { paths } | CheckoutError::Filtered { paths }) = error else {
        panic!("{error}")
    };
    paths.iter().map(|path| path.as_path().display().to_string()).collect()
}

/// Commits what `write` does to the work tree and goes back; returns the commit.
fn side(temp: &TempRepository, from: &str, write: impl Fn(&TempRepository)) -> Oid {
    temp.git(["checkout", "-q", "--detach", from]);
    write(temp);
    temp.git(["add", "-A", "."]);
    temp.git(["commit", "-q", "-m", "side"]);
    let made = oid(&temp.head());
    temp.git(["checkout", "-q", "main"]);
    made
}

/// A repository with a base and a commit that changes, adds and removes a file.
fn ahead() -> (TempRepository, Oid, Oid) {
    let temp = TempRepository::new();
    temp.write("gone.txt", "1\n");
    temp.git(["add", "."]);
    temp.git(["commit", "-q", "-m", "base"]);
    let from = temp.head();
    let to = side(&temp, &from, |temp| {
        temp.write("other.txt", "two\n");
        temp.write("plans/reviews/乙 \"x\".toml", "new\n");
        fs::remove_file(temp.top.join("gone.txt")).unwrap();
    });
    (temp, oid(&from), to)
}

#[test]
fn knows_how_commits_stand_to_each_other() {
    let (temp, base, ahead) = ahead();
    let apart = side(&temp, base.as_str(), |temp| temp.write("third.txt", "3\n"));
    let repository = temp.open();
    let ask = |ours, theirs| relation(&repository, ours, theirs).unwrap();
    assert_eq!(ask(&base, &base), Relation::Same);
    assert_eq!(ask(&base, &ahead), Relation::Behind);
    assert_eq!(ask(&ahead, &base), Relation::Ahead);
    assert_eq!(ask(&ahead, &apart), Relation::Apart { bases: vec![base.clone()] });
    temp.git(["checkout", "-q", "--orphan", "alone"]);
    temp.git(["commit", "-q", "-m", "alone"]);
    assert_eq!(ask(&ahead, &oid(&temp.head())), Relation::Unrelated);
}

#[test]
fn tells_what_differs_path_by_path() {
    let (temp, from, to) = ahead();
    let found = changed(&temp.open(), &from, &to).unwrap();
    let shape: Vec<(String, bool, bool)> = found
        .iter()
        .map(|one| (one.path.as_path().display().to_string(), one.old.is_some(), one.new.is_some()))
        .collect();
    let expected =
        [("gone.txt", true, false), ("other.txt", true, true), ("plans/reviews/乙 \"x\".toml", false, true)];
    assert_eq!(shape, expected.map(|(path, old, new)| (path.to_owned(), old, new)));
}

#[test]
fn checks_out_what_changed_and_keeps_other_work() {
    let (temp, from, to) = ahead();
    temp.write("plans/strategy.toml", "format = 1\n# mine\n");
    temp.write("staged.txt", "mine\n");
    temp.git(["add", "staged.txt"]);
    // Touched and not changed is no reason to refuse.
    temp.write("other.txt", "one\n");
    check_out(&temp.open(), &from, &to).unwrap();
    assert_eq!(fs::read_to_string(temp.top.join("other.txt")).unwrap(), "two\n");
    assert_eq!(fs::read_to_string(temp.top.join("plans/reviews/乙 \"x\".toml")).unwrap(), "new\n");
    assert!(!temp.top.join("gone.txt").exists());
    temp.git(["update-ref", "HEAD", to.as_str()]);
    assert_eq!(temp.git(["status", "--porcelain"]), " M plans/strategy.toml\nA  staged.txt");
}

#[test]
fn nothing_of_a_submodule_runs_while_other_files_are_checked_out() {
    let inner = TempRepository::new();
    let temp = TempRepository::new();
    let add = ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add"];
    temp.git([&add[..], &[inner.top.to_str().unwrap(), "inner"]].concat());
    temp.git(["commit", "-q", "-m", "submodule"]);
    let from = temp.head();
    inner.write("other.txt", "two\n");
    inner.git(["commit", "-q", "-a", "-m", "second"]);
    let later = inner.head();
    temp.git(["-C", "inner", "fetch", "-q"]);
    let to = side(&temp, &from, |temp| {
        temp.write("other.txt", "two\n");
        temp.git(["update-index", "--cacheinfo", &format!("160000,{later},inner")]);
        temp.git(["-C", "inner", "checkout", "-q", &later]);
    });
    temp.git(["-C", "inner", "checkout", "-q", "HEAD@{1}"]);
    temp.git(["config", "submodule.recurse", "true"]);
    let canary = temp.root().join("canary");
    let touch = format!("touch '{}'", canary.display());
    for key in ["core.fsmonitor", "filter.x.clean", "filter.x.smudge"] {
        temp.git(["-C", "inner", "config", key, &touch]);
    }
    temp.write(".git/modules/inner/info/attributes", "* filter=x\n");
    temp.write("inner/plans/strategy.toml", "changed\n");
    // Plain git falls into it.
    temp.try_git(["status"]);
    assert!(canary.exists());
    for is_trusted in [false, true] {
        drop(fs::remove_file(&canary));
        let repository = temp.open();
        let agreed = brought(&repository).unwrap();
        assert!(agreed.is_empty(), "nobody is asked: {agreed:?}");
        let repository =
            if is_trusted { repository.trusted(agreed.fingerprint, Cancel::default()) } else { repository };
        check_out(&repository, &oid(&from), &to).unwrap();
        assert_eq!(fs::read_to_string(temp.top.join("other.txt")).unwrap(), "two\n");
        assert!(!canary.exists(), "{is_trusted}");
        check_out(&repository, &to, &oid(&from)).unwrap();
        assert!(!canary.exists(), "{is_trusted}");
    }
}

#[test]
fn what_a_killed_run_has_checked_out_is_not_in_the_way() {
    let (temp, from, to) = ahead();
    // The branch stands where it did: the run was killed before it could move it.
    check_out(&temp.open(), &from, &to).unwrap();
    check_out(&temp.open(), &from, &to).unwrap();
    temp.git(["update-ref", "HEAD", to.as_str()]);
    assert_eq!(temp.git(["status", "--porcelain"]), "");
    // With work of somebody's own in one of the files it is.
    temp.git(["update-ref", "HEAD", from.as_str()]);
    temp.write("other.txt", "mine\n");
    let refused = check_out(&temp.open(), &from, &to).unwrap_err();
    assert_eq!(paths(&refused), ["gone.txt", "other.txt", "plans/reviews/乙 \"x\".toml"]);
    assert_eq!(fs::read_to_string(temp.top.join("other.txt")).unwrap(), "mine\n");
}

#[test]
fn changes_nothing_where_something_is_in_the_way() {
    let cases: [Disturbed; 5] = [
        ("other.txt", |temp| temp.write("other.txt", "mine\n")),
        ("other.txt", |temp| {
            temp.write("other.txt", "mine\n");
            temp.git(["add", "other.txt"]);
            temp.write("other.txt", "one\n");
        }),
        ("gone.txt", |temp| temp.write("gone.txt", "kept\n")),
        ("plans/reviews/乙 \"x\".toml", |temp| temp.write("plans/reviews/乙 \"x\".toml", "mine\n")),
        ("plans/reviews/乙 \"x\".toml", |temp| {
            temp.write(".git/info/exclude", "*.toml\n");
            temp.write("plans/reviews/乙 \"x\".toml", "ignored, and mine\n");
        }),
    ];
    for (expected, disturb) in cases {
        let (temp, from, to) = ahead();
        disturb(&temp);
        let before = temp.git(["status", "--porcelain", "--ignored"]);
        let refused = check_out(&temp.open(), &from, &to).unwrap_err();
        assert_eq!(paths(&refused), [expected]);
        assert_eq!(temp.git(["status", "--porcelain", "--ignored"]), before);
    }
}

#[test]
fn a_held_index_is_told_and_left() {
    let (temp, from, to) = ahead();
    temp.write(".git/index.lock", "");
    let refused = check_out(&temp.open(), &from, &to).unwrap_err();
    assert!(matches!(refused, CheckoutError::Locked { .. }), "{refused}");
    assert!(temp.top.join(".git/index.lock").exists());
    assert_eq!(fs::read_to_string(temp.top.join("other.txt")).unwrap(), "one\n");
}

#[test]
fn a_filter_of_the_repository_does_not_run() {
    let (temp, from, to) = ahead();
    let canary = temp.root().join("canary");
    temp.write(".gitattributes", "*.txt filter=own\n");
    temp.git(["config", "filter.other.smudge", "cat"]);
    check_out(&temp.open(), &from, &to).unwrap();
    check_out(&temp.open(), &to, &from).unwrap();
    for key in ["filter.own.smudge", "filter.own.clean"] {
        temp.git(["config", key, &format!("touch '{}'; cat", canary.display())]);
    }
    let refused = check_out(&temp.open(), &from, &to).unwrap_err();
    assert_eq!(paths(&refused), ["gone.txt", "other.txt"]);
    assert!(!canary.exists());
    assert_eq!(fs::read_to_string(temp.top.join("other.txt")).unwrap(), "one\n");
}

fn files(temp: &TempRepository, tree: &Oid) -> Vec<String> {
    temp.git(["ls-tree", "-r", "--name-only", tree.as_str()]).lines().map(str::to_owned).collect()
}

#[test]
fn joins_what_only_one_side_changed_and_what_git_can_merge() {
    let temp = TempRepository::new();
    temp.write("lines.txt", "1\n2\n3\n4\n5\n6\n7\n");
    temp.git(["add", "."]);
    temp.git(["commit", "-q", "-m", "base"]);
    let base = oid(&temp.head());
    let ours = side(&temp, base.as_str(), |temp| {
        temp.write("lines.txt", "one\n2\n3\n4\n5\n6\n7\n");
        temp.write("plans/strategy.toml", "ours\n");
    });
    let theirs = side(&temp, base.as_str(), |temp| {
        temp.write("lines.txt", "1\n2\n3\n4\n5\n6\nseven\n");
        temp.write("plans/strategy.toml", "theirs\n");
        temp.write("new.txt", "theirs\n");
    });
    let repository = temp.open();
    let plan = |path: &RepoPath| path.as_path().starts_with("plans");
    let tree = join_rest(&repository, &base, &ours, &theirs, plan).unwrap();
    assert_eq!(files(&temp, &tree), ["lines.txt", "new.txt", "other.txt", "plans/strategy.toml"]);
    assert_eq!(temp.git(["show", &format!("{tree}:lines.txt")]), "one\n2\n3\n4\n5\n6\nseven");
    assert_eq!(temp.git(["show", &format!("{tree}:plans/strategy.toml")]), "ours");
    // Without the exception, git would find the plan in conflict.
    let all = join_rest(&repository, &base, &ours, &theirs, |_| false).unwrap_err();
    let JoinError::Conflict { paths, .. } = all else { panic!("{all}") };
    assert_eq!(paths, [path("plans/strategy.toml")]);
    // One-sided: the tree of the side that changed, but for the plan.
    let only_plan = side(&temp, base.as_str(), |temp| temp.write("plans/strategy.toml", "ours\n"));
    let tree = join_rest(&repository, &base, &only_plan, &theirs, plan).unwrap();
    assert_eq!(temp.git(["show", &format!("{tree}:lines.txt")]), "1\n2\n3\n4\n5\n6\nseven");
    assert_eq!(temp.git(["show", &format!("{tree}:plans/strategy.toml")]), "ours");
    let tree = join_rest(&repository, &base, &theirs, &only_plan, plan).unwrap();
    assert_eq!(temp.git(["rev-parse", &format!("{theirs}^{{tree}}")]), tree.as_str());
    temp.assert_sound();
}

#[test]
fn no_merge_driver_of_the_repository_runs() {
    type Choose = fn(&TempRepository);
    let ways: [Choose; 2] = [
        |temp| temp.write(".git/info/attributes", "* merge=own\n"),
        // Without any attribute.
        |temp| drop(temp.git(["config", "merge.default", "own"])),
    ];
    for choose in ways {
        let temp = TempRepository::new();
        let base = oid(&temp.head());
        let canary = temp.root().join("canary");
        choose(&temp);
        temp.git(["config", "merge.own.driver", &format!("touch '{}'", canary.display())]);
        let ours = side(&temp, base.as_str(), |temp| temp.write("other.txt", "ours\n"));
        let theirs = side(&temp, base.as_str(), |temp| temp.write("other.txt", "theirs\n"));
        assert!(matches!(
            join_rest(&temp.open(), &base, &ours, &theirs, |_| false),
            Err(JoinError::Conflict { .. })
        ));
        assert!(!canary.exists());
    }
}

#[test]
fn puts_takes_out_and_leaves() {
    let (temp, from, to) = ahead();
    let repository = temp.open();
    let blob = changed(&repository, &from, &to).unwrap().into_iter().find_map(|one| one.new).unwrap();
    let put = [(path("gone.txt"), None), (path("deep/er/x"), Some(Held { oid: blob.oid, kind: blob.kind }))];
    let tree = tree_with(&repository, &from, &put).unwrap();
    assert_eq!(files(&temp, &tree), ["deep/er/x", "other.txt", "plans/strategy.toml"]);
    temp.assert_sound();
}
