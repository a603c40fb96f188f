//! What an undo takes back, in the words of the plan.

use crate::plan::Strategy;
use crate::review::{Deed, Fact, Note, Outcome, Review};
use crate::text::Shown;
use crate::words::Words;

/// Says what the facts are that one undo takes back or one redo brings back.
pub fn undoable<'a>(
    words: &Words,
    strategy: &Strategy,
    review: &Review,
    facts: impl Iterator<Item = &'a Fact>,
) -> Shown {
    let parts: Vec<Shown> = facts.flat_map(|fact| parts(words, strategy, review, &fact.deed)).collect();
    Shown::join(&parts, &words.say("undo-and"))
}

fn parts(words: &Words, strategy: &Strategy, review: &Review, deed: &Deed) -> Vec<Shown> {
    let with_text =
        |id, text: &crate::text::Foreign| words.say_with(id, &[("text", text.show().one_line().into())]);
    match deed {
        Deed::Mark(mark) => {
            let status = words.status(strategy, &mark.status);
            vec![words.say_with("undo-mark", &[("status", status.into())])]
        }
        Deed::Note(Note { re: Some(re), text, .. }) if review.mark(re).is_some() => {
            vec![with_text("undo-reason", text)]
        }
        Deed::Note(note) => vec![with_text("undo-note", &note.text)],
        Deed::Action(action) => vec![with_text("undo-action", &action.text)],
        Deed::Outcome(outcome) => of_outcome(words, strategy, review, outcome),
        other => vec![words.deed(strategy, other)],
    }
}

/// Says what an outcome changed of the one that it replaced in the same meeting: votes, words, or what was decided.
fn of_outcome(words: &Words, strategy: &Strategy, review: &Review, outcome: &Outcome) -> Vec<Shown> {
    let mut before = outcome.after.iter().rev().filter_map(|id| review.outcome(id));
    let before = before.find(|before| before.meeting == outcome.meeting && before.status == outcome.status);
    let mut parts = Vec::new();
    if let Some(before) = before {
        if before.votes != outcome.votes {
            parts.push(match outcome.votes {
                Some(votes) => {
                    let votes = Shown::of(&votes.to_string());
                    words.say_with("undo-votes", &[("votes", votes.into())])
                }
                None => words.say("undo-votes-none"),
            });
        }
        if before.text != outcome.text {
            parts.push(match &outcome.text {
                Some(text) => words.say_with("undo-decision", &[("text", text.show().one_line().into())]),
                None => words.say("undo-decision-none"),
            });
        }
    }
    if parts.is_empty() {
        let status = words.status(strategy, &outcome.status);
        parts.push(words.say_with("undo-outcome", &[("status", status.into())]));
    }
    parts
}
