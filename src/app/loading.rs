//! Takes in what was read and what git said, keeping the reviewer's place.

use super::model::{Committing, Effect, Model};
use super::overlay::{Overlay, Question};
use super::{Notice, Row};
use crate::job::{CommitFailure, Identity, Job, Loaded, RecordFailure, Survey};
use crate::keymap::Keymap;
use crate::plan::{CommitWhen, ItemId};
use crate::review::{Fact, Review};
use crate::search::Index;

impl Model {
    /// Reads everything again.
    pub(super) fn reload(&mut self) -> Vec<Effect> {
        if let Some(outdated) = &mut self.loading {
            // One is under way; whatever it has read by now, it is asked again when it comes.
            *outdated = true;
            return Vec::new();
        }
        self.loading = Some(false);
        vec![Effect::Work(Job::Load), Effect::Work(Job::Survey)]
    }

    pub(super) fn loaded(&mut self, loaded: Loaded) -> Vec<Effect> {
        if self.loading.take() == Some(true) && self.loaded {
            return self.reload();
        }
        let first = !self.loaded;
        let chosen = std::mem::take(&mut self.identity);
        let place = self.selected_id();
        let problems_before = self.problems.len();
        self.index = Index::of(&loaded.plan);
        self.review = Review::of(&loaded.plan, loaded.facts);
        self.plan = loaded.plan;
        self.problems = loaded.problems;
        self.in_journal = loaded.in_journal;
        // Whoever said who they are stays so, whatever git thinks by now.
        self.identity = if let Identity::Known(me) = chosen { Identity::Known(me) } else { loaded.identity };
        let status_keys: Vec<char> = self.plan.strategy.statuses.iter().map(|status| status.key).collect();
        self.keymap = Keymap::new(&self.overrides, &status_keys).0;
        self.trail.clear();
        self.loaded = true;
        if first {
            self.arrive();
        } else {
            self.return_to(place);
            if self.problems.len() != problems_before {
                self.notice = Some(Notice::Reloaded { problems: self.problems.len() });
            }
        }
        Vec::new()
    }

    /// The first sight of the plan: goals folded, the first item that wants to be looked at selected.
    fn arrive(&mut self) {
        self.outline.fold_all(&self.plan);
        self.outline.selected = Row::Area(0);
        if let Some((index, _)) = self.next_open(true) {
            self.select(Row::Item(index));
        }
        match &self.identity {
            Identity::NotListed { named, .. } => {
                self.notice = Some(Notice::NotListed(named.raw().to_owned()));
            }
            Identity::BadName { named } => self.notice = Some(Notice::BadReviewer(named.raw().to_owned())),
            _ => {}
        }
        if self.in_journal > 0 {
            self.overlay = Some(Overlay::Question(Question::Replay { facts: self.in_journal }));
        }
    }

    fn selected_id(&self) -> Option<Selected> {
        match self.outline.selected {
            Row::Area(index) => Some(Selected::Area(self.plan.areas.get(index)?.id.as_str().to_owned())),
            Row::Item(index) => Some(Selected::Item(self.plan.items.get(index)?.id.clone(), index)),
        }
    }

    /// Selects what was selected before, else what stands in its place now.
    fn return_to(&mut self, place: Option<Selected>) {
        let last = self.plan.items.len().checked_sub(1);
        let row = match place {
            Some(Selected::Area(id)) => {
                self.plan.areas.iter().position(|area| area.id.as_str() == id).map(Row::Area)
            }
            Some(Selected::Item(id, index)) => {
                self.plan.position(&id).or(last.map(|last| index.min(last))).map(Row::Item)
            }
            None => None,
        };
        let scroll = self.item_scroll;
        self.outline.reveal(&self.plan, row.unwrap_or(Row::Area(0)));
        self.item_scroll = scroll;
        if let Some(Overlay::Search(search)) = &mut self.overlay {
            search.hits = self.index.find(search.input.value());
        }
        if let Some(Overlay::Links(_)) = &self.overlay {
            self.overlay = None;
        }
    }

    pub(super) fn surveyed(&mut self, survey: Survey) {
        self.survey = Some(survey);
    }

    /// Commits what was recorded.
    pub(super) fn commit(&mut self) -> Vec<Effect> {
        if self.is_committing() {
            return Vec::new();
        }
        self.committing = Committing::UnderWay;
        vec![Effect::Work(Job::Commit)]
    }

    /// Commits, and leaves when that has come out well.
    pub(super) fn commit_and_leave(&mut self) -> Vec<Effect> {
        self.notice = Some(Notice::Committing);
        let effects = self.commit();
        self.committing = Committing::ThenLeave;
        effects
    }

    pub(super) fn committed(&mut self, answer: Result<crate::job::Commit, CommitFailure>) -> Vec<Effect> {
        let leaving = std::mem::take(&mut self.committing) == Committing::ThenLeave;
        match answer {
            Ok(_) | Err(CommitFailure::Nothing) if leaving => return vec![Effect::Quit],
            Ok(commit) => self.notice = Some(Notice::Committed(commit)),
            Err(failure) => {
                self.notice = Some(Notice::NotCommitted(failure));
                if leaving {
                    self.overlay = Some(Overlay::Question(Question::LeaveUncommitted));
                }
            }
        }
        vec![Effect::Work(Job::Survey)]
    }

    pub(super) fn replayed(&mut self, answer: Result<usize, RecordFailure>) -> Vec<Effect> {
        match answer {
            Ok(facts) => {
                self.in_journal = 0;
                self.notice = Some(Notice::Replayed(facts));
                self.reload()
            }
            Err(failure) => {
                self.notice = Some(Notice::NotRecorded(failure));
                Vec::new()
            }
        }
    }

    /// Leaves, after asking what must be asked.
    pub(super) fn quit(&mut self) -> Vec<Effect> {
        let unkept = self.recording.unkept();
        if unkept > 0 {
            self.overlay = Some(Overlay::Question(Question::LeaveUnkept { facts: unkept }));
            return Vec::new();
        }
        let facts = self.uncommitted().unwrap_or(0);
        match self.plan.strategy.commit {
            CommitWhen::Ask if facts > 0 => {
                self.overlay = Some(Overlay::Question(Question::CommitBeforeLeaving { facts }));
                Vec::new()
            }
            CommitWhen::OnQuit | CommitWhen::Each if facts > 0 => self.commit_and_leave(),
            _ => vec![Effect::Quit],
        }
    }

    /// Returns the facts of one's own that are in no commit.
    pub fn uncommitted_facts(&self) -> &[Fact] {
        match &self.survey {
            Some(Survey::Repository(state)) => &state.uncommitted,
            _ => &[],
        }
    }
}

enum Selected {
    Area(String),
    Item(ItemId, usize),
}
