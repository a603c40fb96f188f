//! Names of files that every system can store, so that a repository can be checked out on any of them.

use std::collections::BTreeMap;

use crate::text::nfc;

/// Why a file of a name cannot be stored on every system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unportable {
    /// Windows keeps the name for a device.
    Device,
    /// Windows allows no such character.
    Character(char),
    /// Windows drops a full stop or a blank at the end.
    Ending,
    /// Another name in the directory differs in case or in its Unicode form only.
    Twin(String),
}

const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Returns why a file called `name` cannot be stored on every system, if so.
pub fn unportable(name: &str) -> Option<Unportable> {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let port = stem.strip_prefix("com").or(stem.strip_prefix("lpt"));
    let is_port = port.is_some_and(|rest| {
        let mut chars = rest.chars();
        matches!((chars.next(), chars.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    });
    if is_port || DEVICES.contains(&stem.as_str()) {
        return Some(Unportable::Device);
    }
    let bad = |c: &char| matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\') || c.is_control();
    match name.chars().find(bad) {
        Some(c) => Some(Unportable::Character(c)),
        None if name.ends_with(['.', ' ']) => Some(Unportable::Ending),
        None => None,
    }
}

/// Tells whether some system takes two different names for one.
pub(super) fn are_twins(one: &str, other: &str) -> bool {
    one != other && caseless(one) == caseless(other)
}

/// Returns, of names in one directory, those that some system takes for an earlier one, each with that one.
pub fn twins<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<(&'a str, &'a str)> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let twin = |name: &'a str| {
        let first = *seen.entry(caseless(name)).or_insert(name);
        (first != name).then_some((name, first))
    };
    names.into_iter().filter_map(twin).collect()
}

fn caseless(name: &str) -> String {
    nfc(&nfc(name).to_lowercase()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_devices_and_what_windows_cannot_store_are_not_portable() {
        for name in ["aux", "AUX.123456.toml", "con", "nul.md", "prn", "com1", "LPT9.toml", "com¹", "aux .x"]
        {
            assert_eq!(unportable(name), Some(Unportable::Device), "{name}");
        }
        for (name, c) in [("a:b", ':'), ("x?.toml", '?'), ("<", '<'), ("a\\b", '\\'), ("a\u{1}", '\u{1}')] {
            assert_eq!(unportable(name), Some(Unportable::Character(c)), "{name}");
        }
        for name in ["x.", "x "] {
            assert_eq!(unportable(name), Some(Unportable::Ending), "{name}");
        }
        for name in ["jia", "auxiliary", "com", "com10", "5-ports.toml", "甲.123456.toml", "con-1", ".x"] {
            assert_eq!(unportable(name), None, "{name}");
        }
    }

    #[test]
    fn names_that_differ_by_case_or_form_only_are_twins() {
        assert_eq!(twins(["a", "B", "b", "é", "e\u{301}", "a"]), [("b", "B"), ("e\u{301}", "é")]);
        assert!(are_twins("Jia", "jia") && !are_twins("jia", "jia") && !are_twins("ｊｉａ", "jia"));
    }
}
