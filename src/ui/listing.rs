//! Lines of names and values, wrapped to a width: the building blocks of the item pane and the pages.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint::{Canvas, Piece, Pieces, blank, cells, columns, highlighted, piece};
use super::theme;
use crate::app::{Drawn, Glimpse, Model};
use crate::review::drafting::Reading;
use crate::search::{Word, occurrences};
use crate::text::{Shown, width, wrap};
use crate::words::Words;

/// The least columns that a value beside its name may have.
const LEAST_ROOM: usize = 8;

/// Lines being put together for a pane of a given width.
pub(super) struct Listing {
    pub(super) width: usize,
    pub(super) lines: Vec<Pieces>,
    /// The words to be shown wherever they stand.
    pub(super) sought: Vec<Word>,
    /// The lines that hold one.
    pub(super) found: Vec<usize>,
    /// The lines from the first to the last that say what a mark covers.
    pub(super) wording: Range<usize>,
}

impl Listing {
    pub(super) fn new(width: usize) -> Self {
        Self { width, lines: Vec::new(), sought: Vec::new(), found: Vec::new(), wording: 0..0 }
    }

    /// Begins the wording with the line that is added next.
    pub(super) fn begin_wording(&mut self) {
        self.wording = self.lines.len()..self.lines.len();
    }

    /// Has the wording reach as far as the lines do.
    pub(super) fn extend_wording(&mut self) {
        self.wording.end = self.lines.len();
    }

