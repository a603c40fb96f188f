//! The last two lines: what just happened, and the keys that matter here.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::marks;
use super::paint::{Canvas, Pieces, blank, cells, columns, piece};
use super::remark;
use super::theme;
use crate::app::{
    Model, Notice, OTHERS_PATIENCE, Overlay, Question, ReviewerChoice, Screen, Syncing, available,
};
use crate::command::{Command, Scope};
use crate::job::Recorded;
use crate::report;
use crate::review::{Deed, Fact, MeetingState};
use crate::text::{Foreign, Shown, fit, width, wrap};
use crate::words::Words;

/// Says what just happened.
pub(super) fn notice(model: &Model, words: &Words, canvas: &mut Canvas<'_, '_>, area: Rect) {
    if !model.typed().is_empty() {
        let mut line = vec![blank(1)];
        let typed: Vec<String> = model.typed().iter().map(ToString::to_string).collect();
        line.push(piece(&Shown::of(&typed.join(" ")), theme::key()));
        for (key, command) in model.keymap().continuations(model.scopes(), model.typed()) {
            line.extend([
                blank(3),
                piece(&Shown::of(&key), theme::key()),
                blank(1),
                piece(&words.command(command), theme::plain()),
            ]);
        }
        canvas.line(area, 0, &line);
        return;
    }
    let mut parts = Vec::new();
    if let Some(notice) = &model.notice {
        let style = if notice.is_alarm() { theme::alarm() } else { theme::plain() };
        parts.push((sentence(model, words, notice), style));
    }
    if model.dropped_keys() > 0 {
        let dropped = words.say_with("notice-keys-dropped", &[("count", model.dropped_keys().into())]);
        parts.push((dropped, theme::warning()));
    }
    if let Some(praise) = model.praise.as_ref().filter(|_| model.recording.unkept() == 0) {
        parts.push((sentence(model, words, praise), theme::good()));
    }
    if model.is_leaving() {
        parts.push((leaving(model, words), theme::label()));
    }
    if let Some(syncing) = &model.syncing {
        parts.push((how_far(model, words, syncing), theme::label()));
    }
    if parts.is_empty() {
        parts.extend(standing_remark(model, words));
        if model.unfollowed.is_some() && model.overlay.is_none() {
            parts.push((words.say("files-unfollowed"), theme::warning()));
        }
    }
    said(canvas, area, &parts);
}

/// Says on line `area`, and above it where that is not enough, what is wrong with what was typed. Returns whether there
/// was anything to say.
///
/// It does not stand in the place of the line, which is to be corrected.
pub(super) fn about_line(model: &Model, words: &Words, canvas: &mut Canvas<'_, '_>, area: Rect) -> bool {
    let notice = model.notice.as_ref().filter(|notice| notice.is_about_line());
    if let Some(notice) = notice {
        said(canvas, area, &[(sentence(model, words, notice), theme::alarm())]);
    }
    notice.is_some()
}

/// Says what leaving waits for, and how to leave without that.
fn leaving(model: &Model, words: &Words) -> Shown {
    let key = Shown::of(&model.keys_of(Command::Quit).first().cloned().unwrap_or_default());
    if model.waits_for_others() {
        let seconds = usize::try_from(OTHERS_PATIENCE).unwrap_or_default();
        return words.say_with("notice-leaving-others", &[("seconds", seconds.into()), ("key", key.into())]);
    }
    let jobs: Vec<Shown> = model.waits_for().iter().map(|name| words.say(&format!("job-{name}"))).collect();
    let jobs = Shown::join(&jobs, &words.say("list-separator"));
    words.say_with("notice-leaving", &[("jobs", jobs.into()), ("key", key.into())])
}

/// Says how far the sync is, and how to end it.
fn how_far(model: &Model, words: &Words, syncing: &Syncing) -> Shown {
    if syncing.cancelled {
        return words.say("notice-sync-cancelling");
    }
    let key = model.keys_of(Command::Sync).first().cloned().unwrap_or_default();
    let args = [("step", words.syncing(&syncing.step).into()), ("key", Shown::of(&key).into())];
    words.say_with("notice-syncing", &args)
}

