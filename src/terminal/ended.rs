//! Why the loop ended, and the exit status that says so. Knows nothing of how.

use signal_hook::consts::SIGHUP;

/// Why the loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The program asked for it.
    Asked,
    /// A signal did, with its number.
    Signal(i32),
    /// The terminal went away.
    TerminalGone,
}

impl Ended {
    /// Returns the exit status: 0, or 128 and the number of the signal; a lost terminal counts as hung up.
    pub fn status(self) -> u8 {
        let signal = match self {
            Self::Asked => return 0,
            Self::Signal(signal) => signal,
            Self::TerminalGone => SIGHUP,
        };
        128 + u8::try_from(signal).unwrap_or(0).min(127)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_names_the_signal() {
        for (ended, status) in
            [(Ended::Asked, 0), (Ended::Signal(15), 143), (Ended::Signal(2), 130), (Ended::TerminalGone, 129)]
        {
            assert_eq!(ended.status(), status, "{ended:?}");
        }
    }
}
