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
    #[error("`{keys}` for `{command}` would take a digit away from the screens")]
    TakesDigit { command: String, keys: String },
    #[error("`{keys}` for `{command}`: a terminal sends `{sent}` for `{key}`")]
    NeverSent { command: String, keys: String, key: Key, sent: Key },
}

impl KeymapError {
    /// Returns the command whose line in the configuration is at fault.
    pub fn command(&self) -> &str {
        match self {
            Self::UnknownCommand { command, .. }
            | Self::BadKey { command, .. }
            | Self::Conflict { command, .. }
            | Self::TakesText { command, .. }
            | Self::TakesDigit { command, .. }
            | Self::NeverSent { command, .. } => command,
        }
    }
}

/// The bindings in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<(Command, Vec<Key>)>,
}

impl Keymap {
    /// Lays `overrides` (command name to key sequences; an empty list unbinds) over the defaults, and these over
    /// `status_keys`, the keys of the strategy's statuses in their order.
    ///
    /// A key that a user binds is taken from the defaults wherever the user's command is heard. A status has its key only
    /// where that is no digit and nothing else has it on any screen where marks can be made, so that a key has one
    /// meaning. Reports every mistake at once; the bindings that are right hold all the same.
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
        let above = bindings.clone();
        for &command in Command::ALL {
            let Spec { scope, keys, .. } = command.spec();
            if settled.contains(&command) {
                continue;
            }
            for text in *keys {
                let free = sequence(text).is_ok_and(|keys| {
                    !above.iter().any(|(bound, other)| *other == keys && is_heard_in(*bound, *scope))
                });
                if free {
                    match bind(command, text, &mut taken) {
                        Ok(keys) => bindings.push((command, keys)),
                        Err(error) => errors.push(error),
                    }
                }
            }
        }
        for (command, &key) in Command::MARKS.into_iter().zip(status_keys) {
            let key = status_key(key);
            let is_free = !bindings.iter().any(|(bound, keys)| {
                keys.first() == Some(&key) && Scope::MARKING.iter().any(|&scope| is_heard_in(*bound, scope))
            });
            let is_digit = key.text().is_some_and(|c| c.is_ascii_digit());
            if is_free && !is_digit && !settled.contains(&command) {
                // The letter comes before the F-key.
                bindings.insert(0, (command, vec![key]));
            }
        }
        bindings.sort_by_key(|(command, _)| *command as usize);
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
        own.map(|(_, keys)| written(keys)).collect()
    }

    /// Returns the keys that run `command` where `scopes` hear keys, innermost first: those that no other command has
    /// there. A command that is heard elsewhere has all its keys.
    pub fn keys_in(&self, scopes: &[Scope], command: Command) -> Vec<String> {
        let runs = |keys: &[Key]| {
            (1..=keys.len()).all(|end| match self.lookup(scopes, &keys[..end]) {
                Lookup::Run(found) => end == keys.len() && found == command,
                Lookup::Pending | Lookup::Unbound => end < keys.len(),
            })
        };
        let is_heard = scopes.contains(&command.spec().scope);
        let own = self.bindings.iter().filter(|(bound, keys)| *bound == command && (!is_heard || runs(keys)));
        own.map(|(_, keys)| written(keys)).collect()
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

/// Returns which statuses, by their place, cannot have the key that the strategy gives them.
pub fn taken_status_keys(status_keys: &[char]) -> Vec<usize> {
    let keymap = Keymap::new(&BTreeMap::new(), status_keys).0;
    let has = |command: Command, key: char| keymap.bindings.contains(&(command, vec![status_key(key)]));
    let keys = Command::MARKS.into_iter().zip(status_keys).enumerate();
    keys.filter(|(_, (command, key))| !has(*command, **key)).map(|(at, _)| at).collect()
}

/// Returns the bindings of `overrides` that take the key of a status wherever that would be heard: the name of the command,
/// the key, and the place of the status.
pub fn bindings_over_statuses(
    overrides: &BTreeMap<String, Vec<String>>,
    status_keys: &[char],
) -> Vec<(&'static str, String, usize)> {
    let (keymap, _) = Keymap::new(overrides, &[]);
    let is_own = |command: Command| overrides.contains_key(command.spec().name) && command.status().is_none();
    let own = keymap.bindings.iter().filter(|(command, _)| is_own(*command));
    let taken = own.filter_map(|(command, keys)| {
        let at = status_keys.iter().position(|&key| keys.first() == Some(&status_key(key)))?;
        let is_heard = Scope::MARKING.iter().any(|&scope| is_heard_in(*command, scope));
        is_heard.then(|| (command.spec().name, written(keys), at))
    });
    taken.collect()
}

/// Returns the key that types `character`, also where an input method is on.
fn status_key(character: char) -> Key {
    Key::plain(Code::Char(character)).without_input_method()
}

/// Tells whether a key of `command` is heard wherever `scope` hears keys. Marks are made on other screens than the outline
/// too.
fn is_heard_in(command: Command, scope: Scope) -> bool {
    let own = command.spec().scope;
    own == scope
        || own == Scope::Everywhere && scope.is_screen()
        || command.status().is_some() && Scope::MARKING.contains(&scope)
}

fn written(keys: &[Key]) -> String {
    keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
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
    let Spec { name, scope, keys: defaults, .. } = command.spec();
    let (name, keys) = ((*name).to_owned(), text.to_owned());
    let parsed = sequence(text).map_err(|source| KeymapError::BadKey {
        command: name.clone(),
        keys: keys.clone(),
        source,
    })?;
    if let Some(&key) = parsed.iter().find(|key| key.as_sent() != **key) {
        return Err(KeymapError::NeverSent { command: name, keys, key, sent: key.as_sent() });
    }
    if scope.takes_text() && parsed.first().is_some_and(|key| key.text().is_some()) {
        return Err(KeymapError::TakesText { command: name, keys });
    }
    let is_digit = |key: &Key| key.text().is_some_and(|c| c.is_ascii_digit());
    if parsed.iter().any(is_digit) && !defaults.contains(&text) {
        return Err(KeymapError::TakesDigit { command: name, keys });
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
    use crate::plan::Status;

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

    #[test]
    fn keys_that_no_terminal_sends_are_mistakes_and_the_defaults_stay() {
        let own = overrides(&[
            ("undo", &["ctrl-m"]),
            ("search", &["ctrl-i", "F"]),
            ("first", &["g ctrl-h"]),
            ("palette", &["ctrl-["]),
        ]);
        let (keymap, errors) = Keymap::new(&own, &[]);
        let said: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "`g ctrl-h` for `first`: a terminal sends `backspace` for `ctrl-h`",
                "`ctrl-m` for `undo`: a terminal sends `enter` for `ctrl-m`",
                "`ctrl-i` for `search`: a terminal sends `tab` for `ctrl-i`",
                "`ctrl-[` for `palette`: a terminal sends `esc` for `ctrl-[`",
            ]
        );
        assert_eq!(keymap.keys_of(Command::Search), ["F"]);
        assert_eq!(keymap.keys_of(Command::Undo), Keymap::default().keys_of(Command::Undo));
    }

    #[test]
    fn every_default_key_can_be_sent() {
        for &command in Command::ALL {
            for keys in command.spec().keys {
                let keys = sequence(keys).unwrap();
                let sent: Vec<Key> = keys.iter().map(|key| key.as_sent()).collect();
                assert_eq!(sent, keys, "{command:?}");
            }
        }
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
                if keys.contains(|c: char| c.is_ascii_digit()) && !keys.contains('f') {
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
        // What is heard everywhere takes a key from every screen, and what is heard on one from that one only.
        let (keymap, errors) = Keymap::new(&overrides(&[("search", &["n"]), ("links", &["w"])]), &[]);
        assert_eq!(errors, []);
        for screen in [Scope::Outline, Scope::Meeting] {
            let heard = keymap.lookup(&[screen, Scope::Everywhere], &["n".parse().unwrap()]);
            assert_eq!(heard, Lookup::Run(Command::Search));
        }
        assert_eq!(keymap.keys_of(Command::NextUnreviewed), ["f8"]);
        assert_eq!(keymap.keys_in(&[Scope::Outline, Scope::Everywhere], Command::Commit), ["f10", "ctrl-w"]);
        assert_eq!(
            keymap.keys_in(&[Scope::Changes, Scope::Everywhere], Command::Commit),
            ["w", "f10", "ctrl-w"]
        );
        let (keymap, errors) = Keymap::new(&overrides(&[("note", &["n"])]), &[]);
        assert_eq!(errors, []);
        assert_eq!(keymap.lookup(&[Scope::Outline], &["n".parse().unwrap()]), Lookup::Run(Command::Note));
    }

    #[test]
    fn a_status_has_its_key_where_nothing_else_has_it() {
        let outline = |keymap: &Keymap, key: &str| keymap.lookup(&[Scope::Outline], &[key.parse().unwrap()]);
        let (keymap, _) =
            Keymap::new(&overrides(&[("note", &["x"]), ("search", &["ctrl-f"])]), &['e', 'n', 'x', '/', 'b']);
        assert_eq!(keymap.keys_of(Command::Mark1), ["e", "f2"]);
        assert_eq!(outline(&keymap, "n"), Lookup::Run(Command::NextUnreviewed));
        assert_eq!(outline(&keymap, "x"), Lookup::Run(Command::Note), "the user's");
        assert_eq!(keymap.keys_of(Command::Mark4), ["/", "f5"], "the user has moved the search");
        assert_eq!(outline(&keymap, "b"), Lookup::Unbound, "it parks an item in a meeting");
        for (number, keys) in [(1, ["f3"]), (2, ["f4"]), (4, ["f6"])] {
            assert_eq!(keymap.keys_of(Command::MARKS[number]), keys);
        }
    }

    #[test]
    fn the_first_key_of_a_sequence_and_digits_are_taken() {
        let taken = |keys: &[char]| taken_status_keys(keys);
        assert_eq!(taken(&['a', 'g', 'z', '7', '/', 'ａ', '；']), [1, 2, 3, 4, 5]);
        assert_eq!(taken(&['a', 'r', 'd', 'p', 'x']), [0; 0]);
    }

    /// `docs/format.md` promises these letters for ever.
    #[test]
    fn no_command_uses_a_letter_of_the_statuses_where_marks_can_be_made() {
        for &command in Command::ALL {
            if !Scope::MARKING.iter().any(|&scope| is_heard_in(command, scope)) {
                continue;
            }
            for keys in command.spec().keys {
                let first = sequence(keys).unwrap()[0].text();
                assert!(!first.is_some_and(|c| Status::KEYS.contains(&c)), "{keys} for {command:?}");
            }
        }
        for keys in Status::KEYS.chunks(Command::MARKS.len()) {
            assert_eq!(taken_status_keys(keys), [0; 0], "{keys:?}");
        }
    }

    #[test]
    fn a_mark_of_the_users_takes_its_key_from_every_screen_where_it_is_heard() {
        let (keymap, errors) = Keymap::new(&overrides(&[("mark-1", &["v"])]), &['a']);
        assert_eq!(errors, []);
        assert_eq!(keymap.keys_of(Command::Withdraw), [""; 0]);
        assert_eq!(keymap.keys_of(Command::Votes), ["ctrl-v"]);
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
