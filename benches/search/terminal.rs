//! A pseudo-terminal of 120 by 40 that notes when each part of the output arrived.

use std::io::{Read as _, Write};
use std::num::NonZero;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Columns and rows.
const SIZE: (NonZero<u16>, NonZero<u16>) =
    (NonZero::new(120).expect("not zero"), NonZero::new(40).expect("not zero"));
/// How long a program may say nothing before it is given up.
const PATIENCE: Duration = Duration::from_mins(5);

/// What a key brought.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    /// From writing the key to the last byte.
    pub(crate) took: Duration,
    pub(crate) bytes: usize,
    /// How many lines answer the query, as the screen says.
    pub(crate) hits: Option<usize>,
}

#[derive(Default)]
struct Output {
    /// What came, and when it was there.
    parts: Vec<(Instant, Vec<u8>)>,
    ended: bool,
}

#[derive(Default)]
struct Shared {
    output: Mutex<Output>,
    changed: Condvar,
}

pub(crate) struct Terminal {
    shared: Arc<Shared>,
    keyboard: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    parser: vt100::Parser,
    /// How many parts the parser has seen.
    parsed: usize,
    gap: Duration,
    started: Instant,
    /// Open as long as the program runs.
    _master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    /// Starts a program; a frame of it is over when nothing came for `gap`.
    #[expect(clippy::disallowed_methods, reason = "a benchmark without a thread fails")]
    pub(crate) fn start(command: CommandBuilder, gap: Duration) -> Self {
        let (columns, rows) = SIZE;
        let size = PtySize { rows: rows.get(), cols: columns.get(), pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("opening a pseudo-terminal");
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).expect("starting a program");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("reading the terminal");
        let shared = Arc::new(Shared::default());
        let reading = Arc::clone(&shared);
        // It ends with the program, whose output it reads.
        thread::spawn(move || {
            let mut buffer = vec![0; 65536];
            loop {
                let read = reader.read(&mut buffer).unwrap_or(0);
                let now = Instant::now();
                let mut output = reading.lock();
                output.ended = read == 0;
                output.parts.push((now, buffer[..read].to_vec()));
                reading.changed.notify_all();
                if read == 0 {
                    return;
                }
            }
        });
        Self {
            keyboard: pair.master.take_writer().expect("writing to the terminal"),
            child,
            shared,
            parser: vt100::Parser::new(rows, columns, 0),
            parsed: 0,
            gap,
            started,
            _master: pair.master,
        }
    }

    /// Writes a key, waits until its frame is over, and returns that.
    pub(crate) fn press(&mut self, key: &str) -> Frame {
        let before = self.shared.lock().parts.len();
        let pressed = Instant::now();
        self.keyboard.write_all(key.as_bytes()).and_then(|()| self.keyboard.flush()).expect("pressing a key");
        let output = self.shared.wait(before, self.gap);
        let came = output.parts.get(before..).unwrap_or_default();
        Frame {
            took: came.last().map_or(PATIENCE, |(at, _)| at.duration_since(pressed)),
            bytes: came.iter().map(|(_, part)| part.len()).sum(),
            hits: None,
        }
    }

    /// Waits until nothing has come for a second.
    pub(crate) fn settle(&self) {
        let before = self.shared.lock().parts.len();
        drop(self.shared.wait(before.saturating_sub(1), Duration::from_secs(1)));
    }

    /// Waits until the screen is as `condition` wants it; returns how long after the start its last byte came.
    pub(crate) fn wait_until(&mut self, condition: impl Fn(&str) -> bool) -> Duration {
        let mut seen = 0;
        loop {
            let (last, ended) = {
                let output = self.shared.wait(seen, self.gap);
                let silent = output.parts.len() == seen;
                seen = output.parts.len();
                (output.parts.last().map_or(self.started, |(at, _)| *at), output.ended || silent)
            };
            let screen = self.screen();
            if condition(&screen) {
                return last.duration_since(self.started);
            }
            assert!(!ended, "the program never got ready; screen:\n{screen}");
        }
    }

    /// Returns the text on the screen.
    pub(crate) fn screen(&mut self) -> String {
        let output = self.shared.lock();
        for (_, part) in output.parts.iter().skip(self.parsed) {
            self.parser.process(part);
        }
        self.parsed = output.parts.len();
        self.parser.screen().contents()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ended = self.child.kill();
        let _status = self.child.wait();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Output> {
        self.output.lock().expect("no thread panics while it holds the output")
    }

    /// Waits until there are more than `seen` parts and then nothing came for `gap`, or for as long as patience lasts.
    fn wait(&self, seen: usize, gap: Duration) -> MutexGuard<'_, Output> {
        let silent = |output: &mut Output| output.parts.len() <= seen && !output.ended;
        let waited = self.changed.wait_timeout_while(self.lock(), PATIENCE, silent);
        let mut output = waited.expect("no thread panics while it holds the output").0;
        loop {
            let count = output.parts.len();
            let same = |output: &mut Output| output.parts.len() == count && !output.ended;
            let (next, waited) = self
                .changed
                .wait_timeout_while(output, gap, same)
                .expect("no thread panics while it holds the output");
            output = next;
            if waited.timed_out() || output.ended {
                return output;
            }
        }
    }
}
