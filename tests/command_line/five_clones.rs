//! Five people work on one plan, each in a clone: they edit, rename, move, add and remove items, rename files and the plan
//! directory itself, mark, and join what they did. The script that makes this history knows every fact of it, and `log`,
//! `show --blame`, `show --at` and `changed:` are held against that.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;

use super::place::{Place, Ran};
use crate::extent::extent;

const DESKS: [&str; 5] = ["jia", "yi", "bing", "ding", "wu"];
const AREAS: [&str; 3] = ["a", "b", "c"];

/// A commit, by its name.
type Commit = String;

/// An item as the script knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Known {
    area: usize,
    /// Its ids, the first one first.
    ids: Vec<String>,
    title: String,
    due: u32,
}

impl Known {
    fn id(&self) -> &str {
        self.ids.last().unwrap()
    }

    fn slug(&self) -> &str {
        self.id().split_once('/').unwrap().1
    }

    fn block(&self) -> String {
        let mut text = format!("[[goal.task]]\nid = \"{}\"\n", self.slug());
        if self.ids.len() > 1 {
            let was: Vec<String> = self.ids.iter().rev().skip(1).map(|id| format!("\"{id}\"")).collect();
            writeln!(text, "was = [{}]", was.join(", ")).unwrap();
        }
        write!(text, "title = \"{}\"\ndue = {}-12-31\n\n", self.title, self.due).unwrap();
        text
    }
}

/// What a passage of `log` tells of an item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    Added,
    Removed,
    Title,
    Due,
    Renamed,
    Moved,
    Marked,
}

/// The clones, and all that happened in them.
struct Office {
    place: Place,
    /// The items that are there, by number. Each is edited by one desk only, so that nothing is in dispute.
    items: BTreeMap<usize, Known>,
    /// Every item that ever was, with what became of it, the latest last.
    told: BTreeMap<usize, Vec<(Commit, BTreeSet<Told>)>>,
    /// What gave each item its title, its due year and its old ids.
    blamed: BTreeMap<(usize, &'static str), Commit>,
    /// The last ids of items that are gone.
    gone: BTreeMap<usize, String>,
    /// What was there at each tag.
    tags: BTreeMap<String, BTreeMap<usize, Known>>,
    /// The items that two people changed at once.
    disputed: BTreeSet<usize>,
    plans: &'static str,
    files: [String; 3],
    random: u64,
}

impl Office {
    fn new(seed: u64) -> Self {
        let place = Place::new();
        place.git(&["init", "-q", "--bare", "-b", "main", "remote"]);
        let mut office = Self {
            place,
            items: BTreeMap::new(),
            told: BTreeMap::new(),
            blamed: BTreeMap::new(),
            gone: BTreeMap::new(),
            tags: BTreeMap::new(),
            disputed: BTreeSet::new(),
            plans: "plans",
            files: AREAS.map(|area| format!("{area}.toml")),
            random: seed,
        };
        office.clone_for("jia");
        for number in 0..10 {
            let known = Known {
                area: number % AREAS.len(),
                ids: vec![format!("{}/k{number}", AREAS[number % AREAS.len()])],
                title: format!("最初{number}"),
                due: 2030,
            };
            office.items.insert(number, known);
        }
        std::fs::create_dir(office.place.path("jia/plans")).unwrap();
        office.place.write("jia/plans/strategy.toml", "format = 1\ntitle = \"计划\"\nlanguages = [\"zh\"]\n");
        for (area, name) in AREAS.iter().enumerate() {
            let mut text = format!(
                "id = \"{name}\"\ntitle = \"领域{name}\"\n\n[[goal]]\nid = \"base\"\ntitle = \"目标{name}\"\n\n"
            );
            text.extend(office.items.values().filter(|item| item.area == area).map(Known::block));
            office.place.write(&office.file("jia", area), text);
        }
        let first = office.commit("jia", "最初的计划");
        for number in 0..10 {
            office.tell(number, &first, &[Told::Added]);
        }
        office.git("jia", &["push", "-q", "-u", "origin", "main"]);
        for desk in &DESKS[1..] {
            office.clone_for(desk);
        }
        office
    }

    fn clone_for(&self, desk: &str) {
        self.place.git(&["clone", "-q", "remote", desk]);
        self.git(desk, &["symbolic-ref", "HEAD", "refs/heads/main"]);
        self.git(desk, &["config", "user.name", desk]);
        self.git(desk, &["config", "user.email", &format!("{desk}@example.org")]);
    }

