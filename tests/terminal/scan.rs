//! What may be sent to a terminal: text that is seen, line ends, and the sequences our own edge writes. Everything
//! else can only come from data.

use unicode_normalization::char::is_combining_mark;

/// The private modes that are switched on and off.
const MODES: [&str; 7] = ["7", "25", "1000", "1006", "1049", "2004", "2026"];
/// More marks on one character than any script has.
const MARKS: usize = 32;

/// Returns everything in `bytes` that must not be sent, with where it stands.
pub(crate) fn findings(bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        findings_in_text(chunk.valid(), at, &mut found);
        at += chunk.valid().len() + chunk.invalid().len();
        if !chunk.invalid().is_empty() {
            found.push(format!("{at}: not UTF-8: {:02x?}", chunk.invalid()));
        }
    }
    found
}

fn findings_in_text(text: &str, offset: usize, found: &mut Vec<String>) {
    let mut marks = 0;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let at = offset + text.len() - rest.len();
        if c == '\x1b' {
            let sequence = own_sequence(rest);
            if sequence == 0 {
                found.push(format!("{at}: sequence {:?}", rest.chars().take(16).collect::<String>()));
            }
            rest = rest.split_at(sequence.max(1)).1;
            continue;
        }
        if (c.is_control() && !matches!(c, '\r' | '\n')) || steers_or_hides(c) {
            found.push(format!("{at}: U+{:04X}", u32::from(c)));
        }
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        if marks == MARKS + 1 {
            found.push(format!("{at}: more than {MARKS} marks on one character"));
        }
        rest = rest.split_at(c.len_utf8()).1;
    }
}

/// Returns the length of the sequence that `text` begins with, if it is one of ours: moves, colours, erasing the
/// screen, and the modes.
fn own_sequence(text: &str) -> usize {
    let Some(body) = text.strip_prefix("\x1b[") else { return 0 };
    let Some(end) = body.find(|c: char| !c.is_ascii_digit() && !matches!(c, ';' | '?')) else { return 0 };
    let (numbers, rest) = body.split_at(end);
    let ours = match rest.chars().next() {
        Some('H' | 'm') => !numbers.contains('?'),
        Some('J') => numbers == "2",
        Some('h' | 'l') => numbers.strip_prefix('?').is_some_and(|mode| MODES.contains(&mode)),
        _ => false,
    };
    if ours { "\x1b[".len() + end + 1 } else { 0 }
}

/// Says whether a character turns the direction of text, or is not seen.
fn steers_or_hides(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Returns the modes that were switched on and not off again; two are on before anything is switched.
pub(crate) fn modes_left(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let mut modes = std::collections::BTreeMap::new();
    for part in text.split("\x1b[?").skip(1) {
        let Some((mode, _)) = part.split_once(['h', 'l']) else { continue };
        let is_on = part.split_at(mode.len()).1.starts_with('h');
        modes.insert(mode.to_owned(), is_on);
    }
    modes.retain(|mode, is_on| *is_on != matches!(mode.as_str(), "25" | "7"));
    modes.into_keys().collect()
}

#[test]
fn every_class_of_what_must_not_be_sent_is_found() {
    for bad in [
        "\x1b]52;c;aGk=\x07",
        "\x1b]0;title\x1b\\",
        "\x1bP1$r\x1b\\",
        "\x1b_G\x1b\\",
        "\x1bc",
        "\x1b",
        "\x1b[6n",
        "\x1b[c",
        "\x1b[?1003h",
        "\x1b[>1u",
        "\x1b[3J",
        "\x1b[2",
        "\u{9b}31m",
        "\u{85}",
        "\x07",
        "\x08",
        "\t",
        "\0",
        "\x7f",
        "\u{202e}",
        "\u{2066}",
        "\u{200b}",
        "\u{feff}",
        "\u{ad}",
        "\u{3164}",
        "\u{e0041}",
        "\u{fff9}",
    ] {
        assert!(!findings(bad.as_bytes()).is_empty(), "{bad:?}");
        assert!(!findings(format!("浙赣运河{bad}").as_bytes()).is_empty(), "{bad:?}");
    }
    assert!(!findings(b"a\x9bm").is_empty());
    assert!(!findings(format!("e{}", "\u{301}".repeat(33)).as_bytes()).is_empty());
    let good =
        "\x1b[?1049h\x1b[?2026h\x1b[2J\x1b[H浙赣 ␛<U+202E>\r\n\x1b[3;4H\x1b[0;36me\u{301}\x1b[m\x1b[?2026l";
    assert_eq!(findings(good.as_bytes()), [""; 0]);
}
