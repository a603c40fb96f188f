//! Which characters answered: worked out again from the texts of the plan, for the few answers that are looked at.

use std::collections::BTreeSet;

use super::matching::{self, Heard, Scattered};
use super::{Score, Spot, Target, Tier, Word};
use crate::plan::{Localized, Plan};
use crate::review::{Deed, FactId, Review};
use crate::text::{Foreign, MappedKey, mapped_search_key};

/// Which text of an entry answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The title in a language.
    Title(String),
    Id,
    /// An id the item had before, by its number.
    Was(usize),
    /// By number among those who answer and those who take part.
    Owner(usize),
    /// The text in a language.
    Text(String),
    Note(FactId),
    Heading,
    Clause,
}

/// One answer, with the characters that answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub answer: Answer,
    /// The text that answered.
    pub text: Foreign,
    pub tier: Tier,
    pub spot: Spot,
    /// Indices of its characters, rising, whole graphemes only.
    pub characters: Vec<usize>,
}

/// Says where the best answer of `target` to `words` stands; of titles as good as each other the one in `language`.
///
/// Without words, or where nothing answers, the title stands there with nothing marked.
pub fn explain(plan: &Plan, review: &Review, words: &[Word], target: Target, language: &str) -> Option<Hit> {
    let texts = texts(plan, review, target, language);
    let phrases = Word::phrases(&words.iter().collect::<Vec<_>>());
    let mut best: Option<(Score, Hit)> = None;
    for (spot, answer, text) in texts {
        let mapped = mapped_search_key(text.raw());
        let all: Vec<(Score, Vec<usize>)> =
            phrases.iter().chain(words).filter_map(|word| answered(word, spot, &mapped, true)).collect();
        let Some(score) = all.iter().map(|(score, _)| *score).min() else { continue };
        if best.as_ref().is_some_and(|(other, _)| *other <= score) {
            continue;
        }
        let Some((tier, spot)) = score.meaning() else { continue };
        let characters: BTreeSet<usize> = all.into_iter().flat_map(|(_, found)| found).collect();
        let characters = characters.into_iter().collect();
        best = Some((score, Hit { answer, text, tier, spot, characters }));
    }
    best.map(|(_, hit)| hit)
}

/// Returns every character of `text` that answers one of `words`, rising; by sound only in `names`.
pub fn occurrences(words: &[Word], text: &str, names: bool) -> Vec<usize> {
    let mapped = mapped_search_key(text);
    let mut found = BTreeSet::new();
    for word in words.iter().filter(|word| !word.key.is_empty()) {
        let literal: Vec<usize> = mapped.key.match_indices(&word.key).map(|(at, _)| at).collect();
        for &at in &literal {
            let first = mapped.key.get(..at).unwrap_or_default().chars().count();
            found.extend(origins(&mapped, first..first + word.key.chars().count()));
        }
        if literal.is_empty()
            && names
            && let Some(heard) = word.sound(false).and_then(|sound| sound.find(&mapped.key))
        {
            found.extend(origins(&mapped, heard));
        }
    }
    found.into_iter().collect()
}

