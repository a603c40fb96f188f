//! A frame as an SVG picture: every cell where the terminal would put it, in the colours it would have.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(unreachable_pub, reason = "every test file has it as a module of its own")]

use std::fmt::Write as _;

use fupan::app::Model;
use fupan::text::width;
use fupan::ui;
use fupan::words::Words;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// The size of a cell in the picture.
const CELL: (usize, usize) = (9, 19);

/// Draws `model` at a size and writes the frame down as SVG.
pub fn svg(model: &Model, columns: u16, rows: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    let words = Words::new(model.interface);
    terminal
        .draw(|frame| {
            ui::view(model, &words, frame);
        })
        .unwrap();
    let buffer = terminal.backend().buffer().clone();
    let (wide, high) = (usize::from(columns) * CELL.0 + 24, usize::from(rows) * CELL.1 + 24);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide} {high}\" width=\"{wide}\" height=\"{high}\">\n\
         <rect width=\"{wide}\" height=\"{high}\" rx=\"8\" fill=\"#1c1f26\"/>\n\
         <g font-family=\"'Sarasa Mono SC','Noto Sans Mono CJK SC','Source Han Mono SC',Menlo,Consolas,monospace\" \
         font-size=\"15\" xml:space=\"preserve\">\n"
    );
    for y in 0..rows {
        let mut x = 0;
        while x < columns {
            let cell = &buffer[(x, y)];
            let start = x;
            let mut run = String::new();
            let mut cells = 0;
            let blank = cell.symbol() == " ";
            // One element a word of one style; a wide character is one of its own, so that fonts cannot shift it.
            while x < columns
                && same_style(&buffer[(x, y)], cell)
                && (buffer[(x, y)].symbol() == " ") == blank
            {
                let columns_of_it = width(buffer[(x, y)].symbol()).max(1);
                if columns_of_it > 1 && !run.is_empty() {
                    break;
                }
                run.push_str(buffer[(x, y)].symbol());
                cells += columns_of_it;
                x += u16::try_from(columns_of_it).unwrap();
                if columns_of_it > 1 {
                    break;
                }
            }
            element(&mut svg, usize::from(start), usize::from(y), cells, &run, cell);
        }
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

fn same_style(a: &Cell, b: &Cell) -> bool {
    (a.fg, a.bg, a.modifier) == (b.fg, b.bg, b.modifier)
}

fn element(svg: &mut String, x: usize, y: usize, cells: usize, run: &str, cell: &Cell) {
    let (left, top) = (x * CELL.0 + 12, y * CELL.1 + 12);
    let reversed = cell.modifier.contains(Modifier::REVERSED);
    let wide = cells * CELL.0;
    if reversed {
        writeln!(
            svg,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{}\" fill=\"#d6d8dc\"/>",
            CELL.1
        )
        .unwrap();
    }
    if run.trim().is_empty() {
        return;
    }
    let fill = if reversed { "#1c1f26" } else { colour(cell.fg) };
    let mut style = String::new();
    if cell.modifier.contains(Modifier::BOLD) {
        style.push_str(" font-weight=\"bold\"");
    }
    if cell.modifier.contains(Modifier::UNDERLINED) {
        style.push_str(" text-decoration=\"underline\"");
    }
    if cell.modifier.contains(Modifier::DIM) && !reversed {
        style.push_str(" opacity=\"0.6\"");
    }
    let text = run.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    writeln!(
        svg,
        "<text x=\"{left}\" y=\"{}\" textLength=\"{wide}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{fill}\"{style}>{text}</text>",
        top + 15
    )
    .unwrap();
}

fn colour(colour: Color) -> &'static str {
    match colour {
        Color::Red => "#e06c75",
        Color::Green => "#7fb069",
        Color::Yellow => "#d5a44c",
        Color::Blue => "#5b9bd5",
        Color::Magenta => "#b983d6",
        Color::Cyan => "#4fb3bf",
        _ => "#d6d8dc",
    }
}
