//! What is wrong with a query, and what was probably meant.

use super::{faults, parse};
use crate::search::query::{QueryFault, QueryField};

#[test]
fn a_wrong_field_is_named_with_the_one_meant() {
    for (text, near) in [
        ("statu:x", Some(QueryField::Status)),
        ("sttaus:x", Some(QueryField::Status)),
        ("progres:x", Some(QueryField::Progress)),
        ("状况:x", Some(QueryField::Status)),
        ("领城:x", Some(QueryField::Area)),
        ("colour:x", None),
        ("天气：x", None),
    ] {
        match &faults(text)[..] {
            [(QueryFault::UnknownField { name, nearest }, at)] => {
                assert_eq!((*nearest, *at), (near, text), "{text}");
                assert!(text.starts_with(name.as_str()), "{text}: {name}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn a_wrong_value_is_named_with_the_one_meant() {
    for (text, wrong, near) in [
        ("status:aproved", "aproved", Some("approved")),
        ("status:approved,revsie", "revsie", Some("revise")),
        ("状态:要修改", "要修改", Some("需修改")),
        ("stale:yep", "yep", Some("yes")),
        ("by:jiaa", "jiaa", Some("jia")),
        ("kind:taks", "taks", Some("task")),
        ("领域:四港連动", "四港連动", Some("四港联动")),
        ("area:port-s", "port-s", Some("ports")),
        ("progress:underwya", "underwya", Some("underway")),
        ("进展:推近中", "推近中", Some("推进中")),
        ("has:notes", "notes", Some("note")),
        ("query:opne", "opne", Some("open")),
        ("query:Open", "Open", Some("open")),
        ("kind:蛋糕", "蛋糕", None),
    ] {
        match &faults(text)[..] {
            [(QueryFault::UnknownValue { value, nearest, known, .. }, at)] => {
                assert_eq!((value.as_str(), nearest.as_deref(), *at), (wrong, near, text), "{text}");
                assert!(!known.is_empty() && !known.contains(value), "{text}: {known:?}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn what_is_known_is_told_where_it_is_little() {
    let known = |text: &str| match faults(text).remove(0).0 {
        QueryFault::UnknownValue { known, .. } => known.join(" "),
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(known("status:蛋糕"), "approved revise discuss deferred rejected adopted none");
    assert_eq!(known("kind:蛋糕"), "goal task project");
    assert_eq!(known("by:蛋糕"), "jia yi bing");
    assert_eq!(known("area:蛋糕"), "ports ecology");
}

#[test]
fn days_are_days_and_only_they_are_compared() {
    for text in [
        "due:soon",
        "due:25",
        "due:2025-13",
        "due:2025-02-29",
        "due:2025-06-31",
        "due:2025-06-14-1",
        "due:+202",
        "due:2025-+6",
        "due<none",
        "due<past",
        "due:2025,2026",
        "due:0000",
        "start:2025-",
        "start:明天",
    ] {
        assert!(matches!(&faults(text)[..], [(QueryFault::BadDay { .. }, at)] if *at == text), "{text}");
    }
    for text in ["status<revise", "area>ports", "有《意见", "query>=open"] {
        assert!(matches!(&faults(text)[..], [(QueryFault::NotADay { .. }, at)] if *at == text), "{text}");
    }
}

#[test]
fn a_field_wants_a_value() {
    for text in ["status:", "状态：", "by:,", "due<", "owner:\"\"", "query: ", "area:\u{200b}"] {
        assert!(matches!(&faults(text)[..], [(QueryFault::NoValue { .. }, _)]), "{text}");
    }
    assert_eq!(faults("by:me"), [(QueryFault::NobodyIsMe, "by:me")]);
}

#[test]
fn every_fault_is_told_with_its_bytes() {
    let all = faults("运河 !colour:red due:soon 港 status:x");
    let at: Vec<&str> = all.iter().map(|(_, at)| *at).collect();
    assert_eq!(at, ["!colour:red", "due:soon", "status:x"]);
    // What is not understood is left out, and nothing joins over it.
    assert_eq!(super::structure(&parse("a | colour:red b").0), "a b");
}
