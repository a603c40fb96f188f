//! What is looked up by ranges is what looking at every item would find.

use proptest::prelude::{ProptestConfig, prop, prop_assert, prop_assert_eq, proptest};

use super::*;

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
