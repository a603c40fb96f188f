//! The one place of the command line that writes to the terminal, or to wherever output goes.

use std::io::{self, Write as _};

use super::exit::Exit;
use super::session::Session;
use crate::report::{Emphasis, Line};
use crate::text::Shown;
use crate::words::Words;

/// What a verb has to say.
pub(super) struct Answer {
    pub(super) content: Content,
    /// What is to be known besides, which scripts do not read.
    pub(super) remarks: Vec<Shown>,
    pub(super) exit: Exit,
    /// Something was recorded, committed or written before this answer.
    pub(super) changed: bool,
}

impl Answer {
    /// Returns an answer of this content, after which nothing is different.
    pub(super) fn of(content: Content) -> Self {
        Self { content, remarks: Vec::new(), exit: Exit::Done, changed: false }
    }
}

/// What goes to the standard output.
pub(super) enum Content {
    Lines(Vec<Line>),
    /// One object on one line.
    Json(String),
}

/// Writes everything, and returns the exit status.
///
/// A reader that has read enough, as `head` does, ends the run quietly, unless something was changed: whoever is not told
/// would do it again. What cannot be written to the standard output then goes to where errors go.
pub(super) fn write(words: &Words, answer: &Answer, colour: bool) -> Exit {
    let text = |colour| match &answer.content {
        Content::Json(json) => format!("{json}\n"),
        Content::Lines(lines) => lines.iter().map(|line| drawn(line, colour)).collect(),
    };
    let mut out = io::stdout().lock();
    let written = out.write_all(text(colour).as_bytes()).and_then(|()| out.flush());
    let exit = match written {
        Ok(()) => answer.exit,
        Err(error) if answer.changed => {
            tell(&words.say_with("cli-unprinted", &[("reason", reason(words, &error).into())]));
            drop(io::stderr().lock().write_all(text(false).as_bytes()));
            Exit::Unprinted
        }
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => answer.exit,
        Err(error) => {
            tell(&words.say_with("cli-output-failed", &[("reason", reason(words, &error).into())]));
            Exit::Failed
        }
    };
    for remark in &answer.remarks {
        tell(remark);
    }
    exit
}

fn reason(words: &Words, error: &io::Error) -> Shown {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return words.say("cli-nobody-reads");
    }
    words.system_fault(&error.into())
}

/// Writes a line to where errors go. There is nowhere left to say that this failed.
pub(super) fn tell(said: &Shown) {
    drop(writeln!(io::stderr().lock(), "{said}"));
}

/// Asks for a line, on a terminal. `None` where none came.
pub(super) fn ask(question: &Shown) -> Option<String> {
    let mut errors = io::stderr().lock();
    write!(errors, "{question} ").and_then(|()| errors.flush()).ok()?;
    let mut answer = String::new();
    (io::stdin().read_line(&mut answer).ok()? > 0).then_some(answer)
}

/// Says that nothing was recorded, because the answer was no.
pub(super) fn nothing_recorded(session: &Session) -> Answer {
    let lines = vec![session.words.say("cli-nothing-recorded").into()];
    Answer::of(Content::Lines(lines))
}

/// Tells whether a line that was typed agrees, in either language, with an input method on or off.
pub(super) fn is_yes(answer: &str) -> bool {
    matches!(answer.trim(), "y" | "Y" | "ｙ" | "Ｙ" | "yes" | "是")
}

fn drawn(line: &Line, colour: bool) -> String {
    let mut drawn = String::new();
    for (emphasis, text) in line.parts() {
        match code(emphasis).filter(|_| colour && !text.is_empty()) {
            Some(code) => drawn.extend(["\u{1b}[", code, "m", text.as_str(), "\u{1b}[0m"]),
            None => drawn.push_str(text.as_str()),
        }
    }
    drawn.truncate(drawn.trim_end_matches(' ').len());
    drawn.push('\n');
    drawn
}

/// Returns the colour for an emphasis, out of the sixteen that the user's own scheme makes readable.
fn code(emphasis: Emphasis) -> Option<&'static str> {
    match emphasis {
        Emphasis::Plain => None,
        Emphasis::Strong => Some("1"),
        Emphasis::Faint => Some("2"),
        Emphasis::Good => Some("32"),
        Emphasis::Caution => Some("33"),
        Emphasis::Bad => Some("31"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_is_only_added_and_only_where_it_is_wanted() {
        let line =
            Line::of(Emphasis::Bad, Shown::of("✗\u{1b}[2J")).and(Emphasis::Plain, Shown::own("  jia  "));
        assert_eq!(drawn(&line, false), "✗␛[2J  jia\n");
        assert_eq!(drawn(&line, true), "\u{1b}[31m✗␛[2J\u{1b}[0m  jia\n");
    }
}
