//! The item beside the outline: its path, wording, fields, verdict, marks and notes.

use ratatui::layout::Rect;

use super::lines;
use super::listing::Listing;
use super::marks;
use super::paint::{Canvas, Pieces, blank, columns, piece};
use super::{area_of, theme};
use crate::app::{Drawn, Model, Row};
use crate::plan::{Citation, Field, FieldValue, Item, Localized, Metric, Reading};
use crate::report;
use crate::review::{CurrentMark, Deed, Note, Stance, Standing, Thread};
use crate::text::{Foreign, Shown, width};
use crate::words::Words;

/// Draws what `row` is, scrolled as the model says or so that what is looked for can be seen, and measures it.
pub(super) fn draw(
    model: &Model,
    words: &Words,
    canvas: &mut Canvas<'_, '_>,
    area: Rect,
    row: Row,
    drawn: &mut Drawn,
) {
    let mut listing = Listing::new(usize::from(area.width).saturating_sub(1).max(1));
    listing.sought = model.sought();
    match row {
        Row::Item(index) if index < model.plan.items.len() => {
            item(model, words, &mut listing, index, Detail::Everything);
        }
        Row::Area(index) if index < model.plan.areas.len() => focus_area(model, words, &mut listing, index),
        _ => listing.text(&words.say("plan-empty"), theme::quiet()),
    }
    let view = usize::from(area.height);
    let wanted = model.in_sight().and_then(|at| listing.found.get(at));
    let top = match wanted {
        Some(&line) if line + 2 > view => line.saturating_sub(view / 3),
        Some(_) => 0,
        None => model.item_scroll,
    };
    drawn.measured.found = listing.found.len();
    match row {
        Row::Item(index) if index < model.plan.items.len() => {
            listing.draw_item((model, words), canvas, area, top, index, drawn);
        }
        _ => {
            drawn.measured.item_top = top.min(listing.lines.len().saturating_sub(view));
            drawn.measured.item = listing.draw(words, canvas, area, top);
        }
    }
}

/// Id and place, on a line each where one does not hold both.
fn at_place(words: &Words, listing: &mut Listing, id: Shown, place: Shown) {
    if width(id.as_str()) + 2 + width(place.as_str()) > listing.width {
        listing.remark(&id, theme::quiet());
        listing.remark(&place, theme::quiet());
    } else {
        let both = words.say_with("at-place", &[("id", id.into()), ("place", place.into())]);
        listing.remark(&both, theme::quiet());
    }
}

fn focus_area(model: &Model, words: &Words, listing: &mut Listing, index: usize) {
    let area = &model.plan.areas[index];
    titles(words, listing, &area.title);
    listing.text(&words.say("kind-area"), theme::quiet());
    if area.broken {
        listing.gap();
        listing.text(&words.say("area-broken"), theme::alarm());
    }
    texts(words, listing, area.text.as_ref());
    listing.gap();
    owners(words, listing, "field-owner", &area.owner);
    sources(words, listing, &area.seed);
    let tally = model.tally(Row::Area(index));
    let mut counts = vec![piece(&words.say("header-progress"), theme::label()), blank(2)];
    counts.extend(marks::counts(model, &tally, true));
    listing.line(counts);
    listing.gap();
    at_place(words, listing, Shown::of(area.id.as_str()), words.place(&area.place));
    listing.text(&words.say("areas-are-not-marked"), theme::quiet());
}

/// How much is told of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    Everything,
    /// Without what only concerns whoever looks into files.
    ForTheRoom,
}

/// Tells of item `index`.
pub(super) fn item(model: &Model, words: &Words, listing: &mut Listing, index: usize, detail: Detail) {
    wording(model, words, listing, index);
    listing.gap();
    standing(model, words, listing, index, detail);
    if detail == Detail::ForTheRoom {
        return;
    }
    listing.gap();
    let item = &model.plan.items[index];
    at_place(words, listing, Foreign::from(&item.id).show(), words.place(&item.place));
}

/// Tells what item `index` says, and what is wrong with it.
pub(super) fn wording(model: &Model, words: &Words, listing: &mut Listing, index: usize) {
    let item = &model.plan.items[index];
    listing.begin_wording();
    titles(words, listing, &item.title);
    listing.extend_wording();
    listing.remark(&path(model, words, index), theme::quiet());
    if item.damaged {
        listing.gap();
        listing.text(&words.say("item-damaged"), theme::alarm());
    }
    if model.plan.is_ambiguous(index) {
        listing.gap();
        listing.text(&words.say("reason-ambiguous"), theme::alarm());
    }
    if item.text.is_some() {
        texts(words, listing, item.text.as_ref());
        listing.extend_wording();
    }
    listing.gap();
    fields(model, words, listing, item);
}

