//! The overview, from the key to where its lines lead.

use super::{Message, Notice, Session, open, small_under};
use crate::app::{OverviewLine, Row, Screen};
use crate::job::{Job, Outcome, Version};
use crate::plan::ReviewerId;
use crate::review::{Overview, Review};

const THREE: &str = "[[reviewer]]\nid = \"jia\"\n[[reviewer]]\nid = \"yi\"\n[[reviewer]]\nid = \"bing\"\n";

/// A session of jia, who approved the canal and the railway; yi and bing have recorded nothing.
fn begun() -> Session {
    let mut session = open(small_under(THREE));
    session.press("/ c a n a l enter a / r a i l enter a");
    session
}

fn counted(session: &Session) -> &Overview {
    session.model.overlook.counted.as_ref().expect("the screen is open")
}

fn chosen(session: &Session) -> OverviewLine {
    let overlook = &session.model.overlook;
    overlook.lines()[overlook.chosen_at().expect("something can be chosen")]
}

#[test]
fn a_digit_opens_it_at_the_area_one_is_in_and_others_leave_it() {
    let mut session = begun();
    session.press("G 2");
    assert_eq!(session.model.screen, Screen::Overview);
    assert_eq!(chosen(&session), OverviewLine::Area(1));
    session.press("k k k");
    assert_eq!(chosen(&session), OverviewLine::Area(0), "the ends stop it");
    session.press("G");
    assert_eq!(chosen(&session), OverviewLine::Day(0));
    session.press("esc");
    assert_eq!(session.model.screen, Screen::Outline);
    session.press("2 1");
    assert_eq!(session.model.screen, Screen::Outline);
    assert!(session.model.overlook.counted.is_none(), "nothing is counted for nobody");
}

#[test]
fn an_area_leads_into_the_outline_and_back_again() {
    let mut session = begun();
    let before = session.at();
    session.press("2 g g j enter");
    assert_eq!((session.model.screen, session.at().as_str()), (Screen::Outline, "eco"));
    session.press("backspace");
    assert_eq!(session.at(), before);
}

#[test]
fn a_reviewer_leads_to_what_is_left_for_that_reviewer() {
    let mut session = begun();
    session.press("2 g g j j enter");
    let filter = session.model.outline.filter.as_ref().unwrap();
    assert_eq!((filter.text.as_str(), filter.found), ("待看:jia", 5));
    assert_eq!((session.model.screen, session.at().as_str()), (Screen::Outline, "ports/network"));
    session.press("esc 2 g g j j j enter");
    let filter = session.model.outline.filter.as_ref().unwrap();
    assert_eq!((filter.text.as_str(), filter.found), ("待看:yi", 7));
    assert_eq!(counted_left(&mut session), [5, 7, 7]);
}

/// What is left for each reviewer.
fn counted_left(session: &mut Session) -> Vec<usize> {
    session.press("2");
    let left = counted(session).reviewers.iter().map(|looking| looking.total.left()).collect();
    session.press("1");
    left
}

#[test]
fn who_has_looked_at_everything_has_nothing_left_to_go_to() {
    let mut session = begun();
    session.press("1 n a n a n a n a n a 2 g g j j enter");
    assert_eq!(session.model.notice, Some(Notice::NothingLeft(ReviewerId::parse("jia").unwrap())));
    assert!(session.model.outline.filter.is_none());
}

#[test]
fn a_day_leads_to_what_changed_since() {
    let mut session = begun();
    drop(session.effects());
    session.press("2 G enter");
    assert_eq!(session.model.screen, Screen::Changes);
    let day = session.model.review.facts()[0].at.as_ref().unwrap().day();
    assert_eq!(session.model.changes.old, Some(Version::Revision(day.into())));
    assert_eq!(session.effects(), ["compare"]);
}

#[test]
fn no_filter_fold_or_selection_changes_a_number() {
    let mut session = begun();
    session.press("2");
    let whole = counted(&session).clone();
    assert_eq!(whole, Overview::of(&session.model.plan, &session.model.review), "as `status` counts");
    for keys in ["1 -", "1 f 运 河 enter", "1 z m", "1 / 水 tab enter", "1 2 G enter"] {
        session.press(keys);
        session.press("1 2");
        assert_eq!(*counted(&session), whole, "{keys}");
    }
}

#[test]
fn what_comes_in_while_it_is_open_is_counted() {
    let mut session = begun();
    session.press("2");
    let before = counted(&session).total.clone();
    let mut loaded = session.loaded.clone();
    let facts = session.written.iter().skip(1).cloned();
    loaded.review = Some(Box::new(Review::of(&loaded.plan, facts)));
    drop(crate::app::update(&mut session.model, Message::Changed));
    session.held.clear();
    session.send(Message::Done(Outcome::Loaded(Box::new(loaded))));
    assert_eq!(counted(&session).total.stages.in_review + 1, before.stages.in_review);
    assert_eq!(session.model.screen, Screen::Overview);
    assert!(!session.held.contains(&Job::Load));
}

#[test]
fn the_mouse_chooses_a_line_and_then_follows_it() {
    let mut session = begun();
    session.press("2 g g");
    // Header, signs, names of the columns, two areas.
    session.send(Message::Click { column: 5, row: 4 });
    assert_eq!(chosen(&session), OverviewLine::Area(1));
    session.send(Message::Click { column: 5, row: 1 });
    assert_eq!(chosen(&session), OverviewLine::Area(1), "a line that leads nowhere is not chosen");
    session.send(Message::Wheel { column: 5, row: 4, down: true });
    assert_eq!(chosen(&session), OverviewLine::Reviewer(2));
    session.press("g g");
    session.send(Message::Click { column: 5, row: 3 });
    assert_eq!((session.model.screen, session.model.outline.selected), (Screen::Outline, Row::Area(0)));
}
