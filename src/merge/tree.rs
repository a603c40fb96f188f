//! The plan files of one side as a tree: files, the items and tables in them, and what hangs under what. Knows one side
//! only; an item is here what is written of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::layout::is_strategy;
use crate::plan::{AreaId, ItemId};
use crate::source::{Block, Form, blocks};

/// The keys under which items are written.
const KINDS: [&str; 3] = ["goal", "task", "project"];

/// A file, or something in it that has a name of its own.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) name: Name,
    /// `None` for a file.
    pub(super) parent: Option<usize>,
    pub(super) file: PathBuf,
    pub(super) block: Block,
    pub(super) values: Table,
}

/// What something is called on one side.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Name {
    /// A file, by the id of its area.
    File(String),
    Item(ItemId),
    /// Another table: where it stands, its path, and its id where there are several.
    Table(String),
}

impl Name {
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::File(name) | Self::Table(name) => name,
            Self::Item(id) => id.as_str(),
        }
    }
}

impl Node {
    /// Returns the names it had before, as it says itself.
    pub(super) fn was(&self) -> impl Iterator<Item = &str> {
        match self.values.get("was") {
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
            Some(Value::String(one)) => vec![one.as_str()],
            _ => Vec::new(),
        }
        .into_iter()
    }

    /// Returns the file's area id, or the part of the item's id that it does not take from the area.
    pub(super) fn own_id(&self) -> &str {
        match &self.name {
            Name::File(id) | Name::Table(id) => id,
            Name::Item(id) => id.slug(),
        }
    }

    /// Returns its title in the first language it has one in.
    pub(super) fn title(&self) -> Option<&str> {
        match self.values.get("title")? {
            Value::String(text) => Some(text),
            Value::Table(texts) => texts.values().find_map(Value::as_str),
            _ => None,
        }
    }

    /// Returns the keys under which it is written in whatever it hangs under.
    pub(super) fn kind(&self) -> &[String] {
        let path = &self.block.path;
        match self.name {
            Name::Item(_) => &path[path.len() - 1..],
            Name::File(_) | Name::Table(_) => path,
        }
    }
}

/// How a file is written as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) carriage_returns: bool,
    pub(super) byte_order_mark: bool,
}

impl Style {
    /// Returns `text` without its marks, and which they were.
    fn strip(text: &str) -> (String, Self) {
        let bare = text.strip_prefix('\u{feff}');
        let text_only = bare.unwrap_or(text);
        let carriage_returns =
            text_only.contains('\n') && text_only.matches('\n').count() == text_only.matches("\r\n").count();
        let stripped = if carriage_returns { text_only.replace("\r\n", "\n") } else { text_only.to_owned() };
        (stripped, Self { carriage_returns, byte_order_mark: bare.is_some() })
    }

    /// Returns `text` with the marks.
    pub(super) fn dress(self, text: &str) -> String {
        let body = if self.carriage_returns { text.replace('\n', "\r\n") } else { text.to_owned() };
        if self.byte_order_mark { format!("\u{feff}{body}") } else { body }
    }
}

/// What a file says, handed out block by block.
struct Sayings {
    root: Table,
    /// How many there were so far of the tables that are listed under a path.
    listed: BTreeMap<Vec<String>, usize>,
}

impl Sayings {
    /// Returns what the next block says by itself, without what blocks under it say; line ends are folded.
    fn next(&mut self, block: &Block) -> Option<Table> {
        if block.form == Form::Listed {
            self.listed.retain(|path, _| !(path.len() > block.path.len() && path.starts_with(&block.path)));
            *self.listed.entry(block.path.clone()).or_default() += 1;
        }
        let mut table = &self.root;
        for (depth, key) in block.path.iter().enumerate() {
            table = match table.get(key)? {
                Value::Array(list) => list.get(self.listed.get(&block.path[..=depth])? - 1)?.as_table()?,
                other => other.as_table()?,
            };
        }
        let own = |key: &str| Some((key.to_owned(), table.get(key)?.clone()));
        let mut own: Table = block.entries.iter().filter_map(|entry| own(&entry.key)).collect();
        own.iter_mut().for_each(|(_, value)| fold_line_ends(value));
        Some(own)
    }
}

