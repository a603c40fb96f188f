//! Draws a model. Reads everything, changes nothing, and knows no terminal.
//!
//! One file a part of the screen. Text reaches a cell only through [`paint`], which takes nothing but what has been
//! made showable.

mod changes;
mod clashes;
mod clause;
mod footer;
mod header;
mod help;
mod history;
mod item;
mod line;
mod lines;
mod listing;
mod marks;
mod meeting;
mod notes;
mod outline;
mod overlays;
mod overview;
mod paint;
mod problems;
mod remark;
mod search;
mod theme;
mod trusting;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::app::{self, Areas, Drawn, Model, Overlay, PageKind, Question, Row, Screen, Size};
use crate::text::wrap;
use crate::words::Words;
use paint::Canvas;

/// Draws the whole screen, and returns what only drawing can tell.
pub fn view(model: &Model, words: &Words, frame: &mut Frame<'_>) -> Drawn {
    let size = Size { columns: frame.area().width, rows: frame.area().height };
    let areas =
        if model.is_in_meeting() { Areas::of_meeting(size) } else { Areas::of(size, model.clause_shown) };
    let mut canvas = Canvas::new(frame);
    let mut drawn = Drawn { revision: model.revision(), ..Drawn::default() };
    if !size.holds_a_screen() {
        let said = wrap(&words.say("too-small"), usize::from(size.columns).max(1));
        for (y, line) in (0..size.rows).zip(said) {
            canvas.line(whole(size), y, &paint::text(&line, theme::plain()));
        }
        return drawn;
    }
    if !model.is_loaded() {
        canvas.line(whole(size), size.rows / 2, &paint::text(&words.say("loading"), theme::quiet()));
        return drawn;
    }
    header::draw(model, words, &mut canvas, rect(areas.header));
    drawn.is_screen = true;
    if model.screen == Screen::Overview && !model.is_choosing() {
        overview::draw(model, words, &mut canvas, rect(areas.body));
    } else {
        side_by_side(model, words, &mut canvas, &areas, &mut drawn);
    }
    footer::notice(model, words, &mut canvas, rect(areas.notice));
    footer::keys(model, words, &mut canvas, rect(areas.footer));
    match &model.overlay {
        Some(Overlay::Page(page)) => {
            let body = Rect { y: 1, height: size.rows.saturating_sub(2), ..whole(size) };
            let lines = match page.kind {
                PageKind::Help => help::lines(model, words, usize::from(body.width)),
                PageKind::Problems => problems::lines(model, words, usize::from(body.width)),
                PageKind::Minutes => meeting::minutes(model, words, usize::from(body.width)),
            };
            (drawn.measured.page, drawn.measured.page_view) =
                overlays::page(words, &mut canvas, body, page.scroll, &lines);
        }
        Some(Overlay::Clashes(clashing)) => {
            let body = Rect { y: 1, height: size.rows.saturating_sub(3), ..whole(size) };
            clashes::draw(model, words, &mut canvas, body, clashing);
        }
        Some(Overlay::Notes(list)) => {
            let body = Rect { y: 1, height: size.rows.saturating_sub(3), ..whole(size) };
            notes::draw(model, words, &mut canvas, body, *list);
            drawn.thread = model.chosen_notes().map(|(_, thread)| thread.first().clone());
        }
        Some(Overlay::Trusting(trusting)) => {
            let body = Rect { y: 1, height: size.rows.saturating_sub(2), ..whole(size) };
            let lines = trusting::lines(words, usize::from(body.width), trusting);
            let scroll = trusting.scroll;
            (drawn.measured.page, drawn.measured.page_view) =
                overlays::page(words, &mut canvas, body, scroll, &lines);
        }
        Some(Overlay::Search(search)) => {
            search::guidance(model, words, &mut canvas, rect(areas.notice), &search.line);
        }
        Some(Overlay::Filter(filter)) => {
            search::filter(model, words, &mut canvas, rect(areas.notice), filter);
        }
        Some(Overlay::Find(find)) => {
            search::find(model, words, &mut canvas, rect(areas.notice), find, drawn.measured.found);
        }
        Some(Overlay::Line(line)) => line::draw(model, words, &mut canvas, rect(areas.notice), line),
        Some(Overlay::Question(question)) => {
            if let Question::MarkSelected { items, already, scroll, .. } = question {
                let body = Rect { y: 1, height: size.rows.saturating_sub(3), ..whole(size) };
                let wide = usize::from(body.width).saturating_sub(2);
                let lines = overlays::selected(model, words, wide, (items, already));
                (drawn.measured.page, drawn.measured.page_view) =
                    overlays::page(words, &mut canvas, body, *scroll, &lines);
            }
            overlays::question(model, words, &mut canvas, rect(areas.notice), question);
        }
        _ => {}
    }
    drawn.focus = canvas.focus();
    let legible = canvas.untouched();
    if let Some(glimpse) = &mut drawn.wording {
        glimpse.legible = legible;
    }
    drawn
}

