//! Why the system refused to read, write or start something: the reasons that people can do something about.

use std::io::{self, ErrorKind};

use crate::text::Foreign;

/// A reason the system gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SystemFault {
    /// The disk is full.
    NoSpace,
    /// The disk quota of the user is used up.
    Quota,
    /// The file would grow over a limit, of the process (`ulimit -f`) or of the file system.
    TooLarge,
    Permission,
    ReadOnly,
    Missing,
    /// A directory, pipe or device stands where a file is needed.
    NotAFile,
    /// A file stands where a directory is needed.
    NotADirectory,
    /// Another program holds a lock on it.
    Busy,
    NoMemory,
    /// No more processes or threads can be started (`ulimit -u`).
    NoProcesses,
    /// No more files can be opened (`ulimit -n`).
    TooManyFiles,
    /// No more files can be watched for changes.
    NoWatches,
    /// The device failed.
    Device,
    /// Anything else, in the words of the system.
    Other {
        said: Foreign,
    },
}

/// How the C library words the reasons that programs report, in English.
const WORDINGS: [(&str, SystemFault); 11] = [
    ("No space left on device", SystemFault::NoSpace),
    ("Disk quota exceeded", SystemFault::Quota),
    ("File too large", SystemFault::TooLarge),
    ("Permission denied", SystemFault::Permission),
    ("Operation not permitted", SystemFault::Permission),
    ("Read-only file system", SystemFault::ReadOnly),
    ("Cannot allocate memory", SystemFault::NoMemory),
    ("Out of memory", SystemFault::NoMemory),
    ("Resource temporarily unavailable", SystemFault::NoProcesses),
    ("Too many open files", SystemFault::TooManyFiles),
    ("Input/output error", SystemFault::Device),
];

impl SystemFault {
    /// Finds the reason that begins `text`, which a program reports in English.
    pub fn reported(text: &str) -> Option<Self> {
        let begins = |wording: &str| {
            text.get(..wording.len()).is_some_and(|start| start.eq_ignore_ascii_case(wording))
        };
        WORDINGS.iter().find(|(wording, _)| begins(wording)).map(|(_, fault)| fault.clone())
    }

    /// Returns the reason why a program or a thread could not be started.
    pub fn of_start(error: &io::Error) -> Self {
        match Self::from(error) {
            Self::Busy => Self::NoProcesses,
            fault => fault,
        }
    }
}

impl From<&io::Error> for SystemFault {
    fn from(error: &io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull => Self::NoSpace,
            ErrorKind::QuotaExceeded => Self::Quota,
            ErrorKind::FileTooLarge => Self::TooLarge,
            ErrorKind::PermissionDenied => Self::Permission,
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::NotFound => Self::Missing,
            ErrorKind::IsADirectory => Self::NotAFile,
            ErrorKind::NotADirectory => Self::NotADirectory,
            // What this program itself refuses to open.
            ErrorKind::InvalidInput if error.raw_os_error().is_none() => Self::NotAFile,
            ErrorKind::WouldBlock => Self::Busy,
            ErrorKind::OutOfMemory => Self::NoMemory,
            _ => {
                let said = error.to_string();
                // Rust adds the number, which says nothing to anybody.
                let said = said.split(" (os error ").next().unwrap_or_default();
                Self::reported(said).unwrap_or_else(|| Self::Other { said: said.into() })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_the_system_are_known_by_number_and_by_wording() {
        // The numbers are those of Linux, the only ones this looks up.
        let numbers = [
            (28, SystemFault::NoSpace),
            (122, SystemFault::Quota),
            (27, SystemFault::TooLarge),
            (13, SystemFault::Permission),
            (1, SystemFault::Permission),
            (30, SystemFault::ReadOnly),
            (2, SystemFault::Missing),
            (21, SystemFault::NotAFile),
            (20, SystemFault::NotADirectory),
            (11, SystemFault::Busy),
            (12, SystemFault::NoMemory),
            (24, SystemFault::TooManyFiles),
            (5, SystemFault::Device),
        ];
        for (number, fault) in numbers {
            assert_eq!(SystemFault::from(&io::Error::from_raw_os_error(number)), fault, "{number}");
        }
        let start = io::Error::from_raw_os_error(11);
        assert_eq!(SystemFault::of_start(&start), SystemFault::NoProcesses);
        let other = SystemFault::from(&io::Error::from_raw_os_error(75));
        let SystemFault::Other { said } = other else { panic!("{other:?}") };
        assert!(!said.is_empty() && !said.raw().contains("os error"), "{said:?}");
    }
}
