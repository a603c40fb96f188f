//! The plan is read again: the reviewer's place, words and facts stay.

use super::session::{Opening, Session, marked, plan_of};
use super::{ECO, PORTS, open, small, unfolded};
use crate::app::{Message, Notice, Overlay, Row};
use crate::job::{Job, Outcome};
use crate::plan::{ItemId, SystemFault};

#[test]
fn a_change_on_the_disk_is_read() {
    let mut session = open(small());
    session.effects();
    session.send(Message::Changed);
    assert_eq!(session.effects(), ["load", "survey"]);
    session.press("R");
    assert_eq!(session.effects(), ["redraw", "load", "survey"]);
}

#[test]
fn the_selection_is_kept_by_id_with_folds_and_scroll() {
    let mut session = unfolded(small());
    session.go("ports/works");
    session.press("left");
    session.go("eco/air");
    session.model.item_scroll = 2;
    let before = session.rows();
    // An area more in front, so that every index is another.
    let more = "id = \"new\"\ntitle = \"新\"\n[[goal]]\nid = \"g\"\ntitle = \"目标\"\n";
    session.loaded = plan_of("title = \"x\"", &[more, PORTS, ECO]);
    session.send(Message::Changed);
    assert_eq!((session.at().as_str(), session.model.item_scroll), ("eco/air", 2));
    assert_eq!(session.rows()[2..], before);
    session.press("g g ] ]");
    session.loaded = small();
    session.send(Message::Changed);
    assert_eq!(session.at(), "eco", "an area, too");
}

#[test]
fn an_item_that_went_leaves_the_selection_in_its_place() {
    let mut session = unfolded(small());
    session.go("eco/water");
    session.loaded = plan_of("title = \"x\"", &[PORTS]);
    session.send(Message::Changed);
    assert_eq!(session.at(), "ports/four");
    session.loaded = plan_of("title = \"x\"", &[]);
    session.send(Message::Changed);
    session.press("j h l n a");
    session.loaded = small();
    session.send(Message::Changed);
    assert_eq!(session.at(), "ports");
}

#[test]
fn an_item_that_moved_is_followed_through_its_old_id() {
    let mut session = unfolded(small());
    session.go("eco/water");
    let moved = ECO.replace("id = \"water\"", "id = \"river\"\nwas = [\"eco/water\"]");
    session.loaded = plan_of("title = \"x\"", &[PORTS, &moved]);
    session.send(Message::Changed);
    assert_eq!(session.at(), "eco/river");
}

#[test]
fn the_way_back_survives_a_reload() {
    let mut session = unfolded(small());
    session.press("/ 水 enter");
    let more = "id = \"new\"\ntitle = \"新\"\n[[goal]]\nid = \"g\"\ntitle = \"目标\"\n";
    session.loaded = plan_of("title = \"x\"", &[more, PORTS, ECO]);
    session.send(Message::Changed);
    session.press("backspace");
    assert_eq!(session.at(), "ports/network");
}

#[test]
fn a_search_that_is_open_is_done_again_and_left_safely() {
    let mut session = unfolded(small());
    session.go("eco/water");
    session.press("/ 运 河");
    session.loaded = plan_of("title = \"x\"", &[PORTS]);
    session.send(Message::Changed);
    let Some(Overlay::Search(search)) = &session.model.overlay else { panic!("the search stays open") };
    assert_eq!(search.line.hits.len(), 1, "the text went with its item");
    assert_eq!(session.typed_text(), "运河");
    session.press("down esc");
    assert_eq!(session.at(), "ports/four", "what stands there now");
    session.press("h l j k a");
}

#[test]
fn a_note_being_typed_outlives_a_reload() {
    let mut session = unfolded(small());
    session.go("ports/rail");
    session.press("c");
    session.type_text("口径");
    session.send(Message::Changed);
    session.type_text("待核");
    session.press("enter");
    assert_eq!(session.notes("ports/rail"), ["口径待核"]);
}

/// The item may come back: its file may have been caught half saved.
#[test]
fn a_note_on_an_item_that_went_is_kept() {
    let mut session = unfolded(small());
    session.go("eco/water");
    session.press("c");
    session.type_text("口径待核");
    session.loaded = plan_of("title = \"x\"", &[PORTS]);
    session.send(Message::Changed);
    session.press("enter");
    assert_eq!(session.cannot(), Some(crate::app::Reason::ItemGone));
    assert_eq!(session.written, []);
    session.loaded = small();
    if session.model.overlay.is_some() {
        session.press("esc");
    }
    session.send(Message::Changed);
    session.go("eco/water");
    session.press("c");
    assert_eq!(session.typed_text(), "口径待核");
}

#[test]
fn facts_of_others_that_arrive_are_shown() {
    let mut session = unfolded(small());
    marked(&mut session.loaded, "yi", "ports/canal", "rejected", None);
    session.send(Message::Changed);
    assert_eq!(session.holding("ports/canal"), ["yi rejected"]);
}

#[test]
fn a_changed_wording_makes_a_mark_stale() {
    let mut session = unfolded(small());
    session.press("a");
    let network = ItemId::parse("ports/network").unwrap();
    session.loaded = plan_of("title = \"x\"", &[&PORTS.replace("综合交通网络", "交通网络"), ECO]);
    session.send(Message::Changed);
    let index = session.model.plan.position(&network).unwrap();
    assert!(session.model.review.standing(index).is_stale());
    session.press("g g n");
    assert_eq!(session.at(), "ports/network", "it wants to be looked at again");
}

