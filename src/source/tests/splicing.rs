//! A key of an item is set or taken away, and every other byte stays.

use proptest::prelude::*;
use toml::Value;

use super::{quiet, read_area};
use crate::plan::FieldValue;
use crate::source::{NotSpliced, Splice, splice};

/// Sets `review` of the item number `item` of `text`, or takes it away.
fn spliced(text: &str, item: usize, status: Option<&str>) -> Result<String, NotSpliced> {
    let table = read_area(text).items[item].place.start;
    splice(text, &[Splice { table, key: "review", value: said(status) }])
}

fn said(status: Option<&str>) -> Option<FieldValue> {
    status.map(|status| FieldValue::Text(status.into()))
}

#[track_caller]
fn check(before: &str, item: usize, after: &str) {
    assert_eq!(spliced(before, item, Some("approved")).as_deref(), Ok(after));
    assert_eq!(spliced(after, item, None).as_deref(), Ok(before));
}

const HEAD: &str = "id = \"ports\"\ntitle = \"四港\"\n\n";

#[test]
fn a_new_key_comes_after_the_last_of_its_own_table() {
    let before = format!(
        "{HEAD}[[goal]]\nid = \"a\"\ntitle.zh = \"甲\" # 要点\ntitle.en = \"A\"  # said\n# more\n\n[goal.metric]\nname = \"x\"\n\n[[goal.task]]\nid = \"b\"\ntitle = \"乙\"\n"
    );
    let after = before.replace("# said\n", "# said\nreview = \"approved\"\n");
    check(&before, 0, &after);
    let after = before.replace("title = \"乙\"\n", "title = \"乙\"\nreview = \"approved\"\n");
    check(&before, 1, &after);
}

#[test]
fn line_ends_indentation_and_a_missing_last_line_end_stay() {
    let before = "\u{feff}id = \"ports\"\r\ntitle = \"四港\"\r\n  [[goal]]\r\n\tid = \"a\"\r\n\ttitle = \"\"\"\r\n甲\"\"\"";
    check(before, 0, &format!("{before}\r\n\treview = \"approved\""));
    let before = format!("{HEAD}[[goal]]\nid = \"a\"\ntitle = \"甲\"");
    check(&before, 0, &format!("{before}\nreview = \"approved\""));
    let before = format!("{HEAD}[[goal]]\nid = \"a\"\ntitle = \"甲\"\n# end");
    let after = before.replace("\n# end", "\nreview = \"approved\"\n# end");
    check(&before, 0, &after);
}

#[test]
fn a_new_key_keeps_to_the_columns_of_the_line_above() {
    let before = format!("{HEAD}[[goal]]\nid    = \"a\"\ntitle    = \"甲\"\n");
    check(&before, 0, &format!("{before}review   = \"approved\"\n"));
    let before = format!("{HEAD}[[goal]]\nid    = \"a\"\ntitle =   \"甲  =\"\n");
    check(&before, 0, &format!("{before}review = \"approved\"\n"));
}

#[test]
fn tables_in_braces_stay_in_braces() {
    let before = format!(
        "{HEAD}goal = [ {{ id = \"a\", title = \"甲\" }},\n  {{ id = \"b\", title = \"乙\", task = [{{id=\"c\",title=\"丙\"}}] }} ]"
    );
    check(&before, 0, &before.replace("\"甲\" }", "\"甲\", review = \"approved\" }"));
    check(&before, 1, &before.replace("}] }", "}], review = \"approved\" }"));
    check(&before, 2, &before.replace("\"丙\"}", "\"丙\", review = \"approved\"}"));
}

#[test]
fn a_key_in_braces_goes_with_its_comma_and_leaves_remarks() {
    let of = |inner: &str| format!("{HEAD}goal = [{{{inner}}}]\n");
    for (inner, left) in [
        ("review = \"x\", id = \"a\", title = \"t\"", "id = \"a\", title = \"t\""),
        ("id = \"a\", review = \"x\" , title = \"t\"", "id = \"a\" , title = \"t\""),
        (
            "\n id = \"a\", # 一\n review = \"x\", # 二\n title = \"t\"\n",
            "\n id = \"a\", # 一\n # 二\n title = \"t\"\n",
        ),
        ("\n id = \"a\", title = \"t\", # 一\n review = \"x\"\n", "\n id = \"a\", title = \"t\", # 一\n \n"),
    ] {
        assert_eq!(spliced(&of(inner), 0, None).as_deref(), Ok(of(left).as_str()), "{inner}");
    }
}

