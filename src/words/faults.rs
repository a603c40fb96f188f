//! Problems of a plan as sentences.

use super::{Arg, Words};
use crate::plan::calendar::NoDay;
use crate::plan::{BadId, Cause, Fault, ItemId, Level, Place, Unportable};
use crate::text::{Foreign, Shown};

/// How many items are named where records are missing.
const SOME_ITEMS: usize = 3;

impl Words {
    pub fn level(&self, level: Level) -> Shown {
        self.say(match level {
            Level::Error => "level-error",
            Level::Warning => "level-warning",
            Level::Hint => "level-hint",
        })
    }

    /// Returns what a fault is in.
    pub fn cause(&self, cause: Cause) -> Shown {
        self.say(match cause {
            Cause::Files => "cause-files",
            Cause::Rules => "cause-rules",
            Cause::Values => "cause-values",
            Cause::Sources => "cause-sources",
            Cause::Items => "cause-items",
            Cause::Records => "cause-records",
        })
    }

    /// Returns the sentence that says what is wrong: `fault-<code>` of the catalogue.
    #[expect(clippy::too_many_lines, reason = "a table: the arguments of each sentence")]
    pub fn fault(&self, fault: &Fault) -> Shown {
        let args: Vec<(&'static str, Arg)> = match fault {
            Fault::CannotRead { reason } => vec![("reason", self.system_fault(reason).into())],
            Fault::TooBig { bytes, limit } => {
                vec![("megabytes", megabytes(*bytes)), ("limit", megabytes(*limit))]
            }
            Fault::NotToml { detail } | Fault::NotAFact { detail } | Fault::RecordsUnavailable { detail } => {
                vec![("detail", detail.into())]
            }
            Fault::NewerFormat { format } => vec![("format", Foreign::new(format.to_string()).show().into())],
            Fault::BadDate { key, written } => return self.no_date(key, written),
            Fault::MissingKey { key } => vec![("key", own(key))],
            Fault::UnknownKey { key, nearest: Some(near) } => {
                return self.say_with("fault-unknown-key-near", &[("key", key.into()), ("near", own(near))]);
            }
            Fault::UnknownKey { key, nearest: None } => vec![("key", key.into())],
            Fault::WrongType { key, wanted } => vec![("key", own(key)), ("wanted", self.wanted(wanted))],
            Fault::BadWord { key, word, allowed } => {
                vec![("key", own(key)), ("word", word.into()), ("allowed", own(&allowed.join(", ")))]
            }
            Fault::BadId { id, why } => vec![("id", id.into()), ("why", self.bad_id(why).into())],
            Fault::UnknownLanguage { language } => vec![("language", language.into())],
            Fault::NotUtf8 { byte, count } => {
                vec![("byte", own(&format!("0x{byte:02X}"))), ("count", (*count).into())]
            }
            Fault::NulByte { count } | Fault::HiddenCharacters { count } => vec![("count", (*count).into())],
            Fault::DuplicateId { id, other } | Fault::OldIdInUse { id, other } => {
                vec![("id", item(id)), ("other", self.place(other).into())]
            }
            Fault::DuplicateArea { id, other } => vec![("id", own(id)), ("other", self.place(other).into())],
            Fault::UnportableName { name, why } => {
                vec![("name", name.into()), ("why", self.unportable(why).into())]
            }
            Fault::LookAlikeReviewer { id, other } => {
                vec![("id", own(id.as_str())), ("other", own(other.as_str()))]
            }
            Fault::LookAlike { id, other } => vec![("id", item(id)), ("other", item(other))],
            Fault::DanglingRelated { id, nearest } => match &nearest[..] {
                [] => vec![("id", item(id))],
                [near, ..] => {
                    return self
                        .say_with("fault-dangling-related-near", &[("id", item(id)), ("near", item(near))]);
                }
            },
            Fault::BadCitation { text } => vec![("text", text.into())],
            Fault::DanglingCitation { citation }
            | Fault::UncitedClause { citation }
            | Fault::UncitedClauseHint { citation }
            | Fault::DuplicateClause { citation } => vec![("clause", own(&citation.to_string()))],
            Fault::MissingSource { file, citations } => {
                vec![("file", file.into()), ("count", (*citations).into())]
            }
            Fault::Uncited { id } | Fault::UncitedHint { id } => vec![("id", item(id))],
            Fault::UnknownRule { rule, known } => {
                vec![("rule", rule.into()), ("known", own(&known.join(", ")))]
            }
            Fault::StatusWithoutKey { status, free } => {
                let free = free.first().map_or_else(|| "…".to_owned(), char::to_string);
                vec![("status", status.into()), ("free", own(&free))]
            }
            Fault::TakenField { name } => vec![("name", name.into())],
            Fault::DuplicateReviewer { id } => vec![("id", own(id.as_str()))],
            Fault::RoleOfNobody { role } => vec![("role", role.into())],
            Fault::BadQuery { name, word } => vec![("name", name.into()), ("word", word.into())],
            Fault::DuplicateStatus { status } | Fault::UnknownStatus { status } => {
                vec![("status", status.into())]
            }
            Fault::StatusKeyTaken { status, key, free } if free.is_empty() => {
                let args = [("status", status.into()), ("key", key.into())];
                return self.say_with("fault-status-key-taken-none-free", &args);
            }
            Fault::StatusKeyTaken { status, key, free } => {
                let free: Vec<Shown> = free.iter().map(|c| Shown::of(&c.to_string())).collect();
                let free = Shown::join(&free, &Shown::own(" "));
                vec![("status", status.into()), ("key", key.into()), ("free", free.into())]
            }
            Fault::BadClause { line } => vec![("line", line.into())],
            Fault::ForeignReviewer { named } => vec![("named", named.into())],
            Fault::NewerFact { kind } => vec![("kind", kind.into())],
            Fault::NewerFingerprint { seen } => vec![("seen", seen.into())],
            Fault::SameFactId { id, other } => vec![("id", id.into()), ("other", self.place(other).into())],
            Fault::PublishedAged { status, now: Some(now) } => {
                return self
                    .say_with("fault-published-aged-now", &[("status", status.into()), ("now", now.into())]);
            }
            Fault::PublishedAged { status, now: None } => vec![("status", status.into())],
            Fault::BadCarry { field } => vec![("field", field.into())],
            Fault::BadCarryFigure { old, new } => {
                let side =
                    |figure: &Foreign| if figure.is_empty() { Shown::own("—") } else { figure.show() };
                vec![("old", side(old).into()), ("new", side(new).into())]
            }
            Fault::OrphanFact { item, candidates, .. } if candidates.is_empty() => vec![("id", item.into())],
            Fault::OrphanFact { item, candidates, .. } => {
                let mut ids: Vec<Shown> = candidates.iter().map(|id| Foreign::from(id).show()).collect();
                ids.dedup();
                let list = Shown::join(&ids, &self.say("list-separator"));
                return self
                    .say_with("fault-orphan-fact-several", &[("id", item.into()), ("items", list.into())]);
            }
            Fault::RecordsNotCheckedOut { file, records, items }
            | Fault::RecordsRemoved { file, records, items }
            | Fault::RecordsEdited { file, records, items }
            | Fault::RecordsLost { file, records, items } => {
                let items = self.some_items(items);
                vec![("file", file.into()), ("count", (*records).into()), ("items", items.into())]
            }
            Fault::RecordsTakenAway { commit, by, on, file, records, items } => {
                let items = self.some_items(items);
                vec![
                    ("commit", commit.into()),
                    ("by", by.show().one_line().into()),
                    ("on", on.into()),
                    ("file", file.into()),
                    ("count", (*records).into()),
                    ("items", items.into()),
                ]
            }
            Fault::LeadsElsewhere { to } => vec![("to", to.into())],
            Fault::SourceChanged { item: id, clause, reviewers } => {
                let who: Vec<Shown> = reviewers.iter().map(|id| Shown::of(id.as_str())).collect();
                let who = Shown::join(&who, &self.say("list-separator"));
                vec![("id", own(id.as_str())), ("clause", clause.into()), ("who", who.into())]
            }
            Fault::ReasonOwed { item: id, status } => {
                vec![("id", item(id)), ("status", status.into())]
            }
            Fault::NoMeeting { meeting } => vec![("meeting", meeting.into())],
            Fault::NoStrategy
            | Fault::NoRequiredRole
            | Fault::LinkOutside
            | Fault::NotAFile
            | Fault::Utf16
            | Fault::ConflictMarkers
            | Fault::ByteOrderMark
            | Fault::CarriageReturns
            | Fault::UnfinishedLine
            | Fault::BadReviewFileName
            | Fault::RecordsNotKnown
            | Fault::ForeignUndo
            | Fault::CarryUnproved => vec![],
        };
        self.say_with(&format!("fault-{}", fault.code()), &args)
    }

