//! `confirm ITEM…` and `refuse ITEM…`: what one says to marks that somebody else recorded on one's behalf, and to changes
//! that somebody declared to be of wording only.

use super::failure::Failure;
use super::identify::identify;
use super::items;
use super::output::Answer;
use super::recording::Written;
use super::session::Session;
use crate::review::{Backing, CurrentMark, Deed, FactId, drafting};

/// What is said to them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Answered {
    Confirmed,
    Refused,
}

/// Answers what there is to answer on the items that `texts` mean; `text` says why.
pub(super) fn answer(
    session: &Session,
    texts: &[&str],
    answered: Answered,
    text: Option<&str>,
) -> Result<Answer, Failure> {
    if text.is_some_and(|text| text.trim().is_empty()) {
        return Err(Failure::EmptyNote);
    }
    let opened = session.open_to_record();
    let indices = items::items_to_record(&opened, texts)?;
    let by = identify(session, &opened)?;
    // What was confirmed can be refused after all.
    let wanted = |mark: &&CurrentMark| match answered {
        Answered::Confirmed => mark.is_unconfirmed(),
        Answered::Refused => mark.backing != Backing::Own,
    };
    let mut deeds = Vec::new();
    for index in indices {
        let (standing, role) = (opened.review.standing(index), opened.plan().strategy.role_of(&by));
        let carries = match answered {
            Answered::Confirmed => standing.carries_to_confirm(&by, role),
            Answered::Refused => standing.carries_to_refuse(&by, role),
        };
        let marks = standing.of(&by).filter(wanted).map(|mark| &mark.id);
        let answerable: Vec<&FactId> = carries.into_iter().map(|carry| &carry.id).chain(marks).collect();
        if answerable.is_empty() {
            return Err(Failure::NothingForMe { item: opened.plan().items[index].id.clone() });
        }
        deeds.extend(answerable.into_iter().map(|of| {
            let reply = drafting::reply(opened.plan(), &by, index, of, text);
            if answered == Answered::Confirmed { Deed::Confirm(reply) } else { Deed::Refuse(reply) }
        }));
    }
    let recorded = session.record(&by, deeds).map_err(Failure::NotRecorded)?;
    let kind = if answered == Answered::Confirmed { "confirm" } else { "refuse" };
    Ok(Written::new(by, recorded).finish(session, &opened, kind))
}
