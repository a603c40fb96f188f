//! Which part of the program may know which: read it as the architecture, run it as the proof.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What is pure: no clock, no environment, no files, no terminal.
const PURE: &[&str] = &["text", "plan", "review", "source", "compare", "merge", "search", "session"];

/// Each part and the other parts it may mention, besides what is pure. Arrows point only downwards: a part may
/// mention only parts that stand further down. For the pure parts everything is listed.
const LAYERS: &[(&str, &[&str])] = &[
    ("main", &["cli", "terminal"]),
    ("cli", &["terminal", "work", "report", "words", "config", "store", "git", "job", "keymap"]),
    ("terminal", &["ui", "app", "work", "config", "words", "store", "job", "command", "key"]),
    ("ui", &["app", "report", "words", "job", "command"]),
    ("work", &["report", "words", "store", "git", "job", "keymap"]),
    ("app", &["config", "job", "keymap", "command", "key"]),
    ("report", &["words", "job"]),
    ("words", &["config", "job", "keymap", "command"]),
    ("config", &["keymap"]),
    ("job", &[]),
    ("keymap", &["command", "key"]),
    ("command", &[]),
    ("key", &[]),
    ("store", &["regular_file"]),
    ("git", &["regular_file"]),
    ("regular_file", &[]),
    ("session", &["review", "plan", "text"]),
    ("search", &["review", "plan", "text"]),
    ("merge", &["compare", "source", "review", "plan", "text"]),
    ("compare", &["review", "plan", "text"]),
    ("source", &["review", "plan", "text"]),
    ("review", &["plan", "text"]),
    ("plan", &["text"]),
    ("text", &[]),
];

/// What nothing but the named parts may touch of the world outside.
const WORLD: &[(&str, &[&str])] = &[
    ("std::fs", &["regular_file", "store", "git", "terminal"]),
    ("std::env", &["cli", "git"]),
    ("std::process", &["git", "cli", "terminal", "main"]),
    ("std::net", &[]),
    ("std::time", &["store", "terminal", "git"]),
    ("std::thread", &["store", "git", "terminal"]),
    ("std::sync", &["store", "git", "terminal", "work", "text"]),
    ("Ulid::", &["work"]),
    ("ratatui", &["ui", "terminal"]),
    ("crossterm", &["terminal"]),
    ("&mut Model", &["app", "terminal"]),
    ("println!", &[]),
];

/// The one file that asks the machine for the time.
const EDGE_CLOCK: &str = "src/cli/clock.rs";

/// What shows the time of day or the zone of the machine.
const CLOCKS: &[&str] =
    &["ZonedDateTime::now", "Zoned::now", "Timestamp::now", "SystemTime::now", "TimeZone::system"];

/// What only one file may do, so that foreign text cannot reach a cell by another road.
const ONLY_PAINT: &[&str] = &["Span::", "Line::from", "Text::from", "set_string", "set_symbol", "Paragraph"];

/// What opens a file that others may have put there, and waits for ever where that is a pipe.
const OPENING: &[&str] = &["fs::read(", "read_to_string(", "File::open("];

/// Who may do that otherwise than through `src/regular_file.rs`, for what no other program can put there.
const OPENERS: &[&str] = &[
    // Directories, to make the names in them durable.
    "src/store/disk.rs",
    // What the kernel says of this process.
    "src/terminal/interrupt.rs",
];

/// Where all arithmetic on dates is, so that every operation is checked.
const CALENDAR: &str = "src/plan/calendar.rs";

/// What other files may name of the library of dates: nothing that makes a span of time, or a date from numbers. An
/// operator that panics, such as a date plus a span, then lacks an operand.
const DATE_TYPES: &[&str] = &["Timestamp", "ZonedDateTime", "civil::Date", "fmt::temporal::DateTimeParser"];

/// What computes a date from another one, or from numbers.
const DATE_ARITHMETIC: &[&str] = &[
    "Date::new(",
    "Date::MAX",
    "Date::MIN",
    ".tomorrow(",
    ".yesterday(",
    ".until(",
    ".since(",
    ".duration_until(",
    ".duration_since(",
    ".to_datetime(",
    ".to_zoned",
    ".in_tz(",
    "_of_month(",
    "_of_year(",
    ".days_in_",
];

