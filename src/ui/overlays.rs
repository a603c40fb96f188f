//! What is laid over the outline: lists with a query, pages to read, the note line and questions.

use ratatui::layout::Rect;

use super::marks;
use super::paint::{Canvas, Pieces, blank, cells, columns, piece, text};
use super::{footer, line, theme};
use crate::app::{Model, Overlay, Picker, Question, ReviewerChoice, Row, available, list_head};
use crate::plan::{CommitWhen, ItemId};
use crate::report;
use crate::text::{Foreign, Shown, fit, width, wrap};
use crate::words::Words;

/// Draws the list that is open, in the place of the outline.
pub(super) fn list(model: &Model, words: &Words, canvas: &mut Canvas<'_, '_>, area: Rect) {
    let (prompt, rows, picker) = match &model.overlay {
        Some(Overlay::Links(links)) => {
            let rows = links.targets.iter().map(|&row| (title(model, words, row), Vec::new())).collect();
            (words.say("links-prompt"), rows, links.picker)
        }
        Some(Overlay::Palette(palette)) => {
            (words.say("palette-prompt"), palette_rows(model, words), palette.picker)
        }
        Some(Overlay::Reviewer(reviewer)) => {
            let row = |id| {
                let is_new = !reviewer.candidates.contains(id);
                let remark = if is_new { words.say("reviewer-new") } else { Shown::default() };
                (text(&marks::reviewer_name(model, id), theme::plain()), text(&remark, theme::quiet()))
            };
            let rows = model.reviewer_candidates().iter().map(row).collect();
            let prompt = match reviewer.choice {
                ReviewerChoice::WhoRecords => "reviewer-prompt",
                ReviewerChoice::ForWhom => "behalf-prompt",
            };
            (words.say(prompt), rows, reviewer.picker)
        }
        _ => return,
    };
    typed_line(model, canvas, area, &prompt);
    let head = list_head(area.height);
    let below = Rect { y: area.y + head, height: area.height - head, ..area };
    if rows.is_empty() {
        let hint = wrap(&empty(model, words), usize::from(below.width.saturating_sub(2)).max(1));
        for (y, line) in (0..below.height).zip(hint) {
            canvas.line(below, y, &[blank(1), piece(&line, theme::quiet())]);
        }
    }
    draw_rows(canvas, below, &rows, picker);
}

fn draw_rows(canvas: &mut Canvas<'_, '_>, area: Rect, rows: &[(Pieces, Pieces)], picker: Picker) {
    let top = picker.top.min(rows.len().saturating_sub(1));
    for (y, (at, (left, right))) in (0..area.height).zip(rows.iter().enumerate().skip(top)) {
        row(canvas, area, y, (left, right), at == picker.chosen);
    }
}

/// Draws one line of a list.
pub(super) fn row(
    canvas: &mut Canvas<'_, '_>,
    area: Rect,
    y: u16,
    (left, right): (&Pieces, &Pieces),
    chosen: bool,
) {
    let mut line = vec![piece(&Shown::own(if chosen { "›" } else { " " }), theme::strong()), blank(1)];
    line.extend(left.iter().cloned());
    canvas.both_ends(area, y, &line, right);
    if chosen {
        canvas.select(area, y);
    }
}

fn empty(model: &Model, words: &Words) -> Shown {
    match &model.overlay {
        Some(Overlay::Reviewer(_)) if model.plan.strategy.reviewers.is_empty() => words.say("reviewer-hint"),
        _ => words.say("search-nothing"),
    }
}

/// Draws a prompt and the text being typed, scrolled so that the caret is seen, and puts the cursor there.
pub(super) fn typed_line(model: &Model, canvas: &mut Canvas<'_, '_>, area: Rect, prompt: &Shown) {
    let mut start = vec![blank(1), piece(prompt, theme::label()), blank(1)];
    let indent = columns(&start);
    let Some(input) = model.input() else {
        canvas.line(area, 0, &start);
        return;
    };
    let room = usize::from(area.width).saturating_sub(indent + 1).max(1);
    let (value, caret) = window(input.value(), input.cursor(), room);
    let style = if input.is_offered() { theme::selected() } else { theme::strong() };
    start.push(piece(&value, style));
    canvas.line(area, 0, &start);
    canvas.caret(area.x + cells(indent + caret).min(area.width.saturating_sub(1)), area.y);
}

