//! An area file: one focus area with its goals, tasks and projects.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::DeTable;

use super::SourceText;
use super::reading::{self, Reader};
use crate::plan::{
    Area, AreaId, Fault, FieldValue, Item, ItemId, KeyPlaces, Kind, Level, Lines, Localized, OwnFieldKind,
    Place, Plan, Problem, Progress, Published, StatusId, Strategy,
};
use crate::text::Foreign;

/// What one area file says.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaFile {
    pub area: Area,
    /// Parents before children; `parent` counts within this file, `area` is the given index.
    pub items: Vec<Item>,
    pub problems: Vec<Problem>,
}

/// Reads an area file as the next area of `plan`, and returns what is wrong with it.
pub fn add_area(source: &SourceText, plan: &mut Plan) -> Vec<Problem> {
    let file = area(source, &plan.strategy, plan.areas.len());
    let before = plan.items.len();
    plan.areas.push(file.area);
    plan.items.extend(
        file.items.into_iter().map(|item| Item { parent: item.parent.map(|parent| parent + before), ..item }),
    );
    file.problems
}

/// Reads an area file that becomes area number `index` of a plan under `strategy`.
pub fn area(source: &SourceText, strategy: &Strategy, index: usize) -> AreaFile {
    let problems = source.at_first_sight();
    let conflict = problems.iter().any(|problem| problem.fault == Fault::ConflictMarkers);
    let both_sides = conflict.then(|| source.with_markers_as_remarks());
    let source = both_sides.as_ref().unwrap_or(source);
    let (table, syntax) = reading::parse(source);
    let broken = conflict || source.is_damaged() || reading::is_broken(&syntax);
    let lines = source.lines();
    let mut file = Reading { source, lines: &lines, strategy, index, items: Vec::new(), problems };
    // Where git left its markers, what the parser says of the two sides explains nothing.
    if !conflict {
        file.problems.extend(syntax);
    }
    let area = file.area(&table, broken);
    reading::drop_echoes(&mut file.problems);
    AreaFile { area, items: file.items, problems: file.problems }
}

struct Reading<'a> {
    source: &'a SourceText,
    lines: &'a Lines<'a>,
    strategy: &'a Strategy,
    index: usize,
    items: Vec<Item>,
    problems: Vec<Problem>,
}

impl<'a> Reading<'a> {
    fn area(&mut self, table: &'a DeTable<'a>, broken: bool) -> Area {
        let end =
            self.source.text.trim_start_matches('\u{feff}').find('\n').unwrap_or(self.source.text.len());
        let mut reader = Reader::new(self.lines, table, 0..end, &self.strategy.languages);
        let id = self.area_id(&mut reader);
        let title = reader.localized("title");
        reader.demand("title");
        let area = Area {
            title: title.unwrap_or_else(|| self.untitled(id.as_str())),
            id,
            text: reader.localized("text"),
            owner: reader.list("owner"),
            seed: reader.citations("seed"),
            place: Place { line: 1, column: 1, ..Place::file(&self.source.name) },
            broken,
        };
        let goals = reader.tables("goal");
        self.problems.extend(reader.finish());
        for (goal, span) in goals {
            self.item(&area, None, Kind::Goal, goal, span);
        }
        if broken {
            self.items.iter_mut().for_each(|item| item.damaged = true);
        }
        area
    }

    /// An area whose id cannot be read takes the name of its file, so that its items can be shown under something.
    fn area_id(&self, reader: &mut Reader<'a>) -> AreaId {
        let stem = self.source.name.raw().rsplit('/').next().unwrap_or_default().trim_end_matches(".toml");
        let fallback = || AreaId::parse(stem).unwrap_or_default();
        let Some(text) = reader.required("id") else { return fallback() };
        match AreaId::parse(text) {
            Ok(id) => id,
            Err(why) => {
                let span = reader.raw("id").map_or(0..0, toml::Spanned::span);
                reader.report(Fault::BadId { id: text.into(), why }, span);
                fallback()
            }
        }
    }

