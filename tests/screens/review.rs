//! The outline and the item beside it: first sight, marks, notes, questions.

use fupan::app::Message;
use fupan::job::{CommitFailure, Loaded, Outcome};
use fupan::plan::{Localized, Reviewer, StatusId, SuspectWhen};
use fupan::review::drafting::Agreed;
use fupan::review::{Review, drafting};

use super::drawing::{EN, NARROW, NORMAL, Screen, WIDE, ZH};
use super::session::{Disk, Opening, add, marked, plan_of, reviewer, shipped};

/// Somebody who is asked to review, in no role.
pub(super) fn listed((id, name): (&str, &str)) -> Reviewer {
    Reviewer { id: reviewer(id), name: Some(name.into()), email: None, role: None, from: None, until: None }
}

/// The shipped plan with three reviewers, of whom two have begun, and an item that changed since.
pub(super) fn reviewed() -> Loaded {
    let mut loaded = shipped();
    loaded.plan.strategy.reviewers = [("jia", "甲"), ("yi", "乙"), ("bing", "丙")].map(listed).to_vec();
    marked(&mut loaded, "yi", "ports/zhe-gan-canal", "approved", None);
    marked(&mut loaded, "bing", "ports/zhe-gan-canal", "discuss", Some("与江西段的衔接由哪一方牵头？"));
    marked(&mut loaded, "jia", "ports/zhe-gan-canal", "revise", Some("口径待核，投资数与 2019 年的不一致。"));
    marked(&mut loaded, "jia", "ports/quzhou-ningde-railway", "approved", None);
    marked(&mut loaded, "yi", "ports/quzhou-ningde-railway", "rejected", None);
    marked(&mut loaded, "jia", "ports/national-highway-351", "approved", None);
    // The wording changes after the mark.
    let changed = loaded.plan.items.iter_mut().find(|item| item.id.slug() == "national-highway-351");
    changed.expect("the plan has it").owner = vec!["市公路局".into()];
    loaded
}

#[test]
fn first_sight() {
    for language in [ZH, EN] {
        for size in [NORMAL, WIDE, NARROW] {
            Screen::open(Opening::of(shipped()), size, language).check("first-sight");
        }
    }
}

#[test]
fn an_item_with_the_marks_of_three() {
    for language in [ZH, EN] {
        for size in [NORMAL, WIDE, NARROW] {
            let mut screen = Screen::open(Opening::of(reviewed()), size, language);
            screen.press("/");
            screen.type_text("zhe-gan-canal");
            screen.press("enter");
            match size {
                WIDE => screen.check_with_styles("marks-of-three"),
                _ => screen.check("marks-of-three"),
            }
        }
    }
}

#[test]
fn a_stale_item() {
    for language in [ZH, EN] {
        let mut screen = Screen::open(Opening::of(reviewed()), NORMAL, language);
        screen.press("/");
        screen.type_text("351");
        screen.press("enter");
        screen.check_with_styles("stale");
    }
}

/// One approved the canal, and what it hangs under was written otherwise since.
#[test]
fn a_mark_under_something_that_changed() {
    for language in [ZH, EN] {
        let mut loaded = shipped();
        loaded.plan.strategy.suspect = SuspectWhen::Parents;
        marked(&mut loaded, "jia", "ports/zhe-gan-canal", "approved", None);
        let above = loaded.plan.items.iter_mut().find(|item| item.id.slug() == "plan-infrastructure");
        above.expect("the plan has it").text = None;
        let mut screen = Screen::open(Opening::of(loaded), NORMAL, language);
        screen.press("/");
        screen.type_text("zhe-gan-canal");
        screen.press("enter");
        screen.check("suspect");
    }
}

