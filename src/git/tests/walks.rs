//! The history of paths: commits, people, and what each commit changed, with merges and odd names.

use std::fs;

use super::temp_repository::TempRepository;
use crate::git::{Oid, RepoPath, Step, Way, at_moment, births, describe, names, resolve, walk};

fn steps(temp: &TempRepository, paths: &[&str]) -> Vec<Step> {
    let paths: Vec<RepoPath> = paths.iter().map(|path| RepoPath::new(path.as_ref()).unwrap()).collect();
    let mut steps = Vec::new();
    let tip = Oid::parse(&temp.head()).unwrap();
    walk(&temp.open(), &tip, &paths, &mut |batch| {
        steps.extend(batch);
        true
    })
    .unwrap();
    steps
}

fn told(steps: &[Step]) -> Vec<String> {
    let change = |change: &crate::git::Changed| {
        let sign = match (&change.old, &change.new) {
            (None, _) => "+",
            (_, None) => "-",
            _ => "~",
        };
        format!("{sign}{}", change.path.as_path().display())
    };
    let way = |way: &Way| {
        let changes: Vec<String> = way.changes.iter().map(change).collect();
        let parent = way.parent.as_ref().map_or("nothing", |parent| parent.subject.raw());
        format!("from {parent}: {}", changes.join(" "))
    };
    let line = |step: &Step| {
        let ways: Vec<String> = step.ways.iter().map(way).collect();
        let cut = if step.is_cut { " cut" } else { "" };
        format!("{}{cut} {}", step.commit.subject.raw(), ways.join(" "))
    };
    steps.iter().map(line).collect()
}

fn commit(temp: &TempRepository, subject: &str) {
    temp.git(["add", "-A", "."]);
    temp.git(["commit", "-q", "-m", subject]);
}

#[test]
fn tells_what_each_commit_changed_newest_first() {
    let temp = TempRepository::new();
    let odd = "plans/战略 \"一\"\n.toml";
    temp.write(odd, "1\n");
    commit(&temp, "add");
    temp.write("other.txt", "elsewhere\n");
    commit(&temp, "elsewhere");
    temp.write(odd, "2\n");
    fs::remove_file(temp.top.join("plans/strategy.toml")).unwrap();
    commit(&temp, "改 \u{1b}[31m");
    let found = steps(&temp, &["plans"]);
    assert_eq!(
        told(&found),
        [
            format!("改 \u{1b}[31m from add: -plans/strategy.toml ~{odd}"),
            format!("add from first: +{odd}"),
            "first from nothing: +plans/strategy.toml".to_owned()
        ]
    );
    assert_eq!(found[0].commit.author.raw(), "甲");
    assert_eq!(found[0].commit.at.raw(), "2026-09-21T22:13:20+08:00");
    assert_eq!(steps(&temp, &["plans/none.toml"]), []);
    assert_eq!(steps(&temp, &[]).len(), 4);
}

#[test]
fn a_merge_is_compared_with_each_of_its_parents() {
    let temp = TempRepository::new();
    temp.git(["checkout", "-q", "-b", "side"]);
    temp.write("plans/a.toml", "side\n");
    temp.write("plans/both.toml", "1\n2\n3\nside\n");
    commit(&temp, "side");
    temp.git(["checkout", "-q", "main"]);
    temp.write("plans/b.toml", "main\n");
    temp.write("plans/both.toml", "1\n2\n3\nmain\n");
    commit(&temp, "main");
    drop(temp.try_git(["merge", "-q", "--no-edit", "side"]));
    temp.write("plans/both.toml", "1\n2\n3\nboth\n");
    commit(&temp, "join");
    let mut told = told(&steps(&temp, &["plans"]));
    told[1..3].sort();
    let expected = [
        "join from main: +plans/a.toml ~plans/both.toml from side: +plans/b.toml ~plans/both.toml",
        "main from first: +plans/b.toml +plans/both.toml",
        "side from first: +plans/a.toml +plans/both.toml",
        "first from nothing: +plans/strategy.toml",
    ];
    assert_eq!(told, expected);
}

