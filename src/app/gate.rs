//! Which keys may record. A fact is of a wording that was on the screen when the key was pressed, so a key that records is taken
//! only where a frame that was written showed the whole of it; other keys pass freely.

use std::collections::{BTreeMap, BTreeSet};

use super::drawn::{Drawn, Glimpse};
use super::model::Model;
use super::{Notice, Reason, Row, Screen};
use crate::key::Key;
use crate::plan::ItemId;
use crate::review::drafting::Reading;
use crate::review::{FactId, Fingerprint};

/// What a command records something about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// The item of this index, as it is worded.
    Item(usize),
    /// A thread of notes, by its first note.
    Thread(FactId),
    /// Nothing that is read: facts taken back, steps of a meeting.
    Facts,
}

/// Whether a key may record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ruling {
    Taken,
    /// It was pressed before a frame showed what it is about.
    Early,
    /// The rest of the wording, from this line of the pane on, has not been on the screen.
    MoreToRead(usize),
    /// It is not on the screen at all.
    NotShown,
}

/// What the frames written so far have shown.
#[derive(Clone, Debug, Default)]
pub(super) struct Gate {
    /// The model that the last frame showed.
    frame: Option<u64>,
    is_screen: bool,
    wording: Option<Seen>,
    thread: Option<FactId>,
    /// The model in which a key that records was taken last.
    taken: Option<u64>,
    /// The key that was taken, as long as it is held down.
    held: Option<Key>,
    /// The key being handled, where the terminal says that it is held down.
    repeat: Option<Key>,
    /// The key being handled.
    pressed: Option<Key>,
    /// How much of the wording had been seen when a key asked for more.
    asked: Option<usize>,
    /// A key came too early: what follows it before the next frame is dropped.
    dropping: bool,
    /// How many keys were dropped last.
    dropped: usize,
    /// The wordings that were on the screen as a whole since the program started.
    shown: BTreeMap<ItemId, Fingerprint>,
}

/// Which lines of a wording were seen, in one layout of the pane.
#[derive(Clone, Debug)]
struct Seen {
    last: Glimpse,
    /// Counted from the first line of the wording.
    lines: BTreeSet<usize>,
}

impl Seen {
    fn is_whole(&self) -> bool {
        self.lines.len() == self.last.lines.len()
    }

    /// Returns the first line of the pane that has not been seen.
    fn next(&self) -> Option<usize> {
        let first = self.last.lines.start;
        self.last.lines.clone().find(|line| !self.lines.contains(&(line - first)))
    }
}

impl Gate {
    /// Takes in what a frame showed.
    pub(super) fn drawn(&mut self, drawn: Drawn) {
        let Drawn { revision, is_screen, wording, thread, .. } = drawn;
        self.dropping = false;
        self.frame = Some(revision);
        self.is_screen = is_screen;
        // A frame from before the last key that was taken says nothing of what the next one is about.
        let is_old = self.taken.is_some_and(|taken| revision <= taken);
        self.thread = thread.filter(|_| !is_old);
        let before = self.wording.take();
        let Some(glimpse) = wording.filter(|_| !is_old) else { return };
        let is_same = |seen: &Seen| {
            let last = &seen.last;
            (&last.item, &last.seen, last.layout, last.lines.len())
                == (&glimpse.item, &glimpse.seen, glimpse.layout, glimpse.lines.len())
        };
        let before = before.filter(is_same);
        if before.is_none() {
            self.asked = None;
        }
        let mut lines = before.map(|seen| seen.lines).unwrap_or_default();
        lines.extend(glimpse.legible.iter().map(|line| line - glimpse.lines.start));
        let seen = Seen { lines, last: glimpse };
        if seen.is_whole() {
            self.shown.insert(seen.last.item.clone(), seen.last.seen.clone());
        }
        self.wording = Some(seen);
    }

    /// Forgets what was on the screen, which is about to be put away.
    pub(super) fn put_away(&mut self, revision: u64) {
        self.taken = Some(revision);
        (self.frame, self.wording, self.thread, self.is_screen) = (None, None, None, false);
    }

    /// Begins a key; tells whether it is one to drop.
    pub(super) fn press(&mut self, key: Key, repeat: bool) -> bool {
        self.pressed = Some(key);
        self.repeat = Some(key).filter(|_| repeat);
        if !repeat {
            self.held = None;
        }
        self.drops(1)
    }

    /// Takes in that `count` characters came together; tells whether they are to be dropped.
    pub(super) fn type_text(&mut self, count: usize) -> bool {
        (self.held, self.repeat) = (None, None);
        self.drops(count)
    }

    /// Tells whether input of `count` keys is dropped with a key that came before it.
    pub(super) fn drops(&mut self, count: usize) -> bool {
        if self.dropping {
            self.dropped += count;
        } else {
            self.dropped = 0;
        }
        self.dropping
    }

    /// Tells whether the key being handled still is the one that recorded, held down.
    pub(super) fn is_held(&self) -> bool {
        self.repeat.is_some() && self.repeat == self.held
    }

