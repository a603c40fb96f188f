//! The first line: the plan, the branch, what is not committed yet, how far the review is, and who is reviewing.

use ratatui::layout::Rect;

use super::marks;
use super::paint::{Canvas, Pieces, blank, columns, piece};
use super::theme;
use crate::app::Model;
use crate::command::Command;
use crate::job::{RepositoryFailure, Survey};
use crate::plan::Level;
use crate::review::{MeetingState, Tally};
use crate::text::{Foreign, Shown};
use crate::words::Words;

/// Columns of the bar that shows how far the review is.
const BAR: usize = 12;

pub(super) fn draw(model: &Model, words: &Words, canvas: &mut Canvas<'_, '_>, area: Rect) {
    let left = vec![blank(1), piece(&words.choose(&model.plan.strategy.title), theme::strong())];
    // What matters least gives way first on a narrow screen.
    let tally = model.total();
    let reading = || arriving(model, words);
    let progress = |with_bar| progress(model, words, tally, with_bar);
    let meeting = || meeting(model, words);
    let broken = || broken(model);
    let whole =
        [meeting(), reading(), broken(), repository(model, words), progress(true), reviewer(model, words)];
    let short =
        [meeting(), reading(), broken(), unkept(model, words), progress(false), reviewer(model, words)];
    // Counts of a part are worth less than knowing that it is one. Neither whose word is recorded nor that a meeting is
    // under way is ever left out.
    let most = [
        meeting(),
        broken(),
        if model.is_whole() { progress(false) } else { reading() },
        represented(model, words),
    ];
    let least = joined(&[meeting(), broken(), represented(model, words)]);
    let width = usize::from(area.width);
    let beside_title = width.saturating_sub(columns(&left).min(24));
    let richest = [(joined(&whole), beside_title), (joined(&short), beside_title), (joined(&most), width)];
    let right = richest.into_iter().find_map(|(parts, room)| (columns(&parts) <= room).then_some(parts));
    canvas.both_ends(area, 0, &left, &right.unwrap_or(least));
}

fn joined(parts: &[Pieces]) -> Pieces {
    let mut line = Vec::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        line.extend(part.iter().cloned());
        line.push(blank(2));
    }
    line.pop();
    line.push(blank(1));
    line
}

/// That a meeting is under way, and for how many of its planned minutes.
fn meeting(model: &Model, words: &Words) -> Pieces {
    let Some(meeting) = model.meeting_shown() else { return Vec::new() };
    let id = match meeting.state() {
        MeetingState::Paused => "header-meeting-paused",
        _ => "header-meeting",
    };
    let minutes = meeting.times(model.now()).whole / 60;
    let (time, over) = match meeting.planned_minutes() {
        Some(planned) => (format!("{minutes}/{planned}'"), minutes >= planned),
        None => (format!("{minutes}'"), false),
    };
    let style = if over { theme::warning() } else { theme::meeting() };
    vec![piece(&words.say(id), theme::meeting()), blank(1), piece(&Shown::written(time), style)]
}

/// That the plan has errors, and how many: `!32`.
fn broken(model: &Model) -> Pieces {
    let errors = model.problems.iter().filter(|problem| problem.level() == Level::Error).count();
    if errors == 0 { Vec::new() } else { vec![piece(&Shown::written(format!("!{errors}")), theme::alarm())] }
}

/// That the plan is still being read, and how much of it is there.
fn arriving(model: &Model, words: &Words) -> Pieces {
    if model.is_whole() {
        return Vec::new();
    }
    let said = words.say_with("header-reading", &[("count", model.plan.items.len().into())]);
    vec![piece(&said, theme::warning())]
}

