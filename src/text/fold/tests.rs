use proptest::prelude::*;

use super::*;

#[test]
fn composes_only_what_needs_it() {
    for (text, composed, borrowed) in [
        ("浙赣运河 canal", "浙赣运河 canal", true),
        ("e\u{301}", "é", false),
        ("ﬁ", "ﬁ", true),
        ("\u{f907}", "龜", false),
    ] {
        let nfc = nfc(text);
        assert_eq!(nfc, composed);
        assert_eq!(matches!(nfc, Cow::Borrowed(_)), borrowed, "{text:?}");
    }
}

#[test]
fn look_alikes_share_a_key() {
    for (one, other) in [
        ("canal", "саnаl"),
        ("canal", "Ｃａｎａｌ"),
        ("canal", "ca\u{200b}n\u{ad}al\u{200d}"),
        ("canal", "\u{202e}ca\u{61c}nal\u{fe0f}"),
        ("a\u{327}\u{301}", "a\u{301}\u{34f}\u{327}"),
        ("port-1", "port–1"),
        ("port-1", "ρоrt‑１"),
        ("NEW", "ΝΕW"),
        ("PORTS/ZHE_GAN.2", "ports/ZHE＿GAN．２"),
        ("ports/zhe-gan", "ports/zhe\u{2212}gan"),
        ("一", "⼀"),
        ("é", "e\u{301}"),
        ("ö", "о\u{308}"),
    ] {
        assert_eq!(look_alike_key(one), look_alike_key(other), "{one:?} and {other:?}");
    }
}

#[test]
fn others_do_not() {
    for (one, other) in
        [("canal", "canals"), ("port-1", "port-2"), ("é", "e"), ("河", "何"), ("a-b", "ab"), ("ж", "x")]
    {
        assert_ne!(look_alike_key(one), look_alike_key(other));
    }
}

#[test]
fn plain_ids_are_their_own_key() {
    for id in ["ports/zhe-gan-canal", "quzhou-2020#5.2", "abcdefghijklmnopqrstuvwxyz0123456789", "浙赣运河"]
    {
        assert_eq!(look_alike_key(id), id);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn folding_twice_is_once(text in any::<String>()) {
        let key = look_alike_key(&text);
        prop_assert_eq!(look_alike_key(&key), key);
        let composed = nfc(&text);
        prop_assert_eq!(nfc(&composed), composed.as_ref());
    }

    #[test]
    fn canonically_equal_texts_share_a_key(text in any::<String>()) {
        prop_assert_eq!(look_alike_key(&nfc(&text)), look_alike_key(&text));
    }
}
