//! What is told of changes that people make.

use super::samples::{compared, plan, review, told, under};
use crate::compare::{Difference, ItemField, Said, Side, StrategyPart, compare};
use crate::plan::ReviewerId;
use crate::review::Verdict;

const PORTS: &str = r#"
id = "ports"
title = "四港联动"
[[goal]]
id = "network"
title = "综合交通网络"
  [[goal.task]]
  id = "hub"
  title = "航空物流枢纽"
  due = 2025-12-31
  owner = ["市交通局", "市发改委"]
  metric = { name = "直飞城市", unit = "个", target = { value = 30, year = 2025 } }
    [[goal.task.project]]
    id = "canal"
    title = "谋划浙赣运河"
  [[goal.task]]
  id = "rail"
  title = "城市轨道交通"
[[goal]]
id = "trade"
title = "信息港"
"#;

/// Takes a part out: from `from` to before `to`, or to the end.
fn without(text: &str, from: &str, to: &str) -> String {
    let (before, rest) = text.split_once(from).unwrap();
    let after = if to.is_empty() { "" } else { rest.split_once(to).unwrap().1 };
    format!("{before}{}{after}", if to.is_empty() { "" } else { to })
}

#[test]
fn layout_comments_and_the_order_of_keys_are_no_changes() {
    let other = "# 备注\r\ntitle = '四港联动'\r\nid = \"ports\"\r\n\r\n\r\n[[goal]]\r\ntitle = \"\"\"综合交通网络\"\"\"\r\nid = \"network\"\r\ntask = [ { id = \"hub\", title = \"航空物流枢纽\", owner = [ \"市交通局\",\r\n \"市发改委\" ], due = 2025-12-31, metric.name = \"直飞城市\", metric.unit = \"个\", metric.target = { year = 2025, value = 30 }, project = [ { id = \"canal\", title = \"谋划浙赣运河\" } ] }, { id = \"rail\", title = \"城市轨道交通\" } ]\r\n[[goal]]\r\nid = \"trade\"\r\ntitle = \"信息港\"\r\n";
    assert!(compared(&plan(&[PORTS]), &plan(&[other])).is_empty());
}

#[test]
fn items_are_added_removed_moved_and_renamed() {
    let old = plan(&[PORTS]);
    let shorter = without(PORTS, "[[goal]]\nid = \"trade\"", "");
    assert_eq!(told(&old, &plan(&[&shorter])), ["- ports/trade"]);
    assert_eq!(told(&plan(&[&shorter]), &old), ["+ ports/trade"]);
    let renamed = PORTS.replace("id = \"trade\"", "id = \"data\"\nwas = [\"ports/trade\"]");
    assert_eq!(told(&old, &plan(&[&renamed])), ["  ports/data was ports/trade"]);
    let swapped = {
        let rail = "  [[goal.task]]\n  id = \"rail\"\n  title = \"城市轨道交通\"\n";
        PORTS.replace(rail, "").replacen("  [[goal.task]]", &format!("{rail}  [[goal.task]]"), 1)
    };
    assert_eq!(told(&old, &plan(&[&swapped])), ["  ports/rail moved Order"]);
    let elsewhere = format!(
        "{}  [[goal.task]]\n  id = \"rail\"\n  title = \"城市轨道交通\"\n",
        without(PORTS, "  [[goal.task]]\n  id = \"rail\"", "[[goal]]\nid = \"trade\"")
    );
    assert_eq!(told(&old, &plan(&[&elsewhere])), ["  ports/rail moved Parent"]);
}

#[test]
fn an_item_that_went_to_another_area_is_moved_and_not_removed() {
    let growth = "id = \"growth\"\ntitle = \"增长\"\n";
    let moved = format!("{growth}[[goal]]\nid = \"data\"\ntitle = \"数据港\"\nwas = [\"ports/trade\"]\n");
    let shorter = without(PORTS, "[[goal]]\nid = \"trade\"", "");
    let told = told(&plan(&[PORTS, growth]), &plan(&[&shorter, &moved]));
    assert_eq!(told, ["  growth/data was ports/trade moved Area title"]);
}

#[test]
fn two_items_made_one_are_told_as_joined() {
    let joined = without(PORTS, "  [[goal.task]]\n  id = \"rail\"", "[[goal]]\nid = \"trade\"")
        .replace("id = \"hub\"", "id = \"hub\"\n  was = [\"ports/rail\"]");
    assert_eq!(
        told(&plan(&[PORTS]), &plan(&[&joined])),
        ["  ports/hub was", "- ports/rail joined ports/hub"]
    );
}

