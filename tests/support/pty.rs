//! A program in a pseudo-terminal, driven and watched by a test: nothing here sleeps or polls.

#![allow(dead_code, reason = "no test file uses all of it")]
#![allow(unreachable_pub, reason = "every test file has it as a module of its own")]

use std::io::{Read as _, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long anything may take before a test fails.
const DEADLINE: Duration = Duration::from_secs(20);

/// How a program ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exit {
    /// The exit status; 1 when a signal ended it.
    pub status: u32,
    /// The name of the signal that ended it.
    pub signal: Option<String>,
}

struct State {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    exit: Option<Exit>,
    /// Whether all output was read.
    ended: bool,
    closing: bool,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

/// A running program and the terminal it runs in.
pub struct Session {
    shared: Arc<Shared>,
    master: Option<Box<dyn MasterPty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    reader: Option<JoinHandle<()>>,
    device: PathBuf,
    process: u32,
    modes_before: String,
}

impl Session {
    /// Starts a program in `directory`, in a terminal of `size` columns and rows, with `env` and little else.
    pub fn start(
        program: &str,
        args: &[&str],
        env: &[(&str, &str)],
        directory: &Path,
        size: (u16, u16),
    ) -> Self {
        Self::start_with(program, args, env, directory, size, true)
    }

    /// Starts a program that has the terminal open but is not controlled by it: no hangup signal reaches it.
    pub fn start_uncontrolled(
        program: &str,
        args: &[&str],
        env: &[(&str, &str)],
        directory: &Path,
        size: (u16, u16),
    ) -> Self {
        Self::start_with(program, args, env, directory, size, false)
    }

