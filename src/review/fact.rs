//! One line in a reviewer's file, understood. Knows what the line says, not what it adds up to.

mod meetings;
mod votes;

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;

pub use meetings::{Action, Agenda, Begin, Outcome, Park, Step};
pub use votes::Votes;

use super::{Fingerprint, Wording};
use crate::plan::calendar;
use crate::plan::{Citation, ItemId, Place, ReviewerId, StatusId};
use crate::text::Foreign;

/// The name of a fact, unique in the whole plan for ever: a ULID, so that the names of one reviewer sort as recorded.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FactId(String);

impl FactId {
    /// Takes 1 to 64 ASCII letters, digits, `-` and `_`: what TOML takes as a bare key.
    pub fn parse(text: &str) -> Option<Self> {
        let bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        ((1..=64).contains(&text.len()) && text.bytes().all(bare)).then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for FactId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// When a fact was recorded, as its reviewer's clock had it: RFC 3339 with an offset. Shown, never compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment(String);

impl Moment {
    /// Takes a date and time with an offset, for example `2026-11-23T10:05:00+08:00`.
    ///
    /// One moment of one clock has one form, so that a fact that is read is the fact that was written: `T` and `Z` are
    /// capitals, and a fraction of a second ends in no zero it could do without.
    pub fn parse(text: &str) -> Option<Self> {
        jiff::fmt::temporal::DateTimeParser::new().parse_timestamp(text).ok()?;
        let (seconds, rest) = text.split_at_checked(19)?;
        let at_zone = rest.find(['Z', '+', '-'])?;
        let (fraction, zone) = rest.split_at_checked(at_zone)?;
        let hours = zone.get(1..3).and_then(|hours| hours.parse::<u8>().ok());
        let zoned = zone == "Z" || (zone.len() == 6 && hours.is_some_and(|hours| hours < 24));
        let plain = matches!(seconds.as_bytes(), [_, _, _, _, b'-', _, _, b'-', _, _, b'T', ..]);
        if !plain || !zoned || !(fraction.is_empty() || fraction.starts_with('.')) {
            return None;
        }
        let zone = if zone == "-00:00" { "+00:00" } else { zone };
        let fraction = match fraction.trim_end_matches('0') {
            "." => ".0",
            short => short,
        };
        Some(Self(format!("{seconds}{fraction}{zone}")))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the moment in the time of the whole world.
    pub fn timestamp(&self) -> Option<Timestamp> {
        self.0.parse().ok()
    }

    /// Returns month, day, hour and minute: `11-23 10:05`.
    pub fn short(&self) -> String {
        let part = |range| self.0.get(range).unwrap_or_default();
        format!("{} {}", part(5..10), part(11..16))
    }

    /// Returns the day: `2026-11-23`.
    pub fn day(&self) -> &str {
        self.0.get(..10).unwrap_or_default()
    }

    /// Returns hours and minutes: `10:05`.
    pub fn clock(&self) -> &str {
        self.0.get(11..16).unwrap_or_default()
    }

    /// Returns the same moment as clocks at the offset of `other` have it.
    #[must_use]
    pub fn at_offset_of(&self, other: &Self) -> Self {
        let there = || calendar::clock_at(self.timestamp()?, calendar::offset_of(&other.0)?);
        let zone = other.0.get(19..).and_then(|rest| rest.get(rest.find(['Z', '+', '-'])?..));
        there().map_or_else(|| self.clone(), |clock| Self(format!("{clock}{}", zone.unwrap_or_default())))
    }

    /// Returns the offset from the time of the whole world as people write it: `UTC+8`, `UTC-3:30`, `UTC`.
    pub fn offset_name(&self) -> String {
        let minutes = calendar::offset_of(&self.0).map_or(0, |seconds| seconds / 60);
        let (sign, minutes) = (if minutes < 0 { '-' } else { '+' }, minutes.abs());
        match (minutes / 60, minutes % 60) {
            (0, 0) => "UTC".to_owned(),
            (hours, 0) => format!("UTC{sign}{hours}"),
            (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
        }
    }
}

/// One reviewer's status on one item, pinned to the wording that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub item: ItemId,
    pub status: StatusId,
    pub seen: Fingerprint,
    /// The wording itself, where this is the first fact of its file on it.
    pub read: Option<Wording>,
    /// The covered fields where they are not [`crate::plan::Field::COVERED`].
    pub covers: Option<Vec<String>>,
    /// The commit that was checked out, in hexadecimal; says where, not what.
    pub commit: Option<String>,
    /// The wordings of the items above, nearest first, over the same fields; empty where nothing is known of them.
    pub above: Vec<Fingerprint>,
    /// What each clause that the item cites said, where it is there.
    pub cited: BTreeMap<Citation, Fingerprint>,
    /// The role the reviewer held.
    pub role: Option<Foreign>,
    /// The marks of the same reviewer on the item that this one replaces.
    pub after: Vec<FactId>,
    /// Whose mark it is, where that is not who recorded it.
    pub on_behalf: Option<ReviewerId>,
    /// How many were recorded in one stroke, this one among them, where it was more than one.
    pub bulk: Option<usize>,
    /// It was recorded without the item having been on the screen.
    pub unseen: bool,
    /// The meeting in which it was recorded.
    pub meeting: Option<FactId>,
}

/// A comment on an item, or a reply.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    pub item: ItemId,
    pub text: Foreign,
    /// The fact it belongs to: the mark it explains, or the note it answers.
    pub re: Option<FactId>,
    pub seen: Option<Fingerprint>,
    pub read: Option<Wording>,
    pub covers: Option<Vec<String>>,
    /// The words it is about, and the field in which they stood.
    pub quote: Option<Foreign>,
    pub field: Option<String>,
    /// It says that something is missing under the item.
    pub missing: bool,
    /// Whose word it is, where that is not who recorded it.
    pub on_behalf: Option<ReviewerId>,
    /// The meeting in which it was recorded.
    pub meeting: Option<FactId>,
}

impl Note {
    /// Makes a note that says `text` of `item`, and nothing else.
    pub fn on(item: ItemId, text: Foreign) -> Self {
        Self {
            item,
            text,
            re: None,
            seen: None,
            read: None,
            covers: None,
            quote: None,
            field: None,
            missing: false,
            on_behalf: None,
            meeting: None,
        }
    }
}

/// Which wording a fact is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Pin {
    pub seen: Fingerprint,
    /// The wording itself, where this is the first fact of its file on it.
    pub read: Option<Wording>,
    /// The covered fields where they are not [`crate::plan::Field::COVERED`].
    pub covers: Option<Vec<String>>,
    /// The commit that was checked out, in hexadecimal; says where, not what.
    pub commit: Option<String>,
}

/// A change declared to be of wording only: marks on the old wording hold on the new one.
#[derive(Clone, Debug, PartialEq)]
pub struct Carry {
    pub item: ItemId,
    /// The old wording.
    pub from: Fingerprint,
    /// The new wording.
    pub pin: Pin,
    /// The fields that changed: of `title` and `text` only.
    pub fields: Vec<String>,
    /// The role that who declares it held.
    pub role: Option<Foreign>,
    pub text: Option<Foreign>,
    pub after: Vec<FactId>,
}

/// A baseline: this wording was agreed long ago, and nobody read it here.
#[derive(Clone, Debug, PartialEq)]
pub struct Adopt {
    pub item: ItemId,
    pub pin: Pin,
    /// It was agreed by this day.
    pub until: Date,
    /// What was agreed; the approving status where none is named.
    pub status: Option<StatusId>,
    /// By which decision.
    pub text: Option<Foreign>,
    pub after: Vec<FactId>,
}

/// A thread of notes or an action closed, or opened again.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolve {
    /// The first note of the thread, or the action.
    pub of: FactId,
    /// `None` for an action that is about the plan as a whole.
    pub item: Option<ItemId>,
    /// What came of it.
    pub text: Option<Foreign>,
    /// It opens the thread again.
    pub open: bool,
    /// The resolving and opening facts of anybody that this one replaces.
    pub after: Vec<FactId>,
}

