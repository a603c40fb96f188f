//! The ASCII twins of full-width characters.

/// Returns the ASCII character whose full-width form `c` is, or `c`.
pub fn half_width(c: char) -> char {
    match c {
        // U+FF01 to U+FF5E mirror ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}
