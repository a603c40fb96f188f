//! Both catalogues say everything the code asks for, with the same blanks to fill in, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_bundle::FluentResource;

use super::Words;
use crate::command::{Command, Scope};
use crate::job::{Published, RemoteFault, RepositoryFailure, Undone};
use crate::plan::{Fault, Interface, Kind, Progress};

type Catalogue = BTreeMap<String, BTreeSet<String>>;

/// Reads the ids of a catalogue, each with the names of what is filled in.
fn catalogue(interface: Interface) -> Catalogue {
    let mut messages = Catalogue::new();
    let mut last = None;
    for line in Words::catalogue(interface).lines().filter(|line| !line.starts_with('#')) {
        if let Some((id, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
            assert!(messages.insert(id.to_owned(), BTreeSet::new()).is_none(), "{id} stands twice");
            last = Some(id.to_owned());
        }
        let Some(blanks) = last.as_ref().and_then(|id| messages.get_mut(id)) else { continue };
        let names = line.split('$').skip(1);
        let names =
            names.filter_map(|rest| rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next());
        blanks.extend(names.map(str::to_owned));
    }
    messages
}

/// Returns the code of the program, without its tests.
fn code(directory: &Path, all: &mut String) {
    for entry in fs::read_dir(directory).expect("the sources are beside the manifest") {
        let path = entry.expect("a directory can be listed").path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if name == "tests" || name.ends_with("_tests") {
            continue;
        }
        if path.is_dir() {
            code(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).expect("the sources are text");
            all.push_str(text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default());
        }
    }
}

fn all_code() -> String {
    let mut all = String::new();
    code(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    all
}

fn is_id(text: &str) -> bool {
    let part =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.split('-').all(part)
}

/// Returns all string literals that could be ids.
fn literals(code: &str) -> BTreeSet<&str> {
    code.split('"').filter(|text| is_id(text)).collect()
}

/// Returns the ids that are asked for by name: `say("id")` and `say_with("id", …)`.
fn asked(code: &str) -> BTreeSet<&str> {
    ["say(", "say_with("]
        .into_iter()
        .flat_map(|call| code.split(call).skip(1))
        .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
        .collect()
}

/// Returns the ids made of a fixed part and a name, as the code makes them.
fn families() -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    ids.extend(Fault::CODES.iter().map(|code| format!("fault-{code}")));
    ids.extend(Command::ALL.iter().map(|command| format!("command-{}", command.spec().name)));
    ids.extend(Scope::ALL.iter().map(|scope| format!("scope-{}", scope.name())));
    ids.extend([Kind::Goal, Kind::Task, Kind::Project].map(|kind| format!("kind-{}", kind.name())));
    ids.extend(Progress::ALL.map(|progress| format!("progress-{}", progress.name())));
    ids.extend(RemoteFault::ALL.map(|fault| format!("remote-{}", fault.name())));
    ids.extend(Undone::ALL.map(|undone| format!("undone-{}", undone.name())));
    ids
}

#[test]
fn the_catalogues_are_sound() {
    for interface in Interface::ALL {
        let read = FluentResource::try_new(Words::catalogue(interface).to_owned());
        assert!(read.is_ok(), "{interface:?}: {:?}", read.err().map(|(_, errors)| errors));
    }
}

#[test]
fn both_catalogues_have_the_same_messages_with_the_same_blanks() {
    let [chinese, english] = Interface::ALL.map(catalogue);
    let only = |one: &Catalogue, other: &Catalogue| {
        one.keys().filter(|id| !other.contains_key(*id)).cloned().collect::<Vec<_>>()
    };
    assert_eq!(only(&chinese, &english), Vec::<String>::new(), "only in Chinese");
    assert_eq!(only(&english, &chinese), Vec::<String>::new(), "only in English");
    for (id, blanks) in &chinese {
        assert_eq!(blanks, &english[id], "{id}");
    }
}

#[test]
fn every_message_the_code_asks_for_is_there() {
    let code = all_code();
    let messages = catalogue(Interface::Chinese);
    let wanted = families();
    let missing: Vec<&str> = asked(&code)
        .into_iter()
        .chain(wanted.iter().map(String::as_str))
        .filter(|id| !messages.contains_key(*id))
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn no_message_is_there_that_the_code_never_asks_for() {
    let code = all_code();
    let literals = literals(&code);
    let families = families();
    let prefixes: BTreeSet<&str> = code
        .split("format!(\"")
        .skip(1)
        .filter_map(|rest| rest.split_once("-{")?.0.split('"').next())
        .filter(|prefix| is_id(prefix))
        .collect();
    let computed = |id: &str| {
        let named = |prefix: &&str| {
            id.strip_prefix(prefix)
                .and_then(|rest| rest.strip_prefix('-'))
                .is_some_and(|rest| literals.contains(rest))
        };
        families.contains(id) || prefixes.iter().any(named)
    };
    let unused: Vec<String> = catalogue(Interface::Chinese)
        .into_keys()
        .filter(|id| !literals.contains(id.as_str()) && !computed(id))
        .collect();
    assert_eq!(unused, Vec::<String>::new());
}

#[test]
fn a_message_that_is_not_there_is_seen_to_be_missing() {
    assert_eq!(Words::new(Interface::English).say("no-such-message").as_str(), "[no-such-message]");
}

#[test]
fn sentences_follow_each_other_as_the_language_has_it() {
    let published = Published { commit: Some(Err(RepositoryFailure::NoGit)), ..Published::default() };
    let said = |interface| Words::new(interface).published(&published).to_string();
    assert_eq!(said(Interface::Chinese), "没有要公布或撤下的结论。找不到 git 程序，所以没有提交。");
    assert!(said(Interface::English).contains(". "));
}