/// A reviewer's answer to what somebody else recorded on the reviewer's behalf.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// The fact that is confirmed or refused.
    pub of: FactId,
    pub item: ItemId,
    pub role: Option<Foreign>,
    pub text: Option<Foreign>,
}

/// What a fact says was done.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    Mark(Mark),
    Note(Note),
    Resolve(Resolve),
    /// Stands behind what was recorded on one's behalf.
    Confirm(Reply),
    /// Rejects what was recorded on one's behalf: it does not count.
    Refuse(Reply),
    /// Declares a change to be of wording only.
    Carry(Carry),
    /// Takes over what was agreed before the review began.
    Adopt(Adopt),
    /// A step of a meeting.
    Meeting(Step),
    /// What a meeting decided on an item.
    Outcome(Outcome),
    /// What somebody is to do.
    Action(Action),
    /// An item put off in a meeting.
    Park(Park),
    /// Takes a fact of the same reviewer back; an undo of an undo brings it back again.
    Undo {
        of: FactId,
    },
    /// A kind of fact this version keeps and does not act on. An item it is about cannot count as approved.
    Newer {
        kind: Foreign,
        item: Option<ItemId>,
    },
}

impl Deed {
    /// Returns the item it is about; an undo and a step of a meeting are about none.
    pub fn item(&self) -> Option<&ItemId> {
        match self {
            Self::Mark(mark) => Some(&mark.item),
            Self::Note(note) => Some(&note.item),
            Self::Resolve(resolve) => resolve.item.as_ref(),
            Self::Confirm(reply) | Self::Refuse(reply) => Some(&reply.item),
            Self::Carry(carry) => Some(&carry.item),
            Self::Adopt(adopt) => Some(&adopt.item),
            Self::Outcome(outcome) => Some(&outcome.item),
            Self::Action(action) => action.item.as_ref(),
            Self::Park(park) => Some(&park.item),
            Self::Undo { .. } | Self::Meeting(_) => None,
            Self::Newer { item, .. } => item.as_ref(),
        }
    }

