//! What can be wrong with a plan, as data. Makes no sentences: those are in the catalogues.

use super::SystemFault;
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

    /// Puts what matters more, and of equals what explains others, before the rest, which stays in its order.
    pub fn sort(problems: &mut [Self]) {
        problems.sort_by_key(|problem| (problem.level(), problem.fault.cause()));
    }
}

/// What a fault is in. What stands first explains others: what cannot be read is missed elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// A file, or all that was recorded in it, cannot be read or not whole.
    Files,
    /// Rules of the strategy.
    Rules,
    /// Keys and values.
    Values,
    Sources,
    /// Ids, links and citations between items.
    Items,
    Records,
}

macro_rules! faults {
    ($($(#[$doc:meta])* $variant:ident $({ $($field:ident: $type:ty),* $(,)? })? = $code:literal, $level:ident, $cause:ident;)*) => {
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

            /// Returns what it is in.
            #[allow(unused_variables, reason = "the pattern binds what only some faults carry")]
            pub fn cause(&self) -> Cause {
                match self { $(Self::$variant $({ $($field),* })? => Cause::$cause),* }
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
                | Self::RecordsNotKnown
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
    NoStrategy = "no-strategy", Error, Files;
    CannotRead { reason: SystemFault } = "cannot-read", Error, Files;
    TooBig { bytes: u64, limit: u64 } = "too-big", Error, Files;
    LinkOutside = "link-outside", Error, Files;
    NotAFile = "not-a-file", Error, Files;
    /// `byte` is the first of `count` that are not UTF-8.
    NotUtf8 { byte: u8, count: usize } = "not-utf8", Error, Files;
    NulByte { count: usize } = "nul-byte", Error, Files;
    Utf16 = "utf-16", Error, Files;
    ConflictMarkers = "conflict-markers", Error, Files;
    NotToml { detail: Foreign } = "not-toml", Error, Files;
    NewerFormat { format: i64 } = "newer-format", Error, Files;
    ByteOrderMark = "byte-order-mark", Hint, Files;
    CarriageReturns = "carriage-returns", Hint, Files;
    UnportableName { name: Foreign, why: Unportable } = "unportable-name", Warning, Files;
    // Keys and values.
    MissingKey { key: String } = "missing-key", Error, Values;
    UnknownKey { key: Foreign, nearest: Option<String> } = "unknown-key", Warning, Values;
    WrongType { key: String, wanted: &'static str } = "wrong-type", Error, Values;
    /// `written` is what stands there; `key` is empty where nobody asked for a date.
    BadDate { key: String, written: Foreign } = "bad-date", Error, Values;
    BadWord { key: String, word: Foreign, allowed: Vec<String> } = "bad-word", Error, Values;
    /// Items have a key of this name, which so cannot be that of a field of the strategy's own.
    TakenField { name: Foreign } = "taken-field", Error, Values;
    BadId { id: Foreign, why: BadId } = "bad-id", Error, Values;
    UnknownLanguage { language: Foreign } = "unknown-language", Warning, Values;
    HiddenCharacters { count: usize } = "hidden-characters", Warning, Values;
    // Between items.
    DuplicateId { id: ItemId, other: Place } = "duplicate-id", Error, Items;
    DuplicateArea { id: String, other: Place } = "duplicate-area", Error, Items;
    OldIdInUse { id: ItemId, other: Place } = "old-id-in-use", Error, Items;
    LookAlike { id: ItemId, other: ItemId } = "look-alike", Warning, Items;
    DanglingRelated { id: ItemId, nearest: Vec<ItemId> } = "dangling-related", Error, Items;
    BadCitation { text: Foreign } = "bad-citation", Error, Items;
    /// So many citations name a source of which there is no file.
    MissingSource { file: Foreign, citations: usize } = "missing-source", Error, Sources;
    DanglingCitation { citation: Citation } = "dangling-citation", Error, Items;
    Uncited { id: ItemId } = "uncited", Error, Items;
    UncitedClause { citation: Citation } = "uncited-clause", Error, Items;
    UncitedHint { id: ItemId } = "uncited-hint", Hint, Items;
    UncitedClauseHint { citation: Citation } = "uncited-clause-hint", Hint, Items;
    UnknownRule { rule: Foreign, known: Vec<&'static str> } = "unknown-rule", Warning, Rules;
    /// The rule wants the approval of required roles, and none is named.
    NoRequiredRole = "no-required-role", Error, Rules;
    RoleOfNobody { role: Foreign } = "role-of-nobody", Warning, Rules;
    /// It is left out; `free` are letters that no command and no other status has.
    StatusWithoutKey { status: Foreign, free: Vec<char> } = "status-without-key", Error, Rules;
    DuplicateReviewer { id: ReviewerId } = "duplicate-reviewer", Error, Rules;
    DuplicateStatus { status: Foreign } = "duplicate-status", Error, Rules;
    /// A command has the key, and keeps it; `free` are letters that no command and no other status has.
    StatusKeyTaken { status: Foreign, key: Foreign, free: Vec<char> } = "status-key-taken", Warning, Rules;
    BadQuery { name: Foreign, word: Foreign } = "bad-query", Warning, Rules;
    // Sources.
    BadClause { line: Foreign } = "bad-clause", Warning, Sources;
    DuplicateClause { citation: Citation } = "duplicate-clause", Error, Sources;
    // Records.
    NotAFact { detail: Foreign } = "not-a-fact", Warning, Records;
    UnfinishedLine = "unfinished-line", Hint, Records;
    BadReviewFileName = "bad-review-file-name", Warning, Records;
    LookAlikeReviewer { id: ReviewerId, other: ReviewerId } = "look-alike-reviewer", Warning, Records;
    ForeignReviewer { named: Foreign } = "foreign-reviewer", Warning, Records;
    NewerFact { kind: Foreign } = "newer-fact", Warning, Records;
    /// The fingerprint of a wording is not of a version that this one knows.
    NewerFingerprint { seen: Foreign } = "newer-fingerprint", Warning, Records;
    SameFactId { id: Foreign, other: Place } = "same-fact-id", Warning, Records;
    /// `fact` is its name, `candidates` the items that have the id, or had it once: none, or too many.
    OrphanFact { fact: Foreign, item: Foreign, candidates: Vec<ItemId> } = "orphan-fact", Hint, Records;
    NoMeeting { meeting: Foreign } = "no-meeting", Hint, Records;
    UnknownStatus { status: Foreign } = "unknown-status", Warning, Records;
    /// A clause that the item cites says something else than when these marked it.
    SourceChanged { item: ItemId, clause: Foreign, reviewers: Vec<ReviewerId> } = "source-changed", Hint, Records;
    /// A mark counts, and the reason that its status wants is not given yet.
    ReasonOwed { item: ItemId, status: Foreign } = "reason-owed", Hint, Records;
    ForeignUndo = "foreign-undo", Warning, Records;
    BadCarry { field: Foreign } = "bad-carry", Warning, Records;
    BadCarryFigure { old: Foreign, new: Foreign } = "bad-carry-figure", Warning, Records;
    CarryUnproved = "carry-unproved", Warning, Records;
    /// A sparse checkout leaves a file out that the commit holds.
    RecordsNotCheckedOut { file: Foreign, records: usize, items: Vec<ItemId> } = "records-not-checked-out", Error, Files;
    RecordsRemoved { file: Foreign, records: usize, items: Vec<ItemId> } = "records-removed", Error, Files;
    RecordsEdited { file: Foreign, records: usize, items: Vec<ItemId> } = "records-edited", Error, Files;
    /// This machine acknowledged them, and neither the disk nor a commit holds them.
    RecordsLost { file: Foreign, records: usize, items: Vec<ItemId> } = "records-lost", Error, Files;
    RecordsUnavailable { detail: Foreign } = "records-unavailable", Error, Files;
    RecordsNotKnown = "records-not-known", Error, Files;
    /// The history of the file holds them, and what is checked out does not. `commit` is short, `on` a day.
    RecordsTakenAway { commit: Foreign, by: Foreign, on: Foreign, file: Foreign, records: usize, items: Vec<ItemId> } = "records-taken-away", Warning, Files;
    /// Git would read and write there, which is not of the repository beside the plan, and nobody has agreed to that.
    LeadsElsewhere { to: Foreign } = "leads-elsewhere", Warning, Files;
    /// `now` is the settled verdict, if there is one.
    PublishedAged { status: Foreign, now: Option<Foreign> } = "published-aged", Hint, Records;
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
