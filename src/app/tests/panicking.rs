//! Jobs that panic: named, waited for no longer, and nothing else stops.

use super::session::Session;
use super::{Effect, Job, Message, Question, open, small, unfolded};
use crate::app::Notice;
use crate::job::{Outcome, Panicked};

/// Answers with panics until nothing is asked for any more, and returns the jobs that panicked.
fn panic_in_all(session: &mut Session) -> Vec<&'static str> {
    let mut names = Vec::new();
    while let Some(job) = session.held.pop_front() {
        names.push(job.name());
        assert!(names.len() < 20, "a job that panics is asked for without end: {names:?}");
        let panicked = Panicked { job, message: "at some place".into(), report: None };
        session.send(Message::Done(Outcome::Panicked(Box::new(panicked))));
    }
    names
}

fn panicked(session: &Session) -> Option<&Job> {
    match &session.model.notice {
        Some(Notice::Panicked(panicked)) => Some(&panicked.job),
        _ => None,
    }
}

#[test]
fn every_job_may_panic_and_the_screen_goes_on() {
    for (keys, job) in [
        ("R", "load"),
        ("w", "commit"),
        ("S", "sync"),
        ("4", "compare"),
        ("5", "history"),
        ("/ c h a n g e d : v 1", "changed-since"),
    ] {
        let mut session = unfolded(small());
        session.press("r esc");
        session.hold();
        session.press(keys);
        let names = panic_in_all(&mut session);
        assert!(names.contains(&job), "{keys}: {names:?}");
        assert_eq!(panicked(&session).map(Job::name), Some(names[0]), "{keys}: the first explains");
        assert!(session.model.notice.as_ref().unwrap().is_alarm());
        assert!(!session.model.is_committing() && session.model.syncing.is_none(), "{keys}");
        // The same works when it is asked for again.
        session.let_go();
        session.press("esc 1");
        session.press("R w");
        assert_eq!(panicked(&session), None, "{keys}");
        session.effects();
        session.press("q");
        if session.question().is_some() {
            session.press("n");
        }
        assert!(session.asked.contains(&Effect::Quit), "{keys}: leaving waits for nothing");
    }
}

#[test]
fn a_mark_whose_recording_panicked_is_kept_and_tried_again() {
    let mut session = unfolded(small());
    session.hold();
    session.press("a");
    assert_eq!(panic_in_all(&mut session)[..2], ["record", "load"], "what is on the disk is looked at");
    assert_eq!(session.model.recording.unkept(), 1);
    session.press("q");
    assert_eq!(session.question(), Some(Question::LeaveUnkept { facts: 1 }));
    session.press("n");
    session.let_go();
    session.press("a");
    assert_eq!(session.deeds(), ["approved ports/network", "approved ports/works"]);
}

#[test]
fn a_commit_on_leaving_that_panics_keeps_nobody() {
    let mut session = open(small());
    session.press("a");
    session.hold();
    session.press("q y");
    assert!(panic_in_all(&mut session).contains(&"commit"));
    session.let_go();
    assert_eq!(session.question(), Some(Question::LeaveUncommitted));
    session.press("y");
    assert!(session.asked.contains(&Effect::Quit));
}