/// Returns the part of `value` around the caret that fits into `room` columns, and the column of the caret in it.
fn window(value: &str, caret: usize, room: usize) -> (Shown, usize) {
    let chars: Vec<char> = value.chars().collect();
    let shown = |from: usize, to: usize| {
        Shown::of(&chars.get(from..to).unwrap_or_default().iter().collect::<String>()).one_line()
    };
    let caret = caret.min(chars.len());
    // Halving, because what was pasted may be long.
    let (mut from, mut fits) = (0, caret);
    while from < fits {
        let middle = from + (fits - from) / 2;
        if width(shown(middle, caret).as_str()) >= room {
            from = middle + 1;
        } else {
            fits = middle;
        }
    }
    (shown(from, chars.len()), width(shown(from, caret).as_str()))
}

fn title(model: &Model, words: &Words, row: Row) -> Pieces {
    let title = match row {
        Row::Area(index) => &model.plan.areas[index].title,
        Row::Item(index) => &model.plan.items[index].title,
    };
    text(&words.choose(title), theme::plain())
}

/// Every command with its key, or with the reason why it cannot run.
fn palette_rows(model: &Model, words: &Words) -> Vec<(Pieces, Pieces)> {
    let row = |command| {
        let name = match crate::command::Command::status(command) {
            Some(number) => {
                let status = model.plan.strategy.statuses.get(number);
                let status = status.map(|status| words.choose(&status.name)).unwrap_or_default();
                words.say_with("mark-as", &[("status", status.into())])
            }
            None => words.command(command),
        };
        let keys = model.keys_of(command);
        match available(model, command) {
            Ok(()) => {
                let key = Shown::of(keys.first().map_or("", String::as_str));
                (text(&name, theme::plain()), text(&key, theme::key()))
            }
            Err(reason) => {
                let reason = words.say(&format!("reason-{}", reason.name()));
                (vec![piece(&name, theme::quiet()), blank(2), piece(&reason, theme::quiet())], Vec::new())
            }
        }
    };
    model.palette_commands().into_iter().map(row).collect()
}

/// Draws a page over everything between header and footer, and returns how long it is and how much of it is seen.
pub(super) fn page(
    words: &Words,
    canvas: &mut Canvas<'_, '_>,
    area: Rect,
    scroll: usize,
    lines: &[Pieces],
) -> (usize, usize) {
    canvas.clear(area);
    canvas.focus_on(area);
    let view = usize::from(area.height.saturating_sub(1));
    let top = scroll.min(lines.len().saturating_sub(view));
    for (y, line) in (0..area.height.saturating_sub(1)).zip(lines.iter().skip(top)) {
        canvas.line(Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area }, y, line);
    }
    let below = lines.len().saturating_sub(top + view);
    if below > 0 {
        let more = words.say_with("more-below", &[("count", below.into())]);
        canvas.both_ends(area, area.height - 1, &[], &[piece(&more, theme::quiet()), blank(1)]);
    }
    (lines.len(), view)
}

/// Lists the items that would be marked together, which of them were not on the screen, and apart from them those that have
/// the mark already.
pub(super) fn selected(
    model: &Model,
    words: &Words,
    wide: usize,
    (items, already): (&[ItemId], &[ItemId]),
) -> Vec<Pieces> {
    let row = |id: &ItemId, style| {
        let title = report::item_name(words, &model.plan, id).one_line();
        let unseen = model.plan.position(id).is_some_and(|index| model.is_unseen(index));
        let remark = words.say("selected-unseen");
        let remark = if unseen { vec![blank(2), piece(&remark, theme::warning())] } else { Vec::new() };
        let title = fit(&title, wide.saturating_sub(3 + columns(&remark)));
        let mut line = vec![blank(2), piece(&title, style)];
        line.extend(remark);
        line
    };
    let mut lines: Vec<Pieces> = items.iter().map(|id| row(id, theme::plain())).collect();
    if !already.is_empty() {
        if !lines.is_empty() {
            lines.push(Vec::new());
        }
        let said = words.say_with("selected-already", &[("count", already.len().into())]);
        lines.extend(wrap(&said, wide).iter().map(|line| text(line, theme::label())));
        lines.extend(already.iter().map(|id| {
            let title = report::item_name(words, &model.plan, id).one_line();
            vec![blank(2), piece(&fit(&title, wide.saturating_sub(3)), theme::quiet())]
        }));
    }
    lines
}

