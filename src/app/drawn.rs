//! What a frame showed, where only drawing can tell.

use std::ops::Range;

use crate::plan::{Interface, ItemId};
use crate::review::{FactId, Fingerprint};

/// Heights that follow from wrapping, in lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    /// Of the text of the item pane.
    pub item: usize,
    /// Of the page laid over the screen.
    pub page: usize,
    /// How many lines of the page are seen at once.
    pub page_view: usize,
    /// The first line shown of the item pane.
    pub item_top: usize,
    /// How many lines of the item pane hold what is looked for.
    pub found: usize,
}

/// What one frame showed. It counts once the frame has been written to the terminal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawn {
    /// The revision of the model that was drawn.
    pub revision: u64,
    pub measured: Measured,
    /// False where the window is too small for a screen.
    pub is_screen: bool,
    /// Column and row of what keys are about: the first cell of the selected line, or of the page that is open.
    pub focus: Option<(u16, u16)>,
    /// What was shown of the wording of an item.
    pub wording: Option<Glimpse>,
    /// The thread of notes that was shown, by its first note.
    pub thread: Option<FactId>,
}

/// What one frame showed of the wording of an item: its covered fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glimpse {
    pub item: ItemId,
    /// The fingerprint of the wording.
    pub seen: Fingerprint,
    /// The width of the pane in columns and its language: glimpses of one layout add up.
    pub layout: (u16, Interface),
    /// The lines of the pane that hold the wording.
    pub lines: Range<usize>,
    /// Those of them that could be read, in order: neither below the pane, nor cut, nor under something else.
    pub legible: Vec<usize>,
    /// The first line shown of the pane, and the last line that could be the first.
    pub top: usize,
    pub last_top: usize,
}