#[test]
fn a_field_tells_both_sides_and_how_far_they_are_apart() {
    let new = PORTS
        .replace("2025-12-31", "2026-06-30")
        .replace("value = 30", "value = 35.5")
        .replace(", \"市发改委\"", "")
        .replace("谋划浙赣运河", "建设浙赣运河");
    let comparison = compared(&plan(&[PORTS]), &plan(&[&new]));
    let of = |field: ItemField| {
        let changes = comparison.items().flat_map(|item| &item.fields);
        changes.filter(|change| change.field == field).map(|change| change.said.clone()).next().unwrap()
    };
    assert_eq!(of(ItemField::Due).difference(None), Some(Difference::Months(6)));
    let Some(Difference::Reading { step: Some(step), .. }) = of(ItemField::Target).difference(None) else {
        panic!("a target has a difference");
    };
    assert_eq!((step.down, step.size.as_str()), (false, "5.5"));
    let lost = Difference::List { added: Vec::new(), removed: vec!["市发改委".into()], first: None };
    assert_eq!(of(ItemField::Owner).difference(None), Some(lost));
    let title = of(ItemField::Title);
    assert_eq!(title.old, Some(Said::Text("谋划浙赣运河".into())));
    assert_eq!(title.new, Some(Said::Text("建设浙赣运河".into())));
}

#[test]
fn facts_and_verdicts_are_told_by_reviewer_and_item() {
    let plan = plan(&[PORTS]);
    let one = "01KAR300000000000000000001 = { mark = \"ports/trade\", status = \"approved\", seen = \"1:00000000000000000000000000000000\", at = 2026-11-23T10:05:00+08:00 }\n";
    let two = "01KAR300000000000000000002 = { note = \"ports/hub\", text = \"待核\", at = 2026-11-23T10:06:00+08:00 }\n";
    let (before, after) = (review(&plan, one), review(&plan, &format!("{one}{two}")));
    let comparison = compare(Side { plan: &plan, review: &before }, Side { plan: &plan, review: &after });
    let jia = ReviewerId::parse("jia").unwrap();
    assert_eq!(comparison.facts[&jia].added.len(), 1);
    assert!(comparison.facts[&jia].lost.is_empty() && comparison.areas.is_empty());
    let back = compare(Side { plan: &plan, review: &after }, Side { plan: &plan, review: &before });
    assert_eq!(back.facts[&jia].lost, comparison.facts[&jia].added);
    let altered = review(&plan, &one.replace("approved", "revise"));
    let told = compare(Side { plan: &plan, review: &before }, Side { plan: &plan, review: &altered });
    assert_eq!(told.facts[&jia].altered.len(), 1);
}

#[test]
fn a_verdict_changes_with_the_wording_it_was_taken_on() {
    let old = plan(&[PORTS]);
    let new = plan(&[&PORTS.replace("信息港", "数据港")]);
    let seen =
        crate::review::Fingerprint::of(&crate::review::Wording::of(&old.items[4], &old.strategy.covers));
    let line = format!(
        "01KAR300000000000000000001 = {{ mark = \"ports/trade\", status = \"approved\", seen = \"{}\", at = 2026-11-23T10:05:00+08:00 }}\n",
        seen.as_str()
    );
    let (before, after) = (review(&old, &line), review(&new, &line));
    let told = compare(Side { plan: &old, review: &before }, Side { plan: &new, review: &after });
    assert_eq!(told.verdicts.len(), 1);
    assert_eq!(told.verdicts[0].id.as_str(), "ports/trade");
    assert_eq!(told.verdicts[0].verdict.new, Verdict::Open);
    assert!(told.facts.is_empty());
}

#[test]
fn a_strategy_tells_what_became_of_its_parts() {
    let rules = "format = 1\ntitle = \"衢州\"\n[[reviewer]]\nid = \"jia\"\nrole = \"chair\"\n";
    let changed = "format = 1\ntitle = \"衢州战略\"\nsuspect = \"parents\"\n[[reviewer]]\nid = \"jia\"\nrole = \"clerk\"\n[[reviewer]]\nid = \"yi\"\nname = \"乙\"\n";
    let told = compared(&under(rules, PORTS), &under(changed, PORTS)).strategy;
    let parts: Vec<_> = told.iter().map(|change| change.part.clone()).collect();
    let reviewer = |id: &str| StrategyPart::Reviewer(id.into());
    // Of a reviewer who came, only that is told.
    assert_eq!(parts, [StrategyPart::Title, StrategyPart::Suspect, reviewer("jia"), reviewer("yi")]);
}
