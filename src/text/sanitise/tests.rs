use std::ops::RangeInclusive;

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;

use super::*;

#[test]
fn what_is_harmless_stays() {
    for text in [
        "",
        "浙赣运河 — “两山”转化……（2025—2030），100%、￥3万\nZhejiang–Jiangxi canal",
        "café naïve e\u{301}",
        "Привет, Ελλάδα, สวัสดี, 한국어, ᄒ\u{1161}ᆫ, \u{ff8a}\u{ff9f}",
        "עברית العربية",
        "می\u{200c}خواهم",
        "क\u{94d}\u{200d}ष",
        "👍🏽 ❤\u{fe0f} ©\u{fe0e} 1\u{fe0f}\u{20e3} 🇨🇳",
        "👨\u{200d}👩\u{200d}👧\u{200d}👦 🧑🏿\u{200d}❤\u{fe0f}\u{200d}💋\u{200d}🧑🏻",
        "𠮷 \u{2a6df} \u{20000}",
        "non\u{a0}breaking\u{3000}wide\u{2800}",
    ] {
        assert!(matches!(sanitise(text), Cow::Borrowed(_)), "{text:?} became {:?}", sanitise(text));
        assert_eq!(hidden(text), [], "{text:?}");
    }
}

#[test]
fn what_is_hidden_is_marked() {
    for (text, shown) in [
        ("a\u{1b}[31mred", "a␛[31mred"),
        ("\u{0}\u{7}\u{8}\u{1f}\u{7f}", "␀␇␈␟␡"),
        ("\u{9b}31m\u{85}\u{9f}", "<9B>31m<85><9F>"),
        ("甲\u{202e}乙\u{2066}\u{61c}\u{200f}", "甲<U+202E>乙<U+2066><U+061C><U+200F>"),
        ("a\u{200b}b\u{feff}\u{ad}", "a<U+200B>b<U+FEFF><U+00AD>"),
        ("\u{3164}\u{115f}\u{1160}\u{ffa0}\u{34f}", "<U+3164><U+115F><U+1160><U+FFA0><U+034F>"),
        ("\u{2028}\u{2029}\u{2060}\u{fff9}\u{fffb}", "<U+2028><U+2029><U+2060><U+FFF9><U+FFFB>"),
        ("a\u{e0067}\u{e0001}", "a<U+E0067><U+E0001>"),
        ("葛\u{e0100}“\u{fe01}\u{180b}", "葛<U+E0100>“<U+FE01><U+180B>"),
        ("\u{e000}\u{f8ff}\u{f0000}\u{10ffff}", "<U+E000><U+F8FF><U+F0000><U+10FFFF>"),
        ("\u{fdd0}\u{ffff}\u{378}", "<U+FDD0><U+FFFF><U+0378>"),
        ("\u{3a01c}\u{4e000}\u{2fffe}", "<U+3A01C><U+4E000><U+2FFFE>"),
        ("\u{1161}\u{11ab}", "<U+1161><U+11AB>"),
    ] {
        assert_eq!(sanitise(text), shown, "{text:?}");
        assert_eq!(
            hidden(text).len(),
            shown.matches(['<', '␀', '␇', '␈', '␟', '␡', '␛']).count(),
            "{text:?}"
        );
    }
}

#[test]
fn line_ends_and_tabs_are_no_secret() {
    for (text, shown, marked) in [
        ("甲\r\n乙\r\n", "甲\n乙\n", vec![]),
        ("甲\r乙\r\r\n", "甲␍乙␍\n", vec![(3, '\r'), (7, '\r')]),
        ("\t甲\t", "    甲    ", vec![]),
        ("\n\n", "\n\n", vec![]),
    ] {
        assert_eq!(sanitise(text), shown);
        assert_eq!(hidden(text), marked, "{text:?}");
    }
}

#[test]
fn joiners_and_selectors_stay_where_they_have_a_job() {
    for (text, shown) in [
        ("a\u{200d}b", "a<U+200D>b"),
        ("中\u{200c}文", "中<U+200C>文"),
        ("👨\u{200d}", "👨<U+200D>"),
        ("\u{200d}👨", "<U+200D>👨"),
        ("👨\u{200d}a", "👨<U+200D>a"),
        ("👨\u{200d}\u{200d}👨", "👨<U+200D><U+200D>👨"),
        ("می\u{200c}\u{200c}خ", "می<U+200C><U+200C>خ"),
        ("ی\u{200c}a", "ی<U+200C>a"),
        ("👨\u{301}\u{200d}👨", "👨\u{301}<U+200D>👨"),
        ("1\u{fe0f}\u{20e3}\u{200d}👨", "1\u{fe0f}\u{20e3}<U+200D>👨"),
        ("a\u{fe0f}中\u{fe0e}", "a<U+FE0F>中<U+FE0E>"),
        ("1\u{fe0f}", "1<U+FE0F>"),
        ("❤\u{fe0f}\u{fe0f}", "❤\u{fe0f}<U+FE0F>"),
        ("\u{fe0f}", "<U+FE0F>"),
    ] {
        assert_eq!(sanitise(text), shown, "{text:?}");
    }
}

#[test]
fn marks_need_a_base_and_are_counted_beyond_eight() {
    let acute = "\u{301}";
    for (text, shown) in [
        (format!("a{}", acute.repeat(8)), format!("a{}", acute.repeat(8))),
        (format!("a{}b", acute.repeat(20)), format!("a{}<+12>b", acute.repeat(8))),
        (acute.to_owned(), "<U+0301>".to_owned()),
        (
            format!("甲\n{acute}\u{1b}{acute}\u{202e}{acute}"),
            "甲\n<U+0301>␛<U+0301><U+202E><U+0301>".to_owned(),
        ),
    ] {
        assert_eq!(sanitise(&text), shown, "{text:?}");
    }
    let places: Vec<_> = hidden(&format!("a{}b", acute.repeat(10))).into_iter().map(|(at, _)| at).collect();
    assert_eq!(places, [17, 19]);
}

