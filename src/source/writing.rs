//! One fact as one line of TOML 1.0. Writes everything a fact says, and nothing that is not in it.

use std::fmt::Write as _;

use jiff::civil::Date;
use toml_writer::{TomlKeyBuilder, TomlStringBuilder, TomlWrite as _};

use crate::plan::{FieldValue, ItemId, Localized, Number, ReviewerId, StatusId};
use crate::review::{Agenda, Deed, Fact, FactId, Fingerprint, Pin, Reply, Step, Votes, Wording};
use crate::text::{Foreign, hidden};

/// Returns the first lines of a reviewer's file.
pub fn review_file_head(reviewer: &ReviewerId) -> String {
    format!("format = 1\nreviewer = {}\n\n[facts]\n", quoted(reviewer.as_str()))
}

/// Returns `fact` as a line, with its line end.
pub fn fact_line(fact: &Fact) -> String {
    let mut fields = Fields::default();
    match &fact.deed {
        Deed::Mark(mark) => {
            fields.text("mark", mark.item.as_str());
            fields.text("status", mark.status.as_str());
            fields.seen(Some(&mark.seen), mark.read.as_ref(), mark.covers.as_deref());
            fields.optional("commit", mark.commit.as_deref());
            if !mark.above.is_empty() {
                fields.list("above", mark.above.iter().map(Fingerprint::as_str));
            }
            if !mark.cited.is_empty() {
                let mut clauses = Fields::default();
                for (clause, said) in &mark.cited {
                    clauses.text(&clause.to_string(), said.as_str());
                }
                fields.value("cited", &clauses.table());
            }
            fields.optional("role", mark.role.as_ref().map(Foreign::raw));
            fields.after(&mark.after);
            fields.optional("for", mark.on_behalf.as_ref().map(ReviewerId::as_str));
            fields.count("bulk", mark.bulk);
            fields.flag("unseen", mark.unseen);
            fields.meeting(mark.meeting.as_ref());
        }
        Deed::Confirm(reply) => fields.reply("confirm", reply),
        Deed::Refuse(reply) => fields.reply("refuse", reply),
        Deed::Note(note) => {
            fields.text("note", note.item.as_str());
            fields.text("text", note.text.raw());
            fields.optional("re", note.re.as_ref().map(FactId::as_str));
            fields.seen(note.seen.as_ref(), note.read.as_ref(), note.covers.as_deref());
            fields.optional("field", note.field.as_deref());
            fields.optional("quote", note.quote.as_ref().map(Foreign::raw));
            fields.flag("missing", note.missing);
            fields.optional("for", note.on_behalf.as_ref().map(ReviewerId::as_str));
            fields.meeting(note.meeting.as_ref());
        }
        Deed::Resolve(resolve) => {
            fields.text("resolve", resolve.of.as_str());
            fields.text("item", resolve.item.as_ref().map_or("", ItemId::as_str));
            fields.optional("text", resolve.text.as_ref().map(Foreign::raw));
            fields.flag("open", resolve.open);
            fields.after(&resolve.after);
        }
        Deed::Carry(carry) => {
            fields.text("carry", carry.item.as_str());
            fields.text("from", carry.from.as_str());
            fields.pin(&carry.pin);
            fields.list("fields", carry.fields.iter().map(String::as_str));
            fields.optional("role", carry.role.as_ref().map(Foreign::raw));
            fields.optional("text", carry.text.as_ref().map(Foreign::raw));
            fields.after(&carry.after);
        }
        Deed::Adopt(adopt) => {
            fields.text("adopt", adopt.item.as_str());
            fields.pin(&adopt.pin);
            fields.value("until", &adopt.until.to_string());
            fields.optional("status", adopt.status.as_ref().map(StatusId::as_str));
            fields.optional("text", adopt.text.as_ref().map(Foreign::raw));
            fields.after(&adopt.after);
        }
        Deed::Meeting(step) => fields.step(step),
        Deed::Outcome(outcome) => {
            fields.text("outcome", outcome.item.as_str());
            fields.pin(&outcome.pin);
            fields.meeting(Some(&outcome.meeting));
            fields.text("status", outcome.status.as_str());
            if let Some(Votes { yes, no, abstain }) = &outcome.votes {
                fields.value("votes", &format!("{{ yes = {yes}, no = {no}, abstain = {abstain} }}"));
            }
            fields.optional("text", outcome.text.as_ref().map(Foreign::raw));
            fields.after(&outcome.after);
        }
        Deed::Action(action) => {
            fields.text("action", action.item.as_ref().map_or("", ItemId::as_str));
            fields.text("text", action.text.raw());
            fields.several("owner", &action.owner);
            fields.day("due", action.due);
            fields.optional("re", action.re.as_ref().map(FactId::as_str));
            fields.meeting(action.meeting.as_ref());
            fields.after(&action.after);
        }
        Deed::Park(park) => {
            fields.text("park", park.item.as_str());
            fields.meeting(Some(&park.meeting));
            fields.optional("text", park.text.as_ref().map(Foreign::raw));
            fields.day("until", park.until);
            fields.after(&park.after);
        }
        Deed::Undo { of } => fields.text("undo", of.as_str()),
        Deed::Newer { kind, item } => fields.text(kind.raw(), item.as_ref().map_or("", |item| item.as_str())),
    }
    if let Some(at) = &fact.at {
        fields.value("at", at.as_str());
    }
    format!("{} = {}\n", fact.id.as_str(), fields.table())
}

