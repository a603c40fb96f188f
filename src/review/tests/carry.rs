//! Marks that go on holding where only words changed.

use proptest::prelude::*;

use super::samples::{fact, id, item, mark_on, plan, reviewer, undo};
use crate::plan::{Field, FieldValue, Item, Localized, Plan, Reviewer};
use crate::review::drafting::{self, CannotCarry, Carrying};
use crate::review::{
    Beyond, CarryState, CurrentMark, Deed, Fact, FactId, Fingerprint, Mark, Reply, Review, Wording,
};
use crate::text::Foreign;

fn titled(title: &str) -> Item {
    let title = Localized::new(vec![("zh".into(), title.into())]);
    Item { title, text: Some(Localized::new(vec![("zh".into(), "全长 5 公里。".into())])), ..item("i0") }
}

/// A plan whose first item has this title.
fn with_title(title: &str) -> Plan {
    let mut plan = plan();
    plan.items[0] = titled(title);
    plan
}

/// What `by` says of the first item while it has this title.
fn marked(name: &str, by: &str, status: &str, title: &str) -> Fact {
    let item = titled(title);
    let wording = Wording::of(&item, &Field::COVERED);
    let mark = mark_on(item.id, status, Fingerprint::of(&wording), Vec::new());
    fact(name, by, Deed::Mark(Mark { read: Some(wording), ..mark }))
}

/// What `by` declares of `plan`, where `facts` have been recorded.
fn declared(name: &str, by: &str, plan: &Plan, facts: &[Fact]) -> Fact {
    let review = Review::of(plan, facts.iter().cloned());
    let by_id = reviewer(by);
    let mut drafted = drafting::carry(plan, &review, Some(&by_id), 0, None, None).unwrap();
    fact(name, by, drafted.deeds.remove(0))
}

fn reply(name: &str, by: &str, of: &str, role: Option<&str>, confirms: bool) -> Fact {
    let role = role.map(Into::into);
    let reply = Reply { of: id(of), item: item("i0").id, role, text: None };
    fact(name, by, if confirms { Deed::Confirm(reply) } else { Deed::Refuse(reply) })
}

/// Of each mark on the first item: whose it is, and the carries through which it holds, or that it is stale.
fn holding(plan: &Plan, facts: &[Fact]) -> Vec<String> {
    let review = Review::of(plan, facts.iter().cloned());
    let told = |mark: &CurrentMark| {
        let ways: Vec<&str> = mark.carried.iter().map(FactId::as_str).collect();
        let how = if mark.stale { "stale".to_owned() } else { ways.join("+") };
        format!("{} {how}", mark.by.as_str())
    };
    review.standing(0).marks.iter().map(told).collect()
}

fn state(plan: &Plan, facts: &[Fact]) -> CarryState {
    Review::of(plan, facts.iter().cloned()).standing(0).carries[0].state.clone()
}

/// jia and yi approved the canal, whose title then got a word more, as bing declared.
fn carried() -> (Plan, Vec<Fact>) {
    let plan = with_title("浙赣大运河");
    let mut facts = vec![marked("A", "jia", "approved", "浙赣运河"), marked("B", "yi", "revise", "浙赣运河")];
    facts.push(declared("C", "bing", &plan, &facts));
    (plan, facts)
}

#[test]
fn where_only_words_changed_all_marks_hold_on_until_it_is_taken_back() {
    let (plan, mut facts) = carried();
    assert_eq!(holding(&plan, &facts), ["jia C", "yi C"]);
    assert_eq!(Review::of(&plan, facts.clone()).standing(0).verdict.name(), "revise");
    facts.push(undo("U", "bing", "C"));
    assert_eq!(holding(&plan, &facts), ["jia stale", "yi stale"]);
    facts.push(undo("V", "bing", "U"));
    assert_eq!(holding(&plan, &facts), ["jia C", "yi C"]);
}

