//! Problems with the line they are in and a caret under the spot, which stands right also under Chinese text.

use annotate_snippets::{AnnotationKind, Level as Severity, Origin, Renderer, Snippet};
use serde::Serialize;

use super::{Emphasis, Line, reviewer_name};
use crate::plan::{Fault, Level, Place, Plan, Problem};
use crate::review::{FactId, Moment, Review};
use crate::text::Shown;
use crate::words::Words;

/// How much of a line is looked at on either side of the spot, in characters. A file may be one line of megabytes.
const AROUND: usize = 400;

/// How wide the quoted lines are where nobody says.
const COLUMNS: usize = 120;

/// One line of a file around a spot.
struct Quoted {
    text: String,
    /// The spot, in bytes of `text`.
    start: usize,
    end: usize,
}

/// Returns a problem as lines. `text` is the content of the file it is in, where that could be read.
pub fn problem(words: &Words, problem: &Problem, text: Option<&str>, columns: Option<usize>) -> Vec<Line> {
    let level = problem.level();
    let name = words.level(level);
    let sentence = words.fault(&problem.fault).one_line();
    let title =
        severity(level).with_name(name.as_str()).primary_title(sentence.as_str()).id(problem.fault.code());
    let place = &problem.place;
    let file = place.file.show().one_line();
    let quoted = text.filter(|_| place.line > 0).map(|text| quoted(text, place));
    let group = match &quoted {
        None => title.element(Origin::path(file.as_str())),
        Some(quoted) => title.element(
            Snippet::source(quoted.text.as_str())
                .path(file.as_str())
                .line_start(place.line)
                .annotation(AnnotationKind::Primary.span(quoted.start..quoted.end)),
        ),
    };
    let renderer = Renderer::plain().term_width(columns.unwrap_or(COLUMNS));
    let rendered = renderer.render(&[group]);
    rendered.lines().enumerate().map(|(number, line)| dressed(level, number, line, place)).collect()
}

/// Says what the fact says that a problem is about, and by whom, where it is shown nowhere else.
pub fn fact_said(words: &Words, plan: &Plan, review: &Review, problem: &Problem) -> Option<Shown> {
    let Fault::OrphanFact { fact, .. } = &problem.fault else { return None };
    let fact = review.fact(&FactId::parse(fact.raw())?)?;
    let at = fact.at.as_ref().map(Moment::short).unwrap_or_default();
    let args = [
        ("by", reviewer_name(&plan.strategy, fact.voice()).into()),
        ("at", Shown::of(&at).into()),
        ("said", words.deed(&plan.strategy, &fact.deed).into()),
    ];
    Some(words.say_with("fact-said", &args))
}

fn severity(level: Level) -> Severity<'static> {
    match level {
        Level::Error => Severity::ERROR,
        Level::Warning => Severity::WARNING,
        Level::Hint => Severity::NOTE,
    }
}

/// Gives a rendered line its emphasis, and the place its true column, which the part of the line quoted does not tell.
fn dressed(level: Level, number: usize, line: &str, place: &Place) -> Line {
    let loud = match level {
        Level::Error => Emphasis::Bad,
        Level::Warning => Emphasis::Caution,
        Level::Hint => Emphasis::Faint,
    };
    match (number, line.split_once("--> ")) {
        (0, _) => match line.split_once(": ") {
            Some((head, sentence)) => {
                Line::of(loud, Shown::of(&format!("{head}: "))).and(Emphasis::Strong, Shown::of(sentence))
            }
            None => Line::of(loud, Shown::of(line)),
        },
        (1, Some((indent, _))) => Shown::of(&format!("{indent}--> {}", at(place))).into(),
        _ if line.contains('^') && line.chars().all(|c| matches!(c, ' ' | '|' | '^')) => {
            Line::of(loud, Shown::of(line))
        }
        _ => Shown::of(line).into(),
    }
}

/// Returns `file:line:column`, or the file alone where it is meant as a whole.
fn at(place: &Place) -> String {
    match place.line {
        0 => place.file.show().one_line().to_string(),
        line => format!("{}:{line}:{}", place.file.show().one_line(), place.column),
    }
}

fn quoted(text: &str, place: &Place) -> Quoted {
    let start = place.start.min(text.len());
    let (before, rest) = text.split_at_checked(start).unwrap_or((text, ""));
    let before = before.rsplit('\n').next().unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    let line = line.strip_suffix('\r').filter(|line| !line.is_empty()).unwrap_or(line);
    let spot = line.get(..place.end.saturating_sub(start)).unwrap_or(line);
    let after = line.get(spot.len()..).unwrap_or_default();
    let before =
        before.char_indices().rev().nth(AROUND).and_then(|(at, _)| before.get(at..)).unwrap_or(before);
    let shown = |text: &str| Shown::of(&text.chars().take(AROUND).collect::<String>()).to_string();
    let before = Shown::of(before).to_string();
    let spot = shown(spot);
    let (start, end) = (before.len(), before.len() + spot.len());
    Quoted { text: [before, spot, shown(after)].concat(), start, end }
}

/// How many problems there are of each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub errors: usize,
    pub warnings: usize,
    pub hints: usize,
}

impl Counts {
    /// Counts `problems`.
    pub fn of(problems: &[Problem]) -> Self {
        let count = |level| problems.iter().filter(|problem| problem.level() == level).count();
        Self { errors: count(Level::Error), warnings: count(Level::Warning), hints: count(Level::Hint) }
    }

    /// Returns the sentence at the end of a check.
    pub fn summary(self, words: &Words) -> Line {
        let args = [
            ("errors", self.errors.into()),
            ("warnings", self.warnings.into()),
            ("hints", self.hints.into()),
        ];
        match self {
            Self { errors: 0, warnings: 0, hints: 0 } => Line::of(Emphasis::Good, words.say("check-clean")),
            Self { errors: 0, warnings: 0, .. } => {
                Line::of(Emphasis::Good, words.say_with("check-summary", &args))
            }
            _ => Line::of(Emphasis::Strong, words.say_with("check-summary", &args)),
        }
    }
}

/// A problem in the form scripts read.
#[derive(Debug, Serialize)]
pub struct ProblemEntry {
    code: &'static str,
    level: &'static str,
    message: String,
    /// What the record says that it is about, and by whom, where that is shown nowhere else.
    record: Option<String>,
    file: String,
    line: Option<usize>,
    column: Option<usize>,
}

/// Returns a problem in the form scripts read.
pub fn problem_entry(words: &Words, plan: &Plan, review: &Review, problem: &Problem) -> ProblemEntry {
    let place = &problem.place;
    ProblemEntry {
        code: problem.fault.code(),
        level: match problem.level() {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Hint => "hint",
        },
        message: words.fault(&problem.fault).to_string(),
        record: fact_said(words, plan, review, problem).map(|said| said.to_string()),
        file: place.file.raw().to_owned(),
        line: (place.line > 0).then_some(place.line),
        column: (place.line > 0).then_some(place.column),
    }
}

#[cfg(test)]
#[path = "problems_tests.rs"]
mod tests;
