//! How one text answers one word. The one place that says so: the index and the marking of characters both ask here.

use fuzzy_matcher::FuzzyMatcher as _;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::{Score, Spot, Tier, Word};

/// Something that scores how well the characters of a word stand in a text that has them all in order.
pub(super) trait Matcher {
    /// Returns the score, higher better, and the indices of the characters; `None` where the text has them not.
    fn scattered(&self, text: &str, word: &str) -> Option<(i64, Vec<usize>)>;
}

/// The matcher of the crate `fuzzy-matcher`.
#[derive(Default)]
pub(super) struct Scattered(SkimMatcherV2);

impl Matcher for Scattered {
    fn scattered(&self, text: &str, word: &str) -> Option<(i64, Vec<usize>)> {
        self.0.fuzzy_indices(text, word)
    }
}

/// Ranks a word found at byte `at` of `text`, as it is written.
pub(super) fn literal(spot: Spot, text: &str, at: usize, word: &str) -> Score {
    let bytes = text.as_bytes();
    let end = at + word.len();
    let before = at.checked_sub(1).and_then(|at| bytes.get(at));
    let named = matches!(spot, Spot::Title | Spot::Id);
    let at_start = at == 0 || (spot == Spot::Id && before == Some(&b'/'));
    let letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let inside_word = letter(before) && letter(bytes.get(at));
    let tier = match (named && at_start, end == text.len()) {
        (true, true) => Tier::Whole,
        (true, false) => Tier::Prefix,
        (false, _) => Tier::Contiguous,
    };
    Score::of(tier, spot, u16::from(inside_word))
}

/// How much of a name sounds like a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Heard {
    Whole,
    FromStart,
    Inside,
}

/// Ranks a word that answers by sound.
pub(super) fn by_sound(spot: Spot, heard: Heard) -> Score {
    Score::of(Tier::Pinyin, spot, heard as u16)
}

/// Ranks initials found at `at` among the initials of a title.
pub(super) fn by_initials(at: usize) -> Score {
    Score::of(Tier::Initials, Spot::Title, u16::from(at > 0))
}

/// Ranks a title that has the characters of the word in order and near each other, and says which they are.
///
/// Letters must stand in one word and begin where it begins: noise is worse than a miss.
pub(super) fn scattered(matcher: &dyn Matcher, text: &str, word: &str) -> Option<(Score, Vec<usize>)> {
    let many = word.chars().count();
    let span = many * 2 + 2;
    if word.is_ascii() {
        let mut from = 0;
        for part in text.split(' ') {
            let count = part.chars().count();
            if part.chars().next() == word.chars().next() && count <= span && is_subsequence(part, word) {
                let (score, characters) = matcher.scattered(part, word)?;
                return Some((rank(score), characters.into_iter().map(|at| at + from).collect()));
            }
            from += count + 1;
        }
        return None;
    }
    let first = word.chars().next()?;
    for (start, _) in text.match_indices(first) {
        let rest = text.get(start..)?;
        let end = rest.char_indices().nth(span).map_or(rest.len(), |(end, _)| end);
        let window = rest.get(..end)?;
        if is_subsequence(window, word) {
            let (score, characters) = matcher.scattered(window, word)?;
            let before = text.get(..start)?.chars().count();
            return Some((rank(score), characters.into_iter().map(|at| at + before).collect()));
        }
    }
    None
}

fn is_subsequence(text: &str, word: &str) -> bool {
    let mut chars = text.chars();
    word.chars().all(|wanted| chars.any(|c| c == wanted))
}

fn rank(score: i64) -> Score {
    Score::of(Tier::Scattered, Spot::Title, u16::try_from(1000 - score.clamp(0, 1000)).unwrap_or(1000))
}

/// Returns the initials of the words of a title, and the index of the character each stands at.
///
/// Only a title with two words of letters at least has initials.
pub(super) fn initials(text: &str) -> (String, Vec<usize>) {
    let (mut initials, mut places, mut inside) = (String::new(), Vec::new(), false);
    for (at, c) in text.chars().enumerate() {
        let letter = c.is_ascii_alphanumeric();
        if letter && !inside {
            initials.push(c);
            places.push(at);
        }
        inside = letter || (inside && matches!(c, '\'' | '’'));
    }
    if initials.len() < 2 { Default::default() } else { (initials, places) }
}

/// Finds a word as it is written in `text`, at its first place; both are folded.
pub(super) fn find_literal(text: &str, word: &Word) -> Option<usize> {
    match (word.start, word.end) {
        (true, true) => (text == word.key).then_some(0),
        (true, false) => text.starts_with(&word.key).then_some(0),
        (false, true) => text.ends_with(&word.key).then(|| text.len() - word.key.len()),
        (false, false) => text.find(&word.key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contiguous_hit_stands_above_every_other() {
        let at = |text: &str, word: &str| literal(Spot::Title, text, text.find(word).unwrap(), word);
        let tier = |score: Score| score.meaning().unwrap().0;
        assert_eq!(tier(at("四港联动", "四港联动")), Tier::Whole);
        assert_eq!(tier(at("四港联动", "四港")), Tier::Prefix);
        assert_eq!(tier(at("推进四港联动", "四港")), Tier::Contiguous);
        let apart = scattered(&Scattered::default(), "四个港口联合动员", "四港联动").unwrap();
        assert_eq!((tier(apart.0), apart.1), (Tier::Scattered, vec![0, 2, 4, 6]));
        assert!(at("推进四港联动", "四港") < apart.0);
        // A word inside another is no better than its beginning.
        assert!(at("an open city", "open") < at("reopening", "open"));
    }

    #[test]
    fn noise_is_worse_than_a_miss() {
        let apart = |text: &str, word: &str| scattered(&Scattered::default(), text, word).is_some();
        assert!(apart("推进数据中心建设", "数建"));
        assert!(!apart("数字经济和民生事业一起建设", "数建"));
        assert!(apart("zhejiang-jiangxi canal", "cnal"));
        assert!(!apart("education and medical care", "canal"));
        assert!(!apart("four ports", "fpor"));
    }

    #[test]
    fn initials_are_of_words() {
        assert_eq!(initials("zhejiang–jiangxi canal"), ("zjc".to_owned(), vec![0, 9, 17]));
        assert_eq!(initials("canal"), (String::new(), Vec::new()));
        assert_eq!(initials("浙赣运河").0, "");
    }
}
