//! Finding Chinese by how it is read aloud: initials, whole syllables and both mixed, every reading of a character
//! alike. Knows no plan; tables are those of the crate `pinyin`.

use pinyin::ToPinyinMulti as _;

#[cfg(test)]
mod tests;

/// The longest word that is looked for by sound, in characters: positions in it are bits of a number.
const LONGEST: usize = 60;

/// The longest reading of a character, in letters: `zhuang`.
const LONGEST_READING: usize = 6;

/// How a character is read, without tones; `ü` is `v`.
pub fn readings(c: char) -> Vec<&'static str> {
    let mut readings: Vec<&'static str> = Vec::new();
    for reading in c.to_pinyin_multi().into_iter().flatten() {
        let plain = match reading.plain() {
            "lü" => "lv",
            "lüe" | "lve" => "lve",
            "nü" => "nv",
            "nüe" | "nve" => "nve",
            other => other,
        };
        if !readings.contains(&plain) && plain.is_ascii() && plain.len() <= LONGEST_READING {
            readings.push(plain);
        }
    }
    readings
}

/// Tells whether `c` takes part in how a text is read; punctuation and blanks do not.
pub fn is_read(c: char) -> bool {
    c.is_alphanumeric()
}

/// A word to be found by sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sound {
    letters: Vec<char>,
    /// Initials alone do not count: every character is read in full, the last one perhaps in part.
    whole_syllables: bool,
}

/// From which places in a word one comes how far with one character: bit `p` is the place after `p` letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    /// By how many letters the character takes, less one.
    takes: [u64; LONGEST_READING],
    /// The rest of the word is the beginning of a reading.
    ends: u64,
    /// Any of these.
    pub any: u64,
}

/// How far one has come in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    places: u64,
}

impl Progress {
    /// Tells whether nothing has begun.
    pub fn is_idle(self) -> bool {
        self.places == 0
    }
}

impl Sound {
    /// Prepares to look for `typed`; `None` where nothing in it could be pinyin.
    ///
    /// `ü`, `u:` and `v` are the same; blanks between syllables, apostrophes among them, make no difference.
    pub fn of(typed: &str, whole_syllables: bool) -> Option<Self> {
        let lower = typed.to_lowercase().replace("u:", "v").replace("u：", "v");
        let one_form = lower.chars().map(|c| match c {
            'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => 'v',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            other => other,
        });
        let folded: String = one_form.collect();
        let letters: Vec<char> = super::search_key(&folded).chars().filter(|&c| is_read(c)).collect();
        let has_letter = letters.iter().any(char::is_ascii_lowercase);
        (has_letter && letters.len() <= LONGEST).then_some(Self { letters, whole_syllables })
    }

    /// Returns how many letters and characters there are.
    pub fn len(&self) -> usize {
        self.letters.len()
    }

    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// Returns how `c`, which is read as `readings` say, leads on from each place.
    pub fn steps(&self, c: char, readings: &[&str]) -> Steps {
        let mut steps = Steps::default();
        for (place, &letter) in self.letters.iter().enumerate() {
            let bit = 1u64 << place;
            if letter == c {
                steps.takes[0] |= bit;
            }
            for reading in readings {
                let reading = reading.as_bytes();
                if u8::try_from(letter).ok().as_ref() != reading.first() {
                    continue;
                }
                let rest = self.letters.get(place..).unwrap_or_default();
                let same = rest.iter().zip(reading).take_while(|(a, b)| **a == char::from(**b)).count();
                if same == reading.len() {
                    steps.takes[same - 1] |= bit;
                } else if same == rest.len() && (!self.whole_syllables || place > 0) {
                    // Only the last syllable may be unfinished.
                    steps.ends |= bit;
                }
                if !self.whole_syllables {
                    steps.takes[0] |= bit;
                    if same >= 2 && reading.get(1) == Some(&b'h') {
                        steps.takes[1] |= bit;
                    }
                }
            }
        }
        steps.any = steps.takes.iter().fold(steps.ends, |any, takes| any | takes);
        steps
    }

    /// Goes on by one character; tells whether the word is found with it. `begin`: it may also be the first.
    pub fn step(&self, progress: &mut Progress, steps: &Steps, begin: bool) -> bool {
        let places = progress.places | u64::from(begin);
        let mut next = 0;
        if places & steps.any != 0 {
            for (letters, takes) in steps.takes.iter().enumerate() {
                next |= (places & takes) << (letters + 1);
            }
        }
        progress.places = next;
        places & steps.ends != 0 || next & (1 << self.letters.len()) != 0
    }

    /// Finds the word in `text`, which is folded already: the indices of the characters that are meant, rising.
    ///
    /// The place where it ends first is taken, and from where it begins there as much as it can mean: `lszh` is all of
    /// 两山转化, although 两山转 would do.
    pub fn find(&self, text: &str) -> Option<Vec<usize>> {
        let chars: Vec<(usize, char)> = text.chars().enumerate().filter(|&(_, c)| is_read(c)).collect();
        let steps: Vec<Steps> = chars.iter().map(|&(_, c)| self.steps(c, &readings(c))).collect();
        let ends = (0..steps.len()).filter_map(|begin| Some((*self.run(&steps, begin).first()?, begin)));
        let (_, earliest) = ends.min()?;
        let last = self.run(&steps, earliest).last().copied()?;
        let mut found = self.path(&steps, earliest, last, 0)?;
        found.reverse();
        Some(found.into_iter().filter_map(|at| chars.get(at).map(|&(at, _)| at)).collect())
    }

    /// Returns every character at which the word is found that begins at the character `begin`.
    fn run(&self, steps: &[Steps], begin: usize) -> Vec<usize> {
        let mut progress = Progress::default();
        let mut ends = Vec::new();
        for (at, step) in steps.iter().enumerate().skip(begin) {
            if self.step(&mut progress, step, at == begin) {
                ends.push(at);
            }
            if progress.places == 0 {
                break;
            }
        }
        ends
    }

    /// Returns the characters from `at` to `last` that take the word from `place` on, in reverse.
    fn path(&self, steps: &[Steps], at: usize, last: usize, place: usize) -> Option<Vec<usize>> {
        let (step, bit) = (steps.get(at)?, 1u64 << place);
        if at == last {
            let taken = self.letters.len() - place;
            let whole = step.takes.get(taken.wrapping_sub(1)).is_some_and(|takes| takes & bit != 0);
            return (whole || step.ends & bit != 0).then(|| vec![at]);
        }
        let longest_first = step.takes.iter().enumerate().rev().filter(|(_, takes)| *takes & bit != 0);
        for (letters, _) in longest_first {
            if place + letters + 1 < self.letters.len()
                && let Some(mut path) = self.path(steps, at + 1, last, place + letters + 1)
            {
                path.push(at);
                return Some(path);
            }
        }
        None
    }
}
