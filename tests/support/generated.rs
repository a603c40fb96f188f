//! Plans of any size for tests and measurements: the same number gives the same bytes on every machine and day.
//!
//! Kinds, lengths and fields are in the proportions of the shipped plan. Knows nothing of searching.

#![allow(dead_code, reason = "no test file uses all of it")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(unreachable_pub, reason = "every test file has it as a module of its own")]

use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;
use std::sync::LazyLock;

use serde::Deserialize;

use dice::Dice;

#[path = "generated/dice.rs"]
mod dice;
#[path = "generated/reviews.rs"]
mod reviews;

/// How many items an area file has at most.
const AREA: usize = 500;
/// How many sections the seed has at most, and how many clauses each.
const SECTIONS: usize = 8;
const CLAUSES: usize = 12;
/// The name of the seed.
pub const SEED: &str = "generated-2021";

/// Chinese, and English.
type Pair = [String; 2];

#[derive(Deserialize)]
struct Words {
    /// Title in both languages, and id.
    families: Vec<[String; 3]>,
    places: Vec<Pair>,
    things: Vec<Pair>,
    ends: Vec<Pair>,
    verbs: Vec<Pair>,
    qualities: Vec<Pair>,
    slogans: Vec<Pair>,
    owners: Vec<String>,
    texts: Vec<Pair>,
    notes: Vec<String>,
}

static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(include_str!("generated/words.toml")).expect("the words are whole"));

/// A plan of a number of items.
#[derive(Clone, Copy)]
pub struct Generated {
    items: usize,
    reviewed: bool,
}

/// One area file.
pub struct Area {
    pub id: String,
    title: Pair,
    text: Pair,
    section: usize,
    pub items: Vec<Item>,
}

/// One goal, task or project.
pub struct Item {
    /// `area/slug`.
    pub id: String,
    /// The table it is written as: `goal`, `goal.task`, `goal.task.project` or `goal.project`.
    pub table: &'static str,
    pub title: Pair,
    pub text: Pair,
    owner: Vec<&'static str>,
    with: Vec<&'static str>,
    start: Option<String>,
    due: Option<String>,
    progress: Option<&'static str>,
    metric: Option<String>,
    clause: String,
    related: Option<String>,
    was: Option<String>,
    /// Reviewer and status; a mark in three is on an older wording.
    marks: Vec<(&'static str, &'static str, bool)>,
    /// Reviewer and words.
    note: Option<(&'static str, String)>,
}

impl Generated {
    /// A plan of so many items, at least 250, that nobody has reviewed.
    pub fn of(items: usize) -> Self {
        assert!(items >= 250, "every clause of the seed must be cited");
        Self { items, reviewed: false }
    }

    /// The same plan with marks and notes of three reviewers on one item in five.
    pub fn reviewed(self) -> Self {
        Self { reviewed: true, ..self }
    }

    /// Returns the areas in plan order, each made when it is asked for.
    pub fn areas(self) -> impl Iterator<Item = Area> {
        let count = self.items.div_ceil(AREA);
        (0..count).map(move |index| {
            let (from, to) = (self.items * index / count, self.items * (index + 1) / count);
            Area::generate(index, to - from, count.min(SECTIONS), self.reviewed)
        })
    }

    /// Writes `plans/` and `seeds/` into `directory`.
    pub fn write(self, directory: &Path) -> io::Result<()> {
        for (name, text) in self.files() {
            let path = directory.join(name);
            fs::create_dir_all(path.parent().expect("every file is in a directory"))?;
            fs::write(path, text)?;
        }
        if self.reviewed {
            reviews::write(self, &directory.join("plans/reviews"))?;
        }
        Ok(())
    }

    /// Returns name and text of every file but those of reviewers.
    pub fn files(self) -> impl Iterator<Item = (String, String)> {
        let sections = self.items.div_ceil(AREA).min(SECTIONS);
        let strategy = ("plans/strategy.toml".to_owned(), strategy(self));
        let seed = (format!("seeds/{SEED}.md"), seed(sections));
        let areas = self.areas().enumerate();
        let areas = areas.map(|(index, area)| (format!("plans/{}-{}.toml", index + 1, area.id), area.toml()));
        [strategy, seed].into_iter().chain(areas)
    }

