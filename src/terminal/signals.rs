//! Signals as a descriptor that becomes readable. Knows no terminal.

use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::Arc;

use signal_hook::consts::SIGXFSZ;
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;

/// Has a write over the file size limit of the process (`ulimit -f`) fail as any other write can, instead of ending the
/// process. What it starts is not touched by this.
pub fn outlive_file_size_limit() -> io::Result<()> {
    // That it was noted is all that is wanted of it.
    signal_hook::flag::register(SIGXFSZ, Arc::default()).map(drop)
}

/// Collects the given signals, which then no longer do what they do by default, even if they were ignored.
#[derive(Debug)]
pub(super) struct Signals(SignalDelivery<UnixStream, SignalOnly>);

impl Signals {
    pub(super) fn collect(signals: &[i32]) -> io::Result<Self> {
        let (reader, writer) = UnixStream::pair()?;
        Ok(Self(SignalDelivery::with_pipe(reader, writer, SignalOnly, signals)?))
    }

    /// Takes the signals that came since the last call, each once.
    pub(super) fn take(&mut self) -> impl Iterator<Item = i32> {
        self.0.pending()
    }
}

impl AsFd for Signals {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.get_read().as_fd()
    }
}
