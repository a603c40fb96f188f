//! Committing and leaving: what is asked, and what is done without asking.

use super::meeting::under_way;
use super::session::{Disk, Opening, Session};
use super::{Question, open, small, small_under, unfolded};
use crate::app::{Effect, Message, Notice, Reason};
use crate::job::{CommitFailure, Outcome, SyncFailure, SyncStep};

fn under(commit: &str) -> Session {
    let mut session = unfolded(small_under(&format!("commit = \"{commit}\"")));
    session.effects();
    session
}

#[test]
fn committing_by_key_says_what_was_committed() {
    for key in ["w", "f10", "ctrl-w"] {
        let mut session = under("ask");
        session.press("a a");
        assert_eq!(session.model.uncommitted(), Some(2));
        session.effects();
        session.press(key);
        assert_eq!(session.effects(), ["commit", "survey"]);
        assert_eq!(session.model.uncommitted(), Some(0));
        assert!(matches!(&session.model.notice, Some(Notice::Committed(commit)) if commit.facts == 2));
    }
}

#[test]
fn a_second_commit_waits_for_the_first() {
    let mut session = under("ask");
    session.press("a");
    session.hold();
    session.press("w");
    assert_eq!(session.model.notice, Some(Notice::Committing));
    session.press("w");
    assert_eq!(session.cannot(), Some(crate::app::Reason::Committing));
    session.let_go();
    assert!(!session.model.is_committing());
}

#[test]
fn a_commit_that_fails_says_why_and_everything_stays() {
    let mut session = under("ask");
    session.press("a");
    session.commit = Err(CommitFailure::Detached);
    session.press("w");
    assert_eq!(session.model.notice, Some(Notice::NotCommitted(CommitFailure::Detached)));
    assert_eq!(session.model.uncommitted(), Some(1));
    assert!(session.model.notice.as_ref().unwrap().is_alarm());
    assert!(!Notice::NotCommitted(CommitFailure::Nothing).is_alarm(), "that all is committed is good news");
}

#[test]
fn with_nothing_recorded_leaving_asks_nothing() {
    for commit in ["ask", "on-quit", "each", "never"] {
        for key in ["q", "ctrl-c"] {
            let mut session = under(commit);
            session.press(key);
            assert_eq!((session.effects(), session.question()), (vec!["quit"], None), "{commit}");
        }
    }
}

#[test]
fn leaving_asks_before_it_commits() {
    for (answer, effects) in [
        ("y", vec!["commit", "quit"]),
        ("enter", vec!["commit", "quit"]),
        ("n", vec!["quit"]),
        ("esc", vec![]),
    ] {
        let mut session = under("ask");
        session.press("a q");
        assert_eq!(session.question(), Some(Question::CommitBeforeLeaving { facts: 1 }));
        session.effects();
        session.press("k");
        assert!(session.question().is_some(), "another key is no answer");
        session.press(answer);
        assert_eq!((session.effects(), session.question()), (effects, None), "{answer}");
    }
}

#[test]
fn an_input_method_does_not_stand_in_the_way_of_an_answer() {
    let mut session = under("ask");
    session.press("a ｑ ｎ");
    assert_eq!(session.effects().last(), Some(&"quit"));
}

#[test]
fn each_way_of_committing_does_what_it_says() {
    for (commit, after_a_mark, on_leaving) in [
        ("ask", vec!["record"], vec![]),
        ("never", vec!["record"], vec!["quit"]),
        ("on-quit", vec!["record"], vec!["commit", "quit"]),
        ("each", vec!["record", "commit", "survey"], vec!["quit"]),
    ] {
        let mut session = under(commit);
        session.press("a");
        assert_eq!(session.effects(), after_a_mark, "{commit}");
        session.press("q");
        assert_eq!(session.effects(), on_leaving, "{commit}");
    }
}

/// A meeting becomes one commit, which its end makes or who leaves in the middle of it.
#[test]
fn in_a_meeting_no_fact_is_committed_by_itself() {
    let mut session = in_a_meeting("each");
    session.press("a");
    assert_eq!(session.effects(), ["record"]);
    session.press("q y");
    assert_eq!(session.effects(), ["commit", "quit"]);
}

