//! Laws of comparing, on random plans.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::prelude::*;

use super::samples::{compared, plan};
use crate::compare::{Change, Comparison, FieldChange};
use crate::plan::Plan;

/// Writes one or two areas with some of eight goals, in any order, each with or without what a goal can say.
fn texts() -> impl Strategy<Value = Vec<String>> {
    let goal = (0_usize..8, prop::sample::select(vec!["甲", "乙", "丙"]), any::<[bool; 4]>());
    let area = prop::collection::vec(goal, 0..6);
    (area.clone(), area).prop_map(|(one, two)| {
        let mut seen = std::collections::BTreeSet::new();
        let mut write = |area: &str, goals: Vec<(usize, &str, [bool; 4])>| {
            let mut text = format!("id = \"{area}\"\ntitle = \"题\"\n");
            for (slug, title, [due, owner, was, task]) in goals {
                if !seen.insert(slug) {
                    continue;
                }
                write!(text, "[[goal]]\nid = \"g{slug}\"\ntitle = \"{title}\"\n").unwrap();
                if due {
                    text.push_str("due = 2025-12-31\n");
                }
                if owner {
                    text.push_str("owner = [\"市交通局\"]\n");
                }
                if was {
                    let other = if area == "a" { "b" } else { "a" };
                    writeln!(text, "was = [\"{other}/g{slug}\"]").unwrap();
                }
                if task {
                    write!(text, "[[goal.task]]\nid = \"t{slug}\"\ntitle = \"{title}务\"\n").unwrap();
                }
            }
            text
        };
        vec![write("a", one), write("b", two)]
    })
}

fn read(texts: &[String]) -> Plan {
    plan(&texts.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Turns what is told of an item around.
fn turned(comparison: &Comparison) -> BTreeMap<(Option<usize>, Option<usize>), Vec<FieldChange>> {
    let turn = |change: &FieldChange| FieldChange {
        said: Change { old: change.said.new.clone(), new: change.said.old.clone() },
        ..change.clone()
    };
    comparison.items().map(|item| ((item.new, item.old), item.fields.iter().map(turn).collect())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_changed_between_a_plan_and_itself(texts in texts()) {
        let plan = read(&texts);
        prop_assert!(compared(&plan, &plan).is_empty());
    }

    #[test]
    fn looking_back_tells_the_same_the_other_way_round(old in texts(), new in texts()) {
        let (old, new) = (read(&old), read(&new));
        let (there, back) = (compared(&old, &new), compared(&new, &old));
        let told: BTreeMap<_, _> =
            back.items().map(|item| ((item.old, item.new), item.fields.clone())).collect();
        prop_assert_eq!(turned(&there), told);
    }

    #[test]
    fn every_item_is_on_both_sides_or_told_of(old in texts(), new in texts()) {
        let (old, new) = (read(&old), read(&new));
        let comparison = compared(&old, &new);
        let added = comparison.items().filter(|item| item.is_added()).count();
        let removed = comparison.items().filter(|item| item.is_removed()).count();
        prop_assert_eq!(old.items.len() - removed, new.items.len() - added);
        for item in comparison.items() {
            if let (Some(was), Some(now)) = (item.old, item.new) {
                let same = old.items[was].id == new.items[now].id;
                prop_assert_eq!(same, item.renamed.is_none());
            }
        }
    }
}
