//! Verbs that only read: `list`, `show`, `status`, `check`, and help.

use serde_json::Value;

use super::place::Place;

#[test]
fn every_reading_verb_answers_in_both_languages_and_writes_nothing() {
    let place = Place::new();
    for (arguments, chinese, english) in [
        (&["list"][..], "浙赣运河", "Zhejiang–Jiangxi canal"),
        (&["list", "运河"], "项目", "project"),
        (&["show", "zhe-gan-canal"], "结论  未定", "Verdict  open"),
        (&["status"], "合计", "Total"),
        (&[], "合计", "Total"),
        (&["check"], "没有发现问题", "No problem was found"),
        (&["--help"], "列出条目", "List items"),
        (&["help", "mark"], "评审状态", "A status"),
        (&["mark", "--help"], "用法: fupan mark", "Usage: fupan mark"),
    ] {
        for (language, expected) in [("zh", chinese), ("en", english)] {
            let ran = place.fupan(&[&["--lang", language], arguments].concat()).ends(0);
            assert!(ran.out.contains(expected), "{arguments:?} in {language}: {}", ran.out);
            assert_eq!(ran.errors, "", "{arguments:?}");
        }
    }
    assert!(place.reviews().is_empty());
}

#[test]
fn the_list_has_every_area_and_item_in_plan_order() {
    let place = Place::new();
    let list = place.json("list", &["list"]);
    let items = list["items"].as_array().unwrap();
    let areas: Vec<&str> =
        items.iter().filter(|item| item["kind"] == "area").map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(
        areas,
        ["growth", "innovation", "centre", "opening", "ports", "ecology", "digital", "governance"]
    );
    let keys = [
        "id", "kind", "area", "path", "title", "titles", "text", "owner", "with", "start", "due", "progress",
        "metric", "fields", "seed", "related", "was", "verdict", "marks", "notes", "damaged", "file", "line",
    ];
    for item in items {
        let object = item.as_object().unwrap();
        assert!(keys.iter().all(|key| object.contains_key(*key)), "{item}");
    }
    let find = |id: &str| items.iter().find(|item| item["id"] == id).unwrap();
    let canal = find("ports/zhe-gan-canal");
    assert_eq!(
        canal["path"],
        serde_json::json!(["四港联动", "现代综合交通网络体系", "谋划重大交通基础设施"])
    );
    assert_eq!(
        (&canal["kind"], &canal["verdict"], &canal["due"]),
        (&"project".into(), &"open".into(), &Value::Null)
    );
    assert_eq!(canal["titles"]["en"], "Zhejiang–Jiangxi canal");
    assert_eq!(canal["seed"], serde_json::json!(["quzhou-2020#5.2"]));
    let line = usize::try_from(canal["line"].as_u64().unwrap()).unwrap();
    let file = place.read(canal["file"].as_str().unwrap());
    assert!(file.lines().nth(line).unwrap().contains("zhe-gan-canal"), "the line is that of its table");
    let metric = &find("ports/direct-flight-cities")["metric"];
    assert_eq!((&metric["baseline"]["value"], &metric["baseline"]["year"]), (&15.into(), &2020.into()));
    assert_eq!(metric["target"], Value::Null);
}