/// The fields of an inline table in the order they are to be read.
#[derive(Default)]
struct Fields(Vec<String>);

impl Fields {
    fn value(&mut self, key: &str, value: &str) {
        self.0.push(format!("{} = {value}", name(key)));
    }

    fn text(&mut self, key: &str, text: &str) {
        self.value(key, &quoted(text));
    }

    fn optional(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    fn list<'a>(&mut self, key: &str, texts: impl Iterator<Item = &'a str>) {
        self.value(key, &list(texts));
    }

    fn flag(&mut self, key: &str, holds: bool) {
        if holds {
            self.value(key, "true");
        }
    }

    fn count(&mut self, key: &str, count: Option<impl ToString>) {
        if let Some(count) = count {
            self.value(key, &count.to_string());
        }
    }

    fn day(&mut self, key: &str, day: Option<Date>) {
        if let Some(day) = day {
            self.value(key, &day.to_string());
        }
    }

    /// A list of texts, left out where it is empty.
    fn several(&mut self, key: &str, texts: &[Foreign]) {
        if !texts.is_empty() {
            self.list(key, texts.iter().map(Foreign::raw));
        }
    }

    fn meeting(&mut self, meeting: Option<&FactId>) {
        self.optional("in", meeting.map(FactId::as_str));
    }

    fn pin(&mut self, pin: &Pin) {
        self.seen(Some(&pin.seen), pin.read.as_ref(), pin.covers.as_deref());
        self.optional("commit", pin.commit.as_deref());
    }

    fn agenda(&mut self, agenda: &Agenda) {
        self.list("agenda", agenda.items.iter().map(ItemId::as_str));
        if !agenda.minutes.is_empty() {
            let mut minutes = Self::default();
            for (item, planned) in &agenda.minutes {
                minutes.value(item.as_str(), &planned.to_string());
            }
            self.value("minutes", &minutes.table());
        }
    }

    fn step(&mut self, step: &Step) {
        let word = match step {
            Step::Begin(_) => "begin",
            Step::Agenda { .. } => "agenda",
            Step::Present { .. } => "present",
            Step::Item { .. } => "item",
            Step::Pause { .. } => "pause",
            Step::Resume { .. } => "resume",
            Step::End { .. } => "end",
        };
        self.text("meeting", word);
        self.meeting(step.meeting());
        match step {
            Step::Begin(begin) => {
                self.optional("title", begin.title.as_ref().map(Foreign::raw));
                self.optional("query", begin.query.as_ref().map(Foreign::raw));
                self.agenda(&begin.agenda);
                self.count("planned", begin.planned);
                self.several("present", &begin.present);
                self.optional("place", begin.place.as_ref().map(Foreign::raw));
                self.optional("chair", begin.chair.as_ref().map(ReviewerId::as_str));
            }
            Step::Agenda { agenda, .. } => self.agenda(agenda),
            Step::Present { present, .. } => self.list("present", present.iter().map(Foreign::raw)),
            Step::Item { item, .. } => self.text("item", item.as_str()),
            Step::Pause { text, .. } | Step::Resume { text, .. } | Step::End { text, .. } => {
                self.optional("text", text.as_ref().map(Foreign::raw));
            }
        }
        self.after(step.after());
    }

