//! Puts visible marks in the place of what a terminal would obey, hide or draw with nothing. Knows characters
//! and grapheme clusters, not what the text is about.
//!
//! The marks are plain text, so text that holds such a mark literally looks the same; [`hidden`] tells them apart.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::iter::Peekable;
use std::str::CharIndices;

use unicode_segmentation::UnicodeSegmentation as _;

use super::characters::{attaches, is_hidden, is_pictograph, is_plain, takes_joiners};
use super::width::grapheme_width;

#[cfg(test)]
pub(super) mod tests;

/// Combining marks that a character may carry; no living orthography comes near.
const MARKS: usize = 8;

/// Characters that may stand together in one cluster; the longest emoji of the standard have five.
const BASES: usize = 8;

const ZERO_WIDTH_NON_JOINER: char = '\u{200c}';
const ZERO_WIDTH_JOINER: char = '\u{200d}';
const KEYCAP: char = '\u{20e3}';

/// Returns `text` with `\r\n` as `\n`, a tab as four spaces and everything hidden as a visible mark. Doing it
/// twice changes nothing more.
pub(super) fn sanitise(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let walk = Walk::over(text);
    if walk.out == text { Cow::Borrowed(text) } else { Cow::Owned(walk.out) }
}

/// Lists the characters of `text` that are shown as marks, each with its byte offset.
pub fn hidden(text: &str) -> Vec<(usize, char)> {
    if text.chars().all(is_plain) { Vec::new() } else { Walk::over(text).hidden }
}

/// One pass over a text: what was put out, and the state of the grapheme cluster at its end.
#[derive(Default)]
struct Walk {
    out: String,
    hidden: Vec<(usize, char)>,
    /// Where the last cluster of `out` begins.
    cluster: usize,
    /// Characters of the last cluster that are not attached; none if nothing may attach to what was put out last.
    bases: usize,
    /// Characters attached to the last base.
    marks: usize,
}

impl Walk {
    fn over(text: &str) -> Self {
        let mut walk = Self { out: String::with_capacity(text.len() + 16), ..Self::default() };
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|&(_, next)| next);
            match c {
                '\n' => walk.put_alone("\n"),
                '\r' if next == Some('\n') => {}
                '\t' => walk.put_alone("    "),
                _ if is_hidden(c) => walk.mark(at, c),
                _ if !is_plain(c) && attaches(c) => {
                    if walk.bases == 0 || (walk.marks < MARKS && !walk.has_a_job(c, next)) {
                        walk.mark(at, c);
                    } else if walk.marks < MARKS {
                        walk.out.push(c);
                        walk.marks += 1;
                    } else {
                        walk.count_the_rest(at, c, &mut chars);
                    }
                }
                _ => walk.base(at, c),
            }
        }
        walk
    }

    /// Puts out what nothing may attach to.
    fn put_alone(&mut self, text: &str) {
        self.out.push_str(text);
        self.cluster = self.out.len();
        self.bases = 0;
        self.marks = 0;
    }

    fn mark(&mut self, at: usize, c: char) {
        self.hidden.push((at, c));
        let code = u32::from(c);
        match code {
            0..0x20 => self.out.push(picture(code)),
            0x7f => self.out.push('␡'),
            0x80..0xa0 => write!(self.out, "<{code:02X}>").expect("a string takes everything"),
            _ => write!(self.out, "<U+{code:04X}>").expect("a string takes everything"),
        }
        self.put_alone("");
    }

    /// Puts one mark in the place of `c` and all that attaches after it.
    fn count_the_rest(&mut self, at: usize, c: char, chars: &mut Peekable<CharIndices<'_>>) {
        let before = self.hidden.len();
        self.hidden.push((at, c));
        while let Some(more) = chars.next_if(|&(_, c)| attaches(c) && !is_hidden(c)) {
            self.hidden.push(more);
        }
        write!(self.out, "<+{}>", self.hidden.len() - before).expect("a string takes everything");
        self.put_alone("");
    }

    fn base(&mut self, at: usize, c: char) {
        let both_plain = is_plain(c) && self.out.chars().next_back().is_none_or(is_plain);
        let joins = self.bases > 0 && !both_plain && self.continues_with(&[c]);
        // A plain character takes no further base, so it may close a full cluster, as the marks do.
        let too_long = joins && self.bases >= BASES && !is_plain(c);
        let draws_nothing = !joins && !is_plain(c) && grapheme_width(c.encode_utf8(&mut [0; 4])) == 0;
        if too_long || draws_nothing {
            self.mark(at, c);
            return;
        }
        if !joins {
            self.cluster = self.out.len();
            self.bases = 0;
        }
        self.out.push(c);
        self.bases += 1;
        self.marks = 0;
    }

    /// Says whether `c`, which attaches to the last cluster, does something there that a reader can see.
    fn has_a_job(&self, c: char, next: Option<char>) -> bool {
        let last = self.out.chars().next_back();
        match c {
            ZERO_WIDTH_JOINER => self.joins_pictographs(last, next) || self.joins_letters(last, next),
            ZERO_WIDTH_NON_JOINER => self.joins_letters(last, next),
            '\u{fe0e}' | '\u{fe0f}' => match last {
                Some('0'..='9' | '#' | '*') => next == Some(KEYCAP),
                last => last.is_some_and(is_pictograph),
            },
            _ => true,
        }
    }

    fn joins_pictographs(&self, last: Option<char>, next: Option<char>) -> bool {
        self.bases < BASES
            && last.is_some_and(|c| is_pictograph(c) || matches!(c, '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}'))
            && next.is_some_and(|next| is_pictograph(next) && self.continues_with(&[ZERO_WIDTH_JOINER, next]))
    }

    fn joins_letters(&self, last: Option<char>, next: Option<char>) -> bool {
        self.bases < BASES
            && last.is_some_and(takes_joiners)
            && next.is_some_and(|next| takes_joiners(next) && !attaches(next))
    }

    fn continues_with(&self, more: &[char]) -> bool {
        let mut cluster = self.out.get(self.cluster..).unwrap_or_default().to_owned();
        cluster.extend(more);
        cluster.graphemes(true).nth(1).is_none()
    }
}

/// Returns the Unicode picture of the C0 control character `code`.
fn picture(code: u32) -> char {
    char::from_u32(0x2400 + code).expect("the control pictures stand together at U+2400")
}
