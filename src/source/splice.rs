//! Sets or removes keys of tables that stand in lists, such as items, and leaves every other byte as it is. Knows where
//! keys stand, not what they mean.

use std::collections::HashMap;
use std::ops::Range;

use toml::Value;
use toml::de::{DeTable, DeValue};

use super::expressions::{Expression, Inner, What, expressions};
use super::{Edit, apply, writing};
use crate::plan::FieldValue;

/// One key of one table, and what it is to say.
#[derive(Clone, Debug, PartialEq)]
pub struct Splice<'a> {
    /// Where the table begins in the text: the `start` of the place of an item.
    pub table: usize,
    pub key: &'a str,
    /// `None` takes the key away.
    pub value: Option<FieldValue>,
}

/// Why a text stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSpliced {
    #[error("the text is not TOML")]
    NotToml,
    #[error("no table of a list begins there")]
    NoTable,
    /// It is written as a table of its own, or in parts.
    #[error("the key is not written as one key with its value")]
    OtherForm,
    #[error("more would change than was meant to")]
    Elsewhere,
}

/// Carries out `splices`, all or none. A new key comes after the last one of its table, in the manner of its line. No two splices are of one table.
///
/// The result is read again, and given out only where it says what the text said but for the keys that were meant.
pub fn splice(text: &str, splices: &[Splice<'_>]) -> Result<String, NotSpliced> {
    let lines = expressions(text).ok_or(NotSpliced::NotToml)?;
    let (tree, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return Err(NotSpliced::NotToml);
    }
    let meant = splices.iter().map(|splice| (splice.table, splice)).collect();
    let mut splicing = Splicing { text, lines: &lines, meant, edits: Vec::new() };
    let mut wanted = parsed(text)?;
    splicing.table(tree.get_ref(), &mut wanted)?;
    if splicing.edits.len() < splices.len() {
        return Err(NotSpliced::NoTable);
    }
    let spliced = apply(text, splicing.edits);
    // Compared as they are written, for one number of TOML does not equal itself.
    if parsed(&spliced)?.to_string() == wanted.to_string() { Ok(spliced) } else { Err(NotSpliced::Elsewhere) }
}

fn parsed(text: &str) -> Result<toml::Table, NotSpliced> {
    text.parse().map_err(|_error| NotSpliced::NotToml)
}

/// The text, and what was found out to be done to it.
struct Splicing<'a> {
    text: &'a str,
    lines: &'a [Expression],
    /// By where the tables begin.
    meant: HashMap<usize, &'a Splice<'a>>,
    edits: Vec<Edit>,
}

