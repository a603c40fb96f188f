//! The program without a terminal: what it knows, what can happen, and what it then wants done.
//!
//! `update` takes a message and gives effects; nothing here reads a clock, a file or an environment, and nothing
//! here draws. Sentences are not made here: a [`Notice`] says what to say.

mod asking;
mod behalf;
mod bulk;
mod carrying;
mod changes;
mod confirming;
mod counting;
mod dispatch;
mod drawn;
mod field;
mod filtering;
mod finding;
mod folding;
mod gaps;
mod gate;
mod history;
mod layout;
mod leaving;
mod lines;
mod linking;
mod loading;
mod meeting;
mod model;
mod notes;
mod notice;
mod outline;
mod overlay;
mod overview;
mod panicked;
mod picking;
mod publishing;
mod reason;
mod recording;
mod remembering;
mod reviewer;
mod searching;
mod since;
mod syncing;
mod trusting;
mod typing;
mod update;

pub use behalf::Speaker;
pub use changes::{CHANGES_HEAD, ChangeRow, Changes, Screen};
pub use confirming::ToConfirm;
pub use dispatch::available;
pub use drawn::{Drawn, Glimpse, Measured};
pub use field::TextField;
pub use filtering::Filter;
pub use history::Chronicle;
pub use layout::{Areas, Frame, Size, list_head};
pub use leaving::OTHERS_PATIENCE;
pub use lines::Line;
pub use meeting::{AgendaSource, MEETING_HEAD, Room};
pub use model::{Effect, Message, Model};
pub use notice::Notice;
pub use outline::has_children;
pub use outline::{Outline, Row};
pub use overlay::{
    Clashing, Doubted, FilterLine, FindLine, Links, NotesList, Overlay, Page, PageKind, Palette, Picker,
    QueryLine, Question, ReviewerChoice, ReviewerPicker, Search,
};
pub use overview::{Overlook, OverviewLine};
pub use reason::Reason;
pub use recording::Recording;
pub use syncing::{CLASHES_SEEN, Syncing};
pub use trusting::Trusting;
pub use update::update;

#[cfg(test)]
mod tests;
