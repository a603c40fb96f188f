//! Which keys run which command: the table's defaults with the user's own laid over them.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::command::{Command, Scope, Spec};
use crate::key::{Code, Key, ParseKeyError};

/// What the keys typed so far mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    Run(Command),
    Pending,
    Unbound,
}

/// What is wrong with one binding.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeymapError {
    #[error("there is no command `{command}`")]
    UnknownCommand { command: String, nearest: Option<&'static str> },
    #[error("`{keys}` for `{command}`: {source}")]
    BadKey { command: String, keys: String, source: ParseKeyError },
    #[error("`{keys}` is bound to both `{first}` and `{second}`")]
    Conflict { command: String, keys: String, first: &'static str, second: &'static str },
    #[error("`{keys}` for `{command}` would take a letter away from typing")]
    TakesText { command: String, keys: String },
}

impl KeymapError {
    /// Returns the command whose line in the configuration is at fault.
    pub fn command(&self) -> &str {
        match self {
            Self::UnknownCommand { command, .. }
            | Self::BadKey { command, .. }
            | Self::Conflict { command, .. }
            | Self::TakesText { command, .. } => command,
        }
    }
}

/// The bindings in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<(Command, Vec<Key>)>,
}

impl Keymap {
    /// Lays `overrides` (command name to key sequences; an empty list unbinds) over `status_keys`, the keys of the
    /// strategy's statuses in their order, and these over the defaults.
    ///
    /// A key bound above is taken from whatever had it below. Reports every mistake at once, so that a file is mended
    /// in one go; the bindings that are right hold all the same.
    pub fn new(overrides: &BTreeMap<String, Vec<String>>, status_keys: &[char]) -> (Self, Vec<KeymapError>) {
        let mut errors: Vec<KeymapError> = overrides.keys().filter_map(|name| unknown(name)).collect();
        let mut bindings: Vec<(Command, Vec<Key>)> = Vec::new();
        let mut taken: HashMap<(Scope, Vec<Key>), Command> = HashMap::new();
        let mut settled: HashSet<Command> = HashSet::new();
        for &command in Command::ALL {
            let Some(own) = overrides.get(command.spec().name) else { continue };
            for text in own {
                match bind(command, text, &mut taken) {
                    Ok(keys) => bindings.push((command, keys)),
                    Err(error) => errors.push(error),
                }
            }
            // A mistake must not take away the keys a command had: with none left, nobody could leave.
            if own.is_empty() || bindings.iter().any(|(bound, _)| *bound == command) {
                settled.insert(command);
            }
        }
        for (command, key) in Command::MARKS.into_iter().zip(status_keys) {
            let free = !taken.contains_key(&(Scope::Outline, vec![Key::plain(Code::Char(*key))]));
            if free && !settled.contains(&command) {
                let keys = vec![Key::plain(Code::Char(*key))];
                taken.insert((Scope::Outline, keys.clone()), command);
                bindings.push((command, keys));
            }
        }
        let above = taken.clone();
        for &command in Command::ALL {
            let Spec { scope, keys, .. } = command.spec();
            if settled.contains(&command) {
                continue;
            }
            for text in *keys {
                let free = sequence(text).is_ok_and(|keys| !above.contains_key(&(*scope, keys)));
                if free {
                    match bind(command, text, &mut taken) {
                        Ok(keys) => bindings.push((command, keys)),
                        Err(error) => errors.push(error),
                    }
                }
            }
        }
        let order = |command: Command| Command::ALL.iter().position(|&known| known == command);
        bindings.sort_by_key(|(command, _)| order(*command));
        (Self { bindings }, errors)
    }

    /// Looks `typed` up in `scopes`, innermost first.
    pub fn lookup(&self, scopes: &[Scope], typed: &[Key]) -> Lookup {
        for &scope in scopes {
            let mut pending = false;
            for (command, keys) in self.bindings.iter().filter(|(command, _)| command.spec().scope == scope) {
                if keys == typed {
                    return Lookup::Run(*command);
                }
                pending |= keys.starts_with(typed);
            }
            if pending {
                return Lookup::Pending;
            }
        }
        Lookup::Unbound
    }

