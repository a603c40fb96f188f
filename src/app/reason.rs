//! Why a command cannot run, as data; the catalogues make the sentence.

/// Why a command cannot run now. The catalogues know each as `reason-<name>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The plan is still being read.
    Loading,
    /// The plan is on the screen in part.
    Arriving,
    /// The plan of a commit is looked at.
    InThePast,
    /// An area is selected, and areas are not marked.
    NotAnItem,
    /// Part of the item could not be read.
    Damaged,
    /// Another item has the same id.
    Ambiguous,
    /// The item is no longer in the plan.
    ItemGone,
    NotMarkedByMe,
    /// The item says what it said when it was marked.
    WordingAsMarked,
    /// No mark on the item is on an older wording.
    NothingToCarry,
    /// The wording changed again between a question and its answer.
    ChangedMeanwhile,
    /// One's own marks on the item are concurrent: which of them is meant, only a status can say.
    SaysSeveralThings,
    NoSuchStatus,
    NothingToUndo,
    NothingToRedo,
    NoClause,
    NoLinks,
    NowhereBack,
    NothingBelow,
    Committing,
    /// The strategy does not want verdicts published.
    NothingMissing,
    /// Nothing that takes long is under way.
    NothingToStop,
    PublishingOff,
    NoProblems,
    NoNotes,
    NoMeeting,
    /// A meeting is under way already.
    InAMeeting,
    /// The query finds no item to put on an agenda.
    NothingToDiscuss,
    /// The meeting decided nothing on the item yet.
    NoOutcome,
    /// The meeting has decided on the item, so that it cannot put it off.
    DecidedAlready,
    /// The item is the first or the last on the agenda.
    EndOfAgenda,
    /// There was no meeting yet.
    NoMinutes,
    /// Somebody else began the meeting.
    NotMyMeeting,
    /// The outline is on the screen already.
    OnTheOutline,
    /// The strategy lists no reviewer for whom one could record.
    NobodyListed,
    /// What is looked for stands in no text of the item that marks cover.
    NothingToQuote,
    /// What is typed is no note.
    NotANote,
    /// The window cannot show the wording that would be recorded.
    WindowTooSmall,
    /// No line was begun and left.
    NoDrafts,
    /// The mark that stands was recorded by somebody else, and only they can take it back.
    NotRecordedByMe,
}

impl Reason {
    /// Returns the name in the catalogues.
    pub fn name(self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Arriving => "arriving",
            Self::InThePast => "in-the-past",
            Self::NotAnItem => "not-an-item",
            Self::Damaged => "damaged",
            Self::Ambiguous => "ambiguous",
            Self::ItemGone => "item-gone",
            Self::NotMarkedByMe => "not-marked-by-me",
            Self::WordingAsMarked => "wording-as-marked",
            Self::NothingToCarry => "nothing-to-carry",
            Self::ChangedMeanwhile => "changed-meanwhile",
            Self::SaysSeveralThings => "says-several-things",
            Self::NoSuchStatus => "no-such-status",
            Self::NothingToUndo => "nothing-to-undo",
            Self::NothingToRedo => "nothing-to-redo",
            Self::NoClause => "no-clause",
            Self::NoLinks => "no-links",
            Self::NowhereBack => "nowhere-back",
            Self::NothingBelow => "nothing-below",
            Self::Committing => "committing",
            Self::NothingMissing => "nothing-missing",
            Self::NothingToStop => "nothing-to-stop",
            Self::PublishingOff => "publishing-off",
            Self::NoProblems => "no-problems",
            Self::NoNotes => "no-notes",
            Self::NoMeeting => "no-meeting",
            Self::InAMeeting => "in-a-meeting",
            Self::NothingToDiscuss => "nothing-to-discuss",
            Self::NoOutcome => "no-outcome",
            Self::DecidedAlready => "decided-already",
            Self::EndOfAgenda => "end-of-agenda",
            Self::NoMinutes => "no-minutes",
            Self::NotMyMeeting => "not-my-meeting",
            Self::OnTheOutline => "on-the-outline",
            Self::NobodyListed => "nobody-listed",
            Self::NothingToQuote => "nothing-to-quote",
            Self::NotANote => "not-a-note",
            Self::WindowTooSmall => "window-too-small",
            Self::NoDrafts => "no-drafts",
            Self::NotRecordedByMe => "not-recorded-by-me",
        }
    }
}