#[test]
fn the_way_leads_to_the_nearest_commit_that_changed_the_paths() {
    let temp = TempRepository::new();
    temp.git(["checkout", "-q", "-b", "side"]);
    temp.write("elsewhere", "side\n");
    commit(&temp, "side");
    temp.git(["checkout", "-q", "main"]);
    temp.write("plans/a.toml", "1\n");
    commit(&temp, "add");
    temp.git(["merge", "-q", "--no-edit", "-m", "join", "side"]);
    temp.write("plans/a.toml", "2\n");
    commit(&temp, "edit");
    let expected = [
        "edit from add: ~plans/a.toml",
        "add from first: +plans/a.toml",
        "first from nothing: +plans/strategy.toml",
    ];
    assert_eq!(told(&steps(&temp, &["plans"])), expected);
}

#[test]
fn a_shallow_clone_is_known_to_be_cut() {
    let temp = TempRepository::new();
    for number in ["1", "2"] {
        temp.write("plans/a.toml", number);
        commit(&temp, number);
    }
    assert!(steps(&temp, &["plans"]).iter().all(|step| !step.is_cut));
    let clone = TempRepository::new();
    clone.git(["fetch", "-q", "--depth=1", &format!("file://{}", temp.top.display()), "main"]);
    clone.git(["reset", "-q", "--hard", "FETCH_HEAD"]);
    assert_eq!(told(&steps(&clone, &["plans"])), ["2 cut from nothing: +plans/a.toml +plans/strategy.toml"]);
}

#[test]
fn a_file_is_born_where_no_commit_before_has_it() {
    let temp = TempRepository::new();
    let first = Oid::parse(&temp.head()).unwrap();
    temp.write("plan/strategy.toml", "1\n");
    commit(&temp, "copy");
    let copy = Oid::parse(&temp.head()).unwrap();
    temp.write("plan/strategy.toml", "2\n");
    commit(&temp, "edit");
    let head = Oid::parse(&temp.head()).unwrap();
    let born = |path: &str| births(&temp.open(), &head, &RepoPath::new(path.as_ref()).unwrap()).unwrap();
    assert_eq!(born("plan/strategy.toml"), [(copy, vec![first.clone()])]);
    assert_eq!(born("plans/strategy.toml"), [(first, vec![])]);
    assert_eq!(born("none"), []);
}

#[test]
fn can_be_stopped_between_batches() {
    let temp = TempRepository::new();
    for number in 0..70 {
        temp.git(["commit", "-q", "--allow-empty", "-m", &format!("{number}")]);
    }
    temp.write("plans/a.toml", "1\n");
    commit(&temp, "last");
    let mut seen = Vec::new();
    let tip = Oid::parse(&temp.head()).unwrap();
    walk(&temp.open(), &tip, &[], &mut |batch| {
        seen.extend(batch);
        false
    })
    .unwrap();
    assert_eq!(seen.len(), 64);
    assert_eq!(told(&seen)[..2], ["last from 69: +plans/a.toml", "69 from 68: "]);
}

#[test]
fn finds_commits_by_what_people_call_them() {
    let temp = TempRepository::new();
    temp.git(["tag", "-a", "-m", "x", "会议-11"]);
    temp.git(["branch", "-q", "side"]);
    let repository = temp.open();
    let head = Oid::parse(&temp.head()).unwrap();
    let short = head.as_str().get(..7).unwrap();
    for text in ["HEAD", "main", "side", "会议-11", head.as_str(), short] {
        assert_eq!(resolve(&repository, text).unwrap().as_ref(), Some(&head), "{text}");
    }
    for text in ["", "none", "-x", "--all", "HEAD:plans", ":/first", "HEAD~1", "HEAD^{tree}", "a\nb"] {
        assert_eq!(resolve(&repository, text).unwrap(), None, "{text}");
    }
    assert_eq!(at_moment(&repository, 1_790_000_000).unwrap(), Some(head.clone()));
    assert_eq!(at_moment(&repository, 1_789_999_999).unwrap(), None);
    for before_1970 in [-1, i64::MIN] {
        assert_eq!(at_moment(&repository, before_1970).unwrap(), None);
    }
    assert_eq!(describe(&repository, &head).unwrap().subject.raw(), "first");
    let names: Vec<String> = names(&repository).unwrap().iter().map(|name| name.raw().to_owned()).collect();
    assert_eq!(names.len(), 3, "{names:?}");
    let unborn = TempRepository::unborn();
    assert_eq!(resolve(&unborn.open(), "HEAD").unwrap(), None);
    assert_eq!(at_moment(&unborn.open(), 1_790_000_000).unwrap(), None);
}
