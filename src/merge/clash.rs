//! What was changed on both sides, with all that is needed to choose.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::plan::ItemId;
use crate::text::Foreign;

/// One of the two sides of a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    Ours,
    Theirs,
}

/// Which side was chosen, by the id of the clash.
pub type Choices = BTreeMap<String, Side>;

/// Something that was changed on both sides in different ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The same for the same clash whenever the same versions are merged, for example `ports/zhe-gan-canal:due`.
    pub id: String,
    pub kind: ClashKind,
    /// The file it stands in on our side, else on theirs.
    pub file: PathBuf,
    /// The item it is about, where it is about one.
    pub item: Option<ItemId>,
    /// As each version has it, in the words of the file; `None` where it has nothing.
    pub base: Option<Foreign>,
    pub ours: Option<Foreign>,
    pub theirs: Option<Foreign>,
    /// Who changed the file last on either side, where that is known; files alone do not tell.
    pub ours_by: Option<Author>,
    pub theirs_by: Option<Author>,
}

/// Who changed something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    pub name: Foreign,
    /// With the offset of whoever wrote it: `2026-11-23T10:05:00+08:00`.
    pub at: Foreign,
}

impl Clash {
    /// Two versions of a whole file.
    pub(super) fn of_file(id: String, path: &Path, versions: [Option<&Vec<u8>>; 3]) -> Self {
        let [base, ours, theirs] = versions.map(|bytes| bytes.map(|bytes| Foreign::from_bytes(bytes)));
        Self {
            id,
            kind: ClashKind::File,
            file: path.to_owned(),
            item: None,
            base,
            ours,
            theirs,
            ours_by: None,
            theirs_by: None,
        }
    }
}

/// In which way two changes stand against each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClashKind {
    /// Both changed this key of an item, of an area or of the strategy.
    Field { key: String },
    /// One changed it, the other removed it.
    EditedAndRemoved,
    /// Both added something of this id.
    Added,
    /// Both moved it, to different places; or under each other.
    Moved,
    /// Both changed the order.
    Order,
    /// The file is not whole TOML on one side, or something in it cannot be changed without touching more.
    File,
}
