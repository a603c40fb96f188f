//! What answers, and in which order.

use proptest::prelude::*;

use super::{plans, samples};
use crate::plan::{Item, Plan};
use crate::review::{Deed, Fact, FactId, Review};
use crate::search::query::Query;

fn found_in(plan: &Plan, facts: Vec<Fact>, text: &str) -> Vec<String> {
    let review = Review::of(plan, facts);
    let subject = samples::subject(plan, &review);
    let (query, problems) = Query::parse(text, &subject);
    assert_eq!(problems, [], "{text}");
    samples::found(query, &subject)
}

/// Asks the town.
fn found(text: &str) -> String {
    let (plan, facts) = samples::town();
    found_in(&plan, facts, text).join(", ")
}

/// Items of one area with these titles, called by their numbers.
fn titled(titles: &[&str]) -> Plan {
    let item = |(at, title): (usize, &&str)| samples::item(&format!("a/i{at}"), title);
    Plan {
        areas: vec![samples::area("a", "", "")],
        items: titles.iter().enumerate().map(item).collect(),
        ..Plan::default()
    }
}

#[test]
fn every_kind_of_text_answers_and_the_more_telling_first() {
    for (text, answers) in [
        ("四港", "area ports"),
        ("mountains", "area ecology"),
        ("交通局", "canal, rail"),
        ("交通", "canal, rail, clause 5"),
        ("哪里来", "river"),
        ("浙赣运河", "canal, clause 5.2"),
        ("综合", "clause 5"),
        ("衢江", "river, port"),
        ("打通", "canal"),
        ("ports/rail", "rail"),
        ("ports", "area ports, canal, rail, port"),
    ] {
        assert_eq!(found(text), answers, "{text}");
    }
}

#[test]
fn what_only_items_have_leaves_only_items() {
    assert_eq!(found("浙赣运河 kind:goal"), "canal");
    assert_eq!(found("浙赣运河|kind:goal"), "canal, river");
    assert_eq!(found("!浙赣运河 kind:goal"), "river");
    assert_eq!(found("四港 stale:no"), "");
    assert_eq!(found("!衢"), "area ports, canal, rail, area ecology, air, soil, clause 5, clause 5.2");
}

#[test]
fn a_phrase_is_a_better_answer_than_its_words() {
    let plan = titled(&["ports of all four", "a town with four ports", "four more ports"]);
    assert_eq!(found_in(&plan, vec![], "four ports"), ["i1", "i0", "i2"]);
    assert_eq!(found_in(&plan, vec![], "ports four"), ["i0", "i1", "i2"]);
    // Letters side by side are also a phrase as it is read.
    let plan = titled(&["河运和赣浙", "谋划浙赣运河", "运河"]);
    assert_eq!(found_in(&plan, vec![], "zhegan yunhe"), ["i1"]);
    assert_eq!(found_in(&plan, vec![], "yun he"), ["i2", "i0", "i1"]);
    // Quoted words are what they are.
    assert_eq!(found_in(&titled(&["x a b", "a x b"]), vec![], "'b 'a"), ["i0", "i1"]);
}

#[test]
fn of_two_demands_the_worse_counts_and_of_two_ways_the_better() {
    let plan = titled(&["x港x运", "港x运", "运x港"]);
    assert_eq!(found_in(&plan, vec![], "港 运"), ["i0", "i1", "i2"]);
    assert_eq!(found_in(&plan, vec![], "港|运"), ["i1", "i2", "i0"]);
}

#[test]
fn a_note_taken_back_answers_no_longer() {
    let (plan, mut facts) = samples::town();
    assert_eq!(found_in(&plan, facts.clone(), "哪里来"), ["river"]);
    assert_eq!(found_in(&plan, facts.clone(), "有:意见"), ["river"]);
    let note = facts.iter().find(|fact| matches!(fact.deed, Deed::Note(_))).unwrap().clone();
    facts.push(Fact { id: FactId::parse("99").unwrap(), deed: Deed::Undo { of: note.id.clone() }, ..note });
    assert_eq!(found_in(&plan, facts.clone(), "哪里来"), [""; 0]);
    assert_eq!(found_in(&plan, facts, "有:意见"), [""; 0]);
}

