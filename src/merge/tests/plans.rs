//! Small plans that are changed at random, and written down the way people write them. Each item carries a number of
//! its own, so that what became of it can be told without asking the code under test.

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
pub(super) struct Sketch {
    /// Two areas: the title, and the goals.
    pub(super) areas: [(u8, Vec<Entry>); 2],
    pub(super) carriage_returns: bool,
    next: u32,
}

const AREAS: [&str; 2] = ["a", "b"];

impl Sketch {
    /// The same plan for every case: two areas with a goal, tasks and projects each.
    pub(super) fn base() -> Self {
        let mut sketch = Self { areas: [(0, Vec::new()), (0, Vec::new())], carriage_returns: false, next: 0 };
        for area in 0..2 {
            for goal in 0..2 {
                let mut top = sketch.entry(format!("g{goal}"));
                for task in 0..2 - goal {
                    let mut middle = sketch.entry(format!("t{goal}{task}"));
                    if task == 0 {
                        middle.children.push(sketch.entry(format!("p{goal}{task}")));
                    }
                    top.children.push(middle);
                }
                sketch.areas[area].1.push(top);
            }
        }
        sketch
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
        for (area, (_, goals)) in self.areas.iter().enumerate() {
            walk(goals, area, &[], &mut found);
        }
        found
    }

    fn list(&mut self, area: usize, above: &[usize]) -> &mut Vec<Entry> {
        above.iter().fold(&mut self.areas[area].1, |list, &at| &mut list[at].children)
    }

    fn has(&self, area: usize, slug: &str) -> bool {
        fn within(entries: &[Entry], slug: &str) -> bool {
            entries.iter().any(|entry| entry.slug == slug || within(&entry.children, slug))
        }
        within(&self.areas[area].1, slug)
    }

    /// Does one of the things that people do.
    pub(super) fn change(&mut self, (what, which, how): (u8, u8, u8)) {
        let places = self.places();
        let Some((area, place)) = places.get(usize::from(which) % places.len().max(1)).cloned() else {
            return;
        };
        let (at, above) = (place[place.len() - 1], place[..place.len() - 1].to_vec());
        let depth = above.len();
        let entry = &mut self.list(area, &above)[at];
        match what % 10 {
            0 => entry.zh = how % 4,
            1 => entry.en = how % 4,
            2 => entry.due = (how % 4 > 0).then_some(how % 4),
            3 => entry.remark = how % 3,
            4 => drop(self.list(area, &above).remove(at)),
            5 => {
                let slug = format!("n{}", how % 6);
                if depth < 2 && !self.has(area, &slug) {
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
            8 => self.areas[area].0 = how % 4,
            _ => self.carriage_returns = how % 8 == 0,
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
        entry.was.push(format!("{}/{}", AREAS[area], entry.slug));
        if self.has(other, &entry.slug) {
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
        for (_, goals) in &mut self.areas {
            walk(goals, &mut change);
        }
    }

    /// Writes the plan down; how an item is laid out depends on its number alone.
    pub(super) fn files(&self) -> Files {
        let mut files = Files::new();
        for (at, (title, goals)) in self.areas.iter().enumerate() {
            let id = AREAS[at];
            let mut text = format!("# {id}\nid = \"{id}\"\ntitle = \"{title}\"\n");
            for goal in goals {
                write(goal, "goal", &mut text);
            }
            let text = if self.carriage_returns { text.replace('\n', "\r\n") } else { text };
            files.insert(PathBuf::from(format!("{}-{id}.toml", at + 1)), text.into_bytes());
        }
        files
    }
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
