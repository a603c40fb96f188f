//! Source documents, good and bad.

use super::{places, source};
use crate::plan::{AreaId, Problem, Seed};
use crate::source::seed;

const WHOLE: &str = "+++\ntitle = \"先行\"\npublication = \"今日浙江\"\ndate = 2020-11-30\nsha256 = \"b0ac\"\n\
nature = \"digest\"\n+++\n\n# 先行\n\n## 5 四港联动\n\n5.1 第一条。\n接着说。\n\n5.2 第二条。\n";

fn read(text: &str) -> (Seed, Vec<Problem>) {
    seed(&source("seeds/quzhou-2020.md", text), AreaId::parse("quzhou-2020").unwrap())
}

#[test]
fn a_seed_has_a_head_and_numbered_clauses() {
    for text in [WHOLE.to_owned(), WHOLE.replace('\n', "\r\n"), format!("\u{feff}{WHOLE}")] {
        let (seed, problems) = read(&text);
        assert_eq!(places(&problems), [], "{text:?}");
        assert_eq!((seed.title.raw(), seed.date.raw(), seed.digest), ("先行", "2020-11-30", true));
        let clauses: Vec<_> = seed
            .clauses
            .iter()
            .map(|clause| {
                (clause.number.as_str(), clause.heading.raw(), clause.text.raw(), clause.place.line)
            })
            .collect();
        let expected =
            [("5", "四港联动", "", 11), ("5.1", "", "第一条。\n接着说。", 13), ("5.2", "", "第二条。", 16)];
        assert_eq!(clauses, expected);
        assert!(seed.clauses[0].is_section() && !seed.clauses[1].is_section());
    }
}

#[test]
fn what_is_wrong_with_a_seed_is_shown_where_it_stands() {
    let cases = [
        (WHOLE.replace("2020-11-30", "\"yesterday\""), vec![("bad-date", 4, 8)]),
        (WHOLE.replace("\"先行\"\np", "3\np"), vec![("wrong-type", 2, 9)]),
        (WHOLE.replace("publication", "pulication"), vec![("unknown-key", 3, 1)]),
        (WHOLE.replace("\"digest\"", "\"copy\""), vec![("bad-word", 6, 10)]),
        (WHOLE.replace("date = 2020-11-30", "date = 先"), vec![("not-toml", 4, 8)]),
        (WHOLE.replace("5.2", "5.1"), vec![("duplicate-clause", 16, 1)]),
        (WHOLE.replace("## 5 ", "## "), vec![("bad-clause", 11, 1)]),
    ];
    for (text, expected) in cases {
        let (_, problems) = read(&text);
        assert_eq!(places(&problems), expected, "{text}");
        for problem in problems {
            let pointed = text.get(problem.place.start..problem.place.end);
            assert!(pointed.is_some_and(|pointed| !pointed.is_empty()), "{problem:?}");
        }
    }
}

#[test]
fn a_seed_that_does_not_say_so_is_no_original() {
    assert!(read("## 1 x\n1.1 y\n").0.digest);
    assert!(!read(&WHOLE.replace("digest", "original")).0.digest);
}
