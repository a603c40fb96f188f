//! `minutes`: a whole one in each language, and the same bytes whatever order the records stand in.

use super::place::Place;

const HEAD: &str = "format = 1\nreviewer = \"jia\"\n\n[facts]\n";

/// A meeting of an afternoon: decided with and without votes, on a wording that was changed since and on an item that is
/// gone, contradicting itself, put off, discussed, and not reached.
const MEETING: &str = r#"01M = { meeting = "begin", title = "十一月*评审*会", agenda = ["ports/zhe-gan-canal", "ports/urban-rail", "ports/quzhou-ningde-railway", "ports/gone", "ports/national-highway-351", "ports/network"], present = ["甲", "乙", "丙"], place = "三楼会议室", chair = "jia", planned = 60, at = 2026-11-23T14:00:00+08:00 }
01N = { meeting = "item", in = "01M", item = "ports/zhe-gan-canal", at = 2026-11-23T14:02:00+08:00 }
01O = { outcome = "ports/zhe-gan-canal", seen = "1:bbada055ae4f498c709b6269618e10c2", read = { text = { zh = "连接浙江与江西的运河，处于谋划阶段。", en = "A canal between Zhejiang and Jiangxi, at the planning stage." }, title = { zh = "浙赣运河", en = "Zhejiang–Jiangxi canal" } }, in = "01M", status = "approved", votes = { yes = 4, no = 1 }, text = "原则同意，投资数按交通局口径。\n1. 另行报告", at = 2026-11-23T14:09:00+08:00 }
01P = { mark = "ports/zhe-gan-canal", status = "approved", seen = "1:bbada055ae4f498c709b6269618e10c2", for = "yi", in = "01M", at = 2026-11-23T14:10:00+08:00 }
01Q = { note = "ports/zhe-gan-canal", text = "见 [附件](x) 与 <表>", in = "01M", at = 2026-11-23T14:10:30+08:00 }
01R = { action = "ports/zhe-gan-canal", text = "核对口径", owner = ["市交通局", "市港航中心"], due = 2026-12-01, in = "01M", at = 2026-11-23T14:11:00+08:00 }
01S = { meeting = "item", in = "01M", item = "ports/urban-rail", at = 2026-11-23T14:12:00+08:00 }
01T = { park = "ports/urban-rail", in = "01M", text = "等规划批复", at = 2026-11-23T14:15:00+08:00 }
01U = { outcome = "ports/quzhou-ningde-railway", seen = "1:00000000000000000000000000000000", in = "01M", status = "approved", votes = { yes = 2, no = 1, abstain = 2 }, at = 2026-11-23T14:20:00+08:00 }
01V = { outcome = "ports/quzhou-ningde-railway", seen = "1:00000000000000000000000000000000", in = "01M", status = "revise", at = 2026-11-23T14:21:00+08:00 }
01W = { outcome = "ports/gone", seen = "1:bbada055ae4f498c709b6269618e10c2", in = "01M", status = "deferred", at = 2026-11-23T14:25:00+08:00 }
01X = { meeting = "item", in = "01M", item = "ports/national-highway-351", at = 2026-11-23T14:30:00+08:00 }
01Y = { meeting = "pause", in = "01M", at = 2026-11-23T14:40:00+08:00 }
01Z = { meeting = "resume", in = "01M", at = 2026-11-23T14:50:00+08:00 }
02A = { action = "", text = "会后通报", in = "01M", at = 2026-11-23T14:55:00+08:00 }
02B = { meeting = "end", in = "01M", at = 2026-11-23T15:00:00+08:00 }
"#;

fn place(files: &[String]) -> Place {
    let place = Place::new();
    std::fs::create_dir(place.path("plans/reviews")).unwrap();
    for (number, lines) in files.iter().enumerate() {
        place.write(&format!("plans/reviews/jia.aaaaa{number}.toml"), [HEAD, lines].concat());
    }
    // What was decided on was reworded afterwards.
    place.replace(
        "plans/5-ports.toml",
        "连接浙江与江西的运河，处于谋划阶段。",
        "连接浙江与江西的运河，正在建设。",
    );
    place
}

#[test]
fn a_whole_meeting_in_both_languages() {
    let place = place(&[MEETING.to_owned()]);
    for language in ["zh", "en"] {
        let ran = place.fupan(&["minutes", "--lang", language]).ends(0);
        assert_eq!(ran.errors, "");
        insta::assert_snapshot!(format!("minutes-{language}"), ran.out);
    }
}

/// Whoever ended it may have sat in another zone than who began it.
#[test]
fn the_time_is_told_in_one_zone_which_is_named() {
    let ended_elsewhere = MEETING.replace("2026-11-23T15:00:00+08:00", "2026-11-23T07:00:00Z");
    let ran = place(&[ended_elsewhere]).fupan(&["minutes", "--lang", "en"]).ends(0);
    assert!(ran.out.contains("2026-11-23 14:00 to 15:00 (UTC+8), 50 minutes"), "{}", ran.out);
}

