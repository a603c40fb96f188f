//! How far the review is: counts by area and by reviewer, as tables and in the form scripts read.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::table::{Align, Cell, Row, number, table};
use super::{Emphasis, Line};
use crate::plan::{Plan, ReviewerId};
use crate::review::{Lens, Review, Tally};
use crate::text::Shown;
use crate::words::Words;

/// How far the review of a plan is.
pub struct Overview {
    areas: Vec<Tally>,
    total: Tally,
    reviewers: Vec<(ReviewerId, Tally)>,
}

impl Overview {
    /// Counts through the verdicts by area, and through the eyes of everybody who is listed or has recorded.
    pub fn of(plan: &Plan, review: &Review) -> Self {
        let all = || 0..plan.items.len();
        let tally = |area| Tally::of(plan, review, &Lens::Everybody, plan.area_items(area));
        let listed = plan.strategy.reviewers.iter().map(|reviewer| reviewer.id.clone());
        let mut reviewers: Vec<ReviewerId> = listed.collect();
        let known: BTreeSet<ReviewerId> = reviewers.iter().cloned().collect();
        reviewers.extend(review.reviewers().into_iter().filter(|id| !known.contains(*id)).cloned());
        let seen_by = |id: ReviewerId| {
            let tally = Tally::of(plan, review, &Lens::Reviewer(id.clone()), all());
            (id, tally)
        };
        Self {
            areas: (0..plan.areas.len()).map(tally).collect(),
            total: Tally::of(plan, review, &Lens::Everybody, all()),
            reviewers: reviewers.into_iter().map(seen_by).collect(),
        }
    }

    /// Lays the counts out in at most `columns` columns.
    ///
    /// Where the names of the statuses leave no room, their signs stand for them and a last line explains these.
    pub fn lines(&self, words: &Words, plan: &Plan, columns: Option<usize>) -> Vec<Line> {
        let named = self.tables(words, plan, columns, false);
        if columns.is_none_or(|columns| named.iter().all(|line| line.width() <= columns)) {
            return named;
        }
        let mut signed = self.tables(words, plan, columns, true);
        let legend = plan
            .strategy
            .statuses
            .iter()
            .map(|status| Shown::of(&format!("{} {}", status.symbol, words.choose(&status.name))));
        signed.push(Line::of(Emphasis::Faint, Shown::join(&legend.collect::<Vec<_>>(), &Shown::own("  "))));
        signed
    }

    fn tables(&self, words: &Words, plan: &Plan, columns: Option<usize>, signs: bool) -> Vec<Line> {
        let width = columns.unwrap_or(usize::MAX);
        let mut rows = vec![heading(words, plan, words.say("kind-area"), signs)];
        for (area, tally) in plan.areas.iter().zip(&self.areas) {
            rows.push(counts(plan, words.choose(&area.title), tally));
        }
        rows.push(counts(plan, words.say("status-total"), &self.total));
        if !self.reviewers.is_empty() {
            rows.push(Row::Across(Line::default()));
            rows.push(heading(words, plan, words.say("status-reviewer"), signs));
        }
        for (reviewer, tally) in &self.reviewers {
            rows.push(counts(plan, reviewer_name(plan, reviewer), tally));
        }
        let mut align = vec![Align::Right; 6 + plan.strategy.statuses.len()];
        align[0] = Align::GivesWay;
        table(&align, rows, Some(width))
    }

    /// Returns the counts in the form scripts read.
    pub fn entry(&self, words: &Words, plan: &Plan) -> OverviewEntry {
        let areas = plan.areas.iter().zip(&self.areas).map(|(area, tally)| AreaCounts {
            id: area.id.as_str().to_owned(),
            title: words.choose(&area.title).to_string(),
            counts: TallyEntry::of(plan, tally),
        });
        let reviewers = self.reviewers.iter().map(|(id, tally)| ReviewerCounts {
            id: id.as_str().to_owned(),
            listed: plan.strategy.reviewer(id).is_some(),
            counts: TallyEntry::of(plan, tally),
        });
        OverviewEntry {
            total: TallyEntry::of(plan, &self.total),
            areas: areas.collect(),
            reviewers: reviewers.collect(),
        }
    }
}

/// Returns a reviewer's id, with the name where the strategy gives one.
fn reviewer_name(plan: &Plan, id: &ReviewerId) -> Shown {
    match plan.strategy.reviewer(id).and_then(|reviewer| reviewer.name.as_ref()) {
        Some(name) => Shown::of(&format!("{} {}", id.as_str(), name.raw())),
        None => Shown::of(id.as_str()),
    }
}

fn heading(words: &Words, plan: &Plan, first: Shown, signs: bool) -> Row {
    let fixed = ["status-items", "status-unreviewed", "status-stale", "status-split", "status-settled"];
    let mut cells = vec![first];
    cells.extend(fixed.map(|id| words.say(id)));
    cells.extend(plan.strategy.statuses.iter().map(|status| {
        if signs { Shown::of(&status.symbol.to_string()) } else { words.choose(&status.name) }
    }));
    Row::Cells(cells.iter().map(|text| Cell::of(Emphasis::Strong, text)).collect())
}

fn counts(plan: &Plan, first: Shown, tally: &Tally) -> Row {
    let quiet = |emphasis, count| number(if count == 0 { Emphasis::Faint } else { emphasis }, count);
    let mut cells: Vec<Cell> = vec![
        first.into(),
        number(Emphasis::Plain, tally.total),
        quiet(Emphasis::Plain, tally.unreviewed()),
        quiet(Emphasis::Caution, tally.stale),
        quiet(Emphasis::Bad, tally.split),
        quiet(Emphasis::Plain, settled(plan, tally)),
    ];
    for (status, count) in tally.by_status.iter().take(plan.strategy.statuses.len()) {
        cells.push(quiet(super::stance::emphasis(&plan.strategy, status), *count));
    }
    Row::Cells(cells)
}

/// Returns how many items stand at a status that settles them.
fn settled(plan: &Plan, tally: &Tally) -> usize {
    let settles = |id| plan.strategy.status(id).is_some_and(|status| status.settles);
    tally.by_status.iter().filter(|(status, _)| settles(status)).map(|(_, count)| count).sum()
}

/// The counts in the form scripts read.
#[derive(Debug, Serialize)]
pub struct OverviewEntry {
    total: TallyEntry,
    areas: Vec<AreaCounts>,
    reviewers: Vec<ReviewerCounts>,
}

#[derive(Debug, Serialize)]
struct AreaCounts {
    id: String,
    title: String,
    #[serde(flatten)]
    counts: TallyEntry,
}

#[derive(Debug, Serialize)]
struct ReviewerCounts {
    id: String,
    /// Whether the strategy lists this reviewer.
    listed: bool,
    #[serde(flatten)]
    counts: TallyEntry,
}

#[derive(Debug, Serialize)]
struct TallyEntry {
    items: usize,
    reviewed: usize,
    unreviewed: usize,
    stale: usize,
    split: usize,
    settled: usize,
    by_status: BTreeMap<String, usize>,
}

impl TallyEntry {
    fn of(plan: &Plan, tally: &Tally) -> Self {
        Self {
            items: tally.total,
            reviewed: tally.reviewed,
            unreviewed: tally.unreviewed(),
            stale: tally.stale,
            split: tally.split,
            settled: settled(plan, tally),
            by_status: tally.by_status.iter().map(|(id, count)| (id.as_str().to_owned(), *count)).collect(),
        }
    }
}