    /// Says why what is written is no date: there is no such day, it is a text, or something else.
    fn no_date(&self, key: &str, written: &Foreign) -> Shown {
        let mut args = vec![("key", own(key)), ("written", written.into())];
        match NoDay::of(written.raw()) {
            Some(NoDay::Month) => self.say_with("fault-bad-date-month", &args),
            Some(NoDay::Day { month, days }) => {
                args.extend([("month", own(&month)), ("days", days.into())]);
                self.say_with("fault-bad-date-day", &args)
            }
            None if key.is_empty() => self.say("fault-bad-date-here"),
            None if written.raw().starts_with(['"', '\'']) => self.say_with("fault-bad-date-quoted", &args),
            None => self.say_with("fault-bad-date", &args),
        }
    }

    /// Names some of the items on which there is no verdict, and says how many there are.
    fn some_items(&self, items: &[ItemId]) -> Shown {
        let ids: Vec<Shown> = items.iter().map(|id| Foreign::from(id).show()).collect();
        let some = Shown::join(ids.iter().take(SOME_ITEMS), &self.say("list-separator"));
        match ids.len() {
            0 => self.say("records-about-none"),
            count if count > SOME_ITEMS => {
                self.say_with("records-about-many", &[("items", some.into()), ("count", count.into())])
            }
            _ => some,
        }
    }