#[test]
fn carries_make_a_chain_that_is_as_strong_as_each_of_them() {
    let (_, mut facts) = carried();
    let plan = with_title("浙赣大运河工程");
    assert_eq!(holding(&plan, &facts), ["jia stale", "yi stale"]);
    let twice = declared("D", "jia", &plan, &facts);
    facts.push(twice);
    // It was declared from the wording that was marked, and holds alone.
    assert_eq!(holding(&plan, &facts), ["jia D", "yi D"]);
    let Deed::Carry(carry) = &mut facts[3].deed else { panic!("a carry") };
    carry.from = Fingerprint::of(&Wording::of(&titled("浙赣大运河"), &Field::COVERED));
    assert_eq!(holding(&plan, &facts), ["jia C+D", "yi C+D"]);
    facts.push(undo("U", "bing", "C"));
    assert_eq!(holding(&plan, &facts), ["jia stale", "yi stale"]);
}

#[test]
fn required_roles_must_confirm_it_first() {
    let (mut plan, mut facts) = carried();
    plan.strategy.required = vec!["chair".into(), "editor".into()];
    assert_eq!(state(&plan, &facts), CarryState::Waits(vec!["chair".into(), "editor".into()]));
    assert_eq!(holding(&plan, &facts), ["jia stale", "yi stale"]);
    facts.push(reply("D", "yi", "C", None, true));
    facts.push(reply("E", "yi", "C", Some("editor"), true));
    assert_eq!(state(&plan, &facts), CarryState::Waits(vec!["chair".into()]));
    facts.push(reply("F", "jia", "C", Some("chair"), true));
    assert_eq!(holding(&plan, &facts), ["jia C", "yi C"]);
    facts.push(reply("G", "jia", "C", Some("chair"), false));
    assert_eq!(
        state(&plan, &facts),
        CarryState::Waits(vec!["chair".into()]),
        "a refusal takes the word back"
    );
    facts.push(undo("U", "jia", "G"));
    facts.push(undo("V", "yi", "E"));
    assert_eq!(state(&plan, &facts), CarryState::Waits(vec!["editor".into()]));
}

#[test]
fn who_declares_it_in_a_required_role_has_given_the_word_of_that_role() {
    let (mut plan, mut facts) = carried();
    plan.strategy.required = vec!["chair".into()];
    let bing = Reviewer {
        id: reviewer("bing"),
        name: None,
        email: None,
        role: Some("chair".into()),
        from: None,
        until: None,
    };
    plan.strategy.reviewers.push(bing);
    facts.pop();
    facts.push(declared("C", "bing", &plan, &facts));
    assert_eq!(state(&plan, &facts), CarryState::Holds);
    plan.strategy.reviewers[0].id = reviewer("wu");
    assert_eq!(state(&plan, &facts), CarryState::Unlisted);
    assert_eq!(holding(&plan, &facts), ["jia stale", "yi stale"]);
}

#[test]
fn whoever_refuses_it_keeps_ones_own_mark_out_of_it_and_nobody_elses() {
    let (plan, mut facts) = carried();
    facts.push(reply("D", "jia", "C", None, false));
    assert_eq!(holding(&plan, &facts), ["jia stale", "yi C"]);
    // The same declared once more is refused with it.
    let Deed::Carry(again) = facts[2].deed.clone() else { panic!("a carry") };
    facts.push(fact("E", "yi", Deed::Carry(again)));
    assert_eq!(holding(&plan, &facts), ["jia stale", "yi C"]);
    let review = Review::of(&plan, facts.iter().cloned());
    let cannot = drafting::carry(&plan, &review, None, 0, None, None);
    assert_eq!(cannot, Err(CannotCarry::Refused { by: reviewer("jia") }));
    facts.push(undo("U", "jia", "D"));
    assert_eq!(holding(&plan, &facts), ["jia C", "yi C"]);
}

