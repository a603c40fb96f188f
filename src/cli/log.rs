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
    let about = match text {
        None => About::Everything,
        Some(text) => about(session.open().plan(), text)?,
    };
    let told = session.history(about, None)?;
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

/// Understands an area, an item, or the id of an item that is there no more.
fn about(plan: &Plan, text: &str) -> Result<About, Failure> {
    if let Ok(id) = AreaId::parse(text)
        && plan.areas.iter().any(|area| area.id == id)
    {
        return Ok(About::Area(id));
    }
    match items::item(plan, text) {
        Ok(index) => Ok(About::Item(plan.items[index].id.clone())),
        Err(failure) => ItemId::parse(text).map_or(Err(failure), |id| Ok(About::Item(id))),
    }
}
