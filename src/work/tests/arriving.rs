//! A big plan is told of in parts while it is read, and in the end is what it would have been at once.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::place::{PORTS, Place, load, mark_item};
use crate::job::{Job, Loaded, Outcome};
use crate::review::Review;
use crate::work::{World, perform_in_parts};

/// Reads everything: the parts, and the whole.
fn in_parts(world: &World) -> (Vec<Loaded>, Loaded) {
    let mut parts = Vec::new();
    let mut take = |outcome| match outcome {
        Outcome::Loaded(loaded) => parts.push(*loaded),
        other => panic!("{other:?}"),
    };
    match perform_in_parts(world, Job::Load, &mut take) {
        Outcome::Loaded(whole) => (parts, *whole),
        other => panic!("{other:?}"),
    }
}

/// What a screen is given of what was read.
fn shown(loaded: Loaded) -> Loaded {
    Loaded { facts: Vec::new(), texts: BTreeMap::new(), ..loaded }
}

/// Writes an area for each of `sizes`, with so many items; every hundredth names an item that there is not.
fn write_areas(place: &Place, sizes: &[usize]) {
    for (area, &size) in sizes.iter().enumerate() {
        let mut text = format!("id = \"a{area}\"\ntitle = \"领域\"\n");
        for item in 0..size {
            let kind = if item % 4 == 0 { "goal" } else { "goal.task" };
            let related = if item % 100 == 0 { "related = [\"nobody/here\"]\n" } else { "" };
            write!(text, "[[{kind}]]\nid = \"i{item}\"\ntitle = \"目标\"\n{related}").unwrap();
        }
        place.write(format!("plans/{}-a{area}.toml", area + 10), text);
    }
}

#[test]
fn a_small_plan_comes_at_once() {
    let place = Place::new();
    let (parts, whole) = in_parts(&place.world());
    assert_eq!(parts, []);
    assert!(whole.complete && whole.plan.items.len() == 2);
}

#[test]
fn a_big_plan_comes_in_parts_that_grow_and_ends_as_it_would_have_been_at_once() {
    // The last file alone never makes a part, for the whole follows on its heels.
    for (sizes, items_of_parts) in [
        (&[3_998][..], &[][..]),
        (&[3_997, 5, 1], &[4_004]),
        (&[4_000, 1, 4_100, 1], &[4_002, 8_103]),
        (&[1_500, 1_500, 1_500, 1_500, 1_500, 1_500, 1_500, 1_500], &[4_502, 10_502]),
    ] {
        let place = Place::new();
        write_areas(&place, sizes);
        mark_item(&place.world(), "jia", "canal", "approved");
        place.write("plans/reviews/yi.000000.toml", "format = 1\nwhat is this\n");
        let (parts, whole) = in_parts(&place.world());
        let at_once = load(&place.world());
        let counts: Vec<usize> = parts.iter().map(|part| part.plan.items.len()).collect();
        assert_eq!(counts, items_of_parts, "{sizes:?}");
        for part in &parts {
            let (areas, items) = (part.plan.areas.len(), part.plan.items.len());
            assert_eq!(part.plan.areas, whole.plan.areas[..areas]);
            assert_eq!(part.plan.items, whole.plan.items[..items]);
            assert_eq!(
                whole.plan.area_items(areas).start,
                items,
                "an area is there as a whole or not at all"
            );
            assert_eq!((&part.plan.strategy, &part.plan.seeds), (&whole.plan.strategy, &whole.plan.seeds));
            assert_eq!(part.identity, whole.identity);
            assert!(part.problems.is_empty() && !part.complete && whole.complete);
            let all = Review::of(&part.plan, at_once.facts.clone());
            assert_eq!(part.review.as_deref(), Some(&all));
        }
        assert_eq!(whole, shown(at_once), "{sizes:?}");
        let dangling = sizes.iter().map(|size| size.div_ceil(100)).sum::<usize>();
        let codes = whole.problems.iter().map(|problem| problem.fault.code());
        assert_eq!(codes.filter(|code| *code == "dangling-related").count(), dangling);
    }
}

#[test]
fn what_was_whole_once_comes_at_once() {
    let place = Place::new();
    write_areas(&place, &[4_000, 4]);
    let world = place.world();
    assert_eq!(in_parts(&world).0.len(), 1);
    assert_eq!(in_parts(&world).0.len(), 0);
    place.write("plans/5-ports.toml", PORTS.replace("rail", "road"));
    assert_eq!(in_parts(&world).1, shown(load(&place.world())));
}