    /// Has the key being handled count once, however long it is held down.
    pub(super) fn hold(&mut self) {
        self.held = self.pressed;
    }

    /// Tells whether the key being handled is held down.
    pub(super) fn repeats(&self) -> bool {
        self.repeat.is_some()
    }

    /// Tells whether a frame showed the whole of this wording since the program started.
    pub(super) fn has_shown(&self, item: &ItemId, seen: &Fingerprint) -> bool {
        self.shown.get(item) == Some(seen)
    }

    /// Takes a key that records, or asks whether to: what it is about counts as shown again with the next frame.
    pub(super) fn take(&mut self, revision: u64) {
        self.taken = Some(revision);
        self.hold();
        (self.wording, self.thread, self.asked) = (None, None, None);
    }

    fn is_after_taken(&self) -> bool {
        self.frame.is_some_and(|frame| self.taken.is_none_or(|taken| frame > taken))
    }
}

impl Model {
    /// Returns how many keys were dropped because they came before a frame showed what they were about.
    pub fn dropped_keys(&self) -> usize {
        self.gate.dropped
    }

    /// Tells whether a key may record something about `subject` now. Where it may not, the line below says why, and what is
    /// missing comes on the screen.
    pub(super) fn may_record(&mut self, subject: &Subject) -> bool {
        match self.judge(subject) {
            Ruling::Early => {
                self.gate.dropping = true;
                self.gate.dropped = 1;
            }
            _ if self.gate.repeats() => self.notice = Some(Notice::HeldKey),
            Ruling::Taken => {
                self.gate.take(self.revision);
                return true;
            }
            Ruling::MoreToRead(line) => self.show_from(line),
            Ruling::NotShown => self.bring_to_screen(subject),
        }
        false
    }

    /// The same for a key that ends a line: whatever else was typed is left alone.
    pub(super) fn may_record_line(&mut self, index: usize) -> bool {
        let may = self.may_record(&Subject::Item(index));
        if std::mem::take(&mut self.gate.dropping) {
            self.gate.dropped = 0;
            self.notice = Some(Notice::JustShown);
        }
        may
    }

    /// Tells whether a key about `subject` comes before a frame that shows it, and drops it then.
    pub(super) fn is_early(&mut self, subject: &Subject) -> bool {
        let early = self.judge(subject) == Ruling::Early;
        if early {
            self.gate.dropping = true;
            self.gate.dropped = 1;
        }
        early
    }

    fn judge(&self, subject: &Subject) -> Ruling {
        let gate = &self.gate;
        let is_shown = match subject {
            Subject::Item(index) => {
                let (item, reading) = (&self.plan.items[*index].id, Reading::of(&self.plan, *index));
                match &gate.wording {
                    Some(seen) if (&seen.last.item, &seen.last.seen) != (item, reading.seen()) => false,
                    Some(seen) if gate.frame == Some(self.revision) && !seen.is_whole() => {
                        return seen.next().map_or(Ruling::Taken, Ruling::MoreToRead);
                    }
                    Some(seen) => seen.is_whole(),
                    None => false,
                }
            }
            Subject::Thread(first) => gate.thread.as_ref() == Some(first),
            Subject::Facts => gate.is_screen && gate.is_after_taken(),
        };
        match is_shown {
            true => Ruling::Taken,
            false if gate.frame == Some(self.revision) => Ruling::NotShown,
            false => Ruling::Early,
        }
    }

    /// Scrolls the pane on to `line`, the first of the wording that has not been on the screen.
    fn show_from(&mut self, line: usize) {
        let Some(Seen { last, lines }) = &self.gate.wording else { return };
        if self.gate.asked.replace(lines.len()) == Some(lines.len()) {
            // Scrolling there showed no more of it.
            self.notice = Some(Notice::Cannot(Reason::WindowTooSmall));
            return;
        }
        self.item_scroll = line.min(last.last_top);
        self.stop_seeking();
        self.notice = Some(Notice::MoreToRead);
    }

    fn bring_to_screen(&mut self, subject: &Subject) {
        let came = match subject {
            Subject::Item(index) if self.size.holds_a_screen() => self.uncover(*index),
            _ => false,
        };
        self.notice = Some(if came { Notice::JustShown } else { Notice::Cannot(Reason::WindowTooSmall) });
    }

    /// Has item `index` stand where something else stands in its place; false where nothing does.
    fn uncover(&mut self, index: usize) -> bool {
        let beside = match self.preview() {
            Some(row) => Some(row),
            None if self.screen == Screen::History => None,
            None => self.item_of_screen().map(Row::Item),
        };
        if beside != Some(Row::Item(index)) {
            if self.is_in_meeting() {
                let item = self.plan.items[index].id.clone();
                self.choose_on_agenda(&item);
                if self.agenda_item() == Some(index) {
                    return true;
                }
            }
            self.close_changes();
            self.select(Row::Item(index));
            return true;
        }
        let covered = !self.is_in_meeting() && self.clause_shown && self.areas().clause_alone();
        self.clause_shown &= !covered;
        covered
    }
}
