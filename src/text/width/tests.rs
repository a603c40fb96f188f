use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::sanitise::tests::nasty;
use super::*;

#[test]
fn counts_columns() {
    for (text, columns) in [
        ("", 0),
        ("canal", 5),
        ("浙赣运河", 8),
        ("“两山”", 6),
        ("e\u{301}", 1),
        ("👨\u{200d}👩\u{200d}👧", 2),
        ("🇨🇳", 2),
        ("❤\u{fe0f}", 2),
        ("甲\n乙", 4),
        ("لا", 2),
    ] {
        assert_eq!(width(text), columns, "{text:?}");
    }
}

/// The width of a format string ends at 65,535.
#[test]
fn wide_texts_are_cut_and_filled_too() {
    let wide = Shown::of(&"运".repeat(33_000));
    assert_eq!(width(fit(&wide, 65_999).as_str()), 65_999);
    assert_eq!(width(cut_start(&wide, 65_999).as_str()), 65_999);
    assert_eq!(width(pad(&wide, 70_000).as_str()), 70_000);
    assert_eq!(pad(&Shown::default(), 70_000).as_str(), " ".repeat(70_000));
}

#[test]
fn cuts_and_fills() {
    for (text, columns, fitted, padded, end) in [
        ("浙赣运河", 8, "浙赣运河", "浙赣运河", "浙赣运河"),
        ("浙赣运河", 10, "浙赣运河", "浙赣运河  ", "浙赣运河"),
        ("浙赣运河", 7, "浙赣运…", "浙赣运…", "…赣运河"),
        ("浙赣运河", 6, "浙赣…", "浙赣… ", "…运河"),
        ("浙赣运河", 1, "…", "…", "…"),
        ("浙赣运河", 0, "", "", ""),
        ("", 2, "", "  ", ""),
        ("甲\n乙", 9, "甲⏎乙", "甲⏎乙    ", "甲⏎乙"),
        ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…", "e\u{301}…", "…e\u{301}"),
    ] {
        let text = Shown::of(text);
        assert_eq!(fit(&text, columns).as_str(), fitted, "fit {text:?} into {columns}");
        assert_eq!(pad(&text, columns).as_str(), padded, "pad {text:?} to {columns}");
        assert_eq!(cut_start(&text, columns).as_str(), end, "cut {text:?} to {columns}");
    }
}

/// Returns the columns after which the drawing library would go on.
fn drawn(text: &str) -> usize {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 4000, 1));
    usize::from(buffer.set_stringn(0, 0, text, usize::MAX, Style::default()).0)
}

#[test]
fn agrees_on_half_width_sound_marks() {
    for text in ["\u{ff8a}\u{ff9f}", "\u{ff76}\u{ff9e}\u{ff9e}"] {
        assert_eq!(width(text), drawn(text), "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn agrees_with_what_is_drawn(text in nasty()) {
        let line = Shown::of(&text).one_line();
        prop_assert_eq!(width(line.as_str()), drawn(line.as_str()));
    }

    #[test]
    fn never_takes_more_room(text in nasty(), columns in 0..200_usize) {
        let text = Shown::of(&text);
        let (fitted, end) = (fit(&text, columns), cut_start(&text, columns));
        prop_assert!(width(fitted.as_str()) <= columns);
        prop_assert!(width(end.as_str()) <= columns);
        prop_assert_eq!(width(pad(&text, columns).as_str()), columns);
        let line = text.one_line();
        let kept = fitted.as_str().strip_suffix('…').unwrap_or(fitted.as_str());
        prop_assert!(line.as_str().starts_with(kept));
        let kept = end.as_str().strip_prefix('…').unwrap_or(end.as_str());
        prop_assert!(line.as_str().ends_with(kept));
        prop_assert_eq!(fitted == line, width(line.as_str()) <= columns);
    }
}
