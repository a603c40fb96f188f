//! What holds for every merge, on plans that two people change at random.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::*;
use toml::{Table, Value};

use super::extent::extent;
use super::plans::Sketch;
use crate::merge::{Choices, Files, Merged, Side, merge};

type Change = (u8, u8, u8);

/// What a plan says: for every number the values of its item, and the number of what it hangs under.
type Said = BTreeMap<i64, (Table, Option<i64>)>;

fn said(files: &Files) -> Said {
    fn walk(table: &Table, parent: Option<i64>, file: &str, said: &mut Said) {
        for kind in ["goal", "task", "project"] {
            for item in table.get(kind).and_then(Value::as_array).into_iter().flatten() {
                let mut own = item.as_table().expect("an item is a table").clone();
                let number = own["owner"]
                    .as_str()
                    .and_then(|number| number.parse().ok())
                    .expect("every item has a number");
                walk(&own, Some(number), file, said);
                for inner in ["task", "project"] {
                    own.remove(inner);
                }
                own.insert("file".into(), Value::String(file.into()));
                let twice = said.insert(number, (own, parent));
                assert_eq!(twice, None, "number {number} is there twice");
            }
        }
    }
    let mut found = Said::new();
    for (path, bytes) in files {
        let text = std::str::from_utf8(bytes).expect("plans are text");
        let table: Table = toml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        walk(&table, None, &path.display().to_string(), &mut found);
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

/// Chooses between all clashes by `sides`, as often as it takes.
fn choose(base: &Files, ours: &Files, theirs: &Files, sides: u64) -> (Merged, Choices) {
    let mut choices = Choices::new();
    for _ in 0..10 {
        let merged = merge(base, ours, theirs, &choices);
        if merged.clashes.is_empty() {
            return (merged, choices);
        }
        for clash in &merged.clashes {
            let side = if (sides >> (choices.len() % 64)) & 1 == 0 { Side::Ours } else { Side::Theirs };
            assert_eq!(choices.insert(clash.id.clone(), side), None, "a choice counts: {clash:?}");
        }
    }
    panic!("choosing never ends: {choices:?}");
}

fn field<'s>(said: &'s Said, number: i64, path: &[&str]) -> Option<&'s Value> {
    let mut value = said.get(&number)?.0.get(path[0])?;
    for key in &path[1..] {
        value = value.get(key)?;
    }
    Some(value)
}

