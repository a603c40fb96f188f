//! What answers a query, found a slice of the plan at a time, so that the next key never waits. Knows no screen.
//!
//! The order is total: first how good the answer is, then how near the top of the plan the item stands, then how near
//! its area is to where one searches from, then plan order. The same query at the same place gives the same list.

use std::ops::Range;

use super::query::{Asked, Condition, Demand, Marked, Query, Subject, Term};
use super::{Index, Reach, Score, Target, Word};
use crate::plan::Item;
use crate::review::Standing;

/// How many entries of the first pass take as long as one of the second.
const DEARER: usize = 16;

/// The second pass, for words that were found nowhere: by sound in all texts, or scattered in a title. It only adds.
#[derive(Clone, Debug, Default)]
struct Second {
    /// By word of the query, whether the first pass found it.
    found: Vec<bool>,
    /// By entry, whether the first pass answered with it.
    answered: Vec<bool>,
}

/// The answers to one query so far.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    query: Query,
    /// The area one searches from.
    from: usize,
    /// How many entries of the index this pass has looked at.
    done: usize,
    /// The second pass, once the first is done.
    second: Option<Second>,
    /// By word of the query, whether it was found anywhere.
    found: Vec<bool>,
    /// Sorted: what ranks an answer, and the entry in the lowest bits.
    ranked: Vec<u64>,
}

impl Hits {
    /// Begins to look for `query`, from the area with the index `from`.
    pub fn of(query: Query, from: usize) -> Self {
        let mut found = Vec::new();
        note_words(&query, &mut found);
        Self { query, from, found, ..Self::default() }
    }

    /// Finds everything at once.
    pub fn all(query: Query, from: usize, index: &Index, subject: &Subject<'_>) -> Self {
        let mut hits = Self::of(query, from);
        hits.advance(index, subject, usize::MAX);
        hits
    }

    /// Looks at so many more `entries`, and tells whether some of those in the index are left.
    pub fn advance(&mut self, index: &Index, subject: &Subject<'_>, entries: usize) -> bool {
        let mut left = entries;
        loop {
            if self.query.is_empty() {
                return false;
            }
            let dearer = if self.second.is_some() { DEARER } else { 1 };
            let end = self.done.saturating_add(left.div_ceil(dearer)).min(index.len());
            left = left.saturating_sub((end - self.done).saturating_mul(dearer));
            if self.done < end {
                self.look_at(index, subject, self.done..end);
            }
            if self.done < index.len() {
                return true;
            }
            // Only the whole plan can tell that a word is nowhere.
            if self.second.is_some() || !index.is_complete(subject.plan) || !self.found.contains(&false) {
                return false;
            }
            let mut answered = vec![false; index.len()];
            for &key in &self.ranked {
                answered[entry_of(key)] = true;
            }
            self.second = Some(Second { found: self.found.clone(), answered });
            self.done = 0;
        }
    }

    /// Returns how many there are so far.
    pub fn len(&self) -> usize {
        self.ranked.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ranked.is_empty()
    }

    /// Returns what the answer at `at` leads to, the best first.
    pub fn target(&self, index: &Index, at: usize) -> Option<Target> {
        self.ranked.get(at).map(|&key| index.target(entry_of(key)))
    }

    /// Returns where in the list `target` stands.
    pub fn position(&self, index: &Index, target: Target) -> Option<usize> {
        self.ranked.iter().position(|&key| index.target(entry_of(key)) == target)
    }

    /// Returns what the answers lead to that are good enough for `wanted`, in plan order.
    pub fn in_plan_order(&self, index: &Index, wanted: impl Fn(Score) -> bool) -> Vec<Target> {
        let good = self.ranked.iter().filter(|&&key| wanted(score_of(key)));
        let mut entries: Vec<usize> = good.map(|&key| entry_of(key)).collect();
        entries.sort_unstable();
        entries.into_iter().map(|entry| index.target(entry)).collect()
    }

    /// Returns what is looked for.
    pub fn query(&self) -> &Query {
        &self.query
    }

    fn look_at(&mut self, index: &Index, subject: &Subject<'_>, entries: Range<usize>) {
        let mut look = Look {
            index,
            subject,
            entries: entries.clone(),
            deep: self.second.as_ref().map(|second| &second.found[..]),
            found: &mut self.found,
            next: 0,
        };
        let scores = look.query(&self.query);
        let ranks = self.query.ranks();
        let known = |entry: usize| self.second.as_ref().is_some_and(|second| second.answered[entry]);
        for (entry, score) in entries.clone().zip(scores) {
            if score != Score::NONE && !known(entry) {
                self.ranked.push(key(index, entry, score, self.from, ranks));
            }
        }
        self.ranked.sort_unstable();
        self.done = entries.end;
    }
}

/// What ranks an answer, in one number. Without a word that is wanted there is nothing to rank, and plan order holds.
fn key(index: &Index, entry: usize, score: Score, from: usize, ranks: bool) -> u64 {
    let clamp = |number: usize, most: u64| u64::try_from(number).unwrap_or(u64::MAX).min(most);
    let place = if ranks {
        let distance = index.area(entry).map_or(usize::MAX, |area| area.abs_diff(from));
        clamp(index.depth(entry), 0xf) << 12 | clamp(distance, 0xfff)
    } else {
        0
    };
    u64::from(score.number()) << 48 | place << 32 | clamp(entry, 0xffff_ffff)
}

