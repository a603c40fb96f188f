//! What is said when git, the repository or the output fails: the reason first, what was not done, then git's own lines.

use std::fs::{self, OpenOptions};
use std::process::Stdio;

use super::place::{Place, Ran};

/// What no user is to read: names of Rust's types and errors, and git's meters.
const INTERNALS: [&str; 7] =
    ["os error", "Foreign(", "Some(", "\\n", "\": \"", "Counting objects", "did not start in"];

/// Runs a verb that fails, in Chinese and in English, and returns what it says.
#[track_caller]
fn said(place: &Place, arguments: &[&str], status: i32) -> [String; 2] {
    ["zh", "en"].map(|language| {
        let Ran { status: ended, out, errors } = place.fupan(&[arguments, &["--lang", language]].concat());
        let said = out + &errors;
        assert_eq!(ended, status, "{arguments:?}: {said}");
        for internal in INTERNALS {
            assert!(!said.contains(internal), "{arguments:?} says {internal}: {said}");
        }
        said
    })
}

/// A plan in a repository with a record that is not committed.
fn with_a_record() -> Place {
    let place = Place::in_git();
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
    place
}

/// A way to break a repository, and how the reason may begin in Chinese and in English.
type Break = (fn(&Place), [&'static [&'static str]; 2]);

const DAMAGED: [&[&str]; 2] = [&["仓库已损坏："], &["The repository is damaged:"]];

const BREAKS: [Break; 4] = [
    (
        |place| append(place, ".git/config", "[broken"),
        [&["git 看不懂自己的配置。"], &["git does not understand its configuration."]],
    ),
    (|place| place.write(".git/refs/heads/main", ""), DAMAGED),
    (|place| place.write(".git/HEAD", "what\n"), DAMAGED),
    // Where it is asked for many objects at once, git calls one that is damaged missing.
    (
        |place| empty_object(place, "HEAD"),
        [
            &["仓库已损坏：", "git 拿不出对象 "],
            &["The repository is damaged:", "git cannot give the object "],
        ],
    ),
];

fn append(place: &Place, path: &str, text: &str) {
    let whole = place.read(path) + text;
    place.write(path, whole);
}

/// Empties the file of an object, as a disk that was full does.
fn empty_object(place: &Place, name: &str) {
    let id = place.git(&["rev-parse", name]);
    let (directory, file) = id.trim().split_at(2);
    let path = place.path(&format!(".git/objects/{directory}/{file}"));
    fs::remove_file(&path).unwrap();
    fs::write(path, "").unwrap();
}

#[test]
fn a_broken_repository_is_named_as_the_reason_and_what_only_reads_speaks_of_no_commit() {
    let verbs: [(&[&str], [&str; 2]); 9] = [
        (&["diff", "HEAD"], ["无法读取计划的其他版本。", "Other versions of the plan cannot be read."]),
        (&["log"], ["无法读取计划的其他版本。", "Other versions of the plan cannot be read."]),
        (
            &["show", "zhe-gan-canal", "--at", "HEAD"],
            ["无法读取计划的其他版本。", "Other versions of the plan cannot be read."],
        ),
        (&["trust"], ["没有作出决定。", "Nothing was decided."]),
        (&["setup-git", "--write"], ["没有设置好 git。", "git was not set up."]),
        (&["restore"], ["缺失的记录没有全部找回。", "Not all missing records were put back."]),
        (&["merge", "--all"], ["没有合并。", "Nothing was merged."]),
        (&["commit"], ["没有存档；记录都在。", "Nothing was committed; every record is kept."]),
        (&["sync"], ["同步没有完成；记录都在。", "The sync did not finish; every record is kept."]),
    ];
    for (break_it, reasons) in BREAKS {
        for (verb, undone) in &verbs {
            let place = with_a_record();
            break_it(&place);
            // What asks for no commit need not see that one is damaged.
            if reasons[0][0].starts_with("仓库") && matches!(verb[0], "trust" | "setup-git" | "merge") {
                continue;
            }
            for ((said, reasons), undone) in said(&place, verb, 4).iter().zip(reasons).zip(undone) {
                // How far a sync is, comes first.
                let said = said.lines().last().unwrap();
                assert!(reasons.iter().any(|reason| said.starts_with(reason)), "{verb:?}: {said}");
                assert!(said.contains(undone), "{verb:?}: {said}");
                let committed = ["存档", "提交", "commit"].iter().any(|word| said.contains(word));
                assert!(!committed || verb[0] == "commit", "{verb:?}: {said}");
            }
        }
    }
}

