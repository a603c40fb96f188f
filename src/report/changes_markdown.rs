//! What changed, as a Markdown document. Takes the lines of [`super::changes`] as they are and dresses them.

use std::fmt::Write as _;

use super::changes::{
    area_changes, area_head, changes_head, clause_changes, item_changes, item_head, verdict_changes,
};
use super::changes_facts::fact_changes;
use super::markdown::escaped;
use super::{Emphasis, Line};
use crate::job::Compared;
use crate::words::Words;

/// Writes everything that changed as Markdown; it ends in a newline.
pub fn changes_markdown(words: &Words, compared: &Compared) -> String {
    let mut text = String::new();
    for line in changes_head(words, compared) {
        written(&mut text, format_args!("{}\n\n", plain(&line)));
    }
    for area in &compared.comparison.areas {
        written(&mut text, format_args!("## {}\n\n", plain(&area_head(words, compared, area))));
        for line in area_changes(words, compared, area) {
            written(&mut text, format_args!("- {}\n", dressed(&line)));
        }
        for item in &area.items {
            written(&mut text, format_args!("- {}\n", plain(&item_head(words, compared, item))));
            for line in item_changes(words, compared, item) {
                written(&mut text, format_args!("  - {}\n", dressed(&line)));
            }
        }
        text.push('\n');
    }
    let clauses = clause_changes(words, compared);
    if !clauses.is_empty() {
        written(&mut text, format_args!("## {}\n\n", words.say("changes-clauses")));
        for line in &clauses {
            let below = line.parts().next().is_some_and(|(_, text)| text.as_str() == "  ");
            written(&mut text, format_args!("{}- {}\n", if below { "  " } else { "" }, dressed(line)));
        }
        text.push('\n');
    }
    for (heading, lines) in [
        ("changes-verdicts", verdict_changes(words, compared)),
        ("changes-facts", fact_changes(words, compared)),
    ] {
        if !lines.is_empty() {
            written(&mut text, format_args!("## {}\n\n", words.say(heading)));
            for line in &lines {
                let below = line.parts().next().is_some_and(|(_, text)| text.as_str() == "  ");
                written(&mut text, format_args!("{}- {}\n", if below { "  " } else { "" }, plain(line)));
            }
            text.push('\n');
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn written(text: &mut String, more: std::fmt::Arguments<'_>) {
    text.write_fmt(more).expect("a string takes everything");
}

fn plain(line: &Line) -> String {
    let text: String = line.parts().map(|(_, text)| escaped(text.as_str())).collect();
    text.trim().to_owned()
}

/// Strikes out what is gone and sets what came in bold.
fn dressed(line: &Line) -> String {
    let mut text = String::new();
    for (emphasis, part) in line.parts() {
        let part = escaped(part.as_str());
        match (emphasis, part.as_str()) {
            // The brackets of plain text say here what the dress says.
            (_, "\\[-" | "-\\]" | "{+" | "+}") => {}
            (Emphasis::Bad, _) if !part.trim().is_empty() => {
                written(&mut text, format_args!("~~{}~~", part.trim()));
            }
            (Emphasis::Good, _) if !part.trim().is_empty() => {
                written(&mut text, format_args!("**{}**", part.trim()));
            }
            _ => text.push_str(&part),
        }
    }
    text.trim().to_owned()
}
