//! `setup-git`: what makes git itself show and join plan files in plan words. Writes nothing: it prints the commands,
//! which a shell carries out.

use serde::Serialize;

use super::output::Answer;
use super::session::Session;
use crate::git::SETTINGS;
use crate::report::Line;
use crate::text::{Foreign, Shown};

/// What `.gitattributes` says in the plan directory.
const ATTRIBUTES: &str = "*.toml diff=fupan merge=fupan";

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

/// Returns `text` as one word for a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
