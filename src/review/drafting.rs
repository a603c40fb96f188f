//! Deeds made out of what a reviewer sees: the status or the words, and the wording they are about. Records nothing.

mod doubts;
mod meetings;
mod said;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

pub use doubts::{Doubt, doubt_of_due, doubt_of_votes, doubts_of_amendment, doubts_of_outcome};
pub use meetings::{
    Decided, action, agenda, amended, done, in_meeting, outcome, park, present, put_on_the_table,
};
pub use said::{names, whole_number};

use super::{
    Adopt, Beyond, Carry, CarryState, Deed, FactId, Fingerprint, Mark, Note, Outcome, Pin, Quote, Reply,
    Resolve, Review, Thread, Wording, cited, reworded, roles_to_confirm,
};
use crate::plan::{Citation, Field, Item, Plan, ReviewerId, StatusId, SuspectWhen};
use crate::text::Foreign;

/// Makes the mark of `by` with `status` on item `index` as it stands now.
///
/// It replaces whatever marks of the same reviewer hold there. `commit` is the commit that is checked out.
pub fn mark(
    plan: &Plan,
    review: &Review,
    by: &ReviewerId,
    index: usize,
    status: &StatusId,
    commit: Option<&str>,
) -> Deed {
    let Reading { seen, wording, covers, above, cited } = Reading::of(plan, index);
    Deed::Mark(Mark {
        item: plan.items[index].id.clone(),
        status: status.clone(),
        seen,
        read: Some(wording),
        covers,
        commit: commit.map(str::to_owned),
        above,
        cited,
        role: plan.strategy.role_of(by).cloned(),
        after: review.standing(index).of(by).map(|mark| mark.id.clone()).collect(),
        on_behalf: None,
        bulk: None,
        unseen: false,
        meeting: None,
    })
}

/// Makes `deed`, a mark or note of `reviewer`, one that somebody else records on the reviewer's behalf.
#[must_use]
pub fn on_behalf_of(reviewer: &ReviewerId, deed: Deed) -> Deed {
    match deed {
        Deed::Mark(mark) => Deed::Mark(Mark { on_behalf: Some(reviewer.clone()), ..mark }),
        Deed::Note(note) => Deed::Note(Note { on_behalf: Some(reviewer.clone()), ..note }),
        other => other,
    }
}

/// Makes `deed`, a mark, one of `count` that are recorded in one stroke; `unseen` where the item was not on the screen.
#[must_use]
pub fn in_bulk(count: usize, unseen: bool, deed: Deed) -> Deed {
    match deed {
        Deed::Mark(mark) if count > 1 => Deed::Mark(Mark { bulk: Some(count), unseen, ..mark }),
        other => other,
    }
}

/// Makes the answer of a reviewer to a fact on item `index`: a mark that somebody else recorded on the reviewer's behalf, or
/// a carry.
pub fn reply(plan: &Plan, by: &ReviewerId, index: usize, of: &FactId, text: Option<&str>) -> Reply {
    Reply {
        of: of.clone(),
        item: plan.items[index].id.clone(),
        role: plan.strategy.role_of(by).cloned(),
        text: text.map(Into::into),
    }
}

/// Makes a note with `text` on item `index` as it stands now. `re` is the mark it explains or the note it answers.
pub fn note(plan: &Plan, index: usize, text: &str, re: Option<FactId>) -> Deed {
    let Reading { seen, wording, covers, .. } = Reading::of(plan, index);
    let note = Note::on(plan.items[index].id.clone(), text.into());
    Deed::Note(Note { re, seen: Some(seen), read: Some(wording), covers, ..note })
}

/// Makes `deed`, a note, one about the words of `quote`.
#[must_use]
pub fn quoting(quote: &Quote, deed: Deed) -> Deed {
    let (field, words) = (quote.field.name().to_owned(), quote.words.as_str().into());
    match deed {
        Deed::Note(note) => Deed::Note(Note { quote: Some(words), field: Some(field), ..note }),
        other => other,
    }
}

