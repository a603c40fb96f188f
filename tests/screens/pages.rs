//! Pages to read: help and problems.

use fupan::job::Loaded;
use fupan::plan::{Fault, Problem};

use super::drawing::{EN, NARROW, NORMAL, Screen, WIDE, ZH};
use super::review::reviewed;
use super::session::{Opening, plan_of, shipped};

#[test]
fn help() {
    for language in [ZH, EN] {
        for size in [NORMAL, WIDE, NARROW] {
            let mut screen = Screen::open(Opening::of(shipped()), size, language);
            screen.press("?");
            screen.check("help");
        }
        let mut screen = Screen::open(Opening::of(shipped()), NORMAL, language);
        screen.press("? pagedown pagedown");
        screen.check("help-below");
        screen.press("G");
        screen.check("help-end");
    }
}

fn broken() -> Loaded {
    let good = r#"
id = "good"
title = { zh = "好的领域", en = "The good area" }
[[goal]]
id = "twice"
title = "同名一"
due = "明年"
colour = "red"
[[goal]]
id = "twice"
title = "同名二"
related = ["good/twise"]
[[goal.task]]
id = "fine"
title = "没有问题的任务"
"#;
    let bad = r#"
id = "bad"
title = { zh = "坏的领域", en = "The bad area" }
[[goal]]
id = "half"
title = "写了一半
"#;
    plan_of("title = \"有问题的计划\"\ncommit = \"sometimes\"", &[good, bad])
}

#[test]
fn a_plan_with_problems() {
    for language in [ZH, EN] {
        for size in [NORMAL, WIDE, NARROW] {
            let mut screen = Screen::open(Opening::of(broken()), size, language);
            screen.check("broken");
            screen.press("!");
            screen.check("problems");
        }
    }
    let mut screen = Screen::open(Opening::of(broken()), NORMAL, ZH);
    screen.press("G a");
    screen.check_with_styles("broken-area");
}

/// Records about items that are not there any more: what they say, whose they are, and which items they may be about.
#[test]
fn records_that_belong_nowhere() {
    for (size, language) in [(NORMAL, ZH), (NORMAL, EN), (WIDE, ZH), (NARROW, ZH)] {
        let mut loaded = reviewed();
        let item = |id: &str| fupan::plan::ItemId::parse(id).unwrap();
        let orphan = |at: usize, candidates| {
            let fact = &loaded.facts[at];
            let fault = Fault::OrphanFact {
                fact: fact.id.as_str().into(),
                item: fact.deed.item().unwrap().into(),
                candidates,
            };
            Problem { fault, place: fact.place.clone() }
        };
        let several = vec![item("ports/waterway"), item("ports/lock")];
        loaded.problems = vec![orphan(1, Vec::new()), orphan(2, several)];
        let mut screen = Screen::open(Opening::of(loaded), size, language);
        screen.press("!");
        screen.check("problems-of-records");
    }
}
