//! What a session of the screen leaves to the next one. Knows neither keys nor files.

mod draft;

pub use draft::{
    ActionDraft, ActionField, Beginning, BeginningField, Draft, NoteDraft, NoteKind, Purpose, Saying,
};
