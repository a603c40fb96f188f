//! `meeting`: from its beginning to one commit, taken back and brought again, on one machine and on two.

use serde_json::json;

use super::place::Place;
use crate::clock;

/// Runs verbs of a meeting as jia, each of which must succeed.
fn hold(place: &Place, verbs: &[&[&str]]) {
    for verb in verbs {
        place.fupan(&[&["--as", "jia", "meeting"], *verb].concat()).ends(0);
    }
}

fn in_git(commit: &str) -> Place {
    let place = Place::in_git();
    place.replace("plans/strategy.toml", "commit    = \"ask\"", &format!("commit    = \"{commit}\""));
    place.git(&["commit", "-qam", "when to commit", "--allow-empty"]);
    place
}

fn commits(place: &Place) -> String {
    place.git(&["rev-list", "--count", "HEAD"]).trim().to_owned()
}

#[test]
fn status_names_the_meeting_that_is_under_way() {
    let place = Place::new();
    let first = |language: &str| {
        let text = place.fupan(&["--lang", language, "status"]).ends(0).out;
        text.lines().nth(1).unwrap_or_default().to_owned()
    };
    assert_eq!(first("zh"), "");
    assert_eq!(place.json("status", &["status"])["meeting"], json!(null));
    hold(&place, &[&["begin", "area:ports", "kind:project", "--title", "评审会"], &["next"]]);
    hold(&place, &[&["outcome", "zhe-gan-canal", "approved"]]);
    let told = place.json("status", &["status"]);
    let left = told["meeting"]["items"].as_array().unwrap().len() - 1;
    assert!(first("zh").starts_with("会议“评审会”（"), "{}", first("zh"));
    assert!(first("zh").ends_with(&format!("正在进行：已定 1 项，还有 {left} 项。")), "{}", first("zh"));
    assert!(first("en").ends_with(&format!(" is under way: 1 decided, {left} left.")), "{}", first("en"));
    assert_eq!((&told["meeting"]["title"], &told["meeting"]["state"]), (&"评审会".into(), &"running".into()));
    hold(&place, &[&["pause"]]);
    assert!(first("zh").ends_with(&format!("休会中：已定 1 项，还有 {left} 项。")), "{}", first("zh"));
    hold(&place, &[&["end"]]);
    assert_eq!(first("zh"), "");
}

