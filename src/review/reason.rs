//! Reasons that are owed. A mark whose status wants a reason counts at once, and owes the reason until a note gives it.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{CurrentMark, Deed, Fact, FactId, Mark};
use crate::plan::Strategy;

/// Says of each of the `marks` whether its reason is owed. `facts` are all about their item; `undone` are those that were
/// taken back.
///
/// A reason is a note of the mark's reviewer, or of whoever recorded the mark, that names the mark in `re`. Who says the
/// same again, in a mark that replaces this one, has given it already.
pub(super) fn owed(
    strategy: &Strategy,
    facts: &[&Fact],
    undone: &HashSet<FactId>,
    mut marks: Vec<CurrentMark>,
) -> Vec<CurrentMark> {
    let wants = |mark: &CurrentMark| strategy.status(&mark.status).is_some_and(|status| status.reason);
    if !marks.iter().any(wants) {
        return marks;
    }
    let made: BTreeMap<&FactId, (&Fact, &Mark)> = facts
        .iter()
        .filter_map(|fact| match &fact.deed {
            Deed::Mark(mark) => Some((&fact.id, (*fact, mark))),
            _ => None,
        })
        .collect();
    let mut explained: BTreeSet<&FactId> = BTreeSet::new();
    for fact in facts.iter().filter(|fact| !undone.contains(&fact.id)) {
        if let Deed::Note(note) = &fact.deed
            && let Some(re) = &note.re
            && let Some((mark, _)) = made.get(re)
            && (fact.voice() == mark.voice() || fact.by == mark.by)
        {
            explained.insert(re);
        }
    }
    for mark in marks.iter_mut().filter(|mark| wants(mark)) {
        let (mut open, mut met) = (vec![&mark.id], BTreeSet::new());
        let mut given = false;
        while let Some(id) = open.pop() {
            let same = made.get(id).filter(|(_, made)| made.status == mark.status);
            if let Some((_, made)) = same.filter(|_| met.insert(id)) {
                given |= explained.contains(id);
                open.extend(&made.after);
            }
        }
        mark.owes_reason = !given;
    }
    marks
}
