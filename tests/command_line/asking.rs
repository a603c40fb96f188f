//! What is asked on a terminal, and only there.

use std::io::{Read as _, Write as _};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use super::place::Place;

/// Runs the program on a terminal, types `answer` as soon as it asks, and returns its exit status and what it showed.
fn on_a_terminal(place: &Place, arguments: &[&str], answer: &str) -> (u32, String) {
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pty = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_fupan"));
    let prepared = place.command("fupan");
    command.env_clear();
    for (name, value) in prepared.get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    command.args(arguments);
    command.cwd(place.path(""));
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let mut reader = pty.master.try_clone_reader().unwrap();
    let mut writer = pty.master.take_writer().unwrap();
    let (mut shown, mut buffer) = (Vec::new(), [0; 4096]);
    let mut asked = false;
    // A terminal whose program has ended answers with an error.
    while let Ok(count @ 1..) = reader.read(&mut buffer) {
        shown.extend_from_slice(&buffer[..count]);
        if !asked && String::from_utf8_lossy(&shown).contains("[y/N]") {
            asked = true;
            writer.write_all(answer.as_bytes()).unwrap();
        }
    }
    assert!(asked, "{}", String::from_utf8_lossy(&shown));
    (child.wait().unwrap().exit_code(), String::from_utf8_lossy(&shown).into_owned())
}

#[test]
fn a_new_reviewer_is_made_only_after_a_yes() {
    let place = Place::in_git();
    let mark = ["mark", "zhe-gan-canal", "approved"];
    let (status, shown) = on_a_terminal(&place, &mark, "n\n");
    assert_eq!(status, 2, "{shown}");
    assert!(shown.contains("zhang") && place.reviews().is_empty(), "{shown}");
    let (status, shown) = on_a_terminal(&place, &mark, "y\n");
    assert_eq!(status, 0, "{shown}");
    assert!(place.reviews()[0].0.starts_with("zhang."), "{shown}");
    // Somebody who has recorded before is known.
    place.fupan(&["mark", "urban-rail", "approved"]).ends(0);
}

#[test]
fn a_day_in_the_past_is_recorded_only_after_a_yes() {
    let place = Place::in_git();
    place.fupan(&["--as", "jia", "meeting", "begin", "ports/network"]).ends(0);
    let before = place.reviews();
    let action = ["--as", "jia", "meeting", "action", "核对", "--due", "2001-01-01"];
    let (status, shown) = on_a_terminal(&place, &action, "n\n");
    assert_eq!((status, place.reviews()), (0, before.clone()), "{shown}");
    assert!(shown.contains("2001-01-01 已经过去"), "{shown}");
    let (status, shown) = on_a_terminal(&place, &action, "y\n");
    assert_eq!(status, 0, "{shown}");
    assert_ne!(place.reviews(), before);
}

#[test]
fn a_baseline_is_recorded_only_after_a_yes() {
    let place = Place::new();
    let adopt = ["--as", "jia", "adopt", "--until", "2020-11-30", "area:ports"];
    let (status, shown) = on_a_terminal(&place, &adopt, "n\n");
    assert_eq!((status, place.reviews().len()), (0, 0), "{shown}");
    assert!(shown.contains("将把 23 项列为基线") && shown.contains("没有人在这里读过"), "{shown}");
    let (status, shown) = on_a_terminal(&place, &adopt, "y\n");
    assert_eq!(status, 0, "{shown}");
    assert_eq!(place.reviews()[0].1.matches("= { adopt = ").count(), 23);
}

#[test]
fn a_name_that_looks_like_a_known_one_is_asked_about() {
    let place = Place::new();
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
    let note = ["--as", "ｊｉａ", "note", "zhe-gan-canal", "x"];
    let (status, shown) = on_a_terminal(&place, &note, "y\n");
    assert!(status == 0 && shown.contains("“jia”"), "{shown}");
    assert_eq!((place.reviews().len(), place.reviews()[0].1.contains("note = ")), (1, true));
    let (status, shown) = on_a_terminal(&place, &note, "n\n");
    assert_eq!((status, place.reviews().len()), (0, 2), "somebody else of that name: {shown}");
    let (status, shown) = on_a_terminal(&place, &["--as", "JIA", "note", "zhe-gan-canal", "x"], "n\n");
    assert_eq!((status, place.reviews().len()), (2, 2), "some systems take it for the same: {shown}");
}
