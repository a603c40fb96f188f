//! Small plans written as people write them, and what is told of two of them.

use std::fmt::Write as _;

use crate::compare::{Comparison, Side, compare};
use crate::plan::{Plan, ReviewerId};
use crate::review::Review;
use crate::source::{SourceText, add_area, review_file, strategy};

/// Reads a plan of the area files `1-….toml`, `2-….toml` and so on.
pub(super) fn plan(areas: &[&str]) -> Plan {
    let mut plan = Plan::default();
    for (index, text) in areas.iter().enumerate() {
        let name = format!("plans/{}-area.toml", index + 1);
        drop(add_area(&SourceText::new(name.as_str().into(), *text), &mut plan));
    }
    plan
}

/// Puts a strategy under a plan of one area.
pub(super) fn under(rules: &str, area: &str) -> Plan {
    let source = SourceText::new("plans/strategy.toml".into(), rules);
    let mut plan = Plan { strategy: strategy(&source).0, ..Plan::default() };
    drop(add_area(&SourceText::new("plans/1-area.toml".into(), area), &mut plan));
    plan
}

/// Adds up the lines of `jia` about a plan.
pub(super) fn review(plan: &Plan, lines: &str) -> Review {
    let jia = ReviewerId::parse("jia").unwrap();
    let text = format!("format = 1\nreviewer = \"jia\"\n\n[facts]\n{lines}");
    let file = review_file(&SourceText::new("plans/reviews/jia.000000.toml".into(), text), &jia);
    assert!(file.problems.is_empty(), "{:?}", file.problems);
    Review::of(plan, file.facts)
}

/// Compares two plans about which nothing was recorded.
pub(super) fn compared(old: &Plan, new: &Plan) -> Comparison {
    let (before, after) = (Review::of(old, []), Review::of(new, []));
    compare(Side { plan: old, review: &before }, Side { plan: new, review: &after })
}

/// Writes what became of the items, one line each.
pub(super) fn told(old: &Plan, new: &Plan) -> Vec<String> {
    let line = |item: &crate::compare::ItemChange| {
        let mut line = match (item.is_added(), item.is_removed()) {
            (true, _) => format!("+ {}", item.id),
            (_, true) => format!("- {}", item.id),
            _ => format!("  {}", item.id),
        };
        if let Some(renamed) = &item.renamed {
            write!(line, " was {}", renamed.old).unwrap();
        }
        if let Some(moved) = &item.moved {
            write!(line, " moved {:?}", moved.distance).unwrap();
        }
        if let Some(joined) = &item.joined {
            write!(line, " joined {joined}").unwrap();
        }
        for field in &item.fields {
            write!(line, " {}", field.field.name()).unwrap();
        }
        line
    };
    compared(old, new).items().map(line).collect()
}