fn in_a_meeting(commit: &str) -> Session {
    let mut session = unfolded(under_way(&format!("commit = \"{commit}\"")));
    session.effects();
    session
}

#[test]
fn leaving_says_that_a_meeting_is_open() {
    for (commit, recorded, effects) in [
        ("ask", "", vec!["quit"]),
        ("never", "a", vec!["quit"]),
        ("on-quit", "", vec!["quit"]),
        ("on-quit", "a", vec!["commit", "quit"]),
    ] {
        let mut session = in_a_meeting(commit);
        session.press(recorded);
        session.effects();
        for stay in ["n", "esc"] {
            session.press("q");
            assert_eq!(session.question(), Some(Question::LeaveMeeting), "{commit}");
            session.press(stay);
            assert_eq!((session.question(), session.effects()), (None, vec![]), "{commit}");
        }
        session.press("q y");
        assert_eq!(session.effects(), effects, "{commit}");
    }
    // One question is enough: it says the same (`tests/screens`).
    let mut session = in_a_meeting("ask");
    session.press("a q");
    assert_eq!(session.question(), Some(Question::CommitBeforeLeaving { facts: 1 }));
    session.press("n");
    assert_eq!(session.effects().last(), Some(&"quit"));
}

#[test]
fn where_the_commit_before_leaving_fails_leaving_is_asked_again() {
    let mut session = under("ask");
    session.commit = Err(CommitFailure::NoIdentity);
    session.press("a q y");
    assert_eq!(session.question(), Some(Question::LeaveUncommitted));
    assert_eq!(session.model.notice, Some(Notice::NotCommitted(CommitFailure::NoIdentity)));
    session.press("esc");
    assert_eq!((session.effects().contains(&"quit"), session.question()), (false, None));
    session.press("q y y");
    assert_eq!(session.effects().last(), Some(&"quit"));
}

#[test]
fn leaving_with_all_committed_by_somebody_else_is_no_failure() {
    let mut session = under("ask");
    session.commit = Err(CommitFailure::Nothing);
    session.press("a q y");
    assert_eq!(session.effects().last(), Some(&"quit"));
}

/// What is recorded while a commit is under way is not in it.
#[test]
fn a_fact_that_comes_during_a_commit_is_committed_after_it() {
    let mut session = under("each");
    session.hold();
    session.press("a");
    session.answer_one();
    session.press("a");
    session.let_go();
    assert_eq!(session.model.uncommitted(), Some(0));
    let mut session = under("ask");
    session.press("a");
    session.hold();
    session.press("w a");
    // The disk is quicker than git.
    session.answer_records();
    session.press("q y");
    session.let_go();
    assert_eq!(session.effects().iter().filter(|effect| **effect == "commit").count(), 2);
    assert_eq!(session.committed, session.written.len());
}

#[test]
fn leaving_waits_for_what_changes_files_and_says_so() {
    let mut session = under("ask");
    session.hold();
    session.press("S q");
    assert_eq!((session.effects(), session.model.waits_for()), (vec!["sync"], vec!["sync"]));
    assert!(session.model.is_leaving());
    // As soon as that is done, and not before.
    session.let_go();
    assert_eq!(session.effects().last(), Some(&"quit"));
}

#[test]
fn leaving_once_more_does_not_wait_and_asks_nothing_again() {
    let mut session = under("ask");
    session.press("a");
    session.hold();
    session.press("w q n");
    assert!(session.model.is_leaving());
    session.effects();
    session.press("q");
    assert_eq!((session.effects(), session.question()), (vec!["quit"], None));
}

#[test]
fn any_other_key_while_leaving_waits_stays() {
    for key in ["j", "esc", "?"] {
        let mut session = under("ask");
        session.hold();
        session.press("S q");
        session.press(key);
        assert!(!session.model.is_leaving(), "{key}");
        session.let_go();
        assert!(!session.effects().contains(&"quit"), "{key}");
    }
}

