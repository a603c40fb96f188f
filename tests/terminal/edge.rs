//! The terminal edge under a program that panics, gets stuck and counts its keys, which the real one never does.
//!
//! The program is the ignored test below; the others run this very test binary again, in a terminal, to run only
//! that. So nothing that is shipped has a way to be made to panic, and nothing else has to be built.

use std::io::Write as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use fupan::key::{Code, Key};
use fupan::terminal::{Input, Mailbox, Next, Program, Waker, run};
use ratatui::Frame;
use ratatui::layout::Position;
use ratatui::style::Style;
use rustix::process::Signal;
use signal_hook::consts::SIGINT;
use signal_hook::iterator::Signals;

use crate::desk::SIZE;
use crate::leaving::assert_given_back;
use crate::pty::Session;

/// Set where the ignored test is to be the program.
const RUNS: &str = "FUPAN_TESTS_RUN_THE_PROGRAM";

struct Counting {
    waker: Waker<u32>,
    last: String,
    inputs: usize,
    keys: usize,
    messages: usize,
    size: String,
}

impl Program for Counting {
    type Message = u32;

    fn input(&mut self, input: Input) -> Next<Self> {
        self.inputs += 1;
        match input {
            Input::Key(Key { code: Code::Char(c), .. }) => {
                self.keys += 1;
                self.last = format!("key {c}");
                return self.key(c);
            }
            Input::Key(key) => {
                self.keys += 1;
                self.last = format!("key {key}");
            }
            Input::Paste(text) => {
                let beginning: String = text.chars().take(8).collect();
                self.last = format!("paste {} {}", text.len(), beginning.escape_debug());
            }
            Input::Resized { columns, rows } => self.size = format!("{columns}x{rows}"),
            other => self.last = format!("{other:?}"),
        }
        Next::Draw
    }

    fn message(&mut self, _: u32) -> Next<Self> {
        self.messages += 1;
        Next::Draw
    }

    fn timed_out(&mut self) -> Next<Self> {
        Next::Wait
    }

    fn timeout(&self) -> Option<Duration> {
        None
    }

    fn draw(&self, frame: &mut Frame<'_>) -> Option<Position> {
        let Self { last, inputs, keys, messages, size, .. } = self;
        let line = format!("inputs {inputs} keys {keys} messages {messages} size {size} last {last} end");
        let width = usize::from(frame.area().width);
        frame.buffer_mut().set_stringn(0, 0, line, width, Style::new());
        None
    }

    fn written(&mut self) {}

    fn finish(&mut self) {}
}

impl Counting {
    #[expect(clippy::disallowed_methods, reason = "a test without a thread fails")]
    fn key(&mut self, c: char) -> Next<Self> {
        match c {
            'q' => return Next::End,
            'z' => return Next::Stop,
            'p' => panic!("the loop panics\u{1b}[31m 红"),
            'w' => drop(thread::spawn(|| panic!("a worker panics"))),
            // A panic while frames are drawn as fast as can be.
            'W' => {
                let waker = self.waker.clone();
                drop(thread::spawn(move || while waker.send(1).is_ok() {}));
                drop(thread::spawn(|| panic!("a worker panics")));
            }
            'm' => {
                let waker = self.waker.clone();
                drop(thread::spawn(move || (0..5000).try_for_each(|number| waker.send(number))));
            }
            's' => loop {
                thread::park();
            },
            'o' => return Next::Outside(Box::new(Self::outside)),
            _ => {}
        }
        Next::Draw
    }

    #[expect(clippy::disallowed_methods, reason = "a program in the foreground is what this is about")]
    fn outside(&mut self) {
        let script =
            "stty -a | tr -s ' ;' '\\n' | grep -x -e icanon -e echo; echo outside; read line; echo got $line";
        let mut interrupts = Signals::new([SIGINT]).expect("collecting signals");
        let status = std::process::Command::new("sh").args(["-c", script]).status().expect("running a shell");
        if status.signal().is_some() {
            // The main thread of a process is interrupted before it sees the end of the other program. Here that
            // is a thread of the test harness, which may be later.
            drop(interrupts.wait());
        }
        self.last = format!("outside {:?}", status.code());
    }
}

#[test]
#[ignore = "the program that the other tests run"]
fn program() {
    if std::env::var_os(RUNS).is_none() {
        return;
    }
    let mailbox = Mailbox::new().expect("making a mailbox");
    let (last, size) = (String::new(), String::new());
    let mut program = Counting { waker: mailbox.waker(), last, inputs: 0, keys: 0, messages: 0, size };
    let ended = run(&mut program, mailbox, true).expect("running on the terminal");
    writeln!(std::io::stdout(), "bye after {} keys", program.keys).ok();
    std::process::exit(i32::from(ended.status()));
}

fn this_binary() -> String {
    let binary = std::env::current_exe().expect("a test has a binary");
    binary.to_str().expect("the path is text").to_owned()
}

const ARGUMENTS: [&str; 5] = ["edge::program", "--exact", "--ignored", "--nocapture", "--quiet"];

fn start_with(environment: &[(&str, &str)]) -> Session {
    let environment = [&[(RUNS, "1")], environment].concat();
    let session = Session::start(&this_binary(), &ARGUMENTS, &environment, Path::new("/"), SIZE);
    session.wait_for_text("inputs 0 keys 0 messages 0");
    session
}

fn start() -> Session {
    start_with(&[])
}

fn start_uncontrolled() -> Session {
    let session =
        Session::start_uncontrolled(&this_binary(), &ARGUMENTS, &[(RUNS, "1")], Path::new("/"), SIZE);
    session.wait_for_text("inputs 0 keys 0 messages 0");
    session
}

