//! A TOML text as a tree, with every place where it is not TOML.
//!
//! The parser reads the form of a number and leaves its value to whoever asks for it, so a number that nobody asks for
//! would pass unread. Here every scalar is looked at once, for every file the program reads.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A place where a text is not TOML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stumble {
    /// The bytes; `None` where the parser does not say.
    pub span: Option<Range<usize>>,
    pub why: NotToml,
}

/// Why a text is not TOML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotToml {
    /// What the parser says, in English.
    Form(String),
    /// A date or time that does not exist. The text is readable but for this value.
    NoSuchTime,
    /// A number without digits, or one that TOML cannot hold.
    BadNumber,
}

impl NotToml {
    /// Returns the reason in English, as the parser says its own.
    pub fn detail(&self) -> &str {
        match self {
            Self::Form(detail) => detail,
            Self::NoSuchTime => "invalid date or time",
            Self::BadNumber => "invalid number, or one of more than 64 bits",
        }
    }
}

/// Parses `text`. What could be understood is in the table; the stumbles come in the order of the text.
pub fn document(text: &str) -> (DeTable<'_>, Vec<Stumble>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let table = table.into_inner();
    let mut stumbles = Vec::new();
    of_table(&table, &mut stumbles);
    let known: Vec<Range<usize>> = stumbles.iter().filter_map(|stumble| stumble.span.clone()).collect();
    let is_known =
        |span: &Range<usize>| known.iter().any(|known| known.start <= span.start && span.end <= known.end);
    for error in errors {
        let span = error.span();
        if !span.as_ref().is_some_and(is_known) {
            stumbles.push(Stumble { span, why: NotToml::Form(error.message().to_owned()) });
        }
    }
    stumbles.sort_by_key(|stumble| stumble.span.as_ref().map(|span| (span.start, span.end)));
    (table, stumbles)
}

fn of_table(table: &DeTable<'_>, stumbles: &mut Vec<Stumble>) {
    for (_, value) in table {
        of_value(value, stumbles);
    }
}

fn of_value(value: &Spanned<DeValue<'_>>, stumbles: &mut Vec<Stumble>) {
    let why = match value.get_ref() {
        DeValue::Table(table) => return of_table(table, stumbles),
        DeValue::Array(list) => return list.iter().for_each(|entry| of_value(entry, stumbles)),
        // What the parser puts in the place of a time that does not exist.
        DeValue::Datetime(moment) if moment.date.is_none() && moment.time.is_none() => NotToml::NoSuchTime,
        DeValue::Integer(whole) if i64::from_str_radix(whole.as_str(), whole.radix()).is_err() => {
            NotToml::BadNumber
        }
        DeValue::Float(decimal) if !is_float(decimal.as_str()) => NotToml::BadNumber,
        _ => return,
    };
    stumbles.push(Stumble { span: Some(value.span()), why });
}

/// Tells whether `text` is a number of 64 bits, or infinity by its own name.
fn is_float(text: &str) -> bool {
    text.parse::<f64>().is_ok_and(|read| !read.is_infinite() || text.contains("inf"))
}
