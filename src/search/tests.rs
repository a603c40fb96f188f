//! What is found, and in which order.

use proptest::prelude::*;

use super::{Hit, Index, Spot, Target, Tier};
use crate::plan::Plan;
use crate::source::{SourceText, area};

const PLAN: &str = r#"
id = "ports"
title = { zh = "四港联动", en = "Four ports" }
owner = "市发改委"
text = "公铁空水合为一体"

[[goal]]
id = "network"
title = { zh = "综合交通网络", en = "Transport network" }

[[goal.task]]
id = "canal"
was = ["ports/zhe-gan-canal", "sea/first"]
title = { zh = "浙赣运河", en = "Zhejiang–Jiangxi Canal" }
owner = ["市交通局", "CRRC"]
with = "沿线各县"
text = { zh = "谋划中的内河航道", en = "An inland waterway, still planned" }

[[goal.task]]
id = "waterway"
title = "内河航道整治"
text = "运河以外的航道"

[[goal]]
id = "gang"
title = { zh = "四个港口联合动员", en = "FULL　ＷＩＤＴＨ Ａ３" }

[[goal]]
id = "four"
title = "推进四港联动"
"#;

fn plan() -> Plan {
    let source = SourceText { name: "plans/5-ports.toml".into(), text: PLAN.to_owned() };
    let file = area(&source, &Plan::default().strategy, 0);
    Plan { areas: vec![file.area], items: file.items, ..Plan::default() }
}

fn name(plan: &Plan, hit: &Hit) -> String {
    match hit.target {
        Target::Area(index) => plan.areas[index].id.as_str().to_owned(),
        Target::Item(index) => plan.items[index].id.slug().to_owned(),
    }
}

/// The text that a hit says it was found in.
fn text(plan: &Plan, hit: &Hit) -> String {
    let localized = |texts: &crate::plan::Localized, tag: &str| {
        let (_, text) = texts.iter().find(|(other, _)| *other == tag).expect("the language is there");
        text.raw().to_owned()
    };
    match (hit.target, &hit.spot) {
        (Target::Area(index), spot) => {
            let area = &plan.areas[index];
            match spot {
                Spot::Title(tag) => localized(&area.title, tag),
                Spot::Text(tag) => localized(area.text.as_ref().expect("it has a text"), tag),
                Spot::Owner(at) => area.owner[*at].raw().to_owned(),
                Spot::Id | Spot::Was(_) => area.id.as_str().to_owned(),
            }
        }
        (Target::Item(index), spot) => {
            let item = &plan.items[index];
            match spot {
                Spot::Title(tag) => localized(&item.title, tag),
                Spot::Text(tag) => localized(item.text.as_ref().expect("it has a text"), tag),
                Spot::Owner(at) => item.owner.iter().chain(&item.with).nth(*at).unwrap().raw().to_owned(),
                Spot::Id => item.id.as_str().to_owned(),
                Spot::Was(at) => item.was[*at].as_str().to_owned(),
            }
        }
    }
}

/// The characters of its text that a hit marks.
fn marked(plan: &Plan, hit: &Hit) -> String {
    let text: Vec<char> = text(plan, hit).chars().collect();
    hit.characters.iter().map(|&at| text[at]).collect()
}

#[test]
fn what_is_typed_is_found_where_it_stands() {
    let plan = plan();
    let index = Index::of(&plan);
    for (query, first, found) in [
        // Titles in both languages, in any case and width.
        ("运河", "canal", "运河"),
        ("canal", "canal", "Canal"),
        ("CANAL", "canal", "Canal"),
        ("ｃａｎａｌ", "canal", "Canal"),
        ("width a3", "gang", "ＷＩＤＴＨＡ３"),
        ("jiangxi", "canal", "Jiangxi"),
        // Ids, old ids, owners, texts.
        ("ports/four", "four", "ports/four"),
        ("zhe-gan-canal", "canal", "zhe-gan-canal"),
        ("sea/first", "canal", "sea/first"),
        ("市交通局", "canal", "市交通局"),
        ("crrc", "canal", "CRRC"),
        ("沿线", "canal", "沿线"),
        ("谋划", "canal", "谋划"),
        ("still planned", "canal", "stillplanned"),
        ("公铁空水", "ports", "公铁空水"),
        ("发改委", "ports", "发改委"),
        // Not side by side, within one title.
        ("浙运", "canal", "浙运"),
        ("综网", "network", "综网"),
        // Several words, each anywhere.
        ("运河 交通局", "canal", "运河"),
        ("河 赣", "canal", "赣河"),
        ("  运河  ", "canal", "运河"),
    ] {
        let hits = index.find(query);
        let hit = hits.first().unwrap_or_else(|| panic!("`{query}` finds nothing"));
        assert_eq!((name(&plan, hit).as_str(), marked(&plan, hit).as_str()), (first, found), "{query}");
    }
}

