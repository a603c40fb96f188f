//! One run of a verb: the plan it is about, the language it answers in, and the jobs it gives out.

use std::collections::BTreeSet;

use serde::Serialize;

use super::failure::Failure;
use super::output::{self, Answer, Content};
use crate::config::{Config, Mistake};
use crate::git::at_once;
use crate::job::{
    About, Commit, CommitFailure, History, Job, Loaded, Outcome, RecordFailure, Recorded, Revision, Snapshot,
    Survey, Version,
};
use crate::plan::{ItemId, Plan, ReviewerId};
use crate::report::{Line, envelope};
use crate::review::{Deed, Gap, GapCause, Review};
use crate::search::query::NoVersion;
use crate::text::Shown;
use crate::words::Words;
use crate::work::{World, load_to_record, perform, perform_in_parts};

/// How answers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Json,
}

/// One run.
pub(super) struct Session {
    pub(super) world: World,
    pub(super) words: Words,
    pub(super) format: Format,
    /// The user's configuration.
    pub(super) config: Config,
    /// The columns to lay tables out in; `None` where output is not a terminal.
    pub(super) columns: Option<usize>,
    /// Somebody can be asked.
    pub(super) can_ask: bool,
}

/// The plan as it was read, with everything that was recorded about it.
pub(super) struct Opened {
    pub(super) loaded: Loaded,
    pub(super) review: Review,
    /// What git says of the repository now, also where an older version was asked for.
    pub(super) survey: Survey,
}

impl Opened {
    fn of(mut loaded: Loaded, survey: Survey) -> Self {
        let added_up = loaded.review.take().map(|review| *review);
        let review = added_up.unwrap_or_else(|| Review::of(&loaded.plan, loaded.facts.iter().cloned()));
        loaded.gaps.extend(survey.gaps());
        let review = review.with_gaps(&loaded.plan, loaded.gaps.clone());
        let missing = review.gaps().iter().filter_map(Gap::problem);
        loaded.problems = missing.chain(std::mem::take(&mut loaded.problems)).collect();
        Self { loaded, review, survey }
    }

    /// Returns the commit that is checked out, as far as git has said so.
    pub(super) fn head(&self) -> Option<&str> {
        match &self.survey {
            Survey::Repository(state) => state.head.as_deref(),
            Survey::Without(_) => None,
        }
    }

    pub(super) fn plan(&self) -> &Plan {
        &self.loaded.plan
    }

    /// Adds to `answer` what is to be known whatever was asked: facts that are in the journal only, and areas of which
    /// something is missing.
    pub(super) fn with_remarks(&self, session: &Session, answer: Answer) -> Answer {
        let words = &session.words;
        let mut answer = self.with_remark_on_journal(session, answer);
        let (unknown, missing): (Vec<&Gap>, Vec<&Gap>) =
            self.review.gaps().iter().partition(|gap| gap.cause == GapCause::NotAnswered);
        if !missing.is_empty() {
            answer.remarks.push(words.say("cli-records-missing"));
        }
        if !unknown.is_empty() {
            answer.remarks.push(words.say("cli-records-not-known"));
        }
        let broken = self.plan().areas.iter().filter(|area| area.broken);
        let broken: Vec<Shown> = broken.map(|area| words.choose(&area.title).one_line()).collect();
        if !broken.is_empty() {
            let areas = Shown::join(&broken, &words.say("list-separator"));
            answer.remarks.push(words.say_with("cli-areas-broken", &[("areas", areas.into())]));
        }
        answer
    }

    /// Adds to `answer` that facts are in the journal only.
    pub(super) fn with_remark_on_journal(&self, session: &Session, mut answer: Answer) -> Answer {
        if self.loaded.in_journal > 0 {
            let count = self.loaded.in_journal.into();
            answer.remarks.push(session.words.say_with("cli-journal", &[("count", count)]));
        }
        answer
    }
}

impl Session {
    /// Says what is wrong with the user's configuration; nothing where nothing is.
    pub(super) fn mistakes(&self, mistakes: &[Mistake]) -> Option<Shown> {
        if mistakes.is_empty() {
            return None;
        }
        let mistakes: Vec<Shown> = mistakes.iter().map(|mistake| self.words.mistake(mistake)).collect();
        let mistakes = Shown::join(&mistakes, &Shown::own("\n  "));
        Some(self.words.say_with("cli-mistakes", &[("mistakes", mistakes.into())]))
    }