fn entry_of(key: u64) -> usize {
    usize::try_from(key & 0xffff_ffff).expect("an entry has 32 bits")
}

fn score_of(key: u64) -> Score {
    u16::try_from(key >> 48).map_or(Score::NONE, Score::from_number)
}

/// Notes for every word of `query`, in the order in which [`Look`] comes to them, whether the second pass has
/// nothing to do for it: it is found already, or there is no other way.
fn note_words(query: &Query, found: &mut Vec<bool>) {
    for term in query.demands.iter().flat_map(|demand| &demand.terms) {
        match &term.asked {
            Asked::Word(word) => {
                let last_resort = word.sound(true).is_some() || word.may_be_scattered();
                found.push(term.negated || !last_resort);
            }
            Asked::Saved(query) => note_words(query, found),
            Asked::Field(_) => {}
        }
    }
}

/// One look at some entries.
struct Look<'a> {
    index: &'a Index,
    subject: &'a Subject<'a>,
    entries: Range<usize>,
    /// In the second pass, which words the first one found.
    deep: Option<&'a [bool]>,
    found: &'a mut [bool],
    /// The number of the next word.
    next: usize,
}

impl Look<'_> {
    fn query(&mut self, query: &Query) -> Vec<Score> {
        let (mut said, mut rest) = (self.fill(Score::BEST), self.fill(Score::BEST));
        for demand in &query.demands {
            let scores = self.demand(demand);
            combine(if demand.word().is_some() { &mut said } else { &mut rest }, scores, Score::max);
        }
        // Words side by side are also a phrase, which is a better answer than they are.
        let words: Vec<&Word> = query.demands.iter().filter_map(Demand::word).collect();
        let phrases = Word::phrases(&words);
        if !phrases.is_empty() {
            for score in &mut said {
                *score = score.of_apart();
            }
        }
        for phrase in phrases {
            combine(&mut said, self.word(&phrase, Reach::Everywhere, false), Score::min);
        }
        let mut all = said;
        combine(&mut all, rest, Score::max);
        if query.only_items() {
            self.only_items(&mut all);
        }
        self.marks(query, &mut all);
        all
    }

    fn demand(&mut self, demand: &Demand) -> Vec<Score> {
        if demand.of_marks().is_some() {
            // Together with its like, see `marks`.
            return self.fill(Score::BEST);
        }
        let mut any = self.fill(Score::NONE);
        for term in &demand.terms {
            let mut scores = self.term(term);
            if term.negated {
                for score in &mut scores {
                    *score = if *score == Score::NONE { Score::BEST } else { Score::NONE };
                }
            }
            combine(&mut any, scores, Score::min);
        }
        any
    }

    fn term(&mut self, term: &Term) -> Vec<Score> {
        match &term.asked {
            Asked::Word(word) => {
                let number = self.next;
                self.next += 1;
                let deep = self.deep.is_some_and(|found| !found[number]);
                let scores = self.word(word, Reach::Everywhere, deep);
                self.found[number] |= scores.iter().any(|&score| score != Score::NONE);
                scores
            }
            Asked::Saved(query) => self.query(query),
            Asked::Field(Condition::Owner(owners)) => {
                let mut any = self.fill(Score::NONE);
                for owner in owners {
                    combine(&mut any, self.word(owner, Reach::Owners, false), Score::min);
                }
                for score in any.iter_mut().filter(|score| **score != Score::NONE) {
                    *score = Score::BEST;
                }
                any
            }
            Asked::Field(condition) => {
                let mut scores = self.fill(Score::BEST);
                self.keep(&mut scores, |item, standing| condition.holds(item, standing));
                scores
            }
        }
    }

    /// Drops every entry that is no item.
    fn only_items(&self, scores: &mut [Score]) {
        self.keep(scores, |_, _| true);
    }

    /// Drops every item without a mark that meets all that is demanded of marks.
    fn marks(&self, query: &Query, scores: &mut [Score]) {
        if query.demands.iter().any(|demand| demand.of_marks().is_some()) {
            let marked = Marked::of(query.demands.iter().filter_map(Demand::of_marks));
            self.keep(scores, |_, standing| marked.holds(standing));
        }
    }

    /// Drops every entry that is no item, or not `wanted`.
    fn keep(&self, scores: &mut [Score], wanted: impl Fn(&Item, &Standing) -> bool) {
        for (score, entry) in scores.iter_mut().zip(self.entries.clone()) {
            let Target::Item(item) = self.index.target(entry) else {
                *score = Score::NONE;
                continue;
            };
            let (plan, review) = (self.subject.plan, self.subject.review);
            if *score != Score::NONE && !wanted(&plan.items[item], review.standing(item)) {
                *score = Score::NONE;
            }
        }
    }

    fn word(&self, word: &Word, reach: Reach, deep: bool) -> Vec<Score> {
        let mut scores = self.fill(Score::NONE);
        self.index.answers(word, reach, self.entries.clone(), deep, &mut scores);
        scores
    }

    fn fill(&self, score: Score) -> Vec<Score> {
        vec![score; self.entries.len()]
    }
}

fn combine(scores: &mut [Score], others: Vec<Score>, by: impl Fn(Score, Score) -> Score) {
    for (score, other) in scores.iter_mut().zip(others) {
        *score = by(*score, other);
    }
}
