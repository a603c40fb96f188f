//! The form in which texts are searched: what one would type to find them, whatever width, case, accents or script
//! variant they are written in. Knows no queries.

use std::ops::Range;
use std::sync::LazyLock;

use hanconv::RawDictionary;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation as _;

use super::characters::{is_joiner, takes_no_room};
use super::half_width;

#[cfg(test)]
mod tests;

/// Where the table of simplified characters begins and ends.
const HAN: Range<u32> = 0x3400..0xa000;

/// The simplified form of each character that has one, by its code less the first of [`HAN`]; 0 for all others.
static SIMPLIFIED: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut table = vec![0; HAN.len()];
    for (traditional, simplified) in RawDictionary::TSCharacters.iter() {
        let single = |text: &str| {
            let mut chars = text.chars();
            chars.next().filter(|_| chars.next().is_none()).map(u32::from)
        };
        if let (Some(from), Some(to)) = (single(traditional), single(simplified))
            && let (true, Ok(to)) = (HAN.contains(&from), u16::try_from(to))
            && let Some(slot) = table.get_mut((from - HAN.start) as usize)
        {
            *slot = to;
        }
    }
    table
});

/// A searchable form that knows where each of its characters comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappedKey {
    pub key: String,
    /// For each character of the key the characters of the text it stands for, always whole graphemes.
    pub origins: Vec<Range<usize>>,
}

/// Returns the form of `text` in which it is searched.
///
/// Compatibility forms (NFKC), case, accents, traditional characters and the many dashes and quotation marks make no
/// difference; white space is a blank, and what is invisible is left out. It is not meant to be shown.
pub fn search_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    fold(text, |c, _| key.push(c));
    key
}

/// Returns the form of `text` in which it is searched, with the way back.
pub fn mapped_search_key(text: &str) -> MappedKey {
    let mut mapped = MappedKey::default();
    fold(text, |c, origin| {
        mapped.key.push(c);
        mapped.origins.push(origin);
    });
    mapped
}

/// Gives every folded character with the characters of the text it comes from.
fn fold(text: &str, mut give: impl FnMut(char, Range<usize>)) {
    let mut chars = text.char_indices().peekable();
    let mut at = 0;
    while let Some((byte, c)) = chars.next() {
        let alone = chars.peek().is_none_or(|&(_, next)| stands_alone(next));
        if let Some(folded) = stands_alone(c).then(|| simple(c)).filter(|_| alone) {
            give(folded, at..at + 1);
            at += 1;
            continue;
        }
        let rest = text.get(byte..).unwrap_or_default();
        let cluster = rest.graphemes(true).next().unwrap_or_default();
        let count = cluster.chars().count();
        for _ in 1..count {
            chars.next();
        }
        if cluster == "\r\n" {
            give(' ', at..at + count);
            at += count;
            continue;
        }
        let bare = |c: &char| !is_combining_mark(*c) && !takes_no_room(*c) && !is_joiner(*c);
        let lower = cluster.nfkd().filter(|c| c.is_whitespace() || bare(c)).flat_map(char::to_lowercase);
        for folded in lower.nfkd().filter(|c| c.is_whitespace() || bare(c)).nfc() {
            give(simple(folded), at..at + count);
        }
        at += count;
    }
}

/// Tells whether `c` is a grapheme whatever else that stands alone comes after it, and folds to one character.
fn stands_alone(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\n'
        | '\u{2010}'..='\u{2015}' | '\u{2018}'..='\u{201f}' | '\u{3000}'..='\u{3029}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}')
}

fn simple(c: char) -> char {
    match c {
        ' '..='~' => c.to_ascii_lowercase(),
        '\u{ff01}'..='\u{ff5e}' => half_width(c).to_ascii_lowercase(),
        // A keyboard has one of each.
        '\u{2010}'..='\u{2015}' => '-',
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        _ if c.is_whitespace() => ' ',
        _ if HAN.contains(&u32::from(c)) => {
            let simplified = SIMPLIFIED.get((u32::from(c) - HAN.start) as usize).copied().unwrap_or(0);
            char::from_u32(u32::from(simplified)).filter(|&simplified| simplified != '\0').unwrap_or(c)
        }
        _ => c,
    }
}
