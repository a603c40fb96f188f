//! A job that panics: the screen stays and says which job it was, and the program goes on and ends as ever.
//!
//! The program is the ignored test below, a review whose clock panics while there is a file `fuse`; the others run this
//! very test binary again, in a terminal, to run only that.

use std::fs;
use std::path::PathBuf;

use fupan::plan::Interface;
use fupan::store::Disk;
use fupan::terminal::{Opening, review};
use fupan::work::World;

use crate::clock;
use crate::desk::{Desk, SIZE};
use crate::leaving::assert_given_back;
use crate::pty::Session;

/// Names the desk where the ignored test is to be the program.
const RUNS: &str = "FUPAN_TESTS_RUN_A_PANICKING_REVIEW";

#[test]
#[ignore = "the program that the other tests run"]
fn program() {
    let Some(desk) = std::env::var_os(RUNS).map(PathBuf::from) else { return };
    let fuse = desk.join("fuse");
    let clock = move || {
        assert!(!fuse.exists(), "the clock panics\u{1b}[31m 红");
        clock::begin()
    };
    let (plans, state) = (desk.join("plans"), desk.join("state"));
    let world =
        World::new(Box::new(Disk), plans, None, Some("jia".to_owned()), Some(&state), Box::new(clock));
    let interface = Interface::English;
    let opening = Opening {
        interface,
        keys: [].into(),
        key_lines: [].into(),
        mistakes: Vec::new(),
        colour: true,
        past: None,
    };
    let ended = review(world, opening).expect("running on the terminal");
    std::process::exit(i32::from(ended.status()));
}

fn start(desk: &Desk) -> Session {
    let binary = std::env::current_exe().expect("a test has a binary");
    let arguments = ["panicking::program", "--exact", "--ignored", "--nocapture", "--quiet"];
    let path = desk.path("");
    let environment = [(RUNS, path.to_str().expect("the path is text"))];
    let session =
        Session::start(binary.to_str().expect("the path is text"), &arguments, &environment, &path, SIZE);
    session.wait_for("the plan", |screen| screen.contents().contains('›'));
    session
}

/// Has the first mark of a session panic.
fn panic_in_a_mark(desk: &Desk) -> Session {
    let mut session = start(desk);
    fs::write(desk.path("fuse"), "").expect("laying a fuse");
    session.press("a");
    session.wait_for_text("Internal error while recording; it was not done.");
    session
}

/// Returns everything kept about panics.
fn reports(desk: &Desk) -> String {
    let states = fs::read_dir(desk.path("state/fupan")).expect("there is state");
    let file = states.map(|state| state.expect("reading a directory").path().join("panics.txt"));
    file.map(|file| fs::read_to_string(file).expect("there is a report")).collect()
}

#[test]
fn a_job_that_panics_is_named_and_the_screen_goes_on() {
    let desk = Desk::new();
    let mut session = panic_in_a_mark(&desk);
    let reports = reports(&desk);
    assert!(reports.contains("job `record`") && reports.contains("panicking.rs"), "{reports}");
    assert!(reports.contains("the clock panics\u{fffd}[31m 红") && !reports.contains('\u{1b}'), "{reports}");
    assert_eq!(desk.facts_of("jia").len(), 0);
    fs::remove_file(desk.path("fuse")).expect("removing the fuse");
    session.press("j");
    session.wait_for("the next item", |screen| screen.contents().contains("›      Building"));
    // The twin of `a`, which would be held down if it came again so soon.
    session.press("\x1bOQ");
    session.wait_for("both marks", |screen| screen.contents().contains("Reviewed 2/149"));
    assert_eq!(desk.facts_of("jia").len(), 2);
    session.press("qn");
    assert_eq!(session.wait_exit().status, 0);
    assert_given_back(&session);
}

#[test]
fn leaving_does_not_wait_for_a_job_that_panicked() {
    let desk = Desk::new();
    let mut session = panic_in_a_mark(&desk);
    session.press("qy");
    assert_eq!(session.wait_exit().status, 0);
    assert_given_back(&session);
}
