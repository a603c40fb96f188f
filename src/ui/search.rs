//! The list of hits: what is typed, how it may go on, how many answer, and of each hit which characters did.

use ratatui::layout::Rect;

use super::marks;
use super::overlays::{row, typed_line};
use super::paint::{Canvas, Piece, Pieces, blank, cells, columns, highlighted, piece, text};
use super::{footer, theme};
use crate::app::{FilterLine, FindLine, Model, QueryLine, Row, Search, list_head};
use crate::plan::Localized;
use crate::search::{Answer, Hit, Target, explain};
use crate::text::{Foreign, Shown, fit, width, wrap};
use crate::words::Words;

/// How many ways to go on are offered on one line at most.
const OFFERED: usize = 12;

pub(super) fn list(model: &Model, words: &Words, canvas: &mut Canvas<'_, '_>, area: Rect, search: &Search) {
    query(model, words, canvas, area, &search.line);
    let head = list_head(area.height);
    let below = Rect { y: area.y + head, height: area.height - head, ..area };
    if search.line.hits.is_empty() {
        let wide = usize::from(below.width.saturating_sub(2)).max(1);
        for (y, line) in (0..below.height).zip(wrap(&nothing(words, &search.line), wide)) {
            canvas.line(below, y, &[blank(1), piece(&line, theme::quiet())]);
        }
        return;
    }
    let top = search.picker.top.min(search.line.hits.len().saturating_sub(1));
    let targets = model.hits_shown(top, usize::from(below.height));
    for (y, (at, target)) in (0..below.height).zip(targets.into_iter().enumerate()) {
        let (left, right) = hit_row(model, words, search, target, usize::from(area.width));
        row(canvas, below, y, (&left, &right), top + at == search.picker.chosen);
    }
}

/// The prompt, what is typed, how many answer, and the caret.
fn query(model: &Model, words: &Words, canvas: &mut Canvas<'_, '_>, area: Rect, line: &QueryLine) {
    let id = if line.unfinished { "search-count-so-far" } else { "search-count" };
    let args = [("count", line.hits.len().into()), ("all", model.searchable().into())];
    let counter = words.say_with(id, &args);
    line_with_counter(
        model,
        canvas,
        Rect { height: area.height.min(1), ..area },
        &words.say("search-prompt"),
        &counter,
    );
}

/// Says in the line `area`, and above it where that is not enough, what is wrong with the query, else how it may go on.
pub(super) fn guidance(
    model: &Model,
    words: &Words,
    canvas: &mut Canvas<'_, '_>,
    area: Rect,
    line: &QueryLine,
) {
    if footer::about_line(model, words, canvas, area) {
        return;
    }
    if let Some(problem) = &line.problem {
        footer::said(canvas, area, &[(words.query_fault(&problem.fault), theme::warning())]);
        return;
    }
    if line.completions.is_empty() {
        return;
    }
    let mut pieces: Vec<Piece> = vec![blank(1)];
    for (at, completion) in line.completions.iter().take(OFFERED).enumerate() {
        if at > 0 {
            pieces.push(blank(2));
        }
        let style = if at == 0 { theme::key() } else { theme::plain() };
        pieces.push(piece(&Shown::of(&completion.text), style));
        let meaning = words.suggestion(&model.plan, &completion.what);
        if !meaning.is_empty() && meaning.as_str() != completion.text {
            pieces.extend([blank(1), piece(&meaning, theme::quiet())]);
        }
    }
    canvas.clear(area);
    canvas.line(area, 0, &pieces);
}

fn nothing(words: &Words, line: &QueryLine) -> Shown {
    if line.problem.is_some() {
        Shown::default()
    } else if line.hits.query().is_empty() {
        words.say("search-hint")
    } else if line.unfinished {
        words.say("search-going-on")
    } else {
        words.say("search-nothing")
    }
}

/// A hit: sign, title with the characters that answered, and where it belongs, as far as `room` columns hold both.
fn hit_row(model: &Model, words: &Words, search: &Search, target: Target, room: usize) -> (Pieces, Pieces) {
    let sought = search.line.hits.query().words();
    let language = words.interface().tag();
    let hit = explain(&model.plan, &model.review, &sought, target, language);
    let mut line = match target {
        Target::Item(index) => {
            let id = &model.plan.items[index].id;
            let chosen = if model.selection.contains(id) { "●" } else { " " };
            vec![
                piece(&Shown::own(chosen), theme::key()),
                marks::stance(model, &model.stance(index)),
                blank(1),
            ]
        }
        Target::Area(_) => vec![blank(3)],
        Target::Clause { .. } => vec![blank(1), piece(&Shown::own("§"), theme::label()), blank(1)],
    };
    let named = match target {
        Target::Area(index) => model.plan.areas.get(index).map(|area| &area.title),
        Target::Item(index) => model.plan.items.get(index).map(|item| &item.title),
        Target::Clause { .. } => None,
    };
    if let Some(title) = named {
        line.extend(titled(words, title, hit.as_ref()));
    } else if let Target::Clause { seed, clause } = target {
        let clause = model.plan.seeds.get(seed).and_then(|seed| seed.clauses.get(clause));
        let number = clause.map(|clause| Shown::of(&clause.number)).unwrap_or_default();
        line.extend([piece(&number, theme::plain()), blank(1)]);
        match &hit {
            Some(hit) => line.extend(context(hit)),
            None => line.extend(clause.map(|clause| piece(&clause.text.show().one_line(), theme::quiet()))),
        }
    }
    let beside = room.saturating_sub(columns(&line) + 3).max(room / 4);
    let right = fit(&path(model, words, target), beside);
    (line, text(&right, theme::quiet()))
}

