//! What meetings decided on one item and left to be done about it, in a few words: `会议 11-23 通过 (4:1)`.

use super::meeting::{action_name, given_title, outcome_name};
use crate::plan::{Plan, Strategy};
use crate::review::{Decision, Deed, Fact, FollowUp, Moment, Outcome, Park, Review, Standing, Todo};
use crate::text::Shown;
use crate::words::Words;

/// Returns what the verdict on an item is called: where a meeting decided it, by that decision.
pub fn verdict_told(words: &Words, strategy: &Strategy, review: &Review, standing: &Standing) -> Shown {
    let decided = standing.decided().and_then(|decision| decision_told(words, strategy, review, decision));
    decided.unwrap_or_else(|| words.verdict(strategy, &standing.verdict))
}

/// Returns the decisions that the verdict is not called by: those on a former wording, and those that contradict each
/// other.
pub fn other_decisions(
    words: &Words,
    strategy: &Strategy,
    review: &Review,
    standing: &Standing,
) -> Vec<Shown> {
    let called_by = standing.decided().map(|decision| &decision.id);
    let others = standing.decisions.iter().filter(|decision| Some(&decision.id) != called_by);
    others.filter_map(|decision| decision_told(words, strategy, review, decision)).collect()
}

/// Returns what meetings decided in words, where they did.
pub fn decision_texts(words: &Words, review: &Review, standing: &Standing) -> Vec<Shown> {
    let told = |decision: &Decision| {
        let (fact, outcome) = outcome_of(review, decision)?;
        let args = [("day", day(words, review, fact).into()), ("text", outcome.text.as_ref()?.into())];
        Some(words.say_with("decision-text", &args))
    };
    standing.decisions.iter().filter_map(told).collect()
}

/// Returns what meetings left to be done about item `index`, and which put it off and why.
pub fn follow_up_told(words: &Words, plan: &Plan, review: &Review, index: usize) -> Vec<Shown> {
    let FollowUp { todos, parks } = review.follow_up(plan, index);
    let put_off = |(fact, park): (&Fact, &Park)| {
        let day = ("day", day(words, review, fact).into());
        match &park.text {
            None => words.say_with("item-parked", &[day]),
            Some(text) => words.say_with("item-parked-because", &[day, ("text", text.into())]),
        }
    };
    let to_do = |todo: &Todo<'_>| {
        let id = if todo.open { "item-action" } else { "item-action-done" };
        let what = action_name(words, todo.action);
        words.say_with(id, &[("day", day(words, review, todo.fact).into()), ("what", what.into())])
    };
    parks.into_iter().map(put_off).chain(todos.iter().map(to_do)).collect()
}

/// Returns the outcome that a decision is, with the fact that says so.
pub(super) fn outcome_of<'a>(review: &'a Review, decision: &Decision) -> Option<(&'a Fact, &'a Outcome)> {
    let fact = review.fact(&decision.id)?;
    match &fact.deed {
        Deed::Outcome(outcome) => Some((fact, outcome)),
        _ => None,
    }
}

fn decision_told(words: &Words, strategy: &Strategy, review: &Review, decision: &Decision) -> Option<Shown> {
    let (fact, outcome) = outcome_of(review, decision)?;
    let id = if decision.stale { "decision-stale" } else { "decision" };
    let day = day(words, review, fact);
    let args = [("day", day.into()), ("outcome", outcome_name(words, strategy, outcome).into())];
    Some(words.say_with(id, &args))
}

/// Returns month and day, and which meeting of that day it was where there were several.
fn day(words: &Words, review: &Review, fact: &Fact) -> Shown {
    let of = |fact: &Fact| fact.at.as_ref().map(Moment::day).unwrap_or_default().to_owned();
    let day = Shown::of(of(fact).get(5..).unwrap_or_default());
    let Some(meeting) = fact.deed.meeting().and_then(|id| review.meetings().find(|it| it.fact.id == *id))
    else {
        return day;
    };
    let began = of(meeting.fact);
    if review.meetings().filter(|other| of(other.fact) == began).count() < 2 {
        return day;
    }
    let time = || meeting.fact.at.as_ref().map(|at| Shown::of(at.clock())).unwrap_or_default();
    let meeting = given_title(&meeting).unwrap_or_else(time);
    words.say_with("meeting-of-a-day", &[("day", day.into()), ("meeting", meeting.into())])
}
