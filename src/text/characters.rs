//! What single characters do to a terminal and to their neighbours. Knows no text, only characters.

use unicode_linebreak::{BreakClass, break_property};
use unicode_segmentation::UnicodeSegmentation as _;

/// Says whether `c` is harmless whatever plain characters stand around it. Covers most of Chinese and English,
/// so that most text is looked over once and not copied; what is not plain is looked at more closely.
#[rustfmt::skip]
pub(super) fn is_plain(c: char) -> bool {
    matches!(c,
        '\n' | ' '..='~'
        | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{17f}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{20a0}'..='\u{20bf}'
        | '\u{2190}'..='\u{2426}' | '\u{2460}'..='\u{27bf}'
        | '\u{3000}'..='\u{3029}' | '\u{3030}'..='\u{303e}'
        | '\u{3041}'..='\u{3096}' | '\u{309b}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ff01}'..='\u{ff9d}' | '\u{ffe0}'..='\u{ffe6}')
}

/// Says whether `c` is marked wherever it stands.
pub(super) fn is_hidden(c: char) -> bool {
    !is_plain(c) && (takes_no_room(c) || has_no_agreed_look(c))
}

/// Says whether `c` leaves no ink and no room by itself: controls, direction marks, fillers, selectors.
pub(super) fn takes_no_room(c: char) -> bool {
    c.is_control() || turns_direction(c) || draws_nothing(c) || selects_variation(c)
}

/// Says whether `c` is invisible, and yet has a job between some characters or after them.
pub(super) fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}')
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[rustfmt::skip]
fn draws_nothing(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
        | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}'
        | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

fn selects_variation(c: char) -> bool {
    // Those of plane 14 are among the characters that draw nothing.
    matches!(c, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0d}')
}

/// Says whether `c` is for private use, no character, or not assigned. The letters of `std` are newer than the
/// line break classes, so that a letter is never taken for unassigned.
fn has_no_agreed_look(c: char) -> bool {
    let code = u32::from(c);
    match code >> 16 {
        // The ideographic planes are classed as if they were full.
        2 | 3 => !c.is_alphabetic(),
        4.. => true,
        _ => break_property(code) == BreakClass::Unknown && !c.is_alphanumeric(),
    }
}

/// Says whether `c` goes into the cluster of whatever stands before it.
pub(super) fn attaches(c: char) -> bool {
    is_one_cluster(&['a', c])
}

/// Says whether `c` is an emoji, or may be drawn as one.
pub(super) fn is_pictograph(c: char) -> bool {
    is_one_cluster(&['\u{1f468}', '\u{200d}', c]) && !attaches(c)
}

/// Says whether `c` is of a script whose letters change when a joiner stands between them: the Arabic family,
/// and the scripts of India.
pub(super) fn takes_joiners(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{dff}') && (c.is_alphabetic() || (attaches(c) && !is_joiner(c)))
}

fn is_one_cluster(chars: &[char]) -> bool {
    chars.iter().collect::<String>().graphemes(true).nth(1).is_none()
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthChar as _;

    use super::*;

    #[test]
    fn plain_characters_are_drawn_and_never_share_a_cluster() {
        for c in (' '..=char::MAX).filter(|&c| is_plain(c)) {
            assert!(c.width() > Some(0), "{c:?}");
            for pair in [['a', c], [c, 'a'], [c, c]] {
                assert!(!is_one_cluster(&pair), "{pair:?}");
            }
            assert!(!takes_no_room(c) && !has_no_agreed_look(c), "{c:?}");
        }
    }

    #[test]
    fn letters_and_emoji_have_an_agreed_look() {
        for c in
            ['中', '\u{20000}', '\u{3134a}', '한', 'ж', 'ω', 'ا', '👩', '🏽', '\u{fffd}', '\u{2800}', '①']
        {
            assert!(!is_hidden(c), "{c:?}");
        }
    }
}
