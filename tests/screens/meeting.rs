//! The screen of the meeting: what an agenda can be made of, the item on the table, what is said of it, and the end.

use fupan::app::Message;

use super::drawing::{EN, NARROW, NORMAL, ROOM, Screen, WIDE, ZH};
use super::review::reviewed;
use super::session::Opening;

/// A meeting about what somebody objects to, with the first item on the table.
fn begun(size: fupan::app::Size, language: fupan::plan::Interface) -> Screen {
    let mut screen = Screen::open(Opening::of(reviewed()), size, language);
    screen.press("3 enter");
    screen.type_text("十一月评审会");
    screen.press("enter enter 5 enter");
    screen
}

fn at(time: &str) -> Message {
    Message::Clock(time.parse().expect("a moment"))
}

#[test]
fn what_an_agenda_can_be_made_of() {
    for language in [ZH, EN] {
        for size in [NORMAL, ROOM, NARROW] {
            let mut screen = Screen::open(Opening::of(reviewed()), size, language);
            screen.press("3");
            screen.check("meeting-sources");
        }
    }
}

#[test]
fn the_few_things_asked_before_it_begins() {
    for language in [ZH, EN] {
        let mut screen = Screen::open(Opening::of(reviewed()), NORMAL, language);
        screen.press("3 enter");
        screen.type_text("十一月评审会");
        screen.press("enter");
        screen.check("meeting-who-is-there");
    }
}

#[test]
fn an_item_on_the_table() {
    for language in [ZH, EN] {
        for size in [NORMAL, ROOM, WIDE, NARROW] {
            let mut screen = begun(size, language);
            screen.send(at("2026-11-23T02:06:30Z"));
            screen.check("meeting-on-the-table");
        }
    }
}

#[test]
fn what_the_meeting_said_of_it() {
    for language in [ZH, EN] {
        for size in [NORMAL, ROOM] {
            let mut screen = begun(size, language);
            screen.press("r");
            screen.type_text("口径统一后再报");
            screen.press("enter v");
            screen.type_text("4:1");
            screen.press("enter");
            screen.check("meeting-doubt");
            screen.press("y i");
            screen.type_text("核对投资口径");
            screen.press("enter");
            screen.type_text("市发改委");
            screen.press("enter");
            screen.type_text("2026-12-31");
            screen.press("enter");
            screen.send(at("2026-11-23T02:12:00Z"));
            match size {
                ROOM => screen.check_with_styles("meeting-said"),
                _ => screen.check("meeting-said"),
            }
        }
    }
}

/// Every screen, layer and size names the meeting that is under way, with its clock.
#[test]
fn a_running_meeting_is_in_the_top_line_of_every_screen() {
    for (language, running, paused) in
        [(ZH, "开会中 12/15'", "休会中"), (EN, "In meeting 12/15'", "Meeting paused")]
    {
        for size in [NORMAL, ROOM, WIDE, NARROW] {
            for way in ["1", "2", "3", "4", "5", "6", "?", "! ", "1 /", "1 :", "1 c", "@", "1 f"] {
                let mut screen = begun(size, language);
                screen.send(at("2026-11-23T02:12:00Z"));
                screen.press(way.trim());
                screen.draw();
                let top = screen.rows().swap_remove(0);
                assert!(top.contains(running), "{way} at {size:?}: {top}");
            }
            let mut screen = begun(size, language);
            screen.press("z 1");
            screen.draw();
            assert!(screen.rows()[0].contains(paused), "{:?}", screen.rows()[0]);
        }
    }
}

#[test]
fn elsewhere_while_a_meeting_runs_and_leaving_it_open() {
    for language in [ZH, EN] {
        for size in [NORMAL, ROOM, NARROW] {
            let mut screen = begun(size, language);
            screen.send(at("2026-11-23T02:06:30Z"));
            screen.press("1 g g");
            screen.check("meeting-elsewhere");
            screen.press("q");
            screen.check("meeting-leaving");
        }
    }
}

#[test]
fn a_start_while_a_meeting_is_open() {
    for language in [ZH, EN] {
        for size in [NORMAL, ROOM] {
            let mut loaded = reviewed();
            loaded.facts.extend(begun(size, language).session.written);
            let mut screen = Screen::open(Opening::of(loaded), size, language);
            screen.send(at("2026-11-23T02:20:30Z"));
            screen.check("meeting-offered");
        }
    }
}

#[test]
fn an_item_that_was_put_off_and_the_question_at_the_end() {
    for language in [ZH, EN] {
        let mut screen = begun(NORMAL, language);
        screen.press("a n b");
        screen.type_text("等省里意见");
        screen.press("enter");
        screen.check("meeting-parked");
        screen.press("a v");
        screen.type_text("全票");
        screen.press("enter");
        screen.check("meeting-no-votes");
        screen.press("esc u Z");
        screen.check("meeting-end");
        screen.press("y");
        screen.check("meeting-minutes");
    }
}
