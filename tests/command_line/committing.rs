//! `commit`: a commit in plan words, of our paths only, or a plain sentence why not.

use super::place::Place;

#[test]
fn a_commit_is_in_plan_words_and_holds_our_paths_only() {
    let place = Place::in_git();
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "urban-rail", "approved", "--unseen"]).ends(0);
    place.fupan(&["--as", "jia", "mark", "quzhou-ningde-railway", "revise", "--note", "口径待核"]).ends(0);
    place.write("other.txt", "somebody's staged work\n");
    place.git(&["add", "other.txt"]);
    place.replace("plans/6-ecology.toml", "\n", "\n# somebody's unfinished work\n");
    let ran = place.fupan(&["commit"]).ends(0);
    let short = place.git(&["rev-parse", "--short=7", "HEAD"]);
    assert_eq!(ran.out, format!("已提交 {} 到 main，含 4 条记录。\n", short.trim()));
    let (file, _) = place.reviews().remove(0);
    assert_eq!(place.git(&["show", "--name-only", "--format=", "HEAD"]), format!("plans/reviews/{file}\n"));
    assert_eq!(
        place.git(&["status", "--porcelain", "--", "other.txt", "plans"]),
        "A  other.txt\n M plans/6-ecology.toml\n"
    );
    let message = place.git(&["show", "-s", "--format=%B", "HEAD"]);
    insta::assert_snapshot!(message.trim_end(), @"
    评审：四港联动 2 通过、1 需修改；1 条意见

    - jia 通过：浙赣运河（ports/zhe-gan-canal）
    - jia 通过：城市轨道交通（ports/urban-rail）
    - jia 需修改：衢宁铁路（ports/quzhou-ningde-railway）
    - jia 意见“口径待核”：衢宁铁路（ports/quzhou-ningde-railway）
    ");
    assert_eq!(place.git(&["rev-list", "--count", "HEAD"]), "2\n");

    let nothing = place.fupan(&["commit"]).ends(0);
    assert_eq!(nothing.out, "没有要提交的记录。\n");
    let nothing = place.json("commit", &["commit"]);
    assert_eq!((&nothing["commit"], &nothing["replayed"]), (&serde_json::Value::Null, &0.into()));
}

#[test]
fn a_strategy_that_commits_each_fact_has_it_committed() {
    let place = Place::in_git();
    place.replace("plans/strategy.toml", "commit    = \"ask\"", "commit    = \"each\"");
    let ran = place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "revise", "--note", "x"]).ends(0);
    assert_eq!(ran.out.lines().count(), 2, "{}", ran.out);
    assert!(ran.out.contains("已提交") && ran.out.contains("2 条记录"), "{}", ran.out);
    let written = place.json("note", &["--as", "jia", "note", "zhe-gan-canal", "y"]);
    assert_eq!((&written["commit"]["branch"], &written["commit"]["facts"]), (&"main".into(), &1.into()));
    assert_eq!(place.git(&["rev-list", "--count", "HEAD"]), "3\n");
}

#[test]
fn a_commit_that_fails_after_a_mark_leaves_the_mark_and_says_so() {
    let place = Place::new();
    place.replace("plans/strategy.toml", "commit    = \"ask\"", "commit    = \"each\"");
    let ran = place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(4);
    assert!(ran.out.starts_with("已记 ") && ran.errors.contains("git init"), "{ran:?}");
    let written = place.json("mark", &["--as", "jia", "mark", "zhe-gan-canal", "approved"]);
    assert_eq!(
        (&written["failure"]["code"], &written["commit"]),
        (&"not-committed".into(), &serde_json::Value::Null)
    );
    assert_eq!(place.reviews()[0].1.lines().count(), 6);
}

