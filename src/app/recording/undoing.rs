//! What one undo takes back and one redo brings back; what an earlier run recorded is named first.

use super::{Intent, Stroke};
use crate::app::model::Model;
use crate::app::{Notice, Reason};
use crate::plan::ReviewerId;
use crate::review::{Deed, FactId, History};

impl Model {
    /// Takes back what was recorded last; what an earlier run recorded only after it was named.
    pub(super) fn undos(&mut self, me: &ReviewerId) -> Result<Vec<Deed>, Option<Notice>> {
        let history = History::of(&self.review, me);
        let ids: Vec<FactId> = history.next_undo().iter().copied().cloned().collect();
        let Some(first) = ids.first() else { return Err(Some(Notice::Cannot(Reason::NothingToUndo))) };
        let is_earlier = |id: &FactId| !self.recording.this_run.contains(id);
        if ids.iter().any(is_earlier) && self.recording.armed.as_ref() != Some(first) {
            let notice = self.undo_reaches(&ids);
            self.recording.armed = Some(first.clone());
            // Keys pressed before this was announced do not confirm it.
            let is_undo = |stroke: &Stroke| stroke.wishes.iter().all(|wish| wish.intent == Intent::Undo);
            while self.recording.waiting.front().is_some_and(is_undo) {
                self.recording.waiting.pop_front();
            }
            return Err(notice);
        }
        Ok(ids.into_iter().rev().map(|of| Deed::Undo { of }).collect())
    }

    /// Brings back what was taken back last.
    pub(super) fn redos(&self, me: &ReviewerId) -> Result<Vec<Deed>, Option<Notice>> {
        let history = History::of(&self.review, me);
        // The undo of a note comes before that of the mark it explains.
        let deeds = history.next_redo().iter().rev().map(|taken| Deed::Undo { of: taken.undo.clone() });
        let deeds: Vec<Deed> = deeds.collect();
        if deeds.is_empty() { Err(Some(Notice::Cannot(Reason::NothingToRedo))) } else { Ok(deeds) }
    }

    fn undo_reaches(&self, ids: &[FactId]) -> Option<Notice> {
        let fact = self.review.fact(ids.first()?)?;
        let item = fact.deed.item().map(Into::into).unwrap_or_default();
        Some(Notice::UndoReaches { facts: ids.to_vec(), item, day: fact.at.clone() })
    }
}
