//! Where the parts of the screen lie, in cells. Known here because moving and clicking depend on it as much as drawing.

/// A size in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub columns: u16,
    pub rows: u16,
}

/// A rectangle in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    pub x: u16,
    pub y: u16,
    pub columns: u16,
    pub rows: u16,
}

impl Frame {
    /// Tells whether a cell lies inside.
    pub fn contains(&self, column: u16, row: u16) -> bool {
        (self.x..self.x.saturating_add(self.columns)).contains(&column)
            && (self.y..self.y.saturating_add(self.rows)).contains(&row)
    }
}

/// The parts of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    pub header: Frame,
    /// All between header and notice: what the parts down to the clause share.
    pub body: Frame,
    pub outline: Frame,
    /// Between outline and item: a column beside, or a row above it.
    pub divider: Frame,
    pub item: Frame,
    /// Empty unless the clause is shown.
    pub clause: Frame,
    pub notice: Frame,
    pub footer: Frame,
}

/// Below this, nothing that helps can be drawn.
const SMALLEST: Size = Size { columns: 20, rows: 5 };

impl Size {
    /// Tells whether a screen of this size has room for anything but the words that it is too small.
    pub fn holds_a_screen(self) -> bool {
        self.columns >= SMALLEST.columns && self.rows >= SMALLEST.rows
    }
}

/// Returns how many of `rows` are above the entries of a list: the prompt, and a blank line where there is room.
pub fn list_head(rows: u16) -> u16 {
    if rows > 4 { 2 } else { rows.min(1) }
}

/// With fewer rows for the clause below the item, it takes the place of the item.
const LEAST_CLAUSE: u16 = 4;

/// Below this many columns outline and item lie one above the other.
const SIDE_BY_SIDE: u16 = 64;

impl Areas {
    /// Lays the parts out on a screen of `size`.
    pub fn of(size: Size, clause_shown: bool) -> Self {
        let Size { columns, rows } = size;
        let row = |y: u16, count: u16| Frame { x: 0, y, columns, rows: count };
        let header = row(0, rows.min(1));
        let footer_rows = rows.saturating_sub(1).min(1);
        let notice_rows = rows.saturating_sub(3).min(1);
        let body_rows = rows.saturating_sub(header.rows + footer_rows + notice_rows);
        let body = row(header.rows, body_rows);
        let notice = row(header.rows + body_rows, notice_rows);
        let footer = row(header.rows + body_rows + notice_rows, footer_rows);
        let (outline, divider, right) = if columns >= SIDE_BY_SIDE { beside(body) } else { above(body) };
        let clause_rows = match right.rows * 2 / 5 {
            _ if !clause_shown => 0,
            few if few < LEAST_CLAUSE => right.rows,
            rows => rows,
        };
        let item = Frame { rows: right.rows - clause_rows, ..right };
        let clause = Frame { y: right.y + item.rows, rows: clause_rows, ..right };
        Self { header, body, outline, divider, item, clause, notice, footer }
    }

    /// Lays the parts out for a meeting: the agenda beside the item on the table, or, on a narrow screen, the item alone
    /// below its head, and what time it is in the place of the clause, in one row across.
    pub fn of_meeting(size: Size) -> Self {
        let whole = Self::of(size, false);
        let y = whole.header.rows;
        let rows = size.rows.saturating_sub(whole.header.rows + whole.notice.rows + whole.footer.rows);
        let clock = rows.min(1);
        let body = Frame { x: 0, y, columns: size.columns, rows: rows - clock };
        let clause = Frame { y: y + body.rows, rows: clock, ..body };
        let (outline, divider, item) = if size.columns >= SIDE_BY_SIDE {
            let left = (body.columns * 3 / 10).clamp(22, 40);
            (
                Frame { columns: left, ..body },
                Frame { x: left, columns: 1, ..body },
                Frame { x: left + 2, columns: body.columns - left - 2, ..body },
            )
        } else {
            let top = body.rows / 3;
            let divider = (body.rows - top).min(1);
            (
                Frame { rows: top, ..body },
                Frame { y: y + top, rows: divider, ..body },
                Frame { y: y + top + divider, rows: body.rows - top - divider, ..body },
            )
        };
        Self { outline, divider, item, clause, ..whole }
    }

    /// Tells whether the clause stands in the place of the item.
    pub fn clause_alone(&self) -> bool {
        self.clause.rows > 0 && self.item.rows == 0
    }

    /// Returns what is read beside the outline, and scrolled: the item, or the clause in its place.
    pub fn read(&self) -> Frame {
        if self.clause_alone() { self.clause } else { self.item }
    }
}

fn beside(body: Frame) -> (Frame, Frame, Frame) {
    let left = (body.columns * 9 / 20).min(64);
    let outline = Frame { columns: left, ..body };
    let divider = Frame { x: left, columns: 1, ..body };
    let item = Frame { x: left + 2, columns: body.columns - left - 2, ..body };
    (outline, divider, item)
}

fn above(body: Frame) -> (Frame, Frame, Frame) {
    let top = body.rows.div_ceil(2);
    let divider_rows = body.rows.saturating_sub(top).min(1);
    let outline = Frame { rows: top, ..body };
    let divider = Frame { y: body.y + top, rows: divider_rows, ..body };
    let item = Frame { y: body.y + top + divider_rows, rows: body.rows - top - divider_rows, ..body };
    (outline, divider, item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_fill_every_size_without_overlap() {
        for columns in 0..140 {
            for rows in 0..50 {
                let size = Size { columns, rows };
                for areas in [Areas::of(size, false), Areas::of(size, true), Areas::of_meeting(size)] {
                    let parts = [
                        areas.header,
                        areas.outline,
                        areas.divider,
                        areas.item,
                        areas.clause,
                        areas.notice,
                        areas.footer,
                    ];
                    for (at, part) in parts.iter().enumerate() {
                        assert!(
                            part.x + part.columns <= columns && part.y + part.rows <= rows,
                            "{columns}x{rows}"
                        );
                        for other in &parts[at + 1..] {
                            let cells = |f: &Frame| {
                                (f.x..f.x + f.columns)
                                    .flat_map(|c| (f.y..f.y + f.rows).map(move |r| (c, r)))
                                    .collect::<Vec<_>>()
                            };
                            if columns % 13 == 0 && rows % 7 == 0 {
                                assert!(
                                    cells(part).iter().all(|&(c, r)| !other.contains(c, r)),
                                    "{columns}x{rows}"
                                );
                            }
                        }
                    }
                }
            }
        }
    }
}