#[test]
fn the_best_comes_first() {
    let plan = plan();
    let index = Index::of(&plan);
    for (query, order) in [
        // The whole title, then one that holds it, then one that has its characters.
        ("四港联动", vec!["ports", "four", "gang"]),
        // A title before a text, also where the text begins with the word.
        ("运河", vec!["canal", "waterway"]),
        ("航道", vec!["waterway", "canal"]),
        ("内河航道", vec!["waterway", "canal"]),
        // A title that begins with it before an id that holds it.
        ("four", vec!["ports", "four"]),
        ("没有", vec![]),
        ("运河 没有", vec![]),
        ("", vec![]),
        ("   ", vec![]),
    ] {
        let found: Vec<String> = index.find(query).iter().map(|hit| name(&plan, hit)).collect();
        assert_eq!(found, order, "{query}");
    }
}

#[test]
fn what_is_not_side_by_side_is_only_looked_for_in_titles() {
    let plan = plan();
    let index = Index::of(&plan);
    for query in ["谋道", "市局", "pc"] {
        let spots = index.find(query).into_iter().map(|hit| (hit.tier, hit.spot));
        let wrong: Vec<_> = spots
            .filter(|(tier, spot)| *tier == Tier::Scattered && !matches!(spot, Spot::Title(_)))
            .collect();
        assert_eq!(wrong, [], "{query}");
    }
}

/// Pieces of the plan, and what people mistype.
fn query() -> impl Strategy<Value = String> {
    let chars: Vec<char> = PLAN.chars().filter(|c| !c.is_control()).collect();
    let piece = (0..chars.len(), 1usize..6)
        .prop_map(move |(at, count)| chars.iter().skip(at).take(count).collect::<String>());
    prop::collection::vec(prop_oneof![4 => piece, 1 => any::<String>(), 1 => Just(" ".to_owned())], 1..4)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_query_gives_the_same_list_and_every_hit_is_in_its_text(query in query()) {
        let plan = plan();
        let hits = Index::of(&plan).find(&query);
        prop_assert_eq!(&hits, &Index::of(&plan).find(&query));
        for (at, hit) in hits.iter().enumerate() {
            let length = text(&plan, hit).chars().count();
            prop_assert!(!hit.characters.is_empty());
            prop_assert!(hit.characters.is_sorted_by(|a, b| a < b), "{:?}", hit);
            prop_assert!(hit.characters.last().is_some_and(|&last| last < length), "{:?}", hit);
            prop_assert!(hits.iter().skip(at + 1).all(|other| other.target != hit.target), "once only");
            prop_assert!(hits.iter().skip(at + 1).all(|other| other.tier >= hit.tier), "worse tiers later");
        }
    }

    /// Every part of a title finds its item.
    #[test]
    fn a_part_of_a_title_finds_it(item in 0usize..5, from in 0usize..20, count in 1usize..20) {
        let plan = plan();
        let title = plan.items[item].title.in_language("zh").unwrap().raw().to_owned();
        let part: String = title.chars().skip(from).take(count).collect();
        prop_assume!(!part.trim().is_empty());
        let hits = Index::of(&plan).find(&part);
        prop_assert!(hits.iter().any(|hit| hit.target == Target::Item(item)), "{part}");
    }
}
