//! What `mark` and `note` have in common: facts written down, said, and committed where the strategy wants it at once.

use serde::Serialize;

use super::exit::Exit;
use super::failure::{Failure, FailureEntry};
use super::output::Answer;
use super::session::{Opened, Session};
use crate::job::{Commit, CommitFailure, Recorded};
use crate::plan::{CommitWhen, ReviewerId, StatusId};
use crate::report::{self, Line};
use crate::review::{Deed, Fact, Meeting, Review};
use crate::text::{Foreign, Shown};
use crate::words::Words;

/// What was written down, and what came of it.
pub(super) struct Written {
    pub(super) by: ReviewerId,
    pub(super) recorded: Vec<Recorded>,
    /// What is said besides.
    told: Vec<Shown>,
    committed: Option<Commit>,
    failure: Option<Failure>,
}

impl Written {
    /// Begins with what was recorded first.
    pub(super) fn new(by: ReviewerId, recorded: Recorded) -> Self {
        Self { by, recorded: vec![recorded], told: Vec::new(), committed: None, failure: None }
    }

    /// Records more. What was recorded before stays, whatever comes of this.
    pub(super) fn add(&mut self, session: &Session, deeds: Vec<Deed>) {
        match session.record(&self.by, deeds) {
            Ok(recorded) => match self.recorded.last_mut().filter(|last| last.file == recorded.file) {
                Some(last) => last.facts.extend(recorded.facts),
                None => self.recorded.push(recorded),
            },
            Err(failure) => self.failure = Some(Failure::NotRecorded(failure)),
        }
    }

    /// Says in which meeting the facts were recorded.
    pub(super) fn tell_meeting(&mut self, words: &Words, meeting: &Meeting<'_>) {
        let title = report::meeting_title(words, meeting);
        self.tell(words.say_with("recorded-in-meeting", &[("meeting", title.into())]));
    }

    /// Says more than what was written where.
    pub(super) fn tell(&mut self, said: Shown) {
        self.told.push(said);
    }

    /// Commits, if what was recorded is to be committed at once.
    pub(super) fn finish(mut self, session: &Session, opened: &Opened, kind: &'static str) -> Answer {
        let in_journal = self.recorded.iter().any(|recorded| recorded.in_journal.is_some());
        if self.failure.is_none() && !in_journal && self.is_to_be_committed(opened) {
            match session.commit() {
                Ok(commit) => self.committed = Some(commit),
                // Who wants a commit after each fact has a repository. A meeting ends without one, too.
                Err(CommitFailure::Repository(failure))
                    if failure.is_without_git() && opened.plan().strategy.commit != CommitWhen::Each => {}
                Err(failure) => self.failure = Some(Failure::NotCommitted(failure)),
            }
        }
        let words = &session.words;
        let said: Vec<Shown> = self
            .recorded
            .iter()
            .map(|recorded| words.recorded(recorded))
            .chain(self.told.iter().cloned())
            .collect();
        let committed = self.committed.as_ref().map(|commit| words.committed(commit));
        let mut answer = session.answer(
            kind,
            || self.entry(session, &said),
            || said.iter().chain(&committed).map(|said| Line::from(said.clone())).collect(),
        );
        if let Some(failure) = &self.failure {
            answer.exit = failure.exit();
            answer.remarks.push(failure.say(words));
        }
        if in_journal && answer.exit == Exit::Done {
            answer.remarks.push(words.say("cli-journal-now"));
        }
        opened.with_remarks(session, answer)
    }

    fn is_to_be_committed(&self, opened: &Opened) -> bool {
        let recorded: Vec<Fact> =
            self.recorded.iter().flat_map(|recorded| recorded.facts.iter().cloned()).collect();
        // To take in many one by one costs a look at all of them for each.
        let facts = opened.loaded.facts.iter().chain(&recorded).cloned();
        Review::of(opened.plan(), facts).commits_now(&opened.plan().strategy, &recorded)
    }

