//! A commit holds the facts that were recorded, says so in plan words, and touches nothing else.

use std::fs;

use super::place::{PORTS, Place, STRATEGY, commit, load, mark_item, noting, record, reviewer, survey};
use crate::job::CommitFailure;
use crate::review::Deed;

/// Returns the paths that the last commit changed.
fn committed_paths(place: &Place) -> Vec<String> {
    let paths = place.git(["show", "--format=", "--name-only", "HEAD"]);
    paths.lines().map(str::to_owned).collect()
}

#[test]
fn the_message_is_in_plan_words() {
    let place = Place::with_git();
    let world = place.world();
    mark_item(&world, "jia", "canal", "revise");
    record(&world, "jia", vec![noting(&world, "canal", "口径待核\n第二行")]);
    let undone = mark_item(&world, "jia", "rail", "approved").facts.remove(0).id;
    record(&world, "jia", vec![Deed::Undo { of: undone }]);
    mark_item(&world, "yi", "rail", "approved");
    let made = commit(&world).unwrap();
    assert_eq!((made.facts, made.branch.raw(), made.index_stale), (5, "main", false));
    assert_eq!(place.git(["rev-parse", "--short=7", "HEAD"]), made.id);
    let message = place.git(["log", "-1", "--format=%an <%ae>%n%B"]);
    let lines: Vec<&str> = message.lines().collect();
    assert_eq!(lines[..2], ["甲 <jia@example.org>", "评审：四港联动 2 通过、1 需修改；1 条意见；撤销 1 条"]);
    assert_eq!((lines[2], lines.len()), ("", 8));
    for part in [
        "- jia 需修改：浙赣运河（ports/canal）",
        "- yi 通过：高铁（ports/rail）",
        "口径待核",
        "- jia 撤销：高铁（ports/rail）",
    ] {
        assert!(lines[3..].iter().any(|line| line.contains(part)), "{part} is not in {message}");
    }
    place.write("plans/strategy.toml", [STRATEGY, "languages = [\"en\"]\n"].concat());
    mark_item(&world, "yi", "canal", "approved");
    commit(&world).unwrap();
    assert!(place.git(["log", "-1", "--format=%s"]).starts_with("Review: "));
}

#[test]
fn only_review_files_are_in_it_and_what_others_staged_stays_staged() {
    let place = Place::with_git();
    let world = place.world();
    place.write("plans/5-ports.toml", PORTS.replace("高铁", "铁路"));
    place.write("staged.txt", "staged\n");
    place.write("plans/reviews/notes.txt", "mine\n");
    place.write("plans/reviews/jia.toml", "no review file by its name\n");
    place.git(["add", "staged.txt"]);
    let file = mark_item(&world, "jia", "canal", "approved").file;
    commit(&world).unwrap();
    assert_eq!(committed_paths(&place), [file.raw()]);
    let status = place.git(["status", "--porcelain", "-uall"]);
    let expected =
        [" M plans/5-ports.toml", "A  staged.txt", "?? plans/reviews/jia.toml", "?? plans/reviews/notes.txt"];
    assert_eq!(status.lines().collect::<Vec<_>>(), expected);
    assert_eq!(
        place.git(["show", &format!("HEAD:{file}", file = file.raw())]) + "\n",
        place.read(file.raw())
    );
}

#[test]
fn a_line_that_is_not_finished_is_left_for_later() {
    let place = Place::with_git();
    let world = place.world();
    let file = mark_item(&world, "jia", "canal", "approved").file;
    let whole = place.read(file.raw());
    place.write(file.raw(), format!("{whole}01 = {{ no"));
    assert_eq!(commit(&world).unwrap().facts, 1);
    assert_eq!(place.git(["show", &format!("HEAD:{}", file.raw())]) + "\n", whole);
    assert_eq!(commit(&world), Err(CommitFailure::Nothing));
    // Torn from its first byte on, a file has nothing to commit.
    place.write("plans/reviews/yi.000000.toml", "form");
    assert_eq!(commit(&world), Err(CommitFailure::Nothing));
}

#[test]
fn the_first_commit_of_a_repository_can_be_ours() {
    let place = Place::new();
    place.git(["init", "-q", "-b", "main"]);
    place.git(["config", "user.name", "甲"]);
    place.git(["config", "user.email", "jia@example.org"]);
    let file = mark_item(&place.world(), "jia", "canal", "approved").file;
    commit(&place.world()).unwrap();
    assert_eq!(place.git(["ls-tree", "-r", "--name-only", "HEAD"]), file.raw());
}

