//! Every row of the table of commands, wherever one may be: it does something, or says why not.

use super::session::{Opening, Session, plan_of, shipped};
use super::{open, small, unfolded};
use crate::app::{Effect, Message, Model, Notice, Reason, Size, available, dispatch};
use crate::command::{Command, Scope};
use crate::job::{Job, Loaded};

/// All that a reviewer could notice of a command.
fn state(model: &Model) -> String {
    let outline = &model.outline;
    let text = model.input().map(|input| (input.value().to_owned(), input.cursor()));
    format!(
        "{:?} {:?} {} {:?} {} {} {:?} {:?} {:?} {:?} {:?}",
        model.screen,
        outline.selected,
        outline.top,
        outline.rows(&model.plan),
        model.item_scroll,
        model.clause_shown,
        model.overlay,
        text,
        model.notice,
        model.interface,
        model.recording,
    )
}

fn run(session: &mut Session, command: Command) -> Vec<Effect> {
    let effects = dispatch::run(&mut session.model, command);
    // What follows from a size is looked at after every message.
    session.send(Message::Resized(session.model.size));
    effects
}

fn empty() -> Session {
    open(plan_of("title = \"x\"", &[]))
}

fn on_an_item() -> Session {
    let mut session = unfolded(small());
    session.go("ports/canal");
    session
}

fn on_an_area() -> Session {
    let mut session = unfolded(small());
    session.press("g g");
    session
}

#[test]
fn no_command_panics_wherever_one_is() {
    type Place = (&'static str, fn() -> Session);
    let places: [Place; 8] = [
        ("nothing read yet", || Opening::of(small()).start()),
        ("an empty plan", empty),
        ("an area without items", || open(plan_of("title = \"x\"", &["id = \"a\"\ntitle = \"a\"\n"]))),
        ("a file that is not TOML", || open(plan_of("title = \"x\"", &["[[["]))),
        ("an area", on_an_area),
        ("an item", on_an_item),
        ("the shipped plan", || open(shipped())),
        ("no screen at all", || {
            let mut opening = Opening::of(small());
            opening.size = Size { columns: 0, rows: 0 };
            opening.open()
        }),
    ];
    for (place, make) in places {
        for &first in Command::ALL {
            let mut session = make();
            run(&mut session, first);
            // All the others after it, each where the one before left off.
            for &next in Command::ALL {
                run(&mut session, next);
                assert!(session.model.item_scroll < 10_000, "{place}: {first:?}, {next:?}");
            }
        }
    }
}

#[test]
fn a_command_that_cannot_run_says_why_and_changes_nothing_else() {
    for make in [empty, on_an_area, on_an_item] {
        for &command in Command::ALL {
            let mut session = make();
            let Err(reason) = available(&session.model, command) else { continue };
            let mut expected = make();
            expected.model.notice = Some(Notice::Cannot(reason));
            assert_eq!(run(&mut session, command), [], "{command:?}");
            assert_eq!(state(&session.model), state(&expected.model), "{command:?}");
        }
    }
}

/// In the middle of a plan nothing stands at an end, so every command of the outline must leave a trace.
#[test]
fn a_command_that_can_run_does_something() {
    for &command in Command::ALL {
        if !matches!(command.spec().scope, Scope::Outline | Scope::Everywhere) {
            continue;
        }
        let mut loaded = shipped();
        super::session::marked(&mut loaded, "jia", "ports/network", "revise", None);
        let mut session = open(loaded);
        // A way back, something to undo, something to redo, and an item pane longer than the screen.
        session.press("z r / 运 河 enter o enter up left right down");
        session.press("a u c x enter");
        session.go("ports/network");
        session.model.notice = None;
        session.model.measured =
            crate::app::Measured { item: 100, page: 100, page_view: 10, ..Default::default() };
        session.model.item_scroll = 20;
        if command == Command::Redo {
            session.press("u");
            session.model.notice = None;
        }
        if command == Command::FoldAll || command == Command::Fold {
            session.press("z r");
        }
        if command == Command::UnfoldAll || command == Command::Unfold {
            session.press("z m");
        }
        session.hold();
        session.press("]");
        session.go("ports/network");
        session.model.item_scroll = 20;
        let before = state(&session.model);
        if let Err(reason) = available(&session.model, command) {
            let few = command.status().is_some_and(|number| number >= 5);
            let expected = match command {
                _ if few => Reason::NoSuchStatus,
                Command::OutlineScreen => Reason::OnTheOutline,
                Command::Reconfirm => Reason::WordingAsMarked,
                Command::Carry => Reason::NothingToCarry,
                Command::Notes => Reason::NoNotes,
                Command::TakeUp => Reason::NoDrafts,
                Command::Behalf => Reason::NobodyListed,
                Command::Publish => Reason::PublishingOff,
                Command::Restore | Command::AcceptLoss => Reason::NothingMissing,
                Command::ToTheMeeting => Reason::NoMeeting,
                Command::Stop => Reason::NothingToStop,
                _ => Reason::NoProblems,
            };
            assert_eq!(reason, expected, "{command:?} should be able to run here");
        }
        let effects = run(&mut session, command);
        assert!(!effects.is_empty() || state(&session.model) != before, "{command:?} did nothing");
    }
}

#[test]
fn before_the_plan_is_read_only_what_needs_no_plan_runs() {
    let mut session = Opening::of(small()).start();
    for key in ["a", "f2", "n", "/", "c", "u", "w", "j", "@"] {
        session.press(key);
        assert_eq!(session.cannot(), Some(Reason::Loading), "{key}");
    }
    session.press("?");
    assert!(session.model.overlay.is_some());
    assert_eq!(session.effects(), ["recall", "load", "survey"]);
    session.press("q q");
    assert_eq!(session.effects(), ["quit"]);
}

#[test]
fn what_the_shell_should_do_is_an_effect() {
    let mut session = open(small());
    session.effects();
    session.press("ctrl-z");
    assert_eq!(session.effects(), ["suspend"]);
    session.press("ctrl-l");
    assert_eq!(session.effects(), ["redraw", "load", "survey"]);
    session.press("L");
    assert_eq!(session.model.interface, crate::plan::Interface::English);
}

#[test]
fn only_the_first_messages_ask_for_the_plan() {
    let mut session = Opening::of(Loaded::default()).start();
    let asked = [Job::Recall, Job::Load, Job::Survey].map(Effect::Work);
    assert_eq!(session.asked, asked);
    session.let_go();
    assert!(session.model.is_loaded());
    assert_eq!(session.asked.len(), 3);
}
