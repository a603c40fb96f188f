//! Which keys are held down. A terminal sends a held key as the same key again and again, and says nothing else of it.

use std::time::{Duration, Instant};

use crate::key::Key;

/// The same key again within this time comes from the keyboard's own repetition: the slowest in use sends 15 keys a second, and
/// whoever taps a key reaches eight.
const INTERVAL: Duration = Duration::from_millis(80);

/// A key that was found held down is so until it has not come for this time: a slow line delivers repetitions in clumps, and
/// nobody who taps a key gets here.
const HELD_INTERVAL: Duration = Duration::from_millis(300);

/// The keys pressed lately.
#[derive(Debug, Default)]
pub(super) struct Repeats {
    pressed: Vec<Pressed>,
    latest: Option<Key>,
}

#[derive(Debug)]
struct Pressed {
    key: Key,
    last: Instant,
    held: bool,
}

impl Pressed {
    fn is_over(&self, now: Instant) -> bool {
        let interval = if self.held { HELD_INTERVAL } else { INTERVAL };
        now.saturating_duration_since(self.last) > interval
    }
}

impl Repeats {
    /// Takes in that `key` came in `now`; tells whether it is held down. Each repetition begins the interval anew.
    pub(super) fn press(&mut self, key: Key, now: Instant) -> bool {
        self.pressed.retain(|pressed| !pressed.is_over(now));
        // A key that is held down comes alone.
        let alone = self.latest.replace(key) == Some(key);
        for pressed in &mut self.pressed {
            pressed.held &= pressed.key == key;
        }
        if let Some(pressed) = self.pressed.iter_mut().find(|pressed| pressed.key == key) {
            (pressed.last, pressed.held) = (now, alone);
            return true;
        }
        self.pressed.push(Pressed { key, last: now, held: false });
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns which presses of keys, at milliseconds, are repetitions.
    fn repeated(presses: &[(&str, u64)]) -> Vec<bool> {
        let (mut repeats, start) = (Repeats::default(), Instant::now());
        let press =
            |&(key, at): &(&str, u64)| repeats.press(key.parse().unwrap(), start + Duration::from_millis(at));
        presses.iter().map(press).collect()
    }

    #[test]
    fn a_key_held_down_is_pressed_once() {
        let held: Vec<(&str, u64)> = (0..40).map(|number| ("a", number * 66)).collect();
        assert_eq!(repeated(&held).iter().filter(|repeat| !**repeat).count(), 1);
    }

    #[test]
    fn a_key_held_down_over_a_line_that_delivers_in_clumps_is_pressed_once() {
        for (of_each, every) in [(3, 120), (4, 100), (8, 250)] {
            let clump = |number: u64| (0..of_each).map(move |_| ("a", number * every));
            let held: Vec<(&str, u64)> = (0..12).flat_map(clump).collect();
            let presses = repeated(&held).iter().filter(|repeat| !**repeat).count();
            assert_eq!(presses, 1, "{of_each} every {every} ms");
        }
    }

    #[test]
    fn a_key_among_others_is_not_held_down() {
        let typed = [("r", 0), ("k", 10), ("r", 20), ("enter", 30), ("r", 120)];
        assert_eq!(repeated(&typed), [false, false, true, false, false]);
    }

    #[test]
    fn every_tap_of_eight_a_second_is_a_press() {
        let taps: Vec<(&str, u64)> = (0..40).map(|number| ("a", number * 125)).collect();
        assert_eq!(repeated(&taps), [false; 40]);
    }

    #[test]
    fn the_interval_is_that_of_each_key() {
        let mixed = [("a", 0), ("j", 30), ("a", 60), ("a", 140), ("a", 441), ("j", 450)];
        assert_eq!(repeated(&mixed), [false, false, true, true, false, false]);
    }
}
