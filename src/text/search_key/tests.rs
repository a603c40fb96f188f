use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;

use super::{mapped_search_key, search_key};

#[test]
fn what_one_would_type_finds_it() {
    for (text, key) in [
        ("浙赣运河", "浙赣运河"),
        ("浙贛運河", "浙赣运河"),
        ("ＧＤＰ增速", "gdp增速"),
        ("Café Zürich", "cafe zurich"),
        ("ÉCOLE", "ecole"),
        ("“两山”", "\"两山\""),
        ("People’s Zhejiang–Jiangxi", "people's zhejiang-jiangxi"),
        ("１５　万㎡", "15 万m2"),
        ("a\r\nb\tc", "a b c"),
        ("x\u{200b}y\0", "xy"),
        ("e\u{301}", "e"),
        ("한국", "한국"),
    ] {
        assert_eq!(search_key(text), key, "{text}");
    }
}

proptest! {
    #[test]
    fn a_key_is_its_own_key(text in "\\PC{0,12}") {
        let key = search_key(&text);
        prop_assert_eq!(search_key(&key), key);
    }

    #[test]
    fn a_key_leads_back_to_whole_graphemes(text in "[a-zé浙贛“”ＧＤ㎡\u{301}\u{200d}👩👧한\r\n ]{0,12}") {
        let mapped = mapped_search_key(&text);
        prop_assert_eq!(&mapped.key, &search_key(&text));
        prop_assert_eq!(mapped.key.chars().count(), mapped.origins.len());
        let mut bounds = vec![0];
        for grapheme in text.graphemes(true) {
            bounds.push(bounds.last().copied().unwrap_or(0) + grapheme.chars().count());
        }
        for origin in &mapped.origins {
            prop_assert!(bounds.contains(&origin.start) && bounds.contains(&origin.end), "{:?}", origin);
        }
    }

    #[test]
    fn nothing_in_a_key_separates_texts(text in "\\PC{0,8}\\pC{0,4}") {
        prop_assert!(search_key(&text).chars().all(|c| c == ' ' || !c.is_control()));
    }
}
