//! Takes in what was read and what git said, keeping the reviewer's place.

use super::model::{Committing, Effect, Extent, Loading, Model};
use super::overlay::{Overlay, Question, ReviewerChoice, ReviewerPicker};
use super::{Notice, Row};
use crate::config::{Config, ConfigFault};
use crate::job::{
    CommitFailure, Identity, Job, Loaded, RecordFailure, Recorded, Snapshot, Survey, Version, VersionFailure,
};
use crate::keymap::Keymap;
use crate::plan::{CommitWhen, ItemId, SystemFault};
use crate::review::Review;
use crate::search::Index;

impl Model {
    /// Reads everything again.
    pub(super) fn reload(&mut self) -> Vec<Effect> {
        if let Some(loading) = &mut self.loading {
            // Whatever it has read by now, the plan is read once more when it comes.
            loading.is_outdated = true;
            return Vec::new();
        }
        self.read()
    }

    /// Takes in whether changes of the files are followed.
    pub(super) fn follow_files(&mut self, following: Result<(), SystemFault>) {
        self.unfollowed = following.err();
        self.notice = Some(match &self.unfollowed {
            Some(reason) => Notice::FilesUnfollowed(reason.clone()),
            None => Notice::FilesFollowed,
        });
    }

    /// Asks for the plan, and where the repository stands.
    pub(super) fn read(&mut self) -> Vec<Effect> {
        self.loading = Some(Loading::default());
        match &self.past {
            None => vec![Effect::Work(Job::Load), self.ask_git()],
            Some(revision) => {
                let version = Version::Revision(revision.id.as_str().into());
                vec![Effect::Work(Job::LoadAt { version })]
            }
        }
    }

    /// Takes in the plan that is looked back at.
    pub(super) fn loaded_at(
        &mut self,
        read: Result<Box<Snapshot>, VersionFailure>,
        identity: Identity,
    ) -> Vec<Effect> {
        match read {
            Ok(snapshot) => {
                let Snapshot { plan, review, .. } = *snapshot;
                let gaps = review.gaps().to_vec();
                // Nothing can be recorded, so that nobody is asked who it is.
                let identity = if let Identity::Known(_) = identity { identity } else { Identity::default() };
                let review = Some(Box::new(review));
                self.loaded(Loaded { plan, review, gaps, identity, ..Loaded::default() })
            }
            Err(failure) => {
                self.loading = None;
                self.notice = Some(Notice::NoVersion(failure));
                Vec::new()
            }
        }
    }

    pub(super) fn loaded(&mut self, loaded: Loaded) -> Vec<Effect> {
        let before = self.extent;
        if !loaded.complete && before == Extent::Whole {
            // What is there is more.
            return Vec::new();
        }
        let ended =
            if loaded.complete { self.loading.take().unwrap_or_default() } else { Loading::default() };
        let chosen = std::mem::take(&mut self.identity);
        let place = self.selected(self.outline.selected);
        let filter = self.outline.filter.as_ref().map(|filter| filter.text.clone());
        self.drop_filter();
        let trail: Vec<Selected> = self.trail.iter().filter_map(|&row| self.selected(row)).collect();
        let problems_before = self.problems.len();
        let same_plan = self.plan == loaded.plan;
        self.today = loaded.today;
        let added_up = loaded.review.map(|review| *review);
        self.review = added_up.unwrap_or_else(|| Review::of(&loaded.plan, loaded.facts));
        self.outline.folds.follow(&self.plan, &loaded.plan, before == Extent::Part);
        self.plan = loaded.plan;
        self.problems = loaded.problems;
        self.unread = loaded.gaps;
        self.in_journal = loaded.in_journal;
        self.add_recorded(ended.recorded);
        self.find_gaps();
        // Whoever said who they are stays so, whatever git thinks by now.
        self.identity = if let Identity::Known(me) = chosen { Identity::Known(me) } else { loaded.identity };
        self.settle_represented();
        self.count_all();
        let status_keys: Vec<char> = self.plan.strategy.statuses.iter().map(|status| status.key).collect();
        self.keymap = Keymap::new(&self.overrides, &status_keys).0;
        self.find_keys_taken_from_statuses();
        self.trail = trail.iter().filter_map(|place| self.row_of(place)).collect();
        self.extent = if loaded.complete { Extent::Whole } else { Extent::Part };
        if same_plan {
            self.index.reread_notes(&self.plan, &self.review);
        } else {
            self.index = Index::default();
        }
        self.read_on();
        let mut effects = if ended.is_outdated { self.reload() } else { Vec::new() };
        if before == Extent::Nothing {
            self.arrive();
            if self.notice.is_none() && !self.mistakes.is_empty() {
                self.notice = Some(Notice::Mistakes(self.mistakes.len()));
            }
        } else {
            if let Some(text) = filter {
                self.index.grow(&self.plan, &self.review, usize::MAX);
                self.narrow_by(&text);
            }
            self.return_to(place.as_ref());
            // What was just published is told rather than that the files are others now.
            let told = matches!(self.notice, Some(Notice::Published(_)));
            if before == Extent::Whole && self.problems.len() != problems_before && !told {
                self.notice = Some(Notice::Reloaded { problems: self.problems.len() });
            }
            if self.identity.known().is_some()
                && self.recording.is_waiting()
                && let Some(Overlay::Reviewer(ReviewerPicker { choice: ReviewerChoice::WhoRecords, .. })) =
                    self.overlay
            {
                // The question who is recording has answered itself.
                self.overlay = None;
                effects.extend(self.record_waiting());
            }
        }
        effects
    }

