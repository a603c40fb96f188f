//! What a commit says that publishes verdicts: how many of which in which area, then a line an item.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::commit_message::item_line;
use crate::job::PublishedCopy;
use crate::plan::Plan;
use crate::text::Shown;
use crate::words::Words;

/// Writes the message for a commit that holds `copies`, which are about items of `plan`.
pub fn publish_message(words: &Words, plan: &Plan, copies: &[PublishedCopy]) -> String {
    // By the place of the status; what is taken away comes last.
    let mut areas: BTreeMap<usize, BTreeMap<usize, (Shown, usize)>> = BTreeMap::new();
    let mut lines = String::new();
    for copy in copies {
        let Some(index) = plan.position(&copy.item) else { continue };
        let item = &plan.items[index];
        let what = match &copy.new {
            Some(status) => words.status(&plan.strategy, status),
            None => words.say("message-publish-gone"),
        };
        let place = plan.strategy.statuses.iter().position(|status| Some(&status.id) == copy.new.as_ref());
        let counted = areas.entry(item.area).or_default().entry(place.unwrap_or(usize::MAX));
        counted.or_insert_with(|| (what.clone(), 0)).1 += 1;
        let args = [("what", what.into()), ("about", item_line(words, plan, &copy.item).into())];
        writeln!(lines, "{}", words.say_with("message-publish-line", &args))
            .expect("a String takes all that is written");
    }
    let part = |(area, counts): (&usize, &BTreeMap<usize, (Shown, usize)>)| {
        let count = |(what, count): &(Shown, usize)| {
            words.say_with("message-count", &[("count", (*count).into()), ("status", what.clone().into())])
        };
        let counts: Vec<Shown> = counts.values().map(count).collect();
        let counts = Shown::join(&counts, &words.say("list-separator"));
        let area = words.choose(&plan.areas[*area].title);
        words.say_with("message-area", &[("area", area.into()), ("counts", counts.into())])
    };
    let parts: Vec<Shown> = areas.iter().map(part).collect();
    let parts = Shown::join(&parts, &words.say("message-separator"));
    let subject = words.say_with("message-publish", &[("parts", parts.into())]);
    format!("{}\n\n{lines}", subject.one_line())
}