/// Reads the plan as the load under way does, and keeps what was read.
fn read(session: &mut Session) -> Outcome {
    let at = session.held.iter().position(|job| matches!(job, Job::Load)).expect("a load is under way");
    let load = session.held.remove(at).expect("it was just found");
    session.perform(load)
}

fn title(session: &Session, id: &str) -> String {
    let plan = &session.model.plan;
    let index = plan.position(&ItemId::parse(id).unwrap()).unwrap();
    plan.items[index].title.iter().map(|(_, title)| title.raw().to_owned()).collect()
}

/// What was read before the fact was written does not know it, and is read again.
#[test]
fn facts_recorded_during_a_load_are_not_lost() {
    let mut session = unfolded(small());
    session.effects();
    session.hold();
    session.send(Message::Changed);
    let load = session.held.pop_front().unwrap();
    session.loaded = plan_of("title = \"x\"", &[PORTS, &ECO.replace("空气", "大气")]);
    let stale = session.perform(load);
    session.press("a");
    session.answer_records();
    assert_eq!(session.holding("ports/network"), ["jia approved"]);
    session.effects();
    session.send(Message::Done(stale));
    assert_eq!(session.holding("ports/network"), ["jia approved"], "the late answer does not know it");
    assert_eq!(title(&session, "eco/air"), "大气");
    assert_eq!(session.effects()[0], "load");
    session.let_go();
    assert_eq!(session.holding("ports/network"), ["jia approved"]);
    assert_eq!(session.model.uncommitted(), Some(1));
}

#[test]
fn many_changes_during_a_load_are_one_load_more() {
    let mut session = open(small());
    session.effects();
    session.hold();
    for _ in 0..5 {
        session.send(Message::Changed);
    }
    assert_eq!(session.effects(), ["load", "survey"]);
    session.let_go();
    assert_eq!(session.effects(), ["load", "survey"], "one more, and then it rests");

    // Every load is overtaken by another change, and is shown all the same.
    session.hold();
    session.send(Message::Changed);
    for version in ["一版", "二版", "三版"] {
        session.loaded = plan_of("title = \"x\"", &[PORTS, &ECO.replace("空气", version)]);
        session.effects();
        session.send(Message::Changed);
        let outcome = read(&mut session);
        session.send(Message::Done(outcome));
        assert_eq!(title(&session, "eco/air"), version);
        assert_eq!(session.effects(), ["load", "survey"], "one load more");
    }
}

#[test]
fn marks_that_go_on_do_not_keep_a_changed_plan_from_the_screen() {
    let mut session = unfolded(small());
    session.hold();
    session.send(Message::Changed);
    for version in ["一版", "二版", "三版"] {
        session.loaded = plan_of("title = \"x\"", &[PORTS, &ECO.replace("空气", version)]);
        let outcome = read(&mut session);
        session.press("a");
        session.answer_all(|job| matches!(job, Job::Record { .. }));
        session.send(Message::Done(outcome));
        assert_eq!(title(&session, "eco/air"), version);
    }
    let marked = ["ports/network", "ports/works", "ports/canal"];
    assert!(marked.iter().all(|id| session.holding(id) == ["jia approved"]));
    session.let_go();
    assert!(marked.iter().all(|id| session.holding(id) == ["jia approved"]));
    assert_eq!(session.model.uncommitted(), Some(3));
}

#[test]
fn a_change_during_the_very_first_load_is_read_as_well() {
    let mut session = Opening::of(small()).start();
    session.send(Message::Changed);
    session.effects();
    session.let_go();
    assert!(session.model.is_loaded());
    assert_eq!(session.effects(), ["load", "survey"]);
}

#[test]
fn problems_that_come_or_go_are_said() {
    let mut session = open(small());
    let broken = format!("{ECO}\n[[[");
    session.loaded = plan_of("title = \"x\"", &[PORTS, &broken]);
    session.send(Message::Changed);
    assert!(matches!(session.model.notice, Some(Notice::Reloaded { .. })));
    session.press("!");
    assert!(matches!(session.model.overlay, Some(Overlay::Page(_))));
    session.press("esc");
    session.send(Message::Changed);
    assert_eq!(session.model.notice, None, "nothing new");
}

#[test]
fn statuses_and_keys_are_those_of_the_strategy_that_was_read_last() {
    let mut session = unfolded(small());
    let own = "[[status]]\nid = \"yes\"\nzh = \"同意\"\nen = \"yes\"\nkey = \"e\"\nsymbol = \"o\"\n";
    session.loaded = super::small_under(own);
    session.send(Message::Changed);
    session.press("e");
    assert_eq!(session.holding("ports/network"), ["jia yes"]);
}

#[test]
fn the_links_that_are_open_do_not_lead_astray() {
    let mut session = unfolded(small());
    session.go("ports/canal");
    session.press("o");
    session.loaded = plan_of("title = \"x\"", &[PORTS]);
    session.send(Message::Changed);
    session.press("down enter");
    assert!(matches!(session.model.outline.selected, Row::Item(index) if index < 5));
}

#[test]
fn files_that_cannot_be_followed_are_said_to_be_so_until_they_can() {
    let mut session = open(small());
    session.effects();
    session.send(Message::Following(Err(SystemFault::NoWatches)));
    assert_eq!(session.model.notice, Some(Notice::FilesUnfollowed(SystemFault::NoWatches)));
    session.press("j");
    assert_eq!(session.model.unfollowed, Some(SystemFault::NoWatches), "also after the next key");
    session.send(Message::Following(Ok(())));
    assert_eq!((session.model.unfollowed.clone(), session.effects().len()), (None, 0));
    assert_eq!(session.model.notice, Some(Notice::FilesFollowed));
}
