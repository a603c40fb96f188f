//! A TOML text line by line, every byte of it: headers, keys with their values, remarks and blank lines. Knows where
//! each stands, not what it means.

use std::ops::Range;

use toml_parser::decoder::Encoding;
use toml_parser::parser::{Event, EventKind, RecursionGuard, parse_document};
use toml_parser::{ParseError, Raw, Source};

/// How deep tables and lists may stand in each other.
const DEEPEST: u32 = 64;

/// One header, one key with its value, or one line of something else; together they are the whole text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Expression {
    pub(super) what: What,
    /// With everything up to the end of its last line, the line end included.
    pub(super) span: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Blank,
    Remark,
    Header {
        path: Vec<String>,
        /// Whether it stands in double brackets.
        listed: bool,
        /// The brackets and what stands between.
        span: Range<usize>,
    },
    Key {
        path: Vec<String>,
        value: Range<usize>,
        /// The keys of an inline table, where the value is one.
        inner: Vec<Inner>,
    },
}

/// A key of an inline table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Inner {
    pub(super) path: Vec<String>,
    /// From the beginning of the key to the end of the value.
    pub(super) span: Range<usize>,
    pub(super) value: Range<usize>,
}

/// Takes `text` apart; `None` where it is not TOML.
pub(super) fn expressions(text: &str) -> Option<Vec<Expression>> {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let (mut events, mut errors): (Vec<Event>, Vec<ParseError>) = (Vec::new(), Vec::new());
    parse_document(&tokens, &mut RecursionGuard::new(&mut events, DEEPEST), &mut errors);
    if !errors.is_empty() {
        return None;
    }
    let mut walk = Walk { text, found: Vec::new(), start: 0, what: What::Blank };
    let mut rest = events.as_slice();
    while let Some((event, after)) = rest.split_first() {
        rest = match event.kind() {
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => walk.header(event, after)?,
            EventKind::SimpleKey => walk.key(rest)?,
            EventKind::Comment => {
                if walk.what == What::Blank {
                    walk.what = What::Remark;
                }
                after
            }
            EventKind::Newline => {
                walk.end_line(event.span().end());
                after
            }
            _ => after,
        };
    }
    if walk.start < text.len() {
        walk.end_line(text.len());
    }
    Some(walk.found)
}

struct Walk<'a> {
    text: &'a str,
    found: Vec<Expression>,
    /// Where the line begins that is being read.
    start: usize,
    what: What,
}

impl Walk<'_> {
    fn end_line(&mut self, end: usize) {
        let what = std::mem::replace(&mut self.what, What::Blank);
        self.found.push(Expression { what, span: self.start..end });
        self.start = end;
    }

    fn header<'e>(&mut self, open: &Event, events: &'e [Event]) -> Option<&'e [Event]> {
        let is_close =
            |event: &Event| matches!(event.kind(), EventKind::StdTableClose | EventKind::ArrayTableClose);
        let end = events.iter().position(is_close)?;
        let path = self.path(&events[..end])?;
        let listed = open.kind() == EventKind::ArrayTableOpen;
        self.what = What::Header { path, listed, span: open.span().start()..events[end].span().end() };
        Some(&events[end + 1..])
    }

    fn key<'e>(&mut self, events: &'e [Event]) -> Option<&'e [Event]> {
        let (path, value, inner, rest) = self.pair(events)?;
        self.what = What::Key { path, value, inner };
        Some(rest)
    }

    /// Reads a key with its value.
    #[expect(clippy::type_complexity, reason = "taken apart at once by both callers")]
    fn pair<'e>(&self, events: &'e [Event]) -> Option<(Vec<String>, Range<usize>, Vec<Inner>, &'e [Event])> {
        let sign = events.iter().position(|event| event.kind() == EventKind::KeyValSep)?;
        let path = self.path(&events[..sign])?;
        let after = &events[sign + 1..];
        let value = after.iter().position(|event| event.kind() != EventKind::Whitespace)?;
        let (span, inner, rest) = self.value(&after[value..])?;
        Some((path, span, inner, rest))
    }

    /// Reads a value, with the keys of the outermost inline table.
    fn value<'e>(&self, events: &'e [Event]) -> Option<(Range<usize>, Vec<Inner>, &'e [Event])> {
        let (first, mut rest) = events.split_first()?;
        let start = first.span().start();
        let is_table = match first.kind() {
            EventKind::Scalar => return Some((start..first.span().end(), Vec::new(), rest)),
            EventKind::InlineTableOpen => true,
            EventKind::ArrayOpen => false,
            _ => return None,
        };
        let mut inner = Vec::new();
        loop {
            let (event, after) = rest.split_first()?;
            rest = match event.kind() {
                EventKind::InlineTableClose | EventKind::ArrayClose => {
                    return Some((start..event.span().end(), inner, after));
                }
                EventKind::SimpleKey if is_table => {
                    let (path, value, _, after) = self.pair(rest)?;
                    inner.push(Inner { path, span: event.span().start()..value.end, value });
                    after
                }
                EventKind::Scalar | EventKind::InlineTableOpen | EventKind::ArrayOpen => self.value(rest)?.2,
                _ => after,
            };
        }
    }

    /// Returns the parts of a key, as they are meant.
    fn path(&self, events: &[Event]) -> Option<Vec<String>> {
        let keys = events.iter().filter(|event| event.kind() == EventKind::SimpleKey);
        keys.map(|event| self.decoded(event)).collect()
    }

    fn decoded(&self, key: &Event) -> Option<String> {
        let span = key.span();
        let written = self.text.get(span.start()..span.end())?;
        let (mut name, mut error): (String, Option<ParseError>) = (String::new(), None);
        let encoding: Option<Encoding> = key.encoding();
        Raw::new_unchecked(written, encoding, span).decode_key(&mut name, &mut error);
        error.is_none().then_some(name)
    }
}
