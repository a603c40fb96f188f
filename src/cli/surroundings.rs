//! What a run is given by the system: arguments, environment, directories and whether it talks to a terminal.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

/// The surroundings of one run, read once.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The arguments, without the name of the program.
    pub arguments: Vec<OsString>,
    pub environment: BTreeMap<OsString, OsString>,
    /// The directory the run was started in; `None` where it is gone.
    pub directory: Option<PathBuf>,
    /// Where the user's configuration of all programs is.
    pub config_home: Option<PathBuf>,
    /// Where all programs remember things.
    pub state_home: Option<PathBuf>,
    pub input_is_terminal: bool,
    pub output_is_terminal: bool,
    pub errors_are_terminal: bool,
    /// The columns of the terminal that output goes to.
    pub columns: Option<usize>,
}

impl Surroundings {
    /// Reads the surroundings of this process.
    pub fn of_process() -> Self {
        let base = etcetera::choose_base_strategy().ok();
        let size = rustix::termios::tcgetwinsize(io::stdout()).ok();
        Self {
            arguments: std::env::args_os().skip(1).collect(),
            environment: std::env::vars_os().collect(),
            directory: std::env::current_dir().ok(),
            config_home: base.as_ref().map(etcetera::BaseStrategy::config_dir),
            state_home: base.as_ref().and_then(etcetera::BaseStrategy::state_dir),
            input_is_terminal: io::stdin().is_terminal(),
            output_is_terminal: io::stdout().is_terminal(),
            errors_are_terminal: io::stderr().is_terminal(),
            columns: size.map(|size| usize::from(size.ws_col)).filter(|&columns| columns > 0),
        }
    }

    /// Returns a variable of the environment; an empty one, or one that is not text, counts as missing.
    pub fn variable(&self, name: &str) -> Option<&str> {
        let value = self.environment.get(OsStr::new(name))?.to_str()?;
        Some(value).filter(|value| !value.is_empty())
    }

    /// Tells whether colours are wanted where output goes.
    pub fn colour(&self) -> bool {
        self.output_is_terminal && self.variable("NO_COLOR").is_none() && !self.is_dumb()
    }

    /// Tells whether the terminal can do no more than write one line after the other, as far as is known: as git has it,
    /// one that nothing is said of cannot.
    pub fn is_dumb(&self) -> bool {
        self.variable("TERM").is_none_or(|terminal| terminal == "dumb")
    }
}
