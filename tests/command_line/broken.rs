//! Plans with something wrong in them: shown with its place, everything else works, nothing is written over.

use std::fs;

use super::place::Place;
use crate::clock;

/// What it is, the code `check` gives it, its exit status, and how it comes about.
type BadInput = (&'static str, &'static str, i32, Box<dyn Fn(&Place)>);

/// Every bad input of a plan file.
fn bad_inputs() -> Vec<BadInput> {
    let ports = "plans/5-ports.toml";
    let appended = move |text: &'static str| -> Box<dyn Fn(&Place)> {
        Box::new(move |place| place.write(ports, [place.read(ports).as_str(), text].concat()))
    };
    let changed = move |old: &'static str, new: &'static str| -> Box<dyn Fn(&Place)> {
        Box::new(move |place| place.replace(ports, old, new))
    };
    vec![
        ("not TOML", "not-toml", 1, appended("\nthis is no TOML\n")),
        (
            "an unknown key",
            "unknown-key",
            1,
            changed("seed     = \"quzhou-2020#5.1\"", "sede = 1\nseed     = \"quzhou-2020#5.1\""),
        ),
        ("a duplicate id", "duplicate-id", 1, changed("\"urban-rail\"", "\"zhe-gan-canal\"")),
        ("a wrong type", "wrong-type", 1, changed("progress = \"done\"", "progress = 5")),
        ("a bad word", "bad-word", 1, changed("progress = \"done\"", "progress = \"finished\"")),
        ("a bad date", "bad-date", 1, changed("progress = \"done\"", "due = \"tomorrow\"")),
        ("an impossible date", "bad-date", 1, changed("progress = \"done\"", "due = 2025-02-30")),
        (
            "a dangling link",
            "dangling-related",
            1,
            changed("related  = [\"centre/transport-bridgehead\"]", "related  = [\"centre/nothing\"]"),
        ),
        (
            "a dangling citation",
            "dangling-citation",
            1,
            changed("\"quzhou-2020#5.4\"", "\"quzhou-2020#5.99\""),
        ),
        (
            "a byte order mark",
            "byte-order-mark",
            0,
            Box::new(move |place| place.write(ports, ["\u{feff}", &place.read(ports)].concat())),
        ),
        (
            "CRLF",
            "carriage-returns",
            0,
            Box::new(move |place| place.write(ports, place.read(ports).replace('\n', "\r\n"))),
        ),
        ("conflict markers", "conflict-markers", 1, appended("\n<<<<<<< ours\n=======\n>>>>>>> theirs\n")),
        (
            "bytes that are not UTF-8",
            "not-utf8",
            1,
            Box::new(move |place| place.write(ports, [place.read(ports).as_bytes(), b"# \xff\n"].concat())),
        ),
        (
            "ten megabytes in a string",
            "too-big",
            1,
            Box::new(move |place| {
                place.write(
                    ports,
                    [place.read(ports), format!("note = \"{}\"\n", "x".repeat(10 << 20))].concat(),
                );
            }),
        ),
        (
            "a link out of the directory",
            "link-outside",
            1,
            Box::new(|place| {
                place.write("secret.toml", "id = \"secret\"\ntitle = \"secret\"\n");
                std::os::unix::fs::symlink(place.path("secret.toml"), place.path("plans/9-link.toml"))
                    .unwrap();
            }),
        ),
        (
            "a directory for a file",
            "not-a-file",
            1,
            Box::new(|place| fs::create_dir(place.path("plans/9-dir.toml")).unwrap()),
        ),
        (
            "no strategy",
            "no-strategy",
            1,
            Box::new(|place| fs::remove_file(place.path("plans/strategy.toml")).unwrap()),
        ),
    ]
}

#[test]
fn every_bad_input_is_shown_with_its_place_and_everything_else_works() {
    for (what, code, status, spoil) in bad_inputs() {
        let place = Place::new();
        spoil(&place);
        let before = fs::read(place.path("plans/5-ports.toml")).unwrap();
        let check = place.json("check", &["check"]);
        let problems = check["problems"].as_array().unwrap();
        let problem = problems.iter().find(|problem| problem["code"] == code);
        let problem = problem.unwrap_or_else(|| panic!("{what}: {check}"));
        assert!(problem["file"].as_str().unwrap().starts_with("plans/"), "{what}: {problem}");
        let ran = place.fupan(&["check"]).ends(status);
        assert!(
            ran.out.contains(&format!("[{code}]")) && ran.out.contains("--> plans/"),
            "{what}: {}",
            ran.out
        );
        assert!(ran.errors.is_empty(), "{what}: {}", ran.errors);
        for arguments in [&["list"][..], &["status"], &["show", "growth/tax-source-programme"]] {
            place.fupan(arguments).ends(0);
        }
        place.fupan(&["--as", "jia", "mark", "growth/tax-source-programme", "approved"]).ends(0);
        assert_eq!(place.reviews().len(), 1, "{what}");
        assert_eq!(
            fs::read(place.path("plans/5-ports.toml")).unwrap(),
            before,
            "{what}: the file is as it was"
        );
        assert!(!place.fupan(&["list"]).out.contains("secret"), "{what}");
    }
}

