//! The list of notes that still want an answer: going to their items, answering, closing.

use super::Row;
use super::model::{Effect, Model};
use super::overlay::{NotesList, Overlay, Picker};
use super::recording::Intent;
use crate::review::Thread;

/// What stands above the list, between it and the chosen thread, and outside of it.
const AROUND: usize = 6;

impl Model {
    /// Returns the threads of notes in plan order, each with its item: those that are open, or `all`.
    pub fn notes(&self, all: bool) -> impl Iterator<Item = (usize, &Thread)> {
        let standings = self.review.standings().iter().enumerate();
        standings
            .flat_map(|(index, standing)| standing.threads.iter().map(move |thread| (index, thread)))
            .filter(move |(_, thread)| all || thread.open)
    }

    /// Returns the thread that is chosen in the list, with its item.
    pub fn chosen_notes(&self) -> Option<(usize, &Thread)> {
        let Some(Overlay::Notes(list)) = &self.overlay else { return None };
        self.notes(list.all).nth(list.picker.chosen)
    }

    /// Returns how many threads are seen at once; the chosen one is read below them.
    pub fn notes_seen(&self) -> usize {
        (usize::from(self.size.rows).saturating_sub(AROUND) / 2).max(1)
    }

    /// Opens the list, at the first thread of the selected item, or the next one after it.
    pub(super) fn open_notes(&mut self) {
        // Where all are resolved, these are what there is to see.
        let all = self.notes(false).next().is_none();
        let from = match self.outline.selected {
            Row::Item(index) => index,
            Row::Area(area) => self.plan.area_items(area).start,
        };
        let at = self.notes(all).position(|(index, _)| index >= from).unwrap_or_default();
        self.overlay = Some(Overlay::Notes(NotesList { all, picker: Picker::default() }));
        self.move_notes(at.cast_signed());
    }

    pub(super) fn move_notes(&mut self, steps: isize) {
        let view = self.notes_seen();
        let Some(Overlay::Notes(list)) = self.overlay else { return };
        let count = self.notes(list.all).count();
        if let Some(Overlay::Notes(list)) = &mut self.overlay {
            list.picker.move_by(steps, count, view);
        }
    }

    /// Shows those that are resolved too, or no more; the choice stays at its thread, or as near as can be.
    pub(super) fn toggle_resolved(&mut self) {
        let chosen = self.chosen_notes().map(|(index, thread)| (index, thread.first().clone()));
        let Some(Overlay::Notes(NotesList { all, .. })) = self.overlay else { return };
        let key = |(index, thread): (usize, &Thread)| (index, thread.first().clone());
        let at = self.notes(!all).map(key).position(|it| chosen.as_ref().is_some_and(|chosen| it >= *chosen));
        self.overlay = Some(Overlay::Notes(NotesList { all: !all, picker: Picker::default() }));
        self.move_notes(at.unwrap_or_default().cast_signed());
    }

    /// Goes to the item of the chosen thread.
    pub(super) fn go_to_notes(&mut self) {
        if let Some((index, _)) = self.chosen_notes() {
            self.overlay = None;
            self.close_changes();
            self.trail.push(self.outline.selected);
            self.select(Row::Item(index));
        }
    }

    /// Goes to the item of the chosen thread, and opens the line for an answer.
    pub(super) fn reply(&mut self) {
        let Some((index, thread)) = self.chosen_notes() else { return };
        let note = thread.first().clone();
        self.go_to_notes();
        let item = self.plan.items[index].id.clone();
        self.open_answer(item, note);
    }

    /// Closes the chosen thread, or opens it again where it is closed.
    pub(super) fn resolve(&mut self) -> Vec<Effect> {
        let Some((_, thread)) = self.chosen_notes() else { return Vec::new() };
        let note = thread.first().clone();
        self.record(Intent::Resolve { note })
    }
}
