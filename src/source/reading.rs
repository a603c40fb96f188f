//! Takes the keys of one TOML table apart, and keeps account of what is wrong with them.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::SourceText;
use super::document::{NotToml, document};
use crate::plan::{
    Citation, Fault, ItemId, Level, Lines, Localized, Metric, Number, Place, Problem, Reading, calendar,
};
use crate::text::Foreign;

/// How many places where a file is not TOML are told: an array that is never closed makes every line after it one.
const MOST_STUMBLES: usize = 5;

/// Parses the whole of `source`; the problems say where it is not TOML.
pub(super) fn parse(source: &SourceText) -> (DeTable<'_>, Vec<Problem>) {
    let (table, stumbles) = document(&source.text);
    let lines = source.lines();
    let mut problems: Vec<Problem> = stumbles
        .into_iter()
        .map(|stumble| {
            let place = stumble.span.map_or_else(|| Place::file(&source.name), |span| lines.place(span));
            let fault = match stumble.why {
                NotToml::NoSuchTime => Fault::BadDate { key: String::new(), written: lines.written(&place) },
                why => Fault::NotToml { detail: why.detail().into() },
            };
            Problem { fault, place }
        })
        .collect();
    // One broken line makes the parser stumble several times; the first stumble of a line is the one that explains.
    let leaves_readable = |problem: &Problem| !is_broken(std::slice::from_ref(problem));
    problems.sort_by_cached_key(|one| (one.place.line, leaves_readable(one), one.place.clone()));
    problems.dedup_by_key(|problem| problem.place.line);
    let mut broken = 0;
    problems.retain(|problem| {
        broken += usize::from(!leaves_readable(problem));
        leaves_readable(problem) || broken <= MOST_STUMBLES
    });
    (table, problems)
}

/// Tells whether the file as a whole could not be read.
pub(super) fn is_broken(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| matches!(problem.fault, Fault::NotToml { .. }))
}

/// Drops what is said twice: on a line that is not TOML, what the parser put in its place explains nothing, nor does what
/// it says of bytes that are no text; and of a value, an error of the key that asked for it says more than that there is
/// no such date.
pub(super) fn drop_echoes(problems: &mut Vec<Problem>) {
    let line = |problem: &Problem| problem.place.line;
    let of_parser =
        |problem: &Problem| matches!(&problem.fault, Fault::BadDate { key, .. } if key.is_empty());
    let broken: BTreeSet<usize> =
        problems.iter().filter(|one| is_broken(std::slice::from_ref(one))).map(line).collect();
    let no_text: BTreeSet<usize> =
        problems.iter().filter(|one| one.fault.is_of_encoding()).map(line).collect();
    let is_error = |problem: &&Problem| problem.level() == Level::Error && !of_parser(problem);
    let start = |problem: &Problem| problem.place.start;
    let explained: BTreeSet<usize> = problems.iter().filter(is_error).map(start).collect();
    problems.retain(|problem| match &problem.fault {
        Fault::NotToml { .. } => !no_text.contains(&line(problem)),
        fault if fault.is_of_encoding() => true,
        Fault::HiddenCharacters { .. } | Fault::CarriageReturns | Fault::ByteOrderMark => true,
        _ if of_parser(problem) => !explained.contains(&start(problem)),
        _ => !broken.contains(&line(problem)),
    });
}

