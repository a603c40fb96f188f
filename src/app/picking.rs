//! Lists in which something is chosen while typing: search, palette, links, reviewers.

use super::gate::Subject;
use super::layout::list_head;
use super::model::{Effect, Model};
use super::overlay::{Overlay, Picker, ReviewerChoice, ReviewerPicker};
use super::{Row, dispatch};
use crate::command::{Command, Scope};
use crate::search::Target;

impl Model {
    /// Takes in that the text of a list was changed.
    pub(super) fn query_changed(&mut self) {
        match &mut self.overlay {
            Some(Overlay::Search(search)) => {
                search.picker = Picker::default();
                search.line.recalled = None;
                self.ask_again();
            }
            Some(Overlay::Filter(filter)) => {
                filter.line.recalled = None;
                self.ask_again();
            }
            Some(Overlay::Find(find)) => (find.at, find.in_sight) = (0, true),
            Some(Overlay::Palette(palette)) => palette.picker = Picker::default(),
            Some(Overlay::Line(_)) => self.ask_source(),
            Some(Overlay::Reviewer(reviewer)) => reviewer.picker = Picker::default(),
            _ => {}
        }
    }

    /// Returns the row that the search or the links would lead to.
    pub fn preview(&self) -> Option<Row> {
        match &self.overlay {
            Some(Overlay::Search(_)) => match self.chosen_hit()? {
                Target::Area(area) => Some(Row::Area(area)),
                Target::Item(item) => Some(Row::Item(item)),
                Target::Clause { seed, clause } => self.first_citing(seed, clause),
            },
            Some(Overlay::Links(links)) => links.targets.get(links.picker.chosen).copied(),
            _ => None,
        }
    }

    /// Tells whether a list of something to choose is open, in place of the list of the screen.
    pub fn is_choosing(&self) -> bool {
        self.is_choosing_place() || matches!(self.overlay, Some(Overlay::Palette(_) | Overlay::Reviewer(_)))
    }

    /// Tells whether a list of places is open. Beside it stands what is chosen there, and beside any other list what the
    /// screen is about.
    pub fn is_choosing_place(&self) -> bool {
        matches!(self.overlay, Some(Overlay::Search(_) | Overlay::Links(_)))
    }

    /// Returns the commands of the outline whose name or description holds every word typed.
    pub fn palette_commands(&self) -> Vec<Command> {
        let Some(Overlay::Palette(palette)) = &self.overlay else { return Vec::new() };
        let query = palette.input.value().to_lowercase();
        let statuses = self.plan.strategy.statuses.len();
        let status = |command: Command| command.status().and_then(|at| self.plan.strategy.statuses.get(at));
        let is_status = |command: Command, word: &str| {
            let mut names = status(command).into_iter().flat_map(|status| status.name.iter());
            names.any(|(_, name)| name.raw().to_lowercase().contains(word))
        };
        let answers = |(command, description): &&(Command, String)| {
            let scope = command.spec().scope;
            (matches!(scope, Scope::Outline | Scope::Everywhere)
                || scope == Scope::Meeting && self.screen == super::Screen::Meeting)
                && command.status().is_none_or(|number| number < statuses)
                && query.split_whitespace().all(|word| {
                    command.spec().name.contains(word)
                        || description.to_lowercase().contains(word)
                        || is_status(*command, word)
                })
        };
        self.descriptions.iter().filter(answers).map(|(command, _)| *command).collect()
    }

    pub(super) fn pick_by(&mut self, steps: isize) {
        match &self.overlay {
            Some(Overlay::Filter(_)) => return self.move_by(steps),
            Some(Overlay::Find(_)) => return self.find_step(steps.signum()),
            _ => {}
        }
        let rows = self.areas().outline.rows;
        let view = usize::from(rows.saturating_sub(list_head(rows)));
        let count = match &self.overlay {
            Some(Overlay::Search(search)) => search.line.hits.len(),
            Some(Overlay::Palette(_)) => self.palette_commands().len(),
            Some(Overlay::Links(links)) => links.targets.len(),
            Some(Overlay::Reviewer(_)) => self.reviewer_candidates().len(),
            _ => 0,
        };
        let picker = match &mut self.overlay {
            Some(Overlay::Search(search)) => &mut search.picker,
            Some(Overlay::Palette(palette)) => &mut palette.picker,
            Some(Overlay::Links(links)) => &mut links.picker,
            Some(Overlay::Reviewer(reviewer)) => &mut reviewer.picker,
            _ => return,
        };
        picker.move_by(steps, count, view);
        if self.is_choosing_place() {
            self.item_scroll = 0;
        }
    }

    pub(super) fn pick(&mut self) -> Vec<Effect> {
        match self.overlay {
            Some(Overlay::Search(_)) => {
                self.pick_hit();
                return Vec::new();
            }
            Some(Overlay::Filter(_)) => {
                self.keep_filter();
                return Vec::new();
            }
            Some(Overlay::Find(_)) => {
                self.find_step(1);
                return Vec::new();
            }
            _ => {}
        }
        if let Some(row) = self.preview() {
            self.pick_nothing();
            self.jump(row);
            return Vec::new();
        }
        match &self.overlay {
            Some(Overlay::Palette(palette)) => {
                let chosen = self.palette_commands().get(palette.picker.chosen).copied();
                self.overlay = None;
                let Some(command) = chosen else { return Vec::new() };
                self.run_by_name(command)
            }
            Some(Overlay::Reviewer(_)) => self.pick_reviewer(),
            _ => Vec::new(),
        }
    }

    /// Marks what was selected in the list of hits, else the hit that is chosen.
    pub(super) fn mark_from_list(&mut self, command: Command) -> Vec<Effect> {
        if self.selection.is_empty() {
            // The list stays open under a key that is dropped.
            if let Some(Row::Item(index)) = self.preview()
                && self.is_early(&Subject::Item(index))
            {
                return Vec::new();
            }
            self.pick_hit();
        } else {
            self.pick_nothing();
        }
        dispatch::run(self, command)
    }

    /// Closes the list and gives back the exact former place.
    pub(super) fn pick_nothing(&mut self) {
        if let Some(Overlay::Filter(_)) = self.overlay {
            return self.leave_filter();
        }
        match self.overlay.take() {
            Some(Overlay::Search(search)) => {
                self.return_to_place(&search.from);
            }
            Some(Overlay::Reviewer(ReviewerPicker { choice: ReviewerChoice::WhoRecords, .. })) => {
                self.give_up_waiting();
            }
            _ => {}
        }
    }
}
