//! How well one text answers one word of a query. A contiguous hit is in a tier of its own above every scattered one.

use fuzzy_matcher::FuzzyMatcher as _;
use fuzzy_matcher::skim::SkimMatcherV2;

/// The kinds of hits, best first. Scores compare only within one tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    Whole,
    Prefix,
    Contiguous,
    Scattered,
}

/// Where a word was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub tier: Tier,
    /// Higher is better within the tier.
    pub score: i64,
    /// The characters that answered, as indices counted in characters, rising.
    pub characters: Vec<usize>,
}

/// Something that finds the characters of a word in a text, in order but not side by side.
pub(super) trait Matcher {
    /// Returns score and character indices; `None` where the text does not have them.
    fn scattered(&self, text: &str, word: &str) -> Option<(i64, Vec<usize>)>;
}

/// The matcher of the crate `fuzzy-matcher`. It folds case for ASCII only, so callers fold before.
#[derive(Default)]
pub(super) struct Scattered(SkimMatcherV2);

impl Matcher for Scattered {
    fn scattered(&self, text: &str, word: &str) -> Option<(i64, Vec<usize>)> {
        self.0.fuzzy_indices(text, word)
    }
}

/// Finds `word` in `text`, both folded already. A scattered hit is wanted only where `scattered` says so.
pub(super) fn find(matcher: &dyn Matcher, text: &str, word: &str, scattered: bool) -> Option<Found> {
    if let Some(at) = text.find(word) {
        let first = text.get(..at).unwrap_or_default().chars().count();
        let tier = match at {
            0 if text.len() == word.len() => Tier::Whole,
            0 => Tier::Prefix,
            _ => Tier::Contiguous,
        };
        let earlier_is_better = -i64::try_from(first).unwrap_or(i64::MAX);
        let characters = (first..first + word.chars().count()).collect();
        return Some(Found { tier, score: earlier_is_better, characters });
    }
    // One character is found side by side or not at all.
    let many = word.chars().nth(1).is_some();
    let (score, characters) = matcher.scattered(text, word).filter(|_| scattered && many)?;
    let span = characters.last()? - characters.first()? + 1;
    if span > word.chars().count() * 2 + 2 {
        return None;
    }
    Some(Found { tier: Tier::Scattered, score, characters })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contiguous_hit_stands_above_a_scattered_one() {
        let tier = |text, word| find(&Scattered::default(), text, word, true).map(|found| found.tier);
        assert_eq!(tier("四港联动", "四港联动"), Some(Tier::Whole));
        assert_eq!(tier("四港联动", "四港"), Some(Tier::Prefix));
        assert_eq!(tier("推进四港联动", "四港"), Some(Tier::Contiguous));
        assert_eq!(tier("四个港口联合动员", "四港联动"), Some(Tier::Scattered));
        assert_eq!(tier("四港联动", "空"), None);
        // Noise is worse than a miss: what answers must stand near each other.
        assert_eq!(tier("education and medical care", "canal"), None);
    }

    #[test]
    fn the_characters_that_answered_are_named() {
        let found = find(&Scattered::default(), "推进数据中心建设", "数建", true).unwrap();
        assert_eq!(found.characters, [2, 6]);
        let found = find(&Scattered::default(), "浙赣运河", "运河", true).unwrap();
        assert_eq!(found.characters, [2, 3]);
    }
}