/// The title one knows, with what answered: in it, or beside it.
fn titled(words: &Words, title: &Localized, hit: Option<&Hit>) -> Pieces {
    let known = words.choose(title).one_line();
    let Some(hit) = hit else { return text(&known, theme::plain()) };
    let language = words.interface().tag();
    match &hit.answer {
        Answer::Title(tag) if title.in_language(language) == Some(&hit.text) || tag == language => {
            marked(&hit.text, &hit.characters)
        }
        _ => {
            let mut pieces = vec![piece(&known, theme::plain()), blank(1)];
            pieces.extend(context(hit));
            pieces
        }
    }
}

/// What a hit belongs to: its area and the item it hangs under, or the source of a clause.
fn path(model: &Model, words: &Words, target: Target) -> Shown {
    let titles: Vec<Shown> = match target {
        Target::Area(_) => Vec::new(),
        Target::Item(index) => {
            let parent = model.plan.items[index].parent.map(|parent| &model.plan.items[parent].title);
            let above = [Some(&model.plan.areas[model.area_of(Row::Item(index))].title), parent];
            above.into_iter().flatten().map(|title| words.choose(title).one_line()).collect()
        }
        Target::Clause { seed, .. } => {
            model.plan.seeds.get(seed).map(|seed| seed.title.show().one_line()).into_iter().collect()
        }
    };
    Shown::join(&titles, &Shown::own(" › "))
}

/// Shows `text` with the characters at `found` marked. Where the text is not shown as it is, nothing can be marked.
fn marked(answered: &Foreign, found: &[usize]) -> Pieces {
    let shown = answered.show().one_line();
    let found = if shown.as_str() == answered.raw() { found } else { &[] };
    highlighted(&shown, found, theme::plain(), theme::found())
}

/// How many characters of a text stand before the first that answered.
const BEFORE: usize = 6;

/// The part of a text that answered.
fn context(hit: &Hit) -> Pieces {
    let first = hit.characters.first().copied().unwrap_or(0).saturating_sub(BEFORE);
    let part: String = hit.text.raw().chars().skip(first).map(|c| if c == '\n' { ' ' } else { c }).collect();
    let found: Vec<usize> = hit.characters.iter().filter_map(|at| at.checked_sub(first)).collect();
    let shown = Shown::of(&part);
    let found = if shown.as_str() == part { &found[..] } else { &[] };
    let mut pieces = if first > 0 { text(&Shown::own("…"), theme::quiet()) } else { Vec::new() };
    pieces.extend(highlighted(&shown, found, theme::quiet(), theme::found()));
    pieces
}

/// The line in which a filter is typed, with what may come next above it.
pub(super) fn filter(
    model: &Model,
    words: &Words,
    canvas: &mut Canvas<'_, '_>,
    area: Rect,
    filter: &FilterLine,
) {
    let line = &filter.line;
    if area.y > 0 {
        guidance(model, words, canvas, Rect { y: area.y - 1, height: 1, ..area }, line);
    }
    let found = model.outline.filter.as_ref().map_or(0, |filter| filter.found);
    let args = [("count", found.into()), ("all", model.plan.items.len().into())];
    let counter = words.say_with(if line.unfinished { "search-count-so-far" } else { "search-count" }, &args);
    line_with_counter(model, canvas, area, &words.say("filter-prompt"), &counter);
}

/// The line in which a word to be found in the item is typed, with which of the places is shown.
pub(super) fn find(
    model: &Model,
    words: &Words,
    canvas: &mut Canvas<'_, '_>,
    area: Rect,
    find: &FindLine,
    found: usize,
) {
    footer::about_line(model, words, canvas, Rect { y: area.y.saturating_sub(1), ..area });
    let typed = !find.input.value().trim().is_empty();
    let at = if found == 0 { 0 } else { find.at.min(found - 1) + 1 };
    let counter = words.say_with("search-count", &[("count", at.into()), ("all", found.into())]);
    let counter = if typed { counter } else { Shown::default() };
    line_with_counter(model, canvas, area, &words.say("find-prompt"), &counter);
}

fn line_with_counter(
    model: &Model,
    canvas: &mut Canvas<'_, '_>,
    area: Rect,
    prompt: &Shown,
    counter: &Shown,
) {
    canvas.clear(area);
    let taken = cells(width(counter.as_str()) + 2).min(area.width);
    let room = Rect { width: area.width - taken, ..area };
    let right = Rect { x: room.right(), width: taken, ..area };
    canvas.line(right, 0, &[blank(1), piece(counter, theme::quiet())]);
    typed_line(model, canvas, room, prompt);
}