    /// Returns the keys of `command`, best first, each written as in a configuration file.
    pub fn keys_of(&self, command: Command) -> Vec<String> {
        let own = self.bindings.iter().filter(|(bound, _)| *bound == command);
        own.map(|(_, keys)| keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")).collect()
    }

    /// Returns the bindings in `scopes` that begin with what was typed: what the next key may be.
    pub fn continuations(&self, scopes: &[Scope], typed: &[Key]) -> Vec<(String, Command)> {
        let going_on = self.bindings.iter().filter(|(command, keys)| {
            scopes.contains(&command.spec().scope) && keys.len() > typed.len() && keys.starts_with(typed)
        });
        going_on.map(|(command, keys)| (keys[typed.len()].to_string(), *command)).collect()
    }
}

impl Default for Keymap {
    fn default() -> Self {
        Self::new(&BTreeMap::new(), &[]).0
    }
}

fn unknown(name: &str) -> Option<KeymapError> {
    if Command::named(name).is_some() {
        return None;
    }
    let near = Command::ALL.iter().map(|command| command.spec().name);
    let near =
        near.map(|known| (strsim::jaro_winkler(known, name), known)).filter(|(likeness, _)| *likeness > 0.8);
    let nearest = near.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, known)| known);
    Some(KeymapError::UnknownCommand { command: name.to_owned(), nearest })
}

fn sequence(text: &str) -> Result<Vec<Key>, ParseKeyError> {
    let keys: Result<Vec<Key>, _> = text.split(' ').map(str::parse).collect();
    keys
}

