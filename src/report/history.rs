//! What became of a plan, commit by commit, as lines.

use super::changes::{
    area_changes, area_head, fact_changes, indented, item_changes, item_head, strategy_changes,
};
use super::{Emphasis, Line};
use crate::job::Compared;
use crate::text::Shown;
use crate::words::Words;

/// Tells a history, the latest first.
pub fn history(words: &Words, told: &[Compared]) -> Vec<Line> {
    let mut lines = Vec::new();
    if told.is_empty() {
        lines.push(words.say("history-nothing").into());
    }
    for compared in told {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(heading(words, compared));
        let comparison = &compared.comparison;
        lines.extend(strategy_changes(words, compared).into_iter().map(|line| indented(1, line)));
        for area in &comparison.areas {
            let own = area_changes(words, compared, area);
            if (area.is_added() || area.is_removed()) && area.items.len() != 1 {
                // What came or went as a whole is one thing.
                let count = words.say_with("history-items", &[("count", area.items.len().into())]);
                let head = area_head(words, compared, area).and(Emphasis::Plain, Shown::own("  "));
                lines.push(indented(1, head.and(Emphasis::Plain, count)));
                continue;
            }
            if !own.is_empty() {
                lines.push(indented(1, area_head(words, compared, area)));
                lines.extend(own.into_iter().map(|line| indented(3, line)));
            }
            for item in &area.items {
                lines.push(indented(1, item_head(words, compared, item)));
                lines.extend(item_changes(words, compared, item).into_iter().map(|line| indented(3, line)));
            }
        }
        lines.extend(fact_changes(words, compared).into_iter().map(|line| indented(1, line)));
    }
    lines
}

/// Names a passage in a list: the day, who, and why.
pub fn passage_title(words: &Words, compared: &Compared) -> Line {
    let Some(revision) = &compared.new.revision else {
        return Line::of(Emphasis::Caution, words.say("history-uncommitted"));
    };
    Line::of(Emphasis::Faint, revision.day().show().one_line())
        .and(Emphasis::Plain, Shown::own(" "))
        .and(Emphasis::Strong, revision.author.show().one_line())
        .and(Emphasis::Plain, Shown::own(" "))
        .and(Emphasis::Plain, revision.subject.show().one_line())
}

/// Names a commit by who made it, when and why.
fn heading(words: &Words, compared: &Compared) -> Line {
    let Some(revision) = &compared.new.revision else {
        return Line::of(Emphasis::Caution, words.say("history-uncommitted"));
    };
    let gap = || Shown::own("  ");
    Line::of(Emphasis::Faint, Shown::of(revision.short()))
        .and(Emphasis::Plain, gap())
        .and(Emphasis::Plain, revision.day().show().one_line())
        .and(Emphasis::Plain, gap())
        .and(Emphasis::Strong, revision.author.show().one_line())
        .and(Emphasis::Plain, gap())
        .and(Emphasis::Plain, revision.subject.show().one_line())
}