#[test]
fn a_cluster_cannot_grow_without_end() {
    for unit in ["\u{1100}", "👨\u{200d}", "\u{600}", "क\u{94d}", "\u{1100}\u{1161}\u{11a8}"] {
        let text = unit.repeat(500);
        let shown = sanitise(&text);
        let widest = shown.graphemes(true).map(grapheme_width).max();
        assert!(widest <= Some(2 * BASES), "{unit:?} gives a cluster of {widest:?} columns");
    }
}

/// Characters of every kind the sanitiser knows, and of those around them.
pub(crate) fn nasty() -> impl Strategy<Value = String> {
    let pool: Vec<char> = "ab1#中文“”。👨👩❤🏽🇨🇳\n\r\t ᄀ가ｱकषยی\u{94d}\u{903}\u{301}\u{20e3}\u{fe0f}\u{fe0e}\u{200d}\u{200c}\
        \u{1161}\u{11a8}\u{600}\u{70f}\u{ff9e}\u{302a}\u{1b}\u{9b}\u{85}\u{202e}\u{2066}\u{200b}\u{feff}\u{ad}\u{34f}\u{3164}\
        \u{e0067}\u{e0100}\u{fe01}\u{2028}\u{fff9}\u{e000}\u{3a01c}\u{378}\u{180e}\u{d7b0}\u{110bd}\u{1d165}<>"
        .chars()
        .collect();
    let one = prop_oneof![4 => prop::sample::select(pool.clone()), 1 => any::<char>()];
    let run = (prop::sample::select(pool), 1..24_usize).prop_map(|(c, n)| vec![c; n]);
    let link = prop::sample::select(vec!["👨\u{200d}", "क\u{94d}\u{200d}", "\u{1100}"]);
    let chain = (link, 1..12_usize).prop_map(|(link, n)| link.repeat(n).chars().collect());
    prop::collection::vec(prop_oneof![8 => one.prop_map(|c| vec![c]), 1 => run, 1 => chain], 0..40)
        .prop_map(|parts| parts.concat().into_iter().collect())
}

/// Controls, direction marks, what Unicode says may be ignored when it cannot be drawn, private use, beyond the last
/// ideograph.
#[rustfmt::skip]
const UNSEEN: [RangeInclusive<u32>; 23] = [
    0..=0x1f, 0x7f..=0x9f, 0xad..=0xad, 0x34f..=0x34f, 0x61c..=0x61c, 0x115f..=0x1160, 0x17b4..=0x17b5,
    0x180b..=0x180f, 0x200b..=0x200b, 0x200e..=0x200f, 0x2028..=0x202e, 0x2060..=0x206f, 0x3164..=0x3164,
    0xe000..=0xf8ff, 0xfdd0..=0xfdef, 0xfe00..=0xfe0d, 0xfeff..=0xfeff, 0xffa0..=0xffa0, 0xfff0..=0xfffb,
    0x1bca0..=0x1bca3, 0x1d173..=0x1d17a, 0x2fa20..=0x2ffff, 0x33480..=0x0010_ffff,
];

/// Says what is wrong with text given to a terminal, by lists of its own.
fn fault(text: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    for (i, &c) in chars.iter().enumerate() {
        let around = (i.checked_sub(1).map(|i| chars[i]), chars.get(i + 1).copied());
        let code = u32::from(c);
        let bad = match code {
            0xa => false,
            0x200c => around.0.is_none_or(|c| c.is_ascii()) || around.1.is_none_or(|c| c.is_ascii()),
            0x200d => around.0.is_none_or(|c| c < '\u{620}' && !"©®".contains(c)) || around.1.is_none(),
            0xfe0e | 0xfe0f => around
                .0
                .is_none_or(|c| !(c >= '\u{203c}' || "©®".contains(c) || around.1 == Some('\u{20e3}'))),
            _ => code & 0xfffe == 0xfffe || UNSEEN.iter().any(|unseen| unseen.contains(&code)),
        };
        if bad {
            return Some(format!("U+{:04X} at character {i}", u32::from(c)));
        }
    }
    let silent = text.graphemes(true).find(|cluster| *cluster != "\n" && grapheme_width(cluster) == 0);
    silent.map(|cluster| format!("{cluster:?} draws nothing"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_hidden_is_left(text in nasty()) {
        let shown = sanitise(&text);
        prop_assert_eq!(fault(&shown), None, "{:?}", shown);
    }

    #[test]
    fn twice_is_once(text in nasty()) {
        let once = sanitise(&text).into_owned();
        prop_assert_eq!(sanitise(&once), once.as_str());
        prop_assert_eq!(hidden(&once), vec![]);
    }

    #[test]
    fn what_is_listed_is_there_and_explains_the_difference(text in nasty()) {
        let listed = hidden(&text);
        for &(at, c) in &listed {
            prop_assert!(text.get(at..).is_some_and(|rest| rest.starts_with(c)));
        }
        prop_assert!(listed.is_sorted());
        let folded = text.replace("\r\n", "\n").replace('\t', "    ");
        prop_assert_eq!(listed.is_empty(), sanitise(&text) == folded.as_str());
    }

    #[test]
    fn pieces_put_together_hide_nothing(left in nasty(), right in nasty()) {
        let both = format!("{}{}", sanitise(&left), sanitise(&right));
        prop_assert_eq!(fault(&both), None, "{:?}", both);
    }
}
