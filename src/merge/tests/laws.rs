//! What holds for every merge, on plans that two people change at random.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::*;
use toml::{Table, Value};

use super::extent::extent;
use super::plans::Sketch;
use crate::merge::drops::value;
use crate::merge::{Change, Choices, ClashKind, Dropped, Files, Merged, Side, merge};
use crate::plan::{Plan, check};
use crate::source::{SourceText, add_area};
use crate::text::Foreign;

/// One thing that people do: what, to which item, and how.
type Step = (u8, u8, u8);

/// An area or an item as a plan has it.
#[derive(Clone, Debug, PartialEq)]
struct Thing {
    /// The id as people write it: `a` or `a/g`.
    name: String,
    values: Table,
    /// The number of what it hangs under; none of an area.
    parent: Option<i64>,
    /// What it is there, or for an area its file.
    place: String,
}

/// What a plan says, by the numbers of areas and items.
type Said = BTreeMap<i64, Thing>;

fn said(files: &Files) -> Said {
    fn walk(table: &Table, parent: i64, area: &str, said: &mut Said) {
        for kind in ["goal", "task", "project"] {
            for item in table.get(kind).and_then(Value::as_array).into_iter().flatten() {
                let item = item.as_table().expect("an item is a table");
                let number = add(item, Some(parent), kind, Some(area), said);
                walk(item, number, area, said);
            }
        }
    }
    fn add(table: &Table, parent: Option<i64>, place: &str, area: Option<&str>, said: &mut Said) -> i64 {
        let mut values = table.clone();
        for inner in ["goal", "task", "project"] {
            values.remove(inner);
        }
        let text = |key: &str| values[key].as_str().expect("a text").to_owned();
        let number = text("owner").parse().expect("everything has a number");
        let name = area.map_or_else(|| text("id"), |area| format!("{area}/{}", text("id")));
        let twice = said.insert(number, Thing { name, values, parent, place: place.to_owned() });
        assert_eq!(twice, None, "number {number} is there twice");
        number
    }
    let mut found = Said::new();
    for (path, bytes) in files {
        let text = std::str::from_utf8(bytes).expect("plans are text");
        let table: Table = toml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let number = add(&table, None, &path.display().to_string(), None, &mut found);
        let area = table["id"].as_str().expect("an area has an id").to_owned();
        walk(&table, number, &area, &mut found);
    }
    found
}

/// Returns our files with what the merge changed.
fn result(ours: &Files, merged: &Merged) -> Files {
    let mut files = ours.clone();
    for (path, bytes) in &merged.files {
        match bytes {
            Some(bytes) => drop(files.insert(path.clone(), bytes.clone())),
            None => drop(files.remove(path)),
        }
    }
    files
}

/// What was chosen, and what that drops.
struct Chosen {
    merged: Merged,
    choices: Choices,
    dropped: Vec<Dropped>,
}

/// Chooses between all clashes by `sides`, as often as it takes.
fn choose(base: &Files, ours: &Files, theirs: &Files, sides: u64) -> Chosen {
    let (mut choices, mut dropped) = (Choices::new(), Vec::new());
    for _ in 0..20 {
        let merged = merge(base, ours, theirs, &choices);
        if merged.clashes.is_empty() {
            return Chosen { merged, choices, dropped };
        }
        for clash in &merged.clashes {
            let side = if (sides >> (choices.len() % 64)) & 1 == 0 { Side::Ours } else { Side::Theirs };
            assert_eq!(choices.insert(clash.id.clone(), side), None, "a choice counts: {clash:?}");
            // Taken apart and put together again: no plan as people write them is too hard.
            assert_ne!(clash.kind, ClashKind::File, "{clash:?}");
            let version = if side == Side::Ours { &clash.ours } else { &clash.theirs };
            dropped.extend(version.drops.iter().cloned());
        }
    }
    panic!("choosing never ends: {choices:?}");
}

/// Something that one side did: to what, and what it was.
#[derive(Debug, PartialEq)]
struct Deed {
    name: String,
    change: Change,
}

/// Returns all that `side` did to the plan, one by one, and which of it is not in `got`.
fn missing(base: &Said, side: &Said, got: &Said) -> Vec<Deed> {
    let mut missing = Vec::new();
    let numbers: BTreeSet<i64> = base.keys().chain(side.keys()).copied().collect();
    for number in numbers {
        let (was, is, now) = (base.get(&number), side.get(&number), got.get(&number));
        let mut note = |thing: &Thing, change| missing.push(Deed { name: thing.name.clone(), change });
        match (was, is) {
            (None, Some(is)) if now.is_none() => note(is, Change::Added),
            (Some(was), None) if now.is_some() => note(was, Change::Removed),
            (_, Some(is)) => {
                let before = was.map(|was| was.values.clone()).unwrap_or_default();
                let after = now.map(|now| now.values.clone()).unwrap_or_default();
                for key in ["id", "title", "title.zh", "title.en", "due"] {
                    let said = |values: &Table| value(values, key).filter(|said| !said.is_table()).cloned();
                    if said(&is.values) != said(&before) && said(&is.values) != said(&after) {
                        note(is, Change::Edited(vec![key.to_owned()]));
                    }
                }
                let place = |thing: &Thing| (thing.parent, thing.place.clone());
                if was.is_some_and(|was| place(was) != place(is)) && now.map(place) != Some(place(is)) {
                    note(is, Change::Moved);
                }
            }
            _ => {}
        }
    }
    missing
}

