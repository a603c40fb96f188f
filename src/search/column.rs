//! All texts of one kind, folded and side by side, so that one pass over memory finds a word in all of them.

use std::collections::HashMap;
use std::ops::Range;

use memchr::memmem::Finder;

use super::matching::{self, Heard, Matcher};
use super::{Score, Spot, Tier, Word};
use crate::text::{Sound, SoundProgress, Steps, is_read, readings};

/// What stands before, between and after texts; no folded text holds it.
const SEPARATOR: char = '\0';

/// The texts of one kind.
#[derive(Clone, Debug)]
pub(super) struct Column {
    spot: Spot,
    /// Each text between two separators.
    arena: String,
    /// The first byte of each text.
    starts: Vec<u32>,
    /// The entry that each text belongs to, rising but for what was added later.
    entries: Vec<u32>,
    /// Bytes of the texts as they are written.
    covered: usize,
}

impl Column {
    pub(super) fn new(spot: Spot) -> Self {
        Self { spot, arena: SEPARATOR.to_string(), starts: Vec::new(), entries: Vec::new(), covered: 0 }
    }

    /// Adds a folded text of `entry`, which takes `covered` bytes as it is written.
    pub(super) fn push(&mut self, entry: u32, key: &str, covered: usize) {
        // An arena of 4 GB is more than files of record may hold.
        let Ok(start) = u32::try_from(self.arena.len()) else { return };
        self.starts.push(start);
        self.entries.push(entry);
        self.covered += covered;
        self.arena.push_str(key);
        self.arena.push(SEPARATOR);
    }

    /// Returns how many bytes its texts take as they are written.
    pub(super) fn covered(&self) -> usize {
        self.covered
    }

    /// Returns how many bytes it takes.
    pub(super) fn size(&self) -> usize {
        self.arena.len() + 4 * (self.starts.len() + self.entries.len())
    }

    fn start(&self, text: usize) -> usize {
        self.starts.get(text).map_or(self.arena.len(), |&start| start as usize)
    }

    fn text(&self, text: usize) -> &str {
        self.arena.get(self.start(text)..self.start(text + 1) - 1).unwrap_or_default()
    }

    fn texts_of(&self, entries: &Range<usize>) -> Range<usize> {
        let first = |entry: usize| self.entries.partition_point(|&other| (other as usize) < entry);
        first(entries.start)..first(entries.end)
    }

    fn entry(&self, text: usize) -> usize {
        self.entries.get(text).map_or(usize::MAX, |&entry| entry as usize)
    }

    /// Finds `word` as it is written in the texts of `entries`.
    pub(super) fn literal(&self, word: &Word, entries: &Range<usize>, scores: &mut [Score]) {
        let tier = if matches!(self.spot, Spot::Title | Spot::Id) { Tier::Whole } else { Tier::Contiguous };
        let floor = Score::of(tier, self.spot, 0);
        self.each(&word.key, word.start, word.end, entries, floor, scores, |text, at, key| {
            matching::literal(self.spot, text, at, key)
        });
    }

    /// Finds `word` among initials, which are what this column holds.
    pub(super) fn initials(&self, word: &Word, entries: &Range<usize>, scores: &mut [Score]) {
        let floor = matching::by_initials(0);
        self.each(&word.key, false, false, entries, floor, scores, |_, at, _| matching::by_initials(at));
    }

    /// Ranks the first place of `key` in every text whose entry has no score as good as `floor` yet.
    #[expect(clippy::too_many_arguments, reason = "all of them say what is looked for, and where")]
    fn each(
        &self,
        key: &str,
        start: bool,
        end: bool,
        entries: &Range<usize>,
        floor: Score,
        scores: &mut [Score],
        rank: impl Fn(&str, usize, &str) -> Score,
    ) {
        let (before, after) = (if start { "\0" } else { "" }, if end { "\0" } else { "" });
        let needle = format!("{before}{key}{after}");
        let finder = Finder::new(needle.as_bytes());
        let texts = self.texts_of(entries);
        let bytes = self.arena.as_bytes();
        let limit = self.start(texts.end);
        let mut text = texts.start;
        loop {
            while text < texts.end
                && scores.get(self.entry(text) - entries.start).is_some_and(|&score| score <= floor)
            {
                text += 1;
            }
            if text >= texts.end {
                return;
            }
            let from = self.start(text) - 1;
            let Some(found) = bytes.get(from..limit).and_then(|bytes| finder.find(bytes)) else { return };
            let at = from + found + before.len();
            text = self.text_at(text, at);
            let score = rank(self.text(text), at - self.start(text), key);
            if let Some(best) = scores.get_mut(self.entry(text) - entries.start) {
                *best = score.min(*best);
            }
            text += 1;
        }
    }

    /// Returns the text that holds byte `at`, which is `from` or one after it; near ones are found soonest.
    fn text_at(&self, from: usize, at: usize) -> usize {
        let mut step = 1;
        let mut low = from;
        while self.starts.get(low + step).is_some_and(|&start| start as usize <= at) {
            low += step;
            step *= 2;
        }
        let inside = self.starts.get(low..(low + step).min(self.starts.len())).unwrap_or_default();
        low + inside.partition_point(|&start| start as usize <= at).saturating_sub(1)
    }

