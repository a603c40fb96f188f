//! Text as a shell reads it.

/// Returns `text` as one word of a POSIX shell, whatever it holds.
pub fn shell_word(text: &[u8]) -> Vec<u8> {
    let parts: Vec<&[u8]> = text.split(|&byte| byte == b'\'').collect();
    [b"'", parts.join(&br"'\''"[..]).as_slice(), b"'"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apostrophes_stand_outside_the_quotes() {
        assert_eq!(shell_word(b""), b"''");
        assert_eq!(shell_word(b"a b $x"), b"'a b $x'");
        assert_eq!(shell_word(b"it's"), br"'it'\''s'");
    }
}
