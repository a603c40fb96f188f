//! Single cases, with the bytes that come out.

use std::path::PathBuf;

use crate::merge::{Choices, ClashKind, Files, Merged, Side, merge};

const PLAN: &str = r#"# 四港
id    = "ports"
title = { zh = "四港", en = "Ports" }

# 第一个目标
[[goal]]
id      = "network"
title   = "网络"
text.zh = "旧"
text.en = "old"

[[goal.task]]
id    = "canal"   # 运河
title = "运河"
due   = 2025-12-31
metric = { name = "里程", target = { value = 10, year = 2025 }, now = { value = 1 } }

[[goal.task]]
id    = "rail"
title = "铁路"

[[goal]]
id    = "air"
title = "空港"
"#;

fn files(text: &str) -> Files {
    Files::from([(PathBuf::from("5-ports.toml"), text.as_bytes().to_vec())])
}

/// Changes the plan by putting one text in the place of another.
fn with(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(PLAN.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replacen(old, new, 1)
    })
}

fn join(ours: &str, theirs: &str, choices: &[(&str, Side)]) -> Merged {
    let choices: Choices = choices.iter().map(|&(id, side)| (id.to_owned(), side)).collect();
    merge(&files(PLAN), &files(ours), &files(theirs), &choices)
}

/// Returns the file that comes out where nothing clashes.
fn joined(ours: &str, theirs: &str) -> String {
    let merged = join(ours, theirs, &[]);
    assert_eq!(merged.clashes, [], "nothing clashes");
    let bytes = merged.files.values().next().cloned().flatten();
    String::from_utf8(bytes.unwrap_or_else(|| ours.as_bytes().to_vec())).expect("plans are text")
}

fn clashes(ours: &str, theirs: &str) -> Vec<(String, ClashKind)> {
    let merged = join(ours, theirs, &[]);
    assert!(merged.files.is_empty(), "ours stands");
    merged.clashes.into_iter().map(|clash| (clash.id, clash.kind)).collect()
}

const ROAD: &str = "\n# 公路\n[[goal.task]]\nid = \"road\"\ntitle = \"公路\"\n";

#[test]
fn changes_of_different_things_are_all_there_and_the_rest_is_untouched() {
    let cases = [
        // Another field of the same item; the remark beside the id stays.
        ([("due   = 2025-12-31", "due   = 2026-06-30")], [("title = \"运河\"", "title = \"大运河\"")]),
        // Another language of the same text.
        ([("text.zh = \"旧\"", "text.zh = \"新\"")], [("text.en = \"old\"", "text.en = 'new'")]),
        ([("zh = \"四港\"", "zh = \"四大港\"")], [("en = \"Ports\"", "en = \"Four ports\"")]),
        // Another part of the same metric.
        ([("value = 10", "value = 12")], [("now = { value = 1 }", "now = { value = 3, year = 2024 }")]),
        // A new field beside a changed one, and a remark.
        ([("due   = 2025-12-31\n", "due   = 2025-12-31\nstart = 2021-01-01\n")], [("# 运河", "# 浙赣运河")]),
        // Both add something at the same place.
        (
            [(
                "\n[[goal]]\nid    = \"air\"",
                "\n[[goal.task]]\nid = \"road\"\ntitle = \"r\"\n\n[[goal]]\nid    = \"air\"",
            )],
            [("title = \"空港\"\n", "title = \"空港\"\n\n[[goal]]\nid = \"sea\"\ntitle = \"s\"\n")],
        ),
        // A key and the whole of a goal.
        ([("title = \"铁路\"\n", "")], [("[[goal]]\nid    = \"air\"\ntitle = \"空港\"\n", "")]),
    ];
    for (ours, theirs) in cases {
        let both: Vec<_> = ours.iter().chain(&theirs).copied().collect();
        assert_eq!(joined(&with(&ours), &with(&theirs)), with(&both), "{ours:?} {theirs:?}");
        assert_eq!(joined(&with(&theirs), &with(&ours)), with(&both), "{theirs:?} {ours:?}");
    }
}

