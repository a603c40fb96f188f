//! Text that is safe to give to a terminal, and the few ways to come by it. Knows neither columns nor colours.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::sanitise::sanitise;

/// Text in which nothing is hidden and which a terminal only draws; `\n` is the one control character left in it.
#[must_use]
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shown(String);

impl Shown {
    /// Makes foreign text showable: what a terminal would obey or hide becomes a visible mark.
    pub fn of(foreign: &str) -> Self {
        Self(sanitise(foreign).into_owned())
    }

    /// Takes a literal of this program.
    pub fn own(literal: &'static str) -> Self {
        Self::of(literal)
    }

    /// Takes a sentence that the message catalogues made out of their own words and `Shown` parts.
    ///
    /// Only `words` may call this. The sentence is looked over all the same, so that a foreign part which
    /// slipped in is marked too; a clean one is not copied.
    pub fn written(sentence: String) -> Self {
        match sanitise(&sentence) {
            Cow::Borrowed(_) => Self(sentence),
            Cow::Owned(marked) => Self(marked),
        }
    }

    /// Puts `separator` between `parts`.
    pub fn join<'a>(parts: impl IntoIterator<Item = &'a Self>, separator: &Self) -> Self {
        let mut whole = Self::default();
        for (index, part) in parts.into_iter().enumerate() {
            if index > 0 {
                whole.push(separator);
            }
            whole.push(part);
        }
        whole
    }

    /// Puts `more` at the end.
    pub fn push(&mut self, more: &Self) {
        self.0.push_str(&more.0);
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Says whether there is no text at all, not even a space.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the lines between the newlines: one more than there are newlines, so at least one.
    pub fn lines(&self) -> impl Iterator<Item = Self> + '_ {
        self.0.split('\n').map(|line| Self(line.to_owned()))
    }

    /// Returns the text on one line: every newline becomes `⏎`, those at the end are left out.
    pub fn one_line(&self) -> Self {
        Self(self.0.trim_end_matches('\n').replace('\n', "⏎"))
    }

    /// Returns the text without the white space and newlines at its end.
    pub fn trim_end(&self) -> Self {
        Self(self.0.trim_end().to_owned())
    }

    /// Returns the graphemes numbered `range`, as many of them as there are.
    pub fn slice(&self, range: Range<usize>) -> Self {
        let count = range.end.saturating_sub(range.start);
        Self(self.0.graphemes(true).skip(range.start).take(count).collect())
    }

    /// Returns the bytes `range` of `as_str()`, widened to whole graphemes; what lies beyond the end is nothing.
    pub fn part(&self, range: &Range<usize>) -> Self {
        let touched = |&(at, grapheme): &(usize, &str)| {
            !range.is_empty() && at < range.end && at + grapheme.len() > range.start
        };
        Self(self.0.grapheme_indices(true).filter(touched).map(|(_, grapheme)| grapheme).collect())
    }

    /// Takes text made of whole graphemes of some `Shown`, and of spaces and `…`, which therefore needs no
    /// second look.
    pub(super) fn from_parts(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_one_more_than_newlines() {
        for (text, lines) in [("", vec![""]), ("甲", vec!["甲"]), ("甲\n\r\n乙\n", vec!["甲", "", "乙", ""])]
        {
            let got: Vec<_> = Shown::of(text).lines().collect();
            assert_eq!(got.iter().map(Shown::as_str).collect::<Vec<_>>(), lines, "{text:?}");
        }
    }

    #[test]
    fn one_line_shows_where_lines_ended() {
        for (text, line) in [("", ""), ("甲\n乙", "甲⏎乙"), ("甲\n\n乙\n\n", "甲⏎⏎乙"), ("\n", "")]
        {
            assert_eq!(Shown::of(text).one_line().as_str(), line, "{text:?}");
        }
    }

    #[test]
    fn joins_and_pushes() {
        let parts = [Shown::of("甲"), Shown::default(), Shown::of("乙")];
        assert_eq!(Shown::join(&parts, &Shown::own("、")).as_str(), "甲、、乙");
        assert!(Shown::join([], &Shown::own("、")).is_empty());
        let mut text = Shown::of("甲");
        text.push(&Shown::own("乙"));
        assert_eq!(text.to_string(), "甲乙");
    }

    #[test]
    fn slices_by_grapheme() {
        let text = Shown::of("e\u{301}👨\u{200d}👩\u{200d}👧中");
        for (range, slice) in
            [(0..1, "e\u{301}"), (1..2, "👨\u{200d}👩\u{200d}👧"), (2..99, "中"), (7..9, "")]
        {
            assert_eq!(text.slice(range.clone()).as_str(), slice, "{range:?}");
        }
        assert!(text.slice(Range { start: 2, end: 1 }).is_empty());
    }

    #[test]
    fn a_part_is_widened_to_whole_graphemes() {
        let text = Shown::of("e\u{301}中文");
        for (range, part) in
            [(0..1, "e\u{301}"), (1..3, "e\u{301}"), (2..4, "e\u{301}中"), (9..99, ""), (3..3, "")]
        {
            assert_eq!(text.part(&range).as_str(), part, "{range:?}");
        }
    }

    #[test]
    fn no_constructor_lets_a_control_through() {
        for text in [Shown::of("a\u{1b}[m"), Shown::own("a\u{1b}[m"), Shown::written("a\u{1b}[m".to_owned())]
        {
            assert_eq!(text.as_str(), "a␛[m");
        }
    }

    #[test]
    fn trims_only_the_end() {
        assert_eq!(Shown::of("　甲 \n\n").trim_end().as_str(), "　甲");
    }
}
