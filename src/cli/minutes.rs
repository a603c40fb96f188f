//! `minutes [MEETING]`: the minutes of a meeting, to the standard output or into a file.

use std::path::Path;

use super::failure::Failure;
use super::meeting::one_of;
use super::output::{Answer, Content};
use super::session::{Format, Session};
use crate::report::{self, Line, MeetingEntry, envelope};
use crate::store::{Destination, Disk, write_output};
use crate::text::{Foreign, Shown};

/// Returns the endings of the files that are written in `format`.
fn endings(format: Format) -> &'static [&'static str] {
    match format {
        Format::Text => &["md", "markdown", "txt"],
        Format::Json => &["json"],
    }
}

/// Tells whether the name of `path` promises a form that is not written in `format`. A full stop in a title is no ending.
fn promises_another_form(path: &Path, format: Format) -> bool {
    let Some(ending) = path.extension().and_then(|ending| ending.to_str()) else { return false };
    let names_a_form = ending.len() <= 8
        && ending.starts_with(|c: char| c.is_ascii_alphabetic())
        && ending.chars().all(|c| c.is_ascii_alphanumeric());
    names_a_form && !endings(format).iter().any(|known| known.eq_ignore_ascii_case(ending))
}

/// Writes the minutes of the meeting that `which` means: to `output`, over a file that is there only by `force`.
pub(super) fn minutes(
    session: &Session,
    which: Option<&str>,
    output: Option<&str>,
    force: bool,
) -> Result<Answer, Failure> {
    if let Some(output) = output.filter(|output| promises_another_form(Path::new(output), session.format)) {
        let endings = [Format::Text, Format::Json].map(endings);
        return Err(Failure::UnknownEnding { path: output.into(), endings });
    }
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
        return Ok(opened.with_remarks(session, Answer::of(content)));
    };
    let path = Path::new(output);
    let unwritable =
        |error: std::io::Error| Failure::Unwritable { path: output.into(), reason: (&error).into() };
    match Destination::at(path).map_err(unwritable)? {
        Destination::File if !force => return Err(Failure::FileThere { path: output.into() }),
        _ => {}
    }
    let text = if text.ends_with('\n') { text } else { text + "\n" };
    write_output(&Disk, path, text.as_bytes()).map_err(unwritable)?;
    let said = words.say_with("minutes-written", &[("path", Foreign::new(output).show().into())]);
    Ok(opened.with_remarks(
        session,
        Answer { remarks: vec![said], changed: true, ..Answer::of(Content::Lines(Vec::new())) },
    ))
}
