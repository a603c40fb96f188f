//! Tables whose columns stand under each other also where Chinese and Latin text are mixed.

use super::{Emphasis, Line};
use crate::text::{Shown, fit, pad, width};

/// What stands between two columns.
const GAP: &str = "  ";

/// How narrow the column that gives way may become.
const NARROWEST: usize = 12;

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    pub emphasis: Emphasis,
    pub text: Shown,
}

impl Cell {
    /// Makes a cell; what has several lines is put on one.
    pub fn of(emphasis: Emphasis, text: &Shown) -> Self {
        Self { emphasis, text: text.one_line() }
    }
}

impl From<Shown> for Cell {
    fn from(text: Shown) -> Self {
        Self::of(Emphasis::Plain, &text)
    }
}

/// A number, which stands at the right of its column.
pub fn number(emphasis: Emphasis, number: usize) -> Cell {
    Cell::of(emphasis, &Shown::of(&number.to_string()))
}

/// A row of cells, or a line across all columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    Cells(Vec<Cell>),
    Across(Line),
}

/// Where the text of a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
    /// At the left, and cut where the table is too wide.
    GivesWay,
}

/// Lays `rows` out in at most `columns` columns, as far as the columns that give way allow. Columns in which nothing
/// stands are left out.
pub fn table(align: &[Align], rows: Vec<Row>, columns: Option<usize>) -> Vec<Line> {
    let widths = widths(align, &rows, columns);
    rows.into_iter()
        .map(|row| match row {
            Row::Across(line) => line,
            Row::Cells(cells) => laid_out(align, &widths, &cells),
        })
        .collect()
}

fn widths(align: &[Align], rows: &[Row], columns: Option<usize>) -> Vec<usize> {
    let mut widths = vec![0; align.len()];
    for row in rows {
        let Row::Cells(cells) = row else { continue };
        for (widest, cell) in widths.iter_mut().zip(cells) {
            *widest = (*widest).max(width(cell.text.as_str()));
        }
    }
    let Some(columns) = columns else { return widths };
    for (index, _) in align.iter().enumerate().filter(|(_, align)| **align == Align::GivesWay) {
        let shown = widths.iter().filter(|&&width| width > 0).count();
        let all = widths.iter().sum::<usize>() + shown.saturating_sub(1) * GAP.len();
        let wanted = widths[index];
        widths[index] = wanted.saturating_sub(all.saturating_sub(columns)).max(NARROWEST.min(wanted));
    }
    widths
}

fn laid_out(align: &[Align], widths: &[usize], cells: &[Cell]) -> Line {
    let mut line = Line::default();
    let last = (0..cells.len()).rfind(|&index| !cells[index].text.is_empty());
    for (index, cell) in cells.iter().enumerate().take(last.map_or(0, |last| last + 1)) {
        let columns = widths[index];
        if columns == 0 {
            continue;
        }
        if !line.is_empty() {
            line = line.and(Emphasis::Plain, Shown::own(GAP));
        }
        line = match align[index] {
            Align::Right => {
                let gap = columns.saturating_sub(width(cell.text.as_str()));
                line.and(Emphasis::Plain, pad(&Shown::default(), gap)).and(cell.emphasis, cell.text.clone())
            }
            _ if Some(index) == last => line.and(cell.emphasis, fit(&cell.text, columns)),
            _ => line.and(cell.emphasis, pad(&cell.text, columns)),
        };
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(line: &Line) -> String {
        line.parts().map(|(_, text)| text.as_str().to_owned()).collect()
    }

    #[test]
    fn columns_stand_under_each_other_and_empty_ones_go() {
        let row = |cells: [&str; 4]| Row::Cells(cells.map(|cell| Shown::of(cell).into()).to_vec());
        let rows =
            vec![row(["✓", "浙赣运河", "", "7"]), row(["✗", "canal", "", "12"]), row(["", "“两山”", "", ""])];
        let align = [Align::Left, Align::GivesWay, Align::Left, Align::Right];
        let lines: Vec<String> = table(&align, rows, None).iter().map(text).collect();
        assert_eq!(lines, ["✓  浙赣运河   7", "✗  canal     12", "   “两山”"]);
    }

    #[test]
    fn what_gives_way_is_cut_to_the_columns_there_are() {
        let long = "甲".repeat(40);
        let rows =
            vec![Row::Cells(vec![Shown::of("ports").into(), Shown::of(&long).into(), Shown::of("7").into()])];
        let lines = table(&[Align::Left, Align::GivesWay, Align::Right], rows, Some(30));
        assert_eq!(lines[0].width(), 30);
        assert!(text(&lines[0]).ends_with("…   7"), "{}", text(&lines[0]));
    }
}
