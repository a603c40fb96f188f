//! `diff` and `textconv`: what changed, in plan terms, between any two versions.

use std::fs;

use super::place::Place;

const CANAL: &str = "连接浙江与江西的运河，处于谋划阶段。";

/// A plan in which a text, a date, a file's layout and what jia thinks have changed since the last commit.
fn changed() -> Place {
    let place = Place::in_git();
    place.replace("plans/5-ports.toml", CANAL, "连接浙江与江西两省的运河，力争2027年前开工。");
    place.replace(
        "plans/5-ports.toml",
        "id       = \"yong-jin-qu-shang-expressway\"",
        "due = 2026-06-30\nid       = \"yong-jin-qu-shang-expressway\"",
    );
    place.replace("plans/1-growth.toml", "\n", "\n# 备注\n");
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
    place
}

/// Leaves out the line that names the versions, and the minutes of a clock.
fn told(text: &str) -> String {
    let clock = |line: &str| {
        let is_time = line.trim_start().as_bytes().get(2) == Some(&b'-')
            && line.trim_start().as_bytes().get(8) == Some(&b':');
        if is_time {
            format!("    <when>{}", line.trim_start().get(11..).unwrap_or_default())
        } else {
            line.to_owned()
        }
    };
    text.lines().skip(1).map(clock).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_difference_is_told_in_plan_terms() {
    let place = changed();
    let ran = place.fupan(&["diff"]).ends(0);
    assert!(ran.out.starts_with("HEAD（") && ran.out.contains("） → 磁盘上的文件\n"), "{}", ran.out);
    let expected = [
        "条目：修改 2",
        "只改了排版、备注或公布的结论，内容没有变化：plans/1-growth.toml",
        "",
        "四港联动  ports",
        "  ~ 浙赣运河  ports/zhe-gan-canal",
        "      说明  连接浙江与江西{+两省+}的运河，[-处于谋划阶段-]{+力争2027年前开工+}。",
        "  ~ 甬金衢上高速  ports/yong-jin-qu-shang-expressway",
        "      期限  — → 2026-06-30",
        "",
        "结论的变化",
        "  浙赣运河  ports/zhe-gan-canal  未定 → 通过",
        "",
        "这期间的记录",
        "  jia 新记 1 条",
        "    <when>  ✓ 通过  浙赣运河",
    ];
    assert_eq!(told(&ran.out).lines().collect::<Vec<_>>(), expected);
    let english = place.fupan(&["--lang", "en", "diff"]).ends(0);
    assert!(english.out.contains("Items: 2 changed\nOnly layout, comments or published"), "{}", english.out);
    let markdown = place.fupan(&["diff", "--markdown"]).ends(0);
    assert!(
        markdown.out.contains("- 说明  连接浙江与江西**两省**的运河，~~处于谋划阶段~~**力争2027年前开工**。"),
        "{}",
        markdown.out
    );
}

/// A plan in which two tasks stand in an area of one goal, each with an owner list and a target in percent.
const TWO_TASKS: &str = r#"id = "ecology"
title = { zh = "生态", en = "Ecology" }
[[goal]]
id = "air"
title = { zh = "空气", en = "Air" }
[[goal.task]]
id = "dust"
title = { zh = "降尘", en = "Dust" }
owner = ["市生态环境局", "市住建局"]
metric = { name = "优良率", unit = "%", target = { value = 90, year = 2025 } }
[[goal.task]]
id = "noise"
title = { zh = "降噪", en = "Noise" }
"#;

#[test]
fn a_difference_of_percentages_is_in_percentage_points() {
    for (unit, new, zh, en) in [
        ("%", "95.5", "多 5.5 个百分点", "5.5 percentage points more"),
        ("％", "89", "少 1 个百分点", "1 percentage point less"),
        ("percent", "91", "多 1 个百分点", "1 percentage point more"),
        ("个", "95", "多 5个", "5 个 more"),
    ] {
        let area = TWO_TASKS.replace("\"%\"", &format!("\"{unit}\""));
        let place = Place::with_areas(&[("1-ecology.toml", &area)]);
        place.replace("plans/1-ecology.toml", "value = 90", &format!("value = {new}"));
        for (lang, expected) in [("zh", zh), ("en", en)] {
            let ran = place.fupan(&["--lang", lang, "diff"]).ends(0);
            assert!(ran.out.contains(expected), "{expected}: {}", ran.out);
        }
        let told = place.json("diff", &["diff"]);
        assert_eq!(told["items"][0]["fields"][0]["difference"], zh);
    }
}

#[test]
fn another_first_owner_is_a_change_of_who_leads() {
    let owners = "[\"市生态环境局\", \"市住建局\"]";
    for (new, zh, en) in [
        (
            "[\"市住建局\", \"市生态环境局\"]",
            "牵头单位由市生态环境局改为市住建局",
            "市住建局 leads now, not 市生态环境局",
        ),
        (
            "[\"市住建局\", \"市水利局\"]",
            "牵头单位由市生态环境局改为市住建局，增加 市水利局，去掉 市生态环境局",
            "市住建局 leads now, not 市生态环境局, added 市水利局, removed 市生态环境局",
        ),
        ("[\"市生态环境局\"]", "去掉 市住建局", "removed 市住建局"),
    ] {
        let place = Place::with_areas(&[("1-ecology.toml", TWO_TASKS)]);
        place.replace("plans/1-ecology.toml", owners, new);
        for (lang, expected) in [("zh", zh), ("en", en)] {
            let ran = place.fupan(&["--lang", lang, "diff"]).ends(0);
            assert!(
                ran.out
                    .trim_end()
                    .ends_with(&format!("{}{expected}", if lang == "zh" { "，" } else { ", " })),
                "{expected}: {}",
                ran.out
            );
        }
        let told = place.json("diff", &["diff"]);
        assert_eq!(told["items"][0]["fields"][0]["difference"], zh);
    }
}

#[test]
fn another_first_status_or_language_is_more_than_another_order() {
    let place = Place::with_areas(&[("1-ecology.toml", TWO_TASKS)]);
    place.replace("plans/strategy.toml", "languages = [\"zh\", \"en\"]", "languages = [\"en\", \"zh\"]");
    let ran = place.fupan(&["--lang", "en", "diff"]).ends(0);
    assert!(ran.out.contains("the first language is en now, not zh"), "{}", ran.out);
}

#[test]
fn a_move_names_the_area_and_the_goal_each_as_what_it_is() {
    let noise = "[[goal.task]]\nid = \"noise\"\ntitle = { zh = \"降噪\", en = \"Noise\" }\n";
    let city = "id = \"city\"\ntitle = { zh = \"城市\", en = \"City\" }\n[[goal]]\nid = \"quiet\"\ntitle = { zh = \"安静\", en = \"Quiet\" }\n";
    let in_city = noise.replace("id = \"noise\"", "id = \"noise\"\nwas = [\"ecology/noise\"]");
    let goal_in_city = in_city.replace("goal.task", "goal");
    let other_goal = "[[goal]]\nid = \"water\"\ntitle = { zh = \"水\", en = \"Water\" }\n";
    let goal = noise.replace("goal.task", "goal");
    let without = TWO_TASKS.replace(noise, "");
    let cases = [
        (
            without.clone(),
            format!("{city}{in_city}"),
            "移到聚焦领域“城市”的“安静”之下",
            "moved to the focus area “City”, under “Quiet”",
        ),
        (
            without.clone(),
            format!("{city}{goal_in_city}"),
            "移到聚焦领域“城市”\n",
            "moved to the focus area “City”\n",
        ),
        (format!("{without}{other_goal}{noise}"), city.to_owned(), "移到“水”之下", "moved under “Water”"),
        (
            format!("{without}{goal}"),
            city.to_owned(),
            "移到聚焦领域“生态”的顶层，成为目标",
            "moved to the top level of the focus area “Ecology”",
        ),
    ];
    for (ecology, city_now, zh, en) in cases {
        let place = Place::with_areas(&[("1-ecology.toml", TWO_TASKS), ("2-city.toml", city)]);
        place.write("plans/1-ecology.toml", ecology);
        place.write("plans/2-city.toml", city_now);
        for (lang, expected) in [("zh", zh), ("en", en)] {
            let ran = place.fupan(&["--lang", lang, "diff"]).ends(0);
            assert!(ran.out.contains(expected), "{expected}: {}", ran.out);
        }
    }
}

#[test]
fn a_change_is_an_exit_status_only_where_that_is_asked_for() {
    let place = changed();
    place.fupan(&["diff"]).ends(0);
    place.fupan(&["diff", "--exit-code"]).ends(1);
    place.fupan(&["diff", "HEAD", "HEAD", "--exit-code"]).ends(0);
    place.git(&["checkout", "--", "plans"]);
    let place = Place::in_git();
    place.replace("plans/1-growth.toml", "\n", "\n# 备注\n");
    let layout = place.fupan(&["diff", "--exit-code"]).ends(0);
    assert!(
        layout.out.contains("只改了排版、备注或公布的结论，内容没有变化：plans/1-growth.toml"),
        "{}",
        layout.out
    );
    assert!(layout.out.contains("计划和记录都没有变化。"), "{}", layout.out);
}

#[test]
fn any_two_versions_can_be_compared() {
    let place = changed();
    place.git(&["tag", "会议"]);
    place.git(&["add", "plans/5-ports.toml"]);
    let staged = place.json("diff", &["diff", "--index"]);
    assert_eq!((&staged["edited"], &staged["new"]["kind"]), (&2.into(), &"index".into()));
    place.git(&["checkout", "-q", "-b", "draft"]);
    place.git(&["commit", "-qm", "两处修改"]);
    for versions in [["会议", "draft"], ["会议", "HEAD"], ["main", "draft"]] {
        let told = place.json("diff", &["diff", versions[0], versions[1]]);
        assert_eq!(told["edited"], 2, "{versions:?}");
        assert_eq!(told["new"]["subject"], "两处修改");
    }
    // The marks are not committed yet.
    let told = place.json("diff", &["diff", "draft"]);
    assert_eq!(
        (&told["edited"], told["records"]["jia"]["added"].as_array().map(Vec::len)),
        (&0.into(), Some(1))
    );
    let told = place.json("diff", &["diff", "main..draft"]);
    let canal = &told["items"][0];
    assert_eq!((&canal["id"], &canal["change"]), (&"ports/zhe-gan-canal".into(), &"changed".into()));
    assert_eq!(canal["fields"][0]["old"], CANAL);
    let today = place.fupan(&["diff", "2999-01-01", "draft"]).ends(0);
    assert!(today.out.contains("没有变化"), "{}", today.out);
}

#[test]
fn a_version_that_is_not_there_is_named_with_what_was_meant() {
    let place = Place::in_git();
    place.git(&["tag", "review-2026"]);
    let ran = place.fupan(&["diff", "reveiw-2026"]).ends(3);
    assert!(
        ran.errors.contains("找不到“reveiw-2026”") && ran.errors.contains("review-2026"),
        "{}",
        ran.errors
    );
    let ran = place.fupan(&["diff", "1999-01-01"]).ends(3);
    assert!(ran.errors.contains("1999-01-01"), "{}", ran.errors);
    // What looks like an option of git is a name like any other.
    let ran = place.fupan(&["diff", "--", "--output=stolen"]).ends(3);
    assert!(ran.errors.contains("--output=stolen"), "{}", ran.errors);
    let outside = Place::new();
    assert!(outside.fupan(&["diff"]).ends(4).errors.contains("无法读取计划的其他版本"));
}

#[test]
fn the_file_an_item_moved_out_of_is_not_one_of_which_only_the_layout_changed() {
    let place = Place::in_git();
    let item = "\n[[goal]]\nid = \"moving\"\ntitle = \"移动\"\n";
    let append = |file: &str, text: &str| {
        let path = place.path(file);
        let before = fs::read_to_string(&path).unwrap();
        fs::write(path, before + text).unwrap();
    };
    append("plans/1-growth.toml", item);
    place.git(&["commit", "-q", "-a", "-m", "添加"]);
    place.replace("plans/1-growth.toml", item, "");
    append("plans/2-innovation.toml", &format!("{item}was = [\"growth/moving\"]\n"));
    let ran = place.fupan(&["diff"]).ends(0);
    assert!(ran.out.contains("innovation/moving") && !ran.out.contains("只改了排版"), "{}", ran.out);
}

#[test]
fn what_a_broken_file_hides_is_not_called_removed() {
    let place = Place::in_git();
    place.replace("plans/5-ports.toml", "title    = { zh = \"浙赣运河\"", "title    = { zh = \"浙赣运河");
    let told = place.json("diff", &["diff"]);
    assert_eq!(told["removed"], 0);
    let ran = place.fupan(&["diff"]).ends(0);
    // Half a line is no new title.
    assert!(ran.out.contains("新版本的文件读不完整"), "{}", ran.out);
    assert!(!ran.out.contains("canal\""), "{}", ran.out);
}

#[test]
fn git_shows_plan_terms_through_textconv() {
    let place = changed();
    let program = env!("CARGO_BIN_EXE_fupan");
    place.git(&["config", "diff.fupan.textconv", &format!("'{program}' --lang zh textconv")]);
    place.write(".gitattributes", "plans/*.toml diff=fupan\n");
    let shown = place.git(&["diff", "-U0", "--textconv", "--", "plans"]);
    let lines: Vec<&str> =
        shown.lines().filter(|line| line.starts_with("+  ") || line.starts_with("-  ")).collect();
    assert_eq!(
        lines,
        [
            "-  说明 zh: 连接浙江与江西的运河，处于谋划阶段。",
            "+  说明 zh: 连接浙江与江西两省的运河，力争2027年前开工。",
            "+  期限: 2026-06-30",
        ]
    );
    // What is no plan file is given back as it is.
    let strategy = place.fupan(&["textconv", "plans/strategy.toml"]).ends(0);
    assert!(strategy.out.contains("format    = 1"), "{}", strategy.out);
    place.fupan(&["textconv", "nowhere.toml"]).ends(4);
}

#[test]
fn a_list_tells_what_changed_since_a_commit_a_tag_or_a_day() {
    let place = Place::in_git();
    place.git(&["tag", "v1"]);
    place.git(&["tag", "approved"]);
    place.replace("plans/5-ports.toml", "zh = \"浙赣运河\"", "zh = \"浙赣大运河\"");
    let list = |query: &str| place.fupan(&["--lang", "zh", "list", query]);
    for query in ["changed:v1", "changed:HEAD", "改动:0天", "changed:v1 kind:project"] {
        let ran = list(query).ends(0);
        assert!(ran.out.contains("浙赣大运河") && ran.out.lines().count() == 2, "{query}: {}", ran.out);
    }
    assert!(!list("changed:v1 kind:goal").ends(0).out.contains("运河"));
    assert!(!list("!changed:v1").ends(0).out.contains("浙赣大运河"));
    let ran = list("changed:aproved").ends(2);
    assert!(ran.errors.contains("没有叫“aproved”") && ran.errors.contains("“approved”"), "{}", ran.errors);
    let ran = list("changed:2001-01-01").ends(2);
    assert!(ran.errors.contains("早于最早的提交"), "{}", ran.errors);
    let alone = Place::new();
    let ran = alone.fupan(&["--lang", "zh", "list", "changed:7d"]).ends(2);
    assert!(ran.errors.contains("没有 git 历史"), "{}", ran.errors);
}

#[test]
fn the_signs_of_a_version_mean_what_they_mean_of_the_present_plan() {
    let place = Place::in_git();
    place.replace("plans/strategy.toml", "commit    = \"ask\"", "suspect = \"parents\"");
    for item in ["plan-infrastructure", "zhe-gan-canal"] {
        place.fupan(&["--as", "jia", "mark", item, "approved"]).ends(0);
    }
    let (old, new) = ("谋划重大交通基础设施", "谋划重大基础设施");
    place.replace("plans/5-ports.toml", &format!("zh = \"{old}\""), &format!("zh = \"{new}\""));
    place.git(&["add", "."]);
    place.git(&["commit", "-q", "-m", "改名"]);
    let now = place.fupan(&["--as", "jia", "list", "stale:yes,above"]).ends(0).out;
    assert!(now.contains("jia✓~") && now.contains("jia✓^"), "{now}");
    let then = |arguments: &[&str]| place.fupan(&[&["--as", "jia"], arguments].concat()).ends(0).out;
    assert_eq!(then(&["list", "stale:yes,above", "--at", "HEAD"]), now);
    assert_eq!(then(&["show", "zhe-gan-canal", "--at", "HEAD"]), then(&["show", "zhe-gan-canal"]));
}

#[test]
fn the_plan_of_a_version_is_told_by_itself_and_not_before_a_verb() {
    let place = Place::in_git();
    place.git(&["tag", "v1"]);
    place.replace("plans/strategy.toml", "争当先行", "走在前列");
    assert!(place.fupan(&["--lang", "zh", "--at", "v1"]).ends(0).out.contains("争当先行"));
    assert!(place.fupan(&["--lang", "zh"]).ends(0).out.contains("走在前列"));
    let ran = place.fupan(&["--lang", "zh", "--at", "v1", "list"]).ends(2);
    assert!(ran.errors.contains("--at 要么"), "{}", ran.errors);
    let ran = place.fupan(&["--lang", "zh", "--at", "nowhere"]).ends(3);
    assert!(ran.errors.contains("nowhere"), "{}", ran.errors);
}
