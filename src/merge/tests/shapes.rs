//! What each side may do and both together cannot: what clashes, what either choice drops, and that the rest is merged.

use std::collections::BTreeMap;
use std::path::PathBuf;

use toml::{Table, Value};

use crate::merge::{Change, Choices, Clash, Dropped, Files, Side, merge};

/// Writes a plan of areas, each with its file name, its id and its goals, in the short form of [`item`].
fn plan(areas: &[(&str, &str, &[&str])]) -> Files {
    areas
        .iter()
        .map(|(file, id, items)| {
            let items: String = items.iter().map(|text| item(text)).collect();
            let text = format!("id = \"{id}\"\ntitle = \"{id}\"\n{items}");
            (PathBuf::from(format!("{file}.toml")), text.into_bytes())
        })
        .collect()
}

/// Writes an item: `goal g`, `goal.task t=title`, or `goal.task t<a/old,a/older`.
fn item(text: &str) -> String {
    let (path, rest) = text.split_once(' ').unwrap();
    let (rest, was) = rest.split_once('<').unwrap_or((rest, ""));
    let (id, title) = rest.split_once('=').unwrap_or((rest, rest));
    let was: Vec<&str> = was.split(',').filter(|id| !id.is_empty()).collect();
    let was = if was.is_empty() { String::new() } else { format!("was = {was:?}\n") };
    format!("\n[[{path}]]\nid = \"{id}\"\ntitle = \"{title}\"\n{was}")
}

/// Returns the plan in the form it is written in here, a line an item: file, kind, id, title and old ids.
fn told(files: &Files) -> Vec<String> {
    fn walk(table: &Table, path: &str, told: &mut Vec<String>, file: &str, area: &str) {
        for kind in ["goal", "task", "project"] {
            for item in table.get(kind).and_then(Value::as_array).into_iter().flatten() {
                let item = item.as_table().unwrap();
                let text = |key: &str| item[key].as_str().unwrap();
                let path = if path.is_empty() { kind.to_owned() } else { format!("{path}.{kind}") };
                let was: Vec<&str> = item
                    .get("was")
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .collect();
                let was = if was.is_empty() { String::new() } else { format!("<{}", was.join(",")) };
                told.push(format!("{file} {path} {area}/{}={}{was}", text("id"), text("title")));
                walk(item, &path, told, file, area);
            }
        }
    }
    let mut found = Vec::new();
    for (path, bytes) in files {
        let table: Table = toml::from_str(std::str::from_utf8(bytes).unwrap()).unwrap();
        let file = path.file_stem().unwrap().to_string_lossy().into_owned();
        found.push(format!("{file} {}", table["id"].as_str().unwrap()));
        walk(&table, "", &mut found, &file, table["id"].as_str().unwrap());
    }
    found
}

struct Versions {
    base: Files,
    ours: Files,
    theirs: Files,
}

impl Versions {
    fn merged(&self, choices: &[(&str, Side)]) -> Result<Vec<String>, Vec<Clash>> {
        let choices: Choices = choices.iter().map(|&(id, side)| (id.to_owned(), side)).collect();
        let merged = merge(&self.base, &self.ours, &self.theirs, &choices);
        if !merged.clashes.is_empty() {
            assert!(merged.files.is_empty(), "ours stands");
            return Err(merged.clashes);
        }
        let mut files = self.ours.clone();
        for (path, bytes) in merged.files {
            match bytes {
                Some(bytes) => files.insert(path, bytes),
                None => files.remove(&path),
            };
        }
        Ok(told(&files))
    }

    /// Holds that one clash of this id is found, from either side, and what it drops and leaves with either choice.
    #[track_caller]
    fn clash(&self, id: &str, expected: [(&[&str], &[&str]); 2]) {
        let clashes = self.merged(&[]).expect_err("something clashes");
        let ids: Vec<&str> = clashes.iter().map(|clash| clash.id.as_str()).collect();
        assert_eq!(ids, [id]);
        let mirrored = Self { base: self.base.clone(), ours: self.theirs.clone(), theirs: self.ours.clone() };
        let from_there = mirrored.merged(&[]).expect_err("something clashes");
        assert_eq!(from_there.iter().map(|clash| clash.id.as_str()).collect::<Vec<_>>(), [id]);
        let versions = [(Side::Ours, &clashes[0].ours), (Side::Theirs, &clashes[0].theirs)];
        for ((side, version), (drops, plan)) in versions.into_iter().zip(expected) {
            let dropped: Vec<String> = version.drops.iter().map(short).collect();
            assert_eq!(dropped, drops, "{side:?} drops");
            let merged = self.merged(&[(id, side)]).expect("nothing else clashes");
            assert_eq!(merged, plan, "{side:?}");
            let seen_from_there = mirrored.merged(&[(id, side.other())]).expect("nothing else clashes");
            assert_eq!(sorted(seen_from_there), sorted(merged), "{side:?} from the other side");
        }
    }
}