    /// Adds what was recorded while the plan was read, and was not yet there to be read.
    fn add_recorded(&mut self, recorded: Vec<Recorded>) {
        for Recorded { facts, in_journal, .. } in recorded {
            for fact in facts {
                if self.review.fact(&fact.id).is_none() {
                    self.review.add(&self.plan, fact);
                    self.in_journal += usize::from(in_journal.is_some());
                }
            }
        }
    }

    /// Says which of the user's keys the plan gives to a status.
    fn find_keys_taken_from_statuses(&mut self) {
        self.mistakes.retain(|mistake| !matches!(mistake.fault, ConfigFault::TakesStatusKey { .. }));
        self.mistakes.extend(Config::over_statuses(
            &self.overrides,
            &self.override_lines,
            &self.plan.strategy.statuses,
        ));
        self.mistakes.sort_by_key(|mistake| mistake.line);
    }

    /// The first sight of the plan: goals folded, the first item that wants to be looked at selected.
    fn arrive(&mut self) {
        self.outline.folds.fold_all();
        self.outline.selected = Row::Area(0);
        if let Some((index, _)) = self.next_open(true) {
            self.select(Row::Item(index));
        }
        self.greet();
        let is_told_worse = self.notice.as_ref().is_some_and(Notice::is_alarm);
        if !is_told_worse && self.meeting_shown().is_some() {
            self.notice = Some(Notice::MeetingOpen);
        }
        if self.in_journal > 0 {
            self.overlay = Some(Overlay::Question(Question::Replay { facts: self.in_journal }));
        }
    }

    fn selected(&self, row: Row) -> Option<Selected> {
        match row {
            Row::Area(index) => Some(Selected::Area(self.plan.areas.get(index)?.id.as_str().to_owned())),
            Row::Item(index) => Some(Selected::Item(self.plan.items.get(index)?.id.clone(), index)),
        }
    }

    fn row_of(&self, place: &Selected) -> Option<Row> {
        match place {
            Selected::Area(id) => {
                self.plan.areas.iter().position(|area| area.id.as_str() == id).map(Row::Area)
            }
            Selected::Item(id, _) => self.plan.position(id).map(Row::Item),
        }
    }

    /// Selects what was selected before, else what stands in its place now.
    fn return_to(&mut self, place: Option<&Selected>) {
        let instead = || match place {
            Some(&Selected::Item(_, index)) => {
                self.plan.items.len().checked_sub(1).map(|last| Row::Item(index.min(last)))
            }
            _ => None,
        };
        let same = place.and_then(|place| self.row_of(place));
        let row = same.or_else(instead).unwrap_or(Row::Area(0));
        self.outline.reveal(&self.plan, row);
        if same.is_none() {
            self.item_scroll = 0;
        }
        if let Some(Overlay::Search(search)) = &mut self.overlay {
            search.from.row = row;
        }
        self.ask_again();
        if let Some(Overlay::Links(_)) = &self.overlay {
            self.overlay = None;
        }
    }

    /// Asks git where the repository stands.
    pub(super) fn ask_git(&mut self) -> Effect {
        self.surveys.under_way += 1;
        Effect::Work(Job::Survey)
    }

    pub(super) fn surveyed(&mut self, survey: Survey) -> Vec<Effect> {
        self.surveys.under_way = self.surveys.under_way.saturating_sub(1);
        // An answer older than a record would make the record look committed.
        if !self.surveys.outdated || self.survey.is_none() {
            self.survey = Some(survey);
            if self.find_gaps() {
                self.count_all();
            }
        }
        if self.surveys.under_way == 0 && std::mem::take(&mut self.surveys.outdated) {
            return vec![self.ask_git()];
        }
        Vec::new()
    }

    /// Commits what was recorded.
    pub(super) fn commit(&mut self) -> Vec<Effect> {
        if self.is_committing() {
            self.commit_again = true;
            return Vec::new();
        }
        self.committing = Committing::UnderWay;
        vec![Effect::Work(Job::Commit)]
    }

