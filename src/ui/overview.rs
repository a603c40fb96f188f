//! How far the review is: a bar for every area, reviewer and day, how much of each area everybody has looked at, and what
//! is to be done.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::lines::pieces;
use super::paint::{Canvas, Piece, Pieces, blank, columns, piece};
use super::{marks, theme};
use crate::app::{Model, OverviewLine};
use crate::report;
use crate::review::{Looking, Overview, Stages, Tally};
use crate::text::{Shown, fit, pad, width};
use crate::words::Words;

/// Columns for the sign of the chosen line.
const POINTER: usize = 2;

/// The narrowest and the widest a bar may be.
const BAR: (usize, usize) = (6, 40);

/// The narrowest a title may become before people are left out, and the widest it grows.
const TITLE: (usize, usize) = (10, 36);

/// The widest the name of somebody may be above a column.
const NAME: usize = 8;

/// The columns of a day.
const DAY: usize = 10;

/// Below this many columns the gaps are narrow too.
const NARROW: usize = 64;

pub(super) fn draw(model: &Model, words: &Words, canvas: &mut Canvas<'_, '_>, area: Rect) {
    let Some(overview) = &model.overlook.counted else { return };
    let table = Table::of(model, words, overview, usize::from(area.width));
    let chosen = model.overlook.chosen_at();
    let lines = model.overlook.lines().into_iter().enumerate().skip(model.overlook.picker.top);
    for (y, (at, line)) in (0..area.height).zip(lines) {
        let is_chosen = chosen == Some(at);
        let mut left = vec![piece(&Shown::own(if is_chosen { "›" } else { " " }), theme::strong()), blank(1)];
        let (more, right) = table.line(line);
        left.extend(more);
        canvas.both_ends(area, y, &left, &right);
        if is_chosen {
            canvas.select(area, y);
        }
    }
}

/// The columns all lines have in common.
struct Table<'a> {
    model: &'a Model,
    words: &'a Words,
    overview: &'a Overview,
    /// Of the whole screen.
    width: usize,
    title: usize,
    bar: usize,
    count: usize,
    gap: usize,
    /// For each reviewer for whom there is room: how wide the column is.
    people: Vec<usize>,
}

impl<'a> Table<'a> {
    fn of(model: &'a Model, words: &'a Words, overview: &'a Overview, wide: usize) -> Self {
        let count = 2 * overview.total.total.to_string().len() + 1;
        let count = count
            .max(width(words.say("overview-seen").as_str()))
            .max(width(words.say("status-settled").as_str()));
        let gap = if wide < NARROW { 1 } else { 2 };
        let titles = model.plan.areas.iter().map(|area| words.choose(&area.title));
        let names = overview.reviewers.iter().map(|looking| marks::reviewer_name(model, &looking.id));
        let days = overview.days.iter().map(|day| report::day_name(words, day.day.as_deref()));
        let heads = ["kind-area", "status-total", "status-reviewer", "status-day"].map(|id| words.say(id));
        let widest = titles.chain(names).chain(days).chain(heads).map(|text| width(text.as_str())).max();
        let title = widest.unwrap_or_default().clamp(TITLE.0, TITLE.1);
        let fixed = POINTER + count + 2 * gap + 1;
        let mut table = Self {
            model,
            words,
            overview,
            width: wide,
            title: TITLE.0,
            bar: BAR.0,
            count,
            gap,
            people: Vec::new(),
        };
        let mut left = wide.saturating_sub(fixed + TITLE.0 + BAR.0);
        let digits = overview.total.total.to_string().len();
        for looking in &overview.reviewers {
            let name = width(marks::reviewer_name(model, &looking.id).as_str()).min(NAME);
            let wanted = name.max(digits + 1);
            if left < wanted + gap {
                break;
            }
            left -= wanted + gap;
            table.people.push(wanted);
        }
        if table.people.len() < overview.reviewers.len() {
            // That there are more takes room as well.
            left = left.saturating_sub(gap + 3);
        }
        // What is said of a reviewer stands where the people do, and may need more.
        let said = words.say_with("overview-left", &[("count", overview.total.total.into())]);
        let people: usize = table.people.iter().map(|wide| wide + gap).sum();
        if !overview.reviewers.is_empty() {
            left = left.saturating_sub((gap + 1 + width(said.as_str())).saturating_sub(people));
        }
        // Titles that can be told apart, then bars that can be compared, then whole titles, then long bars.
        for (part, most) in [(0, title.min(20)), (1, 16), (0, title), (1, BAR.1)] {
            let columns = if part == 0 { &mut table.title } else { &mut table.bar };
            let more = most.saturating_sub(*columns).min(left);
            *columns += more;
            left -= more;
        }
        table
    }

