//! The user's configuration: language and keys. Every mistake in it is reported at once, with its line.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::DeValue;

use crate::keymap::{Keymap, KeymapError, bindings_over_statuses};
use crate::plan::Status;
use crate::source::document;

/// What the user's file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// `zh` or `en`.
    pub language: Option<String>,
    /// Key sequences by the name of the command.
    pub keys: BTreeMap<String, Vec<String>>,
    /// The line of each command, counted from 1.
    pub lines: BTreeMap<String, usize>,
}

impl Config {
    /// Returns what `keys`, whose lines are `lines`, take from the `statuses` of a plan.
    pub fn over_statuses(
        keys: &BTreeMap<String, Vec<String>>,
        lines: &BTreeMap<String, usize>,
        statuses: &[Status],
    ) -> Vec<Mistake> {
        let status_keys: Vec<char> = statuses.iter().map(|status| status.key).collect();
        let taken = bindings_over_statuses(keys, &status_keys).into_iter();
        let mistake = |(command, keys, at): (&'static str, String, usize)| {
            let status = statuses.get(at)?.id.as_str().to_owned();
            let line = lines.get(command).copied().unwrap_or(1);
            Some(Mistake { line, fault: ConfigFault::TakesStatusKey { command, keys, status } })
        };
        taken.filter_map(mistake).collect()
    }
}

/// One mistake in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Counted from 1.
    pub line: usize,
    pub fault: ConfigFault,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigFault {
    /// `byte` is the first that is not UTF-8.
    NotUtf8 {
        byte: u8,
    },
    NotToml {
        detail: String,
    },
    UnknownKey {
        key: String,
    },
    UnknownLanguage {
        language: String,
    },
    WrongType {
        key: String,
    },
    Key(KeymapError),
    /// The command has the key, and the status that the plan gives it to has none.
    TakesStatusKey {
        command: &'static str,
        keys: String,
        status: String,
    },
}

/// Reads the bytes of the file. What is right holds, whatever else is wrong.
pub fn read(bytes: &[u8]) -> (Config, Vec<Mistake>) {
    let text = &*String::from_utf8_lossy(bytes);
    let (table, stumbles) = document(text);
    let line = |at: usize| text.as_bytes().iter().take(at).filter(|&&byte| byte == b'\n').count() + 1;
    let mut mistakes: Vec<Mistake> = stumbles
        .into_iter()
        .map(|stumble| Mistake {
            line: stumble.span.as_ref().map_or(1, |span| line(span.start)),
            fault: ConfigFault::NotToml { detail: stumble.why.detail().to_owned() },
        })
        .collect();
    if let Err(error) = std::str::from_utf8(bytes) {
        // Up to there the bytes and the text are the same.
        let at = error.valid_up_to();
        let byte = bytes.get(at).copied().unwrap_or_default();
        mistakes.push(Mistake { line: line(at), fault: ConfigFault::NotUtf8 { byte } });
    }
    let mut config = Config::default();
    for (key, value) in &table {
        let line_of_key = line(key.span().start);
        let name = key.get_ref().as_ref();
        let fault = match (name, value.get_ref()) {
            ("language", DeValue::String(language)) if matches!(language.as_ref(), "zh" | "en") => {
                config.language = Some(language.to_string());
                None
            }
            ("language", DeValue::String(language)) => {
                Some(ConfigFault::UnknownLanguage { language: language.to_string() })
            }
            ("keys", DeValue::Table(table)) => {
                for (command, value) in table {
                    config.lines.insert(command.get_ref().to_string(), line(command.span().start));
                    match sequences(value) {
                        Some(sequences) => drop(config.keys.insert(command.get_ref().to_string(), sequences)),
                        None => mistakes.push(Mistake {
                            line: line(value.span().start),
                            fault: ConfigFault::WrongType { key: format!("keys.{}", command.get_ref()) },
                        }),
                    }
                }
                None
            }
            ("language" | "keys", _) => Some(ConfigFault::WrongType { key: name.to_owned() }),
            _ => Some(ConfigFault::UnknownKey { key: name.to_owned() }),
        };
        mistakes.extend(fault.map(|fault| Mistake { line: line_of_key, fault }));
    }
    let (_, errors) = Keymap::new(&config.keys, &[]);
    mistakes.extend(errors.into_iter().map(|error| Mistake {
        line: config.lines.get(error.command()).copied().unwrap_or(1),
        fault: ConfigFault::Key(error),
    }));
    mistakes.sort_by_key(|mistake| mistake.line);
    (config, mistakes)
}