/// The title in the language of the interface, then in the others.
fn titles(words: &Words, listing: &mut Listing, title: &Localized) {
    listing.name(&words.choose(title), theme::strong());
    for other in title.others(words.interface().tag()) {
        listing.name(&other.show(), theme::quiet());
    }
}

fn texts(words: &Words, listing: &mut Listing, text: Option<&Localized>) {
    let Some(text) = text else { return };
    listing.gap();
    listing.text(&words.choose(text).trim_end(), theme::plain());
    for other in text.others(words.interface().tag()) {
        listing.gap();
        listing.text(&other.show().trim_end(), theme::quiet());
    }
}

/// Kind and place in the plan: `项目 · 四港联动 › 现代综合交通网络`.
fn path(model: &Model, words: &Words, index: usize) -> Shown {
    let item = &model.plan.items[index];
    let mut titles: Vec<Shown> = model
        .plan
        .ancestors(index)
        .map(|above| words.choose(&model.plan.items[above].title).one_line())
        .collect();
    titles.push(words.choose(&model.plan.areas[area_of(model, Row::Item(index))].title).one_line());
    titles.reverse();
    let path = Shown::join(&titles, &Shown::own(" › "));
    words.say_with("item-path", &[("kind", words.kind(item.kind).into()), ("path", path.into())])
}

fn fields(model: &Model, words: &Words, listing: &mut Listing, item: &Item) {
    let none = || Shown::own("-");
    let date =
        |date: Option<jiff::civil::Date>| date.map_or_else(none, |date| Shown::written(date.to_string()));
    let owner = || joined(words, &item.owner);
    let mut row = vec![
        (words.say("field-progress"), item.progress.map_or_else(none, |progress| words.progress(progress))),
        (words.say("field-owner"), if item.owner.is_empty() { none() } else { owner() }),
        (words.say("field-due"), date(item.due)),
    ];
    if item.start.is_some() {
        row.insert(2, (words.say("field-start"), date(item.start)));
    }
    listing.fields_side_by_side(&row);
    let covered = model.plan.strategy.covered();
    let covers = |fields: &[Field]| covered.iter().any(|field| fields.contains(field));
    if covers(&[Field::Progress, Field::Owner, Field::Start, Field::Due]) {
        listing.extend_wording();
    }
    owners(words, listing, "field-with", &item.with);
    if covers(&[Field::With]) && !item.with.is_empty() {
        listing.extend_wording();
    }
    if let Some(metric) = &item.metric {
        let name = vec![piece(&words.say("field-metric"), theme::label()), blank(2)];
        listing.flow(name, &figures(words, metric), &Shown::own("  "), theme::plain());
        if covers(&[Field::MetricTarget]) {
            listing.extend_wording();
        }
    }
    for own in &model.plan.strategy.own_fields {
        if let Some(value) = item.own.get(&own.name) {
            listing.field(&words.choose(&own.label), &field_value(words, value), theme::plain());
            if own.covered {
                listing.extend_wording();
            }
        }
    }
    sources(words, listing, &item.seed);
    let related: Vec<Shown> = item
        .related
        .iter()
        .map(|id| match model.plan.position(id) {
            Some(index) => words.choose(&model.plan.items[index].title).one_line(),
            None => Foreign::from(id).show(),
        })
        .collect();
    if !related.is_empty() {
        let list = Shown::join(&related, &words.say("list-separator"));
        listing.field(&words.say("field-related"), &list, theme::plain());
    }
}

fn joined(words: &Words, names: &[Foreign]) -> Shown {
    let names: Vec<Shown> = names.iter().map(|name| name.show().one_line()).collect();
    Shown::join(&names, &words.say("list-separator"))
}

fn owners(words: &Words, listing: &mut Listing, name: &str, owners: &[Foreign]) {
    if !owners.is_empty() {
        listing.field(&words.say(name), &joined(words, owners), theme::plain());
    }
}

fn sources(words: &Words, listing: &mut Listing, seed: &[Citation]) {
    if !seed.is_empty() {
        // A source is named once for the clauses that follow each other.
        let cited = seed.iter().enumerate().map(|(at, Citation { seed: name, clause })| {
            let again = at.checked_sub(1).is_some_and(|before| seed[before].seed == *name);
            Shown::of(&if again { format!("§{clause}") } else { format!("{} §{clause}", name.as_str()) })
        });
        let list = Shown::join(&cited.collect::<Vec<_>>(), &words.say("list-separator"));
        listing.field(&words.say("field-source"), &list, theme::plain());
    }
}