    /// What stands at the left and at the right of a line.
    fn line(&self, line: OverviewLine) -> (Pieces, Pieces) {
        let words = self.words;
        let none = Vec::new;
        match line {
            OverviewLine::Gap => (none(), none()),
            OverviewLine::Legend => self.legend(),
            OverviewLine::AreaHead => {
                let mut left = self.head("kind-area", "status-settled");
                left.extend(self.people_head());
                (left, none())
            }
            OverviewLine::Area(at) => {
                let area = &self.model.plan.areas[at];
                let title = piece(&words.choose(&area.title), theme::heading());
                (self.area(&title, &self.overview.areas[at], |looking| &looking.areas[at]), none())
            }
            OverviewLine::Total => {
                let title = piece(&words.say("status-total"), theme::strong());
                (self.area(&title, &self.overview.total, |looking| &looking.total), none())
            }
            OverviewLine::ReviewerHead => (self.head("status-reviewer", "overview-seen"), none()),
            OverviewLine::Reviewer(at) => (self.reviewer(&self.overview.reviewers[at]), none()),
            OverviewLine::NoReviewer => {
                (vec![piece(&words.say("overview-no-reviewer"), theme::quiet())], none())
            }
            OverviewLine::ActionHead => (self.actions(), none()),
            OverviewLine::Action(at) => self.action(at),
            OverviewLine::DayHead => (self.head("status-day", "status-settled"), none()),
            OverviewLine::Day(at) => {
                let day = &self.overview.days[at];
                let name = piece(&report::day_name(words, day.day.as_deref()), theme::plain());
                (self.row(&name, &day.stages, day.stages.settled), none())
            }
        }
    }

    /// The signs of the bars with how many items stand under each, as fully as there is room; then what is to be done.
    fn legend(&self) -> (Pieces, Pieces) {
        let room = self.width.saturating_sub(POINTER);
        let joined = |(gap, named): (usize, usize)| {
            let mut line: Pieces = Vec::new();
            for part in report::legend(self.words, &self.overview.total.stages, named) {
                line.extend((!line.is_empty()).then(|| blank(gap)));
                line.extend(pieces(&part));
            }
            line
        };
        let fits = |line: &Pieces| columns(line) <= room;
        let legend =
            [(3, 5), (2, 5), (1, 5)].into_iter().map(joined).find(fits).unwrap_or_else(|| joined((1, 2)));
        let mut actions = self.actions();
        actions.push(blank(1));
        let both = columns(&legend) + 2 + columns(&actions) <= room;
        (legend, if both { actions } else { Vec::new() })
    }

    /// How much is to be done, where there is anything.
    fn actions(&self) -> Pieces {
        if self.overview.actions.is_empty() {
            return Vec::new();
        }
        let style = if self.overview.overdue() > 0 { theme::stale() } else { theme::strong() };
        vec![piece(&report::action_counts(self.words, self.overview), style)]
    }

    /// What the columns are called.
    fn head(&self, title: &str, count: &str) -> Pieces {
        let title = piece(&pad(&self.words.say(title), self.title + self.gap + self.bar), theme::strong());
        vec![title, blank(self.gap), right(&self.words.say(count), self.count, theme::quiet())]
    }