impl Splicing<'_> {
    /// Walks the text as it was read with its places, and as it is to be read afterwards, side by side.
    fn table(&mut self, read: &DeTable<'_>, wanted: &mut toml::Table) -> Result<(), NotSpliced> {
        for (key, value) in read {
            let wanted = wanted.get_mut(key.get_ref().as_ref()).ok_or(NotSpliced::NotToml)?;
            self.value(value.get_ref(), wanted)?;
        }
        Ok(())
    }

    fn value(&mut self, read: &DeValue<'_>, wanted: &mut Value) -> Result<(), NotSpliced> {
        match (read, wanted) {
            (DeValue::Table(read), Value::Table(wanted)) => self.table(read, wanted),
            (DeValue::Array(read), Value::Array(wanted)) => {
                for (read, wanted) in read.iter().zip(wanted) {
                    let span = read.span();
                    self.value(read.get_ref(), wanted)?;
                    if let (Value::Table(wanted), Some(splice)) = (wanted, self.meant.get(&span.start)) {
                        let edit = self.edit(span, splice, wanted.contains_key(splice.key))?;
                        self.edits.push(edit);
                        put(wanted, splice)?;
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Returns what carries `splice` out in the table that stands at `span`.
    fn edit(&self, span: Range<usize>, splice: &Splice<'_>, there: bool) -> Result<Edit, NotSpliced> {
        let written = splice.value.as_ref().map(writing::value);
        let header =
            |line: &Expression| matches!(&line.what, What::Header { span: at, .. } if at.start == span.start);
        match self.lines.iter().position(header) {
            Some(at) => self.edit_lines(at, splice.key, written, there),
            None => self.edit_inline(span, splice.key, written, there),
        }
    }

    fn text(&self, span: Range<usize>) -> &str {
        self.text.get(span).unwrap_or_default()
    }

    /// Changes a table whose header is line number `header`.
    fn edit_lines(
        &self,
        header: usize,
        key: &str,
        written: Option<String>,
        there: bool,
    ) -> Result<Edit, NotSpliced> {
        let body = &self.lines[header + 1..];
        let own = body.iter().take_while(|line| !matches!(line.what, What::Header { .. }));
        let keys: Vec<&Expression> = own.filter(|line| matches!(line.what, What::Key { .. })).collect();
        let found = keys.iter().find_map(|line| match &line.what {
            What::Key { path, value, .. } if *path == [key] => Some((*line, value)),
            _ => None,
        });
        match (found, written) {
            (Some((_, value)), Some(text)) => Ok(Edit { span: value.clone(), text }),
            (Some((line, _)), None) => Ok(Edit { span: self.whole_line(line), text: String::new() }),
            (None, Some(text)) if !there => {
                Ok(self.line_after(keys.last().copied().unwrap_or(&self.lines[header]), key, &text))
            }
            (None, None) if !there => Ok(Edit { span: 0..0, text: String::new() }),
            _ => Err(NotSpliced::OtherForm),
        }
    }

    /// Returns `line` with its end; where it has none, with that of the line before, so that the text still has none.
    fn whole_line(&self, line: &Expression) -> Range<usize> {
        let before = self.text(0..line.span.start);
        let start = match before.strip_suffix('\n') {
            Some(before) if !self.text(line.span.clone()).ends_with('\n') => {
                before.strip_suffix('\r').unwrap_or(before).len()
            }
            _ => line.span.start,
        };
        start..line.span.end
    }

    /// Puts a line for `key` after `line`, indented as it is, and in line with it where it keeps its keys in columns.
    fn line_after(&self, line: &Expression, key: &str, value: &str) -> Edit {
        let written = self.text(line.span.clone());
        let rest = written.trim_start_matches([' ', '\t']);
        let indent = written.strip_suffix(rest).unwrap_or_default();
        let column = match &line.what {
            What::Key { value, .. } => {
                let before = self.text(line.span.start + indent.len()..value.start).trim_end();
                before
                    .strip_suffix('=')
                    .filter(|key| key.ends_with("  "))
                    .map_or(0, |key| key.chars().count() - 1)
            }
            _ => 0,
        };
        let name = writing::name(key);
        // No width of `format!`, which ends at 65,535.
        let gap = " ".repeat(column.saturating_sub(name.chars().count()));
        let text = format!("{indent}{name}{gap} = {value}");
        let above = self.text(0..line.span.end).rsplit_once('\n').map_or("", |(above, _)| above);
        let end = if above.ends_with('\r') { "\r\n" } else { "\n" };
        let text = if written.ends_with('\n') { format!("{text}{end}") } else { format!("{end}{text}") };
        Edit { span: line.span.end..line.span.end, text }
    }

    /// Changes a table in braces at `span`.
    fn edit_inline(
        &self,
        span: Range<usize>,
        key: &str,
        written: Option<String>,
        there: bool,
    ) -> Result<Edit, NotSpliced> {
        const BEFORE: &str = "t=";
        let alone = expressions(&format!("{BEFORE}{}", self.text(span.clone()))).unwrap_or_default();
        let Some(What::Key { inner: pairs, .. }) = alone.first().map(|line| &line.what) else {
            return Err(NotSpliced::OtherForm);
        };
        let here = |range: &Range<usize>| {
            let at = |offset: usize| offset + span.start - BEFORE.len();
            at(range.start)..at(range.end)
        };
        let found = pairs.iter().position(|pair| pair.path == [key]);
        match (found, written) {
            (Some(at), Some(text)) => Ok(Edit { span: here(&pairs[at].value), text }),
            (Some(at), None) => {
                let before = at.checked_sub(1).map(|before| here(&pairs[before].span).end);
                Ok(Edit { span: self.whole_pair(before, here(&pairs[at].span)), text: String::new() })
            }
            (None, Some(text)) if !there => {
                let text = format!("{} = {text}", writing::name(key));
                Ok(match pairs.last().map(|last: &Inner| here(&last.span).end) {
                    Some(end) => Edit { span: end..end, text: format!(", {text}") },
                    None => Edit { span: span.start + 1..span.start + 1, text },
                })
            }
            (None, None) if !there => Ok(Edit { span: 0..0, text: String::new() }),
            _ => Err(NotSpliced::OtherForm),
        }
    }

    /// Returns a pair in braces with the comma that goes with it; `before` is where the pair before it ends.
    fn whole_pair(&self, before: Option<usize>, pair: Range<usize>) -> Range<usize> {
        let is_blank = |text: &str| text.chars().all(|c| c == ' ' || c == '\t');
        if let Some(end) = before
            && self
                .text(end..pair.start)
                .trim_start_matches([' ', '\t'])
                .strip_prefix(',')
                .is_some_and(is_blank)
        {
            return end..pair.end;
        }
        // Line ends and remarks stand between: those stay.
        let rest = self.text(pair.end..self.text.len());
        let end = match rest.trim_start_matches([' ', '\t']).strip_prefix(',') {
            Some(after) => self.text.len() - after.trim_start_matches([' ', '\t']).len(),
            None => pair.end,
        };
        pair.start..end
    }
}

/// Has `table` say what is meant.
fn put(table: &mut toml::Table, splice: &Splice<'_>) -> Result<(), NotSpliced> {
    match &splice.value {
        Some(said) => {
            let mut alone = parsed(&format!("said = {}", writing::value(said)))?;
            let said = alone.remove("said").ok_or(NotSpliced::NotToml)?;
            table.insert(splice.key.to_owned(), said);
        }
        None => drop(table.remove(splice.key)),
    }
    Ok(())
}
