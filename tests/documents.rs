//! What the documents say is what the program does: keys, pictures and printed commands.
//!
//! `UPDATE_DOCS=1 cargo test --test documents` writes the generated parts anew.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::string_slice, reason = "a test fails by panicking")]

#[path = "support/clock.rs"]
mod clock;
#[path = "support/document.rs"]
mod document;
#[path = "support/picture.rs"]
mod picture;
#[path = "support/shipped.rs"]
mod shipped;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use fupan::app::OTHERS_PATIENCE;
use fupan::command::{Command, Scope};
use fupan::git::{self, Patience};
use fupan::key::Key;
use fupan::keymap::Keymap;
use fupan::plan::{Interface, Status};
use fupan::store::LOCK_PATIENCE;
use fupan::words::Words;
use fupan::work::Cancel;

use document::{path, same_as};

/// Puts `fresh` between the marks `<!-- name -->` and `<!-- /name -->` of a text.
fn between_marks(text: &str, name: &str, fresh: &str) -> String {
    let (before, rest) = text.split_once(&format!("<!-- {name} -->\n")).expect("the document has the mark");
    let (_, after) = rest.split_once(&format!("<!-- /{name} -->")).expect("the document ends the mark");
    format!("{before}<!-- {name} -->\n{fresh}<!-- /{name} -->{after}")
}

/// What commands are called in both languages, and the keys they have where nobody changed anything.
struct Keys {
    keymap: Keymap,
    chinese: Words,
    english: Words,
}

impl Keys {
    fn new() -> Self {
        let (keymap, _) = Keymap::new(&BTreeMap::new(), &['a', 'r', 'd', 'p', 'x']);
        let [chinese, english] = Interface::ALL.map(Words::new);
        Self { keymap, chinese, english }
    }

    /// Returns the keys of a command as a cell of a table, `None` where it has none.
    fn cell(&self, command: Command) -> Option<String> {
        let keys = self.keymap.keys_of(command);
        let keys: Vec<String> = keys.iter().map(|key| format!("`{}`", key.replace('|', "\\|"))).collect();
        (!keys.is_empty()).then(|| keys.join(" "))
    }

    /// Returns what a command does, in Chinese and English, as two cells.
    fn says(&self, command: Command) -> String {
        let strategy = fupan::plan::Strategy::default();
        let says = |words: &Words| match command.status().and_then(|number| strategy.statuses.get(number)) {
            Some(status) => words.say_with("mark-as", &[("status", words.choose(&status.name).into())]),
            None => words.command(command),
        };
        format!("{} | {}", says(&self.chinese), says(&self.english))
    }
}

fn key_table() -> String {
    let keys = Keys::new();
    let mut table = String::new();
    for scope in Scope::ALL {
        let heading = format!("scope-{}", scope.name());
        writeln!(table, "**{} · {}**\n", keys.chinese.say(&heading), keys.english.say(&heading)).unwrap();
        table += "| 按键 keys | 命令 command | 作用 | what it does |\n| --- | --- | --- | --- |\n";
        for &command in Command::ALL.iter().filter(|command| command.spec().scope == scope) {
            let Some(cell) = keys.cell(command) else { continue };
            writeln!(table, "| {cell} | `{}` | {} |", command.spec().name, keys.says(command)).unwrap();
        }
        table += "\n";
    }
    table
}

#[test]
fn the_readme_shows_the_real_keys() {
    let readme = path("README.md");
    let text = fs::read_to_string(&readme).unwrap();
    same_as(&readme, &between_marks(&text, "keys", &key_table()));
}

#[test]
fn the_format_names_the_letters_that_are_free_for_statuses() {
    let format = fs::read_to_string(path("docs/format.md")).unwrap();
    let (_, promised) = format.split_once("Letters that a status may have as its `key`, for ever: ").unwrap();
    let promised: String =
        promised.split('.').next().unwrap().chars().filter(char::is_ascii_alphabetic).collect();
    assert_eq!(promised, Status::KEYS.iter().collect::<String>());
}

