//! The tree narrowed to what a query finds, in place and live; Esc gives it back.

use super::session::{Opening, Session, plan_of, shipped};
use super::{ITEMS, open, small, unfolded};
use crate::app::{Message, Notice, Overlay, Row};
use crate::plan::Interface;
use crate::search::query::QueryFault;

fn shown(session: &super::Session) -> Vec<String> {
    let model = &session.model;
    let name = |row: Row| match row {
        Row::Area(area) => model.plan.areas[area].id.as_str().to_owned(),
        Row::Item(index) => model.plan.items[index].id.to_string(),
    };
    model.outline.rows(&model.plan).into_iter().map(name).collect()
}

#[test]
fn the_tree_narrows_while_one_types_with_everything_above_what_is_found() {
    let mut session = open(small());
    let total = session.model.total().clone();
    session.press("f");
    assert_eq!(shown(&session), ["ports", "ports/network", "ports/four", "eco", "eco/air"]);
    session.press("运 河");
    assert_eq!(
        shown(&session),
        ["ports", "ports/network", "ports/works", "ports/canal", "eco", "eco/air", "eco/water"]
    );
    assert_eq!(session.at(), "ports/network", "what is still there stays selected");
    assert_eq!(*session.model.total(), total, "totals do not change");
    assert_eq!(session.model.tally(Row::Area(0)).total, 5);
    session.press("enter");
    assert!(session.model.overlay.is_none());
    assert_eq!(
        session.model.outline.filter.as_ref().map(|filter| (filter.text.as_str(), filter.found)),
        Some(("运河", 2))
    );
    // Moving, folding and jumping work on what is left.
    session.press("G");
    assert_eq!(session.at(), "eco/water");
    session.press("h h");
    assert_eq!(shown(&session).last().map(String::as_str), Some("eco/air"));
    session.press("esc");
    assert!(session.model.outline.filter.is_none());
    assert_eq!(
        shown(&session),
        ["ports", "ports/network", "ports/four", "eco", "eco/air"],
        "the folds are as before"
    );
}

#[test]
fn esc_while_typing_gives_back_the_filter_and_the_place_there_were() {
    let mut session = open(small());
    session.press("f 运 河 enter G");
    let (rows, at) = (shown(&session), session.at());
    session.press("f");
    let Some(Overlay::Filter(filter)) = &session.model.overlay else { panic!("the filter is open") };
    assert_eq!(filter.line.input.value(), "运河", "the filter is there to be changed");
    session.press("ctrl-u 四 港");
    assert_eq!(shown(&session), ["ports", "ports/four"]);
    session.press("esc");
    assert_eq!((shown(&session), session.at()), (rows, at));
    session.press("f ctrl-u enter");
    assert!(session.model.outline.filter.is_none(), "an empty filter is none");
}

#[test]
fn a_filter_that_finds_nothing_is_not_kept() {
    let mut session = open(small());
    session.press("f q q q enter");
    assert!(matches!(session.model.overlay, Some(Overlay::Filter(_))));
    assert_eq!(session.model.notice, Some(Notice::NothingFound));
    session.press("esc");
    assert!(session.model.outline.filter.is_none());
}

#[test]
fn the_search_turns_into_a_filter_and_tab_completes_in_it() {
    let mut session = open(small());
    session.press("/ 运 河 ctrl-e");
    assert!(matches!(session.model.overlay, Some(Overlay::Filter(_))));
    assert_eq!(shown(&session).len(), 7);
    session.press("ctrl-u");
    session.press("k i n d : p tab enter");
    let filter = session.model.outline.filter.as_ref().expect("it is kept");
    assert_eq!(filter.text.trim(), "kind:project");
    assert_eq!(shown(&session), ["ports", "ports/network", "ports/works", "ports/canal", "ports/rail"]);
}

#[test]
fn next_stops_only_at_what_the_filter_found_and_says_when_that_is_done() {
    let mut session = open(small());
    session.press("f k i n d : p r o j e c t enter g g n");
    assert_eq!(session.at(), "ports/canal");
    session.press("a");
    assert_eq!(session.at(), "ports/rail");
    session.press("a");
    assert_eq!(session.model.praise, Some(Notice::FilterDone));
    // What comes back from the disk narrows again, and the cursor stays.
    session.send(crate::app::Message::Changed);
    assert_eq!(session.at(), "ports/rail");
    assert_eq!(session.model.outline.filter.as_ref().map(|filter| filter.found), Some(2));
}

