//! `publish`: settled verdicts in the plan files, off by default, item by item what is written.

use super::place::Place;

/// The shipped plan with one item approved by everybody who is asked and one published too early.
fn reviewed(publish: &str) -> Place {
    let place = Place::in_git();
    let strategy = format!("format = 1\ntitle = {{ zh = \"衢州\" }}\ncite = \"required\"\n{publish}");
    place.write("plans/strategy.toml", strategy);
    let canal = "id       = \"zhe-gan-canal\"\n";
    place.replace("plans/5-ports.toml", canal, &format!("{canal}review = \"deferred\"\n"));
    place.git(&["commit", "-q", "-a", "-m", "Our rules"]);
    place.fupan(&["--as", "jia", "mark", "urban-rail", "approved"]).ends(0);
    place
}

#[test]
fn it_is_off_until_the_strategy_switches_it_on_and_can_be_looked_at_before() {
    let place = reviewed("");
    let before = place.read("plans/5-ports.toml");
    let ran = place.fupan(&["publish"]).ends(3);
    assert!(ran.errors.contains("publish = \"ask\"") && ran.out.is_empty(), "{ran:?}");
    let error = place.json("error", &["publish"]);
    assert_eq!(error["code"], "publishing-off");
    let ran = place.fupan(&["publish", "--dry-run"]).ends(0);
    insta::assert_snapshot!(ran.out.trim_end(), @"
    ports/zhe-gan-canal  浙赣运河：暂缓 → （无）
    ports/urban-rail  城市轨道交通：（无） → 通过
    将公布 1 项结论、撤下 1 项结论，改动 1 个计划文件。现在什么都没有写。
    ");
    assert!(ran.errors.contains("publish = \"ask\""), "{ran:?}");
    assert_eq!(place.read("plans/5-ports.toml"), before);
}

#[test]
fn it_writes_and_commits_the_plan_file_alone_and_check_tells_when_it_has_aged() {
    let place = reviewed("publish = \"ask\"\n");
    let check = place.fupan(&["check"]);
    assert_eq!(
        (check.status, check.out.matches("published-aged").count()),
        (0, 1),
        "a hint fails no check: {check:?}"
    );
    let ran = place.fupan(&["--lang", "en", "publish"]).ends(0);
    let short = place.git(&["rev-parse", "--short=7", "HEAD"]);
    insta::assert_snapshot!(ran.out.replace(short.trim(), "ID").trim_end(), @"
    ports/zhe-gan-canal  Zhejiang–Jiangxi canal: deferred → (none)
    ports/urban-rail  Urban rail transit: (none) → approved
    Verdicts in the plan files: 1 published, 1 taken away, in 1 file. Committed ID to main.
    ");
    assert_eq!(place.git(&["show", "--name-only", "--format=", "HEAD"]), "plans/5-ports.toml\n");
    let message = place.git(&["show", "-s", "--format=%B", "HEAD"]);
    insta::assert_snapshot!(message.trim_end(), @"
    公布评审结论：四港联动 1 通过、1 撤下

    - 撤下：浙赣运河（ports/zhe-gan-canal）
    - 通过：城市轨道交通（ports/urban-rail）
    ");
    assert!(!place.fupan(&["check"]).ends(0).out.contains("published-aged"));

    // Nobody's mark is on another wording for it, and it is told as what it is.
    let shown = place.json("show", &["show", "urban-rail"]);
    assert_eq!(shown["item"]["verdict"], "approved", "{shown}");
    let diff = place.fupan(&["diff", "HEAD~1", "HEAD"]).ends(0);
    assert!(
        diff.out.ends_with("只改了排版、备注或公布的结论，内容没有变化：plans/5-ports.toml\n"),
        "{diff:?}"
    );

    let again = place.json("publish", &["publish"]);
    assert_eq!((&again["copies"], &again["commit"]), (&serde_json::json!([]), &serde_json::Value::Null));
}

#[test]
fn a_file_with_work_of_somebody_else_is_named_and_nothing_is_written() {
    let place = reviewed("publish = \"ask\"\n");
    place.replace("plans/5-ports.toml", "\n", "\n# unfinished\n");
    let before = place.read("plans/5-ports.toml");
    let ran = place.fupan(&["publish"]).ends(3);
    assert!(ran.errors.contains("plans/5-ports.toml"), "{ran:?}");
    assert_eq!(place.read("plans/5-ports.toml"), before);
    let would = place.json("publish", &["publish", "--dry-run"]);
    assert_eq!(
        would["copies"],
        serde_json::json!([
            { "item": "ports/zhe-gan-canal", "old": "deferred", "new": null },
            { "item": "ports/urban-rail", "old": null, "new": "approved" },
        ])
    );
}
