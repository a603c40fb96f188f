//! How far the review is, as tables and in the form scripts read: by area, by reviewer, day by day, and what is left.

use std::collections::BTreeMap;

use serde::Serialize;

use super::table::{Align, Cell, Row, number, table};
use super::{ActionEntry, Emphasis, Line, bar};
use crate::plan::{Plan, ReviewerId};
use crate::review::{Attention, Day, Deed, Fact, Looking, OpenAction, Overview, Review, Stages, Tally, Todo};
use crate::text::Shown;
use crate::words::Words;

/// How many days a page of text tells; there are more in the form scripts read.
const DAYS: usize = 10;

/// Columns of a bar among text.
const BAR: usize = 24;

/// How many of the items that are left are named.
const NAMED: usize = 3;

/// Lays all of it out in at most `columns` columns.
///
/// Where the names of the statuses leave no room, their signs stand for them and a last line explains these.
pub fn overview(
    words: &Words,
    plan: &Plan,
    review: &Review,
    overview: &Overview,
    columns: Option<usize>,
) -> Vec<Line> {
    let mut lines = counted(words, plan, overview, columns);
    let left = left(words, plan, review, overview, columns);
    let actions = actions(words, plan, review, overview, columns);
    for part in [left, actions, days(words, overview, columns)] {
        if !part.is_empty() {
            lines.push(Line::default());
            lines.extend(part);
        }
    }
    lines
}

/// The counts by area and by reviewer.
fn counted(words: &Words, plan: &Plan, overview: &Overview, columns: Option<usize>) -> Vec<Line> {
    let named = tables(words, plan, overview, columns, false);
    if columns.is_none_or(|columns| named.iter().all(|line| line.width() <= columns)) {
        return named;
    }
    let mut signed = tables(words, plan, overview, columns, true);
    let again = told_apart(overview);
    let again = again
        .iter()
        .filter(|_| again.len() > 1)
        .map(|&why| (why.sign().to_owned(), attention_name(words, why)));
    let statuses = &plan.strategy.statuses;
    let statuses = statuses.iter().map(|status| (status.symbol.to_string(), words.choose(&status.name)));
    let legend = again.chain(statuses).map(|(sign, name)| Shown::of(&format!("{sign} {name}")));
    signed.push(Line::of(Emphasis::Faint, Shown::join(&legend.collect::<Vec<_>>(), &Shown::own("  "))));
    signed
}

fn tables(words: &Words, plan: &Plan, overview: &Overview, columns: Option<usize>, signs: bool) -> Vec<Line> {
    let width = columns.unwrap_or(usize::MAX);
    let again = told_apart(overview);
    let heading = |first| heading(words, plan, first, &again, signs);
    let counts = |first, tally| counts(plan, first, tally, &again);
    let mut rows = vec![heading(words.say("kind-area"))];
    for (area, tally) in plan.areas.iter().zip(&overview.areas) {
        rows.push(counts(words.choose(&area.title), tally));
    }
    rows.push(counts(words.say("status-total"), &overview.total));
    if !overview.reviewers.is_empty() {
        rows.push(Row::Across(Line::default()));
        rows.push(heading(words.say("status-reviewer")));
    }
    for looking in &overview.reviewers {
        rows.push(counts(reviewer_name(plan, &looking.id), &looking.total));
    }
    let mut align = vec![Align::Right; 2 + STAGES.len() + again.len() + plan.strategy.statuses.len()];
    align[0] = Align::GivesWay;
    table(&align, rows, Some(width))
}

/// Returns a reviewer's id, with the name where the strategy gives one.
fn reviewer_name(plan: &Plan, id: &ReviewerId) -> Shown {
    match plan.strategy.reviewer(id).and_then(|reviewer| reviewer.name.as_ref()) {
        Some(name) => Shown::of(&format!("{} {}", id.as_str(), name.raw())),
        None => Shown::of(id.as_str()),
    }
}

