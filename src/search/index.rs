//! All that can be searched of a plan, folded once. It grows a slice at a time, so that the keyboard never waits.
//!
//! An entry is an area, an item or a clause, numbered in plan order: each area before its items, clauses last.

use std::ops::Range;

use super::column::{Alphabet, Column, Sounds};
use super::matching::{self, Scattered};
use super::{Score, Spot, Word};
use crate::plan::{ItemId, Localized, Plan};
use crate::review::{Deed, Review};
use crate::text::{Foreign, search_key};

/// What an answer leads to, by index in the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    Area(usize),
    Item(usize),
    Clause { seed: usize, clause: usize },
}

/// In which texts a word is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    Everywhere,
    /// Those who answer for an item.
    Owners,
}

/// The searchable texts of a plan.
pub struct Index {
    /// The entry of each area, and of what follows the last item.
    areas: Vec<u32>,
    /// The entry of the first clause of each seed, and of what follows the last.
    seeds: Vec<u32>,
    /// Of each entry so far, how far below its area it stands.
    depths: Vec<u8>,
    titles: Column,
    initials: Column,
    ids: Column,
    owners: Column,
    texts: Column,
    notes: Column,
    clauses: Column,
    alphabet: Alphabet,
    title_sounds: Sounds,
    owner_sounds: Sounds,
    scattered: Scattered,
}

impl Default for Index {
    fn default() -> Self {
        Self {
            areas: Vec::new(),
            seeds: Vec::new(),
            depths: Vec::new(),
            titles: Column::new(Spot::Title),
            initials: Column::new(Spot::Title),
            ids: Column::new(Spot::Id),
            owners: Column::new(Spot::Owner),
            texts: Column::new(Spot::Text),
            notes: Column::new(Spot::Note),
            clauses: Column::new(Spot::Clause),
            alphabet: Alphabet::default(),
            title_sounds: Sounds::default(),
            owner_sounds: Sounds::default(),
            scattered: Scattered::default(),
        }
    }
}

impl Index {
    /// Reads everything at once.
    pub fn of(plan: &Plan, review: &Review) -> Self {
        let mut index = Self::default();
        index.grow(plan, review, usize::MAX);
        index
    }

    /// Returns how many entries `plan` has.
    pub fn total(plan: &Plan) -> usize {
        let clauses: usize = plan.seeds.iter().map(|seed| seed.clauses.len()).sum();
        plan.areas.len() + plan.items.len() + clauses
    }

    /// Returns how many entries have been read.
    pub fn len(&self) -> usize {
        self.depths.len()
    }

    pub fn is_empty(&self) -> bool {
        self.depths.is_empty()
    }

    /// Tells whether all of `plan` has been read.
    pub fn is_complete(&self, plan: &Plan) -> bool {
        self.len() >= Self::total(plan)
    }

    /// Returns how many bytes it takes, tables of fixed size aside.
    pub fn size(&self) -> usize {
        let columns: usize = self.columns().map(Column::size).sum();
        columns
            + self.title_sounds.size()
            + self.owner_sounds.size()
            + self.depths.len()
            + 4 * (self.areas.len() + self.seeds.len())
    }

    /// Returns how many bytes of text it covers.
    pub fn covered(&self) -> usize {
        self.columns().map(Column::covered).sum()
    }

    fn columns(&self) -> impl Iterator<Item = &Column> {
        let texts = [&self.titles, &self.ids, &self.owners, &self.texts, &self.notes, &self.clauses];
        texts.into_iter().chain([&self.initials])
    }

    /// Returns what `entry` is.
    pub fn target(&self, entry: usize) -> Target {
        let before =
            |firsts: &[u32]| firsts.partition_point(|&first| first as usize <= entry).saturating_sub(1);
        let items_end = self.areas.last().map_or(0, |&end| end as usize);
        if entry < items_end {
            let area = before(&self.areas);
            let first = self.areas.get(area).map_or(0, |&first| first as usize);
            // Every area up to here has taken one entry for itself.
            return if entry == first { Target::Area(area) } else { Target::Item(entry - area - 1) };
        }
        let seed = before(&self.seeds);
        Target::Clause { seed, clause: entry - self.seeds.get(seed).map_or(0, |&first| first as usize) }
    }

    /// Returns the area that `entry` belongs to; `None` for a clause.
    pub fn area(&self, entry: usize) -> Option<usize> {
        let inside = self.areas.last().is_some_and(|&end| entry < end as usize);
        inside.then(|| self.areas.partition_point(|&first| first as usize <= entry).saturating_sub(1))
    }

    /// Returns how far below its area `entry` stands.
    pub fn depth(&self, entry: usize) -> usize {
        self.depths.get(entry).copied().map_or(0, usize::from)
    }