#[test]
fn what_changes_more_than_words_is_not_declared_and_does_not_hold_where_a_hand_wrote_it() {
    let (_, facts) = carried();
    let mut plan = with_title("浙赣大运河 2");
    let cannot = |plan: &Plan, facts: &[Fact]| {
        drafting::carry(plan, &Review::of(plan, facts.to_vec()), None, 0, None, None).unwrap_err()
    };
    let figure = Beyond::Figure { old: String::new(), new: "2".to_owned() };
    assert_eq!(cannot(&plan, &facts), CannotCarry::Beyond(figure.clone()));
    let by_hand = |plan: &Plan| {
        let mut facts = facts.clone();
        let wording = Wording::of(&plan.items[0], &Field::COVERED);
        let Deed::Carry(carry) = &mut facts[2].deed else { panic!("a carry") };
        carry.pin.seen = Fingerprint::of(&wording);
        carry.pin.read = Some(wording);
        facts
    };
    assert_eq!(state(&plan, &by_hand(&plan)), CarryState::Beyond(figure));
    assert_eq!(holding(&plan, &by_hand(&plan)), ["jia stale", "yi stale"]);
    plan = with_title("浙赣大运河");
    plan.items[0].owner = vec!["市水利局".into()];
    let owner = Beyond::Field("owner".to_owned());
    assert_eq!(cannot(&plan, &facts), CannotCarry::Beyond(owner.clone()));
    assert_eq!(state(&plan, &by_hand(&plan)), CarryState::Beyond(owner));
}

#[test]
fn a_wording_that_is_in_no_record_carries_nothing() {
    let (plan, mut facts) = carried();
    for fact in &mut facts[..2] {
        let Deed::Mark(mark) = &mut fact.deed else { panic!("a mark") };
        mark.read = None;
    }
    assert_eq!(state(&plan, &facts), CarryState::WordingLost);
    assert_eq!(holding(&plan, &facts), ["jia stale", "yi stale"]);
    let review = Review::of(&plan, facts[..2].iter().cloned());
    let cannot = drafting::carry(&plan, &review, None, 0, None, None);
    assert_eq!(cannot, Err(CannotCarry::WordingLost));
}

#[test]
fn what_was_declared_already_is_not_declared_again() {
    let (mut plan, facts) = carried();
    let cannot = |plan: &Plan, facts: &[Fact]| {
        drafting::carry(plan, &Review::of(plan, facts.to_vec()), None, 0, None, None).unwrap_err()
    };
    assert_eq!(cannot(&plan, &facts), CannotCarry::NothingChanged);
    plan.strategy.required = vec!["chair".into()];
    let waiting = CannotCarry::Declared { by: reviewer("bing"), roles: vec!["chair".into()] };
    assert_eq!(cannot(&plan, &facts), waiting);
    let Carrying { deeds, marks, roles } =
        drafting::carry(&plan, &Review::of(&plan, facts[..2].to_vec()), None, 0, None, None).unwrap();
    assert_eq!((deeds.len(), marks, roles), (1, 2, vec!["chair".into()]));
}

#[test]
fn what_everybody_in_a_required_role_refused_is_not_declared_again() {
    let (mut plan, mut facts) = carried();
    plan.strategy.required = vec!["chair".into()];
    plan.strategy.reviewers = ["bing", "wu", "geng"]
        .map(|id| Reviewer {
            id: reviewer(id),
            name: None,
            email: None,
            role: (id != "bing").then(|| "chair".into()),
            from: None,
            until: None,
        })
        .to_vec();
    let cannot = |facts: &[Fact]| {
        drafting::carry(&plan, &Review::of(&plan, facts.to_vec()), None, 0, None, None).unwrap_err()
    };
    facts.push(reply("D", "wu", "C", Some("chair"), false));
    assert!(matches!(cannot(&facts), CannotCarry::Declared { .. }), "geng can still confirm it");
    facts.push(reply("E", "geng", "C", Some("chair"), false));
    assert_eq!(cannot(&facts), CannotCarry::Refused { by: reviewer("wu") });
    facts.push(undo("U", "geng", "E"));
    assert!(matches!(cannot(&facts), CannotCarry::Declared { .. }));
}

#[test]
fn carries_that_replace_each_other_in_a_ring_all_hold() {
    let (plan, mut facts) = carried();
    let after = |facts: &mut Vec<Fact>, at: usize, names: &[&str]| {
        let Deed::Carry(carry) = &mut facts[at].deed else { panic!("a carry") };
        carry.after = names.iter().map(|name| id(name)).collect();
    };
    after(&mut facts, 2, &["C"]);
    assert_eq!(holding(&plan, &facts), ["jia C", "yi C"]);
    facts.push(Fact { id: id("D"), ..facts[2].clone() });
    after(&mut facts, 2, &["D"]);
    after(&mut facts, 3, &["C"]);
    assert_eq!(Review::of(&plan, facts.clone()).standing(0).carries.len(), 2);
    facts.push(Fact { id: id("E"), ..facts[2].clone() });
    assert_eq!(
        holding(&plan, &facts),
        ["jia E", "yi E"],
        "what replaces one of them from outside replaces both"
    );
}