/// Branch and distance from the upstream, then what is recorded and where it is.
fn repository(model: &Model, words: &Words) -> Pieces {
    if let Some(revision) = &model.past {
        let args = [("id", Shown::of(revision.short()).into()), ("day", revision.day().show().into())];
        return vec![piece(&words.say_with("header-past", &args), theme::warning())];
    }
    let mut pieces = Vec::new();
    match &model.survey {
        None => {}
        Some(Survey::Without(RepositoryFailure::NotAnswered { .. })) => {
            pieces.push(piece(&words.say("header-git-silent"), theme::warning()));
        }
        Some(Survey::Without(_)) => pieces.push(piece(&words.say("header-no-git"), theme::quiet())),
        Some(Survey::Repository(state)) => {
            let branch = state.branch.as_ref().map_or_else(|| words.say("header-detached"), Foreign::show);
            pieces.push(piece(&branch, theme::quiet()));
            for (sign, count) in [("↑", state.ahead), ("↓", state.behind)] {
                if let Some(count) = count.filter(|count| *count > 0) {
                    pieces.push(piece(&Shown::written(format!(" {sign}{count}")), theme::quiet()));
                }
            }
        }
    }
    if model.syncing.is_some() {
        pieces.push(blank(2));
        pieces.push(piece(&words.say("header-syncing"), theme::label()));
    }
    let unkept = unkept(model, words);
    if !unkept.is_empty() {
        pieces.push(blank(2));
        pieces.extend(unkept);
    }
    pieces
}

/// What is not where it should end up: lost so far, in the journal, or not committed.
fn unkept(model: &Model, words: &Words) -> Pieces {
    if model.past.is_some() {
        return repository(model, words);
    }
    let failed = model.recording.failed.is_some().then(|| model.recording.unkept());
    if let Some(count) = failed {
        return vec![piece(&words.say_with("header-unkept", &[("count", count.into())]), theme::alarm())];
    }
    if !model.review.gaps().is_empty() {
        let key = model.keys_of(Command::Problems);
        let key = key.first().map(|key| Shown::of(key)).unwrap_or_default();
        return vec![piece(
            &words.say_with("header-records-missing", &[("key", key.into())]),
            theme::alarm(),
        )];
    }
    if model.in_journal > 0 {
        let said = words.say_with("header-journal", &[("count", model.in_journal.into())]);
        return vec![piece(&said, theme::warning())];
    }
    match model.uncommitted() {
        Some(count) if count > 0 => {
            vec![piece(&words.say_with("header-uncommitted", &[("count", count.into())]), theme::warning())]
        }
        Some(_) if !model.review.facts().is_empty() => {
            vec![piece(&words.say("header-committed"), theme::quiet())]
        }
        _ => Vec::new(),
    }
}

fn progress(model: &Model, words: &Words, tally: &Tally, with_bar: bool) -> Pieces {
    let mut pieces = vec![piece(&words.say("header-progress"), theme::plain()), blank(1)];
    pieces.extend(marks::counts(model, tally, false));
    if with_bar && tally.total > 0 {
        let done = tally.reviewed * BAR / tally.total;
        pieces.push(blank(1));
        pieces.push(piece(&Shown::written("━".repeat(done)), theme::good()));
        pieces.push(piece(&Shown::written("─".repeat(BAR - done)), theme::quiet()));
    }
    pieces
}

fn reviewer(model: &Model, words: &Words) -> Pieces {
    if model.past.is_some() {
        return Vec::new();
    }
    match model.identity.known() {
        Some(me) => {
            let mut pieces = vec![piece(&marks::reviewer_name(model, me), theme::strong())];
            let represented = represented(model, words);
            if !represented.is_empty() {
                pieces.push(blank(1));
                pieces.extend(represented);
            }
            pieces
        }
        None if model.represented().is_some() => represented(model, words),
        None => vec![piece(&words.say("header-nobody"), theme::quiet())],
    }
}

/// For whom is recorded, where that is somebody else.
fn represented(model: &Model, words: &Words) -> Pieces {
    let reviewer = model.represented().map(|reviewer| marks::reviewer_name(model, reviewer));
    let said = reviewer.map(|who| words.say_with("header-on-behalf", &[("who", who.into())]));
    said.map(|said| vec![piece(&said, theme::representing())]).unwrap_or_default()
}
