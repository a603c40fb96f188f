//! The pairs of query and result, run over the plans they speak of.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use crate::finding::Finder;
use crate::generated::Generated;
use crate::plans::{read, read_directory};

/// How many of the first results `among` speaks of.
const FIRST: usize = 3;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Corpus {
    group: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    name: String,
    /// `shipped`, `heteronyms` or `generated`.
    plan: String,
    /// The queries are Chinese written in letters.
    #[serde(default)]
    pinyin: bool,
    pairs: Vec<Pair>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    query: String,
    first: Option<String>,
    among: Option<String>,
    set: Option<BTreeSet<String>>,
    count: Option<usize>,
    #[serde(default)]
    nothing: bool,
    #[serde(default)]
    why: String,
}

impl Pair {
    /// Returns what is wrong with the result `found`.
    fn faults(&self, found: &[String]) -> Vec<String> {
        let mut faults = Vec::new();
        if let Some(first) = self.first.as_ref().filter(|first| found.first() != Some(first)) {
            faults.push(format!("{first} is not the first"));
        }
        if let Some(one) = self.among.as_ref().filter(|one| !found.iter().take(FIRST).any(|id| &id == one)) {
            faults.push(format!("{one} is not among the first {FIRST}"));
        }
        if let Some(set) = &self.set {
            let found: BTreeSet<String> = found.iter().cloned().collect();
            let shown =
                |ids: Vec<&String>| ids.iter().take(5).map(|id| id.as_str()).collect::<Vec<_>>().join(" ");
            let (missed, extra) = (set.difference(&found).collect(), found.difference(set).collect());
            let (missed, extra) = (shown(missed), shown(extra));
            if !missed.is_empty() {
                faults.push(format!("missed {missed}"));
            }
            if !extra.is_empty() {
                faults.push(format!("too much: {extra}"));
            }
        }
        if let Some(count) = self.count.filter(|count| *count != found.len()) {
            faults.push(format!("found {} instead of {count}", found.len()));
        }
        if self.nothing && !found.is_empty() {
            faults.push(format!("found {} of which {} is the first", found.len(), found[0]));
        }
        faults
    }

    fn expected(&self) -> impl Iterator<Item = &String> {
        self.first.iter().chain(&self.among).chain(self.set.iter().flatten())
    }
}

fn corpus() -> Corpus {
    toml::from_str(include_str!("pairs.toml")).expect("the pairs can be read")
}

fn plans() -> BTreeMap<&'static str, Finder> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shelves = [
        ("shipped", read_directory(root)),
        ("heteronyms", read_directory(&root.join("tests/search/heteronyms"))),
        ("generated", read(Generated::of(2_000).files())),
    ];
    shelves.into_iter().map(|(name, shelf)| (name, Finder::new(shelf))).collect()
}

#[test]
fn every_query_finds_what_it_should() {
    let plans = plans();
    let mut wrong = Vec::new();
    for group in corpus().group {
        for pair in &group.pairs {
            let found = plans[group.plan.as_str()].find(&pair.query);
            let faults = pair.faults(&found);
            if !faults.is_empty() {
                let why = if pair.why.is_empty() { String::new() } else { format!(" ({})", pair.why) };
                wrong.push(format!("{}: {:?}{why}: {}", group.name, pair.query, faults.join("; ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} pairs do not hold:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_same_query_gives_the_same_list() {
    let (once, again) = (plans(), plans());
    for group in corpus().group {
        let (once, again) = (&once[group.plan.as_str()], &again[group.plan.as_str()]);
        for pair in &group.pairs {
            let found = once.find(&pair.query);
            assert_eq!(found, again.find(&pair.query), "{:?}", pair.query);
            let different: BTreeSet<&String> = found.iter().collect();
            assert_eq!(different.len(), found.len(), "{:?} gives a line twice", pair.query);
        }
    }
}

#[test]
fn the_pairs_speak_of_what_there_is_and_are_enough() {
    let plans = plans();
    let (mut all, mut pinyin, mut nothing) = (0, 0, 0);
    let mut seen = BTreeSet::new();
    for group in corpus().group {
        let names: BTreeSet<String> = plans[group.plan.as_str()].names().into_iter().collect();
        for pair in &group.pairs {
            for id in pair.expected() {
                assert!(names.contains(id), "{:?} expects {id}, which is not in the plan", pair.query);
            }
            let says = pair.expected().next().is_some() || pair.count.is_some();
            assert!(says != pair.nothing, "{:?} expects something, or nothing", pair.query);
            let told = (group.plan.clone(), pair.query.clone(), pair.among.clone());
            assert!(seen.insert(told), "{:?} is there twice", pair.query);
            all += 1;
            pinyin += usize::from(group.pinyin && !pair.nothing);
            nothing += usize::from(pair.nothing);
        }
    }
    assert!(
        all >= 380 && pinyin >= 140 && nothing >= 55,
        "{all} pairs, {pinyin} pinyin, {nothing} of nothing"
    );
}
