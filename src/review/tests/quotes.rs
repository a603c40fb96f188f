//! Words of an item that a note is about.

use super::samples::{item, plan};
use crate::plan::{Field, Localized, Number, Plan};
use crate::review::{Note, Quote};

/// The first item with something to say in every kind of covered field.
fn wordy() -> Plan {
    let mut plan = plan();
    let first = &mut plan.items[0];
    first.title = Localized::new(vec![("zh".into(), "浙赣运河".into()), ("en".into(), "Canal".into())]);
    first.text = Some(Localized::new(vec![("zh".into(), "浙江与江西\n两省共建。".into())]));
    first.owner = vec!["市交通局".into()];
    first.metric = Some(crate::plan::Metric {
        name: Localized::new(vec![("zh".into(), "直飞城市".into())]),
        unit: Some("个".into()),
        baseline: None,
        target: Some(crate::plan::Reading { value: Number::Whole(30), year: Some(2025) }),
        now: None,
    });
    plan
}

fn note(quote: &Quote) -> Note {
    Note {
        quote: Some(quote.words.as_str().into()),
        field: Some(quote.field.name().to_owned()),
        ..Note::on(item("i0").id, "x".into())
    }
}

#[test]
fn words_are_found_in_the_covered_field_in_which_they_stand() {
    let plan = wordy();
    for (words, field) in [
        ("运河", Some(Field::Title)),
        ("Canal", Some(Field::Title)),
        (" 江西两省 ", Some(Field::Text)),
        ("交通局", Some(Field::Owner)),
        ("30个", Some(Field::MetricTarget)),
        ("2025", Some(Field::MetricTarget)),
        ("铁路", None),
        ("canal", None),
        (" ", None),
    ] {
        assert_eq!(Quote::find(&plan, 0, words).map(|quote| quote.field), field, "{words:?}");
    }
}

#[test]
fn a_quote_is_gone_when_no_covered_text_holds_it() {
    let mut plan = wordy();
    let quoting = note(&Quote::find(&plan, 0, "江西两省").unwrap());
    assert!(!quoting.is_quote_gone(&plan, 0));
    plan.items[0].text = None;
    assert!(quoting.is_quote_gone(&plan, 0));
    plan.items[0].title = Localized::new(vec![("zh".into(), "江西两省运河".into())]);
    assert!(!quoting.is_quote_gone(&plan, 0), "they moved to the title");
    plan.strategy.covers = vec![Field::Progress];
    assert!(quoting.is_quote_gone(&plan, 0), "no mark is about the title any more");
    assert!(!Note::on(item("i0").id, "x".into()).is_quote_gone(&plan, 0), "nothing was quoted");
}

#[test]
fn a_field_that_is_not_covered_still_counts_where_the_note_names_it() {
    let mut plan = wordy();
    plan.strategy.covers = vec![Field::Progress];
    let quoting = note(&Quote { field: Field::Title, words: "运河".into() });
    assert!(!quoting.is_quote_gone(&plan, 0));
}
