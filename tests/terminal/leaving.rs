//! However the program ends, the terminal is as it was; and it does end.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::Signal;

use crate::desk::{Desk, OPEN, SIZE, header, lines, notice, path_variable, selected, wait_for_first_screen};
use crate::pty::Session;
use crate::scan::{findings, modes_left};

/// Checks that nothing of the program is left on the terminal.
#[track_caller]
pub(crate) fn assert_given_back(session: &Session) {
    assert!(session.modes_are_as_before(), "raw mode is left on");
    assert_eq!(modes_left(&session.bytes_so_far()), [""; 0]);
}

#[test]
fn a_killed_program_gives_nothing_back() {
    let desk = Desk::new();
    let session = desk.open();
    session.signal(Signal::KILL);
    session.wait_exit();
    // What the other tests see is really there to be seen.
    assert!(!session.modes_are_as_before());
    assert_eq!(modes_left(&session.bytes_so_far()), ["1000", "1006", "1049", "2004", "25", "7"]);
}

#[test]
fn signals_end_it_and_give_the_terminal_back() {
    for (signal, status) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)]
    {
        let desk = Desk::new();
        let session = desk.open();
        let begun = Instant::now();
        session.signal(signal);
        let exit = session.wait_exit();
        assert!(begun.elapsed() < Duration::from_secs(2), "{signal:?} {:?}", begun.elapsed());
        assert_eq!((exit.status, exit.signal), (status, None), "{signal:?}");
        assert_given_back(&session);
    }
}

#[test]
fn a_signal_while_somebody_types_and_records_gives_the_terminal_back() {
    for (keys, signal) in [
        ("/浙赣", Signal::TERM),
        ("aaaaaaaa", Signal::HUP),
        ("r口径", Signal::TERM),
        ("aw", Signal::TERM),
        ("?", Signal::QUIT),
        ("\x1b[200~half a paste", Signal::INT),
        ("aaaa\x1b[1;", Signal::TERM),
    ] {
        // What is left of one run is offered at the next.
        let desk = Desk::new();
        let mut session = desk.open();
        let before = session.bytes_so_far().len();
        session.press(keys);
        if !keys.starts_with('\x1b') {
            session.wait_for_bytes("an answer", before, |bytes| !bytes.is_empty());
        }
        session.signal(signal);
        assert!(session.wait_exit().status > 128, "{keys:?}");
        assert_given_back(&session);
    }
}

#[test]
fn a_lost_terminal_ends_it() {
    type Start = fn(&Desk, &str) -> Session;
    let ignored = format!("trap '' HUP; exec \"$FUPAN\" {OPEN}");
    let plain = format!("exec \"$FUPAN\" {OPEN}");
    let starts: [(&str, Start, &str); 4] = [
        ("controlled", Desk::start_shell, &plain),
        ("hangup ignored", Desk::start_shell, &ignored),
        ("uncontrolled", Desk::start_shell_uncontrolled, &plain),
        ("uncontrolled, hangup ignored", Desk::start_shell_uncontrolled, &ignored),
    ];
    for (what, start, script) in starts {
        for keys in ["", "/浙", "r口径", "aaaaaa"] {
            let desk = Desk::new();
            let mut session = start(&desk, script);
            wait_for_first_screen(&session);
            session.press(keys);
            session.close_master();
            let begun = Instant::now();
            let exit = session.wait_exit();
            assert!(begun.elapsed() < Duration::from_secs(2), "{what} {keys:?}: {:?}", begun.elapsed());
            assert_eq!((exit.status, exit.signal), (129, None), "{what} {keys:?}");
        }
    }
}

/// Makes a `git` that never answers, and returns the `PATH` that finds it.
fn dead_git(desk: &Desk) -> String {
    let directory = desk.path("bin");
    fs::create_dir(&directory).expect("making a directory");
    let real = path_variable();
    let real = real.to_str().expect("the path is text");
    // It answers for its version, and waits for the end of the program's process otherwise.
    let script = format!(
        "#!/bin/sh\ncase \"$*\" in *version*) PATH='{real}' exec git \"$@\";; esac\n\
         PATH='{real}' exec tail -f /dev/null --pid=$PPID\n"
    );
    let program = directory.join("git");
    fs::write(&program, script).expect("writing a script");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("making it a program");
    format!("{}:{real}", directory.display())
}

