//! What joins what, and which signs mean something.

use proptest::prelude::*;

use super::{parse, structure};
use crate::search::query::QueryFault;

#[test]
fn blanks_join_loosely_and_bars_tightly() {
    for (text, meant) in [
        ("", ""),
        ("运河", "运河"),
        ("运河 港口", "运河 港口"),
        ("运河　港口", "运河 港口"),
        ("a|b", "a|b"),
        ("a | b", "a|b"),
        ("a ｜b", "a|b"),
        ("a b|c d", "a b|c d"),
        ("a | b | c d", "a|b|c d"),
        // A bar without two neighbours asks for nothing, and joins nothing.
        ("a |", "a"),
        ("| a b", "a b"),
        ("|| a || b c", "a|b c"),
        ("a b | | c d", "a b|c d"),
        ("!a | b", "!a|b"),
        ("!a b", "!a b"),
    ] {
        let (query, problems) = parse(text);
        assert_eq!((structure(&query).as_str(), problems), (meant, Vec::new()), "{text:?}");
    }
}

#[test]
fn a_field_without_a_value_joins_nothing_to_its_neighbours() {
    for (text, meant) in [
        ("a | status: b", "a b"),
        ("a status: | b", "a b"),
        ("a | status: | b", "a|b"),
        ("status: | a b", "a b"),
        ("a status: b", "a b"),
    ] {
        let (query, problems) = parse(text);
        assert_eq!(structure(&query), meant, "{text:?}");
        assert!(matches!(problems[0].fault, QueryFault::NoValue { .. }), "{text:?}: {problems:?}");
    }
}

#[test]
fn signs_say_how_a_word_is_meant_in_either_width() {
    for (texts, meant) in [
        (&["!x", "！x"][..], "!x"),
        (&["'x", "’x", "‘x", "＇x", "\"x\"", "“x”", "“x\"", "\"x", "＂x＂"], "'x"),
        (&["^x", "＾x", "……x", "…x"], "^x"),
        (&["x$", "x＄", "x￥", "x¥"], "x$"),
        (&["^x$", "……x￥"], "^x$"),
        (&["!'x", "！“x”"], "!'x"),
        (&["!^x$", "！……x￥"], "!^x$"),
        (&["'^x$"], "'^x$"),
        // Elsewhere they are what they are.
        (&["x!"], "x!"),
        (&["x^y"], "x^y"),
        (&["$"], "$"),
        (&["a$b"], "a$b"),
        (&["it's"], "it's"),
        // In quotes nothing is a sign, and what follows is another word.
        (&["\"a | b\"", "“a | b”"], "'a | b"),
        (&["\"kind:goal\""], "'kind:goal"),
        (&["\"!a\""], "'!a"),
        (&["\"a$\""], "'a$"),
    ] {
        for text in texts {
            let (query, problems) = parse(text);
            assert_eq!((structure(&query).as_str(), problems), (meant, Vec::new()), "{text:?}");
        }
    }
    assert_eq!(structure(&parse("\"a b\"c").0), "'a b c");
}

#[test]
fn what_nobody_sees_asks_for_nothing() {
    for text in ["\u{200b}", "\u{feff} ", "\u{301}", "!\u{200b}", "“\u{200b}”", "\u{200b} |"] {
        assert_eq!(parse(text), Default::default(), "{text:?}");
    }
    assert_eq!(structure(&parse("\u{200b} 运河").0), "运河");
    assert_eq!(structure(&parse("\u{200b} | 运河 港口").0), "运河 港口");
}

#[test]
fn a_page_is_no_query() {
    assert_eq!(parse(&"x".repeat(2000)).1, []);
    let (query, problems) = parse(&"x".repeat(2001));
    assert!(query.is_empty());
    assert_eq!((&problems[0].fault, problems[0].span.clone()), (&QueryFault::TooLong, 0..2001));
}

proptest! {
    /// Words joined by blanks are as many demands, joined by bars one: whatever stands around them.
    #[test]
    fn structure_follows_the_joints(
        words in prop::collection::vec("[ab运河]{1,3}", 1..6),
        bars in prop::collection::vec(any::<bool>(), 6),
        space in "[ 　]{1,2}",
    ) {
        let (mut text, mut meant) = (space.clone(), String::new());
        for (at, word) in words.iter().enumerate() {
            let (joint, means) = match (at, bars[at]) {
                (0, _) => (String::new(), ""),
                (_, true) => (format!("{space}|{space}"), "|"),
                (_, false) => (space.clone(), " "),
            };
            text.extend([joint.as_str(), word.as_str()]);
            meant.extend([means, word.as_str()]);
        }
        prop_assert_eq!(structure(&parse(&text).0), meant);
    }

    /// Every problem names bytes of the query, and a query can always be understood, or not.
    #[test]
    fn problems_stand_where_they_are(text in "[a-c状态：:|!'\"^$<>=, “”　…\u{200b}]{0,24}(status|by|due|有|查询)?[:：<]?[a-z年2,、]{0,4}") {
        for problem in parse(&text).1 {
            prop_assert!(text.get(problem.span).is_some_and(|at| !at.is_empty()));
        }
    }
}