/// Makes `deed`, a note, say that something is missing under its item, where it is.
#[must_use]
pub fn of_what_is_missing(missing: bool, deed: Deed) -> Deed {
    match deed {
        Deed::Note(note) => Deed::Note(Note { missing, ..note }),
        other => other,
    }
}

/// Closes `thread` on item `index`, or opens it again; `text` says what came of it. Whatever was said of that before, by
/// whomever, is replaced.
pub fn resolve(plan: &Plan, index: usize, thread: &Thread, open: bool, text: Option<&str>) -> Deed {
    Deed::Resolve(Resolve {
        of: thread.first().clone(),
        item: Some(plan.items[index].id.clone()),
        text: text.map(Into::into),
        open,
        after: thread.resolved.clone(),
    })
}

/// Why a change cannot be declared to be of wording only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotCarry {
    /// No mark is on another wording.
    NothingChanged,
    Beyond(Beyond),
    /// The wording that was marked is in no record.
    WordingLost,
    /// This reviewer has declared it already, and it waits for these roles.
    Declared {
        by: ReviewerId,
        roles: Vec<Foreign>,
    },
    /// This reviewer has refused it: the mark is theirs, or nobody else could confirm it.
    Refused {
        by: ReviewerId,
    },
}

/// Changes of wording only on one item, ready to be declared.
#[derive(Clone, Debug, PartialEq)]
pub struct Carrying {
    /// One for each wording that was marked.
    pub deeds: Vec<Deed>,
    /// How many marks they carry.
    pub marks: usize,
    /// The roles that must confirm it first.
    pub roles: Vec<Foreign>,
}

/// Declares that item `index` changed in its wording only since it was marked, as far as that is so.
///
/// # Errors
///
/// Fails where that is true of no mark, with the reason that the first of them has.
pub fn carry(
    plan: &Plan,
    review: &Review,
    by: Option<&ReviewerId>,
    index: usize,
    commit: Option<&str>,
    text: Option<&str>,
) -> Result<Carrying, CannotCarry> {
    let (item, standing) = (&plan.items[index], review.standing(index));
    let role = by.and_then(|by| plan.strategy.role_of(by)).cloned();
    let mut carrying =
        Carrying { deeds: Vec::new(), marks: 0, roles: roles_to_confirm(&plan.strategy, role.as_ref()) };
    let mut cannot = None;
    let mut met: Vec<(Fingerprint, Option<Vec<String>>)> = Vec::new();
    for current in standing.marks.iter().filter(|mark| mark.stale) {
        let Some(mark) = review.mark(&current.id) else { continue };
        let from = &mark.seen;
        let pin = pin(item, mark.covers.clone(), commit);
        let same =
            standing.carries.iter().filter(|carry| carry.is_of(from, &pin.seen, pin.covers.as_deref()));
        let own = same.clone().any(|carry| !carry.is_for(&current.by)).then_some(&current.by);
        let refused = own.or_else(|| same.clone().find_map(|carry| carry.refused_by(&plan.strategy)));
        let waiting = same.filter_map(|carry| match &carry.state {
            CarryState::Waits(roles) => Some((&carry.by, roles)),
            _ => None,
        });
        let why = match (refused, waiting.into_iter().next(), review.wording_on(plan, index, from)) {
            (Some(by), ..) => CannotCarry::Refused { by: by.clone() },
            (_, Some((by, roles)), _) => CannotCarry::Declared { by: by.clone(), roles: roles.clone() },
            (.., None) => CannotCarry::WordingLost,
            (None, None, Some(old)) => match reworded(old, pin.read.as_ref().unwrap_or(old)) {
                Err(beyond) => CannotCarry::Beyond(beyond),
                Ok(fields) => {
                    carrying.marks += 1;
                    if !met.contains(&(from.clone(), pin.covers.clone())) {
                        met.push((from.clone(), pin.covers.clone()));
                        carrying.deeds.push(Deed::Carry(Carry {
                            item: item.id.clone(),
                            from: from.clone(),
                            pin,
                            fields,
                            role: role.clone(),
                            text: text.map(Into::into),
                            after: Vec::new(),
                        }));
                    }
                    continue;
                }
            },
        };
        cannot = cannot.or(Some(why));
    }
    if carrying.deeds.is_empty() { Err(cannot.unwrap_or(CannotCarry::NothingChanged)) } else { Ok(carrying) }
}