#[test]
fn what_was_laid_out_anew_keeps_our_layout() {
    let ours =
        with(&[("title   = \"网络\"", "title = '网络'   # 我们"), ("id    = \"rail\"", "id=\"rail\"")]);
    let theirs =
        with(&[("title   = \"网络\"", "title   = \"路网\""), ("title = \"铁路\"", "title = \"高铁\"")]);
    let expected = ours.replace("'网络'", "\"路网\"").replace("\"铁路\"", "\"高铁\"");
    assert_eq!(joined(&ours, &theirs), expected);
}

#[test]
fn line_ends_and_a_missing_last_one_stay_ours() {
    let ours = with(&[("title = \"运河\"", "title = \"大运河\"")]);
    let ours = ours.trim_end().replace('\n', "\r\n");
    let theirs = with(&[("id    = \"rail\"", "due   = 2030-01-01\nid    = \"rail\"")]) + ROAD;
    let expected = with(&[
        ("title = \"运河\"", "title = \"大运河\""),
        ("id    = \"rail\"", "due   = 2030-01-01\nid    = \"rail\""),
    ]) + ROAD;
    assert_eq!(joined(&ours, &theirs), expected.replace('\n', "\r\n"));
}

#[test]
fn what_they_added_comes_with_its_remarks_after_what_it_follows_there() {
    let ours = with(&[("title = \"铁路\"", "title = \"高铁\"")]);
    let theirs =
        with(&[("\n[[goal.task]]\nid    = \"rail\"", &format!("{ROAD}\n[[goal.task]]\nid    = \"rail\""))]);
    let merged = joined(&ours, &theirs);
    assert_eq!(merged, theirs.replace("\"铁路\"", "\"高铁\""));
}

#[test]
fn a_new_order_and_new_words_are_both_there() {
    let rail = "[[goal.task]]\nid    = \"rail\"\ntitle = \"铁路\"\n\n";
    let moved = with(&[
        (rail, ""),
        ("[[goal.task]]\nid    = \"canal\"", &format!("{rail}[[goal.task]]\nid    = \"canal\"")),
    ]);
    let worded = with(&[("title = \"铁路\"", "title = \"高铁\"")]);
    for (ours, theirs) in [(&moved, &worded), (&worded, &moved)] {
        assert_eq!(joined(ours, theirs), moved.replace("\"铁路\"", "\"高铁\""));
    }
}

#[test]
fn a_move_to_another_place_takes_the_words_of_the_other_side_along() {
    let rail = "[[goal.task]]\nid    = \"rail\"\ntitle = \"铁路\"\n\n";
    let moved = with(&[(rail, "")]) + "\n" + rail.trim_end() + "\n";
    let worded = with(&[("title = \"铁路\"", "title = \"高铁\"")]);
    let expected = moved.replace("\"铁路\"", "\"高铁\"");
    assert_eq!(joined(&moved, &worded), expected);
    assert_eq!(joined(&worded, &moved), expected);
    // Under a task a task is a project.
    let project = moved.replace("[[goal.task]]\nid    = \"rail\"", "[[goal.project]]\nid    = \"rail\"");
    assert_eq!(joined(&worded, &project), project.replace("\"铁路\"", "\"高铁\""));
}

