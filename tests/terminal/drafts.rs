//! What somebody was typing outlives the program, however it ends.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::Duration;

use fupan::store::watch;
use rustix::process::Signal;

use crate::desk::{Desk, go_to_canal, notice, selected};
use crate::pty::Session;

const WORDS: &str = "断线以前打好的一长段意见";

/// Returns the file in which the first session of jia is kept, once it is there.
fn kept(desk: &Desk) -> Option<PathBuf> {
    let plan = fs::read_dir(desk.path("home/state/fupan")).ok()?.next()?.ok()?.path();
    Some(plan.join("sessions/jia.1.toml"))
}

fn holds(desk: &Desk, words: &str) -> bool {
    kept(desk).is_some_and(|file| fs::read_to_string(file).is_ok_and(|text| text.contains(words)))
}

/// Types `words` into a note on the canal, and waits until they are kept.
fn type_note(desk: &Desk, session: &mut Session, words: &str) {
    let (changed, changes) = mpsc::channel();
    let file = kept(desk).expect("the first screen was kept");
    let directory = file.parent().expect("a file is in a directory");
    let watching = watch(&[directory], |_| false, move |_| changed.send(()).unwrap_or_default())
        .expect("the system gives a thread");
    go_to_canal(session);
    session.press("c");
    session.wait_for("the line", |screen| notice(screen).contains("意见 · 浙赣运河"));
    session.press(words);
    session.wait_for_text(words);
    while !holds(desk, words) {
        changes.recv_timeout(Duration::from_secs(20)).expect("what is typed is kept");
    }
    drop(watching);
}

/// Opens the screen again, and waits for the line to be offered.
fn offered(desk: &Desk, words: &str) -> Session {
    let session = desk.open();
    session.wait_for("the offer", |screen| {
        screen.contents().contains("上次没有写完") && screen.contents().contains(words)
    });
    session
}

/// Presses Enter until the line is recorded: what it is about has to be read on the screen first.
fn take_line(session: &mut Session) {
    let is_recorded = |screen: &vt100::Screen| notice(screen).contains("已记");
    while !session.with_screen(is_recorded) {
        let before = session.text();
        session.press("\r");
        // The line is open still, further down, or what it became is announced.
        let is_open = |screen: &vt100::Screen| !screen.hide_cursor() && screen.contents() != before;
        session.wait_for("an answer", |screen| is_recorded(screen) || is_open(screen));
    }
}

#[test]
fn a_line_outlives_every_end_of_the_program() {
    type End = fn(&mut Session);
    let ends: [(&str, End); 4] = [
        ("kill", |session| session.signal(Signal::KILL)),
        ("hangup", |session| session.signal(Signal::HUP)),
        ("terminate", |session| session.signal(Signal::TERM)),
        ("closed terminal", Session::close_master),
    ];
    for (what, end) in ends {
        let desk = Desk::new();
        // A first session, so that there is a directory to watch.
        let mut session = desk.open();
        session.press("jq");
        session.wait_exit();
        let mut session = desk.open();
        type_note(&desk, &mut session, WORDS);
        let mode = fs::metadata(kept(&desk).expect("it is kept")).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{what}");
        end(&mut session);
        session.wait_exit();
        let mut session = offered(&desk, WORDS);
        // Enter would be held down if it came again so soon.
        session.press("y");
        session.wait_for("the line", |screen| {
            !screen.hide_cursor() && selected(screen).ends_with("浙赣运河") && notice(screen).contains(WORDS)
        });
        take_line(&mut session);
        assert_eq!(desk.facts_of("jia").len(), 1, "{what}");
        assert!(desk.facts_of("jia")[0].contains(WORDS), "{what}");
    }
}

#[test]
fn leaving_says_that_the_line_is_kept() {
    let desk = Desk::new();
    let mut session = desk.open();
    go_to_canal(&mut session);
    session.press("c");
    session.wait_for("the line", |screen| notice(screen).contains("意见 · 浙赣运河"));
    session.press(WORDS);
    session.wait_for_text(WORDS);
    session.press("\x1b");
    session.wait_for("no line", |screen| !notice(screen).contains(WORDS));
    session.press("q");
    session.wait_for("the question", |screen| notice(screen).contains("已经留存"));
    session.press("y");
    assert_eq!(session.wait_exit().status, 0);
    let mut session = offered(&desk, WORDS);
    session.press("nq");
    assert_eq!(session.wait_exit().status, 0, "what was put off is not asked for again");
    drop(offered(&desk, WORDS));
}

#[test]
fn a_damaged_file_is_said_once_and_harms_nothing() {
    let desk = Desk::new();
    let mut session = desk.open();
    session.press("jq");
    session.wait_exit();
    let file = kept(&desk).expect("the session is kept");
    fs::write(&file, "\u{0}坏了").expect("writing a file");
    let mut session = desk.start(&["plans", "--as", "jia", "--lang", "zh"], (80, 24));
    session.wait_for_text("已损坏");
    session.press("jq");
    assert_eq!(session.wait_exit().status, 0);
    let session = desk.open();
    assert!(!session.text().contains("已损坏"));
    let aside = file.parent().and_then(|sessions| sessions.parent()).expect("it is in the state directory");
    let aside = fs::read_to_string(aside.join("unfinished/jia.1.toml")).expect("its bytes are kept");
    assert_eq!(aside, "\u{0}坏了\n");
}
