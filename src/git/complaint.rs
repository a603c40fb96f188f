//! What git complains of, in English: which of its lines matter, and what they mean.

use std::collections::HashSet;

use crate::plan::SystemFault;
use crate::text::Foreign;

/// How many lines of a complaint are kept.
const LINES: usize = 12;

/// What a complaint of git comes down to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Complaint {
    /// The system refused what git needs.
    System(SystemFault),
    /// Another program holds a lock, or left one behind.
    Locked,
    /// Something in the repository is missing or cannot be understood.
    Damaged,
    /// The configuration cannot be understood.
    Configuration,
    Other,
}

/// What git says of objects, references and indexes that it cannot use.
const DAMAGE: [&str; 24] = [
    "appears to be broken",
    "bad index file",
    "bad object",
    "bad ref ",
    "bad signature",
    "bad tree object",
    "broken ref",
    "could not parse",
    "could not read",
    "does not point to a valid object",
    "file is too short",
    "index file corrupt",
    "index file smaller than expected",
    "index uses",
    "inflate: ",
    "invalid sha1 pointer",
    "is corrupt",
    "is empty",
    "is garbage",
    "missing blob",
    "missing tree",
    "reference broken",
    "unable to parse",
    "unable to read",
];

impl Complaint {
    /// Finds out what git complains of. What stands in quotes is a name, and says nothing.
    pub(super) fn of(said: &Foreign) -> Self {
        let lines: Vec<String> = own_lines(said).collect();
        let any = |signs: &[&str]| lines.iter().any(|line| signs.iter().any(|sign| line.contains(sign)));
        if lines.iter().any(|line| line.contains("Unable to create") && line.contains("File exists")) {
            return Self::Locked;
        }
        let last = |line: &String| SystemFault::reported(line.rsplit(": ").next().unwrap_or_default());
        if let Some(fault) = lines.iter().find_map(last) {
            return Self::System(fault);
        }
        if any(&["insufficient permission"]) {
            return Self::System(SystemFault::Permission);
        }
        if any(&["Out of diskspace"]) {
            return Self::System(SystemFault::NoSpace);
        }
        if any(&["bad config", "config value", "could not expand include path"]) {
            return Self::Configuration;
        }
        if any(&DAMAGE) { Self::Damaged } else { Self::Other }
    }
}

/// Returns the lines of git itself, and of what it starts on this machine, each without what stands in quotes: not
/// those of the other side of a transfer.
pub(super) fn own_lines(said: &Foreign) -> impl Iterator<Item = String> {
    said.raw().split(['\n', '\r']).filter(|line| !line.starts_with("remote:")).map(without_quoted)
}

/// Leaves out names in single quotes, which may hold any words. An apostrophe is no quote.
fn without_quoted(line: &str) -> String {
    let mut left = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('\'') {
        left.push_str(before);
        let begins = left.chars().next_back().is_none_or(|before| !before.is_alphanumeric());
        if let Some(outside) = after_quote(after).filter(|_| begins) {
            rest = outside;
        } else {
            left.push('\'');
            rest = after;
        }
    }
    left + rest
}

/// Returns what follows the quote that `text` begins in, if that ends.
fn after_quote(text: &str) -> Option<&str> {
    let (_, mut after) = text.split_once('\'')?;
    let goes_on = |c: char| !c.is_whitespace() && !":.,;)".contains(c);
    while after.starts_with(goes_on) {
        (_, after) = after.split_once('\'')?;
    }
    Some(after)
}

/// Returns the lines that say what is wrong: not how far a transfer was, what was to go where, or what to try.
pub(super) fn telling(said: &Foreign) -> Foreign {
    // What is set in is what git guesses was meant.
    let lines = said.raw().split(['\n', '\r']).filter(|line| !line.starts_with('\t')).map(str::trim_end);
    let mut telling: Vec<&str> = lines.filter(|line| !line.is_empty() && !is_chatter(line)).collect();
    if telling.iter().any(|line| !is_warning(line)) {
        telling.retain(|line| !is_warning(line));
    }
    let mut known = HashSet::new();
    telling.retain(|line| known.insert(*line));
    telling.truncate(LINES);
    Foreign::new(telling.join("\n"))
}

