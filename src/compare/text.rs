//! What changed within a text: which of its characters were kept, taken out and put in. Knows no plan.
//!
//! Characters are what a reader takes for one (graphemes). A difference is made to be read: where hardly anything was
//! kept between two changes, they are shown as one, and a number is never cut.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::text::Foreign;

/// Texts longer than this, beginning and end that they share aside, are compared by lines: characters would take long
/// and leave confetti.
const MOST_CHARACTERS: usize = 6_000;

/// What became of a part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Kept,
    Removed,
    Added,
}

/// A part of two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    pub fate: Fate,
    pub text: Foreign,
}

/// Returns the difference of two texts: the parts kept and removed make up `old`, those kept and added `new`.
///
/// No two neighbours have one fate, no part is empty, and what was removed stands before what was put in its place.
pub fn spans(old: &str, new: &str) -> Vec<Span> {
    let (old_pieces, new_pieces) = (pieces(old), pieces(new));
    let same_start = same(old_pieces.iter(), new_pieces.iter());
    let rest = |pieces: &[&str]| pieces.len() - same_start;
    let most_end = rest(&old_pieces).min(rest(&new_pieces));
    let same_end = same(old_pieces.iter().rev().take(most_end), new_pieces.iter().rev().take(most_end));
    let middle = |pieces: &[&'_ str]| rest(pieces) - same_end;
    if middle(&old_pieces) + middle(&new_pieces) > MOST_CHARACTERS {
        let lines = |text| -> Vec<&str> { str::split_inclusive(text, '\n').collect() };
        let (old, new) = (lines(old), lines(new));
        return told(&changes(&old, &new), &old, &new);
    }
    let mut changes = changes(&old_pieces, &new_pieces);
    join_close(&mut changes, &old_pieces);
    told(&changes, &old_pieces, &new_pieces)
}

fn same<'a>(old: impl Iterator<Item = &'a &'a str>, new: impl Iterator<Item = &'a &'a str>) -> usize {
    old.zip(new).take_while(|(old, new)| old == new).count()
}

/// Cuts a text into graphemes, but leaves a number whole.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut number: Option<Range<usize>> = None;
    let is_digit = |grapheme: &str| grapheme.len() == 1 && grapheme.bytes().all(|byte| byte.is_ascii_digit());
    for (at, grapheme) in text.grapheme_indices(true) {
        let end = at + grapheme.len();
        if is_digit(grapheme) {
            number = Some(number.map_or(at, |number| number.start)..end);
            continue;
        }
        pieces.extend(number.take().and_then(|number| text.get(number)));
        pieces.push(grapheme);
    }
    pieces.extend(number.and_then(|number| text.get(number)));
    pieces
}

/// A run of pieces of both texts that is not kept.
#[derive(Clone, Debug)]
struct Changed {
    old: Range<usize>,
    new: Range<usize>,
}

fn changes(old: &[&str], new: &[&str]) -> Vec<Changed> {
    let operations = capture_diff_slices(Algorithm::Myers, old, new);
    let mut changes: Vec<Changed> = Vec::new();
    for operation in operations.iter().filter(|operation| !matches!(operation, DiffOp::Equal { .. })) {
        let (old, new) = (operation.old_range(), operation.new_range());
        match changes.last_mut() {
            Some(last) if last.old.end == old.start && last.new.end == new.start => {
                last.old.end = old.end;
                last.new.end = new.end;
            }
            _ => changes.push(Changed { old, new }),
        }
    }
    changes
}

/// Makes one change of neighbours between which less was kept than either of them changed.
fn join_close(changes: &mut Vec<Changed>, old: &[&str]) {
    let weight = |range: &Range<usize>| -> usize {
        old.get(range.clone()).unwrap_or_default().iter().map(|piece| weight(piece)).sum()
    };
    // Where it is not the weight of what was kept, a piece counts for one: what is gone is gone.
    let size = |changed: &Changed| changed.old.len().max(changed.new.len()) * 2;
    loop {
        let close = changes.windows(2).position(|pair| {
            let kept = pair[0].old.end..pair[1].old.start;
            weight(&kept) <= size(&pair[0]).min(size(&pair[1]))
        });
        let Some(at) = close else { return };
        let next = changes.remove(at + 1);
        changes[at].old.end = next.old.end;
        changes[at].new.end = next.new.end;
    }
}

