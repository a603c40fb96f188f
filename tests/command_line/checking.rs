//! `check`: what matters most comes first and causes before what follows from them, each with what to do about it.

use std::fs;

use super::place::Place;

/// Code, level, file and line of each problem, in the order of `check`.
fn problems(place: &Place, arguments: &[&str]) -> Vec<(String, String, String, Option<u64>)> {
    let check = place.json("check", &[&["check"], arguments].concat());
    let text = |problem: &serde_json::Value, key: &str| problem[key].as_str().unwrap().to_owned();
    let all = check["problems"].as_array().unwrap().iter();
    all.map(|it| (text(it, "code"), text(it, "level"), text(it, "file"), it["line"].as_u64())).collect()
}

fn messages(place: &Place, code: &str) -> Vec<String> {
    let check = place.json("check", &["check", "--lang", "en"]);
    let all = check["problems"].as_array().unwrap().iter().filter(|problem| problem["code"] == code);
    all.map(|problem| problem["message"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_missing_source_is_one_error_that_names_the_file() {
    let place = Place::new();
    fs::remove_file(place.path("seeds/quzhou-2020.md")).unwrap();
    let errors = problems(&place, &["--errors"]);
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(
        (errors[0].0.as_str(), errors[0].2.as_str(), errors[0].3),
        ("missing-source", "plans/1-growth.toml", Some(1))
    );
    let said = &messages(&place, "missing-source")[0];
    assert!(said.contains("seeds/quzhou-2020.md") && said.contains("citations"), "{said}");
}

#[test]
fn what_cannot_be_read_is_an_error_and_what_follows_from_it_is_none() {
    let place = Place::new();
    fs::remove_file(place.path("seeds/quzhou-2020.md")).unwrap();
    fs::create_dir(place.path("seeds/quzhou-2020.md")).unwrap();
    let codes: Vec<String> = problems(&place, &["--errors"]).into_iter().map(|(code, ..)| code).collect();
    assert_eq!(codes, ["not-a-file"], "its clauses are not listed one by one");
    let place = Place::new();
    fs::remove_file(place.path("plans/5-ports.toml")).unwrap();
    fs::create_dir(place.path("plans/5-ports.toml")).unwrap();
    let codes: Vec<String> = problems(&place, &["--errors"]).into_iter().map(|(code, ..)| code).collect();
    assert_eq!(codes, ["not-a-file"], "what is related to its items is not missed one by one");
    for kind in ["list", "status"] {
        assert_eq!(place.json(kind, &[kind])["unread"], serde_json::json!(["plans/5-ports.toml"]));
    }
    place.write("plans/1-growth.toml", [place.read("plans/1-growth.toml").as_str(), "= 3\n"].concat());
    let unread = serde_json::json!(["plans/1-growth.toml", "plans/5-ports.toml"]);
    assert_eq!(place.json("list", &["list", "kind:goal"])["unread"], unread);
}

#[test]
fn errors_come_before_warnings_and_causes_before_what_they_cause() {
    let place = Place::new();
    place.replace("plans/8-governance.toml", "[[goal]]", "[[goal]]\nunknown = 1\nowner = 3");
    place.write("plans/9-broken.toml", "id = \"broken\"\ntitle = \"x\"\n= 3\n");
    let found = problems(&place, &[]);
    let order: Vec<&str> = found.iter().map(|(_, level, ..)| level.as_str()).collect();
    let first = |level: &str| order.iter().position(|found| *found == level).unwrap_or(order.len());
    assert!(first("error") < first("warning") && first("warning") < first("hint"), "{found:?}");
    let codes: Vec<&str> = found.iter().map(|(code, ..)| code.as_str()).collect();
    assert_eq!(codes[..2], ["not-toml", "wrong-type"], "{codes:?}");
}

#[test]
fn with_errors_nothing_else_is_listed_or_counts() {
    let place = Place::new();
    place.replace("plans/8-governance.toml", "[[goal]]", "[[goal]]\nunknown = 1");
    place.fupan(&["check"]).ends(1);
    let ran = place.fupan(&["check", "--errors"]).ends(0);
    assert!(!ran.out.contains("unknown-key"), "{}", ran.out);
    assert_eq!(place.json("check", &["check", "--errors"])["warnings"], 1, "they are counted all the same");
    place.replace("plans/8-governance.toml", "unknown = 1", "owner = 1");
    assert!(place.fupan(&["check", "--errors"]).ends(1).out.contains("wrong-type"));
}

#[test]
fn where_nothing_need_be_cited_nothing_is_said_of_it() {
    let place = Place::new();
    let area = "id = \"new\"\ntitle = \"x\"\n[[goal]]\nid = \"a\"\ntitle = \"x\"\n";
    place.write("plans/9-new.toml", area);
    let uncited = |cite: &str| {
        let strategy = place.read("plans/strategy.toml");
        let line = strategy.lines().find(|line| line.starts_with("cite")).unwrap().to_owned();
        place.replace("plans/strategy.toml", &line, &format!("cite = \"{cite}\""));
        problems(&place, &[])
            .into_iter()
            .map(|(code, ..)| code)
            .filter(|code| code.starts_with("uncited"))
            .collect::<Vec<_>>()
    };
    assert_eq!(uncited("required"), ["uncited"]);
    assert_eq!(uncited("hint"), ["uncited-hint"]);
    assert_eq!(uncited("none"), Vec::<String>::new());
}

#[test]
fn messages_name_the_cure() {
    let place = Place::new();
    let strategy = "format = 1\ntitle = \"x\"\n[[status]]\nid = \"approved\"\nkey = \"a\"\n[[status]]\nid = \"later\"\n\
                    [verdict]\nrule = \"dice\"\n[fields.owner]\n";
    place.write("plans/strategy.toml", strategy);
    let said = |code: &str| messages(&place, code).remove(0);
    assert!(said("unknown-rule").contains("all, any, majority, required, chair"), "{}", said("unknown-rule"));
    let keyless = said("status-without-key");
    assert!(keyless.contains("“later”") && keyless.contains("key = \"d\""), "{keyless}");
    assert!(said("taken-field").contains("“owner”"), "{}", said("taken-field"));
    let letters = ["n", "a", "d", "e", "p", "r", "x", "T", "V", "W", "X"];
    let status = |key: &&str| format!("[[status]]\nid = \"s{key}\"\nkey = \"{key}\"\n");
    let all: String = letters.iter().map(status).collect();
    place.write("plans/strategy.toml", format!("format = 1\ntitle = \"x\"\n{all}"));
    assert!(
        said("status-key-taken").contains("All free letters are taken"),
        "no list without anything in it"
    );
    place.replace("plans/5-ports.toml", "progress = \"done\"", "due = 2026-05-32");
    assert!(said("bad-date").contains("2026-05 has 31 days"), "{}", said("bad-date"));
    place.replace("plans/5-ports.toml", "due = 2026-05-32", "due = \"2026-05-31\"");
    assert!(said("bad-date").contains("without quotation marks"), "{}", said("bad-date"));
    place.replace("plans/5-ports.toml", "due = \"2026-05-31\"", "");
    let text = place.read("plans/5-ports.toml");
    let line = text.lines().position(|line| line.starts_with("related")).unwrap() + 1;
    place.replace("plans/5-ports.toml", "\"centre/transport-bridgehead\"", "\"centre/nothing\"");
    let places: Vec<_> =
        problems(&place, &[]).into_iter().filter(|(code, ..)| code == "dangling-related").collect();
    assert_eq!(places[0].3, Some(line as u64), "the line of the key, not that of its item");
}

#[test]
fn what_is_not_there_ends_with_3_and_what_is_not_understood_with_2() {
    let place = Place::in_git();
    for arguments in [
        &["show", "nowhere"][..],
        &["mark", "nowhere", "approved"],
        &["mark", "zhe-gan-canal", "nothing"],
        &["log", "nowhere"],
        &["log", "ports/nowhere"],
        &["log", "nowhere/nowhere"],
        &["list", "--at", "nowhere"],
        &["diff", "nowhere"],
        &["resolve", "ZZZZZZZZ"],
        &["meeting", "show", "ZZZZZZZZ"],
        &["meeting", "end"],
        &["minutes"],
        &["meeting", "done", "ZZZZZZZZ"],
        &["note", "zhe-gan-canal", "x", "--quote", "京杭运河"],
        &["confirm", "zhe-gan-canal"],
    ] {
        place.fupan(&[&["--as", "jia"], arguments].concat()).ends(3);
    }
    for arguments in [
        &["shwo"][..],
        &["show"],
        &["list", "status:nothing"],
        &["adopt", "--until", "yesterday"],
        &["show", "a", "b"],
    ] {
        place.fupan(&[&["--as", "jia"], arguments].concat()).ends(2);
    }
}

#[test]
fn options_that_exclude_each_other_are_both_named() {
    let place = Place::in_git();
    for (arguments, one, other) in [
        (&["trust", "--yes", "--without"][..], "--yes", "--without"),
        (&["trust", "--without", "--forget"], "--without", "--forget"),
        (&["meeting", "begin", "x", "--since-last"], "--since-last", "together"),
    ] {
        let said = place.fupan(&[&["--lang", "en"], arguments].concat()).ends(2).errors;
        assert!(said.contains(one) && said.contains(other) && said.contains("given together"), "{said}");
        assert!(!said.contains("only once"), "{said}");
    }
}

#[test]
fn with_json_help_version_and_a_plan_file_are_json() {
    let place = Place::new();
    for arguments in [&["help"][..], &["help", "mark"], &["--help"], &["mark", "--help"]] {
        assert!(place.json("help", arguments)["text"].as_str().unwrap().contains("fupan"), "{arguments:?}");
    }
    assert_eq!(place.json("version", &["--version"])["version"], env!("CARGO_PKG_VERSION"));
    let lines = place.json("textconv", &["textconv", "plans/5-ports.toml"])["lines"].clone();
    let text = place.fupan(&["textconv", "plans/5-ports.toml"]).ends(0).out;
    assert_eq!(lines.as_array().unwrap().len(), text.lines().count());
}

#[test]
fn items_can_be_named_by_their_ids_wherever_a_query_finds_them() {
    let place = Place::new();
    let (canal, rail) = ("ports/zhe-gan-canal", "ports/urban-rail");
    let ids = |all: &serde_json::Value| -> Vec<String> {
        all.as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&place.json("list", &["list", rail, canal])["items"]), [canal, rail], "in plan order");
    place.fupan(&["--as", "jia", "note", canal, "一"]).ends(0);
    place.fupan(&["--as", "jia", "note", rail, "二"]).ends(0);
    assert_eq!(place.json("notes", &["notes", canal])["threads"].as_array().unwrap().len(), 1);
    place.fupan(&["--as", "jia", "meeting", "begin", "urban-rail", canal]).ends(0);
    let meeting = place.json("meeting", &["meeting", "--as", "jia"]);
    assert_eq!(ids(&meeting["items"]), [rail, canal], "in the order in which they are named");
    assert_eq!(meeting["query"], serde_json::Value::Null);
    let refused = place.fupan(&["--as", "jia", "meeting", "begin", "--another", "ports/zhe-gan-kanal"]);
    assert_ne!(refused.status, 0, "{refused:?}");
}

#[test]
fn an_entry_says_what_it_hangs_under_and_a_move_from_where_to_where() {
    let place = Place::in_git();
    let parent = |id: &str| place.json("show", &["show", id])["item"]["parent"].clone();
    assert_eq!(parent("ports/network"), serde_json::Value::Null);
    let canal = parent("ports/zhe-gan-canal");
    let task = canal.as_str().unwrap().to_owned();
    assert_eq!(parent(&task), "ports/network");
    assert_eq!(place.json("show", &["show", &task])["blame"], serde_json::Value::Null);
    place.replace(
        "plans/5-ports.toml",
        "[[goal.task.project]]\nid       = \"zhe-gan-canal\"",
        "[[goal.project]]\nid       = \"zhe-gan-canal\"",
    );
    let diff = place.json("diff", &["diff"]);
    let moved =
        diff["items"].as_array().unwrap().iter().find(|item| item["id"] == "ports/zhe-gan-canal").unwrap();
    assert_eq!((&moved["moved_from"], &moved["moved_to"]), (&canal, &"ports/network".into()), "{diff}");
}