/// One approved the canal, and the clause it cites was written otherwise since.
#[test]
fn a_mark_made_before_the_source_changed() {
    for language in [ZH, EN] {
        let mut loaded = shipped();
        marked(&mut loaded, "jia", "ports/zhe-gan-canal", "approved", None);
        let mut clauses = loaded.plan.seeds.iter_mut().flat_map(|seed| &mut seed.clauses);
        clauses.find(|clause| clause.number == "5.2").expect("the source has it").text = "另有安排。".into();
        let mut screen = Screen::open(Opening::of(loaded), NORMAL, language);
        screen.press("/");
        screen.type_text("zhe-gan-canal");
        screen.press("enter");
        screen.check("source-changed");
    }
}

/// Replaces words in the text of the canal.
fn rewrite(loaded: &mut Loaded, words: &[(&str, &str)]) {
    let canal = loaded.plan.items.iter_mut().find(|item| item.id.slug() == "zhe-gan-canal");
    let canal = canal.expect("the plan has it");
    let text = |text: &Localized| {
        let changed = text.iter().map(|(tag, text)| {
            let text =
                words.iter().fold(text.raw().to_owned(), |text, (word, other)| text.replace(word, other));
            (tag.to_owned(), text.into())
        });
        Localized::new(changed.collect())
    };
    canal.text = canal.text.as_ref().map(text);
}

/// The canal was marked, and these words in its text were replaced since.
pub(super) fn rewritten(words: &[(&str, &str)]) -> Loaded {
    let mut loaded = reviewed();
    rewrite(&mut loaded, words);
    loaded
}

/// The text of one's own item was rewritten in part: both wordings, and what can be done about it.
#[test]
fn a_text_that_changed_since_one_marked_it() {
    for (size, language) in [(NORMAL, ZH), (NORMAL, EN), (WIDE, ZH)] {
        let loaded = rewritten(&[("浙江与江西", "浙江、江西两省"), ("planning", "design")]);
        let mut screen = Screen::open(Opening::of(loaded), size, language);
        screen.press("/");
        screen.type_text("zhe-gan-canal");
        screen.press("enter");
        screen.check("changed-since-marked");
    }
}

/// The text was polished, as yi declared with `text`; where the chair must confirm it, jia is the chair.
pub(super) fn polished(required: bool, text: Option<&str>) -> Loaded {
    let mut loaded = rewritten(&[("浙江与江西", "浙江和江西"), ("planning", "design")]);
    if required {
        loaded.plan.strategy.required = vec!["chair".into()];
        loaded.plan.strategy.reviewers[0].role = Some("chair".into());
    }
    let yi = reviewer("yi");
    let review = Review::of(&loaded.plan, loaded.facts.iter().cloned());
    let canal = loaded.plan.items.iter().position(|item| item.id.slug() == "zhe-gan-canal");
    let canal = canal.expect("the plan has it");
    let drafted = drafting::carry(&loaded.plan, &review, Some(&yi), canal, None, text);
    for deed in drafted.expect("only words changed").deeds {
        add(&mut loaded, &yi, deed);
    }
    loaded
}

#[test]
fn marks_that_hold_on_after_a_change_of_wording() {
    for (size, language) in [(NORMAL, ZH), (NORMAL, EN), (WIDE, ZH), (WIDE, EN)] {
        for (required, name) in [(false, "carried"), (true, "carry-to-confirm")] {
            let mut screen = Screen::open(Opening::of(polished(required, Some("统一措辞"))), size, language);
            screen.press("/");
            screen.type_text("zhe-gan-canal");
            screen.press("enter");
            screen.check(name);
        }
    }
}

#[test]
fn a_change_of_wording_is_declared_after_a_question() {
    for (size, language) in [(NORMAL, ZH), (NORMAL, EN), (WIDE, ZH)] {
        let mut loaded = rewritten(&[("浙江与江西", "浙江和江西")]);
        let mut screen = Screen::open(Opening::of(loaded.clone()), size, language);
        screen.press("/");
        screen.type_text("zhe-gan-canal");
        screen.press("enter t");
        screen.check("carry-question");
        rewrite(&mut loaded, &[("浙江和江西", "浙江、江西两省")]);
        let mut screen = Screen::open(Opening::of(loaded), size, language);
        screen.press("/");
        screen.type_text("zhe-gan-canal");
        screen.press("enter t");
        screen.check("carry-refused");
    }
}

