//! Events become inputs, one table.

use crossterm::event::{KeyEventState, MouseEvent};

use super::*;

fn typed(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

fn characters(text: &str) -> Vec<Event> {
    text.chars().map(|c| typed(KeyCode::Char(c), KeyModifiers::NONE)).collect()
}

fn mouse(kind: MouseEventKind) -> Event {
    Event::Mouse(MouseEvent { kind, column: 3, row: 4, modifiers: KeyModifiers::NONE })
}

fn pressed(code: Code, ctrl: bool, alt: bool) -> Vec<Input> {
    vec![Input::Key(Key { code, ctrl, alt })]
}

#[test]
fn single_events() {
    let (none, ctrl, alt, shift) =
        (KeyModifiers::NONE, KeyModifiers::CONTROL, KeyModifiers::ALT, KeyModifiers::SHIFT);
    let release = Event::Key(KeyEvent {
        code: KeyCode::Char('j'),
        modifiers: none,
        kind: KeyEventKind::Release,
        state: KeyEventState::NONE,
    });
    for (event, expected) in [
        (typed(KeyCode::Char('j'), none), pressed(Code::Char('j'), false, false)),
        (typed(KeyCode::Char('G'), shift), pressed(Code::Char('G'), false, false)),
        (typed(KeyCode::Char('g'), shift), pressed(Code::Char('G'), false, false)),
        (typed(KeyCode::Char('r'), ctrl), pressed(Code::Char('r'), true, false)),
        (typed(KeyCode::Char('x'), alt), pressed(Code::Char('x'), false, true)),
        (typed(KeyCode::Char('h'), ctrl), pressed(Code::Backspace, false, false)),
        (typed(KeyCode::Char('好'), none), pressed(Code::Char('好'), false, false)),
        (typed(KeyCode::BackTab, shift), pressed(Code::BackTab, false, false)),
        (typed(KeyCode::Tab, shift), pressed(Code::BackTab, false, false)),
        (typed(KeyCode::F(5), none), pressed(Code::F(5), false, false)),
        (typed(KeyCode::Up, ctrl), pressed(Code::Up, true, false)),
        (typed(KeyCode::Char('q'), KeyModifiers::SUPER), vec![]),
        (typed(KeyCode::CapsLock, none), vec![]),
        (release, vec![]),
        (Event::Resize(80, 24), vec![]),
        (Event::FocusGained, vec![]),
        (mouse(MouseEventKind::Down(MouseButton::Left)), vec![Input::Click { column: 3, row: 4 }]),
        (mouse(MouseEventKind::Up(MouseButton::Left)), vec![]),
        (mouse(MouseEventKind::Down(MouseButton::Right)), vec![]),
        (mouse(MouseEventKind::ScrollDown), vec![Input::Wheel { column: 3, row: 4, down: true }]),
        (mouse(MouseEventKind::ScrollUp), vec![Input::Wheel { column: 3, row: 4, down: false }]),
        (mouse(MouseEventKind::Moved), vec![]),
        (Event::Paste("a\r\nb\rc\nd".into()), vec![Input::Paste("a\nb\nc\nd".into())]),
    ] {
        assert_eq!(inputs([event.clone()]), expected, "{event:?}");
    }
}

#[test]
fn bursts() {
    let key = |c| Input::Key(key(Code::Char(c)));
    let text = |text: &str| Input::Text(text.to_owned());
    for (burst, expected) in [
        ("jjk", vec![key('j'), key('j'), key('k')]),
        ("好", vec![key('好')]),
        ("浙赣运河", vec![text("浙赣运河")]),
        ("四港，“联动”", vec![text("四港，“联动”")]),
        ("j运河k", vec![key('j'), text("运河"), key('k')]),
        ("ｊｋ？", vec![key('ｊ'), key('ｋ'), key('？')]),
        ("……", vec![key('…'), key('…')]),
    ] {
        assert_eq!(inputs(characters(burst)), expected, "{burst}");
    }
}

#[test]
fn a_paste_is_taken_whole_or_not_at_all() {
    let longest = "x".repeat(PASTE_LIMIT);
    assert_eq!(inputs([Event::Paste(longest.clone())]), [Input::Paste(longest.clone())]);
    assert_eq!(inputs([Event::Paste(longest + "x")]), [Input::LongPaste(PASTE_LIMIT + 1)]);
}
