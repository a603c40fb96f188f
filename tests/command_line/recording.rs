//! `mark` and `note`: what is written, by whom, and what is refused.

use std::fs;

use serde_json::Value;

use super::place::Place;

#[test]
fn a_mark_says_where_it_went_and_two_runs_go_on_with_the_same_file() {
    let place = Place::new();
    let first = place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "通过"]).ends(0);
    let (file, text) = place.reviews().remove(0);
    assert_eq!(first.out, format!("已记 plans/reviews/{file} +1\n"));
    let second = place
        .fupan(&["--lang", "en", "--as", "jia", "mark", "urban-rail", "Approved", "--note", "-5%"])
        .ends(0);
    assert_eq!(second.out, format!("Recorded plans/reviews/{file} +2\n"));
    let files = place.reviews();
    assert_eq!(files.len(), 1);
    assert!(files[0].1.starts_with(&text), "only lines were added");
    assert!(files[0].1.contains("text = \"-5%\""));
}

#[test]
fn several_items_and_a_reason_give_a_note_on_each_mark() {
    let place = Place::new();
    let items = ["zhe-gan-canal", "ports/urban-rail", "ports/zhe-gan-canal"];
    let arguments =
        [&["--as", "jia", "mark"][..], &items, &["discuss", "--note", "口径待核", "--unseen"]].concat();
    let written = place.json("mark", &arguments);
    let facts = written["facts"].as_array().unwrap();
    let kinds: Vec<&str> = facts.iter().map(|fact| fact["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["mark", "mark", "note", "note"], "the same item counts once");
    assert_eq!((&facts[2]["re"], &facts[3]["re"]), (&facts[0]["id"], &facts[1]["id"]));
    assert_eq!((&facts[2]["item"], &facts[3]["text"]), (&facts[0]["item"], &"口径待核".into()));
    assert_eq!(
        (&written["by"], &written["journal"], &written["commit"]),
        (&"jia".into(), &false.into(), &Value::Null)
    );
}

#[test]
fn a_second_mark_replaces_ones_own_and_carries_what_the_format_asks_for() {
    let place = Place::in_git();
    place.replace(
        "plans/strategy.toml",
        "commit    = \"ask\"",
        "covers = [\"title\", \"due\"]\n[[reviewer]]\nid = \"jia\"\nrole = \"chair\"\n[[reviewer]]\nid = \"yi\"",
    );
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "revise"]).ends(0);
    let again = place.json("mark", &["--as", "jia", "mark", "zhe-gan-canal", "approved"]);
    let text = place.reviews().remove(0).1;
    let lines: Vec<&str> = text.lines().skip(4).collect();
    let head = place.git(&["rev-parse", "HEAD"]);
    assert!(
        lines[0].contains("covers = [\"title\", \"due\"]") && lines[0].contains("read = { title ="),
        "{text}"
    );
    assert!(
        lines[0].contains(&format!("commit = \"{}\"", head.trim())) && lines[0].contains("role = \"chair\"")
    );
    let first = lines[0].split(' ').next().unwrap();
    assert!(lines[1].contains(&format!("after = \"{first}\"")), "{text}");
    assert!(!lines[1].contains("read ="), "the wording stands in the file already");
    assert_eq!(lines[1].split(' ').next(), again["facts"][0]["id"].as_str());
    let marks = place.json("show", &["show", "zhe-gan-canal"])["item"]["marks"].clone();
    assert_eq!(
        (marks.as_array().unwrap().len(), &marks[0]["status"], &marks[0]["role"]),
        (1, &"approved".into(), &"chair".into())
    );
}

#[test]
fn a_note_is_recorded_as_typed() {
    let place = Place::new();
    let written = place.json("note", &["--as", "jia", "note", "zhe-gan-canal", "两行\n“引号” \\ \u{202e}"]);
    assert_eq!(written["facts"][0]["text"], "两行\n“引号” \\ \u{202e}");
    assert!(place.reviews()[0].1.lines().all(|line| !line.contains('\u{202e}')));
}

