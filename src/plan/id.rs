//! Ids: exact names that never change their meaning. Knows what an id may look like, not what it names.

use std::fmt;

use crate::text::Foreign;

/// Why a text cannot be an id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadId {
    #[error("an id must not be empty")]
    Empty,
    #[error("an id has letters, digits, `-`, `_` and `.` only")]
    Character(char),
    #[error("an item id is written `area/slug`")]
    Form,
}

/// Letters of any script, digits and three signs: all of them can be shown as they are and used in a file name.
fn check(part: &str) -> Result<(), BadId> {
    if part.is_empty() {
        return Err(BadId::Empty);
    }
    match part.chars().find(|&c| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))) {
        Some(bad) => Err(BadId::Character(bad)),
        None => Ok(()),
    }
}

/// The id of a focus area, for example `ports`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AreaId(String);

impl AreaId {
    /// Parses an area id.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        check(text).map(|()| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The id of a goal, task or project: `area/slug`, for example `ports/zhe-gan-canal`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemId(String);

impl ItemId {
    /// What stands for the area in the ids of items whose own id cannot be read, and neither that of their area.
    pub const UNNAMED: &'static str = "unnamed";

    /// Parses `area/slug`.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        let (area, slug) = text.split_once('/').ok_or(BadId::Form)?;
        check(area)?;
        check(slug)?;
        Ok(Self(text.to_owned()))
    }

    /// Joins an area and a slug.
    pub fn new(area: &AreaId, slug: &str) -> Result<Self, BadId> {
        check(slug).map(|()| Self(format!("{}/{slug}", area.as_str())))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the part before the slug: the id of its area.
    pub fn area(&self) -> &str {
        self.0.split_once('/').map_or("", |(area, _)| area)
    }

    /// Returns the part after the area.
    pub fn slug(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, slug)| slug)
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&ItemId> for Foreign {
    fn from(id: &ItemId) -> Self {
        Self::new(id.as_str())
    }
}

/// The id of a reviewer, also the first part of the name of the reviewer's files.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReviewerId(String);

impl ReviewerId {
    /// Parses a reviewer id: as other ids, but without `.`, which ends it in a file name.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        check(text)?;
        if text.contains('.') {
            return Err(BadId::Character('.'));
        }
        if text.starts_with('-') {
            return Err(BadId::Character('-'));
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_letters_digits_and_three_signs() {
        for good in ["ports/zhe-gan-canal", "四港/运河", "a/b_c.d"] {
            assert_eq!(ItemId::parse(good).map(|id| id.as_str().to_owned()), Ok(good.to_owned()));
        }
        for (bad, why) in [
            ("ports", BadId::Form),
            ("/x", BadId::Empty),
            ("ports/", BadId::Empty),
            ("ports/a b", BadId::Character(' ')),
            ("ports/a/b", BadId::Character('/')),
            ("ports/a\u{202e}b", BadId::Character('\u{202e}')),
        ] {
            assert_eq!(ItemId::parse(bad), Err(why), "{bad:?}");
        }
    }

    #[test]
    fn a_reviewer_id_can_be_a_file_name() {
        for bad in ["", "a.b", "../x", "-rf", "a b"] {
            assert!(ReviewerId::parse(bad).is_err(), "{bad:?}");
        }
        assert!(ReviewerId::parse("甲").is_ok());
    }
}
