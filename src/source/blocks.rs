//! A plan file as the blocks it is written in: the keys before the first header, and each table with its keys, its own
//! tables and the remarks above it. Together they are the text, byte for byte. Knows how to change one key or one header
//! without touching more; does not know what keys mean.

use std::ops::Range;

use super::expressions::{Expression, What, expressions};

/// Keys below these are told apart; what stands deeper belongs to its second key, for the parts of one reading of a
/// metric mean nothing without each other.
const DEPTH: usize = 2;

/// Why a text cannot be taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("the text is not TOML")]
    NotToml,
    /// The keys of one table stand in several places.
    #[error("a table is scattered")]
    Scattered,
}

/// What begins a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Nothing: the keys that open the file.
    Head,
    /// `[path]`
    Table,
    /// `[[path]]`
    Listed,
}

/// One table as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub form: Form,
    pub path: Vec<String>,
    /// All of it: remarks and blank lines above, header, keys, and what follows them.
    pub text: String,
    /// In the order they are first written.
    pub entries: Vec<Entry>,
    /// Where the keys can begin: after the line of the header.
    pub start: usize,
    /// Its own header and those of the tables in it, with the paths that they name.
    headers: Vec<(Range<usize>, Vec<String>, bool)>,
}

/// One key of a table, with all that is written of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub key: String,
    /// Whole lines, with the remarks that stand directly above.
    pub pieces: Vec<Range<usize>>,
    pub leaves: Vec<Leaf>,
    /// Written as a table with a header of its own.
    pub is_table: bool,
}

/// One value: of a key, or of a key in an inline table or a table under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The key of the entry and at most one more.
    pub path: Vec<String>,
    /// `None` where it is not written in one place.
    pub value: Option<Range<usize>>,
}

/// What is to stand in the place of some bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub span: Range<usize>,
    pub text: String,
}

/// Carries out `edits`, which do not overlap; what is inserted at the same place keeps its order.
pub fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let (mut done, mut from) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        done.push_str(text.get(from..edit.span.start).unwrap_or_default());
        done.push_str(&edit.text);
        from = edit.span.end;
    }
    done.push_str(text.get(from..).unwrap_or_default());
    done
}

/// Takes `text` apart. The first block is the head, also where it is empty.
pub fn blocks(text: &str) -> Result<Vec<Block>, Unfit> {
    let expressions = expressions(text).ok_or(Unfit::NotToml)?;
    let starts = starts(&expressions)?;
    let mut found = Vec::with_capacity(starts.len());
    for (at, &(first, header)) in starts.iter().enumerate() {
        let end = starts.get(at + 1).map_or(expressions.len(), |next| next.0);
        found.push(block(text, &expressions[first..end], header - first));
    }
    Ok(found)
}

/// Returns for every block its first line and the line of its header.
fn starts(expressions: &[Expression]) -> Result<Vec<(usize, usize)>, Unfit> {
    let mut starts = vec![(0, 0)];
    let mut paths: Vec<(&[String], bool)> = vec![(&[], false)];
    for (at, expression) in expressions.iter().enumerate() {
        let What::Header { path, listed, .. } = &expression.what else { continue };
        let is_within = |outer: &[String]| outer.len() < path.len() && path.starts_with(outer);
        let (last, _) = paths[paths.len() - 1];
        if !listed && !last.is_empty() && is_within(last) {
            continue;
        }
        // A table of an item that another item has followed since.
        if !listed && paths.iter().any(|(outer, listed)| *listed && is_within(outer)) {
            return Err(Unfit::Scattered);
        }
        let above = |is: fn(&What) -> bool, from: usize| {
            expressions[..from].iter().rev().take_while(|line| is(&line.what)).count()
        };
        let remarks = at - above(|what| *what == What::Remark, at);
        let blanks = remarks - above(|what| *what == What::Blank, remarks);
        starts.push((blanks, at));
        paths.push((path, *listed));
    }
    Ok(starts)
}

