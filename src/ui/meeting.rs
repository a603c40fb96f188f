//! The meeting: the agenda on one side, beside it the item on the table, to be read from the back of a room, and below
//! both how the time goes. While no meeting is under way: what an agenda can be made of, and what would be on it.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::listing::Listing;
use super::overlays;
use super::paint::{Canvas, Pieces, blank, piece};
use super::{item, marks, theme};
use crate::app::{AgendaSource, Drawn, MEETING_HEAD, Model};
use crate::plan::ItemId;
use crate::report;
use crate::review::{Action, Meeting, MeetingState, Outcome, Progress, Times};
use crate::text::{Foreign, Shown, fit, width};
use crate::words::Words;

/// Draws the agenda, or what it can be made of.
pub(super) fn list(model: &Model, words: &Words, canvas: &mut Canvas<'_, '_>, area: Rect) {
    let head = u16::try_from(MEETING_HEAD).unwrap_or_default().min(area.height);
    let rows = Rect { y: area.y + head, height: area.height - head, ..area };
    let picker = model.room.picker;
    if let Some(meeting) = model.meeting() {
        let progress = meeting.progresses(|id| model.plan.position(id));
        canvas.line(area, 0, &[blank(1), piece(&title(words, &meeting), theme::strong())]);
        if head > 1 {
            let room = usize::from(area.width).saturating_sub(2);
            canvas.line(area, 1, &[blank(1), piece(&counts(words, &progress, room), theme::quiet())]);
        }
        let times = meeting.times(model.now());
        let shown = meeting.agenda.iter().enumerate().skip(picker.top).take(usize::from(rows.height));
        for (y, (at, id)) in (0..).zip(shown) {
            let (left, right) = agenda_line(model, words, &meeting, &times, (at, id, progress[at]));
            overlays::row(canvas, rows, y, (&left, &right), at == picker.chosen);
        }
        return;
    }
    canvas.line(area, 0, &[blank(1), piece(&words.say("meeting-begin-heading"), theme::strong())]);
    let sources = model.agenda_sources();
    let shown = sources.iter().enumerate().skip(picker.top).take(usize::from(rows.height));
    for (y, (at, source)) in (0..).zip(shown) {
        let left = vec![piece(&source_name(model, words, source), theme::plain())];
        overlays::row(canvas, rows, y, (&left, &Vec::new()), at == picker.chosen);
    }
}

fn title(words: &Words, meeting: &Meeting<'_>) -> Shown {
    let own = meeting.begin.title.as_ref().map(|title| title.show().one_line());
    own.unwrap_or_else(|| report::meeting_name(words, meeting))
}

/// How many are decided, parked, and still to be gone through, in at most `room` columns where that is possible.
fn counts(words: &Words, progress: &[Progress], room: usize) -> Shown {
    let [decided, parked, left] = Progress::counts(progress);
    let args = [("decided", decided.into()), ("parked", parked.into()), ("left", left.into())];
    let whole = words.say_with(if parked > 0 { "meeting-counts-parked" } else { "meeting-counts" }, &args);
    if width(whole.as_str()) <= room { whole } else { words.say_with("meeting-counts-short", &args) }
}

/// A line of the agenda: its number, a sign for how far the meeting came with it, and the title; on the right the time
/// it took, of the time it was given.
fn agenda_line(
    model: &Model,
    words: &Words,
    meeting: &Meeting<'_>,
    times: &Times<'_>,
    (at, id, progress): (usize, &ItemId, Progress),
) -> (Pieces, Pieces) {
    let table = model.is_on_the_table(meeting, id);
    let decided = model.outcome_of(meeting, id).map(|(_, outcome)| &outcome.status);
    let sign = report::progress_sign(&model.plan.strategy, progress, table, decided);
    let sign = match (progress, decided) {
        _ if sign.as_str().is_empty() => blank(1),
        (Progress::Decided, Some(status)) => marks::symbol(model, status),
        (Progress::Parked, _) => piece(&sign, theme::warning()),
        _ if table => piece(&sign, theme::strong()),
        _ => piece(&sign, theme::quiet()),
    };
    let style = if table { theme::strong() } else { theme::plain() };
    let number = Shown::written(format!("{:>2} ", at + 1));
    let left = vec![
        piece(&number, theme::quiet()),
        sign,
        blank(1),
        piece(&report::item_name(words, &model.plan, id), style),
    ];
    let spent = times.items.iter().filter(|(other, _)| model.is_same(other, id)).map(|(_, seconds)| seconds);
    let spent = spent.sum::<u64>() / 60;
    let time = match meeting.minutes.get(id) {
        Some(planned) if spent > 0 => Some(format!(" {spent}/{planned}' ")),
        Some(planned) => Some(format!(" {planned}' ")),
        None => (spent > 0).then(|| format!(" {spent}' ")),
    };
    (left, time.map(|time| vec![piece(&Shown::written(time), theme::quiet())]).unwrap_or_default())
}

