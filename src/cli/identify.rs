//! Settles in whose name facts are recorded. A new reviewer is never made without asking.

use super::failure::Failure;
use super::output::{ask, is_yes};
use super::session::{Opened, Session};
use crate::job::Identity;
use crate::plan::ReviewerId;
use crate::text::Shown;

/// Returns who records, after asking where there is one candidate and somebody to ask.
pub(super) fn identify(session: &Session, opened: &Opened) -> Result<ReviewerId, Failure> {
    match &opened.loaded.identity {
        Identity::Known(id) => Ok(id.clone()),
        Identity::NotListed { named, listed } => {
            Err(Failure::NotListed { named: named.clone(), listed: listed.clone() })
        }
        Identity::BadName { named } => Err(Failure::BadName { named: named.clone() }),
        Identity::Ask { candidates } => match &candidates[..] {
            [one] if session.can_ask && agreed(session, one) => Ok(one.clone()),
            _ => Err(Failure::Nobody { candidates: candidates.clone() }),
        },
    }
}

fn agreed(session: &Session, candidate: &ReviewerId) -> bool {
    let who = Shown::of(candidate.as_str());
    let answer = ask(&session.words.say_with("cli-record-as", &[("who", who.into())])).unwrap_or_default();
    is_yes(&answer)
}