#[test]
fn a_whole_meeting_is_one_commit() {
    let due = clock::day_after(8);
    for commit in ["each", "ask", "on-quit"] {
        let place = in_git(commit);
        let begun = place.json(
            "meeting-recorded",
            &[
                "--as",
                "jia",
                "meeting",
                "begin",
                "area:ports",
                "kind:project",
                "--title",
                "评审会",
                "--present",
                "甲、乙，丙",
                "--minutes",
                "10",
                "--planned",
                "60",
                "--place",
                "三楼",
                "--chair",
                "jia",
            ],
        );
        assert_eq!((&begun["facts"][0]["kind"], &begun["commit"]), (&"meeting".into(), &json!(null)));
        hold(&place, &[&["next"], &["agenda", "zhe-gan-canal"], &["item", "zhe-gan-canal"]]);
        let now = place.json("meeting", &["meeting"]);
        assert_eq!((&now["state"], &now["on_the_table"]), (&"running".into(), &"ports/zhe-gan-canal".into()));
        assert_eq!((&now["present"], &now["planned"]), (&json!(["甲", "乙", "丙"]), &60.into()));
        let first = &now["items"][0];
        assert_eq!((&first["id"], &first["planned"]), (&"ports/zhe-gan-canal".into(), &10.into()));
        let text = place.fupan(&["meeting"]).ends(0).out;
        assert!(text.contains("出席：甲、乙、丙") && text.contains("正在议"), "{text}");
        hold(
            &place,
            &[
                &["outcome", "zhe-gan-canal", "通过", "--votes", "2:1", "--text", "原则同意。"],
                &["action", "核对口径", "--item", "zhe-gan-canal", "--owner", "市交通局", "--due", &due],
                &["park", "urban-rail", "--text", "等批复"],
                &["present", "甲，乙"],
                &["pause"],
                &["resume"],
            ],
        );
        assert_eq!(commits(&place), "2", "{commit}");
        let ended = place.json("meeting-recorded", &["--as", "jia", "meeting", "end"]);
        assert_eq!(ended["commit"]["facts"], 12, "{commit}");
        assert_eq!(commits(&place), "3");
        let message = place.git(&["show", "-s", "--format=%B"]);
        assert!(message.starts_with("会议“评审会”（"), "{message}");
        assert!(
            message.contains("）：通过 1；交办 1 项\n\n议程：\n1. 浙赣运河（ports/zhe-gan-canal）"),
            "{message}"
        );
        assert_eq!(place.json("error", &["--as", "jia", "meeting", "end"])["code"], "no-meeting");
        let item = place.json("show", &["show", "zhe-gan-canal"]);
        assert_eq!(item["item"]["verdict"], "approved");
        assert_eq!(item["item"]["outcomes"][0]["votes"], json!({ "yes": 2, "no": 1, "abstain": 0 }));
        let sheet = place.fupan(&["show", "zhe-gan-canal"]).ends(0).out;
        assert!(sheet.contains("结论  会议 ") && sheet.contains(" 通过 (2:1)"), "{sheet}");
        let told = place.fupan(&["log", "zhe-gan-canal"]).ends(0).out;
        assert!(told.contains("会议结论：通过 (2:1)"), "{told}");
    }
}

#[test]
fn a_plan_that_never_commits_or_is_in_no_repository_ends_its_meetings_all_the_same() {
    let place = in_git("never");
    hold(&place, &[&["begin", "area:ports"], &["end"]]);
    assert_eq!(commits(&place), "2");
    let place = Place::new();
    hold(&place, &[&["begin", "area:ports"], &["end"]]);
    // Marks outside of a meeting are committed one by one as before.
    let place = in_git("each");
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
    assert_eq!(commits(&place), "3");
}

#[test]
fn where_the_strategy_wants_it_the_end_publishes_what_was_decided() {
    let place = Place::in_git();
    place.replace(
        "plans/strategy.toml",
        "commit    = \"ask\"",
        "commit    = \"ask\"\npublish   = \"meeting\"",
    );
    place.git(&["commit", "-qam", "publish at meetings"]);
    hold(&place, &[&["begin", "zhe-gan-canal"], &["outcome", "zhe-gan-canal", "approved"]]);
    assert!(!place.read("plans/5-ports.toml").contains("review = \"approved\""));
    hold(&place, &[&["end"]]);
    let text = place.read("plans/5-ports.toml");
    assert_eq!(
        text.lines().filter(|line| line.starts_with("review") && line.contains("approved")).count(),
        1
    );
    assert_eq!(commits(&place), "4", "one of the meeting, one of what was published");
}

#[test]
fn taken_back_a_meeting_decides_nothing_and_brought_again_it_does() {
    let place = Place::new();
    hold(
        &place,
        &[
            &["begin", "zhe-gan-canal"],
            &["outcome", "zhe-gan-canal", "approved"],
            &["action", "核对口径"],
            &["end"],
        ],
    );
    let verdict = || place.json("show", &["show", "zhe-gan-canal"])["item"]["verdict"].clone();
    let lines = || place.reviews().iter().map(|(_, text)| text.lines().count()).sum::<usize>();
    let recorded = lines();
    assert_eq!(verdict(), "approved");
    let other = place.fupan(&["--as", "yi", "meeting", "undo"]).ends(3);
    assert!(other.errors.contains("jia") && other.errors.contains("什么也没有记"), "{}", other.errors);
    let undone = place.fupan(&["--as", "jia", "meeting", "undo"]).ends(0);
    assert!(undone.out.contains("1 个结论、1 项交办、0 项搁置"), "{}", undone.out);
    assert_eq!((verdict(), lines()), ("open".into(), recorded + 1));
    assert_eq!(place.json("actions", &["actions"])["actions"], json!([]));
    assert_eq!(place.json("error", &["minutes"])["code"], "no-meeting");
    place.fupan(&["--as", "jia", "meeting", "redo"]).ends(0);
    assert_eq!((verdict(), lines()), ("approved".into(), recorded + 2));
    assert_eq!(place.json("error", &["--as", "jia", "meeting", "redo"])["code"], "no-meeting");
    place.fupan(&["--as", "jia", "meeting", "undo"]).ends(0);
    assert_eq!(verdict(), "open");
}

