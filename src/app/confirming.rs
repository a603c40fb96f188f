//! A second word on an item: saying the same again, taking it back, and answering what others recorded or declared.

use super::model::{Effect, Model};
use super::overlay::Overlay;
use super::recording::Intent;
use super::{Reason, Speaker};
use crate::plan::{ReviewerId, StatusId};
use crate::review::drafting::{self, Reading};
use crate::review::{Backing, CurrentCarry, CurrentMark, Deed, FactId};

/// What one key stands behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToConfirm {
    /// What this reviewer declared to be a change of wording only.
    Carry(ReviewerId),
    /// One's own status.
    Status(StatusId),
}

impl Model {
    /// Says again of the selected item what was said of its former wording, and goes on.
    pub(super) fn reconfirm(&mut self) -> Vec<Effect> {
        let Some(index) = self.selected_item() else { return Vec::new() };
        let item = self.plan.items[index].id.clone();
        let reading = Reading::of(&self.plan, index);
        let effects = self.record(Intent::Reconfirm { item, reading });
        if !matches!(self.overlay, Some(Overlay::Reviewer(_))) {
            self.go_on(index);
        }
        effects
    }

    /// Takes back all that one says of the selected item, so that it is as if one had not marked it; or what one
    /// recorded of it for somebody.
    pub(super) fn withdraw(&mut self) -> Vec<Effect> {
        let Some(index) = self.selected_item() else { return Vec::new() };
        self.record(Intent::Withdraw { item: self.plan.items[index].id.clone() })
    }

    /// Returns what the speaker is to confirm on item `index`: a declaration that waits for the role of who records; what
    /// the speaker said before the wording changed; or what somebody recorded for the speaker.
    pub fn to_confirm(&self, index: usize, speaker: &Speaker) -> Result<ToConfirm, Reason> {
        match self.carries_to_confirm(index, speaker).first() {
            Some(carry) => Ok(ToConfirm::Carry(carry.by.clone())),
            None => self.status_to_confirm(index, speaker).map(ToConfirm::Status),
        }
    }

    /// Returns what the speaker said of item `index` before its wording changed, or what somebody recorded for the speaker.
    pub(super) fn status_to_confirm(&self, index: usize, speaker: &Speaker) -> Result<StatusId, Reason> {
        let mut own = self.review.standing(index).of(speaker.voice());
        // What was recorded for somebody, only that reviewer can confirm.
        let to_confirm = |mark: &CurrentMark| mark.is_unconfirmed() && speaker.on_behalf.is_none();
        match (own.next(), own.next()) {
            (None, _) => Err(Reason::NotMarkedByMe),
            (Some(mark), None)
                if mark.is_on_another_wording()
                    || mark.suspect.is_some()
                    || !mark.source_changed.is_empty()
                    || to_confirm(mark) =>
            {
                Ok(mark.status.clone())
            }
            (Some(_), None) => Err(Reason::WordingAsMarked),
            (Some(_), Some(_)) => Err(Reason::SaysSeveralThings),
        }
    }

    /// Makes the deeds after which nothing holds on item `index` that the speaker said: whoever records for somebody
    /// takes back only what they recorded themselves. What holds through a declaration is first kept out of that.
    pub(super) fn deeds_to_withdraw(&self, index: usize, speaker: &Speaker) -> Result<Vec<Deed>, Reason> {
        let (by, voice) = (&speaker.by, speaker.voice());
        let refusal = |id: &FactId| Deed::Refuse(drafting::reply(&self.plan, by, index, id, None));
        let declared = self.carries_to_refuse(index, speaker);
        if !declared.is_empty() {
            return Ok(declared.into_iter().map(refusal).collect());
        }
        let recorded = self.review.marks_to_withdraw(&self.plan, index, by, voice).into_iter();
        let of_voice = || self.review.standing(index).of(voice);
        let for_me = of_voice().filter(|mark| speaker.on_behalf.is_none() && mark.backing != Backing::Own);
        let for_me = for_me.map(|mark| refusal(&mark.id));
        let deeds: Vec<Deed> = recorded.map(|of| Deed::Undo { of: of.clone() }).chain(for_me).collect();
        match (deeds.is_empty(), of_voice().next()) {
            (false, _) => Ok(deeds),
            (true, None) => Err(Reason::NotMarkedByMe),
            (true, Some(_)) => Err(Reason::NotRecordedByMe),
        }
    }

    /// Returns the declarations on item `index` that the speaker can refuse.
    pub(super) fn carries_to_refuse(&self, index: usize, speaker: &Speaker) -> Vec<&FactId> {
        if speaker.on_behalf.is_some() {
            return Vec::new();
        }
        let role = self.plan.strategy.role_of(&speaker.by);
        let carries = self.review.standing(index).carries_to_refuse(&speaker.by, role);
        carries.into_iter().map(|carry| &carry.id).collect()
    }

    /// Confirms what waits on item `index` for the role of the speaker.
    pub(super) fn confirmations(&self, index: usize, speaker: &Speaker) -> Vec<Deed> {
        let reply = |of| drafting::reply(&self.plan, &speaker.by, index, of, None);
        let carries = self.carries_to_confirm(index, speaker).into_iter();
        carries.map(|carry| Deed::Confirm(reply(&carry.id))).collect()
    }

    /// Nobody gives the word of a role for somebody else.
    fn carries_to_confirm(&self, index: usize, speaker: &Speaker) -> Vec<&CurrentCarry> {
        if speaker.on_behalf.is_some() {
            return Vec::new();
        }
        let role = self.plan.strategy.role_of(&speaker.by);
        self.review.standing(index).carries_to_confirm(&speaker.by, role)
    }
}