    fn reply(&mut self, kind: &str, reply: &Reply) {
        self.text(kind, reply.of.as_str());
        self.text("item", reply.item.as_str());
        self.optional("role", reply.role.as_ref().map(Foreign::raw));
        self.optional("text", reply.text.as_ref().map(Foreign::raw));
    }

    /// One name, or a list where several facts are replaced.
    fn after(&mut self, after: &[FactId]) {
        match after {
            [] => {}
            [one] => self.text("after", one.as_str()),
            several => self.list("after", several.iter().map(FactId::as_str)),
        }
    }

    fn seen(&mut self, seen: Option<&Fingerprint>, read: Option<&Wording>, covers: Option<&[String]>) {
        self.optional("seen", seen.map(Fingerprint::as_str));
        if let Some(covers) = covers {
            self.list("covers", covers.iter().map(String::as_str));
        }
        if let Some(read) = read {
            let mut inner = Self::default();
            for (name, said) in read.iter() {
                inner.value(name, &value(said));
            }
            self.value("read", &inner.table());
        }
    }

    fn table(self) -> String {
        format!("{{ {} }}", self.0.join(", "))
    }
}

/// Returns what a field says as a value on one line.
pub(super) fn value(said: &FieldValue) -> String {
    match said {
        FieldValue::Localized(texts) => localized(texts),
        FieldValue::Text(text) => quoted(text.raw()),
        FieldValue::List(texts) => list(texts.iter().map(Foreign::raw)),
        FieldValue::Date(date) => date.to_string(),
        FieldValue::Number(number) => number_of(*number),
        FieldValue::Target { name, unit, reading } => {
            let mut fields = Fields::default();
            if !name.is_empty() {
                fields.value("name", &localized(name));
            }
            fields.optional("unit", unit.as_ref().map(Foreign::raw));
            fields.value("value", &number_of(reading.value));
            if let Some(year) = reading.year {
                fields.value("year", &year.to_string());
            }
            fields.table()
        }
    }
}

/// Writes a whole number that no TOML reader has room for with a point.
fn number_of(number: Number) -> String {
    let digits = number.to_string();
    if digits.contains('.') || digits.parse::<i64>().is_ok() { digits } else { format!("{digits}.0") }
}

fn localized(texts: &Localized) -> String {
    let mut fields = Fields::default();
    for (tag, text) in texts.iter() {
        fields.text(tag, text.raw());
    }
    fields.table()
}

fn list<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    format!("[{}]", texts.map(quoted).collect::<Vec<_>>().join(", "))
}

/// Returns `key` as it is written, in quotes where it needs them.
pub(super) fn name(key: &str) -> String {
    let mut written = String::new();
    let builder = TomlKeyBuilder::new(key);
    written
        .key(builder.as_unquoted().unwrap_or_else(|| builder.as_basic()))
        .expect("a String takes all that is written");
    visible(&written)
}

/// Returns `text` as a basic string on one line.
fn quoted(text: &str) -> String {
    let mut written = String::new();
    written.value(TomlStringBuilder::new(text).as_basic()).expect("a String takes all that is written");
    visible(&written)
}

/// Escapes what a reader could not see, so that `git diff` shows it.
fn visible(written: &str) -> String {
    let mut clean = String::with_capacity(written.len());
    let mut from = 0;
    for (at, unseen) in hidden(written) {
        clean.push_str(written.get(from..at).unwrap_or_default());
        write!(clean, "\\U{:08X}", u32::from(unseen)).expect("a String takes all that is written");
        from = at + unseen.len_utf8();
    }
    clean.push_str(written.get(from..).unwrap_or_default());
    clean
}
