//! How many terminal columns text takes, and text cut or filled to a number of columns. Knows one terminal
//! model, that of the drawing library: ambiguous characters are narrow.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::Shown;

#[cfg(test)]
mod tests;

const ELLIPSIS: &str = "…";

/// Returns the columns that `text` takes on one line; control characters, newlines among them, take none.
pub fn width(text: &str) -> usize {
    text.graphemes(true).map(grapheme_width).sum()
}

/// Returns the columns of one grapheme cluster.
pub(super) fn grapheme_width(cluster: &str) -> usize {
    if cluster.contains(char::is_control) {
        return 0;
    }
    // The drawing library gives each of these half-width sound marks a column more.
    let sound_marks = cluster.chars().filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}')).count();
    cluster.width() + sound_marks
}

/// Returns `text` on one line in at most `columns` columns, ending in `…` when something was cut off.
pub fn fit(text: &Shown, columns: usize) -> Shown {
    let line = text.one_line();
    if width(line.as_str()) <= columns {
        return line;
    }
    let Some(room) = columns.checked_sub(width(ELLIPSIS)) else { return Shown::default() };
    let mut cut: String = taking(line.as_str().graphemes(true), room).collect();
    cut.push_str(ELLIPSIS);
    Shown::from_parts(cut)
}

/// Returns `text` on one line in exactly `columns` columns, cut as by [`fit`] or filled with spaces at the end.
pub fn pad(text: &Shown, columns: usize) -> Shown {
    let line = fit(text, columns);
    let gap = columns.saturating_sub(width(line.as_str()));
    // No width of `format!`, which ends at 65,535.
    Shown::from_parts(format!("{line}{}", " ".repeat(gap)))
}

/// Returns `text` on one line in at most `columns` columns, keeping its end and beginning with `…` when
/// something was cut off.
pub fn cut_start(text: &Shown, columns: usize) -> Shown {
    let line = text.one_line();
    if width(line.as_str()) <= columns {
        return line;
    }
    let Some(room) = columns.checked_sub(width(ELLIPSIS)) else { return Shown::default() };
    let mut kept: Vec<&str> = taking(line.as_str().graphemes(true).rev(), room).collect();
    kept.push(ELLIPSIS);
    Shown::from_parts(kept.into_iter().rev().collect::<String>())
}

/// Takes clusters as long as they fit into `room` columns.
fn taking<'a>(clusters: impl Iterator<Item = &'a str>, room: usize) -> impl Iterator<Item = &'a str> {
    clusters.scan(room, |room, cluster| {
        *room = room.checked_sub(grapheme_width(cluster))?;
        Some(cluster)
    })
}
