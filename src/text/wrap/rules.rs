//! Which characters may begin and end a line, and where quotation marks let a line break. Knows characters, not
//! columns.

use unicode_linebreak::{BreakClass, break_property};
use unicode_width::UnicodeWidthChar as _;

/// What Chinese text does not begin a line with, beyond the classes of Unicode.
const NEVER_FIRST: &str = "，。、；：？！）》」』】〉〕］｝〗〙〛｠”’»›—―⸺⸻…⋯·・‧～〜－／％‰℃";

/// What no line ends with, beyond the class of opening punctuation.
const NEVER_LAST: &str = "“‘«‹";

pub(super) fn may_start(c: char) -> bool {
    use BreakClass::{
        CloseParenthesis, ClosePunctuation, ConditionalJapaneseStarter, Exclamation, InfixSeparator,
        NonStarter,
    };
    !NEVER_FIRST.contains(c)
        && !matches!(
            break_property(u32::from(c)),
            ClosePunctuation
                | CloseParenthesis
                | Exclamation
                | InfixSeparator
                | NonStarter
                | ConditionalJapaneseStarter
        )
}

pub(super) fn may_end(c: char) -> bool {
    !NEVER_LAST.contains(c) && break_property(u32::from(c)) != BreakClass::OpenPunctuation
}

/// Says whether a line may break between the two characters `before` and the text `rest` although Unicode, which
/// cannot tell opening quotation marks from closing ones, nor wide brackets from narrow ones, forbids it.
pub(super) fn quote_breaks(before: (Option<char>, Option<char>), rest: &str) -> bool {
    let mut rest = rest.chars();
    let (Some(last), Some(next)) = (before.1, rest.next()) else { return false };
    if next.is_whitespace() || last.is_whitespace() {
        return false;
    }
    match (last, next) {
        ('”' | '’', '“' | '‘') => true,
        // English quotation marks keep to their word: `a“b`, `don’t`.
        (_, '“' | '‘') => is_chinese(last) || rest.next().is_some_and(is_chinese),
        ('”' | '’', _) => is_chinese(next) || before.0.is_some_and(is_chinese),
        _ => (last.is_alphanumeric() || last == '%') && is_wide(next) && !may_end(next),
    }
}

fn is_chinese(c: char) -> bool {
    is_wide(c) || "—…·".contains(c)
}

fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}