fn source_name(model: &Model, words: &Words, source: &AgendaSource) -> Shown {
    match source {
        AgendaSource::SinceLastMeeting { day } => {
            words.say_with("agenda-since", &[("day", Shown::of(day).into())])
        }
        AgendaSource::Concerns => words.say("agenda-concerns"),
        AgendaSource::Unmarked => words.say("agenda-unmarked"),
        AgendaSource::Area(index) => {
            let title = words.choose(&model.plan.areas[*index].title).one_line();
            words.say_with("agenda-area", &[("area", title.into())])
        }
        AgendaSource::Saved(index) => {
            let name = model.plan.strategy.queries[*index].name.show().one_line();
            words.say_with("agenda-saved", &[("name", name.into())])
        }
        AgendaSource::Typed => words.say("agenda-typed"),
    }
}

/// Draws the chosen item with what the meeting said of it, or what would be on the agenda.
pub(super) fn detail(
    model: &Model,
    words: &Words,
    canvas: &mut Canvas<'_, '_>,
    area: Rect,
    drawn: &mut Drawn,
) {
    let mut listing = Listing::new(usize::from(area.width).saturating_sub(1).max(1));
    match model.meeting() {
        Some(meeting) => on_the_table(model, words, &mut listing, &meeting),
        None => would_be_discussed(model, words, &mut listing),
    }
    match model.agenda_item() {
        Some(index) => {
            listing.draw_item((model, words), canvas, area, model.item_scroll, index, drawn);
        }
        None => drawn.measured.item = listing.draw(words, canvas, area, model.item_scroll),
    }
}

fn on_the_table(model: &Model, words: &Words, listing: &mut Listing, meeting: &Meeting<'_>) {
    let at = model.room.picker.chosen;
    let Some(&id) = meeting.agenda.get(at) else {
        return listing.text(&words.say("meeting-nothing-on-agenda"), theme::quiet());
    };
    let state = match (model.is_on_the_table(meeting, id), meeting.state()) {
        (true, MeetingState::Paused) => words.say("meeting-paused"),
        (true, _) => words.say("meeting-on-the-table"),
        (false, _) => words.say("meeting-not-on-the-table"),
    };
    let style = if model.is_on_the_table(meeting, id) { theme::heading() } else { theme::quiet() };
    let count = Shown::written(format!("{}/{}", at + 1, meeting.agenda.len()));
    listing.line(vec![piece(&count, theme::strong()), blank(2), piece(&state, style)]);
    said(model, words, listing, meeting, id);
    listing.gap();
    if let Some(index) = model.plan.position(id) {
        item::item(model, words, listing, index, item::Detail::ForTheRoom);
    } else {
        let args = [("id", Foreign::from(id).show().into())];
        listing.text(&words.say_with("meeting-item-gone", &args), theme::alarm());
    }
}

/// What the meeting decided on the item, what is to be done, and whether it was put off.
fn said(model: &Model, words: &Words, listing: &mut Listing, meeting: &Meeting<'_>, id: &ItemId) {
    let is_it = |other: &ItemId| model.is_same(other, id);
    let outcomes: Vec<&Outcome> =
        meeting.outcomes.iter().map(|(_, outcome)| *outcome).filter(|outcome| is_it(&outcome.item)).collect();
    let actions: Vec<&Action> = meeting.actions.iter().map(|(_, action)| *action).collect();
    let actions: Vec<&Action> =
        actions.into_iter().filter(|action| action.item.as_ref().is_some_and(is_it)).collect();
    let park = meeting.parks.iter().map(|(_, park)| park).find(|park| is_it(&park.item));
    if !outcomes.is_empty() || !actions.is_empty() || park.is_some() {
        listing.gap();
    }
    for outcome in &outcomes {
        let style = theme::status(&model.plan.strategy, &outcome.status);
        let mut line = vec![
            piece(&words.say("meeting-outcome"), theme::label()),
            blank(2),
            marks::symbol(model, &outcome.status),
            blank(1),
            piece(&words.status(&model.plan.strategy, &outcome.status), bold(style)),
        ];
        if let Some(votes) = outcome.votes {
            let votes = Shown::written(votes.to_string());
            line.extend([blank(2), piece(&votes, theme::strong())]);
        }
        listing.line(line);
        if let Some(text) = &outcome.text {
            let indent = width(words.say("meeting-outcome").as_str()) + 2;
            listing.hanging(vec![blank(indent)], &text.show(), theme::plain());
        }
    }
    if outcomes.iter().any(|outcome| outcome.status != outcomes[0].status) {
        listing.text(&words.say("meeting-outcomes-differ"), theme::warning());
    }
    for action in actions {
        listing.field(&words.say("meeting-action"), &report::action_name(words, action), theme::plain());
    }
    if let Some(park) = park {
        let why = park.text.as_ref().map(|text| text.show().one_line());
        let why = why.unwrap_or_else(|| words.say("meeting-parked-plain"));
        listing.field(&words.say("meeting-parked"), &why, theme::warning());
    }
}

