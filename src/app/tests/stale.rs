//! Marks that want a second word: on a wording that changed since, or recorded by somebody else on one's behalf.

use super::session::{Session, add, marked, reviewer};
use super::{open, small, unfolded};
use crate::app::{Notice, Reason};
use crate::plan::{Item, ItemId, StatusId};
use crate::review::{Deed, Review, drafting};

fn item<'a>(session: &'a mut Session, slug: &str) -> &'a mut Item {
    session.loaded.plan.items.iter_mut().find(|item| item.id.slug() == slug).unwrap()
}

/// What jia marked, with the canal written otherwise afterwards by somebody else.
fn changed_after(keys: &str) -> Session {
    let mut session = unfolded(small());
    session.go("ports/canal");
    session.press(keys);
    item(&mut session, "canal").owner = vec!["市水利局".into()];
    session.press("R");
    session
}

#[test]
fn the_next_to_be_looked_at_is_also_one_that_changed() {
    let mut session = changed_after("a");
    session.press("g g");
    for _ in 0..session.rows().len() {
        session.press("n");
        if session.at() == "ports/canal" {
            return;
        }
    }
    panic!("n never stopped at the changed item");
}

#[test]
fn one_key_says_the_same_again_and_goes_on() {
    let mut session = changed_after("r esc");
    session.go("ports/canal");
    let first = session.written[0].id.clone();
    session.press("y");
    let Deed::Mark(mark) = &session.written[1].deed else { panic!("a mark is recorded") };
    assert_eq!((mark.status.as_str(), &mark.after), ("revise", &vec![first]));
    assert_eq!(session.holding("ports/canal"), ["jia revise"]);
    assert!(!session.stale("ports/canal"));
    assert_ne!(session.at(), "ports/canal", "it goes on, and asks for no reason again");
    session.press("u");
    assert!(session.stale("ports/canal"), "undone, the mark on the old wording holds again");
}

#[test]
fn the_same_is_said_again_only_of_what_one_marked_and_what_changed() {
    let mut session = unfolded(small());
    session.press("y");
    assert_eq!(session.cannot(), Some(Reason::NotMarkedByMe));
    session.press("v");
    assert_eq!(session.cannot(), Some(Reason::NotMarkedByMe));
    let mut loaded = small();
    marked(&mut loaded, "jia", "ports/network", "approved", None);
    let mut session = unfolded(loaded);
    session.go("ports/network");
    session.press("f12");
    assert_eq!(session.cannot(), Some(Reason::WordingAsMarked));
}

/// Two marks of jia on the network, as on two machines that did not know of each other.
fn contradicting() -> Session {
    let mut loaded = small();
    for status in ["approved", "revise"] {
        let (jia, review) = (reviewer("jia"), Review::of(&loaded.plan, []));
        let network = loaded.plan.position(&ItemId::parse("ports/network").unwrap()).unwrap();
        let deed = drafting::mark(&loaded.plan, &review, &jia, network, &StatusId::new(status), None);
        add(&mut loaded, &jia, deed);
    }
    let mut session = unfolded(loaded);
    session.go("ports/network");
    session
}

#[test]
fn of_two_marks_that_contradict_each_other_none_is_confirmed_and_both_are_withdrawn() {
    let mut session = contradicting();
    session.press("y");
    assert_eq!(session.cannot(), Some(Reason::SaysSeveralThings));
    session.press("v");
    assert_eq!((session.holding("ports/network"), session.written.len()), (vec![], 2));
}

/// Under a mark that is withdrawn the one it replaced would hold again.
#[test]
fn withdrawing_takes_back_all_one_said_and_can_be_undone() {
    let mut session = changed_after("a k r esc");
    session.go("ports/canal");
    let before = session.holding("ports/canal");
    session.press("v");
    assert_eq!(session.holding("ports/canal"), [""; 0]);
    assert!(matches!(session.model.notice, Some(Notice::Undone { .. })));
    session.press("U U");
    assert_eq!(session.holding("ports/canal"), before);
}

#[test]
fn a_status_key_chooses_between_marks_that_contradict_each_other_and_names_both() {
    let mut session = contradicting();
    session.press("p esc");
    let Deed::Mark(mark) = &session.written[0].deed else { panic!("a mark is recorded") };
    assert_eq!(mark.after, session.loaded.facts.iter().map(|fact| fact.id.clone()).collect::<Vec<_>>());
    assert_eq!(session.holding("ports/network"), ["jia deferred"]);
    session.press("u");
    assert_eq!(session.holding("ports/network").len(), 2, "undone, both stand there again");
}

#[test]
fn what_others_marked_is_not_withdrawn() {
    let mut loaded = small();
    marked(&mut loaded, "yi", "ports/network", "rejected", None);
    let mut session = open(loaded);
    session.go("ports/network");
    session.press("v");
    assert_eq!(session.cannot(), Some(Reason::NotMarkedByMe));
    assert_eq!(session.holding("ports/network"), ["yi rejected"]);
}

/// The clerk recorded an approval of jia's.
fn recorded_for_me() -> Session {
    let mut loaded = small();
    let (jia, clerk) = (reviewer("jia"), reviewer("clerk"));
    let review = Review::of(&loaded.plan, []);
    let network = loaded.plan.position(&ItemId::parse("ports/network").unwrap()).unwrap();
    let deed = drafting::mark(&loaded.plan, &review, &jia, network, &StatusId::new("approved"), None);
    add(&mut loaded, &clerk, drafting::on_behalf_of(&jia, deed));
    let mut session = unfolded(loaded);
    session.go("ports/network");
    session
}

#[test]
fn what_somebody_recorded_for_one_is_confirmed_with_one_key() {
    let mut session = recorded_for_me();
    assert_eq!(session.holding("ports/network"), ["jia approved"]);
    session.press("y");
    assert!(matches!(&session.written[0].deed, Deed::Confirm(_)));
    session.go("ports/network");
    session.press("y");
    assert_eq!(session.cannot(), Some(Reason::WordingAsMarked), "there is nothing more to confirm");
    session.press("u y");
    assert_eq!(session.deeds().len(), 3, "undone, it can be confirmed again");
}

#[test]
fn what_somebody_recorded_for_one_is_refused_with_one_key() {
    let mut session = recorded_for_me();
    session.press("v");
    assert!(matches!(&session.written[0].deed, Deed::Refuse(_)));
    assert_eq!(session.holding("ports/network"), [""; 0]);
    session.press("u");
    assert_eq!(session.holding("ports/network"), ["jia approved"]);
    session.press("r esc v");
    assert_eq!(
        session.holding("ports/network"),
        ["jia approved"],
        "what one said in its place is withdrawn first"
    );
}
