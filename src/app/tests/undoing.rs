//! Undo and redo: any number of times, also of what an earlier run recorded.

use proptest::prelude::*;

use super::session::{Session, marked};
use super::{ITEMS, open, quiet, small, unfolded};
use crate::app::{Message, Notice, Reason};
use crate::plan::StatusId;
use crate::review::{Deed, Moment};

#[test]
fn undo_takes_back_the_last_and_redo_brings_it_back() {
    let mut session = unfolded(small());
    session.press("a a r 旧 enter");
    assert_eq!(session.deeds().len(), 4);
    session.press("u");
    assert_eq!((session.at().as_str(), session.notes("ports/canal").len()), ("ports/canal", 0));
    assert!(
        matches!(&session.model.notice, Some(Notice::Undone { item, .. }) if item.as_str() == "ports/canal")
    );
    assert_eq!(session.holding("ports/canal"), [""; 0], "a mark and its reason are one undo");
    session.press("delete");
    assert_eq!(session.at(), "ports/works", "what was touched is brought into sight");
    session.press("U ctrl-r");
    assert_eq!(
        (session.holding("ports/works"), session.holding("ports/canal")),
        (vec!["jia approved".to_owned()], vec!["jia revise".to_owned()])
    );
    assert_eq!(session.notes("ports/canal"), ["旧"]);
    assert!(matches!(session.model.notice, Some(Notice::Redone { .. })));
    session.press("U");
    assert_eq!(session.cannot(), Some(Reason::NothingToRedo));
}

#[test]
fn a_mark_and_its_reason_are_taken_back_and_brought_back_together() {
    let mut session = unfolded(small());
    session.press("r 旧 enter");
    session.press("u");
    let last: Vec<&str> = session.written[2..]
        .iter()
        .map(|fact| match &fact.deed {
            Deed::Undo { of } => of.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(last, ["02-000001", "02-000000"], "the note first, in one stroke");
    session.press("u");
    assert_eq!(session.cannot(), Some(Reason::NothingToUndo));
    session.press("U");
    assert_eq!(session.holding("ports/network"), ["jia revise"]);
    assert_eq!(session.notes("ports/network"), ["旧"]);
    session.press("u");
    assert_eq!((session.holding("ports/network").len(), session.notes("ports/network").len()), (0, 0));
}

#[test]
fn something_new_after_an_undo_ends_what_could_be_redone() {
    let mut session = unfolded(small());
    session.press("a u r esc U");
    assert_eq!(session.cannot(), Some(Reason::NothingToRedo));
    assert_eq!(session.holding("ports/network"), ["jia revise"]);
}

#[test]
fn undoing_the_second_mark_brings_the_first_back() {
    let mut session = unfolded(small());
    session.press("a k r esc u");
    assert_eq!(session.holding("ports/network"), ["jia approved"]);
    session.press("u");
    assert_eq!(session.holding("ports/network"), [""; 0]);
    session.press("u");
    assert_eq!(session.cannot(), Some(Reason::NothingToUndo));
}

#[test]
fn nobody_undoes_what_another_recorded() {
    let mut loaded = small();
    marked(&mut loaded, "yi", "ports/network", "rejected", None);
    let mut session = open(loaded);
    session.press("u");
    assert_eq!(session.cannot(), Some(Reason::NothingToUndo));
    assert_eq!(session.holding("ports/network"), ["yi rejected"]);
}

fn with_an_earlier_run() -> Session {
    let mut loaded = small();
    marked(&mut loaded, "jia", "ports/canal", "revise", None);
    marked(&mut loaded, "jia", "ports/rail", "approved", None);
    unfolded(loaded)
}

fn reaches(session: &Session) -> Option<(&str, Option<&str>)> {
    match &session.model.notice {
        Some(Notice::UndoReaches { facts, item, day }) => {
            assert_eq!(day.as_ref().map(Moment::day), Some("2026-11-16"));
            let fact = session.model.review.fact(&facts[0]).unwrap();
            Some((item.raw(), fact.deed.status().map(StatusId::as_str)))
        }
        _ => None,
    }
}

#[test]
fn an_undo_that_reaches_an_earlier_run_names_it_and_wants_the_key_once_more() {
    let mut session = with_an_earlier_run();
    session.press("a u");
    assert_eq!(session.deeds().len(), 2, "this run is undone at once");
    session.press("u");
    assert_eq!(reaches(&session), Some(("ports/rail", Some("approved"))));
    assert_eq!(session.deeds().len(), 2);
    session.press("u");
    assert_eq!(session.deeds()[2], "undo 01-000001");
    assert_eq!(session.holding("ports/rail"), [""; 0]);
    session.press("u");
    assert_eq!(reaches(&session), Some(("ports/canal", Some("revise"))), "each is asked for on its own");
    session.press("u U U");
    assert_eq!(session.holding("ports/canal"), ["jia revise"]);
    assert_eq!(session.holding("ports/rail"), ["jia approved"]);
}

#[test]
fn anything_in_between_makes_it_ask_again() {
    for between in ["k", "esc", "Q", "?", "g", "/ esc"] {
        let mut session = with_an_earlier_run();
        session.press("u");
        session.press(between);
        if session.model.overlay.is_some() {
            session.press("esc");
        }
        session.press("u");
        if !session.model.typed().is_empty() {
            session.press("u");
        }
        assert_eq!(session.written, [], "{between}");
    }
    let others = [Message::Click { column: 3, row: 2 }, Message::Wheel { column: 3, row: 3, down: true }];
    for between in others {
        let mut session = with_an_earlier_run();
        session.press("u");
        session.send(between.clone());
        session.press("u");
        assert_eq!(session.written, [], "{between:?}");
    }
}

/// Whoever holds the key down has not read what it would take back.
#[test]
fn keys_pressed_before_it_was_announced_do_not_confirm_it() {
    let mut session = with_an_earlier_run();
    session.hold();
    session.press("a u u u u");
    session.let_go();
    assert_eq!(session.deeds(), ["approved ports/network", "undo 02-000000"]);
    assert_eq!(reaches(&session), Some(("ports/rail", Some("approved"))));
    session.press("u");
    assert_eq!(session.deeds()[2], "undo 01-000001");
}

/// One step of a random review.
#[derive(Clone, Debug)]
enum Step {
    Mark(usize),
    Note,
    Undo,
    Redo,
    Move(&'static str),
    /// The disk answers once, where answers are kept back.
    Answer,
}

const KEYS: [(&str, &str); 5] =
    [("a", "approved"), ("r", "revise"), ("d", "discuss"), ("p", "deferred"), ("x", "rejected")];

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0..KEYS.len()).prop_map(Step::Mark),
        2 => Just(Step::Note),
        4 => Just(Step::Undo),
        2 => Just(Step::Redo),
        3 => prop::sample::select(vec!["j", "k", "g g", "G", "n", "["]).prop_map(Step::Move),
        3 => Just(Step::Answer),
    ];
    prop::collection::vec(step, 0..40)
}

