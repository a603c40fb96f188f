//! The exit statuses of the program. Scripts rely on them.

use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    Done = 0,
    /// A check found something.
    Found = 1,
    /// The program was called in a way it does not understand.
    WrongUse = 2,
    /// The plan or the records do not allow it, for example because what is named is not there.
    Refused = 3,
    /// git or the disk failed.
    Failed = 4,
    /// What was asked is done, and the answer could not be written.
    Unprinted = 5,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
