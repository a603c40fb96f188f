//! Small plans that are changed at random, and written down the way people write them. Each area and each item carries a
//! number of its own, so that what became of it can be told without asking the code under test.

use std::path::PathBuf;

use crate::merge::Files;

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) number: u32,
    pub(super) slug: String,
    pub(super) zh: u8,
    pub(super) en: u8,
    pub(super) due: Option<u8>,
    pub(super) remark: u8,
    pub(super) was: Vec<String>,
    pub(super) children: Vec<Self>,
}

#[derive(Clone, Debug, PartialEq)]
struct Area {
    number: u32,
    /// The name of its file, without the ending.
    file: String,
    id: String,
    /// Whether its file or its id is another one than before: somebody who changes both has made another area.
    is_renamed: bool,
    title: u8,
    goals: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sketch {
    areas: Vec<Area>,
    carriage_returns: bool,
    next: u32,
    /// The ids of items that are gone: an id is never given to something else.
    gone: Vec<String>,
}

/// What new items and renamed ones are called, so that they meet.
const SLUGS: [&str; 6] = ["n0", "n1", "n2", "z0", "z1", "z2"];

/// What new areas and renamed ones are called.
const AREAS: [&str; 2] = ["c", "d"];

impl Sketch {
    /// The same plan for every case: two areas with goals, tasks and projects.
    pub(super) fn base() -> Self {
        let mut sketch = Self { areas: Vec::new(), carriage_returns: false, next: 0, gone: Vec::new() };
        for id in ["a", "b"] {
            let mut area = sketch.area(format!("{}-{id}", sketch.areas.len() + 1), id);
            for goal in 0..2 {
                let mut top = sketch.entry(format!("g{goal}"));
                for task in 0..2 - goal {
                    let mut middle = sketch.entry(format!("t{goal}{task}"));
                    if task == 0 {
                        middle.children.push(sketch.entry(format!("p{goal}{task}")));
                    }
                    top.children.push(middle);
                }
                area.goals.push(top);
            }
            sketch.areas.push(area);
        }
        sketch
    }

    fn area(&mut self, file: String, id: &str) -> Area {
        self.next += 1;
        Area { number: self.next, file, id: id.to_owned(), is_renamed: false, title: 0, goals: Vec::new() }
    }

    fn entry(&mut self, slug: String) -> Entry {
        self.next += 1;
        let (was, children) = (Vec::new(), Vec::new());
        Entry { number: self.next, slug, zh: 0, en: 0, due: Some(1), remark: 0, was, children }
    }

    /// From here on numbers are those of one side.
    pub(super) fn on_side(mut self, side: u32) -> Self {
        self.next = 1000 * side;
        self
    }

    /// Returns where every item is: area, then the place in each list.
    fn places(&self) -> Vec<(usize, Vec<usize>)> {
        fn walk(entries: &[Entry], area: usize, above: &[usize], found: &mut Vec<(usize, Vec<usize>)>) {
            for (at, entry) in entries.iter().enumerate() {
                let here: Vec<usize> = above.iter().copied().chain([at]).collect();
                found.push((area, here.clone()));
                walk(&entry.children, area, &here, found);
            }
        }
        let mut found = Vec::new();
        for (at, area) in self.areas.iter().enumerate() {
            walk(&area.goals, at, &[], &mut found);
        }
        found
    }

    fn list(&mut self, area: usize, above: &[usize]) -> &mut Vec<Entry> {
        above.iter().fold(&mut self.areas[area].goals, |list, &at| &mut list[at].children)
    }

    /// Tells whether something has this id, or had it.
    fn has(&self, id: &str) -> bool {
        fn within(entries: &[Entry], area: &str, id: &str) -> bool {
            entries.iter().any(|entry| {
                format!("{area}/{}", entry.slug) == id
                    || entry.was.iter().any(|was| was == id)
                    || within(&entry.children, area, id)
            })
        }
        self.areas.iter().any(|area| within(&area.goals, &area.id, id))
            || self.gone.iter().any(|gone| gone == id)
    }

    /// Takes an item out, with all under it.
    fn remove(&mut self, area: usize, above: &[usize], at: usize) {
        fn walk(entry: &Entry, area: &str, gone: &mut Vec<String>) {
            gone.push(format!("{area}/{}", entry.slug));
            gone.extend(entry.was.iter().cloned());
            entry.children.iter().for_each(|child| walk(child, area, gone));
        }
        let entry = self.list(area, above).remove(at);
        walk(&entry, &self.areas[area].id, &mut self.gone);
    }