#[test]
fn why_nothing_was_committed_is_a_plain_sentence() {
    let state = |prepare: &dyn Fn(&Place)| {
        let place = Place::in_git();
        prepare(&place);
        place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
        place
    };
    let detached = state(&|place| drop(place.git(&["checkout", "-q", "--detach"])));
    assert!(detached.fupan(&["commit"]).ends(4).errors.contains("git switch"));

    let nobody = state(&|place| {
        place.git(&["config", "--unset", "user.name"]);
        place.git(&["config", "--unset", "user.email"]);
        place.git(&["config", "user.useConfigOnly", "true"]);
    });
    assert!(nobody.fupan(&["commit"]).ends(4).errors.contains("user.email"));

    let ignored = state(&|place| place.write(".gitignore", "reviews/\n"));
    assert!(ignored.fupan(&["commit"]).ends(4).errors.contains(".gitignore"));

    let outside = Place::new();
    outside.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
    assert!(outside.fupan(&["commit"]).ends(4).errors.contains("git init"));
    assert_eq!(outside.json("error", &["commit"])["code"], "not-committed");

    let mut without = Place::new();
    without.set("PATH", "/nowhere");
    assert!(without.fupan(&["commit"]).ends(4).errors.contains("找不到 git"));
    without.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
    assert!(without.fupan(&["status"]).ends(0).out.contains("找不到 git"));
}

#[test]
fn committed_lines_that_were_changed_by_hand_are_refused() {
    let place = Place::in_git();
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
    place.fupan(&["commit"]).ends(0);
    let (file, text) = place.reviews().remove(0);
    place.write(&format!("plans/reviews/{file}"), text.replace("approved", "rejected"));
    let ran = place.fupan(&["commit"]).ends(3);
    assert!(ran.errors.contains(&file), "{}", ran.errors);
    assert_eq!(place.git(&["rev-list", "--count", "HEAD"]), "2\n");
}

#[test]
fn scripts_that_do_not_refresh_the_index_find_a_clean_tree_after_a_commit() {
    let place = Place::in_git();
    place.write(".gitignore", "home\n");
    place.git(&["add", ".gitignore"]);
    place.git(&["commit", "-q", "-m", "Ignore the home directory"]);
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
    place.fupan(&["commit"]).ends(0);
    assert_eq!(place.git(&["diff-index", "--name-only", "HEAD"]), "");
}

#[test]
fn a_commit_that_is_killed_before_the_index_follows_is_finished_by_the_next_run() {
    let place = Place::in_git();
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
    place.kill_at("update-index", &["commit"]);
    let (file, _) = place.reviews().remove(0);
    let removed = format!("D\tplans/reviews/{file}\n");
    assert_eq!(place.git(&["log", "-1", "--format=%an"]), "Zhang\n");
    assert_eq!(place.git(&["diff", "--cached", "--name-status"]), removed);

    place.fupan(&["status"]).ends(0);
    assert_eq!(place.git(&["diff", "--cached", "--name-status"]), "");
    place.write("other.txt", "an edit of somebody else\n");
    place.git(&["add", "other.txt"]);
    place.git(&["commit", "-q", "-m", "Edit something else"]);
    assert_eq!(
        place.git(&["ls-tree", "--name-only", "HEAD", "plans/reviews/"]),
        format!("plans/reviews/{file}\n")
    );
}

#[test]
fn a_run_looks_for_the_repository_once() {
    let place = Place::in_git();
    place.git(&["init", "-q", "--bare", "remote"]);
    place.git(&["remote", "add", "origin", "remote"]);
    place.git(&["remote", "set-url", "origin", place.path("remote").to_str().unwrap()]);
    place.git(&["push", "-q", "-u", "origin", "main"]);
    place.fupan(&["trust", "--yes"]).ends(0);
    for arguments in
        [&["status"][..], &["diff", "HEAD"], &["list", "changed:HEAD"], &["log"], &["commit"], &["sync"]]
    {
        place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
        let runs = place.runs_of_git(arguments);
        let looks = runs.iter().filter(|run| run.contains("--show-toplevel"));
        assert_eq!(looks.count(), 1, "{arguments:?}: {runs:#?}");
    }
}
