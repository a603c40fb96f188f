//! How far the review is: areas, reviewers, what is to be done, and day by day.

use fupan::job::Loaded;
use fupan::plan::{ItemId, StatusId};
use fupan::review::{Action, Deed, Moment, Review, drafting};
use jiff::civil::date;

use super::drawing::{EN, NARROW, NORMAL, Screen, WIDE, ZH};
use super::review::reviewed;
use super::session::{Opening, add, plan_of, reviewer, shipped};

/// A review that several people have been at for some days, with a third of the plan settled and some things to be done.
pub(super) fn under_way() -> Loaded {
    let mut loaded = reviewed();
    loaded.plan.strategy.day = Some(date(2026, 11, 23));
    let days = [("jia", 0..70, 9), ("yi", 0..40, 11), ("bing", 0..30, 12), ("bing", 30..38, 20)];
    for (by, items, day) in days {
        for index in items {
            mark(&mut loaded, by, index, "approved", day);
        }
    }
    let canal = ItemId::parse("ports/zhe-gan-canal").unwrap();
    for (item, text, owner, due) in [
        (Some(canal), "请与江西省对接，报比选方案", &["市交通局"][..], Some(date(2026, 11, 20))),
        (None, "整理口径不一致的指标", &["市发改委", "市统计局"], Some(date(2026, 12, 1))),
        (None, "下次会议前走访龙游港区", &[], None),
    ] {
        let owner = owner.iter().map(|&owner| owner.into()).collect();
        let action =
            Action { item, text: text.into(), owner, due, re: None, meeting: None, after: Vec::new() };
        add(&mut loaded, &reviewer("jia"), Deed::Action(action));
    }
    loaded
}

/// Lets a reviewer have marked an item on a day of November.
fn mark(loaded: &mut Loaded, by: &str, index: usize, status: &str, day: u8) {
    let nothing = Review::of(&loaded.plan, []);
    let by = reviewer(by);
    let deed = drafting::mark(&loaded.plan, &nothing, &by, index, &StatusId::new(status), None);
    add(loaded, &by, deed);
    let recorded = loaded.facts.last_mut().expect("it was just added");
    recorded.at = Moment::parse(&format!("2026-11-{day:02}T10:05:00+08:00"));
}

#[test]
fn a_review_under_way() {
    for language in [ZH, EN] {
        for size in [NORMAL, WIDE, NARROW] {
            let mut screen = Screen::open(Opening::of(under_way()), size, language);
            screen.press("2 g g");
            match size {
                NORMAL => screen.check_with_styles("overview"),
                _ => screen.check("overview"),
            }
            screen.press("G");
            if size != WIDE {
                screen.check("overview-end");
            }
        }
    }
}

#[test]
fn nothing_is_recorded_yet() {
    for language in [ZH, EN] {
        let mut screen = Screen::open(Opening::of(shipped()), NORMAL, language);
        screen.press("2");
        screen.check("overview-nothing");
    }
}

#[test]
fn everything_is_settled() {
    let mut loaded = reviewed();
    loaded.facts.clear();
    for index in 0..loaded.plan.items.len() {
        for (by, day) in [("jia", 9), ("yi", 10), ("bing", 11)] {
            mark(&mut loaded, by, index, "approved", day);
        }
    }
    let mut screen = Screen::open(Opening::of(loaded), NORMAL, ZH);
    screen.press("2");
    screen.check("overview-settled");
}

#[test]
fn one_area_and_nobody_listed() {
    let area = "id = \"ports\"\ntitle = \"四港联动\"\n[[goal]]\nid = \"a\"\ntitle = \"甲\"\n";
    let mut loaded = plan_of("title = \"小计划\"", &[area]);
    mark(&mut loaded, "jia", 0, "revise", 9);
    for size in [NORMAL, NARROW] {
        let mut screen = Screen::open(Opening::of(loaded.clone()), size, ZH);
        screen.press("2");
        screen.check("overview-small");
    }
}