    /// Returns a place as `file:line`.
    pub fn place(&self, place: &Place) -> Shown {
        Shown::written(match place.line {
            0 => place.file.show().to_string(),
            line => format!("{}:{line}", place.file.show()),
        })
    }

    fn bad_id(&self, why: &BadId) -> Shown {
        match why {
            BadId::Empty => self.say("bad-id-empty"),
            BadId::Character(c) => {
                self.say_with("bad-id-character", &[("character", Shown::of(&c.to_string()).into())])
            }
            BadId::Form => self.say("bad-id-form"),
        }
    }

    fn unportable(&self, why: &Unportable) -> Shown {
        match why {
            Unportable::Device => self.say("unportable-device"),
            Unportable::Character(c) => {
                self.say_with("unportable-character", &[("character", Shown::of(&c.to_string()).into())])
            }
            Unportable::Ending => self.say("unportable-ending"),
            Unportable::Twin(other) => {
                self.say_with("unportable-twin", &[("other", Shown::of(other).into())])
            }
        }
    }

    /// Says what kind of value a key wants.
    fn wanted(&self, wanted: &'static str) -> Arg {
        let id = match wanted {
            "text" => "wanted-text",
            "true or false" => "wanted-boolean",
            "a whole number" => "wanted-whole",
            "a number" => "wanted-number",
            "text or a list of texts" => "wanted-list",
            "text, or a table of texts by language" => "wanted-localized",
            "a list of tables" => "wanted-tables",
            "a table with name, unit, baseline, target, now" => "wanted-metric",
            "a table with value and year" => "wanted-reading",
            "a year" => "wanted-year",
            "one character" => "wanted-character",
            "a table of fields" => "wanted-fields",
            "a table of queries" => "wanted-queries",
            "a table with label, type and covered" => "wanted-field",
            "a table with rule and required" => "wanted-verdict",
            _ => return Shown::own(wanted).into(),
        };
        self.say(id).into()
    }
}

fn own(text: &str) -> Arg {
    Shown::of(text).into()
}

fn item(id: &ItemId) -> Arg {
    Foreign::from(id).show().into()
}

fn megabytes(bytes: u64) -> Arg {
    Arg::Count(usize::try_from(bytes.div_ceil(1 << 20)).unwrap_or(usize::MAX))
}