/// jia took the plan over as agreed before; then one title changed, and yi marked one item.
pub(super) fn adopted() -> Loaded {
    let mut loaded = shipped();
    let jia = reviewer("jia");
    let agreed = Agreed {
        until: jiff::civil::date(2020, 11, 30),
        status: None,
        text: Some("市委七届九次全会".into()),
    };
    let review = Review::of(&loaded.plan, []);
    for index in 0..loaded.plan.items.len() {
        let deed = drafting::adopt(&loaded.plan, &review, &jia, index, &agreed, None);
        add(&mut loaded, &jia, deed);
    }
    marked(&mut loaded, "yi", "ports/urban-rail", "revise", None);
    rewrite(&mut loaded, &[("浙江与江西", "浙江、江西两省"), ("planning", "design")]);
    loaded
}

#[test]
fn items_that_rest_on_a_baseline() {
    for (size, language) in [(NORMAL, ZH), (NORMAL, EN), (WIDE, ZH), (WIDE, EN)] {
        let mut screen = Screen::open(Opening::of(adopted()), size, language);
        screen.press("/");
        screen.type_text("zhejiang-west-air-hub");
        screen.press("enter");
        screen.check("adopted");
        screen.press("n");
        screen.check("adopted-changed");
    }
}

#[test]
fn an_area() {
    for (size, language) in [(NORMAL, ZH), (WIDE, EN), (NARROW, ZH)] {
        let mut screen = Screen::open(Opening::of(reviewed()), size, language);
        screen.press("] ] ] ]");
        screen.check("area");
    }
}

#[test]
fn an_item_with_figures_and_dates() {
    let area = r#"
id = "a"
title = { zh = "聚焦领域", en = "Focus area" }
[[goal]]
id = "g"
title = { zh = "目标", en = "Goal" }
text = { zh = "第一段。\n\n第二段，分两段写。", en = "First paragraph.\n\nSecond paragraph." }
owner = ["市交通局", "市发改委"]
with = ["各县（市、区）"]
start = 2021-01-01
due = 2025-12-31
progress = "underway"
metric = { name = { zh = "直飞城市", en = "Direct flights" }, unit = "个", baseline = { value = 15, year = 2020 }, now = { value = 17.5, year = 2022 }, target = { value = 30, year = 2025 } }
related = ["a/h"]
[[goal]]
id = "h"
title = { zh = "另一个目标", en = "Another goal" }
"#;
    for (size, language) in [(NORMAL, ZH), (NORMAL, EN), (WIDE, EN), (NARROW, ZH)] {
        let loaded =
            plan_of("title = { zh = \"计划\", en = \"Plan\" }\nlanguages = [\"zh\", \"en\"]", &[area]);
        Screen::open(Opening::of(loaded), size, language).check("fields");
    }
}

#[test]
fn after_a_mark_the_screen_names_the_file() {
    for (size, language) in [(NORMAL, ZH), (NORMAL, EN), (NARROW, ZH)] {
        let mut screen = Screen::open(Opening::of(reviewed()), size, language);
        screen.press("a");
        screen.check("recorded");
    }
}

#[test]
fn the_note_line() {
    for (size, language) in [(NORMAL, ZH), (NORMAL, EN), (WIDE, ZH), (NARROW, ZH), (NARROW, EN)] {
        let mut screen = Screen::open(Opening::of(reviewed()), size, language);
        screen.press("r");
        screen.type_text("口径待核，投资数与去年的不一致");
        screen.check("note-line");
    }
}

#[test]
fn the_question_before_leaving() {
    for language in [ZH, EN] {
        for size in [NORMAL, NARROW] {
            let mut screen = Screen::open(Opening::of(shipped()), size, language);
            screen.press("a a q");
            screen.check("question-commit");
        }
    }
}

