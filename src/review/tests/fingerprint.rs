//! When two wordings are the same.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::samples::item;
use crate::plan::{Field, FieldValue, Item, Localized, Metric, Number, Reading};
use crate::review::{Fingerprint, Wording};
use crate::text::Foreign;

fn fingerprint(item: &Item) -> Fingerprint {
    Fingerprint::of(&Wording::of(item, &Field::COVERED))
}

fn titled(text: &str) -> Item {
    Item { title: Localized::new(vec![("zh".into(), text.into())]), ..item("x") }
}

fn target(value: Number, year: Option<i16>) -> Item {
    let metric = Metric {
        name: Localized::new(vec![("zh".into(), "直飞城市".into())]),
        unit: Some("个".into()),
        target: Some(Reading { value, year }),
        ..Metric::default()
    };
    Item { metric: Some(metric), ..item("x") }
}

#[test]
fn what_an_editor_may_fold_makes_no_difference() {
    let same = [
        ("一\n二", "一\r\n二"),
        ("一\n二", "一\r二"),
        ("一\n二", "一 \t\n二  "),
        ("一\n二", "一\n二\n\n"),
        ("\u{e9}t\u{e9}", "e\u{301}te\u{301}"),
        ("", "\n"),
    ];
    for (one, other) in same {
        assert_eq!(fingerprint(&titled(one)), fingerprint(&titled(other)), "{one:?} {other:?}");
    }
}

#[test]
fn what_a_reader_would_see_makes_a_difference() {
    let different = [
        ("一\n二", "一二"),
        ("一\n二", "一\n\n二"),
        ("一 二", "一  二"),
        (" 一", "一"),
        ("\n一", "一"),
        ("a", "A"),
        ("１", "1"),
        ("一", "一\u{200b}"),
        ("a\u{a0}", "a"),
        ("a\u{3000}", "a"),
    ];
    for (one, other) in different {
        assert_ne!(fingerprint(&titled(one)), fingerprint(&titled(other)), "{one:?} {other:?}");
    }
}

#[test]
fn numbers_are_equal_however_they_are_written() {
    let of = |value| fingerprint(&target(value, Some(2025)));
    assert_eq!(of(Number::Whole(15)), of(Number::Decimal(15.0)));
    assert_eq!(of(Number::Whole(0)), of(Number::Decimal(-0.0)));
    assert_ne!(of(Number::Whole(15)), of(Number::Decimal(15.5)));
    assert_ne!(of(Number::Whole(15)), fingerprint(&target(Number::Whole(15), None)));
}

#[test]
fn the_order_of_languages_makes_no_difference_and_a_language_does() {
    let (zh, en) = (("zh".to_owned(), Foreign::from("运河")), ("en".to_owned(), Foreign::from("canal")));
    let of = |texts: &[(String, Foreign)]| {
        fingerprint(&Item { title: Localized::new(texts.to_vec()), ..item("x") })
    };
    assert_eq!(of(&[zh.clone(), en.clone()]), of(&[en.clone(), zh.clone()]));
    assert_ne!(of(&[zh.clone(), en]), of(std::slice::from_ref(&zh)));
    assert_ne!(of(std::slice::from_ref(&zh)), of(&[("en".into(), zh.1)]));
}

#[test]
fn the_order_of_a_list_makes_a_difference() {
    let of = |owners: &[&str]| {
        fingerprint(&Item { owner: owners.iter().map(|&owner| owner.into()).collect(), ..item("x") })
    };
    assert_ne!(of(&["a", "b"]), of(&["b", "a"]));
    assert_ne!(of(&["a", "b"]), of(&["a,b"]));
    assert_ne!(of(&["a\",\"b"]), of(&["a", "b"]));
}

#[test]
fn a_text_cannot_pass_for_another_field() {
    let mut one = titled("x");
    one.text = Some(Localized::new(vec![("zh".into(), "y".into())]));
    let other = titled("x\"}\ntext={\"zh\":\"y");
    assert_ne!(fingerprint(&one), fingerprint(&other));
}