    /// Commits everything, what waits in the journal included.
    pub(super) fn commit_all(&mut self) -> Vec<Effect> {
        if self.in_journal == 0 {
            return self.commit();
        }
        self.commit_again = true;
        vec![Effect::Work(Job::Replay)]
    }

    /// Commits, and leaves when that has come out well.
    pub(super) fn commit_and_leave(&mut self) -> Vec<Effect> {
        self.notice = Some(Notice::Committing);
        let effects = self.commit();
        self.committing = Committing::ThenLeave;
        effects
    }

    pub(super) fn committed(&mut self, answer: Result<crate::job::Commit, CommitFailure>) -> Vec<Effect> {
        let before = std::mem::take(&mut self.committing);
        // Keys work while git does: whoever is typing by now, or still has something on its way, stays.
        let busy = self.overlay.is_some() || self.recording.unkept() > 0;
        let leaving = before == Committing::ThenLeave && !busy;
        if std::mem::take(&mut self.commit_again) && matches!(answer, Ok(_) | Err(CommitFailure::Nothing)) {
            let effects = self.commit();
            self.committing = before;
            return effects;
        }
        match answer {
            Ok(_) | Err(CommitFailure::Nothing) if leaving => return vec![Effect::Quit],
            Ok(_) | Err(CommitFailure::Nothing) if std::mem::take(&mut self.room.publishes) => {
                return self.publish();
            }
            Ok(commit) => self.notice = Some(Notice::Committed(commit)),
            Err(CommitFailure::Undecided { ref would })
                if self.ask_for_trust(would, Self::onward_of(before)) =>
            {
                self.notice = None;
            }
            Err(failure) => {
                let helps = matches!(failure, CommitFailure::NotSigned { unasked: true, .. });
                self.notice = Some(Notice::NotCommitted(failure));
                if helps && self.overlay.is_none() {
                    let onward = Self::onward_of(before);
                    self.overlay = Some(Overlay::Question(Question::AtTerminal(onward)));
                } else if leaving {
                    self.overlay = Some(Overlay::Question(Question::LeaveUncommitted));
                }
            }
        }
        vec![self.ask_git()]
    }

    pub(super) fn replayed(&mut self, answer: Result<usize, RecordFailure>) -> Vec<Effect> {
        match answer {
            Ok(facts) => {
                self.in_journal = 0;
                self.notice = Some(Notice::Replayed(facts));
                let mut effects = self.reload();
                if std::mem::take(&mut self.commit_again) {
                    effects.extend(self.commit());
                }
                effects
            }
            Err(failure) => {
                self.commit_again = false;
                self.notice = Some(Notice::NotReplayed(failure));
                Vec::new()
            }
        }
    }

    /// Leaves, after asking what must be asked.
    pub(super) fn quit(&mut self) -> Vec<Effect> {
        // All was asked when leaving began to wait.
        if self.is_leaving() {
            return vec![Effect::Quit];
        }
        let unkept = self.recording.unkept();
        if unkept > 0 {
            self.overlay = Some(Overlay::Question(Question::LeaveUnkept { facts: unkept }));
            return Vec::new();
        }
        if self.has_new_drafts() {
            let kept = self.remembering.failed.is_none();
            let lines = self.drafts.len();
            self.overlay = Some(Overlay::Question(Question::LeaveDrafts { lines, kept }));
            return Vec::new();
        }
        self.leave_lines()
    }

    /// Leaves, after the lines that were begun were asked about.
    pub(super) fn leave_lines(&mut self) -> Vec<Effect> {
        let facts = self.to_commit();
        if self.plan.strategy.commit == CommitWhen::Ask && facts > 0 {
            self.overlay = Some(Overlay::Question(Question::CommitBeforeLeaving { facts }));
            return Vec::new();
        }
        if self.meeting_shown().is_some() {
            self.overlay = Some(Overlay::Question(Question::LeaveMeeting));
            return Vec::new();
        }
        self.leave()
    }

    /// Leaves, after a commit where the strategy wants one without asking.
    pub(super) fn leave(&mut self) -> Vec<Effect> {
        match self.plan.strategy.commit {
            CommitWhen::OnQuit | CommitWhen::Each if self.to_commit() > 0 => self.commit_and_leave(),
            _ => vec![Effect::Quit],
        }
    }

    /// Returns how many facts are in no commit. Until git has answered, none of this run is, as far as anybody knows.
    fn to_commit(&self) -> usize {
        match self.survey {
            None => self.recording.in_this_run(),
            Some(_) => self.uncommitted().unwrap_or(0),
        }
    }
}

enum Selected {
    Area(String),
    Item(ItemId, usize),
}