/// What is measured, and its readings.
fn figures(words: &Words, metric: &Metric) -> Vec<Shown> {
    let reading = |id: &str, reading: Option<Reading>| {
        let reading = reading?;
        let unit = metric.unit.as_ref().map(Foreign::show).unwrap_or_default();
        let value = Shown::written(reading.value.to_string());
        let args = [("value", value.into()), ("unit", unit.into())];
        let figure = words.say_with("metric-value", &args);
        let said = match reading.year {
            Some(year) => {
                let year = Shown::written(year.to_string());
                words.say_with("metric-in-year", &[("value", figure.into()), ("year", year.into())])
            }
            None => figure,
        };
        Some(words.say_with(id, &[("value", said.into())]))
    };
    let readings = [
        reading("metric-baseline", metric.baseline),
        reading("metric-now", metric.now),
        reading("metric-target", metric.target),
    ];
    let name = (!metric.name.is_empty()).then(|| words.choose(&metric.name).one_line());
    name.into_iter().chain(readings.into_iter().flatten()).collect()
}

fn field_value(words: &Words, value: &FieldValue) -> Shown {
    match value {
        FieldValue::Localized(text) => words.choose(text),
        FieldValue::Text(text) => text.show(),
        FieldValue::List(list) => joined(words, list),
        FieldValue::Date(date) => Shown::written(date.to_string()),
        FieldValue::Number(number) => Shown::written(number.to_string()),
        FieldValue::Target { reading, .. } => Shown::written(reading.value.to_string()),
    }
}

/// The verdict, what was declared and does not simply hold, the words of that, then a line a mark with its note and place,
/// what meetings left to be done, then the other notes.
fn standing(model: &Model, words: &Words, listing: &mut Listing, index: usize, detail: Detail) {
    let standing = model.review.standing(index);
    verdict(model, words, listing, index);
    for carry in &standing.carries {
        if let Some(said) = report::carry_state(words, &model.plan.strategy, carry) {
            listing.hanging(Vec::new(), &said, theme::warning());
        }
    }
    for said in report::reasons_told(words, &model.plan, &model.review, index) {
        listing.hanging(Vec::new(), &said, theme::plain());
    }
    // In the room it stands with the decision.
    let texts = report::decision_texts(words, &model.review, standing);
    for decided in texts.into_iter().filter(|_| detail == Detail::Everything) {
        listing.hanging(Vec::new(), &decided, theme::plain());
    }
    for mark in &standing.marks {
        let Some(fact) = model.review.fact(&mark.id) else { continue };
        let mut line: Pieces = vec![
            marks::stance(model, &Stance::of_mark(mark)),
            blank(1),
            piece(&marks::reviewer_name(model, &mark.by), theme::strong()),
            blank(1),
            piece(
                &words.status(&model.plan.strategy, &mark.status),
                theme::status(&model.plan.strategy, &mark.status),
            ),
        ];
        if let Some(at) = &fact.at {
            line.extend([blank(2), piece(&Shown::of(&at.short()), theme::quiet())]);
        }
        listing.line(line);
        let made = model.review.mark(&mark.id);
        let in_bulk = made.and_then(|made| report::recorded_in_bulk(words, made));
        let carried = report::carried_by(words, &model.plan.strategy, &model.review, mark);
        let recorded = report::recorded_by(words, &model.plan.strategy, mark);
        for said in recorded.into_iter().chain(in_bulk).chain(carried) {
            listing.hanging(vec![blank(2)], &said, theme::warning());
        }
        for (flag, id) in [
            (mark.stale, "mark-stale"),
            (mark.concurrent, "mark-concurrent"),
            (mark.owes_reason, "mark-owes-reason"),
        ] {
            if flag {
                listing.hanging(vec![blank(2)], &words.say(id), theme::stale());
            }
        }
        let suspect = report::suspect(words, &model.plan, mark);
        for said in suspect.into_iter().chain(report::source_changed(words, mark)) {
            listing.hanging(vec![blank(2)], &said, theme::stale());
        }
        // What several people read is compared once.
        let read = |mark: &CurrentMark| model.review.mark(&mark.id).map(|made| (&made.seen, &made.covers));
        let is_new = |mark: &CurrentMark| {
            let before = standing.marks.iter().take_while(|other| other.id != mark.id);
            before.filter(|other| other.is_on_another_wording()).all(|other| read(other) != read(mark))
        };
        if mark.is_on_another_wording() && is_new(mark) {
            for line in report::changed_since(words, &model.plan, &model.review, index, &mark.id) {
                lines::wrapped(listing, &line.indented(2));
            }
        }
        let explained = |note: &&Note| note.re.as_ref() == Some(&mark.id);
        for note in notes(model, standing).into_iter().map(|(_, note)| note).filter(explained) {
            listing.hanging(vec![blank(2)], &report::note_said(words, note), theme::plain());
        }
        if detail == Detail::Everything {
            listing.hanging(vec![blank(2)], &words.place(&fact.place), theme::quiet());
        }
    }
    for said in report::follow_up_told(words, &model.plan, &model.review, index) {
        listing.hanging(Vec::new(), &said, theme::plain());
    }
    threads(model, words, listing, index);
}