#[test]
fn a_git_that_never_answers_keeps_nobody() {
    type Leave = fn(&mut Session);
    let ways: [(&str, Leave, u32); 3] = [
        ("quit", |session| session.press("qn"), 0),
        ("signal", |session| session.signal(Signal::TERM), 143),
        ("lost terminal", Session::close_master, 129),
    ];
    for (what, leave, status) in ways {
        let desk = Desk::new();
        let path = dead_git(&desk);
        let mut session = desk.start_shell(&format!("PATH='{path}' exec \"$FUPAN\" {OPEN}"));
        session.wait_for("the plan", |screen| header(screen).contains("评审 0/"));
        session.press("a");
        // Facts do not wait for git either.
        session.wait_for("the mark", |screen| header(screen).contains("评审 1/"));
        leave(&mut session);
        let begun = Instant::now();
        assert_eq!(session.wait_exit().status, status, "{what}");
        assert!(begun.elapsed() < Duration::from_secs(2), "{what}: {:?}", begun.elapsed());
        assert_eq!(desk.facts_of("jia").len(), 1);
    }
}

/// Opens the review with a mark whose commit waits in a hook, and leaves.
fn leave_during_a_commit(desk: &Desk) -> Session {
    let mut session = desk.open();
    session.press("a");
    session.wait_for("the mark", |screen| header(screen).contains("1 条未提交"));
    session.press("w");
    session.wait_for_text("正在提交");
    session.press("q");
    session.wait_for("the question", |screen| notice(screen).contains("1 条记录还没有提交"));
    session.press("n");
    session.wait_for_text("等这件事做完就退出：存档");
    session
}

/// Opens the gate of [`Desk::hold_commits`] for writing, once a hook waits there.
fn open_gate(gate: &Path) -> File {
    File::options().write(true).open(gate).expect("opening a pipe")
}

/// Checks that the hook, which waited at the gate, has ended.
#[track_caller]
fn assert_hook_ended(writer: &File) {
    let mut polled = [PollFd::new(writer, PollFlags::empty())];
    let long = Timespec { tv_sec: 10, tv_nsec: 0 };
    assert_eq!(poll(&mut polled, Some(&long)), Ok(1), "the hook waits still");
}

#[test]
fn leaving_waits_for_a_commit_that_is_under_way() {
    let desk = Desk::new();
    let gate = desk.hold_commits();
    let session = leave_during_a_commit(&desk);
    assert!(session.with_screen(vt100::Screen::alternate_screen));
    drop(open_gate(&gate));
    assert_eq!(session.wait_exit().status, 0);
    assert_given_back(&session);
    assert_eq!(desk.git("rev-list --count HEAD"), "2\n");
}

#[test]
fn leaving_again_cuts_a_commit_short_and_leaves_nothing_running() {
    let desk = Desk::new();
    let gate = desk.hold_commits();
    let mut session = leave_during_a_commit(&desk);
    let writer = open_gate(&gate);
    session.press("q");
    assert_eq!(session.wait_exit().status, 0);
    assert_given_back(&session);
    assert_hook_ended(&writer);
    assert_eq!((desk.git("rev-list --count HEAD"), desk.facts_of("jia").len()), ("1\n".to_owned(), 1));
}

#[test]
fn a_signal_ends_a_verb_and_what_it_runs() {
    for (signal, name) in [(Signal::TERM, "Terminated"), (Signal::HUP, "Hangup"), (Signal::INT, "Interrupt")]
    {
        // Where somebody could be asked, git runs in the group of the program.
        for more in [&[][..], &["--format", "json"]] {
            let desk = Desk::new();
            let gate = desk.hold_commits();
            desk.fupan(&["mark", "ports/zhe-gan-canal", "approved", "--as", "jia", "--plans", "plans"]);
            let session = desk.start(&[&["commit", "--plans", "plans"], more].concat(), SIZE);
            let writer = open_gate(&gate);
            let begun = Instant::now();
            session.signal(signal);
            assert_eq!(session.wait_exit().signal.as_deref(), Some(name), "{more:?}");
            assert!(begun.elapsed() < Duration::from_secs(2), "{signal:?} {:?}", begun.elapsed());
            assert_hook_ended(&writer);
            assert_eq!(desk.git("rev-list --count HEAD"), "1\n");
        }
    }
}

