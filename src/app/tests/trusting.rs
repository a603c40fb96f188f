//! The question whether what the repository brings may run, from the commit that needs to know to what goes on.

use std::collections::BTreeMap;

use super::session::Session;
use super::syncing::clashes;
use super::{Effect, Notice, Overlay, Question, open, small_under};
use crate::job::{CommitFailure, Decision, Job, SyncFailure, TrustWish, Would};
use crate::merge::Side;

fn would(fingerprint: &str) -> Would {
    Would {
        hooks: vec!["pre-commit".into()],
        settings: vec![("core.sshcommand".into(), "sh x".into())],
        fingerprint: fingerprint.to_owned(),
        ..Would::default()
    }
}

fn undecided() -> CommitFailure {
    CommitFailure::Undecided { would: would("f1") }
}

/// Opens a session in a repository that brings something; both commit and sync want a decision.
fn bringing(strategy: &str) -> Session {
    let mut session = open(small_under(strategy));
    session.commit = Err(undecided());
    session.sync = Err(SyncFailure::Commit(undecided()));
    session.brings = would("f1");
    session.go("ports/rail");
    session.press("a");
    drop(session.effects());
    session
}

fn decided(session: &Session) -> Vec<(Decision, String)> {
    let wish = |effect: &Effect| match effect {
        Effect::Work(Job::Trust { wish: TrustWish::Decide { decision, fingerprint } }) => {
            Some((*decision, fingerprint.clone()))
        }
        _ => None,
    };
    session.asked.iter().filter_map(wish).collect()
}

fn is_asked(session: &Session) -> bool {
    matches!(session.model.overlay, Some(Overlay::Trusting(_)))
}

#[test]
fn a_commit_asks_and_goes_on_with_the_answer() {
    for (key, decision) in [
        ("t", Decision::Trusted),
        ("ctrl-t", Decision::Trusted),
        ("w", Decision::Restricted),
        ("ctrl-w", Decision::Restricted),
    ] {
        let mut session = bringing("");
        session.press("w");
        assert!(is_asked(&session));
        assert_eq!(session.effects(), ["commit", "survey"]);
        session.press("enter");
        assert!(is_asked(&session), "what is pressed all the time decides nothing");
        session.press(key);
        assert_eq!(decided(&session), [(decision, "f1".to_owned())]);
        assert_eq!(session.effects(), ["trust", "commit", "survey"], "{key}");
        assert!(matches!(session.model.notice, Some(Notice::Committed(_))), "{key}");
        assert!(session.model.overlay.is_none());
    }
}

#[test]
fn a_sync_asks_and_goes_on_with_what_was_chosen() {
    let mut session = bringing("");
    session.sync = Err(SyncFailure::Clashes(clashes(&["ports/rail:due"])));
    session.press("S t");
    session.sync = Err(SyncFailure::Commit(undecided()));
    session.press("enter");
    assert!(is_asked(&session));
    drop(session.effects());
    session.press("w");
    let choices = BTreeMap::from([("ports/rail:due".to_owned(), Side::Theirs)]);
    assert!(session.asked.contains(&Effect::Work(Job::Sync { request: choices.into() })));
    assert!(matches!(session.model.notice, Some(Notice::Synced(_))));
}

#[test]
fn esc_decides_nothing_and_the_next_commit_asks_again() {
    let mut session = bringing("");
    session.press("w esc");
    assert_eq!(session.effects(), ["commit", "survey"]);
    assert_eq!(session.model.notice, Some(Notice::NotCommitted(undecided())));
    session.press("S");
    assert!(is_asked(&session));
}

#[test]
fn commits_that_nobody_asked_for_ask_once() {
    let mut session = open(small_under("commit = \"each\"\n"));
    session.commit = Err(undecided());
    session.brings = would("f1");
    session.go("ports/rail");
    session.press("a");
    assert!(is_asked(&session));
    session.press("esc");
    session.press("a");
    assert!(session.model.overlay.is_none(), "it was put off");
    assert_eq!(session.deeds().len(), 2, "and marks are recorded");
    session.press("w");
    assert!(is_asked(&session));
}

#[test]
fn what_was_not_shown_is_not_decided_about() {
    let mut session = bringing("");
    session.press("w");
    session.brings = would("f2");
    session.press("t");
    let Some(Overlay::Trusting(trusting)) = &session.model.overlay else { panic!("it is asked again") };
    assert_eq!(trusting.would.fingerprint, "f2");
    session.press("t");
    assert!(matches!(session.model.notice, Some(Notice::Committed(_))));
}

#[test]
fn who_wants_to_leave_can() {
    let mut session = bringing("commit = \"on-quit\"\n");
    session.press("q");
    assert!(is_asked(&session));
    session.press("esc");
    assert_eq!(session.question(), Some(Question::LeaveUncommitted));
    session.press("y");
    assert!(session.asked.contains(&Effect::Quit));

    let mut session = bringing("commit = \"on-quit\"\n");
    session.press("q t");
    assert!(session.asked.contains(&Effect::Quit), "once it is decided, it commits and leaves");
    assert_eq!(session.committed, 1);
}

#[test]
fn whoever_is_typing_is_not_interrupted() {
    let mut session = bringing("");
    session.hold();
    session.press("w");
    session.press("c");
    session.answer_all(|_| true);
    assert!(session.model.note_line().is_some());
    assert_eq!(session.model.notice, Some(Notice::NotCommitted(undecided())));
}
