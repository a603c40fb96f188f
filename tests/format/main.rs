//! The program says what `docs/format.md` says: `reader` is a second reader, written from that document alone, and both are
//! asked about the same plans. Without Python 3.11 nothing is compared, and the test says so.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../support/clock.rs"]
mod clock;
#[path = "../support/extent.rs"]
mod extent;
#[path = "../support/generated.rs"]
mod generated;
mod histories;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use extent::extent;
use generated::Generated;
use histories::History;

/// Keys of an entry of `list` that the format decides, and what both call them.
const DECIDED: [&str; 5] = ["kind", "damaged", "verdict", "attention", "notes"];
const OF_A_MARK: [&str; 12] = [
    "id",
    "by",
    "status",
    "role",
    "recorded_by",
    "confirmed",
    "stale",
    "concurrent",
    "carried_by",
    "suspect",
    "source_changed",
    "owes_reason",
];

/// Codes of `check` that the format decides from what was recorded.
const CODES: [&str; 17] = [
    "bad-review-file-name",
    "not-a-fact",
    "unfinished-line",
    "not-utf8",
    "nul-byte",
    "newer-format",
    "foreign-reviewer",
    "newer-fact",
    "newer-fingerprint",
    "foreign-undo",
    "unknown-status",
    "no-meeting",
    "orphan-fact",
    "reason-owed",
    "bad-carry",
    "bad-carry-figure",
    "carry-unproved",
];

