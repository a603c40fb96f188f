//! Takes one message into account and says what must be done about it.

use super::dispatch;
use super::layout::Areas;
use super::model::{Effect, Message, Model};
use super::{MEETING_HEAD, Notice, Overlay, Question, Reason, Screen};
use crate::command::{Command, Scope};
use crate::job::Outcome;
use crate::key::{Code, Key};
use crate::keymap::Lookup;
use crate::text::width;

/// How many rows one turn of the wheel moves.
const WHEEL: isize = 3;

/// Takes `message` into account.
#[must_use]
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    let is_passing =
        matches!(message, Message::Continue | Message::Clock(_) | Message::Done(Outcome::Remembered(Ok(()))));
    stir(model, &message);
    let waited = model.is_leaving();
    let acted = is_act(&message);
    let is_drawn = matches!(message, Message::Drawn(_));
    if let Message::Done(outcome) = &message {
        model.note_end(outcome);
    }
    let mut effects = react(model, message);
    if is_drawn {
        return effects;
    }
    effects.extend(model.settle_session());
    let puts_away =
        |effect: &Effect| matches!(effect, Effect::Suspend | Effect::AtTerminal(_) | Effect::Redraw);
    if effects.iter().any(puts_away) {
        model.gate.put_away(model.revision);
    }
    if !is_passing {
        model.revision += 1;
    }
    model.count_for_lens();
    model.count_overview();
    keep_in_sight(model);
    model.keep_overview_in_sight();
    effects.extend(model.ask_since());
    model.settle_leaving(&mut effects, waited, acted);
    if model.is_unfinished() {
        effects.push(Effect::Continue);
    }
    effects
}

/// Takes note of whether anybody does something.
fn stir(model: &mut Model, message: &Message) {
    match message {
        Message::Drawn(_)
        | Message::Clock(_)
        | Message::Continue
        | Message::Resized(_)
        | Message::Done(Outcome::Remembered(_)) => {}
        Message::Changed | Message::Following(_) | Message::Done(_) | Message::OthersSilent => {
            model.stir(false);
        }
        Message::Key(_)
        | Message::Repeat(_)
        | Message::Text(_)
        | Message::Paste(_)
        | Message::LongPaste { .. }
        | Message::Click { .. }
        | Message::Wheel { .. } => model.stir(true),
    }
}

/// Tells whether somebody did something, or left undone what they were waited for.
fn is_act(message: &Message) -> bool {
    matches!(
        message,
        Message::Key(_)
            | Message::Repeat(_)
            | Message::Text(_)
            | Message::Paste(_)
            | Message::LongPaste { .. }
            | Message::Click { .. }
            | Message::OthersSilent
    )
}

fn react(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) if model.gate.press(key, false) => Vec::new(),
        Message::Repeat(key) if model.gate.press(key, true) => Vec::new(),
        Message::Text(text) | Message::Paste(text) if model.gate.type_text(text.chars().count()) => {
            Vec::new()
        }
        Message::Click { .. } | Message::Wheel { .. } if model.gate.drops(0) => Vec::new(),
        Message::Key(key) | Message::Repeat(key) => press(model, key),
        Message::Text(text) | Message::Paste(text) => {
            model.recording.disarm();
            if model.input().is_some() {
                model.insert(&text);
            } else if model.is_loaded() && model.overlay.is_none() {
                // Text where a command was expected: an input method is on, or something was pasted. Look for it.
                model.typed.clear();
                model.open_search("");
                model.insert(&text);
            }
            Vec::new()
        }
        Message::LongPaste { bytes, limit } => {
            model.recording.disarm();
            model.notice = Some(Notice::PasteTooLong { bytes, limit });
            Vec::new()
        }
        Message::Click { column, row } => {
            model.recording.disarm();
            click(model, column, row)
        }
        Message::Wheel { column, row, down } => {
            model.recording.disarm();
            wheel(model, column, row, down);
            Vec::new()
        }
        Message::Resized(size) => {
            model.size = size;
            Vec::new()
        }
        Message::Drawn(drawn) => {
            model.measured = drawn.measured;
            model.gate.drawn(drawn);
            Vec::new()
        }
        Message::Changed => model.reload(),
        Message::Following(following) => {
            model.follow_files(following);
            Vec::new()
        }
        Message::Continue => {
            model.go_on_working();
            model.keep_session()
        }
        Message::OthersSilent => {
            if model.waits_for_others() {
                vec![Effect::Quit]
            } else {
                Vec::new()
            }
        }
        Message::Clock(now) => {
            model.room.now = Some(now);
            Vec::new()
        }
        Message::Done(outcome) => done(model, outcome),
    }
}