/// The order among siblings is that of ours where both added.
fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.sort();
    lines
}

fn short(dropped: &Dropped) -> String {
    match &dropped.change {
        Change::Edited(keys) => format!("{} edited {}", dropped.name, keys.join(",")),
        other => format!("{} {}", dropped.name, other.name()),
    }
}

/// A plan of two areas, which each side changes in its own way; the second area gets another title for its goal from
/// either side, so that there is always something else to merge.
fn versions(base: &[&str], ours: &[&str], theirs: &[&str]) -> Versions {
    Versions {
        base: plan(&[("1-a", "a", base), ("2-b", "b", &["goal g", "goal h"])]),
        ours: plan(&[("1-a", "a", ours), ("2-b", "b", &["goal g=我", "goal h"])]),
        theirs: plan(&[("1-a", "a", theirs), ("2-b", "b", &["goal g", "goal h=他"])]),
    }
}

const REST: [&str; 3] = ["2-b b", "2-b goal b/g=我", "2-b goal b/h=他"];

fn with_rest<'l>(lines: &[&'l str]) -> Vec<&'l str> {
    ["1-a a"].into_iter().chain(lines.iter().copied()).chain(REST).collect()
}

#[test]
fn a_renamed_item_and_a_new_one_come_to_one_id() {
    versions(&["goal x=甲"], &["goal z=甲<a/x"], &["goal x=甲", "goal z=新", "goal.task k"]).clash(
        "a/z:same-id",
        [
            (&["a/z added", "a/k added"], &with_rest(&["1-a goal a/z=甲<a/x"])),
            (
                &["a/z edited id,was"],
                &with_rest(&["1-a goal a/x=甲", "1-a goal a/z=新", "1-a goal.task a/k=k"]),
            ),
        ],
    );
}

#[test]
fn two_renamed_items_come_to_one_id() {
    let base = ["goal x=甲", "goal y=乙"];
    versions(&base, &["goal z=甲<a/x", "goal y=乙"], &["goal x=甲", "goal z=乙<a/y"]).clash(
        "a/z:same-id",
        [
            (&["a/z edited id,was"], &with_rest(&["1-a goal a/z=甲<a/x", "1-a goal a/y=乙"])),
            (&["a/z edited id,was"], &with_rest(&["1-a goal a/x=甲", "1-a goal a/z=乙<a/y"])),
        ],
    );
}

#[test]
fn an_item_moved_to_another_area_and_a_new_one_there_come_to_one_id() {
    let base = plan(&[("1-a", "a", &["goal g", "goal.task x"]), ("2-b", "b", &["goal h"])]);
    let ours = plan(&[("1-a", "a", &["goal g=改"]), ("2-b", "b", &["goal h", "goal.task x<a/x"])]);
    let theirs =
        plan(&[("1-a", "a", &["goal g", "goal.task x"]), ("2-b", "b", &["goal h=改", "goal.task x=新"])]);
    let kept = ["1-a a", "1-a goal a/g=改", "2-b b", "2-b goal b/h=改", "2-b goal.task b/x=x<a/x"];
    let back = [
        "1-a a",
        "1-a goal a/g=改",
        "1-a goal.task a/x=x",
        "2-b b",
        "2-b goal b/h=改",
        "2-b goal.task b/x=新",
    ];
    Versions { base, ours, theirs }
        .clash("b/x:same-id", [(&["b/x added"], &kept), (&["b/x edited was", "b/x moved"], &back)]);
}

#[test]
fn a_task_is_made_a_project_on_one_side_and_given_a_child_on_the_other() {
    let base = ["goal g", "goal.task s", "goal.task t"];
    versions(
        &base,
        &["goal g", "goal.task s", "goal.task.project t"],
        &["goal g", "goal.task s", "goal.task t", "goal.task.project c=子"],
    )
    .clash(
        "a/t:nesting",
        [
            (
                &["a/c added"],
                &with_rest(&["1-a goal a/g=g", "1-a goal.task a/s=s", "1-a goal.task.project a/t=t"]),
            ),
            (
                &["a/t moved"],
                &with_rest(&[
                    "1-a goal a/g=g",
                    "1-a goal.task a/s=s",
                    "1-a goal.task a/t=t",
                    "1-a goal.task.project a/c=子",
                ]),
            ),
        ],
    );
}

