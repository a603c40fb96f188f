//! The tables that are printed.

use std::fmt::Write as _;
use std::thread;
use std::time::Duration;

use crate::queries::Query;
use crate::terminal::Frame;

/// What was measured of one query: the frames of fupan, then those of fzf.
pub(crate) struct Row {
    name: String,
    typed: String,
    pub(crate) frames: [Vec<Frame>; 2],
}

impl Row {
    pub(crate) fn new(query: &Query) -> Self {
        let typed = query.keys.concat().replace('\x7f', "⌫");
        Self { name: query.name.clone(), typed, frames: [Vec::new(), Vec::new()] }
    }
}

/// Returns what stands above all tables.
pub(crate) fn heading(fzf: Option<&str>, repetitions: usize) -> String {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let fzf = fzf
        .map_or_else(|| "fzf is not installed and left out".to_owned(), |version| format!("fzf {version}"));
    format!(
        "## Searching, key by key\n\n\
         {cores} cores; terminal of 120×40; {fzf}; {repetitions} repetitions in turn, each in a new process.\n\
         Milliseconds from writing the last key of the query to the last byte of its frame: median / 95th percentile.\n\
         Both search the same text: fzf has a line an item with its titles, ids, people and texts.\n"
    )
}

/// Returns the table for one size of plan.
pub(crate) fn table(items: usize, ready: &[Vec<Duration>; 2], rows: &[Row]) -> String {
    let mut table = format!(
        "### {items} items\n\n\
         | query | typed | fupan ms | bytes | hits | fzf ms | bytes | hits |\n\
         | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
    );
    let loading = |at: usize| times(&ready[at]);
    writeln!(table, "| start until all is read | | {} | | | {} | | |", loading(0), loading(1))
        .expect("text can be written to");
    for row in rows {
        let [ours, theirs] = row.frames.each_ref().map(|frames| cells(frames));
        writeln!(table, "| {} | `{}` | {ours} | {theirs} |", row.name, row.typed)
            .expect("text can be written to");
    }
    table
}

fn cells(frames: &[Frame]) -> String {
    let took: Vec<Duration> = frames.iter().map(|frame| frame.took).collect();
    let mut bytes: Vec<usize> = frames.iter().map(|frame| frame.bytes).collect();
    bytes.sort_unstable();
    let bytes = bytes.get(bytes.len() / 2).map_or_else(|| "–".to_owned(), usize::to_string);
    let hits =
        frames.last().and_then(|frame| frame.hits).map_or_else(|| "–".to_owned(), |hits| hits.to_string());
    format!("{} | {bytes} | {hits}", times(&took))
}

/// Returns median and 95th percentile.
fn times(times: &[Duration]) -> String {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let at = |hundredths: usize| {
        let rank = (sorted.len() * hundredths).div_ceil(100).max(1);
        sorted.get(rank - 1).map(|time| format!("{:.1}", time.as_secs_f64() * 1000.0))
    };
    match (at(50), at(95)) {
        (Some(median), Some(late)) => format!("{median} / {late}"),
        _ => "–".to_owned(),
    }
}

/// Reads from the screen how many of all answer: the last `n / all` where all is at least `items`.
pub(crate) fn counter(screen: &str, items: usize) -> Option<usize> {
    let numbers = screen.split('/').collect::<Vec<_>>();
    let mut found = numbers.windows(2).filter_map(|sides| {
        let before = sides[0].trim_end().rsplit(|c: char| !c.is_ascii_digit()).next()?;
        let after = sides[1].trim_start().split(|c: char| !c.is_ascii_digit()).next()?;
        let (count, all): (usize, usize) = (before.parse().ok()?, after.parse().ok()?);
        (all >= items).then_some(count)
    });
    found.next_back()
}