fn random_item() -> impl Strategy<Value = Item> {
    let text = prop::collection::vec(prop::sample::select(vec!["运", "河", "5", "三", "2", " "]), 0..4);
    let owner = prop::sample::select(vec!["甲", "乙"]);
    (text.clone(), prop::option::of(text), owner).prop_map(|(title, text, owner)| {
        let zh = |text: Vec<&str>| Localized::new(vec![("zh".into(), text.concat().as_str().into())]);
        Item { title: zh(title), text: text.map(zh), owner: vec![owner.into()], ..item("i0") }
    })
}

/// The fields that no carry may touch, and the digits in the others.
fn untouchable(item: &Item) -> (Vec<Foreign>, [String; 2]) {
    let digits = |text: Option<&Localized>| {
        let text = text.and_then(|text| text.in_language("zh")).map(Foreign::raw).unwrap_or_default();
        text.chars().filter(|c| c.is_numeric() || *c == '三').collect::<String>()
    };
    (item.owner.clone(), [digits(Some(&item.title)), digits(item.text.as_ref())])
}

proptest! {
    #![proptest_config(super::samples::quiet())]

    #[test]
    fn no_carry_makes_a_mark_hold_where_a_digit_or_another_field_differs(
        items in prop::collection::vec(random_item(), 2..5),
        carries in prop::collection::vec((0usize..5, 0usize..5), 0..8),
    ) {
        let wording = |at: usize| Wording::of(&items[at % items.len()], &Field::COVERED);
        let mut facts = Vec::new();
        for at in 0..items.len() {
            let read = wording(at);
            let mark = mark_on(items[0].id.clone(), "approved", Fingerprint::of(&read), Vec::new());
            let by = ["jia", "yi", "bing", "wu"][at];
            facts.push(fact(&format!("M{at}"), by, Deed::Mark(Mark { read: Some(read), ..mark })));
        }
        for (number, (from, to)) in carries.into_iter().enumerate() {
            let read = wording(to);
            let carry = crate::review::Carry {
                item: items[0].id.clone(),
                from: Fingerprint::of(&wording(from)),
                pin: crate::review::Pin {
                    seen: Fingerprint::of(&read), read: Some(read), covers: None, commit: None,
                },
                fields: vec!["title".to_owned()],
                role: None,
                text: None,
                after: Vec::new(),
            };
            facts.push(fact(&format!("N{number}"), "jia", Deed::Carry(carry)));
        }
        for present in &items {
            let mut plan = plan();
            plan.items[0] = present.clone();
            let review = Review::of(&plan, facts.iter().cloned());
            for mark in review.standing(0).marks.iter().filter(|mark| !mark.stale) {
                let read: usize = mark.id.as_str().trim_start_matches('M').parse().unwrap();
                prop_assert_eq!(untouchable(&items[read]), untouchable(present), "{:?}", mark);
            }
        }
    }
}

#[test]
fn the_wordings_of_a_language_are_compared_with_each_other() {
    let of = |pairs: &[(&str, &str)]| {
        let texts = pairs.iter().map(|(tag, text)| ((*tag).to_owned(), (*text).into())).collect();
        Wording::new([("title".to_owned(), FieldValue::Localized(Localized::new(texts)))].into())
    };
    let old = of(&[("zh", "五港"), ("en", "Ports")]);
    let new = of(&[("zh", "港"), ("en", "Five ports")]);
    assert!(crate::review::reworded(&old, &new).is_err());
    let translated = of(&[("zh", "五港"), ("en", "The ports"), ("fr", "Ports")]);
    assert_eq!(crate::review::reworded(&old, &translated), Ok(vec!["title".to_owned()]));
}
