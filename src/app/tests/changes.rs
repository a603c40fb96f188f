//! The screen of changes, from the key to a mark on what changed.

use super::{Notice, open, small};
use crate::app::{ChangeRow, Message, Row, Screen};
use crate::job::{Job, Outcome, Version, VersionFailure};
use crate::text::Foreign;

/// A session in which ports/rail had another title, and ports/canal was not there, at the last commit.
fn changed() -> super::Session {
    let mut session = open(small());
    let mut old = session.model.plan.clone();
    let rail = old.position(&"ports/rail".parse_id()).unwrap();
    old.items[rail].title = crate::plan::Localized::new(vec![("zh".into(), Foreign::new("轻轨"))]);
    session.old_plan = Some(old);
    session
}

trait ParseId {
    fn parse_id(&self) -> crate::plan::ItemId;
}

impl ParseId for str {
    fn parse_id(&self) -> crate::plan::ItemId {
        crate::plan::ItemId::parse(self).unwrap()
    }
}

#[test]
fn a_digit_opens_the_changes_since_the_last_commit_and_another_goes_back() {
    let mut session = changed();
    drop(session.effects());
    session.press("4");
    assert_eq!(session.effects(), ["compare"]);
    assert_eq!(session.model.screen, Screen::Changes);
    assert_eq!(session.model.changes.old, Some(Version::head()));
    let rows = session.model.changes.rows();
    assert_eq!(rows, [ChangeRow::Whole, ChangeRow::Area(0), ChangeRow::Item { area: 0, item: 0 }]);
    session.press("j j");
    assert!(matches!(session.model.changed_row(), Some(Row::Item(_))));
    session.press("1");
    assert_eq!(session.model.screen, Screen::Outline);
    session.press("4 esc");
    assert_eq!(session.model.screen, Screen::Outline);
}

#[test]
fn enter_leads_to_the_item_and_folding_hides_it() {
    let mut session = changed();
    session.press("4 G h");
    assert_eq!(session.model.changes.rows().len(), 2);
    assert_eq!(session.model.changes.chosen(), Some(ChangeRow::Area(0)));
    session.press("l G enter");
    assert_eq!(session.model.screen, Screen::Outline);
    let selected = session.model.selected_item().unwrap();
    assert_eq!(session.model.plan.items[selected].id.as_str(), "ports/rail");
}

#[test]
fn a_mark_is_on_the_item_of_the_chosen_change_and_what_came_is_told() {
    let mut session = changed();
    session.press("4 g g a");
    assert_eq!(session.model.notice, Some(Notice::ChangeNowhere));
    assert!(session.deeds().is_empty());
    session.press("G a");
    assert_eq!(session.deeds(), ["approved ports/rail"]);
    assert_eq!(session.model.screen, Screen::Changes);
    // A status that wants a reason asks for it here too.
    session.press("r");
    assert!(session.model.note_line().is_some());
    session.type_text("x");
    session.press("enter u");
    assert_eq!(session.model.screen, Screen::Changes);
}

#[test]
fn another_version_can_be_named_and_only_the_last_answer_counts() {
    let mut session = changed();
    session.press("4 o");
    session.type_text("v1");
    session.hold();
    session.press("enter");
    assert_eq!(session.model.changes.old, Some(Version::Revision("v1".into())));
    assert!(session.model.changes.is_waiting());
    session.press("o");
    session.type_text("v2");
    session.press("enter");
    let failure = || VersionFailure::Unknown { text: "v1".into(), nearest: Vec::new() };
    session.send(Message::Done(Outcome::Compared(Err(failure()))));
    assert!(session.model.changes.is_waiting() && session.model.changes.compared().is_some());
    session.send(Message::Done(Outcome::Compared(Err(failure()))));
    assert_eq!(session.model.changes.answer, Some(Err(failure())));
    assert!(session.model.changes.rows().is_empty());
    // With nothing to choose from, keys do no harm.
    session.press("j G h l J enter a");
    assert!(session.deeds().is_empty());
}

#[test]
fn the_first_look_is_since_the_commit_of_my_last_mark_unless_that_is_gone() {
    let mut session = changed();
    session.go("ports/rail");
    session.press("a");
    session.hold();
    session.press("4");
    let marked_on = Some(Version::Revision("4e1f00".into()));
    assert_eq!(session.model.changes.old, marked_on);
    let gone = VersionFailure::Unknown { text: "4e1f00".into(), nearest: Vec::new() };
    session.send(Message::Done(Outcome::Compared(Err(gone))));
    assert_eq!(session.model.changes.old, Some(Version::head()));
    let asked = |effect: &crate::app::Effect| matches!(effect, crate::app::Effect::Work(Job::Compare { .. }));
    assert_eq!(session.asked.iter().filter(|effect| asked(effect)).count(), 2);
}