/// A mark with its status, or a note without one, on an item.
type Done = (String, Option<&'static str>);

/// What a reviewer believes to have done: the simplest thing that could be right. What one undo takes back is together.
#[derive(Default)]
struct Belief {
    done: Vec<Vec<Done>>,
    taken_back: Vec<Vec<Done>>,
}

impl Belief {
    fn did(&mut self, item: String, status: Option<&'static str>) {
        self.taken_back.clear();
        let explained = status.is_none().then(|| self.owing(&item)).flatten();
        let mut whole = explained.map(|at| self.done.remove(at)).unwrap_or_default();
        whole.push((item, status));
        self.done.push(whole);
    }

    /// Where the mark on `item` is that holds and whose reason is owed.
    fn owing(&self, item: &str) -> Option<usize> {
        let marks =
            self.done.iter().enumerate().filter(|(_, whole)| whole[0].0 == item && whole[0].1.is_some());
        let marks: Vec<(usize, &Vec<Done>)> = marks.collect();
        let &(at, last) = marks.last()?;
        let same = marks.iter().rev().take_while(|(_, whole)| whole[0].1 == last[0].1);
        let wanted = last[0].1 != Some("approved") && same.into_iter().all(|(_, whole)| whole.len() == 1);
        wanted.then_some(at)
    }

    fn agrees(&self, session: &Session) {
        for item in ITEMS {
            let own = || self.done.iter().flatten().filter(|(of, _)| of == item);
            let mark = own().filter_map(|(_, status)| *status).next_back();
            let holding: Vec<String> = mark.iter().map(|status| format!("jia {status}")).collect();
            assert_eq!(session.holding(item), holding, "{item}");
            assert_eq!(
                session.notes(item).len(),
                own().filter(|(_, status)| status.is_none()).count(),
                "{item}"
            );
        }
    }
}

fn review(steps: &[Step], late: bool) -> (Session, Belief) {
    let mut session = unfolded(small());
    let mut belief = Belief::default();
    if late {
        session.hold();
    }
    for step in steps {
        let at = session.at();
        let item = at.contains('/').then_some(at);
        match (step, item) {
            (Step::Mark(number), Some(item)) => {
                let (key, status) = KEYS[*number];
                session.press(key);
                session.press("esc");
                belief.did(item, Some(status));
            }
            (Step::Note, Some(item)) => {
                session.press("c x enter");
                belief.did(item, None);
            }
            (Step::Mark(_) | Step::Note, None) => {}
            (Step::Undo, _) => {
                session.press("u");
                belief.taken_back.extend(belief.done.pop());
            }
            (Step::Redo, _) => {
                session.press("U");
                belief.done.extend(belief.taken_back.pop());
            }
            (Step::Move(keys), _) => session.press(keys),
            (Step::Answer, _) => drop(session.answer_one()),
        }
        if !late {
            belief.agrees(&session);
        }
    }
    session.let_go();
    (session, belief)
}

proptest! {
    #![proptest_config(quiet(128))]

    #[test]
    fn what_holds_is_what_was_done_and_not_taken_back(steps in steps()) {
        let (mut session, belief) = review(&steps, false);
        for _ in &belief.done {
            session.press("u");
        }
        Belief::default().agrees(&session);
        for _ in 0..belief.done.len() + belief.taken_back.len() {
            session.press("U");
        }
        let all = Belief {
            done: belief.done.into_iter().chain(belief.taken_back.into_iter().rev()).collect(),
            taken_back: Vec::new(),
        };
        all.agrees(&session);
    }

    /// However late the disk answers, the outcome is that of the keys in their order, and nothing is lost.
    #[test]
    fn a_slow_disk_changes_nothing(steps in steps()) {
        let (session, belief) = review(&steps, true);
        belief.agrees(&session);
        prop_assert_eq!(session.model.recording.unkept(), 0);
    }
}
