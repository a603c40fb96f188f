//! What of a wording that was read is said otherwise now.

use super::samples::under;
use crate::compare::{Said, of_wordings};
use crate::plan::Field;
use crate::review::Wording;

const RULES: &str = "format = 1\ntitle = \"x\"\n[fields.money]\ntype = \"number\"\ncovered = true\n";

const OLD: &str = r#"
id = "a"
title = "a"
[[goal]]
id = "g"
title = { zh = "浙赣运河", en = "Canal" }
text = "连接浙江与江西"
owner = "市交通局"
with = ["县"]
start = 2021-01-01
due = 2025-12-31
progress = "planned"
money = 3
metric = { name = "里程", unit = "公里", target = { value = 30, year = 2025 } }
"#;

const NEW: &str = r#"
id = "a"
title = "a"
[[goal]]
id = "g"
title = { zh = "浙赣大运河", en = "Canal" }
owner = ["市交通局", "市水利局"]
with = ["县"]
start = 2021-02-01
due = 2026-12-31
progress = "underway"
money = 4
metric = { name = "总里程", unit = "千米", target = { value = 50, year = 2025 } }
"#;

fn every_field() -> Vec<Field> {
    let names = ["title", "text", "owner", "with", "start", "due", "progress", "metric.target", "money"];
    names.map(Field::named).to_vec()
}

fn wording(area: &str) -> Wording {
    Wording::of(&under(RULES, area).items[0], &every_field())
}

#[test]
fn every_field_that_changed_is_told_with_both_sides_and_no_other() {
    let changes = of_wordings(&wording(OLD), &wording(NEW));
    let named: Vec<(&str, Option<&str>)> =
        changes.iter().map(|change| (change.field.name(), change.language.as_deref())).collect();
    assert_eq!(
        named,
        [
            ("title", Some("zh")),
            ("text", Some("zh")),
            ("progress", None),
            ("owner", None),
            ("start", None),
            ("due", None),
            ("metric.name", Some("zh")),
            ("metric.unit", None),
            ("metric.target", None),
            ("money", None),
        ]
    );
    assert_eq!(changes[0].said.old, Some(Said::Text("浙赣运河".into())));
    assert_eq!(changes[0].said.new, Some(Said::Text("浙赣大运河".into())));
    assert_eq!(changes[1].said.new, None, "the text is gone");
}

#[test]
fn the_same_wording_is_told_as_no_change_however_it_was_recorded() {
    let read = wording(OLD);
    assert_eq!(of_wordings(&read, &read), []);
    // A record holds a word where the plan holds one of the five.
    let recorded = crate::source::fact_line(&crate::review::Fact {
        id: crate::review::FactId::parse("A").unwrap(),
        by: crate::plan::ReviewerId::parse("jia").unwrap(),
        deed: crate::review::Deed::Note(crate::review::Note {
            read: Some(read.clone()),
            ..crate::review::Note::on(under(RULES, OLD).items[0].id.clone(), "x".into())
        }),
        at: None,
        place: crate::plan::Place::default(),
    });
    let plan = under(RULES, OLD);
    let review = super::samples::review(&plan, &recorded);
    let kept = review.facts()[0].deed.reading().1.unwrap();
    assert_eq!(of_wordings(kept, &read), []);
}
