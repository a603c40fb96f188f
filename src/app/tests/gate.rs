//! Keys that record are taken only for a wording that was on the screen.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::sample::select;

use super::session::{Opening, Session, add, plan_of, reviewer};
use super::{open, quiet, small, unfolded};
use crate::app::{Message, Notice, Overlay, Question, Reason, Screen, Size};
use crate::command::Command;
use crate::job::Identity;
use crate::review::{Deed, Fact, drafting};

const NARROW: Size = Size { columns: 40, rows: 12 };

/// Two items whose texts take several screens of the narrow window.
fn long() -> Session {
    let text = "逐条列明的长文字。".repeat(30);
    let area = format!(
        "id = \"a\"\ntitle = \"领域\"\n[[goal]]\nid = \"one\"\ntitle = \"一\"\ntext = \"{text}\"\n\
         [[goal]]\nid = \"two\"\ntitle = \"二\"\ntext = \"{text}\"\n"
    );
    let mut session = Opening { size: NARROW, ..Opening::of(plan_of("title = \"x\"", &[&area])) }.open();
    assert_eq!(session.at(), "a/one");
    session.draw();
    session
}

/// Presses `key` until something is recorded, and returns how often.
fn presses(session: &mut Session, key: &str) -> usize {
    let before = session.written.len();
    (1..100)
        .find(|_| {
            session.press(key);
            session.written.len() > before
        })
        .expect("it is recorded at the end of the text")
}

#[test]
fn of_a_burst_of_one_key_the_first_is_taken() {
    let mut session = unfolded(small());
    session.draw();
    session.burst("a a a a a a a a");
    assert_eq!(session.deeds(), ["approved ports/network"]);
    assert_eq!(session.model.dropped_keys(), 7);
    session.press("j");
    assert_eq!(session.model.dropped_keys(), 0);
    session.press("a");
    assert_eq!(session.written.len(), 2);
    session.burst("a a r");
    assert_eq!((session.written.len(), session.model.dropped_keys()), (2, 3), "what else was read goes too");
}

#[test]
fn text_pasted_as_keys_marks_once_and_is_no_reason() {
    let mut session = unfolded(small());
    session.draw();
    session.burst("a x r d p space a p p r o v e");
    session.send(Message::Text("通过".to_owned()));
    assert_eq!(session.deeds(), ["approved ports/network"]);
    assert!(session.model.overlay.is_none());
    assert_eq!((session.model.dropped_keys(), session.at().as_str()), (14, "ports/works"));
}

#[test]
fn moving_and_searching_need_no_frame() {
    let mut session = unfolded(small());
    session.draw();
    session.burst("j j j");
    assert_eq!(session.at(), "ports/rail");
    session.burst("/ 水 enter");
    assert_eq!((session.at().as_str(), session.model.dropped_keys()), ("eco/water", 0));
    session.burst("a");
    assert_eq!((session.written.len(), session.model.dropped_keys()), (0, 1), "its wording was not drawn");
    session.press("a");
    assert_eq!(session.deeds(), ["approved eco/water"]);
}

#[test]
fn a_frame_that_was_not_written_shows_nothing() {
    let mut session = unfolded(small());
    session.press("j");
    session.draw_unwritten();
    session.burst("a");
    assert_eq!((session.written.len(), session.model.dropped_keys()), (0, 1));
}

#[test]
fn a_frame_drawn_before_a_mark_does_not_show_the_next_item() {
    let mut session = unfolded(small());
    session.draw();
    let old = session.draw_unwritten();
    session.burst("r esc");
    session.send(Message::Drawn(old));
    session.burst("r");
    assert_eq!(session.deeds(), ["revise ports/network"], "not twice before a frame shows the first mark");
}

#[test]
fn text_in_an_open_line_is_never_dropped() {
    let mut session = unfolded(small());
    session.draw();
    session.burst("c a x r enter");
    assert_eq!(session.deeds(), ["note ports/network axr"]);
}

