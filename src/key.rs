//! Keys as the rest of the program sees them: parse, print, compare. Knows no terminal.

use std::fmt;
use std::str::FromStr;

use crate::text::half_width;

/// A named or printable key, without modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

const NAMED: [(&str, Code); 16] = [
    ("enter", Code::Enter),
    ("esc", Code::Esc),
    ("tab", Code::Tab),
    ("backtab", Code::BackTab),
    ("backspace", Code::Backspace),
    ("delete", Code::Delete),
    ("insert", Code::Insert),
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("home", Code::Home),
    ("end", Code::End),
    ("pageup", Code::PageUp),
    ("pagedown", Code::PageDown),
    ("space", Code::Char(' ')),
];

/// One key press. Shift is part of the character (`G`), never a modifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    pub code: Code,
    pub ctrl: bool,
    pub alt: bool,
}

impl Key {
    /// Returns the key without modifiers.
    pub fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false }
    }

    /// Returns the character this key types, if it types one.
    pub fn text(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// Returns the key that is heard when this one is pressed: most of what is combined with Ctrl has no code of its own in
    /// a terminal, which sends that of another key.
    #[must_use]
    pub fn as_sent(self) -> Self {
        if !self.ctrl {
            return self;
        }
        let (code, ctrl) = match self.code {
            Code::Char('h' | 'H' | '8' | '?') => (Code::Backspace, false),
            Code::Char('i' | 'I') => (Code::Tab, false),
            Code::Char('m' | 'M') => (Code::Enter, false),
            Code::Char('[' | '3') => (Code::Esc, false),
            Code::Char('2' | '@') => (Code::Char(' '), true),
            Code::Char('\\') => (Code::Char('4'), true),
            Code::Char(']') => (Code::Char('5'), true),
            Code::Char('^') => (Code::Char('6'), true),
            Code::Char('/' | '_') => (Code::Char('7'), true),
            Code::Char(' ' | '4'..='7' | 'a'..='z') => (self.code, true),
            Code::Char(c) if c.is_ascii_uppercase() => (Code::Char(c.to_ascii_lowercase()), true),
            Code::Char(_) | Code::Enter | Code::Esc | Code::Tab | Code::BackTab | Code::Backspace => {
                (self.code, false)
            }
            _ => (self.code, true),
        };
        Self { code, ctrl, ..self }
    }

    /// Returns the key that was meant where an input method turned it into a full-width or Chinese twin.
    ///
    /// Besides full-width forms, these are what a Chinese input method makes of ASCII punctuation.
    #[must_use]
    pub fn without_input_method(self) -> Self {
        let Code::Char(c) = self.code else { return self };
        let meant = match c {
            '、' => '/',
            '。' => '.',
            '【' => '[',
            '】' => ']',
            '「' => '{',
            '」' => '}',
            '《' => '<',
            '》' => '>',
            '￥' | '¥' => '$',
            '…' => '^',
            '—' => '_',
            '“' | '”' => '"',
            '‘' | '’' => '\'',
            '·' => '`',
            other => half_width(other),
        };
        Self { code: Code::Char(meant), ..self }
    }
}

/// The text is not the name of a key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a key; write it like `g`, `G`, `ctrl-r`, `f5` or `enter`")]
pub struct ParseKeyError(pub String);

impl FromStr for Key {
    type Err = ParseKeyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (mut rest, mut ctrl, mut alt) = (text, false, false);
        loop {
            if let Some(tail) = rest.strip_prefix("ctrl-").filter(|tail| !tail.is_empty()) {
                (rest, ctrl) = (tail, true);
            } else if let Some(tail) = rest.strip_prefix("alt-").filter(|tail| !tail.is_empty()) {
                (rest, alt) = (tail, true);
            } else {
                break;
            }
        }
        let named = || NAMED.iter().find(|(name, _)| *name == rest).map(|&(_, code)| code);
        let single = || {
            let mut chars = rest.chars();
            let first = chars.next().filter(|c| !c.is_whitespace() && !c.is_control())?;
            chars.next().is_none().then_some(Code::Char(first))
        };
        let function = || {
            let number: u8 = rest.strip_prefix('f')?.parse().ok()?;
            (1..=24).contains(&number).then_some(Code::F(number))
        };
        let code = named().or_else(single).or_else(function).ok_or_else(|| ParseKeyError(text.to_owned()))?;
        Ok(Self { code, ctrl, alt })
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("ctrl-")?;
        }
        if self.alt {
            f.write_str("alt-")?;
        }
        if let Some((name, _)) = NAMED.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            Code::Char(c) => write!(f, "{c}"),
            Code::F(number) => write!(f, "f{number}"),
            other => unreachable!("every other key is in NAMED: {other:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_input_method_does_not_change_what_is_meant() {
        for (typed, meant) in [
            ('ｍ', 'm'),
            ('？', '?'),
            ('：', ':'),
            ('，', ','),
            ('、', '/'),
            ('【', '['),
            ('】', ']'),
            ('！', '!'),
            ('中', '中'),
        ] {
            assert_eq!(
                Key::plain(Code::Char(typed)).without_input_method(),
                Key::plain(Code::Char(meant)),
                "{typed}"
            );
        }
    }

    #[test]
    fn keys_without_a_code_of_their_own_are_heard_as_others() {
        for (pressed, heard) in [
            ("ctrl-m", "enter"),
            ("ctrl-i", "tab"),
            ("ctrl-h", "backspace"),
            ("ctrl-[", "esc"),
            ("alt-ctrl-m", "alt-enter"),
            ("ctrl-R", "ctrl-r"),
            ("ctrl-M", "enter"),
            ("ctrl-1", "1"),
            ("ctrl-enter", "enter"),
            ("ctrl-\\", "ctrl-4"),
            ("ctrl-@", "ctrl-space"),
            ("ctrl-r", "ctrl-r"),
            ("ctrl-j", "ctrl-j"),
            ("ctrl-space", "ctrl-space"),
            ("ctrl-home", "ctrl-home"),
            ("ctrl-f5", "ctrl-f5"),
            ("alt-x", "alt-x"),
            ("m", "m"),
        ] {
            let pressed: Key = pressed.parse().unwrap();
            assert_eq!(pressed.as_sent().to_string(), heard, "{pressed}");
        }
    }

    fn any_key() -> impl Strategy<Value = Key> {
        let named: Vec<Code> = NAMED.iter().map(|&(_, code)| code).collect();
        let code = prop_oneof![
            any::<char>()
                .prop_filter("printable", |c| !c.is_whitespace() && !c.is_control())
                .prop_map(Code::Char),
            prop::sample::select(named),
            (1u8..=24).prop_map(Code::F),
        ];
        (code, any::<bool>(), any::<bool>()).prop_map(|(code, ctrl, alt)| Key { code, ctrl, alt })
    }

    proptest! {
        #[test]
        fn a_printed_key_parses_back(key in any_key()) {
            prop_assert_eq!(key.to_string().parse(), Ok(key));
        }

        #[test]
        fn what_is_heard_can_be_sent(key in any_key()) {
            prop_assert_eq!(key.as_sent().as_sent(), key.as_sent());
        }
    }
}