/// What the steps are called; each item is at one of them.
const STAGES: [&str; 5] =
    ["status-unreviewed", "status-adopted", "status-in-review", "status-stale", "status-settled"];

/// Why items want another look that are not at a step of their own; what hardly ever happens only where it does.
fn told_apart(overview: &Overview) -> Vec<Attention> {
    let people = overview.reviewers.iter().map(|looking| &looking.total);
    let tallies: Vec<&Tally> = people.chain([&overview.total]).collect();
    let happens = |why| tallies.iter().any(|tally| tally.wanting(why) > 0);
    let why = [Attention::AboveChanged, Attention::Contradicting, Attention::Split];
    why.into_iter().filter(|&why| why == Attention::Split || happens(why)).collect()
}

fn attention_name(words: &Words, why: Attention) -> Shown {
    words.say(match why {
        Attention::Changed => "status-stale",
        Attention::AboveChanged => "status-above",
        Attention::Contradicting => "status-contradicting",
        Attention::Split => "status-split",
    })
}

fn heading(words: &Words, plan: &Plan, first: Shown, again: &[Attention], signs: bool) -> Row {
    let mut cells = vec![first];
    let counts = std::iter::once("status-items").chain(STAGES);
    cells.extend(counts.map(|id| words.say(id)));
    cells.extend(again.iter().map(|&why| {
        if signs && again.len() > 1 { Shown::own(why.sign()) } else { attention_name(words, why) }
    }));
    cells.extend(plan.strategy.statuses.iter().map(|status| {
        if signs { Shown::of(&status.symbol.to_string()) } else { words.choose(&status.name) }
    }));
    Row::Cells(cells.iter().map(|text| Cell::of(Emphasis::Strong, text)).collect())
}

/// A count that is not there does not catch the eye.
fn quiet(emphasis: Emphasis, count: usize) -> Cell {
    number(if count == 0 { Emphasis::Faint } else { emphasis }, count)
}

fn stages(stages: &Stages) -> [Cell; STAGES.len()] {
    [
        quiet(Emphasis::Plain, stages.untouched),
        quiet(Emphasis::Plain, stages.adopted),
        quiet(Emphasis::Plain, stages.in_review),
        quiet(Emphasis::Caution, stages.stale),
        quiet(Emphasis::Plain, stages.settled),
    ]
}

fn counts(plan: &Plan, first: Shown, tally: &Tally, again: &[Attention]) -> Row {
    let mut cells: Vec<Cell> = vec![first.into(), number(Emphasis::Plain, tally.total)];
    cells.extend(stages(&tally.stages));
    cells.extend(again.iter().map(|&why| quiet(Emphasis::Bad, tally.wanting(why))));
    for (status, count) in tally.by_status.iter().take(plan.strategy.statuses.len()) {
        cells.push(quiet(super::stance::emphasis(&plan.strategy, status), *count));
    }
    Row::Cells(cells)
}

/// Who has yet to look at what: how much, the first of it, and how all of it is found. Nothing where nobody is asked.
fn left(
    words: &Words,
    plan: &Plan,
    review: &Review,
    overview: &Overview,
    columns: Option<usize>,
) -> Vec<Line> {
    let waiting: Vec<&Looking> = overview.asked().filter(|looking| looking.total.left() > 0).collect();
    let Some(first) = waiting.first() else {
        let all_seen = overview.asked().next().is_some();
        return all_seen
            .then(|| Line::of(Emphasis::Good, words.say("status-nothing-left")))
            .into_iter()
            .collect();
    };
    let mut rows = vec![Row::Across(Line::of(Emphasis::Strong, words.say("status-left")))];
    for looking in &waiting {
        let titles =
            looking.left(plan, review).take(NAMED).map(|at| words.choose(&plan.items[at].title).one_line());
        let titles = Shown::join(&titles.collect::<Vec<_>>(), &words.say("list-separator"));
        let count = looking.total.left();
        let more = count.saturating_sub(NAMED);
        let said = if more > 0 {
            words.say_with("status-left-first", &[("titles", titles.into()), ("more", more.into())])
        } else {
            titles
        };
        rows.push(Row::Cells(vec![
            reviewer_name(plan, &looking.id).into(),
            number(Emphasis::Caution, count),
            Cell::of(Emphasis::Faint, &said),
        ]));
    }
    let mut lines = table(&[Align::Left, Align::Right, Align::GivesWay], rows, columns);
    let example = Shown::of(first.id.as_str());
    lines.push(Line::of(Emphasis::Faint, words.say_with("status-left-all", &[("who", example.into())])));
    lines
}

