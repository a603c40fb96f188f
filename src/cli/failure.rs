//! Why a verb did not do what it was asked, with its exit status, its code for scripts and its sentence.

use serde::Serialize;

use super::exit::Exit;
use super::meeting::MeetingFailure;
use crate::job::{
    Clashes, CommitFailure, PublishFailure, RecordFailure, RepositoryFailure, SetUpFailure, SyncFailure,
    Undone, VersionFailure, Would,
};
use crate::plan::{ItemId, Place, Plan, Refusal, ReviewerId, SystemFault};
use crate::report::{ClashEntry, SidesEntry};
use crate::search::query::QueryFault;
use crate::text::{Foreign, Shown};
use crate::words::Words;

/// What stood in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The parser did not understand the arguments.
    Arguments(Shown),
    /// Neither a verb nor a directory.
    NoVerb {
        word: Foreign,
        nearest: Option<&'static str>,
    },
    NoPlan,
    NoPlanIn {
        path: Foreign,
    },
    NoDirectory {
        path: Foreign,
    },
    UnknownItem {
        text: Foreign,
        nearest: Vec<ItemId>,
    },
    /// What is named is a focus area.
    AnArea {
        id: Foreign,
    },
    /// A slug that several areas have.
    SeveralItems {
        text: Foreign,
        ids: Vec<ItemId>,
    },
    /// An id that stands in the plan twice.
    AmbiguousItem {
        id: ItemId,
        places: Vec<Place>,
    },
    DamagedItem {
        id: ItemId,
        place: Place,
    },
    UnknownStatus {
        text: Foreign,
        statuses: Vec<Shown>,
    },
    /// A query that is not understood.
    Query(QueryFault),
    EmptyNote,
    /// Words that stand in none of the covered texts of the item, with those texts.
    NotThere {
        words: Foreign,
        texts: Vec<Foreign>,
    },
    /// No note has an id with this end, or more than one has.
    UnknownNote {
        text: Foreign,
    },
    /// Nobody recorded a mark on the item on behalf of who is asking.
    NothingForMe {
        item: ItemId,
    },
    /// More than words changed in the item, or nothing did.
    CannotCarry {
        item: ItemId,
        why: Shown,
    },
    /// Everything that is meant has a baseline already, or somebody's word.
    NothingToAdopt,
    /// No day of the calendar.
    BadDay {
        text: Foreign,
    },
    /// `FUPAN_NOW` does not name a time.
    BadClock {
        value: Foreign,
    },
    /// So many items would be marked without having been on a screen.
    NotSeen {
        count: usize,
    },
    ResolvedAlready,
    OpenAlready,
    /// Nobody said who is recording.
    Nobody {
        candidates: Vec<ReviewerId>,
    },
    NotListed {
        named: Foreign,
        listed: Vec<ReviewerId>,
    },
    /// A name that looks like a known one, and nobody to ask which is meant.
    LooksLike {
        named: Foreign,
        known: ReviewerId,
    },
    /// Nobody can review under the name.
    RefusedName {
        named: Foreign,
        refusal: Refusal,
    },
    /// What stands in the way of what was asked of a meeting.
    Meeting(MeetingFailure),
    NotRecorded(RecordFailure),
    /// What the journal holds could not be added to the plan, and is still there.
    NotReplayed(RecordFailure),
    /// git or the repository failed, and this was not done.
    Repository(RepositoryFailure, Undone),
    NotSetUp(SetUpFailure),
    NotCommitted(CommitFailure),
    NotSynced(Box<SyncFailure>),
    NotPublished(PublishFailure),
    /// A version that cannot be read.
    NoVersion(VersionFailure),
    /// A file that cannot be opened.
    Unreadable {
        path: Foreign,
        reason: SystemFault,
    },
    /// There is a file already, and nobody said that it may be written over.
    FileThere {
        path: Foreign,
    },
    /// The name of a file promises a form that is not written; `endings` are those of text and of JSON.
    UnknownEnding {
        path: Foreign,
        endings: [&'static [&'static str]; 2],
    },
    /// A file that cannot be written.
    Unwritable {
        path: Foreign,
        reason: SystemFault,
    },
    /// Both sides changed the same, and nobody has chosen.
    Clashes(Clashes),
    /// Choices that name no clash, and what there is to choose between.
    NoSuchClash {
        ids: Vec<String>,
        open: Clashes,
    },
    /// A choice of one side where the other one was chosen too.
    TwoChoices {
        text: Foreign,
    },
    /// A choice that is not of the form `CLASH=ours` or `CLASH=theirs`.
    BadChoice {
        text: Foreign,
    },
}