#[test]
fn line_ends_that_a_checkout_turned_are_not_committed() {
    let place = Place::with_git();
    let world = place.world();
    let mine = mark_item(&world, "jia", "canal", "approved").file;
    let theirs = mark_item(&world, "yi", "canal", "approved").file;
    commit(&world).unwrap();
    place.git(["config", "core.autocrlf", "true"]);
    for file in [&mine, &theirs] {
        fs::remove_file(place.root.join(file.raw())).unwrap();
    }
    place.git(["checkout", "-q", "--", "plans/reviews"]);
    assert!(place.read(theirs.raw()).contains("\r\n"));
    assert_eq!(survey(&world).unwrap().uncommitted, []);
    assert_eq!(commit(&world), Err(CommitFailure::Nothing));
    mark_item(&world, "jia", "rail", "approved");
    assert_eq!(place.review_files().len(), 2);
    assert_eq!(commit(&world).unwrap().facts, 1);
    assert_eq!(committed_paths(&place), [mine.raw()]);
    // One line was added and none changed.
    assert!(place.git(["show", "--format=", "--numstat", "HEAD"]).starts_with("1\t0\t"));
}

#[test]
fn a_file_too_large_to_be_read_is_not_committed_in_part() {
    let place = Place::with_git();
    let world = place.world();
    let line = format!("01 = {{ note = \"ports/canal\", text = \"{}\" }}\n", "x".repeat(1000));
    place.write("plans/reviews/yi.000000.toml", line.repeat(9000));
    assert_eq!(commit(&world), Err(CommitFailure::Nothing));
    assert!(load(&world).problems.iter().any(|problem| problem.fault.code() == "too-big"));
}

#[test]
fn an_index_that_was_locked_is_brought_up_to_date_later() {
    let place = Place::with_git();
    let world = place.world();
    let file = mark_item(&world, "jia", "canal", "approved").file;
    let lock = place.root.join(".git/index.lock");
    fs::write(&lock, "").unwrap();
    assert!(commit(&world).unwrap().index_stale);
    let staged = || place.git(["diff", "--cached", "--name-status"]);
    assert_eq!(staged(), format!("D\t{}", file.raw()));
    // It is somebody's, so it stays, and we ask again.
    survey(&world).unwrap();
    assert!(lock.exists());
    assert_eq!(staged(), format!("D\t{}", file.raw()));
    fs::remove_file(&lock).unwrap();
    survey(&world).unwrap();
    assert_eq!(staged(), "");
    assert_eq!(place.git(["status", "--porcelain"]), "");
}

#[test]
fn an_index_that_was_locked_is_brought_up_to_date_by_another_run() {
    let place = Place::with_git();
    let world = place.world();
    mark_item(&world, "jia", "canal", "approved");
    let lock = place.root.join(".git/index.lock");
    fs::write(&lock, "").unwrap();
    assert!(commit(&world).unwrap().index_stale);
    fs::remove_file(&lock).unwrap();
    drop(world);
    assert_eq!(commit(&place.world()), Err(CommitFailure::Nothing));
    assert_eq!(
        place.git(["status", "--porcelain"]),
        "",
        "the next commit of anybody takes nothing out again"
    );
}