    fn entry(&self, session: &Session, said: &[Shown]) -> WrittenEntry {
        let facts = self.recorded.iter().flat_map(|recorded| recorded.facts.iter().map(FactEntry::of));
        WrittenEntry {
            by: self.by.as_str().to_owned(),
            message: Shown::join(said, &Shown::own("\n")).to_string(),
            journal: self.recorded.iter().any(|recorded| recorded.in_journal.is_some()),
            facts: facts.collect(),
            commit: self.committed.as_ref().map(CommitEntry::of),
            failure: self.failure.as_ref().map(|failure| failure.entry(&session.words)),
        }
    }
}

/// What was written down, in the form scripts read.
#[derive(Serialize)]
struct WrittenEntry {
    by: String,
    message: String,
    /// True where the plan directory could not be written, and the journal holds the facts.
    journal: bool,
    facts: Vec<FactEntry>,
    commit: Option<CommitEntry>,
    /// What failed after the facts were recorded.
    failure: Option<FailureEntry>,
}

#[derive(Serialize)]
struct FactEntry {
    id: String,
    kind: &'static str,
    item: Option<String>,
    status: Option<String>,
    text: Option<String>,
    re: Option<String>,
    at: Option<String>,
    file: String,
    line: usize,
}

impl FactEntry {
    fn of(fact: &Fact) -> Self {
        let (kind, status, text, re) = match &fact.deed {
            Deed::Mark(mark) => ("mark", Some(mark.status.as_str()), None, None),
            Deed::Note(note) => ("note", None, Some(note.text.raw()), note.re.as_ref()),
            Deed::Resolve(resolve) => {
                let kind = if resolve.open { "reopen" } else { "resolve" };
                (kind, None, resolve.text.as_ref().map(Foreign::raw), Some(&resolve.of))
            }
            Deed::Confirm(reply) => ("confirm", None, reply.text.as_ref().map(Foreign::raw), Some(&reply.of)),
            Deed::Refuse(reply) => ("refuse", None, reply.text.as_ref().map(Foreign::raw), Some(&reply.of)),
            Deed::Carry(carry) => ("carry", None, carry.text.as_ref().map(Foreign::raw), None),
            Deed::Adopt(adopt) => (
                "adopt",
                adopt.status.as_ref().map(StatusId::as_str),
                adopt.text.as_ref().map(Foreign::raw),
                None,
            ),
            Deed::Meeting(step) => ("meeting", None, None, step.meeting()),
            Deed::Outcome(outcome) => {
                ("outcome", Some(outcome.status.as_str()), outcome.text.as_ref().map(Foreign::raw), None)
            }
            Deed::Action(action) => ("action", None, Some(action.text.raw()), action.re.as_ref()),
            Deed::Park(park) => ("park", None, park.text.as_ref().map(Foreign::raw), None),
            Deed::Undo { of } => ("undo", None, None, Some(of)),
            Deed::Newer { .. } => ("other", None, None, None),
        };
        Self {
            id: fact.id.as_str().to_owned(),
            kind,
            item: fact.deed.item().map(ToString::to_string),
            status: status.map(str::to_owned),
            text: text.map(str::to_owned),
            re: re.map(|id| id.as_str().to_owned()),
            at: fact.at.as_ref().map(|at| at.as_str().to_owned()),
            file: fact.place.file.raw().to_owned(),
            line: fact.place.line,
        }
    }
}

/// A commit in the form scripts read.
#[derive(Serialize)]
pub(super) struct CommitEntry {
    id: String,
    branch: String,
    facts: usize,
    index_stale: bool,
    /// What git said when it failed after the commit was there.
    failed_after: Option<String>,
}

impl CommitEntry {
    pub(super) fn of(commit: &Commit) -> Self {
        Self {
            id: commit.id.clone(),
            branch: commit.branch.raw().to_owned(),
            facts: commit.facts,
            index_stale: commit.index_stale,
            failed_after: commit.failed_after.as_ref().map(|said| said.raw().to_owned()),
        }
    }
}