/// A failure in the form scripts read.
#[derive(Debug, Serialize)]
pub(super) struct FailureEntry {
    code: &'static str,
    message: String,
    /// What may have been meant, or what can be chosen from.
    candidates: Vec<String>,
    /// What the two sides are, and what there is to choose between; null where nothing clashes.
    sides: Option<SidesEntry>,
    clashes: Option<Vec<ClashEntry>>,
}

impl From<SyncFailure> for Failure {
    fn from(failure: SyncFailure) -> Self {
        match failure {
            SyncFailure::Clashes(clashes) => Self::Clashes(clashes),
            SyncFailure::NoSuchClash { ids, open } => Self::NoSuchClash { ids, open },
            failure => Self::NotSynced(Box::new(failure)),
        }
    }
}

/// Returns what the two sides are, what clashes, a line each, and the sentence that says how to choose.
pub(super) fn clash_list(words: &Words, open: &Clashes, how: &str) -> Vec<Shown> {
    if open.clashes.is_empty() {
        return Vec::new();
    }
    let [ours, theirs] = words.clash_sides(&open.sides);
    let sides = [("clash-side-ours", ours), ("clash-side-theirs", theirs)].map(|(side, what)| {
        words.say_with("clash-side-is", &[("side", words.say(side).into()), ("what", what.into())])
    });
    let clashes = open.clashes.iter().flat_map(|clash| words.clash_lines(clash));
    sides.into_iter().chain(clashes).chain([words.say(how)]).collect()
}

impl Failure {
    /// Returns the failure for a status that `plan` does not have.
    pub(super) fn unknown_status(words: &Words, plan: &Plan, text: &str) -> Self {
        let named = |status: &crate::plan::Status| {
            Shown::of(&format!("{}  {}", status.id.as_str(), words.status(&plan.strategy, &status.id)))
        };
        Self::UnknownStatus {
            text: text.into(),
            statuses: plan.strategy.statuses.iter().map(named).collect(),
        }
    }

    pub(super) fn exit(&self) -> Exit {
        match self {
            Self::AmbiguousItem { .. }
            | Self::DamagedItem { .. }
            | Self::UnknownItem { .. }
            | Self::UnknownStatus { .. }
            | Self::UnknownNote { .. }
            | Self::NotThere { .. }
            | Self::AnArea { .. }
            | Self::SeveralItems { .. }
            | Self::NoVersion(VersionFailure::Unknown { .. } | VersionFailure::BeforeFirst { .. })
            | Self::NothingForMe { .. }
            | Self::CannotCarry { .. }
            | Self::NothingToAdopt
            | Self::ResolvedAlready
            | Self::OpenAlready
            | Self::NotCommitted(CommitFailure::EditedByHand { .. } | CommitFailure::DeletedByHand { .. })
            | Self::NotSetUp(SetUpFailure::IsLink { .. })
            | Self::NotPublished(
                PublishFailure::Off | PublishFailure::Unsure | PublishFailure::Uncommitted { .. },
            )
            | Self::FileThere { .. } => Exit::Refused,
            Self::NotSynced(failure) if matches!(**failure, SyncFailure::Gone { .. }) => Exit::Refused,
            Self::Meeting(failure) => failure.exit(),
            Self::NotCommitted(CommitFailure::Nothing) => Exit::Done,
            Self::NotRecorded(_)
            | Self::NotReplayed(_)
            | Self::Repository(..)
            | Self::NotSetUp(_)
            | Self::NotCommitted(_)
            | Self::NotSynced(_)
            | Self::NotPublished(_)
            | Self::NoVersion(VersionFailure::Git(_))
            | Self::Unreadable { .. }
            | Self::Unwritable { .. } => Exit::Failed,
            Self::Clashes(_) => Exit::Found,
            _ => Exit::WrongUse,
        }
    }

