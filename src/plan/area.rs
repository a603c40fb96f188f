//! A focus area: one file of the plan.

use super::{AreaId, Citation, Localized, Place};
use crate::text::Foreign;

/// One focus area. It groups items and is not marked itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    pub id: AreaId,
    pub title: Localized,
    pub text: Option<Localized>,
    pub owner: Vec<Foreign>,
    pub seed: Vec<Citation>,
    pub place: Place,
    /// True where the file is not whole TOML: what could be read is shown, and nothing in it can be marked.
    pub broken: bool,
}
