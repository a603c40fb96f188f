//! What can be wrong with a plan, as data. Makes no sentences: those are in the catalogues.

use super::{BadId, Citation, ItemId, Place, ReviewerId, Unportable};
use crate::text::Foreign;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Something cannot be used as it is. `check` fails.
    Error,
    /// Something is probably a mistake. `check` fails.
    Warning,
    /// Something worth knowing. `check` succeeds.
    Hint,
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub fault: Fault,
    pub place: Place,
}

impl Problem {
    pub fn level(&self) -> Level {
        self.fault.level()
    }
}

macro_rules! faults {
    ($($(#[$doc:meta])* $variant:ident $({ $($field:ident: $type:ty),* $(,)? })? = $code:literal, $level:ident;)*) => {
        /// What is wrong.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Fault {
            $($(#[$doc])* $variant $({ $($field: $type),* })?),*
        }

        impl Fault {
            /// Every code there is, in the order of the documentation.
            pub const CODES: &[&str] = &[$($code),*];

            /// How much each of them matters.
            pub const LEVELS: &[Level] = &[$(Level::$level),*];

            /// Returns the stable code that scripts may rely on.
            #[allow(unused_variables, reason = "the pattern binds what only some faults carry")]
            pub fn code(&self) -> &'static str {
                match self { $(Self::$variant $({ $($field),* })? => $code),* }
            }

            /// Returns how much it matters.
            #[allow(unused_variables, reason = "the pattern binds what only some faults carry")]
            pub fn level(&self) -> Level {
                match self { $(Self::$variant $({ $($field),* })? => Level::$level),* }
            }
        }
    };
}

impl Fault {
    /// Tells whether part of a file was not read because its bytes are no text.
    pub fn is_of_encoding(&self) -> bool {
        matches!(self, Self::NotUtf8 { .. } | Self::NulByte { .. } | Self::Utf16)
    }

    /// Tells whether it says that records are missing, as far as git or this machine knows.
    pub fn is_of_missing_records(&self) -> bool {
        matches!(
            self,
            Self::RecordsNotCheckedOut { .. }
                | Self::RecordsRemoved { .. }
                | Self::RecordsEdited { .. }
                | Self::RecordsLost { .. }
                | Self::RecordsUnavailable { .. }
        )
    }

    /// Tells whether it says that something is nowhere in the plan.
    pub(super) fn is_of_absence(&self) -> bool {
        matches!(
            self,
            Self::DanglingRelated { .. } | Self::UncitedClause { .. } | Self::UncitedClauseHint { .. }
        )
    }
}

faults! {
    // Files.
    NoStrategy = "no-strategy", Error;
    CannotRead { reason: Foreign } = "cannot-read", Error;
    TooBig { bytes: u64, limit: u64 } = "too-big", Error;
    LinkOutside = "link-outside", Error;
    NotAFile = "not-a-file", Error;
    /// `byte` is the first of `count` that are not UTF-8.
    NotUtf8 { byte: u8, count: usize } = "not-utf8", Error;
    NulByte { count: usize } = "nul-byte", Error;
    Utf16 = "utf-16", Error;
    ConflictMarkers = "conflict-markers", Error;
    NotToml { detail: Foreign } = "not-toml", Error;
    NewerFormat { format: i64 } = "newer-format", Error;
    ByteOrderMark = "byte-order-mark", Hint;
    CarriageReturns = "carriage-returns", Hint;
    UnportableName { name: Foreign, why: Unportable } = "unportable-name", Warning;
    // Keys and values.
    MissingKey { key: String } = "missing-key", Error;
    UnknownKey { key: Foreign, nearest: Option<String> } = "unknown-key", Warning;
    WrongType { key: String, wanted: &'static str } = "wrong-type", Error;
    BadDate { key: String } = "bad-date", Error;
    BadWord { key: String, word: Foreign, allowed: Vec<String> } = "bad-word", Error;
    BadId { id: Foreign, why: BadId } = "bad-id", Error;
    UnknownLanguage { language: Foreign } = "unknown-language", Warning;
    HiddenCharacters { count: usize } = "hidden-characters", Warning;
    // Between items.
    DuplicateId { id: ItemId, other: Place } = "duplicate-id", Error;
    DuplicateArea { id: String, other: Place } = "duplicate-area", Error;
    OldIdInUse { id: ItemId, other: Place } = "old-id-in-use", Error;
    LookAlike { id: ItemId, other: ItemId } = "look-alike", Warning;
    DanglingRelated { id: ItemId, nearest: Vec<ItemId> } = "dangling-related", Error;
    BadCitation { text: Foreign } = "bad-citation", Error;
    DanglingCitation { citation: Citation } = "dangling-citation", Error;
    Uncited { id: ItemId } = "uncited", Error;
    UncitedClause { citation: Citation } = "uncited-clause", Error;
    UncitedHint { id: ItemId } = "uncited-hint", Hint;
    UncitedClauseHint { citation: Citation } = "uncited-clause-hint", Hint;
    UnknownRule { rule: Foreign } = "unknown-rule", Warning;
    RoleOfNobody { role: Foreign } = "role-of-nobody", Warning;
    DuplicateStatus { status: Foreign } = "duplicate-status", Error;
    /// A command has the key, and keeps it; `free` are letters that no command and no other status has.
    StatusKeyTaken { status: Foreign, key: Foreign, free: Vec<char> } = "status-key-taken", Warning;
    BadQuery { name: Foreign, word: Foreign } = "bad-query", Warning;
    // Sources.
    BadClause { line: Foreign } = "bad-clause", Warning;
    DuplicateClause { citation: Citation } = "duplicate-clause", Error;
    // Records.
    NotAFact { detail: Foreign } = "not-a-fact", Warning;
    UnfinishedLine = "unfinished-line", Hint;
    BadReviewFileName = "bad-review-file-name", Warning;
    LookAlikeReviewer { id: ReviewerId, other: ReviewerId } = "look-alike-reviewer", Warning;
    ForeignReviewer { named: Foreign } = "foreign-reviewer", Warning;
    NewerFact { kind: Foreign } = "newer-fact", Warning;
    SameFactId { id: Foreign, other: Place } = "same-fact-id", Warning;
    /// `fact` is its name, `candidates` the items that have the id, or had it once: none, or too many.
    OrphanFact { fact: Foreign, item: Foreign, candidates: Vec<ItemId> } = "orphan-fact", Hint;
    NoMeeting { meeting: Foreign } = "no-meeting", Hint;
    UnknownStatus { status: Foreign } = "unknown-status", Warning;
    /// A clause that the item cites says something else than when these marked it.
    SourceChanged { item: ItemId, clause: Foreign, reviewers: Vec<ReviewerId> } = "source-changed", Hint;
    /// A mark counts, and the reason that its status wants is not given yet.
    ReasonOwed { item: ItemId, status: Foreign } = "reason-owed", Hint;
    ForeignUndo = "foreign-undo", Warning;
    BadCarry { field: Foreign } = "bad-carry", Warning;
    BadCarryFigure { old: Foreign, new: Foreign } = "bad-carry-figure", Warning;
    CarryUnproved = "carry-unproved", Warning;
    /// A sparse checkout leaves a file out that the commit holds.
    RecordsNotCheckedOut { file: Foreign, records: usize, items: Vec<ItemId> } = "records-not-checked-out", Error;
    RecordsRemoved { file: Foreign, records: usize, items: Vec<ItemId> } = "records-removed", Error;
    RecordsEdited { file: Foreign, records: usize, items: Vec<ItemId> } = "records-edited", Error;
    /// This machine acknowledged them, and neither the disk nor a commit holds them.
    RecordsLost { file: Foreign, records: usize, items: Vec<ItemId> } = "records-lost", Error;
    RecordsUnavailable { detail: Foreign } = "records-unavailable", Error;
    /// The history of the file holds them, and what is checked out does not. `commit` is short, `on` a day.
    RecordsTakenAway { commit: Foreign, by: Foreign, on: Foreign, file: Foreign, records: usize, items: Vec<ItemId> } = "records-taken-away", Warning;
    /// `now` is the settled verdict, if there is one.
    PublishedAged { status: Foreign, now: Option<Foreign> } = "published-aged", Hint;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_kebab_case() {
        let mut codes = Fault::CODES.to_vec();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Fault::CODES.len());
        assert!(
            codes
                .iter()
                .all(|code| code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'))
        );
    }
}