    fn people_head(&self) -> Pieces {
        let mut line = Vec::new();
        let me = self.model.identity.known();
        for (looking, wide) in self.overview.reviewers.iter().zip(&self.people) {
            let style = if Some(&looking.id) == me { theme::strong() } else { theme::plain() };
            let name = marks::reviewer_name(self.model, &looking.id);
            line.extend([blank(self.gap), right(&name, *wide, style)]);
        }
        let hidden = self.overview.reviewers.len() - self.people.len();
        if hidden > 0 {
            line.extend([blank(self.gap), piece(&Shown::written(format!("+{hidden}")), theme::quiet())]);
        }
        line
    }

    /// Title, bar, and how many of how many.
    fn row(&self, title: &Piece, stages: &Stages, done: usize) -> Pieces {
        let title = Piece { text: pad(&title.text, self.title), style: title.style };
        let mut line = vec![title, blank(self.gap)];
        let bar = pieces(&report::bar(stages, self.bar));
        let missing = self.bar - columns(&bar).min(self.bar);
        line.extend(bar);
        line.push(blank(missing + self.gap));
        let style = if done == stages.total() && done > 0 { theme::good() } else { theme::plain() };
        let count = Shown::written(format!("{done}/{}", stages.total()));
        line.push(right(&count, self.count, style));
        line
    }

    /// The bar of an area, and how many of its items everybody has looked at.
    fn area(&self, title: &Piece, tally: &Tally, seen_by: impl Fn(&Looking) -> &Tally) -> Pieces {
        let mut line = self.row(title, &tally.stages, tally.stages.settled);
        for (looking, wide) in self.overview.reviewers.iter().zip(&self.people) {
            let seen = seen_by(looking);
            let (sign, style) = match (seen.reviewed, seen.total) {
                (0, _) => ("·", theme::quiet()),
                (some, all) if some == all => ("█", theme::good()),
                (some, all) if some * 2 < all => ("░", theme::plain()),
                _ => ("▒", theme::plain()),
            };
            let text = Shown::written(format!("{}{sign}", seen.reviewed));
            line.extend([blank(self.gap), right(&text, *wide, style)]);
        }
        line
    }

    /// What somebody has looked at, and what is left.
    fn reviewer(&self, looking: &Looking) -> Pieces {
        let words = self.words;
        let me = self.model.identity.known() == Some(&looking.id);
        let name = marks::reviewer_name(self.model, &looking.id);
        let name = piece(&name, if me { theme::strong() } else { theme::plain() });
        let mut line = self.row(&name, &looking.total.stages, looking.total.reviewed);
        line.push(blank(self.gap + 1));
        let left = looking.total.left();
        line.push(if left == 0 {
            piece(&words.say("overview-all-seen"), theme::good())
        } else if looking.asked {
            piece(&words.say_with("overview-left", &[("count", left.into())]), theme::warning())
        } else if looking.listed {
            piece(&words.say("overview-not-asked"), theme::quiet())
        } else {
            piece(&words.say("overview-not-listed"), theme::quiet())
        });
        line
    }

    fn action(&self, at: usize) -> (Pieces, Pieces) {
        let action = &self.overview.actions[at];
        let words = self.words;
        let said = self.model.review.fact(&action.id).map(|fact| report::action(words, fact));
        let (said, due) = said.unwrap_or_default();
        let style = if action.overdue { theme::alarm() } else { theme::quiet() };
        let left = vec![
            piece(&report::action_sign(action), style),
            blank(1),
            piece(&pad(&due, DAY), style),
            blank(2),
            piece(&said, theme::plain()),
        ];
        let title = action.item.map(|item| words.choose(&self.model.plan.items[item].title).one_line());
        let title = title.map(|title| fit(&title, self.width / 3));
        (left, title.map(|title| vec![piece(&title, theme::quiet()), blank(1)]).unwrap_or_default())
    }
}

/// Returns `text` at the right of `columns` columns.
fn right(text: &Shown, columns: usize, style: Style) -> Piece {
    let text = fit(text, columns);
    let mut padded = pad(&Shown::default(), columns.saturating_sub(width(text.as_str())));
    padded.push(&text);
    piece(&padded, style)
}
