//! How long git is waited for, and what may end it before its time.

use std::time::Duration;

use super::cancel::Cancel;

/// How long git may say nothing when it only looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Until it has answered where the repository is.
    pub first: Duration,
    /// From then on.
    pub later: Duration,
    /// Where somebody records, and git would only add something.
    pub aside: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { first: Duration::from_secs(3), later: Duration::from_secs(30), aside: Duration::from_secs(1) }
    }
}

/// How long git may say nothing while it moves a branch, reads the files of the work tree or writes them.
pub const LENGTH: Duration = Duration::from_mins(10);

/// What may end a run before its time.
#[derive(Clone, Copy)]
pub(super) enum Course<'a> {
    /// It only looks: the job it is part of ends it, and that nothing was heard for so long.
    Looking(Duration),
    /// It may run programs of others, or wait for another machine.
    Under { cancel: &'a Cancel, silence: Duration },
    /// It changes what must not be left half changed.
    Finishing,
}
