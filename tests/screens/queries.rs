//! Queries on the screen: what is offered, what is wrong, the filter, several selected, and finding within an item.

use super::drawing::{EN, NARROW, NORMAL, Screen, WIDE, ZH};
use super::review::reviewed;
use super::session::{Opening, shipped};

#[test]
fn what_may_come_next_and_what_is_wrong() {
    for language in [ZH, EN] {
        for (name, typed) in [
            ("fields", "st"),
            ("values", "高铁 status:"),
            ("wrong-field", "stauts:revise"),
            ("wrong-value", "area:prots"),
            ("wrong-day", "due<soon"),
            ("pinyin", "zgyh"),
            ("clauses", "虎口夺食"),
        ] {
            let mut screen = Screen::open(Opening::of(reviewed()), NORMAL, language);
            screen.press("/");
            screen.type_text(typed);
            screen.check(&format!("query-{name}"));
        }
    }
}

#[test]
fn a_filter_being_typed_and_kept() {
    for language in [ZH, EN] {
        for size in [NORMAL, WIDE, NARROW] {
            let mut screen = Screen::open(Opening::of(reviewed()), size, language);
            screen.press("f");
            screen.type_text("gaotie");
            screen.check("filter-typed");
            screen.press("enter");
            screen.check("filter");
        }
    }
}

#[test]
fn several_selected() {
    for language in [ZH, EN] {
        let mut screen = Screen::open(Opening::of(shipped()), NORMAL, language);
        screen.press("/");
        screen.type_text("高铁");
        screen.press("tab tab");
        screen.check("selected-in-list");
        screen.press("enter");
        screen.check("selected");
        screen.press("a");
        screen.check("selected-question");
    }
}

#[test]
fn a_word_within_the_item() {
    for language in [ZH, EN] {
        let mut screen = Screen::open(Opening::of(reviewed()), NORMAL, language);
        screen.press("/");
        screen.type_text("zhe-gan-canal");
        screen.press("enter F");
        screen.type_text("运河");
        screen.check_with_styles("find");
        screen.press("enter");
        screen.check("find-next");
    }
}