    /// Writes one line an item: all that a search covers of it, separated by tabs.
    pub fn write_lines(self, path: &Path) -> io::Result<()> {
        let mut file = BufWriter::new(File::create(path)?);
        for item in self.areas().flat_map(|area| area.items) {
            writeln!(file, "{}", item.line())?;
        }
        file.flush()
    }
}

fn strategy(plan: Generated) -> String {
    let mut text = format!(
        "format    = 1\n\
         title     = {{ zh = \"生成的战略 · {0} 条\", en = \"A generated strategy of {0} items\" }}\n\
         languages = [\"zh\", \"en\"]\n\
         cite      = \"required\"\n\
         commit    = \"never\"\n",
        plan.items
    );
    if plan.reviewed {
        for (id, name) in reviews::REVIEWERS {
            write!(text, "\n[[reviewer]]\nid   = \"{id}\"\nname = \"{name}\"\n").unwrap();
        }
    }
    text
}

fn seed(sections: usize) -> String {
    let mut text = "+++\ntitle = \"生成的来源\"\ndate = 2021-01-04\nnature = \"digest\"\n+++\n".to_owned();
    for section in 1..=sections {
        let mut dice = Dice::new(0x5eed, section);
        write!(text, "\n## {section} {}\n", WORDS.families[section - 1][0]).unwrap();
        for clause in 1..=CLAUSES {
            let ([one, _], [other, _]) = (dice.text(), dice.text());
            write!(text, "\n{section}.{clause} {one}{other}\n").unwrap();
        }
    }
    text
}

impl Area {
    fn generate(index: usize, size: usize, sections: usize, reviewed: bool) -> Self {
        let mut dice = Dice::new(1, index);
        let [zh, en, family] = &WORDS.families[index % WORDS.families.len()];
        let round = index / WORDS.families.len();
        let [place, place_en] = &WORDS.places[round % WORDS.places.len()];
        let (id, title) = if round == 0 {
            (family.clone(), [zh.clone(), en.clone()])
        } else {
            (format!("{family}-{}", round + 1), [format!("{zh}·{place}"), format!("{en}: {place_en}")])
        };
        let text = dice.text();
        let mut area = Self { id, title, text, section: index % sections + 1, items: Vec::new() };
        let mut slugs = HashSet::new();
        let mut goals = 0;
        while area.items.len() < size {
            goals += 1;
            let clause = format!("{}.{}", area.section, (goals - 1) % CLAUSES + 1);
            let mut tables = vec!["goal"];
            // 62 tasks on 22 goals; 41 projects on 62 tasks; 24 projects right under 22 goals.
            for _ in 0..dice.up_to(6) {
                tables.push("goal.task");
                let projects = if dice.one_in(3) { dice.up_to(4) } else { 0 };
                tables.extend(vec!["goal.task.project"; projects]);
            }
            let projects = if dice.one_in(3) { 1 + dice.up_to(4) } else { 0 };
            tables.extend(vec!["goal.project"; projects]);
            tables.truncate(size - area.items.len());
            for table in tables {
                let item = area.item(&mut dice, &mut slugs, table, &clause);
                area.items.push(item);
            }
        }
        if reviewed {
            // Dice of its own: the plan is the same with and without.
            let mut dice = Dice::new(2, index);
            area.items.iter_mut().for_each(|item| item.review(&mut dice));
        }
        area
    }

    fn item(&self, dice: &mut Dice, slugs: &mut HashSet<String>, table: &'static str, clause: &str) -> Item {
        let title = dice.title();
        let mut slug = slug(&title[1]);
        if !slugs.insert(slug.clone()) {
            write!(slug, "-{}", self.items.len() + 1).unwrap();
            assert!(slugs.insert(slug.clone()), "two items called {slug}");
        }
        let dated = dice.one_in(4);
        let year = 2021 + dice.below(6);
        let many_owners = dice.one_in(10);
        Item {
            id: format!("{}/{slug}", self.id),
            table,
            title,
            text: dice.text(),
            owner: (0..dice.up_to(1) + usize::from(many_owners)).map(|_| dice.owner()).collect(),
            with: (0..dice.one_in(6).into()).map(|_| dice.owner()).collect(),
            start: (dated && dice.one_in(2)).then(|| format!("{}-01-01", year - 1)),
            due: dated.then(|| format!("{year}-{:02}-{:02}", 1 + dice.below(12), 1 + dice.below(28))),
            progress: match dice.below(149) {
                0..6 => Some("planned"),
                6..17 => Some("underway"),
                17..25 => Some("done"),
                25 => Some("paused"),
                26 => Some("dropped"),
                _ => None,
            },
            metric: dice.one_in(60).then(|| dice.metric(year)),
            clause: format!("{SEED}#{clause}"),
            related: self.items.get(dice.below(5 * AREA / 3)).map(|item| item.id.clone()),
            was: dice.one_in(50).then(|| format!("{}/former-{}", self.id, self.items.len() + 1)),
            marks: Vec::new(),
            note: None,
        }
    }

