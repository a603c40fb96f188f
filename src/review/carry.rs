//! Changes that somebody declared to be of wording only: which of these carries hold, and for whose marks.

use std::collections::{BTreeSet, HashSet};

use super::force::own_in_force;
use super::rewording::reworded;
use super::{Beyond, Carry, Deed, Fact, FactId, Fingerprint, Mark, Pin, Standing, Wording};
use crate::plan::{Field, ReviewerId, Strategy};
use crate::text::Foreign;

/// A carry that was neither taken back nor replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurrentCarry {
    pub id: FactId,
    /// Who declared it.
    pub by: ReviewerId,
    pub state: CarryState,
    /// Those who refused it, or one of the same change: their marks are not carried.
    pub refused: BTreeSet<ReviewerId>,
    from: Fingerprint,
    to: Fingerprint,
    covers: BTreeSet<String>,
}

/// Whether a carry holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CarryState {
    Holds,
    /// Nobody in these roles, which the verdict requires, has confirmed it yet.
    Waits(Vec<Foreign>),
    /// More than words changed.
    Beyond(Beyond),
    /// One of the two wordings is in no record, so that nothing shows what changed.
    WordingLost,
    /// Who declared it is not among the reviewers that the strategy lists.
    Unlisted,
}

impl CurrentCarry {
    /// Tells whether it carries the marks of `by`, once it holds.
    pub fn is_for(&self, by: &ReviewerId) -> bool {
        !self.refused.contains(by)
    }

    /// Tells whether it waits for somebody in `role`.
    pub fn waits_for(&self, role: Option<&Foreign>) -> bool {
        matches!((&self.state, role), (CarryState::Waits(roles), Some(role)) if roles.contains(role))
    }

    /// Returns who has refused it in a role that it waits for, where everybody who holds that role has.
    pub fn refused_by(&self, strategy: &Strategy) -> Option<&ReviewerId> {
        let CarryState::Waits(roles) = &self.state else { return None };
        roles.iter().find_map(|role| {
            let mut holders = strategy.asked().filter(|reviewer| reviewer.role.as_ref() == Some(role));
            let first = self.refused.get(&holders.next()?.id)?;
            holders.all(|reviewer| !self.is_for(&reviewer.id)).then_some(first)
        })
    }

    /// Tells whether it is of the change from `from` to `to` in the fields that a mark covers.
    pub(super) fn is_of(&self, from: &Fingerprint, to: &Fingerprint, covers: Option<&[String]>) -> bool {
        (&self.from, &self.to, &self.covers) == (from, to, &covered(covers))
    }
}

impl Standing {
    /// Returns the carries that wait for the word of `by`, who has the role `role`.
    pub fn carries_to_confirm(&self, by: &ReviewerId, role: Option<&Foreign>) -> Vec<&CurrentCarry> {
        let waiting = self.carries.iter().filter(|carry| carry.is_for(by) && carry.waits_for(role));
        waiting.collect()
    }

    /// Returns the carries by others that `by` can refuse: those through which a mark of `by` holds, and those that wait
    /// for the role `role`.
    pub fn carries_to_refuse(&self, by: &ReviewerId, role: Option<&Foreign>) -> Vec<&CurrentCarry> {
        let carries_own = |id: &FactId| self.of(by).any(|mark| mark.carried.contains(id));
        let can = |carry: &&CurrentCarry| {
            carry.by != *by && carry.is_for(by) && (carries_own(&carry.id) || carry.waits_for(role))
        };
        self.carries.iter().filter(can).collect()
    }
}

/// Returns the roles that `strategy` requires besides `role`, who must confirm a change that somebody in `role` declares.
pub fn roles_to_confirm(strategy: &Strategy, role: Option<&Foreign>) -> Vec<Foreign> {
    strategy.required.iter().filter(|required| Some(*required) != role).cloned().collect()
}