    /// Reads so many more `entries` of `plan`, which must be the same every time.
    pub fn grow(&mut self, plan: &Plan, review: &Review, entries: usize) {
        if self.areas.is_empty() {
            self.number(plan);
        }
        let end = self.len().saturating_add(entries).min(Self::total(plan));
        while self.len() < end {
            let entry = self.len();
            match self.target(entry) {
                Target::Area(area) => {
                    let area = &plan.areas[area];
                    self.add_title(entry, &area.title);
                    self.add_ids(entry, std::iter::once(area.id.as_str()));
                    self.add_owners(entry, area.owner.iter());
                    self.add_text(entry, area.text.as_ref());
                    self.depths.push(0);
                }
                Target::Item(index) => {
                    let item = &plan.items[index];
                    self.add_title(entry, &item.title);
                    self.add_ids(entry, std::iter::once(&item.id).chain(&item.was).map(ItemId::as_str));
                    self.add_owners(entry, item.owner.iter().chain(&item.with));
                    self.add_text(entry, item.text.as_ref());
                    self.add_notes(entry, review, index);
                    let above = item.parent.and_then(|parent| self.depths.get(entry - (index - parent)));
                    self.depths.push(above.copied().unwrap_or(0).saturating_add(1));
                }
                Target::Clause { seed, clause } => {
                    let clause = &plan.seeds[seed].clauses[clause];
                    add(&mut self.clauses, entry, clause.heading.raw());
                    add(&mut self.clauses, entry, clause.text.raw());
                    self.depths.push(u8::MAX);
                }
            }
        }
    }

    /// Reads the notes again, because one was recorded or taken back.
    pub fn reread_notes(&mut self, plan: &Plan, review: &Review) {
        self.notes = Column::new(Spot::Note);
        for (index, item) in plan.items.iter().enumerate() {
            let entry = index + item.area + 1;
            if entry < self.len() {
                self.add_notes(entry, review, index);
            }
        }
    }

    fn add_notes(&mut self, entry: usize, review: &Review, index: usize) {
        for id in &review.standing(index).notes {
            if let Some(Deed::Note(note)) = review.fact(id).map(|fact| &fact.deed) {
                add(&mut self.notes, entry, note.text.raw());
            }
        }
    }

    fn number(&mut self, plan: &Plan) {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        for area in 0..plan.areas.len() {
            self.areas.push(count(plan.area_items(area).start + area));
        }
        self.areas.push(count(plan.areas.len() + plan.items.len()));
        let mut next = plan.areas.len() + plan.items.len();
        for seed in &plan.seeds {
            self.seeds.push(count(next));
            next += seed.clauses.len();
        }
        self.seeds.push(count(next));
    }

    fn add_title(&mut self, entry: usize, title: &Localized) {
        for (_, text) in title.iter() {
            let key = search_key(text.raw());
            self.title_sounds.push(&mut self.alphabet, &key);
            let (initials, _) = matching::initials(&key);
            if !initials.is_empty() {
                self.initials.push(count(entry), &initials, 0);
            }
            self.titles.push(count(entry), &key, text.raw().len());
        }
    }

    fn add_ids<'a>(&mut self, entry: usize, ids: impl Iterator<Item = &'a str>) {
        for id in ids {
            add(&mut self.ids, entry, id);
        }
    }

    fn add_owners<'a>(&mut self, entry: usize, owners: impl Iterator<Item = &'a Foreign>) {
        for owner in owners {
            let key = search_key(owner.raw());
            self.owner_sounds.push(&mut self.alphabet, &key);
            self.owners.push(count(entry), &key, owner.raw().len());
        }
    }

    fn add_text(&mut self, entry: usize, text: Option<&Localized>) {
        for (_, text) in text.into_iter().flat_map(Localized::iter) {
            add(&mut self.texts, entry, text.raw());
        }
    }

    /// Puts into `scores`, one for each of `entries`, how well each answers `word`, where that is better than what is
    /// there. `deep`, for a word that is nowhere otherwise: texts answer by sound, in whole syllables, and titles that have its
    /// characters near each other.
    pub fn answers(
        &self,
        word: &Word,
        reach: Reach,
        entries: Range<usize>,
        deep: bool,
        scores: &mut [Score],
    ) {
        if word.key.is_empty() {
            return;
        }
        if reach == Reach::Owners {
            self.owners.literal(word, &entries, scores);
        } else {
            let columns = [&self.titles, &self.ids, &self.owners, &self.texts, &self.notes, &self.clauses];
            for column in columns {
                column.literal(word, &entries, scores);
            }
            if word.may_be_initials() {
                self.initials.initials(word, &entries, scores);
            }
        }
        if let Some(sound) = word.sound(false) {
            let steps = self.alphabet.steps(&sound);
            let heard = (&sound, &steps[..]);
            if reach == Reach::Everywhere {
                self.title_sounds.find(&self.titles, heard, word.start, &entries, scores);
            }
            self.owner_sounds.find(&self.owners, heard, word.start, &entries, scores);
        }
        if reach == Reach::Owners {
            return;
        }
        if !deep {
            return;
        }
        if let Some(sound) = word.sound(true).filter(|_| !word.start) {
            for column in [&self.texts, &self.notes, &self.clauses] {
                column.read_aloud(&sound, &entries, scores);
            }
        }
        if word.may_be_scattered() {
            self.titles.scattered(&self.scattered, word, &entries, scores);
        }
    }
}

fn count(entry: usize) -> u32 {
    u32::try_from(entry).unwrap_or(u32::MAX)
}

/// Folds `text` into `column`.
fn add(column: &mut Column, entry: usize, text: &str) {
    if !text.is_empty() {
        column.push(count(entry), &search_key(text), text.len());
    }
}