#[test]
fn git_quotes_only_the_lines_that_matter() {
    let place = with_a_record();
    append(&place, ".git/config", "[broken");
    let line = place.read(".git/config").lines().count() + 1;
    let [_, english] = said(&place, &["diff", "HEAD"], 4);
    let expected = format!(
        "git does not understand its configuration. Correct it in the file that git names. Other versions of the \
         plan cannot be read. git says: fatal: bad config line {line} in file .git/config\n"
    );
    assert_eq!(english, expected);
}

#[test]
fn without_git_or_a_repository_what_reads_speaks_of_no_commit() {
    let place = Place::new();
    let [chinese, english] = said(&place, &["diff", "HEAD"], 4);
    assert_eq!(chinese, "计划目录不在 git 仓库里；需要时可运行 git init。无法读取计划的其他版本。\n");
    assert!(
        english.starts_with("The plan is in no git repository.") && !english.contains("commit"),
        "{english}"
    );
}

/// Runs a verb with this as its standard output.
fn run_into(place: &Place, out: impl Into<Stdio>, arguments: &[&str]) -> Ran {
    let mut command = place.command(env!("CARGO_BIN_EXE_fupan"));
    command.args(arguments).args(["--lang", "en"]).current_dir(place.path("")).stdout(out);
    let output = command.stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
    Ran {
        status: output.status.code().expect("no signal ends the program"),
        out: String::new(),
        errors: String::from_utf8(output.stderr).unwrap(),
    }
}

fn full() -> fs::File {
    OpenOptions::new().write(true).open("/dev/full").unwrap()
}

/// Returns the writing end of a pipe that nobody reads.
fn unread() -> std::io::PipeWriter {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer
}

#[test]
fn what_is_done_and_cannot_be_printed_is_said_where_errors_go_with_a_status_of_its_own() {
    let place = Place::in_git();
    let mark = ["--as", "jia", "mark", "zhe-gan-canal", "approved"];
    let ran = run_into(&place, full(), &mark).ends(5);
    let (first, rest) = ran.errors.split_once('\n').unwrap();
    assert_eq!(first, "This is done, but it cannot be printed (the disk is full), so do not do it again:");
    assert!(rest.starts_with("Recorded plans/reviews/jia."), "{rest}");
    assert_eq!(place.reviews()[0].1.matches("mark = ").count(), 1);

    let ran = run_into(&place, unread(), &["--as", "jia", "note", "zhe-gan-canal", "x"]).ends(5);
    assert!(ran.errors.contains("cannot be printed (nobody reads the output)"), "{ran:?}");

    let ran = run_into(&place, full(), &["commit", "--format", "json"]).ends(5);
    assert!(ran.errors.lines().nth(1).unwrap().starts_with("{\"fupan\":1,\"kind\":\"commit\""), "{ran:?}");
    assert_eq!(place.git(&["rev-list", "--count", "HEAD"]), "2\n");
    // Nothing is left to be done, so nothing was.
    let ran = run_into(&place, full(), &["commit"]).ends(4);
    assert_eq!(ran.errors, "The answer cannot be printed: the disk is full.\n");
}

