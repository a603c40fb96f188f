//! The help page: every command with its keys, those of the place one came from first.

use super::listing::Listing;
use super::paint::{Pieces, blank, columns, piece};
use super::theme;
use crate::app::{Model, available};
use crate::command::{Command, Scope};
use crate::text::{Shown, pad, width};
use crate::words::Words;

/// Columns for the keys.
const KEYS: usize = 22;

pub(super) fn lines(model: &Model, words: &Words, columns_of_page: usize) -> Vec<Pieces> {
    let mut listing = Listing::new(columns_of_page.saturating_sub(2));
    listing.text(&words.say("help-title"), theme::strong());
    listing.text(&words.say("help-signs"), theme::quiet());
    for scope in Scope::ALL {
        listing.gap();
        listing.text(&words.say(&format!("scope-{}", scope.name())), theme::heading());
        for &command in Command::ALL.iter().filter(|command| command.spec().scope == scope) {
            row(model, words, &mut listing, command);
        }
    }
    listing.lines
}

fn row(model: &Model, words: &Words, listing: &mut Listing, command: Command) {
    let name = match command.status() {
        Some(number) => match model.plan.strategy.statuses.get(number) {
            Some(status) => words.say_with("mark-as", &[("status", words.choose(&status.name).into())]),
            None => return,
        },
        None => words.command(command),
    };
    let keys = Shown::of(&model.keymap().keys_of(command).join("  "));
    let mut first: Pieces = vec![blank(1), piece(&pad_to(&keys), theme::key()), blank(1)];
    debug_assert!(columns(&first) > KEYS, "the keys fill their column");
    let reason = match available(model, command).err() {
        Some(reason) if command.spec().scope == Scope::Outline => {
            let reason = words.say(&format!("reason-{}", reason.name()));
            words.say_with("help-cannot", &[("name", name.into()), ("reason", reason.into())])
        }
        _ => name,
    };
    if columns(&first) + 12 > listing.width {
        listing.line(std::mem::take(&mut first));
        first = vec![blank(3)];
    }
    listing.hanging(first, &reason, theme::plain());
}

fn pad_to(keys: &Shown) -> Shown {
    if width(keys.as_str()) < KEYS { pad(keys, KEYS) } else { keys.clone() }
}