    /// Reads everything, and asks git meanwhile whether that is all there is.
    pub(super) fn open(&self) -> Opened {
        let world = &self.world;
        let (survey, loaded) = at_once(|| perform(world, Job::Survey), || perform(world, Job::Load));
        let (Outcome::Surveyed(survey), Outcome::Loaded(loaded)) = (survey, loaded) else {
            unreachable!("loading answers Loaded, and asking git Surveyed")
        };
        Opened::of(*loaded, survey)
    }

    /// Reads everything to record something, which does not wait for a git that is slow.
    pub(super) fn open_to_record(&self) -> Opened {
        let (loaded, survey) = load_to_record(&self.world);
        Opened::of(loaded, survey)
    }

    /// Reads everything as the version called `at` has it, or as it is now.
    pub(super) fn open_at(&self, at: Option<&str>) -> Result<Opened, Failure> {
        let Some(at) = at else { return Ok(self.open()) };
        let version = Version::Revision(at.into());
        let Outcome::LoadedAt { read, identity } = perform(&self.world, Job::LoadAt { version }) else {
            unreachable!("reading a version answers LoadedAt")
        };
        let Snapshot { plan, review, .. } = *read.map_err(Failure::NoVersion)?;
        // The day is today.
        let Opened { loaded: Loaded { today, .. }, survey, .. } = self.open();
        Ok(Opened { loaded: Loaded { plan, identity, today, ..Loaded::default() }, review, survey })
    }

    /// Returns the items of the version called `at`, or of the plan as it is now, that changed since `revision`.
    pub(super) fn changed_since(
        &self,
        revision: &str,
        at: Option<&str>,
    ) -> Result<BTreeSet<ItemId>, NoVersion> {
        let until = at.map_or(Version::Disk, |at| Version::Revision(at.into()));
        match perform(&self.world, Job::ChangedSince { revision: revision.into(), until }) {
            Outcome::ChangedSince { found, .. } => found,
            _ => unreachable!("asking for changes answers ChangedSince"),
        }
    }

    /// Reads what became of something until the version called `at`, or until now, commit by commit.
    pub(super) fn history(&self, about: About, at: Option<&str>) -> Result<History, Failure> {
        let until = at.map_or(Version::Disk, |at| Version::Revision(at.into()));
        match perform(&self.world, Job::History { about, until }) {
            Outcome::History(told) => told.map_err(Failure::NoVersion),
            _ => unreachable!("a history answers History"),
        }
    }

    /// Writes `deeds` down.
    pub(super) fn record(&self, by: &ReviewerId, deeds: Vec<Deed>) -> Result<Recorded, RecordFailure> {
        let mut tell = |part| {
            if matches!(part, Outcome::RecordWaits) && self.format == Format::Text {
                output::tell(&self.words.say("record-waits"));
            }
        };
        match perform_in_parts(&self.world, Job::Record { by: by.clone(), deeds }, &mut tell) {
            Outcome::Recorded(recorded) => recorded,
            _ => unreachable!("recording answers Recorded"),
        }
    }

    /// Writes what the journal holds where it belongs, and returns how many facts that were.
    pub(super) fn replay(&self) -> Result<usize, RecordFailure> {
        match perform(&self.world, Job::Replay) {
            Outcome::Replayed(replayed) => replayed,
            _ => unreachable!("replaying answers Replayed"),
        }
    }

    /// Commits what was recorded.
    pub(super) fn commit(&self) -> Result<Commit, CommitFailure> {
        match perform(&self.world, Job::Commit) {
            Outcome::Committed(committed) => committed,
            _ => unreachable!("committing answers Committed"),
        }
    }

    /// Puts an answer together: `lines` for people, `content` in an envelope of `kind` for scripts.
    pub(super) fn answer<E: Serialize>(
        &self,
        kind: &'static str,
        content: impl FnOnce() -> E,
        lines: impl FnOnce() -> Vec<Line>,
    ) -> Answer {
        let content = match self.format {
            Format::Text => Content::Lines(lines()),
            Format::Json => Content::Json(envelope(kind, &content())),
        };
        Answer::of(content)
    }
}

/// Returns the commit that `at` names, with a plan that can be read.
pub(super) fn revision(world: &World, at: &str) -> Result<Revision, Failure> {
    let version = Version::Revision(at.into());
    let Outcome::LoadedAt { read, .. } = perform(world, Job::LoadAt { version }) else {
        unreachable!("reading a version answers LoadedAt")
    };
    let snapshot = read.map_err(Failure::NoVersion)?;
    Ok(snapshot.revision.expect("a revision is of a commit"))
}
