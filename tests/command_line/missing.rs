//! Records that git knows of and the disk lacks: every verb says so, and none goes on as if they had never been.

use std::fs;

use super::place::Place;

/// A repository in which `jia` approves an item and `yi` rejects it, all committed.
fn reviewed() -> Place {
    let place = Place::in_git();
    for (by, status) in [("jia", "approved"), ("yi", "rejected")] {
        place.fupan(&["mark", "ports/network", status, "--as", by]).ends(0);
        place.fupan(&["commit", "--as", by]).ends(0);
    }
    place
}

fn file_of(place: &Place, by: &str) -> String {
    let files = place.reviews();
    let (name, _) = files.iter().find(|(name, _)| name.starts_with(by)).unwrap();
    format!("plans/reviews/{name}")
}

#[test]
fn a_sparse_checkout_takes_the_verdict_and_is_told_by_every_verb() {
    let place = reviewed();
    let file = file_of(&place, "yi");
    assert_eq!(place.json("show", &["show", "ports/network"])["item"]["verdict"], "rejected");
    // So that git takes the file for unchanged.
    place.git(&["status"]);
    place.git(&["sparse-checkout", "set", "--no-cone", "/*", &format!("!/{file}")]);
    assert_eq!(place.json("show", &["show", "ports/network"])["item"]["verdict"], "records-missing");
    let check = place.fupan(&["check", "--lang", "en"]).ends(1);
    assert!(
        check.out.contains("records-not-checked-out") && check.out.contains("git sparse-checkout"),
        "{check:?}"
    );
    assert!(check.out.contains(&file) && check.out.contains("ports/network"), "{check:?}");
    for verb in [&["list"][..], &["status"], &["show", "ports/network"]] {
        let told = place.fupan(&[verb, &["--lang", "en"]].concat()).ends(0);
        assert!(told.errors.contains("Records are missing"), "{verb:?}: {told:?}");
    }
    let shown = place.fupan(&["show", "ports/network", "--lang", "zh"]).ends(0);
    assert!(shown.out.contains("记录缺失"), "{shown:?}");
    let found = place.json("list", &["list", "verdict:记录缺失"]);
    let found = found["items"].as_array().unwrap().iter();
    let ids: Vec<&serde_json::Value> =
        found.filter(|item| item["kind"] != "area").map(|item| &item["id"]).collect();
    assert_eq!(ids, ["ports/network"]);
    place.fupan(&["mark", "ports/urban-rail", "approved", "--as", "jia"]).ends(0);
    let refused = place.fupan(&["commit", "--as", "jia", "--lang", "en"]).ends(4);
    assert!(refused.errors.contains("sparse"), "{refused:?}");
    place.git(&["sparse-checkout", "disable"]);
    place.fupan(&["commit", "--as", "jia"]).ends(0);
    assert_eq!(place.json("show", &["show", "ports/network"])["item"]["verdict"], "rejected");
}

/// `diff` and `log` of a clone without file contents, and `check` where those of HEAD are missing.
#[test]
fn records_come_back_also_where_their_directory_is_gone() {
    let place = reviewed();
    let files = |place: &Place| fs::read_dir(place.path("plans/reviews")).map_or(0, Iterator::count);
    let whole = files(&place);
    let remove = || fs::remove_dir_all(place.path("plans/reviews")).unwrap();
    let leave_out = || drop(place.git(&["sparse-checkout", "set", "--no-cone", "/*", "!/plans/reviews/"]));
    let ways: [&dyn Fn(); 2] = [&remove, &leave_out];
    for take_away in ways {
        // So that git takes the files for unchanged.
        place.git(&["status"]);
        take_away();
        assert_eq!(files(&place), 0);
        place.fupan(&["restore"]).ends(0);
        assert_eq!(files(&place), whole);
        assert_eq!(place.json("show", &["show", "ports/network"])["item"]["verdict"], "rejected");
    }
}

#[test]
fn where_the_history_cannot_be_read_check_finds_something() {
    let place = reviewed();
    place.fupan(&["check"]).ends(0);
    fs::write(place.path(".git/index"), "garbage").unwrap();
    place.fupan(&["check"]).ends(1);
}

#[test]
fn a_clone_without_contents_is_no_empty_plan() {
    let place = reviewed();
    place.git(&["config", "uploadpack.allowFilter", "true"]);
    place.replace("plans/5-ports.toml", "浙赣运河", "浙赣大运河");
    place.git(&["commit", "-qam", "second"]);
    let origin = format!("file://{}", place.path("").display());
    place.git(&["clone", "-q", "--filter=blob:none", &origin, "clone"]);
    for verb in [
        &["diff", "HEAD~1"][..],
        &["log", "ports/zhe-gan-canal"],
        &["show", "ports/network", "--at", "HEAD~1"],
    ] {
        let refused = place.fupan_in("clone", &[verb, &["--lang", "en"]].concat()).ends(4);
        assert!(refused.errors.contains("git fetch --refetch"), "{verb:?}: {refused:?}");
        assert_eq!(refused.out, "", "{verb:?}");
    }
    place.fupan_in("clone", &["check", "--lang", "en"]).ends(0);
}

