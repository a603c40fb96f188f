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
        Lines::of(file, text).place(span)
    }

    /// Returns the place that means a file as a whole.
    pub fn file(file: &Foreign) -> Self {
        Self { file: file.clone(), ..Self::default() }
    }
}

/// Where the lines of a file begin, for whoever asks for many places in it.
pub struct Lines<'a> {
    file: &'a Foreign,
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Finds the lines of `text`, which is the content of `file`.
    pub fn of(file: &'a Foreign, text: &'a str) -> Self {
        let newlines = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        Self { file, text, starts: std::iter::once(0).chain(newlines.map(|(at, _)| at + 1)).collect() }
    }

    /// Returns what stands at a place of the text.
    pub fn written(&self, place: &Place) -> Foreign {
        self.text.get(place.start..place.end).unwrap_or_default().into()
    }

    /// Returns the place of the bytes `span`.
    pub fn place(&self, span: Range<usize>) -> Place {
        let start = floor(self.text, span.start);
        let end = floor(self.text, span.end).max(start);
        let line = self.starts.partition_point(|&line| line <= start);
        let line_start = line.checked_sub(1).and_then(|at| self.starts.get(at)).copied().unwrap_or_default();
        let before = self.text.get(line_start..start).unwrap_or_default();
        let column = before.trim_start_matches('\u{feff}').chars().count() + 1;
        Place { file: self.file.clone(), line, column, start, end }
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
        assert_eq!(Place::of(&"f".into(), "", 0..0).line, 1);
        // A newline belongs to the line it ends.
        let end = text.find('\n').unwrap();
        let place = Place::of(&"f".into(), text, end..end + 1);
        assert_eq!((place.line, place.column), (1, 3));
    }
}
