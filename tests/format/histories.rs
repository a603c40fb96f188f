//! Random plans with random records, good and bad: all that a hand, a clock, a merge or another version can bring about. The
//! same number gives the same history on every machine.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use fupan::plan::{FieldValue, Item, ItemId, Localized, Place, ReviewerId, Strategy};
use fupan::review::{Deed, Fact, FactId, Fingerprint, Note, Wording};
use fupan::source::{self, SourceText};
use proptest::prelude::RngExt as _;
use proptest::test_runner::{RngAlgorithm, TestRng};

use crate::clock;

const REVIEWERS: [&str; 5] = ["jia", "yi", "bing", "丁", "Jia"];
const ROLES: [&str; 3] = ["chair", "finance", "nobody"];
const SLUGS: [&str; 8] = ["canal", "rail", "air", "运河", "old", "gone", "a.b", "hub"];
/// What stands in a source, and what may stand there instead.
const CLAUSES: [[&str; 3]; 4] = [
    ["+++\ntitle = \"x\"\n+++\n# x\n", "", "\n"],
    ["## 1 四港\n", "## 1 五港\n", "## 1\n"],
    ["1.1 运河\n", "1.1 运河\n二期\n", ""],
    ["1.2 “铁路” \n<!-- 3 -->\n", "1.2 铁路\n", "## 2 铁路\n"],
];
/// What clauses of it said once, as records write it.
const CITED: [(&str, &str); 6] = [
    ("s#1", "四港"),
    ("s#1", "五港"),
    ("s#1.1", "运河"),
    ("s#1.1", "运河\n二期"),
    ("s#1.2", "“铁路”"),
    ("gone#1", "x"),
];
const STATUSES: [&str; 6] = ["approved", "revise", "discuss", "rejected", "deferred", "whatever"];

/// Chance, begun from a number.
struct Dice(TestRng);

impl Dice {
    fn new(number: u64) -> Self {
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&number.to_le_bytes());
        Self(TestRng::from_seed(RngAlgorithm::ChaCha, &seed))
    }

    fn below(&mut self, end: usize) -> usize {
        self.0.random_range(0..end)
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// One of `all`, or nothing.
    fn line(&mut self, many: usize, all: &[&str]) -> String {
        if self.one_in(many) { format!("{}\n", self.of(all)) } else { String::new() }
    }
}

/// A plan directory as its files.
pub(crate) struct History {
    pub(crate) files: Vec<(String, Vec<u8>)>,
}

impl History {
    pub(crate) fn of(number: u64) -> Self {
        let mut dice = Dice::new(number);
        let rules = strategy(&mut dice);
        let read = source::strategy(&SourceText::new("strategy.toml".into(), rules.clone())).0;
        let mut files = Vec::new();
        let mut items = Vec::new();
        for (at, id) in ["ports", "四港"].into_iter().enumerate() {
            let text = area(&mut dice, id);
            items.extend(source::area(&SourceText::new(id.into(), text.clone()), &read, at).items);
            files.push((format!("{}-{id}.toml", at + 9), breaking(&mut dice, text)));
        }
        if !dice.one_in(20) {
            files.push(("strategy.toml".into(), rules.into_bytes()));
        }
        let source: String = CLAUSES.iter().map(|clause| dice.of(clause)).collect();
        files.push(("../seeds/s.md".into(), source.into_bytes()));
        for (name, text) in Records::of(&mut dice, &read, &items).written {
            files.push((format!("reviews/{name}"), text));
        }
        Self { files }
    }