/// Returns the old ids that an item names.
fn old_ids(said: &Said, number: i64) -> BTreeSet<&str> {
    let list = field(said, number, &["was"]).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Old ids are joined one by one: what a side adds is kept unless another item has it by now, and every old id is one
/// that the item had, or was said to have had, on some side.
fn holds_old_ids(number: i64, sides: [&Said; 3], got: &Said) -> Result<(), TestCaseError> {
    let [base, ours, theirs] = sides;
    let kept = old_ids(got, number);
    let slug = |said: &Said| field(said, number, &["id"]).and_then(Value::as_str).map(str::to_owned);
    let slugs: BTreeSet<String> = sides.into_iter().filter_map(slug).collect();
    for &id in &kept {
        let is_named = sides.into_iter().any(|said| old_ids(said, number).contains(id));
        let is_former = id.split_once('/').is_some_and(|(_, slug)| slugs.contains(slug));
        prop_assert!(is_named || is_former, "{} never was {}", number, id);
    }
    let is_anothers = |id: &str| {
        got.keys().any(|&other| {
            let is_now = slug_is(got, other, id);
            is_now || (other != number && old_ids(got, other).contains(id))
        })
    };
    for side in [ours, theirs] {
        for id in old_ids(side, number).difference(&old_ids(base, number)) {
            prop_assert!(
                kept.contains(id) || is_anothers(id),
                "{} was {}, and the merge forgot it",
                number,
                id
            );
        }
    }
    Ok(())
}

/// Tells whether the item has the slug of `id`.
fn slug_is(said: &Said, number: i64, id: &str) -> bool {
    let slug = id.split_once('/').map(|(_, slug)| slug);
    field(said, number, &["id"]).and_then(Value::as_str) == slug
}

/// What of a merge that found no clash must be there: what one side did to anything, and nothing else.
fn holds_both(base: &Said, ours: &Said, theirs: &Said, got: &Said) -> Result<(), TestCaseError> {
    let numbers: BTreeSet<i64> =
        [base, ours, theirs, got].into_iter().flat_map(Said::keys).copied().collect();
    for number in numbers {
        let has = |said: &Said| said.contains_key(&number);
        let expected = if has(base) { has(ours) && has(theirs) } else { has(ours) || has(theirs) };
        prop_assert_eq!(has(got), expected, "whether {} is there", number);
        for (one, other) in [(ours, theirs), (theirs, ours)] {
            let removed = has(base) && !has(one) && has(other);
            prop_assert!(
                !removed || other.get(&number) == base.get(&number),
                "an edit of {} is lost",
                number
            );
        }
        if !has(got) {
            continue;
        }
        // In which file it is follows from what it hangs under, which may have moved on the other side.
        let fields: [&[&str]; 4] = [&["id"], &["title", "zh"], &["title", "en"], &["due"]];
        for path in fields {
            let [was, here, there, now] = [base, ours, theirs, got].map(|said| field(said, number, path));
            let one = if has(ours) && (!has(theirs) || there == was) { here } else { there };
            prop_assert_eq!(now, one, "{:?} of {}", path, number);
        }
        holds_old_ids(number, [base, ours, theirs], got)?;
        let parent = |said: &Said| said.get(&number).map(|(_, parent)| *parent);
        let (was, here, there) = (parent(base), parent(ours), parent(theirs));
        let one = if here.is_some() && (there.is_none() || there == was) { here } else { there };
        prop_assert_eq!(parent(got), one, "what {} hangs under", number);
        if one == Some(None) {
            let [here, there, now] = [ours, theirs, got].map(|said| field(said, number, &["file"]));
            prop_assert!(now == here || now == there, "the file of {}", number);
        }
    }
    Ok(())
}

/// Two people's changes, at most `most` each.
fn changes(most: usize) -> impl Strategy<Value = [Vec<Change>; 2]> {
    [vec(any::<Change>(), 0..=most), vec(any::<Change>(), 0..=most)]
}

/// Returns the plan both begin with, and what each makes of it.
fn versions(changes: &[Vec<Change>; 2]) -> [Files; 3] {
    let sketch = Sketch::base();
    let changed = |side: u32, changes: &[Change]| {
        let mut sketch = sketch.clone().on_side(side);
        for &change in changes {
            sketch.change(change);
        }
        sketch.files()
    };
    [sketch.files(), changed(1, &changes[0]), changed(2, &changes[1])]
}

/// Merges, chooses by `sides` where something clashes, and looks at what came of it.
fn nothing_is_lost(changes: &[Vec<Change>; 2], sides: u64) -> Result<(), TestCaseError> {
    let [base, ours, theirs] = versions(changes);
    let [was, here, there] = [&base, &ours, &theirs].map(said);
    let (merged, choices) = choose(&base, &ours, &theirs, sides);
    // Taken apart and put together again: no plan as people write them is too hard, but where something went to an
    // area that has something of that name, or under something of which the other side's namesake was chosen.
    prop_assert!(!choices.keys().any(|id| base.keys().any(|path| path.as_os_str() == id.as_str())));
    let moved = |said: &Said| said.keys().any(|&number| field(said, number, &["was"]).is_some());
    let placed = choices.keys().any(|id| id.ends_with(":added") || id.ends_with(":place"));
    prop_assert!(!choices.contains_key("plan") || placed || moved(&here) || moved(&there), "{:?}", choices);
    let got = said(&result(&ours, &merged));
    if choices.is_empty() {
        holds_both(&was, &here, &there, &got)?;
    }
    for number in got.keys() {
        let came = here.contains_key(number) || there.contains_key(number);
        prop_assert!(came, "{} came from nowhere", number);
    }
    for number in was.keys().filter(|it| here.contains_key(it) && there.contains_key(it)) {
        prop_assert!(got.contains_key(number), "{} is lost: {:?}", number, choices);
    }
    Ok(())
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
        elsewhere.insert("3-c.toml".into(), b"id = \"c\"\ntitle = \"c\"\n".to_vec());
        let mut expected = ours.clone();
        expected.extend(elsewhere.clone().into_iter().filter(|(path, _)| !base.contains_key(path)));
        let merged = merge(&base, &elsewhere, &ours, &Choices::new());
        prop_assert_eq!(result(&elsewhere, &merged), expected);
    }
}