#[test]
fn what_could_not_be_recorded() {
    for (size, language) in [(NORMAL, ZH), (NORMAL, EN), (NARROW, EN)] {
        let mut screen = Screen::open(Opening::of(shipped()), size, language);
        screen.session.disk = Disk::Full;
        screen.press("a a");
        screen.check("not-recorded");
        screen.press("q");
        screen.check("question-unkept");
    }
}

#[test]
fn a_commit_before_leaving_that_fails_says_why() {
    for (size, language) in [(NORMAL, ZH), (NORMAL, EN), (NARROW, ZH)] {
        let mut screen = Screen::open(Opening::of(shipped()), size, language);
        screen.session.commit = Err(CommitFailure::NoIdentity);
        screen.press("a q y");
        screen.check("question-uncommitted");
    }
}

#[test]
fn what_the_journal_holds() {
    for language in [ZH, EN] {
        let mut screen = Screen::open(Opening::of(shipped()), NORMAL, language);
        screen.session.disk = Disk::ReadOnly;
        screen.press("a");
        screen.check("journal");
        let mut loaded = shipped();
        loaded.in_journal = 3;
        Screen::open(Opening::of(loaded), NORMAL, language).check("question-journal");
    }
}

#[test]
fn an_undo_that_reaches_an_earlier_run() {
    for (size, language) in [(NORMAL, ZH), (NORMAL, EN), (NARROW, ZH)] {
        let mut screen = Screen::open(Opening::of(reviewed()), size, language);
        screen.press("u");
        screen.check("undo-reaches");
    }
}

#[test]
fn a_sequence_begun_shows_how_it_can_go_on() {
    for language in [ZH, EN] {
        let mut screen = Screen::open(Opening::of(shipped()), NORMAL, language);
        screen.press("z");
        screen.check("sequence");
    }
}

#[test]
fn the_clause_beside_the_item() {
    for language in [ZH, EN] {
        for size in [NORMAL, WIDE, NARROW] {
            let mut screen = Screen::open(Opening::of(shipped()), size, language);
            screen.press("/");
            screen.type_text("zhe-gan-canal");
            screen.press("enter s");
            screen.check("clause");
        }
    }
}

#[test]
fn an_empty_plan() {
    for (size, language) in [(NORMAL, ZH), (NORMAL, EN), (NARROW, EN)] {
        Screen::open(Opening::of(plan_of("title = \"空\"", &[])), size, language).check("empty");
    }
}

#[test]
fn the_plan_is_still_being_read() {
    for language in [ZH, EN] {
        let mut screen = Screen::start(Opening::of(shipped()), NORMAL, language);
        screen.draw();
        screen.check("loading");
    }
}

#[test]
fn a_part_of_the_plan_says_that_it_is_one_on_every_screen() {
    let items = shipped().plan.items.len();
    let said =
        [(ZH, format!("正在读取，已有 {items} 个条目")), (EN, format!("Reading… {items} items so far"))];
    for (language, said) in said {
        for size in [NORMAL, WIDE, NARROW] {
            let mut screen = Screen::start(Opening::of(shipped()), size, language);
            let part = Loaded { complete: false, ..shipped() };
            screen.session.send(Message::Done(Outcome::Loaded(Box::new(part))));
            screen.draw();
            assert!(screen.rows()[0].contains(&said), "{}", screen.rows()[0]);
            screen.session.let_go();
            screen.draw();
            assert!(!screen.rows()[0].contains(&said), "{}", screen.rows()[0]);
        }
    }
}

/// The notes all over the plan, one of them answered and one resolved.
#[test]
fn the_list_of_notes() {
    for (size, language) in [(NORMAL, ZH), (NORMAL, EN), (WIDE, ZH), (NARROW, EN)] {
        let mut screen = Screen::open(Opening::of(reviewed()), size, language);
        screen.press("C c");
        screen.type_text("由发展改革部门牵头，已函询。");
        screen.press("enter C");
        screen.check("notes");
        screen.press("down x a");
        screen.check("notes-all");
        screen.press("home up enter");
        screen.check("notes-on-the-item");
    }
}