fn done(model: &mut Model, outcome: Outcome) -> Vec<Effect> {
    match outcome {
        Outcome::Loaded(loaded) => {
            let mut effects = model.loaded(*loaded);
            effects.extend(model.compare_again());
            effects.extend(model.history_again());
            model.since_again();
            model.meeting_again();
            effects
        }
        Outcome::LoadedAt { read, identity } => model.loaded_at(read, identity),
        Outcome::Recalled(recalled) => {
            model.recalled(recalled);
            Vec::new()
        }
        Outcome::Remembered(answer) => {
            model.remembered(answer);
            Vec::new()
        }
        Outcome::RecordWaits => {
            model.notice = Some(Notice::RecordWaits);
            Vec::new()
        }
        Outcome::Recorded(answer) => model.recorded(answer),
        Outcome::Replayed(answer) => model.replayed(answer),
        Outcome::Restored(answer) => model.restored(answer.map(Notice::Restored)),
        Outcome::LossAccepted(answer) => model.restored(answer.map(Notice::LossAccepted)),
        Outcome::Surveyed(survey) => model.surveyed(survey),
        Outcome::Committed(answer) => model.committed(answer),
        Outcome::Published(answer) => model.published(answer),
        Outcome::Syncing(step) => {
            model.sync_goes_on(step);
            Vec::new()
        }
        Outcome::Synced(answer) => model.synced(answer),
        Outcome::ChangedSince { revision, found } => {
            model.told_since(revision.raw(), found);
            Vec::new()
        }
        Outcome::Compared(answer) => model.compared(answer),
        Outcome::HistoryBegun { about, told } => {
            model.history_begun(&about, told);
            Vec::new()
        }
        Outcome::History(answer) => {
            model.told_history(answer);
            Vec::new()
        }
        // Only the command line asks for the first three; nothing is shown of the fourth.
        Outcome::Resolved(_) | Outcome::SetUp(_) | Outcome::TakenAway(_) | Outcome::ReviewerRemembered => {
            Vec::new()
        }
        Outcome::Trusted(answer) => model.trusted(answer),
        Outcome::Panicked(panicked) => model.panicked(*panicked),
    }
}

fn press(model: &mut Model, key: Key) -> Vec<Effect> {
    let typing = model.input().is_some();
    if typing && model.gate.is_held() {
        return Vec::new();
    }
    // Where letters are commands, an input method must not stand in the way.
    let key = if typing { key } else { key.without_input_method() };
    model.typed.push(key);
    match model.keymap.lookup(model.scopes(), &model.typed) {
        Lookup::Run(command) => {
            model.typed.clear();
            model.notice = None;
            model.praise = None;
            if command != Command::Undo {
                model.recording.disarm();
            }
            dispatch::run(model, command)
        }
        Lookup::Pending => {
            model.recording.disarm();
            Vec::new()
        }
        Lookup::Unbound => {
            model.recording.disarm();
            let status = model.keymap.lookup(&[Scope::Outline], &model.typed);
            let sequence: Vec<String> = model.typed.drain(..).map(|key| key.to_string()).collect();
            if let (Lookup::Run(command), Some(Overlay::Search(_)), None) =
                (status, &model.overlay, key.text())
                && command.status().is_some()
            {
                return model.mark_from_list(command);
            }
            if let (Lookup::Run(command), None) = (status, &model.overlay)
                && let Some(effects) = model.act_from_screen(command)
            {
                return effects;
            }
            if typing {
                model.type_key(key);
            } else {
                unbound(model, key, &sequence);
            }
            Vec::new()
        }
    }
}