/// What there is to say while nothing has happened: what the open list wants, or that the plan has problems.
fn standing_remark(model: &Model, words: &Words) -> Option<(Shown, Style)> {
    match &model.overlay {
        Some(Overlay::Palette(palette)) => {
            let chosen = *model.palette_commands().get(palette.picker.chosen)?;
            let reason = available(model, chosen).err()?;
            Some((words.say(&format!("reason-{}", reason.name())), theme::plain()))
        }
        Some(Overlay::Reviewer(picker)) => {
            let id = match picker.choice {
                ReviewerChoice::ForWhom => "behalf-hint",
                ReviewerChoice::WhoRecords if model.plan.strategy.reviewers.is_empty() => "reviewer-hint",
                ReviewerChoice::WhoRecords => "reviewer-hint-listed",
            };
            Some((words.say(id), theme::plain()))
        }
        None if model.screen == Screen::Overview => {
            let people = model.overlook.counted.as_ref().is_some_and(|counted| !counted.reviewers.is_empty());
            // On a small screen the lines are worth more.
            let room = people && usize::from(model.size.columns) > width(words.say("overview-hint").as_str());
            room.then(|| (words.say("overview-hint"), theme::quiet()))
        }
        None if !model.selection.is_empty() => Some((
            words.say_with("selected-items", &[("count", model.selection.len().into())]),
            theme::label(),
        )),
        None if let Some(filter) = &model.outline.filter => {
            let args = [("query", Shown::of(&filter.text).into()), ("count", filter.found.into())];
            Some((words.say_with("filter-shown", &args), theme::label()))
        }
        None if let Some(remark) = remark::changed_since_marked(model, words) => {
            Some((remark, theme::stale()))
        }
        None if let Some(remark) = under_discussion(model, words) => Some((remark, theme::meeting())),
        _ => {
            let problems = model.problems.iter();
            let serious = problems.filter(|problem| problem.level() != crate::plan::Level::Hint).count();
            let key = model.keys_of(Command::Problems).first().cloned().unwrap_or_default();
            let args = [("count", serious.into()), ("key", Shown::of(&key).into())];
            (serious > 0).then(|| (words.say_with("notice-problems", &args), theme::warning()))
        }
    }
}

/// What the meeting under way is at, and how to get back to its screen.
fn under_discussion(model: &Model, words: &Words) -> Option<Shown> {
    let meeting = model.meeting_shown().filter(|_| model.screen != Screen::Meeting)?;
    let key = model.keys_of(Command::MeetingScreen).first().map(|key| Shown::of(key))?;
    if meeting.state() == MeetingState::Paused {
        return Some(words.say_with("meeting-elsewhere-paused", &[("key", key.into())]));
    }
    let table = meeting.on_the_table();
    let at = table.and_then(|table| meeting.agenda.iter().position(|id| model.is_same(id, table)));
    let room = usize::from(model.size.columns).saturating_sub(2);
    let named = table.zip(at).map(|(table, at)| {
        let title = fit(&report::item_name(words, &model.plan, table), room / 3);
        let args = [
            ("title", title.into()),
            ("number", (at + 1).into()),
            ("count", meeting.agenda.len().into()),
            ("key", key.clone().into()),
        ];
        words.say_with("meeting-elsewhere-at", &args)
    });
    // It stands there all the time, and must not cover what is above it.
    let named = named.filter(|said| width(said.as_str()) <= room);
    named.or_else(|| Some(words.say_with("meeting-elsewhere", &[("key", key.into())])))
}

/// Offers to go on with the meeting that is under way.
fn meeting_open(model: &Model, words: &Words) -> Option<Shown> {
    let meeting = model.meeting_shown()?;
    let progress = meeting.progresses(|id| model.plan.position(id));
    let key = model.keys_of(Command::MeetingScreen).first().cloned().unwrap_or_default();
    let args = [
        ("meeting", report::meeting_name(words, &meeting).into()),
        ("counts", report::agenda_counts(words, &progress).into()),
        ("key", Shown::of(&key).into()),
    ];
    Some(words.say_with("notice-meeting-open", &args))
}

/// How many lines the sentences may take.
const MOST: usize = 5;

/// Says `parts` in the one line `area`, and over as many lines above it as they need.
pub(super) fn said(canvas: &mut Canvas<'_, '_>, area: Rect, parts: &[(Shown, Style)]) {
    if parts.is_empty() || area.height == 0 {
        return;
    }
    let room = usize::from(area.width).saturating_sub(2).max(1);
    let mut line: Pieces = Vec::new();
    for (text, style) in parts {
        line.extend((!line.is_empty()).then(|| blank(2)));
        line.push(piece(text, *style));
    }
    let mut lines = vec![line];
    if lines.iter().any(|line| columns(line) > room) {
        let wrapped = |(text, style): &(Shown, Style)| {
            wrap(text, room).iter().map(|line| vec![piece(line, *style)]).collect::<Vec<_>>()
        };
        lines = parts.iter().flat_map(wrapped).collect();
    }
    if lines.len() > MOST {
        lines.truncate(MOST);
        lines
            .iter_mut()
            .last()
            .into_iter()
            .for_each(|last| last.push(piece(&Shown::own("…"), theme::plain())));
    }
    let above = cells(lines.len() - 1).min(area.y);
    let over = Rect { y: area.y - above, height: area.height + above, ..area };
    canvas.clear(over);
    for (y, line) in (0..over.height).zip(lines) {
        canvas.line(Rect { x: over.x + 1, width: over.width.saturating_sub(1), ..over }, y, &line);
    }
}