/// Returns how good an answer `mapped` is to `word`, and the characters of the text that answer.
fn answered(word: &Word, spot: Spot, mapped: &MappedKey, deep: bool) -> Option<(Score, Vec<usize>)> {
    let key = &mapped.key;
    if word.key.is_empty() {
        return None;
    }
    if let Some(at) = matching::find_literal(key, word) {
        let first = key.get(..at).unwrap_or_default().chars().count();
        let found = origins(mapped, first..first + word.key.chars().count());
        return Some((matching::literal(spot, key, at, &word.key), found));
    }
    if spot == Spot::Title && word.may_be_initials() {
        let (initials, places) = matching::initials(key);
        if let Some(at) = initials.find(&word.key) {
            let places = places.into_iter().skip(at).take(word.key.len());
            return Some((matching::by_initials(at), origins(mapped, places)));
        }
    }
    let is_name = matches!(spot, Spot::Title | Spot::Owner);
    let sound = if is_name { word.sound(false) } else { word.sound(true).filter(|_| deep && !word.start) };
    if let Some(heard) = sound.filter(|_| spot != Spot::Id).and_then(|sound| sound.find(key)) {
        let read = || key.chars().enumerate().filter(|&(_, c)| crate::text::is_read(c)).map(|(at, _)| at);
        let (begins, ends) =
            (heard.first().copied() == read().next(), heard.last().copied() == read().last());
        let how = match (is_name && begins, ends) {
            (true, true) => Heard::Whole,
            (true, false) => Heard::FromStart,
            (false, _) => Heard::Inside,
        };
        if begins || !word.start {
            return Some((matching::by_sound(spot, how), origins(mapped, heard)));
        }
    }
    if spot == Spot::Title && word.may_be_scattered() {
        let (score, apart) = matching::scattered(&Scattered::default(), key, &word.key)?;
        return Some((score, origins(mapped, apart)));
    }
    None
}

/// Returns the characters of the text that the characters `of` its key come from.
fn origins(mapped: &MappedKey, of: impl IntoIterator<Item = usize>) -> Vec<usize> {
    of.into_iter().filter_map(|at| mapped.origins.get(at).cloned()).flatten().collect()
}

/// Returns every text of `target`, the most telling first.
fn texts(plan: &Plan, review: &Review, target: Target, language: &str) -> Vec<(Spot, Answer, Foreign)> {
    let mut texts = Vec::new();
    let mut title = |title: &Localized| {
        let mut all: Vec<(&str, &Foreign)> = title.iter().collect();
        all.sort_by_key(|(tag, _)| *tag != language);
        let named =
            |(tag, text): (&str, &Foreign)| (Spot::Title, Answer::Title(tag.to_owned()), text.clone());
        texts.extend(all.into_iter().map(named));
    };
    match target {
        Target::Area(index) => {
            let Some(area) = plan.areas.get(index) else { return texts };
            title(&area.title);
            texts.push((Spot::Id, Answer::Id, area.id.as_str().into()));
            texts.extend(owners(area.owner.iter()));
            texts.extend(bodies(area.text.as_ref()));
        }
        Target::Item(index) => {
            let Some(item) = plan.items.get(index) else { return texts };
            title(&item.title);
            texts.push((Spot::Id, Answer::Id, Foreign::from(&item.id)));
            let old = item.was.iter().enumerate();
            texts.extend(old.map(|(at, id)| (Spot::Id, Answer::Was(at), Foreign::from(id))));
            texts.extend(owners(item.owner.iter().chain(&item.with)));
            texts.extend(bodies(item.text.as_ref()));
            for id in &review.standing(index).notes {
                if let Some(Deed::Note(note)) = review.fact(id).map(|fact| &fact.deed) {
                    texts.push((Spot::Note, Answer::Note(id.clone()), note.text.clone()));
                }
            }
        }
        Target::Clause { seed, clause } => {
            let Some(clause) = plan.seeds.get(seed).and_then(|seed| seed.clauses.get(clause)) else {
                return texts;
            };
            texts.push((Spot::Clause, Answer::Heading, clause.heading.clone()));
            texts.push((Spot::Clause, Answer::Clause, clause.text.clone()));
        }
    }
    texts
}

fn owners<'a>(owners: impl Iterator<Item = &'a Foreign>) -> impl Iterator<Item = (Spot, Answer, Foreign)> {
    owners.enumerate().map(|(at, owner)| (Spot::Owner, Answer::Owner(at), owner.clone()))
}

fn bodies(text: Option<&Localized>) -> impl Iterator<Item = (Spot, Answer, Foreign)> {
    let all = text.into_iter().flat_map(Localized::iter);
    all.map(|(tag, text)| (Spot::Text, Answer::Text(tag.to_owned()), text.clone()))
}
