//! What was agreed before the review began, in words.

use super::summary::reviewer_name;
use crate::plan::Strategy;
use crate::review::{Deed, Review, Standing};
use crate::text::{Foreign, Shown};
use crate::words::Words;

/// Says by when it was agreed, who recorded that, and whether the item has changed since; then by which decision.
pub fn baseline(words: &Words, strategy: &Strategy, review: &Review, standing: &Standing) -> Vec<Shown> {
    let Some(baseline) = standing.baseline() else { return Vec::new() };
    let until = ("until", Shown::written(baseline.until.to_string()).into());
    let agreed = match &baseline.status {
        Some(status) => {
            words.say_with("baseline-agreed-as", &[until, ("status", words.status(strategy, status).into())])
        }
        None => words.say_with("baseline-agreed", &[until]),
    };
    let id = if baseline.changed { "baseline-changed" } else { "baseline" };
    let who = reviewer_name(strategy, &baseline.by);
    let said = words.say_with(id, &[("agreed", agreed.into()), ("who", who.into())]);
    let decision = review.fact(&baseline.id).and_then(|fact| match &fact.deed {
        Deed::Adopt(adopt) => adopt.text.as_ref(),
        _ => None,
    });
    let by = |text: &Foreign| words.say_with("baseline-decision", &[("text", text.show().one_line().into())]);
    [said].into_iter().chain(decision.map(by)).collect()
}
