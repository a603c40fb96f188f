//! What was recorded between two versions of a plan, as lines: reviewer by reviewer.

use super::changes::{indented, sign};
use super::meeting::{item_name, outcome_name};
use super::stance::{emphasis, status_symbol};
use super::{Emphasis, Line};
use crate::compare::FactsChange;
use crate::job::{Compared, Snapshot};
use crate::review::{Deed, Fact, Step};
use crate::text::Shown;
use crate::words::Words;

/// Tells what was recorded in between, reviewer by reviewer.
pub(super) fn fact_changes(words: &Words, compared: &Compared) -> Vec<Line> {
    let mut lines = Vec::new();
    for (by, FactsChange { added, lost, altered }) in &compared.comparison.facts {
        let args = [("by", Shown::of(by.as_str()).into()), ("count", added.len().into())];
        lines.push(Line::of(Emphasis::Strong, words.say_with("changes-facts-of", &args)));
        let facts = added.iter().filter_map(|id| compared.new.review.fact(id));
        lines.extend(facts.map(|fact| indented(1, fact_line(words, &compared.new, fact))));
        for (count, id) in [(lost.len(), "changes-facts-lost"), (altered.len(), "changes-facts-altered")] {
            if count > 0 {
                let said = words.say_with(id, &[("count", count.into())]);
                lines.push(indented(1, Line::of(Emphasis::Bad, said)));
            }
        }
    }
    lines
}

/// Says what a reviewer recorded about which item, in one line.
fn fact_line(words: &Words, side: &Snapshot, fact: &Fact) -> Line {
    let mut line = deed_line(words, side, fact);
    let on_the_table = match &fact.deed {
        Deed::Meeting(Step::Item { item, .. }) => Some(item),
        _ => None,
    };
    if let Some(id) = side.review.item_touched(fact).or(on_the_table) {
        line.append(sign(Emphasis::Plain, "  "));
        line.append(item_name(words, &side.plan, id).into());
    }
    line
}

/// Says what a reviewer recorded, and when.
pub(super) fn deed_line(words: &Words, side: &Snapshot, fact: &Fact) -> Line {
    let when = fact.at.as_ref().map(crate::review::Moment::short).unwrap_or_default();
    let mut line = Line::of(Emphasis::Faint, Shown::of(&format!("{when}  ")));
    let strategy = &side.plan.strategy;
    let deed = match &fact.deed {
        Deed::Mark(mark) => {
            let how = emphasis(strategy, &mark.status);
            Line::of(how, status_symbol(strategy, &mark.status))
                .and(how, Shown::own(" "))
                .and(how, words.status(strategy, &mark.status))
        }
        Deed::Outcome(outcome) => {
            let told = ("status", outcome_name(words, strategy, outcome).into());
            Line::of(emphasis(strategy, &outcome.status), words.say_with("deed-outcome", &[told]))
        }
        other => words.deed(strategy, other).into(),
    };
    line.append(deed);
    line
}