fn fold_line_ends(value: &mut Value) {
    match value {
        Value::String(text) if text.contains('\r') => *text = text.replace("\r\n", "\n"),
        Value::Array(list) => list.iter_mut().for_each(fold_line_ends),
        Value::Table(table) => table.iter_mut().for_each(|(_, value)| fold_line_ends(value)),
        _ => {}
    }
}

/// All of one side: what hangs under something stands after it.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    pub(super) styles: BTreeMap<PathBuf, Style>,
    children: Vec<Vec<usize>>,
}

impl Tree {
    /// Takes the files of one side apart. Fails with the files that cannot be: they are not whole, something in them has no
    /// name, or several things have one.
    pub(super) fn of<'f>(
        files: impl IntoIterator<Item = (&'f PathBuf, &'f Vec<u8>)>,
    ) -> Result<Self, BTreeSet<PathBuf>> {
        let mut tree = Self::default();
        let mut unfit = BTreeSet::new();
        for (path, bytes) in files {
            let added = std::str::from_utf8(bytes).ok().and_then(|text| {
                let (text, style) = Style::strip(text);
                tree.styles.insert(path.clone(), style);
                tree.add(path, &text)
            });
            if added.is_none() {
                unfit.insert(path.clone());
            }
        }
        let mut named: BTreeMap<&Name, &PathBuf> = BTreeMap::new();
        for node in &tree.nodes {
            if let Some(other) = named.insert(&node.name, &node.file) {
                unfit.extend([other.clone(), node.file.clone()]);
            }
        }
        if unfit.is_empty() { Ok(tree) } else { Err(unfit) }
    }

    /// Returns what hangs directly under node number `parent`, in the order of the file.
    pub(super) fn children(&self, parent: usize) -> impl Iterator<Item = usize> + '_ {
        self.children[parent].iter().copied()
    }

    /// Returns the nodes that are files.
    pub(super) fn files(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.nodes.len()).filter(|&at| self.nodes[at].parent.is_none())
    }

    /// Returns the file that a node stands in.
    pub(super) fn root(&self, node: usize) -> usize {
        let mut root = node;
        while let Some(parent) = self.nodes[root].parent {
            root = parent;
        }
        root
    }

    fn add(&mut self, path: &Path, text: &str) -> Option<()> {
        let mut said = Sayings { root: toml::from_str(text).ok()?, listed: BTreeMap::new() };
        let mut blocks = blocks(text).ok()?.into_iter();
        let head = blocks.next()?;
        let values = said.next(&head)?;
        let is_area = !is_strategy(path);
        let area = if is_area { Some(AreaId::parse(values.get("id")?.as_str()?).ok()?) } else { None };
        let title = area.as_ref().map_or_else(|| path.display().to_string(), |id| id.as_str().to_owned());
        if KINDS.iter().any(|kind| is_area && head.entry(kind).is_some()) {
            return None;
        }
        let file = self.nodes.len();
        self.push(Name::File(title.clone()), None, path, head, values);
        for block in blocks {
            let values = said.next(&block)?;
            let is_item =
                is_area && block.form == Form::Listed && block.path.first().is_some_and(|key| key == "goal");
            let id = values.get("id").and_then(Value::as_str);
            let (name, parent) = if is_item {
                let name = Name::Item(ItemId::new(area.as_ref()?, id?).ok()?);
                let outer = &block.path[..block.path.len() - 1];
                let is_outer = |at: &usize| self.nodes[*at].block.path == outer;
                let inline = KINDS.iter().any(|kind| block.entry(kind).is_some());
                let parent = (file..self.nodes.len()).rev().find(is_outer).filter(|_| !inline)?;
                (name, parent)
            } else {
                let path = block.path.join(".");
                let of_several = if block.form == Form::Listed { format!("{path}.{}", id?) } else { path };
                (Name::Table(format!("{title}#{of_several}")), file)
            };
            self.push(name, Some(parent), path, block, values);
        }
        Some(())
    }

    fn push(&mut self, name: Name, parent: Option<usize>, file: &Path, block: Block, values: Table) {
        if let Some(parent) = parent {
            self.children[parent].push(self.nodes.len());
        }
        self.children.push(Vec::new());
        self.nodes.push(Node { name, parent, file: file.to_owned(), block, values });
    }
}