#[test]
fn a_choice_brings_back_what_holds_the_item_it_is_about() {
    let base = plan(&[
        ("1-a", "a", &["goal g", "goal.task s", "goal.task t"]),
        ("2-b", "b", &["goal h", "goal.task u", "goal.task.project p"]),
    ]);
    let ours = plan(&[
        ("1-a", "a", &["goal g", "goal.task s", "goal.task t", "goal.task.project p<b/p"]),
        ("2-b", "b", &[]),
    ]);
    let theirs = plan(&[
        ("1-a", "a", &["goal g", "goal.task s", "goal.task.project t"]),
        ("2-b", "b", &["goal h", "goal.task u", "goal.task.project p"]),
    ]);
    let project = ["1-a a", "1-a goal a/g=g", "1-a goal.task a/s=s", "1-a goal.task.project a/t=t"];
    let back = ["2-b b", "2-b goal b/h=h", "2-b goal.task b/u=u", "2-b goal.task.project b/p=p<a/p"];
    Versions { base, ours, theirs }.clash(
        "a/t:nesting",
        [
            (
                &["a/t moved"],
                &[
                    "1-a a",
                    "1-a goal a/g=g",
                    "1-a goal.task a/s=s",
                    "1-a goal.task a/t=t",
                    "1-a goal.task.project a/p=p<b/p",
                    "2-b b",
                ],
            ),
            (&["b/h removed", "b/u removed", "a/p moved"], &[&project[..], &back[..]].concat()),
        ],
    );
}

