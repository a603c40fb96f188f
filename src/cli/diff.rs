//! `diff [OLD [NEW]]`: what changed in the plan and in what was recorded, in plan terms.

use super::exit::Exit;
use super::failure::Failure;
use super::output::Answer;
use super::session::Session;
use crate::job::{Compared, Job, Outcome, Version};
use crate::report::{self, ChangesEntry, Line};
use crate::text::Shown;
use crate::work::perform;

/// What is to be compared, and how it is told.
pub(super) struct Wanted<'a> {
    pub(super) old: Option<&'a str>,
    pub(super) new: Option<&'a str>,
    /// The new side is what is staged.
    pub(super) index: bool,
    /// A change is to be told by the exit status.
    pub(super) exit_code: bool,
    pub(super) markdown: bool,
}

/// Compares two versions.
pub(super) fn diff(session: &Session, wanted: &Wanted<'_>) -> Result<Answer, Failure> {
    let (old, new) = versions(wanted);
    let Outcome::Compared(compared) = perform(&session.world, Job::Compare { old, new }) else {
        unreachable!("comparing answers Compared")
    };
    let compared: Box<Compared> = compared.map_err(Failure::NoVersion)?;
    let words = &session.words;
    let mut answer = session.answer(
        "diff",
        || ChangesEntry::of(words, &compared),
        || {
            if wanted.markdown {
                let text = report::changes_markdown(words, &compared);
                return Shown::of(&text).trim_end().lines().map(Line::from).collect();
            }
            report::changes(words, &compared)
        },
    );
    if wanted.exit_code && !compared.comparison.is_empty() {
        answer.exit = Exit::Found;
    }
    Ok(answer)
}

/// Understands what was asked for: the last commit and the disk where nothing else is said, and `OLD..NEW` as git does.
fn versions(wanted: &Wanted<'_>) -> (Version, Version) {
    let (old, new) = match (wanted.old, wanted.new) {
        (Some(range), None) => match range.split_once("..") {
            Some((old, new)) if !new.starts_with('.') => (Some(old), Some(new)),
            _ => (Some(range), None),
        },
        both => both,
    };
    let named = |text: &str| if text.is_empty() { Version::head() } else { Version::Revision(text.into()) };
    let last = if wanted.index { Version::Index } else { Version::Disk };
    (old.map_or_else(Version::head, named), new.map_or(last, named))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_is_the_last_commit_and_the_disk() {
        let revision = |text: &str| Version::Revision(text.into());
        for (old, new, index, expected) in [
            (None, None, false, (Version::head(), Version::Disk)),
            (None, None, true, (Version::head(), Version::Index)),
            (Some("v1"), None, false, (revision("v1"), Version::Disk)),
            (Some("v1"), Some("v2"), false, (revision("v1"), revision("v2"))),
            (Some("v1..v2"), None, false, (revision("v1"), revision("v2"))),
            (Some("v1.."), None, false, (revision("v1"), Version::head())),
        ] {
            let wanted = Wanted { old, new, index, exit_code: false, markdown: false };
            assert_eq!(versions(&wanted), expected, "{old:?} {new:?}");
        }
    }
}
