//! What a repository brings, and what its server has lost: named, refused with a status, and agreed to with an option.

use super::place::Place;

/// Makes a plan whose `.git` is a file that leads to a git directory beside the plan.
fn led_elsewhere() -> Place {
    let place = Place::in_git();
    std::fs::rename(place.path(".git"), place.path("home/store.git")).unwrap();
    place.write(".git", "gitdir: home/store.git\n");
    place
}

#[test]
fn what_leads_git_elsewhere_is_named_and_nothing_is_committed_before_it_is_agreed_to() {
    let place = led_elsewhere();
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
    let store = place.path("home/store.git").canonicalize().unwrap().display().to_string();
    let trust = place.fupan(&["--lang", "en", "trust"]).ends(1);
    assert!(trust.out.contains(&format!(".git  leads elsewhere: {store}")), "{}", trust.out);
    let json = place.json("trust", &["trust"]);
    assert_eq!(json["redirects"][0]["from"], ".git");
    assert_eq!(json["redirects"][0]["to"], store.as_str());

    let problems = place.json("check", &["check"])["problems"].clone();
    let found =
        |problem: &serde_json::Value| problem["code"] == "leads-elsewhere" && problem["file"] == ".git";
    assert!(problems.as_array().unwrap().iter().any(found), "{problems}");

    let before = place.git(&["rev-parse", "HEAD"]);
    let refused = place.fupan(&["--lang", "en", "commit"]).ends(4);
    assert!(refused.errors.contains("lead git elsewhere"), "{}", refused.errors);
    let without = place.fupan(&["--lang", "en", "trust", "--without"]).ends(0);
    assert!(without.out.contains("nothing is committed or synced"), "{}", without.out);
    let refused = place.fupan(&["--lang", "en", "commit"]).ends(4);
    assert!(
        refused.errors.contains(&store) && refused.errors.contains("core.worktree"),
        "{}",
        refused.errors
    );
    assert_eq!(place.git(&["rev-parse", "HEAD"]), before);

    place.fupan(&["trust", "--yes"]).ends(0);
    assert!(!place.fupan(&["check"]).out.contains(&store), "it was agreed to");
    place.fupan(&["commit"]).ends(0);
    assert_ne!(place.git(&["rev-parse", "HEAD"]), before);
}

#[test]
fn a_git_directory_that_leads_back_needs_no_agreement() {
    let place = led_elsewhere();
    place.git(&["config", "core.worktree", "../.."]);
    place.fupan(&["trust"]).ends(0);
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
    place.fupan(&["commit"]).ends(0);
}

#[test]
fn a_branch_that_is_gone_is_refused_and_made_anew_with_an_option() {
    let place = Place::in_git();
    place.git(&["init", "-q", "--bare", "-b", "main", "home/remote"]);
    place.git(&["remote", "add", "origin", place.path("home/remote").to_str().unwrap()]);
    place.git(&["push", "-q", "-u", "origin", "main"]);
    let there = |arguments: &[&str]| place.git(&[&["--git-dir", "home/remote"], arguments].concat());
    // The server lies within the work tree here.
    place.fupan(&["trust", "--yes"]).ends(0);
    there(&["update-ref", "-d", "refs/heads/main"]);
    let refused = place.fupan(&["--lang", "en", "sync"]).ends(3);
    assert!(refused.errors.contains("origin/main is gone") && refused.errors.contains("--recreate"));
    assert_eq!(there(&["for-each-ref"]), "");
    place.fupan(&["sync", "--recreate"]).ends(0);
    assert_eq!(there(&["rev-parse", "main"]), place.git(&["rev-parse", "HEAD"]));
}