#[test]
fn an_owner_is_asked_for_as_a_word_is_but_only_there() {
    let mut plan = titled(&["交通局", "x", "x"]);
    plan.items[1].owner = vec!["交通局".into()];
    plan.items[2].with = vec!["市交通局".into()];
    assert_eq!(found_in(&plan, vec![], "owner:交通局"), ["i1", "i2"]);
    assert_eq!(found_in(&plan, vec![], "owner:jiaot"), ["i1", "i2"]);
    assert_eq!(found_in(&plan, vec![], "交通局"), ["i0", "i1", "i2"]);
    assert_eq!(found_in(&plan, vec![], "!owner:交通局"), ["i0"]);
}

#[test]
fn near_the_top_stands_before_near_oneself() {
    let mut plan = titled(&["港口", "港口", "港口"]);
    plan.areas = vec![samples::area("a", "", ""), samples::area("b", "", ""), samples::area("c", "", "")];
    plan.items[1] = Item { parent: Some(0), ..plan.items[1].clone() };
    plan.items[2] = Item { area: 2, ..plan.items[2].clone() };
    let review = Review::of(&plan, []);
    let subject = samples::subject(&plan, &review);
    let index = crate::search::Index::of(&plan, &review);
    let from = |area| {
        let hits = crate::search::Hits::all(Query::parse("港口", &subject).0, area, &index, &subject);
        (0..hits.len()).map(|at| hits.target(&index, at).unwrap()).collect::<Vec<_>>()
    };
    let items = |order: [usize; 3]| order.map(crate::search::Target::Item).to_vec();
    assert_eq!(from(0), items([0, 2, 1]));
    assert_eq!(from(2), items([2, 0, 1]));
    assert_eq!(from(1), items([0, 2, 1]));
}

#[test]
fn where_nothing_is_ranked_plan_order_holds() {
    assert_eq!(found("due:2025"), "canal, rail, port");
    assert_eq!(found("!浙赣 due:2025"), "rail, port");
    assert_eq!(found("!运 !空 kind:task,goal"), "rail, river, soil");
    assert_eq!(found("!运 kind:task,project"), "rail, port, air, soil");
}

#[test]
fn words_inside_a_saved_query_that_is_not_wanted_are_not_sought_in_all_texts() {
    let (mut plan, facts) = samples::town();
    plan.strategy.queries.push(samples::saved("by ship", "shuiyun"));
    assert_eq!(found_in(&plan, facts.clone(), "shuiyun"), ["canal"]);
    assert_eq!(found_in(&plan, facts.clone(), "query:\"by ship\""), ["canal"]);
    for text in ["!shuiyun kind:goal", "!query:\"by ship\" kind:goal"] {
        assert_eq!(found_in(&plan, facts.clone(), text), ["canal", "river"], "{text}");
    }
}

proptest! {
    #![proptest_config(samples::quiet())]

    /// A longer query over the same words finds nothing that the shorter did not.
    #[test]
    fn more_of_a_literal_word_finds_no_more(
        (plan, facts) in plans::plan(),
        word in plans::word(),
        more in plans::word(),
        sign in prop::sample::select(vec!["'", "'^"]),
    ) {
        let shorter = found_in(&plan, facts.clone(), &format!("{sign}{word}"));
        for longer in [
            format!("{sign}{word}{more}"),
            format!("{sign}{word} '{more}"),
            format!("{sign}{word} !{more}"),
            format!("{sign}{word} kind:goal"),
            format!("{sign}{word}$"),
        ] {
            let found = found_in(&plan, facts.clone(), &longer);
            prop_assert!(found.iter().all(|id| shorter.contains(id)), "{}: {:?} of {:?}", longer, found, shorter);
        }
    }

    /// No answer stands twice, and every order of the facts gives the same list.
    #[test]
    fn the_order_is_total_and_stable((plan, facts) in plans::plan(), text in plans::query()) {
        let found = found_in(&plan, facts.clone(), &text);
        let backwards = facts.into_iter().rev().collect();
        prop_assert_eq!(&found, &found_in(&plan, backwards, &text));
        let review = Review::of(&plan, []);
        let subject = samples::subject(&plan, &review);
        let index = crate::search::Index::of(&plan, &review);
        let hits = crate::search::Hits::all(Query::parse(&text, &subject).0, 0, &index, &subject);
        for at in 0..hits.len() {
            prop_assert_eq!(hits.position(&index, hits.target(&index, at).unwrap()), Some(at));
        }
    }
}