#[test]
fn check_points_at_the_spot_under_chinese_text() {
    let place = Place::new();
    place.replace("plans/5-ports.toml", "zh = \"浙赣运河\", en", "zh = \"浙赣“运河”\", fr = \"canal\", en");
    let ran = place.fupan(&["check"]).ends(1);
    insta::assert_snapshot!(ran.out, @r#"
    警告[unknown-language]: 计划没有声明语言“fr”。
       --> plans/5-ports.toml:112:29
        |
    112 | title    = { zh = "浙赣“运河”", fr = "canal", en = "Zhejiang–Jiangxi canal" }
        |                                 ^^

    错误 0 处，警告 1 处，提示 0 处。
    "#);
}

#[test]
fn an_area_that_is_not_read_whole_is_said_to_be_left_out() {
    let place = Place::new();
    let told = |arguments: &[&str], status| {
        let ran = place.fupan(&[&["--as", "jia"], arguments].concat()).ends(status);
        ran.errors.contains("四港联动的文件读不完整，读不出来的没有算在内")
    };
    assert!(!told(&["status"], 0));
    place.write("plans/5-ports.toml", place.read("plans/5-ports.toml").replacen("[[goal]]", "[[goal]", 1));
    for arguments in [
        &["status"][..],
        &["list"],
        &["list", "area:ports"],
        &["adopt", "--until", "2020-11-30"],
        &["meeting", "begin", "area:growth"],
    ] {
        assert!(told(arguments, 0), "{arguments:?}");
    }
    // It tells everything that is wrong there itself.
    assert!(!told(&["check"], 1));
    let english = place.fupan(&["--lang", "en", "status"]).ends(0).errors;
    assert!(english.contains("cannot be read whole"), "{english}");
}

#[test]
fn a_plan_with_a_hint_only_passes() {
    let place = Place::new();
    place.replace("plans/strategy.toml", "cite      = \"required\"", "cite      = \"hint\"");
    place.replace("plans/5-ports.toml", "seed     = \"quzhou-2020#5.2\"\n", "");
    let check = place.json("check", &["check"]);
    assert_eq!((&check["errors"], &check["warnings"]), (&0.into(), &0.into()));
    assert!(check["hints"].as_u64().unwrap() > 0);
    place.fupan(&["check"]).ends(0);
}

#[test]
fn bad_lines_in_a_review_file_are_told_and_the_others_count() {
    let place = Place::new();
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
    let (file, text) = place.reviews().remove(0);
    let later = "01KZZZ = { celebrate = \"ports/urban-rail\", at = 2026-11-23T10:05:00+08:00 }\n";
    let spoiled = [&text, "what is this\n", later, "01KZZY = { mark = \"ports/zhe-gan-ca"].concat();
    place.write(&format!("plans/reviews/{file}"), &spoiled);
    let check = place.json("check", &["check"]);
    let found: Vec<(&str, u64)> = check["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| (problem["code"].as_str().unwrap(), problem["line"].as_u64().unwrap()))
        .collect();
    assert_eq!(found, [("not-a-fact", 6), ("newer-fact", 7), ("unfinished-line", 8)]);
    place.fupan(&["check"]).ends(1);
    assert_eq!(place.json("show", &["show", "zhe-gan-canal"])["item"]["verdict"], "approved");
    assert_eq!(place.json("show", &["show", "urban-rail"])["item"]["verdict"], "needs-newer");
    assert_eq!(place.read(&format!("plans/reviews/{file}")), spoiled, "reading changes nothing");
}

#[test]
fn records_of_an_item_that_is_gone_are_listed_with_what_they_say_and_by_whom() {
    let place = Place::new();
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "revise", "--note", "口径待核"]).ends(0);
    let before = place.reviews();
    place.replace("plans/5-ports.toml", "\"zhe-gan-canal\"", "\"waterway\"");
    let out = place.fupan(&["check"]).ends(0).out;
    let day = clock::begin().strftime("jia %m-%d").to_string();
    for said in ["ports/zhe-gan-canal 不在计划里", &day, "需修改", "意见：口径待核", "写进它的 was"]
    {
        assert!(out.contains(said), "{said}: {out}");
    }
    let check = place.json("check", &["--lang", "en", "check"]);
    let records: Vec<&str> = check["problems"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|problem| problem["record"].as_str())
        .collect();
    assert_eq!(records.len(), 2);
    assert!(records[0].starts_with("jia ") && records[0].ends_with(" revise"), "{records:?}");
    place.replace("plans/5-ports.toml", "= \"waterway\"", "= \"waterway\"\nwas = [\"ports/zhe-gan-canal\"]");
    assert_eq!(place.json("check", &["check"])["hints"], 0, "moved, and the marks follow");
    assert_eq!(place.json("show", &["show", "waterway"])["item"]["verdict"], "revise");
    assert_eq!(place.reviews(), before);
}

/// The strategy says wrongly which key records a status, and nothing else.
#[test]
fn a_status_key_that_a_command_has_is_a_warning_and_changes_no_verdict() {
    let place = Place::new();
    let keys = [("approved", "a"), ("revise", "r"), ("discuss", "d"), ("rejected", "/")];
    let statuses =
        keys.map(|(id, key)| format!("\n[[status]]\nid = \"{id}\"\nen = \"{id}\"\nkey = \"{key}\"\n"));
    place.write("plans/strategy.toml", place.read("plans/strategy.toml") + &statuses.concat());
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
    assert_eq!(place.json("show", &["show", "zhe-gan-canal"])["item"]["verdict"], "approved");
    let ran = place.fupan(&["--lang", "en", "check"]).ends(1);
    insta::assert_snapshot!(ran.out, @r#"
    warning[status-key-taken]: “/”, the key of status “rejected”, belongs to a command of the screen, which keeps it. Free letters: e p x T V W X
      --> plans/strategy.toml:40:7
       |
    40 | key = "/"
       |       ^^^

    Errors: 0, warnings: 1, hints: 0.
    "#);
}
