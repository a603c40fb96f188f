//! A reviewer's file, read line by line: what is not a whole fact is one problem with its line, and the others count.

mod meetings;

use std::collections::BTreeMap;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::SourceText;
use super::document::document;
use super::reading::{date, number, whole};
use crate::plan::{
    Citation, Fault, Field, FieldValue, ItemId, Localized, Place, Problem, Reading, ReviewerId, StatusId,
};
use crate::review::{
    Adopt, Carry, Deed, Fact, FactId, Fingerprint, Mark, Moment, Note, Pin, Reply, Resolve, Wording,
};
use crate::text::Foreign;

/// What a reviewer's file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReviewFile {
    pub facts: Vec<Fact>,
    pub problems: Vec<Problem>,
}

/// Reads the file of `reviewer`, whose id its name gives.
pub fn review_file(source: &SourceText, reviewer: &ReviewerId) -> ReviewFile {
    let mut file = ReviewFile::default();
    let mut newer_format = false;
    let mut offset = 0;
    for (number, line) in source.text.split_inclusive('\n').enumerate() {
        // Counted here, for a long file has a place for every line of it.
        let end = offset + line.trim_end().len();
        let place = Place { file: source.name.clone(), line: number + 1, column: 1, start: offset, end };
        offset += line.len();
        if !line.ends_with('\n') {
            // Never acknowledged, so never counted, even where it happens to be whole.
            file.problems.push(Problem { fault: Fault::UnfinishedLine, place });
            continue;
        }
        if let Some(problem) = source.unreadable_in(&place, offset) {
            file.problems.push(problem);
            continue;
        }
        if let Some(fault) = read_line(reviewer, line.trim_end(), &place, &mut file) {
            newer_format |= matches!(fault, Fault::NewerFormat { .. });
            file.problems.push(Problem { fault, place });
        }
    }
    if newer_format {
        // What a later format means by a fact cannot be known; that it is about an item can.
        for fact in &mut file.facts {
            fact.deed = Deed::Newer { kind: "newer-format".into(), item: fact.deed.item().cloned() };
        }
    }
    file
}

fn read_line(reviewer: &ReviewerId, line: &str, place: &Place, file: &mut ReviewFile) -> Option<Fault> {
    let line = line.trim_start_matches('\u{feff}').trim();
    if line.is_empty() || line.starts_with('#') || line == "[facts]" {
        return None;
    }
    if line.starts_with('[') {
        return Some(Fault::NotAFact { detail: Foreign::default() });
    }
    let (table, stumbles) = document(line);
    if let Some(stumble) = stumbles.first() {
        return Some(Fault::NotAFact { detail: stumble.why.detail().into() });
    }
    let Some((key, value)) = table.iter().next().filter(|_| table.len() == 1) else {
        return Some(Fault::NotAFact { detail: Foreign::default() });
    };
    match (key.get_ref().as_ref(), value.get_ref()) {
        ("format", format @ DeValue::Integer(_)) => {
            let format = whole(format).unwrap_or(i64::MAX);
            return (format > 1).then_some(Fault::NewerFormat { format });
        }
        ("reviewer", DeValue::String(named)) => {
            return (named != reviewer.as_str())
                .then(|| Fault::ForeignReviewer { named: named.as_ref().into() });
        }
        _ => {}
    }
    let fields = value.get_ref().as_table();
    let (Some(id), Some(fields)) = (FactId::parse(key.get_ref()), fields) else {
        return Some(Fault::NotAFact { detail: Foreign::default() });
    };
    let (deed, fault) = match deed(fields) {
        Ok(found) => found,
        Err(detail) => return Some(Fault::NotAFact { detail: detail.into() }),
    };
    let at = fields.get("at").and_then(|at| Moment::parse(&at.get_ref().as_datetime()?.to_string()));
    file.facts.push(Fact { id, by: reviewer.clone(), deed, at, place: place.clone() });
    fault
}

type Fields<'a> = DeTable<'a>;

