//! `log [ITEM]`: what became of the plan, of an area or of an item, commit by commit.

use serde::Serialize;

use super::failure::Failure;
use super::items;
use super::output::Answer;
use super::session::Session;
use crate::job::About;
use crate::plan::{AreaId, ItemId, Plan};
use crate::report::{self, ChangesEntry};

#[derive(Serialize)]
struct Log {
    history: Vec<ChangesEntry>,
    /// There is older history, which this clone does not hold.
    cut: bool,
}

/// Tells the history of what `text` names, or of everything.
pub(super) fn log(session: &Session, text: Option<&str>) -> Result<Answer, Failure> {
    let (about, unknown) = match text {
        None => (About::Everything, None),
        Some(text) => about(session.open().plan(), text)?,
    };
    let told = session.history(about, None)?;
    if let Some(failure) = unknown
        && told.passages.is_empty()
        && !told.is_cut
    {
        return Err(failure);
    }
    let words = &session.words;
    Ok(session.answer(
        "log",
        || Log {
            history: told.passages.iter().map(|compared| ChangesEntry::of(words, compared)).collect(),
            cut: told.is_cut,
        },
        || report::history(words, &told),
    ))
}

/// Understands an area, an item, or the id of an item that is not there; with what to say where it never was.
fn about(plan: &Plan, text: &str) -> Result<(About, Option<Failure>), Failure> {
    if let Ok(id) = AreaId::parse(text)
        && plan.areas.iter().any(|area| area.id == id)
    {
        return Ok((About::Area(id), None));
    }
    match items::item(plan, text) {
        Ok(index) => Ok((About::Item(plan.items[index].id.clone()), None)),
        Err(failure) => match ItemId::parse(text) {
            Ok(id) => Ok((About::Item(id), Some(failure))),
            Err(_) => Err(failure),
        },
    }
}