    /// Returns the stable code that scripts may rely on.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Arguments(_) => "arguments",
            Self::NoVerb { .. } => "no-verb",
            Self::NoPlan | Self::NoPlanIn { .. } | Self::NoDirectory { .. } => "no-plan",
            Self::UnknownItem { .. } => "unknown-item",
            Self::AnArea { .. } => "an-area",
            Self::SeveralItems { .. } => "several-items",
            Self::AmbiguousItem { .. } => "ambiguous-item",
            Self::DamagedItem { .. } => "damaged-item",
            Self::UnknownStatus { .. } => "unknown-status",
            Self::Query(_) => "query",
            Self::EmptyNote => "empty-note",
            Self::NotThere { .. } => "not-there",
            Self::UnknownNote { .. } => "unknown-note",
            Self::NothingForMe { .. } => "nothing-for-me",
            Self::CannotCarry { .. } => "cannot-carry",
            Self::NothingToAdopt => "nothing-to-adopt",
            Self::BadDay { .. } => "bad-day",
            Self::BadClock { .. } => "bad-clock",
            Self::NotSeen { .. } => "not-seen",
            Self::ResolvedAlready => "resolved-already",
            Self::OpenAlready => "open-already",
            Self::Nobody { .. } => "nobody",
            Self::NotListed { .. } | Self::RefusedName { refusal: Refusal::NotListed, .. } => "not-listed",
            Self::LooksLike { .. } => "looks-like",
            Self::RefusedName { refusal: Refusal::Malformed, .. } => "bad-name",
            Self::RefusedName { refusal: Refusal::Unportable, .. } => "unportable-name",
            Self::RefusedName { refusal: Refusal::Twin(_), .. } => "twin-name",
            Self::Meeting(failure) => failure.code(),
            Self::NotRecorded(_) => "not-recorded",
            Self::NotReplayed(_) => "not-replayed",
            _ if self.undecided().is_some() => "undecided",
            Self::Repository(..) => "repository",
            Self::NotSetUp(_) => "not-set-up",
            Self::NotCommitted(_) => "not-committed",
            Self::NotSynced(failure) if matches!(**failure, SyncFailure::Gone { .. }) => "branch-gone",
            Self::NotSynced(_) => "not-synced",
            Self::NotPublished(PublishFailure::Off) => "publishing-off",
            Self::NotPublished(_) => "not-published",
            Self::NoVersion(_) => "no-version",
            Self::Unreadable { .. } => "unreadable",
            Self::FileThere { .. } => "file-there",
            Self::UnknownEnding { .. } => "unknown-ending",
            Self::Unwritable { .. } => "unwritable",
            Self::Clashes(_) => "clashes",
            Self::NoSuchClash { .. } => "no-such-clash",
            Self::TwoChoices { .. } => "two-choices",
            Self::BadChoice { .. } => "bad-choice",
        }
    }

    /// Returns the sentence, followed by what may have been meant, a line each.
    pub(super) fn say(&self, words: &Words) -> Shown {
        let lines: Vec<Shown> = [self.sentence(words)].into_iter().chain(self.candidates(words)).collect();
        let mut said = Shown::join(&lines, &Shown::own("\n  "));
        if self.exit() == Exit::WrongUse && matches!(self, Self::Arguments(_) | Self::NoVerb { .. }) {
            said = Shown::join([&said, &words.say("cli-see-help")], &Shown::own("\n"));
        }
        said
    }

    fn sentence(&self, words: &Words) -> Shown {
        let with =
            |id: &str, name: &'static str, value: &Foreign| words.say_with(id, &[(name, value.into())]);
        match self {
            Self::Arguments(said) => said.clone(),
            Self::NoVerb { word, nearest: None } => with("cli-no-verb", "word", word),
            Self::NoVerb { word, nearest: Some(near) } => words
                .say_with("cli-no-verb-near", &[("word", word.into()), ("near", Shown::own(near).into())]),
            Self::NoPlan => words.say("cli-no-plan"),
            Self::NoPlanIn { path } => with("cli-no-plan-in", "path", path),
            Self::NoDirectory { path } => with("cli-no-directory", "path", path),
            Self::UnknownItem { text, nearest } if nearest.is_empty() => with("cli-unknown-item", "id", text),
            Self::UnknownItem { text, .. } => with("cli-unknown-item-near", "id", text),
            Self::AnArea { id } => with("cli-an-area", "id", id),
            Self::SeveralItems { text, .. } => with("cli-several-items", "id", text),
            Self::AmbiguousItem { id, .. } => with("cli-ambiguous-item", "id", &id.into()),
            Self::DamagedItem { id, place } => {
                let args = [("id", Shown::of(id.as_str()).into()), ("place", words.place(place).into())];
                words.say_with("cli-damaged-item", &args)
            }
            Self::UnknownStatus { text, .. } => with("cli-unknown-status", "status", text),
            Self::Query(fault) => words.query_fault(fault),
            Self::EmptyNote => words.say("cli-empty-note"),
            Self::NotThere { words: quoted, .. } => with("cli-not-there", "words", quoted),
            Self::UnknownNote { text } => with("cli-unknown-note", "id", text),
            Self::NothingForMe { item } => with("cli-nothing-for-me", "id", &Foreign::from(item)),
            Self::CannotCarry { item, why } => {
                let id = Shown::of(item.as_str());
                words.say_with("cli-cannot-carry", &[("id", id.into()), ("why", why.clone().into())])
            }
            Self::NothingToAdopt => words.say("cli-nothing-to-adopt"),
            Self::BadDay { text } => with("cli-bad-day", "text", text),
            Self::BadClock { value } => with("cli-bad-clock", "value", value),
            Self::NotSeen { count } => words.say_with("cli-not-seen", &[("count", (*count).into())]),
            Self::ResolvedAlready => words.say("cli-resolved-already"),
            Self::OpenAlready => words.say("cli-open-already"),
            Self::Nobody { candidates } if candidates.is_empty() => words.say("cli-nobody"),
            Self::Nobody { .. } => words.say("cli-nobody-candidates"),
            Self::NotListed { named, .. } => with("cli-not-listed", "named", named),
            Self::LooksLike { named, known } => {
                let args = [("named", named.into()), ("known", Shown::of(known.as_str()).into())];
                words.say_with("cli-looks-like", &args)
            }
            Self::RefusedName { named, refusal } => words.refused_reviewer(named, refusal),
            Self::Meeting(failure) => failure.sentence(words),
            Self::NotRecorded(failure) => words.not_recorded(failure),
            Self::NotReplayed(failure) => words.not_replayed(failure),
            Self::Repository(failure, undone) => words.repository_failed(failure, *undone),
            Self::NotSetUp(failure) => words.not_set_up(failure),
            Self::NotCommitted(failure) => words.not_committed(failure),
            Self::NotSynced(failure) => words.not_synced(failure),
            Self::NotPublished(failure) => words.not_published(failure),
            Self::NoVersion(failure) => words.no_version(failure),
            Self::Unreadable { path, reason } => words.say_with(
                "cli-file-unreadable",
                &[("path", path.into()), ("reason", words.system_fault(reason).into())],
            ),
            Self::FileThere { path } => with("cli-file-there", "path", path),
            Self::UnknownEnding { path, endings } => {
                let list = |endings: &[&str]| {
                    let endings: Vec<Shown> =
                        endings.iter().map(|ending| Shown::of(&format!(".{ending}"))).collect();
                    Shown::join(&endings, &words.say("list-separator"))
                };
                let [text, json] = endings.map(list);
                let args = [("path", path.into()), ("text", text.into()), ("json", json.into())];
                words.say_with("cli-unknown-ending", &args)
            }
            Self::Unwritable { path, reason } => words.say_with(
                "cli-file-unwritable",
                &[("path", path.into()), ("reason", words.system_fault(reason).into())],
            ),
            Self::Clashes(clashes) => words.not_synced(&SyncFailure::Clashes(clashes.clone())),
            Self::NoSuchClash { ids, open } => {
                words.not_synced(&SyncFailure::NoSuchClash { ids: ids.clone(), open: open.clone() })
            }
            Self::TwoChoices { text } => with("cli-two-choices", "text", text),
            Self::BadChoice { text } => with("cli-bad-choice", "text", text),
        }
    }

    fn candidates(&self, words: &Words) -> Vec<Shown> {
        match self {
            Self::UnknownItem { nearest: ids, .. } | Self::SeveralItems { ids, .. } => {
                ids.iter().map(|id| Shown::of(id.as_str())).collect()
            }
            Self::AmbiguousItem { places, .. } => places.iter().map(|place| words.place(place)).collect(),
            Self::UnknownStatus { statuses, .. } => statuses.clone(),
            Self::NotThere { texts, .. } => texts.iter().map(|text| text.show().one_line()).collect(),
            Self::Clashes(open) | Self::NoSuchClash { open, .. } => {
                clash_list(words, open, "clash-choose-how")
            }
            Self::Meeting(failure) => failure.candidates(words),
            Self::Nobody { candidates: ids } | Self::NotListed { listed: ids, .. } => {
                ids.iter().map(|id| Shown::of(id.as_str())).collect()
            }
            _ => self.undecided().map(|would| words.would_lines(would)).unwrap_or_default(),
        }
    }

    /// Returns what would run, where nobody has decided about it.
    fn undecided(&self) -> Option<&Would> {
        let commit = match self {
            Self::NotCommitted(commit) | Self::NotPublished(PublishFailure::NotCommitted(commit)) => commit,
            Self::NotSynced(failure) => match &**failure {
                SyncFailure::Commit(commit) => commit,
                _ => return None,
            },
            _ => return None,
        };
        match commit {
            CommitFailure::Undecided { would } => Some(would),
            _ => None,
        }
    }

    /// Returns the failure in the form scripts read.
    pub(super) fn entry(&self, words: &Words) -> FailureEntry {
        let first_word = |said: &Shown| said.as_str().split("  ").next().unwrap_or_default().to_owned();
        let open = match self {
            Self::Clashes(open) | Self::NoSuchClash { open, .. } => Some(open),
            _ => None,
        };
        let mut message = self.sentence(words);
        let candidates = self.candidates(words);
        if open.is_none() && !candidates.is_empty() {
            message.push(&words.say("sentence-separator"));
            message.push(&Shown::join(&candidates, &words.say("list-separator")));
        }
        FailureEntry {
            code: self.code(),
            message: message.to_string(),
            candidates: match (self, open) {
                (Self::NoVerb { nearest, .. }, _) => nearest.iter().map(|&verb| verb.to_owned()).collect(),
                (Self::NotThere { texts, .. }, _) => texts.iter().map(|text| text.raw().to_owned()).collect(),
                (_, Some(open)) => open.clashes.iter().map(|clash| clash.id.clone()).collect(),
                _ => self.candidates(words).iter().map(first_word).collect(),
            },
            sides: open.map(|open| SidesEntry::of(words, &open.sides)),
            clashes: open.map(|open| open.clashes.iter().map(ClashEntry::of).collect()),
        }
    }
}
