//! Declaring that only words changed in an item.

use super::model::Model;
use super::overlay::{Overlay, Question};
use super::{Notice, Reason};
use crate::plan::ReviewerId;
use crate::review::drafting::{self, Carrying, Reading};
use crate::review::{Deed, Fingerprint};

impl Model {
    /// Asks whether only words changed in the selected item, or says what else did.
    pub(super) fn ask_to_carry(&mut self) {
        let Some(index) = self.selected_item() else { return };
        let item = &self.plan.items[index];
        match drafting::carry(&self.plan, &self.review, self.identity.known(), index, None, None) {
            Err(why) => self.notice = Some(Notice::CannotCarry(why)),
            Ok(Carrying { marks, roles, .. }) => {
                let (item, seen) = (item.id.clone(), Reading::of(&self.plan, index).seen().clone());
                self.overlay = Some(Overlay::Question(Question::Carry { item, seen, marks, roles }));
            }
        }
    }

    /// Declares that only words changed in item `index`, if it still reads as it did when that was asked.
    pub(super) fn declarations(
        &self,
        me: &ReviewerId,
        index: usize,
        seen: &Fingerprint,
    ) -> Result<Vec<Deed>, Option<Notice>> {
        if Reading::of(&self.plan, index).seen() != seen {
            return Err(Some(Notice::Cannot(Reason::ChangedMeanwhile)));
        }
        let head = self.head();
        let drafted = drafting::carry(&self.plan, &self.review, Some(me), index, head.as_deref(), None);
        drafted.map(|carrying| carrying.deeds).map_err(|why| Some(Notice::CannotCarry(why)))
    }
}