/// Puts a block together from its lines, of which number `header` names it.
fn block(text: &str, lines: &[Expression], header: usize) -> Block {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        let (path, entries, headers) = (Vec::new(), Vec::new(), Vec::new());
        return Block { form: Form::Head, path, text: String::new(), entries, start: 0, headers };
    };
    let offset = first.span.start;
    let within = |span: &Range<usize>| span.start - offset..span.end - offset;
    let (form, path, start) = match &lines[header].what {
        What::Header { path, listed, .. } => {
            let form = if *listed { Form::Listed } else { Form::Table };
            (form, path.clone(), within(&lines[header].span).end)
        }
        _ => (Form::Head, Vec::new(), 0),
    };
    let (mut entries, mut headers): (Vec<Entry>, Vec<_>) = (Vec::new(), Vec::new());
    // Where a table within it is open: its path below that of the block.
    let mut inside: Vec<String> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let remarks = lines[..at].iter().rev().take_while(|line| line.what == What::Remark).count();
        let piece = lines[at - remarks].span.start - offset..within(&line.span).end;
        match &line.what {
            What::Blank | What::Remark => {}
            What::Header { path: named, listed, span } => {
                headers.push((within(span), named.clone(), *listed));
                inside = named[path.len()..].to_vec();
                if let Some(key) = inside.first() {
                    let entry = entry(&mut entries, key);
                    entry.pieces.push(piece);
                    entry.is_table = true;
                }
            }
            What::Key { path: named, value, inner } => {
                let whole: Vec<String> = inside.iter().chain(named).cloned().collect();
                let Some(key) = whole.first() else { continue };
                let entry = entry(&mut entries, key);
                match entry.pieces.last_mut().filter(|_| !inside.is_empty()) {
                    Some(last) => last.end = piece.end,
                    None => entry.pieces.push(piece),
                }
                if inner.is_empty() || whole.len() >= DEPTH {
                    entry.leaf(&whole, within(value));
                }
                for one in inner.iter().filter(|_| whole.len() < DEPTH) {
                    let path: Vec<String> = whole.iter().chain(&one.path).cloned().collect();
                    entry.leaf(&path, within(&one.value));
                }
            }
        }
    }
    let text = text.get(offset..last.span.end).unwrap_or_default().to_owned();
    Block { form, path, text, entries, start, headers }
}

fn entry<'e>(entries: &'e mut Vec<Entry>, key: &str) -> &'e mut Entry {
    let at = entries.iter().position(|entry| entry.key == key).unwrap_or_else(|| {
        entries.push(Entry { key: key.to_owned(), pieces: Vec::new(), leaves: Vec::new(), is_table: false });
        entries.len() - 1
    });
    &mut entries[at]
}

impl Entry {
    fn leaf(&mut self, path: &[String], value: Range<usize>) {
        let short = &path[..path.len().min(DEPTH)];
        match self.leaves.iter_mut().find(|leaf| leaf.path == short) {
            Some(leaf) => leaf.value = None,
            None => self
                .leaves
                .push(Leaf { path: short.to_vec(), value: (path.len() == short.len()).then_some(value) }),
        }
    }
}

impl Block {
    /// Returns the entry of `key`.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// Returns all that is written of `entry`.
    pub fn written(&self, entry: &Entry) -> String {
        entry.pieces.iter().map(|piece| self.text.get(piece.clone()).unwrap_or_default()).collect()
    }

    /// Returns the text before the keys and the one after them.
    pub fn around(&self) -> (&str, &str) {
        let end = self.entries.iter().flat_map(|entry| &entry.pieces).map(|piece| piece.end).max();
        let first = self.entries.iter().flat_map(|entry| &entry.pieces).map(|piece| piece.start).min();
        let begin = if self.form == Form::Head { first.unwrap_or(self.text.len()) } else { self.start };
        let after = end.unwrap_or(begin);
        (self.text.get(..begin).unwrap_or_default(), self.text.get(after..).unwrap_or_default())
    }

    /// Returns the text with `path` in its headers in the place of its own.
    pub fn under(&self, path: &[String]) -> String {
        let edits = self.headers.iter().map(|(span, named, listed)| {
            let rest = named.get(self.path.len()..).unwrap_or_default();
            let keys: Vec<String> =
                path.iter().chain(rest).map(toml_writer::ToTomlKey::to_toml_key).collect();
            let keys = keys.join(".");
            Edit {
                span: span.clone(),
                text: if *listed { format!("[[{keys}]]") } else { format!("[{keys}]") },
            }
        });
        if self.path == path { self.text.clone() } else { apply(&self.text, edits.collect()) }
    }
}
