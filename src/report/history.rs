//! What became of a plan, commit by commit, as lines.

use super::changes::{
    area_changes, area_head, clause_changes, indented, item_changes, item_head, strategy_changes,
};
use super::changes_facts::fact_changes;
use super::{Emphasis, Line};
use crate::job::{Compared, History};
use crate::text::Shown;
use crate::words::Words;

/// Tells a history, the latest first, and where it is cut.
pub fn history(words: &Words, history: &History) -> Vec<Line> {
    let mut lines = passages(words, &history.passages);
    if history.is_cut {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(cut(words));
    } else if lines.is_empty() {
        lines.push(words.say("history-nothing").into());
    }
    lines
}

/// Says that this clone does not hold older history.
pub fn cut(words: &Words) -> Line {
    Line::of(Emphasis::Caution, words.say("history-cut"))
}

/// Tells commits, the latest first.
pub fn passages(words: &Words, told: &[Compared]) -> Vec<Line> {
    let mut lines = Vec::new();
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
        lines.extend(clause_changes(words, compared).into_iter().map(|line| indented(1, line)));
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
