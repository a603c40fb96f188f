//! What must hold of facts whatever they say and whatever order they arrive in.

mod adopt;
mod attention;
mod behalf;
mod burnup;
mod carry;
mod clashes;
mod damaged;
mod fingerprint;
mod gaps;
mod history;
mod kept;
mod meetings;
mod quotes;
mod reasons;
mod samples;
mod standing;
mod suspect;
mod threads;
mod undo;
mod verdict;
