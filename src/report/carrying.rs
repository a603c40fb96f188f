//! Changes declared to be of wording only, in words: through whom a mark holds, what became of a declaration, and why one
//! cannot be made; and the words in which answers were given.

use super::summary::reviewer_name;
use crate::compare::ItemField;
use crate::plan::{Field, Plan, ReviewerId, Strategy};
use crate::review::drafting::CannotCarry;
use crate::review::{Beyond, Carry, CarryState, CurrentCarry, CurrentMark, Deed, Review};
use crate::text::{Foreign, Shown};
use crate::words::Words;

/// Says who declared that only words changed since a mark, where it holds through that.
pub fn carried_by(words: &Words, strategy: &Strategy, review: &Review, mark: &CurrentMark) -> Option<Shown> {
    let mut who: Vec<&ReviewerId> = Vec::new();
    for by in mark.carried.iter().filter_map(|id| review.fact(id)).map(|fact| &fact.by) {
        if !who.contains(&by) {
            who.push(by);
        }
    }
    let names: Vec<Shown> = who.into_iter().map(|by| reviewer_name(strategy, by)).collect();
    let names = (!names.is_empty()).then(|| Shown::join(&names, &words.say("list-separator")))?;
    Some(words.say_with("mark-carried", &[("who", names.into())]))
}

/// Says what became of a declaration; nothing where it simply holds, for that is said of the marks.
pub fn carry_state(words: &Words, strategy: &Strategy, carry: &CurrentCarry) -> Option<Shown> {
    let who = || ("who", reviewer_name(strategy, &carry.by).into());
    let refused = || {
        let by: Vec<Shown> = carry.refused.iter().map(|by| reviewer_name(strategy, by)).collect();
        ("by", Shown::join(&by, &words.say("list-separator")).into())
    };
    match &carry.state {
        CarryState::Holds if carry.refused.is_empty() => None,
        CarryState::Holds => Some(words.say_with("carry-refused", &[who(), refused()])),
        // Whom it waited for has answered.
        CarryState::Waits(_) if carry.refused_by(strategy).is_some() => {
            Some(words.say_with("carry-refused", &[who(), refused()]))
        }
        CarryState::Waits(waiting) => {
            let waits_for = ("roles", roles(words, waiting).into());
            Some(if carry.refused.is_empty() {
                words.say_with("carry-waits", &[who(), waits_for])
            } else {
                words.say_with("carry-waits-refused", &[who(), waits_for, refused()])
            })
        }
        CarryState::Beyond(what) => {
            Some(words.say_with("carry-beyond", &[who(), ("why", beyond(words, strategy, what).into())]))
        }
        CarryState::WordingLost => Some(words.say_with("carry-lost", &[who()])),
        CarryState::Unlisted => Some(words.say_with("carry-unlisted", &[who()])),
    }
}

/// Says the words with which changes of item `index` were declared to be of wording only, and those with which that, or a
/// mark that somebody else recorded, was confirmed or refused.
pub fn reasons_told(words: &Words, plan: &Plan, review: &Review, index: usize) -> Vec<Shown> {
    let mut told = Vec::new();
    // One stroke may answer several facts, each with the same words.
    let mut tell = |id, by: &ReviewerId, text: &Foreign| {
        let args =
            [("who", reviewer_name(&plan.strategy, by).into()), ("text", text.show().one_line().into())];
        let said = words.say_with(id, &args);
        if !told.contains(&said) {
            told.push(said);
        }
    };
    for current in &review.standing(index).carries {
        if let Some(Deed::Carry(Carry { text: Some(text), .. })) =
            review.fact(&current.id).map(|fact| &fact.deed)
        {
            tell("carry-text", &current.by, text);
        }
    }
    for (fact, reply, text) in review.answers_with_words(plan, index) {
        let is_carry = review.fact(&reply.of).is_some_and(|answered| matches!(answered.deed, Deed::Carry(_)));
        let id = match (&fact.deed, is_carry) {
            (Deed::Confirm(_), true) => "carry-confirmed-text",
            (Deed::Confirm(_), false) => "mark-confirmed-text",
            (_, true) => "carry-refused-text",
            (_, false) => "mark-refused-text",
        };
        tell(id, &fact.by, text);
    }
    told
}

/// Says why a change cannot be declared to be of wording only.
pub fn cannot_carry(words: &Words, strategy: &Strategy, why: &CannotCarry) -> Shown {
    let who = |by: &ReviewerId| ("who", reviewer_name(strategy, by).into());
    match why {
        CannotCarry::NothingChanged => words.say("reason-nothing-to-carry"),
        CannotCarry::WordingLost => words.say("wording-lost"),
        CannotCarry::Beyond(what) => {
            words.say_with("cannot-carry-beyond", &[("why", beyond(words, strategy, what).into())])
        }
        CannotCarry::Declared { by, roles: waiting } => {
            words.say_with("cannot-carry-declared", &[who(by), ("roles", roles(words, waiting).into())])
        }
        CannotCarry::Refused { by } => words.say_with("cannot-carry-refused", &[who(by)]),
    }
}

/// Joins the names of roles.
pub fn roles(words: &Words, roles: &[Foreign]) -> Shown {
    Shown::join(&roles.iter().map(Foreign::show).collect::<Vec<_>>(), &words.say("list-separator"))
}

fn beyond(words: &Words, strategy: &Strategy, what: &Beyond) -> Shown {
    match what {
        Beyond::Field(name) => {
            let field = words.item_field(strategy, &ItemField::from(Field::named(name)));
            words.say_with("beyond-field", &[("field", field.into())])
        }
        Beyond::Figure { old, new } => {
            let (was, is) = (("old", Shown::of(old).into()), ("new", Shown::of(new).into()));
            match (old.as_str(), new.as_str()) {
                ("", _) => words.say_with("beyond-figure-new", &[is]),
                (_, "") => words.say_with("beyond-figure-gone", &[was]),
                _ => words.say_with("beyond-figure", &[was, is]),
            }
        }
    }
}
