//! The same answers found the slow way: text by text, word by word, without columns, slices, tables or bits.

use proptest::prelude::*;

use super::{plans, samples};
use crate::plan::{Localized, Plan};
use crate::review::{Deed, Review};
use crate::search::matching::{self, Heard, Scattered};
use crate::search::query::{Asked, Query, Term};
use crate::search::{Hits, Index, Score, Spot, Target, Word};
use crate::text::{Foreign, is_read, readings, search_key};

/// Every entry in order, with its texts.
fn entries(plan: &Plan, review: &Review) -> Vec<(Target, Vec<(Spot, String)>)> {
    let all = |spot: Spot, texts: &Localized| -> Vec<(Spot, String)> {
        texts.iter().map(|(_, text)| (spot, text.raw().to_owned())).collect()
    };
    let owners = |names: &[Foreign]| -> Vec<(Spot, String)> {
        names.iter().map(|name| (Spot::Owner, name.raw().to_owned())).collect()
    };
    let mut entries = Vec::new();
    for (at, area) in plan.areas.iter().enumerate() {
        let mut texts = all(Spot::Title, &area.title);
        texts.push((Spot::Id, area.id.as_str().to_owned()));
        texts.extend(area.text.iter().flat_map(|text| all(Spot::Text, text)));
        texts.extend(owners(&area.owner));
        entries.push((Target::Area(at), texts));
        for index in plan.area_items(at) {
            let item = &plan.items[index];
            let mut texts = all(Spot::Title, &item.title);
            texts.push((Spot::Id, item.id.to_string()));
            texts.extend(item.was.iter().map(|was| (Spot::Id, was.to_string())));
            texts.extend(owners(&item.owner));
            texts.extend(owners(&item.with));
            texts.extend(item.text.iter().flat_map(|text| all(Spot::Text, text)));
            for id in &review.standing(index).notes {
                if let Deed::Note(note) = &review.fact(id).unwrap().deed {
                    texts.push((Spot::Note, note.text.raw().to_owned()));
                }
            }
            entries.push((Target::Item(index), texts));
        }
    }
    for (seed, clauses) in plan.seeds.iter().map(|seed| &seed.clauses).enumerate() {
        for (at, clause) in clauses.iter().enumerate() {
            let texts = [&clause.heading, &clause.text].map(|text| (Spot::Clause, text.raw().to_owned()));
            entries.push((Target::Clause { seed, clause: at }, texts.to_vec()));
        }
    }
    entries
}

/// Returns how many characters from the first on may be what `letters` sound like.
fn lengths(letters: &[char], chars: &[char], whole: bool, begun: bool) -> Vec<usize> {
    if letters.is_empty() {
        return vec![0];
    }
    let Some((&c, rest)) = chars.split_first() else { return Vec::new() };
    let mut lengths_of = Vec::new();
    let mut go_on = |taken: usize| {
        let after = lengths(&letters[taken..], rest, whole, true);
        lengths_of.extend(after.into_iter().map(|length| length + 1));
    };
    if letters[0] == c {
        go_on(1);
    }
    for reading in readings(c) {
        let reading: Vec<char> = reading.chars().collect();
        if letters.starts_with(&reading) {
            go_on(reading.len());
        } else if reading.starts_with(letters) && (!whole || begun) {
            go_on(letters.len());
        }
        if !whole && letters[0] == reading[0] {
            go_on(1);
            if letters.len() > 1 && reading.len() > 1 && letters[1] == 'h' && reading[1] == 'h' {
                go_on(2);
            }
        }
    }
    lengths_of
}

/// Returns how much of `key` sounds like `word`.
fn heard(word: &Word, key: &str, whole: bool) -> Option<Heard> {
    let letters: Vec<char> = word.key.chars().filter(|&c| is_read(c)).collect();
    let chars: Vec<char> = key.chars().filter(|&c| is_read(c)).collect();
    if word.exact || word.end || !letters.iter().any(char::is_ascii_lowercase) {
        return None;
    }
    let from = |at: usize| lengths(&letters, &chars[at..], whole, false);
    let from_start = from(0);
    if from_start.contains(&chars.len()) {
        Some(Heard::Whole)
    } else if !from_start.is_empty() {
        Some(Heard::FromStart)
    } else {
        (!word.start && (1..chars.len()).any(|at| !from(at).is_empty())).then_some(Heard::Inside)
    }
}

