//! Forms of text for comparing: canonical, and folded so that what looks alike is equal. Knows nothing of ids.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

use super::characters::{is_joiner, takes_no_room};

#[cfg(test)]
mod tests;

/// Greek capitals that look like a Latin letter which their small form does not look like.
const CAPITALS: [(char, char); 5] = [('Ζ', 'z'), ('Η', 'h'), ('Μ', 'm'), ('Ν', 'n'), ('Υ', 'y')];

/// Small letters, and marks, that look like one of ASCII.
#[rustfmt::skip]
const LOOK_ALIKES: [(char, char); 46] = [
    // Cyrillic and Armenian.
    ('а', 'a'), ('в', 'b'), ('с', 'c'), ('ԁ', 'd'), ('е', 'e'), ('н', 'h'), ('һ', 'h'), ('і', 'i'), ('ј', 'j'),
    ('к', 'k'), ('ӏ', 'l'), ('м', 'm'), ('о', 'o'), ('օ', 'o'), ('р', 'p'), ('ԛ', 'q'), ('ѕ', 's'), ('т', 't'),
    ('ѵ', 'v'), ('ԝ', 'w'), ('х', 'x'), ('у', 'y'),
    // Greek.
    ('α', 'a'), ('β', 'b'), ('ε', 'e'), ('ι', 'i'), ('κ', 'k'), ('η', 'n'), ('ο', 'o'), ('ρ', 'p'), ('τ', 't'),
    ('υ', 'u'), ('ν', 'v'), ('ω', 'w'), ('χ', 'x'), ('γ', 'y'),
    // Latin.
    ('ɑ', 'a'), ('ɡ', 'g'), ('ı', 'i'),
    // Dashes.
    ('‐', '-'), ('‑', '-'), ('‒', '-'), ('–', '-'), ('—', '-'), ('―', '-'), ('−', '-'),
];

/// Returns `text` in Unicode's composed canonical form, NFC.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfc().collect())
}

/// Folds what an editor may change without changing the wording: NFC, line ends, and white space at the end of lines
/// and of the text.
pub fn folded(text: &str) -> Cow<'_, str> {
    let normal = nfc(text);
    let trails =
        [" \n", "\t\n"].iter().any(|end| normal.contains(end)) || normal.ends_with([' ', '\t', '\n']);
    if !trails && !normal.contains('\r') {
        return normal;
    }
    let unix = normal.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = unix.split('\n').map(|line| line.trim_end_matches([' ', '\t'])).collect();
    Cow::Owned(lines.join("\n").trim_end_matches('\n').to_owned())
}

/// Returns a key that texts share which a reader may take for one another.
///
/// Width, case, invisible characters and Greek and Cyrillic letters that look Latin make no difference to it. It is
/// for warnings only: texts with one key need not be the same text, and it is not meant to be shown.
pub fn look_alike_key(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return text.to_ascii_lowercase();
    }
    text.chars()
        .nfkd()
        .filter(|&c| !takes_no_room(c) && !is_joiner(c))
        .flat_map(|c| twin(&CAPITALS, c).to_lowercase())
        .map(|c| twin(&LOOK_ALIKES, c))
        .nfkc()
        .collect()
}

fn twin(table: &[(char, char)], c: char) -> char {
    table.iter().find(|&&(from, _)| from == c).map_or(c, |&(_, to)| to)
}
