//! One word of a query, in the forms in which it is looked for. Knows no index.

use crate::text::{Sound, search_key};

/// A word, or several side by side, to be found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Folded as the texts are.
    pub key: String,
    /// Only as it is written: neither by sound, nor by initials, nor scattered.
    pub exact: bool,
    /// Only where a text begins.
    pub start: bool,
    /// Only where a text ends.
    pub end: bool,
    typed: String,
}

impl Word {
    /// Takes a word as it was typed.
    pub fn new(typed: &str, exact: bool, start: bool, end: bool) -> Self {
        Self { key: search_key(typed), exact, start, end, typed: typed.to_owned() }
    }

    /// Returns how it sounds, where it may be meant so; `deep`: whole syllables, at least two letters of each.
    pub fn sound(&self, deep: bool) -> Option<Sound> {
        let sound = (!self.exact && !self.end).then(|| Sound::of(&self.typed, deep)).flatten()?;
        (!deep || sound.len() >= 4).then_some(sound)
    }

    /// Tells whether it may stand for the initials of Latin words.
    pub fn may_be_initials(&self) -> bool {
        self.is_plain() && self.key.len() > 1 && self.key.bytes().all(|byte| byte.is_ascii_alphanumeric())
    }

    /// Tells whether its characters may stand apart: two at least, and not letters that would answer anywhere.
    pub fn may_be_scattered(&self) -> bool {
        let latin = self.key.bytes().all(|byte| byte.is_ascii());
        let enough = if latin { 4 } else { 2 };
        self.is_plain() && self.key.chars().count() >= enough && !self.key.contains(' ')
    }

    fn is_plain(&self) -> bool {
        !self.exact && !self.start && !self.end
    }

    /// Returns what plain words mean together: a phrase as it is written and, of letters, one that sounds so.
    pub fn phrases(words: &[&Self]) -> Vec<Self> {
        if words.len() < 2 || words.iter().any(|word| !word.is_plain()) {
            return Vec::new();
        }
        let joined = |by: &str| {
            let typed: Vec<&str> = words.iter().map(|word| word.typed.as_str()).collect();
            typed.join(by)
        };
        let written = Self::new(&joined(" "), true, false, false);
        let letters = words.iter().all(|word| word.key.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        let spoken = letters.then(|| Self::new(&joined(""), false, false, false));
        std::iter::once(written).chain(spoken).collect()
    }
}