#[test]
fn only_the_value_is_replaced() {
    let before =
        format!("{HEAD}[[goal]]\nid = \"a\"\n \"review\"\t=  '''\nrevise'''  # 上次\ntitle = \"甲\"\n");
    let after = before.replace("'''\nrevise'''", "\"approved\"");
    assert_eq!(spliced(&before, 0, Some("approved")).as_deref(), Ok(after.as_str()));
    let gone = before.replace(" \"review\"\t=  '''\nrevise'''  # 上次\n", "");
    assert_eq!(spliced(&before, 0, None).as_deref(), Ok(gone.as_str()));
    // What is as it should be stays, whatever hands have made of it.
    assert_eq!(spliced(&gone, 0, None).as_deref(), Ok(gone.as_str()));
}

#[test]
fn what_is_not_one_key_with_its_value_is_left() {
    let item = "[[goal]]\nid = \"a\"\ntitle = \"甲\"\n";
    for form in
        ["review.status = \"x\"\n", "[goal.review]\nstatus = \"x\"\n", "[[goal.review]]\nstatus = \"x\"\n"]
    {
        let text = format!("{HEAD}{item}{form}");
        for status in [Some("approved"), None] {
            assert_eq!(spliced(&text, 0, status), Err(NotSpliced::OtherForm), "{form}");
        }
    }
    let text = format!("{HEAD}{item}");
    let nowhere = Splice { table: 3, key: "review", value: None };
    assert_eq!(splice(&text, &[nowhere]), Err(NotSpliced::NoTable));
    let broken = format!("{text}title = \"again\"\n");
    let table = text.find("[[").unwrap();
    assert_eq!(splice(&broken, &[Splice { table, key: "review", value: None }]), Err(NotSpliced::NotToml));
}

#[test]
fn several_items_change_at_once_and_a_number_that_is_none_is_no_obstacle() {
    let before = format!(
        "{HEAD}[[goal]]\nid = \"a\"\ntitle = \"甲\"\nodd = nan\n[[goal.project]]\nid = \"b\"\nreview = \"x\"\ntitle = \"乙\"\n"
    );
    let items = read_area(&before).items;
    let splices = [Some("approved"), None].map(said);
    let splices: Vec<Splice<'_>> = items
        .iter()
        .zip(splices)
        .map(|(item, value)| Splice { table: item.place.start, key: "review", value })
        .collect();
    let after = before.replace("nan\n", "nan\nreview = \"approved\"\n").replace("review = \"x\"\n", "");
    assert_eq!(splice(&before, &splices), Ok(after));
}

/// One key of an item, written in one of many ways, with what may stand around it.
fn keys() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "text = \"一\" # 说明",
        "text.zh = '''\n  一\n'''",
        "owner = [ \"甲\", # 一\n \"乙\",\n]",
        "metric = { name = \"n\", target = { value = 1, year = 2025 } }",
        "metric.name = \"n\"\nmetric.target.value = 1",
        "\"start\" = 2025-01-01",
        "odd = [ { review = \"x\" }, 1 ]",
        "odd = { review = \"x\" }",
        "  with = \"review = 1\"",
        "due        = 2025-01-01",
        "# review = \"x\"",
        "",
        "\t",
    ]);
    key.prop_map(str::to_owned)
}

/// What stands in braces of a further table, or under a header of its own.
fn inner_items() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "",
        "project = [ { id = \"p0\", title = \"t\" } ]\n",
        "project = [ {id=\"p0\",title.zh=\"t\",title.en=\"u\"} , # 一\n { review = \"deferred\", id = \"p1\", title = \"t\" }, ]\n",
        "project = [ {\n id = \"p0\", # 一\n title = \"t\", # 二\n}, { id = \"p1\", title = \"t\", review = \"x\" } ]\n",
    ])
    .prop_map(str::to_owned)
}

/// An area file that is accepted, in one of many layouts.
fn areas() -> impl Strategy<Value = String> {
    let review =
        prop::sample::select(vec!["", "", "review = \"approved\"\n", "  'review' = \"revise\" # 上次\n"]);
    let table =
        prop::sample::select(vec!["", "", "[goal.own]\nreview = \"x\"\n", "[goal.own.inner]\n# 一\n"]);
    let item = (prop::collection::vec(keys(), 0..4), review, inner_items(), table, 0..3usize);
    let layout = (any::<bool>(), any::<bool>(), any::<bool>());
    (prop::collection::vec(item, 1..5), layout).prop_map(|(items, (bom, crlf, ended))| {
        let mut text = HEAD.to_owned();
        for (at, (mut keys, review, inner, table, deep)) in items.into_iter().enumerate() {
            // Of keys that say the same, the first in each way of writing.
            keys.sort_by_key(|key| key.trim_start().split([' ', '.']).next().map(str::to_owned));
            keys.dedup_by_key(|key| key.trim_start().split([' ', '.']).next().unwrap_or_default().to_owned());
            let task = at > 0 && deep > 0;
            text += if task { "[[goal.task]]\n" } else { "[[ goal ]] # 目标\n" };
            let inner = inner.replace("\"p", &format!("\"p{at}"));
            let keys = keys.join("\n");
            text += &[&format!("id = \"i{at}\"\n"), review, "title = \"t\"\n", &keys, "\n", &inner].concat();
            text += if task { "" } else { table };
        }
        if !ended {
            text.truncate(text.trim_end_matches('\n').len());
        }
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        if bom { format!("\u{feff}{text}") } else { text }
    })
}