#[test]
fn a_held_key_marks_once_and_types_no_reason() {
    for (key, status) in [("a", "approved"), ("x", "rejected")] {
        let mut session = unfolded(small());
        session.press(key);
        for _ in 0..20 {
            session.draw();
            session.send(Message::Repeat(key.parse().unwrap()));
        }
        assert_eq!(session.deeds(), [format!("{status} ports/network")]);
        assert_eq!(session.typed_text(), "");
    }
    let mut session = unfolded(small());
    session.press("a");
    session.draw();
    session.send(Message::Repeat("a".parse().unwrap()));
    assert_eq!(session.model.notice, Some(Notice::HeldKey));
    session.press("j");
    session.send(Message::Repeat("j".parse().unwrap()));
    assert_eq!(session.at(), "ports/rail", "a key that moves goes on moving");
}

#[test]
fn in_a_window_that_cannot_show_the_wording_nothing_is_recorded() {
    for (columns, rows) in [(10, 3), (19, 40), (120, 4), (40, 5), (20, 6)] {
        let mut session = unfolded(small());
        session.draw();
        session.send(Message::Resized(Size { columns, rows }));
        session.press("a a r x c y u");
        assert_eq!(session.written, [], "{columns}x{rows}");
        assert!(session.model.overlay.is_none(), "{columns}x{rows}");
        session.press("a");
        assert_eq!(session.cannot(), Some(Reason::WindowTooSmall), "{columns}x{rows}");
    }
}

/// A window in which nothing can be shown.
const TINY: Size = Size { columns: 10, rows: 3 };
const USUAL: Size = Size { columns: 80, rows: 24 };

#[test]
fn a_question_that_cannot_be_shown_is_not_answered() {
    let mut session = unfolded(small());
    session.press("a");
    session.effects();
    session.send(Message::Resized(TINY));
    for answer in ["y", "n", "esc"] {
        session.press("q");
        session.press(answer);
        let effects = session.effects();
        assert!(!effects.contains(&"commit") && !effects.contains(&"quit"), "{answer}: {effects:?}");
        assert_eq!(session.cannot(), Some(Reason::WindowTooSmall), "{answer}");
        assert!(matches!(session.question(), Some(Question::CommitBeforeLeaving { .. })), "{answer}");
    }
    session.send(Message::Resized(USUAL));
    session.press("y");
    let effects = session.effects();
    assert!(effects.contains(&"commit") && effects.contains(&"quit"), "{effects:?}");
}

#[test]
fn a_line_that_cannot_be_shown_is_not_taken_and_stays() {
    let mut session = unfolded(small());
    session.press("c 口 径");
    session.send(Message::Resized(TINY));
    session.press("enter");
    assert_eq!((session.written.len(), session.typed_text()), (0, "口径"));
    assert_eq!(session.cannot(), Some(Reason::WindowTooSmall));
    session.send(Message::Resized(USUAL));
    session.press("enter");
    assert_eq!(session.deeds(), ["note ports/network 口径"]);
}

#[test]
fn what_a_list_that_cannot_be_shown_has_chosen_is_not_taken() {
    let mut loaded = small();
    loaded.identity = Identity::Ask { candidates: vec![reviewer("jia")] };
    let mut session = unfolded(loaded);
    session.press("a");
    assert!(matches!(session.model.overlay, Some(Overlay::Reviewer(_))));
    // The second has room for what is typed, and for no line of the list.
    for size in [TINY, Size { columns: 20, rows: 5 }] {
        session.send(Message::Resized(size));
        session.press("enter");
        assert_eq!((session.written.len(), session.cannot()), (0, Some(Reason::WindowTooSmall)));
    }
    session.send(Message::Resized(USUAL));
    session.press("enter");
    assert_eq!(session.deeds(), ["approved ports/network"]);
    session.press(": u n d o");
    session.send(Message::Resized(TINY));
    session.press("enter");
    assert_eq!(session.written.len(), 1);
    assert!(matches!(session.model.overlay, Some(Overlay::Palette(_))));
}

#[test]
fn a_command_by_name_brings_the_item_to_the_screen_where_the_history_stood() {
    let mut session = unfolded(small());
    session.go("ports/canal");
    session.press("5");
    session.run_by_name(Command::Mark1);
    assert_eq!((session.written.len(), &session.model.notice), (0, &Some(Notice::JustShown)));
    assert_eq!((session.model.screen, session.at().as_str()), (Screen::Outline, "ports/canal"));
    session.press("a");
    assert_eq!(session.deeds(), ["approved ports/canal"]);
}