/// Asks the second reader about plan directories; `None` where there is no Python that can run it.
#[expect(clippy::disallowed_methods, reason = "a test runs programs as a user does")]
fn second_reader(plans: &[PathBuf]) -> Option<Vec<Value>> {
    let reader = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/format/reader");
    let can_run = Command::new("python3")
        .args(["-c", "import sys; sys.exit(sys.version_info < (3, 11))"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !can_run {
        let mut errors = std::io::stderr();
        writeln!(
            errors,
            "skipped: there is no Python of version 3.11 or later, so no second reader was asked"
        )
        .unwrap();
        return None;
    }
    let mut child = Command::new("python3")
        .args(["-X", "utf8", "-B"])
        .arg(reader)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let today = clock::day_after(0);
    let lines: Vec<String> = plans.iter().map(|plan| format!("{today} {}", plan.display())).collect();
    let writing = std::thread::spawn(move || input.write_all(lines.join("\n").as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writing.join().unwrap();
    assert!(output.status.success(), "the second reader failed");
    let said = String::from_utf8(output.stdout).unwrap();
    Some(said.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

/// Asks the program.
#[expect(clippy::disallowed_methods, reason = "a test runs programs as a user does")]
fn fupan(plans: &Path, verb: &[&str]) -> Value {
    let home = plans.parent().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_fupan"))
        .args(verb)
        .args(["--format", "json", "--lang", "en", "--plans"])
        .arg(plans)
        .current_dir(home)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", home.join("home"))
        .env("GIT_CEILING_DIRECTORIES", home.parent().unwrap())
        .env("FUPAN_NOW", clock::begin().strftime(clock::FORM).to_string())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    serde_json::from_str(&said).unwrap_or_else(|error| panic!("fupan {verb:?}: {error}: {said}"))
}

/// What both say of an item, in one form: of the program, an entry of `list`.
fn item(entry: &Value) -> Value {
    let pick = |from: &Value, keys: &[&str]| -> Value {
        keys.iter().map(|&key| (key.to_owned(), from[key].clone())).collect::<serde_json::Map<_, _>>().into()
    };
    let all = |key: &str, keys: &[&str]| -> Value {
        entry[key].as_array().unwrap().iter().map(|one| pick(one, keys)).collect()
    };
    let mut item = pick(entry, &DECIDED);
    item["notes"] = entry["notes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|note| note.get("id").unwrap_or(note).clone())
        .collect();
    item["marks"] = all("marks", &OF_A_MARK);
    item["outcomes"] = all("outcomes", &["id", "status", "stale"]);
    item["carries"] = all("carries", &["id", "state", "waits_for", "refused_by"]);
    item["baseline"] = match &entry["baseline"] {
        Value::Null => Value::Null,
        baseline => pick(baseline, &["id", "adopted", "changed"]),
    };
    item
}

/// All items of one side by id, each as it is compared; items whose id the reader of TOML cannot know are counted.
fn items<'a>(entries: impl Iterator<Item = &'a Value>) -> BTreeMap<String, Vec<String>> {
    let mut items: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in entries {
        let id = entry["id"].as_str().filter(|id| !id.contains("/line-")).unwrap_or("unnamed");
        items.entry(id.to_owned()).or_default().push(format!("{:#}", item(entry)));
    }
    for same in items.values_mut() {
        same.sort();
    }
    items
}

/// The code, file and line of each problem of `codes`.
fn problems(all: impl Iterator<Item = (Value, Value, Value)>) -> BTreeSet<String> {
    let wanted = all.filter(|(code, ..)| CODES.contains(&code.as_str().unwrap()));
    let place = |(code, file, line): (Value, Value, Value)| format!("{code} {file} {line}");
    // That a file is not UTF-8 is a problem of the file in an area, and of its line among records.
    wanted
        .filter(|(code, file, _)| {
            code.as_str() != Some("not-utf8") && code.as_str() != Some("nul-byte")
                || file.as_str().unwrap().contains("/reviews/")
        })
        .map(place)
        .collect()
}

/// Compares what the program and the second reader say of one plan directory.
fn compare(plans: &Path, second: &Value, what: &str) {
    let list = fupan(plans, &["list"]);
    let entries = || list["items"].as_array().unwrap().iter().filter(|entry| entry["kind"] != "area");
    let unread = second["unread"].as_array().unwrap();
    let is_unread = |entry: &&Value| unread.contains(&entry["file"]);
    for entry in entries().filter(is_unread) {
        assert!(entry["damaged"] == true, "{what}: {entry}");
        assert!(
            ["damaged", "records-missing"].contains(&entry["verdict"].as_str().unwrap()),
            "{what}: {entry}"
        );
    }
    let theirs = items(second["items"].as_array().unwrap().iter());
    let ours = items(entries().filter(|entry| !is_unread(entry)));
    let ids = |items: &BTreeMap<String, Vec<String>>| items.keys().cloned().collect::<Vec<_>>();
    // Where a file cannot be read whole, ids that both would know may stand in it.
    if unread.is_empty() {
        assert_eq!(ids(&ours), ids(&theirs), "{what}");
        for (id, ours) in &ours {
            for (ours, theirs) in ours.iter().zip(&theirs[id]) {
                assert!(ours == theirs, "{what}, {id}: the program says {ours}, and docs/format.md {theirs}");
            }
        }
        let check = fupan(plans, &["check"]);
        let of =
            |problem: &Value| (problem["code"].clone(), problem["file"].clone(), problem["line"].clone());
        let ours = problems(check["problems"].as_array().unwrap().iter().map(of));
        let of = |problem: &Value| (problem[0].clone(), problem[1].clone(), problem[2].clone());
        let theirs = problems(second["problems"].as_array().unwrap().iter().map(of));
        let apart: Vec<&String> = ours.symmetric_difference(&theirs).collect();
        assert!(apart.is_empty(), "{what}: only one of both has {apart:#?}");
        let total = fupan(plans, &["status"])["total"].clone();
        let steps = [
            ("unreviewed", "unreviewed"),
            ("adopted", "baseline"),
            ("in_review", "in-review"),
            ("stale", "stale"),
            ("settled", "settled"),
        ];
        let count = |key: &str, said: &str| {
            second["items"].as_array().unwrap().iter().filter(|item| item[key] == said).count() as u64
        };
        for (ours, theirs) in steps {
            assert_eq!(total[ours].as_u64(), Some(count("step", theirs)), "{what}: {ours}");
        }
        for why in ["contradicting", "split"] {
            assert_eq!(total[why].as_u64(), Some(count("attention", why)), "{what}: {why}");
        }
    }
}

/// A directory that stays where something was found in it, so that it can be looked at.
fn directory() -> PathBuf {
    tempfile::tempdir().unwrap().keep()
}

#[test]
fn the_plans_of_the_tests_are_read_as_the_format_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let directory = directory();
    Generated::of(250).reviewed().write(&directory).unwrap();
    let plans = [root.join("plans"), directory.join("plans")];
    let Some(second) = second_reader(&plans) else { return };
    for (plans, second) in plans.iter().zip(&second) {
        compare(plans, second, &plans.display().to_string());
        // What `show` says of an item is what `list` says of it.
        let list = fupan(plans, &["list", "kind:project"]);
        let entry =
            list["items"].as_array().unwrap().iter().find(|entry| entry["kind"] == "project").unwrap();
        let shown = fupan(plans, &["show", entry["id"].as_str().unwrap()]);
        for (key, said) in entry.as_object().unwrap() {
            assert_eq!(shown["item"].get(key).or(shown.get(key)), Some(said), "{key}");
        }
    }
    fs::remove_dir_all(directory).unwrap();
}

#[test]
fn random_histories_are_read_as_the_format_says() {
    let directory = directory();
    let count = extent(12, 400);
    let plans: Vec<PathBuf> = (0..count).map(|number| directory.join(format!("{number}/plans"))).collect();
    for (number, plans) in plans.iter().enumerate() {
        History::of(number as u64).write(plans);
    }
    let Some(second) = second_reader(&plans) else { return };
    assert_eq!(second.len(), plans.len());
    for (plans, second) in plans.iter().zip(&second) {
        compare(plans, second, &plans.display().to_string());
    }
    fs::remove_dir_all(directory).unwrap();
}
