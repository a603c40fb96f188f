//! Where nothing changes, nothing is sent and nothing wakes.

use std::fs;
use std::time::Duration;

use crate::desk::{Desk, header};

/// Returns how often each thread of the process went to sleep or was put aside.
fn switches(process: u32) -> Vec<String> {
    let threads = fs::read_dir(format!("/proc/{process}/task")).expect("listing threads");
    let mut found = Vec::new();
    for thread in threads {
        let path = thread.expect("listing threads").path();
        let status = fs::read_to_string(path.join("status")).expect("reading about a thread");
        let wanted = |line: &&str| line.starts_with("Name") || line.contains("ctxt_switches");
        found.push(status.lines().filter(wanted).collect::<Vec<_>>().join(" "));
    }
    found.sort();
    found
}

#[test]
fn five_idle_seconds_send_no_byte_and_wake_nothing() {
    let desk = Desk::new();
    let mut session = desk.open();
    // With a record made, what it set in motion must come to rest as well.
    session.press("a");
    session.wait_for("the mark", |screen| header(screen).contains("1 条未提交"));
    let mut before = switches(session.process());
    loop {
        assert_eq!(session.bytes_within(Duration::from_millis(300)), 0);
        let now = switches(session.process());
        if now == before {
            break;
        }
        before = now;
    }
    assert_eq!(session.bytes_within(Duration::from_secs(5)), 0);
    assert_eq!(switches(session.process()), before);
    // Asleep, not dead.
    session.press("j");
    assert_ne!(session.bytes_within(Duration::from_secs(5)), 0);
}

#[test]
fn a_key_that_changes_nothing_sends_next_to_nothing() {
    let desk = Desk::new();
    let mut session = desk.open();
    session.press("g");
    session.press("g");
    session.wait_for("the first row", |screen| crate::desk::row(screen, 1).starts_with('›'));
    let before = session.bytes_so_far().len();
    session.press("k");
    session.press("?");
    session.wait_for_text("帮助");
    session.press("q");
    session.press("j");
    session.wait_for("the second row", |screen| crate::desk::row(screen, 2).starts_with('›'));
    let text = String::from_utf8_lossy(&session.bytes_so_far().split_off(before)).into_owned();
    assert!(text.matches("\x1b[?2026h").count() <= 3, "a frame for `?`, `q` and `j` each: {text:?}");
}
