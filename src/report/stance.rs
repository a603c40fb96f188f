//! How the standing of an item looks in one sign. The sign alone tells; colour only repeats it.

use super::Emphasis;
use crate::plan::{StatusId, Strategy};
use crate::review::{Attention, Stance};
use crate::text::Shown;

/// Returns the sign for a stance.
pub fn symbol(strategy: &Strategy, stance: Stance<'_>) -> (Emphasis, Shown) {
    match stance {
        Stance::Unreviewed => (Emphasis::Faint, Shown::own("·")),
        Stance::Adopted => (Emphasis::Faint, Shown::own("=")),
        Stance::Again(Attention::Split) => (Emphasis::Bad, Shown::own(Attention::Split.sign())),
        Stance::Again(why) => (Emphasis::Caution, Shown::own(why.sign())),
        Stance::NeedsNewer => (Emphasis::Bad, Shown::own("+")),
        Stance::Damaged | Stance::RecordsMissing => (Emphasis::Bad, Shown::own("!")),
        Stance::Status(status) => (emphasis(strategy, status), status_symbol(strategy, status)),
    }
}

/// Returns the sign of a status; one that the strategy does not define has none of its own.
pub fn status_symbol(strategy: &Strategy, status: &StatusId) -> Shown {
    strategy.status(status).map_or_else(|| Shown::own("?"), |status| Shown::of(&status.symbol.to_string()))
}

/// Returns how much a status stands out.
pub fn emphasis(strategy: &Strategy, status: &StatusId) -> Emphasis {
    let approval = strategy.approval().map(|approval| &approval.id);
    match strategy.status(status) {
        Some(known) if Some(&known.id) == approval => Emphasis::Good,
        Some(known) if known.settles => Emphasis::Bad,
        _ => Emphasis::Caution,
    }
}
