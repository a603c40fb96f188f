//! Others commit at the same time.

use std::thread;

use super::temp_repository::{TempRepository, request};
use crate::git::{Base, CommitError, Refusal, commit, commit_announced};

#[test]
fn builds_on_the_commit_of_whoever_was_faster() {
    let temp = TempRepository::new();
    let mut lost = 0;
    let made = commit_announced(&temp.open(), &request("plans/jia.toml", "one\n"), &mut |attempt, _| {
        if attempt <= 3 {
            temp.write("other.txt", &format!("faster {attempt}\n"));
            temp.git(["commit", "-q", "-a", "-m", "faster"]);
            lost += 1;
        }
    });
    assert_eq!(made.unwrap().unwrap().oid.as_str(), temp.head());
    assert_eq!(lost, 3);
    assert_eq!(temp.git(["log", "--format=%s"]), "评审: one mark\nfaster\nfaster\nfaster\nfirst");
    assert_eq!(temp.git(["show", "HEAD:other.txt"]), "faster 3");
    assert_eq!(temp.git(["diff", "--name-only", "HEAD^", "HEAD"]), "plans/jia.toml");
    temp.assert_sound();
}

#[test]
fn builds_on_the_first_commit_of_whoever_was_faster() {
    let temp = TempRepository::unborn();
    commit_announced(&temp.open(), &request("plans/jia.toml", "one\n"), &mut |attempt, _| {
        if attempt == 1 {
            temp.first_commit();
        }
    })
    .unwrap()
    .unwrap();
    assert_eq!(temp.git(["log", "--format=%s"]), "评审: one mark\nfirst");
    assert_eq!(temp.git(["show", "HEAD:other.txt"]), "one");
}

#[test]
fn gives_up_after_ten_lost_races() {
    let temp = TempRepository::new();
    let made = commit_announced(&temp.open(), &request("plans/jia.toml", "one\n"), &mut |_, _| {
        temp.git(["commit", "-q", "--allow-empty", "-m", "faster"]);
    });
    assert!(matches!(made, Err(CommitError::Busy { attempts: 10, .. })), "{made:?}");
    assert_eq!(temp.git(["rev-list", "--count", "HEAD"]), "11");
}

#[test]
fn does_not_undo_what_others_committed_at_the_same_path() {
    let temp = TempRepository::new();
    let made = commit_announced(&temp.open(), &request("plans/jia.toml", "one\n"), &mut |_, _| {
        temp.write("plans/jia.toml", "one\ntwo\n");
        temp.git(["add", "."]);
        temp.git(["commit", "-q", "-m", "faster"]);
    });
    let Err(CommitError::Overtaken { paths }) = made else { panic!("{made:?}") };
    assert_eq!(paths[0].as_path().to_str(), Some("plans/jia.toml"));
    assert_eq!(temp.git(["show", "HEAD:plans/jia.toml"]), "one\ntwo");
}

#[test]
fn does_not_undo_what_others_committed_since_the_bytes_were_compared() {
    let temp = TempRepository::new();
    let mut asked = request("plans/jia.toml", "one\n");
    asked.base = Some(Base::now(&temp.open(), &[asked.files[0].path.clone()]).unwrap());
    temp.write("plans/jia.toml", "one\ntwo\n");
    temp.git(["add", "."]);
    temp.git(["commit", "-q", "-m", "faster"]);
    let made = commit(&temp.open(), &asked);
    assert!(matches!(made, Err(CommitError::Overtaken { .. })), "{made:?}");
    assert_eq!(temp.git(["show", "HEAD:plans/jia.toml"]), "one\ntwo");
    // What was committed elsewhere is built on.
    asked.base = Some(Base::now(&temp.open(), &[asked.files[0].path.clone()]).unwrap());
    temp.git(["commit", "-q", "--allow-empty", "-m", "elsewhere"]);
    asked.files[0].bytes = b"one\ntwo\nthree\n".to_vec();
    commit(&temp.open(), &asked).unwrap().unwrap();
    assert_eq!(temp.git(["log", "--format=%s", "-2"]), "评审: one mark\nelsewhere");
}

#[test]
fn stops_when_the_repository_becomes_something_else() {
    let temp = TempRepository::new();
    let switch = commit_announced(&temp.open(), &request("plans/jia.toml", "one\n"), &mut |_, _| {
        temp.git(["commit", "-q", "--allow-empty", "-m", "faster"]);
        temp.git(["checkout", "-q", "-b", "side"]);
    });
    assert!(matches!(switch, Err(CommitError::BranchChanged { .. })), "{switch:?}");
    let detach = commit_announced(&temp.open(), &request("plans/jia.toml", "one\n"), &mut |_, _| {
        temp.git(["commit", "-q", "--allow-empty", "-m", "faster"]);
        temp.git(["checkout", "-q", "--detach"]);
    });
    assert!(matches!(detach, Err(CommitError::Refused(Refusal::Detached { .. }))), "{detach:?}");
}

#[test]
fn leaves_the_index_of_a_branch_that_was_checked_out_meanwhile() {
    let temp = TempRepository::new();
    let made = commit_announced(&temp.open(), &request("plans/jia.toml", "one\n"), &mut |_, _| {
        temp.git(["checkout", "-q", "-b", "side"]);
    });
    let made = made.unwrap().unwrap();
    assert_eq!(made.branch.name().raw(), "main");
    assert!(made.index_stale);
    assert_eq!(temp.git(["log", "-1", "--format=%s", "main"]), "评审: one mark");
    assert_eq!(temp.git(["log", "-1", "--format=%s", "side"]), "first");
    assert_eq!(temp.git(["diff", "--cached", "--name-only"]), "");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test without a thread fails")]
fn every_commit_of_two_at_once_survives() {
    const EACH: usize = 12;
    let temp = TempRepository::new();
    let repository = temp.open();
    thread::scope(|scope| {
        for who in ["jia", "yi"] {
            let repository = &repository;
            scope.spawn(move || {
                let mut lines = Vec::new();
                for number in 0..EACH {
                    lines.push(format!("{who} {number}\n"));
                    commit(repository, &request(format!("plans/{who}.toml"), &lines.concat()))
                        .unwrap()
                        .unwrap();
                }
            });
        }
    });
    assert_eq!(temp.git(["rev-list", "--count", "HEAD"]), (1 + 2 * EACH).to_string());
    for who in ["jia", "yi"] {
        let count = temp.git(["rev-list", "--count", "HEAD", "--", &format!("plans/{who}.toml")]);
        assert_eq!(count, EACH.to_string(), "each commit of {who} changes its file once");
        let text = temp.git(["show", &format!("HEAD:plans/{who}.toml")]);
        assert_eq!(text.lines().count(), EACH);
    }
    temp.assert_sound();
}
