//! The screen of history, from the key to the commit that changed something.

use super::{open, small};
use crate::app::{Effect, Message, Screen};
use crate::job::{About, History, Job, Outcome, RepositoryFailure, Version, VersionFailure};

fn asked(session: &super::Session) -> Vec<About> {
    let about = |effect: &Effect| match effect {
        Effect::Work(Job::History { about, until: Version::Disk }) => Some(about.clone()),
        _ => None,
    };
    session.asked.iter().filter_map(about).collect()
}

#[test]
fn a_digit_tells_the_history_of_what_is_selected_and_esc_goes_back_to_it() {
    let mut session = open(small());
    session.go("ports/rail");
    session.press("a");
    session.go("ports/rail");
    session.press("5");
    assert_eq!(session.model.screen, Screen::History);
    assert_eq!(asked(&session), [About::Item("ports/rail".parse_item())]);
    assert_eq!(session.model.chronicle.passages().len(), 1);
    // Marks are not made on the past.
    session.press("r J j k G");
    assert_eq!(session.deeds(), ["approved ports/rail"]);
    session.press("esc");
    assert_eq!(session.model.screen, Screen::Outline);
    session.press("g g 5");
    assert!(matches!(asked(&session).last(), Some(About::Area(_))));
}

#[test]
fn only_the_last_answer_counts_and_a_failure_is_kept_to_be_said() {
    let mut session = open(small());
    session.go("ports/rail");
    session.hold();
    session.press("5 esc g g 5");
    let failure = || VersionFailure::Git(RepositoryFailure::NoRepository);
    session.send(Message::Done(Outcome::History(Ok(History::default()))));
    assert!(session.model.chronicle.is_waiting() && session.model.chronicle.answer.is_none());
    session.send(Message::Done(Outcome::History(Err(failure()))));
    assert_eq!(session.model.chronicle.answer, Some(Err(failure())));
    session.press("j G J 1");
    assert_eq!(session.model.screen, Screen::Outline);
}

#[test]
fn a_history_is_shown_as_it_is_found_and_stays_while_it_is_told_again() {
    let mut session = open(small());
    session.go("ports/rail");
    session.press("a");
    let Outcome::History(Ok(whole)) =
        session.perform(Job::History { about: About::Everything, until: Version::Disk })
    else {
        panic!("a history is told")
    };
    let part = |about: &str| {
        Message::Done(Outcome::HistoryBegun {
            about: About::Item(about.parse_item()),
            told: whole.passages.clone(),
        })
    };
    let count = |session: &super::Session| session.model.chronicle.passages().len();
    session.go("ports/rail");
    session.hold();
    session.press("5");
    session.send(part("ports/canal"));
    assert_eq!(count(&session), 0, "of something else");
    session.send(part("ports/rail"));
    session.send(part("ports/rail"));
    assert_eq!((count(&session), session.model.chronicle.is_waiting()), (2, true));
    session.press("j");
    session.send(Message::Done(Outcome::History(Ok(whole.clone()))));
    assert_eq!((count(&session), session.model.chronicle.is_waiting()), (3, false));
    assert_eq!(session.model.chronicle.picker.chosen, 1, "the choice stays");
    // Told again, it is replaced when it is whole.
    session.press("5");
    session.send(part("ports/rail"));
    assert_eq!(count(&session), 3);
    session.send(Message::Done(Outcome::History(Ok(whole.clone()))));
    assert_eq!(count(&session), 2);
    // Asked twice, only what belongs to the second counts.
    session.press("5 5");
    session.send(part("ports/rail"));
    session.send(Message::Done(Outcome::History(Ok(History::default()))));
    assert_eq!(count(&session), 2);
    session.send(part("ports/rail"));
    session.send(Message::Done(Outcome::History(Ok(History::default()))));
    assert_eq!(count(&session), 1);
}

trait ParseItem {
    fn parse_item(&self) -> crate::plan::ItemId;
}

impl ParseItem for str {
    fn parse_item(&self) -> crate::plan::ItemId {
        crate::plan::ItemId::parse(self).unwrap()
    }
}
