//! Every field, by all of its names, with whatever values it takes.

use jiff::civil::date;

use super::finds;
use crate::plan::Localized;
use crate::review::drafting::{self, Agreed};
use crate::review::{Fact, FactId, Review};
use crate::search::query::{Query, QueryField};
use crate::search::tests::samples;

/// Queries that mean the same, and what they find.
const FIELDS: &[(&[&str], &str)] = &[
    // What a mark on the present wording says.
    (
        &["status:approved", "状态：通过", "status=approved", "狀態:通過", "ＳＴＡＴＵＳ：Approved"],
        "canal port",
    ),
    (
        &["status:revise", "status:r,revise,revise", "状态:需修改", "状态：需", "status:\"需修改\""],
        "rail soil",
    ),
    (
        &["status:approved,revise", "状态:通过，需修改", "status:approved|status:revise"],
        "canal rail port soil",
    ),
    (&["status:none", "status:无", "状态:未看", "status:NONE"], "river"),
    (&["status:none,discuss", "status:none|status:discuss"], "river air"),
    (&["status:approved status:revise"], ""),
    (&["status:none status:revise"], ""),
    (&["!status:none"], "canal rail port air soil"),
    (&["!status:revise"], "canal port river air"),
    (&["!status:revise !status:none"], "canal port air"),
    (&["stale:yes", "变更:是", "變更：是", "stale:y"], "canal port soil"),
    (&["stale:no", "变更:否", "!stale:yes"], "rail river air"),
    (&["stale:yes,no"], "canal rail port river air soil"),
    (&["stale:yes stale:no"], ""),
    (&["status:revise stale:yes", "stale:yes status:revise"], "canal soil"),
    (&["status:revise stale:no"], "rail soil"),
    (&["status:revise stale:yes,no"], "canal rail soil"),
    (&["status:none stale:no"], "river"),
    (&["status:none stale:yes"], ""),
    // What it stands at in the end: jia alone approves of no item on which yi says nothing that counts.
    (&["verdict:approved", "结论:通过"], ""),
    (&["verdict:open", "结论:未定", "結論：未定"], "canal port river"),
    (&["verdict:revise", "结论:需修改"], "rail soil"),
    (&["verdict:revise,discuss"], "rail air soil"),
    (&["verdict:open by:jia"], "canal port"),
    // Who marked it, and as what.
    (&["by:jia", "评审人:甲", "評審人：甲", "by:j", "BY:JIA"], "canal rail port soil"),
    (&["by:bing"], "air"),
    (&["by:jia,bing", "by:甲、bing", "by:jia|by:bing"], "canal rail port air soil"),
    (&["by:jia by:yi"], "canal port soil"),
    (&["!by:jia"], "river air"),
    (&["by:jia status:approved", "status:approved by:jia"], "canal"),
    (&["by:yi status:revise"], "soil"),
    (&["by:jia by:yi status:approved"], ""),
    (&["by:jia by:yi status:revise"], ""),
    (&["by:jia by:yi status:revise stale:yes,no"], "soil"),
    (&["by:jia,yi status:revise"], "rail soil"),
    (&["by:jia status:none"], "river air"),
    (&["by:jia stale:no"], "canal rail"),
    (&["by:yi stale:yes"], "canal"),
    (&["by:bing stale:no"], "air"),
    (&["todo:jia", "待看:甲", "待看：jia"], "port river air soil"),
    (&["todo:yi"], "canal rail river air"),
    (&["todo:jia,yi"], "canal rail port river air soil"),
    (&["todo:jia todo:yi"], "river air"),
    (&["!todo:jia"], "canal rail"),
    (&["todo:jia status:none"], "river"),
    // A demand that is not alone is about marks of its own.
    (&["by:yi status:approved|kind:goal"], "canal port"),
    (&["by:yi !status:approved"], "soil"),
    // What the plan says.
    (&["kind:goal", "类型:目标", "類型：目標", "kind:g"], "canal river"),
    (&["kind:goal,project", "类型:目标、项目", "kind:g,项"], "canal port river"),
    (&["!kind:task"], "canal port river"),
    (
        &["area:ports", "领域:四港联动", "领域：四港", "area:\"four ports\"", "area:four", "領域：四港聯動"],
        "canal rail port",
    ),
    (&["area:ports,ecology"], "canal rail port river air soil"),
    (
        &["owner:交通局", "责任:交通", "責任：交通局", "owner:jtj", "owner:jiaotong", "owner:\"交通局\""],
        "canal rail",
    ),
    (&["owner:发改委", "owner:fgw", "owner:發改委"], "rail"),
    (&["owner:fgw,交通"], "canal rail"),
    (&["!owner:fgw"], "canal port river air soil"),
    (&["owner:运河"], ""),
    (&["progress:underway", "进展:推进中", "進展：推"], "canal"),
    (&["progress:p"], "rail air"),
    (&["进展:已"], "port air soil"),
    (&["progress:none", "进展:无"], "river"),
    (&["progress:done,none"], "port river"),
    // Days.
    (&["due:2025", "期限:2025年", "due=2025", "due>=2025 due<2026", "due:２０２５"], "canal rail port"),
    (&["due:2025-06", "due:2025-6", "due:2025.06", "due:2025/6", "期限：2025年6月"], "canal rail"),
    (&["due:2025-06-14", "期限:2025年6月14日", "due:2025年6月14号"], "canal"),
    (&["due:2025-12"], "port"),
    (&["due:2024-02-29"], "air"),
    (&["due<2025", "due《2025", "期限＜2025", "due<2025-01-01", "due<=2024"], "air"),
    (&["due<=2025-06-14", "due<2025-06-15"], "canal air"),
    (&["due<=2025-06"], "canal rail air"),
    (&["due>2025-06-14", "due>=2025-06-15", "due》=2025-06-15"], "rail port"),
    (&["due>2025-06"], "port"),
    (&["due>2025"], ""),
    (&["due:past", "期限:已过", "期限：已過", "due:PAST"], "canal air"),
    (&["due:none", "期限:无", "!due>1000"], "river soil"),
    (&["start:2024", "开始:2024"], "canal"),
    (&["start<2024", "開始<2024"], "port"),
    (&["start:none"], "rail river air"),
    // Since when it changed.
    (&["changed:v1", "改动:v1", "改動：v1"], "canal river"),
    (&["changed:7d", "改动：7天", "changed:1w", "改动:１周", "changed:7日"], "rail"),
    (&["changed:v1,7d", "changed:7d|changed:v1"], "canal rail river"),
    (&["changed:v1 !status:none"], "canal"),
    // What it has at all.
    (&["has:note", "有:意见", "有：意見"], "river"),
    (&["has:text", "has:metric", "有:指标", "has:related", "有:关联", "有:说明"], "canal"),
    (&["has:note,text", "has:note|has:text"], "canal river"),
    (&["has:owner", "有:责任"], "canal rail"),
    (&["has:start,due", "有:开始、期限"], "canal rail port air soil"),
    // What it cites: a clause answers for those below it, and only for those.
    (&["seed:5", "来源:5", "seed:§5", "seed:５", "來源：5"], "canal river air"),
    (&["seed:q#5.2", "seed:Q＃５．２"], "canal"),
];