#[test]
fn a_jump_to_what_the_filter_hides_shows_it() {
    let mut session = unfolded(small());
    session.press("f 四 港 enter / w a t e r enter");
    assert_eq!(session.at(), "eco/water");
    assert!(shown(&session).contains(&"eco/water".to_owned()));
    assert!(shown(&session).len() < ITEMS.len());
}

#[test]
fn esc_takes_back_one_thing_at_a_time() {
    let mut session = open(shipped());
    session.press("f 高 铁 enter / 高 铁 tab enter");
    assert_eq!(session.model.selection.len(), 1);
    session.press("esc");
    assert!(session.model.selection.is_empty() && !session.model.sought().is_empty());
    session.press("esc");
    assert!(session.model.sought().is_empty() && session.model.outline.filter.is_some());
    session.press("esc");
    assert!(session.model.outline.filter.is_none());
}

/// Opens a plan whose canal was called otherwise in `v1`.
fn with_a_past() -> super::Session {
    let mut session = open(small());
    let mut old = small();
    let canal = old.plan.items.iter_mut().find(|item| item.id.as_str() == "ports/canal").unwrap();
    canal.owner.push("港航局".into());
    session.old_plan = Some(old.plan);
    session
}

#[test]
fn what_changed_since_a_version_is_found_once_it_was_compared() {
    let mut session = with_a_past();
    session.holding = true;
    session.press("f");
    session.type_text("changed:v1");
    let Some(Overlay::Filter(filter)) = &session.model.overlay else { panic!("the filter is open") };
    let waits = filter.line.problem.as_ref().and_then(|problem| problem.fault.waits_for());
    assert_eq!(waits, Some("v1"));
    assert_eq!(
        session.model.outline.filter.as_ref().map(|filter| filter.found),
        None,
        "nothing is narrowed yet"
    );
    session.let_go();
    assert_eq!(shown(&session), ["ports", "ports/network", "ports/works", "ports/canal"]);
    session.press("enter");
    assert!(session.model.overlay.is_none());
    // Whatever becomes of the plan, it is compared again, and the filter stays meanwhile.
    session.holding = true;
    session.old_plan = Some(small().plan);
    session.send(crate::app::Message::Changed);
    while session.answer_one()
        && session.model.outline.filter.as_ref().is_some_and(|filter| filter.found == 1)
    {}
    session.let_go();
    assert_eq!(session.model.outline.filter.as_ref().map(|filter| filter.found), Some(0));
}

#[test]
fn a_version_that_is_none_is_named_with_what_was_meant() {
    let mut session = with_a_past();
    session.press("/");
    session.type_text("改动:v2");
    let Some(Overlay::Search(search)) = &session.model.overlay else { panic!("the search is open") };
    let fault = search.line.problem.as_ref().map(|problem| problem.fault.clone());
    let expected = QueryFault::NoVersion { value: "v2".to_owned(), nearest: Some("v1".to_owned()) };
    assert_eq!(fault, Some(expected));
}

#[test]
fn a_filter_that_finds_nothing_says_so_and_how_to_clear_it() {
    let mut session = Opening { interface: Interface::English, ..Opening::of(small()) }.open();
    session.press("f");
    session.type_text("zzzz");
    let screen = |session: &mut Session| {
        let (_, cells) = session
            .frame(|buffer| buffer.content().iter().map(ratatui::buffer::Cell::symbol).collect::<String>());
        cells.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let text = screen(&mut session);
    assert!(text.contains("No item matches the filter “zzzz”."), "{text}");
    assert!(text.contains("esc"), "{text}");
    assert!(!text.contains("The plan has no items yet"), "{text}");
    session.press("esc");
    assert_eq!(shown(&session).len(), 5);
    session.loaded = plan_of("title = \"x\"", &[]);
    session.send(Message::Changed);
    assert!(screen(&mut session).contains("The plan has no items yet"));
}
