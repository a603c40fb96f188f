//! A plan file as text that compares well line by line: one line a field, whatever its layout, keys and remarks.

use super::Line;
use crate::compare;
use crate::plan::{Plan, Strategy};
use crate::source::{self, SourceText};
use crate::text::Shown;
use crate::words::Words;

/// Writes an area file; `None` where the text is no whole area file, so that it is better read as it is.
pub fn plan_file(words: &Words, text: &str) -> Option<Vec<Line>> {
    let source = SourceText::new("".into(), text);
    let mut plan = Plan { strategy: Strategy::default(), ..Plan::default() };
    drop(source::add_area(&source, &mut plan));
    let area = plan.areas.first().filter(|area| !area.broken)?;
    if plan.items.is_empty() || plan.items.iter().any(|item| item.damaged) {
        return None;
    }
    let mut lines = vec![Line::from(Shown::of(area.id.as_str()))];
    lines.extend(said(words, &plan, 1, compare::said_by_area(area)));
    for item in &plan.items {
        lines.push(Line::default());
        lines.push(Line::from(Shown::of(item.id.as_str())));
        lines.extend(said(words, &plan, 1, compare::said_by_item(item)));
    }
    Some(lines)
}

fn said(words: &Words, plan: &Plan, steps: usize, said: Vec<compare::Saying>) -> Vec<Line> {
    let mut lines = Vec::new();
    for compare::Saying { field, language, said } in said {
        let mut label = Shown::of(&"  ".repeat(steps));
        label.push(&words.item_field(&plan.strategy, &field));
        if let Some(language) = language {
            label.push(&Shown::of(&format!(" {language}")));
        }
        label.push(&Shown::own(": "));
        // A paragraph is a line, so that a difference is no longer than what changed.
        for (number, text) in words.said(&said).lines().enumerate() {
            let mut line = if number == 0 { label.clone() } else { Shown::of(&"  ".repeat(steps + 1)) };
            line.push(&text);
            lines.push(Line::from(line));
        }
    }
    lines
}
