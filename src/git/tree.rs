//! One directory as git stores it. Knows the bytes of a tree object, not where it is kept.
//!
//! The form is that of git's own `Documentation/gitformat-pack` and `fsck`: entries of mode, name and object name,
//! sorted by the bytes of their names, directories as if they ended in `/`.

use std::cmp::Ordering;

use data_encoding::HEXLOWER;

use super::blobs::EntryKind;
use super::changed::Held;
use super::oid::{ObjectFormat, Oid};

/// What stands in one directory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tree(Vec<TreeEntry>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct TreeEntry {
    /// As it stands there: old programs have written other modes than git writes today, which must stay.
    mode: Vec<u8>,
    name: Vec<u8>,
    object: Vec<u8>,
}

impl TreeEntry {
    fn is_directory(&self) -> bool {
        EntryKind::from_mode(&self.mode) == Some(EntryKind::Directory)
    }

    fn order(&self, other: &Self) -> Ordering {
        let key = |entry: &Self| {
            let mut name = entry.name.clone();
            name.extend(entry.is_directory().then_some(b'/'));
            name
        };
        key(self).cmp(&key(other))
    }
}

impl Tree {
    /// Takes the bytes of a tree object; `None` where they are none.
    pub(super) fn parse(format: ObjectFormat, bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let mut entries = Vec::new();
        while !rest.is_empty() {
            let space = rest.iter().position(|&byte| byte == b' ')?;
            let end = rest.iter().position(|&byte| byte == 0)?;
            let object = rest.get(end + 1..end + 1 + format.length())?;
            let name = rest.get(space + 1..end)?;
            entries.push(TreeEntry {
                mode: rest[..space].to_vec(),
                name: name.to_vec(),
                object: object.to_vec(),
            });
            rest = &rest[end + 1 + format.length()..];
        }
        Some(Self(entries))
    }

    /// Returns the bytes of the tree object.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let entry = |entry: &TreeEntry| [&entry.mode, &b" "[..], &entry.name, b"\0", &entry.object].concat();
        self.0.iter().flat_map(entry).collect()
    }

    /// Returns what stands at `name`; what git does not know is nothing it would give out either.
    pub(super) fn get(&self, name: &[u8]) -> Option<Held> {
        let entry = self.0.iter().find(|entry| entry.name == name)?;
        let oid = Oid::parse(&HEXLOWER.encode(&entry.object))?;
        Some(Held { kind: EntryKind::from_mode(&entry.mode)?, oid })
    }

    /// Puts `held` at `name`, in place of what stands there.
    pub(super) fn put(&mut self, name: &[u8], held: &Held) {
        let mode = held.kind.mode().trim_start_matches('0').as_bytes().to_vec();
        let object = HEXLOWER.decode(held.oid.as_str().as_bytes()).expect("a name is hex");
        let new = TreeEntry { mode, name: name.to_vec(), object };
        self.0.retain(|entry| entry.name != name);
        let at = self.0.partition_point(|entry| entry.order(&new) == Ordering::Less);
        self.0.insert(at, new);
    }

    /// Returns the names of the files in it.
    pub(super) fn files(&self) -> impl Iterator<Item = &[u8]> {
        let is_file = |entry: &&TreeEntry| {
            matches!(EntryKind::from_mode(&entry.mode), Some(EntryKind::File | EntryKind::Executable))
        };
        self.0.iter().filter(is_file).map(|entry| entry.name.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(kind: EntryKind, digit: &str) -> Held {
        Held { kind, oid: Oid::parse(&digit.repeat(40)).unwrap() }
    }

    #[test]
    fn a_directory_stands_where_its_name_with_a_slash_would() {
        let mut tree = Tree::default();
        for (name, kind) in [
            ("a0", EntryKind::File),
            ("a", EntryKind::Directory),
            ("a.b", EntryKind::Executable),
            ("B", EntryKind::File),
        ] {
            tree.put(name.as_bytes(), &held(kind, "1"));
        }
        let names: Vec<_> = tree.0.iter().map(|entry| str::from_utf8(&entry.name).unwrap()).collect();
        assert_eq!(names, ["B", "a.b", "a", "a0"]);
        assert_eq!(Tree::parse(ObjectFormat::Sha1, &tree.bytes()), Some(tree.clone()));
        tree.put(b"a", &held(EntryKind::Directory, "2"));
        assert_eq!(tree.0.len(), 4);
        assert_eq!(tree.get(b"a"), Some(held(EntryKind::Directory, "2")));
        assert_eq!(tree.files().collect::<Vec<_>>(), [b"B".as_slice(), b"a.b", b"a0"]);
    }

    #[test]
    fn what_is_cut_off_is_no_tree() {
        let mut tree = Tree::default();
        tree.put(b"a", &held(EntryKind::File, "1"));
        let bytes = tree.bytes();
        for length in 1..bytes.len() {
            assert_eq!(Tree::parse(ObjectFormat::Sha1, &bytes[..length]), None, "{length}");
        }
    }
}