    pub(crate) fn write(&self, directory: &Path) {
        for (name, text) in &self.files {
            let path = directory.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
}

fn strategy(dice: &mut Dice) -> String {
    let mut text = "format = 1\ntitle = \"x\"\n".to_owned();
    text += &dice.line(
        6,
        &["covers = [\"title\"]", "covers = [\"title\", \"nix\"]", "covers = [\"progress\", \"start\"]"],
    );
    text += &dice.line(2, &["suspect = \"parents\""]);
    text += &dice.line(8, &["languages = [\"en\", \"zh\"]", "cite = \"none\"", "commit = 3", "unknown = 1"]);
    let days = [clock::day_after(-30), clock::day_after(0), clock::day_after(30)];
    for id in REVIEWERS.iter().take(dice.below(4)) {
        writeln!(text, "[[reviewer]]\nid = \"{id}\"").unwrap();
        if dice.one_in(2) {
            writeln!(text, "role = \"{}\"", dice.of(&ROLES)).unwrap();
        }
        for key in ["from", "until"] {
            if dice.one_in(4) {
                writeln!(text, "{key} = {}", days[dice.below(3)]).unwrap();
            }
        }
    }
    text += &dice.line(25, &["[[reviewer]]\nid = \"jia\"", "[[reviewer]]\nid = \"a.b\""]);
    if dice.one_in(3) {
        let rule = dice.of(&["all", "any", "majority", "required", "chair", "dice"]);
        let required = ["", "required = []\n", "required = [\"chair\"]\n", "required = \"finance\"\n"];
        write!(text, "[verdict]\nrule = \"{rule}\"\n{}", dice.of(&required)).unwrap();
    } else {
        text += &dice.line(4, &["[verdict]\nrequired = [\"chair\", \"finance\"]"]);
    }
    text += &dice.line(
        6,
        &[
            "[[status]]\nid = \"approved\"\nkey = \"a\"\n[[status]]\nid = \"revise\"\nkey = \"r\"\nsettles = true\nreason = true",
            "[[status]]\nid = \"discuss\"\nkey = \"d\"\n[[status]]\nid = \"approved\"\nkey = \"d\"",
        ],
    );
    text += &dice.line(
        3,
        &[
            "[fields.money]\ntype = \"number\"\ncovered = true",
            "[fields.part]\ntype = \"list\"",
            "[fields.note]",
        ],
    );
    text
}

fn area(dice: &mut Dice, id: &str) -> String {
    let mut text = format!("id = \"{id}\"\ntitle = \"x\"\n");
    let mut slugs = SLUGS.to_vec();
    let mut goal = false;
    let mut task = false;
    for _ in 0..dice.below(7) {
        let table = match dice.below(4) {
            1 if goal => "goal.task",
            2 if goal && !task => "goal.project",
            3 if task => "goal.task.project",
            _ => "goal",
        };
        (goal, task) = (true, table == "goal.task" || task && table == "goal.task.project");
        let slug = if dice.one_in(12) { "canal" } else { slugs.remove(dice.below(slugs.len())) };
        writeln!(text, "[[{table}]]\nid = \"{slug}\"").unwrap();
        text += dice.of(&[
            "title = \"甲\"\n",
            "title = { zh = \"三 乙\", en = \"Canal 5\" }\n",
            "title = \"Cafe\\u0301 \\r\\n \\\"x\\\\\"\n",
            "title = { en = \"A\", zh = \"甲\" }\n",
        ]);
        text += &dice.line(4, &["owner = \"交通局\"", "owner = [\"a\", \"b\"]", "owner = []"]);
        text += &dice.line(
            5,
            &[
                "due = 2025-12-31",
                "start = 2021-01-01",
                "progress = \"done\"",
                "money = 2.50",
                "money = 1e21",
            ],
        );
        text += &dice.line(
            5,
            &[
                "metric = { name = \"数\", unit = \"个\", target = { value = 30.0, year = 2025 } }",
                "metric = { name = { zh = \"数\" }, target = { value = -0.0 }, now = { value = 1 } }",
            ],
        );
        text += &dice
            .line(3, &["text = \"一 \\t\\n\\n\"", "text = \"\"", "text = {}", "part = \"x\"", "review = 3"]);
        text += &dice.line(
            4,
            &[
                "was = \"ports/gone\"",
                "was = [\"ports/old\"]",
                "was = [\"ports/rail\", \"四港/canal\"]",
                "related = [\"ports/nix\"]",
            ],
        );
        text += &dice.line(
            12,
            &[
                "due = 2026-02-30",
                "x = [2026-02-30]",
                "due = 2026-13-01",
                "owner = 3",
                "progress = \"never\"",
            ],
        );
        text += &dice.line(
            2,
            &[
                "seed = \"s#1\"",
                "seed = [\"s#1\", \"s#1.1\", \"s#1.2\"]",
                "seed = [\"s#1.1\", \"s#2\", \"s#1.1\"]",
                "seed = [\"gone#1\", \"s#1.2\"]",
                "seed = \"s#9\"",
            ],
        );
        if dice.one_in(40) {
            text.push_str("seed = \"5.2\"\n");
        }
    }
    text
}

/// Breaks a file now and then, so that it cannot be read whole.
fn breaking(dice: &mut Dice, text: String) -> Vec<u8> {
    let mut bytes = text.into_bytes();
    if dice.one_in(16) {
        let broken: [&[u8]; 4] = [b"= 3\n", b"# \xff\n", b"# \0\n", b"<<<<<<< a\n=======\n>>>>>>> b\n"];
        bytes.extend_from_slice(dice.of(&broken));
    }
    bytes
}

/// What is recorded about some items.
struct Records<'a> {
    rules: &'a Strategy,
    items: &'a [Item],
    names: Vec<String>,
    meetings: Vec<String>,
    marks: Vec<(String, String)>,
    written: Vec<(String, Vec<u8>)>,
}

impl<'a> Records<'a> {
    fn of(dice: &mut Dice, rules: &'a Strategy, items: &'a [Item]) -> Self {
        let mut records = Self {
            rules,
            items,
            names: Vec::new(),
            meetings: Vec::new(),
            marks: Vec::new(),
            written: Vec::new(),
        };
        let count = 4 + dice.below(36);
        // Names do not rise where a clock ran backwards, and some are there twice.
        let names: Vec<String> = (0..count).map(|at| format!("F{:02}", (at * 37) % 101)).collect();
        records.names =
            if dice.one_in(2) { names } else { (0..count).map(|at| format!("F{at:02}")).collect() };
        let files: Vec<(String, &str)> =
            REVIEWERS[..4].iter().map(|by| (format!("{by}.00000{}.toml", by.len()), *by)).collect();
        let mut texts: Vec<String> =
            files.iter().map(|(_, by)| format!("format = 1\nreviewer = \"{by}\"\n\n[facts]\n")).collect();
        for at in 0..count {
            let file = dice.below(texts.len());
            let name = if dice.one_in(40) {
                records.names[dice.below(at + 1)].clone()
            } else {
                records.names[at].clone()
            };
            let line = records.line(dice, &name, at);
            texts[file] += &line;
            if dice.one_in(30) {
                // The same line once more, in a file of the same reviewer or of another.
                let other = if dice.one_in(3) { dice.below(texts.len()) } else { file };
                texts[other] += &line;
            }
        }
        for ((name, _), mut text) in files.into_iter().zip(texts) {
            text += &dice.line(
                12,
                &["# so far", "[other]", "[facts.x]", "reviewer = \"x\"", "I approve", "X = { undo = 3 }"],
            );
            let mut bytes = text.into_bytes();
            if dice.one_in(12) {
                bytes.extend_from_slice(b"L = { note = \"ports/canal\", text = \"never finished\" }");
            } else if dice.one_in(40) {
                bytes.extend_from_slice(b"# \xff\n");
            }
            records.written.push((name, bytes));
        }
        if dice.one_in(8) {
            let name = dice.of(&[
                "jia.toml",
                "jia.1.old.toml",
                "-jia.000000.toml",
                ".jia.000000.toml",
                "jia.000000.txt",
            ]);
            let line = "Z = { mark = \"ports/canal\", status = \"rejected\", seen = \"1:0\" }\n";
            records.written.push((name.into(), line.into()));
        }
        if dice.one_in(16) {
            let text = "format = 2\nY = { mark = \"ports/canal\", status = \"approved\", seen = \"2:0\" }\n";
            records.written.push(("yi.ffffff.toml".into(), text.into()));
        }
        records
    }