/// What is still to be done, by whom and until when.
fn actions(
    words: &Words,
    plan: &Plan,
    review: &Review,
    overview: &Overview,
    columns: Option<usize>,
) -> Vec<Line> {
    if overview.actions.is_empty() {
        return Vec::new();
    }
    let emphasis = if overview.overdue() > 0 { Emphasis::Bad } else { Emphasis::Strong };
    let mut lines = vec![Line::of(emphasis, action_counts(words, overview))];
    let todos = review.actions();
    let open: Vec<&Todo<'_>> = overview.actions.iter().filter_map(|open| open.among(&todos)).collect();
    lines.extend(super::actions(words, plan, &open, plan.strategy.day, columns));
    lines
}

/// Says how many actions are open, and how many of them overdue.
pub fn action_counts(words: &Words, overview: &Overview) -> Shown {
    let counts = [("open", overview.actions.len().into()), ("overdue", overview.overdue().into())];
    words.say_with("status-actions", &counts)
}

/// Returns the sign that tells what is overdue.
pub fn action_sign(action: &OpenAction) -> Shown {
    Shown::own(if action.overdue { "!" } else { "·" })
}

/// Returns who is to do what, and until when. Nothing of a fact that is no action.
pub fn action(words: &Words, fact: &Fact) -> (Shown, Shown) {
    let Deed::Action(action) = &fact.deed else { return Default::default() };
    let said = super::action_undated(words, action);
    (said, action.due.map_or_else(|| words.say("action-any-time"), |due| Shown::of(&due.to_string())))
}

/// How far the review was day by day, the latest first.
fn days(words: &Words, overview: &Overview, columns: Option<usize>) -> Vec<Line> {
    if overview.days.is_empty() {
        return Vec::new();
    }
    let heading = std::iter::once("status-day").chain(STAGES).map(|id| words.say(id));
    let mut rows = vec![Row::Cells(heading.map(|text| Cell::of(Emphasis::Strong, &text)).collect())];
    let told = || overview.days.iter().rev().take(DAYS);
    for Day { day, stages: then } in told() {
        let mut cells: Vec<Cell> = vec![day_name(words, day.as_deref()).into()];
        cells.extend(stages(then));
        rows.push(Row::Cells(cells));
    }
    let mut align = [Align::Right; 1 + STAGES.len()];
    align[0] = Align::Left;
    let mut lines = table(&align, rows, columns);
    let drawn = told().map(|day| bar(&day.stages, BAR));
    for (line, bar) in lines.iter_mut().skip(1).zip(drawn) {
        if columns.is_none_or(|columns| line.width() + 2 + BAR <= columns) {
            line.append(bar.indented(2));
        }
    }
    let earlier = overview.days.len().saturating_sub(DAYS);
    if earlier > 0 {
        lines.push(Line::of(
            Emphasis::Faint,
            words.say_with("status-days-earlier", &[("count", earlier.into())]),
        ));
    }
    lines
}

/// Returns a day as it is written, or what is said where none is known.
pub fn day_name(words: &Words, day: Option<&str>) -> Shown {
    day.map_or_else(|| words.say("status-no-day"), Shown::of)
}

