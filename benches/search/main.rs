//! How long a key takes while searching, from writing it to the last byte of the frame, beside fzf on the same text.
//!
//! `cargo bench --bench search` measures 10 and 100 thousand items; `-- 1000000` another number, `--repeat N` more
//! often. It reports and judges nothing.

#[path = "../../tests/support/clock.rs"]
mod clock;
#[path = "../../tests/support/generated.rs"]
mod generated;

mod index;
mod programs;
mod queries;
mod report;
mod terminal;

use std::io::{self, Write as _};
use std::path::Path;

use generated::Generated;
use programs::Program;
use queries::Query;
use report::Row;
use terminal::{Frame, Terminal};

/// What is measured where nothing is said.
const SIZES: [usize; 2] = [10_000, 100_000];
const REPETITIONS: usize = 7;

struct Wanted {
    sizes: Vec<usize>,
    repetitions: usize,
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // What runs all targets as tests must not wait for minutes.
    if !arguments.iter().any(|argument| argument == "--bench") {
        return writeln!(io::stdout(), "measures only under `cargo bench`");
    }
    let wanted = wanted(&arguments);
    let fzf = programs::fzf_version();
    writeln!(io::stdout(), "{}", report::heading(fzf.as_deref(), wanted.repetitions))?;
    for size in wanted.sizes {
        measure(size, wanted.repetitions, fzf.is_some())?;
    }
    Ok(())
}

fn wanted(arguments: &[String]) -> Wanted {
    let mut wanted = Wanted { sizes: Vec::new(), repetitions: REPETITIONS };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        if argument == "--repeat" {
            let number = arguments.next().and_then(|number| number.parse().ok());
            wanted.repetitions = number.unwrap_or(REPETITIONS).max(1);
        } else if let Ok(size) = argument.parse() {
            wanted.sizes.push(size);
        }
    }
    if wanted.sizes.is_empty() {
        wanted.sizes = SIZES.to_vec();
    }
    wanted
}

/// Measures one size of plan and prints its table.
fn measure(items: usize, repetitions: usize, with_fzf: bool) -> io::Result<()> {
    let directory = tempfile::tempdir()?;
    let plan = Generated::of(items);
    plan.write(directory.path())?;
    plan.write_lines(&directory.path().join(programs::LINES))?;
    let queries = queries::all(&directory.path().join(programs::LINES))?;
    let mut rows: Vec<Row> = queries.iter().map(Row::new).collect();
    let mut ready = [Vec::new(), Vec::new()];
    let programs = [Program::Fupan, Program::Fzf];
    // In turn, so that whatever else the machine does hits both.
    for _ in 0..repetitions {
        for (at, program) in programs.into_iter().enumerate().filter(|(at, _)| *at == 0 || with_fzf) {
            let (took, frames) = session(program, directory.path(), items, &queries);
            ready[at].push(took);
            for (row, frame) in rows.iter_mut().zip(frames) {
                row.frames[at].push(frame);
            }
        }
    }
    writeln!(io::stdout(), "{}", report::table(items, &ready, &rows))?;
    writeln!(io::stdout(), "{}", index::size(directory.path()))
}

/// Starts a program afresh, which remembers no answers, types every query into it, and returns how long it took until
/// it was ready and the frame that answered each.
fn session(
    program: Program,
    directory: &Path,
    items: usize,
    queries: &[Query],
) -> (std::time::Duration, Vec<Frame>) {
    let gap = programs::gap(items);
    let mut terminal = Terminal::start(program.command(directory), gap);
    let ready = terminal.wait_until(|screen| report::counter(screen, items).is_some());
    // Whatever is built at the first search is not a matter of one key.
    program.open(&mut terminal);
    terminal.press("q");
    terminal.settle();
    let mut frames = Vec::new();
    for query in queries {
        program.clear(&mut terminal);
        let mut last = None;
        for key in &query.keys {
            last = Some(terminal.press(key));
        }
        let mut frame = last.expect("a query has a key");
        frame.hits = report::counter(&terminal.screen(), items);
        frames.push(frame);
    }
    (ready, frames)
}