/// Shows the keys that matter here: those of the statuses first, then the commands with a place in the footer.
pub(super) fn keys(model: &Model, words: &Words, canvas: &mut Canvas<'_, '_>, area: Rect) {
    let mut entries: Vec<Pieces> = Vec::new();
    let scopes = model.scopes();
    if scopes.contains(&Scope::Outline) || scopes.contains(&Scope::Meeting) && model.meeting().is_some() {
        for (command, status) in Command::MARKS.into_iter().zip(&model.plan.strategy.statuses) {
            entries.extend(entry(model, command, &words.choose(&status.name)));
        }
    }
    // Who begins a meeting needs none of what is done in one.
    let in_meeting = model.meeting().is_some();
    let mut listed: Vec<Command> = Command::ALL
        .iter()
        .copied()
        .filter(|command| {
            let fits = match command {
                Command::PickSelect | Command::PickFilter => {
                    matches!(model.overlay, Some(Overlay::Search(_)))
                }
                Command::QuoteFound => matches!(model.overlay, Some(Overlay::Find(_))),
                Command::LineMissing => model.note_line().is_some(),
                command if command.spec().scope == Scope::Meeting => {
                    in_meeting || available(model, *command).is_ok()
                }
                _ => true,
            };
            let shown = command.spec().footer > 0 && *command != Command::Help;
            shown && fits && scopes.contains(&command.spec().scope)
        })
        .collect();
    listed.sort_by_key(|command| command.spec().footer);
    for command in listed {
        let name = match &model.overlay {
            Some(Overlay::Question(question)) => answer(words, question, command),
            _ if command == Command::AgendaOpen && !in_meeting => Some(words.say("short-meeting-begin")),
            _ => Some(words.say(&format!("short-{}", command.spec().name))),
        };
        entries.extend(name.and_then(|name| entry(model, command, &name)));
    }
    // Help is never pushed out: whoever knows only one key should know that one.
    let help =
        scopes.contains(&Scope::Everywhere).then(|| entry(model, Command::Help, &words.say("short-help")));
    let help = help.flatten().unwrap_or_default();
    let mut line = vec![blank(1)];
    let room = usize::from(area.width).saturating_sub(columns(&help) + 1);
    for entry in entries {
        if columns(&line) + columns(&entry) + 2 > room {
            break;
        }
        line.extend(entry);
        line.push(blank(2));
    }
    line.extend(help);
    canvas.line(area, 0, &line);
}

/// Says what an answer to `question` does; nothing where another answer does the same.
fn answer(words: &Words, question: &Question, command: Command) -> Option<Shown> {
    let id = match (question, command) {
        (Question::CommitBeforeLeaving { .. }, Command::Yes) => "answer-commit",
        (Question::CommitBeforeLeaving { .. }, Command::No) => "answer-leave-only",
        (Question::CommitBeforeLeaving { .. } | Question::LeaveDrafts { .. }, Command::Cancel)
        | (Question::LeaveUnkept { .. } | Question::LeaveMeeting | Question::LeaveUncommitted, Command::No) => {
            "answer-stay"
        }
        (Question::LeaveDrafts { .. }, Command::No) | (Question::TakeUp { .. }, Command::Yes) => {
            "answer-finish-note"
        }
        (
            Question::LeaveUnkept { .. }
            | Question::LeaveMeeting
            | Question::LeaveUncommitted
            | Question::LeaveDrafts { .. },
            Command::Yes,
        ) => "answer-leave",
        (Question::MarkSelected { .. }, Command::Yes) => "answer-mark",
        (Question::Carry { .. }, Command::Yes) => "answer-carry",
        (Question::EndMeeting { .. }, Command::Yes) => "answer-end-meeting",
        (Question::EndMeeting { .. }, Command::No) => "answer-go-on",
        (Question::Doubtful { .. }, Command::Yes) => "answer-record",
        (Question::TakeMeetingBack, Command::Yes) => "answer-take-back",
        (Question::Doubtful { .. }, Command::No) => "answer-do-not-record",
        (
            Question::TakeMeetingBack | Question::MarkSelected { .. } | Question::AcceptLoss { .. },
            Command::No,
        ) => "answer-do-not",
        (Question::AcceptLoss { .. }, Command::Yes) => "answer-accept-loss",
        (Question::Recreate { .. }, Command::Yes) => "answer-recreate",
        (Question::AtTerminal(_), Command::Yes) => "answer-at-terminal",
        (Question::MeantReviewer { .. }, Command::Yes) => "answer-meant",
        (Question::MeantReviewer { .. }, Command::No) => "answer-not-meant",
        (Question::Replay { .. }, Command::Yes) => "answer-replay",
        (
            Question::AtTerminal(_)
            | Question::Recreate { .. }
            | Question::Replay { .. }
            | Question::Carry { .. }
            | Question::TakeUp { .. },
            Command::No,
        ) => "answer-later",
        _ => return None,
    };
    Some(words.say(id))
}