#[test]
fn an_index_is_not_set_back_behind_a_later_commit() {
    let place = Place::with_git();
    let world = place.world();
    mark_item(&world, "jia", "canal", "approved");
    let lock = place.root.join(".git/index.lock");
    fs::write(&lock, "").unwrap();
    assert!(commit(&world).unwrap().index_stale);
    fs::remove_file(&lock).unwrap();
    mark_item(&world, "jia", "rail", "approved");
    assert!(!commit(&world).unwrap().index_stale);
    survey(&world).unwrap();
    assert_eq!(place.git(["status", "--porcelain"]), "");
    // Nor is what another branch holds.
    mark_item(&world, "jia", "rail", "rejected");
    fs::write(&lock, "").unwrap();
    assert!(commit(&world).unwrap().index_stale);
    fs::remove_file(&lock).unwrap();
    place.git(["checkout", "-q", "-f", "-b", "side", "HEAD^"]);
    survey(&world).unwrap();
    assert_eq!(place.git(["status", "--porcelain"]), "");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test without a thread fails")]
fn facts_can_be_committed_while_others_commit() {
    let place = Place::with_git();
    let worlds = ["jia", "yi"].map(|name| (name, place.world()));
    std::thread::scope(|scope| {
        for (name, world) in &worlds {
            scope.spawn(move || {
                for _ in 0..6 {
                    mark_item(world, name, "canal", "approved");
                    // Whoever was faster may have committed ours as well.
                    match commit(world) {
                        Ok(_) | Err(CommitFailure::Nothing | CommitFailure::Busy) => {}
                        Err(other) => panic!("{other:?}"),
                    }
                }
            });
        }
    });
    drop(commit(&place.world()));
    assert_eq!(survey(&place.world()).unwrap().uncommitted, []);
    let loaded = load(&place.world());
    for (name, _) in &worlds {
        assert_eq!(loaded.facts.iter().filter(|fact| fact.by == reviewer(name)).count(), 6);
    }
    place.git(["fsck", "--strict", "--no-dangling"]);
}

#[test]
fn a_file_that_a_hand_has_deleted_is_named_and_not_committed() {
    let place = Place::with_git();
    let world = place.world();
    let file = mark_item(&world, "jia", "canal", "approved").file;
    let deleted = place.root.join(file.raw());
    commit(&world).unwrap();
    fs::remove_file(&deleted).unwrap();
    mark_item(&world, "yi", "canal", "approved");
    let head = place.git(["rev-parse", "HEAD"]);
    assert_eq!(commit(&world), Err(CommitFailure::DeletedByHand { file: file.clone() }));
    place.git(["rm", "-q", "--cached", file.raw()]);
    assert_eq!(commit(&world), Err(CommitFailure::DeletedByHand { file: file.clone() }), "staged as well");
    assert_eq!(place.git(["rev-parse", "HEAD"]), head);
    place.git(["restore", "--staged", "--worktree", "--", file.raw()]);
    assert_eq!(commit(&world).unwrap().facts, 1);
    // What a sparse checkout leaves out is missing too, and has another way back.
    place.git(["update-index", "--skip-worktree", "--", file.raw()]);
    fs::remove_file(&deleted).unwrap();
    mark_item(&world, "yi", "rail", "approved");
    assert_eq!(commit(&world), Err(CommitFailure::NotCheckedOut { file: file.clone() }));
    place.git(["update-index", "--no-skip-worktree", "--", file.raw()]);
    place.git(["restore", "--", file.raw()]);
    assert_eq!(commit(&world).unwrap().facts, 1);
    assert!(place.git(["ls-tree", "-r", "--name-only", "HEAD"]).contains(file.raw()));
}

#[test]
fn the_message_names_items_wherever_they_have_to_be_looked_for() {
    let place = Place::with_git();
    let subject = || place.git(["log", "-1", "--format=%B"]);
    // In a file that is not called after its area.
    fs::rename(place.root.join("plans/5-ports.toml"), place.root.join("plans/9.toml")).unwrap();
    let world = place.world();
    let undone = mark_item(&world, "jia", "canal", "approved").facts.remove(0).id;
    commit(&world).unwrap();
    assert!(subject().contains("浙赣运河（ports/canal）"), "{}", subject());
    // In a file of the same reviewer that another clone has written.
    let files = place.review_files();
    let here = place.root.join("plans/reviews").join(&files[0]);
    fs::rename(&here, place.root.join("plans/reviews/jia.0000aa.toml")).unwrap();
    place.git(["add", "."]);
    place.git(["commit", "-q", "-m", "another clone"]);
    let world = place.world();
    record(&world, "jia", vec![Deed::Undo { of: undone }]);
    commit(&world).unwrap();
    assert!(subject().contains("撤销：浙赣运河（ports/canal）"), "{}", subject());
    // Nowhere at all.
    place.write("plans/9.toml", "id = \"other\"\ntitle = \"别处\"\n");
    place.write("plans/reviews/yi.0000aa.toml", "01 = { note = \"ports/canal\", text = \"x\" }\n");
    commit(&world).unwrap();
    assert!(subject().contains("ports/canal"), "{}", subject());
}
