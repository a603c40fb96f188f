//! A meeting on a sheet: how far it is, item by item; and meetings as a list.

use jiff::Timestamp;

use super::meeting::{
    Proceeding, decided_counts, meeting_name, meeting_title, outcome_name, proceedings,
    proceedings_and_places, progress_sign,
};
use super::stance::emphasis;
use super::table::{Align, Cell, Row, number, table};
use super::threads::short;
use super::{Emphasis, Line};
use crate::plan::Plan;
use crate::review::{Meeting, MeetingState, Progress};
use crate::text::{Foreign, Shown};
use crate::words::Words;

/// Writes how far a meeting is, in at most `columns` columns; `now` is when it is looked at.
pub fn meeting_sheet(
    words: &Words,
    plan: &Plan,
    meeting: &Meeting<'_>,
    now: Option<Timestamp>,
    columns: Option<usize>,
) -> Vec<Line> {
    let times = meeting.times(now);
    let mut lines = vec![
        Line::of(Emphasis::Strong, meeting_name(words, meeting))
            .and(Emphasis::Plain, Shown::own("  "))
            .and(Emphasis::Caution, state(words, meeting))
            .and(Emphasis::Faint, Shown::of(&format!("  {}", short(meeting.id())))),
    ];
    let mut said = Vec::new();
    if !meeting.present.is_empty() {
        said.push(labelled(words, "meeting-present", &list(words, &meeting.present)));
    }
    if let Some(chair) = &meeting.begin.chair {
        said.push(labelled(words, "meeting-chair", &super::reviewer_name(&plan.strategy, chair)));
    }
    if let Some(place) = &meeting.begin.place {
        said.push(labelled(words, "meeting-place", &place.show().one_line()));
    }
    said.push(labelled(words, "meeting-time-used", &spent(words, times.whole, meeting.begin.planned)));
    lines.extend(said.into_iter().map(Line::from));
    lines.push(Line::default());
    let (all, places) = proceedings_and_places(plan, meeting);
    let on_the_table = meeting.on_the_table().and_then(|id| places.of(id));
    let seconds = places.seconds(&times);
    let running = meeting.state() != MeetingState::Ended;
    let mut count = 0;
    let rows = all.iter().enumerate().map(|(at, proceeding)| {
        count += usize::from(proceeding.on_agenda);
        let is_there = running && on_the_table == Some(at);
        let seconds = seconds.get(&at).copied().unwrap_or_default();
        let planned = meeting.minutes.get(proceeding.item).copied();
        let (sign, came_to) = came_to(words, plan, proceeding, is_there);
        Row::Cells(vec![
            if proceeding.on_agenda {
                number(Emphasis::Faint, count)
            } else {
                Cell::of(Emphasis::Faint, &Shown::own("+"))
            },
            sign,
            Cell::of(
                if is_there { Emphasis::Strong } else { Emphasis::Plain },
                &proceeding.name(words, plan),
            ),
            if seconds >= 60 || planned.is_some() {
                Cell::of(Emphasis::Faint, &spent(words, seconds, planned))
            } else {
                Cell::default()
            },
            came_to,
        ])
    });
    let align = [Align::Right, Align::Left, Align::GivesWay, Align::Left, Align::Left];
    lines.extend(table(&align, rows.collect(), columns));
    lines
}

/// Lists meetings, one a line, in at most `columns` columns.
pub fn meeting_list(
    words: &Words,
    plan: &Plan,
    meetings: &[Meeting<'_>],
    columns: Option<usize>,
) -> Vec<Line> {
    let rows = meetings.iter().map(|meeting| {
        let day = meeting.fact.at.as_ref().map_or("—", crate::review::Moment::day);
        let decided = decided_counts(words, &plan.strategy, &proceedings(plan, meeting));
        Row::Cells(vec![
            Shown::of(day).into(),
            Cell::of(Emphasis::Strong, &meeting_title(words, meeting)),
            Cell::of(Emphasis::Caution, &state(words, meeting)),
            decided.unwrap_or_else(|| words.say("message-meeting-nothing-decided")).into(),
            Cell::of(Emphasis::Faint, &Shown::of(&short(meeting.id()))),
        ])
    });
    let align = [Align::Left, Align::GivesWay, Align::Left, Align::Left, Align::Left];
    table(&align, rows.collect(), columns)
}

/// Returns the sign of how far the meeting came with an item, and says it.
fn came_to(words: &Words, plan: &Plan, proceeding: &Proceeding<'_>, is_there: bool) -> (Cell, Cell) {
    let strategy = &plan.strategy;
    let status = proceeding.outcomes.first().map(|(_, outcome)| &outcome.status);
    let sign = progress_sign(strategy, proceeding.progress, is_there, status);
    let plain = |said: Shown| (Cell::of(Emphasis::Faint, &sign), Cell::of(Emphasis::Faint, &said));
    match proceeding.progress {
        Progress::Waiting => plain(Shown::default()),
        Progress::Discussed if is_there => plain(words.say("meeting-on-now")),
        Progress::Discussed => plain(words.say("meeting-discussed")),
        Progress::Parked => plain(words.say("meeting-was-parked")),
        Progress::Decided => {
            let told: Vec<Shown> = proceeding
                .outcomes
                .iter()
                .map(|(_, outcome)| outcome_name(words, strategy, outcome))
                .collect();
            let told = Shown::join(&told, &Shown::own(" / "));
            match proceeding.outcomes.first() {
                Some((_, outcome)) if !proceeding.is_contradicting() => {
                    let how = emphasis(strategy, &outcome.status);
                    (Cell::of(how, &sign), Cell::of(how, &told))
                }
                _ => (Cell::of(Emphasis::Bad, &Shown::own("*")), Cell::of(Emphasis::Bad, &told)),
            }
        }
    }
}

/// Says whether a meeting is under way; nothing of one that ended.
fn state(words: &Words, meeting: &Meeting<'_>) -> Shown {
    match meeting.state() {
        MeetingState::Running => words.say("meeting-state-running"),
        MeetingState::Paused => words.say("meeting-state-paused"),
        MeetingState::Ended => words.say("meeting-state-ended"),
    }
}

/// Says how many whole minutes were used, and of how many.
fn spent(words: &Words, seconds: u64, planned: Option<u32>) -> Shown {
    let used = ("used", Shown::of(&(seconds / 60).to_string()).into());
    match planned {
        None => words.say_with("meeting-minutes-used", &[used]),
        Some(planned) => {
            words.say_with("meeting-minutes-of", &[used, ("planned", Shown::of(&planned.to_string()).into())])
        }
    }
}

fn labelled(words: &Words, id: &str, said: &Shown) -> Shown {
    words.say_with("label-line", &[("label", words.say(id).into()), ("said", said.clone().into())])
}

fn list(words: &Words, names: &[&Foreign]) -> Shown {
    let names: Vec<Shown> = names.iter().map(|name| name.show().one_line()).collect();
    Shown::join(&names, &words.say("list-separator"))
}