#[test]
fn actions_are_listed_until_they_are_done() {
    let place = Place::new();
    hold(
        &place,
        &[
            &["begin", "zhe-gan-canal"],
            &["action", "会后通报"],
            &[
                "action",
                "核对口径",
                "--item",
                "zhe-gan-canal",
                "--owner",
                "市交通局，市港航中心",
                "--due",
                "2020-12-01",
                "--yes",
            ],
        ],
    );
    let open = place.json("actions", &["actions"]);
    assert_eq!(
        (&open["actions"][0]["text"], &open["actions"][0]["overdue"]),
        (&"核对口径".into(), &true.into())
    );
    assert_eq!(open["actions"][0]["owner"], json!(["市交通局", "市港航中心"]));
    assert!(place.fupan(&["actions"]).ends(0).out.starts_with("已逾期  2020-12-01  核对口径"));
    let id = open["actions"][0]["id"].as_str().unwrap();
    let end = id.get(id.len() - 6..).unwrap();
    hold(&place, &[&["done", end, "已核对"]]);
    assert_eq!(place.json("actions", &["actions"])["actions"].as_array().unwrap().len(), 1);
    assert_eq!(place.json("actions", &["actions", "--all"])["actions"].as_array().unwrap().len(), 2);
    assert_eq!(place.json("error", &["--as", "jia", "meeting", "done", end])["code"], "done-already");
    hold(&place, &[&["done", end, "--reopen"]]);
    assert_eq!(place.json("actions", &["actions"])["actions"].as_array().unwrap().len(), 2);
}

#[test]
fn what_cannot_be_is_said_and_nothing_is_recorded() {
    let place = Place::new();
    let refused = |arguments: &[&str], code: &str| {
        let read = place.json("error", &[&["--as", "jia", "meeting"], arguments].concat());
        assert_eq!(read["code"], code, "{arguments:?}: {read}");
    };
    refused(&["begin"], "empty-agenda");
    refused(&["begin", "--since-last"], "no-meeting");
    refused(&["begin", "area:ports", "--minutes", "viel"], "arguments");
    refused(&["next"], "no-meeting");
    refused(&["undo"], "no-meeting");
    refused(&["outcome", "zhe-gan-canal", "approved", "--meeting", "NONE"], "unknown-meeting");
    assert_eq!(place.reviews().len(), 0);
    hold(&place, &[&["begin", "zhe-gan-canal", "--title", "评审会"]]);
    refused(&["begin", "area:ports"], "meeting-under-way");
    refused(&["outcome", "zhe-gan-canal", "approved", "--votes", "vier"], "arguments");
    refused(&["outcome", "no-such-item", "approved"], "unknown-item");
    refused(&["action", "x", "--due", "bald"], "arguments");
    refused(&["nexxt"], "no-verb");
    refused(&["resume"], "meeting-state");
    refused(&["next"], "nothing-waiting");
    assert_eq!(place.reviews()[0].1.lines().count(), 6);
    hold(&place, &[&["begin", "area:ports", "--another"], &["end"], &["end"]]);
    refused(&["end"], "no-meeting");
    let day = place.json("meetings", &["meeting"])["meetings"][0]["begun"].as_str().unwrap().to_owned();
    refused(&["show", day.get(..10).unwrap()], "several-meetings");
    // Outcomes can be put right after the end, and the meeting can go on.
    let last = place.json("meetings", &["meeting", "list"])["meetings"][1]["id"].as_str().unwrap().to_owned();
    refused(&["end", "--meeting", &last], "meeting-ended");
    refused(&["next", "--meeting", &last], "meeting-ended");
    refused(&["item", "zhe-gan-canal", "--meeting", &last], "meeting-ended");
    hold(&place, &[&["outcome", "zhe-gan-canal", "revise", "--meeting", &last]]);
    assert_eq!(place.json("show", &["show", "zhe-gan-canal"])["item"]["verdict"], "revise");
    hold(&place, &[&["resume", "--meeting", &last]]);
    assert_eq!(place.json("meeting", &["meeting"])["id"], last.as_str());
}

