//! What changed since the last commit: area by area, and beside the list what is otherwise.

use fupan::job::VersionFailure;
use fupan::plan::{ItemId, Localized, Plan};
use fupan::text::Foreign;
use jiff::civil::date;

use super::drawing::{EN, NARROW, NORMAL, Screen, WIDE, ZH};
use super::review::reviewed;
use super::session::Opening;

/// The plan as it was: a text and a date were others, and one project was not there.
fn before(plan: &Plan) -> Plan {
    let mut old = plan.clone();
    let at = |id: &str| plan.position(&ItemId::parse(id).unwrap()).unwrap();
    let canal = &mut old.items[at("ports/zhe-gan-canal")];
    canal.text = Some(Localized::new(vec![
        ("zh".into(), Foreign::new("连接浙江与江西的航道，力争2027年前开工。")),
        ("en".into(), Foreign::new("A canal between Zhejiang and Jiangxi, at the planning stage.")),
    ]));
    canal.due = Some(date(2026, 6, 30));
    let last = old.items.len() - 1;
    old.items.truncate(last);
    old
}

#[test]
fn changes_since_the_last_commit() {
    for language in [ZH, EN] {
        for size in [NORMAL, WIDE, NARROW] {
            let mut screen = Screen::open(Opening::of(reviewed()), size, language);
            screen.session.old_plan = Some(before(&screen.session.model.plan));
            screen.press("4");
            if size == NORMAL {
                screen.check("changes-whole");
            }
            screen.press("j j");
            match size {
                NORMAL => screen.check_with_styles("changes"),
                _ => screen.check("changes"),
            }
            screen.press("G");
            if size == WIDE {
                screen.check("changes-added");
            }
        }
    }
}

#[test]
fn a_version_that_is_not_there() {
    for language in [ZH, EN] {
        let mut screen = Screen::open(Opening::of(reviewed()), NORMAL, language);
        screen.session.old_plan = Some(before(&screen.session.model.plan));
        screen.press("4 o");
        screen.check("changes-version");
        screen.session.compare_failure =
            Some(VersionFailure::Unknown { text: "v9".into(), nearest: vec!["v1".into()] });
        screen.type_text("v9");
        screen.press("enter");
        screen.check("changes-no-version");
    }
}

#[test]
fn the_history_of_an_item() {
    for language in [ZH, EN] {
        for size in [NORMAL, WIDE] {
            let mut screen = Screen::open(Opening::of(reviewed()), size, language);
            screen.session.old_plan = Some(before(&screen.session.model.plan));
            screen.press("/");
            screen.type_text("浙赣运河");
            screen.press("enter 5");
            screen.check("history");
        }
    }
}

/// The clone is shallow: below the commits it holds stands that there are older ones.
#[test]
fn a_history_that_is_cut() {
    for language in [ZH, EN] {
        let mut screen = Screen::open(Opening::of(reviewed()), NORMAL, language);
        screen.session.old_plan = Some(before(&screen.session.model.plan));
        screen.session.is_cut = true;
        screen.press("5");
        screen.check("history-cut");
    }
}