#[test]
fn a_long_text_scrolls_to_its_end_and_is_marked_then() {
    let mut session = long();
    session.press("a");
    assert_eq!((&session.model.notice, session.written.len()), (&Some(Notice::MoreToRead), 0));
    let top = session.model.item_scroll;
    assert!(top > 0);
    session.press("a");
    assert!(session.model.item_scroll > top);
    assert!(presses(&mut session, "a") > 5);
    assert_eq!(session.deeds(), ["approved a/one"]);
    assert_eq!((session.at().as_str(), session.model.item_scroll), ("a/two", 0));
    assert!(presses(&mut session, "x") > 5, "the other text has not been read yet");
    session.press("口 径 enter");
    assert_eq!(
        session.deeds().last().map(String::as_str),
        Some("note a/two 口径"),
        "it was read for the mark"
    );
}

#[test]
fn what_was_scrolled_through_by_hand_is_read() {
    let mut session = long();
    for _ in 0..60 {
        session.press("J");
    }
    session.press("a");
    assert_eq!(session.deeds(), ["approved a/one"]);
}

#[test]
fn another_width_or_wording_is_read_anew() {
    let mut session = long();
    session.press(&["J"; 60].join(" "));
    session.send(Message::Resized(Size { columns: 41, ..NARROW }));
    session.press("a");
    assert_eq!(session.written, []);
    assert_eq!(session.model.notice, Some(Notice::MoreToRead));
}

#[test]
fn an_undo_wants_a_frame_since_the_last_and_no_item() {
    let mut session = unfolded(small());
    session.press("a a a");
    session.draw();
    session.burst("u u u");
    assert_eq!(session.model.dropped_keys(), 2);
    assert_eq!(session.model.total().reviewed, 2);
    session.press("u u");
    assert_eq!(session.model.total().reviewed, 0);
}

#[test]
fn a_question_that_was_not_on_the_screen_is_not_answered() {
    let mut session = open(small());
    session.press("/ k i n d : p r o j e c t tab tab esc");
    session.draw();
    session.burst("a y");
    assert_eq!((session.written.len(), session.model.dropped_keys()), (0, 1));
    session.press("y");
    assert_eq!(session.written.len(), 2);
}

#[test]
fn a_thread_of_notes_is_closed_only_where_it_was_read() {
    let mut loaded = small();
    for index in 0..3 {
        let note = drafting::note(&loaded.plan, index, "口径", None);
        add(&mut loaded, &reviewer("yi"), note);
    }
    let mut session = unfolded(loaded);
    session.press("C");
    session.draw();
    session.burst("x x");
    assert_eq!((session.deeds().len(), session.model.dropped_keys()), (1, 1));
    session.press("j x");
    assert_eq!(session.deeds().len(), 2);
}

#[test]
fn an_answer_is_recorded_once_the_item_is_on_the_screen() {
    let mut loaded = small();
    let note = drafting::note(&loaded.plan, 2, "口径", None);
    add(&mut loaded, &reviewer("yi"), note);
    let mut session = unfolded(loaded);
    session.press("C");
    session.draw();
    session.burst("c 已 改 enter");
    assert_eq!(session.written, [], "the item was not shown beside the notes");
    assert_eq!(session.typed_text(), "已改");
    session.press("enter");
    assert_eq!(session.deeds(), ["note ports/canal 已改"]);
}

#[test]
fn a_mark_from_the_list_of_hits_is_of_the_hit_that_was_shown() {
    let mut session = open(small());
    session.press("/ 运 河");
    session.draw();
    session.burst("down f2");
    assert_eq!((session.written.len(), session.model.dropped_keys()), (0, 1));
    assert!(matches!(session.model.overlay, Some(Overlay::Search(_))), "the list stays open");
    session.press("f2");
    assert_eq!(session.deeds(), ["approved eco/water"]);
}

#[test]
fn what_the_window_was_put_away_for_is_drawn_again_first() {
    let mut session = unfolded(small());
    session.draw();
    session.burst("ctrl-z a");
    assert_eq!((session.written.len(), session.model.dropped_keys()), (0, 1));
    session.press("a");
    assert_eq!(session.written.len(), 1);
}

