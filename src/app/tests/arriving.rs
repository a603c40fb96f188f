//! A big plan comes in parts: the first is walked like a plan, and nothing is recorded before the last is there.

use proptest::prelude::*;

use super::session::{Opening, Session, marked, plan_of};
use super::{ECO, PORTS, quiet, small};
use crate::app::{Message, Notice, Overlay, Question, Reason};
use crate::job::{Identity, Loaded, Outcome};

const MORE: &str = "id = \"new\"\ntitle = \"新\"\n[[goal]]\nid = \"g\"\ntitle = \"目标\"\n[[goal.task]]\nid = \"t\"\ntitle = \"任务\"\n";

/// The first `areas` of the plan of three.
fn part(areas: usize) -> Loaded {
    let loaded = plan_of("title = \"x\"", &[PORTS, ECO, MORE][..areas]);
    Loaded { problems: Vec::new(), complete: false, ..loaded }
}

fn whole() -> Loaded {
    plan_of("title = \"x\"", &[PORTS, ECO, MORE])
}

/// A session in which nothing but parts has come yet.
fn arriving(parts: usize) -> Session {
    let mut session = Opening::of(whole()).start();
    for areas in 1..=parts {
        take(&mut session, part(areas));
    }
    session.effects();
    session
}

fn take(session: &mut Session, loaded: Loaded) {
    session.send(Message::Done(Outcome::Loaded(Box::new(loaded))));
}

#[test]
fn the_first_part_arrives_like_a_plan_and_what_follows_leaves_everything_in_its_place() {
    let mut session = arriving(1);
    assert!(session.model.is_loaded() && !session.model.is_whole());
    assert_eq!((session.at().as_str(), session.rows().len()), ("ports/network", 3));
    session.press("l l j");
    session.model.item_scroll = 1;
    assert_eq!(session.at(), "ports/four");
    take(&mut session, part(2));
    assert_eq!((session.at().as_str(), session.model.item_scroll), ("ports/four", 1));
    let rows = ["ports", "ports/network", "ports/works", "ports/four", "eco", "eco/air"];
    assert_eq!(session.rows(), rows, "what is new is folded as it all was");
    session.press("z r");
    session.let_go();
    assert!(session.model.is_whole());
    assert_eq!(session.at(), "ports/four", "nobody is taken back to the beginning");
    assert_eq!(session.rows().len(), 12, "what is new is open, as everything is by now");
    assert_eq!((&session.model.plan, &session.model.problems), (&whole().plan, &whole().problems));
    assert_eq!(session.model.notice, None, "the problems of a first load are no news");
}

#[test]
fn nothing_is_recorded_or_committed_before_the_plan_is_whole() {
    let mut session = Opening::of(whole()).start();
    marked(&mut session.loaded, "jia", "ports/canal", "approved", None);
    let facts = session.loaded.facts.clone();
    take(&mut session, Loaded { facts, ..part(1) });
    session.effects();
    session.go("ports/canal");
    for key in ["a", "r", "c", "u", "U", "w", "!"] {
        session.model.notice = None;
        session.press(key);
        assert_eq!(session.cannot(), Some(Reason::Arriving), "{key}");
        assert!(session.effects().is_empty() && session.model.overlay.is_none(), "{key}");
    }
    assert_eq!(session.holding("ports/canal"), ["jia approved"]);
    session.let_go();
    session.go("ports/canal");
    session.press("r");
    session.type_text("口径待核");
    session.press("enter");
    assert_eq!(session.deeds(), ["revise ports/canal", "note ports/canal 口径待核"]);
    assert_eq!(session.holding("ports/canal"), ["jia revise"], "it replaces the mark that was there");
}

#[test]
fn a_part_can_be_walked_folded_and_searched() {
    let mut session = arriving(2);
    session.press("z r / 水");
    let Some(Overlay::Search(search)) = &session.model.overlay else { panic!("a part can be searched") };
    assert!(!search.line.hits.is_empty());
    session.press("enter");
    assert_eq!(session.at(), "eco/water");
    session.press("n");
    assert_eq!((session.at().as_str(), &session.model.notice), ("ports/network", &Some(Notice::Wrapped)));
    session.press("left backspace");
    assert_eq!(session.at(), "ports/network", "the way back is kept");
    assert_eq!(session.effects(), [""; 0]);
}

