//! Facts on their way to the disk: in order, one at a time, and kept where the disk fails.

use super::session::Disk;
use super::{ECO, Effect, Job, PORTS, Question, plan_of, small, unfolded};
use crate::app::{Message, Notice};
use crate::job::Outcome;
use crate::plan::Field;
use crate::review::{Deed, Fingerprint, Wording};

#[test]
fn rapid_keys_are_recorded_in_their_order_one_at_a_time() {
    let mut session = unfolded(small());
    session.effects();
    session.hold();
    session.press("a a r");
    session.type_text("口径");
    session.press("enter a");
    assert_eq!(session.effects(), ["record"], "the second waits for the first");
    assert_eq!(session.model.recording.unkept(), 5);
    assert_eq!(session.at(), "ports/four", "what is on its way counts as looked at");
    session.answer_one();
    assert_eq!(session.effects(), ["record"]);
    session.let_go();
    assert_eq!(
        session.deeds(),
        [
            "approved ports/network",
            "approved ports/works",
            "revise ports/canal",
            "note ports/canal 口径",
            "approved ports/rail"
        ]
    );
    let Deed::Note(note) = &session.written[3].deed else { panic!("the fourth is the note") };
    assert_eq!(note.re.as_ref(), Some(&session.written[2].id), "the mark it explains was known by then");
}

#[test]
fn a_mark_that_overtakes_another_still_replaces_it() {
    let mut session = unfolded(small());
    session.hold();
    session.press("r esc d esc a");
    session.let_go();
    assert_eq!(session.holding("ports/network"), ["jia approved"], "no two stand side by side");
    let after: Vec<usize> = session
        .written
        .iter()
        .map(|fact| match &fact.deed {
            Deed::Mark(mark) => mark.after.len(),
            _ => 0,
        })
        .collect();
    assert_eq!(after, [0, 1, 1]);
}

#[test]
fn what_could_not_be_recorded_is_told_kept_and_tried_again_with_the_next() {
    let mut session = unfolded(small());
    session.disk = Disk::Full;
    session.press("r");
    session.type_text("口径待核");
    assert!(matches!(session.model.notice, Some(Notice::NotRecorded(_))));
    assert!(session.model.recording.failed.is_some());
    session.press("enter");
    assert_eq!((session.written.len(), session.model.recording.unkept()), (0, 2));
    session.disk = Disk::Works;
    session.press("a");
    assert_eq!(
        session.deeds(),
        ["revise ports/network", "note ports/network 口径待核", "approved ports/works"]
    );
    assert_eq!((session.model.recording.unkept(), &session.model.recording.failed), (0, &None));
    assert!(matches!(session.model.notice, Some(Notice::Recorded(_))));
}

#[test]
fn reading_again_also_tries_again() {
    let mut session = unfolded(small());
    session.disk = Disk::Full;
    session.press("a");
    session.disk = Disk::Works;
    session.press("R");
    assert_eq!(session.deeds(), ["approved ports/network"]);
}

#[test]
fn leaving_with_something_unrecorded_asks() {
    let mut session = unfolded(small());
    session.disk = Disk::Full;
    session.press("a a q");
    assert_eq!(session.question(), Some(Question::LeaveUnkept { facts: 2 }));
    session.effects();
    for stay in ["n", "esc"] {
        session.press(stay);
        assert_eq!((session.question(), session.effects()), (None, vec![]), "{stay}");
        session.press("q");
    }
    session.press("y");
    assert_eq!(session.effects(), ["quit"]);
}

/// Whoever marks and leaves in one breath is not asked about a fact that is safe a moment later.
#[test]
fn leaving_while_a_record_is_on_its_way_goes_on_when_it_has_arrived() {
    let mut session = unfolded(super::small_under("commit = \"never\""));
    session.hold();
    session.press("a q");
    assert_eq!(session.question(), Some(Question::LeaveUnkept { facts: 1 }));
    session.effects();
    session.let_go();
    assert_eq!((session.question(), session.effects()), (None, vec!["quit"]));
    let mut session = unfolded(small());
    session.hold();
    session.press("a q");
    session.let_go();
    assert_eq!(session.question(), Some(Question::CommitBeforeLeaving { facts: 1 }));
}

#[test]
fn where_the_plan_cannot_be_written_the_journal_holds_it_and_it_is_said() {
    let mut session = unfolded(small());
    session.disk = Disk::ReadOnly;
    session.press("a");
    let Some(Notice::Recorded(recorded)) = &session.model.notice else { panic!("it is recorded") };
    assert!(recorded.in_journal.is_some());
    assert!(session.model.notice.as_ref().unwrap().is_alarm());
    assert_eq!((session.model.in_journal, session.model.uncommitted()), (1, Some(0)));
    assert_eq!(session.holding("ports/network"), ["jia approved"]);
}

#[test]
fn an_answer_nobody_waits_for_changes_nothing() {
    let mut session = unfolded(small());
    session.press("a");
    let facts = session.written.clone();
    let recorded = crate::job::Recorded { facts, file: "x".into(), in_journal: None, forgotten: None };
    session.send(crate::app::Message::Done(crate::job::Outcome::Recorded(Ok(recorded))));
    assert_eq!(session.holding("ports/network"), ["jia approved"]);
    assert!(!session.asked.iter().rev().take(1).any(|effect| matches!(effect, Effect::Work(Job::Commit))));
}

#[test]
fn a_mark_is_on_the_wording_that_was_on_the_screen_when_the_key_was_pressed() {
    let mut session = unfolded(small());
    session.hold();
    session.press("a a");
    let read = Wording::of(&session.model.plan.items[1], &Field::COVERED);
    // The wording changes on the disk while the second mark still waits for the first.
    session.loaded = plan_of("title = \"x\"", &[&PORTS.replace("谋划重大设施", "另有所谋"), ECO]);
    session.send(Message::Changed);
    session.answer_all(|job| matches!(job, Job::Load));
    session.let_go();
    let Deed::Mark(mark) = &session.written[1].deed else { panic!("the second is a mark") };
    assert_eq!(mark.seen, Fingerprint::of(&read));
    assert!(session.model.review.standing(1).is_stale(), "what stands there now was never read");
}

#[test]
fn a_mark_belongs_to_whoever_pressed_the_key() {
    let mut session = unfolded(small());
    session.hold();
    session.press("a a @");
    session.type_text("yi");
    session.press("enter");
    session.let_go();
    session.press("a");
    let by: Vec<&str> = session.written.iter().map(|fact| fact.by.as_str()).collect();
    assert_eq!(by, ["jia", "jia", "yi"], "what waited when the reviewer changed is still of the one before");
}

#[test]
fn an_answer_of_git_that_is_older_than_a_record_is_not_believed() {
    let mut session = unfolded(small());
    let before = session.model.survey.clone().expect("git has answered");
    session.hold();
    session.press("R a");
    session.answer_records();
    // git was asked before the record was written, and answers after it.
    session.send(Message::Done(Outcome::Surveyed(before)));
    assert_eq!(session.model.uncommitted(), Some(1));
}
