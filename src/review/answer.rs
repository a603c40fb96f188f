//! What reviewers answered to what others declared, or recorded on their behalf, in words.

use super::{Deed, Fact, Reply, Review};
use crate::plan::Plan;
use crate::text::Foreign;

impl Review {
    /// Returns the answers on item `index` that were given with words and not taken back, in the order of their names.
    pub fn answers_with_words<'a>(
        &'a self,
        plan: &'a Plan,
        index: usize,
    ) -> impl Iterator<Item = (&'a Fact, &'a Reply, &'a Foreign)> {
        self.facts().iter().filter_map(move |fact| {
            let (Deed::Confirm(reply) | Deed::Refuse(reply)) = &fact.deed else { return None };
            let text = reply.text.as_ref()?;
            let holds = !self.is_undone(&fact.id) && plan.position(&reply.item) == Some(index);
            holds.then_some((fact, reply, text))
        })
    }
}