#[test]
fn who_records_is_settled_before_anything_is_written() {
    let mut place = Place::new();
    let mark = ["mark", "zhe-gan-canal", "approved"];
    let nobody = place.fupan(&mark).ends(2);
    assert!(nobody.errors.contains("--as") && nobody.errors.contains("什么也没有记"), "{}", nobody.errors);
    assert!(place.fupan(&[&["--as", "a/b"], &mark[..]].concat()).ends(2).errors.contains("a/b"));
    place.replace(
        "plans/strategy.toml",
        "commit    = \"ask\"",
        "[[reviewer]]\nid = \"jia\"\n[[reviewer]]\nid = \"yi\"",
    );
    let stranger = place.json("error", &[&["--as", "bing"], &mark[..]].concat());
    assert_eq!(
        (&stranger["code"], &stranger["candidates"]),
        (&"not-listed".into(), &serde_json::json!(["jia", "yi"]))
    );
    let unknown = place.json("error", &mark);
    assert_eq!(
        (&unknown["code"], &unknown["candidates"]),
        (&"nobody".into(), &serde_json::json!(["jia", "yi"]))
    );
    assert!(place.reviews().is_empty());
    place.set("FUPAN_AS", "yi");
    place.fupan(&mark).ends(0);
    assert!(place.reviews()[0].0.starts_with("yi."));
    place.fupan(&[&["--as", "jia"], &mark[..]].concat()).ends(0);
    assert_eq!(place.reviews().len(), 2, "the option goes before the variable");
}

#[test]
fn git_knows_a_listed_reviewer_and_is_never_enough_for_a_new_one() {
    let place = Place::in_git();
    let mark = ["mark", "zhe-gan-canal", "approved"];
    let asked = place.json("error", &mark);
    assert_eq!((&asked["code"], &asked["candidates"]), (&"nobody".into(), &serde_json::json!(["zhang"])));
    place.replace(
        "plans/strategy.toml",
        "commit    = \"ask\"",
        "[[reviewer]]\nid = \"z\"\nemail = \"zhang@example.org\"",
    );
    place.fupan(&mark).ends(0);
    assert!(place.reviews()[0].0.starts_with("z."));
}

#[test]
fn what_is_not_clear_is_refused_whole_with_what_may_have_been_meant() {
    let place = Place::new();
    place.replace(
        "plans/7-digital.toml",
        "[[goal]]\n",
        "[[goal]]\nid = \"zhe-gan-canal\"\ntitle = \"x\"\n\n[[goal]]\n",
    );
    for (arguments, code, candidate) in [
        (
            &["mark", "urban-rail", "ports/zhe-gan-cannal", "approved"][..],
            "unknown-item",
            "ports/zhe-gan-canal",
        ),
        (&["mark", "urban-rail", "canal", "approved"], "unknown-item", "ports/zhe-gan-canal"),
        (&["mark", "urban-rail", "zhe-gan-canal", "approved"], "several-items", "digital/zhe-gan-canal"),
        (&["mark", "urban-rail", "good"], "unknown-status", "revise"),
        (&["note", "urban-rial", "x"], "unknown-item", "ports/urban-rail"),
        (&["show", "urban-rial"], "unknown-item", "ports/urban-rail"),
    ] {
        let arguments = [&["--as", "jia"], arguments].concat();
        let refused = place.json("error", &arguments);
        assert_eq!(refused["code"], code, "{arguments:?}");
        assert!(refused["candidates"].as_array().unwrap().contains(&candidate.into()), "{refused}");
        let ran = place.fupan(&arguments).ends(3);
        assert!(ran.errors.contains(candidate) && ran.out.is_empty(), "{ran:?}");
    }
    for (arguments, status) in [
        (&["mark", "ports", "approved"][..], 3),
        (&["note", "urban-rail", " "], 2),
        (&["mark", "urban-rail", "approved", "--note", ""], 2),
    ] {
        place.fupan(&[&["--as", "jia"], arguments].concat()).ends(status);
    }
    assert!(place.reviews().is_empty(), "nothing was written");
}

