//! Text of others in a Markdown document: shown as it is, and never read as Markdown. Knows no document.

use crate::text::Shown;

/// Takes from a text on one line what Markdown would read in it.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// Takes from a text of several lines what Markdown would read in it; the lines stay lines, each after the first behind
/// `indent`.
pub(super) fn lines_escaped(text: &Shown, indent: &str) -> String {
    let lines: Vec<String> = text.trim_end().lines().map(|line| line_escaped(line.as_str().trim())).collect();
    lines.join(&format!("\\\n{indent}"))
}

/// Takes from a line also what Markdown reads only at the beginning of one: bullets, numbers and underlines.
fn line_escaped(line: &str) -> String {
    let escaped = escaped(line);
    let digits = escaped.bytes().take_while(u8::is_ascii_digit).count();
    match escaped.split_at_checked(digits) {
        Some((number, rest)) if digits > 0 && rest.starts_with(['.', ')']) => format!("{number}\\{rest}"),
        _ if escaped.starts_with(['-', '+', '=']) => format!("\\{escaped}"),
        _ => escaped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_others_is_markdown() {
        for (text, expected) in [
            ("a*b_c`d`", "a\\*b\\_c\\`d\\`"),
            ("# 标题\n- 一\n12. 二\n===", "\\# 标题\\\n  \\- 一\\\n  12\\. 二\\\n  \\==="),
            ("<b>&lt;|~[x](y)", "\\<b\\>\\&lt;\\|\\~\\[x\\](y)"),
            ("4:1，12 项", "4:1，12 项"),
        ] {
            assert_eq!(lines_escaped(&Shown::of(text), "  "), expected);
        }
    }
}