/// One sequence, or a list of them; an empty list unbinds.
fn sequences(value: &Spanned<DeValue<'_>>) -> Option<Vec<String>> {
    match value.get_ref() {
        DeValue::String(one) => Some(vec![one.to_string()]),
        DeValue::Array(list) => {
            list.iter().map(|entry| entry.get_ref().as_str().map(str::to_owned)).collect()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::Command;

    #[test]
    fn every_mistake_is_reported_with_its_line_and_the_rest_holds() {
        let text = "language = \"de\"\ncolour = 1\n[keys]\napprove = \"A\"\nnote = 3\nundo = [\"hyper-x\"]\nsearch = \"F\"\n";
        let (config, mistakes) = read(text.as_bytes());
        let lines: Vec<usize> = mistakes.iter().map(|mistake| mistake.line).collect();
        assert_eq!(lines, [1, 2, 4, 5, 6]);
        assert_eq!(config.keys["search"], ["F"]);
    }

    #[test]
    fn a_binding_on_the_key_of_a_status_is_reported_with_its_line() {
        let (config, mistakes) = read(b"[keys]\nquit = [\"Q\"]\ncommit = [\"a\"]\nmark-2 = \"r\"\n");
        assert_eq!(mistakes, [], "it depends on the plan");
        let statuses = crate::plan::Strategy::default().statuses;
        let over = Config::over_statuses(&config.keys, &config.lines, &statuses);
        let (command, keys, status) = ("commit", "a".to_owned(), "approved".to_owned());
        assert_eq!(over, [Mistake { line: 3, fault: ConfigFault::TakesStatusKey { command, keys, status } }]);
        assert_eq!(Config::over_statuses(&config.keys, &config.lines, &statuses[1..]), []);
    }

    #[test]
    fn a_byte_that_is_not_utf8_is_reported_with_its_line_and_the_rest_holds() {
        let (config, mistakes) = read(b"language = \"en\"\n# caf\xe9\n[keys]\nnote = \"m\"\n");
        assert_eq!(mistakes, [Mistake { line: 2, fault: ConfigFault::NotUtf8 { byte: 0xe9 } }]);
        assert_eq!((config.language.as_deref(), config.keys["note"].len()), (Some("en"), 1));
    }

    #[test]
    fn a_digit_is_refused_with_its_line_and_the_default_stays() {
        let (config, mistakes) = read(
            b"[keys]\nundo = \"3\"\noutline-screen = \"9\"\nnotes = [\"6\", \"N\"]\nfirst = \"g 1\"\nredo = \"alt-3\"\nyes = \"7\"\n",
        );
        let faults: Vec<(usize, &str)> = mistakes
            .iter()
            .map(|mistake| match &mistake.fault {
                ConfigFault::Key(KeymapError::TakesDigit { command, .. }) => (mistake.line, command.as_str()),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(faults, [(2, "undo"), (3, "outline-screen"), (5, "first"), (7, "yes")]);
        let (keymap, default) = (Keymap::new(&config.keys, &[]).0, Keymap::default());
        for command in [Command::Undo, Command::OutlineScreen, Command::First, Command::Yes] {
            assert_eq!(keymap.keys_of(command), default.keys_of(command));
        }
        assert_eq!(keymap.keys_of(Command::Notes), ["6", "N"]);
        assert_eq!(keymap.keys_of(Command::Redo), ["alt-3"]);
    }

    #[test]
    fn a_good_file_has_no_mistake() {
        let (config, mistakes) = read(b"language = \"en\"\n[keys]\nnote = [\"m\", \"ctrl-t\"]\nquit = []\n");
        assert_eq!(mistakes, []);
        assert_eq!(config.language.as_deref(), Some("en"));
        assert_eq!(config.keys["quit"], Vec::<String>::new());
    }
}