#[test]
fn two_new_files_of_one_name_keep_both_areas() {
    let base: &[(&str, &str, &[&str])] = &[("1-a", "a", &["goal g", "goal h"])];
    let ours = plan(&[("1-a", "a", &["goal g=我", "goal h"]), ("9-new", "x", &["goal p"])]);
    let theirs = plan(&[("1-a", "a", &["goal g", "goal h=他"]), ("9-new", "y", &["goal q"])]);
    let rest = ["1-a a", "1-a goal a/g=我", "1-a goal a/h=他"];
    let with =
        |more: &[&'static str]| -> Vec<&str> { rest.into_iter().chain(more.iter().copied()).collect() };
    Versions { base: plan(base), ours, theirs }.clash(
        "9-new.toml:same-file",
        [
            (&["y moved"], &with(&["9-new-y y", "9-new-y goal y/q=q", "9-new x", "9-new goal x/p=p"])),
            (&["x moved"], &with(&["9-new-x x", "9-new-x goal x/p=p", "9-new y", "9-new goal y/q=q"])),
        ],
    );
}

#[test]
fn an_item_added_to_an_area_that_got_another_id_comes_along_and_keeps_the_id_it_had() {
    let base = plan(&[("1-a", "a", &["goal g"]), ("2-b", "b", &["goal h"])]);
    let theirs = plan(&[("1-a", "a", &["goal g", "goal n=新"]), ("2-b", "b", &["goal h=改"])]);
    for was in ["<a/g", ""] {
        let renamed = format!("goal g{was}");
        let ours = plan(&[("1-a", "c", &[&renamed]), ("2-b", "b", &["goal h"])]);
        let versions = Versions { base: base.clone(), ours, theirs: theirs.clone() };
        let goal = format!("1-a goal c/g=g{was}");
        let expected = ["1-a c", goal.as_str(), "1-a goal c/n=新<a/n", "2-b b", "2-b goal b/h=改"];
        assert_eq!(versions.merged(&[]).unwrap(), expected);
        let mirrored = Versions { base: base.clone(), ours: theirs.clone(), theirs: versions.ours };
        assert_eq!(mirrored.merged(&[]).unwrap(), expected);
    }
}

#[test]
fn an_item_that_took_in_another_one_is_itself_where_its_area_got_another_id() {
    let base = plan(&[("1-a", "a", &["goal x", "goal y"]), ("2-b", "b", &["goal h"])]);
    let ours = plan(&[("1-a", "c", &["goal x<a/y"]), ("2-b", "b", &["goal h"])]);
    let theirs = plan(&[("1-a", "a", &["goal x=改", "goal y"]), ("2-b", "b", &["goal h=改"])]);
    let expected = ["1-a c", "1-a goal c/x=改<a/y", "2-b b", "2-b goal b/h=改"];
    let mirrored = Versions { base: base.clone(), ours: theirs.clone(), theirs: ours.clone() };
    for versions in [Versions { base, ours, theirs }, mirrored] {
        assert_eq!(versions.merged(&[]).unwrap(), expected);
    }
}

#[test]
fn old_ids_that_both_sides_add_are_in_one_order() {
    let base = ["goal p", "goal q", "goal r"];
    let versions = versions(&base, &["goal p<a/r", "goal q"], &["goal p<a/q", "goal r"]);
    let expected = with_rest(&["1-a goal a/p=p<a/q,a/r"]);
    assert_eq!(versions.merged(&[]).unwrap(), expected);
    let mirrored = Versions { base: versions.base, ours: versions.theirs, theirs: versions.ours };
    assert_eq!(mirrored.merged(&[]).unwrap(), expected);
}

#[test]
fn an_area_that_got_another_id_and_a_new_one_come_to_one_id() {
    let base = plan(&[("1-a", "a", &["goal g"]), ("2-b", "b", &["goal h", "goal i"])]);
    let ours = plan(&[("1-a", "c", &["goal g<a/g"]), ("2-b", "b", &["goal h=我", "goal i"])]);
    let theirs =
        plan(&[("1-a", "a", &["goal g"]), ("2-b", "b", &["goal h", "goal i=他"]), ("3-c", "c", &["goal n"])]);
    let rest = ["2-b b", "2-b goal b/h=我", "2-b goal b/i=他"];
    let kept: Vec<&str> = ["1-a c", "1-a goal c/g=g<a/g"].into_iter().chain(rest).collect();
    let both: Vec<&str> =
        ["1-a a", "1-a goal a/g=g<c/g"].into_iter().chain(rest).chain(["3-c c", "3-c goal c/n=n"]).collect();
    Versions { base, ours, theirs }
        .clash("c:same-area", [(&["c added", "c/n added"], &kept), (&["c edited id"], &both)]);
}

#[test]
fn two_items_claim_one_old_id() {
    let base = ["goal p", "goal q", "goal r"];
    versions(&base, &["goal p<a/r", "goal q"], &["goal p", "goal q<a/r"]).clash(
        "a/r:old-id",
        [
            (&["a/q edited was"], &with_rest(&["1-a goal a/p=p<a/r", "1-a goal a/q=q"])),
            (&["a/p edited was"], &with_rest(&["1-a goal a/p=p", "1-a goal a/q=q<a/r"])),
        ],
    );
}

#[test]
fn an_item_added_on_both_sides_and_renamed_on_one_is_one_item() {
    versions(&["goal g"], &["goal g", "goal m<a/n"], &["goal g", "goal n"]).clash(
        "a/m:added",
        [
            (&["a/n added"], &with_rest(&["1-a goal a/g=g", "1-a goal a/m=m<a/n"])),
            (&["a/m added"], &with_rest(&["1-a goal a/g=g", "1-a goal a/n=n<a/m"])),
        ],
    );
}

#[test]
fn an_item_added_on_both_sides_keeps_the_id_it_had_in_an_area_that_got_another_one() {
    let base = plan(&[("1-a", "a", &["goal g"])]);
    let ours = plan(&[("1-a", "c", &["goal g<a/g", "goal n=我<a/n"])]);
    let theirs = plan(&[("1-a", "a", &["goal g", "goal n=他"])]);
    Versions { base, ours, theirs }.clash(
        "a/n:added",
        [
            (&["a/n added"], &["1-a c", "1-a goal c/g=g<a/g", "1-a goal c/n=我<a/n"]),
            (&["c/n added"], &["1-a c", "1-a goal c/g=g<a/g", "1-a goal c/n=他<a/n"]),
        ],
    );
}

#[test]
fn an_item_renamed_back_is_the_item_it_was() {
    let versions = versions(&["goal z=甲<a/x"], &["goal x=甲"], &["goal z=改<a/x"]);
    let expected = with_rest(&["1-a goal a/x=改"]);
    assert_eq!(versions.merged(&[]).unwrap(), expected);
}

#[test]
fn an_item_moved_and_renamed_keeps_every_id_it_had() {
    let base = plan(&[("1-a", "a", &["goal g", "goal.task x"]), ("2-b", "b", &["goal h"])]);
    let ours = plan(&[("1-a", "a", &["goal g", "goal.task z=x<a/x"]), ("2-b", "b", &["goal h"])]);
    let theirs = plan(&[("1-a", "a", &["goal g"]), ("2-b", "b", &["goal h", "goal.task x<a/x"])]);
    let merged = Versions { base, ours, theirs }.merged(&[]).unwrap();
    let expected = ["1-a a", "1-a goal a/g=g", "2-b b", "2-b goal b/h=h", "2-b goal.task b/z=x<a/x,a/z,b/x"];
    assert_eq!(merged, expected);
}

#[test]
fn a_broken_file_is_one_clash_and_the_rest_is_merged() {
    let three = |a: &str, b: &[&str], c: &[&str]| {
        let mut files = plan(&[("2-b", "b", b), ("3-c", "c", c)]);
        files.insert("1-a.toml".into(), a.as_bytes().to_vec());
        files
    };
    let whole = |title: &str| format!("id = \"a\"\ntitle = \"a\"\n{}", item(&format!("goal g={title}")));
    let (b, c) = (["goal h", "goal i"], ["goal k"]);
    let base = three(&whole("旧"), &b, &c);
    let ours = three("id = \"a\"\ntitle = [broken\n", &["goal h=我", "goal i"], &c);
    let theirs = three(&whole("新"), &["goal h", "goal i=他"], &["goal k", "goal l"]);
    let merged = merge(&base, &ours, &theirs, &Choices::new());
    let [clash] = &merged.clashes[..] else { panic!("{:?}", merged.clashes) };
    assert_eq!(clash.id, "1-a.toml");
    assert_eq!(clash.ours.drops.iter().map(short).collect::<Vec<_>>(), ["a/g edited title"]);
    assert_eq!(clash.theirs.drops.iter().map(short).collect::<Vec<_>>(), ["1-a.toml rewritten"]);
    for side in [Side::Ours, Side::Theirs] {
        let choices = BTreeMap::from([("1-a.toml".to_owned(), side)]);
        let merged = merge(&base, &ours, &theirs, &choices);
        assert_eq!(merged.clashes, []);
        let mut files = ours.clone();
        files.extend(merged.files.into_iter().map(|(path, bytes)| (path, bytes.unwrap())));
        assert_eq!(
            files["1-a.toml".as_ref() as &std::path::Path] == theirs[std::path::Path::new("1-a.toml")],
            side == Side::Theirs
        );
        let rest: Files = files.into_iter().filter(|(path, _)| path.as_os_str() != "1-a.toml").collect();
        let expected =
            ["2-b b", "2-b goal b/h=我", "2-b goal b/i=他", "3-c c", "3-c goal c/k=k", "3-c goal c/l=l"];
        assert_eq!(told(&rest), expected);
    }
}

#[test]
fn files_between_which_an_item_went_are_chosen_together() {
    let base = plan(&[("1-a", "a", &["goal g", "goal x"]), ("2-b", "b", &["goal h"])]);
    let mut ours = base.clone();
    ours.insert("1-a.toml".into(), b"id = \"a\"\n[[goal\n".to_vec());
    ours.extend(plan(&[("2-b", "b", &["goal h=我"])]));
    let theirs = plan(&[("1-a", "a", &["goal g"]), ("2-b", "b", &["goal h", "goal x<a/x"])]);
    let merged = merge(&base, &ours, &theirs, &Choices::new());
    assert_eq!(merged.clashes.len(), 1);
    assert_eq!(
        (&merged.clashes[0].file, &merged.clashes[0].also[..]),
        (&"1-a.toml".into(), &["2-b.toml".into()][..])
    );
    let drops: Vec<String> = merged.clashes[0].ours.drops.iter().map(short).collect();
    assert_eq!(drops, ["b/x edited was", "b/x moved"]);
    for (side, expected) in [(Side::Ours, &ours), (Side::Theirs, &theirs)] {
        let choices = BTreeMap::from([(merged.clashes[0].id.clone(), side)]);
        let chosen = merge(&base, &ours, &theirs, &choices);
        let mut files = ours.clone();
        files.extend(chosen.files.into_iter().map(|(path, bytes)| (path, bytes.unwrap())));
        assert_eq!(files, *expected, "{side:?}");
    }
}

#[test]
fn what_only_both_together_get_wrong_names_the_one_file() {
    let strategy = |more: &str| -> Files {
        let text = format!("format = 1\ntitle = \"x\"\n\n[[status]]\nid = \"ok\"\nkey = \"o\"\n{more}");
        let mut files = plan(&[("1-a", "a", &["goal g"])]);
        files.insert("strategy.toml".into(), text.into_bytes());
        files
    };
    let status = |id: &str| format!("\n[[status]]\nid = \"{id}\"\nkey = \"k\"\n");
    let (base, ours, theirs) = (strategy(""), strategy(&status("one")), strategy(&status("two")));
    let merged = merge(&base, &ours, &theirs, &Choices::new());
    let told: Vec<_> = merged.clashes.iter().map(|clash| clash.id.as_str()).collect();
    assert_eq!(told, ["strategy.toml"]);
    let drops: Vec<String> = merged.clashes[0].ours.drops.iter().map(short).collect();
    assert_eq!(drops, ["strategy.toml#status.two added"]);
}
