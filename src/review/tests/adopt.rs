//! What was agreed before the review began.

use jiff::civil::date;
use proptest::prelude::*;

use super::samples::{fact, facts, item, mark, plan, reviewer, steps, undo};
use crate::plan::{Plan, Reviewer, StatusId};
use crate::review::drafting::{self, Agreed};
use crate::review::{Deed, Fact, Lens, Review, Stance, Tally, Verdict};

fn agreed() -> Agreed {
    Agreed { until: date(2020, 11, 30), status: None, text: None }
}

/// A baseline of the first item as it stands, by jia.
fn adopted(name: &str, plan: &Plan, before: &[Fact]) -> Fact {
    let review = Review::of(plan, before.to_vec());
    fact(name, "jia", drafting::adopt(plan, &review, &reviewer("jia"), 0, &agreed(), None))
}

/// How the first item stands for everybody and for jia.
fn stances(plan: &Plan, facts: &[Fact]) -> [String; 2] {
    let review = Review::of(plan, facts.to_vec());
    let lenses = [Lens::Everybody, Lens::Reviewer(reviewer("jia"))];
    lenses.map(|lens| format!("{:?}", Stance::of(&review, &lens, 0)))
}

#[test]
fn it_stands_until_the_wording_changes_and_approves_nothing() {
    let mut plan = plan();
    let facts = [adopted("A", &plan, &[])];
    assert_eq!(stances(&plan, &facts), ["Adopted", "Adopted"]);
    assert_eq!(Review::of(&plan, facts.to_vec()).standing(0).verdict, Verdict::Open);
    plan.items[0].title = item("other").title;
    assert_eq!(stances(&plan, &facts), ["Again(Changed)", "Again(Changed)"]);
    let standing = Review::of(&plan, facts.to_vec()).standing(0).clone();
    assert!(standing.is_past_its_baseline() && standing.baseline().is_some_and(|it| it.changed));
    plan.items[0].title = item("i0").title;
    assert_eq!(stances(&plan, &facts), ["Adopted", "Adopted"], "where the wording returns, it stands again");
}

#[test]
fn as_soon_as_anybody_marks_the_marks_decide() {
    let plan = plan();
    let baseline = adopted("A", &plan, &[]);
    let with = |more: &[Fact]| {
        let facts: Vec<Fact> = [baseline.clone()].into_iter().chain(more.iter().cloned()).collect();
        stances(&plan, &facts)
    };
    assert_eq!(with(&[mark("B", "yi", "revise", &[])]), ["Status(StatusId(\"revise\"))", "Unreviewed"]);
    let taken_back = [mark("B", "yi", "revise", &[]), undo("U", "yi", "B")];
    assert_eq!(with(&taken_back), ["Adopted", "Adopted"]);
}

#[test]
fn it_stands_for_approvals_of_an_older_wording_and_for_no_objection() {
    let mut plan = plan();
    let marked = |status| mark("M", "yi", status, &[]);
    plan.items[0].title = item("other").title;
    let with = |status| stances(&plan, &[marked(status), adopted("A", &plan, &[])]);
    assert_eq!(with("approved"), ["Adopted", "Adopted"]);
    assert_eq!(with("revise"), ["Again(Changed)", "Unreviewed"]);
}

#[test]
fn it_is_undone_replaced_and_recorded_only_by_who_is_listed() {
    let mut plan = plan();
    let first = adopted("A", &plan, &[]);
    let second = adopted("B", &plan, std::slice::from_ref(&first));
    let Deed::Adopt(adopt) = &second.deed else { panic!("a baseline") };
    assert_eq!(adopt.after, [super::samples::id("A")]);
    let both = [first.clone(), second];
    assert_eq!(Review::of(&plan, both.to_vec()).standing(0).baselines.len(), 1);
    let undone = [first.clone(), undo("U", "jia", "A")];
    assert_eq!(stances(&plan, &undone), ["Unreviewed", "Unreviewed"]);
    plan.strategy.reviewers.push(Reviewer {
        id: reviewer("yi"),
        name: None,
        email: None,
        role: None,
        from: None,
        until: None,
    });
    assert_eq!(stances(&plan, &[first]), ["Unreviewed", "Unreviewed"]);
}

#[test]
fn what_was_agreed_is_told_where_it_is_not_approval() {
    let plan = plan();
    let told = |status: &str| {
        let agreed = Agreed { status: Some(StatusId::new(status)), ..agreed() };
        let review = Review::of(&plan, []);
        let deed = drafting::adopt(&plan, &review, &reviewer("jia"), 0, &agreed, None);
        let review = Review::of(&plan, [fact("A", "jia", deed)]);
        review.standing(0).baseline().unwrap().status.clone()
    };
    assert_eq!((told("deferred"), told("approved")), (Some(StatusId::new("deferred")), None));
}

proptest! {
    #![proptest_config(super::samples::quiet())]

    #[test]
    fn no_baseline_changes_a_verdict_or_is_counted_as_a_look(steps in steps(24)) {
        let plan = plan();
        let all = facts(&plan, &steps, 1000);
        let without: Vec<Fact> =
            all.iter().filter(|fact| !matches!(fact.deed, Deed::Adopt(_))).cloned().collect();
        let (with, without) = (Review::of(&plan, all), Review::of(&plan, without));
        for index in 0..plan.items.len() {
            prop_assert_eq!(&with.standing(index).verdict, &without.standing(index).verdict);
        }
        for lens in [Lens::Everybody, Lens::Reviewer(reviewer("jia"))] {
            let tally = |review| Tally::of(&plan, review, &lens, 0..plan.items.len());
            let (with, without) = (tally(&with), tally(&without));
            prop_assert!(with.reviewed <= without.reviewed);
            prop_assert_eq!(with.stages.total(), with.total);
            prop_assert_eq!(with.stages.adopted + with.reviewed + with.left(), with.total);
        }
    }
}