fn bind(
    command: Command,
    text: &str,
    taken: &mut HashMap<(Scope, Vec<Key>), Command>,
) -> Result<Vec<Key>, KeymapError> {
    let Spec { name, scope, .. } = command.spec();
    let (name, keys) = ((*name).to_owned(), text.to_owned());
    let parsed = sequence(text).map_err(|source| KeymapError::BadKey {
        command: name.clone(),
        keys: keys.clone(),
        source,
    })?;
    if scope.takes_text() && parsed.first().is_some_and(|key| key.text().is_some()) {
        return Err(KeymapError::TakesText { command: name, keys });
    }
    match taken.insert((*scope, parsed.clone()), command) {
        Some(first) if first != command => {
            let (first, second) = (first.spec().name, command.spec().name);
            Err(KeymapError::Conflict { command: name, keys, first, second })
        }
        _ => Ok(parsed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overrides(rows: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
        let row = |(name, keys): &(&str, &[&str])| {
            ((*name).to_owned(), keys.iter().map(ToString::to_string).collect())
        };
        rows.iter().map(row).collect()
    }

    #[test]
    fn the_defaults_parse_and_do_not_clash() {
        assert_eq!(Keymap::new(&BTreeMap::new(), &['a', 'r', 'd', 'p', 'x']).1, []);
    }

    /// Raw terminals keep some for themselves, tmux and screen take others, and Ctrl-H, -I, -J, -M are other keys.
    #[test]
    fn no_default_uses_a_control_key_that_is_not_free() {
        for &command in Command::ALL {
            for keys in command.spec().keys {
                for key in sequence(keys).unwrap() {
                    let taken = matches!(
                        key,
                        Key {
                            code: Code::Char('a' | 'b' | 's' | 'q' | 'h' | 'i' | 'j' | 'm'),
                            ctrl: true,
                            ..
                        }
                    );
                    assert!(!taken, "{keys} for {command:?}");
                }
            }
        }
    }

    #[test]
    fn digits_open_screens_and_do_nothing_else() {
        let mut digits = Vec::new();
        for &command in Command::ALL {
            for keys in command.spec().keys {
                if keys.contains(|c: char| c.is_ascii_digit()) && !keys.contains("f") {
                    digits.push((*keys, command));
                }
            }
        }
        digits.sort_by_key(|(digit, _)| *digit);
        let screens = [
            ("1", Command::OutlineScreen),
            ("2", Command::OverviewScreen),
            ("3", Command::MeetingScreen),
            ("4", Command::ChangesScreen),
            ("5", Command::HistoryScreen),
            ("6", Command::Notes),
        ];
        assert_eq!(digits, screens);
    }

    #[test]
    fn function_keys_mean_the_same_on_every_screen_that_has_them() {
        let keymap = Keymap::default();
        let screens = [Scope::Outline, Scope::Changes, Scope::History, Scope::Overview, Scope::Meeting];
        for screen in screens {
            for (number, commands) in [
                (1, &[Command::Help][..]),
                (2, &[Command::Mark1]),
                (3, &[Command::Mark2]),
                (4, &[Command::Mark3]),
                (5, &[Command::Mark4]),
                (6, &[Command::Mark5]),
                (7, &[Command::PrevUnreviewed, Command::MeetingPrev]),
                (8, &[Command::NextUnreviewed, Command::MeetingNext]),
                (9, &[Command::Search]),
                (10, &[Command::Commit]),
                (11, &[Command::Problems]),
                (12, &[Command::Reconfirm]),
            ] {
                match keymap.lookup(&[screen, Scope::Everywhere], &[Key::plain(Code::F(number))]) {
                    Lookup::Run(command) => assert!(commands.contains(&command), "f{number}: {command:?}"),
                    // What is recorded from other screens is looked up in the outline.
                    other => assert!(screen != Scope::Outline, "f{number}: {other:?}"),
                }
            }
        }
    }

    #[test]
    fn all_mistakes_are_reported_at_once_and_the_rest_holds() {
        let (keymap, errors) = Keymap::new(
            &overrides(&[
                ("serch", &["f"]),
                ("search", &["ctrl-"]),
                ("undo", &["b"]),
                ("redo", &["b"]),
                ("pick", &["x"]),
                ("commit", &["W"]),
            ]),
            &[],
        );
        let report: Vec<String> = errors.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(report.join("\n"), @r"
        there is no command `serch`
        `b` is bound to both `undo` and `redo`
        `ctrl-` for `search`: `ctrl-` is not a key; write it like `g`, `G`, `ctrl-r`, `f5` or `enter`
        `x` for `pick` would take a letter away from typing
        ");
        assert_eq!(keymap.keys_of(Command::Commit), ["W"]);
    }

    #[test]
    fn a_mistake_leaves_the_keys_a_command_had() {
        let (keymap, errors) = Keymap::new(&overrides(&[("quit", &["rubbish"])]), &[]);
        assert_eq!(errors.len(), 1);
        assert_eq!(keymap.keys_of(Command::Quit), ["q", "ctrl-c"]);
    }

    #[test]
    fn a_key_the_user_binds_is_taken_from_the_default() {
        let (keymap, errors) = Keymap::new(&overrides(&[("search", &["n"])]), &[]);
        // `n` is the outline's; search is everywhere: scopes differ, so the outline still comes first.
        assert_eq!(errors, []);
        assert_eq!(
            keymap.lookup(&[Scope::Outline, Scope::Everywhere], &["n".parse().unwrap()]),
            Lookup::Run(Command::NextUnreviewed)
        );
        let (keymap, errors) = Keymap::new(&overrides(&[("note", &["n"])]), &[]);
        assert_eq!(errors, []);
        assert_eq!(keymap.lookup(&[Scope::Outline], &["n".parse().unwrap()]), Lookup::Run(Command::Note));
    }

    #[test]
    fn the_keys_of_the_statuses_stand_between_the_users_and_the_defaults() {
        let outline = |keymap: &Keymap, key: &str| keymap.lookup(&[Scope::Outline], &[key.parse().unwrap()]);
        let (keymap, _) = Keymap::new(&overrides(&[("note", &["x"])]), &['n', 'x']);
        assert_eq!(outline(&keymap, "n"), Lookup::Run(Command::Mark1));
        assert_eq!(outline(&keymap, "f8"), Lookup::Run(Command::NextUnreviewed));
        assert_eq!(outline(&keymap, "x"), Lookup::Run(Command::Note));
        assert_eq!(keymap.keys_of(Command::Mark1), ["n", "f2"]);
    }

    #[test]
    fn a_sequence_waits_for_its_second_key() {
        let keymap = Keymap::default();
        let g: Key = "g".parse().unwrap();
        assert_eq!(keymap.lookup(&[Scope::Outline], &[g]), Lookup::Pending);
        assert_eq!(keymap.lookup(&[Scope::Outline], &[g, g]), Lookup::Run(Command::First));
        assert_eq!(keymap.continuations(&[Scope::Outline], &[g]), [("g".to_owned(), Command::First)]);
    }
}
