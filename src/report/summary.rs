//! Who said what of one item, in one line: `3 通过 · 1 需修改(甲) · 1 未看 · 1 已变更`.

use std::collections::BTreeSet;

use crate::plan::{Plan, ReviewerId, StatusId, Strategy};
use crate::review::{Attention, CurrentMark, Mark, Stance, Standing};
use crate::text::{Foreign, Shown};
use crate::words::Words;

/// Returns the parts of the line: how many stand at each status, how many of them since before the wording was changed
/// in words only, how many were not heard yet, how many marks are on another wording, how many on the same one under
/// something that changed, and how many people have marks that contradict each other.
///
/// Whoever stands in the way is named. Statuses that the strategy does not define come after those it does.
pub fn summary(words: &Words, strategy: &Strategy, standing: &Standing) -> Vec<Shown> {
    let counted = || standing.marks.iter().filter(|mark| mark.counts());
    let defined = strategy.statuses.iter().map(|status| &status.id);
    let others: BTreeSet<&StatusId> =
        counted().map(|mark| &mark.status).filter(|id| strategy.status(id).is_none()).collect();
    let mut parts = Vec::new();
    for status in defined.chain(others) {
        let marks: Vec<&CurrentMark> = counted().filter(|mark| mark.status == *status).collect();
        if !marks.is_empty() {
            parts.push(at_status(words, strategy, status, &marks));
        }
    }
    let carried = counted().filter(|mark| !mark.carried.is_empty()).count();
    let missing = strategy.asked().filter(|reviewer| standing.of(&reviewer.id).next().is_none()).count();
    let again =
        |why| standing.marks.iter().filter(|&mark| Stance::of_mark(mark).attention() == Some(why)).count();
    let concurrent: BTreeSet<&ReviewerId> =
        standing.marks.iter().filter(|mark| mark.concurrent).map(|mark| &mark.by).collect();
    for (count, id) in [
        (carried, "summary-carried"),
        (missing, "summary-missing"),
        (again(Attention::Changed), "summary-stale"),
        (again(Attention::AboveChanged), "summary-suspect"),
        (concurrent.len(), "summary-concurrent"),
    ] {
        if count > 0 {
            parts.push(words.say_with(id, &[("count", count.into())]));
        }
    }
    parts
}

fn at_status(words: &Words, strategy: &Strategy, status: &StatusId, marks: &[&CurrentMark]) -> Shown {
    let (count, name) = (("count", marks.len().into()), ("status", words.status(strategy, status).into()));
    if strategy.approval().is_some_and(|approval| approval.id == *status) {
        return words.say_with("summary-count", &[count, name]);
    }
    let who: Vec<Shown> = marks.iter().map(|mark| reviewer_name(strategy, &mark.by)).collect();
    let who = Shown::join(&who, &words.say("list-separator"));
    words.say_with("summary-named", &[count, name, ("who", who.into())])
}

/// Says who recorded a mark on behalf of its reviewer, and whether the reviewer confirmed it; nothing of one's own mark.
pub fn recorded_by(words: &Words, strategy: &Strategy, mark: &CurrentMark) -> Option<Shown> {
    let (writer, confirmed) = mark.backing.recorded_by()?;
    let id = if confirmed { "mark-confirmed" } else { "mark-recorded-by" };
    Some(words.say_with(id, &[("who", reviewer_name(strategy, writer).into())]))
}

/// Says under which item a mark is suspect, where it is.
pub fn suspect(words: &Words, plan: &Plan, mark: &CurrentMark) -> Option<Shown> {
    let above = plan.position(mark.suspect.as_ref()?)?;
    let title = words.choose(&plan.items[above].title).one_line();
    Some(words.say_with("mark-suspect", &[("title", title.into())]))
}

/// Says which clauses changed since a mark was made, where any did.
pub fn source_changed(words: &Words, mark: &CurrentMark) -> Option<Shown> {
    let clauses: Vec<Shown> =
        mark.source_changed.iter().map(|clause| Shown::of(&clause.to_string())).collect();
    let named = Shown::join(&clauses, &words.say("list-separator"));
    (!clauses.is_empty()).then(|| words.say_with("mark-source-changed", &[("clauses", named.into())]))
}

/// Says that a mark was recorded in one stroke with others, and whether without a look at the item.
pub fn recorded_in_bulk(words: &Words, mark: &Mark) -> Option<Shown> {
    let others = mark.bulk?.saturating_sub(1);
    let id = if mark.unseen { "mark-bulk-unseen" } else { "mark-bulk" };
    Some(words.say_with(id, &[("count", others.into())]))
}

/// Returns what a reviewer is called: the name the strategy gives, else the id.
pub fn reviewer_name(strategy: &Strategy, id: &ReviewerId) -> Shown {
    let name = strategy.reviewer(id).and_then(|reviewer| reviewer.name.as_ref());
    name.map_or_else(|| Shown::of(id.as_str()), Foreign::show)
}
