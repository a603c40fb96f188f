//! How marks, stances, verdicts and counts are written, wherever they are shown.

use ratatui::style::Style;

use super::paint::{Piece, Pieces, blank, piece};
use super::theme;
use crate::app::Model;
use crate::plan::{ReviewerId, StatusId};
use crate::report;
use crate::review::{Attention, CurrentMark, Stance, Tally, Verdict};
use crate::text::Shown;

/// What stands for a verdict until git has said whether all records are there.
pub(super) const NOT_KNOWN_YET: &str = "⋯";

/// Returns the one character that stands for `stance`, in its colour.
pub(super) fn stance(model: &Model, stance: &Stance<'_>) -> Piece {
    match stance {
        Stance::Unreviewed => blank(1),
        Stance::Adopted => piece(&Shown::own("="), theme::quiet()),
        Stance::Again(why) => piece(&Shown::own(why.sign()), theme::stale()),
        Stance::Status(id) => symbol(model, id),
        Stance::NeedsNewer => piece(&Shown::own("+"), theme::alarm()),
        Stance::Damaged | Stance::RecordsMissing => piece(&Shown::own("!"), theme::alarm()),
    }
}

/// Returns the one character that stands for a status.
pub(super) fn symbol(model: &Model, id: &StatusId) -> Piece {
    let symbol = model.plan.strategy.status(id).map_or('?', |status| status.symbol);
    piece(&Shown::of(&symbol.to_string()), theme::status(&model.plan.strategy, id))
}

/// Returns what a reviewer is called: the name the strategy gives, else the id.
pub(super) fn reviewer_name(model: &Model, id: &ReviewerId) -> Shown {
    report::reviewer_name(&model.plan.strategy, id)
}

/// Returns counts as in `9/21 ✓7 ✗1`: how many are looked at, and how many stand at which status.
pub(super) fn counts(model: &Model, tally: &Tally, with_statuses: bool) -> Pieces {
    let style = if tally.is_done() { theme::good() } else { theme::quiet() };
    let mut pieces = vec![piece(&Shown::written(format!("{}/{}", tally.reviewed, tally.total)), style)];
    if with_statuses {
        for (id, count) in tally.by_status.iter().filter(|(_, count)| *count > 0) {
            let mark = symbol(model, id);
            pieces.push(blank(1));
            pieces.push(piece(&Shown::written(format!("{}{count}", mark.text)), mark.style));
        }
        if tally.stages.adopted > 0 {
            pieces.push(piece(&Shown::written(format!(" ={}", tally.stages.adopted)), theme::quiet()));
        }
        let again = Attention::ALL.map(|why| (why.sign(), tally.wanting(why)));
        for (sign, count) in again.into_iter().filter(|(_, count)| *count > 0) {
            pieces.push(piece(&Shown::written(format!(" {sign}{count}")), theme::stale()));
        }
        if tally.withheld > 0 {
            pieces.push(piece(&Shown::written(format!(" !{}", tally.withheld)), theme::alarm()));
        }
    }
    pieces
}

/// Returns the marks of everybody but whoever's eyes the plan is seen through in short: each symbol with the name behind it.
pub(super) fn of_others(model: &Model, marks: &[CurrentMark]) -> Pieces {
    let me = model.eyes();
    let mut pieces = Vec::new();
    for mark in marks.iter().filter(|mark| Some(&mark.by) != me) {
        pieces.push(blank(1));
        pieces.push(stance(model, &Stance::of_mark(mark)));
        pieces.push(piece(&reviewer_name(model, &mark.by), theme::quiet()));
    }
    pieces
}

/// Returns how a verdict stands out.
pub(super) fn verdict_style(model: &Model, verdict: &Verdict) -> Style {
    match verdict {
        Verdict::Open => theme::plain(),
        Verdict::Status(id) => theme::status(&model.plan.strategy, id),
        Verdict::Split => theme::stale(),
        Verdict::NeedsNewer | Verdict::Damaged | Verdict::RecordsMissing => theme::alarm(),
    }
}
