//! `status`: how far the review is, who has yet to look at what, and how it came to be so, day by day.

use serde_json::{Value, json};

use crate::place::Place;

/// A plan in which three are asked and one is not any more. Two of them approved the canal, whose wording then changed;
/// urban rail is settled.
fn reviewed() -> Place {
    let mut place = Place::new();
    let reviewers = [("jia", ""), ("yi", ""), ("ding", "until = 2020-01-01\n")];
    let listed = reviewers.map(|(id, term)| format!("[[reviewer]]\nid = \"{id}\"\n{term}\n"));
    let strategy = place.read("plans/strategy.toml");
    place.write("plans/strategy.toml", strategy + "\n" + &listed.concat());
    place.set_day("2025-11-03");
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "urban-rail", "approved", "--unseen"]).ends(0);
    place.set_day("2025-11-10");
    place.fupan(&["--as", "yi", "mark", "zhe-gan-canal", "urban-rail", "approved", "--unseen"]).ends(0);
    place.set_day("2025-11-11");
    place.fupan(&["--as", "yi", "mark", "four-ports", "discuss", "--note", "口径待核"]).ends(0);
    place.replace("plans/5-ports.toml", "连接浙江与江西的运河", "连通浙江、江西的运河");
    place
}

#[test]
fn it_tells_who_has_yet_to_look_at_what_and_how_far_it_was_day_by_day() {
    let place = reviewed();
    let text = place.fupan(&["status"]).ends(0).out;
    let told: Vec<&str> = text.lines().skip_while(|line| !line.starts_with("还要看")).collect();
    insta::assert_snapshot!(told.join("\n"), @"
    还要看的条目
    jia  148  在先行省建设中彰显作为、忠实践行“八八战略”、奋力打造“重要窗口”，还有 145 条
    yi   147  在先行省建设中彰显作为、忠实践行“八八战略”、奋力打造“重要窗口”，还有 144 条
    查某人还要看的全部条目：fupan list todo:jia

    逐日        未评  基线  在评  已变更  已定
    2025-11-11   146     0     1       1     1  █▒~·····················
    2025-11-10   147     0     0       1     1  █~······················
    2025-11-03   147     0     1       1     0  ▒~······················

    计划目录不在 git 仓库里。
    ");
    let english = place.fupan(&["--lang", "en", "status"]).ends(0).out;
    let told: Vec<&str> = english.lines().skip_while(|line| !line.starts_with("Still")).collect();
    insta::assert_snapshot!(told.join("\n"), @"
    Still to be looked at
    jia  148  Playing a full part in the pioneering province, Carrying out the “Double Eight Strategy”, Building the “Important Window” and 145 more
    yi   147  Playing a full part in the pioneering province, Carrying out the “Double Eight Strategy”, Building the “Important Window” and 144 more
    Everything one of them has yet to look at: fupan list todo:jia

    Day by day  unreviewed  baseline  in review  changed  settled
    2025-11-11         146         0          1        1        1  █▒~·····················
    2025-11-10         147         0          0        1        1  █~······················
    2025-11-03         147         0          1        1        0  ▒~······················

    The plan is in no git repository.
    ");
}

#[test]
fn each_item_is_at_one_step_everywhere() {
    let place = reviewed();
    let status = place.json("status", &["status"]);
    let steps = |counts: &Value| {
        let step = |name: &str| counts[name].as_u64().unwrap();
        assert_eq!(
            ["unreviewed", "adopted", "in_review", "stale", "settled"].map(step).iter().sum::<u64>(),
            counts["items"].as_u64().unwrap_or(149),
            "{counts}"
        );
        [step("in_review"), step("stale"), step("settled")]
    };
    assert_eq!(steps(&status["total"]), [1, 1, 1]);
    assert_eq!(steps(&status["areas"][4]), [1, 1, 1]);
    for reviewer in status["reviewers"].as_array().unwrap() {
        steps(reviewer);
        assert_eq!(reviewer["areas"].as_array().unwrap().iter().map(steps).count(), 8);
    }
    let days = status["days"].as_array().unwrap();
    let told: Vec<(&str, [u64; 3])> =
        days.iter().map(|day| (day["day"].as_str().unwrap(), steps(day))).collect();
    // The canal counts as what it is on the wording of today, also on the day on which it said something else.
    let expected = [("2025-11-03", [1, 1, 0]), ("2025-11-10", [0, 1, 1]), ("2025-11-11", [1, 1, 1])];
    assert_eq!(told, expected);
}

#[test]
fn what_is_left_is_what_the_query_finds() {
    let place = reviewed();
    let status = place.json("status", &["status"]);
    for (at, who, left) in [(0, "jia", 148), (1, "yi", 147), (2, "ding", 149)] {
        let reviewer = &status["reviewers"][at];
        let found = place.json("list", &["list", &format!("todo:{who}")]);
        let items = found["items"].as_array().unwrap().iter().filter(|item| item["kind"] != "area");
        let ids: Vec<&Value> = items.map(|item| &item["id"]).collect();
        assert_eq!(json!(ids), reviewer["left"], "{who}");
        assert_eq!((ids.len(), &reviewer["asked"]), (left, &json!(who != "ding")), "{who}");
    }
}

#[test]
fn nobody_is_waited_for_where_nobody_is_listed_or_all_is_seen() {
    let place = Place::new();
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
    assert!(!place.fupan(&["status"]).ends(0).out.contains("还要看"));
    let listed = place.read("plans/strategy.toml") + "\n[[reviewer]]\nid = \"jia\"\n";
    place.write("plans/strategy.toml", listed);
    let left = place.json("status", &["status"])["reviewers"][0]["left"].clone();
    let ids: Vec<&str> = left.as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    place.fupan(&[&["--as", "jia", "mark"], &ids[..], &["approved", "--unseen"]].concat()).ends(0);
    let text = place.fupan(&["status"]).ends(0).out;
    assert!(text.contains("列出的评审人没有还要看的了。"), "{text}");
}

#[test]
fn what_is_to_be_done_is_told_with_what_is_overdue() {
    let place = Place::new();
    place.sh("mkdir plans/reviews");
    let lines = [
        "01A = { action = \"\", text = \"整理指标\", at = 2025-11-03T10:00:00+08:00 }",
        "01B = { action = \"ports/zhe-gan-canal\", text = \"对接江西省\", owner = [\"市交通局\", \"市发改委\"], due = 2020-06-30 }",
        "01C = { action = \"ports/urban-rail\", text = \"已经办完\", due = 2020-01-01 }",
        "01D = { resolve = \"01C\", item = \"ports/urban-rail\" }",
        "01E = { action = \"ports/urban-rail\", text = \"以后再办\", due = 2999-12-31 }",
    ];
    let head = "format = 1\nreviewer = \"jia\"\n\n[facts]\n";
    place.write("plans/reviews/jia.0a1b2c.toml", format!("{head}{}\n", lines.join("\n")));
    let actions = place.json("status", &["status"])["actions"].clone();
    assert_eq!((&actions["open"], &actions["overdue"]), (&json!(3), &json!(1)));
    let told: Vec<_> =
        actions["list"].as_array().unwrap().iter().map(|one| (&one["id"], &one["overdue"])).collect();
    let expected =
        [("01B", true), ("01E", false), ("01A", false)].map(|(id, overdue)| (json!(id), json!(overdue)));
    assert_eq!(told, expected.each_ref().map(|(id, overdue)| (id, overdue)));
    let text = place.fupan(&["status"]).ends(0).out;
    let told: Vec<&str> = text.lines().skip_while(|line| !line.starts_with("交办")).take(4).collect();
    insta::assert_snapshot!(told.join("\n"), @"
    交办 3 项未完，1 项逾期
    已逾期  2020-06-30  对接江西省  市交通局、市发改委  浙赣运河      01B
    未办结  2999-12-31  以后再办                        城市轨道交通  01E
    未办结              整理指标                                      01A
    ");
}