/// That nothing is left to be looked at is known only at the end.
#[test]
fn a_part_that_is_done_is_not_the_plan_done() {
    let mut session = Opening::of(whole()).start();
    for item in super::ITEMS {
        marked(&mut session.loaded, "jia", item, "approved", None);
    }
    let facts = session.loaded.facts.clone();
    take(&mut session, Loaded { facts, ..part(2) });
    session.press("n");
    assert_eq!(session.cannot(), Some(Reason::Arriving));
    session.let_go();
    session.press("n");
    assert_eq!(session.at(), "new/g");
}

#[test]
fn a_question_and_who_one_is_are_asked_once() {
    let mut session = Opening::of(whole()).start();
    let identity = Identity::Ask { candidates: Vec::new() };
    take(&mut session, Loaded { in_journal: 2, identity: identity.clone(), ..part(1) });
    assert_eq!(session.question(), Some(Question::Replay { facts: 2 }));
    session.press("esc @");
    session.type_text("yi");
    session.press("enter");
    session.loaded = Loaded { in_journal: 2, identity, ..whole() };
    take(&mut session, part(2));
    session.let_go();
    assert_eq!(session.question(), None);
    assert_eq!(session.model.identity.known().map(|me| me.as_str().to_owned()), Some("yi".to_owned()));
}

/// What is on the screen is whole: a part of what is being read again is less.
#[test]
fn a_part_of_a_reload_changes_nothing() {
    let mut session = super::open(small());
    session.hold();
    session.send(Message::Changed);
    session.effects();
    take(&mut session, part(1));
    assert_eq!((session.model.plan.items.len(), session.model.is_whole()), (7, true));
    session.send(Message::Changed);
    assert_eq!(session.effects(), [""; 0], "the load is still under way");
    session.let_go();
    assert_eq!(session.effects(), ["load", "survey"]);
}

#[test]
fn a_change_while_parts_arrive_is_read_after_the_whole() {
    let mut session = arriving(1);
    session.send(Message::Changed);
    take(&mut session, part(2));
    assert_eq!(session.effects(), [""; 0]);
    session.loaded = whole();
    assert!(session.answer_one());
    assert!(session.model.is_whole(), "what has come is shown, and is old already");
    assert_eq!(session.effects(), ["load", "survey"]);
    session.let_go();
    assert_eq!(session.effects(), [""; 0]);
}

proptest! {
    #![proptest_config(quiet(48))]

    /// However one moves about between the parts, in the end all is as if the plan had been read at once.
    #[test]
    fn parts_come_to_the_same_as_the_whole(
        keys in prop::collection::vec(
            prop::collection::vec(
                prop::sample::select(vec!["j", "k", "h", "l", "n", "]", "G", "z m", "z r", "a", "c", "u", "/ 水 enter esc"]),
                0..8,
            ),
            3,
        ),
    ) {
        let mut session = Opening::of(whole()).start();
        for (at, keys) in keys.into_iter().enumerate() {
            take(&mut session, part(at + 1));
            for key in keys {
                session.press(key);
            }
            let selected = session.at();
            prop_assert!(session.rows().contains(&selected), "{selected} is hidden");
            prop_assert!(session.model.counts_are_right());
        }
        let selected = session.at();
        prop_assert!(session.written.is_empty() && session.model.overlay.is_none());
        session.let_go();
        prop_assert_eq!(session.at(), selected);
        prop_assert!(session.model.counts_are_right());
        prop_assert_eq!(&session.model.plan, &whole().plan);
        prop_assert_eq!(&session.model.problems, &whole().problems);
        session.press("z r z m");
        let mut fresh = super::open(whole());
        fresh.press("z r z m");
        prop_assert_eq!(session.rows(), fresh.rows());
    }
}