    #[expect(clippy::disallowed_methods, reason = "a test without a thread fails")]
    fn start_with(
        program: &str,
        args: &[&str],
        env: &[(&str, &str)],
        directory: &Path,
        (columns, rows): (u16, u16),
        controlled: bool,
    ) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("opening a pseudo-terminal");
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.cwd(directory);
        command.set_controlling_tty(controlled);
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        for (name, value) in env {
            command.env(name, value);
        }
        let modes_before = format!("{:?}", pair.master.get_termios());
        let mut child = pair.slave.spawn_command(command).expect("starting the program");
        drop(pair.slave);
        let master = pair.master;
        let process = child.process_id().expect("a started program has a number");
        let rows = rows.try_into().expect("rows are not zero");
        let columns = columns.try_into().expect("columns are not zero");
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                parser: vt100::Parser::new(rows, columns, 0),
                bytes: Vec::new(),
                exit: None,
                ended: false,
                closing: false,
            }),
            changed: Condvar::new(),
        });
        let waiting = Arc::clone(&shared);
        thread::spawn(move || {
            let status = child.wait().expect("waiting for the program");
            let exit = Exit { status: status.exit_code(), signal: status.signal().map(str::to_owned) };
            waiting.update(|state| state.exit = Some(exit));
        });
        let mut output = master.try_clone_reader().expect("reading the terminal");
        let reading = Arc::clone(&shared);
        let reader = thread::spawn(move || {
            let mut buffer = vec![0; 65536];
            loop {
                let read = output.read(&mut buffer).unwrap_or(0);
                let mut state = reading.lock();
                if read == 0 || state.closing {
                    state.ended = true;
                    reading.changed.notify_all();
                    return;
                }
                state.bytes.extend_from_slice(&buffer[..read]);
                state.parser.process(&buffer[..read]);
                reading.changed.notify_all();
            }
        });
        Self {
            device: master.tty_name().expect("a pseudo-terminal has a name"),
            keyboard: Some(master.take_writer().expect("writing to the terminal")),
            master: Some(master),
            reader: Some(reader),
            shared,
            process,
            modes_before,
        }
    }

    /// Returns the number of the started process.
    pub fn process(&self) -> u32 {
        self.process
    }

    /// Sends what the keyboard would.
    pub fn press(&mut self, keys: &str) {
        let keyboard = self.keyboard.as_mut().expect("the terminal is open");
        keyboard.write_all(keys.as_bytes()).and_then(|()| keyboard.flush()).expect("pressing keys");
    }

    /// Waits until the screen is as `condition` wants it, at the end of a frame; fails with the screen after twenty
    /// seconds.
    #[track_caller]
    pub fn wait_for(&self, what: &str, condition: impl Fn(&vt100::Screen) -> bool) {
        self.wait_until(what, |state| !is_within_frame(&state.bytes) && condition(state.parser.screen()));
    }

    /// Waits until the screen shows `text` somewhere.
    #[track_caller]
    pub fn wait_for_text(&self, text: &str) {
        self.wait_for(&format!("`{text}`"), |screen| screen.contents().contains(text));
    }

    /// Waits until the bytes sent since `from` are as `condition` wants them.
    #[track_caller]
    pub fn wait_for_bytes(&self, what: &str, from: usize, condition: impl Fn(&[u8]) -> bool) {
        self.wait_until(what, |state| condition(&state.bytes[from..]));
    }

    /// Returns how many bytes are sent in `period`, returning early when any are.
    pub fn bytes_within(&self, period: Duration) -> usize {
        let state = self.shared.lock();
        let before = state.bytes.len();
        let unchanged = |state: &mut State| state.bytes.len() == before;
        let (state, _) = self
            .shared
            .changed
            .wait_timeout_while(state, period, unchanged)
            .expect("no thread panics while it holds the state");
        state.bytes.len() - before
    }

    /// Returns what `read` makes of the screen as it is now.
    pub fn with_screen<T>(&self, read: impl FnOnce(&vt100::Screen) -> T) -> T {
        read(self.shared.lock().parser.screen())
    }

    /// Returns the text on the screen.
    pub fn text(&self) -> String {
        self.shared.lock().parser.screen().contents()
    }

    /// Returns everything that was sent until now.
    pub fn bytes_so_far(&self) -> Vec<u8> {
        self.shared.lock().bytes.clone()
    }

    /// Says whether the terminal is in the modes it had before the program was started.
    pub fn modes_are_as_before(&self) -> bool {
        let master = self.master.as_ref().expect("the terminal is open");
        format!("{:?}", master.get_termios()) == self.modes_before
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, (columns, rows): (u16, u16)) {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        if let (Ok(rows), Ok(columns)) = (rows.try_into(), columns.try_into()) {
            self.shared.lock().parser.set_size(rows, columns);
        }
        self.master.as_ref().expect("the terminal is open").resize(size).expect("resizing the terminal");
    }

    /// Sends a signal to the started process.
    pub fn signal(&self, signal: rustix::process::Signal) {
        let process = i32::try_from(self.process).ok().and_then(rustix::process::Pid::from_raw);
        rustix::process::kill_process(process.expect("process numbers are positive"), signal)
            .expect("sending a signal");
    }

    /// Lets the terminal go away, as a dropped line does.
    pub fn close_master(&mut self) {
        self.shared.lock().closing = true;
        // The reader is inside a read; a byte written from the other side is what brings it back.
        let flags = i32::try_from(rustix::fs::OFlags::NOCTTY.bits()).expect("flags are small numbers");
        let mut other = std::fs::OpenOptions::new().write(true).custom_flags(flags).open(&self.device);
        if let Ok(other) = &mut other {
            other.write_all(&[0]).expect("waking the reader");
        }
        if let Some(reader) = self.reader.take() {
            reader.join().expect("the reader ends");
        }
        drop(self.keyboard.take());
        drop(self.master.take());
    }

    /// Waits until the program ended and all it wrote was read; returns how it ended.
    #[track_caller]
    pub fn wait_exit(&self) -> Exit {
        self.wait_until("the end of the program", |state| state.exit.is_some() && state.ended);
        self.shared.lock().exit.clone().expect("waited for just above")
    }

    /// Returns how the program ended, if it does within `period`.
    pub fn exit_within(&self, period: Duration) -> Option<Exit> {
        let goes_on = |state: &mut State| state.exit.is_none();
        let waited = self.shared.changed.wait_timeout_while(self.shared.lock(), period, goes_on);
        waited.expect("no thread panics while it holds the state").0.exit.clone()
    }

    #[track_caller]
    fn wait_until(&self, what: &str, condition: impl Fn(&State) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        let mut state = self.shared.lock();
        while !condition(&state) {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let (exit, shown) = (state.exit.clone(), state.parser.screen().contents());
                // Let go first: the end of the test needs it.
                drop(state);
                panic!("no {what}; exit: {exit:?}; screen:\n{shown}");
            }
            (state, _) = self
                .shared
                .changed
                .wait_timeout(state, left)
                .expect("no thread panics while it holds the state");
        }
    }
}

/// Says whether a synchronized update was begun and not ended.
fn is_within_frame(bytes: &[u8]) -> bool {
    let mark = b"\x1b[?2026";
    let last = bytes.windows(mark.len() + 1).rfind(|window| window.starts_with(mark));
    last.is_some_and(|last| last.ends_with(b"h"))
}

impl Drop for Session {
    fn drop(&mut self) {
        if self.shared.lock().exit.is_none() {
            let process = i32::try_from(self.process).ok().and_then(rustix::process::Pid::from_raw);
            if let Some(process) = process {
                // It may end by itself meanwhile.
                let _gone = rustix::process::kill_process(process, rustix::process::Signal::KILL);
            }
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no thread panics while it holds the state")
    }

    fn update(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }
}