/// How far the review is, in the form scripts read.
#[derive(Debug, Serialize)]
pub struct OverviewEntry {
    total: TallyEntry,
    areas: Vec<AreaCounts>,
    reviewers: Vec<ReviewerCounts>,
    actions: ActionsEntry,
    /// The earliest first.
    days: Vec<DayEntry>,
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
    /// Whether it asks for this reviewer's word today.
    asked: bool,
    #[serde(flatten)]
    counts: TallyEntry,
    areas: Vec<AreaCounts>,
    /// The items that the reviewer has not marked, or is to look at again.
    left: Vec<String>,
}

#[derive(Debug, Serialize)]
struct TallyEntry {
    items: usize,
    reviewed: usize,
    #[serde(flatten)]
    stages: StagesEntry,
    /// In review because something above changed, because somebody contradicts themself, or because the verdict is split.
    suspect: usize,
    contradicting: usize,
    split: usize,
    by_status: BTreeMap<String, usize>,
}

/// Each item counts in one of these.
#[derive(Debug, Serialize)]
struct StagesEntry {
    unreviewed: usize,
    adopted: usize,
    in_review: usize,
    stale: usize,
    settled: usize,
}

/// What is still to be done.
#[derive(Debug, Serialize)]
struct ActionsEntry {
    open: usize,
    overdue: usize,
    list: Vec<OpenActionEntry>,
}

#[derive(Debug, Serialize)]
struct OpenActionEntry {
    #[serde(flatten)]
    action: ActionEntry,
    overdue: bool,
}

#[derive(Debug, Serialize)]
struct DayEntry {
    day: Option<String>,
    #[serde(flatten)]
    stages: StagesEntry,
}

impl OverviewEntry {
    /// Describes `overview`.
    pub fn of(words: &Words, plan: &Plan, review: &Review, overview: &Overview) -> Self {
        let areas = |tallies: &[Tally]| {
            let area = |(area, tally): (&crate::plan::Area, &Tally)| AreaCounts {
                id: area.id.as_str().to_owned(),
                title: words.choose(&area.title).to_string(),
                counts: TallyEntry::of(tally),
            };
            plan.areas.iter().zip(tallies).map(area).collect()
        };
        let reviewer = |looking: &Looking| ReviewerCounts {
            id: looking.id.as_str().to_owned(),
            listed: looking.listed,
            asked: looking.asked,
            counts: TallyEntry::of(&looking.total),
            areas: areas(&looking.areas),
            left: looking.left(plan, review).map(|at| plan.items[at].id.to_string()).collect(),
        };
        let todos = review.actions();
        let action = |open: &OpenAction| {
            let action = ActionEntry::of(open.among(&todos)?);
            Some(OpenActionEntry { action, overdue: open.overdue })
        };
        let day = |day: &Day| DayEntry { day: day.day.clone(), stages: StagesEntry::of(day.stages) };
        Self {
            total: TallyEntry::of(&overview.total),
            areas: areas(&overview.areas),
            reviewers: overview.reviewers.iter().map(reviewer).collect(),
            actions: ActionsEntry {
                open: overview.actions.len(),
                overdue: overview.overdue(),
                list: overview.actions.iter().filter_map(action).collect(),
            },
            days: overview.days.iter().map(day).collect(),
        }
    }
}

impl TallyEntry {
    fn of(tally: &Tally) -> Self {
        Self {
            items: tally.total,
            reviewed: tally.reviewed,
            stages: StagesEntry::of(tally.stages),
            suspect: tally.suspect,
            contradicting: tally.contradicting,
            split: tally.split,
            by_status: tally.by_status.iter().map(|(id, count)| (id.as_str().to_owned(), *count)).collect(),
        }
    }
}

impl StagesEntry {
    fn of(stages: Stages) -> Self {
        let Stages { untouched, adopted, in_review, stale, settled } = stages;
        Self { unreviewed: untouched, adopted, in_review, stale, settled }
    }
}
