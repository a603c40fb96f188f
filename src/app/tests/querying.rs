//! Words and fields typed into the search: what is offered, what is wrong, what was asked before.

use super::session::shipped;
use super::{Message, Overlay, open, small, small_under};
use crate::app::{QueryLine, Row};
use crate::search::query::QueryFault;

fn line(session: &super::Session) -> &QueryLine {
    let Some(Overlay::Search(search)) = &session.model.overlay else { panic!("the search is open") };
    &search.line
}

fn offered(session: &super::Session) -> Vec<&str> {
    line(session).completions.iter().map(|completion| completion.text.as_str()).collect()
}

#[test]
fn what_is_begun_can_be_finished_by_one_key() {
    let mut session = open(small());
    session.press("/ s t");
    assert_eq!(offered(&session), ["status:", "stale:", "start:"]);
    // At the end of the line, Right takes the first.
    session.press("right");
    assert_eq!(line(&session).input.value(), "status:");
    assert_eq!(
        offered(&session),
        ["none", "approved", "revise", "discuss", "deferred", "rejected", "adopted"]
    );
    session.press("r e");
    assert_eq!(offered(&session), ["revise", "rejected"]);
    // In a value, Tab does so too, and does not select.
    session.press("tab");
    assert_eq!(line(&session).input.value(), "status:revise ");
    assert!(session.model.selection.is_empty());
    // Elsewhere Right only moves.
    session.press("left left right");
    assert_eq!(line(&session).input.cursor(), "status:revise ".len() - 1);
}

#[test]
fn a_wrong_word_is_named_and_an_unfinished_one_is_not() {
    let mut session = open(small());
    session.press("/ s t a u t s : r");
    let problem = line(&session).problem.as_ref().expect("there is no such field");
    assert!(matches!(&problem.fault, QueryFault::UnknownField { name, .. } if name == "stauts"));
    assert!(line(&session).hits.is_empty());
    session.press("ctrl-u 运 河 space s t a t u s :");
    assert_eq!(line(&session).problem, None);
    assert_eq!(line(&session).hits.len(), 2, "what is there already is answered");
}

#[test]
fn queries_that_led_somewhere_come_back_with_up() {
    let mut session = open(small());
    session.press("/ 运 河 enter / 四 港 enter / up");
    assert_eq!(line(&session).input.value(), "四港");
    session.press("up");
    assert_eq!(line(&session).input.value(), "运河");
    assert_eq!(session.model.preview(), Some(Row::Item(2)));
    session.press("up");
    assert_eq!(line(&session).input.value(), "运河", "there is nothing before");
    // One that is asked again comes first, and only once.
    session.press("esc / 运 河 enter / up up");
    assert_eq!(line(&session).input.value(), "四港");
    session.press("up");
    assert_eq!(line(&session).input.value(), "四港");
    session.press("esc / 四 港 enter");
    // A query that was left is none that led somewhere.
    session.press("esc / 水 esc / up");
    assert_eq!(line(&session).input.value(), "四港");
}

#[test]
fn pinyin_leads_to_the_item_in_two_keys_and_enter() {
    let mut session = open(shipped());
    session.press("/ z g y h enter");
    assert_eq!(session.at(), "ports/zhe-gan-canal");
}

#[test]
fn a_clause_leads_to_what_cites_it_with_the_clause_beside_it() {
    let mut session = open(shipped());
    session.press("/ 虎 口 夺 食 enter");
    assert!(session.model.clause_shown);
    let cited = session.model.cited_by(session.model.outline.selected);
    assert!(cited.iter().any(|(_, _, clause)| clause.number == "5.1"));
}

#[test]
fn saved_queries_have_names() {
    let strategy = "[query]\nopen = \"status:none kind:project\"\n";
    let mut session = open(small_under(strategy));
    session.press("/ q u e r y : o p tab");
    assert_eq!(line(&session).input.value(), "query:open ");
    assert_eq!(line(&session).hits.len(), 2);
}

#[test]
fn a_note_is_found_as_soon_as_it_is_recorded() {
    let mut session = open(small());
    session.press("c 口 径 待 核 enter / 口 径");
    assert_eq!(line(&session).hits.len(), 1);
    session.press("esc u / 口 径");
    assert_eq!(line(&session).hits.len(), 0, "a note that was taken back is gone");
}

#[test]
fn a_big_plan_is_searched_in_slices_between_keys() {
    let goals: String = (0..6000)
        .map(|n| format!("[[goal]]\nid = \"g{n}\"\ntitle = \"运河{n}\"\n"))
        .collect::<Vec<_>>()
        .concat();
    let area = format!("id = \"ports\"\ntitle = \"港\"\n{goals}");
    let mut session = open(super::plan_of("title = \"x\"", &[&area]));
    session.press("/ 运 河");
    let first = line(&session).hits.len();
    assert!(first > 0 && first < 6000, "part of the plan is there at once: {first}");
    assert!(session.effects().contains(&"continue"));
    session.send(Message::Continue);
    session.send(Message::Continue);
    assert_eq!(line(&session).hits.len(), 6000);
    assert!(!session.effects().contains(&"continue"));
}

#[test]
fn what_was_sought_is_found_within_the_item_too() {
    let mut session = open(small());
    session.press("/ 运 河 down enter");
    assert_eq!(session.at(), "eco/water");
    assert_eq!(session.model.in_sight(), Some(0), "the place in the text is brought into sight");
    session.press("J");
    assert_eq!(session.model.in_sight(), None, "scrolling decides from now on");
    session.press("F 水");
    session.model.measured.found = 2;
    session.press("enter");
    assert_eq!(session.model.in_sight(), Some(1));
    session.press("enter");
    assert_eq!(session.model.in_sight(), Some(0), "the ends lead round");
    session.press("up");
    assert_eq!(session.model.in_sight(), Some(1));
    let before = session.model.item_scroll;
    session.press("esc");
    assert_eq!((session.model.in_sight(), session.model.item_scroll), (None, before));
}