/// Draws a list, and beside it what is chosen there.
fn side_by_side(model: &Model, words: &Words, canvas: &mut Canvas<'_, '_>, areas: &Areas, drawn: &mut Drawn) {
    let in_meeting = model.screen == Screen::Meeting && !model.is_choosing_place();
    let shown = model.preview().unwrap_or(model.outline.selected);
    match &model.overlay {
        Some(Overlay::Search(search)) => {
            search::list(model, words, canvas, rect(areas.outline), search);
        }
        Some(Overlay::Links(_) | Overlay::Palette(_) | Overlay::Reviewer(_)) => {
            overlays::list(model, words, canvas, rect(areas.outline));
        }
        _ if in_meeting => meeting::list(model, words, canvas, rect(areas.outline)),
        _ if model.screen == Screen::Changes => {
            changes::list(model, words, canvas, rect(areas.outline));
        }
        _ if model.screen == Screen::History => {
            history::list(model, words, canvas, rect(areas.outline));
        }
        _ => outline::draw(model, words, canvas, rect(areas.outline)),
    }
    divider(canvas, rect(areas.divider));
    if in_meeting {
        meeting::detail(model, words, canvas, rect(areas.item), drawn);
        if model.is_in_meeting() {
            meeting::clock(model, words, canvas, rect(areas.clause));
        } else {
            clause::draw(model, words, canvas, rect(areas.clause), shown);
        }
    } else if model.screen == Screen::Changes && model.preview().is_none() {
        changes::detail(model, words, canvas, beside(areas), drawn);
    } else if model.screen == Screen::History && model.preview().is_none() {
        drawn.measured.item = history::detail(model, words, canvas, beside(areas));
    } else if let Some((seed, clause)) = model.found_clause() {
        drawn.measured.item = clause::draw_found(model, words, canvas, rect(areas.read()), seed, clause);
    } else if areas.clause_alone() {
        drawn.measured.item = clause::draw_alone(model, words, canvas, rect(areas.clause), shown);
    } else {
        clause::draw(model, words, canvas, rect(areas.clause), shown);
        item::draw(model, words, canvas, rect(areas.item), shown, drawn);
    }
}

/// All that is beside the list, the place of the clause included.
fn beside(areas: &Areas) -> Rect {
    let (item, clause) = (rect(areas.item), rect(areas.clause));
    if item.height == 0 { clause } else { Rect { height: item.height + clause.height, ..item } }
}

fn whole(size: Size) -> Rect {
    Rect::new(0, 0, size.columns, size.rows)
}

fn rect(frame: app::Frame) -> Rect {
    Rect::new(frame.x, frame.y, frame.columns, frame.rows)
}

fn divider(canvas: &mut Canvas<'_, '_>, area: Rect) {
    let sign = if area.width == 1 { "│" } else { "─" };
    for y in 0..area.height {
        for x in 0..area.width {
            canvas.sign(Rect { x: area.x + x, width: 1, ..area }, y, sign, theme::frame());
        }
    }
}

/// Returns the area that a row belongs to.
fn area_of(model: &Model, row: Row) -> usize {
    match row {
        Row::Area(index) => index,
        Row::Item(index) => model.plan.items[index].area,
    }
}
