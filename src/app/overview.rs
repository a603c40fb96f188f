//! The screen of the overview: the lines it is told in, which of them is chosen, and where one goes from there.

use super::model::{Effect, Model};
use super::overlay::Picker;
use super::{Notice, Row, Screen};
use crate::plan::Interface;
use crate::review::Overview;
use crate::search::query::QueryField;

/// How far the review is, and where one is in it.
#[derive(Clone, Debug, Default)]
pub struct Overlook {
    /// `None` while the screen is not open.
    pub counted: Option<Overview>,
    /// Which of the lines that lead somewhere is chosen, and which line is the first that is shown.
    pub picker: Picker,
}

/// A line of the overview, in indices of what was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverviewLine {
    /// How many items are at which step, and the sign of each.
    Legend,
    AreaHead,
    Area(usize),
    Total,
    Gap,
    ReviewerHead,
    Reviewer(usize),
    /// Nobody is listed, and nobody recorded anything.
    NoReviewer,
    ActionHead,
    Action(usize),
    DayHead,
    Day(usize),
}

impl OverviewLine {
    /// Tells whether it leads somewhere.
    fn can_be_chosen(self) -> bool {
        matches!(self, Self::Area(_) | Self::Reviewer(_) | Self::Action(_) | Self::Day(_))
    }
}

impl Overlook {
    /// Returns all lines from top to bottom; the latest day comes first.
    pub fn lines(&self) -> Vec<OverviewLine> {
        let Some(overview) = &self.counted else { return Vec::new() };
        let mut lines = vec![OverviewLine::Legend, OverviewLine::AreaHead];
        lines.extend((0..overview.areas.len()).map(OverviewLine::Area));
        lines.extend([OverviewLine::Total, OverviewLine::Gap]);
        if overview.reviewers.is_empty() {
            lines.push(OverviewLine::NoReviewer);
        } else {
            lines.push(OverviewLine::ReviewerHead);
            lines.extend((0..overview.reviewers.len()).map(OverviewLine::Reviewer));
        }
        if !overview.actions.is_empty() {
            lines.extend([OverviewLine::Gap, OverviewLine::ActionHead]);
            lines.extend((0..overview.actions.len()).map(OverviewLine::Action));
        }
        if !overview.days.is_empty() {
            lines.extend([OverviewLine::Gap, OverviewLine::DayHead]);
            lines.extend((0..overview.days.len()).rev().map(OverviewLine::Day));
        }
        lines
    }

    /// Returns the places of the lines that lead somewhere.
    fn choices(&self) -> Vec<usize> {
        let lines = self.lines().into_iter().enumerate();
        lines.filter(|(_, line)| line.can_be_chosen()).map(|(at, _)| at).collect()
    }

    /// Returns the place of the chosen line.
    pub fn chosen_at(&self) -> Option<usize> {
        self.choices().get(self.picker.chosen).copied()
    }

    fn chosen(&self) -> Option<OverviewLine> {
        self.lines().get(self.chosen_at()?).copied()
    }
}

impl Model {
    /// Opens the overview, at the area one is in.
    pub(super) fn open_overview(&mut self) {
        if self.screen == Screen::Overview {
            return;
        }
        self.screen = Screen::Overview;
        self.count_overview();
        let area = self.area_of(self.outline.selected);
        self.overlook.picker = Picker { chosen: area, top: 0 };
        self.move_overview(0);
    }

    /// Counts what the screen shows, where it is open and something came in since.
    pub(super) fn count_overview(&mut self) {
        match (self.screen, &self.overlook.counted) {
            (Screen::Overview, None) => {
                self.overlook.counted = Some(Overview::of(&self.plan, &self.review));
            }
            (Screen::Overview, Some(_)) => {}
            (_, _) => self.overlook.counted = None,
        }
    }

    /// Moves among the lines that lead somewhere.
    pub(super) fn move_overview(&mut self, steps: isize) {
        let last = self.overlook.choices().len().saturating_sub(1);
        let picker = &mut self.overlook.picker;
        picker.chosen = picker.chosen.saturating_add_signed(steps).min(last);
    }

    /// Moves the lines so that the chosen one is on the screen; at either end, all that stands beyond it too.
    pub(super) fn keep_overview_in_sight(&mut self) {
        let (lines, choices) = (self.overlook.lines().len(), self.overlook.choices());
        let view = usize::from(self.areas().body.rows);
        let chosen = self.overlook.picker.chosen.min(choices.len().saturating_sub(1));
        let at = choices.get(chosen).copied().unwrap_or_default();
        let margin = usize::from(view > 4);
        let end = lines.saturating_sub(view);
        let lowest = if chosen + 1 >= choices.len() { end } else { (at + 1 + margin).saturating_sub(view) };
        let highest = if chosen == 0 { 0 } else { at.saturating_sub(margin) };
        let picker = &mut self.overlook.picker;
        picker.chosen = chosen;
        picker.top = picker.top.max(lowest.min(at)).min(highest).min(end);
    }

    /// Chooses the line on row `row` of the screen, or goes where it leads if it is chosen already.
    pub(super) fn click_overview(&mut self, row: u16) -> Vec<Effect> {
        let body = self.areas().body;
        let at = self.overlook.picker.top + usize::from(row.saturating_sub(body.y));
        match self.overlook.choices().iter().position(|&choice| choice == at) {
            Some(choice) if choice == self.overlook.picker.chosen => self.follow_overview(),
            Some(choice) => {
                self.overlook.picker.chosen = choice;
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// Returns the row of the outline that the chosen line is about.
    pub(super) fn overview_row(&self) -> Option<Row> {
        match self.overlook.chosen()? {
            OverviewLine::Area(area) => Some(Row::Area(area)),
            OverviewLine::Action(at) => self.overlook.counted.as_ref()?.actions.get(at)?.item.map(Row::Item),
            _ => None,
        }
    }

    /// Goes where the chosen line leads: to the area, to what the reviewer has yet to look at, to the item that something
    /// is to be done about, or to what changed since the day.
    pub(super) fn follow_overview(&mut self) -> Vec<Effect> {
        let (Some(line), Some(overview)) = (self.overlook.chosen(), &self.overlook.counted) else {
            return Vec::new();
        };
        match line {
            OverviewLine::Reviewer(at) => {
                let field = QueryField::Todo.names()[usize::from(self.interface == Interface::Chinese)];
                let looking = &overview.reviewers[at];
                if looking.total.left() == 0 {
                    self.notice = Some(Notice::NothingLeft(looking.id.clone()));
                } else {
                    let query = format!("{field}:{}", looking.id.as_str());
                    self.close_changes();
                    self.filter_by(&query);
                }
            }
            OverviewLine::Day(at) => match overview.days[at].day.clone() {
                Some(day) => {
                    self.screen = Screen::Changes;
                    return self.compare_with(&day);
                }
                None => self.notice = Some(Notice::LeadsNowhere),
            },
            _ => match self.overview_row() {
                Some(row) => {
                    self.close_changes();
                    self.jump(row);
                }
                None => self.notice = Some(Notice::LeadsNowhere),
            },
        }
        Vec::new()
    }
}
