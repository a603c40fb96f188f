//! Settles in whose name facts are recorded, and for whom. A new reviewer is never made without asking.

use super::failure::Failure;
use super::output::{ask, is_yes};
use super::session::{Opened, Session};
use crate::job::{Identity, Job};
use crate::plan::{Names, Naming, Refusal, ReviewerId};
use crate::text::{Foreign, Shown};
use crate::work::perform;

/// Returns who records, after asking where there is one candidate and somebody to ask.
pub(super) fn identify(session: &Session, opened: &Opened) -> Result<ReviewerId, Failure> {
    match &opened.loaded.identity {
        Identity::Known(id) => Ok(id.clone()),
        Identity::NotListed { named, listed } => {
            Err(Failure::NotListed { named: named.clone(), listed: listed.clone() })
        }
        Identity::BadName { named } => refused(named, Refusal::Malformed),
        Identity::Unportable { named } => refused(named, Refusal::Unportable),
        Identity::LooksLike { named, known } => meant(session, opened, named, known),
        Identity::Ask { candidates } => match &candidates[..] {
            [one] if session.can_ask && agreed(session, one) => {
                let _remembered = perform(&session.world, Job::RememberReviewer { reviewer: one.clone() });
                Ok(one.clone())
            }
            _ => Err(Failure::Nobody { candidates: candidates.clone() }),
        },
    }
}

/// Returns the reviewer that `text` names, who must be listed where anybody is.
pub(super) fn reviewer_named(session: &Session, opened: &Opened, text: &str) -> Result<ReviewerId, Failure> {
    let named = Foreign::from(text);
    match names(opened).name(text) {
        Naming::Known(id) | Naming::New(id) => Ok(id),
        Naming::Meant(known) => meant(session, opened, &named, &known),
        Naming::Refused(Refusal::NotListed) => {
            let listed = &opened.plan().strategy.reviewers;
            let listed = listed.iter().map(|reviewer| reviewer.id.clone()).collect();
            Err(Failure::NotListed { named, listed })
        }
        Naming::Refused(refusal) => refused(&named, refusal),
    }
}

/// Asks whether `known` was meant by a name that looks like it; nobody to ask is a refusal.
fn meant(
    session: &Session,
    opened: &Opened,
    named: &Foreign,
    known: &ReviewerId,
) -> Result<ReviewerId, Failure> {
    let asked = session.words.meant_reviewer(named, known);
    let answer = if session.can_ask {
        ask(&session.words.say_with("cli-yes-no", &[("question", asked.into())]))
    } else {
        None
    };
    match answer {
        Some(answer) if is_yes(&answer) => Ok(known.clone()),
        // Whoever says no means the name as it is, where that can be one.
        Some(_) => names(opened).insist(named.raw()).or_else(|refusal| refused(named, refusal)),
        None => Err(Failure::LooksLike { named: named.clone(), known: known.clone() }),
    }
}

fn names(opened: &Opened) -> Names<'_> {
    Names { listed: &opened.plan().strategy.reviewers, recorded: opened.review.reviewers() }
}

fn refused<T>(named: &Foreign, refusal: Refusal) -> Result<T, Failure> {
    Err(Failure::RefusedName { named: named.clone(), refusal })
}

fn agreed(session: &Session, candidate: &ReviewerId) -> bool {
    let who = Shown::of(candidate.as_str());
    let answer = ask(&session.words.say_with("cli-record-as", &[("who", who.into())])).unwrap_or_default();
    is_yes(&answer)
}
