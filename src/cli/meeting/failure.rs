//! Why a verb of a meeting did not do what it was asked.

use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::plan::{ItemId, ReviewerId};
use crate::review::drafting::Doubt;
use crate::review::{FactId, Meeting, Moment};
use crate::text::{Foreign, Shown};
use crate::words::Words;

/// What stood in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum MeetingFailure {
    NoneYet,
    NoneUnderWay,
    /// One is under way, and another one was not asked for in so many words.
    UnderWay {
        title: Option<Foreign>,
    },
    /// It ended already.
    Ended,
    /// It is paused already.
    Paused,
    /// It goes on already.
    Running,
    Unknown {
        text: Foreign,
    },
    Several {
        text: Foreign,
        meetings: Vec<Listed>,
    },
    /// The agenda would be empty.
    NothingFound,
    /// Nothing on the agenda has not been on the table.
    NothingWaiting,
    /// What the meeting decided on is not put off as well.
    DecidedAlready {
        item: ItemId,
    },
    /// Only who began it can take it back.
    BegunBy {
        who: ReviewerId,
    },
    /// No meeting was taken back.
    NoneTakenBack,
    UnknownAction {
        text: Foreign,
    },
    DoneAlready,
    OpenAlready,
    NotANumber {
        text: Foreign,
    },
    BadVotes {
        text: Foreign,
    },
    BadDay {
        text: Foreign,
    },
    Nobody,
    /// It is rarely meant, and nobody could be asked.
    Doubtful {
        doubts: Vec<Doubt>,
    },
}

impl From<MeetingFailure> for Failure {
    fn from(failure: MeetingFailure) -> Self {
        Self::Meeting(failure)
    }
}

impl MeetingFailure {
    /// Returns the stable code that scripts may rely on.
    pub(in crate::cli) fn code(&self) -> &'static str {
        match self {
            Self::NoneYet | Self::NoneUnderWay | Self::NoneTakenBack => "no-meeting",
            Self::UnderWay { .. } => "meeting-under-way",
            Self::Ended => "meeting-ended",
            Self::Paused | Self::Running => "meeting-state",
            Self::Unknown { .. } => "unknown-meeting",
            Self::Several { .. } => "several-meetings",
            Self::NothingFound => "empty-agenda",
            Self::NothingWaiting => "nothing-waiting",
            Self::DecidedAlready { .. } => "decided-already",
            Self::BegunBy { .. } => "not-yours",
            Self::UnknownAction { .. } => "unknown-action",
            Self::DoneAlready => "done-already",
            Self::OpenAlready => "open-already",
            Self::Doubtful { .. } => "doubtful",
            Self::NotANumber { .. } | Self::BadVotes { .. } | Self::BadDay { .. } | Self::Nobody => {
                "arguments"
            }
        }
    }

    /// Returns the exit status: that what was asked for cannot be understood, or that the meetings there are do not allow it.
    pub(in crate::cli) fn exit(&self) -> Exit {
        match self {
            Self::NotANumber { .. }
            | Self::BadVotes { .. }
            | Self::BadDay { .. }
            | Self::Nobody
            | Self::Several { .. }
            | Self::Doubtful { .. } => Exit::WrongUse,
            _ => Exit::Refused,
        }
    }

    pub(in crate::cli) fn sentence(&self, words: &Words) -> Shown {
        let with = |id: &str, text: &Foreign| words.say_with(id, &[("text", text.into())]);
        match self {
            Self::NoneYet => words.say("cli-meeting-none-yet"),
            Self::NoneUnderWay => words.say("cli-meeting-none-under-way"),
            Self::UnderWay { title: None } => words.say("cli-meeting-under-way"),
            Self::UnderWay { title: Some(title) } => with("cli-meeting-under-way-titled", title),
            Self::Ended => words.say("cli-meeting-ended"),
            Self::Paused => words.say("cli-meeting-paused"),
            Self::Running => words.say("cli-meeting-running"),
            Self::Unknown { text } => with("cli-meeting-unknown", text),
            Self::Several { text, .. } => with("cli-meeting-several", text),
            Self::NothingFound => words.say("cli-meeting-nothing-found"),
            Self::NothingWaiting => words.say("cli-meeting-nothing-waiting"),
            Self::DecidedAlready { item } => with("cli-meeting-decided-already", &item.into()),
            Self::BegunBy { who } => with("cli-meeting-begun-by", &who.as_str().into()),
            Self::NoneTakenBack => words.say("cli-meeting-none-taken-back"),
            Self::UnknownAction { text } => with("cli-unknown-action", text),
            Self::DoneAlready => words.say("cli-action-done-already"),
            Self::OpenAlready => words.say("cli-action-open-already"),
            Self::NotANumber { text } => with("cli-meeting-no-number", text),
            Self::BadVotes { text } => with("cli-meeting-bad-votes", text),
            Self::BadDay { text } => with("cli-meeting-bad-day", text),
            Self::Nobody => words.say("cli-meeting-nobody"),
            Self::Doubtful { doubts } => {
                words.say_with("cli-doubtful", &[("doubts", words.doubts(doubts).into())])
            }
        }
    }

    pub(in crate::cli) fn candidates(&self, words: &Words) -> Vec<Shown> {
        match self {
            Self::Several { meetings, .. } => meetings.iter().map(|meeting| meeting.told(words)).collect(),
            _ => Vec::new(),
        }
    }
}

/// One of several meetings that a word may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Listed {
    id: FactId,
    begun: Option<Moment>,
    title: Option<Foreign>,
}

impl Listed {
    pub(super) fn of(meeting: &Meeting<'_>) -> Self {
        let title = meeting.begin.title.clone();
        Self { id: meeting.id().clone(), begun: meeting.fact.at.clone(), title }
    }

    fn told(&self, words: &Words) -> Shown {
        let id = Shown::of(self.id.as_str());
        let begun = self.begun.as_ref().map(|at| Shown::of(&format!("{} {}", at.day(), at.clock())));
        let title = self.title.as_ref().map_or_else(
            || words.say("meeting-untitled"),
            |title| words.say_with("meeting-title", &[("title", title.show().one_line().into())]),
        );
        Shown::join([Some(id), begun, Some(title)].iter().flatten(), &Shown::own("  "))
    }
}