/// The clock runs for an item from the beginning, and for whatever is decided on.
#[test]
fn what_is_begun_with_and_what_is_decided_on_comes_to_the_table_as_on_the_screen() {
    let place = Place::new();
    hold(&place, &[&["begin", "area:ports", "kind:project", "--minutes", "０"]]);
    let now = || place.json("meeting", &["meeting"]);
    assert_eq!(now()["on_the_table"], now()["items"][0]["id"]);
    assert_eq!(now()["items"][0]["planned"], 0);
    hold(&place, &[&["outcome", "urban-rail", "approved", "--votes", "４-1"]]);
    assert_eq!(now()["on_the_table"], "ports/urban-rail");
    let decided = || place.json("show", &["show", "urban-rail"])["item"]["outcomes"].clone();
    assert_eq!(decided()[0]["votes"], json!({ "yes": 4, "no": 1, "abstain": 0 }));
    // What is put right while nothing runs puts nothing on the table.
    hold(&place, &[&["pause"], &["outcome", "zhe-gan-canal", "approved", "--yes"]]);
    assert_eq!(now()["on_the_table"], "ports/urban-rail");
    let this_year = clock::begin().year();
    let next_year = this_year + 1;
    let in_chinese = format!("{next_year}年1月5日");
    hold(&place, &[&["action", "核对", "--due", &in_chinese], &["action", "通报", "--due", "12-31"]]);
    let due = [0, 1].map(|action| now()["actions"][action]["due"].clone());
    assert_eq!(due, [format!("{next_year}-01-05"), format!("{this_year}-12-31")]);
}

/// The signs are those of the screen: `»` put off, `>` on the table, `-` discussed, none while it waits.
#[test]
fn the_agenda_is_told_with_the_signs_of_the_screen() {
    let place = Place::new();
    let items = ["network", "urban-rail", "zhe-gan-canal", "national-highway-351"];
    hold(&place, &[&["begin", "area:ports"], &[&["agenda"], &items[..]].concat()]);
    hold(
        &place,
        &[&["item", items[0]], &["park", items[1]], &["outcome", items[2], "approved"], &["item", items[3]]],
    );
    let text = place.fupan(&["meeting"]).ends(0).out;
    let agenda = text.lines().skip_while(|line| !line.is_empty()).skip(1);
    insta::assert_snapshot!("agenda-signs", agenda.take(5).collect::<Vec<_>>().join("\n"));
}

#[test]
fn what_is_decided_is_not_put_off_as_well() {
    let place = Place::new();
    hold(&place, &[&["begin", "zhe-gan-canal"], &["outcome", "zhe-gan-canal", "approved"]]);
    let recorded = place.reviews();
    let refused = place.json("error", &["--as", "jia", "meeting", "park", "zhe-gan-canal"]);
    assert_eq!(refused["code"], "decided-already");
    assert_eq!(place.reviews(), recorded);
}

