//! What the line above the footer says, as data; the catalogues make the sentence.

use super::Reason;
use crate::job::{
    Commit, CommitFailure, Panicked, PublishFailure, Published, RecordFailure, Recorded, RepositoryFailure,
    RestoreFailure, Restored, SyncFailure, Synced, VersionFailure,
};
use crate::plan::{ItemId, Refusal, ReviewerId, SystemFault};
use crate::review::drafting::CannotCarry;
use crate::review::{FactId, Moment};
use crate::text::Foreign;

/// Something to tell.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    Recorded(Recorded),
    /// Facts taken back or brought back, with what they were about.
    Undone {
        item: ItemId,
        recorded: Recorded,
    },
    Redone {
        item: ItemId,
        recorded: Recorded,
    },
    NotRecorded(RecordFailure),
    /// What the journal holds is still there only.
    NotReplayed(RecordFailure),
    Replayed(usize),
    /// Changes of the files are not followed, for this reason.
    FilesUnfollowed(SystemFault),
    /// They are followed again.
    FilesFollowed,
    Committed(Commit),
    NotCommitted(CommitFailure),
    /// The plan of a commit that is looked at cannot be read any more.
    NoVersion(VersionFailure),
    /// So many records were put back.
    Restored(Restored),
    /// So many records were given up as lost.
    LossAccepted(Restored),
    NotRestored(RestoreFailure),
    Committing,
    /// Another program keeps the file that a record goes to.
    RecordWaits,
    /// What takes long is being stopped.
    Stopping,
    Publishing,
    Published(Box<Published>),
    NotPublished(PublishFailure),
    Synced(Box<Synced>),
    NotSynced(SyncFailure),
    /// So many clashes are not chosen yet.
    ClashesOpen(usize),
    /// The chosen change is about no item that could be reviewed.
    ChangeNowhere,
    /// A command that cannot run now.
    Cannot(Reason),
    /// The wording goes on below: the key scrolled, and recorded nothing.
    MoreToRead,
    /// What the key is about has only just come on the screen, so it recorded nothing.
    JustShown,
    /// A key that is held down records once.
    HeldKey,
    /// The change cannot be declared to be of wording only.
    CannotCarry(CannotCarry),
    /// The key means nothing here.
    UnboundKey(String),
    /// The next undo reaches back to an earlier run: what it would take back.
    UndoReaches {
        facts: Vec<FactId>,
        item: Foreign,
        day: Option<Moment>,
    },
    /// A meeting was under way when the program was started.
    MeetingOpen,
    /// Everything on the agenda is decided or put off.
    AgendaDone,
    /// A meeting was taken back as a whole.
    MeetingTakenBack,
    /// Text of so many bytes was pasted, which is over the limit, and nothing of it was taken.
    PasteTooLong {
        bytes: usize,
        limit: usize,
    },
    /// What was typed is no number of minutes.
    NotANumber(String),
    /// What was typed are no votes.
    NotVotes(String),
    /// What was typed is no day.
    NotADay(String),
    /// All of an area has been looked at.
    AreaDone(usize),
    /// All of the plan has been looked at.
    AllDone,
    NothingUnreviewed,
    /// The filter finds nothing.
    NothingFound,
    /// All that the filter shows has been looked at.
    FilterDone,
    /// The search wrapped around the end of the plan.
    Wrapped,
    Reloaded {
        problems: usize,
    },
    /// Nothing is left that this reviewer is to look at.
    NothingLeft(ReviewerId),
    /// What is chosen leads to nothing that could be shown.
    LeadsNowhere,
    NowReviewing(ReviewerId),
    /// What is recorded from now on is somebody else's word.
    RecordingFor(ReviewerId),
    /// What is recorded from now on is one's own word again.
    RecordingForOneself,
    /// What is being typed cannot be kept for the case that the program ends.
    LinesNotKept(RecordFailure),
    /// A file of what was begun in a former session is damaged, and was set aside.
    SessionDamaged(Foreign),
    /// Nobody said who is recording, so nothing was recorded.
    NobodyRecords,
    /// The user's configuration has so many mistakes.
    Mistakes(usize),
    /// Nobody can review under the name.
    RefusedReviewer {
        name: String,
        refusal: Refusal,
    },
    /// The program failed in a job, and goes on.
    Panicked(Box<Panicked>),
}

impl Notice {
    /// Tells whether it is about the line in which something is being typed, and is to be read beside it.
    pub fn is_about_line(&self) -> bool {
        matches!(
            self,
            Self::NotVotes(_)
                | Self::NotADay(_)
                | Self::NotANumber(_)
                | Self::PasteTooLong { .. }
                | Self::MoreToRead
                | Self::JustShown
                | Self::Cannot(_)
        )
    }

    /// Tells whether it says that something went wrong.
    pub fn is_alarm(&self) -> bool {
        if matches!(
            self,
            Self::NotCommitted(
                CommitFailure::Nothing | CommitFailure::Repository(RepositoryFailure::Cancelled)
            ) | Self::NotSynced(SyncFailure::Cancelled)
                | Self::NoVersion(VersionFailure::Git(RepositoryFailure::Cancelled))
        ) {
            return false;
        }
        matches!(
            self,
            Self::NotRecorded(_)
                | Self::NotReplayed(_)
                | Self::FilesUnfollowed(_)
                | Self::NotRestored(_)
                | Self::NotCommitted(_)
                | Self::NoVersion(_)
                | Self::NotPublished(_)
                | Self::NotSynced(_)
                | Self::Mistakes(_)
                | Self::PasteTooLong { .. }
                | Self::LinesNotKept(_)
                | Self::SessionDamaged(_)
                | Self::RefusedReviewer { .. }
                | Self::Panicked(_)
        ) || matches!(self, Self::Recorded(Recorded { in_journal: Some(_), .. }))
    }
}