/// The verdict, or the baseline where one stands for it, and who said what; then a baseline that does not.
fn verdict(model: &Model, words: &Words, listing: &mut Listing, index: usize) {
    let standing = model.review.standing(index);
    let strategy = &model.plan.strategy;
    let mut agreed = report::baseline(words, strategy, &model.review, standing).into_iter().peekable();
    let (verdict, style) = if let Some(said) = agreed.next_if(|_| standing.adopted) {
        (said, theme::plain())
    } else if model.knows_its_gaps() {
        let told = report::verdict_told(words, strategy, &model.review, standing);
        (told, marks::verdict_style(model, &standing.verdict))
    } else {
        (Shown::own(marks::NOT_KNOWN_YET), theme::quiet())
    };
    let label = words.say("field-verdict");
    let mut line = vec![piece(&label, theme::label()), blank(2), piece(&verdict, style)];
    let mut summary = report::other_decisions(words, strategy, &model.review, standing);
    summary.extend(report::summary(words, strategy, standing));
    let separator = Shown::own(" · ");
    let whole = Shown::join(&summary, &separator);
    if summary.is_empty() {
        listing.field(&label, &verdict, style);
    } else if columns(&line) + 3 + width(whole.as_str()) <= listing.width {
        line.extend([blank(3), piece(&whole, theme::quiet())]);
        listing.line(line);
    } else {
        listing.field(&label, &verdict, style);
        let indent = width(label.as_str()) + 2;
        listing.flow(vec![blank(indent)], &summary, &separator, theme::quiet());
    }
    let past = standing.baseline().filter(|_| standing.is_past_its_baseline());
    let style = if past.is_some() { theme::stale() } else { theme::plain() };
    for said in agreed {
        listing.hanging(Vec::new(), &said, style);
    }
    if let Some(baseline) = past {
        for line in report::changed_since(words, &model.plan, &model.review, index, &baseline.id) {
            lines::wrapped(listing, &line.indented(2));
        }
    }
}

/// What was said besides the reasons of the marks, and all answers.
fn threads(model: &Model, words: &Words, listing: &mut Listing, index: usize) {
    let standing = model.review.standing(index);
    let explains =
        |note: &Note| note.re.as_ref().is_some_and(|re| standing.marks.iter().any(|mark| mark.id == *re));
    let is_told = |thread: &&Thread| {
        let begins = report::notes_of(&model.review, thread).next();
        let alone = thread.notes.len() == 1 && thread.open;
        !(alone && begins.is_some_and(|(_, note)| explains(note)))
    };
    let told: Vec<&Thread> = standing.threads.iter().filter(is_told).collect();
    if told.is_empty() {
        return;
    }
    listing.gap();
    listing.text(&words.say("notes"), theme::label());
    for thread in told {
        for (fact, note) in report::notes_of(&model.review, thread) {
            let is_answer = fact.id != *thread.first();
            let mut first = if is_answer { vec![blank(2)] } else { Vec::new() };
            first.extend([piece(&marks::reviewer_name(model, fact.voice()), theme::strong()), blank(1)]);
            if let Some(at) = &fact.at {
                first.extend([piece(&Shown::of(&at.short()), theme::quiet()), blank(2)]);
            }
            let states = report::note_states(words, &model.plan, (index, thread), fact, note);
            if !states.is_empty() {
                // What became of it takes the room of the first line.
                listing.flow(first, &states, &Shown::own("  "), theme::stale());
                first = vec![blank(if is_answer { 4 } else { 2 })];
            }
            listing.hanging(first, &report::note_said(words, note), theme::plain());
        }
    }
}

fn notes<'a>(model: &'a Model, standing: &'a Standing) -> Vec<(&'a crate::review::Fact, &'a Note)> {
    let facts = standing.notes.iter().filter_map(|id| model.review.fact(id));
    let notes = facts.filter_map(|fact| match &fact.deed {
        Deed::Note(note) => Some((fact, note)),
        _ => None,
    });
    notes.collect()
}
