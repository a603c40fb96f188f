//! What can be searched of a plan, folded once, and the list of hits in a total and stable order.

use std::cmp::Reverse;

use super::matching::{Found, Scattered, Tier, find};
use crate::plan::{Localized, Plan};
use crate::text::Foreign;

/// What a hit leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// By index among the areas.
    Area(usize),
    /// By index among the items.
    Item(usize),
}

/// Which text of an item answered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// The title in a language.
    Title(String),
    Id,
    /// An id the item had before.
    Was(usize),
    Owner(usize),
    /// The text in a language.
    Text(String),
}

impl Spot {
    /// Titles and ids are what people remember; texts are searched so that nothing is missed.
    fn rank(&self) -> u8 {
        match self {
            Self::Title(_) => 0,
            Self::Id | Self::Was(_) => 1,
            Self::Owner(_) => 2,
            Self::Text(_) => 3,
        }
    }
}

/// One line of the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub target: Target,
    /// Where the best answer stands.
    pub spot: Spot,
    pub tier: Tier,
    /// Indices of characters in that text, rising.
    pub characters: Vec<usize>,
}

struct Entry {
    target: Target,
    depth: usize,
    spots: Vec<(Spot, String)>,
}

/// The searchable texts of a plan.
#[derive(Default)]
pub struct Index {
    entries: Vec<Entry>,
    matcher: Scattered,
}

impl Index {
    /// Reads titles in every language, ids, owners and texts.
    pub fn of(plan: &Plan) -> Self {
        let mut entries = Vec::new();
        let mut items = plan.items.iter().enumerate().peekable();
        for (at, area) in plan.areas.iter().enumerate() {
            let mut spots = localized(&area.title, Spot::Title);
            spots.push((Spot::Id, fold(area.id.as_str())));
            spots.extend(owners(&area.owner));
            spots.extend(area.text.iter().flat_map(|text| localized(text, Spot::Text)));
            entries.push(Entry { target: Target::Area(at), depth: 0, spots });
            while let Some((index, item)) = items.next_if(|(_, item)| item.area == at) {
                let mut spots = localized(&item.title, Spot::Title);
                spots.push((Spot::Id, fold(item.id.as_str())));
                let old = item.was.iter().enumerate();
                spots.extend(old.map(|(at, old)| (Spot::Was(at), fold(old.as_str()))));
                spots.extend(owners(item.owner.iter().chain(&item.with)));
                spots.extend(item.text.iter().flat_map(|text| localized(text, Spot::Text)));
                entries.push(Entry { target: Target::Item(index), depth: plan.depth(index), spots });
            }
        }
        Self { entries, matcher: Scattered::default() }
    }

    /// Returns what answers every word of `query`, best first: the same query gives the same list.
    ///
    /// Whole titles come first, then prefixes, then contiguous hits, then scattered ones within one title; among
    /// equals titles before ids, owners and texts, then shallower items, then plan order.
    pub fn find(&self, query: &str) -> Vec<Hit> {
        let words: Vec<String> = query.split_whitespace().map(fold).collect();
        if words.is_empty() {
            return Vec::new();
        }
        let mut ranked: Vec<_> = self.entries.iter().filter_map(|entry| self.rank(entry, &words)).collect();
        ranked.sort_by(|a, b| a.0.cmp(&b.0));
        ranked.into_iter().map(|(_, hit)| hit).collect()
    }

    fn rank<'a>(&self, entry: &'a Entry, words: &[String]) -> Option<(impl Ord + 'a, Hit)> {
        let mut best: Vec<(&Spot, Found)> = Vec::new();
        for word in words {
            let answers = entry.spots.iter().filter_map(|(spot, text)| {
                let mut found = find(&self.matcher, text, word, matches!(spot, Spot::Title(_)))?;
                if let Spot::Text(_) = spot {
                    // That a text begins with the word says little about its item.
                    found.tier = found.tier.max(Tier::Contiguous);
                }
                Some((spot, found))
            });
            best.push(answers.min_by_key(|(spot, found)| (found.tier, spot.rank(), Reverse(found.score)))?);
        }
        // The list is ordered by the word that was answered worst, and shows the answer to the first.
        let tier = best.iter().map(|(_, found)| found.tier).max()?;
        let rank = best.iter().map(|(spot, _)| spot.rank()).max()?;
        let score: i64 = best.iter().map(|(_, found)| found.score).sum();
        let (spot, _) = best.first()?;
        let spot = (*spot).clone();
        let mut characters: Vec<usize> = best
            .iter()
            .filter(|(other, _)| **other == spot)
            .flat_map(|(_, found)| found.characters.clone())
            .collect();
        characters.sort_unstable();
        characters.dedup();
        let key = (tier, rank, Reverse(score), entry.depth, entry.target);
        Some((key, Hit { target: entry.target, spot, tier, characters }))
    }
}

fn owners<'a>(owners: impl IntoIterator<Item = &'a Foreign>) -> impl Iterator<Item = (Spot, String)> {
    owners.into_iter().enumerate().map(|(at, owner)| (Spot::Owner(at), fold(owner.raw())))
}

fn localized(texts: &Localized, spot: impl Fn(String) -> Spot) -> Vec<(Spot, String)> {
    texts.iter().map(|(tag, text)| (spot(tag.to_owned()), fold(text.raw()))).collect()
}

/// Folds case one character to one, so that an index into the folded text is an index into the text.
fn fold(text: &str) -> String {
    text.chars()
        .map(|c| {
            let half = if ('\u{ff01}'..='\u{ff5e}').contains(&c) {
                char::from_u32(u32::from(c) - 0xfee0)
            } else {
                None
            };
            let c = half.unwrap_or(c);
            let mut lower = c.to_lowercase();
            lower.next().filter(|_| lower.next().is_none()).unwrap_or(c)
        })
        .collect()
}
