//! The files of records after a merge. Nobody but their writer goes on with one, so that one side holds all lines of
//! the other; where not, somebody edited it by hand, and all lines of both are kept.

use std::collections::BTreeSet;

/// What came of two versions of a file of records.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Records {
    Ours,
    Theirs,
    /// Neither holds the other: ours, and after it the lines it lacks.
    Both(Vec<u8>),
}

/// Joins two versions of a file of records; a version that is not there holds nothing.
pub(super) fn join(ours: Option<&Vec<u8>>, theirs: Option<&Vec<u8>>) -> Records {
    let (Some(ours), Some(theirs)) = (ours, theirs) else {
        return if ours.is_some() { Records::Ours } else { Records::Theirs };
    };
    let here: BTreeSet<&[u8]> = lines(ours).collect();
    let there: BTreeSet<&[u8]> = lines(theirs).collect();
    if there.is_subset(&here) {
        return Records::Ours;
    }
    if here.is_subset(&there) {
        return Records::Theirs;
    }
    let mut both = ours.clone();
    if !both.ends_with(b"\n") {
        both.push(b'\n');
    }
    for line in lines(theirs).filter(|line| !here.contains(line)) {
        both.extend(line);
        both.push(b'\n');
    }
    Records::Both(both)
}

/// Returns the lines that say something, without their ends: another line end is no other record.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end).filter(|line| !line.is_empty())
}
