//! What a thing says after a merge: its keys, each as whoever changed it has it. Knows one block in its three versions;
//! bytes that nobody meant to change stay those of our side.

use std::ops::Range;

use toml::Value;

use super::clash::{Change, ClashKind, Side};
use super::drops;
use super::joining::{Dispute, Joining, Said};
use super::pairing::Three;
use super::tree::Node;
use crate::source::{Block, Edit, Entry, apply};

/// One block in its three versions, and what is to be done to ours.
struct Field<'a> {
    thing: usize,
    /// The side whose id counts.
    id: Side,
    key: &'a str,
    blocks: Three<&'a Block>,
    entries: Three<Option<&'a Entry>>,
    values: Three<Option<&'a Value>>,
}

/// Joins three versions of a block that all stand under the same path.
pub(super) fn join(joining: &mut Joining<'_>, thing: usize, id: Side, blocks: Three<&Block>) -> String {
    let Three { base, ours, theirs } = blocks;
    if ours.text == base.text || ours.text == theirs.text {
        return theirs.text.clone();
    }
    if theirs.text == base.text {
        return ours.text.clone();
    }
    let nodes = joining.nodes(thing);
    let said = |node: Option<&Node>| node.map(|node| node.values.clone()).unwrap_or_default();
    let tables = Three { base: said(nodes.base), ours: said(nodes.ours), theirs: said(nodes.theirs) };
    let mut edits = Vec::new();
    let (above, below) =
        (Three::of(blocks, |block| block.around().0), Three::of(blocks, |block| block.around().1));
    if above.ours == above.base && above.theirs != above.base {
        edits.push(Edit { span: 0..above.ours.len(), text: above.theirs.to_owned() });
    }
    for key in keys(blocks) {
        let field = Field {
            thing,
            id,
            key,
            blocks,
            entries: Three::of(blocks, |block| block.entry(key)),
            values: Three {
                base: tables.base.get(key),
                ours: tables.ours.get(key),
                theirs: tables.theirs.get(key),
            },
        };
        edits.extend(field.join(joining));
    }
    if below.ours == below.base && below.theirs != below.base {
        let end = ours.text.len();
        edits.push(Edit { span: end - below.ours.len()..end, text: below.theirs.to_owned() });
    }
    apply(&ours.text, edits)
}

impl<'a> Three<&'a Block> {
    fn of<T>(blocks: Self, part: impl Fn(&'a Block) -> T) -> Three<T> {
        Three { base: part(blocks.base), ours: part(blocks.ours), theirs: part(blocks.theirs) }
    }
}

/// Returns every key of either side, those of theirs in their order.
fn keys<'a>(blocks: Three<&'a Block>) -> Vec<&'a str> {
    let of = |block: &'a Block| block.entries.iter().map(|entry| entry.key.as_str());
    let mut keys: Vec<&str> = of(blocks.theirs).collect();
    keys.extend(of(blocks.ours).filter(|key| blocks.theirs.entry(key).is_none()));
    keys
}