/// Returns how long the beginning and the end are that two texts have in common, not counting any byte twice.
fn in_common(one: &str, other: &str) -> (usize, usize) {
    let most = one.len().min(other.len());
    let same = |pairs: &mut dyn Iterator<Item = (u8, u8)>| pairs.take_while(|(a, b)| a == b).count();
    let start = same(&mut one.bytes().zip(other.bytes()));
    let end = same(&mut one.bytes().rev().zip(other.bytes().rev()));
    (start, end.min(most - start))
}

/// Names every place at which two texts say something else, with what the second says there.
fn differences(old: &str, new: &str) -> Vec<(String, Option<String>)> {
    fn compare(
        at: &str,
        old: Option<&Value>,
        new: Option<&Value>,
        found: &mut Vec<(String, Option<String>)>,
    ) {
        match (old, new) {
            (Some(Value::Table(old)), Some(Value::Table(new))) => {
                let keys: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
                for key in keys {
                    compare(&format!("{at}.{key}"), old.get(key), new.get(key), found);
                }
            }
            (Some(Value::Array(old)), Some(Value::Array(new))) => {
                for index in 0..old.len().max(new.len()) {
                    compare(&format!("{at}.{index}"), old.get(index), new.get(index), found);
                }
            }
            _ if old == new => {}
            _ => found.push((at.to_owned(), new.map(|new| new.as_str().unwrap_or_default().to_owned()))),
        }
    }
    let read = |text: &str| Value::Table(text.parse().unwrap());
    let mut found = Vec::new();
    compare("", Some(&read(old)), Some(&read(new)), &mut found);
    found
}

/// Returns where in the text the item stands that is called `slug`.
fn path_of(text: &str, slug: &str) -> String {
    fn find(at: &str, value: &Value, slug: &str) -> Option<String> {
        match value {
            Value::Table(table) if table.get("id").and_then(Value::as_str) == Some(slug) => {
                Some(at.to_owned())
            }
            Value::Table(table) => {
                table.iter().find_map(|(key, value)| find(&format!("{at}.{key}"), value, slug))
            }
            Value::Array(list) => {
                list.iter().enumerate().find_map(|(at_, value)| find(&format!("{at}.{at_}"), value, slug))
            }
            _ => None,
        }
    }
    let below = |table: &Value| match table {
        Value::Table(table) => table.iter().find_map(|(key, value)| find(&format!(".{key}"), value, slug)),
        _ => None,
    };
    below(&Value::Table(text.parse().unwrap())).unwrap()
}

proptest! {
    #![proptest_config(quiet())]

    #[test]
    fn a_splice_changes_its_key_and_nothing_else(
        text in areas(),
        at in any::<prop::sample::Index>(),
        status in prop::sample::select(vec!["approved", "a \"b\"\n\u{202e}", ""]),
    ) {
        let items = read_area(&text).items;
        let item = at.index(items.len());
        let place = format!("{}.review", path_of(&text, items[item].id.slug()));
        let after = spliced(&text, item, Some(status)).unwrap();
        let changed = differences(&text, &after);
        prop_assert!(changed.is_empty() || changed == [(place.clone(), Some(status.to_owned()))], "{changed:?}");
        // What is taken away again is as if it had never been there.
        let without = spliced(&after, item, None).unwrap();
        let never = spliced(&text, item, None).unwrap();
        prop_assert_eq!(&without, &never);
        let gone = differences(&text, &never);
        prop_assert!(gone.is_empty() || gone == [(place, None)], "{gone:?}");
        let (start, end) = in_common(&text, &after);
        let replaced = &text.as_bytes()[start..text.len() - end];
        if never == text {
            prop_assert!(replaced.is_empty(), "the key is new, so all bytes are still there");
        } else {
            prop_assert!(!replaced.iter().any(|byte| b"\n=".contains(byte)), "more than a value was replaced");
        }
        prop_assert_eq!(spliced(&after, item, Some(status)).unwrap(), after);
    }
}
