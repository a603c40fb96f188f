//! Whatever a hand, a clock or a change of the plan brings about, no fact is lost.

use proptest::prelude::*;

use super::samples::{ITEMS, fact, facts, id, item, mark, plan, quiet, reviewer, steps};
use crate::plan::Plan;
use crate::review::{Action, Deed, Fact, Resolve, Review};

fn action(name: &str, by: &str) -> Fact {
    let action = Action {
        item: None,
        text: "核对".into(),
        owner: Vec::new(),
        due: None,
        re: None,
        meeting: Some(id("NOWHERE")),
        after: Vec::new(),
    };
    fact(name, by, Deed::Action(action))
}

fn done(name: &str, by: &str, open: bool) -> Fact {
    let resolve = Resolve { of: id("T"), item: None, text: None, open, after: Vec::new() };
    fact(name, by, Deed::Resolve(resolve))
}

#[test]
fn an_action_that_two_say_is_done_is_done_and_both_are_shown() {
    let facts = [action("T", "jia"), done("R1", "jia", false), done("R2", "yi", false)];
    let review = Review::of(&plan(), facts.clone());
    let todo = &review.actions()[0];
    assert_eq!((todo.open, todo.resolved.len()), (false, 2));
    // It was recorded in a meeting that is not there: what is to be done is to be done all the same.
    assert_eq!(Review::of(&plan(), facts[..1].to_vec()).actions().len(), 1);
    let torn = [facts.to_vec(), vec![done("R3", "bing", true)]].concat();
    assert!(Review::of(&plan(), torn).actions()[0].open, "somebody says that it is not");
}

/// Two marks of one reviewer, neither of which names the other, on an item that has been moved since.
#[test]
fn concurrent_marks_under_an_old_and_a_new_id_are_both_there_until_one_is_chosen() {
    let mut plan = plan();
    let old = plan.items[0].id.clone();
    plan.items[0].id = crate::plan::ItemId::parse("ports/new").unwrap();
    plan.items[0].was = vec![old];
    let Deed::Mark(under_old) = mark("A", "jia", "approved", &[]).deed else { panic!("a mark") };
    let under_new = crate::review::Mark { item: plan.items[0].id.clone(), ..under_old.clone() };
    let both = [fact("A", "jia", Deed::Mark(under_old)), fact("B", "jia", Deed::Mark(under_new.clone()))];
    let review = Review::of(&plan, both.clone());
    assert_eq!(review.standing(0).marks.iter().filter(|mark| mark.concurrent).count(), 2);
    assert!(review.standing(0).of(&reviewer("jia")).all(|mark| !mark.counts()));
    let chosen = crate::review::Mark { after: vec![id("A"), id("B")], ..under_new };
    let review = Review::of(&plan, [&both[..], &[fact("C", "jia", Deed::Mark(chosen))]].concat());
    assert_eq!(review.standing(0).marks.len(), 1);
    assert_eq!(review.facts().len(), 3);
}

/// A plan in which some items have gone, some have another id, and some stand there twice.
fn changed(moves: &[u8]) -> Plan {
    let mut plan = plan();
    for (at, change) in moves.iter().enumerate() {
        let old = plan.items[at].id.clone();
        match change {
            0 => plan.items[at].id = item("gone").id,
            1 => {
                plan.items[at].id = item(&format!("new{at}")).id;
                plan.items[at].was = vec![old];
            }
            2 => plan.items.push(item(old.slug())),
            _ => {}
        }
    }
    plan
}

proptest! {
    #![proptest_config(quiet())]

    #[test]
    fn every_fact_is_there_and_each_note_is_on_its_item_or_listed_as_on_none(
        steps in steps(24),
        moves in prop::collection::vec(0u8..4, ITEMS),
        names in 5usize..1000,
    ) {
        let facts = facts(&plan(), &steps, names);
        let plan = changed(&moves);
        let review = Review::of(&plan, facts.iter().cloned());
        let orphans: Vec<_> = review.orphans(&plan).map(|fact| &fact.id).collect();
        for one in &facts {
            let kept = review.fact(&one.id);
            prop_assert!(kept.is_some());
            let is_note = kept.is_some_and(|fact| matches!(fact.deed, Deed::Note(_)));
            if is_note && !review.is_undone(&one.id) {
                let on = review.standings().iter().filter(|standing| standing.notes.contains(&one.id)).count();
                prop_assert_eq!(on + usize::from(orphans.contains(&&one.id)), 1);
            }
        }
    }
}