#[test]
fn what_only_reads_and_cannot_print_says_why_or_ends_quietly_where_nobody_reads() {
    let place = Place::in_git();
    let ran = run_into(&place, full(), &["list"]).ends(4);
    assert_eq!(ran.errors, "The answer cannot be printed: the disk is full.\n");
    let ran = run_into(&place, unread(), &["list"]).ends(0);
    assert_eq!(ran.errors, "");
    // A failure for scripts goes to the standard output too; nothing was done.
    let ran = run_into(&place, full(), &["show", "nothing", "--format", "json"]).ends(4);
    assert_eq!(ran.errors, "The answer cannot be printed: the disk is full.\n");
}

#[test]
fn a_branch_that_was_moved_before_git_failed_is_told_as_moved() {
    let place = with_a_record();
    let said = "fatal: cannot write the journal";
    let ran = place.fupan_with_git_failing_after("update-ref", said, &["commit", "--lang", "en"]).ends(0);
    let short = place.git(&["rev-parse", "--short=7", "HEAD"]);
    assert_eq!(
        ran.out,
        format!(
            "Committed {} on main with one record. git failed after that: the commit is there, and need not be made \
             again. git says: {said}\n",
            short.trim()
        )
    );
    assert_eq!(place.git(&["rev-list", "--count", "HEAD"]), "2\n");
    assert_eq!(
        place.git(&["status", "--porcelain", "--", "plans"]),
        "",
        "the index is brought up to date all the same"
    );
    place.fupan(&["--as", "jia", "note", "zhe-gan-canal", "x"]).ends(0);
    let ran = place.fupan_with_git_failing_after("update-ref", said, &["commit", "--format", "json"]).ends(0);
    let read: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(read["commit"]["failed_after"], said);
}

#[test]
fn a_file_size_limit_refuses_a_record_in_words_and_kills_nobody() {
    let place = Place::in_git();
    let mark = ["--as", "jia", "--lang", "en", "mark", "zhe-gan-canal", "approved"];
    let ran = place.fupan_within("-f 0", &mark).ends(4);
    assert!(ran.errors.contains("NOT recorded") && ran.errors.contains("larger than a limit"), "{ran:?}");
    assert!(place.reviews().iter().all(|(_, text)| !text.contains("mark")), "{:?}", place.reviews());
    place.fupan(&mark).ends(0);

    // A file of records that has grown to the limit; the journal begins a new one.
    let (name, text) = place.reviews().remove(0);
    place.write(&format!("plans/reviews/{name}"), text + &"# filler\n".repeat(200));
    let ran = place.fupan_within("-f 1", &mark);
    assert!(matches!(ran.status, 0 | 4) && !ran.errors.contains("os error"), "{ran:?}");
    let recorded = place.json("list", &["--as", "jia", "list", "zhe-gan-canal"]);
    assert!(recorded["items"].is_array());

    // git is ended by the limit, too.
    let ran = place.fupan_within("-f 0", &["--lang", "en", "commit"]).ends(4);
    assert!(
        ran.errors.contains("larger than a limit") && ran.errors.contains("Nothing was committed"),
        "{ran:?}"
    );
}

#[test]
fn little_memory_records_or_refuses_in_words() {
    let place = Place::in_git();
    let count = |place: &Place| {
        place.reviews().iter().map(|(_, text)| text.matches("note = ").count()).sum::<usize>()
    };
    let mut ends = std::collections::BTreeSet::new();
    for megabytes in [40, 60, 80, 120, 200, 400, 1200] {
        let before = count(&place);
        let limit = format!("-v {}", megabytes * 1024);
        let note = ["--as", "jia", "--lang", "en", "note", "zhe-gan-canal", "x"];
        let ran = place.fupan_within(&limit, &note);
        let recorded = count(&place) - before;
        assert_eq!(recorded, usize::from(ran.status == 0), "{megabytes} MB: {ran:?}");
        assert!(!ran.errors.contains("panicked"), "{megabytes} MB: {ran:?}");
        ends.insert(ran.status);
    }
    assert!(ends.contains(&0), "{ends:?}");
}
