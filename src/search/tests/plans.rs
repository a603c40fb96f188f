//! Random small plans and queries, of characters that are read in several ways, words, points and accents.

use proptest::prelude::*;

use super::samples;
use crate::plan::{Clause, Item, ItemId, Localized, Plan};
use crate::review::{Fact, Review};

/// What texts are made of.
const PIECES: [&str; 38] = [
    "重",
    "庆",
    "长",
    "三",
    "行",
    "银",
    "乐",
    "高",
    "铁",
    "運",
    "河",
    "女",
    "绿",
    "港",
    "厂",
    "感",
    "西",
    "安",
    "一",
    "“",
    "”",
    "·",
    " ",
    " ",
    "-",
    "gao",
    "tie",
    "four",
    "ports",
    "canal",
    "can",
    "n",
    "é",
    "Ｇ",
    "5",
    "ü",
    "e\u{301}",
    "👩‍👧",
];

/// What words are made of besides.
const TYPED: [&str; 28] = [
    "cq", "zq", "chong", "zhong", "qing", "gaotie", "gao", "gt", "yh", "yinhang", "yunhe", "cs", "lv", "nv",
    "x", "xian", "gan", "ga", "four", "fp", "ports", "canal", "cnal", "g", "运", "河", "长", "5",
];

pub(super) fn text(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..=most).prop_map(|pieces| pieces.concat())
}

/// A word without signs.
pub(super) fn word() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![2 => prop::sample::select(&TYPED[..]), 1 => prop::sample::select(&PIECES[..19])];
    prop::collection::vec(pieces, 1..=2).prop_map(|pieces| pieces.concat())
}

/// A word with signs.
fn signed() -> impl Strategy<Value = String> {
    let before = prop::sample::select(vec!["", "", "", "", "'", "^", "!", "!'"]);
    let after = prop::sample::select(vec!["", "", "", "", "$"]);
    (before, word(), after).prop_map(|(before, word, after)| format!("{before}{word}{after}"))
}

/// Several words, some of them between bars.
pub(super) fn query() -> impl Strategy<Value = String> {
    let more = (prop::sample::select(vec![" ", " ", " ", "|"]), signed());
    (signed(), prop::collection::vec(more, 0..3)).prop_map(|(first, more)| {
        more.into_iter().fold(first, |query, (joint, word)| format!("{query}{joint}{word}"))
    })
}

fn localized() -> impl Strategy<Value = Localized> {
    (text(5), prop::option::of(text(4))).prop_map(|(zh, en)| {
        let texts: Vec<(&str, &str)> =
            std::iter::once(("zh", zh.as_str())).chain(en.as_deref().map(|en| ("en", en))).collect();
        samples::localized(&texts)
    })
}

/// An item of an area yet to be named, and how far up it hangs: 0 for a goal.
fn item() -> impl Strategy<Value = (Item, usize)> {
    let slug = prop::sample::select(vec!["canal", "gao-tie", "four_ports", "a.b", "运河"]);
    let people = || prop::collection::vec(text(3), 0..2);
    (
        localized(),
        slug,
        people(),
        people(),
        prop::option::of(localized()),
        prop::option::of("[ab]c"),
        0usize..3,
    )
        .prop_map(|(title, slug, owner, with, text, was, above)| {
            let list = |names: Vec<String>| names.into_iter().map(Into::into).collect();
            let was = was.map(|was| ItemId::parse(&format!("old/{was}")).unwrap()).into_iter().collect();
            let item = samples::item(&format!("x/{slug}"), "");
            (Item { title, owner: list(owner), with: list(with), text, was, ..item }, above)
        })
}

/// A plan of up to three areas, with notes on its items.
pub(super) fn plan() -> impl Strategy<Value = (Plan, Vec<Fact>)> {
    let area = (localized(), prop::option::of(localized()), prop::collection::vec(item(), 0..4));
    let notes = prop::collection::vec((any::<prop::sample::Index>(), text(4)), 0..3);
    let clauses = || prop::collection::vec((text(3), text(4)), 0..3);
    (prop::collection::vec(area, 1..4), notes, clauses(), clauses()).prop_map(|(areas, notes, one, other)| {
        let mut plan = Plan::default();
        for (number, (title, text, items)) in areas.into_iter().enumerate() {
            let mut area = samples::area(&format!("area-{number}"), "", "");
            (area.title, area.text) = (title, text);
            plan.areas.push(area);
            let first = plan.items.len();
            for (item, above) in items {
                let at = plan.items.len();
                let id = ItemId::parse(&format!("area-{number}/{}-{at}", item.id.slug())).unwrap();
                // Under the item before, or what that hangs under.
                let before = at.checked_sub(1).filter(|&before| before >= first);
                let parent = match above {
                    0 => None,
                    1 => before,
                    _ => before.and_then(|before| plan.items[before].parent),
                };
                plan.items.push(Item { id, area: number, parent, ..item });
            }
        }
        for (name, clauses) in [("one", one), ("other", other)] {
            let clauses: Vec<Clause> =
                clauses.iter().map(|(heading, text)| samples::clause("1.1", heading, text)).collect();
            plan.seeds.push(samples::seed(name, clauses));
        }
        let facts = if plan.items.is_empty() { Vec::new() } else { notes };
        let fact = |(at, (item, text)): (usize, &(prop::sample::Index, String))| {
            samples::note(&plan, &format!("{at}"), "jia", item.index(plan.items.len()), text)
        };
        let facts = facts.iter().enumerate().map(fact).collect();
        (plan, facts)
    })
}

pub(super) fn reviewed() -> impl Strategy<Value = (Plan, Review)> {
    plan().prop_map(|(plan, facts)| {
        let review = Review::of(&plan, facts);
        (plan, review)
    })
}
