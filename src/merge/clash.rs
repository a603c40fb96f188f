//! A conflict: what was changed on both sides, with all that is needed to choose.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::plan::ItemId;
use crate::text::Foreign;

/// One of the two sides of a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    Ours,
    Theirs,
}

impl Side {
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Ours => Self::Theirs,
            Self::Theirs => Self::Ours,
        }
    }

    /// Returns the word that `--choose` takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Theirs => "theirs",
        }
    }
}

/// Which side was chosen, by the id of the clash.
pub type Choices = BTreeMap<String, Side>;

/// Something that was changed on both sides in different ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The same for the same clash whenever the same versions are merged, for example `ports/zhe-gan-canal:due`.
    pub id: String,
    pub kind: ClashKind,
    /// The file it stands in on our side, else on theirs; of several files the first.
    pub file: PathBuf,
    /// Other files that are chosen with it, because items moved between them.
    pub also: Vec<PathBuf>,
    /// The items it is about, by the ids they have in the base where they are in it.
    pub items: Vec<ItemId>,
    /// What was there before, in the words of the file; `None` where there was nothing.
    pub base: Option<Foreign>,
    pub ours: Version,
    pub theirs: Version,
}

impl Clash {
    /// Returns what it is named after: its id without what happened to that.
    pub fn subject(&self) -> &str {
        self.id.rsplit_once(':').map_or(self.id.as_str(), |(name, _)| name)
    }
}

/// What one side made of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// In the words of the file; `None` where the side has nothing.
    pub said: Option<Foreign>,
    /// What the items and areas that it is about are called on this side.
    pub names: Vec<String>,
    /// Who wrote it; unknown where only files are merged.
    pub by: Option<Author>,
    /// The changes of the other side that are dropped where this one is chosen.
    pub drops: Vec<Dropped>,
}

/// Who changed something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    pub name: Foreign,
    /// With the offset of whoever wrote it: `2026-11-23T10:05:00+08:00`.
    pub at: Foreign,
}

/// A change that is dropped where the other side is chosen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dropped {
    /// The id of the item or area as the side that changed it has it; a file by its path.
    pub name: String,
    pub title: Option<String>,
    pub change: Change,
}

/// What one side did to something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    Added,
    Removed,
    Moved,
    /// Changed these keys, for example `due` or `title.zh`.
    Edited(Vec<String>),
    /// Changed the order of what stands under it.
    Reordered,
    /// Changed a file that cannot be read item by item.
    Rewritten,
}

impl Change {
    /// Returns the word used in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Moved => "moved",
            Self::Edited(_) => "edited",
            Self::Reordered => "reordered",
            Self::Rewritten => "rewritten",
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
    /// Two items would have one id.
    SameId,
    /// An old id would belong to two items.
    OldId,
    /// Two areas would have one id.
    SameArea,
    /// Two areas would be in one file. Whichever side is chosen, both areas stay.
    SameFile,
    /// An item would hang under one that cannot hold it, such as a project under a project.
    Nesting,
    /// The files cannot be merged piece by piece.
    File,
}

impl ClashKind {
    /// Returns the word used in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Field { .. } => "field",
            Self::EditedAndRemoved => "edited-and-removed",
            Self::Added => "added",
            Self::Moved => "moved",
            Self::Order => "order",
            Self::SameId => "same-id",
            Self::OldId => "old-id",
            Self::SameArea => "same-area",
            Self::SameFile => "same-file",
            Self::Nesting => "nesting",
            Self::File => "file",
        }
    }
}