#[test]
fn the_limits_in_the_document_are_those_of_the_program() {
    let Patience { first, later, aside } = Patience::default();
    let limits = [
        ("git where a record could say which commit was checked out", aside),
        ("another program that keeps the record file locked", LOCK_PATIENCE),
        ("git, until it has said where the repository is", first),
        ("git that looks, from then on", later),
        ("git that reads or writes the files of the work tree, or moves the branch", git::LENGTH),
        ("a hook or a signature", git::HOOK_SILENCE),
        ("another machine", git::SILENCE),
        ("another machine, while somebody waits to leave", Duration::from_secs(OTHERS_PATIENCE)),
        ("what was told to end, before the program ends", Cancel::ENDING),
    ];
    let mut table = "| who is waited for | silent for at most |\n| --- | --- |\n".to_owned();
    for (who, limit) in limits {
        writeln!(table, "| {who} | {} s |", limit.as_secs_f32()).unwrap();
    }
    let document = path("docs/reliability.md");
    let text = fs::read_to_string(&document).unwrap();
    same_as(&document, &between_marks(&text, "limits", &table));
}

#[test]
fn the_picture_in_the_readme_is_a_real_frame() {
    same_as(
        &path("docs/screen.svg"),
        &picture::svg(&shipped::meeting_afternoon(Interface::Chinese), 110, 32),
    );
}

#[test]
fn every_command_printed_in_the_readme_runs() {
    let readme = fs::read_to_string(path("README.md")).unwrap();
    let printed: Vec<&str> = readme.lines().filter_map(|line| line.strip_prefix("$ fupan")).collect();
    assert!(printed.len() >= 6, "the README shows how the command line is used");
    let copy = shipped::Copy::in_git();
    for arguments in printed {
        let arguments = arguments.split('#').next().unwrap_or_default();
        let output = copy.fupan(arguments.split_whitespace());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "fupan{arguments}: {said}");
    }
}

/// A copy whose branch follows that of a bare repository, which lies elsewhere: inside the clone it would be the clone's own.
fn copy_with_a_remote() -> (shipped::Copy, tempfile::TempDir) {
    let (copy, elsewhere) = (shipped::Copy::in_git(), tempfile::tempdir().unwrap());
    let remote = elsewhere.path().join("remote.git").display().to_string();
    copy.git(&format!("init -q --bare -b main {remote}"));
    copy.git(&format!("remote add origin {remote}"));
    copy.git("push -q -u origin main");
    (copy, elsewhere)
}

/// Runs what a document prints after `$ `, in order, as `here` makes of each line what it is in this copy.
fn every_command_runs(document: &str, copy: &shipped::Copy, here: impl Fn(&str) -> String) {
    let printed: Vec<&str> = document.lines().filter_map(|line| line.strip_prefix("$ ")).collect();
    assert!(printed.len() >= 10, "the guide shows how it is done");
    for line in printed {
        let line = here(line);
        match line.split_once(' ') {
            Some(("git", arguments)) => copy.git(arguments),
            Some(("fupan", arguments)) => {
                let output = copy.fupan(shipped::words(arguments));
                assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
            }
            _ => panic!("{line} is no command of fupan or git"),
        }
    }
}

#[test]
fn every_command_printed_in_the_guide_to_git_runs() {
    let guide = fs::read_to_string(path("docs/git.md")).unwrap();
    let (copy, _remote) = copy_with_a_remote();
    every_command_runs(&guide, &copy, str::to_owned);
}

/// The names of commands in `<!-- keys a b -->`, for which a table of keys follows.
fn tables_of(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.strip_prefix("<!-- keys ")?.strip_suffix(" -->")).collect()
}

