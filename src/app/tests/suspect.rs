//! One's marks under something that changed.

use super::session::{Session, add, marked, reviewer};
use super::{small_under, unfolded};
use crate::app::{Message, Reason};
use crate::plan::{ItemId, StatusId, SuspectWhen};
use crate::review::{Deed, Review, drafting};

const CANAL: &str = "ports/canal";
const RAIL: &str = "ports/rail";

fn retitle(session: &mut Session, slug: &str, title: &str) {
    let item = session.loaded.plan.items.iter_mut().find(|item| item.id.slug() == slug).unwrap();
    item.title = crate::plan::Localized::new(vec![("zh".into(), title.into())]);
    session.press("R");
}

/// Jia approved everything in the ports, and then the goal on top was written otherwise.
fn changed_above() -> Session {
    let mut loaded = small_under("suspect = \"parents\"\n");
    for item in ["ports/network", "ports/works", CANAL, RAIL, "ports/four"] {
        marked(&mut loaded, "jia", item, "approved", None);
    }
    let mut session = unfolded(loaded);
    retitle(&mut session, "network", "立体交通网络");
    session
}

/// Under which item the mark of jia is suspect.
fn suspect(session: &Session, id: &str) -> Option<String> {
    let index = session.model.plan.position(&ItemId::parse(id).unwrap()).unwrap();
    let mark = session.model.review.standing(index).marks.first()?;
    mark.suspect.as_ref().map(ToString::to_string)
}

#[test]
fn the_next_to_be_looked_at_is_also_one_under_what_changed() {
    let mut session = changed_above();
    assert_eq!(suspect(&session, CANAL).as_deref(), Some("ports/network"));
    session.go("ports/works");
    session.press("n");
    assert_eq!(session.at(), CANAL);
    session.press("n");
    assert_eq!(session.at(), RAIL);
    session.press("n");
    assert_eq!(session.at(), "eco/air", "nothing is above the second goal");
    session.press("N");
    assert_eq!(session.at(), RAIL);
}

#[test]
fn one_key_says_the_same_again_and_is_undone_with_another() {
    let mut session = changed_above();
    session.go(CANAL);
    session.press("y");
    let Deed::Mark(mark) = &session.written[0].deed else { panic!("a mark is recorded") };
    assert_eq!((mark.status.as_str(), mark.above.len(), mark.after.len()), ("approved", 2, 1));
    assert_eq!((suspect(&session, CANAL), session.at()), (None, RAIL.to_owned()));
    session.go(CANAL);
    session.press("y");
    assert_eq!(session.cannot(), Some(Reason::WordingAsMarked));
    session.press("u");
    assert_eq!(suspect(&session, CANAL).as_deref(), Some("ports/network"));
}

#[test]
fn a_mark_under_what_changed_is_withdrawn_like_any_other() {
    let mut session = changed_above();
    session.go(CANAL);
    session.press("v");
    assert_eq!(session.holding(CANAL), [""; 0]);
    session.press("U");
    assert_eq!(session.holding(CANAL), ["jia approved"]);
}

#[test]
fn what_somebody_recorded_for_one_is_said_again_by_oneself_under_what_changed() {
    let mut loaded = small_under("suspect = \"parents\"\n");
    let (jia, review) = (reviewer("jia"), Review::of(&loaded.plan, []));
    let canal = loaded.plan.position(&ItemId::parse(CANAL).unwrap()).unwrap();
    let deed = drafting::mark(&loaded.plan, &review, &jia, canal, &StatusId::new("approved"), None);
    add(&mut loaded, &reviewer("clerk"), drafting::on_behalf_of(&jia, deed));
    let mut session = unfolded(loaded);
    retitle(&mut session, "works", "建设重大设施");
    session.go(CANAL);
    session.press("y");
    assert_eq!(session.deeds(), [format!("approved {CANAL}")], "to confirm it would leave it suspect");
    assert_eq!(suspect(&session, CANAL), None);
}

#[test]
fn a_mark_is_under_what_was_on_the_screen_when_its_key_was_pressed() {
    let mut session = unfolded(small_under("suspect = \"parents\"\n"));
    session.hold();
    session.go("ports/four");
    session.press("a");
    session.go(CANAL);
    session.press("a");
    let item = session.loaded.plan.items.iter_mut().find(|item| item.id.slug() == "works").unwrap();
    item.owner = vec!["市发改委".into()];
    session.send(Message::Changed);
    session.let_go();
    assert_eq!(suspect(&session, CANAL).as_deref(), Some("ports/works"));
}

#[test]
fn where_the_strategy_does_not_ask_nothing_is_suspect() {
    let mut session = changed_above();
    session.loaded.plan.strategy.suspect = SuspectWhen::Nothing;
    session.press("R");
    assert_eq!(suspect(&session, CANAL), None);
    session.go(CANAL);
    session.press("y");
    assert_eq!(session.cannot(), Some(Reason::WordingAsMarked));
}
