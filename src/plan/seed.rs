//! The source a plan was drawn from, in numbered clauses. Knows no Markdown.

use super::{AreaId, Place};
use crate::text::{Foreign, nfc};

/// A reference from an item to a clause: `quzhou-2020#5.2`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Citation {
    pub seed: AreaId,
    pub clause: String,
}

impl Citation {
    /// Parses `seed#clause`; `None` where it is not of that form.
    pub fn parse(text: &str) -> Option<Self> {
        let (seed, clause) = text.split_once('#')?;
        let numbered = !clause.is_empty()
            && clause.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
        numbered.then_some(())?;
        Some(Self { seed: seed_name(seed)?, clause: clause.to_owned() })
    }
}

/// Parses the name of a source, which is that of a file: some systems give it back decomposed, others composed, whatever
/// was typed.
pub fn seed_name(text: &str) -> Option<AreaId> {
    AreaId::parse(&nfc(text)).ok()
}

impl std::fmt::Display for Citation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}#{}", self.seed.as_str(), self.clause)
    }
}

/// One numbered clause. A section has a heading and no text; a clause has text and no heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// For example `5` for a section and `5.2` for a clause.
    pub number: String,
    pub heading: Foreign,
    pub text: Foreign,
    pub place: Place,
}

impl Clause {
    /// Tells whether this is the heading of a section, which need not be cited.
    pub fn is_section(&self) -> bool {
        !self.number.contains('.')
    }
}

/// One source document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seed {
    /// The name of the file without its ending: what citations name.
    pub name: AreaId,
    pub title: Foreign,
    pub publication: Foreign,
    pub date: Foreign,
    /// True where the text is a digest in other words, not the original.
    pub digest: bool,
    pub clauses: Vec<Clause>,
    pub file: Foreign,
    /// True where it could not be read whole, so that clauses may be missing.
    pub broken: bool,
}