#[test]
fn what_stands_against_each_other_is_told_and_can_be_chosen() {
    let field = |key: &str| ClashKind::Field { key: key.into() };
    let rail = "[[goal.task]]\nid    = \"rail\"\ntitle = \"铁路\"\n\n";
    let air = "\n[[goal]]\nid    = \"air\"\ntitle = \"空港\"\n";
    let canal_first = "[[goal.task]]\nid    = \"canal\"";
    let twice = |first: &str, second: &str| with(&[(air, &format!("{first}{air}{second}"))]);
    let cases = [
        (
            with(&[("2025-12-31", "2026-01-01")]),
            with(&[("2025-12-31", "2027-01-01")]),
            "ports/canal:due",
            field("due"),
        ),
        (
            with(&[("due   = 2025-12-31\n", "")]),
            with(&[("2025-12-31", "2027-01-01")]),
            "ports/canal:due",
            field("due"),
        ),
        (
            with(&[("\"旧\"", "\"甲\"")]),
            with(&[("\"旧\"", "\"乙\"")]),
            "ports/network:text.zh",
            field("text.zh"),
        ),
        (
            with(&[("value = 10, year = 2025", "value = 12, year = 2025")]),
            with(&[("value = 10, year = 2025", "value = 10, year = 2030")]),
            "ports/canal:metric.target",
            field("metric.target"),
        ),
        (
            with(&[("zh = \"四港\"", "zh = \"甲\"")]),
            with(&[("zh = \"四港\"", "zh = \"乙\"")]),
            "ports:title.zh",
            field("title.zh"),
        ),
        (
            with(&[(rail, "")]),
            with(&[("title = \"铁路\"", "title = \"高铁\"")]),
            "ports/rail:removed",
            ClashKind::EditedAndRemoved,
        ),
        (
            with(&[(air, "")]),
            with(&[(air, &format!("{air}{ROAD}"))]),
            "ports/air:removed",
            ClashKind::EditedAndRemoved,
        ),
        (
            twice(ROAD, ""),
            twice(&ROAD.replace("\"公路\"", "\"大道\""), ""),
            "ports/road:added",
            ClashKind::Added,
        ),
        (twice(ROAD, ""), twice("", ROAD), "ports/road:added", ClashKind::Added),
        (
            with(&[(rail, ""), (air, &format!("{air}\n{}", rail.trim_end()))]) + "\n",
            with(&[
                (rail, ""),
                (canal_first, &format!("{}{canal_first}", rail.replace("[[goal.task]]", "[[goal.project]]"))),
            ]),
            "ports/rail:place",
            ClashKind::Moved,
        ),
    ];
    for (ours, theirs, id, kind) in cases {
        assert_eq!(clashes(&ours, &theirs), [(id.to_owned(), kind.clone())], "{id}");
        assert_eq!(clashes(&theirs, &ours), [(id.to_owned(), kind)], "{id} from the other side");
        let taken = |side| join(&ours, &theirs, &[(id, side)]);
        assert!(taken(Side::Ours).files.is_empty(), "{id}: ours");
        let merged = taken(Side::Theirs);
        let bytes = merged.files.into_values().next().flatten().expect("the file changes");
        let (got, expected) = (String::from_utf8(bytes).expect("plans are text"), theirs.clone());
        let said = |text: &str| toml::from_str::<toml::Table>(text).expect("whole");
        assert_eq!(said(&got), said(&expected), "{id}: theirs");
    }
}

#[test]
fn two_new_orders_clash() {
    let plan = |order: &[&str]| {
        let goals = order.iter().map(|id| format!("\n[[goal]]\nid = \"{id}\"\ntitle = \"x\"\n"));
        files(&format!("id = \"ports\"\ntitle = \"x\"\n{}", goals.collect::<String>()))
    };
    let (base, ours, theirs) = (plan(&["1", "2", "3"]), plan(&["2", "1", "3"]), plan(&["1", "3", "2"]));
    let merged = merge(&base, &ours, &theirs, &Choices::new());
    let told: Vec<_> = merged.clashes.iter().map(|clash| (clash.id.as_str(), &clash.kind)).collect();
    assert_eq!(told, [("ports:order", &ClashKind::Order)]);
    let choices = Choices::from([("ports:order".to_owned(), Side::Theirs)]);
    assert_eq!(
        merge(&base, &ours, &theirs, &choices).files.into_values().next().flatten(),
        theirs.into_values().next()
    );
}

