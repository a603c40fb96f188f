//! `adopt --until DAY [QUERY|ITEM…]`: takes over what was agreed before the review began, so that it starts at zero and
//! nobody is said to have read anything.

use super::failure::Failure;
use super::identify::identify;
use super::output::{Answer, ask, is_yes, nothing_recorded};
use super::recording::Written;
use super::session::{Opened, Session};
use super::{items, list};
use crate::plan::calendar;
use crate::review::drafting::{self, Agreed};
use crate::text::Shown;

/// What is said of the items.
pub(super) struct Said<'a> {
    /// Items, or a query that finds them; everything where it is empty.
    pub(super) what: &'a [&'a str],
    pub(super) until: &'a str,
    pub(super) status: Option<&'a str>,
    /// The decision by which it was agreed.
    pub(super) text: Option<&'a str>,
}

/// Records a baseline for each item that is meant. Somebody at a terminal is asked first.
pub(super) fn adopt(session: &Session, said: &Said<'_>) -> Result<Answer, Failure> {
    if said.text.is_some_and(|text| text.trim().is_empty()) {
        return Err(Failure::EmptyNote);
    }
    let until = calendar::full_day(said.until).ok_or_else(|| Failure::BadDay { text: said.until.into() })?;
    let opened = session.open_to_record();
    let plan = opened.plan();
    let status = said.status.map(|text| items::status(&session.words, plan, text)).transpose()?;
    let indices = meant(session, &opened, said.what)?;
    if indices.is_empty() {
        return Err(Failure::NothingToAdopt);
    }
    let by = identify(session, &opened)?;
    let args = [("count", indices.len().into()), ("until", Shown::written(until.to_string()).into())];
    if session.can_ask {
        let answer = ask(&session.words.say_with("cli-adopt-ask", &args));
        if !answer.as_deref().is_some_and(is_yes) {
            return Ok(nothing_recorded(session));
        }
    }
    let head = opened.head();
    let agreed = Agreed { until, status, text: said.text.map(Into::into) };
    let deed = |&index| drafting::adopt(plan, &opened.review, &by, index, &agreed, head);
    let recorded = session.record(&by, indices.iter().map(deed).collect()).map_err(Failure::NotRecorded)?;
    let mut answer = Written::new(by, recorded).finish(session, &opened, "adopt");
    answer.remarks.push(session.words.say_with("cli-adopted", &args));
    Ok(answer)
}

/// Returns the items that are named; else those that the words find and of which nobody has said anything yet.
fn meant(session: &Session, opened: &Opened, words: &[&str]) -> Result<Vec<usize>, Failure> {
    let plan = opened.plan();
    if let Some(named) = items::named(opened, words) {
        return named;
    }
    let mut found = list::matches(session, opened, &words.join(" "), None)?.items;
    // Asked of all at once, for it may be the whole plan.
    let positions = plan.positions();
    found.retain(|&index| {
        let (item, standing) = (&plan.items[index], opened.review.standing(index));
        let unheard = standing.marks.is_empty() && standing.decisions.is_empty() && !standing.adopted;
        let is_one = positions.get(&item.id) == Some(&Some(index));
        unheard && is_one && !item.damaged && !plan.areas[item.area].broken
    });
    Ok(found)
}