fn is_warning(line: &str) -> bool {
    line.starts_with("warning:") || line.starts_with("Warning:")
}

fn is_chatter(line: &str) -> bool {
    let line = line.strip_prefix("remote:").unwrap_or(line).trim_start();
    let is_done = line.ends_with(", done.") && line.contains(": ");
    // `Writing objects:  75% (3/4)`
    let is_part = line.split_once(": ").is_some_and(|(_, rest)| {
        let number = rest.trim_start().split_once('%').map(|(number, _)| number);
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    });
    let others = [
        "Delta compression using",
        "Total ",
        "To ",
        "From ",
        "POST git-",
        "hint:",
        "error: failed to push some refs to",
        "The most similar command",
        "Please make sure you have the correct access rights",
        "and the repository exists.",
        "Another git process seems to be running",
        "an editor opened by",
        "are terminated then try again.",
        "may have crashed in this repository",
        "remove the file manually to continue.",
    ];
    let is_rule = line.chars().all(|c| !c.is_alphanumeric());
    is_rule || is_done || is_part || others.iter().any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_lines_that_say_why() {
        let said = "Enumerating objects: 5, done.\nCounting objects:  20% (1/5)\rCounting objects: 100% (5/5), done.\n\
                    Delta compression using up to 2 threads\nTotal 3 (delta 1), reused 0 (delta 0), pack-reused 0\n\
                    remote: Resolving deltas: 100% (1/1), done.        \nremote: policy says no: 40 files%\nremote: \nremote: ====\n\
                    To file:///srv/plan.git\nerror: failed to push some refs to 'file:///srv/plan.git'\nhint: look\n\
                    warning: something else\nssh: connect to host x port 22: Connection refused\n";
        assert_eq!(
            telling(&said.into()).raw(),
            "remote: policy says no: 40 files%\nssh: connect to host x port 22: Connection refused"
        );
        assert_eq!(telling(&"warning: only this\n".into()).raw(), "warning: only this");
    }

    #[test]
    fn names_in_quotes_say_nothing() {
        for (line, left) in [
            ("fatal: unable to access 'http://x/403 is corrupt/': no", "fatal: unable to access : no"),
            ("fatal: couldn't find 'it'.", "fatal: couldn't find ."),
            (
                "fatal: --mirror can't be combined with refspecs",
                "fatal: --mirror can't be combined with refspecs",
            ),
            ("a 'b", "a 'b"),
            ("'it's here' is gone", " is gone"),
        ] {
            assert_eq!(without_quoted(line), left);
        }
    }

    #[test]
    fn tells_complaints_apart() {
        for (said, complaint) in [
            (
                "fatal: Unable to create '/r/.git/index.lock': File exists.\n\nAnother git process seems",
                Complaint::Locked,
            ),
            (
                "fatal: Unable to create '/r/.git/index.lock': Permission denied",
                Complaint::System(SystemFault::Permission),
            ),
            (
                "error: unable to write file .git/objects/aa/bb: No space left on device\nfatal: x",
                Complaint::System(SystemFault::NoSpace),
            ),
            (
                "error: insufficient permission for adding an object to repository database .git/objects",
                Complaint::System(SystemFault::Permission),
            ),
            (
                "fatal: Out of memory, malloc failed (tried to allocate 9 bytes)",
                Complaint::System(SystemFault::NoMemory),
            ),
            ("fatal: bad config line 1 in file .git/config", Complaint::Configuration),
            ("error: object file .git/objects/ab/cd is empty\nfatal: loose object ab", Complaint::Damaged),
            ("fatal: unknown style 'is corrupt'", Complaint::Other),
            ("remote: Permission denied", Complaint::Other),
            ("", Complaint::Other),
        ] {
            assert_eq!(Complaint::of(&said.into()), complaint, "{said}");
        }
    }
}
