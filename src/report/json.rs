//! The JSON that scripts read: one envelope around everything, on one line, safe to show on a terminal as it is.

use std::io;

use serde::Serialize;
use serde_json::ser::Formatter;

use crate::text::hidden;

/// The version of what the envelope holds. Keys are only ever added to it.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Envelope<'a, T> {
    fupan: u32,
    kind: &'static str,
    #[serde(flatten)]
    content: &'a T,
}

/// Puts `content`, an object, into an envelope of `kind`.
pub fn envelope(kind: &'static str, content: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Visible);
    Envelope { fupan: VERSION, kind, content }
        .serialize(&mut serializer)
        .expect("what is put into an envelope is an object with text for keys");
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

/// Writes compactly, and escapes what a terminal would obey or not show.
struct Visible;

impl Formatter for Visible {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut from = 0;
        for (at, unseen) in hidden(fragment) {
            writer.write_all(fragment.get(from..at).unwrap_or_default().as_bytes())?;
            for unit in unseen.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            from = at + unseen.len_utf8();
        }
        writer.write_all(fragment.get(from..).unwrap_or_default().as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Serialize)]
    struct Said<'a> {
        text: &'a str,
    }

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        let text = "运\u{202e}河\u{1b}[m\n\u{e0001}\u{7f}";
        let json = envelope("test", &Said { text });
        assert_eq!(json, r#"{"fupan":1,"kind":"test","text":"运\u202e河\u001b[m\n\udb40\udc01\u007f"}"#);
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_left_and_the_text_reads_back(text in "\\PC*|(.|[\u{200b}-\u{202e}\u{fe00}-\u{fe0f}\u{300}-\u{310}])*") {
            let json = envelope("test", &Said { text: &text });
            prop_assert!(!json.chars().any(char::is_control));
            let read: serde_json::Value = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(read["text"].as_str(), Some(text.as_str()));
        }
    }
}