#[test]
fn what_cannot_be_read_whole_cannot_be_marked() {
    let place = Place::new();
    place.replace(
        "plans/5-ports.toml",
        "id       = \"urban-rail\"",
        "id       = \"urban-rail\"\ndue = 2025-13-40",
    );
    place.replace(
        "plans/7-digital.toml",
        "[[goal]]\n",
        "[[goal]]\nid = \"two\"\ntitle = \"x\"\n\n[[goal]]\nid = \"two\"\ntitle = \"y\"\n\n[[goal]]\n",
    );
    place.write("plans/8-governance.toml", [&place.read("plans/8-governance.toml"), "\n= broken\n"].concat());
    let broken = place.json("list", &["list"]);
    let broken = broken["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["area"] == "governance" && item["kind"] == "goal");
    let broken = broken.unwrap()["id"].as_str().unwrap().to_owned();
    for (item, code) in
        [("urban-rail", "damaged-item"), ("digital/two", "ambiguous-item"), (&broken, "damaged-item")]
    {
        for verb in [&["mark", item, "approved"][..], &["note", item, "x"]] {
            let arguments = [&["--as", "jia"], verb].concat();
            assert_eq!(place.json("error", &arguments)["code"], code, "{arguments:?}");
            assert!(place.fupan(&arguments).ends(3).errors.contains("plans/"));
        }
    }
    assert!(place.reviews().is_empty());
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
}

#[test]
fn a_directory_that_cannot_be_written_is_the_business_of_the_journal() {
    let place = Place::in_git();
    // Root may write anywhere, but nobody can make a directory where a file is.
    place.write("plans/reviews", "in the way\n");
    let ran = place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
    assert!(ran.out.contains("本机日志") && ran.errors.contains("fupan commit"), "{ran:?}");
    let written = place.json("note", &["--as", "jia", "note", "zhe-gan-canal", "x"]);
    assert_eq!(written["journal"], true);
    assert_eq!(place.read("plans/reviews"), "in the way\n");

    let show = place.fupan(&["show", "zhe-gan-canal"]).ends(0);
    assert!(show.out.contains("✓  jia") && show.errors.contains("2 条记录"), "{show:?}");
    place.fupan(&["commit"]).ends(4);

    fs::remove_file(place.path("plans/reviews")).unwrap();
    let commit = place.json("commit", &["commit"]);
    assert_eq!((&commit["replayed"], &commit["commit"]["facts"]), (&2.into(), &2.into()));
    let show = place.fupan(&["show", "zhe-gan-canal"]).ends(0);
    assert!(
        show.out.contains("✓  jia") && show.out.contains("plans/reviews/jia.") && show.errors.is_empty(),
        "{show:?}"
    );
}

#[test]
fn where_nothing_can_be_kept_the_run_says_so_and_fails() {
    let mut place = Place::new();
    place.write("plans/reviews", "in the way\n");
    place.write("no-state", "a file\n");
    let state = place.path("no-state").to_str().unwrap().to_owned();
    place.set("XDG_STATE_HOME", &state);
    let ran = place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(4);
    assert!(ran.errors.contains("没有记下") && ran.out.is_empty(), "{ran:?}");
    assert_eq!(
        place.json("error", &["--as", "jia", "mark", "zhe-gan-canal", "approved"])["code"],
        "not-recorded"
    );
}

#[test]
fn notes_are_answered_resolved_and_opened_again() {
    let place = Place::new();
    let first = place.json("note", &["--as", "jia", "note", "zhe-gan-canal", "口径待核"]);
    let id = first["facts"][0]["id"].as_str().unwrap().to_owned();
    let end = id.get(id.len() - 6..).unwrap();
    place.fupan(&["--as", "yi", "note", "zhe-gan-canal", "已核，见附表", "--reply", end]).ends(0);
    place.fupan(&["--as", "yi", "note", "urban-rail", "线路待定"]).ends(0);
    let notes = |arguments: &[&str]| place.json("notes", arguments)["threads"].as_array().unwrap().clone();
    let open = notes(&["notes"]);
    assert_eq!(open.len(), 2);
    let canal = open.iter().find(|thread| thread["item"] == "ports/zhe-gan-canal").unwrap();
    assert_eq!(canal["notes"][1]["re"], id.as_str());
    assert_eq!((&canal["open"], &canal["changed"]), (&true.into(), &false.into()));
    let text = place.fupan(&["notes", "zhe-gan-canal"]).out;
    assert!(text.contains("已核，见附表") && !text.contains("线路待定") && text.contains(end), "{text}");

    place.fupan(&["--as", "jia", "resolve", end, "按附表修改"]).ends(0);
    assert_eq!(notes(&["notes"]).len(), 1);
    assert_eq!(notes(&["notes", "--all"]).len(), 2);
    let text = place.fupan(&["notes", "--all", "zhe-gan-canal"]).out;
    assert!(text.contains("已办结") && text.contains("按附表修改"), "{text}");
    let text = place.fupan(&["show", "zhe-gan-canal"]).out;
    assert!(text.contains("意见 · 已办结") && text.contains("答复"), "{text}");
    let again = place.fupan(&["--as", "jia", "resolve", end]).ends(3);
    assert!(again.errors.contains("--reopen"), "{}", again.errors);
    place.fupan(&["--as", "yi", "resolve", end, "--reopen"]).ends(0);
    assert_eq!(notes(&["notes"]).len(), 2);
    place.fupan(&["--as", "yi", "resolve", end, "--reopen"]).ends(3);

    place.replace("plans/5-ports.toml", "连接浙江与江西的运河", "连通浙江、江西的运河");
    let text = place.fupan(&["notes", "zhe-gan-canal"]).out;
    assert!(text.contains("口径待核") && text.contains("文字已变更"), "{text}");
}

#[test]
fn a_note_quotes_what_it_is_about_and_says_what_is_missing() {
    let place = Place::new();
    let wanted =
        ["--as", "jia", "note", "zhe-gan-canal", "没有说由谁牵头", "--missing", "--quote", "浙赣运河"];
    place.fupan(&wanted).ends(0);
    let line = place.reviews().remove(0).1;
    assert!(line.contains("field = \"title\", quote = \"浙赣运河\", missing = true"), "{line}");
    for said in [&["notes"][..], &["show", "zhe-gan-canal"]] {
        let out = place.fupan(said).ends(0).out;
        assert!(out.contains("缺：“浙赣运河” 没有说由谁牵头"), "{out}");
    }
    let out = place.fupan(&["--lang", "en", "notes", "has:missing"]).ends(0).out;
    assert!(out.contains("Missing: “浙赣运河” 没有说由谁牵头"), "{out}");
    let note = |place: &Place| place.json("notes", &["notes"])["threads"][0]["notes"][0].clone();
    let of = |note: &Value| ["quote", "field", "missing", "quote_gone"].map(|key| note[key].clone());
    let expected: [Value; 4] = ["浙赣运河".into(), "title".into(), true.into(), false.into()];
    assert_eq!(of(&note(&place)), expected);
    place.replace("plans/5-ports.toml", "浙赣运河", "浙赣航道");
    assert_eq!(of(&note(&place))[3], Value::Bool(true));
    let show = place.json("show", &["show", "zhe-gan-canal"])["item"]["notes"][0].clone();
    assert_eq!(
        (&show["quote"], &show["quote_gone"]),
        (&"浙赣运河".into(), &true.into()),
        "it stays, and says so"
    );
    let out = place.fupan(&["notes"]).out;
    assert!(out.contains("文字已变更  引用的文字已不在") && out.contains("“浙赣运河”"), "{out}");
}

#[test]
fn words_that_the_item_does_not_say_are_not_quoted() {
    let place = Place::new();
    let refused = place.fupan(&["--as", "jia", "note", "zhe-gan-canal", "x", "--quote", "京杭运河"]).ends(3);
    assert!(refused.errors.contains("此项的文字里没有“京杭运河”"), "{}", refused.errors);
    assert!(refused.errors.contains("\n  浙赣运河"), "what is there: {}", refused.errors);
    let refused = place
        .fupan(&["--format", "json", "--as", "jia", "note", "zhe-gan-canal", "x", "--quote", ""])
        .ends(3);
    assert!(refused.out.contains("not-there") || refused.errors.contains("not-there"));
    assert!(place.reviews().is_empty());
}

#[test]
fn a_clerk_records_a_note_for_somebody() {
    let place = Place::new();
    place.fupan(&["--as", "clerk", "note", "zhe-gan-canal", "先修公路", "--for", "yi"]).ends(0);
    let note = place.json("notes", &["notes"])["threads"][0]["notes"][0].clone();
    assert_eq!((&note["by"], &note["recorded_by"]), (&"yi".into(), &"clerk".into()));
    for said in [&["notes"][..], &["show", "zhe-gan-canal"]] {
        let out = place.fupan(said).out;
        assert!(out.contains("yi") && out.contains("clerk 代记"), "{out}");
    }
}

#[test]
fn a_note_that_cannot_be_meant_is_refused_and_nothing_is_recorded() {
    let place = Place::new();
    place.fupan(&["--as", "jia", "note", "zhe-gan-canal", "口径待核"]).ends(0);
    for arguments in [
        &["--as", "jia", "resolve", "nowhere"][..],
        &["--as", "jia", "resolve", "x"],
        &["--as", "jia", "note", "zhe-gan-canal", "x", "--reply", "nowhere"],
        &["--as", "jia", "note", "urban-rail", "x", "--reply", ""],
    ] {
        let refused = place.fupan(arguments).ends(3);
        assert!(refused.errors.contains("fupan notes --all"), "{}", refused.errors);
    }
    assert_eq!(place.json("notes", &["notes", "--all"])["threads"].as_array().unwrap().len(), 1);
}

#[test]
fn a_clerk_records_for_somebody_who_confirms_or_refuses() {
    let place = Place::new();
    let mark =
        |status| ["--as", "clerk", "mark", "zhe-gan-canal", status, "--for", "yi", "--note", "会上口头表态"];
    place.fupan(&mark("approved")).ends(0);
    let shown = || place.json("show", &["show", "zhe-gan-canal"])["item"]["marks"].clone();
    let first = shown()[0].clone();
    assert_eq!((&first["by"], &first["recorded_by"]), (&"yi".into(), &"clerk".into()));
    assert_eq!((&first["confirmed"], &first["note"]), (&false.into(), &"会上口头表态".into()));
    let text = place.fupan(&["show", "zhe-gan-canal"]).out;
    assert!(text.contains("通过 · clerk 代记，待本人确认"), "{text}");
    for other in ["clerk", "jia"] {
        let refused = place.fupan(&["--as", other, "confirm", "zhe-gan-canal"]).ends(3);
        assert!(refused.errors.contains("没有别人代您记录"), "{}", refused.errors);
    }
    place.fupan(&["--as", "yi", "confirm", "zhe-gan-canal"]).ends(0);
    assert_eq!((&shown()[0]["confirmed"], &shown()[0]["recorded_by"]), (&true.into(), &"clerk".into()));
    place.fupan(&["--as", "yi", "refuse", "zhe-gan-canal", "--note", "我没有这样说"]).ends(0);
    assert_eq!(shown(), serde_json::json!([]));
    let text = place.fupan(&["show", "zhe-gan-canal"]).ends(0).out;
    assert!(text.contains("yi 否认代记的评审：我没有这样说"), "{text}");
    place.fupan(&mark("revise")).ends(0);
    assert_eq!(place.json("show", &["show", "zhe-gan-canal"])["item"]["verdict"], "revise");
}

/// Has the title of the canal read otherwise in the file.
fn retitle(place: &Place, from: &str, to: &str) {
    place.replace("plans/5-ports.toml", &format!("zh = \"{from}\""), &format!("zh = \"{to}\""));
}

#[test]
fn a_mark_is_suspect_where_what_is_above_its_item_changed() {
    let place = Place::new();
    place.replace("plans/strategy.toml", "commit    = \"ask\"", "suspect = \"parents\"");
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
    let suspect = || place.json("show", &["show", "zhe-gan-canal"])["item"]["marks"][0]["suspect"].clone();
    assert_eq!(suspect(), Value::Null);
    retitle(&place, "谋划重大交通基础设施", "谋划重大基础设施");
    assert_eq!(suspect(), "ports/plan-infrastructure");
    let shown = |lang| place.fupan(&["--lang", lang, "show", "zhe-gan-canal"]).ends(0).out;
    assert!(shown("zh").contains("上级“谋划重大基础设施”的文字与评审时不同"), "{}", shown("zh"));
    let english = shown("en");
    assert!(
        english.contains("the wording of “Planning major transport infrastructure” above it"),
        "{english}"
    );
    let list = |query: &str| place.fupan(&["list", query]).ends(0).out;
    assert!(list("zhe-gan-canal").contains("jia✓^"), "{}", list("zhe-gan-canal"));
    assert!(english.contains("^  jia") && !english.contains("wording changed since"), "{english}");
    let found = |query| place.json("list", &["list", query])["items"].as_array().unwrap().len();
    assert_eq!((found("stale:above"), found("stale:above by:jia")), (1, 1));
    assert!(list("stale:yes").is_empty() && list("变更:是").is_empty(), "{}", list("stale:yes"));
    let jia = place.json("status", &["status"])["reviewers"][0].clone();
    assert_eq!((&jia["suspect"], &jia["stale"]), (&1.into(), &0.into()));
    let left = |who| place.fupan(&["list", &format!("todo:{who} zhe-gan-canal")]).ends(0).out;
    assert!(left("jia").contains("zhe-gan-canal"), "{}", left("jia"));
    assert_eq!(place.json("show", &["show", "zhe-gan-canal"])["item"]["verdict"], "approved");
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
    assert_eq!((suspect(), left("jia").contains("zhe-gan-canal")), (Value::Null, false));
}

#[test]
fn marks_hold_on_where_only_words_changed() {
    let place = Place::new();
    let shown = || place.json("show", &["show", "zhe-gan-canal"])["item"].clone();
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
    let unchanged = place.fupan(&["--as", "yi", "carry", "zhe-gan-canal"]).ends(3);
    assert!(unchanged.errors.contains("没有因文字变更而不算数的评审"), "{}", unchanged.errors);
    retitle(&place, "浙赣运河", "浙赣三运河");
    let figure = place.fupan(&["--as", "yi", "carry", "zhe-gan-canal"]).ends(3);
    assert!(
        figure.errors.contains("多了数字“三”") && figure.errors.contains("什么也没有记"),
        "{}",
        figure.errors
    );
    retitle(&place, "浙赣三运河", "浙赣大运河");
    assert_eq!(shown()["marks"][0]["stale"], true);
    let carried = place.json("carry", &["--as", "yi", "carry", "zhe-gan-canal", "--note", "改名"]);
    assert_eq!(
        (&carried["facts"][0]["kind"], &carried["facts"][0]["text"]),
        (&"carry".into(), &"改名".into())
    );
    let item = shown();
    assert_eq!((&item["marks"][0]["stale"], &item["verdict"]), (&false.into(), &"approved".into()));
    assert_eq!(item["marks"][0]["carried_by"], serde_json::json!(["yi"]));
    assert_eq!((&item["carries"][0]["state"], &item["carries"][0]["by"]), (&"holds".into(), &"yi".into()));
    let sheet = place.fupan(&["show", "zhe-gan-canal"]).ends(0).out;
    assert!(sheet.contains("yi 认定只改了文字") && sheet.contains("其中 1 沿用"), "{sheet}");
    place.fupan(&["--as", "jia", "refuse", "zhe-gan-canal"]).ends(0);
    assert_eq!(shown()["marks"][0]["stale"], true);
    let again = place.fupan(&["--as", "yi", "carry", "zhe-gan-canal"]).ends(3);
    assert!(again.errors.contains("jia 不同意"), "{}", again.errors);
}

#[test]
fn a_change_of_wording_waits_for_the_roles_that_the_verdict_requires() {
    let place = Place::new();
    place.replace(
        "plans/strategy.toml",
        "cite",
        "[verdict]\nrequired = [\"chair\"]\n[[reviewer]]\nid = \"jia\"\nrole = \"chair\"\n[[reviewer]]\nid = \"yi\"\n[other]\ncite",
    );
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
    retitle(&place, "浙赣运河", "浙赣大运河");
    let waits = place.fupan(&["--as", "yi", "carry", "zhe-gan-canal"]).ends(0);
    assert!(waits.errors.contains("须经 chair 确认"), "{}", waits.errors);
    let shown = || place.json("show", &["show", "zhe-gan-canal"])["item"].clone();
    assert_eq!(shown()["carries"][0]["waits_for"], serde_json::json!(["chair"]));
    assert_eq!(shown()["marks"][0]["stale"], true);
    place.fupan(&["--as", "yi", "confirm", "zhe-gan-canal"]).ends(3);
    place.fupan(&["--as", "jia", "confirm", "zhe-gan-canal"]).ends(0);
    assert_eq!(shown()["marks"][0]["stale"], false);
}

#[test]
fn what_a_required_role_refuses_is_waited_for_no_longer() {
    let place = Place::in_git();
    let reviewer = |id: &str, role: &str| format!("[[reviewer]]\nid = \"{id}\"\nrole = \"{role}\"\n");
    let [jia, yi, bing] =
        [("jia", "chair"), ("yi", "clerk"), ("bing", "chair")].map(|(id, role)| reviewer(id, role));
    let rules = ["[verdict]\nrequired = [\"chair\"]\n", &jia, &yi, "[other]\ncite"].concat();
    place.replace("plans/strategy.toml", "cite", &rules);
    place.fupan(&["--as", "yi", "mark", "zhe-gan-canal", "approved"]).ends(0);
    retitle(&place, "浙赣运河", "浙赣大运河");
    place.fupan(&["--as", "yi", "carry", "zhe-gan-canal", "--note", "改名"]).ends(0);
    place.fupan(&["--as", "jia", "refuse", "zhe-gan-canal", "--note", "是另一条河"]).ends(0);
    let sheet = || place.fupan(&["show", "zhe-gan-canal"]).ends(0).out;
    let said = sheet();
    assert!(said.contains("yi 声明只改了文字，jia 不同意") && !said.contains("待 chair"), "{said}");
    assert!(
        said.contains("yi 声明只改了文字：改名") && said.contains("jia 不同意只改了文字：是另一条河"),
        "{said}"
    );
    for by in ["jia", "yi"] {
        let again = place.fupan(&["--as", by, "carry", "zhe-gan-canal"]).ends(3);
        assert!(again.errors.contains("jia 不同意这是只改文字"), "{}", again.errors);
    }
    place.git(&["add", "-A"]);
    place.git(&["commit", "-q", "-m", "Recorded"]);
    let log = place.fupan(&["log", "zhe-gan-canal"]).ends(0).out;
    assert!(log.contains("声明只改了文字：改名") && log.contains("代记或声明的：是另一条河"), "{log}");
    // Somebody else in that role may still confirm it.
    place.replace("plans/strategy.toml", "[other]", &[&bing, "[other]"].concat());
    let said = sheet();
    assert!(said.contains("yi 声明只改了文字，待 chair 确认，jia 不同意"), "{said}");
    place.fupan(&["--as", "bing", "confirm", "zhe-gan-canal"]).ends(0);
    assert_eq!(place.json("show", &["show", "zhe-gan-canal"])["item"]["marks"][0]["stale"], false);
}

#[test]
fn what_was_agreed_long_ago_is_taken_over_without_anybodys_mark() {
    let place = Place::new();
    place.fupan(&["--as", "yi", "mark", "urban-rail", "approved"]).ends(0);
    let adopt = ["--as", "jia", "adopt", "--until", "2020-11-30", "--text", "市委全会决定", "area:ports"];
    let adopted = place.json("adopt", &adopt);
    let facts = adopted["facts"].as_array().unwrap();
    assert_eq!(facts.len(), 22, "what somebody marked is left alone");
    assert!(facts.iter().all(|fact| fact["kind"] == "adopt" && fact["text"] == "市委全会决定"));
    let canal = || place.json("show", &["show", "zhe-gan-canal"])["item"].clone();
    assert_eq!((&canal()["verdict"], &canal()["baseline"]["adopted"]), (&"open".into(), &true.into()));
    let total = place.json("status", &["status"])["total"].clone();
    assert_eq!((&total["adopted"], &total["reviewed"]), (&22.into(), &1.into()));
    let found = place.json("list", &["list", "status:基线", "area:ports"])["items"].clone();
    let found = found.as_array().unwrap().iter().filter(|entry| entry["kind"] != "area").count();
    assert_eq!(found, 22);
    let sheet = place.fupan(&["show", "zhe-gan-canal"]).ends(0).out;
    assert!(sheet.contains("基线：2020-11-30 前已定（由 jia 录入）"), "{sheet}");
    assert!(sheet.contains("依据：市委全会决定"), "{sheet}");
    place.fupan(&adopt).ends(3);
    retitle(&place, "浙赣运河", "浙赣大运河");
    assert_eq!(
        (&canal()["baseline"]["adopted"], &canal()["baseline"]["changed"]),
        (&false.into(), &true.into())
    );
    let sheet = place.fupan(&["show", "zhe-gan-canal"]).ends(0).out;
    assert!(sheet.contains("基线之后文字已变更") && sheet.contains("{+大+}"), "{sheet}");
    // By name also what somebody marked.
    place.fupan(&["--as", "jia", "adopt", "--until", "2020-11-30", "zhe-gan-canal", "urban-rail"]).ends(0);
    assert_eq!(canal()["baseline"]["adopted"], true);
    let bad = place.fupan(&["--as", "jia", "adopt", "--until", "2020-13-01"]).ends(2);
    assert!(bad.errors.contains("不是日期") && bad.errors.contains("什么也没有记"), "{}", bad.errors);
}

#[test]
fn nobody_records_for_somebody_the_plan_does_not_list() {
    let place = Place::new();
    place.replace(
        "plans/strategy.toml",
        "cite",
        "[[reviewer]]\nid = \"jia\"\n[[reviewer]]\nid = \"yi\"\n[other]\ncite",
    );
    for (named, said) in [("bing", "jia"), ("a.b", "a.b")] {
        let refused = place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved", "--for", named]);
        assert!(refused.status == 2 && refused.errors.contains(said), "{refused:?}");
    }
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved", "--for", "yi"]).ends(0);
}

#[test]
fn several_items_at_once_are_recorded_as_what_they_are() {
    let place = Place::new();
    let refused = place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "urban-rail", "approved"]).ends(2);
    assert!(refused.errors.contains("--unseen"), "{}", refused.errors);
    assert!(!place.path("plans/reviews").exists(), "nothing is recorded");
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "urban-rail", "approved", "--unseen"]).ends(0);
    let mark = place.json("show", &["show", "urban-rail"])["item"]["marks"][0].clone();
    assert_eq!(mark["bulk"], serde_json::json!({ "count": 2, "unseen": true }));
    let text = place.fupan(&["show", "urban-rail"]).out;
    assert!(text.contains("与另外 1 项一次记下，没有在屏幕上看过"), "{text}");
    place.fupan(&["--as", "jia", "mark", "urban-rail", "approved", "--unseen"]).ends(0);
    let mark = place.json("show", &["show", "urban-rail"])["item"]["marks"][0].clone();
    assert_eq!(mark["bulk"], serde_json::Value::Null, "one is no bulk");
}

