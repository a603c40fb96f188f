//! What is shown of an answer is what made it one.

use std::collections::BTreeSet;

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;

use super::{plans, samples};
use crate::plan::Plan;
use crate::review::Review;
use crate::search::query::Query;
use crate::search::{Answer, Hit, Hits, Index, Score, Spot, Target, Tier, explain, occurrences};
use crate::text::search_key;

/// Asks for `text`; returns each target with its explanation in `language`, the best first.
fn explained(plan: &Plan, review: &Review, text: &str, language: &str) -> Vec<(Target, Option<Hit>)> {
    let subject = samples::subject(plan, review);
    let index = Index::of(plan, review);
    let (query, _) = Query::parse(text, &subject);
    let words = query.words();
    let hits = Hits::all(query, 0, &index, &subject);
    let targets = (0..hits.len()).map(|at| hits.target(&index, at).unwrap());
    targets.map(|target| (target, explain(plan, review, &words, target, language))).collect()
}

/// Tells whether `characters`, which rise, are whole graphemes of `text`.
fn are_whole(text: &str, characters: &[usize]) -> bool {
    let marked: BTreeSet<usize> = characters.iter().copied().collect();
    let mut at = 0;
    let whole = text.graphemes(true).all(|grapheme| {
        let range = at..at + grapheme.chars().count();
        at = range.end;
        let inside = range.clone().filter(|at| marked.contains(at)).count();
        inside == 0 || inside == range.len()
    });
    whole
        && characters.is_sorted()
        && marked.len() == characters.len()
        && marked.iter().all(|&last| last < at)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..samples::quiet() })]

    /// Of one word, the explanation is of the kind and place that ranked the answer.
    #[test]
    fn an_explanation_agrees_with_the_score(
        (plan, review) in plans::reviewed(),
        words in prop::collection::vec(plans::word(), 4),
        sign in prop::sample::select(vec!["", "", "'", "^"]),
        language in prop::sample::select(vec!["zh", "en"]),
    ) {
        let subject = samples::subject(&plan, &review);
        let index = Index::of(&plan, &review);
        for word in words {
            let text = format!("{sign}{word}");
            let hits = Hits::all(Query::parse(&text, &subject).0, 0, &index, &subject);
            for (target, hit) in explained(&plan, &review, &text, language) {
                let Some(hit) = hit else { return Err(TestCaseError::fail(format!("{text}: {target:?}"))) };
                let like = |score: Score| score.meaning() == Some((hit.tier, hit.spot));
                let alike = hits.in_plan_order(&index, like);
                prop_assert!(alike.contains(&target), "{}: {:?} as {:?}", text, target, hit);
            }
        }
    }

    /// Of several words, whatever is found can be explained by something at least as good as what ranked it.
    #[test]
    fn every_answer_can_be_explained(
        (plan, review) in plans::reviewed(),
        words in prop::collection::vec(plans::word(), 2..4),
    ) {
        let subject = samples::subject(&plan, &review);
        let index = Index::of(&plan, &review);
        let text = words.join(" ");
        let hits = Hits::all(Query::parse(&text, &subject).0, 0, &index, &subject);
        for (target, hit) in explained(&plan, &review, &text, "zh") {
            let Some(hit) = hit else { return Err(TestCaseError::fail(format!("{text}: {target:?}"))) };
            let no_better = |score: Score| score.meaning() >= Some((hit.tier, hit.spot));
            prop_assert!(hits.in_plan_order(&index, no_better).contains(&target), "{}: {:?}", text, hit);
        }
    }

    #[test]
    fn what_is_marked_are_whole_graphemes(
        (plan, review) in plans::reviewed(),
        words in prop::collection::vec(plans::word(), 4),
    ) {
        for (text, word) in words.iter().map(|word| (word, search_key(word))) {
            for (_, hit) in explained(&plan, &review, text, "zh") {
                let hit = hit.unwrap();
                prop_assert!(!hit.characters.is_empty(), "{}: {:?}", text, hit);
                prop_assert!(are_whole(hit.text.raw(), &hit.characters), "{}: {:?}", text, hit);
                if hit.tier <= Tier::Contiguous {
                    let chars: Vec<char> = hit.text.raw().chars().collect();
                    let marked: String = hit.characters.iter().map(|&at| chars[at]).collect();
                    prop_assert!(search_key(&marked).contains(&word), "{}: {:?}", text, hit);
                }
            }
        }
    }

    #[test]
    fn every_occurrence_is_whole_graphemes(text in plans::text(8), query in plans::query(), names in any::<bool>()) {
        let (plan, review) = (Plan::default(), Review::default());
        let words = Query::parse(&query, &samples::subject(&plan, &review)).0.words();
        prop_assert!(are_whole(&text, &occurrences(&words, &text, names)));
    }
}

#[test]
fn an_explanation_names_the_text_and_its_characters() {
    let (plan, facts) = samples::town();
    let review = Review::of(&plan, facts);
    for (query, language, answer, text, spot, marked) in [
        ("运河", "zh", Answer::Title("zh".into()), "浙赣运河", Spot::Title, "运河"),
        ("zgyh", "zh", Answer::Title("zh".into()), "浙赣运河", Spot::Title, "浙赣运河"),
        ("two", "zh", Answer::Title("en".into()), "Two mountains", Spot::Title, "Two"),
        ("ports/canal", "zh", Answer::Id, "ports/canal", Spot::Id, "ports/canal"),
        ("fgw", "zh", Answer::Owner(0), "发改委", Spot::Owner, "发改委"),
        ("水运", "zh", Answer::Text("zh".into()), "打通水运", Spot::Text, "水运"),
        ("哪里来", "zh", Answer::Note(review.facts()[5].id.clone()), "水从哪里来", Spot::Note, "哪里来"),
        ("nalilai", "zh", Answer::Note(review.facts()[5].id.clone()), "水从哪里来", Spot::Note, "哪里来"),
        ("建设", "zh", Answer::Clause, "建设浙赣运河", Spot::Clause, "建设"),
        ("综合", "zh", Answer::Heading, "综合交通", Spot::Clause, "综合"),
    ] {
        let (_, hit) = explained(&plan, &review, query, language).remove(0);
        let hit = hit.unwrap();
        let chars: Vec<char> = hit.text.raw().chars().collect();
        let found: String = hit.characters.iter().map(|&at| chars[at]).collect();
        assert_eq!(
            (hit.answer, hit.text.raw(), hit.spot, found.as_str()),
            (answer, text, spot, marked),
            "{query}"
        );
    }
}

#[test]
fn of_titles_as_good_as_each_other_the_one_that_is_read_is_shown() {
    let mut plan = Plan { areas: vec![samples::area("a", "5号", "5th")], ..Plan::default() };
    plan.items = Vec::new();
    let review = Review::of(&plan, []);
    for language in ["zh", "en"] {
        let (_, hit) = explained(&plan, &review, "5", language).remove(0);
        assert_eq!(hit.unwrap().answer, Answer::Title(language.into()));
    }
}
