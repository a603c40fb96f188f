//! Another program that replaces files between two operations of ours, as `git checkout`, `git stash` and editors do.

use std::path::{Path, PathBuf};

use super::{Node, Simulated, State};

/// What it does to each file in a directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Replacement {
    /// Puts a new file with the same content in its place.
    Same,
    /// Puts a new file in its place that lacks the last line.
    Shorter,
    /// Cuts the last line off; the file stays the same one.
    Cut,
    /// Removes it.
    Removed,
}

impl Replacement {
    pub(crate) const ALL: [Self; 4] = [Self::Same, Self::Shorter, Self::Cut, Self::Removed];
}

/// When it does so: once, before the operation of this number below `directory`, from 1.
#[derive(Clone, Debug)]
pub(crate) struct Intrusion {
    pub(crate) directory: PathBuf,
    pub(crate) at: usize,
    pub(crate) replacement: Replacement,
}

impl Simulated {
    /// Counts operations anew from here, up to the one before which the other program comes.
    pub(crate) fn expect(&self, intrusion: Intrusion) {
        let mut state = self.state();
        (state.intrusion, state.counted) = (Some(intrusion), 0);
    }

    /// Turns the other program away. Returns whether it has been here.
    pub(crate) fn end_intrusion(&self) -> bool {
        self.state().intrusion.take().is_none()
    }
}

impl State {
    /// Counts an operation on `path`, and lets the other program come first if its turn has come.
    pub(super) fn let_in(&mut self, path: &Path) {
        let Some(intrusion) = &self.intrusion else { return };
        if !path.starts_with(&intrusion.directory) {
            return;
        }
        self.counted += 1;
        let counted = self.counted;
        let Some(intrusion) = self.intrusion.take_if(|intrusion| intrusion.at == counted) else { return };
        let within = |(path, node): (&PathBuf, &Node)| match node {
            Node::File(file) if path.starts_with(&intrusion.directory) => Some((path.clone(), *file)),
            _ => None,
        };
        let found: Vec<(PathBuf, usize)> = self.names.iter().filter_map(within).collect();
        for (path, file) in found {
            let bytes = self.contents[file].clone();
            let last =
                bytes.trim_ascii_end().iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
            match intrusion.replacement {
                Replacement::Same => self.put_anew(path, bytes),
                Replacement::Shorter => self.put_anew(path, bytes[..last].to_vec()),
                Replacement::Cut => self.contents[file].truncate(last),
                Replacement::Removed => drop(self.names.remove(&path)),
            }
        }
    }

    fn put_anew(&mut self, path: PathBuf, bytes: Vec<u8>) {
        self.names.insert(path, Node::File(self.contents.len()));
        self.contents.push(bytes);
    }
}
