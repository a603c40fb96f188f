//! What the line below says of the selected item: that it, or what it rests on, changed since it was marked.

use super::marks;
use crate::app::{Model, Reason, ToConfirm};
use crate::command::{Command, Scope};
use crate::review::CurrentMark;
use crate::text::Shown;
use crate::words::Words;

/// What can be done about the selected item, where it says something else than when the reviewer marked it.
pub(super) fn changed_since_marked(model: &Model, words: &Words) -> Option<Shown> {
    let index = model.selected_item().filter(|_| model.scopes().contains(&Scope::Outline))?;
    let speaker = model.speaker()?;
    let (strategy, standing) = (&model.plan.strategy, model.review.standing(index));
    let to_confirm = match model.to_confirm(index, &speaker) {
        Err(Reason::SaysSeveralThings) => {
            let who = marks::reviewer_name(model, speaker.voice());
            return Some(words.say_with("contradicting-marks", &[("who", who.into())]));
        }
        other => other.ok()?,
    };
    let key = |command| model.keys_of(command).first().map(|key| Shown::of(key));
    let (again, withdraw) = (key(Command::Reconfirm)?, key(Command::Withdraw)?);
    let mut args = vec![("again", again.into()), ("withdraw", withdraw.into())];
    let status = match to_confirm {
        ToConfirm::Carry(by) => {
            args.push(("who", marks::reviewer_name(model, &by).into()));
            return Some(words.say_with("carry-to-confirm", &args));
        }
        ToConfirm::Status(status) => words.status(strategy, &status),
    };
    args.push(("status", status.into()));
    if let Some(reviewer) = &speaker.on_behalf {
        args.push(("who", marks::reviewer_name(model, reviewer).into()));
        let id = match changed(standing.of(reviewer)) {
            Changed::Wording => "changed-since-they-marked",
            Changed::Above => "suspect-since-they-marked",
            Changed::Source => "source-since-they-marked",
        };
        return Some(words.say_with(id, &args));
    }
    let me = &speaker.by;
    let for_me = standing.of(me).find(|mark| mark.is_unconfirmed() && !mark.wants_another_look());
    let Some((writer, _)) = for_me.and_then(|mark| mark.backing.recorded_by()) else {
        let carry = standing.of(me).find_map(|mark| mark.carried.last());
        // What one declared oneself is known.
        if let Some(by) =
            carry.and_then(|id| model.review.fact(id)).map(|fact| &fact.by).filter(|by| *by != me)
        {
            args.push(("who", marks::reviewer_name(model, by).into()));
            return Some(words.say_with("carried-since-marked", &args));
        }
        let changed = changed(standing.of(me));
        let id = match changed {
            Changed::Wording => "changed-since-marked",
            Changed::Above => "suspect-since-marked",
            Changed::Source => "source-since-marked",
        };
        return (changed != Changed::Wording || carry.is_none()).then(|| words.say_with(id, &args));
    };
    args.push(("who", marks::reviewer_name(model, writer).into()));
    Some(words.say_with("recorded-for-me", &args))
}

/// What is otherwise than when somebody marked an item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Changed {
    Wording,
    /// The wording of an item above.
    Above,
    /// A clause that the item cites, and nothing else.
    Source,
}

fn changed<'a>(marks: impl Iterator<Item = &'a CurrentMark>) -> Changed {
    let marks: Vec<&CurrentMark> = marks.collect();
    if marks.iter().any(|mark| mark.suspect.is_some()) {
        return Changed::Above;
    }
    let is_of_source = |mark: &&CurrentMark| !mark.is_on_another_wording() && !mark.source_changed.is_empty();
    if marks.iter().any(is_of_source) { Changed::Source } else { Changed::Wording }
}