    fn git(&self, desk: &str, arguments: &[&str]) -> String {
        self.place.git(&[&["-C", desk], arguments].concat()).trim().to_owned()
    }

    fn fupan(&self, desk: &str, arguments: &[&str]) -> Ran {
        self.place
            .fupan_in(desk, &[&["--plans", self.plans, "--as", desk, "--lang", "zh"], arguments].concat())
    }

    fn json(&self, desk: &str, arguments: &[&str]) -> Value {
        let ran = self.fupan(desk, &[arguments, &["--format", "json"]].concat()).ends(0);
        serde_json::from_str(&ran.out).unwrap()
    }

    fn file(&self, desk: &str, area: usize) -> String {
        format!("{desk}/{}/{}", self.plans, self.files[area])
    }

    fn commit(&self, desk: &str, subject: &str) -> Commit {
        self.git(desk, &["add", "-A"]);
        self.git(desk, &["commit", "-q", "-m", subject]);
        self.git(desk, &["rev-parse", "HEAD"])
    }

    /// Commits, fetches, merges and pushes.
    fn sync(&self, desk: &str) {
        self.fupan(desk, &["sync"]).ends(0);
    }

    /// Has everybody hold everything.
    fn meet(&self) {
        for desk in DESKS {
            self.sync(desk);
        }
        for desk in DESKS {
            self.git(desk, &["pull", "-q", "--ff-only"]);
        }
    }

    fn next(&mut self, below: usize) -> usize {
        // The generator of Knuth's MMIX, of which the upper bits are good enough.
        self.random =
            self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.random >> 33).unwrap() % below
    }

    fn tell(&mut self, number: usize, commit: &Commit, told: &[Told]) {
        self.told.entry(number).or_default().push((commit.clone(), told.iter().cloned().collect()));
        for told in told {
            let fields: &[&'static str] = match told {
                Told::Added => &["title", "due", "was", "kind"],
                Told::Title => &["title"],
                Told::Due => &["due"],
                Told::Renamed => &["was"],
                Told::Removed | Told::Moved | Told::Marked => &[],
            };
            for field in fields {
                self.blamed.insert((number, field), commit.clone());
            }
        }
    }

    /// Puts `new` in the place of the block of an item, or takes it out.
    fn put(&self, desk: &str, old: &Known, new: Option<&Known>) {
        let (from, to) = (self.file(desk, old.area), new.map(|new| self.file(desk, new.area)));
        let text = self.place.read(&from);
        let block = old.block();
        assert!(text.contains(&block), "{block} is not in {from}:\n{text}");
        let stays = to.as_ref() == Some(&from);
        let with = new.filter(|_| stays).map(Known::block).unwrap_or_default();
        self.place.write(&from, text.replacen(&block, &with, 1));
        if let Some((new, to)) = new.zip(to.filter(|_| !stays)) {
            self.place.write(&to, format!("{}{}", self.place.read(&to), new.block()));
        }
    }

    /// Lets somebody do something with an item of theirs.
    fn act(&mut self, desk: usize, at: usize) {
        let name = DESKS[desk];
        let own: Vec<usize> =
            self.items.keys().copied().filter(|number| number % DESKS.len() == desk).collect();
        let number = own[self.next(own.len())];
        let old = self.items[&number].clone();
        let mut new = old.clone();
        let told = match self.next(12) {
            0..=2 => {
                new.title = format!("标题{at}");
                vec![Told::Title]
            }
            3 | 4 => {
                new.due += 1;
                vec![Told::Due]
            }
            5 => {
                new.title = format!("标题{at}");
                new.due += 1;
                vec![Told::Title, Told::Due]
            }
            6 => {
                new.ids.push(format!("{}/k{number}-{at}", AREAS[old.area]));
                vec![Told::Renamed]
            }
            7 | 8 => {
                new.area = (old.area + 1) % AREAS.len();
                new.ids.push(format!("{}/k{number}-{at}", AREAS[new.area]));
                vec![Told::Renamed, Told::Moved]
            }
            9 if own.len() > 1 => {
                self.put(name, &old, None);
                let commit = self.commit(name, &format!("{at} 删除"));
                self.tell(number, &commit, &[Told::Removed]);
                self.items.remove(&number);
                self.gone.insert(number, old.id().to_owned());
                return;
            }
            9 | 10 => {
                let mut numbers = (desk..).step_by(DESKS.len());
                let number = numbers.find(|number| !self.told.contains_key(number)).unwrap();
                let area = self.next(AREAS.len());
                let id = format!("{}/k{number}", AREAS[area]);
                let known = Known { area, ids: vec![id], title: format!("新增{at}"), due: 2040 };
                let file = self.file(name, area);
                self.place.write(&file, format!("{}{}", self.place.read(&file), known.block()));
                let commit = self.commit(name, &format!("{at} 新增"));
                self.tell(number, &commit, &[Told::Added]);
                self.items.insert(number, known);
                return;
            }
            _ => {
                self.fupan(name, &["mark", old.id(), "approved"]).ends(0);
                self.fupan(name, &["commit"]).ends(0);
                let commit = self.git(name, &["rev-parse", "HEAD"]);
                self.tell(number, &commit, &[Told::Marked]);
                return;
            }
        };
        self.put(name, &old, Some(&new));
        let commit = self.commit(name, &format!("{at} 修改"));
        self.tell(number, &commit, &told);
        self.items.insert(number, new);
    }