/// Finds the carries among `facts`, which are all about one item; `undone` are those that were taken back.
pub(super) fn carries(strategy: &Strategy, facts: &[&Fact], undone: &HashSet<FactId>) -> Vec<CurrentCarry> {
    let all: Vec<(&Fact, &Carry)> = facts
        .iter()
        .filter_map(|fact| match &fact.deed {
            Deed::Carry(carry) => Some((*fact, carry)),
            _ => None,
        })
        .collect();
    if all.is_empty() {
        return Vec::new();
    }
    let holding = || facts.iter().filter(|fact| !undone.contains(&fact.id));
    let refusals: Vec<(&FactId, &ReviewerId)> = holding()
        .filter_map(|fact| match &fact.deed {
            Deed::Refuse(reply) => Some((&reply.of, &fact.by)),
            _ => None,
        })
        .collect();
    let confirmed = |id: &FactId, refused: &BTreeSet<ReviewerId>| -> Vec<&Foreign> {
        let roles = holding().filter_map(|fact| match &fact.deed {
            Deed::Confirm(reply) if reply.of == *id && !refused.contains(&fact.by) => reply.role.as_ref(),
            _ => None,
        });
        roles.collect()
    };
    let of = |(fact, carry): (&Fact, &Carry)| {
        let covers = covered(carry.pin.covers.as_deref());
        let same = |other: &Carry| {
            (&other.from, &other.pin.seen, covered(other.pin.covers.as_deref()))
                == (&carry.from, &carry.pin.seen, covers.clone())
        };
        let alike: HashSet<&FactId> =
            all.iter().filter(|(_, other)| same(other)).map(|(other, _)| &other.id).collect();
        let refused: BTreeSet<ReviewerId> =
            refusals.iter().filter(|(of, _)| alike.contains(of)).map(|(_, by)| (*by).clone()).collect();
        let own_role = carry.role.as_ref().filter(|_| !refused.contains(&fact.by));
        let mut roles = roles_to_confirm(strategy, own_role);
        let confirmed = confirmed(&fact.id, &refused);
        roles.retain(|role| !confirmed.contains(&role));
        let listed = strategy.reviewers.is_empty() || strategy.reviewer(&fact.by).is_some();
        let state = match change(facts, &carry.from, &carry.pin) {
            None => CarryState::WordingLost,
            Some(Err(beyond)) => CarryState::Beyond(beyond),
            Some(Ok(_)) if !listed => CarryState::Unlisted,
            Some(Ok(_)) if !roles.is_empty() => CarryState::Waits(roles),
            Some(Ok(_)) => CarryState::Holds,
        };
        CurrentCarry {
            id: fact.id.clone(),
            by: fact.by.clone(),
            state,
            refused,
            from: carry.from.clone(),
            to: carry.pin.seen.clone(),
            covers,
        }
    };
    own_in_force(&all, |carry| carry.after.as_slice(), undone).into_iter().map(of).collect()
}

/// Returns the carries that lead from the wording of `mark`, which is `by`'s, to the `present` one; `None` where none do.
///
/// Of several ways the shortest is taken, and of those the one whose carries have the first names.
pub(super) fn way(
    carries: &[CurrentCarry],
    mark: &Mark,
    by: &ReviewerId,
    present: &Fingerprint,
) -> Option<Vec<FactId>> {
    let covers = covered(mark.covers.as_deref());
    let usable = |carry: &&CurrentCarry| {
        carry.state == CarryState::Holds && carry.is_for(by) && carry.covers == covers
    };
    let mut reached: Vec<(&Fingerprint, Vec<FactId>)> = vec![(&mark.seen, Vec::new())];
    let mut at = 0;
    while let Some((wording, way)) = reached.get(at).cloned() {
        for carry in carries.iter().filter(usable).filter(|carry| carry.from == *wording) {
            let further: Vec<FactId> = way.iter().chain([&carry.id]).cloned().collect();
            if carry.to == *present {
                return Some(further);
            }
            if reached.iter().all(|(known, _)| **known != carry.to) {
                reached.push((&carry.to, further));
            }
        }
        at += 1;
    }
    None
}

/// Compares the wording that `from` stands for with that of `pin`; `None` where one of them is in none of `facts`.
fn change(facts: &[&Fact], from: &Fingerprint, pin: &Pin) -> Option<Result<Vec<String>, Beyond>> {
    Some(reworded(wording_among(facts, from)?, wording_among(facts, &pin.seen)?))
}

/// Returns the wording that `seen` stands for, where any of `facts` carries it.
pub(super) fn wording_among<'a>(facts: &[&'a Fact], seen: &Fingerprint) -> Option<&'a Wording> {
    let readings = facts.iter().map(|fact| fact.deed.reading());
    let carried = readings.filter_map(|(of, read)| (of? == seen).then_some(read?));
    // A wording that a hand has changed is not what the fingerprint stands for.
    carried.into_iter().find(|&read| Fingerprint::of(read) == *seen)
}

fn covered(covers: Option<&[String]>) -> BTreeSet<String> {
    match covers {
        Some(names) => names.iter().cloned().collect(),
        None => Field::COVERED.iter().map(|field| field.name().to_owned()).collect(),
    }
}
