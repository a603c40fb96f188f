//! What is laid over the outline: lists with a query, pages to read, the note line and questions.

use ratatui::layout::Rect;

use super::marks;
use super::paint::{Canvas, Pieces, blank, cells, columns, highlighted, piece, text};
use super::{area_of, footer, theme};
use crate::app::{Model, NoteLine, Overlay, Page, Picker, Question, Row, available};
use crate::search::{Hit, Spot};
use crate::text::{Foreign, Shown, fit, width, wrap};
use crate::words::Words;

/// Draws the list that is open, in the place of the outline.
pub(super) fn list(model: &Model, words: &Words, canvas: &mut Canvas<'_, '_>, area: Rect) {
    let (prompt, rows, picker) = match &model.overlay {
        Some(Overlay::Search(search)) => {
            let room = usize::from(area.width);
            let rows: Vec<_> = search.hits.iter().map(|hit| hit_row(model, words, hit, room)).collect();
            (words.say("search-prompt"), rows, search.picker)
        }
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
            (words.say("reviewer-prompt"), rows, reviewer.picker)
        }
        _ => return,
    };
    query_line(model, words, canvas, area, &prompt, rows.len());
    let below = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
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
        let sign = if at == picker.chosen { "›" } else { " " };
        let mut line = vec![piece(&Shown::own(sign), theme::strong()), blank(1)];
        line.extend(left.iter().cloned());
        canvas.both_ends(area, y, &line, right);
        if at == picker.chosen {
            canvas.restyle(area, y, theme::selected());
        }
    }
}

fn empty(model: &Model, words: &Words) -> Shown {
    match &model.overlay {
        Some(Overlay::Search(search)) if search.input.value().trim().is_empty() => words.say("search-hint"),
        Some(Overlay::Reviewer(_)) if model.plan.strategy.reviewers.is_empty() => words.say("reviewer-hint"),
        _ => words.say("search-nothing"),
    }
}

/// The prompt, what is typed, how many answer, and the caret.
fn query_line(
    model: &Model,
    words: &Words,
    canvas: &mut Canvas<'_, '_>,
    area: Rect,
    prompt: &Shown,
    count: usize,
) {
    let all = model.plan.items.len() + model.plan.areas.len();
    let counter = match &model.overlay {
        Some(Overlay::Search(_)) => {
            words.say_with("search-count", &[("count", count.into()), ("all", all.into())])
        }
        _ => Shown::default(),
    };
    let taken = cells(width(counter.as_str()) + 1);
    let room = Rect { width: area.width.saturating_sub(taken), ..area };
    canvas.line(
        Rect { x: room.right(), width: taken, ..area },
        0,
        &[blank(1), piece(&counter, theme::quiet())],
    );
    typed_line(model, canvas, room, prompt);
}

