//! What holds of an item although nobody read its present wording, in the form scripts read: baselines, and changes declared
//! to be of wording only.

use serde::Serialize;

use super::{at, line, raw};
use crate::review::{CarryState, CurrentCarry, Deed, Review, Standing};

#[derive(Debug, Serialize)]
pub(super) struct BaselineEntry {
    by: String,
    until: String,
    status: Option<String>,
    /// By which decision.
    text: Option<String>,
    seen: String,
    /// Whether it stands for what nobody has said: the wording is the same, and no mark or decision counts.
    adopted: bool,
    /// Whether the wording changed since.
    changed: bool,
    at: Option<String>,
    file: String,
    line: Option<usize>,
    id: String,
}

#[derive(Debug, Serialize)]
pub(super) struct CarryEntry {
    by: String,
    from: String,
    seen: String,
    fields: Vec<String>,
    text: Option<String>,
    /// `holds`, `waits`, `beyond` where more than words changed, `unproved`, or `unlisted`.
    state: &'static str,
    /// The roles that are still to confirm it.
    waits_for: Vec<String>,
    /// Those who refused it, whose marks it does not carry.
    refused_by: Vec<String>,
    at: Option<String>,
    file: String,
    line: Option<usize>,
    id: String,
}

impl BaselineEntry {
    /// Describes the baseline of an item.
    pub(super) fn of(review: &Review, standing: &Standing) -> Option<Self> {
        let baseline = standing.baseline()?;
        let fact = review.fact(&baseline.id)?;
        let Deed::Adopt(adopt) = &fact.deed else { return None };
        Some(Self {
            by: baseline.by.as_str().to_owned(),
            until: baseline.until.to_string(),
            status: adopt.status.as_ref().map(|status| status.as_str().to_owned()),
            text: adopt.text.as_ref().map(|text| text.raw().to_owned()),
            seen: adopt.pin.seen.as_str().to_owned(),
            adopted: standing.adopted,
            changed: baseline.changed,
            at: at(fact),
            file: fact.place.file.raw().to_owned(),
            line: line(&fact.place),
            id: baseline.id.as_str().to_owned(),
        })
    }
}

impl CarryEntry {
    /// Describes what was declared of a change.
    pub(super) fn of(review: &Review, current: &CurrentCarry) -> Option<Self> {
        let fact = review.fact(&current.id)?;
        let Deed::Carry(carry) = &fact.deed else { return None };
        Some(Self {
            by: current.by.as_str().to_owned(),
            from: carry.from.as_str().to_owned(),
            seen: carry.pin.seen.as_str().to_owned(),
            fields: carry.fields.clone(),
            text: carry.text.as_ref().map(|text| text.raw().to_owned()),
            state: match &current.state {
                CarryState::Holds => "holds",
                CarryState::Waits(_) => "waits",
                CarryState::Beyond(_) => "beyond",
                CarryState::WordingLost => "unproved",
                CarryState::Unlisted => "unlisted",
            },
            waits_for: match &current.state {
                CarryState::Waits(roles) => raw(roles),
                _ => Vec::new(),
            },
            refused_by: current.refused.iter().map(|by| by.as_str().to_owned()).collect(),
            at: at(fact),
            file: fact.place.file.raw().to_owned(),
            line: line(&fact.place),
            id: current.id.as_str().to_owned(),
        })
    }
}
