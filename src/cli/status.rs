//! `status`: how far the review is, and what is not committed yet.

use serde::Serialize;

use super::failure::Failure;
use super::output::Answer;
use super::session::{Opened, Session};
use crate::job::{RepositoryFailure, RepositoryState, Survey, Undone};
use crate::plan::Plan;
use crate::report::{self, Counts, Emphasis, Line, MeetingEntry, OverviewEntry};
use crate::review::{Meeting, MeetingState, Overview};
use crate::text::Shown;

#[derive(Serialize)]
struct Status {
    title: String,
    #[serde(flatten)]
    overview: OverviewEntry,
    repository: Option<RepositoryEntry>,
    /// The meeting under way, if there is one.
    meeting: Option<MeetingEntry>,
    /// Facts that are in the journal only.
    in_journal: usize,
    problems: Counts,
    /// Area files that could not be read whole, so that items may be missing.
    unread: Vec<String>,
}

#[derive(Serialize)]
struct RepositoryEntry {
    branch: Option<String>,
    head: Option<String>,
    ahead: Option<u32>,
    behind: Option<u32>,
    /// Facts that are in no commit.
    uncommitted: usize,
}

/// Counts by area and by reviewer, who has yet to look at what, and how far it was day by day.
pub(super) fn status(session: &Session, at: Option<&str>) -> Result<Answer, Failure> {
    let opened = session.open_at(at)?;
    let survey = &opened.survey;
    let plan = opened.plan();
    let overview = Overview::of(plan, &opened.review);
    let now = Some((session.world.clock)().timestamp());
    // What was under way at another time is over.
    let meeting = if at.is_none() { opened.review.meeting_of(opened.loaded.identity.known()) } else { None };
    let title = session.words.choose(&plan.strategy.title);
    let answer = session.answer(
        "status",
        || Status {
            title: title.to_string(),
            overview: OverviewEntry::of(&session.words, plan, &opened.review, &overview),
            repository: entry(survey),
            meeting: meeting
                .as_ref()
                .map(|meeting| MeetingEntry::of(&session.words, plan, &opened.review, meeting, now)),
            in_journal: opened.loaded.in_journal,
            problems: Counts::of(&opened.loaded.problems),
            unread: report::unread(plan, &opened.loaded.problems),
        },
        || {
            let mut lines = vec![Line::of(Emphasis::Strong, title.one_line())];
            lines.extend(meeting.as_ref().map(|meeting| under_way(session, plan, meeting)));
            lines.push(Line::default());
            let told = report::overview(&session.words, plan, &opened.review, &overview, session.columns);
            lines.extend(told);
            lines.push(Line::default());
            lines.push(repository(session, survey));
            lines.extend(problems(session, &opened));
            lines
        },
    );
    Ok(opened.with_remarks(session, answer))
}

/// Names the meeting under way, and says how far it is.
fn under_way(session: &Session, plan: &Plan, meeting: &Meeting<'_>) -> Line {
    let words = &session.words;
    let progress = meeting.progresses(|id| plan.position(id));
    let args = [
        ("meeting", report::meeting_name(words, meeting).into()),
        ("counts", report::agenda_counts(words, &progress).into()),
    ];
    let id = match meeting.state() {
        MeetingState::Paused => "status-meeting-paused",
        _ => "status-meeting",
    };
    Line::of(Emphasis::Caution, words.say_with(id, &args))
}

fn entry(survey: &Survey) -> Option<RepositoryEntry> {
    let Survey::Repository(state) = survey else { return None };
    Some(RepositoryEntry {
        branch: state.branch.as_ref().map(|branch| branch.raw().to_owned()),
        head: state.head.clone(),
        ahead: state.ahead,
        behind: state.behind,
        uncommitted: state.uncommitted.len(),
    })
}

fn repository(session: &Session, survey: &Survey) -> Line {
    let words = &session.words;
    match survey {
        Survey::Repository(state) => branch(session, state),
        Survey::Without(RepositoryFailure::NoRepository) => words.say("status-no-repository").into(),
        Survey::Without(RepositoryFailure::NoGit) => words.say("status-no-git").into(),
        Survey::Without(other) => Line::of(Emphasis::Caution, words.repository_failed(other, Undone::Survey)),
    }
}

fn branch(session: &Session, state: &RepositoryState) -> Line {
    let words = &session.words;
    let mut said = match &state.branch {
        Some(branch) => words.say_with("status-branch", &[("branch", branch.into())]),
        None => words.say("header-detached"),
    };
    let apart = [("↑", state.ahead), ("↓", state.behind)];
    for (sign, count) in
        apart.into_iter().filter_map(|(sign, count)| Some((sign, count.filter(|&count| count > 0)?)))
    {
        said.push(&Shown::of(&format!(" {sign}{count}")));
    }
    let line = Line::from(said).and(Emphasis::Plain, Shown::own("  "));
    match state.uncommitted.len() {
        0 => line.and(Emphasis::Good, words.say("status-all-committed")),
        count => {
            line.and(Emphasis::Caution, words.say_with("status-uncommitted", &[("count", count.into())]))
        }
    }
}

fn problems(session: &Session, opened: &Opened) -> Option<Line> {
    let Counts { errors, warnings, .. } = Counts::of(&opened.loaded.problems);
    let count = errors + warnings;
    (count > 0).then(|| {
        Line::of(Emphasis::Bad, session.words.say_with("status-problems", &[("count", count.into())]))
    })
}