/// A clerk recorded for jia that the canal is approved.
pub(super) fn recorded_for_jia() -> Loaded {
    let mut loaded = shipped();
    let (jia, clerk) = (reviewer("jia"), reviewer("clerk"));
    let canal = loaded.plan.items.iter().position(|item| item.id.slug() == "zhe-gan-canal");
    let (canal, review) = (canal.expect("the plan has it"), Review::of(&loaded.plan, []));
    let deed = drafting::mark(&loaded.plan, &review, &jia, canal, &StatusId::new("approved"), None);
    add(&mut loaded, &clerk, drafting::on_behalf_of(&jia, deed));
    loaded
}

/// A clerk recorded what one said, and it waits to be confirmed.
#[test]
fn a_mark_recorded_for_one() {
    for (size, language) in [(NORMAL, ZH), (NORMAL, EN), (WIDE, EN)] {
        let mut screen = Screen::open(Opening::of(recorded_for_jia()), size, language);
        screen.press("/");
        screen.type_text("zhe-gan-canal");
        screen.press("enter");
        screen.check("recorded-for-me");
    }
}

/// The clerk chooses for whom to record, and the first line says so as long as that lasts.
#[test]
fn recording_for_another_reviewer() {
    for language in [ZH, EN] {
        for size in [NORMAL, WIDE, NARROW] {
            let mut screen = Screen::open(Opening::of(reviewed()), size, language);
            screen.press("B");
            screen.check("behalf-list");
            screen.press("down enter");
            screen.check("behalf-begun");
            screen.press("r");
            screen.type_text("口径待核");
            screen.press("enter k");
            match size {
                NORMAL => screen.check_with_styles("behalf"),
                _ => screen.check("behalf"),
            }
        }
    }
}

/// A note that quotes what was found in the item and says that something is missing there; then the wording changes.
#[test]
fn a_note_on_what_is_missing() {
    for (size, language) in [(NORMAL, ZH), (NORMAL, EN), (WIDE, ZH), (NARROW, ZH), (NARROW, EN)] {
        let mut screen = Screen::open(Opening::of(reviewed()), size, language);
        screen.press("/");
        screen.type_text("zhe-gan-canal");
        screen.press("enter F");
        screen.type_text("浙江与江西");
        screen.check("quote-found");
        screen.press("ctrl-t tab");
        screen.type_text("没有说由哪一方牵头");
        screen.check("note-missing");
        screen.press("enter C down down");
        screen.check("notes-missing");
        let mut items = screen.session.loaded.plan.items.iter_mut();
        let canal = items.find(|item| item.id.slug() == "zhe-gan-canal").unwrap();
        canal.text = None;
        screen.session.send(Message::Changed);
        screen.draw();
        screen.check("notes-quote-gone");
        screen.press("enter J J J");
        screen.check("quote-gone");
    }
}

/// Jia marked the canal on two machines that did not know of each other.
pub(super) fn contradicting() -> Loaded {
    let mut loaded = reviewed();
    let (jia, review) = (reviewer("jia"), Review::of(&loaded.plan, []));
    let canal = loaded.plan.items.iter().position(|item| item.id.slug() == "zhe-gan-canal");
    let canal = canal.expect("the plan has it");
    let deed = drafting::mark(&loaded.plan, &review, &jia, canal, &StatusId::new("approved"), None);
    add(&mut loaded, &jia, deed);
    loaded
}

/// Two marks of one's own that do not know of each other: both are shown, and one key chooses.
#[test]
fn marks_that_contradict_each_other() {
    for (size, language) in [(NORMAL, ZH), (NORMAL, EN), (WIDE, ZH)] {
        let mut screen = Screen::open(Opening::of(contradicting()), size, language);
        screen.press("/");
        screen.type_text("zhe-gan-canal");
        screen.press("enter J");
        screen.check("contradicting");
    }
}
