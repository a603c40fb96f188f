//! A source document in Markdown: a head in TOML between `+++` lines, sections `## 5 …`, and clauses that begin `5.2 `.

use std::collections::HashSet;

use super::{SourceText, reading};
use crate::plan::{AreaId, Citation, Clause, Fault, Problem, Seed};
use crate::text::Foreign;

/// The line before and after the head.
const FENCE: &str = "+++";

/// Reads a source document that citations call `name`.
pub fn seed(source: &SourceText, name: AreaId) -> (Seed, Vec<Problem>) {
    let mut problems = source.at_first_sight();
    let conflict = problems.iter().any(|problem| problem.fault == Fault::ConflictMarkers);
    let (head, body_start) = head(source);
    let (table, syntax) = reading::parse(&head);
    problems.extend(syntax);
    let lines = head.lines();
    let mut reader = reading::Reader::new(&lines, &table, 0..0, &[]);
    let mut said = |key| reader.foreign(key).unwrap_or_default();
    let (title, publication) = (said("title"), said("publication"));
    // Of the original, for whoever holds it.
    said("sha256");
    let date = reader.date("date").map_or_else(Foreign::default, |date| Foreign::new(date.to_string()));
    let natures = [true, false];
    let digest =
        reader.word("nature", &natures, |digest| if digest { "digest" } else { "original" }).unwrap_or(true);
    problems.extend(reader.finish());
    reading::drop_echoes(&mut problems);
    let (file, broken) = (source.name.clone(), source.is_damaged() || conflict);
    let mut seed = Seed { name, title, publication, date, digest, clauses: Vec::new(), file, broken };
    clauses(source, body_start, &mut seed, &mut problems);
    (seed, problems)
}

/// Returns the file up to the end of the head, with blanks for the fence so that places hold, and where the body begins.
fn head(source: &SourceText) -> (SourceText, usize) {
    let text = source.text.as_str();
    let mut lines = text.split_inclusive('\n');
    let fence = |line: &str| line.trim_start_matches('\u{feff}').trim_end() == FENCE;
    let first = lines.next().filter(|line| fence(line)).map_or(0, str::len);
    let mut end = first;
    for line in lines.take_while(|_| first > 0) {
        if fence(line) {
            let blank = " ".repeat(first - 1);
            let inside = text.get(first..end).unwrap_or_default();
            let head = SourceText::new(source.name.clone(), format!("{blank}\n{inside}"));
            return (head, end + line.len());
        }
        end += line.len();
    }
    (SourceText::new(source.name.clone(), ""), 0)
}

fn clauses(source: &SourceText, body_start: usize, seed: &mut Seed, problems: &mut Vec<Problem>) {
    let mut seen: HashSet<String> = HashSet::new();
    let mut offset = body_start;
    let lines = source.lines();
    let body = source.text.get(body_start..).unwrap_or_default();
    for line in body.split_inclusive('\n') {
        let span = offset..offset + line.trim_end().len();
        offset += line.len();
        let line = line.trim_start_matches('\u{feff}').trim_end();
        let heading = line.strip_prefix("## ");
        if line.is_empty() || line.starts_with("# ") || line.starts_with("<!--") {
            continue;
        }
        let (number, text) = heading.unwrap_or(line).split_once(' ').unwrap_or((heading.unwrap_or(line), ""));
        let Some(Citation { clause, .. }) = Citation::parse(&format!("seed#{number}")) else {
            // A line without a number goes on with the clause before it.
            match seed.clauses.last_mut().filter(|_| heading.is_none()) {
                Some(last) => last.text = Foreign::new(format!("{}\n{line}", last.text.raw())),
                None => problems.push(Problem {
                    fault: Fault::BadClause { line: line.into() },
                    place: lines.place(span),
                }),
            }
            continue;
        };
        if !seen.insert(clause.clone()) {
            let fault = Fault::DuplicateClause {
                citation: Citation { seed: seed.name.clone(), clause: clause.clone() },
            };
            problems.push(Problem { fault, place: lines.place(span.clone()) });
        }
        let (heading, text) = if heading.is_some() { (text, "") } else { ("", text) };
        let place = lines.place(span);
        seed.clauses.push(Clause {
            number: clause,
            heading: heading.trim().into(),
            text: text.trim().into(),
            place,
        });
    }
}