    fn toml(&self) -> String {
        let mut text = String::new();
        let [zh, en] = &self.title;
        let [long, long_en] = &self.text;
        write!(
            text,
            "id       = \"{}\"\ntitle    = {{ zh = \"{zh}\", en = \"{en}\" }}\n\
             text.zh  = \"{long}\"\ntext.en  = \"{long_en}\"\nseed     = \"{SEED}#{}\"\n",
            self.id, self.section
        )
        .unwrap();
        self.items.iter().for_each(|item| item.toml(&mut text));
        text
    }
}

impl Item {
    /// Returns the part of the id after the area.
    pub fn slug(&self) -> &str {
        self.id.split_once('/').expect("an id has two parts").1
    }

    fn toml(&self, text: &mut String) {
        let ([zh, en], [long, long_en]) = (&self.title, &self.text);
        write!(
            text,
            "\n[[{}]]\nid       = \"{}\"\ntitle    = {{ zh = \"{zh}\", en = \"{en}\" }}\n\
             text.zh  = \"{long}\"\ntext.en  = \"{long_en}\"\n",
            self.table,
            self.slug()
        )
        .unwrap();
        let mut line = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                writeln!(text, "{key:<8} = {value}").unwrap();
            }
        };
        let quoted = |value: &str| format!("\"{value}\"");
        line("owner", list(&self.owner));
        line("with", list(&self.with));
        line("start", self.start.clone());
        line("due", self.due.clone());
        line("progress", self.progress.map(quoted));
        line("metric", self.metric.clone());
        line("seed", Some(quoted(&self.clause)));
        line("related", self.related.as_deref().map(quoted).map(|id| format!("[{id}]")));
        line("was", self.was.as_deref().map(quoted).map(|id| format!("[{id}]")));
    }

    fn line(&self) -> String {
        let ([zh, en], [long, long_en]) = (&self.title, &self.text);
        let mut parts = vec![zh.as_str(), en, &self.id];
        parts.extend(self.was.as_deref());
        parts.extend(self.owner.iter().chain(&self.with));
        parts.extend([long.as_str(), long_en]);
        parts.extend(self.note.as_ref().map(|(_, note)| note.as_str()));
        parts.join("\t")
    }

    fn review(&mut self, dice: &mut Dice) {
        if !dice.one_in(5) {
            return;
        }
        let reviewers = dice.up_to(2) + 1;
        for (reviewer, _) in reviews::REVIEWERS.into_iter().take(reviewers) {
            let status = *dice.of(&["approved", "approved", "approved", "revise", "discuss"]);
            self.marks.push((reviewer, status, dice.one_in(3)));
        }
        if dice.one_in(3) {
            let note = dice.of(&WORDS.notes);
            self.note = Some((reviews::REVIEWERS[0].0, dice.fill(note, 0)));
        }
    }
}

fn list(names: &[&str]) -> Option<String> {
    match names {
        [] => None,
        [name] => Some(format!("\"{name}\"")),
        _ => Some(format!("[\"{}\"]", names.join("\", \""))),
    }
}

/// Makes a slug of the first words of an English title.
fn slug(title: &str) -> String {
    let plain = |c: char| match c {
        'è' => Some('e'),
        'ã' | 'á' => Some('a'),
        'ö' => Some('o'),
        '’' | '“' | '”' => None,
        c => Some(c.to_ascii_lowercase()),
    };
    let plain: String = title.chars().filter_map(plain).collect();
    let mut slug = String::new();
    for word in plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if ["the", "and", "of", "a"].contains(&word) {
            continue;
        }
        if slug.len() + word.len() > 20 && !slug.is_empty() {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    slug
}
