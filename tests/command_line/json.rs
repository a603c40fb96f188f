//! `docs/json.md` names every key that the verbs write, and no other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::place::Place;

/// What the document says of one kind, or of a shape that kinds have.
#[derive(Default)]
struct Section {
    keys: BTreeSet<String>,
    /// Every name in ticks, for keys that are described within a row.
    named: BTreeSet<String>,
    links: BTreeSet<String>,
}

/// The sections by their headings; a heading may name several kinds.
fn sections() -> BTreeMap<String, Section> {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/json.md");
    let document = fs::read_to_string(document).unwrap();
    let mut sections: BTreeMap<String, Section> = BTreeMap::new();
    for part in document.split("\n### ").skip(1) {
        let (heading, text) = part.split_once('\n').unwrap();
        let text = text.split("\n## ").next().unwrap();
        let ticked = |text: &str| -> BTreeSet<String> {
            text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
        };
        let rows = text.lines().filter(|line| line.starts_with("| `"));
        let keys = rows.flat_map(|row| ticked(row.split(" | ").next().unwrap())).collect();
        let links =
            text.split("](#").skip(1).map(|rest| rest.split(')').next().unwrap().replace('-', " ")).collect();
        for name in heading.split(", ") {
            let anchor = name.replace('-', " ");
            let section = sections.entry(anchor).or_default();
            *section =
                Section { keys: Clone::clone(&keys), named: ticked(text), links: Clone::clone(&links) };
        }
    }
    sections
}

/// Everything that a section names, with what it links to.
fn named(sections: &BTreeMap<String, Section>, name: &str) -> BTreeSet<String> {
    let (mut open, mut met) = (vec![name.to_owned()], BTreeSet::new());
    let mut named = BTreeSet::new();
    while let Some(name) = open.pop() {
        if met.insert(name.clone()) {
            let section = sections.get(&name).unwrap_or_else(|| panic!("docs/json.md has no section {name}"));
            named.extend(section.named.iter().cloned());
            open.extend(section.links.iter().cloned());
        }
    }
    named
}

/// Keys whose own keys are names: of languages, fields, reviewers, statuses.
const BY_NAME: [&str; 8] = ["titles", "text", "fields", "read", "wording", "by_status", "records", "name"];

fn keys(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (key, inner) in object {
                found.insert(key.clone());
                if !(BY_NAME.contains(&key.as_str()) && inner.is_object()) {
                    keys(inner, found);
                }
            }
        }
        Value::Array(all) => all.iter().for_each(|inner| keys(inner, found)),
        _ => {}
    }
}

/// A review with something of every kind in it, as the verbs write it.
fn said() -> Vec<Value> {
    let place = Place::in_git();
    let strategy =
        "format = 1\ntitle = { zh = \"衢州\", en = \"Quzhou\" }\npublish = \"ask\"\nsuspect = \"parents\"\n";
    place.write("plans/strategy.toml", strategy);
    place.git(&["commit", "-qam", "Rules"]);
    let ports = "plans/5-ports.toml";
    let mut said = Vec::new();
    let mut run = |arguments: &[&str]| {
        let who: &[&str] = if arguments.contains(&"--as") { &[] } else { &["--as", "jia"] };
        let ran = place.fupan(&[arguments, &["--format", "json"], who].concat());
        said.push(
            serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {ran:?}")),
        );
    };
    run(&["mark", "zhe-gan-canal", "revise", "--note", "口径待核"]);
    run(&["mark", "network", "urban-rail", "approved", "--unseen"]);
    run(&["mark", "urban-rail", "approved", "--for", "yi"]);
    run(&["note", "zhe-gan-canal", "衔接", "--quote", "运河"]);
    run(&["commit"]);
    run(&[
        "meeting",
        "begin",
        "zhe-gan-canal",
        "urban-rail",
        "--title",
        "会",
        "--present",
        "甲",
        "--planned",
        "60",
    ]);
    run(&["meeting", "outcome", "zhe-gan-canal", "approved", "--votes", "4:1", "--text", "同意"]);
    run(&["meeting", "action", "核对口径", "--item", "zhe-gan-canal", "--owner", "市交通局"]);
    run(&["meeting", "park", "urban-rail", "下次"]);
    run(&["note", "urban-rail", "会上"]);
    run(&["mark", "urban-rail", "approved"]);
    run(&["meeting"]);
    run(&["status"]);
    run(&["meeting", "end"]);
    run(&["meeting", "list"]);
    run(&["minutes"]);
    run(&["actions"]);
    run(&["notes"]);
    run(&["adopt", "ports/network", "--until", "2020-11-30"]);
    run(&["publish"]);
    place.replace(ports, "浙江与江西", "浙江和江西");
    run(&["carry", "zhe-gan-canal"]);
    run(&["refuse", "urban-rail", "--as", "yi"]);
    run(&["list"]);
    run(&["show", "zhe-gan-canal", "--blame"]);
    run(&["check"]);
    run(&["commit"]);
    place.git(&["commit", "-qam", "Polished"]);
    place.replace(ports, "[[goal.task]]", "[[goal]]");
    run(&["diff"]);
    run(&["log"]);
    run(&["show", "nowhere"]);
    run(&["restore"]);
    run(&["setup-git"]);
    run(&["setup-git", "--write"]);
    run(&["trust"]);
    run(&["textconv", ports]);
    run(&["help"]);
    run(&["--version"]);
    run(&["--help"]);
    run(&["resolve", "ZZZZZZZZ"]);
    place.write("base", place.read(ports));
    place.write("ours", place.read(ports).replace("浙赣运河", "浙赣大运河"));
    place.write("theirs", place.read(ports).replace("浙赣运河", "浙赣粤运河"));
    run(&["merge", "base", "ours", "theirs", "plans/5-ports.toml"]);
    said
}

#[test]
fn every_key_that_the_verbs_write_is_described_and_every_described_key_is_written() {
    let sections = sections();
    let mut written: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for object in said() {
        let kind = object["kind"].as_str().unwrap().replace('-', " ");
        let found = written.entry(kind.clone()).or_default();
        let top: BTreeSet<String> = object.as_object().unwrap().keys().cloned().collect();
        let before: BTreeSet<String> = std::mem::take(found);
        assert!(
            before.is_empty() || before.is_superset(&top),
            "{kind} has one shape: {before:?} and {top:?}"
        );
        keys(&object, found);
        found.extend(before);
        let described = named(&sections, &kind);
        let unknown: Vec<&String> = found
            .iter()
            .filter(|key| !described.contains(*key) && !["fupan", "kind"].contains(&key.as_str()))
            .collect();
        assert!(unknown.is_empty(), "docs/json.md, {kind}: {unknown:?} in {object}");
    }
    let all: BTreeSet<String> = written.values().flatten().cloned().collect();
    for (name, section) in &sections {
        let there = written.get(name).unwrap_or(&all);
        // What needs a remote or an unfinished merge is tried where these are.
        if ["sync", "merge all", "conflicts"].contains(&name.as_str()) {
            continue;
        }
        let missing: Vec<&String> = section.keys.difference(there).collect();
        assert!(missing.is_empty(), "docs/json.md, {name}: nothing writes {missing:?}");
    }
    assert!(written.len() >= 24, "{:?}", written.keys());
}
