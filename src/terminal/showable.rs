//! The last line of defence: which characters may be written to a terminal. Knows nothing of what they mean;
//! foreign text has been made showable long before.

/// What is written instead of a character that must not be.
pub(super) const REFUSED: char = '\u{FFFD}';

/// Returns the character itself, or a mark in place of one that could steer the terminal or hide.
pub(super) fn showable(c: char) -> char {
    if is_refused(c) { REFUSED } else { c }
}

/// Says whether a character is a control (C0, C1, DEL), turns the direction of text, or takes no room of its own
/// without belonging to the character before it.
pub(super) fn is_refused(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_control_passes() {
        for c in (0..=0x1F).chain(0x7F..=0x9F).filter_map(char::from_u32) {
            assert_eq!(showable(c), REFUSED, "{:04X}", u32::from(c));
        }
    }

    #[test]
    fn no_character_that_turns_or_hides_text_passes() {
        let turning =
            "\u{61C}\u{200E}\u{200F}\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2066}\u{2067}\u{2068}\u{2069}";
        let hiding = "\u{AD}\u{200B}\u{2028}\u{2029}\u{2060}\u{FEFF}\u{FFF9}\u{E0001}\u{E0041}\u{3164}";
        for c in turning.chars().chain(hiding.chars()) {
            assert_eq!(showable(c), REFUSED, "{:04X}", u32::from(c));
        }
    }

    #[test]
    fn text_passes() {
        for c in "浙赣运河，“两山” Zhè–Gàn ✓✗─│█ e\u{301} 👩\u{200D}👧\u{FE0F} שלום ﾞ𠮷".chars()
        {
            assert_eq!(showable(c), c, "{:04X}", u32::from(c));
        }
    }
}
