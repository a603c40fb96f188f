//! Arguments the program does not understand: a sentence in the user's language, the nearest, and exit status 2.

use super::place::Place;

#[test]
fn wrong_arguments_are_said_in_both_languages() {
    let place = Place::new();
    for (arguments, chinese, english) in [
        (&["lst"][..], "是否要写 list", "Was list meant?"),
        (&["plans", "lst"], "是否要写 list", "Was list meant?"),
        (&["help", "chek"], "是否要写 check", "Was check meant?"),
        (&["--bogus"], "没有 --bogus 这个选项", "no option --bogus"),
        (&["--fromat", "json"], "--format", "--format"),
        (&["list", "--plan", "x"], "--plans", "--plans"),
        (&["--format", "xml", "list"], "text, json", "text, json"),
        (&["list", "--plans"], "还缺内容", "missing after"),
        (&["show"], "还缺少：<条目>", "Still missing: <ITEM>"),
        (&["mark", "zhe-gan-canal"], "fupan mark <条目>... <状态>", "fupan mark <ITEM>... <STATUS>"),
        (&["note", "zhe-gan-canal"], "<文字>", "<TEXT>"),
        (&["note", "zhe-gan-canal", "a", "b"], "多出了“b”", "“b” is too much"),
        (&["status", "x"], "多出了“x”", "“x” is too much"),
        (&["--as", "a", "--as", "b", "list"], "--as 只能写一次", "--as can be given only once"),
        (
            &["trust", "--yes", "--without"],
            "--yes 和 --without 不能同时写",
            "--yes and --without cannot be given together",
        ),
        (&["--plans", "nowhere", "list"], "没有 nowhere 这个目录", "no directory nowhere"),
        (&["--plans", "home", "list"], "home 里没有计划", "no plan in home"),
    ] {
        for (language, expected) in [("zh", chinese), ("en", english)] {
            let ran = place.fupan(&[&["--lang", language], arguments].concat()).ends(2);
            assert!(ran.errors.contains(expected), "{arguments:?}: {}", ran.errors);
            assert!(ran.out.is_empty(), "{arguments:?}: {}", ran.out);
            let foreign = ["error:", "Usage:", "unexpected argument", "For more information"];
            let slipped = language == "zh" && foreign.iter().any(|word| ran.errors.contains(word));
            assert!(!slipped, "{arguments:?}: {}", ran.errors);
        }
        let refused = place.json("error", arguments_for_json(arguments));
        assert!(
            !refused["code"].as_str().unwrap().is_empty() && !refused["message"].as_str().unwrap().is_empty()
        );
    }
}

/// An option that lacks its value would take `--format` for it, and one given twice is not made better by a third.
fn arguments_for_json<'a>(arguments: &'a [&'a str]) -> &'a [&'a str] {
    match arguments {
        ["list", "--plans"] | ["--format", "xml", "list"] | ["--fromat", ..] => &["lst"],
        other => other,
    }
}

#[test]
fn where_there_is_no_plan_the_run_says_how_to_name_one() {
    // A directory that is gone has none above it, wherever temporary directories are.
    const GONE: &str = "mkdir gone; cd gone; rmdir ../gone; fupan list";
    let place = Place::new();
    let run = |format: &str| place.sh(&format!("({GONE} {format}) >out 2>errors; test $? = 2"));
    run("");
    assert!(place.read("errors").contains("--plans"), "{}", place.read("errors"));
    run("--format json");
    assert!(place.read("out").contains("\"code\":\"no-plan\""), "{}", place.read("out"));
    std::fs::remove_dir_all(place.path("plans")).unwrap();
    assert!(place.fupan(&["--help"]).ends(0).out.contains("fupan"), "help needs no plan");
    assert!(place.fupan(&["--version"]).ends(0).out.starts_with("fupan "));
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_not_text_is_refused() {
    use std::os::unix::ffi::OsStrExt as _;
    let place = Place::new();
    let mut command = place.command(env!("CARGO_BIN_EXE_fupan"));
    command.args(["show".as_ref(), std::ffi::OsStr::from_bytes(b"\xff\xfe")]).current_dir(place.path(""));
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("UTF-8"));
}