/// Understands a fact by its first key, or says in a word what it lacks.
fn deed(fields: &Fields<'_>) -> Result<(Deed, Option<Fault>), &'static str> {
    let (kind, value) = fields.iter().min_by_key(|(key, _)| key.span().start).ok_or("empty")?;
    let kind = kind.get_ref().as_ref();
    let object = value.get_ref().as_str();
    let deed = match kind {
        "mark" => Deed::Mark(Mark {
            item: item(object)?,
            status: StatusId::new(text(fields, "status").ok_or("status")?),
            seen: text(fields, "seen").map(Fingerprint::recorded).ok_or("seen")?,
            read: wording(fields)?,
            covers: covers(fields)?,
            commit: text(fields, "commit").map(str::to_owned),
            above: above(fields),
            cited: cited(fields),
            role: text(fields, "role").map(Foreign::from),
            after: after(fields)?,
            on_behalf: on_behalf(fields)?,
            bulk: count(fields, "bulk"),
            unseen: flag(fields, "unseen"),
            meeting: meetings::meeting(fields),
        }),
        "confirm" => Deed::Confirm(reply(fields, object)?),
        "refuse" => Deed::Refuse(reply(fields, object)?),
        "note" => Deed::Note(Note {
            item: item(object)?,
            text: text(fields, "text").ok_or("text")?.into(),
            re: text(fields, "re").and_then(FactId::parse),
            seen: seen_by_note(fields)?,
            read: wording(fields)?,
            covers: covers(fields)?,
            quote: text(fields, "quote").map(Foreign::from),
            field: text(fields, "field").map(str::to_owned),
            missing: flag(fields, "missing"),
            on_behalf: text(fields, "for").and_then(|id| ReviewerId::parse(id).ok()),
            meeting: meetings::meeting(fields),
        }),
        "resolve" => Deed::Resolve(Resolve {
            of: object.and_then(FactId::parse).ok_or("resolve")?,
            item: item_or_plan(text(fields, "item"))?,
            text: text(fields, "text").map(Foreign::from),
            open: flag(fields, "open"),
            after: after(fields)?,
        }),
        "undo" => Deed::Undo { of: object.and_then(FactId::parse).ok_or("undo")? },
        "carry" => Deed::Carry(Carry {
            item: item(object)?,
            from: text(fields, "from").map(Fingerprint::recorded).ok_or("from")?,
            pin: pin(fields)?,
            fields: carried(fields)?,
            role: text(fields, "role").map(Foreign::from),
            text: text(fields, "text").map(Foreign::from),
            after: after(fields)?,
        }),
        "adopt" => Deed::Adopt(Adopt {
            item: item(object)?,
            pin: pin(fields)?,
            until: day(fields, "until").ok_or("until")?,
            status: text(fields, "status").map(StatusId::new),
            text: text(fields, "text").map(Foreign::from),
            after: after(fields)?,
        }),
        "meeting" => match meetings::step(object, fields)? {
            Some(step) => Deed::Meeting(step),
            None => return Ok(newer(kind, object, fields)),
        },
        "outcome" => Deed::Outcome(meetings::outcome(object, fields)?),
        "action" => Deed::Action(meetings::action(object, fields)?),
        "park" => Deed::Park(meetings::park(object, fields)?),
        _ => return Ok(newer(kind, object, fields)),
    };
    Ok((deed, None))
}

/// Keeps what this version does not know. Its item is what it is about, or stands beside the fact or word it is about.
fn newer(kind: &str, object: Option<&str>, fields: &Fields<'_>) -> (Deed, Option<Fault>) {
    let item = object.filter(|text| ItemId::parse(text).is_ok()).or(text(fields, "item"));
    let item = item.and_then(|id| ItemId::parse(id).ok());
    (Deed::Newer { kind: kind.into(), item }, Some(Fault::NewerFact { kind: kind.into() }))
}

/// Only changes of these fields can be declared to be of wording only.
fn carried(fields: &Fields<'_>) -> Result<Vec<String>, &'static str> {
    let named = texts(fields, "fields").ok_or("fields")?;
    let is_wording = |name: &String| [Field::Title.name(), Field::Text.name()].contains(&name.as_str());
    if named.iter().all(is_wording) { Ok(named) } else { Err("fields") }
}

/// Reads which wording a fact is about that must be about one.
fn pin(fields: &Fields<'_>) -> Result<Pin, &'static str> {
    Ok(Pin {
        seen: text(fields, "seen").map(Fingerprint::recorded).ok_or("seen")?,
        read: wording(fields)?,
        covers: covers(fields)?,
        commit: text(fields, "commit").map(str::to_owned),
    })
}

fn reply(fields: &Fields<'_>, object: Option<&str>) -> Result<Reply, &'static str> {
    Ok(Reply {
        of: object.and_then(FactId::parse).ok_or("fact")?,
        item: item(text(fields, "item"))?,
        role: text(fields, "role").map(Foreign::from),
        text: text(fields, "text").map(Foreign::from),
    })
}

/// Whose mark it is must be known, or it would count as the writer's own.
fn on_behalf(fields: &Fields<'_>) -> Result<Option<ReviewerId>, &'static str> {
    let Some(value) = fields.get("for") else { return Ok(None) };
    value.get_ref().as_str().and_then(|id| ReviewerId::parse(id).ok()).ok_or("for").map(Some)
}

fn text<'a>(fields: &'a Fields<'_>, key: &str) -> Option<&'a str> {
    fields.get(key)?.get_ref().as_str()
}

fn flag(fields: &Fields<'_>, key: &str) -> bool {
    fields.get(key).and_then(|flag| flag.get_ref().as_bool()).unwrap_or(false)
}

fn count<N: TryFrom<i64>>(fields: &Fields<'_>, key: &str) -> Option<N> {
    whole(fields.get(key)?.get_ref()).and_then(|count| count.try_into().ok())
}

fn day(fields: &Fields<'_>, key: &str) -> Option<Date> {
    date(fields.get(key)?.get_ref())
}

fn texts(fields: &Fields<'_>, key: &str) -> Option<Vec<String>> {
    strings(fields.get(key)?)
}

fn item(object: Option<&str>) -> Result<ItemId, &'static str> {
    object.and_then(|id| ItemId::parse(id).ok()).ok_or("item")
}

/// An item, or, where the text is empty, the plan as a whole.
fn item_or_plan(object: Option<&str>) -> Result<Option<ItemId>, &'static str> {
    if object == Some("") { Ok(None) } else { item(object).map(Some) }
}

fn covers(fields: &Fields<'_>) -> Result<Option<Vec<String>>, &'static str> {
    let Some(value) = fields.get("covers") else { return Ok(None) };
    strings(value).ok_or("covers").map(Some)
}

/// What is no list of fingerprints says nothing of the items above, and the mark is a mark all the same.
fn above(fields: &Fields<'_>) -> Vec<Fingerprint> {
    texts(fields, "above").unwrap_or_default().into_iter().map(Fingerprint::recorded).collect()
}

fn seen_by_note(fields: &Fields<'_>) -> Result<Option<Fingerprint>, &'static str> {
    let Some(value) = fields.get("seen") else { return Ok(None) };
    value.get_ref().as_str().map(Fingerprint::recorded).ok_or("seen").map(Some)
}

/// What cannot be read of it is left out: it says nothing of the mark itself.
fn cited(fields: &Fields<'_>) -> BTreeMap<Citation, Fingerprint> {
    let Some(table) = fields.get("cited").and_then(|value| value.get_ref().as_table()) else {
        return BTreeMap::new();
    };
    let pairs = table.iter().filter_map(|(clause, said)| {
        Some((Citation::parse(clause.get_ref())?, Fingerprint::recorded(said.get_ref().as_str()?)))
    });
    pairs.collect()
}

/// One id, or a list where one mark replaces several concurrent ones.
fn after(fields: &Fields<'_>) -> Result<Vec<FactId>, &'static str> {
    let Some(value) = fields.get("after") else { return Ok(Vec::new()) };
    let named = match value.get_ref().as_str() {
        Some(one) => Some(vec![one.to_owned()]),
        None => strings(value),
    };
    named.and_then(|ids| ids.iter().map(|id| FactId::parse(id)).collect()).ok_or("after")
}

fn strings(value: &Spanned<DeValue<'_>>) -> Option<Vec<String>> {
    value.get_ref().as_array()?.iter().map(|entry| entry.get_ref().as_str().map(str::to_owned)).collect()
}

fn wording(fields: &Fields<'_>) -> Result<Option<Wording>, &'static str> {
    let Some(value) = fields.get("read") else { return Ok(None) };
    let read = value.get_ref().as_table().and_then(|table| {
        let fields = table.iter().map(|(name, value)| {
            let name = name.get_ref().to_string();
            let value = recorded(&Field::named(&name), value.get_ref())?;
            Some((name, value))
        });
        fields.collect::<Option<BTreeMap<_, _>>>()
    });
    read.map(Wording::new).ok_or("read").map(Some)
}

/// Returns what a record holds in a field: the counterpart of writing a wording.
fn recorded(field: &Field, value: &DeValue<'_>) -> Option<FieldValue> {
    let foreign = |value: &DeValue<'_>| value.as_str().map(Foreign::from);
    match value {
        DeValue::String(text) => Some(FieldValue::Text(Foreign::new(text.clone()))),
        DeValue::Array(list) => {
            list.iter().map(|entry| foreign(entry.get_ref())).collect::<Option<_>>().map(FieldValue::List)
        }
        DeValue::Datetime(_) => date(value).map(FieldValue::Date),
        DeValue::Integer(_) | DeValue::Float(_) => number(value).map(FieldValue::Number),
        DeValue::Table(table) if *field == Field::MetricTarget => {
            let name = table.get("name").and_then(|name| localized(name.get_ref())).unwrap_or_default();
            let unit = table.get("unit").and_then(|unit| foreign(unit.get_ref()));
            let value = table.get("value").and_then(|value| number(value.get_ref()))?;
            let year = count(table, "year");
            Some(FieldValue::Target { name, unit, reading: Reading { value, year } })
        }
        DeValue::Table(_) => localized(value).map(FieldValue::Localized),
        DeValue::Boolean(_) => None,
    }
}

fn localized(value: &DeValue<'_>) -> Option<Localized> {
    let mut texts: Vec<_> = value.as_table()?.iter().collect();
    // In the order they are written.
    texts.sort_by_key(|(tag, _)| tag.span().start);
    let texts: Option<Vec<_>> = texts
        .into_iter()
        .map(|(tag, text)| Some((tag.get_ref().to_string(), Foreign::from(text.get_ref().as_str()?))))
        .collect();
    texts.map(Localized::new)
}