#[test]
fn a_query_finds_what_has_all_its_words_and_nothing_else() {
    let place = Place::new();
    for (query, expected) in [
        (&["运河"][..], &["ports/zhe-gan-canal"][..]),
        (&["CANAL", "zhejiang"], &["ports/zhe-gan-canal"]),
        (&["zhe-gan-canal"], &["ports/zhe-gan-canal"]),
        (&["四港联动"], &["ports", "ports/four-ports"]),
        (&["四港", "kind:goal"], &["ports/four-ports"]),
        (&["运河", "没有这个词"], &[]),
    ] {
        let list = place.json("list", &[&["list"], query].concat());
        let ids: Vec<&str> =
            list["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
        assert_eq!(ids, expected, "{query:?}");
    }
    let ran = place.fupan(&["list", "没有这个词"]).ends(0);
    assert_eq!((ran.out.as_str(), ran.errors.as_str()), ("", "没有找到。\n"));
}

#[test]
fn the_columns_of_the_list_stand_under_each_other() {
    let place = Place::new();
    let ran = place.fupan(&["list", "谋划阶段"]).ends(0);
    insta::assert_snapshot!(ran.out, @"
    四港联动  ports  0/23
    ·  ports/zhejiang-west-air-hub         项目  浙西航空物流枢纽  谋划
    ·  ports/zhe-gan-canal                 项目  浙赣运河          谋划
    ·  ports/yong-jin-qu-shang-expressway  项目  甬金衢上高速      谋划
    ·  ports/urban-rail                    项目  城市轨道交通      谋划
    ");
}

#[test]
fn show_tells_everything_with_file_and_line() {
    let place = Place::new();
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "revise", "--note", "口径待核"]).ends(0);
    place.fupan(&["--as", "yi", "mark", "zhe-gan-canal", "approved"]).ends(0);
    place.fupan(&["--as", "yi", "note", "zhe-gan-canal", "与江西一侧衔接"]).ends(0);
    let show = place.json("show", &["show", "ports/zhe-gan-canal"]);
    let item = &show["item"];
    assert_eq!(item["verdict"], "revise");
    let marks = item["marks"].as_array().unwrap();
    let said: Vec<_> =
        marks.iter().map(|mark| (&mark["by"], &mark["status"], &mark["note"], &mark["stale"])).collect();
    let (jia, yi): (Value, Value) = ("jia".into(), "yi".into());
    assert_eq!(
        said,
        [
            (&jia, &"revise".into(), &"口径待核".into(), &false.into()),
            (&yi, &"approved".into(), &Value::Null, &false.into())
        ]
    );
    for mark in marks {
        let line = usize::try_from(mark["line"].as_u64().unwrap()).unwrap();
        let text = place.read(mark["file"].as_str().unwrap());
        assert!(text.lines().nth(line - 1).unwrap().starts_with(mark["id"].as_str().unwrap()));
        assert!(mark["seen"].as_str().unwrap().starts_with("1:"));
        assert!(mark["at"].as_str().unwrap().len() >= 20);
    }
    assert_eq!(item["notes"].as_array().unwrap().len(), 2);
    assert_eq!(
        (&show["clauses"][0]["citation"], &show["clauses"][0]["digest"]),
        (&"quzhou-2020#5.2".into(), &true.into())
    );

    let text = place.fupan(&["show", "zhe-gan-canal"]).ends(0).out;
    let jia_file = place.reviews()[0].0.clone();
    for expected in [
        "摘要（非原文）",
        "结论  需修改",
        "✗  jia",
        "口径待核",
        "✓  yi",
        "与江西一侧衔接",
        &format!("plans/reviews/{jia_file}:5"),
    ] {
        assert!(text.contains(expected), "{expected} is not in\n{text}");
    }
}

#[test]
fn a_mark_whose_item_changed_is_stale_everywhere() {
    let place = Place::new();
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
    place.replace("plans/5-ports.toml", "连接浙江与江西的运河", "连通浙江、江西的运河");
    let show = place.json("show", &["show", "zhe-gan-canal"]);
    assert_eq!(
        (&show["item"]["marks"][0]["stale"], &show["item"]["verdict"]),
        (&true.into(), &"open".into())
    );
    let read = &show["item"]["marks"][0]["read"];
    assert_eq!(
        read["text"]["zh"], "连接浙江与江西的运河，处于谋划阶段。",
        "what was read can still be shown"
    );
    let text = place.fupan(&["show", "zhe-gan-canal"]).out;
    assert!(
        text.contains("文字已变更") && text.contains("说明  连[-接-]{+通+}浙江[-与-]{+、+}江西的运河"),
        "{text}"
    );
    assert!(place.fupan(&["list", "zhe-gan-canal"]).out.contains("~  ports/zhe-gan-canal"));
    let status = place.json("status", &["status"]);
    assert_eq!((&status["total"]["stale"], &status["reviewers"][0]["stale"]), (&1.into(), &1.into()));
}

#[test]
fn an_old_id_finds_the_item_and_its_marks() {
    let place = Place::new();
    place.fupan(&["--as", "jia", "mark", "ports/zhe-gan-canal", "approved"]).ends(0);
    place.replace(
        "plans/5-ports.toml",
        "id       = \"zhe-gan-canal\"",
        "id       = \"canal\"\nwas = [\"ports/zhe-gan-canal\"]",
    );
    let show = place.json("show", &["show", "ports/zhe-gan-canal"]);
    assert_eq!((&show["item"]["id"], &show["item"]["verdict"]), (&"ports/canal".into(), &"approved".into()));
}

#[test]
fn status_counts_by_area_and_reviewer_and_what_is_uncommitted() {
    let place = Place::in_git();
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "urban-rail", "approved", "--unseen"]).ends(0);
    place.fupan(&["--as", "yi", "mark", "urban-rail", "rejected", "--note", "先修公路"]).ends(0);
    let status = place.json("status", &["status"]);
    let ports = &status["areas"][4];
    assert_eq!(
        (&ports["id"], &ports["by_status"]["approved"], &ports["by_status"]["rejected"]),
        (&"ports".into(), &1.into(), &1.into())
    );
    assert_eq!(ports["settled"], 2);
    let jia = &status["reviewers"][0];
    assert_eq!((&jia["id"], &jia["reviewed"], &jia["listed"]), (&"jia".into(), &2.into(), &false.into()));
    let repository = &status["repository"];
    assert_eq!((&repository["branch"], &repository["uncommitted"]), (&"main".into(), &4.into()));
    let text = place.fupan(&["status"]).ends(0).out;
    assert!(text.contains("分支 main") && text.contains("4 条记录未提交"), "{text}");
    assert!(Place::new().fupan(&["status"]).out.contains("不在 git 仓库里"));
}

