//! Queries that the strategy saved under names.

use std::fmt::Write as _;

use super::{faults, finds};
use crate::plan::Plan;
use crate::review::Review;
use crate::search::query::{Query, QueryFault};
use crate::search::tests::samples;

#[test]
fn a_saved_query_finds_what_its_text_finds() {
    for (named, text) in [
        ("query:open", "status:none,revise"),
        ("查询：open", "status:none,revise"),
        ("query:\"待议、暂缓\"", "status:discuss"),
        ("query:“two words”", "运河 | river"),
        ("!query:open", "!status:none,revise"),
        ("kind:task query:open", "kind:task status:none,revise"),
        ("query:open,\"待议、暂缓\"", "status:none,revise,discuss"),
        ("query:mine", "by:me status:none|by:me query:open"),
    ] {
        assert_eq!(finds(named, Some("yi")), finds(text, Some("yi")), "{named}");
    }
    assert_eq!(finds("query:\"two words\"", None), ["river", "canal", "clause 5.2"]);
}

#[test]
fn its_demands_on_marks_are_about_marks_of_their_own() {
    // 甲 marked it, and somebody wants it revised.
    assert_eq!(finds("by:jia query:open", None), ["rail", "soil"]);
    assert_eq!(finds("by:yi stale:yes query:open", None), [""; 0]);
}

#[test]
fn a_query_that_names_itself_is_a_fault_that_says_so() {
    let ring = |name: &str| QueryFault::InItself { name: name.into() };
    assert_eq!(faults("query:ring"), [(ring("ring"), "query:ring")]);
    assert_eq!(faults("canal query:other"), [(ring("other"), "query:other")]);
    let mut plan = Plan::default();
    plan.strategy.queries = vec![samples::saved("a", "query:a query:a"), samples::saved("b", "x query:a")];
    let review = Review::default();
    let (query, problems) = Query::parse("query:b", &samples::subject(&plan, &review));
    assert_eq!(problems[0].fault, ring("a"));
    assert!(query.is_empty());
}

#[test]
fn a_fault_inside_is_told_with_the_names_on_the_way() {
    let inside = |name: &str, fault| QueryFault::InSaved { name: name.into(), fault: Box::new(fault) };
    let colour = QueryFault::UnknownField { name: "colour".into(), nearest: None };
    assert_eq!(faults("query:broken"), [(inside("broken", colour.clone()), "query:broken")]);
    assert_eq!(faults("query:through"), [(inside("through", inside("broken", colour)), "query:through")]);
    assert_eq!(faults("query:mine"), [(inside("mine", QueryFault::NobodyIsMe), "query:mine")]);
}

#[test]
fn queries_that_open_ever_more_of_each_other_come_to_an_end() {
    let mut plan = Plan::default();
    for level in 0..12 {
        let mut text = String::new();
        for _ in 0..9 {
            write!(text, "query:q{} ", level + 1).unwrap();
        }
        plan.strategy.queries.push(samples::saved(&format!("q{level}"), &text));
    }
    plan.strategy.queries.push(samples::saved("q12", "x"));
    let review = Review::default();
    let subject = samples::subject(&plan, &review);
    let fault = |text: &str| Query::parse(text, &subject).1.into_iter().next().map(|problem| problem.fault);
    assert_eq!(fault("query:q11"), None);
    let mut deepest = fault("query:q0").unwrap();
    while let QueryFault::InSaved { fault, .. } = deepest {
        deepest = *fault;
    }
    assert_eq!(deepest, QueryFault::TooLong);
}

#[test]
fn a_saved_page_is_no_query() {
    let mut plan = Plan::default();
    plan.strategy.queries = vec![samples::saved("page", &"x".repeat(2001))];
    let (_, problems) = Query::parse("query:page", &samples::subject(&plan, &Review::default()));
    let fault = Box::new(QueryFault::TooLong);
    assert_eq!(problems[0].fault, QueryFault::InSaved { name: "page".into(), fault });
}

#[test]
fn a_saved_word_also_answers_in_areas() {
    let (mut plan, facts) = samples::town();
    plan.strategy.queries.push(samples::saved("word", "四港"));
    let review = Review::of(&plan, facts);
    let subject = samples::subject(&plan, &review);
    let found = |text| samples::found(Query::parse(text, &subject).0, &subject);
    assert_eq!(found("query:word"), ["area ports"]);
    assert_eq!(found("query:word kind:goal"), [""; 0]);
}
