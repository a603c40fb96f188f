//! Good area files.

use super::{area_under, places, read_area, read_strategy};
use crate::plan::{FieldValue, Kind, Number, Progress};

#[test]
fn items_come_in_the_order_of_the_file_each_before_what_hangs_under_it() {
    let file = read_area(
        r#"
id = "ports"
title = "四港"
[[goal]]
id = "g1"
title = "1"
[[goal.project]]
id = "g1-p1"
title = "2"
[[goal.task]]
id = "g1-t1"
title = "3"
[[goal.task.project]]
id = "g1-t1-p1"
title = "4"
[[goal.project]]
id = "g1-p2"
title = "5"
[[goal]]
id = "g2"
title = "6"
"#,
    );
    assert_eq!(places(&file.problems), []);
    let seen: Vec<_> = file.items.iter().map(|item| (item.id.slug(), item.kind, item.parent)).collect();
    let expected = [
        ("g1", Kind::Goal, None),
        ("g1-p1", Kind::Project, Some(0)),
        ("g1-t1", Kind::Task, Some(0)),
        ("g1-t1-p1", Kind::Project, Some(2)),
        ("g1-p2", Kind::Project, Some(0)),
        ("g2", Kind::Goal, None),
    ];
    assert_eq!(seen, expected);
    assert_eq!((file.items[3].place.line, file.items[3].place.column), (13, 1));
}

#[test]
fn every_key_of_an_item_is_read() {
    let file = read_area(
        r#"
id = "ports"
title = "四港"
text = "说明"
owner = "市政府"
seed = "quzhou-2020#5"
[[goal]]
id = "canal"
title = { en = "Canal", zh = "运河" }
text = "一"
owner = "甲"
with = ["乙", "丙"]
start = 2021-01-01
due = 2025-12-31
progress = "underway"
metric = { name = "长度", unit = "km", baseline = { value = 1_5, year = 2020 }, target = { value = 15.50 }, now = { value = 0x10 } }
seed = ["quzhou-2020#5.2", "other#1"]
related = "ports/x"
was = ["ports/old"]
review = "approved"
"#,
    );
    assert_eq!(places(&file.problems), []);
    let (area, item) = (&file.area, &file.items[0]);
    assert_eq!((area.owner.len(), area.seed.len(), area.text.is_some()), (1, 1, true));
    assert_eq!(
        item.title.iter().map(|(tag, _)| tag).collect::<Vec<_>>(),
        ["zh", "en"],
        "in the order of the strategy"
    );
    assert_eq!(
        item.text.as_ref().unwrap().iter().next().unwrap().0,
        "zh",
        "a plain text is in the first language"
    );
    assert_eq!(
        (item.owner.len(), item.with.len(), item.seed.len(), item.was.len(), item.related.len()),
        (1, 2, 2, 1, 1)
    );
    assert_eq!(
        (item.start.unwrap().to_string(), item.due.unwrap().to_string()),
        ("2021-01-01".into(), "2025-12-31".into())
    );
    assert_eq!(item.progress, Some(Progress::Underway));
    let metric = item.metric.as_ref().unwrap();
    let value = |reading: Option<crate::plan::Reading>| reading.unwrap().value.to_string();
    assert_eq!(
        (value(metric.baseline), value(metric.target), value(metric.now)),
        ("15".into(), "15.5".into(), "16".into())
    );
    assert_eq!(metric.baseline.unwrap().year, Some(2020));
}

#[test]
fn fields_of_the_strategy_s_own_are_read_by_their_type() {
    let (rules, problems) = read_strategy(
        "[fields.money]\ntype = \"number\"\n[fields.since]\ntype = \"date\"\n[fields.parts]\ntype = \"list\"\n[fields.why]\n",
    );
    assert_eq!(places(&problems), []);
    let head = "id = \"a\"\ntitle = \"a\"\n[[goal]]\nid = \"b\"\ntitle = \"b\"\n";
    let file =
        area_under(&rules, &format!("{head}money = 2.5\nsince = 2020-01-01\nparts = [\"x\"]\nwhy = \"y\"\n"));
    assert_eq!(places(&file.problems), []);
    let own = &file.items[0].own;
    assert_eq!(own["money"], FieldValue::Number(Number::Decimal(2.5)));
    assert_eq!(own["since"], FieldValue::Date(jiff::civil::date(2020, 1, 1)));
    assert_eq!(own["parts"], FieldValue::List(vec!["x".into()]));
    assert!(matches!(&own["why"], FieldValue::Localized(_)));
    let file = area_under(&rules, &format!("{head}money = \"x\"\nsince = 1\n"));
    assert_eq!(places(&file.problems), [("wrong-type", 6, 9), ("bad-date", 7, 9)]);
}