#[test]
fn the_plan_is_found_from_inside_and_by_name() {
    let place = Place::new();
    let inside = place.path("plans/deep/er");
    std::fs::create_dir_all(&inside).unwrap();
    let root = place.path("").to_str().unwrap().to_owned();
    let plans = place.path("plans").to_str().unwrap().to_owned();
    for (directory, arguments) in [
        ("plans", &["list", "运河"][..]),
        ("plans/deep/er", &["list", "运河"]),
        ("home", &["--plans", &root, "list", "运河"]),
        ("home", &["list", "运河", "--plans", &plans]),
        ("home", &[&plans, "list", "运河"]),
        ("", &["plans", "list", "运河"]),
    ] {
        let ran = place.fupan_in(directory, arguments).ends(0);
        assert!(ran.out.contains("ports/zhe-gan-canal"), "{arguments:?} in {directory}: {ran:?}");
    }
    assert!(
        place.fupan_in("home", &[&plans]).ends(0).out.contains("合计"),
        "without a terminal it is the status"
    );
}

#[test]
fn the_language_comes_from_option_variable_configuration_locale_and_strategy() {
    let mut place = Place::new();
    let speaks = |place: &Place, arguments: &[&str]| {
        if place.fupan(&[arguments, &["check"]].concat()).out.contains("没有") { "zh" } else { "en" }
    };
    assert_eq!(speaks(&place, &[]), "zh", "the strategy's first language");
    place.set("LANG", "en_GB.UTF-8");
    assert_eq!(speaks(&place, &[]), "en");
    std::fs::create_dir_all(place.path("home/.config/fupan")).unwrap();
    place.write("home/.config/fupan/config.toml", "language = \"zh\"\n");
    assert_eq!(speaks(&place, &[]), "zh");
    place.set("FUPAN_LANG", "en");
    assert_eq!(speaks(&place, &[]), "en");
    assert_eq!(speaks(&place, &["--lang", "zh"]), "zh");
    assert!(place.fupan(&["--lang", "zh", "--help"]).out.contains("列出条目"));
    place.replace("plans/strategy.toml", "[\"zh\", \"en\"]", "[\"en\", \"zh\"]");
    assert_eq!(speaks(&Place::new(), &[]), "zh");
}

#[test]
fn mistakes_in_the_configuration_are_told_and_stop_nothing() {
    let place = Place::new();
    std::fs::create_dir_all(place.path("home/.config/fupan")).unwrap();
    place.write("home/.config/fupan/config.toml", "colour = 1\nlanguage = \"de\"\n");
    let ran = place.fupan(&["check"]).ends(0);
    assert!(ran.errors.contains("colour") && ran.errors.contains("de"), "{}", ran.errors);
}

#[test]
fn check_names_the_line_that_binds_the_key_of_a_status() {
    let place = Place::new();
    std::fs::create_dir_all(place.path("home/.config/fupan")).unwrap();
    place.write("home/.config/fupan/config.toml", "language = \"en\"\n[keys]\ncommit = [\"a\"]\n");
    let ran = place.fupan(&["check"]).ends(0);
    let names = ["3", "commit", "approved"];
    assert!(names.iter().all(|name| ran.errors.contains(name)), "{}", ran.errors);
    place.replace("home/.config/fupan/config.toml", "\"a\"", "\"ctrl-l\"");
    assert!(!place.fupan(&["check"]).ends(0).errors.contains("commit"));
}

#[test]
fn a_reader_that_has_read_enough_ends_the_run_quietly() {
    let place = Place::new();
    let script = format!("{{ {} list; echo \"status $?\" >&2; }} | head -n 1", env!("CARGO_BIN_EXE_fupan"));
    // More than a pipe holds, so that the write meets the closed end.
    for number in 0..400 {
        place.write(
            &format!("plans/9-{number}.toml"),
            format!("id = \"a{number}\"\ntitle = \"{}\"\n", "长".repeat(200)),
        );
    }
    let output = place.command("sh").args(["-c", &script]).current_dir(place.path("")).output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "status 0\n");
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 1);
}

#[test]
fn what_a_terminal_would_obey_is_shown_as_a_mark_and_escaped_in_json() {
    let place = Place::new();
    place.replace("plans/5-ports.toml", "zh = \"浙赣运河\"", "zh = \"浙赣\\u001b[31m\\u202e运河\\u200b\"");
    let text = place.fupan(&["list", "zhe-gan-canal"]).ends(0).out;
    assert!(
        !text.chars().any(|c| (c.is_control() && c != '\n') || matches!(c, '\u{202e}' | '\u{200b}')),
        "{text:?}"
    );
    let ran = place.fupan(&["show", "zhe-gan-canal", "--format", "json"]).ends(0);
    assert!(ran.out.contains(r"浙赣\u001b[31m\u202e运河\u200b"), "{}", ran.out);
    let read: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(read["item"]["titles"]["zh"], "浙赣\u{1b}[31m\u{202e}运河\u{200b}");
}
