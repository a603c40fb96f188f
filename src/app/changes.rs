//! The screen of changes: what is compared with what, the rows it is told in, and what a key does there.

use std::collections::BTreeSet;

use super::model::{Effect, Model};
use super::overlay::Picker;
use super::{Notice, Row, dispatch};
use crate::command::Command;
use crate::job::{Compared, Job, Version, VersionFailure};
use crate::plan::AreaId;
use crate::review::Deed;
use crate::session::Purpose;

/// What fills the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    #[default]
    Outline,
    Changes,
    History,
    Overview,
    Meeting,
}

/// Two versions side by side, and where one is among the changes.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// What the disk is compared with; `None` until the screen was opened.
    pub old: Option<Version>,
    /// What came of it last.
    pub answer: Option<Result<Box<Compared>, VersionFailure>>,
    pub picker: Picker,
    pub folded: BTreeSet<AreaId>,
    /// How many comparisons are asked for and not answered.
    pub(super) waiting: usize,
    /// The old version was not chosen by anybody, so that another may stand in for it.
    pub(super) by_default: bool,
}

/// A row of the list of changes, in indices of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeRow {
    /// All in all: how much changed, the strategy, verdicts and records.
    Whole,
    Area(usize),
    Item {
        area: usize,
        item: usize,
    },
}

impl Changes {
    pub fn compared(&self) -> Option<&Compared> {
        self.answer.as_ref()?.as_ref().ok().map(|compared| &**compared)
    }

    /// Tells whether an answer is on its way.
    pub fn is_waiting(&self) -> bool {
        self.waiting > 0
    }

    /// Returns the rows: the whole, then every area with the items that changed in it, unless it is folded.
    pub fn rows(&self) -> Vec<ChangeRow> {
        let Some(compared) = self.compared() else { return Vec::new() };
        let mut rows = vec![ChangeRow::Whole];
        for (at, area) in compared.comparison.areas.iter().enumerate() {
            rows.push(ChangeRow::Area(at));
            if !self.folded.contains(&area.id) {
                rows.extend((0..area.items.len()).map(|item| ChangeRow::Item { area: at, item }));
            }
        }
        rows
    }

    pub fn chosen(&self) -> Option<ChangeRow> {
        self.rows().get(self.picker.chosen).copied()
    }
}

impl Model {
    /// Opens the screen of changes: since the commit on which I marked last, else since the last commit.
    pub(super) fn open_changes(&mut self) -> Vec<Effect> {
        self.screen = Screen::Changes;
        self.item_scroll = 0;
        if self.changes.old.is_none() {
            let marked = self.marked_last_on();
            self.changes.by_default = true;
            self.changes.old = Some(marked.unwrap_or_else(Version::head));
        }
        self.compare_again()
    }

    /// Returns the commit that was checked out when I marked last.
    fn marked_last_on(&self) -> Option<Version> {
        let me = self.identity.known()?;
        let commit = self.review.facts().iter().rev().filter(|fact| fact.by == *me).find_map(|fact| {
            match &fact.deed {
                Deed::Mark(mark) => mark.commit.clone(),
                _ => None,
            }
        })?;
        Some(Version::Revision(commit.into()))
    }

    /// Asks again what changed, where that is on the screen.
    pub(super) fn compare_again(&mut self) -> Vec<Effect> {
        match (&self.screen, &self.changes.old) {
            (Screen::Changes, Some(old)) => {
                let old = old.clone();
                self.changes.waiting += 1;
                vec![Effect::Work(Job::Compare { old, new: self.version() })]
            }
            _ => Vec::new(),
        }
    }

    /// Takes in what changed, unless something else has been asked for meanwhile.
    pub(super) fn compared(&mut self, answer: Result<Box<Compared>, VersionFailure>) -> Vec<Effect> {
        self.changes.waiting = self.changes.waiting.saturating_sub(1);
        if self.changes.waiting > 0 {
            return Vec::new();
        }
        let lost = matches!(answer, Err(VersionFailure::Unknown { .. }));
        if lost && self.changes.by_default && self.changes.old != Some(Version::head()) {
            // The commit of the last mark is gone, as after a squash.
            self.changes.old = Some(Version::head());
            return self.compare_again();
        }
        self.changes.answer = Some(answer);
        self.move_change(0);
        Vec::new()
    }

    /// Goes back to the outline.
    pub(super) fn close_changes(&mut self) {
        if std::mem::take(&mut self.screen) != Screen::Outline {
            self.item_scroll = 0;
        }
    }

    /// Moves in the list of changes.
    pub(super) fn move_change(&mut self, steps: isize) {
        let (count, view) = (self.changes.rows().len(), usize::from(self.areas().outline.rows));
        let before = self.changes.picker.chosen;
        self.changes.picker.move_by(steps, count, view.saturating_sub(CHANGES_HEAD));
        if self.changes.picker.chosen != before {
            self.item_scroll = 0;
        }
    }