/// Draws a prompt and the text being typed, scrolled so that the caret is seen, and puts the cursor there.
fn typed_line(model: &Model, canvas: &mut Canvas<'_, '_>, area: Rect, prompt: &Shown) {
    let mut start = vec![blank(1), piece(prompt, theme::label()), blank(1)];
    let indent = columns(&start);
    let Some(input) = model.input() else {
        canvas.line(area, 0, &start);
        return;
    };
    let room = usize::from(area.width).saturating_sub(indent + 1).max(1);
    let (value, caret) = window(input.value(), input.cursor(), room);
    start.push(piece(&value, theme::strong()));
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

/// A hit: sign, title with the characters that answered, and where it belongs, as far as `room` columns hold both.
fn hit_row(model: &Model, words: &Words, hit: &Hit, room: usize) -> (Pieces, Pieces) {
    let (sign, title) = match hit.target {
        Row::Area(index) => (blank(1), &model.plan.areas[index].title),
        Row::Item(index) => (marks::stance(model, &model.stance(index)), &model.plan.items[index].title),
    };
    let mut line = vec![sign, blank(1)];
    let own_language = title.in_language(words.interface().tag());
    match &hit.spot {
        Spot::Title(tag) => {
            let answered = title.iter().find(|(other, _)| other == tag).map(|(_, text)| text);
            line.extend(marked(answered, &hit.characters));
            // What answered in another language is shown beside the name one knows.
            if answered != own_language {
                line.extend([blank(1), piece(&words.choose(title), theme::quiet())]);
            }
        }
        other => {
            line.push(piece(&words.choose(title).one_line(), theme::plain()));
            line.push(blank(1));
            line.extend(context(model, hit, other));
        }
    }
    let beside = room.saturating_sub(columns(&line) + 3).max(room / 4);
    let right = fit(&path(model, words, hit.target), beside);
    (line, text(&right, theme::quiet()))
}

/// What a hit belongs to: its area, and the item it hangs under.
fn path(model: &Model, words: &Words, row: Row) -> Shown {
    let Row::Item(index) = row else { return Shown::default() };
    let parent = model.plan.items[index].parent.map(|parent| &model.plan.items[parent].title);
    let above = [Some(&model.plan.areas[area_of(model, row)].title), parent];
    let titles: Vec<Shown> =
        above.into_iter().flatten().map(|title| words.choose(title).one_line()).collect();
    Shown::join(&titles, &Shown::own(" › "))
}

/// Shows `text` with the characters at `found` marked. Where the text is not shown as it is, nothing can be marked.
fn marked(answered: Option<&Foreign>, found: &[usize]) -> Pieces {
    let Some(answered) = answered else { return Vec::new() };
    let shown = answered.show().one_line();
    let found = if shown.as_str() == answered.raw() { found } else { &[] };
    highlighted(&shown, found, theme::plain(), theme::found())
}

/// How many characters of a text stand before the first that answered.
const BEFORE: usize = 6;

/// The part of an id, owner or text that answered.
fn context(model: &Model, hit: &Hit, spot: &Spot) -> Pieces {
    let whole: Foreign = match (hit.target, spot) {
        (Row::Area(index), Spot::Text(tag)) => localized(model.plan.areas[index].text.as_ref(), tag),
        (Row::Area(index), Spot::Owner(at)) => {
            model.plan.areas[index].owner.get(*at).cloned().unwrap_or_default()
        }
        (Row::Area(index), _) => model.plan.areas[index].id.as_str().into(),
        (Row::Item(index), Spot::Text(tag)) => localized(model.plan.items[index].text.as_ref(), tag),
        (Row::Item(index), Spot::Owner(at)) => {
            let item = &model.plan.items[index];
            item.owner.iter().chain(&item.with).nth(*at).cloned().unwrap_or_default()
        }
        (Row::Item(index), Spot::Was(at)) => {
            model.plan.items[index].was.get(*at).map(Foreign::from).unwrap_or_default()
        }
        (Row::Item(index), _) => Foreign::from(&model.plan.items[index].id),
    };
    let first = hit.characters.first().copied().unwrap_or(0).saturating_sub(BEFORE);
    let part: String = whole.raw().chars().skip(first).map(|c| if c == '\n' { ' ' } else { c }).collect();
    let found: Vec<usize> = hit.characters.iter().filter_map(|at| at.checked_sub(first)).collect();
    let shown = Shown::of(&part);
    let found = if shown.as_str() == part { &found[..] } else { &[] };
    highlighted(&shown, found, theme::quiet(), theme::found())
}

fn localized(texts: Option<&crate::plan::Localized>, tag: &str) -> Foreign {
    let texts = texts.into_iter().flat_map(crate::plan::Localized::iter);
    texts.filter(|(other, _)| *other == tag).map(|(_, text)| text.clone()).next().unwrap_or_default()
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
        let keys = model.keymap().keys_of(command);
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
    page: &Page,
    lines: &[Pieces],
) -> (usize, usize) {
    canvas.clear(area);
    let view = usize::from(area.height.saturating_sub(1));
    let top = page.scroll.min(lines.len().saturating_sub(view));
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

/// Draws the line in which a note is typed, with the item it is about.
pub(super) fn note(model: &Model, words: &Words, canvas: &mut Canvas<'_, '_>, area: Rect, note: &NoteLine) {
    let title = model.plan.position(&note.item).map(|index| words.choose(&model.plan.items[index].title));
    let title = fit(&title.unwrap_or_default().one_line(), usize::from(area.width) / 3);
    let id = if note.explains { "note-prompt-reason" } else { "note-prompt" };
    canvas.clear(area);
    typed_line(model, canvas, area, &words.say_with(id, &[("title", title.into())]));
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
        Question::LeaveDrafts { notes } => words.say_with("question-drafts", &[("count", (*notes).into())]),
        Question::LeaveUnkept { facts } => words.say_with("question-unkept", &[("count", (*facts).into())]),
        Question::LeaveUncommitted => words.say("question-uncommitted"),
        Question::Replay { facts } => words.say_with("question-replay", &[("count", (*facts).into())]),
    };
    let mut parts = Vec::new();
    if let (Question::LeaveUncommitted, Some(notice)) = (question, &model.notice) {
        parts.push((footer::sentence(model, words, notice), theme::alarm()));
    }
    parts.push((said, theme::warning()));
    footer::said(canvas, area, &parts);
}