    /// Lets all of them work, each for themself, and join it now and then.
    fn work(&mut self, actions: std::ops::Range<usize>) {
        for at in actions {
            let desk = self.next(DESKS.len());
            self.act(desk, at);
            if self.next(3) == 0 {
                let other = self.next(DESKS.len());
                self.sync(DESKS[other]);
            }
        }
        self.meet();
    }

    fn tag(&mut self, tag: &str) {
        self.git("jia", &["tag", tag]);
        self.tags.insert(tag.to_owned(), self.items.clone());
    }

    /// Renames the plan directory, and the file of the first area, while everybody waits.
    fn rename_directory(&mut self, to: &'static str) {
        self.git("jia", &["mv", self.plans, to]);
        self.plans = to;
        let file = format!("{to}-a.toml");
        self.git("jia", &["mv", &format!("{to}/{}", self.files[0]), &format!("{to}/{file}")]);
        self.files[0] = file;
        self.commit("jia", "计划目录改名");
        self.git("jia", &["push", "-q"]);
        for desk in &DESKS[1..] {
            self.git(desk, &["pull", "-q", "--ff-only"]);
        }
    }

    /// Says in the words of the script what `log` tells of one item.
    fn log(&self, id: &str) -> Vec<(Commit, BTreeSet<Told>)> {
        let read = self.json("jia", &["log", id]);
        assert_eq!(read["cut"], false);
        read["history"].as_array().unwrap().iter().rev().map(passage).collect()
    }

    fn check(&self) {
        for (number, told) in &self.told {
            let id = self.items.get(number).map_or_else(|| self.gone[number].as_str(), Known::id);
            let (mut read, mut known) = (self.log(id), told.clone());
            // Of two that stand side by side, either may come first.
            if self.disputed.contains(number) {
                read.sort();
                known.sort();
            }
            assert_eq!(read, known, "log {id}");
        }
        for (number, known) in &self.items {
            let read = self.json("jia", &["show", known.id(), "--blame"]);
            assert_eq!(
                (&read["item"]["title"], &read["item"]["due"]),
                (&known.title.as_str().into(), &format!("{}-12-31", known.due).into())
            );
            for entry in read["blame"].as_array().unwrap() {
                let field = entry["field"].as_str().unwrap();
                let expected = self.blamed.iter().find(|((of, name), _)| of == number && *name == field);
                let (_, commit) = expected.unwrap_or_else(|| panic!("{field} of {}", known.id()));
                assert_eq!(entry["commit"], commit.as_str(), "{field} of {}: {entry}", known.id());
            }
        }
        for (tag, then) in &self.tags {
            self.check_at(tag, then);
        }
    }