    /// Adds an empty line, unless one was just added.
    pub(super) fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(Vec::new());
        }
    }

    /// Adds text, wrapped.
    pub(super) fn text(&mut self, text: &Shown, style: Style) {
        self.wrapped(text, style, false);
    }

    /// Adds text that is about the wording and none of it, so that nothing is looked for in it.
    pub(super) fn remark(&mut self, text: &Shown, style: Style) {
        self.lines.extend(wrap(text, self.width).iter().map(|line| vec![piece(line, style)]));
    }

    /// Adds a name, which may also be found by how it sounds.
    pub(super) fn name(&mut self, text: &Shown, style: Style) {
        self.wrapped(text, style, true);
    }

    fn wrapped(&mut self, text: &Shown, style: Style, is_name: bool) {
        for line in self.marked(text, &wrap(text, self.width), style, is_name) {
            self.lines.push(line);
        }
    }

    /// Returns `lines`, into which `text` was wrapped, with the sought words in it marked.
    fn marked(&mut self, text: &Shown, lines: &[Shown], style: Style, is_name: bool) -> Vec<Pieces> {
        let found = if self.sought.is_empty() {
            Vec::new()
        } else {
            occurrences(&self.sought, text.as_str(), is_name)
        };
        let mut source = text.as_str().chars().enumerate();
        let mut marked = Vec::new();
        for line in lines {
            let mut here = Vec::new();
            for (at, c) in line.as_str().chars().enumerate() {
                // Wrapping drops white space and nothing else.
                let from = source.by_ref().find(|&(_, other)| other == c).map(|(from, _)| from);
                if from.is_some_and(|from| found.binary_search(&from).is_ok()) {
                    here.push(at);
                }
            }
            if !here.is_empty() {
                self.found.push(self.lines.len() + marked.len());
            }
            marked.push(highlighted(line, &here, style, style.patch(theme::found())));
        }
        marked
    }

    /// Leaves at most `most` lines; the last one says that there were more.
    pub(super) fn cut(&mut self, most: usize) {
        if self.lines.len() <= most {
            return;
        }
        self.lines.truncate(most);
        if let Some(last) = self.lines.last_mut() {
            let indent = last.first().map_or(0, |first| columns(std::slice::from_ref(first)));
            let more = piece(&Shown::own("⋯"), theme::quiet());
            if most > 1 { *last = vec![blank(indent), more] } else { last.push(more) }
        }
    }

    /// Adds a line of pieces, cut by the pane where it is too long.
    pub(super) fn line(&mut self, pieces: Pieces) {
        self.lines.push(pieces);
    }

    /// Adds a name and its value, wrapped beside the name.
    pub(super) fn field(&mut self, name: &Shown, value: &Shown, style: Style) {
        self.hanging(vec![piece(name, theme::label()), blank(2)], value, style);
    }

    /// Adds `value` wrapped beside `first`, which stands on the first line only.
    pub(super) fn hanging(&mut self, first: Pieces, value: &Shown, style: Style) {
        let mut indent = columns(&first);
        let mut first = Some(first);
        if self.width < indent + LEAST_ROOM {
            // Beside so long a name there is no room: the value stands below it.
            self.lines.extend(broken(&first.take().unwrap_or_default(), self.width));
            indent = 2;
        }
        let room = self.width.saturating_sub(indent).max(LEAST_ROOM);
        for line in self.marked(value, &wrap(value, room), style, false) {
            let mut pieces = first.take().unwrap_or_else(|| vec![blank(indent)]);
            pieces.extend(line);
            self.lines.push(pieces);
        }
    }

    /// Adds `parts` beside `first`, which stands on the first line only: as many on a line as fit, none of them broken
    /// without need.
    pub(super) fn flow(&mut self, first: Pieces, parts: &[Shown], separator: &Shown, style: Style) {
        let room = self.width.saturating_sub(columns(&first)).max(LEAST_ROOM);
        let mut lines: Vec<Shown> = Vec::new();
        for part in parts {
            match lines.last_mut() {
                Some(line)
                    if [&*line, separator, part].map(|text| width(text.as_str())).iter().sum::<usize>()
                        <= room =>
                {
                    line.push(separator);
                    line.push(part);
                }
                _ => lines.push(part.clone()),
            }
        }
        self.hanging(first, &Shown::join(&lines, &Shown::own("\n")), style);
    }

    /// Draws the lines from `scroll` on, says what does not fit, and returns how many lines there are.
    pub(super) fn draw(
        &self,
        words: &Words,
        canvas: &mut Canvas<'_, '_>,
        area: Rect,
        scroll: usize,
    ) -> usize {
        let count = self.lines.len();
        let view = usize::from(area.height);
        let top = scroll.min(self.last_top(area));
        for (y, line) in (0..area.height).zip(self.lines.iter().skip(top)) {
            canvas.line(area, y, line);
        }
        if self.is_cut_by(area, top) {
            let below = count.saturating_sub(top + view);
            // The line that says so hides one more.
            let more = words.say_with("more-below", &[("count", (below + 1).into())]);
            let wide = cells(width(more.as_str())).min(area.width);
            canvas.clear(Rect { y: area.bottom() - 1, height: 1, ..area });
            let corner = Rect { x: area.right() - wide, width: wide, ..area };
            canvas.line(corner, area.height - 1, &[piece(&more, theme::quiet())]);
        }
        count
    }

    /// Tells whether the last line of `area` says how much is below it.
    fn is_cut_by(&self, area: Rect, top: usize) -> bool {
        self.lines.len() > top + usize::from(area.height) && area.height > 1
    }

    /// Returns the last line that can be the first of those shown in `area`.
    fn last_top(&self, area: Rect) -> usize {
        self.lines.len().saturating_sub(usize::from(area.height))
    }

    /// Draws the lines as [`Self::draw`] does, with the wording of item `index` among them, and takes down what is seen of it.
    pub(super) fn draw_item(
        &self,
        (model, words): (&Model, &Words),
        canvas: &mut Canvas<'_, '_>,
        area: Rect,
        scroll: usize,
        index: usize,
        drawn: &mut Drawn,
    ) {
        drawn.measured.item = self.draw(words, canvas, area, scroll);
        let top = scroll.min(self.last_top(area));
        drawn.measured.item_top = top;
        let is_covered = |y: u16| y + 1 == area.height && self.is_cut_by(area, top);
        for y in (0..area.height).filter(|&y| !is_covered(y)) {
            let at = top + usize::from(y);
            // What a pane is too narrow for is cut, and not read.
            let fits = self.lines.get(at).is_some_and(|line| columns(line) <= usize::from(area.width));
            if self.wording.contains(&at) && fits {
                canvas.watch(at, area, y);
            }
        }
        drawn.wording = Some(Glimpse {
            item: model.plan.items[index].id.clone(),
            seen: Reading::of(&model.plan, index).seen().clone(),
            layout: (area.width, words.interface()),
            lines: self.wording.clone(),
            legible: Vec::new(),
            top,
            last_top: self.last_top(area),
        });
    }

    /// Adds names with short values side by side, as many on a line as fit.
    pub(super) fn fields_side_by_side(&mut self, fields: &[(Shown, Shown)]) {
        let mut line: Pieces = Vec::new();
        for (name, value) in fields {
            let entry: [Piece; 3] = [piece(name, theme::label()), blank(2), piece(value, theme::plain())];
            let wide = width(name.as_str()) + 2 + width(value.as_str());
            let taken = columns(&line);
            if taken > 0 && taken + 4 + wide > self.width {
                self.lines.push(std::mem::take(&mut line));
            } else if taken > 0 {
                line.push(blank(4));
            }
            if line.is_empty() && wide > self.width {
                self.field(name, value, theme::plain());
            } else {
                line.extend(entry);
            }
        }
        if !line.is_empty() {
            self.lines.push(line);
        }
    }
}

/// Breaks `pieces` into lines of `width` columns.
fn broken(pieces: &[Piece], width: usize) -> Vec<Pieces> {
    let lines = pieces.iter().filter(|piece| !piece.text.as_str().trim().is_empty());
    let of = |one: &Piece| -> Vec<Pieces> {
        wrap(&one.text, width).iter().map(|line| vec![piece(line, one.style)]).collect()
    };
    lines.flat_map(of).collect()
}
