//! Chance that is the same every time, and the words it chooses.

use std::fmt::Write as _;

use super::{Pair, WORDS};

/// Chance that is the same every time: the generator `SplitMix64`, begun from a purpose and a number.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(purpose: u64, number: usize) -> Self {
        let mut dice = Self(purpose << 40 ^ number as u64);
        dice.next();
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("less than a number of that size")
    }

    pub(super) fn up_to(&mut self, last: usize) -> usize {
        self.below(last + 1)
    }

    pub(super) fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    pub(super) fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    pub(super) fn owner(&mut self) -> &'static str {
        self.of::<String>(&WORDS.owners)
    }

    pub(super) fn title(&mut self) -> Pair {
        let words = &*WORDS;
        let ([place, place_en], [thing, thing_en]) = (self.of(&words.places), self.of(&words.things));
        let ([end, end_en], [verb, verb_en]) = (self.of(&words.ends), self.of(&words.verbs));
        let [quality, quality_en] = self.of(&words.qualities);
        let [slogan, slogan_en] = self.of(&words.slogans);
        let [other, other_en] = self.of(&words.things);
        let (zh, en) = match self.below(100) {
            0..6 => (thing.clone(), format!("{quality_en} {thing_en}")),
            6..30 => (format!("{place}{thing}"), format!("{place_en} {thing_en}")),
            30..52 => (format!("{place}{thing}{end}"), format!("{place_en} {thing_en} {end_en}")),
            52..64 => (format!("{verb}{place}{thing}"), format!("{verb_en} the {thing_en} of {place_en}")),
            64..72 => (format!("{quality}{thing}{end}"), format!("{quality_en} {thing_en} {end_en}")),
            72..80 => (format!("“{slogan}”{end}"), format!("“{slogan_en}” {end_en} in {place_en}")),
            80..86 => (format!("“{slogan}”{place}{end}"), format!("“{slogan_en}” {end_en}, {place_en}")),
            86..91 => (format!("{thing}·{other}"), format!("{thing_en} with {other_en}")),
            91..95 => (
                format!("{verb}{quality}{thing}、{quality}{other}"),
                format!("{verb_en} {thing_en} and {other_en}"),
            ),
            95..97 => (
                format!("以{thing}促进{place}{other}{end}"),
                format!("From {thing_en} to {other_en} in {place_en}, the {end_en}"),
            ),
            _ => {
                let road = 101 + self.below(900);
                (format!("{road}国道{place}段"), format!("National Highway {road}, {place_en} section"))
            }
        };
        [zh, capitalised(&en)]
    }

    pub(super) fn text(&mut self) -> Pair {
        let [mut zh, mut en] = self.sentence();
        if self.one_in(8) {
            let [more, more_en] = self.sentence();
            zh += &more;
            en = format!("{en} {more_en}");
        }
        [zh, en]
    }

    fn sentence(&mut self) -> Pair {
        let [zh, en] = self.of(&WORDS.texts);
        // Both languages speak of the same place.
        let before = self.0;
        let zh = self.fill(zh, 0);
        self.0 = before;
        [zh, capitalised(&self.fill(en, 1))]
    }

    /// Puts words in the place of the letters that stand for them.
    pub(super) fn fill(&mut self, text: &str, language: usize) -> String {
        let (place, thing) = (self.of(&WORDS.places), self.of(&WORDS.things));
        let (office, year, number) = (self.owner(), 2022 + self.below(9), 2 + self.below(98));
        let mut filled = String::new();
        // A letter counts only by itself: `N` does, `Now` does not.
        let letters: Vec<char> = text.chars().collect();
        for (at, &c) in letters.iter().enumerate() {
            let beside = |at: Option<usize>| {
                at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_alphanumeric)
            };
            let alone = !beside(at.checked_sub(1)) && !beside(Some(at + 1));
            match c {
                'P' if alone => filled.push_str(&place[language]),
                'T' if alone => filled.push_str(&thing[language]),
                'D' if alone => filled.push_str(office),
                'Y' if alone => write!(filled, "{year}").unwrap(),
                'N' if alone => write!(filled, "{number}").unwrap(),
                c => filled.push(c),
            }
        }
        filled
    }

    pub(super) fn metric(&mut self, year: usize) -> String {
        let [name, name_en] = self.of(&WORDS.things);
        let (from, by) = (1 + self.below(90), 1 + self.below(60));
        format!(
            "{{ name = {{ zh = \"{name}数\", en = \"Number of {name_en}\" }}, unit = \"个\", \
             baseline = {{ value = {from}, year = 2020 }}, target = {{ value = {}, year = {year} }} }}",
            from + by
        )
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}
