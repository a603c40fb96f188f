//! The programs that are compared: how they are started, and which keys empty their query.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use portable_pty::CommandBuilder;

use crate::terminal::Terminal;

/// The file with a line an item, which fzf reads.
pub(crate) const LINES: &str = "lines";

#[derive(Clone, Copy, Debug)]
pub(crate) enum Program {
    Fupan,
    Fzf,
}

impl Program {
    /// Returns what starts it on the data in `directory`.
    pub(crate) fn command(self, directory: &Path) -> CommandBuilder {
        let mut command = match self {
            Self::Fupan => {
                let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_fupan"));
                command.args(["plans", "--as", "jia", "--lang", "zh"]);
                command
            }
            Self::Fzf => {
                let mut command = CommandBuilder::new("sh");
                command.args(["-c", &format!("exec fzf <{LINES}")]);
                command
            }
        };
        command.cwd(directory);
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", directory.join("home"));
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command
    }

    /// Goes to where a query is typed.
    pub(crate) fn open(self, terminal: &mut Terminal) {
        if let Self::Fupan = self {
            terminal.press("/");
        }
    }

    /// Empties the query.
    pub(crate) fn clear(self, terminal: &mut Terminal) {
        match self {
            Self::Fupan => {
                terminal.press("\x1b");
                terminal.press("/");
            }
            Self::Fzf => {
                terminal.press("\x15");
            }
        }
    }
}

/// Returns how long nothing must come for a frame to be over: longer than any program waits between two parts of one.
pub(crate) fn gap(items: usize) -> Duration {
    Duration::from_millis(match items {
        ..20_000 => 150,
        20_000..300_000 => 300,
        _ => 600,
    })
}

/// Asks fzf for its version; `None` where it is not installed.
#[expect(clippy::disallowed_methods, reason = "a benchmark runs programs as a user does")]
pub(crate) fn fzf_version() -> Option<String> {
    let output = Command::new("fzf").arg("--version").output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
