//! `merge BASE OURS THEIRS`: joins three versions of one file by what they say. As a merge driver it is given a fourth
//! word, the name of the file in the repository, and leaves the result in the place of ours. Knows only these files:
//! what needs another one it leaves to a sync, or to `--all`: that joins the whole plan where git has stopped over conflicts.

use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::exit::Exit;
use super::failure::{Failure, clash_list};
use super::output::{Answer, Content};
use super::session::{Format, Session};
use super::sync::choices;
use crate::job::{Clashes, Job, Operation, Outcome, Sides, SyncFailure, Undone};
use crate::merge::{self, Files};
use crate::report::{ClashEntry, Line, SidesEntry, envelope};
use crate::store::{Disk, FILE_LIMIT, Files as _, write_output};
use crate::text::{Foreign, Shown};
use crate::work::perform;

/// What is asked for.
pub(super) struct Wanted<'a> {
    /// Base, ours, theirs, and for a driver the name of the file in the repository.
    pub(super) files: Vec<&'a str>,
    pub(super) output: Option<&'a str>,
    pub(super) choose: Vec<&'a str>,
    pub(super) driver: bool,
}

#[derive(Serialize)]
struct MergeEntry {
    merged: bool,
    sides: SidesEntry,
    clashes: Vec<ClashEntry>,
    /// Records that somebody took out by hand are in the result all the same.
    edited_by_hand: bool,
}

/// Merges; where something clashes nothing is written, and the status is 1.
pub(super) fn merge(session: &Session, wanted: &Wanted<'_>) -> Result<Answer, Failure> {
    let [base, ours, theirs] = [0, 1, 2].map(|at| wanted.files.get(at).copied().unwrap_or_default());
    let name = wanted.files.get(3).copied().or(wanted.output).unwrap_or(ours);
    let path = within_plan(Path::new(name));
    let version = |file: &str| -> Result<Files, Failure> {
        // Git stands in an empty file for one that is not there.
        let bytes = read(file)?;
        Ok(Some((path.clone(), bytes)).filter(|(_, bytes)| !bytes.is_empty()).into_iter().collect())
    };
    let (base, here, there) = (version(base)?, version(ours)?, version(theirs)?);
    let choices = choices(&wanted.choose)?;
    let merged = merge::merge_file(&path, [&base, &here, &there], &choices);
    let words = &session.words;
    let sides = Sides { operation: Operation::Files, ours: ours.into(), theirs: theirs.into() };
    let unknown: Vec<String> = choices.keys().filter(|id| !merged.settled.contains(*id)).cloned().collect();
    if !unknown.is_empty() {
        let open = Clashes { sides, clashes: merged.clashes };
        return Err(Failure::NoSuchClash { ids: unknown, open });
    }
    let entry = || MergeEntry {
        merged: merged.clashes.is_empty(),
        sides: SidesEntry::of(words, &sides),
        clashes: merged.clashes.iter().map(ClashEntry::of).collect(),
        edited_by_hand: !merged.edited_by_hand.is_empty(),
    };
    let mut remarks = Vec::new();
    if !merged.clashes.is_empty() {
        remarks.push(words.say_with("merge-clashes", &[("count", merged.clashes.len().into())]));
        let how = if wanted.driver { "clash-choose-later" } else { "clash-choose-how" };
        let open = Clashes { sides: sides.clone(), clashes: merged.clashes.clone() };
        remarks.extend(clash_list(words, &open, how));
        let content = match session.format {
            Format::Json => Content::Json(envelope("merge", &entry())),
            Format::Text => Content::Lines(Vec::new()),
        };
        return Ok(Answer { remarks, exit: Exit::Found, ..Answer::of(content) });
    }
    if !merged.edited_by_hand.is_empty() {
        let files = Foreign::from_bytes(path.as_os_str().as_encoded_bytes()).show();
        remarks.push(words.say_with("synced-edited-by-hand", &[("files", files.into())]));
    }
    let result = merged.files.get(&path).cloned().unwrap_or_else(|| here.get(&path).cloned());
    let bytes = result.unwrap_or_default();
    let target = if wanted.driver { Some(ours) } else { wanted.output };
    let written = target.map(|target| {
        write_output(&Disk, Path::new(target), &bytes)
            .map_err(|error| Failure::Unwritable { path: target.into(), reason: (&error).into() })
    });
    let lines = match written {
        Some(written) => {
            written?;
            Vec::new()
        }
        None => Shown::of(&String::from_utf8_lossy(&bytes)).lines().map(Line::from).collect(),
    };
    let content = match session.format {
        Format::Json => Content::Json(envelope("merge", &entry())),
        Format::Text => Content::Lines(lines),
    };
    Ok(Answer { remarks, changed: target.is_some(), ..Answer::of(content) })
}