#[test]
fn what_went_wrong_while_leaving_waits_is_read_before_leaving() {
    let mut session = under("ask");
    session.hold();
    session.press("S q");
    session.sync = Err(SyncFailure::Locked);
    session.let_go();
    assert!(!session.effects().contains(&"quit"));
    assert!(!session.model.is_leaving() && session.model.notice.as_ref().is_some_and(Notice::is_alarm));
}

#[test]
fn another_machine_that_says_nothing_does_not_keep_who_leaves() {
    for (step, expected) in [(SyncStep::Fetching, &["quit"][..]), (SyncStep::Merging, &[])] {
        let mut session = under("ask");
        session.hold();
        session.press("S q");
        session.send(Message::Done(Outcome::Syncing(step.clone())));
        session.effects();
        session.send(Message::OthersSilent);
        assert_eq!(session.effects(), expected, "{step:?}");
    }
}

#[test]
fn leaving_does_not_wait_for_what_only_looks() {
    let mut session = under("ask");
    session.hold();
    session.press("5 q");
    assert_eq!(session.effects(), ["history", "quit"]);
}

#[test]
fn what_takes_long_can_be_stopped() {
    for (keys, job) in [("S", "sync"), ("w", "commit"), ("5", "history"), ("4", "compare")] {
        let mut session = under("ask");
        session.press("a");
        session.hold();
        session.press(keys);
        session.press("Q");
        assert!(session.asked.contains(&Effect::Stop { jobs: vec![job] }), "{keys}: {:?}", session.asked);
        session.let_go();
        session.effects();
        session.press("Q");
        assert_eq!(session.cannot(), Some(Reason::NothingToStop), "{keys}");
    }
}

#[test]
fn the_journal_is_offered_at_the_start() {
    let mut loaded = small();
    loaded.in_journal = 2;
    let mut session = open(loaded.clone());
    assert_eq!(session.question(), Some(Question::Replay { facts: 2 }));
    session.effects();
    session.press("y");
    assert_eq!(session.effects(), ["replay", "load", "survey"]);
    assert_eq!((session.model.in_journal, session.question()), (0, None));
    for later in ["n", "esc"] {
        let mut session = open(loaded.clone());
        session.effects();
        session.press(later);
        assert_eq!((session.effects(), session.model.in_journal, session.question()), (vec![], 2, None));
    }
}

#[test]
fn facts_that_git_does_not_know_yet_are_not_forgotten_while_it_is_slow() {
    let mut session = Opening::of(small()).start();
    session.answer_one();
    session.press("a");
    session.answer_records();
    assert_eq!(session.written.len(), 1);
    session.press("q");
    assert!(session.question().is_some(), "one fact is in no commit");
}

#[test]
fn whoever_types_while_a_commit_is_under_way_stays() {
    for commit in [Ok(()), Err(CommitFailure::Detached)] {
        let mut session = under("ask");
        session.press("a");
        session.hold();
        session.press("q y c");
        session.type_text("还没写完");
        session.commit = commit;
        session.effects();
        session.let_go();
        assert!(!session.effects().contains(&"quit"));
        assert_eq!((session.typed_text(), session.question()), ("还没写完", None));
    }
}

#[test]
fn committing_adds_what_waits_in_the_journal_first() {
    let mut session = under("ask");
    session.disk = Disk::ReadOnly;
    session.press("a");
    assert_eq!(session.model.in_journal, 1);
    session.disk = Disk::Works;
    session.effects();
    session.press("w");
    let asked = session.effects();
    assert_eq!(asked.first(), Some(&"replay"));
    assert!(asked.contains(&"commit"), "{asked:?}");
    assert_eq!(session.model.in_journal, 0);
}

#[test]
fn a_note_that_was_begun_is_not_lost_without_asking() {
    let mut session = under("ask");
    session.go("ports/canal");
    session.press("c");
    session.type_text("写到一半");
    session.press("esc q");
    assert_eq!(session.question(), Some(Question::LeaveDrafts { lines: 1, kept: true }));
    session.press("n");
    assert_eq!((session.at().as_str(), session.typed_text()), ("ports/canal", "写到一半"));
    session.effects();
    session.press("esc q y");
    assert_eq!(session.effects(), ["quit"]);
}