/// A key that means nothing here never passes in silence.
fn unbound(model: &mut Model, key: Key, sequence: &[String]) {
    match (key.text(), &model.overlay) {
        (Some(c), None) if model.is_loaded() && !c.is_ascii() && width(c.encode_utf8(&mut [0; 4])) == 2 => {
            model.open_search("");
            model.insert(&c.to_string());
        }
        (_, None) if key.code == Code::Esc => model.give_up_search(),
        (_, Some(Overlay::Question(_))) => {}
        // Which keys there are is known only with the strategy.
        (_, None) if !model.is_loaded() => model.notice = Some(Notice::Cannot(Reason::Loading)),
        _ => model.notice = Some(Notice::UnboundKey(sequence.join(" "))),
    }
}

fn click(model: &mut Model, column: u16, row: u16) -> Vec<Effect> {
    let areas = model.areas();
    if model.overlay.is_none() && model.screen == Screen::Overview && areas.body.contains(column, row) {
        model.notice = None;
        return model.click_overview(row);
    }
    if model.overlay.is_some() || !areas.outline.contains(column, row) {
        return Vec::new();
    }
    if model.screen == Screen::Meeting {
        let head = areas.outline.y + u16::try_from(MEETING_HEAD).unwrap_or_default();
        let line = model.room.picker.top + usize::from(row.saturating_sub(head));
        model.move_agenda(line.cast_signed() - model.room.picker.chosen.cast_signed());
        return Vec::new();
    }
    if model.screen != Screen::Outline {
        return Vec::new();
    }
    let rows = model.outline.rows(&model.plan);
    let at = model.outline.top + usize::from(row - areas.outline.y);
    if let Some(&clicked) = rows.get(at) {
        model.notice = None;
        if model.outline.selected == clicked {
            model.toggle();
        } else {
            model.select(clicked);
        }
    }
    Vec::new()
}

fn wheel(model: &mut Model, column: u16, row: u16, down: bool) {
    let areas = model.areas();
    let steps = if down { WHEEL } else { -WHEEL };
    match &model.overlay {
        Some(Overlay::Page(_) | Overlay::Question(Question::MarkSelected { .. })) => {
            let command = if down { Command::PageScrollDown } else { Command::PageScrollUp };
            for _ in 0..WHEEL {
                drop(dispatch::run(model, command));
            }
        }
        Some(
            Overlay::Search(_)
            | Overlay::Filter(_)
            | Overlay::Links(_)
            | Overlay::Palette(_)
            | Overlay::Reviewer(_),
        ) => {
            model.pick_by(steps);
        }
        Some(_) => {}
        None if model.screen == Screen::Overview => model.move_overview(steps),
        None if areas.read().contains(column, row) => model.scroll_item(steps),
        None if model.screen == Screen::Meeting => model.move_agenda(steps.signum()),
        None => model.move_by(steps),
    }
}

/// Moves the outline so that the selected row is on the screen, with a row around it where there is room, and so that
/// no line stays empty while there are rows above.
fn keep_in_sight(model: &mut Model) {
    let view = usize::from(Areas::of(model.size, model.clause_shown).outline.rows);
    let rows = model.outline.rows(&model.plan);
    let at = model.outline.place(&model.plan, &rows);
    let margin = usize::from(view > 4);
    let last = rows.len().saturating_sub(view);
    let lowest = (at + 1 + margin).saturating_sub(view).min(last);
    let highest = at.saturating_sub(margin).min(last);
    model.outline.top = model.outline.top.clamp(lowest, highest.max(lowest));
}