#[test]
fn every_field_finds_what_it_says() {
    for (queries, found) in FIELDS {
        for query in *queries {
            assert_eq!(finds(query, None).join(" "), *found, "{query}");
        }
    }
    for (query, found) in [
        ("seed:5.2", "canal air"),
        ("seed:q#5", "canal river"),
        ("seed:50", "soil"),
        ("seed:5,50", "canal river air soil"),
        ("has:seed", "canal river air soil"),
        ("owner:jtj !kind:goal due:2025-06", "rail"),
    ] {
        assert_eq!(finds(query, None).join(" "), found, "{query}");
    }
}

#[test]
fn every_field_is_asked_for_by_both_names() {
    let asked: Vec<&str> = FIELDS.iter().flat_map(|(queries, _)| *queries).copied().collect();
    for field in QueryField::ALL.into_iter().filter(|field| *field != QueryField::Saved) {
        for name in field.names() {
            let named = |query: &&str| {
                query.strip_prefix(name).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
            };
            assert!(asked.iter().any(named), "{name}");
        }
    }
    for field in QueryField::ALL {
        for name in field.names() {
            assert_eq!(QueryField::named(name), Some(field));
        }
    }
}

#[test]
fn me_is_whoever_asks() {
    for query in ["by:me", "by:我", "评审人：我", "by:ME", "by:ｍｅ"] {
        assert_eq!(finds(query, Some("jia")).join(" "), "canal rail port soil", "{query}");
        assert_eq!(finds(query, Some("bing")).join(" "), "air", "{query}");
        assert_eq!(finds(query, Some("ding")).join(" "), "", "{query}");
    }
    assert_eq!(finds("by:me,bing status:none", Some("jia")).join(" "), "river");
    // A reviewer who is called so is meant before.
    let (mut plan, mut facts) = samples::town();
    plan.strategy.reviewers.push(samples::listed("Me", None));
    facts.push(samples::mark(&plan, "10", "Me", 3, "approved", false));
    let review = Review::of(&plan, facts);
    let (query, _) = Query::parse("by:me", &samples::subject(&plan, &review));
    assert_eq!(samples::found(query, &samples::subject(&plan, &review)), ["river"]);
}

#[test]
fn no_day_is_past_while_nobody_knows_the_day() {
    let (plan, facts) = samples::town();
    let review = Review::of(&plan, facts);
    let subject = crate::search::query::Subject { today: None, ..samples::subject(&plan, &review) };
    let (query, _) = Query::parse("due:past", &subject);
    assert_eq!(samples::found(query, &subject), [""; 0]);
}

#[test]
fn what_rests_on_a_baseline_is_asked_for_and_is_not_unmarked() {
    let (mut plan, mut facts) = samples::town();
    let jia = samples::reviewer("jia");
    let agreed = Agreed { until: date(2020, 11, 30), status: None, text: None };
    let review = Review::of(&plan, facts.clone());
    let unmarked = |index: &usize| review.standing(*index).marks.is_empty();
    let river = (0..plan.items.len()).find(unmarked).unwrap();
    let deed = drafting::adopt(&plan, &review, &jia, river, &agreed, None);
    let (id, place) = (FactId::parse("ZZ").unwrap(), plan.items[river].place.clone());
    facts.push(Fact { id, by: jia, deed, at: None, place });
    let finds = |plan: &crate::plan::Plan, text: &str| {
        let review = Review::of(plan, facts.clone());
        let subject = samples::subject(plan, &review);
        let (query, problems) = Query::parse(text, &subject);
        assert_eq!(problems, [], "{text}");
        samples::found(query, &subject).join(" ")
    };
    for text in [
        "status:adopted",
        "状态：基线",
        "status:adopted stale:no",
        "status:none,adopted",
        "by:jia status:adopted",
    ] {
        assert_eq!(finds(&plan, text), "river", "{text}");
    }
    assert_eq!(finds(&plan, "status:none"), "");
    plan.items[river].title = Localized::new(vec![("zh".into(), "衢江干流".into())]);
    assert_eq!(finds(&plan, "status:adopted"), "");
    assert!(finds(&plan, "stale:yes").contains("river"));
}
