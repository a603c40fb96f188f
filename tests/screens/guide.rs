//! The screens in the guide to reviews, `docs/review.md`: each block is what the keys before it lead to.
//!
//! A block begins with ```` ```screen zh reviewed 80x24 rows 15-24: / "浙赣运河" enter ````: the language, the plan that is
//! opened, the size, which rows are shown (all where nothing is said), and after the colon the keys. What stands between
//! quotes is typed, and `@10:12` lets the clock be at that time. ```` ```minutes ```` begins with the same and holds the minutes
//! of the meeting that was held with these keys. `UPDATE_DOCS=1 cargo test --test screens guide` writes them anew.

use std::fs;
use std::ops::Range;

use fupan::app::{Message, Size};
use fupan::job::Loaded;
use fupan::plan::Interface;
use fupan::report;
use fupan::words::Words;

use super::document;
use super::drawing::{NORMAL, Screen};
use super::overview::under_way;
use super::review::{adopted, contradicting, listed, polished, recorded_for_jia, reviewed, rewritten};
use super::session::{Opening, marked};

/// Six reviewers: three approve, one objects, one has not looked, and of one the wording changed since.
fn six() -> Loaded {
    let mut loaded = reviewed();
    loaded.facts.clear();
    let six = [("jia", "甲"), ("yi", "乙"), ("bing", "丙"), ("ding", "丁"), ("wu", "戊"), ("ji", "己")];
    loaded.plan.strategy.reviewers = six.map(listed).to_vec();
    let canal = "ports/zhe-gan-canal";
    let at = loaded.plan.items.iter().position(|item| item.id.as_str() == canal).expect("the plan has it");
    let owner = std::mem::replace(&mut loaded.plan.items[at].owner, vec!["市水利局".into()]);
    marked(&mut loaded, "wu", canal, "approved", None);
    loaded.plan.items[at].owner = owner;
    for who in ["yi", "bing", "ding"] {
        marked(&mut loaded, who, canal, "approved", None);
    }
    marked(&mut loaded, "jia", canal, "revise", Some("口径待核，投资数与 2019 年的不一致。"));
    loaded
}

fn plan(name: &str) -> Loaded {
    match name {
        "reviewed" => reviewed(),
        "adopted" => adopted(),
        "recorded" => recorded_for_jia(),
        "changed" => rewritten(&[("浙江与江西", "浙江、江西两省"), ("planning", "design")]),
        "to-confirm" => polished(true, None),
        "six" => six(),
        "under-way" => under_way(),
        "contradicting" => contradicting(),
        _ => panic!("there is no plan called {name}"),
    }
}

/// Presses the keys, types what is quoted, and sets the clock.
fn play(screen: &mut Screen, keys: &str) {
    for (at, part) in keys.split('"').enumerate() {
        if at % 2 == 1 {
            screen.type_text(part);
            continue;
        }
        for key in part.split_whitespace() {
            match key.strip_prefix('@') {
                Some(time) => {
                    let now = format!("2026-11-23T{time}:00+08:00");
                    screen.send(Message::Clock(now.parse().expect("a moment")));
                }
                None => screen.press(key),
            }
        }
    }
}

fn size(text: &str) -> Size {
    let (columns, rows) = text.split_once('x').expect("columns x rows");
    Size { columns: columns.parse().unwrap(), rows: rows.parse().unwrap() }
}

/// Reads `15-24`, counted from 1, the last included.
fn rows(text: &str) -> Range<usize> {
    let (first, last) = text.split_once('-').expect("first-last");
    first.parse::<usize>().unwrap() - 1..last.parse().unwrap()
}

/// Plays what the first line of a block says, and returns what the block holds then.
fn shown(head: &str) -> String {
    let (scene, keys) = head.split_once(':').unwrap_or((head, ""));
    let words: Vec<&str> = scene.split(' ').collect();
    let interface =
        Interface::ALL.into_iter().find(|interface| interface.tag() == words[1]).expect("zh or en");
    let opening = Opening::of(plan(words[2]));
    let mut screen = Screen::open(opening, words.get(3).map_or(NORMAL, |text| size(text)), interface);
    play(&mut screen, keys);
    if words[0] == "minutes" {
        let model = &screen.session.model;
        let meeting = model.review.meetings().next_back().expect("a meeting was held");
        return report::minutes(&Words::new(interface), &model.plan, &model.review, &meeting);
    }
    let all = screen.rows();
    let shown = words.get(5).map_or(0..all.len(), |text| rows(text));
    all[shown].iter().flat_map(|row| [row.trim_end(), "\n"]).collect()
}

fn is_shown(head: &str) -> bool {
    head.starts_with("screen ") || head.starts_with("minutes ")
}

#[test]
fn the_guide_shows_real_screens() {
    let path = document::path("docs/review.md");
    let written = fs::read_to_string(&path).unwrap();
    let mut fresh = String::new();
    let mut lines = written.lines();
    let mut counts = [0; 2];
    while let Some(line) = lines.next() {
        fresh.extend([line, "\n"]);
        let Some(head) = line.strip_prefix("```").filter(|head| is_shown(head)) else { continue };
        counts[usize::from(head.contains(" en "))] += 1;
        fresh += &shown(head);
        fresh += "```\n";
        assert!(lines.any(|line| line == "```"), "{line} has no end");
    }
    assert!(counts.iter().all(|&count| count >= 5), "both languages have screens: {counts:?}");
    document::same_as(&path, &fresh);
}