/// With two meetings under way, everybody records in their own, and the answer says which one it is.
#[test]
fn of_two_meetings_under_way_the_answer_names_the_one_that_was_meant() {
    let place = Place::new();
    let meeting = |who: &str, arguments: &[&str]| {
        place.fupan(&[&["--as", who, "meeting"], arguments].concat()).ends(0).out
    };
    meeting("jia", &["begin", "zhe-gan-canal", "--title", "甲会"]);
    assert!(!meeting("jia", &["pause"]).contains("甲会"), "there is no other");
    meeting("yi", &["begin", "urban-rail", "--title", "乙会", "--another"]);
    for (who, own, other) in [("jia", "甲会", "乙会"), ("yi", "乙会", "甲会")] {
        let said = meeting(who, &["present", "丙"]);
        assert!(said.contains(own) && !said.contains(other), "{said}");
        assert!(meeting(who, &[]).contains(own));
    }
}

/// Marks and notes of somebody who takes part in a running meeting are part of it, as on its screen.
#[test]
fn what_is_recorded_while_a_meeting_runs_belongs_to_it() {
    let place = Place::new();
    let record =
        |who: &str, arguments: &[&str]| place.fupan(&[&["--as", who], arguments].concat()).ends(0).out;
    hold(&place, &[&["begin", "zhe-gan-canal", "--title", "评审会"]]);
    assert!(record("jia", &["mark", "zhe-gan-canal", "approved"]).contains("会议“评审会”"));
    assert!(record("jia", &["note", "zhe-gan-canal", "口径待核"]).contains("会议“评审会”"));
    assert!(record("jia", &["mark", "urban-rail", "revise", "--note", "再议"]).contains("会议“评审会”"));
    // Who sits elsewhere goes on with their own review.
    assert!(!record("yi", &["mark", "zhe-gan-canal", "rejected"]).contains("会议"));
    hold(&place, &[&["pause"]]);
    assert!(!record("jia", &["note", "zhe-gan-canal", "休会时说的"]).contains("会议"));
    hold(&place, &[&["end"]]);
    assert!(!record("jia", &["note", "zhe-gan-canal", "会后说的"]).contains("会议"));
    let items = &place.json("meeting", &["meeting", "show"])["items"];
    let said = |at: usize| (items[at]["marks"].clone(), items[at]["notes"].clone());
    let (marks, notes) = said(0);
    assert_eq!((marks.as_array().unwrap().len(), &marks[0]["by"]), (1, &json!("jia")));
    assert_eq!((notes.as_array().unwrap().len(), &notes[0]["text"]), (1, &json!("口径待核")));
    let (marks, notes) = said(1);
    assert_eq!((&marks[0]["status"], &notes[0]["text"]), (&json!("revise"), &json!("再议")));
}

#[test]
fn two_meetings_of_one_day_are_told_apart_by_time_and_title() {
    let mut place = Place::new();
    for (time, title) in [("09:00", "上午会"), ("14:30", "下午会")] {
        place.set("FUPAN_NOW", &format!("2026-11-23T{time}:00+08:00"));
        hold(&place, &[&["begin", "zhe-gan-canal", "--title", title], &["end"]]);
    }
    let refused = place.fupan(&["minutes", "2026-11-23", "--lang", "zh"]).ends(2);
    let lines: Vec<&str> = refused.errors.lines().collect();
    for (time, title) in [("09:00", "上午会"), ("14:30", "下午会")] {
        let line = lines.iter().find(|line| line.contains(title)).unwrap();
        assert!(line.contains(&format!("2026-11-23 {time}")), "{refused:?}");
        let id = line.trim().split("  ").next().unwrap();
        assert!(place.fupan(&["minutes", id, "--lang", "zh"]).ends(0).out.contains(title));
    }
    let refused = place.json("error", &["minutes", "2026-11-23"]);
    let meetings = place.json("meetings", &["meeting", "list"]);
    let ids = [1, 0].map(|at| meetings["meetings"][at]["id"].clone());
    assert_eq!(refused["candidates"], json!(ids));
}