    /// Finds titles that have the characters of `word` apart, where nothing better answered.
    pub(super) fn scattered(
        &self,
        matcher: &dyn Matcher,
        word: &Word,
        entries: &Range<usize>,
        scores: &mut [Score],
    ) {
        let Some(first) = word.key.chars().next() else { return };
        let first = first.to_string();
        let floor = Score::of(Tier::Scattered, Spot::Title, 0);
        self.each(&first, false, false, entries, floor, scores, |text, _, _| {
            matching::scattered(matcher, text, &word.key).map_or(Score::NONE, |(score, _)| score)
        });
    }

    /// Finds what sounds like `sound`, reading every text on the way.
    pub(super) fn read_aloud(&self, sound: &Sound, entries: &Range<usize>, scores: &mut [Score]) {
        let floor = matching::by_sound(self.spot, Heard::Inside);
        let mut known: HashMap<char, Steps> = HashMap::new();
        for text in self.texts_of(entries) {
            let Some(best) = scores.get_mut(self.entry(text) - entries.start).filter(|best| **best > floor)
            else {
                continue;
            };
            let mut progress = SoundProgress::default();
            for c in self.text(text).chars().filter(|&c| is_read(c)) {
                let steps = known.entry(c).or_insert_with(|| sound.steps(c, &readings(c)));
                if sound.step(&mut progress, steps, true) {
                    *best = floor.min(*best);
                    break;
                }
            }
        }
    }
}

/// Every character of the names in a plan with how it is read, numbered.
#[derive(Clone, Debug, Default)]
pub(super) struct Alphabet {
    numbers: HashMap<char, u16>,
    characters: Vec<(char, Vec<&'static str>)>,
}

impl Alphabet {
    fn number(&mut self, c: char) -> Option<u16> {
        if let Some(&number) = self.numbers.get(&c) {
            return Some(number);
        }
        let number = u16::try_from(self.characters.len()).ok()?;
        self.characters.push((c, readings(c)));
        self.numbers.insert(c, number);
        Some(number)
    }

    /// Returns how each character leads on in `sound`, by number.
    pub(super) fn steps(&self, sound: &Sound) -> Vec<Steps> {
        self.characters.iter().map(|(c, readings)| sound.steps(*c, readings)).collect()
    }
}

/// The names of one column as they are read: one number a character, without what is not read.
#[derive(Clone, Debug, Default)]
pub(super) struct Sounds {
    numbers: Vec<u16>,
    /// Where each text of the column ends.
    ends: Vec<u32>,
}

impl Sounds {
    /// Adds the next text of the column. One without Chinese has no sound.
    pub(super) fn push(&mut self, alphabet: &mut Alphabet, key: &str) {
        if !key.is_ascii() {
            self.numbers.extend(key.chars().filter(|&c| is_read(c)).filter_map(|c| alphabet.number(c)));
        }
        self.ends.push(u32::try_from(self.numbers.len()).unwrap_or(u32::MAX));
    }

    pub(super) fn size(&self) -> usize {
        2 * self.numbers.len() + 4 * self.ends.len()
    }

    /// Finds what sounds like `sound` in the texts of `column`; `begin`: only from the start of a text.
    pub(super) fn find(
        &self,
        column: &Column,
        (sound, steps): (&Sound, &[Steps]),
        begin: bool,
        entries: &Range<usize>,
        scores: &mut [Score],
    ) {
        let floor = matching::by_sound(column.spot, Heard::Whole);
        // What most characters are asked is whether the word may begin with them: that is looked up in little memory.
        let any: Vec<u64> = steps.iter().map(|steps| steps.any).collect();
        for text in column.texts_of(entries) {
            let from =
                text.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize);
            let to = self.ends.get(text).map_or(from, |&end| end as usize);
            let Some(best) = scores.get_mut(column.entry(text) - entries.start).filter(|best| **best > floor)
            else {
                continue;
            };
            let numbers = self.numbers.get(from..to).unwrap_or_default();
            let (mut free, mut from_start) = (SoundProgress::default(), SoundProgress::default());
            let mut heard = None;
            for (at, &number) in numbers.iter().enumerate() {
                if free.is_idle() && any.get(usize::from(number)).is_none_or(|any| any & 1 == 0) {
                    continue;
                }
                let Some(steps) = steps.get(usize::from(number)) else { continue };
                let begun = sound.step(&mut from_start, steps, at == 0);
                if begun {
                    heard = Some(if at + 1 == numbers.len() { Heard::Whole } else { Heard::FromStart });
                } else if sound.step(&mut free, steps, !begin || at == 0) && heard.is_none() {
                    heard = Some(Heard::Inside);
                }
                if begun {
                    sound.step(&mut free, steps, !begin || at == 0);
                }
                // What begins the name may yet turn out to be all of it.
                if heard.is_some() && from_start.is_idle() {
                    break;
                }
            }
            if let Some(heard) = heard {
                *best = matching::by_sound(column.spot, heard).min(*best);
            }
        }
    }
}