#[derive(Serialize)]
struct ResolvedEntry {
    files: usize,
    kept: Vec<KeptEntry>,
    /// Files that are not the plan's and are still to be merged.
    open: Vec<String>,
    edited_by_hand: Vec<String>,
}

#[derive(Serialize)]
struct KeptEntry {
    file: String,
    object: String,
}

/// Joins the plan files of a merge that git could not finish; while files of others are left, the status is 1.
pub(super) fn merge_all(session: &Session, chosen: &[&str]) -> Result<Answer, Failure> {
    let choices = choices(chosen)?;
    let resolved = match perform(&session.world, Job::Resolve { choices }) {
        Outcome::Resolved(Ok(resolved)) => resolved,
        Outcome::Resolved(Err(SyncFailure::Repository(failure))) => {
            return Err(Failure::Repository(failure, Undone::Merge));
        }
        Outcome::Resolved(Err(SyncFailure::Commit(failure))) => return Err(Failure::NotCommitted(failure)),
        Outcome::Resolved(Err(failure)) => return Err(failure.into()),
        _ => unreachable!("joining answers Resolved"),
    };
    let words = &session.words;
    let names = |files: &[Foreign]| files.iter().map(|file| file.raw().to_owned()).collect::<Vec<_>>();
    let list = |files: &[Foreign]| {
        let shown: Vec<Shown> = files.iter().map(Foreign::show).collect();
        Shown::join(&shown, &words.say("list-separator"))
    };
    let mut said = vec![match resolved.files {
        0 => words.say("merge-all-nothing"),
        count => words.say_with("merge-all-done", &[("count", count.into())]),
    }];
    said.extend(resolved.kept.iter().map(|(file, id)| {
        words.say_with("merge-all-kept", &[("file", file.into()), ("id", Shown::of(id).into())])
    }));
    if !resolved.edited_by_hand.is_empty() {
        let files = list(&resolved.edited_by_hand);
        said.push(words.say_with("synced-edited-by-hand", &[("files", files.into())]));
    }
    if resolved.open.is_empty() {
        let command = match resolved.finish {
            "merge" => "commit".to_owned(),
            other => format!("{other} --continue"),
        };
        said.push(words.say_with("merge-all-finish", &[("command", Shown::of(&command).into())]));
    } else {
        said.push(words.say_with("merge-all-open", &[("files", list(&resolved.open).into())]));
    }
    let entry = || ResolvedEntry {
        files: resolved.files,
        kept: resolved
            .kept
            .iter()
            .map(|(file, id)| KeptEntry { file: file.raw().to_owned(), object: id.clone() })
            .collect(),
        open: names(&resolved.open),
        edited_by_hand: names(&resolved.edited_by_hand),
    };
    let mut answer = session.answer("merge-all", entry, || said.iter().cloned().map(Line::from).collect());
    if !resolved.open.is_empty() {
        answer.exit = Exit::Found;
    }
    Ok(answer)
}

/// Returns the path in the plan directory that a file of this name has.
fn within_plan(path: &Path) -> PathBuf {
    let name = path.file_name().map(PathBuf::from).unwrap_or_default();
    let is_record = path.parent().and_then(Path::file_name).is_some_and(|parent| parent == "reviews");
    if is_record { Path::new("reviews").join(name) } else { name }
}

fn read(file: &str) -> Result<Vec<u8>, Failure> {
    let read = Disk.open(Path::new(file)).and_then(|mut opened| opened.read(FILE_LIMIT));
    read.map_err(|error| unreadable(file, &error))
}

fn unreadable(file: &str, error: &io::Error) -> Failure {
    Failure::Unreadable { path: file.into(), reason: error.into() }
}