    /// Does one of the things that people do.
    pub(super) fn change(&mut self, (what, which, how): (u8, u8, u8)) {
        let places = self.places();
        let Some((area, place)) = places.get(usize::from(which) % places.len().max(1)).cloned() else {
            return;
        };
        let (at, above) = (place[place.len() - 1], place[..place.len() - 1].to_vec());
        let id = self.areas[area].id.clone();
        let slug = SLUGS[usize::from(how) % SLUGS.len()].to_owned();
        let is_free = !self.has(&format!("{id}/{slug}"));
        let entry = &mut self.list(area, &above)[at];
        match what % 17 {
            0 => entry.zh = how % 4,
            1 => entry.en = how % 4,
            2 => entry.due = (how % 4 > 0).then_some(how % 4),
            3 => entry.remark = how % 3,
            4 => self.remove(area, &above, at),
            5 => {
                if above.len() < 2 && is_free {
                    let new = self.entry(slug);
                    self.list(area, &place).push(new);
                }
            }
            6 => self.relocate((area, &above, at), &places, how),
            7 => {
                let list = self.list(area, &above);
                if at + 1 < list.len() {
                    list.swap(at, at + 1);
                }
            }
            8 => self.areas[area].title = how % 4,
            9 => self.carriage_returns = how % 8 == 0,
            10 => {
                if is_free {
                    let entry = &mut self.list(area, &above)[at];
                    entry.was.insert(0, format!("{id}/{}", entry.slug));
                    entry.slug = slug;
                }
            }
            11 => self.rename_area(area, AREAS[usize::from(how) % AREAS.len()], how % 4 > 1),
            12 => self.add_area(how),
            13 => self.demote((area, &above, at)),
            14 => self.promote((area, &above, at)),
            15 => self.rename_file(area, how),
            _ => self.absorb((area, &above, at)),
        }
    }

    /// Gives an area another id; `is_told` by its items, or not.
    fn rename_area(&mut self, area: usize, id: &str, is_told: bool) {
        fn walk(entries: &mut [Entry], change: &mut impl FnMut(&mut Entry)) {
            for entry in entries {
                change(entry);
                walk(&mut entry.children, change);
            }
        }
        if self.areas[area].is_renamed || self.areas.iter().any(|area| area.id == id) {
            return;
        }
        self.areas[area].is_renamed = true;
        let old = std::mem::replace(&mut self.areas[area].id, id.to_owned());
        let mut tell = |entry: &mut Entry| entry.was.insert(0, format!("{old}/{}", entry.slug));
        if is_told {
            walk(&mut self.areas[area].goals, &mut tell);
        }
    }

    fn rename_file(&mut self, area: usize, how: u8) {
        let file = new_file(how);
        if !self.areas[area].is_renamed && !self.areas.iter().any(|area| area.file == file) {
            self.areas[area].file = file;
            self.areas[area].is_renamed = true;
        }
    }

    /// Adds an area with a goal, in a file of its own.
    fn add_area(&mut self, how: u8) {
        let file = new_file(how);
        let id = AREAS[usize::from(how / 2) % AREAS.len()];
        if !self.areas.iter().any(|area| area.id == id || area.file == file) {
            let mut area = self.area(file, id);
            area.goals.push(self.entry(SLUGS[usize::from(how / 4) % SLUGS.len()].to_owned()));
            self.areas.push(area);
        }
    }

    /// Makes a task a project of the task before it.
    fn demote(&mut self, (area, above, at): (usize, &[usize], usize)) {
        let list = self.list(area, above);
        if above.len() == 1 && at > 0 && list[at].children.is_empty() {
            let entry = list.remove(at);
            list[at - 1].children.push(entry);
        }
    }

    /// Makes a project a task of the goal.
    fn promote(&mut self, (area, above, at): (usize, &[usize], usize)) {
        if above.len() == 2 {
            let entry = self.list(area, above).remove(at);
            self.list(area, &above[..1]).push(entry);
        }
    }