    fn untitled(&self, id: &str) -> Localized {
        Localized::new(vec![(self.strategy.first_language().to_owned(), Foreign::from(id))])
    }

    fn item(
        &mut self,
        area: &Area,
        parent: Option<usize>,
        kind: Kind,
        table: &'a DeTable<'a>,
        span: Range<usize>,
    ) {
        let mut reader = Reader::new(self.lines, table, span, &self.strategy.languages);
        let place = reader.place();
        let slug = reader.required("id");
        let id = slug.and_then(|slug| match ItemId::new(&area.id, slug) {
            Ok(id) => Some(id),
            Err(why) => {
                let span = reader.raw("id").map_or(0..0, toml::Spanned::span);
                reader.report(Fault::BadId { id: slug.into(), why }, span);
                None
            }
        });
        let named = id.is_some();
        // Without an id of its own it is shown under its line, and cannot be marked.
        let id = id.unwrap_or_else(|| {
            ItemId::parse(&format!("{}/line-{}", area.id.as_str(), place.line))
                .or_else(|_| ItemId::parse(&format!("{}/line-{}", ItemId::UNNAMED, place.line)))
                .expect("letters, digits and one slash are an item id")
        });
        let title = reader.localized("title");
        reader.demand("title");
        let mut item = Item {
            kind,
            area: self.index,
            parent,
            title: title.unwrap_or_else(|| self.untitled(id.slug())),
            id,
            text: reader.localized("text"),
            owner: reader.list("owner"),
            with: reader.list("with"),
            start: reader.date("start"),
            due: reader.date("due"),
            progress: reader.word("progress", &Progress::ALL, Progress::name),
            metric: reader.metric("metric"),
            seed: reader.citations("seed"),
            related: reader.ids("related"),
            was: reader.ids("was"),
            own: self.own_fields(&mut reader),
            published: published(&mut reader),
            keys: KeyPlaces {
                seed: reader.place_of("seed"),
                related: reader.place_of("related"),
                was: reader.place_of("was"),
            },
            place,
            damaged: false,
        };
        let mut children: Vec<(Kind, &DeTable<'_>, Range<usize>)> = Vec::new();
        for (key, child) in [("task", Kind::Task), ("project", Kind::Project)] {
            if child_allowed(kind, child) {
                children.extend(reader.tables(key).into_iter().map(|(table, span)| (child, table, span)));
            }
        }
        children.sort_by_key(|(_, _, span)| span.start);
        let problems = reader.finish();
        item.damaged = !named || problems.iter().any(|problem| problem.level() == Level::Error);
        self.problems.extend(problems);
        let own = self.items.len();
        self.items.push(item);
        for (kind, table, span) in children {
            self.item(area, Some(own), kind, table, span);
        }
    }

    fn own_fields(&self, reader: &mut Reader<'a>) -> BTreeMap<String, FieldValue> {
        let mut values = BTreeMap::new();
        for field in &self.strategy.own_fields {
            let name = field.name.as_str();
            let value = match field.kind {
                OwnFieldKind::Text => reader.localized(name).map(FieldValue::Localized),
                OwnFieldKind::Number => reader.number(name).map(FieldValue::Number),
                OwnFieldKind::Date => reader.date(name).map(FieldValue::Date),
                OwnFieldKind::List => {
                    Some(reader.list(name)).filter(|list| !list.is_empty()).map(FieldValue::List)
                }
            };
            values.extend(value.map(|value| (field.name.clone(), value)));
        }
        values
    }
}

/// Reads what stands in the file of the verdict; whatever it is, it is no problem.
fn published(reader: &mut Reader<'_>) -> Option<Published> {
    let value = reader.raw("review")?;
    let status = value.get_ref().as_str().map(StatusId::new);
    Some(Published { status, place: reader.lines.place(value.span()) })
}

fn child_allowed(parent: Kind, child: Kind) -> bool {
    matches!((parent, child), (Kind::Goal, Kind::Task | Kind::Project) | (Kind::Task, Kind::Project))
}