/// What was agreed before the review began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// By this day.
    pub until: Date,
    /// What, where it is not the approving status.
    pub status: Option<StatusId>,
    /// By which decision.
    pub text: Option<Foreign>,
}

/// Takes over item `index` as it stands now as what was `agreed`. Baselines that the same reviewer recorded are replaced.
pub fn adopt(
    plan: &Plan,
    review: &Review,
    by: &ReviewerId,
    index: usize,
    agreed: &Agreed,
    commit: Option<&str>,
) -> Deed {
    let (item, Agreed { until, status, text }) = (&plan.items[index], agreed.clone());
    let own = review.standing(index).baselines.iter().filter(|baseline| &baseline.by == by);
    Deed::Adopt(Adopt {
        item: item.id.clone(),
        pin: Reading::of(plan, index).into_pin(commit),
        until,
        status,
        text,
        after: own.map(|baseline| baseline.id.clone()).collect(),
    })
}

/// Says which wording of `item` a fact is about, in the fields `covers`: the present one.
fn pin(item: &Item, covers: Option<Vec<String>>, commit: Option<&str>) -> Pin {
    let wording = Wording::covering(item, covers.as_deref());
    Pin { seen: Fingerprint::of(&wording), read: Some(wording), covers, commit: commit.map(str::to_owned) }
}

/// What was read of an item at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    seen: Fingerprint,
    wording: Wording,
    /// The covered fields, where they are not the default ones.
    covers: Option<Vec<String>>,
    /// What was read of the items above, nearest first, where the strategy asks for that.
    above: Vec<Fingerprint>,
    /// What the clauses said that it cites.
    cited: BTreeMap<Citation, Fingerprint>,
}

impl Reading {
    /// Reads the covered wording of item `index` as it stands now.
    pub fn of(plan: &Plan, index: usize) -> Self {
        let covered = plan.strategy.covered();
        let wording = Wording::of(&plan.items[index], &covered);
        let above = plan.ancestors(index).filter(|_| plan.strategy.suspect == SuspectWhen::Parents);
        // What is damaged has no fingerprint, and half a list of those above would be another list.
        let read = |above: usize| {
            let item = Some(&plan.items[above]).filter(|item| !item.damaged)?;
            Some(Fingerprint::of(&Wording::of(item, &covered)))
        };
        let above = above.map(read).collect::<Option<_>>().unwrap_or_default();
        let default: BTreeSet<&Field> = Field::COVERED.iter().collect();
        let named = || covered.iter().map(|field| field.name().to_owned()).collect();
        let covers = (covered.iter().collect::<BTreeSet<_>>() != default).then(named);
        let cited = cited::read(plan, &plan.items[index]);
        Self { seen: Fingerprint::of(&wording), wording, covers, above, cited }
    }

    /// Returns it as a fact pins it; `commit` is the commit that is checked out.
    fn into_pin(self, commit: Option<&str>) -> Pin {
        let Self { seen, wording, covers, .. } = self;
        Pin { seen, read: Some(wording), covers, commit: commit.map(str::to_owned) }
    }

    /// Returns the fingerprint of what was read.
    pub fn seen(&self) -> &Fingerprint {
        &self.seen
    }

