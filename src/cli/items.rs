//! The items and statuses that arguments mean. Whatever is not clear is refused before anything is written.

use super::failure::Failure;
use super::session::Opened;
use crate::plan::{Found, ItemId, Plan, StatusId};
use crate::words::Words;

/// Returns the one item that `text` means: by its id, an old id, or its slug alone where only one item has it.
pub(super) fn item(plan: &Plan, text: &str) -> Result<usize, Failure> {
    match plan.find(text) {
        Found::One(index) => Ok(index),
        Found::None(_) if plan.areas.iter().any(|area| area.id.as_str() == text) => {
            Err(Failure::AnArea { id: text.into() })
        }
        Found::None(nearest) => Err(Failure::UnknownItem { text: text.into(), nearest }),
        Found::Several(indices) => {
            let items: Vec<_> = indices.iter().map(|&index| &plan.items[index]).collect();
            let mut ids: Vec<_> = items.iter().map(|item| item.id.clone()).collect();
            ids.dedup();
            match &ids[..] {
                [id] => {
                    let places = items.iter().map(|item| item.place.clone()).collect();
                    Err(Failure::AmbiguousItem { id: id.clone(), places })
                }
                _ => Err(Failure::SeveralItems { text: text.into(), ids }),
            }
        }
    }
}

/// Returns the item that `text` means, if facts about it can be recorded.
pub(super) fn item_to_record(opened: &Opened, text: &str) -> Result<usize, Failure> {
    let plan = opened.plan();
    let index = item(plan, text)?;
    let item = &plan.items[index];
    if item.damaged || plan.areas[item.area].broken {
        return Err(Failure::DamagedItem { id: item.id.clone(), place: item.place.clone() });
    }
    if plan.is_ambiguous(index) {
        let same = plan.items.iter().filter(|other| other.id == item.id);
        let places = same.map(|item| item.place.clone()).collect();
        return Err(Failure::AmbiguousItem { id: item.id.clone(), places });
    }
    Ok(index)
}

/// Returns the items that `texts` mean, each once, if facts about all of them can be recorded.
pub(super) fn items_to_record(opened: &Opened, texts: &[&str]) -> Result<Vec<usize>, Failure> {
    let mut indices = Vec::new();
    for text in texts {
        let index = item_to_record(opened, text)?;
        if !indices.contains(&index) {
            indices.push(index);
        }
    }
    Ok(indices)
}

/// Returns the items that `words` name, if facts about all of them can be recorded; `None` where the words are a query, since
/// one of them is neither the id or slug of an item nor in the form of an id.
pub(super) fn named(opened: &Opened, words: &[&str]) -> Option<Result<Vec<usize>, Failure>> {
    let is_item =
        |word: &&str| ItemId::parse(word).is_ok() || !matches!(opened.plan().find(word), Found::None(_));
    (!words.is_empty() && words.iter().all(is_item)).then(|| items_to_record(opened, words))
}

/// Returns the status that `text` means: by its id, or by its name in any language.
pub(super) fn status(words: &Words, plan: &Plan, text: &str) -> Result<StatusId, Failure> {
    let wanted = text.to_lowercase();
    let statuses = &plan.strategy.statuses;
    let by_id = statuses.iter().find(|status| status.id.as_str() == text);
    let named = |status: &&crate::plan::Status| {
        let mut names = status.name.iter();
        status.id.as_str().to_lowercase() == wanted
            || names.any(|(_, name)| name.raw().to_lowercase() == wanted)
    };
    by_id
        .or_else(|| statuses.iter().find(named))
        .map(|status| status.id.clone())
        .ok_or_else(|| Failure::unknown_status(words, plan, text))
}
