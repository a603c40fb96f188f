//! What the parser of arguments found wrong, as a message in the language of the interface.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::text::Shown;
use crate::words::{Arg, Words};

/// Says what is wrong with the arguments.
pub(super) fn complaint(words: &Words, error: &clap::Error) -> Shown {
    let text = |kind| context(error, kind);
    let argument = text(ContextKind::InvalidArg);
    let named = |argument: &str| ("argument", Arg::from(Shown::of(argument)));
    match (error.kind(), argument.as_deref()) {
        (ErrorKind::UnknownArgument, Some(argument)) if !argument.starts_with('-') => {
            words.say_with("cli-too-many-words", &[named(argument)])
        }
        (ErrorKind::UnknownArgument, Some(argument)) => match text(ContextKind::SuggestedArg) {
            Some(near) => words
                .say_with("cli-unknown-option-near", &[named(argument), ("near", Shown::of(&near).into())]),
            None => words.say_with("cli-unknown-option", &[named(argument)]),
        },
        (ErrorKind::InvalidValue | ErrorKind::ValueValidation, Some(argument)) => {
            let value = text(ContextKind::InvalidValue).filter(|value| !value.is_empty());
            match (value, text(ContextKind::ValidValue)) {
                (Some(value), Some(allowed)) => {
                    let value = ("value", Shown::of(&value).into());
                    words.say_with(
                        "cli-bad-value",
                        &[named(option(argument)), value, ("allowed", Shown::of(&allowed).into())],
                    )
                }
                _ => words.say_with("cli-no-value", &[named(argument)]),
            }
        }
        (ErrorKind::MissingRequiredArgument, Some(missing)) => {
            let said = words.say_with("cli-missing", &[named(missing.trim_end_matches('.'))]);
            match usage(words, error) {
                Some(usage) => Shown::join([&said, &usage], &Shown::own("\n")),
                None => said,
            }
        }
        (ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals, Some(argument)) => {
            words.say_with("cli-no-value", &[named(argument)])
        }
        (ErrorKind::ArgumentConflict | ErrorKind::TooManyValues, Some(argument)) => {
            match text(ContextKind::PriorArg).filter(|prior| prior != argument) {
                Some(prior) => {
                    let other = ("other", Shown::of(option(&prior)).into());
                    words.say_with("cli-conflict", &[named(option(argument)), other])
                }
                None => words.say_with("cli-twice", &[named(option(argument))]),
            }
        }
        (ErrorKind::InvalidUtf8, _) => words.say("cli-not-utf8"),
        _ => words.say("cli-not-understood"),
    }
}

/// Returns the option alone out of `--option <VALUE>`.
fn option(argument: &str) -> &str {
    argument.split(' ').next().unwrap_or(argument)
}

/// Returns the line that says how the verb is used.
fn usage(words: &Words, error: &clap::Error) -> Option<Shown> {
    let ContextValue::StyledStr(usage) = error.get(ContextKind::Usage)? else { return None };
    let usage = usage.to_string();
    let (_, usage) = usage.split_once(' ')?;
    Some(Shown::join([&words.say("cli-heading-usage"), &Shown::of(usage)], &Shown::own(" ")))
}

pub(super) fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        _ => None,
    }
}
