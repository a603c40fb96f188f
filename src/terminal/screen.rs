//! The one guard over the state of the terminal: what is switched on in `enter` is switched off again on every
//! way out. Knows nothing of what is drawn.

use std::io;
use std::mem;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustix::process::{Signal, getpgrp, getppid, getsid, kill_current_process_group};

use super::device::{Device, DeviceError};
use super::panics;

/// Alternate screen, bracketed paste, mouse clicks and wheel (no motion) in the wide encoding, no cursor, no
/// automatic wrap, nothing shown.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?1000h\x1b[?1006h\x1b[?25l\x1b[?7l\x1b[m\x1b[2J";
/// Undoes `ENTER` from any state: also in the middle of a synchronized update or of an escape sequence.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[m\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[?7h\x1b[?1049l\x1b[?25h";

/// How long a frame that is being written may keep the terminal from being given back.
pub(super) const FRAME_PATIENCE: Duration = Duration::from_secs(1);

/// Whose the terminal is.
#[derive(Debug)]
struct Gate {
    entered: bool,
    /// Whether a program in the foreground has it.
    lent: bool,
    /// Whether a frame is being written, which is done without holding the lock: it may take for ever.
    writing: bool,
}

static GATE: Mutex<Gate> = Mutex::new(Gate { entered: false, lent: false, writing: false });
static WRITTEN: Condvar = Condvar::new();

/// Why the terminal could not be taken over or given back.
#[derive(Debug, thiserror::Error)]
pub enum ScreenError {
    /// There is no terminal.
    #[error(transparent)]
    Device(#[from] DeviceError),
    /// The terminal refused raw mode or what switches the screen.
    #[error("taking over the terminal")]
    Enter(#[source] io::Error),
    /// The terminal could not be given back as it was found.
    #[error("giving the terminal back")]
    Leave(#[source] io::Error),
    /// The process could not be stopped.
    #[error("stopping for the shell")]
    Stop(#[source] io::Error),
}

/// Holds the terminal in the program's state; dropping it gives the terminal back.
#[derive(Debug)]
pub struct Screen {
    device: &'static Device,
}

impl Screen {
    /// Takes over the terminal, and sees to it that a panic that ends the program gives it back.
    pub fn enter() -> Result<Self, ScreenError> {
        let device = Device::get()?;
        panics::install(device);
        let mut screen = Self { device };
        screen.resume()?;
        Ok(screen)
    }

    /// Returns the terminal that was taken over.
    pub fn device(&self) -> &'static Device {
        self.device
    }

    /// Gives the terminal back for a while, or for good; doing it twice does nothing.
    pub fn leave(&mut self) -> Result<(), ScreenError> {
        restore(self.device, None).map_err(ScreenError::Leave)
    }

    /// Gives the terminal to a program in the foreground: what the keyboard sends is then meant for that one.
    pub fn lend(&mut self) -> Result<(), ScreenError> {
        gate().lent = true;
        self.leave()
    }

    /// Takes the terminal over again, whatever state it is in; all must be redrawn afterwards.
    pub fn resume(&mut self) -> Result<(), ScreenError> {
        {
            let mut gate = gate();
            // Set first: what fails half-way is undone whole.
            gate.entered = true;
            gate.lent = false;
        }
        self.device.make_raw().map_err(ScreenError::Enter)?;
        self.device.write_all(ENTER).map_err(ScreenError::Enter)
    }

    /// Leaves and stops the process, as Ctrl-Z is expected to; returns `false`, having done nothing, when no
    /// shell is there to continue it.
    ///
    /// It returns when the process goes on, with the terminal not yet taken over: SIGCONT tells the loop.
    pub fn stop(&mut self) -> Result<bool, ScreenError> {
        if !can_be_continued() {
            return Ok(false);
        }
        self.leave()?;
        stop_process_group().map_err(ScreenError::Stop)?;
        Ok(true)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // Nobody is left to be told: either the line is gone or an error is already on its way out.
        drop(self.leave());
    }
}

/// Says whether the terminal is in the program's state now.
pub(super) fn is_entered() -> bool {
    gate().entered
}

/// Says whether a program in the foreground has the terminal now.
pub(super) fn is_lent() -> bool {
    gate().lent
}

/// Writes a frame, or nothing when another thread has given the terminal back: that thread is about to end the
/// process, and what it says must not be drawn over.
pub(super) fn write_frame(device: &Device, bytes: &[u8]) -> io::Result<()> {
    {
        let mut gate = gate();
        if !gate.entered {
            return Ok(());
        }
        gate.writing = true;
    }
    let written = device.write_all(bytes);
    gate().writing = false;
    WRITTEN.notify_all();
    written
}

/// Gives the terminal back if it was taken over; `patience` bounds the wait for a terminal that takes no bytes.
pub(super) fn restore(device: &Device, patience: Option<Duration>) -> io::Result<()> {
    let mut gate = gate();
    if !mem::replace(&mut gate.entered, false) {
        return Ok(());
    }
    let patience_for_frame = patience.unwrap_or(FRAME_PATIENCE);
    let waited = WRITTEN.wait_timeout_while(gate, patience_for_frame, |gate| gate.writing);
    drop(waited.unwrap_or_else(PoisonError::into_inner));
    // The modes first: setting them never waits, writing may.
    let modes = device.restore_modes();
    let written = device.write_within(LEAVE, patience);
    device.make_blocking()?;
    modes.and(written)
}

fn gate() -> MutexGuard<'static, Gate> {
    // Flags are never half-written; and this runs in the panic hook.
    GATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Stops this process and those of its group, as the terminal does on Ctrl-Z.
///
/// The whole group, because a shell continues groups: a wrapper script that went on running would keep it
/// waiting.
pub(super) fn stop_process_group() -> io::Result<()> {
    Ok(kill_current_process_group(Signal::STOP)?)
}

/// Says whether a shell with job control started this process group.
///
/// Stopping in the group of the session leader (`ssh -t host fupan`) would be for ever. The kernel has the
/// same rule for SIGTSTP, but only where nobody handles it.
pub(super) fn can_be_continued() -> bool {
    let Ok(session) = getsid(None) else { return false };
    getpgrp() != session && getsid(getppid()).is_ok_and(|parent| parent == session)
}