    /// Pins `deed` to this reading, whatever the item says by now.
    #[must_use]
    pub fn pin(self, deed: Deed) -> Deed {
        let Self { seen, wording, covers, above, cited } = self;
        match deed {
            Deed::Mark(mark) => Deed::Mark(Mark { seen, read: Some(wording), covers, above, cited, ..mark }),
            Deed::Note(note) => Deed::Note(Note { seen: Some(seen), read: Some(wording), covers, ..note }),
            Deed::Outcome(outcome) => {
                let commit = outcome.pin.commit;
                let pin = Pin { seen, read: Some(wording), covers, commit };
                Deed::Outcome(Outcome { pin, ..outcome })
            }
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Area, ItemId, KeyPlaces, Kind, Localized, Place, Progress, Reviewer};
    use crate::review::{Fact, Verdict};

    fn plan() -> Plan {
        let item = Item {
            id: ItemId::parse("ports/canal").unwrap(),
            kind: Kind::Goal,
            area: 0,
            parent: None,
            title: Localized::new(vec![("zh".into(), "浙赣运河".into())]),
            text: None,
            owner: Vec::new(),
            with: Vec::new(),
            start: None,
            due: None,
            progress: Some(Progress::Planned),
            metric: None,
            seed: Vec::new(),
            related: Vec::new(),
            was: Vec::new(),
            own: std::collections::BTreeMap::default(),
            place: Place::default(),
            keys: KeyPlaces::default(),
            published: None,
            damaged: false,
        };
        let area = Area {
            id: crate::plan::AreaId::parse("ports").unwrap(),
            title: Localized::default(),
            text: None,
            owner: Vec::new(),
            seed: Vec::new(),
            place: Place::default(),
            broken: false,
        };
        Plan { areas: vec![area], items: vec![item], ..Plan::default() }
    }

    fn me() -> ReviewerId {
        ReviewerId::parse("jia").unwrap()
    }

    fn recorded(id: &str, deed: Deed) -> Fact {
        Fact { id: FactId::parse(id).unwrap(), by: me(), deed, at: None, place: Place::default() }
    }

    #[test]
    fn a_second_mark_replaces_the_first_and_counts_alone() {
        let plan = plan();
        let mut review = Review::default();
        review = Review::of(&plan, review.facts().to_vec());
        let revise = mark(&plan, &review, &me(), 0, &StatusId::new("revise"), None);
        review.add(&plan, recorded("01", revise));
        let approve = mark(&plan, &review, &me(), 0, &StatusId::new("approved"), Some("4e1f"));
        let Deed::Mark(made) = &approve else { panic!("a mark is a mark") };
        assert_eq!(
            (made.after.as_slice(), made.commit.as_deref()),
            (&[FactId::parse("01").unwrap()][..], Some("4e1f"))
        );
        review.add(&plan, recorded("02", approve));
        assert_eq!(review.standing(0).verdict, Verdict::Status(StatusId::new("approved")));
        assert_eq!(review.standing(0).marks.len(), 1);
    }

    #[test]
    fn a_mark_names_its_fields_only_where_they_are_not_the_default_ones() {
        let mut plan = plan();
        let covers = |plan: &Plan| match note(plan, 0, "口径待核", None) {
            Deed::Note(note) => note.covers,
            _ => None,
        };
        plan.strategy.covers.reverse();
        assert_eq!(covers(&plan), None);
        plan.strategy.covers = vec![Field::Progress, Field::Title];
        assert_eq!(covers(&plan), Some(vec!["title".to_owned(), "progress".to_owned()]));
        // With them the mark is on the present wording; without them it would be stale at once.
        let review = Review::of(&plan, []);
        let deed = mark(&plan, &review, &me(), 0, &StatusId::new("approved"), None);
        assert!(!Review::of(&plan, [recorded("01", deed)]).standing(0).is_stale());
    }

    #[test]
    fn the_role_is_the_one_the_strategy_gives() {
        let mut plan = plan();
        plan.strategy.reviewers.push(Reviewer {
            id: me(),
            name: None,
            email: None,
            role: Some("chair".into()),
            from: None,
            until: None,
        });
        let review = Review::of(&plan, []);
        let Deed::Mark(made) = mark(&plan, &review, &me(), 0, &StatusId::new("approved"), None) else {
            panic!("a mark is a mark")
        };
        assert_eq!(made.role, Some("chair".into()));
    }
}
