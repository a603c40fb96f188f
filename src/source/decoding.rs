//! Bytes to text. What is no text becomes U+FFFD and is remembered with its place; the rest of the file is read.

use std::ops::Range;

use super::SourceText;
use crate::plan::{Fault, Place, Problem};
use crate::text::Foreign;

/// The first place in a line that is no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unreadable {
    /// In bytes of the decoded text.
    pub(super) span: Range<usize>,
    kind: Kind,
    /// How many places of this kind the line has.
    count: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The byte that begins what is not UTF-8.
    Byte(u8),
    Nul,
    Utf16,
}

impl Unreadable {
    fn fault(&self, count: usize) -> Fault {
        match self.kind {
            Kind::Byte(byte) => Fault::NotUtf8 { byte, count },
            Kind::Nul => Fault::NulByte { count },
            Kind::Utf16 => Fault::Utf16,
        }
    }
}

impl SourceText {
    /// Takes text that is known to be text.
    pub fn new(name: Foreign, text: impl Into<String>) -> Self {
        let text = text.into();
        let unreadable = if text.contains('\0') { decode_utf8(text.as_bytes()).1 } else { Vec::new() };
        Self { name, text, unreadable }
    }

    /// Reads the content of a file, whatever it is.
    ///
    /// UTF-16 is understood, so that the file can be shown, and is a problem all the same.
    pub fn decode(name: Foreign, bytes: Vec<u8>) -> Self {
        if let Some(text) = decode_utf16(&bytes) {
            let kind = Kind::Utf16;
            return Self { name, text, unreadable: vec![Unreadable { span: 0..0, kind, count: 1 }] };
        }
        match String::from_utf8(bytes) {
            Ok(text) => Self::new(name, text),
            Err(error) => {
                let (text, unreadable) = decode_utf8(error.as_bytes());
                Self { name, text, unreadable }
            }
        }
    }

    /// Returns the first problem of each kind with the bytes of the file, and how many places have it.
    pub(super) fn unreadable_problems(&self) -> Vec<Problem> {
        let mut found: Vec<(&Unreadable, usize)> = Vec::new();
        for place in &self.unreadable {
            let same = |other: &Unreadable| {
                std::mem::discriminant(&other.kind) == std::mem::discriminant(&place.kind)
            };
            match found.iter_mut().find(|(other, _)| same(other)) {
                Some((_, count)) => *count += place.count,
                None => found.push((place, place.count)),
            }
        }
        let lines = self.lines();
        let problem = |(found, count): (&Unreadable, usize)| Problem {
            fault: found.fault(count),
            place: lines.place(found.span.clone()),
        };
        found.into_iter().map(problem).collect()
    }

    /// Returns the problem with the bytes of the line that begins at `line` and ends before `end`, if it has one.
    pub(super) fn unreadable_in(&self, line: &Place, end: usize) -> Option<Problem> {
        let at = self.unreadable.partition_point(|found| found.span.start < line.start);
        let found = self.unreadable.get(at).filter(|found| found.span.start < end)?;
        // Counted from the line, for a long file may have a problem in every line.
        let Range { start, end } = found.span;
        let before = self.text.get(line.start..start).unwrap_or_default();
        let place = Place { column: before.chars().count() + 1, start, end, ..line.clone() };
        Some(Problem { fault: found.fault(found.count), place })
    }
}

fn decode_utf8(bytes: &[u8]) -> (String, Vec<Unreadable>) {
    let mut text = String::with_capacity(bytes.len());
    let mut unreadable: Vec<Unreadable> = Vec::new();
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let in_line = unreadable.len();
        let mut note = |span, kind| match unreadable.get_mut(in_line..).and_then(<[_]>::first_mut) {
            Some(Unreadable { kind: known, count, .. }) => {
                *count += usize::from(std::mem::discriminant(known) == std::mem::discriminant(&kind));
            }
            None => unreadable.push(Unreadable { span, kind, count: 1 }),
        };
        for chunk in line.utf8_chunks() {
            for (at, nul) in chunk.valid().match_indices('\0') {
                let start = text.len() + at;
                note(start..start + nul.len(), Kind::Nul);
            }
            text.push_str(chunk.valid());
            if let Some(&byte) = chunk.invalid().first() {
                let start = text.len();
                text.push(char::REPLACEMENT_CHARACTER);
                note(start..text.len(), Kind::Byte(byte));
            }
        }
    }
    (text, unreadable)
}

/// Reads UTF-16, known by its mark or, since these files begin with ASCII, by where the zero bytes are.
fn decode_utf16(bytes: &[u8]) -> Option<String> {
    let (little, rest) = match bytes {
        [0xff, 0xfe, rest @ ..] => (true, rest),
        [0xfe, 0xff, rest @ ..] => (false, rest),
        [1..=255, 0, 1..=255, 0, ..] => (true, bytes),
        [0, 1..=255, 0, 1..=255, ..] => (false, bytes),
        _ => return None,
    };
    let unit = |pair: &[u8]| {
        let pair = [pair[0], pair.get(1).copied().unwrap_or_default()];
        if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    };
    let units = rest.chunks(2).map(unit);
    Some(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(bytes: &[u8]) -> Vec<(Fault, usize, usize)> {
        let source = SourceText::decode("f".into(), bytes.to_vec());
        let place = |problem: Problem| (problem.fault, problem.place.line, problem.place.column);
        source.unreadable_problems().into_iter().map(place).collect()
    }

    #[test]
    fn the_first_bad_byte_is_named_with_line_and_column() {
        assert_eq!(problems("一\n二\n".as_bytes()), []);
        let bad = problems("一\n二三\u{1}".as_bytes().strip_suffix(b"\x01").unwrap());
        assert_eq!(bad, []);
        let gbk = [b"a = 1\n".as_slice(), "# 甲".as_bytes(), b"\xd6\xd0\n# \xff\n"].concat();
        assert_eq!(problems(&gbk), [(Fault::NotUtf8 { byte: 0xd6, count: 3 }, 2, 4)]);
    }

    #[test]
    fn a_nul_is_called_nul() {
        assert_eq!(problems(b"x\n# \0\0 \xff"), [(Fault::NulByte { count: 2 }, 2, 3)]);
        let both = [(Fault::NotUtf8 { byte: 0xff, count: 1 }, 1, 1), (Fault::NulByte { count: 1 }, 2, 1)];
        assert_eq!(problems(b"\xff\n\0"), both);
    }

    #[test]
    fn utf_16_is_decoded_and_named_with_and_without_a_mark() {
        let text = "id = \"甲\"\n";
        let little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
        let marked = format!("\u{feff}{text}");
        for bytes in [little(text), big(text), little(&marked), big(&marked)] {
            assert_eq!(problems(&bytes), [(Fault::Utf16, 1, 1)]);
            assert_eq!(SourceText::decode("f".into(), bytes).text, text);
        }
    }

    #[test]
    fn each_bad_line_is_one_problem_of_its_own() {
        let source = SourceText::decode("f".into(), b"a\xff\xff\nb\n\0c\n".to_vec());
        let of = |line: usize, start, end| {
            let problem = source.unreadable_in(&Place { line, start, ..Place::default() }, end)?;
            Some((problem.fault, problem.place.line, problem.place.column))
        };
        assert_eq!(of(1, 0, 8), Some((Fault::NotUtf8 { byte: 0xff, count: 2 }, 1, 2)));
        assert_eq!(of(2, 8, 10), None);
        assert_eq!(of(3, 10, 13), Some((Fault::NulByte { count: 1 }, 3, 1)));
    }
}
