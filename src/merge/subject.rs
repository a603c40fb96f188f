//! What a clash is about, as any version of the plan says it, so that the commit which made it so can be found.

use super::clash::{Clash, ClashKind, Side};
use super::tree::{Name, Node, Tree};
use super::{Files, drops};

/// What a clash is about, in a version of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject<'c> {
    clash: &'c Clash,
    /// The names that it has, or had, in the version of one side.
    names: Vec<String>,
    said: String,
}

impl<'c> Subject<'c> {
    /// Reads in `files`, the version of `side`, what `clash` is about.
    pub fn of(clash: &'c Clash, side: Side, files: &Files) -> Self {
        let version = if side == Side::Ours { &clash.ours } else { &clash.theirs };
        let mut names: Vec<String> = clash.items.iter().map(|id| id.as_str().to_owned()).collect();
        names.push(clash.subject().to_owned());
        names.extend(version.names.iter().cloned());
        let trees = trees(files);
        let nodes = trees.iter().flat_map(|tree| &tree.nodes);
        let known: Vec<&Node> = nodes.filter(|node| is_named(node, &names)).collect();
        let more = known.iter().flat_map(|node| node.was().chain([node.name.as_str()]).map(str::to_owned));
        let more: Vec<String> = more.collect();
        names.extend(more);
        let mut subject = Self { clash, names, said: String::new() };
        subject.said = subject.read(files);
        subject
    }

    /// Tells whether the version of the side says nothing of it.
    pub fn is_absent(&self) -> bool {
        self.said.is_empty()
    }

    /// Tells whether another version says the same of it.
    pub fn is_as_in(&self, files: &Files) -> bool {
        self.said == self.read(files)
    }

    /// Writes down what a version says of it; only good for comparing.
    fn read(&self, files: &Files) -> String {
        let whole = |path| format!("{:?}", files.get(path));
        match &self.clash.kind {
            ClashKind::File => return whole(&self.clash.file),
            ClashKind::SameFile => {
                let tree = Tree::of(files.get_key_value(&self.clash.file)).unwrap_or_default();
                return format!("{:?}", tree.nodes.first().map(|node| &node.name));
            }
            _ => {}
        }
        let trees = trees(files);
        let each = trees.iter().flat_map(|tree| {
            let named = (0..tree.nodes.len()).filter(|&at| is_named(&tree.nodes[at], &self.names));
            named.map(|at| self.aspect(tree, at))
        });
        each.collect::<Vec<_>>().join("\n")
    }

    /// Writes down what matters of one thing.
    fn aspect(&self, tree: &Tree, at: usize) -> String {
        let node = &tree.nodes[at];
        let parent = node.parent.map(|parent| tree.nodes[parent].name.as_str());
        let lies = node.parent.is_none().then_some(&node.file);
        let children = || tree.children(at).map(|child| tree.nodes[child].own_id()).collect::<Vec<_>>();
        match &self.clash.kind {
            ClashKind::Field { key } => format!("{:?}", drops::value(&node.values, key)),
            ClashKind::Moved | ClashKind::Nesting => format!("{parent:?} {:?} {lies:?}", node.kind()),
            ClashKind::Order => format!("{:?}", children()),
            ClashKind::SameId | ClashKind::OldId | ClashKind::SameArea => {
                format!("{:?} {:?}", node.name, node.was().collect::<Vec<_>>())
            }
            ClashKind::EditedAndRemoved => {
                format!("{:?} {parent:?} {:?} {lies:?} {:?}", node.values, node.kind(), children())
            }
            ClashKind::Added | ClashKind::File | ClashKind::SameFile => format!("{:?}", node.values),
        }
    }
}

/// Takes each file apart by itself, so that one that is broken hides no other.
fn trees(files: &Files) -> Vec<Tree> {
    files.iter().filter_map(|file| Tree::of([file]).ok()).collect()
}

fn is_named(node: &Node, names: &[String]) -> bool {
    let has = |id: &str| names.iter().any(|name| name == id);
    has(node.name.as_str()) || (matches!(node.name, Name::Item(_)) && node.was().any(has))
}