#[test]
fn a_name_that_folds_to_a_known_one_is_refused_with_that_one() {
    let place = Place::new();
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
    for arguments in [
        &["--as", "JIA", "mark", "zhe-gan-canal", "revise"][..],
        &["--as", "ｊｉａ", "note", "zhe-gan-canal", "x"],
        &["--as", "yi", "mark", "zhe-gan-canal", "revise", "--for", "Jia"],
        &["--as", "yi", "note", "zhe-gan-canal", "x", "--for", "Jia"],
    ] {
        let refused = place.fupan(arguments).ends(2);
        assert!(refused.errors.contains("“jia”"), "{}", refused.errors);
        assert_eq!(place.json("error", arguments)["code"], "looks-like");
    }
    assert_eq!(place.reviews().len(), 1);
    assert_eq!(place.reviews()[0].1.lines().count(), 5);
}

#[test]
fn a_name_of_a_device_of_windows_makes_no_file() {
    let place = Place::new();
    let arguments = ["--as", "aux", "mark", "zhe-gan-canal", "approved"];
    let refused = place.fupan(&arguments).ends(2);
    assert!(refused.errors.contains("Windows"), "{}", refused.errors);
    assert_eq!(
        (place.json("error", &arguments)["code"].as_str(), place.reviews().len()),
        (Some("unportable-name"), 0)
    );
}
