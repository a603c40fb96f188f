//! What the documents say is what the program does: keys, pictures and printed commands.
//!
//! `UPDATE_DOCS=1 cargo test --test documents` writes the generated parts anew.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::string_slice, reason = "a test fails by panicking")]

#[path = "support/picture.rs"]
mod picture;
#[path = "support/shipped.rs"]
mod shipped;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use fupan::command::{Command, Scope};
use fupan::keymap::Keymap;
use fupan::plan::Interface;
use fupan::words::Words;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compares `fresh` with what `path` holds, or writes it where that is asked for.
fn same_as(path: &Path, fresh: &str) {
    let written = fs::read_to_string(path).unwrap_or_default();
    if written != fresh && std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(path, fresh).unwrap();
        return;
    }
    assert!(
        written == fresh,
        "{} is out of date: run UPDATE_DOCS=1 cargo test --test documents",
        path.display()
    );
}

/// Puts `fresh` between the marks `<!-- name -->` and `<!-- /name -->` of a document.
fn same_between_marks(path: &Path, name: &str, fresh: &str) {
    let text = fs::read_to_string(path).unwrap();
    let (before, rest) = text.split_once(&format!("<!-- {name} -->\n")).expect("the document has the mark");
    let (_, after) = rest.split_once(&format!("<!-- /{name} -->")).expect("the document ends the mark");
    same_as(path, &format!("{before}<!-- {name} -->\n{fresh}<!-- /{name} -->{after}"));
}

fn key_table() -> String {
    let status_keys = ['a', 'r', 'd', 'p', 'x'];
    let (keymap, _) = Keymap::new(&BTreeMap::new(), &status_keys);
    let [chinese, english] = Interface::ALL.map(Words::new);
    let strategy = fupan::plan::Strategy::default();
    let mut table = String::new();
    for scope in Scope::ALL {
        let heading = format!("scope-{}", scope.name());
        writeln!(table, "**{} · {}**\n", chinese.say(&heading), english.say(&heading)).unwrap();
        table += "| 按键 keys | 命令 command | 作用 | what it does |\n| --- | --- | --- | --- |\n";
        for &command in Command::ALL.iter().filter(|command| command.spec().scope == scope) {
            let keys = keymap.keys_of(command);
            if keys.is_empty() {
                continue;
            }
            let keys: Vec<String> = keys.iter().map(|key| format!("`{}`", key.replace('|', "\\|"))).collect();
            let says = |words: &Words| match command.status().and_then(|number| strategy.statuses.get(number))
            {
                Some(status) => words.say_with("mark-as", &[("status", words.choose(&status.name).into())]),
                None => words.command(command),
            };
            let name = command.spec().name;
            let keys = keys.join(" ");
            writeln!(table, "| {keys} | `{name}` | {} | {} |", says(&chinese), says(&english)).unwrap();
        }
        table += "\n";
    }
    table
}

#[test]
fn the_readme_shows_the_real_keys() {
    same_between_marks(&root().join("README.md"), "keys", &key_table());
}

#[test]
fn the_picture_in_the_readme_is_a_real_frame() {
    same_as(
        &root().join("docs/screen.svg"),
        &picture::svg(&shipped::meeting_afternoon(Interface::Chinese), 110, 32),
    );
}

#[test]
fn every_command_printed_in_the_readme_runs() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
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

/// In order, in a clone whose branch follows that of a bare repository.
#[test]
fn every_command_printed_in_the_guide_to_git_runs() {
    let guide = fs::read_to_string(root().join("docs/git.md")).unwrap();
    let printed: Vec<&str> = guide.lines().filter_map(|line| line.strip_prefix("$ ")).collect();
    assert!(printed.len() >= 10, "the guide shows how it is done");
    let copy = shipped::Copy::in_git();
    // What lies inside the clone would be the clone's own.
    let elsewhere = tempfile::tempdir().unwrap();
    let remote = elsewhere.path().join("remote.git").display().to_string();
    copy.git(&format!("init -q --bare -b main {remote}"));
    copy.git(&format!("remote add origin {remote}"));
    copy.git("push -q -u origin main");
    for line in printed {
        match line.split_once(' ') {
            Some(("git", arguments)) => copy.git(arguments),
            Some(("fupan", arguments)) => {
                let output = copy.fupan(arguments.split_whitespace());
                assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
            }
            _ => panic!("{line} is no command of fupan or git"),
        }
    }
}

#[test]
fn every_link_in_the_documents_leads_somewhere() {
    let mut documents: Vec<PathBuf> =
        fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path()).collect();
    documents.push(root().join("README.md"));
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