fn entry(model: &Model, command: Command, name: &Shown) -> Option<Pieces> {
    let keys = model.keys_of(command);
    let key = keys.first()?;
    let can = available(model, command).is_ok();
    let style = if can { theme::plain() } else { theme::quiet() };
    Some(vec![
        piece(&Shown::of(key), if can { theme::key() } else { theme::quiet() }),
        blank(1),
        piece(name, style),
    ])
}

/// Makes the sentence of a notice.
#[expect(clippy::too_many_lines, reason = "a table: one sentence a notice")]
pub(super) fn sentence(model: &Model, words: &Words, notice: &Notice) -> Shown {
    let title = |id: &crate::plan::ItemId| match model.plan.position(id) {
        Some(index) => words.choose(&model.plan.items[index].title).one_line(),
        None => Foreign::from(id).show(),
    };
    match notice {
        Notice::Recorded(recorded) => words.recorded(recorded),
        Notice::Undone { item, recorded } => {
            let what = about(model, words, recorded);
            let args = [
                ("what", what.into()),
                ("title", title(item).into()),
                ("file", words.recorded(recorded).into()),
            ];
            words.say_with("notice-undone", &args)
        }
        Notice::Redone { item, recorded } => {
            let what = about(model, words, recorded);
            let args = [
                ("what", what.into()),
                ("title", title(item).into()),
                ("file", words.recorded(recorded).into()),
            ];
            words.say_with("notice-redone", &args)
        }
        Notice::NotRecorded(failure) => words.not_recorded(failure),
        Notice::NotReplayed(failure) => words.not_replayed(failure),
        Notice::Replayed(count) => words.say_with("notice-replayed", &[("count", (*count).into())]),
        Notice::Committed(commit) => words.committed(commit),
        Notice::NotCommitted(failure) => words.not_committed(failure),
        Notice::NoVersion(failure) => words.no_version(failure),
        Notice::Committing => {
            let key = model.keys_of(Command::Stop).first().cloned().unwrap_or_default();
            words.say_with("notice-committing", &[("key", Shown::of(&key).into())])
        }
        Notice::RecordWaits => words.say("record-waits"),
        Notice::Stopping => words.say("notice-stopping"),
        Notice::Restored(restored) => words.restored(*restored),
        Notice::LossAccepted(accepted) => words.loss_accepted(*accepted),
        Notice::NotRestored(failure) => words.not_restored(failure),
        Notice::Publishing => words.say("notice-publishing"),
        Notice::Published(published) => words.published(published),
        Notice::NotPublished(failure) => words.not_published(failure),
        Notice::Synced(synced) => words.synced(synced),
        Notice::NotSynced(failure) => words.not_synced(failure),
        Notice::ChangeNowhere => words.say("notice-change-nowhere"),
        Notice::ClashesOpen(count) => words.say_with("notice-clashes-open", &[("count", (*count).into())]),
        Notice::Cannot(reason) => words.say(&format!("reason-{}", reason.name())),
        Notice::MoreToRead => words.say("notice-more-to-read"),
        Notice::JustShown => words.say("notice-just-shown"),
        Notice::HeldKey => words.say("notice-held-key"),
        Notice::CannotCarry(why) => report::cannot_carry(words, &model.plan.strategy, why),
        Notice::UnboundKey(key) => {
            let help = model.keys_of(Command::Help).first().cloned().unwrap_or_default();
            words.say_with(
                "notice-unbound",
                &[("key", Shown::of(key).into()), ("help", Shown::of(&help).into())],
            )
        }
        Notice::UndoReaches { facts, item, day } => {
            let facts = facts.iter().filter_map(|id| model.review.fact(id));
            let what = report::undoable(words, &model.plan.strategy, &model.review, facts);
            let day = day.as_ref().map(|day| Shown::of(day.day())).unwrap_or_default();
            let item = crate::plan::ItemId::parse(item.raw()).map_or_else(|_| item.show(), |id| title(&id));
            let args = [("title", item.into()), ("what", what.into()), ("day", day.into())];
            words.say_with("notice-undo-reaches", &args)
        }
        Notice::MeetingOpen => meeting_open(model, words).unwrap_or_default(),
        Notice::AgendaDone => {
            let key = model.keys_of(Command::MeetingEnd).first().cloned().unwrap_or_default();
            words.say_with("notice-agenda-done", &[("key", Shown::of(&key).into())])
        }
        Notice::MeetingTakenBack => words.say("notice-meeting-taken-back"),
        Notice::PasteTooLong { bytes, limit } => {
            let kibibytes = |bytes: &usize| bytes.div_ceil(1024);
            let args = [("size", kibibytes(bytes).into()), ("limit", kibibytes(limit).into())];
            words.say_with("notice-paste-too-long", &args)
        }
        Notice::NotANumber(text) => {
            words.say_with("notice-not-a-number", &[("text", Shown::of(text).into())])
        }
        Notice::NotVotes(text) => words.say_with("notice-not-votes", &[("text", Shown::of(text).into())]),
        Notice::NotADay(text) => words.say_with("notice-not-a-day", &[("text", Shown::of(text).into())]),
        Notice::AreaDone(area) => {
            let title = model.plan.areas.get(*area).map(|area| words.choose(&area.title)).unwrap_or_default();
            words.say_with("notice-area-done", &[("area", title.one_line().into())])
        }
        Notice::AllDone => words.say("notice-all-done"),
        Notice::NothingFound => words.say("search-nothing"),
        Notice::FilterDone => words.say("notice-filter-done"),
        Notice::NothingUnreviewed => words.say("notice-nothing-unreviewed"),
        Notice::Wrapped => words.say("notice-wrapped"),
        Notice::Reloaded { problems } => words.say_with("notice-reloaded", &[("count", (*problems).into())]),
        Notice::FilesUnfollowed(reason) => {
            let key = model.keys_of(Command::Reload).first().cloned().unwrap_or_default();
            let args = [("reason", words.system_fault(reason).into()), ("key", Shown::of(&key).into())];
            words.say_with("notice-files-unfollowed", &args)
        }
        Notice::FilesFollowed => words.say("notice-files-followed"),
        Notice::NothingLeft(who) => {
            words.say_with("notice-nothing-left", &[("who", marks::reviewer_name(model, who).into())])
        }
        Notice::LeadsNowhere => words.say("notice-leads-nowhere"),
        Notice::NowReviewing(me) => {
            words.say_with("notice-now-reviewing", &[("who", marks::reviewer_name(model, me).into())])
        }
        Notice::RecordingFor(reviewer) => {
            let key = model.keys_of(Command::Behalf).first().cloned().unwrap_or_default();
            let args =
                [("who", marks::reviewer_name(model, reviewer).into()), ("key", Shown::of(&key).into())];
            words.say_with("notice-recording-for", &args)
        }
        Notice::RecordingForOneself => words.say("notice-recording-for-oneself"),
        Notice::LinesNotKept(failure) => words.lines_not_kept(failure),
        Notice::SessionDamaged(path) => {
            words.say_with("notice-session-damaged", &[("path", path.show().into())])
        }
        Notice::NobodyRecords => words.say("notice-nobody-records"),
        Notice::Mistakes(count) => {
            let key = Shown::of(&model.keys_of(Command::Problems).first().cloned().unwrap_or_default());
            words.say_with("notice-mistakes", &[("count", (*count).into()), ("key", key.into())])
        }
        Notice::RefusedReviewer { name, refusal } => {
            words.refused_reviewer(&Foreign::new(name.clone()), refusal)
        }
        Notice::Panicked(panicked) => words.panicked(panicked),
    }
}

/// Says what an undo or redo was about in the end.
fn about(model: &Model, words: &Words, recorded: &Recorded) -> Shown {
    let mut facts: Vec<&Fact> = recorded.facts.iter().filter_map(|fact| root(model, fact)).collect();
    facts.sort_by(|one, other| one.id.cmp(&other.id));
    report::undoable(words, &model.plan.strategy, &model.review, facts.into_iter())
}

/// Follows undos to what they take back or bring back in the end.
fn root<'a>(model: &'a Model, fact: &'a Fact) -> Option<&'a Fact> {
    let mut fact = fact;
    while let Deed::Undo { of } = &fact.deed {
        fact = model.review.fact(of)?;
    }
    Some(fact)
}
