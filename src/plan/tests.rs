//! What is looked up by ranges is what looking at every item would find.

use proptest::prelude::{ProptestConfig, Strategy as _, prop, prop_assert, prop_assert_eq, proptest};

use super::*;
use crate::source::{self, SourceText};

/// Makes a plan of `areas`, each a list of depths: 0 is a goal, and no item is more than one step below the one before.
fn plan_of(areas: &[Vec<usize>]) -> Plan {
    let mut plan = Plan::default();
    for (area, depths) in areas.iter().enumerate() {
        let mut above: Vec<usize> = Vec::new();
        for &depth in depths {
            above.truncate(depth);
            let index = plan.items.len();
            plan.items.push(Item {
                id: ItemId::parse(&format!("a{area}/i{index}")).unwrap(),
                kind: Kind::Goal,
                area,
                parent: above.last().copied(),
                title: Localized::default(),
                text: None,
                owner: Vec::new(),
                with: Vec::new(),
                start: None,
                due: None,
                progress: None,
                metric: None,
                seed: Vec::new(),
                related: Vec::new(),
                was: Vec::new(),
                own: std::collections::BTreeMap::default(),
                place: Place::default(),
                keys: KeyPlaces::default(),
                published: None,
                damaged: false,
            });
            above.push(index);
        }
    }
    plan
}

fn areas() -> impl proptest::strategy::Strategy<Value = Vec<Vec<usize>>> {
    prop::collection::vec(prop::collection::vec(0..3_usize, 0..12), 0..5)
}

#[test]
fn of_every_id_all_are_found_that_have_or_had_it() {
    let mut plan = plan_of(&[vec![0, 0, 0, 0]]);
    let id = |text: &str| ItemId::parse(text).unwrap();
    plan.items[1].was = vec![id("a0/i0"), id("a0/old"), id("a0/old")];
    plan.items[2].was = vec![id("a0/old"), id("a0/i2")];
    plan.items[3].id = id("a0/i2");
    let claimants = plan.claimants();
    let of = |text: &str| claimants.get(&id(text)).cloned().unwrap_or_default();
    assert_eq!((of("a0/i0"), of("a0/old"), of("a0/i2")), (vec![0, 1], vec![1, 2], vec![2, 3]));
    assert!(of("a0/gone").is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ranges_are_what_looking_at_every_item_finds(areas in areas()) {
        let plan = plan_of(&areas);
        let all = 0..plan.items.len();
        // One more than there is: nothing hangs under what is not there.
        for area in 0..=areas.len() {
            let inside = |&index: &usize| plan.items[index].area == area;
            let range = plan.area_items(area);
            prop_assert!(range.end <= plan.items.len());
            prop_assert_eq!(range.collect::<Vec<_>>(), all.clone().filter(inside).collect::<Vec<_>>());
            let goal = |&index: &usize| inside(&index) && plan.items[index].parent.is_none();
            let goals: Vec<usize> = plan.children(area, None).collect();
            prop_assert_eq!(goals, all.clone().filter(goal).collect::<Vec<_>>());
        }
        for index in all.clone() {
            let inside = |&other: &usize| plan.ancestors(other).any(|above| above == index);
            let below: Vec<usize> = plan.below(index).collect();
            prop_assert_eq!(below, all.clone().filter(inside).collect::<Vec<_>>());
            let child = |&other: &usize| plan.items[other].parent == Some(index);
            let children: Vec<usize> = plan.children(plan.items[index].area, Some(index)).collect();
            prop_assert_eq!(children, all.clone().filter(child).collect::<Vec<_>>());
        }
    }
}

/// Area files whose ids are right, missing, wrong, or those of another file, and in which ids stand twice.
fn files() -> impl proptest::strategy::Strategy<Value = Vec<String>> {
    let area = prop::sample::select(vec![
        "",
        "id = \"a\"\n",
        "id = \"b\"\n",
        "id = \"a b\"\n",
        "id = \"unnamed\"\n",
    ]);
    let item =
        prop::sample::select(vec!["", "id = \"i\"\n", "id = \"j\"\n", "id = \"line-2\"\n", "id = \"x y\"\n"]);
    let old = prop::sample::select(vec!["", "was = [\"a/i\"]\n", "was = [\"b/j\", \"c/k\", \"c/k\"]\n"]);
    let items = prop::collection::vec((item, old), 0..4);
    let file = (area, items).prop_map(|(area, items)| {
        let items = items.iter().map(|(id, old)| format!("[[goal]]\n{id}{old}"));
        format!("{area}{}", items.collect::<String>())
    });
    prop::collection::vec(file, 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_id_leads_where_looking_at_every_item_leads(
        files in files(),
        // Names of files that give their area an id, and one that cannot.
        names in prop::collection::vec(prop::sample::select(vec!["a", "b", "a b"]), 5),
    ) {
        let mut plan = Plan::default();
        for (text, name) in files.into_iter().zip(&names) {
            let source = SourceText::new(format!("plans/{name}.toml").into(), text);
            let file = source::area(&source, &plan.strategy, plan.areas.len());
            plan.areas.push(file.area);
            plan.items.extend(file.items);
        }
        let positions = plan.positions();
        let asked = ["a/i", "b/j", "c/k", "unnamed/line-2", "unnamed/line-3", "b/line-2", "z/z"];
        let asked = asked.map(|id| ItemId::parse(id).unwrap());
        for id in plan.items.iter().map(|item| &item.id).chain(&asked) {
            prop_assert_eq!(plan.position(id), positions.get(id).copied().flatten(), "{}", id);
        }
        for (index, item) in plan.items.iter().enumerate() {
            let same = plan.items.iter().filter(|other| other.id == item.id).count();
            prop_assert_eq!(plan.is_ambiguous(index), same > 1, "{}", &item.id);
        }
    }
}
