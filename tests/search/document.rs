//! `docs/search.md` says what is so: its fields are the fields there are, and its examples find what they say.

use std::fs;
use std::path::Path;

use fupan::search::query::QueryField;

use crate::finding::Finder;
use crate::plans::read_directory;

fn document() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/search.md"))
        .expect("the document is there")
}

/// Returns the cells of the table between two marks, without its head.
fn table(name: &str) -> Vec<Vec<String>> {
    let document = document();
    let (_, rest) = document.split_once(&format!("<!-- {name} -->")).expect("the table begins");
    let (table, _) = rest.split_once(&format!("<!-- /{name} -->")).expect("the table ends");
    let cells = |line: &str| {
        let line = line.replace("\\|", "\u{1}");
        let cells = line.trim_matches('|').split('|');
        cells.map(|cell| cell.trim().trim_matches('`').replace('\u{1}', "|")).collect()
    };
    table.trim().lines().skip(2).map(cells).collect()
}

#[test]
fn the_fields_are_those_there_are() {
    let documented: Vec<String> = table("fields").into_iter().map(|row| row[0].replace("` `", " ")).collect();
    let there: Vec<String> = QueryField::ALL.iter().map(|field| field.names().join(" ")).collect();
    assert_eq!(documented, there);
}

#[test]
fn the_examples_of_fields_are_understood() {
    let finder = Finder::new(read_directory(Path::new(env!("CARGO_MANIFEST_DIR"))));
    for row in table("fields") {
        for example in row[1].split("` `") {
            let said = finder.complaints(example);
            // The shipped plan has no reviewers of that name, nobody is at the keyboard, and git is not asked.
            let open = ["by:", "todo:", "待看:", "changed:"].iter().any(|field| example.starts_with(field));
            assert!(said.is_empty() || open, "{example}: {said:?}");
        }
    }
}

#[test]
fn the_examples_find_what_they_say() {
    let finder = Finder::new(read_directory(Path::new(env!("CARGO_MANIFEST_DIR"))));
    let found: Vec<Vec<String>> = table("examples")
        .into_iter()
        .map(|row| {
            let hits = finder.find(&row[0]);
            let first = hits.first().cloned().unwrap_or_default();
            vec![row[0].clone(), first, hits.len().to_string()]
        })
        .collect();
    assert_eq!(found, table("examples"));
}
