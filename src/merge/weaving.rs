//! Writes the files of a merged plan, block by block. Knows what goes where; decides nothing.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::clash::Side;
use super::fields;
use super::joining::Joining;
use super::pairing::Three;
use super::places::Places;
use super::presence::Origin;
use super::tree::{Node, Style};
use crate::source::{Block, blocks};

/// Returns every file of the merged plan; `None` where a block cannot be put under another path.
pub(super) fn weave(joining: &mut Joining<'_>, places: &Places) -> Option<BTreeMap<PathBuf, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let kept_files: Vec<usize> =
        joining.things().filter(|&thing| places.is_kept(thing) && places.parents[thing].is_none()).collect();
    for file in kept_files {
        let mut text = String::new();
        write(joining, places, file, &mut text)?;
        files.insert(places.files[file].clone(), style(joining, file).dress(&text).into_bytes());
    }
    Some(files)
}

/// Adds a thing, and all that hangs under it, to `text`.
fn write(joining: &mut Joining<'_>, places: &Places, thing: usize, text: &mut String) -> Option<()> {
    let own = content(joining, places, thing)?;
    if !text.is_empty() && !text.ends_with('\n') && !own.is_empty() {
        text.push('\n');
    }
    text.push_str(&own);
    places.children[thing].iter().try_for_each(|&child| write(joining, places, child, text))
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
            Some(fields::join(joining, thing, Three { base: &base, ours: &ours, theirs: &theirs }))
        }
    }
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