#[test]
fn the_guide_to_reviews_names_the_real_keys() {
    let (guide, keys) = (path("docs/review.md"), Keys::new());
    let text = fs::read_to_string(&guide).unwrap();
    let mut fresh = text.clone();
    for names in tables_of(&text) {
        let mut table = String::from("| 按键 key | 作用 | what it does |\n| --- | --- | --- |\n");
        for name in names.split(' ') {
            let command = Command::named(name).unwrap_or_else(|| panic!("there is no command {name}"));
            let cell = keys.cell(command).unwrap_or_else(|| panic!("{name} has no key"));
            writeln!(table, "| {cell} | {} |", keys.says(command)).unwrap();
        }
        fresh = between_marks(&fresh, &format!("keys {names}"), &table);
    }
    same_as(&guide, &fresh);
}

/// A key named in a sentence stands in the table of its chapter, which says what it does.
#[test]
fn every_key_in_the_guide_to_reviews_is_in_the_table_of_its_chapter() {
    let (text, keys) = (fs::read_to_string(path("docs/review.md")).unwrap(), Keys::new());
    let mut named = 0;
    for chapter in text.split("\n## ") {
        let commands =
            tables_of(chapter).into_iter().flat_map(|names| names.split(' ')).filter_map(Command::named);
        let known: Vec<String> = commands.flat_map(|command| keys.keymap.keys_of(command)).collect();
        let prose =
            chapter.split("```").step_by(2).flat_map(str::lines).filter(|line| !line.starts_with('|'));
        for key in prose.flat_map(|line| line.split('`').skip(1).step_by(2)) {
            if key.split(' ').all(|key| key.parse::<Key>().is_ok()) {
                named += 1;
                assert!(
                    known.iter().any(|known| known == key),
                    "{key}, in: {}",
                    chapter.lines().next().unwrap()
                );
            }
        }
    }
    assert!(named >= 30, "the guide says what to press");
}

/// Under the rules that it gives as an example, and with the wording changed before it is declared to be no more than that.
#[test]
fn every_command_printed_in_the_guide_to_reviews_runs() {
    let guide = fs::read_to_string(path("docs/review.md")).unwrap();
    let example = guide.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next());
    let rules = example.expect("the guide shows a strategy.toml");
    let (copy, _remote) = copy_with_a_remote();
    let strategy = format!("format = 1\ntitle = {{ zh = \"衢州\", en = \"Quzhou\" }}\n{rules}");
    fs::write(copy.plans().join("strategy.toml"), strategy).unwrap();
    copy.git("commit -q -a -m Rules");
    every_command_runs(&guide, &copy, |line| {
        if line.starts_with("fupan carry ") {
            let ports = copy.plans().join("5-ports.toml");
            let text = fs::read_to_string(&ports).unwrap();
            fs::write(&ports, text.replace("浙江与江西", "浙江和江西")).unwrap();
            copy.git("commit -q -a -m Polished");
        }
        if line.starts_with("fupan meeting done ") {
            let actions = String::from_utf8(copy.fupan(std::iter::once("actions")).stdout).unwrap();
            let id = actions.split_whitespace().next_back().expect("something is to be done");
            return line.replace("7QX2KM", id);
        }
        line.to_owned()
    });
}

#[test]
fn every_link_in_the_documents_leads_somewhere() {
    let mut documents: Vec<PathBuf> =
        fs::read_dir(path("docs")).unwrap().map(|entry| entry.unwrap().path()).collect();
    documents.push(path("README.md"));
    for path in documents.iter().filter(|path| path.extension().is_some_and(|ending| ending == "md")) {
        let text = fs::read_to_string(path).unwrap();
        for (at, _) in text.match_indices("](") {
            let target = text[at + 2..].split([')', '#']).next().unwrap_or_default();
            if !target.is_empty() && !target.contains("://") {
                let led = path.parent().unwrap().join(target);
                assert!(led.exists(), "{}: no {target}", path.display());
            }
        }
    }
}
