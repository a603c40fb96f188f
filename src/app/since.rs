//! What changed since the versions that queries ask for: compared off the drawing path, one version at a time, and
//! again when the plan has changed.

use std::collections::BTreeSet;

use super::model::{Effect, Model};
use super::overlay::Overlay;
use crate::job::Job;
use crate::plan::ItemId;
use crate::search::query::{NoVersion, Since};

/// What is known and what is being found out.
#[derive(Clone, Debug, Default)]
pub(super) struct SinceWhen {
    pub(super) known: Since,
    /// The version that is being compared.
    pending: Option<String>,
    /// Versions that have to be compared anew.
    outdated: BTreeSet<String>,
}

impl Model {
    /// Has everything compared anew that queries have asked for.
    pub(super) fn since_again(&mut self) {
        self.since.outdated = self.since.known.revisions().map(str::to_owned).collect();
    }

    /// Asks for what the query being typed waits for, else for what is out of date, unless one is under way.
    pub(super) fn ask_since(&mut self) -> Option<Effect> {
        if self.since.pending.is_some() {
            return None;
        }
        let line = match &self.overlay {
            Some(Overlay::Search(search)) => Some(&search.line),
            Some(Overlay::Filter(filter)) => Some(&filter.line),
            _ if self.screen == super::Screen::Meeting && self.meeting().is_none() => Some(&self.room.line),
            _ => None,
        };
        let problem = line.and_then(|line| line.problem.as_ref());
        let wanted = problem.and_then(|problem| problem.fault.waits_for()).map(str::to_owned);
        let revision = wanted.or_else(|| self.since.outdated.first().cloned())?;
        self.since.outdated.remove(&revision);
        self.since.pending = Some(revision.clone());
        let until = self.version();
        Some(Effect::Work(Job::ChangedSince { revision: revision.as_str().into(), until }))
    }

    /// Takes in what changed since `revision`, and answers the query that waited for it.
    pub(super) fn told_since(&mut self, revision: &str, found: Result<BTreeSet<ItemId>, NoVersion>) {
        self.since.pending = None;
        if !self.since.known.insert(revision.to_owned(), found) {
            return;
        }
        self.ask_again();
        self.ask_source();
        if !matches!(self.overlay, Some(Overlay::Filter(_)))
            && let Some(filter) = &self.outline.filter
        {
            let text = filter.text.clone();
            self.narrow_by(&text);
        }
    }
}
