//! A meeting is one commit, which says what the meeting came to.

use super::place::{Place, STRATEGY, commit};

const HEAD: &str = "format = 1\nreviewer = \"jia\"\n\n[facts]\n";

/// A meeting on both items of the plan and on one that is gone, with a mark that was made beside it.
const MEETING: &str = r#"01M = { meeting = "begin", title = "十一月评审会", agenda = ["ports/canal", "ports/rail", "ports/gone"], at = 2026-11-23T14:00:00+08:00 }
01N = { meeting = "item", in = "01M", item = "ports/canal", at = 2026-11-23T14:01:00+08:00 }
01O = { outcome = "ports/canal", seen = "1:00000000000000000000000000000000", in = "01M", status = "approved", votes = { yes = 4, no = 1 }, at = 2026-11-23T14:09:00+08:00 }
01P = { outcome = "ports/gone", seen = "1:00000000000000000000000000000000", in = "01M", status = "revise", at = 2026-11-23T14:10:00+08:00 }
01Q = { action = "ports/canal", text = "核对口径", owner = ["市交通局", "市港航中心"], due = 2026-12-01, in = "01M", at = 2026-11-23T14:11:00+08:00 }
01R = { action = "", text = "会后通报", in = "01M", at = 2026-11-23T14:12:00+08:00 }
01S = { park = "ports/rail", in = "01M", text = "等规划批复", at = 2026-11-23T14:13:00+08:00 }
01T = { mark = "ports/rail", status = "discuss", seen = "1:00000000000000000000000000000000", in = "01M", at = 2026-11-23T14:14:00+08:00 }
"#;

const END: &str = r#"01U = { meeting = "end", in = "01M", at = 2026-11-23T15:00:00+08:00 }
"#;

const UNDO: &str = r#"01V = { undo = "01M", at = 2026-11-24T09:00:00+08:00 }
"#;

fn message(place: &Place, lines: &str) -> String {
    place.write("plans/reviews/jia.aaaaaa.toml", [HEAD, lines].concat());
    commit(&place.world()).unwrap();
    place.git(["log", "-1", "--format=%B"]).trim_end().to_owned()
}

#[test]
fn a_meeting_is_told_as_a_whole() {
    let place = Place::with_git();
    insta::assert_snapshot!(message(&place, &[MEETING, END].concat()), @"
    会议“十一月评审会”（2026-11-23）：通过 1、需修改 1；交办 2 项；评审：四港联动 1 待议

    议程：
    1. 浙赣运河（ports/canal）
    2. 高铁（ports/rail）
    3. ports/gone

    结论：
    - 通过 (4:1)：浙赣运河（ports/canal）
    - 需修改：ports/gone

    交办：
    - 核对口径（市交通局、市港航中心，2026-12-01 前）：浙赣运河（ports/canal）
    - 会后通报

    搁置：
    - 高铁（ports/rail）：等规划批复

    - jia 待议：高铁（ports/rail）
    ");
}

#[test]
fn what_is_committed_in_the_middle_says_so_and_the_end_tells_all() {
    let place = Place::with_git();
    place.write("plans/strategy.toml", [STRATEGY, "languages = [\"en\"]\n"].concat());
    let subject = |text: String| text.lines().next().unwrap().to_owned();
    let begun: String = MEETING.split_inclusive('\n').take(3).collect();
    assert_eq!(
        subject(message(&place, &begun)),
        "Meeting “十一月评审会” (2026-11-23), under way: 1 approved"
    );
    insta::assert_snapshot!(message(&place, &[MEETING, END].concat()), @"
    Meeting “十一月评审会” (2026-11-23): 1 approved, 1 revise; 2 actions; Review: 四港联动: 1 discuss

    Agenda:
    1. 浙赣运河 (ports/canal)
    2. 高铁 (ports/rail)
    3. ports/gone

    Outcomes:
    - approved (4:1): 浙赣运河 (ports/canal)
    - revise: ports/gone

    Actions:
    - 核对口径 (市交通局, 市港航中心, by 2026-12-01): 浙赣运河 (ports/canal)
    - 会后通报

    Parked:
    - 高铁 (ports/rail): 等规划批复

    - jia discuss: 高铁 (ports/rail)
    ");
    let taken_back = message(&place, &[MEETING, END, UNDO].concat());
    assert_eq!(taken_back, "Taken back: Meeting “十一月评审会” (2026-11-23)");
}

#[test]
fn a_meeting_that_is_not_known_is_told_fact_by_fact() {
    let place = Place::with_git();
    let without_beginning: String = MEETING.split_inclusive('\n').skip(1).collect();
    let message = message(&place, &without_beginning);
    assert!(message.contains("- jia 会议结论：通过：浙赣运河（ports/canal）"), "{message}");
    assert!(message.contains("- jia 会上议到"), "{message}");
}

/// Two outcomes on one item are one item on which the meeting contradicts itself.
#[test]
fn outcomes_that_contradict_each_other_are_named_so() {
    let place = Place::with_git();
    let other = MEETING.replace("01P = { outcome = \"ports/gone\"", "01P = { outcome = \"ports/canal\"");
    let message = message(&place, &[&other, END].concat());
    assert!(
        message.starts_with("会议“十一月评审会”（2026-11-23）：结论不一 1；交办 2 项；评审"),
        "{message}"
    );
}
