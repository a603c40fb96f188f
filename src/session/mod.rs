//! What a session of the screen leaves to the next one. Knows neither keys nor files.

mod draft;
mod format;

use std::collections::BTreeSet;

pub use draft::{
    ActionDraft, ActionField, Beginning, BeginningField, Draft, NoteDraft, NoteKind, Purpose, Saying, keep,
};
pub use format::{SessionFault, decode, encode};

/// What one reviewer left.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    /// The id of the area or item that was selected.
    pub place: Option<String>,
    /// The ids of areas and items whose children were hidden.
    pub folded: BTreeSet<String>,
    /// Queries that led somewhere, the latest last.
    pub queries: Vec<String>,
    /// Lines that were begun, the latest last.
    pub drafts: Vec<Draft>,
    /// Drafts that this version cannot read.
    pub unread: Vec<toml::Table>,
    /// Whatever else a later version keeps.
    pub rest: toml::Table,
}

impl Session {
    /// Tells whether it holds something that was typed.
    pub fn has_drafts(&self) -> bool {
        !self.drafts.is_empty() || !self.unread.is_empty()
    }

    /// Adds what another session of the same reviewer left. Where only one of them can hold, it is that of `other`.
    pub fn join(&mut self, other: Self) {
        if other.place.is_some() {
            (self.place, self.folded) = (other.place, other.folded);
        }
        for query in other.queries {
            self.queries.retain(|known| *known != query);
            self.queries.push(query);
        }
        for draft in other.drafts {
            keep(&mut self.drafts, draft);
        }
        for table in other.unread {
            if !self.unread.contains(&table) {
                self.unread.push(table);
            }
        }
        self.rest.extend(other.rest);
    }
}
