//! Which keys are held down. A terminal sends a held key as the same key again and again, and says nothing else of it.

use std::time::{Duration, Instant};

use crate::key::Key;

/// The same key again within this time comes from the keyboard's own repetition: the slowest in use sends 15 keys a second, and
/// whoever taps a key reaches eight.
const INTERVAL: Duration = Duration::from_millis(80);

/// The keys pressed within the last [`INTERVAL`], each with its last press.
#[derive(Debug, Default)]
pub(super) struct Repeats {
    pressed: Vec<(Key, Instant)>,
}

impl Repeats {
    /// Takes in that `key` came in `now`; tells whether it is held down. Each repetition begins the interval anew.
    pub(super) fn press(&mut self, key: Key, now: Instant) -> bool {
        self.pressed.retain(|(_, last)| now.saturating_duration_since(*last) <= INTERVAL);
        if let Some((_, last)) = self.pressed.iter_mut().find(|(pressed, _)| *pressed == key) {
            *last = now;
            return true;
        }
        self.pressed.push((key, now));
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
    fn every_tap_of_eight_a_second_is_a_press() {
        let taps: Vec<(&str, u64)> = (0..40).map(|number| ("a", number * 125)).collect();
        assert_eq!(repeated(&taps), [false; 40]);
    }

    #[test]
    fn the_interval_is_that_of_each_key() {
        let mixed = [("a", 0), ("j", 30), ("a", 60), ("a", 140), ("a", 221), ("j", 230)];
        assert_eq!(repeated(&mixed), [false, false, true, true, false, false]);
    }
}