impl Field<'_> {
    fn join(&self, joining: &mut Joining<'_>) -> Vec<Edit> {
        let (base, values) = (self.entries.base, self.values);
        match (self.entries.ours, self.entries.theirs) {
            (Some(ours), Some(theirs)) => self.join_both(joining, ours, theirs),
            // Theirs took it away.
            (Some(ours), None) if base.is_some() => {
                if values.ours == values.base || self.settle(joining, self.key) == Side::Theirs {
                    remove(ours)
                } else {
                    Vec::new()
                }
            }
            (None, Some(theirs)) => {
                let is_new = base.is_none();
                if is_new || (values.theirs != values.base && self.settle(joining, self.key) == Side::Theirs)
                {
                    self.insert(theirs)
                } else {
                    Vec::new()
                }
            }
            _ => Vec::new(),
        }
    }

    fn join_both(&self, joining: &mut Joining<'_>, ours: &Entry, theirs: &Entry) -> Vec<Edit> {
        let values = self.values;
        let written = self.entries.base.map(|base| self.blocks.base.written(base));
        let (here, there) = (self.blocks.ours.written(ours), self.blocks.theirs.written(theirs));
        let (is_base, was_there) = (written.as_ref() == Some(&here), written.is_some());
        if is_base && here != there {
            return self.replace(ours, theirs);
        }
        if here == there || written.as_ref() == Some(&there) || values.ours == values.theirs {
            return Vec::new();
        }
        if was_there && values.theirs == values.base {
            return Vec::new();
        }
        if let Some(edits) = self.by_leaves(joining, ours, theirs) {
            return edits;
        }
        let changed_here = !was_there || values.ours != values.base;
        if changed_here && self.settle(joining, self.key) == Side::Ours {
            return Vec::new();
        }
        self.replace(ours, theirs)
    }

    /// Joins the languages of a text, or the parts of a metric, one by one; `None` where they are not the same ones or
    /// not each written in one place.
    fn by_leaves(&self, joining: &mut Joining<'_>, ours: &Entry, theirs: &Entry) -> Option<Vec<Edit>> {
        let base = self.entries.base?;
        let paths = |entry: &Entry| {
            let mut paths: Vec<Vec<String>> = entry.leaves.iter().map(|leaf| leaf.path.clone()).collect();
            paths.sort();
            paths
        };
        let all = paths(ours);
        let value = |entry: &Entry, path: &[String]| {
            entry.leaves.iter().find(|leaf| leaf.path == path).and_then(|leaf| leaf.value.clone())
        };
        let places: Vec<(Range<usize>, Range<usize>)> = all
            .iter()
            .map(|path| Some((value(ours, path)?, value(theirs, path)?)))
            .collect::<Option<_>>()
            .filter(|_| paths(base) == all && paths(theirs) == all)?;
        let mut edits = Vec::new();
        for (path, (here, there)) in all.iter().zip(places) {
            let said = |value: Option<&Value>| at(value, &path[1..]).cloned();
            let (base, ours, theirs) =
                (said(self.values.base), said(self.values.ours), said(self.values.theirs));
            if theirs == base || theirs == ours {
                continue;
            }
            if ours == base || self.settle(joining, &path.join(".")) == Side::Theirs {
                let text = self.blocks.theirs.text.get(there).unwrap_or_default().to_owned();
                edits.push(Edit { span: here, text });
            }
        }
        Some(edits)
    }

    /// Asks whose value counts.
    fn settle(&self, joining: &mut Joining<'_>, key: &str) -> Side {
        match key {
            // Which id counts is decided with the places, and old ids are joined afterwards.
            "id" => return self.id,
            "was" => return Side::Ours,
            _ => {}
        }
        let thing = self.thing;
        let edit = |side| vec![drops::change(joining, thing, side, Change::Edited(vec![key.to_owned()]))];
        let dispute = Dispute {
            id: joining.clash_id(thing, key),
            kind: ClashKind::Field { key: key.to_owned() },
            things: vec![thing],
            said: self.said(key),
            drops: [edit(Side::Theirs), edit(Side::Ours)],
        };
        joining.settle(dispute).unwrap_or(Side::Ours)
    }

    /// Returns what each version says, a text as it is and everything else as it is written.
    fn said(&self, key: &str) -> Said {
        let deeper: Vec<String> = key.split('.').skip(1).map(str::to_owned).collect();
        let deeper = if key == self.key { &[] } else { deeper.as_slice() };
        let say = |block: &Block, entry: Option<&Entry>, value: Option<&Value>| match at(value, deeper)? {
            Value::String(text) => Some(text.clone()),
            Value::Table(_) if deeper.is_empty() => Some(block.written(entry?).trim().to_owned()),
            other => Some(other.to_string()),
        };
        let (blocks, entries, values) = (self.blocks, self.entries, self.values);
        Three {
            base: say(blocks.base, entries.base, values.base),
            ours: say(blocks.ours, entries.ours, values.ours),
            theirs: say(blocks.theirs, entries.theirs, values.theirs),
        }
    }

    /// Puts theirs in the place of ours.
    fn replace(&self, ours: &Entry, theirs: &Entry) -> Vec<Edit> {
        let mut edits = remove(ours);
        match edits.first_mut().filter(|_| ours.is_table == theirs.is_table) {
            Some(first) => first.text = ended(self.blocks.theirs.written(theirs)),
            None => edits.extend(self.insert(theirs)),
        }
        edits
    }

    /// Puts theirs after what it follows there; no plain key may follow a table.
    fn insert(&self, theirs: &Entry) -> Vec<Edit> {
        let (ours, written) = (self.blocks.ours, ended(self.blocks.theirs.written(theirs)));
        let last = |entry: &Entry| entry.pieces.iter().map(|piece| piece.end).max();
        let place = if theirs.is_table {
            ours.entries.iter().filter_map(last).max()
        } else {
            let before = self.blocks.theirs.entries.iter().take_while(|entry| entry.key != theirs.key);
            let before = before.filter_map(|entry| ours.entry(&entry.key)).filter(|entry| !entry.is_table);
            before.last().and_then(last)
        };
        let first = ours.entries.iter().flat_map(|entry| &entry.pieces).map(|piece| piece.start).min();
        let place = place.or(first).unwrap_or(ours.start);
        // A file may end without a line end.
        let is_open = place > 0 && !ours.text.get(..place).unwrap_or_default().ends_with('\n');
        let text = if is_open { format!("\n{written}") } else { written };
        vec![Edit { span: place..place, text }]
    }
}

/// Returns the block with another id and other old ids, and nothing else changed.
pub(super) fn renamed(block: &Block, id: &str, was: &[String]) -> String {
    let quoted = |text: &String| toml_writer::ToTomlValue::to_toml_value(text.as_str());
    let value = |entry: &Entry| match &entry.leaves[..] {
        [leaf] => leaf.value.clone(),
        _ => None,
    };
    let mut edits = Vec::new();
    if let Some(span) = block.entry("id").and_then(value) {
        edits.push(Edit { span, text: quoted(&id.to_owned()) });
    }
    let list = format!("[{}]", was.iter().map(quoted).collect::<Vec<_>>().join(", "));
    match block.entry("was") {
        Some(entry) if was.is_empty() => edits.extend(remove(entry)),
        Some(entry) => edits.extend(value(entry).map(|span| Edit { span, text: list })),
        None if was.is_empty() => {}
        None => {
            let after = block.entry("id").and_then(|entry| entry.pieces.iter().map(|piece| piece.end).max());
            let place = after.unwrap_or(block.start);
            let is_open = !block.text.get(..place).unwrap_or_default().ends_with('\n');
            let line_end = if is_open { "\n" } else { "" };
            edits.push(Edit { span: place..place, text: format!("{line_end}was = {list}\n") });
        }
    }
    apply(&block.text, edits)
}

fn remove(entry: &Entry) -> Vec<Edit> {
    entry.pieces.iter().map(|piece| Edit { span: piece.clone(), text: String::new() }).collect()
}

fn ended(text: String) -> String {
    if text.ends_with('\n') { text } else { text + "\n" }
}

/// Returns what stands under `path` in `value`.
fn at<'v>(value: Option<&'v Value>, path: &[String]) -> Option<&'v Value> {
    path.iter().try_fold(value?, |value, key| value.get(key))
}