#[test]
fn what_two_meetings_of_one_day_did_to_an_item_is_told_apart_on_the_item() {
    let mut place = Place::new();
    for (time, more) in [("09:00", &["--title", "上午会"][..]), ("14:30", &[])] {
        place.set("FUPAN_NOW", &format!("2026-11-23T{time}:00+08:00"));
        let begin = [&["begin", "area:ports"], more].concat();
        hold(
            &place,
            &[
                &begin,
                &["park", "urban-rail"],
                &["outcome", "zhe-gan-canal", "revise"],
                &["action", "核对口径", "--item", "urban-rail", "--owner", "市交通局"],
                &["end"],
            ],
        );
    }
    let shown = |item| place.fupan(&["show", item, "--lang", "zh"]).ends(0).out;
    let rail = shown("urban-rail");
    for meeting in ["会议 11-23（上午会）", "会议 11-23（14:30）"] {
        for what in [" 搁置", " 交办：核对口径"] {
            assert_eq!(rail.matches(&format!("{meeting}{what}")).count(), 1, "{meeting}{what}: {rail}");
        }
    }
    let canal = shown("zhe-gan-canal");
    assert!(canal.contains("11-23（14:30）"), "{canal}");
}

#[test]
fn an_id_among_others_that_no_item_has_is_named() {
    let place = Place::new();
    for arguments in [
        &["meeting", "begin", "ports/zhe-gan-canal", "ports/nowhere"][..],
        &["adopt", "--until", "2020-11-30", "ports/zhe-gan-canal", "ports/nowhere"],
    ] {
        let ran = place.fupan(&[&["--as", "jia"], arguments].concat()).ends(3);
        assert!(ran.errors.contains("ports/nowhere"), "{}", ran.errors);
    }
    let refused = place.json("error", &["show", "ports/zhe-gan-canla", "--lang", "en"]);
    let message = refused["message"].as_str().unwrap();
    assert!(message.contains(": ports/zhe-gan-canal"), "{message}");
}

#[test]
fn what_a_meeting_did_to_an_item_is_on_the_item() {
    let place = Place::new();
    hold(
        &place,
        &[
            &["begin", "area:ports", "--title", "评审会"],
            &["park", "urban-rail", "--text", "等规划批复"],
            &["action", "核对口径", "--item", "urban-rail", "--owner", "市交通局", "--due", "2099-12-01"],
            &["end"],
        ],
    );
    let shown = place.fupan(&["show", "urban-rail", "--lang", "zh"]).ends(0).out;
    assert!(shown.contains("搁置：等规划批复"), "{shown}");
    assert!(shown.contains("交办：核对口径（市交通局，2099-12-01 前）"), "{shown}");
    let item = &place.json("show", &["show", "urban-rail"])["item"];
    assert_eq!(
        (&item["parked"][0]["text"], &item["actions"][0]["text"]),
        (&json!("等规划批复"), &json!("核对口径"))
    );
    let id = item["actions"][0]["id"].as_str().unwrap();
    hold(&place, &[&["done", id]]);
    let shown = place.fupan(&["show", "urban-rail", "--lang", "en"]).ends(0).out;
    assert!(shown.contains("Done (meeting "), "{shown}");
    assert_eq!(place.json("show", &["show", "urban-rail"])["item"]["actions"][0]["open"], json!(false));
    assert_eq!(place.json("show", &["show", "zhe-gan-canal"])["item"]["parked"], json!([]));
}

