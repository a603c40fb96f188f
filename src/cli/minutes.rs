//! `minutes [MEETING]`: the minutes of a meeting, to the standard output or into a file.

use std::io;
use std::path::Path;

use super::exit::Exit;
use super::failure::Failure;
use super::meeting::one_of;
use super::output::{Answer, Content};
use super::session::{Format, Session};
use crate::report::{self, Line, MeetingEntry, envelope};
use crate::store::{Disk, Files as _};
use crate::text::{Foreign, Shown};

/// Writes the minutes of the meeting that `which` means: into the file `output`, over one that is there only by `force`.
pub(super) fn minutes(
    session: &Session,
    which: Option<&str>,
    output: Option<&str>,
    force: bool,
) -> Result<Answer, Failure> {
    let opened = session.open();
    let (plan, review, words) = (opened.plan(), &opened.review, &session.words);
    let meeting = one_of(&opened, which)?;
    let text = match session.format {
        Format::Text => report::minutes(words, plan, review, &meeting),
        Format::Json => envelope("minutes", &MeetingEntry::of(words, plan, review, &meeting, None)),
    };
    let Some(output) = output else {
        let content = match session.format {
            Format::Text => Content::Lines(Shown::of(&text).trim_end().lines().map(Line::from).collect()),
            Format::Json => Content::Json(text),
        };
        return Ok(opened.with_remarks(session, Answer { content, remarks: Vec::new(), exit: Exit::Done }));
    };
    let path = Path::new(".").join(output);
    if !force && Disk.open(&path).err().is_none_or(|error| error.kind() != io::ErrorKind::NotFound) {
        return Err(Failure::FileThere { path: output.into() });
    }
    let text = if text.ends_with('\n') { text } else { text + "\n" };
    Disk.replace(&path, text.as_bytes()).map_err(|error| Failure::Unwritable {
        path: output.into(),
        reason: Foreign::new(error.to_string()),
    })?;
    let said = words.say_with("minutes-written", &[("path", Foreign::new(output).show().into())]);
    Ok(opened.with_remarks(
        session,
        Answer { content: Content::Lines(Vec::new()), remarks: vec![said], exit: Exit::Done },
    ))
}
