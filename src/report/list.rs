//! Items as a table: how each stands, its id, kind and title, and what each reviewer said.

use std::collections::BTreeSet;
use std::ops::Range;

use super::stance::{status_symbol, symbol};
use super::table::{Align, Cell, Row, table};
use super::{Emphasis, Line};
use crate::plan::{Item, Plan};
use crate::review::{Lens, Review, Stance, Tally};
use crate::text::Shown;
use crate::words::Words;

/// Areas and items that were asked for, by index, in plan order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    pub areas: Vec<usize>,
    pub items: Vec<usize>,
}

impl Selection {
    /// Returns the areas asked for and those of the items, in plan order.
    fn headings(&self, plan: &Plan) -> BTreeSet<usize> {
        self.areas.iter().copied().chain(self.items.iter().map(|&index| plan.items[index].area)).collect()
    }

    /// Takes everything.
    pub fn all(plan: &Plan) -> Self {
        Self { areas: (0..plan.areas.len()).collect(), items: (0..plan.items.len()).collect() }
    }

    /// Returns the items asked for that are in `area`.
    pub fn inside(&self, plan: &Plan, area: usize) -> &[usize] {
        let Range { start, end } = plan.area_items(area);
        let before = |limit: usize| self.items.partition_point(|&index| index < limit);
        self.items.get(before(start)..before(end)).unwrap_or_default()
    }
}

const ALIGN: [Align; 8] = [
    Align::Left,
    Align::Left,
    Align::Left,
    Align::GivesWay,
    Align::Left,
    Align::Left,
    Align::Left,
    Align::Left,
];

/// Lays the selected items out in at most `columns` columns, under their areas.
pub fn list(
    words: &Words,
    plan: &Plan,
    review: &Review,
    selection: &Selection,
    columns: Option<usize>,
) -> Vec<Line> {
    let mut rows = Vec::new();
    for area in selection.headings(plan) {
        rows.push(Row::Across(area_line(words, plan, review, area)));
        let inside = selection.inside(plan, area).iter();
        rows.extend(inside.map(|&index| Row::Cells(cells(words, plan, review, index))));
    }
    table(&ALIGN, rows, columns)
}

fn area_line(words: &Words, plan: &Plan, review: &Review, index: usize) -> Line {
    let area = &plan.areas[index];
    let tally = Tally::of(plan, review, &Lens::Everybody, plan.area_items(index));
    let rest = format!("  {}  {}/{}", area.id.as_str(), tally.reviewed, tally.total);
    Line::of(Emphasis::Strong, words.choose(&area.title).one_line()).and(Emphasis::Faint, Shown::of(&rest))
}

fn cells(words: &Words, plan: &Plan, review: &Review, index: usize) -> Vec<Cell> {
    let item = &plan.items[index];
    let (emphasis, sign) = symbol(&plan.strategy, Stance::of(review, &Lens::Everybody, index));
    let due = item.due.map(|due| Shown::of(&due.to_string())).unwrap_or_default();
    vec![
        Cell::of(emphasis, &sign),
        Shown::of(item.id.as_str()).into(),
        Cell::of(Emphasis::Faint, &words.kind(item.kind)),
        words.choose(&item.title).into(),
        Cell::of(
            Emphasis::Faint,
            &item.progress.map(|progress| words.progress(progress)).unwrap_or_default(),
        ),
        owners(words, item).into(),
        due.into(),
        marks(plan, review, index).into(),
    ]
}

/// Returns those who answer for an item, in one text.
pub(super) fn owners(words: &Words, item: &Item) -> Shown {
    let owners: Vec<Shown> = item.owner.iter().map(crate::text::Foreign::show).collect();
    Shown::join(&owners, &words.say("list-separator"))
}

/// Returns who said what, and which of it wants another look, as `jia✓ yi✗~`.
fn marks(plan: &Plan, review: &Review, index: usize) -> Shown {
    let said: Vec<Shown> = review
        .standing(index)
        .marks
        .iter()
        .map(|mark| {
            let mut text = Shown::of(mark.by.as_str());
            text.push(&status_symbol(&plan.strategy, &mark.status));
            if let Some(why) = Stance::of_mark(mark).attention() {
                text.push(&Shown::own(why.sign()));
            }
            text
        })
        .collect();
    Shown::join(&said, &Shown::own(" "))
}
