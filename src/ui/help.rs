//! The help page: every command with its keys, those of the place one came from first.

use super::listing::Listing;
use super::marks;
use super::paint::{Pieces, blank, columns, piece};
use super::theme;
use crate::app::{Model, available};
use crate::command::{Command, Scope};
use crate::review::Attention;
use crate::text::{Shown, pad, width};
use crate::words::Words;

/// Columns for the keys, on a page that has room for the longest and on one that has not.
const KEYS: usize = 29;
const KEYS_NARROW: usize = 22;

/// The signs of the outline that stand for no status, with what the catalogues call them.
const SIGNS: [(&str, &str); 10] = [
    ("=", "sign-adopted"),
    (Attention::Changed.sign(), "sign-stale"),
    (Attention::AboveChanged.sign(), "sign-suspect"),
    (Attention::Contradicting.sign(), "sign-contradicting"),
    (Attention::Split.sign(), "sign-split"),
    (".", "sign-pending"),
    ("!", "sign-damaged"),
    ("+", "sign-newer"),
    ("●", "sign-selected"),
    ("▸", "sign-folded"),
];

pub(super) fn lines(model: &Model, words: &Words, columns_of_page: usize) -> Vec<Pieces> {
    let mut listing = Listing::new(columns_of_page.saturating_sub(2));
    listing.text(&words.say("help-title"), theme::strong());
    // What can be pressed on the screen below comes first.
    let here = model.scopes_of_screen();
    let others = Scope::ALL.into_iter().filter(|scope| !here.contains(scope));
    for scope in here.iter().copied().chain(others) {
        listing.gap();
        listing.text(&words.say(&format!("scope-{}", scope.name())), theme::heading());
        for &command in Command::ALL.iter().filter(|command| command.spec().scope == scope) {
            row(model, words, &mut listing, command);
        }
    }
    signs(model, words, &mut listing);
    listing.lines
}

/// What the signs in the outline mean: those of the statuses, then the others.
fn signs(model: &Model, words: &Words, listing: &mut Listing) {
    listing.gap();
    listing.text(&words.say("help-signs"), theme::heading());
    for status in &model.plan.strategy.statuses {
        let sign = vec![blank(1), marks::symbol(model, &status.id), blank(2)];
        listing.hanging(sign, &words.choose(&status.name), theme::plain());
    }
    for (sign, id) in SIGNS {
        let sign = vec![blank(1), piece(&Shown::own(sign), theme::key()), blank(2)];
        listing.hanging(sign, &words.say(id), theme::plain());
    }
}

fn row(model: &Model, words: &Words, listing: &mut Listing, command: Command) {
    let name = match command.status() {
        Some(number) => match model.plan.strategy.statuses.get(number) {
            Some(status) => words.say_with("mark-as", &[("status", words.choose(&status.name).into())]),
            None => return,
        },
        None => words.command(command),
    };
    // What is heard on another screen has the keys it has there.
    let keys = match command.spec().scope {
        Scope::Everywhere => model.keys_of(command),
        scope => model.keymap().keys_in(&[scope, Scope::Everywhere], command),
    };
    let keys = Shown::of(&keys.join("  "));
    let wanted = if listing.width < 70 { KEYS_NARROW } else { KEYS };
    let mut first: Pieces = vec![blank(1), piece(&pad_to(&keys, wanted), theme::key()), blank(1)];
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

fn pad_to(keys: &Shown, columns: usize) -> Shown {
    if width(keys.as_str()) < columns { pad(keys, columns) } else { keys.clone() }
}