/// Returns how much a piece says that was kept: a letter of an alphabet says less than a character that is a word.
fn weight(piece: &str) -> usize {
    match piece.chars().next() {
        Some(c) if c.is_ascii_digit() => 2 * piece.len(),
        Some(c) if c.is_alphabetic() && c >= '\u{2e80}' => 3,
        _ => 1,
    }
}

fn told(changes: &[Changed], old: &[&str], new: &[&str]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut span = |fate, pieces: Option<&[&str]>| {
        let text = pieces.unwrap_or_default().concat();
        if !text.is_empty() {
            spans.push(Span { fate, text: text.into() });
        }
    };
    let mut at = 0;
    for changed in changes {
        span(Fate::Kept, old.get(at..changed.old.start));
        span(Fate::Removed, old.get(changed.old.clone()));
        span(Fate::Added, new.get(changed.new.clone()));
        at = changed.old.end;
    }
    span(Fate::Kept, old.get(at..));
    spans
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plain(old: &str, new: &str) -> String {
        let one = |span: &Span| match span.fate {
            Fate::Kept => span.text.raw().to_owned(),
            Fate::Removed => format!("[-{}-]", span.text.raw()),
            Fate::Added => format!("{{+{}+}}", span.text.raw()),
        };
        spans(old, new).iter().map(one).collect()
    }

    #[test]
    fn a_difference_can_be_read() {
        for (old, new, expected) in [
            ("", "", ""),
            ("浙赣运河", "浙赣运河", "浙赣运河"),
            ("", "浙赣运河", "{+浙赣运河+}"),
            ("谋划浙赣运河", "建设浙赣运河", "[-谋划-]{+建设+}浙赣运河"),
            ("直飞城市达到15个", "直飞城市达到30个", "直飞城市达到[-15-]{+30+}个"),
            ("2025 年底前", "2026 年底前", "[-2025-]{+2026+} 年底前"),
            ("network", "networks", "network{+s+}"),
            // What both happen to share is no news.
            ("canal", "plant", "[-canal-]{+plant+}"),
            (
                "近年来铁路、公路都有进展",
                "公铁空水合为一体",
                "[-近年来铁路、公路都有进展-]{+公铁空水合为一体+}",
            ),
            (
                "推进甲项目，确保如期完成",
                "推进乙项目，力争如期完成",
                "推进[-甲-]{+乙+}项目，[-确保-]{+力争+}如期完成",
            ),
            // A character is what is seen as one.
            ("e\u{301}", "e", "[-e\u{301}-]{+e+}"),
            ("👨\u{200d}👩", "👨\u{200d}👧", "[-👨\u{200d}👩-]{+👨\u{200d}👧+}"),
        ] {
            assert_eq!(plain(old, new), expected, "{old} → {new}");
        }
    }

    #[test]
    fn long_texts_are_compared_by_lines() {
        let lines = |word: &str| -> String {
            (0..2_000)
                .flat_map(|at| {
                    ["第".to_owned(), at.to_string(), "行".to_owned(), word.to_owned(), "\n".to_owned()]
                })
                .collect()
        };
        let (old, new) = (lines("甲乙丙"), lines("丁戊己"));
        assert_eq!(spans(&old, &new).len(), 2);
        let one_more = format!("{old}新\n");
        assert_eq!(spans(&old, &one_more).last().map(|span| span.text.raw()), Some("新\n"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_parts_make_up_both_texts(
            old in "[甲乙丙ab12 \\n\u{301}]{0,40}|\\PC{0,20}",
            new in "[甲乙丙ab12 \\n\u{301}]{0,40}|\\PC{0,20}",
        ) {
            let spans = spans(&old, &new);
            let side = |without| -> String {
                spans.iter().filter(|span| span.fate != without).map(|span| span.text.raw()).collect()
            };
            prop_assert_eq!(side(Fate::Added), old.clone());
            prop_assert_eq!(side(Fate::Removed), new.clone());
            prop_assert!(spans.windows(2).all(|pair| pair[0].fate != pair[1].fate));
            prop_assert!(spans.windows(2).all(|pair| (pair[0].fate, pair[1].fate) != (Fate::Added, Fate::Removed)));
            prop_assert!(spans.iter().all(|span| !span.text.is_empty()));
        }
    }
}
