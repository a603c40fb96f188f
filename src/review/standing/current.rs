//! Which marks on one item hold, and how each stands to the present wording.

use std::collections::{BTreeMap, HashSet};

use super::Review;
use crate::plan::ReviewerId;
use crate::review::present::Present;
use crate::review::{Backing, CurrentCarry, CurrentMark, Deed, Fact, FactId, Mark, carry, force, suspect};

impl Review {
    /// Finds the marks that hold among `facts`, those about one item, by reviewer and then by the name of the fact.
    pub(super) fn current(
        &self,
        present: &Present<'_>,
        above: &[Present<'_>],
        facts: &[usize],
        carries: &[CurrentCarry],
    ) -> Vec<CurrentMark> {
        let marks = facts.iter().filter_map(|&at| match &self.facts[at].deed {
            Deed::Mark(mark) => Some((&self.facts[at], mark)),
            _ => None,
        });
        let mut by_reviewer: BTreeMap<&ReviewerId, Vec<(&Fact, &Mark)>> = BTreeMap::new();
        for (fact, mark) in marks {
            by_reviewer.entry(fact.voice()).or_default().push((fact, mark));
        }
        let answers = |confirms: bool| -> HashSet<(&FactId, &ReviewerId)> {
            let about = facts.iter().map(|&at| &self.facts[at]).filter(|fact| !self.is_undone(&fact.id));
            let named = about.filter_map(|fact| match &fact.deed {
                Deed::Confirm(reply) if confirms => Some((&reply.of, &fact.by)),
                Deed::Refuse(reply) if !confirms => Some((&reply.of, &fact.by)),
                _ => None,
            });
            named.collect()
        };
        let (confirmed, refused) = (answers(true), answers(false));
        let mut current = Vec::new();
        for (by, own) in by_reviewer {
            // What its reviewer refused is as if nobody had recorded it.
            let holds = |fact: &Fact| {
                !(self.is_undone(&fact.id) || fact.by != *by && refused.contains(&(&fact.id, by)))
            };
            let replaced = force::replaced(&own, &holds);
            let heads: Vec<_> =
                own.iter().filter(|(fact, _)| holds(fact) && !replaced.contains(&fact.id)).collect();
            let concurrent = heads.len() > 1;
            let to_present = |mark: &Mark| {
                let covers = mark.covers.as_deref();
                if !present.differs_from(&mark.seen, covers) {
                    return Some(Vec::new());
                }
                carry::way(carries, mark, by, &present.fingerprint(covers)?)
            };
            let heads = heads.iter().map(|(fact, mark)| (fact, mark, to_present(mark)));
            current.extend(heads.map(|(fact, mark, way)| CurrentMark {
                id: fact.id.clone(),
                by: by.clone(),
                backing: match &fact.by {
                    writer if writer == by => Backing::Own,
                    writer if confirmed.contains(&(&fact.id, by)) => Backing::Confirmed(writer.clone()),
                    writer => Backing::RecordedBy(writer.clone()),
                },
                status: mark.status.clone(),
                role: mark.role.clone(),
                stale: way.is_none(),
                suspect: way.as_ref().and_then(|_| suspect::changed(above, mark)).cloned(),
                source_changed: Vec::new(),
                carried: way.unwrap_or_default(),
                concurrent,
                owes_reason: false,
            }));
        }
        current
    }
}
