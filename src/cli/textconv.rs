//! `textconv FILE`: a plan file as text in which a difference of lines is a difference of what is said. Knows only the
//! file it is given: git hands it out of the repository under a name of its own.

use std::path::Path;

use serde::Serialize;

use super::failure::Failure;
use super::output::Answer;
use super::session::Session;
use crate::report::{self, Line};
use crate::store::{Disk, Files as _};
use crate::text::Shown;

/// The largest file that is shown, in bytes; git, which asks, holds it as a whole too.
const LIMIT: u64 = 1 << 30;

#[derive(Serialize)]
struct Text {
    lines: Vec<String>,
}

/// Writes the file at `path`.
pub(super) fn textconv(session: &Session, path: &str) -> Result<Answer, Failure> {
    let unreadable =
        |error: std::io::Error| Failure::Unreadable { path: path.into(), reason: (&error).into() };
    let mut file = Disk.open(Path::new(path)).map_err(unreadable)?;
    let bytes = file.read(LIMIT).map_err(unreadable)?;
    let text = String::from_utf8_lossy(&bytes);
    let lines = report::plan_file(&session.words, &text)
        .unwrap_or_else(|| Shown::of(&text).lines().map(Line::from).collect());
    let said = || lines.iter().map(|line| line.parts().map(|(_, text)| text.as_str()).collect()).collect();
    Ok(session.answer("textconv", || Text { lines: said() }, || lines.clone()))
}