/// Draws a question in the place of the notice. Where leaving failed, it says why before it asks.
pub(super) fn question(
    model: &Model,
    words: &Words,
    canvas: &mut Canvas<'_, '_>,
    area: Rect,
    question: &Question,
) {
    let said = match question {
        Question::CommitBeforeLeaving { facts } => {
            words.say_with("question-commit", &[("count", (*facts).into())])
        }
        Question::LeaveDrafts { lines, kept } => {
            let id = if *kept { "question-drafts" } else { "question-drafts-lost" };
            words.say_with(id, &[("count", (*lines).into())])
        }
        Question::TakeUp { draft, more, elsewhere } => {
            let room = usize::from(area.width) / 3;
            let said = fit(&Shown::of(&draft.text).one_line(), usize::from(area.width) / 2);
            let args = [
                ("line", line::prompt(model, words, &draft.purpose, room).into()),
                ("text", said.into()),
                ("more", (*more).into()),
            ];
            let mut parts = vec![words.say_with("question-take-up", &args)];
            if let Some(who) = &draft.on_behalf {
                let who = marks::reviewer_name(model, who);
                parts.push(words.say_with("question-take-up-for", &[("who", who.into())]));
            }
            if *more > 0 {
                parts.push(words.say_with("question-take-up-more", &args));
            }
            let end = if *elsewhere { "question-take-up-elsewhere" } else { "question-take-up-end" };
            parts.push(words.say(end));
            Shown::join(&parts, &words.say("sentence-separator"))
        }
        Question::LeaveUnkept { facts } => words.say_with("question-unkept", &[("count", (*facts).into())]),
        Question::MarkSelected { status, items, .. } => {
            let status = model.plan.strategy.statuses.get(*status);
            let status = status.map(|status| words.choose(&status.name)).unwrap_or_default();
            let args = [("count", items.len().into()), ("status", status.into())];
            words.say_with("question-mark-selected", &args)
        }
        Question::Carry { marks, roles, .. } => {
            let count = ("count", (*marks).into());
            match &roles[..] {
                [] => words.say_with("question-carry", &[count]),
                roles => {
                    let roles = report::roles(words, roles);
                    words.say_with("question-carry-roles", &[count, ("roles", roles.into())])
                }
            }
        }
        Question::EndMeeting { open } => {
            let left = (*open > 0)
                .then(|| words.say_with("question-end-meeting-open", &[("count", (*open).into())]));
            let commits = model.plan.strategy.commit != CommitWhen::Never;
            let ends =
                words.say(if commits { "question-end-meeting-commit" } else { "question-end-meeting" });
            Shown::join(&left.into_iter().chain([ends]).collect::<Vec<_>>(), &words.say("sentence-separator"))
        }
        Question::Doubtful { doubts, .. } => {
            words.say_with("question-doubtful", &[("doubts", words.doubts(doubts).into())])
        }
        Question::AcceptLoss { records } => {
            words.say_with("question-accept-loss", &[("count", (*records).into())])
        }
        Question::TakeMeetingBack => words.say("question-take-meeting-back"),
        Question::LeaveMeeting | Question::LeaveUncommitted => words.say("question-uncommitted"),
        Question::Recreate { upstream, .. } => {
            words.say_with("question-recreate", &[("upstream", upstream.into())])
        }
        Question::AtTerminal(_) => words.say("question-at-terminal"),
        Question::MeantReviewer { typed, known, .. } => {
            words.meant_reviewer(&Foreign::new(typed.clone()), known)
        }
        Question::Replay { facts } => words.say_with("question-replay", &[("count", (*facts).into())]),
    };
    let mut parts = Vec::new();
    if let (Question::LeaveUncommitted | Question::AtTerminal(_), Some(notice)) = (question, &model.notice) {
        parts.push((footer::sentence(model, words, notice), theme::alarm()));
    }
    let is_leaving = matches!(
        question,
        Question::CommitBeforeLeaving { .. }
            | Question::LeaveUnkept { .. }
            | Question::LeaveDrafts { .. }
            | Question::LeaveMeeting
    );
    if let Some(meeting) = model.meeting_shown().filter(|_| is_leaving) {
        let args = [("meeting", report::meeting_name(words, &meeting).into())];
        parts.push((words.say_with("question-meeting-open", &args), theme::meeting()));
    }
    parts.push((said, theme::warning()));
    footer::said(canvas, area, &parts);
}