    /// Holds what is shown of a tag against what was there.
    fn check_at(&self, tag: &str, then: &BTreeMap<usize, Known>) {
        let renamed =
            |(number, now): &(&usize, &Known)| then.get(number).is_none_or(|old| old.id() != now.id());
        for (number, now) in self.items.iter().filter(renamed) {
            let shown = self.fupan("jia", &["show", now.id(), "--at", tag, "--format", "json"]);
            let Some(old) = then.get(number) else {
                shown.ends(3);
                continue;
            };
            let read: Value = serde_json::from_str(&shown.ends(0).out).unwrap();
            assert_eq!(
                (&read["item"]["id"], &read["item"]["title"]),
                (&old.id().into(), &old.title.as_str().into()),
                "show {} --at {tag}",
                now.id()
            );
        }
        let changed = self.json("jia", &["list", &format!("changed:{tag}")]);
        let ids = changed["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap());
        let changed: BTreeSet<&str> = ids.filter(|id| id.contains('/')).collect();
        let expected: BTreeSet<&str> = self
            .items
            .iter()
            .filter(|(number, now)| then.get(number) != Some(now))
            .map(|(_, now)| now.id())
            .collect();
        assert_eq!(changed, expected, "changed:{tag}");
    }

    /// Has two people give one item different titles, and one of them settle it in the merge: with a third title, or with
    /// that of the other. Beside that, the one who settles it has changed another item.
    fn dispute(&mut self, number: usize, beside: usize, settled: Option<&str>) {
        self.disputed.insert(number);
        let old = self.items[&number].clone();
        let retitled = |title: &str| Known { title: title.to_owned(), ..old.clone() };
        let (mine, theirs) = (retitled("甲的标题"), retitled("乙的标题"));
        self.put("yi", &old, Some(&theirs));
        let by_them = self.commit("yi", "乙改标题");
        self.git("yi", &["push", "-q"]);
        self.put("jia", &old, Some(&mine));
        let by_me = self.commit("jia", "甲改标题");
        let other = self.items[&beside].clone();
        let later = Known { due: other.due + 1, ..other.clone() };
        self.put("jia", &other, Some(&later));
        let postponed = self.commit("jia", "另改期限");
        self.tell(beside, &postponed, &[Told::Due]);
        self.items.insert(beside, later);
        self.git("jia", &["fetch", "-q"]);
        // git stops over the conflict, which is settled by hand.
        let settled = settled.map_or(theirs, retitled);
        let _stopped = self
            .place
            .command("git")
            .args(["-C"])
            .arg(self.place.path("jia"))
            .args(["merge", "-q", "origin/main"])
            .output();
        self.git("jia", &["checkout", "-q", "--ours", "--", self.plans]);
        self.put("jia", &mine, Some(&settled));
        let merge = self.commit("jia", "合并两个标题");
        self.tell(number, &by_me, &[Told::Title]);
        self.tell(number, &by_them, &[Told::Title]);
        if settled.title != "乙的标题" {
            self.tell(number, &merge, &[Told::Title]);
        }
        self.items.insert(number, settled);
        self.git("jia", &["push", "-q"]);
        self.meet();
    }

    /// Counts the merges.
    fn merges(&self) -> usize {
        self.git("jia", &["rev-list", "--merges", "HEAD"]).lines().count()
    }
}

fn passage(passage: &Value) -> (Commit, BTreeSet<Told>) {
    let mut told = BTreeSet::new();
    for item in passage["items"].as_array().unwrap() {
        match item["change"].as_str().unwrap() {
            "added" => drop(told.insert(Told::Added)),
            "removed" => drop(told.insert(Told::Removed)),
            _ => {}
        }
        if !item["renamed_from"].is_null() {
            told.insert(Told::Renamed);
        }
        if !item["moved"].is_null() {
            told.insert(Told::Moved);
        }
        for field in item["fields"].as_array().unwrap() {
            told.insert(match field["field"].as_str().unwrap() {
                "title" => Told::Title,
                "due" => Told::Due,
                other => panic!("{other}: {item}"),
            });
        }
    }
    if !passage["records"].as_object().unwrap().is_empty() {
        told.insert(Told::Marked);
    }
    (passage["new"]["commit"].as_str().unwrap().to_owned(), told)
}

#[test]
fn what_is_told_of_the_past_is_what_five_people_did() {
    let [first, renamed, second, last] = extent([7, 10, 16, 20], [12, 18, 28, 34]);
    let mut office = Office::new(1);
    office.work(0..first);
    office.tag("会议一");
    office.work(first..renamed);
    office.rename_directory("plan");
    office.work(renamed..second);
    office.tag("会议二");
    office.work(second..last);
    let numbers: Vec<usize> = office.items.keys().copied().collect();
    office.dispute(numbers[0], numbers[2], Some("商定的标题"));
    office.dispute(numbers[1], numbers[2], None);
    assert!(office.merges() > 5, "{}", office.merges());
    office.check();
}