/// A plan each of whose texts is made of words that stand nowhere else.
fn tagged() -> Session {
    let mut areas = Vec::new();
    for area in 0..2 {
        let mut text = format!("id = \"a{area}\"\ntitle = \"领域\"\n");
        for item in 0..4 {
            let words: Vec<String> = (0..3 + 20 * item).map(|word| tag(area, item, word)).collect();
            let said =
                format!("[[goal]]\nid = \"g{item}\"\ntitle = \"目标\"\ntext = \"{}\"\n", words.join(" "));
            text.push_str(&said);
        }
        areas.push(text);
    }
    let areas: Vec<&str> = areas.iter().map(String::as_str).collect();
    let mut loaded = plan_of("title = \"x\"", &areas);
    let note = drafting::note(&loaded.plan, 1, "口径", None);
    add(&mut loaded, &reviewer("yi"), note);
    Opening::of(loaded).open()
}

fn tag(area: usize, item: usize, word: usize) -> String {
    format!("{area}w{item}x{word:02}")
}

/// The words of the text that a fact was recorded about.
fn words_of(session: &Session, fact: &Fact) -> Vec<String> {
    let bulk = matches!(&fact.deed, Deed::Mark(mark) if mark.bulk.is_some());
    let item = match &fact.deed {
        Deed::Mark(_) | Deed::Note(_) | Deed::Outcome(_) | Deed::Action(_) | Deed::Park(_) => {
            fact.deed.item()
        }
        _ => None,
    };
    let index = item.filter(|_| !bulk).and_then(|item| session.model.plan.position(item));
    let text = index.and_then(|index| session.model.plan.items[index].text.clone());
    let text = text.map(|text| text.iter().map(|(_, text)| text.raw().to_owned()).collect::<String>());
    text.unwrap_or_default().split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Writes a frame, and adds the words that could be read in it.
fn write_frame(session: &mut Session, read: &mut BTreeSet<String>) {
    let (drawn, words) = session.frame(|buffer| {
        let cells: Vec<&str> = buffer.content().iter().map(ratatui::buffer::Cell::symbol).collect();
        let rows: Vec<String> =
            cells.chunks(usize::from(buffer.area.width).max(1)).map(<[&str]>::concat).collect();
        let words = rows.iter().flat_map(|row| row.split(|c: char| !c.is_ascii_alphanumeric()));
        words.map(str::to_owned).collect::<Vec<_>>()
    });
    read.extend(words);
    session.send(Message::Drawn(drawn));
}

proptest! {
    #![proptest_config(quiet(96))]

    /// The law: whatever is typed, however it arrives and however large the window is, nothing is recorded of a text whose words
    /// were not all in frames that had been written before.
    #[test]
    fn nothing_is_recorded_of_what_was_not_on_the_screen(
        bursts in prop::collection::vec(
            prop::collection::vec(
                select(vec![
                    "a", "a", "a", "r", "x", "c", "j", "j", "k", "y", "v", "t", "u", "U", "enter", "enter", "esc", "/",
                    "w", "4", "3", "1", "C", "n", "f2", "f3", "G", "J", "J", "space", "M", "E", "i", "b", ":", "L", "down",
                ]),
                1..5,
            ),
            1..40,
        ),
        sizes in prop::collection::vec((20u16..130, 5u16..42), 1..4),
        lost in prop::collection::vec(0usize..40, 0..4),
    ) {
        let mut session = tagged();
        let mut read = BTreeSet::new();
        let sizes: BTreeMap<usize, (u16, u16)> =
            sizes.into_iter().enumerate().map(|(at, size)| (at * 13, size)).collect();
        for (at, burst) in bursts.iter().enumerate() {
            if let Some(&(columns, rows)) = sizes.get(&at) {
                session.send(Message::Resized(Size { columns, rows }));
            }
            if !lost.contains(&at) {
                write_frame(&mut session, &mut read);
            }
            for key in burst {
                let before = session.written.len();
                session.burst(key);
                for fact in session.written.get(before..).unwrap_or_default() {
                    for word in words_of(&session, fact) {
                        prop_assert!(read.contains(&word), "{word} was not shown for {:?}", fact.deed.item());
                    }
                }
            }
        }
    }
}
