//! `check`: every problem of the plan, with its line and a caret.

use serde::Serialize;

use super::exit::Exit;
use super::failure::Failure;
use super::output::Answer;
use super::session::{Opened, Session};
use crate::config::Config;
use crate::job::{Job, Outcome, TakenAway, Trust, TrustWish, Undone};
use crate::plan::{Level, Problem};
use crate::report::{self, Counts, Line, ProblemEntry};
use crate::text::Shown;
use crate::work::perform;

#[derive(Serialize)]
struct Check {
    #[serde(flatten)]
    counts: Counts,
    problems: Vec<ProblemEntry>,
}

/// Checks the plan and all records. Errors and warnings are what it finds; hints are told, and do not count. With
/// `only_errors` nothing else is listed or counts.
#[expect(clippy::unnecessary_wraps, reason = "every verb may fail, and this one by chance cannot")]
pub(super) fn check(session: &Session, only_errors: bool) -> Result<Answer, Failure> {
    let mut opened = session.open();
    let unseen = add_taken_away(session, &mut opened.loaded.problems);
    add_redirects(session, &mut opened.loaded.problems);
    let counts = Counts::of(&opened.loaded.problems);
    let is_wanted = |problem: &&Problem| !only_errors || problem.level() == Level::Error;
    let wanted: Vec<&Problem> = opened.loaded.problems.iter().filter(is_wanted).collect();
    let mut answer = session.answer(
        "check",
        || Check { counts, problems: entries(session, &opened, &wanted) },
        || {
            let mut lines = lines(session, &opened, &wanted);
            lines.push(counts.summary(&session.words));
            lines
        },
    );
    // Where the history cannot be looked through, nobody knows that nothing is wrong.
    if unseen.is_some() || wanted.iter().any(|problem| problem.level() != Level::Hint) {
        answer.exit = Exit::Found;
    }
    answer.remarks.extend(unseen);
    let Config { keys, lines, .. } = &session.config;
    let over_statuses = Config::over_statuses(keys, lines, &opened.plan().strategy.statuses);
    answer.remarks.extend(session.mistakes(&over_statuses));
    // What cannot be read is among the problems.
    Ok(opened.with_remark_on_journal(session, answer))
}

/// Adds what leads git elsewhere to `problems`. Where git cannot be asked, it leads nowhere.
fn add_redirects(session: &Session, problems: &mut Vec<Problem>) {
    let Outcome::Trusted(found) = perform(&session.world, Job::Trust { wish: TrustWish::Look }) else {
        unreachable!("a question of trust answers Trusted")
    };
    problems.splice(0..0, found.iter().flat_map(Trust::problems));
    Problem::sort(problems);
}

/// Adds what commits took away to `problems`; says so where the history cannot be looked through.
fn add_taken_away(session: &Session, problems: &mut Vec<Problem>) -> Option<Shown> {
    let Outcome::TakenAway(found) = perform(&session.world, Job::TakenAway) else {
        unreachable!("looking for what was taken away answers TakenAway")
    };
    match found {
        Ok(found) => {
            problems.splice(0..0, found.iter().map(TakenAway::problem));
            Problem::sort(problems);
            None
        }
        Err(failure) if failure.is_without_git() => None,
        Err(failure) => Some(session.words.repository_failed(&failure, Undone::LookForTakenAway)),
    }
}

fn entries(session: &Session, opened: &Opened, wanted: &[&Problem]) -> Vec<ProblemEntry> {
    let (plan, review) = (opened.plan(), &opened.review);
    let entry = |problem: &&Problem| report::problem_entry(&session.words, plan, review, problem);
    wanted.iter().map(entry).collect()
}

fn lines(session: &Session, opened: &Opened, wanted: &[&Problem]) -> Vec<Line> {
    let mut lines = Vec::new();
    for problem in wanted {
        let text = opened.loaded.texts.get(&problem.place.file).map(String::as_str);
        lines.extend(report::problem(&session.words, problem, text, session.columns));
        let said = report::fact_said(&session.words, opened.plan(), &opened.review, problem);
        lines.extend(said.map(|said| Line::from(said).indented(2)));
        lines.push(Line::default());
    }
    lines
}