#[test]
fn without_a_query_it_is_about_what_changed_or_is_blocked_and_since_the_last_about_what_changed() {
    let place = Place::in_git();
    place.fupan(&["--as", "jia", "mark", "urban-rail", "revise"]).ends(0);
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
    place.fupan(&["--as", "jia", "mark", "quzhou-ningde-railway", "rejected"]).ends(0);
    hold(&place, &[&["begin"]]);
    let agenda = |place: &Place| {
        let items = place.json("meeting", &["meeting"])["items"].clone();
        items.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(agenda(&place), ["ports/quzhou-ningde-railway", "ports/urban-rail"]);
    hold(&place, &[&["end"]]);
    place.replace("plans/5-ports.toml", "连接浙江与江西的运河，处于谋划阶段。", "连接浙江与江西的运河。");
    place.git(&["add", "."]);
    place.git(&["commit", "-qm", "reworded"]);
    hold(&place, &[&["begin", "--title", "下一场"]]);
    let now = agenda(&place);
    assert_eq!(now.len(), 3, "what is stale came to what is blocked: {now:?}");
}

/// Both machines record in the same meeting, and plain git brings together what they know.
#[test]
fn two_clones_run_the_same_meeting() {
    let place = in_git("ask");
    hold(&place, &[&["begin", "area:ports", "--title", "评审会"]]);
    place.fupan(&["commit"]).ends(0);
    place.git(&["clone", "-q", ".", "there"]);
    let there = |arguments: &[&str]| place.fupan_in("there", arguments).ends(0).out;
    place.git(&["-C", "there", "config", "user.name", "Li"]);
    place.git(&["-C", "there", "config", "user.email", "li@example.org"]);
    there(&["--as", "yi", "meeting", "outcome", "urban-rail", "approved"]);
    there(&["--as", "yi", "meeting", "park", "zhe-gan-canal"]);
    there(&["commit"]);
    hold(
        &place,
        &[&["outcome", "zhe-gan-canal", "approved"], &["outcome", "urban-rail", "revise"], &["end"]],
    );
    place.git(&["pull", "-q", "--no-rebase", "--no-edit", "there", "main"]);
    place.git(&["-C", "there", "pull", "-q", "--no-rebase", "--no-edit", "origin", "main"]);
    let minutes = place.fupan(&["minutes"]).ends(0).out;
    assert_eq!(there(&["minutes"]), minutes);
    assert!(minutes.contains("- 结果：通过 1、结论不一 1\n"), "{minutes}");
    assert!(
        minutes.contains("- 结论（yi 记）：通过\n") && minutes.contains("- 结论（jia 记）：需修改\n"),
        "{minutes}"
    );
    assert_eq!(place.json("show", &["show", "urban-rail"])["item"]["verdict"], "split");
    // One of them settles it for both.
    hold(
        &place,
        &[&[
            "outcome",
            "urban-rail",
            "revise",
            "--meeting",
            place.json("meetings", &["meeting"])["meetings"][0]["id"].as_str().unwrap(),
        ]],
    );
    assert_eq!(place.json("show", &["show", "urban-rail"])["item"]["verdict"], "revise");
}

/// What was decided on an item that the plan loses stays in the minutes, in its wording of then.
#[test]
fn an_outcome_on_an_item_that_vanished_keeps_its_wording() {
    let place = Place::new();
    hold(&place, &[&["begin", "zhe-gan-canal"], &["outcome", "zhe-gan-canal", "approved"], &["end"]]);
    place.replace("plans/5-ports.toml", "\"zhe-gan-canal\"", "\"another-canal\"");
    place.replace("plans/5-ports.toml", "浙赣运河", "另一条运河");
    let minutes = place.fupan(&["minutes"]).ends(0).out;
    assert!(
        minutes.contains("### 1 浙赣运河\n\n现在的计划中已没有这一项，原编号 ports/zhe-gan-canal。"),
        "{minutes}"
    );
    assert!(minutes.contains("> - 说明：连接浙江与江西的运河，处于谋划阶段。"), "{minutes}");
    assert!(place.fupan(&["check"]).out.contains("ports/zhe-gan-canal"), "check lists what is about no item");
}
