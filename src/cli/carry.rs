//! `carry ITEM…`: declares that only words changed, so that marks hold on the new wording.

use super::failure::Failure;
use super::identify::identify;
use super::items;
use super::output::Answer;
use super::recording::Written;
use super::session::Session;
use crate::report;
use crate::review::drafting::{self, Carrying};

/// Declares it of the items that `texts` mean; `text` says what was changed. Where it is not so of one of them, nothing is
/// recorded.
pub(super) fn carry(session: &Session, texts: &[&str], text: Option<&str>) -> Result<Answer, Failure> {
    if text.is_some_and(|text| text.trim().is_empty()) {
        return Err(Failure::EmptyNote);
    }
    let opened = session.open_to_record();
    let plan = opened.plan();
    let indices = items::items_to_record(&opened, texts)?;
    let by = identify(session, &opened)?;
    let head = opened.head();
    let mut deeds = Vec::new();
    let mut waits_for = Vec::new();
    for index in indices {
        let drafted = drafting::carry(plan, &opened.review, Some(&by), index, head, text);
        let Carrying { deeds: declared, roles, .. } = drafted.map_err(|why| Failure::CannotCarry {
            item: plan.items[index].id.clone(),
            why: report::cannot_carry(&session.words, &plan.strategy, &why),
        })?;
        deeds.extend(declared);
        waits_for = roles;
    }
    let recorded = session.record(&by, deeds).map_err(Failure::NotRecorded)?;
    let mut answer = Written::new(by, recorded).finish(session, &opened, "carry");
    if !waits_for.is_empty() {
        let roles = report::roles(&session.words, &waits_for);
        answer.remarks.push(session.words.say_with("cli-carry-waits", &[("roles", roles.into())]));
    }
    Ok(answer)
}
