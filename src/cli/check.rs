//! `check`: every problem of the plan, with its line and a caret.

use serde::Serialize;

use super::exit::Exit;
use super::failure::Failure;
use super::output::Answer;
use super::session::{Opened, Session};
use crate::report::{self, Counts, Line, ProblemEntry};

#[derive(Serialize)]
struct Check {
    #[serde(flatten)]
    counts: Counts,
    problems: Vec<ProblemEntry>,
}

/// Checks the plan and all records. Errors and warnings are what it finds; hints are told, and do not count.
#[expect(clippy::unnecessary_wraps, reason = "every verb may fail, and this one by chance cannot")]
pub(super) fn check(session: &Session) -> Result<Answer, Failure> {
    let opened = session.open();
    let counts = Counts::of(&opened.loaded.problems);
    let mut answer = session.answer(
        "check",
        || Check { counts, problems: entries(session, &opened) },
        || {
            let mut lines = lines(session, &opened);
            lines.push(counts.summary(&session.words));
            lines
        },
    );
    if counts.errors + counts.warnings > 0 {
        answer.exit = Exit::Found;
    }
    // What cannot be read is among the problems.
    Ok(opened.with_remark_on_journal(session, answer))
}

fn entries(session: &Session, opened: &Opened) -> Vec<ProblemEntry> {
    let (plan, review) = (opened.plan(), &opened.review);
    let entry = |problem| report::problem_entry(&session.words, plan, review, problem);
    opened.loaded.problems.iter().map(entry).collect()
}

fn lines(session: &Session, opened: &Opened) -> Vec<Line> {
    let mut lines = Vec::new();
    for problem in &opened.loaded.problems {
        let text = opened.loaded.texts.get(&problem.place.file).map(String::as_str);
        lines.extend(report::problem(&session.words, problem, text, session.columns));
        let said = report::fact_said(&session.words, opened.plan(), &opened.review, problem);
        lines.extend(said.map(|said| Line::from(said).indented(2)));
        lines.push(Line::default());
    }
    lines
}