fn files(directory: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).expect("the sources are there") {
        let path = entry.expect("the sources can be listed").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Returns the code of the program proper: without comments and without tests.
fn code(path: &Path) -> Vec<(usize, String)> {
    let is_test = path.components().any(|part| {
        let name = part.as_os_str().to_string_lossy().into_owned();
        name == "tests" || name == "tests.rs" || name == "faults.rs" || name.ends_with("_tests.rs")
    });
    let text = fs::read_to_string(path).expect("the sources are UTF-8");
    let mut code = Vec::new();
    let mut lines = text.lines().enumerate().filter(|_| !is_test);
    while let Some((number, line)) = lines.next() {
        if line.trim() == "#[cfg(test)]" {
            // `mod tests;` is one line to pass over; `mod tests {` is the rest of the file.
            match lines.next() {
                Some((_, declared)) if declared.trim_end().ends_with(';') => continue,
                _ => break,
            }
        }
        code.push((number + 1, line.split("//").next().unwrap_or_default().to_owned()));
    }
    code
}

/// Returns the part of the program a file belongs to: the folder under `src`, or the file itself.
fn part_of(path: &Path) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let inside = path.strip_prefix(root).expect("the file is under src");
    let first =
        inside.components().next().expect("the file has a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

fn sources() -> Vec<PathBuf> {
    let all = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    all.into_iter().filter(|path| !path.ends_with("src/lib.rs")).collect()
}

/// Returns every part that a line mentions, as `crate::part` or, in `main.rs`, as `fupan::part`.
fn mentioned(line: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for start in ["crate::", "fupan::"] {
        for (at, _) in line.match_indices(start) {
            let rest = line.get(at + start.len()..).unwrap_or_default();
            let list = rest.strip_prefix('{').and_then(|rest| rest.split('}').next());
            let names: Vec<&str> = list.map_or_else(|| vec![rest], |list| list.split(',').collect());
            for name in names {
                let word: String =
                    name.trim().chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                parts.push(word);
            }
        }
    }
    parts
}

#[test]
fn every_part_keeps_to_what_it_may_know() {
    let known: BTreeSet<&str> = LAYERS.iter().map(|(part, _)| *part).collect();
    let mut wrong = Vec::new();
    for path in sources() {
        let part = part_of(&path);
        let (_, allowed) = LAYERS
            .iter()
            .find(|(name, _)| *name == part)
            .unwrap_or_else(|| panic!("`{part}` has no place in the order: add it to LAYERS"));
        for (number, line) in code(&path) {
            for other in mentioned(&line).into_iter().filter(|other| known.contains(other.as_str())) {
                let pure = PURE.contains(&other.as_str()) && !PURE.contains(&part.as_str());
                if other != part && !pure && !allowed.contains(&other.as_str()) {
                    wrong.push(format!("{}:{number}: `{part}` must not mention `{other}`", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_order_has_no_arrow_upwards() {
    let place = |part: &str| LAYERS.iter().position(|(name, _)| *name == part);
    for (part, allowed) in LAYERS {
        for other in *allowed {
            assert!(place(part) < place(other), "`{part}` stands below `{other}`, which it may mention");
        }
    }
}

#[test]
fn only_the_edge_touches_the_world_outside() {
    let mut wrong = Vec::new();
    for path in sources() {
        let part = part_of(&path);
        for (number, line) in code(&path) {
            for (word, allowed) in WORLD {
                if line.contains(word) && !allowed.contains(&part.as_str()) {
                    wrong.push(format!("{}:{number}: `{part}` must not mention `{word}`", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_of_others_are_opened_in_one_place() {
    let is_opener = |path: &Path| OPENERS.iter().any(|opener| path.ends_with(opener));
    let mut wrong = Vec::new();
    for path in sources().into_iter().filter(|path| !is_opener(path)) {
        for (number, line) in code(&path) {
            for word in OPENING.iter().filter(|word| line.contains(**word)) {
                wrong.push(format!("{}:{number}: `{word}` belongs to src/regular_file.rs", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_what_was_made_showable_reaches_a_cell() {
    let drawing =
        sources().into_iter().filter(|path| part_of(path) == "ui" && !path.ends_with("ui/paint.rs"));
    let mut wrong = Vec::new();
    for path in drawing {
        for (number, line) in code(&path) {
            for word in ONLY_PAINT.iter().filter(|word| line.contains(**word)) {
                wrong.push(format!("{}:{number}: `{word}` belongs to ui/paint.rs", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Clippy sees the methods that panic (`.clippy.toml`), and no operators; this sees to it that they have no operands.
#[test]
fn dates_are_computed_in_the_calendar_only() {
    let mut wrong = Vec::new();
    for path in sources().into_iter().filter(|path| !path.ends_with(CALENDAR)) {
        for (number, line) in code(&path) {
            let named = line
                .match_indices("jiff::")
                .map(|(at, start)| line.get(at + start.len()..).unwrap_or_default());
            let is_type = |rest: &str| {
                let after = |name: &&str| rest.strip_prefix(*name).map(|after| after.chars().next());
                let mut after = DATE_TYPES.iter().filter_map(after);
                after.any(|next| next.is_none_or(|c| !c.is_alphanumeric()))
            };
            for rest in named.filter(|rest| !is_type(rest)) {
                wrong.push(format!("{}:{number}: `jiff::{rest}` belongs to {CALENDAR}", path.display()));
            }
            // The standard library's moments answer with a `Result`.
            let is_std = line.contains("UNIX_EPOCH");
            for word in DATE_ARITHMETIC.iter().filter(|word| !is_std && line.contains(**word)) {
                wrong.push(format!("{}:{number}: `{word}` belongs to {CALENDAR}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Everything but the edge, tests and benchmarks too, is given the time, so that it holds on any day in any zone.
#[test]
fn only_the_edge_reads_the_clock_of_the_machine() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let elsewhere = ["src", "tests", "benches"].into_iter().flat_map(|folder| files(&root.join(folder)));
    let elsewhere = elsewhere.filter(|path| ![EDGE_CLOCK, file!()].iter().any(|file| path.ends_with(file)));
    let mut wrong = Vec::new();
    for path in elsewhere {
        let text = fs::read_to_string(&path).expect("the sources are UTF-8");
        for (number, line) in text.lines().enumerate() {
            for word in CLOCKS.iter().filter(|word| line.contains(**word)) {
                wrong.push(format!("{}:{}: `{word}` belongs to {EDGE_CLOCK}", path.display(), number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let edge = fs::read_to_string(root.join(EDGE_CLOCK)).expect("the sources are UTF-8");
    assert!(CLOCKS.iter().any(|word| edge.contains(word)), "{EDGE_CLOCK} reads no clock");
}

/// A file has one subject. Tables and tests aside, five hundred lines are enough for one.
#[test]
fn files_stay_short() {
    let long: Vec<String> = sources()
        .iter()
        .map(|path| (path, code(path).len()))
        .filter(|(_, lines)| *lines > 500)
        .map(|(path, lines)| format!("{}: {lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}
