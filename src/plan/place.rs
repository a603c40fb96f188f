//! Where in which file something stands.

use std::ops::Range;

use crate::text::Foreign;

/// A place in a file of the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The path as it is shown, relative to the directory above the plan directory, for example `plans/5-ports.toml`.
    pub file: Foreign,
    /// Counted from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// The bytes of the file that are meant.
    pub start: usize,
    pub end: usize,
}

impl Place {
    /// Returns the place of the bytes `span` of `text`, which is the content of `file`.
    pub fn of(file: &Foreign, text: &str, span: Range<usize>) -> Self {
        let start = floor(text, span.start);
        let end = floor(text, span.end).max(start);
        let before = text.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            file: file.clone(),
            line: before.bytes().filter(|&byte| byte == b'\n').count() + 1,
            column: before
                .get(line_start..)
                .unwrap_or_default()
                .trim_start_matches('\u{feff}')
                .chars()
                .count()
                + 1,
            start,
            end,
        }
    }

    /// Returns the place that means a file as a whole.
    pub fn file(file: &Foreign) -> Self {
        Self { file: file.clone(), ..Self::default() }
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_in_characters() {
        let text = "一二\n三四五\n";
        let at = text.find('五').unwrap();
        let place = Place::of(&"f".into(), text, at..at + 3);
        assert_eq!((place.line, place.column), (2, 3));
        assert_eq!(Place::of(&"f".into(), text, 999..1000).line, 3);
    }
}