#[test]
fn the_order_of_the_records_changes_nothing() {
    let whole = place(&[MEETING.to_owned()]).fupan(&["minutes"]).ends(0).out;
    let lines: Vec<&str> = MEETING.split_inclusive('\n').collect();
    for turn in [1, 5, 11] {
        let mut turned = lines.clone();
        turned.rotate_left(turn);
        turned[turn..].reverse();
        let (some, others) = turned.split_at(turn);
        let other = place(&[some.concat(), others.concat()]);
        assert_eq!(other.fupan(&["minutes"]).ends(0).out, whole, "{turn}");
    }
}

#[test]
fn they_are_written_to_a_file_and_never_over_one_unasked() {
    let place = place(&[MEETING.to_owned()]);
    let printed = place.fupan(&["minutes", "2026-11-23"]).ends(0).out;
    let written = place.fupan(&["minutes", "--output", "纪要.md"]).ends(0);
    assert_eq!((written.out.as_str(), place.read("纪要.md")), ("", printed.clone()));
    assert!(written.errors.contains("纪要.md"), "{}", written.errors);
    place.write("纪要.md", "改过的\n");
    assert!(place.fupan(&["minutes", "--output", "纪要.md"]).ends(3).errors.contains("--force"));
    assert_eq!(place.read("纪要.md"), "改过的\n");
    place.fupan(&["minutes", "--output", "纪要.md", "--force"]).ends(0);
    assert_eq!(place.read("纪要.md"), printed);
    assert_eq!(place.json("error", &["minutes", "--output", "no/such.json"])["code"], "unwritable");
}

#[test]
fn scripts_read_the_same() {
    let place = place(&[MEETING.to_owned()]);
    let read = place.json("minutes", &["minutes"]);
    assert_eq!(
        (&read["id"], &read["state"], &read["seconds"]),
        (&"01M".into(), &"ended".into(), &3000.into())
    );
    let canal = &read["items"][0];
    assert_eq!((&canal["progress"], &canal["outcomes"][0]["votes"]["yes"]), (&"decided".into(), &4.into()));
    assert_eq!(canal["outcomes"][0]["wording"]["title"]["zh"], "浙赣运河");
    assert_eq!((&canal["outcomes"][0]["changed"], &canal["marks"][0]["by"]), (&true.into(), &"yi".into()));
    assert_eq!(
        (&read["items"][2]["contradicting"], &read["items"][3]["in_plan"]),
        (&true.into(), &false.into())
    );
    let progress: Vec<&str> =
        read["items"].as_array().unwrap().iter().map(|it| it["progress"].as_str().unwrap()).collect();
    assert_eq!(progress, ["decided", "parked", "decided", "decided", "discussed", "waiting"]);
    assert_eq!(read["actions"].as_array().unwrap().len(), 2);
}

/// A meeting that no record begins is none, whatever was recorded in it.
#[test]
fn what_names_an_unknown_meeting_counts_for_nothing() {
    let without: String = MEETING.split_inclusive('\n').skip(1).collect();
    let place = place(&[without]);
    assert_eq!(place.json("error", &["minutes"])["code"], "no-meeting");
    assert_eq!(place.json("meetings", &["meeting"])["meetings"], serde_json::json!([]));
    assert_eq!(place.json("show", &["show", "zhe-gan-canal"])["item"]["outcomes"], serde_json::json!([]));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test without a thread fails")]
fn they_go_into_a_pipe_or_through_a_link_without_force() {
    use std::io::Read as _;
    let place = place(&[MEETING.to_owned()]);
    let printed = place.fupan(&["minutes"]).ends(0).out;
    let to_stdout = place.fupan(&["minutes", "--output", "/dev/stdout"]).ends(0);
    assert_eq!(to_stdout.out, printed);
    let mode = rustix::fs::Mode::from_raw_mode(0o600);
    let pipe = place.path("pipe");
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).unwrap();
    let reader = std::thread::spawn(move || {
        let mut text = String::new();
        std::fs::File::open(pipe).unwrap().read_to_string(&mut text).map(|_| text).unwrap()
    });
    place.fupan(&["minutes", "--output", "pipe"]).ends(0);
    assert_eq!(reader.join().unwrap(), printed);
    std::os::unix::fs::symlink("far.md", place.path("link.md")).unwrap();
    place.fupan(&["minutes", "--output", "link.md"]).ends(0);
    assert_eq!(place.read("far.md"), printed);
    assert!(place.path("link.md").is_symlink());
    place.fupan(&["minutes", "--output", "link.md"]).ends(3);
}

#[test]
fn a_form_that_is_not_written_is_refused_with_those_that_are() {
    let place = place(&[MEETING.to_owned()]);
    for (name, format) in [("纪要.docx", "text"), ("x.PDF", "text"), ("x.json", "text"), ("x.md", "json")] {
        let ran = place.fupan(&["minutes", "--output", name, "--format", format]).ends(2);
        let said = if format == "json" { ran.out } else { ran.errors };
        assert!([name, ".md", ".txt", ".json"].iter().all(|part| said.contains(part)), "{said}");
        assert!(!place.path(name).exists());
    }
    for name in ["纪要", "第1.2次纪要", "minutes.2026-12-01", "x.MD", "x.txt"] {
        place.fupan(&["minutes", "--output", name]).ends(0);
    }
    place.fupan(&["minutes", "--output", "x.json", "--format", "json"]).ends(0);
}
