//! Records that git knows of and the disk lacks, on the screen.

use super::session::Session;
use super::{Message, Question, open, small};
use crate::app::dispatch::run as dispatch;
use crate::app::{Effect, Reason};
use crate::command::Command;
use crate::job::{Job, Outcome, RepositoryFailure, RepositoryState, Survey};
use crate::plan::ItemId;
use crate::review::{Gap, GapCause, Verdict};

fn verdict(session: &Session, id: &str) -> Verdict {
    let index = session.model.plan.position(&ItemId::parse(id).unwrap()).unwrap();
    session.model.review.standing(index).verdict.clone()
}

/// Tells the session that a record on the canal is missing.
fn miss(session: &mut Session, cause: GapCause) {
    session.go("ports/canal");
    session.press("a");
    let mut facts = session.written.clone();
    facts.truncate(1);
    facts[0].id = crate::review::FactId::parse("00missing").unwrap();
    let gap = Gap { file: "reviews/yi.000001.toml".into(), cause, facts: Some(facts) };
    let state = RepositoryState { gaps: vec![gap], ..RepositoryState::default() };
    session.send(Message::Done(Outcome::Surveyed(Survey::Repository(state))));
}

#[test]
fn a_missing_record_takes_the_verdict_away_and_is_a_problem() {
    let mut session = open(small());
    let before = session.model.problems.len();
    miss(&mut session, GapCause::Removed);
    assert_eq!(verdict(&session, "ports/canal"), Verdict::RecordsMissing);
    assert_eq!(verdict(&session, "ports/rail"), Verdict::Open);
    assert_eq!(session.model.problems[0].fault.code(), "records-removed");
    assert_eq!(session.model.problems.len(), before + 1);
    // The next answer says that it is back.
    let state = Survey::Repository(RepositoryState::default());
    session.send(Message::Done(Outcome::Surveyed(state)));
    assert_ne!(verdict(&session, "ports/canal"), Verdict::RecordsMissing);
    assert_eq!(session.model.problems.len(), before);
}

#[test]
fn what_git_cannot_give_leaves_no_verdict_at_all() {
    let mut session = open(small());
    let survey = Survey::Without(RepositoryFailure::MissingObject { object: "4e1f".into() });
    session.send(Message::Done(Outcome::Surveyed(survey)));
    assert!(session.model.review.standings().iter().all(|item| item.verdict == Verdict::RecordsMissing));
    // Without a repository nothing can be missing.
    session.send(Message::Done(Outcome::Surveyed(Survey::Without(RepositoryFailure::NoRepository))));
    assert_eq!(verdict(&session, "ports/canal"), Verdict::Open);
}

#[test]
fn marks_are_recorded_all_the_same() {
    let mut session = open(small());
    miss(&mut session, GapCause::Removed);
    session.go("ports/canal");
    session.press("r");
    assert_eq!(session.written.len(), 2);
    assert_eq!(verdict(&session, "ports/canal"), Verdict::RecordsMissing);
}

fn run(session: &mut Session, command: Command) -> Vec<Effect> {
    dispatch(&mut session.model, command)
}

#[test]
fn what_is_missing_is_put_back_or_given_up_after_a_question() {
    let mut session = open(small());
    assert_eq!(run(&mut session, Command::Restore), []);
    assert_eq!(session.cannot(), Some(Reason::NothingMissing));
    miss(&mut session, GapCause::Removed);
    // What a commit holds is not to be given up.
    assert_eq!(run(&mut session, Command::AcceptLoss), []);
    assert_eq!(session.cannot(), Some(Reason::NothingMissing));
    assert_eq!(run(&mut session, Command::Restore), [Effect::Work(Job::Restore { from_history: false })]);
    let mut session = open(small());
    miss(&mut session, GapCause::Lost);
    drop(run(&mut session, Command::AcceptLoss));
    assert_eq!(session.question(), Some(Question::AcceptLoss { records: 1 }));
    drop(session.effects());
    session.press("n");
    assert!(!session.effects().contains(&"accept loss"));
    drop(run(&mut session, Command::AcceptLoss));
    session.press("y");
    assert!(session.effects().contains(&"accept loss"));
}
