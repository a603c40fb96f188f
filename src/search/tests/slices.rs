//! Whatever is done a slice at a time comes to what is done at once.

use proptest::prelude::*;

use super::{plans, samples};
use crate::search::query::{Query, Subject};
use crate::search::{Hits, Index, Target};

fn targets(hits: &Hits, index: &Index) -> Vec<Target> {
    (0..hits.len()).map(|at| hits.target(index, at).unwrap()).collect()
}

fn at_once(text: &str, index: &Index, subject: &Subject<'_>) -> Vec<Target> {
    targets(&Hits::all(Query::parse(text, subject).0, 0, index, subject), index)
}

/// Advances until nothing is left; what was found so far is never out of order.
fn in_slices(hits: &mut Hits, index: &Index, subject: &Subject<'_>, slices: &[usize]) {
    let mut slices = slices.iter().cycle();
    while hits.advance(index, subject, *slices.next().unwrap()) {}
}

proptest! {
    #![proptest_config(samples::quiet())]

    #[test]
    fn a_query_answered_in_slices_has_the_same_answers(
        (plan, review) in plans::reviewed(),
        queries in prop::collection::vec(plans::query(), 4),
        slices in prop::collection::vec(1usize..5, 1..6),
    ) {
        let subject = samples::subject(&plan, &review);
        let index = Index::of(&plan, &review);
        for text in queries {
            let mut hits = Hits::of(Query::parse(&text, &subject).0, 0);
            in_slices(&mut hits, &index, &subject, &slices);
            prop_assert_eq!(targets(&hits, &index), at_once(&text, &index, &subject), "{}", text);
        }
    }

    #[test]
    fn an_index_read_in_slices_is_the_same(
        (plan, review) in plans::reviewed(),
        queries in prop::collection::vec(plans::query(), 4),
        slices in prop::collection::vec((1usize..5, 1usize..5), 1..6),
    ) {
        let subject = samples::subject(&plan, &review);
        let whole = Index::of(&plan, &review);
        let mut index = Index::default();
        let mut hits: Vec<Hits> =
            queries.iter().map(|text| Hits::of(Query::parse(text, &subject).0, 0)).collect();
        let mut turns = slices.iter().cycle();
        while !index.is_complete(&plan) {
            let (read, asked) = *turns.next().unwrap();
            index.grow(&plan, &review, read);
            for hits in &mut hits {
                hits.advance(&index, &subject, asked);
            }
        }
        prop_assert_eq!((index.len(), index.size(), index.covered()), (whole.len(), whole.size(), whole.covered()));
        for (text, hits) in queries.iter().zip(&mut hits) {
            while hits.advance(&index, &subject, 3) {}
            prop_assert_eq!(targets(hits, &index), at_once(text, &whole, &subject), "{}", text);
            prop_assert_eq!(at_once(text, &index, &subject), at_once(text, &whole, &subject), "{}", text);
        }
    }

    #[test]
    fn notes_read_again_are_the_same(
        (plan, facts) in plans::plan(),
        queries in prop::collection::vec(plans::query(), 4),
        read in 0usize..8,
    ) {
        let none = crate::review::Review::of(&plan, []);
        let review = crate::review::Review::of(&plan, facts);
        let subject = samples::subject(&plan, &review);
        let whole = Index::of(&plan, &review);
        let mut index = Index::default();
        index.grow(&plan, &none, read);
        index.reread_notes(&plan, &review);
        index.grow(&plan, &review, usize::MAX);
        index.reread_notes(&plan, &review);
        prop_assert_eq!((index.size(), index.covered()), (whole.size(), whole.covered()));
        for text in queries {
            prop_assert_eq!(at_once(&text, &index, &subject), at_once(&text, &whole, &subject), "{}", text);
        }
    }
}

#[test]
fn what_was_found_in_one_slice_by_sound_is_found_in_the_next() {
    let mut plan = crate::plan::Plan { areas: vec![samples::area("a", "", "")], ..Default::default() };
    for id in ["a/one", "a/two", "a/three"] {
        let text = Some(samples::localized(&[("zh", "通高铁")]));
        plan.items.push(crate::plan::Item { text, ..samples::item(id, "x") });
    }
    let review = crate::review::Review::of(&plan, []);
    let subject = samples::subject(&plan, &review);
    let index = Index::of(&plan, &review);
    let mut hits = Hits::of(Query::parse("gaotie", &subject).0, 0);
    in_slices(&mut hits, &index, &subject, &[1]);
    assert_eq!(targets(&hits, &index), [Target::Item(0), Target::Item(1), Target::Item(2)]);
}