#[test]
fn panics_give_the_terminal_back_and_then_say_so() {
    // Writing a backtrace takes long enough for the loop to draw many frames over it, if it were let.
    for (key, said, backtrace) in
        [("p", "the loop panics", "0"), ("w", "a worker panics", "0"), ("W", "a worker panics", "1")]
    {
        let mut session = start_with(&[("RUST_BACKTRACE", backtrace)]);
        session.press(key);
        assert_eq!(session.wait_exit().status, 101, "{key}");
        assert_given_back(&session);
        let bytes = session.bytes_so_far();
        let text = String::from_utf8_lossy(&bytes);
        let (before, after) = text.rsplit_once("\x1b[?25h").expect("the cursor is shown again");
        assert!(before.ends_with("\x1b[?1049l"), "{before:?}");
        assert!(after.starts_with("thread '") && after.contains(said), "{after:?}");
        assert!(!after.contains('\x1b'), "{after:?}");
        assert!(key != "p" || after.contains("\u{FFFD}[31m 红"), "{after:?}");
    }
}

#[test]
fn a_stuck_loop_ends_on_a_signal_and_when_the_terminal_is_lost() {
    type Begin = fn() -> Session;
    type End = fn(&mut Session);
    let ends: [(Begin, End, u32); 4] = [
        (start, |session| session.signal(Signal::TERM), 143),
        (start, |session| session.signal(Signal::INT), 130),
        (start, Session::close_master, 129),
        (start_uncontrolled, Session::close_master, 129),
    ];
    for (begin, end, status) in ends {
        let mut session = begin();
        session.press("js");
        // Drawn with the first key or not at all: after the second there is no frame.
        assert!(session.bytes_within(Duration::from_millis(200)) < 1000);
        end(&mut session);
        let begun = Instant::now();
        assert_eq!(session.wait_exit().status, status);
        assert!(begun.elapsed() < Duration::from_secs(2), "{status}: {:?}", begun.elapsed());
        if status != 129 {
            assert_given_back(&session);
        }
    }
}

#[test]
fn a_lost_terminal_does_not_count_as_a_panic() {
    for start in [start, start_uncontrolled] {
        let mut session = start();
        // Frames are on their way when the line drops.
        session.press("m");
        session.close_master();
        assert_eq!(session.wait_exit().status, 129);
    }
}

#[test]
fn a_program_in_the_foreground_has_the_terminal_and_its_interrupts() {
    let mut session = start();
    session.press("o");
    session.wait_for_text("outside");
    let text = session.text();
    assert!(text.contains("icanon\n") && text.contains("echo\n"), "{text}");
    session.press("hello\n");
    session.wait_for_text("last outside Some(0)");
    assert!(String::from_utf8_lossy(&session.bytes_so_far()).contains("got hello"));
    session.press("o");
    session.wait_for("the other program again", |screen| {
        !screen.alternate_screen() && screen.contents().matches("outside").count() == 2
    });
    session.press("\x03");
    session.wait_for_text("last outside None");
    // Longer than whoever ends a program that does not end by itself has patience.
    assert_eq!(session.bytes_within(Duration::from_millis(1300)), 0, "the interrupt was not ours");
    session.press("q");
    assert_eq!(session.wait_exit().status, 0);
    assert_given_back(&session);
}

#[test]
fn everything_typed_ahead_arrives() {
    for count in [1, 1023, 1024, 1025, 3000] {
        let mut session = start();
        session.press(&"j".repeat(count));
        session.wait_for_text(&format!("inputs {count} keys {count} "));
        session.press("q");
        session.wait_exit();
        assert!(session.text().contains(&format!("bye after {} keys", count + 1)), "{}", session.text());
    }
}

#[test]
fn answers_nobody_asked_for_hide_no_key() {
    let mut session = start();
    // The first look at the terminal follows the first frame; what comes in at that very moment is counted by nobody.
    session.press("j");
    session.wait_for_text("inputs 1 keys 1 ");
    session.press(&format!("{}j", "\x1b[?c".repeat(12)));
    session.wait_for_text("inputs 2 keys 2 ");
}

#[test]
fn half_a_sequence_blocks_nothing() {
    let mut session = start();
    session.press("\x1b[1;");
    session.resize((90, 20));
    session.wait_for_text("size 90x20");
    session.press("5A");
    session.wait_for_text("last key ctrl-up");
}

#[test]
fn a_long_paste_is_refused_and_a_lost_end_is_survived() {
    let mut session = start();
    session.press("\x1b[200~qqq\r浙赣\x1b[201~");
    session.wait_for_text("last paste 10 qqq\\n浙赣 end");
    session.press("\x1b[200~");
    for _ in 0..64 {
        session.press(&"复盘qq".repeat(1024 * 1024 / 8 / 64));
    }
    session.press("\x1b[201~");
    session.wait_for_text("last LongPaste(1048576) end");
    session.press("\x1b[200~lost");
    assert_eq!(session.bytes_within(Duration::from_millis(1100)), 0);
    session.press("j");
    session.wait_for_text("keys 1 ");
    session.wait_for_text("last key j");
    session.press("q");
    assert_eq!(session.wait_exit().status, 0);
}

#[test]
fn messages_of_workers_all_arrive() {
    let mut session = start();
    session.press("m");
    session.wait_for_text("messages 5000");
}

#[test]
fn the_terminal_is_asked_nothing() {
    let mut session = start();
    session.press("j");
    session.wait_for_text("keys 1 ");
    session.press("z");
    session.press("j");
    session.wait_for_text("keys 3 ");
    let bytes = session.bytes_so_far();
    assert_eq!(crate::scan::findings(&bytes), [""; 0]);
}
