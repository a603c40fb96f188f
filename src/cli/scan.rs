//! What must be known of the arguments before they are parsed, because help and complaints depend on it.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::plan::Interface;

/// What a quick look finds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scan {
    pub(super) language: Option<Interface>,
    pub(super) plans: Option<PathBuf>,
    /// `--format` asks for JSON.
    pub(super) json: bool,
    /// The first argument that is no option: a verb or a directory.
    pub(super) first_word: Option<OsString>,
}

/// Looks through `arguments` for the options that hold everywhere. What it does not understand it leaves to the parser.
pub(super) fn scan(arguments: &[OsString]) -> Scan {
    let mut found = Scan::default();
    let mut sure = true;
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let Some(text) = argument.to_str().filter(|text| text.starts_with('-') && text.len() > 1) else {
            if sure && found.first_word.is_none() {
                found.first_word = Some(argument.clone());
            }
            continue;
        };
        if text == "--" {
            break;
        }
        let (name, given) = text.split_once('=').map_or((text, None), |(name, value)| (name, Some(value)));
        let mut value = || given.map(OsString::from).or_else(|| rest.next().cloned());
        match name {
            "--lang" => found.language = value().and_then(|value| Interface::understand(value.to_str()?)),
            "--plans" => found.plans = value().map(PathBuf::from),
            "--format" => found.json = value().is_some_and(|value| value == "json"),
            "--as" => drop(value()),
            "--help" | "-h" | "--version" | "-V" => {}
            // Whether the next word is its value cannot be known.
            _ => sure = false,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(arguments: &[&str]) -> Scan {
        scan(&arguments.iter().map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn options_are_found_wherever_they_stand() {
        let expected = Scan {
            language: Some(Interface::English),
            plans: Some("p".into()),
            json: true,
            first_word: Some("list".into()),
        };
        assert_eq!(of(&["--lang", "en", "--plans=p", "list", "x", "--format", "json"]), expected);
        assert_eq!(of(&["--as", "jia", "list", "--lang=en", "--format=json", "--plans", "p"]), expected);
    }

    #[test]
    fn values_and_what_follows_an_unknown_option_are_no_first_word() {
        assert_eq!(of(&["--as", "jia"]).first_word, None);
        assert_eq!(of(&["--bogus", "jia"]).first_word, None);
        assert_eq!(of(&["--", "--lang", "en"]), Scan::default());
        assert_eq!(of(&["--lang", "de"]).language, None);
    }
}