    /// Makes an item a part of the one beside it, which has its old ids from then on.
    fn absorb(&mut self, (area, above, at): (usize, &[usize], usize)) {
        let id = self.areas[area].id.clone();
        let list = self.list(area, above);
        if at > 0 && list[at].children.is_empty() {
            let entry = list.remove(at);
            let other = &mut list[at - 1];
            other.was.push(format!("{id}/{}", entry.slug));
            other.was.extend(entry.was);
        }
    }

    /// Moves an item, with what is under it, below another of the same depth. Where its name is taken in another
    /// area, it gets one of its own.
    fn relocate(
        &mut self,
        (area, above, at): (usize, &[usize], usize),
        places: &[(usize, Vec<usize>)],
        how: u8,
    ) {
        let same_depth: Vec<_> = places.iter().filter(|(_, place)| place.len() == above.len()).collect();
        let Some((other, target)) = same_depth.get(usize::from(how) % same_depth.len().max(1)) else {
            return;
        };
        let mut entry = self.list(area, above)[at].clone();
        if above.is_empty() || target.starts_with(&[above, &[at]].concat()) {
            return;
        }
        if *other != area {
            self.rename(&mut entry, area, *other);
        }
        // The target first: it may stand behind what is taken out.
        let number = entry.number;
        self.list(*other, target).push(Entry { number: 0, ..entry });
        self.list(area, above).remove(at);
        self.each(|entry| {
            if entry.number == 0 {
                entry.number = number;
            }
        });
    }

    /// Gives an item that goes from one area to another, and all under it, the ids it has there.
    fn rename(&self, entry: &mut Entry, area: usize, other: usize) {
        entry.was.insert(0, format!("{}/{}", self.areas[area].id, entry.slug));
        if self.has(&format!("{}/{}", self.areas[other].id, entry.slug)) {
            entry.slug = format!("m{}", entry.number);
        }
        for child in &mut entry.children {
            self.rename(child, area, other);
        }
    }

    fn each(&mut self, mut change: impl FnMut(&mut Entry)) {
        fn walk(entries: &mut [Entry], change: &mut impl FnMut(&mut Entry)) {
            for entry in entries {
                change(entry);
                walk(&mut entry.children, change);
            }
        }
        for area in &mut self.areas {
            walk(&mut area.goals, &mut change);
        }
    }

    /// Writes the plan down; how an item is laid out depends on its number alone.
    pub(super) fn files(&self) -> Files {
        let mut files = Files::new();
        for Area { number, file, id, title, goals, .. } in &self.areas {
            let mut text = format!("# {id}\nid = \"{id}\"\ntitle = \"{title}\"\nowner = \"{number}\"\n");
            for goal in goals {
                write(goal, "goal", &mut text);
            }
            let text = if self.carriage_returns { text.replace('\n', "\r\n") } else { text };
            files.insert(PathBuf::from(format!("{file}.toml")), text.into_bytes());
        }
        files
    }
}

/// Returns the name of the file of a new area, or of one whose file gets another name, so that they meet.
fn new_file(how: u8) -> String {
    format!("{}-new", 8 + how % 2)
}

fn write(entry: &Entry, path: &str, text: &mut String) {
    let Entry { number, slug, zh, en, .. } = entry;
    let mut lines = vec![String::new()];
    if entry.remark > 0 {
        lines.push(format!("# remark {}", entry.remark));
    }
    lines.push(format!("[[{path}]]"));
    lines.push(format!("id = \"{slug}\""));
    if number % 2 == 0 {
        lines.push(format!("title = {{ zh = \"{zh}\", en = \"{en}\" }}   # both"));
    } else {
        lines.extend([format!("title.zh = \"{zh}\""), "# English".into(), format!("title.en = '{en}'")]);
    }
    lines.extend(entry.due.map(|due| format!("due = 202{due}-01-01")));
    lines.push(format!("owner = \"{number}\""));
    if !entry.was.is_empty() {
        lines.push(format!("was = {:?}", entry.was));
    }
    if number % 3 == 0 {
        lines.extend([format!("[{path}.metric]"), "name = \"x\"".into(), "unit = \"y\"".into()]);
    }
    for line in lines {
        text.push_str(&line);
        text.push('\n');
    }
    let depth = path.split('.').count();
    for child in &entry.children {
        let kind = if depth == 1 { "task" } else { "project" };
        write(child, &format!("{path}.{kind}"), text);
    }
}