fn bold(style: Style) -> Style {
    style.patch(theme::strong())
}

fn would_be_discussed(model: &Model, words: &Words, listing: &mut Listing) {
    if let Some(problem) = &model.room.line.problem {
        let waits = problem.fault.waits_for().is_some();
        let said = if waits { words.say("changes-waiting") } else { words.query_fault(&problem.fault) };
        return listing.text(&said, if waits { theme::quiet() } else { theme::warning() });
    }
    let found = model.agenda_found();
    let query = Shown::of(model.room.line.input.value());
    let args = [("count", found.len().into()), ("query", query.into())];
    listing.text(&words.say_with("agenda-found", &args), theme::strong());
    listing.gap();
    for (at, index) in found.into_iter().enumerate() {
        let number = Shown::written(format!("{:>3}  ", at + 1));
        let item = &model.plan.items[index];
        let title = words.choose(&item.title).one_line();
        let room = listing.width.saturating_sub(7);
        let sign = marks::stance(model, &model.stance(index));
        let title = fit(&title, room);
        listing.line(vec![piece(&number, theme::quiet()), sign, blank(1), piece(&title, theme::plain())]);
    }
}

/// Draws how long the item and the meeting have taken, of the time they were given; a warning only where it is over.
pub(super) fn clock(model: &Model, words: &Words, canvas: &mut Canvas<'_, '_>, area: Rect) {
    let Some(meeting) = model.meeting() else { return };
    let times = meeting.times(model.now());
    let minutes = |seconds: u64| usize::try_from(seconds / 60).unwrap_or(usize::MAX);
    let part = |[id, of]: [&str; 2], seconds: u64, planned: Option<u64>| {
        let (spent, planned) = (minutes(seconds), planned.and_then(|planned| usize::try_from(planned).ok()));
        let style = match planned {
            Some(planned) if spent >= planned => theme::warning(),
            _ => theme::quiet(),
        };
        let said = match planned {
            Some(planned) => words.say_with(of, &[("minutes", spent.into()), ("planned", planned.into())]),
            None => words.say_with(id, &[("minutes", spent.into())]),
        };
        piece(&said, style)
    };
    let planned = |id: &ItemId| meeting.minutes.get(id).copied().map(u64::from);
    let mut line = vec![blank(1)];
    if let Some(table) = meeting.on_the_table() {
        let spent = times.items.get(table).copied().unwrap_or_default();
        line.extend([part(["clock-item", "clock-item-of"], spent, planned(table)), blank(3)]);
    }
    line.push(part(["clock-whole", "clock-whole-of"], times.whole, meeting.planned_minutes()));
    if meeting.state() == MeetingState::Paused {
        line.extend([blank(3), piece(&words.say("clock-paused"), theme::warning())]);
    }
    let people = words.say_with("clock-present", &[("count", meeting.present.len().into())]);
    let right =
        if meeting.present.is_empty() { Vec::new() } else { vec![piece(&people, theme::quiet()), blank(1)] };
    canvas.both_ends(area, 0, &line, &right);
}

/// Lays the minutes out as they would be written, and says how to have them written to a file.
pub(super) fn minutes(model: &Model, words: &Words, width: usize) -> Vec<Pieces> {
    let mut listing = Listing::new(width.saturating_sub(2).max(1));
    listing.text(&words.say("minutes-hint"), theme::quiet());
    let Some(meeting) = model.meeting_to_tell() else { return listing.lines };
    for line in report::minutes(words, &model.plan, &model.review, &meeting).lines() {
        let style = if line.starts_with('#') { theme::heading() } else { theme::plain() };
        match line {
            "" => listing.gap(),
            line => listing.text(&Shown::of(line), style),
        }
    }
    listing.lines
}
