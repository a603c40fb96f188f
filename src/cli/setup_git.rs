//! `setup-git`: what makes git itself show and join plan files in plan words. It prints the commands,
//! which a shell carries out; only with `--write` it writes.

use serde::Serialize;

use super::failure::Failure;
use super::output::Answer;
use super::session::Session;
use crate::git::SETTINGS;
use crate::job::{Job, Outcome, SetUp};
use crate::report::Line;
use crate::text::{Foreign, Shown, shell_word};
use crate::work::{ATTRIBUTES, perform};

#[derive(Serialize)]
struct SetupEntry {
    settings: Vec<(&'static str, &'static str)>,
    attributes: &'static str,
    /// The file that takes the attributes.
    file: String,
}

/// Prints the configuration as commands for a shell.
pub(super) fn setup_git(session: &Session) -> Answer {
    let file = session.world.plans.path().join(".gitattributes");
    let shown = Foreign::from_bytes(file.as_os_str().as_encoded_bytes()).show();
    let command = |(key, value): &(&str, &str)| {
        Line::from(Shown::of(&format!("git config --local {key} {}", quoted(value))))
    };
    let append = format!(
        "grep -qxF {line} {file} 2>/dev/null || echo {line} >> {file}",
        line = quoted(ATTRIBUTES),
        file = quoted(shown.as_str())
    );
    session.answer(
        "setup-git",
        || SetupEntry { settings: SETTINGS.to_vec(), attributes: ATTRIBUTES, file: shown.to_string() },
        || SETTINGS.iter().map(command).chain([Line::from(Shown::of(&append))]).collect(),
    )
}

#[derive(Serialize)]
struct WrittenEntry {
    /// The keys that were set; none where all were there.
    settings: Vec<&'static str>,
    attributes: bool,
}

/// Writes the configuration, and says what was not there yet.
pub(super) fn write(session: &Session) -> Result<Answer, Failure> {
    let Outcome::SetUp(done) = perform(&session.world, Job::SetUp) else {
        unreachable!("setting up answers SetUp")
    };
    let SetUp { settings, attributes } = done.map_err(Failure::NotSetUp)?;
    let words = &session.words;
    let mut said = Vec::new();
    if !settings.is_empty() {
        let keys: Vec<Shown> = settings.iter().map(|key| Shown::of(key)).collect();
        let keys = Shown::join(&keys, &words.say("list-separator"));
        said.push(words.say_with("setup-written", &[("keys", keys.into())]));
    }
    if attributes {
        let file = session.world.plans.path().join(".gitattributes");
        let file = Foreign::new(session.world.plans.shown(&file)).show();
        said.push(words.say_with("setup-attributes-written", &[("file", file.into())]));
    }
    if said.is_empty() {
        said.push(words.say("setup-there-already"));
    }
    let entry = || WrittenEntry { settings: settings.clone(), attributes };
    Ok(session.answer("setup-git-written", entry, || said.iter().cloned().map(Line::from).collect()))
}

fn quoted(text: &str) -> String {
    String::from_utf8_lossy(&shell_word(text.as_bytes())).into_owned()
}