/// One table being read.
pub(super) struct Reader<'a> {
    pub(super) lines: &'a Lines<'a>,
    table: &'a DeTable<'a>,
    /// Where the table itself stands, for what it lacks.
    span: Range<usize>,
    /// Put before a key in problems: `baseline.` for the keys of a baseline.
    prefix: &'static str,
    languages: &'a [String],
    asked: BTreeSet<String>,
    pub(super) problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        lines: &'a Lines<'a>,
        table: &'a DeTable<'a>,
        span: Range<usize>,
        languages: &'a [String],
    ) -> Self {
        Self { lines, table, span, prefix: "", languages, asked: BTreeSet::new(), problems: Vec::new() }
    }

    pub(super) fn place(&self) -> Place {
        self.lines.place(self.span.clone())
    }

    pub(super) fn report(&mut self, fault: Fault, span: Range<usize>) {
        self.problems.push(Problem { fault, place: self.lines.place(span) });
    }

    /// Returns the value of `key`, and remembers that the key is known.
    pub(super) fn raw(&mut self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.insert(key.to_owned());
        self.table.get(key)
    }

    /// Returns the value of `key` as `wanted`, if it is there; reports it where it is something else.
    pub(super) fn typed<T>(
        &mut self,
        key: &str,
        wanted: &'static str,
        read: impl FnOnce(&'a DeValue<'a>) -> Option<T>,
    ) -> Option<T> {
        let value = self.raw(key)?;
        let read = read(value.get_ref());
        if read.is_none() {
            self.report(Fault::WrongType { key: format!("{}{key}", self.prefix), wanted }, value.span());
        }
        read
    }

    pub(super) fn string(&mut self, key: &str) -> Option<&'a str> {
        self.typed(key, "text", DeValue::as_str)
    }

    pub(super) fn foreign(&mut self, key: &str) -> Option<Foreign> {
        self.string(key).map(Foreign::from)
    }

    pub(super) fn required(&mut self, key: &str) -> Option<&'a str> {
        let found = self.string(key);
        self.demand(key);
        found
    }

    /// Returns where the value of `key` stands.
    pub(super) fn place_of(&mut self, key: &str) -> Option<Place> {
        self.raw(key).map(|value| self.lines.place(value.span()))
    }

    /// Reports `key` as missing where it is.
    pub(super) fn demand(&mut self, key: &str) {
        if self.raw(key).is_none() {
            self.report(Fault::MissingKey { key: format!("{}{key}", self.prefix) }, self.span.clone());
        }
    }

    pub(super) fn boolean(&mut self, key: &str) -> Option<bool> {
        self.typed(key, "true or false", DeValue::as_bool)
    }

    pub(super) fn whole(&mut self, key: &str) -> Option<i64> {
        self.typed(key, "a whole number", whole)
    }

    pub(super) fn number(&mut self, key: &str) -> Option<Number> {
        self.typed(key, "a number", number)
    }

    /// Returns one text or a list of texts as a list.
    pub(super) fn list(&mut self, key: &str) -> Vec<Foreign> {
        let spanned = self.spanned_list(key);
        spanned.into_iter().map(|(text, _)| Foreign::from(text)).collect()
    }

    pub(super) fn spanned_list(&mut self, key: &str) -> Vec<(&'a str, Range<usize>)> {
        let span = self.raw(key).map_or(0..0, Spanned::span);
        self.typed(key, "text or a list of texts", |value| match value {
            DeValue::String(one) => Some(vec![(&**one, span)]),
            DeValue::Array(list) => {
                list.iter().map(|entry| entry.get_ref().as_str().map(|text| (text, entry.span()))).collect()
            }
            _ => None,
        })
        .unwrap_or_default()
    }

    pub(super) fn date(&mut self, key: &str) -> Option<Date> {
        let value = self.raw(key)?;
        let date = date(value.get_ref());
        if date.is_none() {
            let place = self.lines.place(value.span());
            let written = self.lines.written(&place);
            let fault = Fault::BadDate { key: format!("{}{key}", self.prefix), written };
            self.problems.push(Problem { fault, place });
        }
        date
    }

    /// Returns one of `allowed`, found by name.
    pub(super) fn word<T: Copy>(
        &mut self,
        key: &str,
        allowed: &[T],
        name: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let text = self.string(key)?;
        let found = allowed.iter().copied().find(|&one| name(one) == text);
        if found.is_none() {
            let span = self.raw(key).map_or(0..0, Spanned::span);
            let allowed = allowed.iter().map(|&one| name(one).to_owned()).collect();
            self.report(Fault::BadWord { key: key.to_owned(), word: text.into(), allowed }, span);
        }
        found
    }

    /// Returns a text in several languages; a plain string is in the first.
    pub(super) fn localized(&mut self, key: &str) -> Option<Localized> {
        let value = self.raw(key)?;
        match value.get_ref() {
            DeValue::String(text) => {
                let first = self.languages.first().map_or("zh", String::as_str);
                Some(Localized::new(vec![(first.to_owned(), Foreign::new(text.clone()))]))
            }
            DeValue::Table(table) => self.languages_of(key, table),
            _ => {
                let wanted = "text, or a table of texts by language";
                self.report(Fault::WrongType { key: format!("{}{key}", self.prefix), wanted }, value.span());
                None
            }
        }
    }

    fn languages_of(&mut self, key: &str, table: &'a DeTable<'a>) -> Option<Localized> {
        let mut texts = Vec::new();
        for (tag, value) in table {
            let Some(text) = value.get_ref().as_str() else {
                let key = format!("{}{key}.{}", self.prefix, tag.get_ref());
                self.report(Fault::WrongType { key, wanted: "text" }, value.span());
                return None;
            };
            if !self.languages.iter().any(|known| known == tag.get_ref()) {
                self.report(
                    Fault::UnknownLanguage { language: Foreign::new(tag.get_ref().clone()) },
                    tag.span(),
                );
            }
            texts.push((tag.get_ref().to_string(), Foreign::from(text)));
        }
        let place = |tag: &str| self.languages.iter().position(|known| known == tag).unwrap_or(usize::MAX);
        texts.sort_by(|a, b| (place(&a.0), &a.0).cmp(&(place(&b.0), &b.0)));
        (!texts.is_empty()).then(|| Localized::new(texts))
    }

    pub(super) fn ids(&mut self, key: &str) -> Vec<ItemId> {
        let mut ids = Vec::new();
        for (text, span) in self.spanned_list(key) {
            match ItemId::parse(text) {
                Ok(id) => ids.push(id),
                Err(why) => self.report(Fault::BadId { id: text.into(), why }, span),
            }
        }
        ids
    }

    pub(super) fn citations(&mut self, key: &str) -> Vec<Citation> {
        let mut citations = Vec::new();
        for (text, span) in self.spanned_list(key) {
            match Citation::parse(text) {
                Some(citation) => citations.push(citation),
                None => self.report(Fault::BadCitation { text: text.into() }, span),
            }
        }
        citations
    }

    pub(super) fn metric(&mut self, key: &str) -> Option<Metric> {
        let mut inner = self.inside(key, "a table with name, unit, baseline, target, now", "metric.")?;
        let metric = Metric {
            name: inner.localized("name").unwrap_or_default(),
            unit: inner.foreign("unit"),
            baseline: inner.reading("baseline", "metric.baseline."),
            target: inner.reading("target", "metric.target."),
            now: inner.reading("now", "metric.now."),
        };
        inner.demand("name");
        self.problems.extend(inner.finish());
        Some(metric)
    }

    fn reading(&mut self, key: &str, prefix: &'static str) -> Option<Reading> {
        let mut inner = self.inside(key, "a table with value and year", prefix)?;
        inner.demand("value");
        let value = inner.number("value");
        let year = inner.typed("year", "a year", |value| {
            i16::try_from(whole(value)?).ok().filter(|year| (1..=9999).contains(year))
        });
        self.problems.extend(inner.finish());
        value.map(|value| Reading { value, year })
    }

    fn inside(&mut self, key: &str, wanted: &'static str, prefix: &'static str) -> Option<Self> {
        let span = self.raw(key)?.span();
        let table = self.typed(key, wanted, DeValue::as_table)?;
        Some(Self { prefix, ..Self::new(self.lines, table, span, self.languages) })
    }

    /// Returns the tables of an array `[[key]]`, each with its place.
    pub(super) fn tables(&mut self, key: &str) -> Vec<(&'a DeTable<'a>, Range<usize>)> {
        self.typed(key, "a list of tables", |value| {
            let list = value.as_array()?.iter();
            list.map(|entry| entry.get_ref().as_table().map(|table| (table, entry.span()))).collect()
        })
        .unwrap_or_default()
    }

    /// Ends the reading: whatever key was not asked for is unknown.
    pub(super) fn finish(mut self) -> Vec<Problem> {
        for key in self.table.keys().filter(|key| !self.asked.contains(key.get_ref().as_ref())) {
            let near = self.asked.iter().map(|known| (strsim::jaro_winkler(known, key.get_ref()), known));
            let near = near.filter(|(likeness, _)| *likeness > 0.8).max_by(|a, b| a.0.total_cmp(&b.0));
            let fault = Fault::UnknownKey {
                key: Foreign::new(format!("{}{}", self.prefix, key.get_ref())),
                nearest: near.map(|(_, known)| known.clone()),
            };
            self.problems.push(Problem { fault, place: self.lines.place(key.span()) });
        }
        self.problems
    }
}

pub(super) fn whole(value: &DeValue<'_>) -> Option<i64> {
    let whole = value.as_integer()?;
    i64::from_str_radix(whole.as_str(), whole.radix()).ok()
}

pub(super) fn number(value: &DeValue<'_>) -> Option<Number> {
    match value {
        DeValue::Integer(_) => whole(value).map(Number::Whole),
        DeValue::Float(decimal) => {
            let read: f64 = decimal.as_str().parse().ok()?;
            read.is_finite().then_some(Number::Decimal(read))
        }
        _ => None,
    }
}

/// Returns a calendar date; a date with a time is none.
pub(super) fn date(value: &DeValue<'_>) -> Option<Date> {
    let written = value.as_datetime()?;
    let (Some(day), None, None) = (written.date, written.time, written.offset) else { return None };
    calendar::date(i16::try_from(day.year).ok()?, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?)
}