#[test]
fn moves_under_each_other_clash() {
    let plan = |body: &str| {
        files(&format!("id = \"p\"\ntitle = \"x\"\n[[goal]]\nid = \"g\"\ntitle = \"x\"\n{body}"))
    };
    let task = |id: &str| format!("[[goal.task]]\nid = \"{id}\"\ntitle = \"x\"\n");
    let project = |id: &str| format!("[[goal.task.project]]\nid = \"{id}\"\ntitle = \"x\"\n");
    let base = plan(&(task("a") + &task("b")));
    let (ours, theirs) = (plan(&(task("b") + &project("a"))), plan(&(task("a") + &project("b"))));
    for side in [Side::Ours, Side::Theirs] {
        let merged = merge(&base, &ours, &theirs, &Choices::new());
        let told: Vec<_> = merged.clashes.iter().map(|clash| (clash.id.as_str(), &clash.kind)).collect();
        assert_eq!(told, [("p/a:place", &ClashKind::Moved)]);
        let choices = Choices::from([("p/a:place".to_owned(), side)]);
        let chosen = merge(&base, &ours, &theirs, &choices);
        assert_eq!(chosen.clashes, []);
        let expected = if side == Side::Ours { None } else { theirs.values().next().cloned() };
        assert_eq!(chosen.files.into_values().next().flatten(), expected, "{side:?}");
    }
}

#[test]
fn an_item_that_went_to_another_file_keeps_what_the_other_side_wrote() {
    let two = |ports: &str, air: &str| {
        let mut files = files(ports);
        files.insert("6-air.toml".into(), air.as_bytes().to_vec());
        files
    };
    let air = "id = \"air\"\ntitle = \"x\"\n\n[[goal]]\nid = \"sky\"\ntitle = \"x\"\n";
    let rail = "[[goal.task]]\nid    = \"rail\"\ntitle = \"铁路\"\n\n";
    let gone = format!("{air}\n[[goal.task]]\nid    = \"rail\"\ntitle = \"铁路\"\nwas   = \"ports/rail\"\n");
    let (base, moved) = (two(PLAN, air), two(&with(&[(rail, "")]), &gone));
    let worded = two(&with(&[("title = \"铁路\"", "title = \"高铁\""), ("\"旧\"", "\"新\"")]), air);
    let expected = two(&with(&[(rail, ""), ("\"旧\"", "\"新\"")]), &gone.replace("铁路", "高铁"));
    for (ours, theirs) in [(&moved, &worded), (&worded, &moved)] {
        let merged = merge(&base, ours, theirs, &Choices::new());
        assert_eq!(merged.clashes, []);
        let mut got = ours.clone();
        got.extend(merged.files.into_iter().filter_map(|(path, bytes)| Some((path, bytes?))));
        assert_eq!(got, expected);
    }
}

#[test]
fn an_item_that_got_another_name_in_its_new_area_is_not_taken_for_its_namesake_there() {
    let two = |ports: &str, air: &str| {
        let area = |id: &str, body: &str| format!("id = \"{id}\"\ntitle = \"x\"\n{body}").into_bytes();
        Files::from([("5-ports.toml".into(), area("ports", ports)), ("6-air.toml".into(), area("air", air))])
    };
    let goal = |more: &str| format!("[[goal]]\nid = \"g\"\ntitle = \"x\"\n{more}");
    let task = |id: &str, title: &str| format!("[[goal.task]]\nid = \"{id}\"\ntitle = \"{title}\"\n");
    let base = two(&goal(&task("hub", "旧")), &goal(&task("hub", "别的")));
    let was = "was = [\"ports/hub\"]\n";
    let moved = two(&goal(""), &goal(&(task("hub", "别的") + &task("port-hub", "旧") + was)));
    let worded = two(&goal(&task("hub", "新")), &goal(&task("hub", "别的")));
    let expected = two(&goal(""), &goal(&(task("hub", "别的") + &task("port-hub", "新") + was)));
    for (ours, theirs) in [(&moved, &worded), (&worded, &moved)] {
        let merged = merge(&base, ours, theirs, &Choices::new());
        assert_eq!(merged.clashes, []);
        let mut result = ours.clone();
        result.extend(merged.files.into_iter().filter_map(|(path, bytes)| Some((path, bytes?))));
        assert_eq!(result, expected);
    }
}