#[test]
fn signals_that_are_ignored_stay_ignored() {
    let desk = Desk::new();
    let gate = desk.hold_commits();
    desk.fupan(&["mark", "ports/zhe-gan-canal", "approved", "--as", "jia", "--plans", "plans"]);
    let script = "trap '' HUP; exec \"$FUPAN\" commit --plans plans --format json";
    let session = desk.start_shell(script);
    let writer = open_gate(&gate);
    session.signal(Signal::HUP);
    drop(writer);
    assert_eq!((session.wait_exit().status, desk.git("rev-list --count HEAD")), (0, "2\n".to_owned()));
}

#[test]
fn stops_for_the_shell_and_goes_on() {
    let desk = Desk::new();
    let script = format!("set -m; \"$FUPAN\" {OPEN}; stty -a; echo STOPPED; read line; fg; echo END $?");
    let mut session = desk.start_shell(&script);
    wait_for_first_screen(&session);
    session.press("/浙赣");
    session.wait_for_text("查找 浙赣");
    session.press("\x1b");
    session.wait_for("the outline", |screen| !selected(screen).is_empty() && screen.hide_cursor());
    let before = session.with_screen(lines);
    session.press("\x1a");
    session.wait_for_text("STOPPED");
    let text = session.text();
    assert!(text.contains(" icanon") && text.contains(" echo "), "{text}");
    let stopped = session.bytes_so_far();
    assert_eq!(modes_left(&stopped), [""; 0]);
    session.press("\r");
    session.wait_for("the same screen again", |screen| screen.alternate_screen() && lines(screen) == before);
    let asked = session.bytes_so_far().split_off(stopped.len());
    assert_eq!(findings(&asked), [""; 0], "the terminal was asked something");
    session.press("q");
    session.wait_for_text("END 0");
    session.wait_exit();
    assert_given_back(&session);
}

#[test]
fn without_a_shell_ctrl_z_stops_nothing() {
    let desk = Desk::new();
    let mut session = desk.open();
    session.press("\x1a");
    session.press("gg");
    session.wait_for("the first row", |screen| crate::desk::row(screen, 1).starts_with('›'));
    session.press("q");
    assert_eq!(session.wait_exit().status, 0);
}

#[test]
fn stopped_and_continued_from_outside_it_draws_again() {
    let desk = Desk::new();
    let session = desk.open();
    let (before, shown) = (session.bytes_so_far().len(), session.with_screen(lines));
    session.signal(Signal::STOP);
    session.signal(Signal::CONT);
    session.wait_for_bytes("a whole screen", before, |bytes| {
        let sent = String::from_utf8_lossy(bytes);
        sent.contains("\x1b[?1049h") && sent.contains("\x1b[2J") && sent.ends_with("\x1b[?2026l")
    });
    session.wait_for("the same screen", |screen| lines(screen) == shown);
}

#[test]
fn an_error_at_the_start_touches_no_terminal() {
    for script in [
        // No plan, no such directory, no such option.
        "cd /; exec \"$FUPAN\" --lang zh",
        "exec \"$FUPAN\" nowhere --lang zh",
        "exec \"$FUPAN\" plans --nothing --lang zh",
        // No terminal to read: the status is printed instead.
        "exec \"$FUPAN\" plans --as jia --lang zh < /dev/null",
        "exec \"$FUPAN\" plans --as jia --lang zh | cat",
        // A terminal that is not there any more is no reason to draw either.
        "exec \"$FUPAN\" plans --as jia --lang zh <&- >&-",
    ] {
        let desk = Desk::new();
        for start in [Desk::start_shell, Desk::start_shell_uncontrolled] {
            let session = start(&desk, script);
            session.wait_exit();
            assert_given_back(&session);
            let bytes = session.bytes_so_far();
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("\x1b[?"), "{script}: a mode is switched in {text:?}");
            assert!(script.contains(">&-") || !bytes.is_empty(), "{script}: silence");
        }
    }
}