    fn line(&mut self, dice: &mut Dice, name: &str, at: usize) -> String {
        let item = self.item(dice);
        let id = item.as_ref().map_or_else(|| Self::id(dice), |item| item.id.as_str().to_owned());
        let status = if dice.one_in(2) { STATUSES[0] } else { dice.of(&STATUSES) };
        let fact = self.earlier(dice, at);
        let after = self.after(dice, at);
        let pin = item.as_ref().map_or_else(|| "seen = \"2:0\"".to_owned(), |item| self.pin(dice, item));
        let role = if dice.one_in(2) { format!(", role = \"{}\"", dice.of(&ROLES)) } else { String::new() };
        let body = match dice.below(32) {
            0..=9 => {
                let on_behalf = if dice.one_in(6) {
                    format!(", for = \"{}\"", dice.of(&REVIEWERS))
                } else {
                    String::new()
                };
                let above = self.above(dice, item.as_ref()) + &cited(dice);
                self.marks.push((name.to_owned(), id.clone()));
                format!("mark = \"{id}\", status = \"{status}\", {pin}{above}{role}{after}{on_behalf}")
            }
            10..=12 => {
                let re = dice.of(&["", ", re = \"F01\"", ", re = 3", ", missing = true"]);
                let re = if dice.one_in(2) { format!(", re = \"{fact}\"") } else { re.to_owned() };
                let seen = if dice.one_in(2) { format!(", {pin}") } else { String::new() };
                format!("note = \"{id}\", text = \"口径\"{re}{seen}")
            }
            13..=16 => format!("undo = \"{fact}\""),
            17 => format!("resolve = \"{fact}\", item = \"{id}\"{after}"),
            18..=20 => {
                let kind = dice.of(&["confirm", "refuse"]);
                let about = self.marks.get(dice.below(self.marks.len() + 1)).filter(|_| !dice.one_in(4));
                let (of, id) = about.cloned().unwrap_or((fact, id));
                format!("{kind} = \"{of}\", item = \"{id}\"{role}")
            }
            21..=22 => {
                let Some(item) = &item else { return format!("{name} = {{ carry = \"{id}\" }}\n") };
                let from = Self::seen(dice, item);
                self.marks.push((name.to_owned(), id.clone()));
                format!("carry = \"{id}\", from = \"{from}\", {pin}, fields = [\"title\"]{role}{after}")
            }
            23..=24 => {
                let status = if dice.one_in(4) { format!(", status = \"{status}\"") } else { String::new() };
                format!("adopt = \"{id}\", {pin}, until = 2020-11-30{status}{after}")
            }
            25 => {
                self.meetings.push(name.to_owned());
                "meeting = \"begin\", title = \"会\"".into()
            }
            26..=28 => {
                let meeting = self.meeting(dice, at);
                format!("outcome = \"{id}\", {pin}, in = \"{meeting}\", status = \"{status}\"{after}")
            }
            29 => {
                let meeting = self.meeting(dice, at);
                let step = dice.of(&[
                    "meeting = \"end\"",
                    "meeting = \"vote\", item = \"ports/canal\"",
                    "action = \"\", text = \"x\"",
                ]);
                format!("{step}, in = \"{meeting}\"")
            }
            30 => dice
                .of(&[
                    "wish = \"ports/canal\"",
                    "wish = 3, item = \"四港/canal\"",
                    "mark = \"ports/canal\", status = \"approved\", seen = 3",
                    "mark = \"ports/canal\", status = \"approved\", seen = \"1:ABC\", above = 3",
                    "note = \"ports/canal\", text = \"x\", x = 2026-02-30",
                ])
                .into(),
            _ => format!("mark = \"{id}\", status = \"{status}\", {pin}, for = 3"),
        };
        format!("{name} = {{ {body}, at = 2026-11-23T10:05:{:02}+08:00 }}\n", at % 60)
    }