/// Returns how well one text answers one word.
fn of_text(word: &Word, spot: Spot, text: &str, deep: bool) -> Score {
    let key = search_key(text);
    let mut ways = Vec::new();
    if let Some(at) = matching::find_literal(&key, word) {
        ways.push(matching::literal(spot, &key, at, &word.key));
    }
    if spot == Spot::Title && word.may_be_initials() {
        ways.extend(matching::initials(&key).0.find(&word.key).map(matching::by_initials));
    }
    if matches!(spot, Spot::Title | Spot::Owner) && !key.is_ascii() {
        ways.extend(heard(word, &key, false).map(|heard| matching::by_sound(spot, heard)));
    }
    let in_full = deep && !word.start && word.key.chars().filter(|&c| is_read(c)).count() >= 4;
    if in_full && matches!(spot, Spot::Text | Spot::Note | Spot::Clause) && heard(word, &key, true).is_some()
    {
        ways.push(matching::by_sound(spot, Heard::Inside));
    }
    if deep && spot == Spot::Title && word.may_be_scattered() {
        ways.extend(matching::scattered(&Scattered::default(), &key, &word.key).map(|(score, _)| score));
    }
    ways.into_iter().min().unwrap_or(Score::NONE)
}

fn of_word(word: &Word, texts: &[(Spot, String)], deep: bool) -> Score {
    texts.iter().map(|(spot, text)| of_text(word, *spot, text, deep)).min().unwrap_or(Score::NONE)
}

/// Returns all that answers `query`, which asks for words only, the best first.
fn answers(query: &Query, plan: &Plan, review: &Review, from: usize) -> Vec<Target> {
    let entries = entries(plan, review);
    let of_term = |term: &Term, texts: &[(Spot, String)]| {
        let Asked::Word(word) = &term.asked else { panic!("words only") };
        let nowhere =
            !term.negated && entries.iter().all(|(_, texts)| of_word(word, texts, false) == Score::NONE);
        match (term.negated, of_word(word, texts, nowhere)) {
            (false, score) => score,
            (true, Score::NONE) => Score::BEST,
            (true, _) => Score::NONE,
        }
    };
    let words: Vec<&Word> = query.demands.iter().filter_map(|demand| demand.word()).collect();
    let phrases = Word::phrases(&words);
    let ranks = query.demands.iter().flat_map(|demand| &demand.terms).any(|term| !term.negated);
    let mut found = Vec::new();
    for (entry, (target, texts)) in entries.iter().enumerate() {
        let of_demand = |terms: &[Term]| terms.iter().map(|term| of_term(term, texts)).min().unwrap();
        let worst = |said: bool| {
            let demands = query.demands.iter().filter(|demand| demand.word().is_some() == said);
            demands.map(|demand| of_demand(&demand.terms)).max().unwrap_or(Score::BEST)
        };
        let phrase = phrases.iter().map(|phrase| of_word(phrase, texts, false)).min().unwrap_or(Score::NONE);
        let apart = if phrases.is_empty() { worst(true) } else { worst(true).of_apart() };
        let score = apart.min(phrase).max(worst(false));
        let place = match target {
            _ if !ranks => (0, 0),
            Target::Area(area) => (0, area.abs_diff(from)),
            Target::Item(item) => (plan.depth(*item), plan.items[*item].area.abs_diff(from)),
            Target::Clause { .. } => (usize::MAX, usize::MAX),
        };
        if score != Score::NONE {
            found.push((score, place, entry, *target));
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(_, _, _, target)| target).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..samples::quiet() })]

    #[test]
    fn the_index_finds_what_reading_every_text_finds(
        (plan, review) in plans::reviewed(),
        queries in prop::collection::vec(plans::query(), 4),
        from in 0usize..3,
    ) {
        let subject = samples::subject(&plan, &review);
        let index = Index::of(&plan, &review);
        for text in queries {
            let (query, problems) = Query::parse(&text, &subject);
            prop_assert_eq!(problems, []);
            let hits = Hits::all(query.clone(), from, &index, &subject);
            let found: Vec<Target> = (0..hits.len()).map(|at| hits.target(&index, at).unwrap()).collect();
            prop_assert_eq!(found, answers(&query, &plan, &review, from), "{}", text);
        }
    }
}