/// Tells whether one of the clashes that were chosen between said that this is dropped.
fn is_named(deed: &Deed, dropped: &[Dropped]) -> bool {
    dropped.iter().filter(|dropped| dropped.name == deed.name).any(|dropped| {
        match (&dropped.change, &deed.change) {
            (Change::Edited(all), Change::Edited(one)) => {
                let is_within = |key: &String| key == &one[0] || key.starts_with(&format!("{}.", one[0]));
                all.iter().any(is_within)
            }
            // What goes as a whole goes with all that was done to it.
            (Change::Added, _) => true,
            (one, other) => one == other,
        }
    })
}

/// Returns the old ids that an item names.
fn old_ids(thing: &Thing) -> BTreeSet<&str> {
    thing
        .values
        .get("was")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

/// Old ids are joined one by one: what a side adds is kept unless another item has it by now or a clash says that it goes,
/// and every old id is one that the item had, or was said to have had, on some side.
fn holds_old_ids(sides: [&Said; 3], got: &Said, dropped: &[Dropped]) -> Result<(), TestCaseError> {
    let [base, ours, theirs] = sides;
    for (number, thing) in got {
        let kept = old_ids(thing);
        let versions: Vec<&Thing> = sides.into_iter().filter_map(|said| said.get(number)).collect();
        let slug = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
        for &id in &kept {
            let is_named = versions.iter().any(|version| old_ids(version).contains(id));
            let is_former = versions.iter().any(|version| slug(&version.name) == slug(id));
            prop_assert!(is_named || is_former, "{} never was {}", number, id);
        }
        let is_anothers = |id: &str| {
            got.iter().any(|(other, that)| that.name == id || (other != number && old_ids(that).contains(id)))
        };
        let before = base.get(number).map(old_ids).unwrap_or_default();
        for version in [ours, theirs].into_iter().filter_map(|side| side.get(number)) {
            let edit = Deed { name: version.name.clone(), change: Change::Edited(vec!["was".to_owned()]) };
            for id in old_ids(version).difference(&before) {
                let is_there = kept.contains(id) || is_anothers(id) || is_named(&edit, dropped);
                prop_assert!(is_there, "{} was {}, and the merge forgot it", number, id);
            }
        }
    }
    Ok(())
}

/// What a plan says after a merge is what one of the sides says; what both say alike is untouched.
fn holds_nothing_else(ours: &Said, theirs: &Said, got: &Said) -> Result<(), TestCaseError> {
    for (number, now) in got {
        let versions: Vec<&Thing> = [ours, theirs].into_iter().filter_map(|side| side.get(number)).collect();
        prop_assert!(!versions.is_empty(), "{} came from nowhere", number);
        for key in ["id", "title", "title.zh", "title.en", "due"] {
            let said = |thing: &Thing| value(&thing.values, key).filter(|said| !said.is_table()).cloned();
            let is_said = versions.iter().any(|version| said(version) == said(now));
            prop_assert!(is_said, "{} of {} came from nowhere", key, number);
        }
    }
    Ok(())
}

/// Holds that an id which a side gave to an item leads to that item, unless another one has it.
fn leads_to_it([base, side, other]: [&Said; 3], got: &Said) -> Result<(), TestCaseError> {
    let is_given = |number: &i64, thing: &Thing| base.get(number).is_none_or(|was| was.name != thing.name);
    for (number, thing) in
        side.iter().filter(|(number, thing)| thing.parent.is_some() && is_given(number, thing))
    {
        let Some(now) = got.get(number) else { continue };
        // What was called so on the other side may have had it as well.
        if other.iter().any(|(there, that)| there != number && that.name == thing.name) {
            continue;
        }
        let is_known = got
            .values()
            .any(|other| other.name == thing.name || old_ids(other).contains(thing.name.as_str()));
        prop_assert!(is_known, "nothing is called {} any more, but {:?}", thing.name, now);
    }
    Ok(())
}

/// Two people's changes, at most `most` each.
fn changes(most: usize) -> impl Strategy<Value = [Vec<Step>; 2]> {
    [vec(any::<Step>(), 0..=most), vec(any::<Step>(), 0..=most)]
}

/// Returns the plan both begin with, and what each makes of it.
fn versions(changes: &[Vec<Step>; 2]) -> [Files; 3] {
    let sketch = Sketch::base();
    let changed = |side: u32, changes: &[Step]| {
        let mut sketch = sketch.clone().on_side(side);
        for &change in changes {
            sketch.change(change);
        }
        sketch.files()
    };
    [sketch.files(), changed(1, &changes[0]), changed(2, &changes[1])]
}

/// Merges, chooses by `sides` where something clashes, and looks at what came of it: nothing of either side is dropped
/// unless a clash said so, and choosing a side drops only what the clash named.
fn nothing_is_lost(changes: &[Vec<Step>; 2], sides: u64) -> Result<(), TestCaseError> {
    let [base, ours, theirs] = versions(changes);
    let [was, here, there] = [&base, &ours, &theirs].map(said);
    let Chosen { merged, choices, dropped } = choose(&base, &ours, &theirs, sides);
    let got = said(&result(&ours, &merged));
    for (side, other) in [(&here, &there), (&there, &here)] {
        for deed in missing(&was, side, &got) {
            prop_assert!(is_named(&deed, &dropped), "{:?} is lost: {:?} {:?}", deed, choices, dropped);
        }
        leads_to_it([&was, side, other], &got)?;
    }
    holds_nothing_else(&here, &there, &got)?;
    holds_old_ids([&was, &here, &there], &got, &dropped)?;
    // What neither side has wrong is right in the end.
    if found_faults(&ours).is_empty() && found_faults(&theirs).is_empty() {
        prop_assert_eq!(found_faults(&result(&ours, &merged)), Vec::<String>::new());
    }
    Ok(())
}

/// Returns what is wrong with a plan as a whole.
fn found_faults(files: &Files) -> Vec<String> {
    let mut plan = Plan::default();
    for (path, bytes) in files {
        let name = Foreign::from_bytes(path.as_os_str().as_encoded_bytes());
        drop(add_area(&SourceText::decode(name, bytes.clone()), &mut plan));
    }
    let problems = check::check(&plan).into_iter().map(|problem| problem.fault.code().to_owned());
    problems
        .filter(|code| ["duplicate-id", "duplicate-area", "old-id-in-use"].contains(&code.as_str()))
        .collect()
}

/// One side removes `a/g0`; the other moves the task of `a/g1` into it and removes `a/g1`. To have it removed brings `a/g1` back.
#[test]
fn what_was_moved_into_a_removed_item_goes_back_to_what_held_it() {
    let changes = [vec![(106, 210, 0)], vec![(40, 131, 32), (72, 188, 0)]];
    for sides in [5_513_555_783_090_726_202, 0, u64::MAX] {
        nothing_is_lost(&changes, sides).unwrap();
    }
}

// In two halves that run at the same time.
proptest! {
    #![proptest_config(ProptestConfig { cases: extent(500, 5_000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_where_two_people_change_little(changes in changes(2), sides in any::<u64>()) {
        nothing_is_lost(&changes, sides)?;
    }

    #[test]
    fn nothing_is_lost_where_two_people_change_much(changes in changes(5), sides in any::<u64>()) {
        nothing_is_lost(&changes, sides)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: extent(500, 1_000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_sides_see_the_same(changes in changes(3)) {
        let [base, ours, theirs] = versions(&changes);
        let merged = merge(&base, &ours, &theirs, &Choices::new());
        let other_way = merge(&base, &theirs, &ours, &Choices::new());
        let ids = |merged: &Merged| merged.clashes.iter().map(|clash| clash.id.clone()).collect::<BTreeSet<_>>();
        prop_assert_eq!(ids(&merged), ids(&other_way));
        if merged.clashes.is_empty() {
            prop_assert_eq!(said(&result(&theirs, &other_way)), said(&result(&ours, &merged)));
        } else {
            prop_assert!(merged.files.is_empty(), "ours stands until somebody has chosen");
        }
    }

    #[test]
    fn what_only_one_side_did_is_taken_byte_for_byte(changes in changes(3)) {
        let [base, ours, _] = versions(&changes);
        prop_assert_eq!(merge(&base, &ours, &base, &Choices::new()), Merged::default());
        prop_assert_eq!(&result(&base, &merge(&base, &base, &ours, &Choices::new())), &ours);
        prop_assert_eq!(merge(&base, &ours, &ours, &Choices::new()), Merged::default());
        // Also where the other side did something elsewhere, so that everything is taken apart.
        let mut elsewhere = base.clone();
        elsewhere.insert("3-c.toml".into(), b"id = \"e\"\ntitle = \"e\"\n".to_vec());
        let mut expected = ours.clone();
        expected.extend(elsewhere.clone().into_iter().filter(|(path, _)| !base.contains_key(path)));
        let merged = merge(&base, &elsewhere, &ours, &Choices::new());
        prop_assert_eq!(result(&elsewhere, &merged), expected);
    }
}
