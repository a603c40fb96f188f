//! Breaks text into lines of at most so many columns, by the rules of Chinese and Latin typesetting. Knows
//! nothing of indentation, scrolling or style.

use std::ops::Range;

use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation as _;

use super::Shown;
use super::width::{grapheme_width, width};

mod rules;

use rules::{may_end, may_start, quote_breaks};

#[cfg(test)]
mod tests;

/// Breaks `text` into lines of at most `columns` columns.
///
/// A line is wider only where one grapheme is. Newlines end lines, and empty lines are kept. Spaces at the end
/// of a line, and those around a break, are dropped. No columns count as one.
pub fn wrap(text: &Shown, columns: usize) -> Vec<Shown> {
    let line = |range| text.as_str().get(range).expect("ranges lie on grapheme bounds");
    wrap_ranges(text, columns).into_iter().map(|range| Shown::from_parts(line(range))).collect()
}

/// Returns the lines of [`wrap`] as ranges of bytes in `text.as_str()`, in order.
pub fn wrap_ranges(text: &Shown, columns: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for line in text.as_str().split('\n') {
        if width(line) <= columns {
            ranges.push(start..start + inked_len(line));
        } else {
            ranges.extend(Paragraph::new(line).lines(columns.max(1)).map(|r| start + r.start..start + r.end));
        }
        start += line.len() + 1;
    }
    ranges
}

/// Returns the bytes of `line` up to the spaces at its end.
fn inked_len(line: &str) -> usize {
    line.grapheme_indices(true)
        .rfind(|(_, grapheme)| !is_space(grapheme))
        .map_or(0, |(at, last)| at + last.len())
}

/// Says whether a grapheme is a space that may be dropped at a break.
fn is_space(grapheme: &str) -> bool {
    matches!(grapheme, " " | "\u{3000}")
}

/// One grapheme cluster, and what its place allows.
struct Cluster {
    start: usize,
    end: usize,
    columns: usize,
    is_space: bool,
    /// A line may begin here.
    soft: bool,
    /// A line may begin here if the text around it is too long for a line.
    forced: bool,
}

/// Text without newlines.
struct Paragraph {
    clusters: Vec<Cluster>,
}

impl Paragraph {
    fn new(text: &str) -> Self {
        let mut allowed = linebreaks(text).map(|(at, _)| at).peekable();
        let mut clusters: Vec<Cluster> = Vec::new();
        // The last character that is not a space, and the two characters just before this place.
        let (mut inked, mut before) = (None, (None, None));
        for (start, grapheme) in text.grapheme_indices(true) {
            while allowed.next_if(|&at| at < start).is_some() {}
            let forced = start > 0 && inked.is_none_or(may_end);
            let rest = text.get(start..).expect("a grapheme begins on a bound");
            let soft = forced && (allowed.peek() == Some(&start) || quote_breaks(before, rest));
            let is_space = is_space(grapheme);
            let (end, columns) = (start + grapheme.len(), grapheme_width(grapheme));
            clusters.push(Cluster { start, end, columns, is_space, soft, forced });
            for c in grapheme.chars() {
                before = (before.1, Some(c));
            }
            if !is_space {
                inked = before.1;
            }
        }
        let mut paragraph = Self { clusters };
        paragraph.close_before_what_may_not_start(text);
        paragraph
    }

    /// Takes back the places whose next character other than a space may not begin a line.
    fn close_before_what_may_not_start(&mut self, text: &str) {
        let mut closed = false;
        for cluster in self.clusters.iter_mut().rev() {
            if !cluster.is_space {
                let first = text.get(cluster.start..).and_then(|rest| rest.chars().next());
                closed = !first.is_none_or(may_start);
            }
            cluster.soft &= !closed;
            cluster.forced &= !closed;
        }
    }

    fn lines(&self, columns: usize) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut from = 0;
        std::iter::from_fn(move || {
            loop {
                if from >= self.clusters.len() {
                    return None;
                }
                let first = from;
                let end = self.line_end(first, columns);
                from = (end..self.clusters.len())
                    .find(|&i| !self.clusters[i].is_space)
                    .unwrap_or(self.clusters.len());
                let line = self.bytes(first, end);
                // Indentation that does not even fit beside one word is dropped rather than shown as an empty line.
                if !line.is_empty() || from == self.clusters.len() {
                    return Some(line);
                }
            }
        })
    }

    /// Returns the bytes of the clusters from `first` to `end`, without the spaces at their end.
    fn bytes(&self, first: usize, end: usize) -> Range<usize> {
        let line = &self.clusters[first..end];
        let start = self.clusters[first].start;
        start..line.iter().rfind(|cluster| !cluster.is_space).map_or(start, |cluster| cluster.end)
    }

    /// Returns the cluster after the line that begins with `first`.
    fn line_end(&self, first: usize, columns: usize) -> usize {
        let (mut soft, mut forced) = (None, None);
        let Some(over) = self.first_beyond(first, columns, |i| {
            if self.clusters[i].soft {
                soft = Some(i);
            }
            if self.clusters[i].forced {
                forced = Some(i);
            }
        }) else {
            return self.clusters.len();
        };
        match (soft, forced) {
            // A piece that no line can hold has to be broken anyhow, so it may as well begin on this line.
            (Some(soft), Some(forced)) if forced > soft && self.is_too_long(soft, columns) => forced,
            (Some(soft), _) => soft,
            (None, Some(forced)) => forced,
            (None, None) => over.max(first + 1),
        }
    }

    /// Returns the first cluster that does not fit on a line that begins with `first`, and shows `place` each
    /// place after `first` up to which the line fits.
    fn first_beyond(&self, first: usize, columns: usize, mut place: impl FnMut(usize)) -> Option<usize> {
        let (mut used, mut spaces) = (0, 0);
        for (i, cluster) in self.clusters.iter().enumerate().skip(first) {
            if i > first {
                place(i);
            }
            if cluster.is_space {
                spaces += cluster.columns;
                continue;
            }
            used += spaces + cluster.columns;
            spaces = 0;
            if used > columns {
                return Some(i);
            }
        }
        None
    }

    /// Says whether the piece from `first` to the next soft break fits no line.
    fn is_too_long(&self, first: usize, columns: usize) -> bool {
        let mut breaks = false;
        self.first_beyond(first, columns, |i| breaks |= self.clusters[i].soft).is_some() && !breaks
    }
}
