//! The screen of history: what became of an item, an area or everything, and where one is in it.

use super::model::{Effect, Model};
use super::overlay::Picker;
use super::{CHANGES_HEAD, Row, Screen};
use crate::job::{About, Compared, History, Job, Version, VersionFailure};

/// What became of something, the latest first.
#[derive(Clone, Debug, Default)]
pub struct Chronicle {
    /// `None` until the screen was opened.
    pub about: Option<About>,
    /// What came of asking last.
    pub answer: Option<Result<History, VersionFailure>>,
    pub picker: Picker,
    /// What arrives is shown as it does.
    in_sight: bool,
    /// What has arrived of the answer that is on its way.
    arriving: Vec<Compared>,
    /// How many histories are asked for and not answered.
    pub(super) waiting: usize,
}

impl Chronicle {
    pub fn passages(&self) -> &[Compared] {
        let told = self.answer.as_ref().and_then(|answer| answer.as_ref().ok());
        told.map(|history| history.passages.as_slice()).unwrap_or_default()
    }

    pub fn chosen(&self) -> Option<&Compared> {
        self.passages().get(self.picker.chosen)
    }

    /// Tells whether an answer is on its way.
    pub fn is_waiting(&self) -> bool {
        self.waiting > 0
    }
}

impl Model {
    /// Opens the history of what is selected, on the outline or among the changes.
    pub(super) fn open_history(&mut self) -> Vec<Effect> {
        let row = match self.screen {
            Screen::Outline | Screen::History => Some(self.outline.selected),
            Screen::Changes => self.changed_row(),
            Screen::Overview => self.overview_row().or(Some(self.outline.selected)),
            Screen::Meeting => Some(self.agenda_item().map_or(self.outline.selected, Row::Item)),
        };
        let about = match row {
            Some(Row::Item(index)) => self.plan.items.get(index).map(|item| About::Item(item.id.clone())),
            Some(Row::Area(index)) => self.plan.areas.get(index).map(|area| About::Area(area.id.clone())),
            None => None,
        };
        let about = about.unwrap_or(About::Everything);
        if self.chronicle.about.as_ref() != Some(&about) {
            self.chronicle = Chronicle { waiting: self.chronicle.waiting, ..Chronicle::default() };
        }
        self.chronicle.about = Some(about);
        self.screen = Screen::History;
        self.item_scroll = 0;
        self.history_again()
    }

    /// Returns the version that is looked at.
    pub(super) fn version(&self) -> Version {
        self.past.as_ref().map_or(Version::Disk, |past| Version::Revision(past.id.as_str().into()))
    }

    /// Asks for the history again, where it is on the screen.
    pub(super) fn history_again(&mut self) -> Vec<Effect> {
        match (&self.screen, &self.chronicle.about) {
            (Screen::History, Some(about)) => {
                let (about, until) = (about.clone(), self.version());
                self.chronicle.waiting += 1;
                vec![Effect::Work(Job::History { about, until })]
            }
            _ => Vec::new(),
        }
    }

    /// Takes in the beginning of a history, unless another has been asked for meanwhile. It is shown at once where
    /// nothing is shown yet; else it takes the place of what is shown when it is whole.
    pub(super) fn history_begun(&mut self, about: &About, told: Vec<Compared>) {
        let chronicle = &mut self.chronicle;
        if chronicle.waiting != 1 || chronicle.about.as_ref() != Some(about) {
            return;
        }
        if !matches!(chronicle.answer, Some(Ok(_))) {
            chronicle.answer = Some(Ok(History::default()));
            chronicle.in_sight = true;
        }
        match &mut chronicle.answer {
            Some(Ok(shown)) if chronicle.in_sight => shown.passages.extend(told),
            _ => chronicle.arriving.extend(told),
        }
        self.move_passage(0);
    }

    /// Takes in the end of a history, unless another has been asked for meanwhile.
    pub(super) fn told_history(&mut self, answer: Result<History, VersionFailure>) {
        let chronicle = &mut self.chronicle;
        chronicle.waiting = chronicle.waiting.saturating_sub(1);
        let mut begun = std::mem::take(&mut chronicle.arriving);
        let in_sight = std::mem::take(&mut chronicle.in_sight);
        if chronicle.waiting > 0 {
            return;
        }
        if in_sight && let Some(Ok(shown)) = &mut chronicle.answer {
            begun = std::mem::take(&mut shown.passages);
        }
        chronicle.answer = Some(answer.map(|rest| {
            begun.extend(rest.passages);
            History { passages: begun, ..rest }
        }));
        self.move_passage(0);
    }

    /// Moves in the list of commits.
    pub(super) fn move_passage(&mut self, steps: isize) {
        let (count, view) = (self.chronicle.passages().len(), usize::from(self.areas().outline.rows));
        let before = self.chronicle.picker.chosen;
        self.chronicle.picker.move_by(steps, count, view.saturating_sub(CHANGES_HEAD));
        if self.chronicle.picker.chosen != before {
            self.item_scroll = 0;
        }
    }
}
