//! Writes the files of a merged plan, block by block. Knows what goes where; decides nothing.

use std::collections::BTreeMap;
use std::path::PathBuf;

use toml::{Table, Value};

use super::clash::Side;
use super::fields;
use super::joining::Joining;
use super::old_ids::old_ids;
use super::pairing::Three;
use super::places::Places;
use super::presence::Origin;
use super::tree::{Name, Node, Style};
use crate::source::{Block, blocks};

/// Returns every file of the merged plan; `None` where a block cannot be put under another path.
pub(super) fn weave(joining: &mut Joining<'_>, places: &Places) -> Option<BTreeMap<PathBuf, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let old_ids = old_ids(joining, places);
    let kept_files: Vec<usize> =
        joining.things().filter(|&thing| places.is_kept(thing) && places.parents[thing].is_none()).collect();
    for file in kept_files {
        let mut text = String::new();
        write(joining, (places, &old_ids), file, &mut text)?;
        files.insert(places.files[file].clone(), style(joining, file).dress(&text).into_bytes());
    }
    Some(files)
}

/// Where everything goes, and the old ids of every item.
type Plan<'p> = (&'p Places, &'p BTreeMap<usize, Vec<String>>);

/// Adds a thing, and all that hangs under it, to `text`.
fn write(joining: &mut Joining<'_>, plan: Plan<'_>, thing: usize, text: &mut String) -> Option<()> {
    let own = content(joining, plan.0, thing)?;
    let own = named(joining, plan, thing, own)?;
    if !text.is_empty() && !text.ends_with('\n') && !own.is_empty() {
        text.push('\n');
    }
    text.push_str(&own);
    plan.0.children[thing].iter().try_for_each(|&child| write(joining, plan, child, text))
}

/// Returns what is written of a thing itself.
fn content(joining: &mut Joining<'_>, places: &Places, thing: usize) -> Option<String> {
    let path = places.path(joining, thing);
    let nodes = joining.nodes(thing);
    let under = |node: Option<&Node>| node.and_then(|node| under(&node.block, &path));
    let own = |block: Option<Block>| block.map(|block| block.text);
    match places.origins[thing]? {
        Origin::One(Side::Ours) => own(under(nodes.ours)),
        Origin::One(Side::Theirs) => own(under(nodes.theirs)),
        // Both added the same.
        Origin::Both if nodes.base.is_none() => own(under(nodes.ours)),
        Origin::Both => {
            let (base, ours, theirs) = (under(nodes.base)?, under(nodes.ours)?, under(nodes.theirs)?);
            let blocks = Three { base: &base, ours: &ours, theirs: &theirs };
            Some(fields::join(joining, thing, places.ids[thing], blocks))
        }
    }
}

/// Returns what is written of a thing with the id it has now, and the ids it had before.
fn named(joining: &Joining<'_>, (places, old_ids): Plan<'_>, thing: usize, text: String) -> Option<String> {
    if matches!(joining.name(thing), Name::Table(_)) {
        return Some(text);
    }
    let nodes = joining.nodes(thing);
    let node = nodes.on(places.ids[thing]).or(nodes.ours).or(nodes.theirs)?;
    let Some(id) = node.values.get("id").and_then(Value::as_str) else { return Some(text) };
    let was = old_ids.get(&thing).map(Vec::as_slice).unwrap_or_default();
    // What is written as one side has it says what that side does.
    let as_is = [nodes.ours, nodes.theirs].into_iter().flatten().find(|node| node.block.text == text);
    let said =
        |node: &Node| node.values.get("id").and_then(Value::as_str) == Some(id) && node.was().eq(was.iter());
    if as_is.is_some_and(said) {
        return Some(text);
    }
    let block = if node.parent.is_none() {
        blocks(&text).ok()?.into_iter().next()?
    } else {
        blocks(&text).ok()?.pop()?
    };
    let written: Table = toml::from_str(&own_keys(&block)).ok()?;
    let old: Vec<&str> = match written.get("was") {
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(one)) => vec![one],
        _ => Vec::new(),
    };
    let is_right = written.get("id").and_then(Value::as_str) == Some(id) && old == was;
    Some(if is_right { text } else { fields::renamed(&block, id, was) })
}

/// Returns the lines of a block that hold its id and its old ids.
fn own_keys(block: &Block) -> String {
    ["id", "was"].into_iter().filter_map(|key| block.entry(key)).map(|entry| block.written(entry)).collect()
}

/// Returns the block as it is written under `path`.
fn under(block: &Block, path: &[String]) -> Option<Block> {
    if block.path == path {
        return Some(block.clone());
    }
    blocks(&block.under(path)).ok()?.pop().filter(|block| block.path == path)
}

/// Returns how a file is written as a whole: as ours, unless only theirs changed that.
fn style(joining: &Joining<'_>, file: usize) -> Style {
    let nodes = joining.nodes(file);
    let of = |node: Option<&Node>, styles: &BTreeMap<PathBuf, Style>| {
        node.and_then(|node| styles.get(&node.file).copied())
    };
    let trees = &joining.trees;
    let base = of(nodes.base, &trees.base.styles);
    let ours = of(nodes.ours, &trees.ours.styles);
    let theirs = of(nodes.theirs, &trees.theirs.styles);
    let chosen = if ours == base { theirs.or(ours) } else { ours.or(theirs) };
    chosen.unwrap_or_default()
}