    /// Tells whether what it does to its item is known only to a newer version of the program: a kind of fact, or the
    /// fingerprint of a wording.
    pub fn needs_newer(&self) -> bool {
        matches!(self, Self::Newer { .. }) || self.newer_fingerprint().is_some()
    }

    /// Returns the fingerprint by which it counts, where only a newer version of the program knows it. A note decides nothing.
    pub fn newer_fingerprint(&self) -> Option<&Fingerprint> {
        let (from, seen) = match self {
            Self::Note(_) => (None, None),
            Self::Carry(carry) => (Some(&carry.from), Some(&carry.pin.seen)),
            deed => (None, deed.reading().0),
        };
        from.into_iter().chain(seen).find(|fingerprint| !fingerprint.is_known_version())
    }

    /// Returns the status it gives its item.
    pub fn status(&self) -> Option<&StatusId> {
        match self {
            Self::Mark(mark) => Some(&mark.status),
            Self::Outcome(outcome) => Some(&outcome.status),
            Self::Adopt(adopt) => adopt.status.as_ref(),
            _ => None,
        }
    }

    /// Returns the meeting it is part of, with which it is taken back.
    ///
    /// A mark or a note that was made in a meeting is not: it is its reviewer's word.
    pub fn meeting(&self) -> Option<&FactId> {
        match self {
            Self::Meeting(step) => step.meeting(),
            Self::Outcome(outcome) => Some(&outcome.meeting),
            Self::Action(action) => action.meeting.as_ref(),
            Self::Park(park) => Some(&park.meeting),
            _ => None,
        }
    }

    /// Returns the meeting in which it was recorded.
    pub fn recorded_in(&self) -> Option<&FactId> {
        match self {
            Self::Mark(mark) => mark.meeting.as_ref(),
            Self::Note(note) => note.meeting.as_ref(),
            other => other.meeting(),
        }
    }

    /// Returns the wording it carries and the fingerprint of that wording.
    pub fn reading(&self) -> (Option<&Fingerprint>, Option<&Wording>) {
        match self {
            Self::Mark(mark) => (Some(&mark.seen), mark.read.as_ref()),
            Self::Note(note) => (note.seen.as_ref(), note.read.as_ref()),
            Self::Carry(Carry { pin, .. })
            | Self::Adopt(Adopt { pin, .. })
            | Self::Outcome(Outcome { pin, .. }) => (Some(&pin.seen), pin.read.as_ref()),
            Self::Resolve(_)
            | Self::Confirm(_)
            | Self::Refuse(_)
            | Self::Meeting(_)
            | Self::Action(_)
            | Self::Park(_)
            | Self::Undo { .. }
            | Self::Newer { .. } => (None, None),
        }
    }