#[test]
fn a_file_that_was_renamed_keeps_what_the_other_side_wrote() {
    let worded = files(&with(&[("\"旧\"", "\"新\"")]));
    let renamed =
        Files::from([(PathBuf::from("4-ports.toml"), with(&[("\"空港\"", "\"机场\"")]).into_bytes())]);
    let merged = merge(&files(PLAN), &worded, &renamed, &Choices::new());
    assert_eq!(merged.clashes, []);
    let expected = with(&[("\"旧\"", "\"新\""), ("\"空港\"", "\"机场\"")]).into_bytes();
    let expected = [(PathBuf::from("4-ports.toml"), Some(expected)), (PathBuf::from("5-ports.toml"), None)];
    assert_eq!(merged.files.into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn what_cannot_be_taken_apart_is_one_clash_as_a_whole() {
    let worded = with(&[("\"旧\"", "\"新\"")]);
    let inline = "id = \"ports\"\ntitle = \"x\"\ngoal = [{ id = \"network\", title = \"x\" }]\n".to_owned();
    for broken in [
        PLAN.replace("[[goal]]\nid    = \"air\"", "[[goal]\nid    = \"air\""),
        PLAN.replace("id    = \"air\"", "id    = \"network\""),
        with(&[("# 第一个目标", "<<<<<<< ours")]),
        inline,
    ] {
        for (ours, theirs) in [(&worded, &broken), (&broken, &worded)] {
            assert_eq!(clashes(ours, theirs), [("5-ports.toml".to_owned(), ClashKind::File)], "{broken}");
        }
    }
}

#[test]
fn reviewers_and_queries_of_a_strategy_are_joined_by_name() {
    let strategy =
        "format = 1\ntitle = \"x\"\n\n[query]\n\"甲\" = \"a\"\n\n[[reviewer]]\nid = \"jia\"\nrole = \"x\"\n";
    let files = |text: String| Files::from([(PathBuf::from("strategy.toml"), text.into_bytes())]);
    let yi = "\n[[reviewer]]\nid = \"yi\"\n";
    let ours = strategy.replace("\"甲\" = \"a\"\n", "\"甲\" = \"a\"\n\"乙\" = \"b\"\n") + yi;
    let theirs = strategy.replace("role = \"x\"", "role = \"y\"").replace("\"甲\" = \"a\"", "\"甲\" = \"c\"");
    let merged = merge(&files(strategy.into()), &files(ours.clone()), &files(theirs), &Choices::new());
    let expected = ours.replace("role = \"x\"", "role = \"y\"").replace("\"甲\" = \"a\"", "\"甲\" = \"c\"");
    assert_eq!(merged.clashes, []);
    assert_eq!(merged.files.into_values().next().flatten().map(String::from_utf8), Some(Ok(expected)));
}

#[test]
fn no_record_is_ever_lost() {
    let of = |text: Option<&str>| -> Files {
        text.map(|text| (PathBuf::from("reviews/jia.7f3a1c.toml"), text.as_bytes().to_vec()))
            .into_iter()
            .collect()
    };
    let cases = [
        // Base, ours, theirs; what changes; whether somebody edited by hand.
        (Some("a\n"), Some("a\n"), Some("a\nb\n"), Some("a\nb\n"), false),
        (Some("a\n"), Some("a\nb\n"), Some("a\n"), None, false),
        (Some("a\n"), Some("a\nb\n"), Some("a\nb\nc\n"), Some("a\nb\nc\n"), false),
        (Some("a\n"), Some("a\nb\n"), Some("a\nc\n"), Some("a\nb\nc\n"), true),
        (Some("a\nb\n"), Some("a\nb\n"), Some("b\n"), None, true),
        (Some("a\nb\n"), Some("b\n"), Some("a\nb\nc\n"), Some("a\nb\nc\n"), true),
        (Some("a\n"), None, Some("a\nb\n"), Some("a\nb\n"), true),
        (None, Some("a\r\nb\r\n"), Some("a\nb\n"), None, false),
    ];
    for (base, ours, theirs, changed, by_hand) in cases {
        let merged = merge(&of(base), &of(ours), &of(theirs), &Choices::new());
        let got =
            merged.files.into_values().next().flatten().map(|bytes| String::from_utf8(bytes).expect("text"));
        assert_eq!(got.as_deref(), changed, "{base:?} {ours:?} {theirs:?}");
        assert_eq!(!merged.edited_by_hand.is_empty(), by_hand, "{base:?} {ours:?} {theirs:?}");
    }
}