    /// Folds the area one is in, or unfolds it.
    pub(super) fn fold_change(&mut self, fold: bool) {
        let Some(at) = self.changes.chosen().and_then(|row| match row {
            ChangeRow::Whole => None,
            ChangeRow::Area(area) | ChangeRow::Item { area, .. } => Some(area),
        }) else {
            return;
        };
        let Some(area) = self.changes.compared().map(|compared| compared.comparison.areas[at].id.clone())
        else {
            return;
        };
        if fold {
            self.changes.folded.insert(area);
            let row = self.changes.rows().iter().position(|row| *row == ChangeRow::Area(at));
            let row = row.unwrap_or_default().cast_signed();
            self.move_change(row - self.changes.picker.chosen.cast_signed());
        } else {
            self.changes.folded.remove(&area);
        }
    }

    /// Returns the row of the outline that the chosen change is about, where the plan has it still.
    pub fn changed_row(&self) -> Option<Row> {
        let compared = self.changes.compared()?;
        let areas = &compared.comparison.areas;
        match self.changes.chosen()? {
            ChangeRow::Whole => None,
            ChangeRow::Area(at) => {
                let id = &areas[at].id;
                self.plan.areas.iter().position(|area| area.id == *id).map(Row::Area)
            }
            ChangeRow::Item { area, item } => {
                let change = &areas[area].items[item];
                change.new.and_then(|_| self.plan.position(&change.id)).map(Row::Item)
            }
        }
    }

    /// Goes to the outline, to what the chosen change is about.
    pub(super) fn open_change(&mut self) {
        match self.changed_row() {
            Some(row) => {
                self.close_changes();
                self.jump(row);
            }
            None => self.notice = Some(Notice::ChangeNowhere),
        }
    }

    /// Does what a command of the outline does on the item that another screen is about; `None` where it means nothing
    /// there.
    pub(super) fn act_from_screen(&mut self, command: Command) -> Option<Vec<Effect>> {
        let scrolls = matches!(command, Command::ItemDown | Command::ItemUp);
        let is_about_one = command.status().is_some() || command == Command::Note;
        let acts = scrolls || is_about_one || matches!(command, Command::Undo | Command::Redo);
        match self.screen {
            Screen::Changes if acts => {}
            Screen::Meeting if acts => return Some(self.act_in_meeting(command, is_about_one)),
            Screen::History if scrolls => return Some(dispatch::run(self, command)),
            _ => return None,
        }
        self.notice = None;
        if self.select_changed() || !is_about_one {
            return Some(dispatch::run(self, command));
        }
        self.notice = Some(Notice::ChangeNowhere);
        Some(Vec::new())
    }

    /// Does `command`, which was chosen by its name, on the item that stands beside the names. What a key does on the item
    /// of the screen, its name does too.
    pub(super) fn run_by_name(&mut self, command: Command) -> Vec<Effect> {
        let is_about_one = dispatch::is_about_selected(command);
        if self.screen == Screen::Meeting && is_about_one {
            return self.act_in_meeting(command, true);
        }
        if self.screen == Screen::Changes && is_about_one && !self.select_changed() {
            self.notice = Some(Notice::ChangeNowhere);
            return Vec::new();
        }
        self.act_from_screen(command).unwrap_or_else(|| dispatch::run(self, command))
    }

    /// Returns the item that the screen is about.
    pub(super) fn item_of_screen(&self) -> Option<usize> {
        match self.screen {
            Screen::Meeting => self.agenda_item(),
            Screen::Changes => match self.changed_row()? {
                Row::Item(index) => Some(index),
                Row::Area(_) => None,
            },
            Screen::Outline | Screen::Overview | Screen::History => self.selected_item(),
        }
    }

    /// Selects the item of the chosen change, so that a command of the outline acts on it; false where there is none.
    pub(super) fn select_changed(&mut self) -> bool {
        match self.changed_row() {
            Some(row) => {
                let scroll = self.item_scroll;
                self.select(row);
                self.item_scroll = scroll;
                true
            }
            None => false,
        }
    }

    /// Opens the line in which the version to compare with is typed.
    pub(super) fn open_versions(&mut self) {
        self.open_line(Purpose::Version, "");
    }

    /// Compares with the version that was typed; nothing typed is the last commit.
    pub(super) fn compare_with(&mut self, text: &str) -> Vec<Effect> {
        let text = text.trim();
        let version = if text.is_empty() { Version::head() } else { Version::Revision(text.into()) };
        self.changes.old = Some(version);
        self.changes.by_default = false;
        self.changes.picker = Picker::default();
        self.compare_again()
    }
}

/// Lines above the list.
pub const CHANGES_HEAD: usize = 2;