#[test]
fn records_that_git_took_away_are_named_and_put_back() {
    let place = Place::in_git();
    place.fupan(&["mark", "ports/network", "approved", "--as", "jia"]).ends(0);
    place.fupan(&["commit", "--as", "jia"]).ends(0);
    place.fupan(&["mark", "ports/urban-rail", "rejected", "--note", "no", "--as", "jia"]).ends(0);
    let before = records(&place);
    place.git(&["reset", "-q", "--hard"]);
    let check = place.fupan(&["check", "--lang", "en"]).ends(1);
    assert!(check.out.contains("records-lost") && check.out.contains("ports/urban-rail"), "{check:?}");
    assert!(check.out.contains("fupan restore"), "{check:?}");
    let status = place.fupan(&["status", "--lang", "en"]).ends(0);
    assert!(status.errors.contains("Records are missing"), "{status:?}");
    assert_eq!(place.json("show", &["show", "urban-rail"])["item"]["verdict"], "records-missing");
    let restored = place.json("restore", &["restore"]);
    assert_eq!(restored["records"], 2);
    assert_eq!(place.json("show", &["show", "urban-rail"])["item"]["verdict"], "rejected");
    assert_eq!(records(&place), before);
    assert_eq!(place.json("restore", &["restore"])["records"], 0);
    place.git(&["clean", "-fdq", "plans"]);
    place.fupan(&["check"]).ends(1);
    let accepted = place.json("restore", &["restore", "--accept-loss"]);
    assert_eq!((&accepted["records"], &accepted["accepted"]), (&2.into(), &true.into()));
    place.fupan(&["check"]).ends(0);
}

/// Every line of a record in the review files.
fn records(place: &Place) -> Vec<String> {
    let files = place.reviews();
    let all = files.iter().flat_map(|(_, text)| text.lines().map(str::to_owned));
    let mut lines: Vec<String> = all.filter(|line| line.starts_with("01")).collect();
    lines.sort();
    lines
}

#[test]
fn records_that_a_commit_took_away_are_a_warning_and_come_back_on_request() {
    let place = reviewed();
    let before = records(&place);
    let file = file_of(&place, "yi");
    place.fupan(&["check"]).ends(0);
    // A file under another name takes nothing away.
    let renamed = file.replace("/yi.", "/yi.renamed");
    place.git(&["mv", &file, &renamed]);
    place.git(&["commit", "-qm", "rename"]);
    place.fupan(&["check"]).ends(0);
    place.git(&["rm", "-q", &renamed]);
    place.git(&["commit", "-qm", "clean up", "--author", "Bing <bing@example.org>"]);
    let check = place.fupan(&["check", "--lang", "en"]).ends(1);
    assert!(check.out.contains("records-taken-away") && check.out.contains("took 1 record out"), "{check:?}");
    assert!(check.out.contains("Bing") && check.out.contains("ports/network"), "{check:?}");
    let check = place.json("check", &["check"]);
    assert_eq!((&check["errors"], &check["warnings"]), (&0.into(), &1.into()));
    assert_eq!(place.json("restore", &["restore"])["records"], 0, "somebody may have meant it");
    assert_eq!(place.json("restore", &["restore", "--from-history"])["records"], 1);
    assert_eq!(records(&place), before);
    place.fupan(&["check"]).ends(0);
    assert_eq!(place.json("show", &["show", "ports/network"])["item"]["verdict"], "rejected");
    place.fupan(&["commit", "--as", "jia"]).ends(0);
    place.fupan(&["check"]).ends(0);
    place.fupan(&["restore", "--from-history", "--accept-loss"]).ends(2);
}

#[test]
fn records_that_a_merge_left_on_the_other_side_are_a_warning() {
    let place = reviewed();
    place.git(&["checkout", "-qb", "side"]);
    place.fupan(&["mark", "ports/urban-rail", "approved", "--as", "jia"]).ends(0);
    place.fupan(&["commit", "--as", "jia"]).ends(0);
    place.git(&["checkout", "-q", "-"]);
    place.fupan(&["check"]).ends(0);
    place.git(&["merge", "-q", "-s", "ours", "-m", "merge", "side"]);
    let check = place.fupan(&["check", "--lang", "zh"]).ends(1);
    assert!(check.out.contains("拿掉了 1 条记录") && check.out.contains("ports/urban-rail"), "{check:?}");
}

#[test]
fn a_state_directory_that_cannot_be_written_is_told_with_the_mark() {
    let mut place = Place::in_git();
    place.set("XDG_STATE_HOME", "/proc/nowhere");
    let marked = place.fupan(&["mark", "ports/network", "approved", "--as", "jia", "--lang", "en"]).ends(0);
    assert!(marked.out.contains("state directory"), "{marked:?}");
    assert!(marked.out.contains("XDG_STATE_HOME"), "{marked:?}");
    assert_eq!(place.reviews().len(), 1);
}

#[test]
fn the_journal_follows_a_repository_that_was_renamed() {
    let place = Place::in_git();
    place.sh("mkdir r && mv .git plans seeds r && touch r/plans/reviews");
    place.fupan_in("r", &["mark", "ports/network", "approved", "--as", "jia"]).ends(0);
    place.sh("rm r/plans/reviews && cp -r r copy && mv r renamed");
    // The copy is another repository, whose records these are not.
    let copied = place.fupan_in("copy", &["commit", "--as", "jia", "--lang", "en"]).ends(0);
    assert!(!copied.out.contains("journal"), "{copied:?}");
    let told = place.fupan_in("renamed", &["status", "--lang", "en"]).ends(0);
    assert!(told.errors.contains("journal"), "{told:?}");
    place.fupan_in("renamed", &["commit", "--as", "jia"]).ends(0);
    place.sh("test -n \"$(ls renamed/plans/reviews)\" && test ! -e copy/plans/reviews");
}