    /// An item of the plan, mostly.
    fn item(&self, dice: &mut Dice) -> Option<Item> {
        if self.items.is_empty() || dice.one_in(10) {
            return None;
        }
        // Much about few items, so that records meet.
        let among = if dice.one_in(3) { self.items.len() } else { self.items.len().min(2) };
        let mut item = self.items[dice.below(among)].clone();
        if let Some(old) = item.was.first().filter(|_| dice.one_in(3)) {
            item.id = old.clone();
        }
        ItemId::parse(item.id.as_str()).is_ok().then_some(item)
    }

    fn id(dice: &mut Dice) -> String {
        format!("ports/{}", dice.of(&SLUGS))
    }

    fn earlier(&self, dice: &mut Dice, at: usize) -> String {
        // Also a later one, or itself.
        let end = if dice.one_in(8) { self.names.len() } else { at.max(1) };
        let near = end.saturating_sub(8);
        self.names[if dice.one_in(2) { near + dice.below(end - near) } else { dice.below(end) }].clone()
    }

    fn after(&self, dice: &mut Dice, at: usize) -> String {
        match dice.below(8) {
            0..=2 => format!(", after = \"{}\"", self.earlier(dice, at)),
            3 => format!(", after = [\"{}\", \"{}\"]", self.earlier(dice, at), self.earlier(dice, at)),
            _ => String::new(),
        }
    }