#[test]
fn a_fingerprint_of_a_later_version_is_kept_and_not_taken_for_ours() {
    let digits = "0123456789abcdef0123456789abcdef";
    assert!(Fingerprint::recorded(format!("1:{digits}")).is_known_version());
    for later in [
        "",
        "1:",
        "1:9f2c",
        "9f2c",
        "2:abcdef",
        &format!("2:{digits}"),
        &format!("v2:{digits}"),
        &format!("v1:{digits}"),
        &format!(":{digits}"),
        &format!("1:{digits}0"),
        &format!("1:{}", digits.to_uppercase()),
    ] {
        let kept = Fingerprint::recorded(later);
        assert_eq!((kept.as_str(), kept.is_known_version()), (later, false));
    }
}

/// What an item says in the fields that are covered, and in some that are not.
fn items() -> impl Strategy<Value = Item> {
    let text = "[a-c甲é \\n]{0,6}";
    let days = prop::option::of((2020i16..2023, 1i8..3, 1i8..3).prop_map(|(y, m, d)| date(y, m, d)));
    let reading = prop::option::of((0i64..4, prop::option::of(2020i16..2022)));
    let list = || prop::collection::vec("[a-b]{0,2}", 0..3);
    (text, prop::option::of(text), list(), list(), days, reading).prop_map(
        |(title, text, owner, with, due, reading)| {
            let localized = |text: String| Localized::new(vec![("zh".to_owned(), text.into())]);
            let foreign = |list: Vec<String>| list.into_iter().map(Foreign::from).collect();
            let target = reading.map(|(value, year)| Reading { value: Number::Whole(value), year });
            Item {
                title: localized(title),
                text: text.map(localized),
                owner: foreign(owner),
                with: foreign(with),
                due,
                metric: target.map(|target| Metric { target: Some(target), ..Metric::default() }),
                ..item("x")
            }
        },
    )
}

/// The covered fields with texts folded as a reader of the documentation would: what must decide alone.
fn meaning(item: &Item) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let fold = |text: &str| {
        let mut lines: Vec<String> = text
            .nfc()
            .collect::<String>()
            .split('\n')
            .map(|line| line.trim_end_matches(' ').to_owned())
            .collect();
        while lines.len() > 1 && lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        lines
    };
    let localized = |texts: &Localized| {
        texts.iter().map(|(tag, text)| (tag.to_owned(), fold(text.raw()))).collect::<Vec<_>>()
    };
    let list = |texts: &[Foreign]| texts.iter().map(|text| fold(text.raw())).collect::<Vec<_>>();
    let target = item
        .metric
        .as_ref()
        .and_then(|metric| metric.target)
        .map(|target| (target.value.to_string(), target.year));
    let due: Option<Date> = item.due;
    format!(
        "{:?}",
        (
            localized(&item.title),
            item.text.as_ref().map(localized),
            list(&item.owner),
            list(&item.with),
            due,
            target
        )
    )
}

proptest! {
    #![proptest_config(super::samples::quiet())]

    #[test]
    fn two_items_have_one_fingerprint_just_where_they_say_the_same(one in items(), other in items()) {
        prop_assert_eq!(meaning(&one) == meaning(&other), fingerprint(&one) == fingerprint(&other));
    }

    #[test]
    fn a_change_of_one_covered_field_changes_it_and_of_another_does_not(item in items(), field in 0usize..8) {
        let mut changed = item.clone();
        let covered = match field {
            0 => { changed.title = Localized::new(vec![("zh".into(), "changed".into())]); true }
            1 => { changed.text = Some(Localized::new(vec![("zh".into(), "changed".into())])); true }
            2 => { changed.owner.push("changed".into()); true }
            3 => { changed.with.push("changed".into()); true }
            4 => { changed.due = Some(date(1999, 1, 1)); true }
            5 => { changed.start = Some(date(1999, 1, 1)); false }
            6 => { changed.progress = Some(crate::plan::Progress::Done); false }
            _ => { changed.own.insert("money".into(), FieldValue::Number(Number::Whole(1))); false }
        };
        prop_assert_eq!(fingerprint(&item) != fingerprint(&changed), covered);
    }

    #[test]
    fn folding_twice_is_folding_once(text in "[a-c甲é \\n\\r\\te\u{301}]{0,12}") {
        let canonical = |text: &str| Wording::of(&titled(text), &Field::COVERED).canonical();
        let once = canonical(&text);
        let folded: std::collections::BTreeMap<String, String> =
            serde_json::from_str(once.trim_end().strip_prefix("title=").unwrap()).unwrap();
        prop_assert_eq!(canonical(&folded["zh"]), once);
    }
}