    /// Returns the fields of the wording it is about, where they are not the default ones.
    pub fn covers(&self) -> Option<&[String]> {
        match self {
            Self::Mark(mark) => mark.covers.as_deref(),
            Self::Note(note) => note.covers.as_deref(),
            Self::Carry(Carry { pin, .. })
            | Self::Adopt(Adopt { pin, .. })
            | Self::Outcome(Outcome { pin, .. }) => pin.covers.as_deref(),
            _ => None,
        }
    }

    /// Drops the wording, which an earlier line of the same file carries.
    #[must_use]
    pub fn without_wording(mut self) -> Self {
        match &mut self {
            Self::Mark(mark) => mark.read = None,
            Self::Note(note) => note.read = None,
            Self::Carry(Carry { pin, .. })
            | Self::Adopt(Adopt { pin, .. })
            | Self::Outcome(Outcome { pin, .. }) => pin.read = None,
            _ => {}
        }
        self
    }
}

/// One thing a reviewer recorded.
#[derive(Clone, Debug)]
pub struct Fact {
    pub id: FactId,
    pub by: ReviewerId,
    pub deed: Deed,
    pub at: Option<Moment>,
    pub place: Place,
}

impl Fact {
    /// Returns whose word it is: of a mark or note on somebody's behalf, not who recorded it.
    pub fn voice(&self) -> &ReviewerId {
        match &self.deed {
            Deed::Mark(Mark { on_behalf: Some(reviewer), .. })
            | Deed::Note(Note { on_behalf: Some(reviewer), .. }) => reviewer,
            _ => &self.by,
        }
    }
}

/// Two lines that say the same are one fact, wherever they stand.
impl PartialEq for Fact {
    fn eq(&self, other: &Self) -> bool {
        (&self.id, &self.by, &self.deed, &self.at) == (&other.id, &other.by, &other.deed, &other.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_shows_its_own_clock() {
        let moment = Moment::parse("2026-11-23T10:05:00+08:00").unwrap();
        assert_eq!((moment.short().as_str(), moment.day()), ("11-23 10:05", "2026-11-23"));
        for (text, canonical) in [
            ("2026-11-23T10:05:00.500Z", "2026-11-23T10:05:00.5Z"),
            ("2026-11-23T10:05:00.00-00:00", "2026-11-23T10:05:00.0+00:00"),
        ] {
            assert_eq!(Moment::parse(text).unwrap().as_str(), canonical);
        }
        let no_moments = ["", "2026-11-23", "2026-11-23T10:05:00", "yesterday", "2026-13-01T00:00:00Z"];
        let not_toml =
            ["20261123T100500Z", "2026-11-23T10:05:00+08", "2026-11-23T10:05:00+08:00[Asia/Shanghai]"];
        for bad in no_moments.into_iter().chain(not_toml) {
            assert_eq!(Moment::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_moment_is_told_at_the_offset_of_another() {
        let moment = |text: &str| Moment::parse(text).unwrap();
        let begun = moment("2026-11-23T14:00:00+08:00");
        for (other, here) in [
            ("2026-11-23T06:30:10Z", "2026-11-23T14:30:10+08:00"),
            ("2026-11-23T17:00:00-03:30", "2026-11-24T04:30:00+08:00"),
            ("2026-11-23T14:00:00.25+08:00", "2026-11-23T14:00:00.25+08:00"),
        ] {
            assert_eq!(moment(other).at_offset_of(&begun), moment(here), "{other}");
        }
    }

    #[test]
    fn offsets_have_the_names_people_use() {
        for (zone, name) in [
            ("+08:00", "UTC+8"),
            ("-03:30", "UTC-3:30"),
            ("+05:45", "UTC+5:45"),
            ("Z", "UTC"),
            ("-00:00", "UTC"),
        ] {
            let moment = Moment::parse(&format!("2026-11-23T14:00:00{zone}")).unwrap();
            assert_eq!(moment.offset_name(), name);
        }
    }
}
