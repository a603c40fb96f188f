//! `docs/format.md` says what the program does: its examples are read, its fingerprints computed, its tables compared.

use super::{SourceText, area, places, source};
use crate::plan::{AreaId, Fault, Level, ReviewerId, Strategy};
use crate::review::{Fingerprint, Wording};
use crate::source::{review_file, seed, strategy};

const DOCUMENT: &str = include_str!("../../../docs/format.md");

/// A fenced block: what stands after the fence, and the lines between.
struct Block {
    kind: String,
    text: String,
}

/// The blocks of each section whose heading begins with `heading`.
fn sections(heading: &str) -> Vec<(String, Vec<Block>)> {
    let mut sections: Vec<(String, Vec<Block>)> = Vec::new();
    let mut block: Option<Block> = None;
    let mut inside = false;
    for line in DOCUMENT.lines() {
        match &mut block {
            Some(_) if line == "```" => {
                let whole = block.take().expect("a block is open");
                if let Some((_, blocks)) = sections.last_mut().filter(|_| inside) {
                    blocks.push(whole);
                }
            }
            Some(open) => {
                open.text.push_str(line);
                open.text.push('\n');
            }
            None => {
                if let Some(kind) = line.strip_prefix("```") {
                    block = Some(Block { kind: kind.to_owned(), text: String::new() });
                } else if line.starts_with('#') {
                    inside = line.starts_with(heading);
                    if inside {
                        sections.push((line.to_owned(), Vec::new()));
                    }
                }
            }
        }
    }
    sections
}

/// The rows of the table under the heading that is exactly `heading`, cells without their ticks.
fn table(heading: &str) -> Vec<Vec<String>> {
    let lines = DOCUMENT
        .lines()
        .skip_while(|line| *line != heading)
        .skip(1)
        .take_while(|line| !line.starts_with('#'));
    let rows = lines.filter(|line| line.starts_with('|')).skip(2);
    rows.map(|row| {
        row.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect()
    })
    .collect()
}

#[test]
fn the_worked_fingerprints_come_out_as_written() {
    let examples = sections("### Example ");
    assert_eq!(examples.len(), 5);
    for (title, blocks) in examples {
        let block =
            |kind: &str| blocks.iter().find(|block| block.kind == kind).map(|block| block.text.as_str());
        let rules = block("toml strategy").map_or_else(Strategy::default, |text| {
            let (rules, problems) = strategy(&source("strategy.toml", text));
            assert_eq!(places(&problems), [], "{title}");
            rules
        });
        for text in blocks.iter().filter(|block| block.kind == "toml area") {
            let file = area(&source("1-x.toml", &text.text), &rules, 0);
            assert_eq!(places(&file.problems), [], "{title}");
            let wording = Wording::of(file.items.last().expect("an example has an item"), &rules.covered());
            assert_eq!(Some(wording.canonical().as_str()), block("canonical"), "{title}");
            let expected = block("fingerprint").expect("an example has a fingerprint").trim();
            assert_eq!(Fingerprint::of(&wording).as_str(), expected, "{title}");
        }
    }
}

#[test]
fn every_sample_file_is_read_without_a_problem() {
    let (mut areas, mut strategies, mut reviews, mut seeds) = (0, 0, 0, 0);
    for block in sections("#").into_iter().flat_map(|(_, blocks)| blocks) {
        let text: SourceText = source("sample.toml", &block.text);
        let (count, problems) = match block.kind.as_str() {
            "toml area" if block.text.contains("investment") => continue,
            "toml area" => (&mut areas, area(&text, &Strategy::default(), 0).problems),
            "toml strategy" => (&mut strategies, strategy(&text).1),
            "toml review" => {
                let file = review_file(&text, &ReviewerId::parse("jia").unwrap());
                assert!(!file.facts.is_empty());
                (&mut reviews, file.problems)
            }
            "markdown seed" => (&mut seeds, seed(&text, AreaId::parse("quzhou-2020").unwrap()).1),
            _ => continue,
        };
        *count += 1;
        assert_eq!(places(&problems), [], "{}", block.text);
    }
    assert!(
        areas >= 5 && strategies >= 2 && reviews >= 2 && seeds == 1,
        "{areas} {strategies} {reviews} {seeds}"
    );
}

#[test]
fn the_table_of_problems_has_every_code_with_its_level() {
    let level = |level: &Level| match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Hint => "hint",
    };
    let rows = table("## 9 Problems");
    let written: Vec<(&str, &str)> = rows.iter().map(|row| (row[0].as_str(), row[1].as_str())).collect();
    let expected: Vec<(&str, &str)> =
        Fault::CODES.iter().copied().zip(Fault::LEVELS.iter().map(level)).collect();
    assert_eq!(written, expected);
    assert!(rows.iter().all(|row| row.len() == 3 && !row[2].is_empty()));
}

#[test]
fn the_table_of_kinds_has_every_kind_the_reader_knows() {
    for row in table("### 5.3 Kinds of facts") {
        let value = match row[0].as_str() {
            "undo" | "resolve" | "confirm" | "refuse" => "B",
            "meeting" => "end",
            _ => "a/b",
        };
        let fingerprint = format!("1:{}", "0".repeat(32));
        let line = format!(
            "A = {{ {} = \"{value}\", item = \"a/b\", in = \"B\", text = \"x\", status = \"approved\", \
             seen = \"{fingerprint}\", from = \"{fingerprint}\", fields = [\"text\"], until = 2020-11-30 }}\n",
            row[0]
        );
        let file = review_file(&source("f", &line), &ReviewerId::parse("jia").unwrap());
        assert_eq!((file.facts.len(), places(&file.problems)), (1, vec![]), "{}", row[0]);
        assert!(!matches!(file.facts[0].deed, crate::review::Deed::Newer { .. }), "{}", row[0]);
    }
    assert_eq!(table("### 5.3 Kinds of facts").len(), 12);
}