    fn meeting(&self, dice: &mut Dice, at: usize) -> String {
        if self.meetings.is_empty() || dice.one_in(6) {
            return self.earlier(dice, at);
        }
        self.meetings[dice.below(self.meetings.len())].clone()
    }

    fn above(&self, dice: &mut Dice, item: Option<&Item>) -> String {
        let Some(parent) = item.and_then(|item| item.parent).filter(|_| dice.one_in(2)) else {
            return if dice.one_in(20) { ", above = \"no list\"".into() } else { String::new() };
        };
        let Some(parent) = self.items.get(parent) else { return String::new() };
        format!(", above = [\"{}\"]", Fingerprint::of(&Wording::covering(parent, None)).as_str())
    }

    fn seen(dice: &mut Dice, item: &Item) -> String {
        Fingerprint::of(&Wording::covering(&reworded(dice, item), None)).as_str().to_owned()
    }

    /// The keys that say which wording of an item was read: the present one, mostly.
    fn pin(&self, dice: &mut Dice, item: &Item) -> String {
        let rules: Vec<String> = self.rules.covered().iter().map(|field| field.name().to_owned()).collect();
        let covers = match dice.below(12) {
            0 => Some(vec!["title".to_owned()]),
            1 => Some(rules),
            2 => Some(vec!["title".to_owned(), "nix".to_owned()]),
            _ => None,
        };
        let item = reworded(dice, item);
        let wording = Wording::covering(&item, covers.as_deref());
        let seen = Fingerprint::of(&wording);
        let read = (!dice.one_in(3)).then_some(wording);
        let note = Note { seen: Some(seen), read, covers, ..Note::on(item.id, "x".into()) };
        let fact = Fact {
            id: FactId::parse("X").unwrap(),
            by: ReviewerId::parse("jia").unwrap(),
            deed: Deed::Note(note),
            at: None,
            place: Place::default(),
        };
        let line = source::fact_line(&fact);
        let (_, pin) = line.split_once("seen = ").unwrap();
        format!("seen = {}", pin.trim_end().strip_suffix(" }").unwrap())
    }
}

/// The item as it stands, with other words, with another figure, or with another owner.
fn reworded(dice: &mut Dice, item: &Item) -> Item {
    let mut item = item.clone();
    let mut retitle = |more: &str| {
        let texts = item
            .title
            .iter()
            .map(|(tag, text)| (tag.to_owned(), format!("{}{more}", text.raw()).as_str().into()));
        item.title = Localized::new(texts.collect());
    };
    match dice.below(8) {
        0 | 1 => retitle("工程"),
        2 => retitle(" two 2.5%"),
        3 => item.owner.push("another".into()),
        4 => drop(item.own.insert("money".into(), FieldValue::Text("x".into()))),
        _ => {}
    }
    item
}

/// What the clauses said that a mark was about.
fn cited(dice: &mut Dice) -> String {
    let fingerprint = |text: &str| {
        let wording = Wording::new([("text".to_owned(), FieldValue::Text(text.into()))].into());
        Fingerprint::of(&wording).as_str().to_owned()
    };
    let mut said: Vec<(&str, String)> = Vec::new();
    for _ in 0..dice.below(5) {
        let (clause, text) = dice.of(&CITED);
        let seen = match dice.below(8) {
            0 => "\"2:abc\"".to_owned(),
            1 => "3".to_owned(),
            _ => format!("\"{}\"", fingerprint(text)),
        };
        if !said.iter().any(|(known, _)| *known == clause) {
            said.push((clause, seen));
        }
    }
    if said.is_empty() {
        return dice.of(&["", ", cited = 3", ", cited = {}", ", cited = { x = \"1:abc\" }"]).to_owned();
    }
    let said: Vec<String> = said.into_iter().map(|(clause, seen)| format!("\"{clause}\" = {seen}")).collect();
    format!(", cited = {{ {} }}", said.join(", "))
}
