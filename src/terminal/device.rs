//! The terminal device: which descriptor it is, its modes, its size, writing to it. Knows no escape sequence
//! and asks the terminal nothing.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::fs::OpenOptionsExt as _;
use std::sync::OnceLock;
use std::time::Duration;

use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;
use rustix::io::{Errno, ioctl_fionbio, ioctl_fionread};
use rustix::termios::{OptionalActions, Termios, isatty, tcgetattr, tcgetwinsize, tcsetattr};

/// What a terminal that does not know its size counts as.
const UNKNOWN_SIZE: Size = Size { width: 80, height: 24 };
/// The largest screen drawn; a terminal that claims more gets this much of it.
const LARGEST: Size = Size { width: 1000, height: 400 };

/// Why there is no terminal to use.
#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    /// Neither the standard input nor the process has a terminal.
    #[error("opening /dev/tty: there is no terminal")]
    NoTerminal(#[source] io::Error),
    /// The terminal could not be made the standard input.
    #[error("making the terminal the standard input")]
    Install(#[source] io::Error),
    /// The terminal did not tell its modes.
    #[error("reading the modes of the terminal")]
    Modes(#[source] io::Error),
}

/// The terminal this process was started on, as it was then.
#[derive(Debug)]
pub struct Device {
    fd: OwnedFd,
    modes: Termios,
    /// Whether the open file description is ours alone, so that it may be non-blocking.
    private: bool,
}

impl Device {
    /// Returns the terminal of this process, opened on the first call.
    ///
    /// It becomes the standard input under an open file description of its own: reads can then be
    /// non-blocking without making them so for the shell, which shares the one that was inherited.
    pub fn get() -> Result<&'static Self, DeviceError> {
        static DEVICE: OnceLock<Device> = OnceLock::new();
        match DEVICE.get() {
            Some(device) => Ok(device),
            None => Self::open().map(|device| DEVICE.get_or_init(|| device)),
        }
    }

    fn open() -> Result<Self, DeviceError> {
        let stdin = rustix::stdio::stdin();
        let (fd, private) = if isatty(stdin) {
            match reopen("/proc/self/fd/0").or_else(|_| reopen("/dev/tty")) {
                Ok(file) => (OwnedFd::from(file), true),
                Err(_) => (stdin.try_clone_to_owned().map_err(DeviceError::NoTerminal)?, false),
            }
        } else {
            (OwnedFd::from(reopen("/dev/tty").map_err(DeviceError::NoTerminal)?), true)
        };
        let modes = tcgetattr(&fd).map_err(|error| DeviceError::Modes(error.into()))?;
        rustix::stdio::dup2_stdin(&fd).map_err(|error| DeviceError::Install(error.into()))?;
        Ok(Self { fd, modes, private })
    }

    /// Hands every key to this process at once, unechoed, and makes reads return what is there.
    pub fn make_raw(&self) -> io::Result<()> {
        let mut raw = self.modes.clone();
        raw.make_raw();
        tcsetattr(&self.fd, OptionalActions::Now, &raw)?;
        if self.private {
            ioctl_fionbio(&self.fd, true)?;
        }
        Ok(())
    }

    /// Gives the modes back as they were found; waits for nothing.
    pub fn restore_modes(&self) -> io::Result<()> {
        tcsetattr(&self.fd, OptionalActions::Now, &self.modes)?;
        Ok(())
    }

    /// Makes reads wait again, for a program that inherits the standard input.
    pub fn make_blocking(&self) -> io::Result<()> {
        if self.private {
            ioctl_fionbio(&self.fd, false)?;
        }
        Ok(())
    }

    /// Returns the columns and rows there are to draw on.
    pub fn size(&self) -> io::Result<Size> {
        let found = tcgetwinsize(&self.fd)?;
        Ok(drawable(Size::new(found.ws_col, found.ws_row)))
    }

    /// Returns how many bytes have come in and were not read yet.
    pub fn unread(&self) -> io::Result<u64> {
        Ok(ioctl_fionread(&self.fd)?)
    }

    /// Wakes everybody who waits on the terminal once more, by setting its modes to what they are.
    pub fn wake_readers(&self) -> io::Result<()> {
        let modes = tcgetattr(&self.fd)?;
        tcsetattr(&self.fd, OptionalActions::Now, &modes)?;
        Ok(())
    }

    /// Says whether reads can be made to return at once.
    pub fn is_private(&self) -> bool {
        self.private
    }

    /// Says whether the line was dropped.
    pub fn is_gone(&self) -> bool {
        let mut terminal = [PollFd::new(&self.fd, PollFlags::empty())];
        poll(&mut terminal, Some(&Timespec::default())).is_ok() && is_hangup(terminal[0].revents())
    }

    /// Writes all of `bytes`, as long as it takes; a dropped line is an error.
    pub fn write_all(&self, bytes: &[u8]) -> io::Result<()> {
        self.write_within(bytes, None)
    }

    /// Writes all of `bytes`, giving up when the terminal takes nothing for `patience`.
    pub fn write_within(&self, mut bytes: &[u8], patience: Option<Duration>) -> io::Result<()> {
        let patience = patience.map(timespec);
        while !bytes.is_empty() {
            // Asked first, so that the patience holds also where the description is a blocking one.
            let mut writable = [PollFd::new(&self.fd, PollFlags::OUT)];
            match poll(&mut writable, patience.as_ref()) {
                Err(Errno::INTR) => continue,
                Err(error) => return Err(error.into()),
                Ok(0) => return Err(Errno::TIMEDOUT.into()),
                Ok(_) if is_hangup(writable[0].revents()) => return Err(Errno::IO.into()),
                Ok(_) => {}
            }
            match rustix::io::write(&self.fd, bytes) {
                Ok(written) => bytes = &bytes[written..],
                Err(Errno::INTR | Errno::AGAIN) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

impl AsFd for Device {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
    }
}

/// Says whether poll's answer means that nobody is at the other end any more.
pub(super) fn is_hangup(found: PollFlags) -> bool {
    found.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL)
}

/// Converts for poll; a duration beyond its range is for ever anyway.
pub(super) fn timespec(duration: Duration) -> Timespec {
    Timespec::try_from(duration).unwrap_or(Timespec { tv_sec: i64::MAX, tv_nsec: 0 })
}

fn reopen(path: &str) -> io::Result<File> {
    let flags = i32::try_from(OFlags::NOCTTY.bits()).expect("open flags are small numbers");
    let file = OpenOptions::new().read(true).write(true).custom_flags(flags).open(path)?;
    if isatty(&file) { Ok(file) } else { Err(Errno::NOTTY.into()) }
}

fn drawable(found: Size) -> Size {
    if found.width == 0 || found.height == 0 {
        return UNKNOWN_SIZE;
    }
    Size::new(found.width.min(LARGEST.width), found.height.min(LARGEST.height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_sizes_become_drawable_ones() {
        for (found, expected) in [
            ((0, 0), (80, 24)),
            ((0, 30), (80, 24)),
            ((1, 1), (1, 1)),
            ((120, 40), (120, 40)),
            ((65535, 3), (1000, 3)),
            ((65535, 65535), (1000, 400)),
        ] {
            assert_eq!(drawable(Size::from(found)), Size::from(expected), "{found:?}");
        }
    }
}
